import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { FindingView } from "../../app/session/session";
import { SeverityIcon } from "../plan/SeverityIcon";
import { useTexts } from "../shell/pane-context";

const useStyles = makeStyles({
  item: { borderBottom: `1px solid ${tokens.colorNeutralStroke3}` },
  current: { backgroundColor: tokens.colorNeutralBackground3, boxShadow: `inset 3px 0 0 ${tokens.colorCompoundBrandStroke}` },
  button: {
    display: "grid",
    gridTemplateColumns: "16px 1fr auto",
    columnGap: "6px",
    width: "100%",
    padding: "6px 8px",
    border: "none",
    backgroundColor: "transparent",
    color: "inherit",
    fontFamily: "inherit",
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    textAlign: "start",
    cursor: "pointer",
    ":hover": { backgroundColor: tokens.colorNeutralBackground3 },
    ":focus-visible": { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: "-2px" },
  },
  name: { fontWeight: tokens.fontWeightSemibold, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300, overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  place: { color: tokens.colorNeutralForeground2, fontVariantNumeric: "tabular-nums", lineHeight: tokens.lineHeightBase300, maxWidth: "150px", overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  sentence: { gridColumn: "2 / -1", color: tokens.colorNeutralForeground2, overflowWrap: "anywhere" },
  short: { display: "block", overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" },
  full: { color: tokens.colorNeutralForeground1 },
  accepted: { gridColumn: "2 / -1", color: tokens.colorPaletteGreenForeground1, overflowWrap: "anywhere" },
  actions: { display: "flex", flexWrap: "wrap", gap: "6px", padding: "0 8px 8px 30px" },
  icon: { paddingTop: "2px" },
});

/** One finding: what, where, and for the current one the whole sentence and what can be done. */
export function FindingRow({ finding, current, tabbable, onChoose, actions }: { readonly finding: FindingView; readonly current: boolean; readonly tabbable: boolean; readonly onChoose: (finding: FindingView) => void; readonly actions: (finding: FindingView) => ReactNode }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const place = finding.sheetName === null ? texts.say("check.workbook") : `${finding.sheetName}${finding.address === null ? "" : `!${finding.address}`}`;
  return (
    <div className={mergeClasses(styles.item, current && styles.current)} data-testid="finding" data-code={finding.code} data-current={current}>
      <button type="button" className={styles.button} tabIndex={tabbable ? 0 : -1} aria-current={current ? "true" : undefined} onClick={() => onChoose(finding)} data-finding={finding.id}>
        <span className={styles.icon}>
          <SeverityIcon severity={finding.severity} />
        </span>
        <span className={styles.name}>{texts.findingName(finding.code)}</span>
        <span className={styles.place} title={place}>
          {place}
        </span>
        <span className={mergeClasses(styles.sentence, current ? styles.full : styles.short)}>{texts.sentence(finding.code, finding.params)}</span>
        {finding.accepted && <span className={styles.accepted}>{texts.say("check.accepted", { reason: finding.accepted.reason, at: texts.time(finding.accepted.at) })}</span>}
      </button>
      {current && <div className={styles.actions}>{actions(finding)}</div>}
    </div>
  );
}
