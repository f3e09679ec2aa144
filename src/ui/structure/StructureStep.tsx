import { Button, Checkbox } from "@fluentui/react-components";
import { useEffect, useState, type ReactNode } from "react";
import { isOutdated } from "../model/pane-model";
import { OutcomeCard } from "../plan/OutcomeCard";
import { PlanPreview } from "../plan/PlanPreview";
import { LoadingLines } from "../shell/LoadingLines";
import { usePane } from "../shell/pane-context";
import { StaleBar } from "../shell/StaleBar";
import { StepFrame } from "../shell/StepFrame";
import { useFollow } from "../shell/use-follow";

/** ② What will be written where; write; take back. (PN-30, PN-31) */
export function StructureStep(): ReactNode {
  const { texts, state, model } = usePane();
  const [protect, setProtect] = useState(true);
  const { structure, recognition } = state;
  const outcome = state.outcomes.structure;
  const load = (): Promise<void> => model.previewStructure(protect);
  const missing = structure === null && outcome === undefined && recognition !== null && state.work === null && state.problem === null;
  useEffect(() => {
    if (missing) void model.previewStructure(protect);
  }, [missing, model, protect]);
  const offer = useFollow(structure !== null && isOutdated(state, structure), load);
  const next = { label: texts.say("action.next.check"), onClick: () => model.goTo("check"), testId: "next-check" };
  if (outcome) {
    return (
      <StepFrame step="structure" primary={next}>
        <OutcomeCard outcome={outcome}>{state.standing?.edition != null && texts.say("structure.done", { edition: state.standing.edition })}</OutcomeCard>
      </StepFrame>
    );
  }
  const nothingToDo = structure?.view.empty === true;
  const primary = structure === null || offer ? { label: texts.say("structure.again"), onClick: () => void load(), testId: "preview-structure" } : nothingToDo ? next : { label: texts.say("action.apply"), onClick: () => void model.apply("structure"), disabled: isOutdated(state, structure), testId: "apply-structure" };
  return (
    <StepFrame
      step="structure"
      primary={primary}
      secondary={
        !nothingToDo && state.standing?.structured ? (
          <Button onClick={() => model.goTo("check")} data-testid="skip-to-check">
            {texts.say("action.next.check")}
          </Button>
        ) : undefined
      }
    >
      {offer && <StaleBar onRefresh={() => void load()} />}
      <Checkbox
        checked={protect}
        label={texts.say("structure.protect")}
        disabled={state.work?.kind === "apply"}
        onChange={(_, { checked }) => {
          setProtect(checked === true);
          void model.previewStructure(checked === true);
        }}
        data-testid="protect"
      />
      {structure ? <PlanPreview preview={structure.view} /> : state.work ? <LoadingLines label={texts.say("work.structure")} /> : null}
    </StepFrame>
  );
}
