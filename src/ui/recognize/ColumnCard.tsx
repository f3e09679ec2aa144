import { Badge, Button, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { ColumnView, TableView } from "../../app/session/session";
import { usePane } from "../shell/pane-context";
import { Confidence } from "./Confidence";

import { RoleSelect } from "./RoleSelect";

const useStyles = makeStyles({
  card: { display: "grid", gridTemplateColumns: "auto 1fr", columnGap: "8px", rowGap: "4px", alignItems: "center", padding: "8px 0", borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  letter: { minWidth: "32px", paddingLeft: "6px", paddingRight: "6px" },
  header: { minWidth: 0, overflowWrap: "anywhere", fontWeight: tokens.fontWeightSemibold },
  blank: { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
  path: { color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular },
  rest: { gridColumn: "2 / -1", display: "flex", flexDirection: "column", gap: "4px", minWidth: 0 },
  line: { display: "flex", gap: "8px", alignItems: "center", flexWrap: "wrap", "& > :first-child": { flex: "1 1 120px", minWidth: 0 } },
  small: { fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
  reasons: { margin: "2px 0 0", paddingLeft: "18px" },
});

/** One column: its header, what it is for and how sure that is, and why. (PN-22) */
export function ColumnCard({ table, column }: { readonly table: TableView; readonly column: ColumnView }): ReactNode {
  const styles = useStyles();
  const { texts, model, state } = usePane();
  const header = column.headerPath.at(-1);
  const above = column.headerPath.slice(0, -1);
  const cells = { sheetId: table.sheetId, row: table.range.row, rows: table.range.rows, column: column.column, columns: column.columns };
  return (
    <li className={styles.card} data-testid="column" data-column={column.letter}>
      <Button size="small" className={styles.letter} onClick={() => model.reveal(cells)} aria-label={`${texts.say("action.show")} ${column.letter}`}>
        {column.letter}
      </Button>
      <span className={styles.header}>
        {above.length > 0 && <span className={styles.path}>{`${above.join(" / ")} / `}</span>}
        {header ?? <span className={styles.blank}>{texts.say("column.blank")}</span>}
      </span>
      <div className={styles.rest}>
        <div className={styles.line}>
          <RoleSelect role={column.role} label={texts.say("column.role", { letter: column.letter })} disabled={state.work !== null} onRole={(role) => void model.correct({ kind: "role", tableId: table.tableId, column: column.column, role })} />
          {column.corrected ? (
            <Badge appearance="tint" color="brand">
              {texts.say("column.chosen")}
            </Badge>
          ) : (
            <Confidence value={column.confidence} />
          )}
        </div>
        {column.samples.length > 0 && <span className={styles.small}>{texts.say("column.samples", { samples: column.samples })}</span>}
        {!column.corrected && column.reasons.length > 0 && (
          <details className={styles.small}>
            <summary>{texts.say("table.reasons")}</summary>
            <ul className={styles.reasons}>
              {column.reasons.map((reason) => (
                <li key={reason.code}>{texts.sentence(reason.code, reason.params)}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </li>
  );
}
