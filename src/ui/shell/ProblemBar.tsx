import { Button, makeStyles, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { DismissRegular } from "@fluentui/react-icons/svg/dismiss";
import type { ReactNode } from "react";
import { usePane } from "./pane-context";

const useStyles = makeStyles({ bar: { flexShrink: 0 }, text: { overflowWrap: "anywhere", whiteSpace: "normal" } });

/** What went wrong, in a sentence that says what to do, with the way to try again. (PN-12) */
export function ProblemBar(): ReactNode {
  const styles = useStyles();
  const { texts, state, model } = usePane();
  const { problem } = state;
  if (!problem) return null;
  const cancelled = problem.code === "cancelled";
  return (
    <MessageBar className={styles.bar} intent={cancelled ? "info" : "error"} layout="multiline" role="alert" data-testid="problem" data-code={problem.code}>
      <MessageBarBody className={styles.text}>
        <MessageBarTitle>{texts.say(cancelled ? "problem.cancelled" : "problem.title")}</MessageBarTitle>
        {texts.sentence(problem.code, problem.params)}
      </MessageBarBody>
      <MessageBarActions containerAction={<Button appearance="transparent" size="small" icon={<DismissRegular />} aria-label={texts.say("problem.dismiss")} onClick={model.dismissProblem} />}>
        {problem.retry && (
          <Button size="small" onClick={problem.retry} data-testid="retry">
            {texts.say("action.retry")}
          </Button>
        )}
      </MessageBarActions>
    </MessageBar>
  );
}
