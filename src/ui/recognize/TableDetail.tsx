import { Button, Field, Link, makeStyles, Select, tokens } from "@fluentui/react-components";
import { ChevronLeftRegular } from "@fluentui/react-icons/svg/chevron-left";
import { useEffect, useRef, useState, type ReactNode } from "react";
import type { TableView } from "../../app/session/session";
import type { RowSpan } from "../../core/recognize/table";
import type { PaneTexts } from "../../i18n/pane-texts";
import { usePane } from "../shell/pane-context";
import { CorrectionForm } from "./CorrectionForm";
import { ColumnCard } from "./ColumnCard";
import { isDoubtful } from "./doubtful-columns";
import { RangeFields } from "./RangeFields";
import { RowMarks } from "./RowMarks";
import { parseTypedTable, rowSpanText } from "./row-span-text";
import { SplitJoin } from "./SplitJoin";

const useStyles = makeStyles({
  head: { display: "flex", alignItems: "flex-start", gap: "4px" },
  title: { margin: 0, fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400, fontWeight: tokens.fontWeightSemibold, overflowWrap: "anywhere", outlineStyle: "none" },
  small: { margin: 0, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, color: tokens.colorNeutralForeground2 },
  facts: { display: "grid", gridTemplateColumns: "auto 1fr", columnGap: "12px", rowGap: "4px", margin: 0, fontSize: tokens.fontSizeBase300, "& dt": { color: tokens.colorNeutralForeground2 }, "& dd": { margin: 0 } },
  actions: { display: "flex", gap: "8px", flexWrap: "wrap" },
  form: { display: "flex", flexDirection: "column", gap: "8px", padding: "10px", borderRadius: tokens.borderRadiusMedium, backgroundColor: tokens.colorNeutralBackground2 },
  section: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  columns: { margin: 0, padding: 0, listStyleType: "none" },
  reasons: { margin: 0, paddingLeft: "18px" },
});

function headerWords(span: RowSpan | null, texts: PaneTexts): string {
  if (span === null) return texts.say("table.header.none");
  return span.first === span.last ? texts.say("table.header.row", { first: span.first + 1 }) : texts.say("table.header.rows", { first: span.first + 1, last: span.last + 1 });
}

/** One table with everything that can be put right by hand. (PN-22, PN-23, PN-24) */
export function TableDetail({ table, onBack }: { readonly table: TableView; readonly onBack: () => void }): ReactNode {
  const styles = useStyles();
  const { texts, model, state } = usePane();
  const title = useRef<HTMLHeadingElement>(null);
  const [editing, setEditing] = useState(false);
  useEffect(() => title.current?.focus(), []);
  const busy = state.work !== null;
  const columns = [...table.columns].sort((a, b) => Number(isDoubtful(b)) - Number(isDoubtful(a)) || a.column - b.column);
  return (
    <>
      <div className={styles.head}>
        <Button appearance="subtle" size="small" icon={<ChevronLeftRegular />} aria-label={texts.say("action.back")} onClick={onBack} data-testid="back" />
        <h3 ref={title} tabIndex={-1} className={styles.title} data-testid="table-title">
          {table.title === "" ? texts.say("table.untitled") : table.title}
        </h3>
      </div>
      {table.ignored && <p className={styles.small}>{texts.say("table.ignored.text")}</p>}
      <dl className={styles.facts}>
        <dt>{texts.say("table.range")}</dt>
        <dd>
          <Link as="button" onClick={() => model.reveal({ sheetId: table.sheetId, ...table.range })} aria-label={`${texts.say("action.show")} ${table.address}`}>
            {`${table.sheetName}!${table.address}`}
          </Link>
        </dd>
        <dt>{texts.say("table.header")}</dt>
        <dd>{headerWords(table.headerRows, texts)}</dd>
      </dl>
      <p className={styles.small}>{`${texts.say(`layout.${table.layout}`)} · ${texts.say("table.counts", { indicators: table.indicators, subjects: table.subjects, entries: table.entryCells })}`}</p>
      {editing ? (
        <RangeForm table={table} onClose={() => setEditing(false)} />
      ) : (
        <div className={styles.actions}>
          <Button size="small" disabled={busy} onClick={() => setEditing(true)} data-testid="edit-range">
            {texts.say("table.range.edit")}
          </Button>
          <Button size="small" disabled={busy} onClick={() => void model.correct({ kind: "ignore", tableId: table.tableId, ignored: !table.ignored })} data-testid="ignore-table">
            {texts.say(table.ignored ? "table.restore" : "table.ignore")}
          </Button>
          {table.corrected && (
            <Button size="small" disabled={busy} onClick={() => void model.correct({ kind: "reset", tableId: table.tableId })} data-testid="reset-table">
              {texts.say("table.reset")}
            </Button>
          )}
        </div>
      )}
      {!table.ignored && (
        <>
          <details className={styles.small} data-testid="more-corrections">
            <summary>{texts.say("table.more")}</summary>
            <div className={styles.form}>
              <RowMarks table={table} />
              <SplitJoin key={table.address} table={table} onDone={onBack} />
            </div>
          </details>
          <Field label={texts.say("table.performance")} size="small">
            <Select
              size="small"
              value={table.performance ?? "none"}
              disabled={busy}
              onChange={(_, { value }) => void model.correct({ kind: "performance", tableId: table.tableId, performance: value === "unit" || value === "person" ? value : null })}
              data-testid="performance"
            >
              {(["unit", "person", "none"] as const).map((value) => (
                <option key={value} value={value}>
                  {texts.say(`performance.${value}`)}
                </option>
              ))}
            </Select>
          </Field>
          {table.reasons.length > 0 && (
            <details className={styles.small}>
              <summary>{texts.say("table.reasons")}</summary>
              <ul className={styles.reasons}>
                {table.reasons.map((reason) => (
                  <li key={reason.code}>{texts.sentence(reason.code, reason.params)}</li>
                ))}
              </ul>
            </details>
          )}
          <h4 className={styles.section}>{texts.say("table.columns")}</h4>
          <ul className={styles.columns}>
            {columns.map((column) => (
              <ColumnCard key={column.column} table={table} column={column} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function RangeForm({ table, onClose }: { readonly table: TableView; readonly onClose: () => void }): ReactNode {
  const styles = useStyles();
  const { texts, model, state } = usePane();
  const [range, setRange] = useState(table.address);
  const [header, setHeader] = useState(rowSpanText(table.headerRows));
  const [wrong, setWrong] = useState<"range" | "header" | null>(null);
  const save = (): void => {
    const typed = parseTypedTable(range, header);
    if ("wrong" in typed) {
      setWrong(typed.wrong);
      return;
    }
    void model.correct({ kind: "range", tableId: table.tableId, ...typed });
    onClose();
  };
  return (
    <CorrectionForm className={styles.form} testId="range-form" onSave={save}>
      <RangeFields range={range} header={header} wrong={wrong} sheet={{ sheetId: table.sheetId, name: table.sheetName }} onRange={setRange} onHeader={setHeader} />
      <div className={styles.actions}>
        <Button size="small" type="submit" disabled={state.work !== null} data-testid="range-save">
          {texts.say("action.confirm")}
        </Button>
        <Button size="small" appearance="subtle" onClick={onClose}>
          {texts.say("action.cancel")}
        </Button>
      </div>
    </CorrectionForm>
  );
}
