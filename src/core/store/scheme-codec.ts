import * as v from "valibot";
import { DEFAULT_LINK_RULES, LINK_FAMILIES } from "../score/link-rules";
import { AT_LINE, BANDS_BY, DEFAULT_RANKING_RULES, QUOTA_ROUNDINGS, TIES } from "../score/ranking-rules";
import { decimal } from "./decimal-codec";
import { categoryCapCodec, indicatorRuleCodec } from "./indicator-rule-codec";

/**
 * The form in which a scheme is kept. A part that came later is `v.optional(itsCodec, itsDefault)`: a record of before it
 * reads as if nobody had stated it. Objects are loose (RE-5).
 */
export const schemeCodec = v.looseObject({
  fullTotal: decimal,
  digits: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(15)),
  unitShare: decimal,
  link: v.optional(v.looseObject({ family: v.picklist(LINK_FAMILIES), coefficients: v.array(v.looseObject({ from: decimal, coefficient: decimal })) }), DEFAULT_LINK_RULES),
  missing: v.literal("flag"),
  poolBy: v.array(v.string()),
  ties: v.picklist(TIES),
  bands: v.array(v.looseObject({ label: v.string(), from: decimal, share: v.optional(v.nullable(decimal), null) })),
  ranking: v.optional(
    v.looseObject({
      bandsBy: v.picklist(BANDS_BY),
      quotaRounding: v.picklist(QUOTA_ROUNDINGS),
      atLeastOne: v.boolean(),
      atLine: v.picklist(AT_LINE),
      minimumPool: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000)),
    }),
    DEFAULT_RANKING_RULES,
  ),
  raterWeights: v.looseObject({ self: decimal, leader: decimal, rater: decimal }),
  indicatorRules: v.optional(v.array(indicatorRuleCodec), []),
  categoryCaps: v.optional(v.array(categoryCapCodec), []),
});
