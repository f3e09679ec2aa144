import { makeStyles } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { usePane } from "./pane-context";

const useStyles = makeStyles({ region: { position: "absolute", width: "1px", height: "1px", overflow: "hidden", clipPath: "inset(50%)", whiteSpace: "nowrap" } });

/** Tells screen readers what has begun and how it ended; problems tell themselves. (PN-8) */
export function LiveRegion(): ReactNode {
  const styles = useStyles();
  const { texts, state } = usePane();
  const text = state.work ? texts.say(`work.${state.work.kind}`) : state.ended && !state.problem ? texts.say(`ended.${state.ended.kind}`, { count: texts.count(state.ended.count) }) : "";
  return (
    <div className={styles.region} role="status" aria-live="polite" data-testid="live">
      {text}
    </div>
  );
}
