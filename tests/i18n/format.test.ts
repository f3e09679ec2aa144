import { format } from "../../src/i18n/format";
import { textsWith } from "../../src/i18n/texts";

test.each([
  [1, "1 cell is text"],
  ["1", "1 cell is text"],
  [2, "2 cells are text"],
  ["1,200", "1,200 cells are text"],
  [0, "0 cells are text"],
])("PN-7 a text agrees with its number: %s", (count, text) => {
  expect(format("{count} {count|cell is|cells are} text", { count })).toBe(text);
});

test("PN-7 sizes and counts are written as people read them; what is not given stays visible", () => {
  expect(format("{size:MB} MB, {cells:count}, {names}, {other}, {other|a|b}", { size: 1.5 * 1024 * 1024, cells: 5_000_000, names: ["a", "b"] })).toBe("2 MB, 5,000,000, a、b, {other}, {other|a|b}");
});

test.each(["zh-CN", "en-US"] as const)("PN-7 what is written into workbooks in %s needs no agreement: the core fills in numbers only", (locale) => {
  expect(JSON.stringify(textsWith(locale, {}).sheets.score)).not.toMatch(/\{\w+[|:]/);
});
