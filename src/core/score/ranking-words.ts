import type { RankingRules, Ties } from "./ranking-rules";
import { reader } from "./rule-words";

/** Words of the scheme sheet for each choice, in every language that it was ever written in. (RK-17) */
export const tiesOfWord = reader<Ties>({
  competition: ["并列后名次顺延（1、2、2、4）", "Places are skipped (1-2-2-4)"],
  dense: ["并列后名次连续（1、2、2、3）", "No place is skipped (1-2-2-3)"],
  average: ["并列取平均名次（1、2.5、2.5、4）", "Mean of the places (1-2.5-2.5-4)"],
  "tie-breakers": ["按并列比较项区分", "By the criteria for ties"],
});
export const bandsByOfWord = reader<RankingRules["bandsBy"]>({
  "cut-off": ["按分数线", "By cut-off"],
  share: ["按比例", "By share"],
  both: ["分数线和比例同时满足", "By both"],
});
export const roundingOfWord = reader<RankingRules["quotaRounding"]>({
  floor: ["舍去小数", "Rounded down"],
  "half-up": ["四舍五入", "Half up"],
  ceil: ["进一", "Rounded up"],
});
export const atLineOfWord = reader<RankingRules["atLine"]>({
  "all-in": ["全部进入", "All in"],
  "all-out": ["全部不进入", "All out"],
  "tie-breakers": ["按并列比较项区分", "By the criteria for ties"],
});
export const yesNoOfWord = reader<"yes" | "no">({ yes: ["是", "Yes"], no: ["否", "No"] });
