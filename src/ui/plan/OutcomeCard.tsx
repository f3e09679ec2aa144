import { Button, makeStyles, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from "@fluentui/react-components";
import { ArrowUndoRegular } from "@fluentui/react-icons/svg/arrow-undo";
import type { ReactNode } from "react";
import { toA1 } from "../../core/grid/address";
import type { Outcome } from "../model/pane-model";
import { usePane } from "../shell/pane-context";
import { FindingNotes } from "./FindingNotes";
import { UndoNote } from "./HostNotes";

const NAMED_CELLS = 6;

const useStyles = makeStyles({ bar: { flexShrink: 0 }, text: { whiteSpace: "normal" } });

/** What has been written, whether the workbook calculates the same, and the way back. (PN-31) */
export function OutcomeCard({ outcome, children }: { readonly outcome: Outcome; readonly children?: ReactNode }): ReactNode {
  const styles = useStyles();
  const { texts, model, state } = usePane();
  const { applied } = outcome;
  const canUndo = (state.standing?.history.length ?? 0) > 0;
  return (
    <>
      <MessageBar className={styles.bar} intent="success" layout="multiline" data-testid="outcome">
        <MessageBarBody className={styles.text}>
          <MessageBarTitle>{texts.say("outcome.title", { cells: texts.count(applied.cells) })}</MessageBarTitle>
          {children}
          <UndoNote />
        </MessageBarBody>
        <MessageBarActions>
          <Button size="small" icon={<ArrowUndoRegular />} disabled={!canUndo || state.work !== null} onClick={() => void model.undo()} data-testid="undo">
            {texts.say("outcome.undo")}
          </Button>
        </MessageBarActions>
      </MessageBar>
      {applied.disagreements.length > 0 && (
        <MessageBar className={styles.bar} intent="error" layout="multiline" data-testid="disagreements">
          <MessageBarBody className={styles.text}>
            {texts.say("outcome.disagree", { count: applied.disagreements.length, cells: applied.disagreements.slice(0, NAMED_CELLS).map(({ area }) => toA1(area)) })}
          </MessageBarBody>
        </MessageBar>
      )}
      {applied.uncalculated.length > 0 && (
        <MessageBar className={styles.bar} intent="warning" layout="multiline" data-testid="uncalculated">
          <MessageBarBody className={styles.text}>
            {texts.say("outcome.uncalculated", {
              count: applied.uncalculated.length,
              cells: applied.uncalculated.slice(0, NAMED_CELLS).map(({ sheetName, area }) => `${sheetName}!${toA1(area)}`),
            })}
          </MessageBarBody>
        </MessageBar>
      )}
      <FindingNotes findings={applied.findings} />
    </>
  );
}
