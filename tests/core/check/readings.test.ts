import fc from "fast-check";
import { readEntry } from "../../../src/core/check/entry-reading";
import { aggregateRange, isExternalFormula, looksLikeFormula, relativeFormula } from "../../../src/core/check/formula-text";
import { agreesAt, meanOf, sumOf, trimmedMeanOf } from "../../../src/core/check/expectation";
import { decimalsOf, exact, exactSum, shown } from "../../../src/core/check/exact";
import { bandsInText } from "../../../src/core/check/grades";
import { formatKind, isDateFormat, isPercentFormat } from "../../../src/core/check/number-format";
import { ZERO } from "../../../src/core/score/decimal";
import { foldName } from "../../../src/core/check/table-view";
import { rect } from "../../support/grid";

test.each([
  ["85", "text-number", 85],
  [" 85.5 ", "text-number", 85.5],
  ["1,200", "text-number", 1200],
  ["８５", "full-width", 85],
  ["85．5", "full-width", 85.5],
  ["10分", "unit", 10],
  ["10 points", "unit", 10],
  ["扣2分", "unit", null],
  ["95%", "percent-text", null],
  ["９５％", "percent-text", null],
  ["2026-07-08", "date-text", null],
  ["7月8日", "date-text", null],
  ["—", "mark", null],
  ["请假", "mark", null],
  ["/", "mark", null],
  ["√", "tick", null],
  ["{{score}}", "placeholder", null],
  ["18-20", "text", null],
  ["1.2.3", "text", null],
  ["良好", "text", null],
  ["\u3000", "blank", null],
  [0, "number", 0],
  [true, "boolean", null],
] as const)("CK-10 … CK-17 %j reads as %s", (value, kind, number) => {
  expect(readEntry(value, "other")).toEqual({ kind, value: number });
});

test("CK-13, CK-14 a number reads by its format", () => {
  expect(readEntry(0.95, formatKind("0.0%"))).toEqual({ kind: "percent", value: 0.95 });
  expect(readEntry(45_474, formatKind('yyyy"年"m"月"'))).toEqual({ kind: "date", value: null });
  expect(readEntry(45_474, formatKind("General"))).toEqual({ kind: "number", value: 45_474 });
});

test.each([
  ["yyyy/m/d", true],
  ["[$-804]aaaa", false],
  ["h:mm", true],
  ["[h]:mm", true],
  ['0.0"分"', false],
  ["#,##0.00;[Red]-#,##0.00", false],
  ["0.00E+00", false],
  ["General", false],
  ["@", false],
] as const)("CK-14 the format %s shows a date: %s", (numberFormat, expected) => {
  expect(isDateFormat(numberFormat)).toBe(expected);
});

test("CK-13 a percent sign in quotes shows no percentage", () => {
  expect(isPercentFormat("0.00%")).toBe(true);
  expect(isPercentFormat('0.00"%"')).toBe(false);
});

test("CK-62 a formula filled down is the same text in every row", () => {
  const at = (formula: string, row: number): string => relativeFormula(formula, row, 4);
  expect(at("=SUM(B5:D5)*$H$1", 4)).toBe(at("=SUM(B6:D6)*$H$1", 5));
  expect(at("=SUM(B5:D5)", 4)).not.toBe(at("=SUM(B5:C5)", 4));
  expect(at('=IF(B5="B5",1,0)', 4)).toBe(at('=IF(B6="B5",1,0)', 5));
  expect(at("='2026 Q3'!B5", 4)).toBe(at("='2026 Q3'!B6", 5));
  expect(at("=LOG10(B5)", 4)).toBe(at("=LOG10(B6)", 5));
});

test("CK-61 plain sums give their range", () => {
  expect(aggregateRange("=SUM(B2:B9)")).toEqual(rect("B2:B9"));
  expect(aggregateRange("=ROUND(AVERAGE($B$2:$B$9),2)")).toEqual(rect("B2:B9"));
  expect(aggregateRange("=SUBTOTAL(9,B2:B9)")).toEqual(rect("B2:B9"));
  expect(aggregateRange("=SUM(B2:B9)+1")).toBeNull();
  expect(aggregateRange("=SUM(B2:B9,B11)")).toBeNull();
});

