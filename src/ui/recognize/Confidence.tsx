import { makeStyles, mergeClasses, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useTexts } from "../shell/pane-context";
import { confidenceWord } from "./doubtful-columns";

const useStyles = makeStyles({
  line: { display: "inline-flex", alignItems: "center", gap: "5px", fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2, whiteSpace: "nowrap" },
  track: { width: "32px", height: "6px", borderRadius: "3px", backgroundColor: tokens.colorNeutralStroke2, overflow: "hidden", display: "block" },
  bar: { display: "block", height: "100%", borderRadius: "3px" },
  high: { backgroundColor: tokens.colorPaletteGreenForeground1 },
  middle: { backgroundColor: tokens.colorNeutralForeground3 },
  low: { backgroundColor: tokens.colorPaletteDarkOrangeForeground1 },
  lowText: { color: tokens.colorPaletteDarkOrangeForeground1 },
});

/** How sure a reading is: a word, and a bar that says the same. */
export function Confidence({ value }: { readonly value: number }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  const word = confidenceWord(value);
  return (
    <span className={mergeClasses(styles.line, word === "low" && styles.lowText)}>
      <span className={styles.track} aria-hidden="true">
        <span className={mergeClasses(styles.bar, styles[word])} style={{ width: `${Math.round(Math.max(0.08, value) * 100)}%` }} />
      </span>
      {texts.say(`confidence.${word}`)}
    </span>
  );
}
