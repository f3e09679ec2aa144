import type { RoundingMode } from "./decimal";

/**
 * What a blank entry of an ordinary indicator means: nothing is guessed and the score is withheld; none; the mean of what the
 * others have; or the indicator is left out and the others count for the whole. (SC-62 to SC-65)
 */
export const MISSING_POLICIES = ["flag", "zero", "item-mean", "renormalise"] as const;
export type MissingPolicy = (typeof MISSING_POLICIES)[number];

export const ROUNDING_MODES = ["half-away", "half-even", "down", "up"] as const satisfies readonly RoundingMode[];

/** Once, at the end, or each indicator's points too. (SC-67) */
export const ROUND_AT = ["total", "item"] as const;
export type RoundAt = (typeof ROUND_AT)[number];

/** What becomes of weights that do not total 1: no score, or each its share of their sum. (SC-68) */
export const WEIGHT_TOTALS = ["withhold", "normalise"] as const;
export type WeightTotals = (typeof WEIGHT_TOTALS)[number];

/** Extremes of a rater group that are left out of its mean where at least `from` of the group gave a number. (SC-69) */
export type DropRules = { readonly highest: number; readonly lowest: number; readonly from: number };

/** At most so many at either end: a formula spells them out. */
export const MAX_DROPPED = 5;
/** Groups are never larger, whatever somebody types. */
export const MAX_DROP_FROM = 1000;

/** How points are worked out where the scheme's marks leave it open; what a blank means stands in `Scheme.missing`. */
export type CalculationRules = {
  readonly rounding: RoundingMode;
  readonly roundAt: RoundAt;
  readonly weightTotals: WeightTotals;
  readonly drop: DropRules;
};

export const DEFAULT_CALCULATION_RULES: CalculationRules = { rounding: "half-away", roundAt: "total", weightTotals: "withhold", drop: { highest: 0, lowest: 0, from: 5 } };

/** Whether anything is left out at all. */
export function drops({ highest, lowest }: DropRules): boolean {
  return highest + lowest > 0;
}
