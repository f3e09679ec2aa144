import { Button, makeStyles, tokens } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { GuideSteps } from "./GuideSteps";
import { useTexts } from "./pane-context";

const useStyles = makeStyles({
  card: { display: "flex", flexDirection: "column", gap: "10px", padding: "12px", borderRadius: tokens.borderRadiusMedium, border: `1px solid ${tokens.colorNeutralStroke2}`, backgroundColor: tokens.colorNeutralBackground2, flexShrink: 0 },
  title: { margin: 0, fontSize: tokens.fontSizeBase300, fontWeight: tokens.fontWeightSemibold },
  actions: { display: "flex", justifyContent: "flex-end", gap: "8px" },
});

/** The guide of the first run, until it is put away. */
export function GuideCard({ onDismiss }: { readonly onDismiss: () => void }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  return (
    <section className={styles.card} aria-label={texts.say("guide.title")} data-testid="guide">
      <h3 className={styles.title}>{texts.say("guide.title")}</h3>
      <GuideSteps />
      <div className={styles.actions}>
        <Button size="small" onClick={onDismiss} data-testid="guide-dismiss">
          {texts.say("guide.dismiss")}
        </Button>
      </div>
    </section>
  );
}