test("CK-63 only references to other files are external", () => {
  expect(isExternalFormula("=[1]Sheet1!A1")).toBe(true);
  expect(isExternalFormula("='D:\\考核\\[一季度.xls]汇总'!A1")).toBe(true);
  expect(isExternalFormula("=SUM(表1[[#This Row],[得分]])")).toBe(false);
  expect(isExternalFormula('="[1]Sheet1!A1"')).toBe(false);
});

test("CK-64 text that was meant as a formula", () => {
  expect(looksLikeFormula("=SUM(B2:B9)")).toBe(true);
  expect(looksLikeFormula("＝B2+C2")).toBe(true);
  expect(looksLikeFormula('=="1"')).toBe(false);
  expect(looksLikeFormula("====")).toBe(false);
  expect(looksLikeFormula("=优秀")).toBe(false);
});

test("CK-50 totals are compared exactly, as shown", () => {
  expect(agreesAt(0.3, sumOf([0.1, 0.2]), 1)).toBe(true);
  expect(agreesAt(91.5, sumOf([91.45]), 1)).toBe(true);
  expect(agreesAt(91.4, sumOf([91.45]), 1)).toBe(true);
  expect(agreesAt(91.4, sumOf([91.451]), 1)).toBe(false);
  expect(agreesAt(5.733333333333333, { ...sumOf([6.8, 5.2, 5.2]), divisor: 3 }, 10)).toBe(true);
  expect(meanOf([])).toBeNull();
  expect(trimmedMeanOf([1, 2, 3])).toBeNull();
  expect(trimmedMeanOf([9, 1, 5, 6])?.terms.map((term) => term.value)).toEqual([5, 6]);
});

test("CK-30 sums are exact by decimals", () => {
  expect(shown(exactSum([0.1, 0.2, 0.7]))).toBe("1");
  expect(exactSum([0.1 + 0.2, 1e-9, 123_456_789.123, -0.3]).equals(exact(123_456_789.123).add(exact(1e-9)))).toBe(true);
  expect(decimalsOf(0.1 + 0.2)).toBe(1);
  expect(decimalsOf(1e-7)).toBe(7);
  expect(shown(2.345678, 2)).toBe("2.35");
});

test("CK-30 the fast sum is the exact sum", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }), fc.integer({ min: -1e9, max: 1e9 }).map((n) => n / 1000))), (values) => {
      const slow = values.reduce((sum, value) => sum.add(exact(value)), ZERO);
      expect(exactSum(values).equals(slow)).toBe(true);
    }),
    { seed: 20_260_731 },
  );
});

test.each([
  ["优秀：90（含）-100分 良好：80（含）-90分 合格：60-80分 较差：60分以下", [["优秀", 90], ["良好", 80], ["合格", 60], ["较差", -Infinity]]],
  ["好≥90，较好≥80，一般≥60", [["好", 90], ["较好", 80], ["一般", 60]]],
  ["A：90-100；B+：85-89；B：80-84", [["A", 90], ["B+", 85], ["B", 80]]],
  ["90分以上为优秀，80分及以上为良好", [["优秀", 90], ["良好", 80]]],
  ["每少一次扣2分", []],
] as const)("CK-75 bands stated in %s", (text, expected) => {
  expect(bandsInText(text).map((band) => [band.label, band.from])).toEqual(expected);
});

test("CK-40, CK-43 names are compared without white space, width and kind of brackets", () => {
  expect(foldName("王 　芳")).toBe(foldName("王芳"));
  expect(foldName("办公室（机关）")).toBe(foldName("办公室(机关)"));
  expect(foldName("办公室【机关】")).toBe(foldName("办公室(机关)"));
  expect(foldName("ＫＰＩ、考勤")).toBe(foldName("KPI，考勤"));
  expect(foldName("一科")).not.toBe(foldName("二科"));
});
