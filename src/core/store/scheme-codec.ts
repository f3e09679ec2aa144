import * as v from "valibot";

/** A decimal as text: what a scheme states is never a binary number. */
export const decimal = v.pipe(v.string(), v.regex(/^-?\d{1,30}(?:\.\d{1,30})?$/));

/**
 * The form in which a scheme is kept. A part that came later is `v.optional(itsCodec, itsDefault)`: a record of before it
 * reads as if nobody had stated it. Objects are loose (RE-5).
 */
export const schemeCodec = v.looseObject({
  fullTotal: decimal,
  digits: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(15)),
  unitShare: decimal,
  missing: v.literal("flag"),
  poolBy: v.array(v.string()),
  ties: v.literal("competition"),
  bands: v.array(v.looseObject({ label: v.string(), from: decimal })),
  raterWeights: v.looseObject({ self: decimal, leader: decimal, rater: decimal }),
});
