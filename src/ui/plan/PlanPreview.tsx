import { Badge, makeStyles, tokens } from "@fluentui/react-components";
import { memo, type ReactNode } from "react";
import type { PreviewView } from "../../app/session/session";
import type { SheetSummary } from "../../core/plan/plan-summary";
import type { PaneTexts } from "../../i18n/pane-texts";
import { useTexts } from "../shell/pane-context";
import { ChangeTable } from "./ChangeTable";
import { FindingNotes } from "./FindingNotes";
import { HostNotes } from "./HostNotes";

const useStyles = makeStyles({
  total: { margin: 0, fontWeight: tokens.fontWeightSemibold, fontVariantNumeric: "tabular-nums" },
  sheets: { margin: 0, padding: 0, listStyleType: "none", display: "flex", flexDirection: "column", gap: "6px" },
  sheet: { border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusMedium, padding: "8px 10px" },
  name: { display: "flex", gap: "8px", alignItems: "center", justifyContent: "space-between", fontWeight: tokens.fontWeightSemibold, overflowWrap: "anywhere" },
  lines: { margin: "2px 0 0", padding: 0, listStyleType: "none", fontSize: tokens.fontSizeBase200, lineHeight: "18px", color: tokens.colorNeutralForeground2 },
  note: { margin: 0, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, color: tokens.colorNeutralForeground2 },
});

function linesOf(sheet: SheetSummary, texts: PaneTexts): readonly string[] {
  const counted = (["values", "emptied", "formulas", "validated", "unvalidated", "styled"] as const).flatMap((key) => (sheet[key] > 0 ? [texts.say(`plan.${key}`, { count: texts.count(sheet[key]) })] : []));
  return [
    ...counted,
    ...(sheet.hiddenColumns > 0 ? [texts.say("plan.hidden", { count: sheet.hiddenColumns })] : []),
    ...(sheet.protection === null ? [] : [texts.say(`plan.${sheet.protection}`)]),
  ];
}

/** What a plan will do, sheet by sheet in words, and the cells that will be seen to change. (PN-30) */
export const PlanPreview = memo(function PlanPreview({ preview }: { readonly preview: PreviewView }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const { summary } = preview;
  const sheets = summary.sheets.map((sheet) => ({ sheet, lines: linesOf(sheet, texts) })).filter(({ sheet, lines }) => lines.length > 0 || sheet.change !== "edited");
  return (
    <>
      {preview.empty ? (
        <p className={styles.total} data-testid="plan-empty">
          {texts.say("plan.empty")}
        </p>
      ) : (
        <p className={styles.total} data-testid="plan-total">
          {texts.say("plan.total", { cells: texts.count(summary.cells) })}
        </p>
      )}
      <FindingNotes findings={preview.findings} />
      {sheets.length > 0 && (
        <ul className={styles.sheets} data-testid="plan-sheets">
          {sheets.map(({ sheet, lines }) => (
            <li key={sheet.sheetId} className={styles.sheet}>
              <div className={styles.name}>
                {sheet.name ?? sheet.sheetId}
                <Badge appearance="tint" color={sheet.change === "deleted" ? "danger" : sheet.change === "added" ? "success" : "informative"}>
                  {texts.say(`plan.sheet.${sheet.change}`)}
                </Badge>
              </div>
              <ul className={styles.lines}>
                {lines.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      )}
      {summary.writesRecord && !preview.empty && <p className={styles.note}>{texts.say("plan.record")}</p>}
      {!preview.empty && <HostNotes preview={preview} />}
      <ChangeTable changes={preview.changes} total={summary.cells} />
    </>
  );
});
