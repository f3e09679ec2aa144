import { SESSION_STEPS, type SessionStep } from "../../app/session/session";
import { doubtfulColumns } from "../recognize/doubtful-columns";
import { isOutdated, type PaneState } from "./pane-model";

/** How a step stands, whether or not the pane is at it. */
export type StepState = "open" | "done" | "attention";

/** The standing of each step, from the workbook's record and what was found since it was opened. (PN-11) */
export function stepStates(state: PaneState): Readonly<Record<SessionStep, StepState>> {
  const states = SESSION_STEPS.map((step): readonly [SessionStep, StepState] => [step, stepState(step, state)]);
  return Object.fromEntries(states) as Record<SessionStep, StepState>;
}

function stepState(step: SessionStep, state: PaneState): StepState {
  const { standing } = state;
  switch (step) {
    case "recognize":
      if (!state.recognition) return standing?.structured ? "done" : "open";
      return doubtfulColumns(state.recognition.view).length > 0 && !standing?.structured ? "attention" : "done";
    case "structure":
      return standing?.structured ? "done" : "open";
    case "check": {
      if (!state.check || isOutdated(state, state.check)) return "open";
      return state.check.view.findings.some((finding) => finding.severity === "error" && finding.accepted === null) ? "attention" : "done";
    }
    case "score":
      if (standing?.scored && !standing.ranked) return "attention";
      return standing?.ranked ? "done" : "open";
    case "archive":
      if (state.verification?.view.archives.some((archive) => archive.state !== "intact")) return "attention";
      return (standing?.archives ?? 0) > 0 ? "done" : "open";
  }
}
