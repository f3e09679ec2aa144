import type { MissingPolicy, RoundAt, WeightTotals } from "./calculation-rules";
import type { RoundingMode } from "./decimal";
import { reader } from "./rule-words";

/** Words of the scheme sheet for each choice, in every language that it was ever written in. (SC-66) */
export const missingOfWord = reader<MissingPolicy>({
  flag: ["不计分，提示补填", "No score until it is filled in"],
  zero: ["按 0 分计", "Counts as 0"],
  "item-mean": ["按该项其他对象的平均分计", "The mean of the others"],
  renormalise: ["不计该项，其余项折算", "Left out and made up by the others"],
});
export const roundingModeOfWord = reader<RoundingMode>({
  "half-away": ["四舍五入", "Half away from zero"],
  "half-even": ["四舍六入五成双", "Half to even"],
  down: ["舍去", "Towards zero"],
  up: ["进一", "Away from zero"],
});
export const roundAtOfWord = reader<RoundAt>({
  total: ["只在最后取一次", "Once at the end"],
  item: ["每项得分也取", "Each indicator's points too"],
});
export const weightTotalsOfWord = reader<WeightTotals>({
  withhold: ["不计分，提示核对", "No score until they do"],
  normalise: ["按各项占比折算", "Each its share of their sum"],
});
