import type { MethodKind } from "../../core/score/indicator-method";

/** How a method is called, on the scheme sheet and in the pane alike. A word that was once written must stay readable: see rule-words.ts. */
export const enMethodNames: Readonly<Record<`method.${MethodKind}`, string>> = {
  "method.entered": "Points as entered",
  "method.target-higher": "Share of a target (higher is better)",
  "method.target-lower": "Share of a target (lower is better)",
  "method.deduct": "Deducted per occurrence",
  "method.award": "Added per occurrence",
  "method.bands": "Bands",
  "method.ticks": "Options to tick",
  "method.yes-no": "Yes or no",
};
