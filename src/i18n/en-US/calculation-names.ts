import type { CalculationChoice } from "../../core/score/calculation-choice";

/** How the choices are called, on the scheme sheet and in the pane alike. A word that was once written must stay readable: see calculation-words.ts. */
export const enCalculationNames: Readonly<Record<CalculationChoice, string>> = {
  "missing.flag": "No score until it is filled in",
  "missing.zero": "Counts as 0",
  "missing.item-mean": "The mean of the others",
  "missing.renormalise": "Left out and made up by the others",
  "rounding.half-away": "Half away from zero",
  "rounding.half-even": "Half to even",
  "rounding.down": "Towards zero",
  "rounding.up": "Away from zero",
  "roundAt.total": "Once at the end",
  "roundAt.item": "Each indicator's points too",
  "weightTotals.withhold": "No score until they do",
  "weightTotals.normalise": "Each its share of their sum",
};
