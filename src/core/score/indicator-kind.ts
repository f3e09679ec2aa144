import type { Indicator } from "../template/scoring-table";

/**
 * How an indicator counts (SC-8).
 * - scored: points are expected of every subject
 * - bonus: points on top (加分, 加减分); blank means none was claimed; never part of the full total
 * - deduction: points taken away (扣分), entered as 0 or less; blank means nothing was taken
 * - veto: no points; a hit (一票否决) is told by `SubjectScore.states`; only where somebody states it (SC-51)
 */
export const INDICATOR_KINDS = ["scored", "bonus", "deduction", "veto"] as const;
export type IndicatorKind = (typeof INDICATOR_KINDS)[number];

const SIGNED = /加减分|加扣分|增减分|奖惩分|奖扣分/u;
const BONUS = /加分|附加分|奖励分|奖分|bonus/iu;
const DEDUCTION = /扣分|减分|deduction|penalt/iu;

/**
 * Kind by the indicator's own words. A weight makes it an ordinary one: a share of the total is expected of
 * everybody. So does a full mark beside 扣分, which may mean points left or points taken.
 */
export function indicatorKind(indicator: Indicator): IndicatorKind {
  if (indicator.weight !== null) return "scored";
  const words = [...indicator.path, indicator.name].join("\n");
  if (SIGNED.test(words)) return "bonus";
  if (DEDUCTION.test(words)) return indicator.fullMark === null ? "deduction" : "scored";
  return BONUS.test(words) ? "bonus" : "scored";
}
