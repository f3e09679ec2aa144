import { Button, makeStyles, ProgressBar, tokens } from "@fluentui/react-components";
import { useEffect, useState, type ReactNode } from "react";
import { usePane } from "./pane-context";

/** Shorter work is over before anybody could read about it. */
const SHOW_AFTER_MS = 200;

const useStyles = makeStyles({
  line: { display: "grid", gridTemplateColumns: "1fr auto", columnGap: "8px", rowGap: "4px", alignItems: "center", marginBottom: "8px" },
  text: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2, fontVariantNumeric: "tabular-nums" },
  bar: { gridColumn: "1 / -1" },
});

/** What is being done, how far it is, and the way to stop it. (PN-13) */
export function WorkLine(): ReactNode {
  const styles = useStyles();
  const { texts, state, model } = usePane();
  const kind = state.work?.kind ?? null;
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (kind === null) {
      setShown(false);
      return undefined;
    }
    const timer = setTimeout(() => setShown(true), SHOW_AFTER_MS);
    return () => clearTimeout(timer);
  }, [kind]);
  if (!shown || !state.work) return null;
  const { progress } = state.work;
  const counted = progress !== null && progress.total > 0;
  const label = texts.say(`work.${state.work.kind}`);
  return (
    <div className={styles.line} data-testid="work">
      <span className={styles.text}>
        {label}
        {progress !== null && progress.done > 0 ? ` ${counted ? texts.say("work.progress", { done: texts.count(progress.done), total: texts.count(progress.total) }) : texts.count(progress.done)}` : "…"}
      </span>
      <Button size="small" onClick={model.cancel} data-testid="cancel-work">
        {texts.say("action.cancel")}
      </Button>
      <ProgressBar className={styles.bar} aria-label={label} {...(counted ? { value: progress.done, max: progress.total } : {})} />
    </div>
  );
}
