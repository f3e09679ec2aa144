import fc from "fast-check";
import { decimal, exactOf, ZERO } from "../../../src/core/score/decimal";
import { integerCoefficients, weightedSum } from "../../../src/core/score/weighted-sum";

const coefficient = fc.tuple(fc.integer({ min: -2000, max: 2000 }), fc.integer({ min: 1, max: 90 })).map(([n, d]) => decimal(String(n)).div(d));
const entry = fc.oneof(
  fc.integer({ min: -20000, max: 20000 }).map((n) => n / 100),
  fc.integer({ min: -2000000, max: 2000000 }).map((n) => n / 10000),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }),
  fc.constantFrom(0.1, 0.30000000000000004, 1e-5, 100 / 3, 1e15, 214748.36475),
);

test("SC-1 the short way gives the exact sum or none", () => {
  let short = 0;
  fc.assert(
    fc.property(fc.array(fc.tuple(coefficient, entry), { minLength: 1, maxLength: 12 }), (terms) => {
      const integers = integerCoefficients(terms.map(([factor]) => factor));
      const sum = integers && weightedSum(integers, (index) => terms[index]?.[1]);
      if (!sum) return true;
      short++;
      return sum.equals(terms.reduce((total, [factor, value]) => total.add(factor.mul(exactOf(value) ?? ZERO)), ZERO));
    }),
    { numRuns: 2000 },
  );
  expect(short).toBeGreaterThan(50);
});

test("SC-14 what is no number has no short way", () => {
  const integers = integerCoefficients([decimal("1")]);
  for (const value of [null, "90", "", true, NaN, Infinity]) expect(integers && weightedSum(integers, () => value)).toBeNull();
});
