import { compareExact, decimal, roundAt, WORKING_DIGITS, type Exact } from "./decimal";

/** How a unit's score reaches its people: a share of the sum, or a factor. (LK-1, LK-11) */
export const LINK_FAMILIES = ["additive", "multiplicative"] as const;
export type LinkFamily = (typeof LINK_FAMILIES)[number];

/** From this unit score on, on the full total, people's own points are multiplied by this. Decimal texts. */
export type UnitCoefficient = { readonly from: string; readonly coefficient: string };

export type LinkRules = {
  readonly family: LinkFamily;
  /** Empty: the coefficient is the unit's score over the full total. (LK-12) */
  readonly coefficients: readonly UnitCoefficient[];
};

export const DEFAULT_LINK_RULES: LinkRules = { family: "additive", coefficients: [] };

/** The coefficient of a unit's score on the full total, at working precision; `null`: below everything the table names. (LK-12) */
export function coefficientOf(score: Exact, fullTotal: Exact, coefficients: readonly UnitCoefficient[]): Exact | null {
  if (coefficients.length === 0) return roundAt(score.div(fullTotal), WORKING_DIGITS);
  let best: { readonly from: Exact; readonly coefficient: Exact } | null = null;
  for (const { from: text, coefficient } of coefficients) {
    const from = decimal(text);
    if (compareExact(from, score) <= 0 && (best === null || compareExact(from, best.from) > 0)) best = { from, coefficient: decimal(coefficient) };
  }
  return best && best.coefficient;
}
