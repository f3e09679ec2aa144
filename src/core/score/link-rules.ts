import { foldKeyText } from "../template/keys";
import { compareExact, decimal, roundAt, WORKING_DIGITS, type Exact } from "./decimal";

/** How a unit's score reaches its people: a share of the sum, or a factor. (LK-1, LK-11) */
export const LINK_FAMILIES = ["additive", "multiplicative"] as const;
export type LinkFamily = (typeof LINK_FAMILIES)[number];

/** From this unit score on, on the full total, people's own points are multiplied by this. Decimal texts. */
export type UnitCoefficient = { readonly from: string; readonly coefficient: string };

/** The unit's share for people of whom an attribute says `value`. Decimal text from "0" to "1". */
export type CategoryShare = { readonly value: string; readonly share: string };

export type LinkRules = {
  readonly family: LinkFamily;
  /** Empty: the coefficient is the unit's score over the full total. (LK-12) */
  readonly coefficients: readonly UnitCoefficient[];
  /** Header of the attribute that `shares` are given by; "": everybody has the scheme's unit share. (LK-14) */
  readonly shareBy: string;
  /** Shares of their own; who has none has the scheme's unit share. */
  readonly shares: readonly CategoryShare[];
};

export const DEFAULT_LINK_RULES: LinkRules = { family: "additive", coefficients: [], shareBy: "", shares: [] };

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

/** The share stated for a value, as it is written or else as it reads folded; `null`: none of its own. (LK-14) */
export function shareFinder(shares: readonly CategoryShare[]): (value: string) => string | null {
  const written = new Map<string, string>();
  const folded = new Map<string, string>();
  for (const { value, share } of shares) {
    if (!written.has(value.toLowerCase())) written.set(value.toLowerCase(), share);
    const id = foldKeyText(value).toLowerCase();
    if (!folded.has(id)) folded.set(id, share);
  }
  return (value) => written.get(value.toLowerCase()) ?? folded.get(foldKeyText(value).toLowerCase()) ?? null;
}
