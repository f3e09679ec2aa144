import * as v from "valibot";
import { DEFAULT_CALCULATION_RULES, MAX_DROP_FROM, MAX_DROPPED, MISSING_POLICIES, ROUND_AT, ROUNDING_MODES, WEIGHT_TOTALS } from "../score/calculation-rules";
import { DEFAULT_LINK_RULES, LINK_FAMILIES } from "../score/link-rules";
import { AT_LINE, BANDS_BY, DEFAULT_RANKING_RULES, QUOTA_ROUNDINGS, TIES } from "../score/ranking-rules";
import { DEFAULT_SCOPE, SCHEME_KINDS } from "../score/scheme-scope";
import { decimal } from "./decimal-codec";
import { categoryCapCodec, indicatorRuleCodec } from "./indicator-rule-codec";

const whole = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

/**
 * The form in which a scheme is kept. A part that came later is `v.optional(itsCodec, itsDefault)`: a record of before it
 * reads as if nobody had stated it. Objects are loose (RE-5).
 */
export const schemeCodec = v.looseObject({
  scope: v.optional(
    v.looseObject({ kind: v.picklist(SCHEME_KINDS), name: v.string(), approval: v.string(), validFrom: v.string(), validTo: v.string(), units: v.array(v.string()) }),
    DEFAULT_SCOPE,
  ),
  fullTotal: decimal,
  digits: whole(0, 15),
  unitShare: decimal,
  link: v.optional(
    v.looseObject({
      family: v.picklist(LINK_FAMILIES),
      coefficients: v.array(v.looseObject({ from: decimal, coefficient: decimal })),
      shareBy: v.optional(v.string(), ""),
      shares: v.optional(v.array(v.looseObject({ value: v.string(), share: decimal })), []),
    }),
    DEFAULT_LINK_RULES,
  ),
  missing: v.picklist(MISSING_POLICIES),
  calculation: v.optional(
    v.looseObject({
      rounding: v.picklist(ROUNDING_MODES),
      roundAt: v.picklist(ROUND_AT),
      weightTotals: v.picklist(WEIGHT_TOTALS),
      drop: v.looseObject({ highest: whole(0, MAX_DROPPED), lowest: whole(0, MAX_DROPPED), from: whole(1, MAX_DROP_FROM) }),
    }),
    DEFAULT_CALCULATION_RULES,
  ),
  poolBy: v.array(v.string()),
  ties: v.picklist(TIES),
  bands: v.array(v.looseObject({ label: v.string(), from: decimal, share: v.optional(v.nullable(decimal), null), factor: v.optional(decimal) })),
  ranking: v.optional(
    v.looseObject({
      bandsBy: v.picklist(BANDS_BY),
      quotaRounding: v.picklist(QUOTA_ROUNDINGS),
      atLeastOne: v.boolean(),
      atLine: v.picklist(AT_LINE),
      minimumPool: whole(0, 1_000_000),
      tieBreakers: v.optional(v.array(v.string()), []),
    }),
    DEFAULT_RANKING_RULES,
  ),
  raterWeights: v.looseObject({ self: decimal, leader: decimal, rater: decimal }),
  indicatorRules: v.optional(v.array(indicatorRuleCodec), []),
  categoryCaps: v.optional(v.array(categoryCapCodec), []),
});
