import type { CalculationRules, MissingPolicy } from "./calculation-rules";
import type { CategoryCap, IndicatorRule } from "./indicator-rule";
import type { LinkRules } from "./link-rules";
import type { Band, RankingRules, Ties } from "./ranking-rules";
import type { SchemeScope } from "./scheme-scope";

/** How points are combined; every number is configuration with a default, kept in the workbook it applies to. */
export type Scheme = {
  /** What the scheme is, who approved it, when and for whom it holds. (SC-71, SC-72) */
  readonly scope: SchemeScope;
  /** 100: contributions w·p/f add up to a total on this scale. Decimal text. */
  readonly fullTotal: string;
  /** Digits after the decimal point of a final score; which way and where is rounded stands in `calculation`. */
  readonly digits: number;
  /** Share of the unit's score in a person's linked score, decimal text from "0" to "1". */
  readonly unitShare: string;
  /** Whether the unit's score is added or multiplied; `unitShare` counts only where it is added. (LK-11 to LK-13) */
  readonly link: LinkRules;
  /** What a blank entry means. (SC-62) */
  readonly missing: MissingPolicy;
  /** Rounding, weights that do not total 1, extremes of raters. (SC-66 to SC-69) */
  readonly calculation: CalculationRules;
  /** Attributes whose values make up a ranking pool, by header; empty: everybody of one performance in one pool. */
  readonly poolBy: readonly string[];
  readonly ties: Ties;
  /** Highest first; a score at or above `from` falls into the band, where shares do not say otherwise. */
  readonly bands: readonly Band[];
  /** How bands are given and pools are made; what ties mean stands in `ties`. (RK-11 to RK-15) */
  readonly ranking: RankingRules;
  /** Weight of each rater group where several give scores; groups without a rater are re-normalised, never 0. */
  readonly raterWeights: Readonly<Record<"self" | "leader" | "rater", string>>;
  /** How single indicators count, where somebody stated it; the others count as their table says. (SC-40) */
  readonly indicatorRules: readonly IndicatorRule[];
  /** Most and least points of categories of indicators. (SC-53) */
  readonly categoryCaps: readonly CategoryCap[];
};
