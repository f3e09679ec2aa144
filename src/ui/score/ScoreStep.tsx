import { Button, makeStyles, tokens } from "@fluentui/react-components";
import { TableRegular } from "@fluentui/react-icons/svg/table";
import { useEffect, type ReactNode } from "react";
import { isOutdated } from "../model/pane-model";
import { unusableParts } from "../model/score-draft";
import { OutcomeCard } from "../plan/OutcomeCard";
import { EmptyState } from "../shell/EmptyState";
import { LoadingLines } from "../shell/LoadingLines";
import { InlineLink } from "../shell/InlineLink";
import { usePane } from "../shell/pane-context";
import { StepFrame } from "../shell/StepFrame";
import { useFollow } from "../shell/use-follow";
import { SchemeForm } from "./SchemeForm";
import { ScoreResult } from "./ScoreResult";

const useStyles = makeStyles({ note: { margin: 0, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200, color: tokens.colorNeutralForeground2 } });

/** ④ The scheme, then what comes of it, then writing it. (PN-40 to PN-45) */
export function ScoreStep(): ReactNode {
  const styles = useStyles();
  const { texts, state, model } = usePane();
  const { scheme, scores, recognition } = state;
  const outcome = state.outcomes.score;
  const missing = scheme === null && outcome === undefined && recognition !== null && state.work === null && state.problem === null;
  useEffect(() => {
    if (missing) void model.loadScheme();
  }, [missing, model]);
  useFollow(scheme !== null && scores === null && isOutdated(state, scheme), model.loadScheme);
  const previewAction = { label: texts.say("score.preview"), onClick: () => void model.previewScores(), testId: "preview-scores" };
  if (outcome) {
    return (
      <StepFrame step="score" primary={{ label: texts.say("action.next.archive"), onClick: () => model.goTo("archive"), testId: "next-archive" }} secondary={<Button onClick={() => model.dismissOutcome("score")} data-testid="back-to-scheme">{texts.say("score.tab.scheme")}</Button>}>
        <OutcomeCard outcome={outcome} />
      </StepFrame>
    );
  }
  if (scheme === null) {
    return (
      <StepFrame step="score" primary={{ label: texts.say("action.refresh"), onClick: () => void model.loadScheme(), disabled: recognition === null, testId: "load-scheme" }}>
        {state.work && <LoadingLines label={texts.say("work.scheme")} />}
      </StepFrame>
    );
  }
  if (scheme.view.blocks.length === 0) {
    return (
      <StepFrame step="score" primary={{ label: texts.say("step.recognize"), onClick: () => model.goTo("recognize"), testId: "to-recognize" }}>
        <EmptyState icon={<TableRegular />} title={texts.say("score.nothing.title")} text={texts.say("score.nothing.text")} testId="nothing-to-score" />
      </StepFrame>
    );
  }
  if (scores) {
    const outdated = isOutdated(state, scores);
    const write = state.standing?.structured
      ? { label: texts.say("score.apply"), onClick: () => void model.apply("score"), disabled: scores.view.empty, testId: "apply-scores" }
      : { label: texts.say("score.to-structure"), onClick: () => model.goTo("structure"), testId: "to-structure" };
    return (
      <StepFrame
        step="score"
        primary={outdated ? { ...previewAction, label: texts.say("score.preview.again") } : write}
        secondary={
          <Button onClick={model.dropScores} disabledFocusable={state.work !== null} data-testid="edit-scheme">
            {texts.say("score.tab.scheme")}
          </Button>
        }
      >
        {outdated && <p className={styles.note}>{texts.say("score.outdated")}</p>}
        {scores.view.empty && state.standing?.structured && <p className={styles.note}>{texts.say("plan.empty")}</p>}
        <ScoreResult preview={scores.view} />
      </StepFrame>
    );
  }
  const draft = state.draft ?? { scheme: scheme.view.scheme, marks: {} };
  return (
    <StepFrame
      step="score"
      primary={{ ...previewAction, disabled: unusableParts(draft).size > 0 }}
      secondary={
        state.standing?.ranked ? (
          <Button onClick={() => model.goTo("archive")} data-testid="skip-to-archive">
            {texts.say("action.next.archive")}
          </Button>
        ) : undefined
      }
    >
      <p className={styles.note}>
        {state.draft === null ? (
          texts.say(`score.place.${scheme.view.place}`)
        ) : (
          <>
            {texts.say("score.changed")}{" "}
            <InlineLink onClick={() => model.setDraft(null)} testId="discard-draft">
              {texts.say("score.discard")}
            </InlineLink>
          </>
        )}
      </p>
      <SchemeForm view={scheme.view} draft={draft} onDraft={model.setDraft} />
    </StepFrame>
  );
}
