import fc from "fast-check";
import { decimal } from "../../../src/core/score/decimal";
import { DEFAULT_CALCULATION_RULES } from "../../../src/core/score/calculation-rules";
import { fullRowOf, scoreLine, type GroupWeights, type LineRules } from "../../../src/core/score/line-score";
import { scoreBlocks } from "../../../src/core/score/score-block";
import { recognizeSheet } from "../../../src/core/recognize/recognize-sheet";
import { readTables } from "../../../src/core/template/read-tables";
import { computeScores } from "../../../src/core/score/compute-scores";
import { defaultScheme } from "../../../src/core/score/default-scheme";
import { sheetOf, workbookOf } from "../../support/grid";
import { rated, workbookWith } from "./hand-made-tables";

const RATERS = [
  { name: "自评", group: "self" },
  { name: "领导", group: "leader" },
  { name: "甲", group: "rater" },
  { name: "乙", group: "rater" },
] as const;
const MARKS = [{ name: "德", fullMark: "30", weight: "0.4" }, { name: "能", fullMark: "45", weight: "0.6" }, { name: "扣分" }] as const;
const WEIGHTS: readonly GroupWeights[] = [
  { self: decimal("0.2"), leader: decimal("0.4"), rater: decimal("0.4") },
  { self: decimal("0"), leader: decimal("0.3"), rater: decimal("0.7") },
  { self: decimal("0"), leader: decimal("0"), rater: decimal("0") },
];

test("SC-60 a full row is the same the short way and the long way", () => {
  const points = fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 0, max: 3000 }).map((n) => n / 100) }, { weight: 1, arbitrary: fc.constantFrom(null, "弃权") });
  let short = 0;
  fc.assert(
    fc.property(fc.array(fc.array(points, { minLength: 4, maxLength: 4 }), { minLength: 2, maxLength: 2 }), fc.constantFrom(-1.5, -0.01, 0, 2), fc.constantFrom(...WEIGHTS), (entries, taken, weights) => {
      const { workbook, tables } = workbookWith(rated({ raters: RATERS, marks: MARKS, rows: [{ name: "张", entries: [...entries, [taken, taken, taken, taken]] }] }));
      const [block] = scoreBlocks(workbook, tables);
      const line = block?.lines[0];
      if (!block || !line) throw new Error("nothing to score");
      const coefficients = [decimal("4").div(3), decimal("4").div(3), decimal("1")];
      const rules: LineRules = { coefficients, fulls: [], caps: new Map<string, never>(), means: [], scale: null, itemRounding: null, drop: DEFAULT_CALCULATION_RULES.drop };
      const fullRow = fullRowOf(block, rules, weights);
      if (fullRow && scoreLine(block, line, rules, weights, fullRow).own !== null) short++;
      const [a, b] = [scoreLine(block, line, rules, weights, fullRow), scoreLine(block, line, rules, weights)];
      expect([a.own?.toFraction(), a.problem]).toEqual([b.own?.toFraction(), b.problem]);
    }),
    { numRuns: 500 },
  );
  expect(short).toBeGreaterThan(50);
});

describe("ST-31 indicators across with their raters under them", () => {
  const header = ["姓名", "单位", "德（40分）", null, null, "能（60分）", null, null];
  const raterRow = [null, null, "自评", "领导评分", "同事评分", "自评", "领导评分", "同事评分"];
  const people = Array.from({ length: 8 }, (_, i) => [`张${String.fromCharCode(0x4e00 + 7 * i)}`, i % 2 === 0 ? "征管科" : "法制科", 36 + (i % 4), 35, 37.5, 52 + (i % 5), 51, 50.5]);
  const sheet = sheetOf([["2026年个人绩效考核评分表"], header, raterRow, ...people], { merges: ["A1:H1", "A2:A3", "B2:B3", "C2:E2", "F2:H2"] });
  const workbook = workbookOf(sheet);
  const tables = readTables(workbook, workbook.sheets.map((each) => recognizeSheet(workbook, each)), null);

  test("ST-31 two indicators with three raters each, marks from the header over the raters", () => {
    expect(tables.map((table) => [table.layout, table.indicators.map(({ indicator, where }) => [indicator.name, indicator.fullMark, where]), table.raters.map((rater) => rater.group)])).toEqual([
      [
        "subject-matrix",
        [["德", "40", { kind: "column", column: 2, columns: 3 }], ["能", "60", { kind: "column", column: 5, columns: 3 }]],
        ["self", "leader", "rater", "self", "leader", "rater"],
      ],
    ]);
  });

  test("SC-60 scored by the indicators' marks, not as one mean of all columns", () => {
    // 0.2·36 + 0.4·35 + 0.4·37.5 = 36.2; 0.2·52 + 0.4·51 + 0.4·50.5 = 51.
    expect(computeScores(workbook, tables, defaultScheme()).subjects[0]?.final).toBe("87.2");
  });

  test("ST-31 one heading over all raters leaves a rater matrix", () => {
    const one = sheetOf([["民主测评表"], ["姓名", "单位", "民主测评", null, null], [null, null, "自评", "领导评分", "同事评分"], ...people.map((row) => row.slice(0, 5))], { merges: ["A1:E1", "A2:A3", "B2:B3", "C2:E2"] });
    const book = workbookOf(one);
    expect(readTables(book, book.sheets.map((each) => recognizeSheet(book, each)), null).map((table) => table.layout)).toEqual(["rater-matrix"]);
  });
});

test("SC-60 the block knows its groups and its rows", () => {
  const { workbook, tables } = workbookWith(rated({ raters: RATERS, marks: MARKS, rows: [{ name: "张", entries: [] }] }));
  const [block] = scoreBlocks(workbook, tables);
  expect([block?.layout, block?.groups, block?.lines[0]?.place.kind]).toEqual(["grid", ["self", "leader", "rater"], "grid"]);
});

test("ST-33 columns that bear names of the table's own people are raters, whatever else they look like", () => {
  const names = ["郑春燕", "褚桂芳", "吴晓梅", "陈建国", "吕国栋"];
  const given = [[null, 71, 98, 83, 76], [80, null, 75, 79, 81], [97, 72, null, 71, 74], [77, 94, 78, null, 76], [79, 88, 74, 72, null]];
  const sheet = sheetOf([["序号", "姓名", ...names, "平均分"], ...names.map((name, i) => [i + 1, name, ...(given[i] ?? []), null])]);
  const workbook = workbookOf(sheet);
  const [table] = readTables(workbook, workbook.sheets.map((each) => recognizeSheet(workbook, each)), null);
  expect(table?.layout).toBe("rater-matrix");
  expect(table?.raters.map(({ name, group }) => [name, group])).toEqual(names.map((name) => [name, "rater"]));
  // 郑春燕: (71 + 98 + 83 + 76) / 4.
  expect(table && computeScores(workbook, [table], defaultScheme()).subjects[0]?.final).toBe("82");
});
