import { Button, Link, makeStyles, tokens } from "@fluentui/react-components";
import { useState, type ReactNode } from "react";
import type { ColumnView, TableView } from "../../app/session/session";
import { InlineLink } from "../shell/InlineLink";
import { usePane } from "../shell/pane-context";
import { readings } from "./doubtful-columns";

const SHOWN_AT_FIRST = 3;

const useStyles = makeStyles({
  section: { display: "flex", flexDirection: "column", gap: "6px" },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  list: { margin: 0, padding: 0, listStyleType: "none", display: "flex", flexDirection: "column", gap: "6px" },
  item: { border: `1px solid ${tokens.colorNeutralStroke2}`, borderLeft: `3px solid ${tokens.colorPaletteDarkOrangeForeground1}`, borderRadius: tokens.borderRadiusMedium, padding: "8px 10px", display: "flex", flexDirection: "column", gap: "6px" },
  question: { margin: 0, fontWeight: tokens.fontWeightSemibold, overflowWrap: "anywhere" },
  place: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
  answers: { display: "flex", flexWrap: "wrap", gap: "6px", alignItems: "center" },
});

type Doubt = { readonly table: TableView; readonly column: ColumnView };

/** Columns that want a person's answer, each with its two best readings. (PN-21) */
export function DoubtList({ doubts, onOpen }: { readonly doubts: readonly Doubt[]; readonly onOpen: (table: TableView) => void }): ReactNode {
  const styles = useStyles();
  const { texts } = usePane();
  const [all, setAll] = useState(false);
  const shown = all ? doubts : doubts.slice(0, SHOWN_AT_FIRST);
  return (
    <section className={styles.section} aria-label={texts.say("recognize.doubts", { count: doubts.length })} data-testid="doubts">
      <h3 className={styles.title}>{texts.say("recognize.doubts", { count: doubts.length })}</h3>
      <ul className={styles.list}>
        {shown.map((doubt) => (
          <DoubtItem key={`${doubt.table.tableId}/${doubt.column.column}`} doubt={doubt} onOpen={onOpen} />
        ))}
      </ul>
      {doubts.length > SHOWN_AT_FIRST && (
        <Link as="button" onClick={() => setAll(!all)} data-testid="doubts-more">
          {all ? texts.say("recognize.doubts.fewer") : texts.say("recognize.doubts.more", { count: doubts.length - SHOWN_AT_FIRST })}
        </Link>
      )}
    </section>
  );
}

function DoubtItem({ doubt: { table, column }, onOpen }: { readonly doubt: Doubt; readonly onOpen: (table: TableView) => void }): ReactNode {
  const styles = useStyles();
  const { texts, model, state } = usePane();
  const header = column.headerPath.at(-1);
  const cells = { sheetId: table.sheetId, row: table.range.row, rows: table.range.rows, column: column.column, columns: column.columns };
  return (
    <li className={styles.item} data-testid="doubt">
      <p className={styles.question}>{header === undefined ? texts.say("recognize.doubt.blank", { letter: column.letter }) : texts.say("recognize.doubt.question", { header })}</p>
      <span className={styles.place}>
        <InlineLink onClick={() => model.reveal(cells)} label={`${texts.say("action.show")} ${table.sheetName} ${column.letter}`}>
          {`${table.sheetName}!${column.letter}`}
        </InlineLink>
        {column.samples.length > 0 && ` ${texts.say("column.samples", { samples: column.samples })}`}
      </span>
      <div className={styles.answers}>
        {readings(column).map((role) => (
          <Button key={role} size="small" disabled={state.work !== null} onClick={() => void model.correct({ kind: "role", tableId: table.tableId, column: column.column, role })} data-testid="doubt-answer" data-role={role}>
            {texts.sentence(`recognition.role.${role}`)}
          </Button>
        ))}
        <Button size="small" appearance="subtle" onClick={() => onOpen(table)}>
          {texts.say("recognize.doubt.other")}
        </Button>
      </div>
    </li>
  );
}
