import fc from "fast-check";
import { decimalTextOf, readNumberText, shiftDecimal } from "../../../src/core/grid/number-text";

describe("RC-3 number text", () => {
  test.each([
    ["１０分", "10", false, "分"],
    ["10 points", "10", false, "points"],
    ["50 %", "50", true, null],
    ["12.50％", "12.5", true, null],
    ["百分之三十".replace("三十", "30"), "30", true, null],
    ["1,200.50", "1200.5", false, null],
    ["3.5万元", "35000", false, "元"],
    ["2亿", "200000000", false, null],
    ["-5", "-5", false, null],
    ["−0.50", "-0.5", false, null],
    ["+3分", "3", false, "分"],
    [".5", "0.5", false, null],
    ["007", "7", false, null],
    ["¥1,000", "1000", false, null],
    ["-0", "0", false, null],
  ])("RC-3 %s is read exactly", (text, decimal, percent, unit) => {
    expect(readNumberText(text)).toEqual({ decimal, percent, unit });
  });

  test.each(["8-9分", "2024年", "2024-01-05", "第3名", "1.2.3", "18~20", "分", "", "10分以上", "三十", "1 2", "1,23", "--", "12月", "1组", "每次扣2分", "x".repeat(32767), "1".repeat(32767)])("RC-3 %.20s is not a number", (text) => {
    expect(readNumberText(text)).toBeNull();
  });

  test("RC-3 a number cell keeps 15 significant digits and has no exponent", () => {
    expect(decimalTextOf(0.1 + 0.2)).toBe("0.3");
    expect(decimalTextOf(1e21)).toBe("1000000000000000000000");
    expect(decimalTextOf(1.5e-9)).toBe("0.0000000015");
    expect(decimalTextOf(-0)).toBe("0");
    expect(decimalTextOf(Number.NaN)).toBeNull();
  });

  test("RC-3 what decimalTextOf writes, readNumberText reads back", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }), (value) => {
        const text = decimalTextOf(value) ?? "";
        expect(text).not.toMatch(/e/);
        if (text.length <= 60) expect(readNumberText(text)?.decimal).toBe(text);
      }),
    );
  });

  test("RC-3 shifting there and back is the identity", () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.nat(12), (value, places) => {
        expect(shiftDecimal(shiftDecimal(String(value), -places), places)).toBe(String(value));
      }),
    );
  });
});
