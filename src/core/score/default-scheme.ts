import { DEFAULT_CALCULATION_RULES } from "./calculation-rules";
import { DEFAULT_LINK_RULES } from "./link-rules";
import { DEFAULT_RANKING_RULES } from "./ranking-rules";
import type { Scheme } from "./scheme";
import { DEFAULT_SCOPE } from "./scheme-scope";

/** Attributes that make up ranking pools where a table has them. (RK-1) */
export const DEFAULT_POOL_ATTRIBUTES: readonly string[] = ["职务层级", "人员类别", "单位类别"];

/** The scheme of a workbook in which nobody has stated another. Every number in it can be changed in the workbook. (SC-3) */
export function defaultScheme(): Scheme {
  return {
    scope: DEFAULT_SCOPE,
    fullTotal: "100",
    digits: 2,
    unitShare: "0.3",
    link: DEFAULT_LINK_RULES,
    missing: "flag",
    calculation: DEFAULT_CALCULATION_RULES,
    poolBy: DEFAULT_POOL_ATTRIBUTES,
    ties: "competition",
    bands: [
      { label: "好", from: "90", share: null },
      { label: "较好", from: "80", share: null },
      { label: "一般", from: "60", share: null },
      { label: "较差", from: "0", share: null },
    ],
    ranking: DEFAULT_RANKING_RULES,
    raterWeights: { self: "0.2", leader: "0.4", rater: "0.4" },
    indicatorRules: [],
    categoryCaps: [],
  };
}
