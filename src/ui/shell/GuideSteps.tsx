import { makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useTexts } from "./pane-context";

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: "none", display: "flex", flexDirection: "column", gap: "8px", textAlign: "start" },
  item: { display: "grid", gridTemplateColumns: "20px 1fr", gap: "8px", fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  number: { width: "20px", height: "20px", borderRadius: "10px", display: "grid", placeItems: "center", backgroundColor: tokens.colorBrandBackground2, color: tokens.colorBrandForeground2, fontSize: tokens.fontSizeBase200, fontWeight: tokens.fontWeightSemibold },
  note: { margin: 0, textAlign: "start", color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 },
});

/** The way through the pane in three sentences. (PN-9) */
export function GuideSteps(): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  return (
    <>
      <ol className={styles.list}>
        {(["guide.1", "guide.2", "guide.3"] as const).map((key, index) => (
          <li key={key} className={styles.item}>
            <span className={styles.number} aria-hidden="true">
              {index + 1}
            </span>
            <span>{texts.say(key)}</span>
          </li>
        ))}
      </ol>
      <p className={styles.note}>{texts.say("guide.note")}</p>
    </>
  );
}
