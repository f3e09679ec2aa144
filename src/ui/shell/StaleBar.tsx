import { Button, makeStyles, MessageBar, MessageBarActions, MessageBarBody } from "@fluentui/react-components";
import type { ReactNode } from "react";
import { useTexts } from "./pane-context";

const useStyles = makeStyles({ bar: { flexShrink: 0 }, text: { whiteSpace: "normal" } });

/** Says that a view is out of date, where it is not made anew unasked. (PN-14) */
export function StaleBar({ onRefresh }: { readonly onRefresh: () => void }): ReactNode {
  const styles = useStyles();
  const texts = useTexts();
  return (
    <MessageBar className={styles.bar} intent="warning" layout="multiline" data-testid="stale">
      <MessageBarBody className={styles.text}>{texts.say("stale.text")}</MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={onRefresh} data-testid="refresh">
          {texts.say("action.refresh")}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
