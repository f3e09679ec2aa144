import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactElement } from "react";
import type { WorkbenchPageTexts } from "../i18n/workbench-texts";
import type { SelectionFigures } from "./file-service";

const useStyles = makeStyles({
  line: {
    display: "flex",
    justifyContent: "space-between",
    gap: "16px",
    minHeight: "22px",
    alignItems: "center",
    padding: "0 12px",
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    backgroundColor: tokens.colorNeutralBackground2,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    flexShrink: 0,
  },
  figures: { fontVariantNumeric: "tabular-nums", whiteSpace: "pre" },
});

type Props = { readonly note: string | null; readonly figures: SelectionFigures | null; readonly say: WorkbenchPageTexts["say"]; readonly locale: string };

/** Below the grid: what must be known about the sheet, and figures of the selection. */
export function StatusLine({ note, figures, say, locale }: Props): ReactElement {
  const styles = useStyles();
  const number = (value: number): string => value.toLocaleString(locale, { maximumFractionDigits: 6 });
  const text =
    figures === null || figures.filled < 2
      ? ""
      : figures.average === null
        ? say("workbench.figures-filled", { filled: number(figures.filled) })
        : say("workbench.figures", { filled: number(figures.filled), numbers: number(figures.numbers), sum: number(figures.sum), average: number(figures.average) });
  return (
    <footer className={styles.line}>
      <span data-testid="sheet-note">{note}</span>
      <span className={styles.figures} data-testid="figures">
        {text}
      </span>
    </footer>
  );
}
