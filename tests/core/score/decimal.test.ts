import fc from "fast-check";
import { compareExact, decimal, decimalText, exactOf, parseDecimal, roundAt, roundScore, toNumber } from "../../../src/core/score/decimal";

const exact = (value: number) => {
  const result = exactOf(value);
  if (!result) throw new Error(`not finite: ${value}`);
  return result;
};

describe("SC-1 numbers are exact decimals", () => {
  test.each([
    [0.1, "1/10"],
    [2.675, "107/40"],
    [-0.5, "-1/2"],
    [1e-7, "1/10000000"],
    [1.5e21, "1500000000000000000000"],
    [0.30000000000000004, "30000000000000004/100000000000000000"],
  ])("SC-1 %p is %s", (value, fraction) => {
    const [n = "0", d = "1"] = fraction.split("/");
    expect(exact(value).toFraction()).toBe(decimal(n).div(decimal(d)).toFraction());
  });

  test("SC-1 what is not a plain decimal is not read", () => {
    for (const text of ["", ".", "1e3", "1,000", "50%", "１０", "abc", "--1"]) expect(parseDecimal(text)).toBeNull();
    expect(exactOf(NaN)).toBeNull();
    expect(exactOf(Infinity)).toBeNull();
  });

  test("SC-1 number → exact → number is the identity", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }), (value) => {
        const back = toNumber(exact(value));
        return Math.abs(value) < 1e-12 ? Math.abs(back - value) < 1e-29 : back === value;
      }),
    );
  });

  test("SC-1 decimal text → exact → decimal text is the identity", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 10 }), (n, digits) => {
        const value = decimal(n.toString()).div(decimal("1" + "0".repeat(digits)));
        return decimal(decimalText(value)).equals(value);
      }),
    );
  });
});

describe("SC-2 rounding", () => {
  test.each([
    ["1.005", 2, "1.01"],
    ["2.675", 2, "2.68"],
    ["-0.5", 0, "-1"],
    ["-2.675", 2, "-2.68"],
    ["0.30000000000000004", 1, "0.3"],
    ["89.995", 2, "90"],
    ["84.99499999995", 2, "85"],
    ["84.99499999994", 2, "84.99"],
    ["0", 2, "0"],
  ])("SC-2 %s at %d digits is %s", (text, digits, expected) => {
    expect(decimalText(roundScore(decimal(text), digits))).toBe(expected);
  });

  test("SC-2 modes", () => {
    const at = (text: string, mode: "half-away" | "half-even" | "down" | "up") => decimalText(roundAt(decimal(text), 0, mode));
    expect(["0.5", "1.5", "-2.5"].map((text) => at(text, "half-even"))).toEqual(["0", "2", "-2"]);
    expect(["0.9", "-0.9"].map((text) => at(text, "down"))).toEqual(["0", "0"]);
    expect(["0.1", "-0.1", "2"].map((text) => at(text, "up"))).toEqual(["1", "-1", "2"]);
  });

  test("SC-2 rounding is monotone and off by at most half a digit", () => {
    const rational = fc.tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 1, max: 1e6 })).map(([n, d]) => decimal(String(n)).div(decimal(String(d))));
    fc.assert(
      fc.property(rational, rational, fc.integer({ min: 0, max: 6 }), (a, b, digits) => {
        const [x, y] = compareExact(a, b) <= 0 ? [a, b] : [b, a];
        const half = decimal("0.5").div(decimal("1" + "0".repeat(digits)));
        return compareExact(roundAt(x, digits), roundAt(y, digits)) <= 0 && compareExact(roundAt(x, digits).sub(x).abs(), half) <= 0;
      }),
    );
  });
});
