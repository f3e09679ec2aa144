import { Badge, makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import { ChevronDownRegular } from "@fluentui/react-icons/svg/chevron-down";
import { ChevronRightRegular } from "@fluentui/react-icons/svg/chevron-right";
import { useEffect, useRef, useState, type ReactNode } from "react";
import type { SheetView, TableView } from "../../app/session/session";
import { useTexts } from "../shell/pane-context";
import { useRovingFocus } from "../shell/use-roving-focus";
import { isDoubtful } from "./doubtful-columns";

/** Above this many, sheets start closed: a workbook of 200 sheets stays a list that can be read. */
const OPEN_SHEETS = 12;

const useStyles = makeStyles({
  sheets: { display: "flex", flexDirection: "column", gap: "2px" },
  sheet: { display: "flex", alignItems: "center", gap: "6px", width: "100%", padding: "4px 0", border: "none", backgroundColor: "transparent", color: tokens.colorNeutralForeground1, fontFamily: "inherit", fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold, textAlign: "start", cursor: "pointer", ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" } },
  sheetName: { flex: "1 1 auto", minWidth: 0, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  note: { fontSize: tokens.fontSizeBase200, fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground2, flexShrink: 0 },
  list: { margin: 0, padding: 0, listStyleType: "none" },
  table: {
    display: "grid",
    gridTemplateColumns: "1fr auto",
    columnGap: "8px",
    width: "100%",
    padding: "6px 8px",
    border: "none",
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: "transparent",
    color: tokens.colorNeutralForeground1,
    fontFamily: "inherit",
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    textAlign: "start",
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorNeutralBackground3 },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  ignored: { color: tokens.colorNeutralForeground3, textDecorationLine: "line-through" },
  title: { overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  facts: { gridColumn: "1 / -1", fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, color: tokens.colorNeutralForeground2, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
});

/** Tables by sheet. Choosing one outlines it in the grid and opens it. `focusTable`: where the focus returns to. (PN-20) */
export function TableList({ sheets, focusTable, onOpen }: { readonly sheets: readonly SheetView[]; readonly focusTable: string | null; readonly onOpen: (table: TableView) => void }): ReactNode {
  const styles = useStyles();
  const roving = useRovingFocus<HTMLDivElement>("vertical");
  return (
    <div className={styles.sheets} {...roving} data-testid="tables">
      {sheets.map((sheet) => (
        <SheetTables key={sheet.sheetId} sheet={sheet} initiallyOpen={sheets.length <= OPEN_SHEETS || sheet.tables.some((table) => table.tableId === focusTable)} focusTable={focusTable} onOpen={onOpen} />
      ))}
    </div>
  );
}

function SheetTables({ sheet, initiallyOpen, focusTable, onOpen }: { readonly sheet: SheetView; readonly initiallyOpen: boolean; readonly focusTable: string | null; readonly onOpen: (table: TableView) => void }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const [open, setOpen] = useState(initiallyOpen);
  const notes = [
    ...(sheet.own ? [texts.say("recognize.sheet.own")] : []),
    ...(sheet.visibility === "visible" ? [] : [texts.say("recognize.sheet.hidden")]),
    ...(sheet.protection === "password" ? [texts.say("recognize.sheet.protected")] : []),
    sheet.tables.length > 0 ? String(sheet.tables.length) : sheet.own ? "" : texts.say("recognize.sheet.none"),
  ].filter((note) => note !== "");
  const Chevron = open ? ChevronDownRegular : ChevronRightRegular;
  const list = (
    <ul className={styles.list}>
      {sheet.tables.map((table) => (
        <li key={table.tableId}>
          <TableRow table={table} focused={table.tableId === focusTable} onOpen={onOpen} />
        </li>
      ))}
    </ul>
  );
  return (
    <div>
      <button type="button" className={styles.sheet} aria-expanded={open} onClick={() => setOpen(!open)} data-testid="sheet">
        <Chevron aria-hidden="true" />
        <span className={styles.sheetName}>{sheet.name}</span>
        <span className={styles.note}>{notes.join(" · ")}</span>
      </button>
      {open && sheet.tables.length > 0 && list}
    </div>
  );
}

function TableRow({ table, focused, onOpen }: { readonly table: TableView; readonly focused: boolean; readonly onOpen: (table: TableView) => void }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (focused) button.current?.focus();
  }, [focused]);
  const doubts = table.layout === "other" ? 0 : table.columns.filter(isDoubtful).length;
  const facts = [table.address, texts.say(`layout.${table.layout}`), ...(table.performance ? [texts.say(`performance.${table.performance}`)] : [])];
  return (
    <button ref={button} type="button" className={styles.table} onClick={() => onOpen(table)} data-testid="table" data-table={table.tableId}>
      <span className={mergeClasses(styles.title, table.ignored && styles.ignored)}>{table.title === "" ? texts.say("table.untitled") : table.title}</span>
      <span>
        {table.ignored ? (
          <Badge appearance="tint" color="informative">
            {texts.say("table.ignored")}
          </Badge>
        ) : doubts > 0 ? (
          <Badge appearance="tint" color="warning">
            {texts.say("table.doubts", { count: doubts })}
          </Badge>
        ) : table.corrected ? (
          <Badge appearance="tint" color="brand">
            {texts.say("table.corrected")}
          </Badge>
        ) : null}
      </span>
      <span className={styles.facts}>{facts.join(" · ")}</span>
    </button>
  );
}
