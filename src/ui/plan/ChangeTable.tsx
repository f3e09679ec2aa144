import { makeStyles, tokens } from "@fluentui/react-components";
import { memo, type ReactNode } from "react";
import type { ChangeView } from "../../app/session/session";
import { InlineLink } from "../shell/InlineLink";
import { useModel } from "../shell/pane-context";

const useStyles = makeStyles({
  summary: { cursor: "pointer", fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2, padding: "4px 0" },
  scroll: { overflowX: "auto" },
  table: { width: "100%", borderCollapse: "collapse", fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, tableLayout: "fixed", "& th": { textAlign: "start", fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground2 }, "& th, & td": { padding: "3px 6px 3px 0", borderBottom: `1px solid ${tokens.colorNeutralStroke3}`, verticalAlign: "top", overflowWrap: "anywhere" } },
  place: { width: "36%" },
  blank: { color: tokens.colorNeutralForeground3 },
  sheet: { color: tokens.colorNeutralForeground2, display: "block" },
});

/** Cells before and after. Closed at first, because the words above it say the same in short. */
export const ChangeTable = memo(function ChangeTable({ changes, total, open = false }: { readonly changes: readonly ChangeView[]; readonly total: number; readonly open?: boolean }): ReactNode {
  const styles = useStyles();
  const { texts, model } = useModel();
  if (changes.length === 0) return null;
  const blank = <span className={styles.blank}>{texts.say("plan.change.blank")}</span>;
  return (
    <details open={open} data-testid="changes">
      <summary className={styles.summary}>{texts.say(changes.length < total ? "plan.changes" : "plan.changes.all", { count: changes.length })}</summary>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={styles.place}>
              {texts.say("plan.change.cell")}
            </th>
            <th scope="col">{texts.say("plan.change.before")}</th>
            <th scope="col">{texts.say("plan.change.after")}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <tr key={`${change.area.sheetId}!${change.address}`}>
              <td>
                <InlineLink onClick={() => model.reveal(change.area)} label={`${texts.say("action.show")} ${change.sheetName} ${change.address}`}>
                  {change.address}
                </InlineLink>
                <span className={styles.sheet}>{change.sheetName}</span>
              </td>
              <td>{change.before === "" ? blank : change.wasText ? texts.say("plan.change.text", { text: change.before }) : change.before}</td>
              <td>{change.after === "" ? blank : change.after}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
});
