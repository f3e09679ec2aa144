import fc from "fast-check";
import { toA1 } from "../../../src/core/grid/address";
import { formulaAt, valueAt, type SheetSnapshot, type WorkbookSnapshot } from "../../../src/core/grid/snapshot";
import { computeScores } from "../../../src/core/score/compute-scores";
import { defaultScheme } from "../../../src/core/score/default-scheme";
import { MAX_COMPARED, planRanking } from "../../../src/core/score/plan-ranking";
import { planScore } from "../../../src/core/score/plan-score";
import { rankScores } from "../../../src/core/score/ranking";
import { readScheme } from "../../../src/core/score/scheme-sheet-reading";
import type { ScoringTable } from "../../../src/core/template/scoring-table";
import { zhScoreSheets } from "../../../src/i18n/zh-CN/score";
import { applyToSnapshot } from "../../support/apply-to-snapshot";
import { calculationOf, disagreements } from "./calculate-snapshot";
import { matrix, workbookWith, type HandMade, type MatrixInput } from "./hand-made-tables";

const scheme = defaultScheme();
const marks = [{ name: "工作", fullMark: "100" }];

function poolsOf(...made: readonly HandMade[]) {
  const { workbook, tables } = workbookWith(...made);
  return rankScores(computeScores(workbook, tables, scheme));
}

function ranked(workbook: WorkbookSnapshot, tables: readonly ScoringTable[]): WorkbookSnapshot {
  const { scheme: stated } = readScheme(workbook, null);
  const planned = planScore(workbook, tables, stated, zhScoreSheets);
  const after = applyToSnapshot(workbook, planned.plan.edits);
  return applyToSnapshot(after, planRanking(after, planned.scores, zhScoreSheets).plan.edits);
}

function sheetNamed(workbook: WorkbookSnapshot, name: string): SheetSnapshot {
  const sheet = workbook.sheets.find((candidate) => candidate.name === name);
  if (!sheet) throw new Error(`no sheet ${name}`);
  return sheet;
}

const people = (...scores: readonly (number | null)[]): MatrixInput["rows"] => scores.map((score, i) => ({ name: `人${i}`, entries: [score] }));

describe("RK-1 pools", () => {
  const rows: MatrixInput["rows"] = [
    { name: "甲", attributes: { 职务层级: "正职", 人员类别: "机关" }, entries: [90] },
    { name: "乙", attributes: { 职务层级: "正职", 人员类别: "分局" }, entries: [80] },
    { name: "丙", attributes: { 职务层级: "正职", 人员类别: "机关" }, entries: [95] },
    { name: "丁", attributes: { 职务层级: "副职" }, entries: [70] },
  ];
  test("RK-1 each combination of attributes is a pool of its own", () => {
    const { pools, findings } = poolsOf(matrix({ marks, rows }));
    expect(pools.map((pool) => [pool.attributes.map((attribute) => attribute.value), pool.lines.map((line) => [line.rank, line.score.subject.name])])).toEqual([
      [["副职", null], [[1, "丁"]]],
      [["正职", "分局"], [[1, "乙"]]],
      [["正职", "机关"], [[1, "丙"], [2, "甲"]]],
    ]);
    expect(findings).toMatchObject([{ code: "rank.pool-unassigned", params: { attribute: "人员类别", count: 1, subjects: ["丁"] } }]);
  });
  test("RK-2 units and people never share a pool", () => {
    const { pools } = poolsOf(matrix({ tableId: "T1", performance: "unit", marks, rows: people(90) }), matrix({ tableId: "T2", marks, rows: people(90) }));
    expect(pools.map((pool) => [pool.performance, pool.lines.length])).toEqual([["unit", 1], ["person", 1]]);
  });
  test("RK-3 tables about the same people are ranked apart, others together", () => {
    const first = matrix({ tableId: "T1", marks, rows: people(90, 80) });
    const same = matrix({ tableId: "T2", marks, rows: people(70, 60) });
    const others = matrix({ tableId: "T3", marks, rows: [{ name: "别人", entries: [85] }] });
    expect(poolsOf(first, same).pools.map((pool) => [pool.apart, pool.lines.length])).toEqual([["表T1", 2], ["表T2", 2]]);
    expect(poolsOf(first, others).pools.map((pool) => [pool.apart, pool.lines.map((line) => line.score.final)])).toEqual([[null, ["90", "85", "80"]]]);
  });
  test("RK-3 in one pool scores on a scale of 1000 are brought onto 100", () => {
    const thousand = matrix({ tableId: "T2", marks: [{ name: "任务", fullMark: "1000" }], rows: [{ name: "别人", entries: [855] }] });
    expect(poolsOf(matrix({ tableId: "T1", marks, rows: people(90, 80) }), thousand).pools[0]?.lines.map((line) => line.points)).toEqual(["90", "85.5", "80"]);
  });
});

describe("RK-4 ranks and bands", () => {
  test("RK-4 ties share a rank, the next one follows after them: 1 2 2 4", () => {
    expect(poolsOf(matrix({ marks, rows: people(80, 90, 80, 70) })).pools[0]?.lines.map((line) => line.rank)).toEqual([1, 2, 2, 4]);
  });
  test("RK-4 a tie is decided by exact scores at the stated digit", () => {
    const near = matrix({ marks: [{ name: "甲", fullMark: "50" }, { name: "乙", fullMark: "50" }], rows: [{ name: "一", entries: [0.1, 0.2] }, { name: "二", entries: [0.3, 0] }, { name: "三", entries: [0.304, 0] }] });
    expect(poolsOf(near).pools[0]?.lines.map((line) => line.rank)).toEqual([1, 1, 1]);
  });
  test("RK-5 bands by cut-off, the cut-off itself included", () => {
    expect(poolsOf(matrix({ marks, rows: people(90, 89.99, 80, 60, 59.99) })).pools[0]?.lines.map((line) => line.band)).toEqual(["好", "较好", "较好", "一般", "较差"]);
  });
  test("RK-5 where nobody knows what a score is out of there is no band", () => {
    expect(poolsOf(matrix({ marks: [{ name: "工作" }], rows: people(90) })).pools[0]?.lines[0]).toMatchObject({ rank: 1, band: null });
  });
  test("RK-6 without a score: last, without rank, with the reason", () => {
    expect(poolsOf(matrix({ marks, rows: people(null, 60) })).pools[0]?.lines.map((line) => [line.rank, line.unranked])).toEqual([[1, null], [null, "entry-missing"]]);
  });
  test("RK-6 a subject that stands in two rows of a structured table is named", () => {
    const made = matrix({ marks, rows: people(90, 80) });
    const keys = ["YZ1007", "YZ1007~2"];
    const twice = { ...made, table: { ...made.table, subjects: made.table.subjects.map((placed, i) => ({ ...placed, subject: { ...placed.subject, key: keys[i] ?? "" } })) } };
    expect(poolsOf(twice).findings).toMatchObject([{ code: "rank.subject-twice", params: { count: 1, subjects: ["人1"] } }]);
  });
  test("RK-4 ranks are consistent with scores whatever the order of rows", () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 40 }), { freq: 6 }), { minLength: 1, maxLength: 25 }), (scores) => {
        const lines = poolsOf(matrix({ marks, rows: people(...scores) })).pools[0]?.lines ?? [];
        const numbers = scores.filter((score): score is number => score !== null);
        return lines.every((line) => {
          const own = scores[Number(line.score.subject.name.slice(1))] ?? null;
          return own === null ? line.rank === null : line.rank === 1 + numbers.filter((other) => other > own).length;
        });
      }),
    );
  });
});

describe("RK-7 the ranking sheet", () => {
  const rows: MatrixInput["rows"] = [
    { name: "甲", group: "办公室", entries: [80] },
    { name: "乙", entries: [92.5] },
    { name: "丙", entries: [null] },
    { name: "丁", entries: [80] },
  ];
  const made = matrix({ marks, rows, results: [{ header: "得分", kind: "score" }, { header: "名次", kind: "rank" }, { header: "等次", kind: "grade" }] });
  const { workbook, tables } = workbookWith(made);
  const after = ranked(workbook, tables);
  const block = (book: WorkbookSnapshot): unknown[][] => {
    const sheet = sheetNamed(book, "排名");
    return [5, 6, 7, 8].map((row) => [0, 1, 2, 3, 4, 5].map((column) => valueAt(sheet, row, column)));
  };

  test("RK-7 ordered by score, then key; values by lookup", () => {
    expect(block(after)).toEqual([
      [1, "乙", null, 92.5, "好", null],
      [2, "丁", null, 80, "较好", null],
      [2, "甲", "办公室", 80, "较好", null],
      ["", "丙", null, "", "", "有未评分项"],
    ]);
    expect(formulaAt(sheetNamed(after, "排名"), 5, 3)).toBe("=INDEX(表T1!$D$2:$D$6,MATCH($H6,表T1!$G$2:$G$6,0))");
    expect(disagreements(after)).toEqual([]);
  });

  test("RK-7 the sheet prints with title rows, page numbers and a line to sign", () => {
    const planned = planScore(workbook, tables, scheme, zhScoreSheets);
    const scored = applyToSnapshot(workbook, planned.plan.edits);
    const { edits } = planRanking(scored, planned.scores, zhScoreSheets).plan;
    expect(edits).toContainEqual({
      kind: "setPageLayout",
      sheetId: "twinscore-ranking",
      layout: { orientation: "portrait", fitToWidth: true, titleRows: { first: 3, last: 3 }, footer: "&C第 &P 页，共 &N 页" },
    });
    expect(valueAt(sheetNamed(after, "排名"), 10, 0)).toBe(zhScoreSheets["ranking.signature"]);
  });

  test("RK-10 empty rank and grade columns of the table are filled", () => {
    const sheet = sheetNamed(after, "表T1");
    expect([2, 3, 4, 5].map((row) => [valueAt(sheet, row, 4), valueAt(sheet, row, 5)])).toEqual([[2, "较好"], [1, "好"], ["", ""], [2, "较好"]]);
  });

  test("RK-9 the sheet says when a changed score makes its order stale, and ranks follow at once", () => {
    const calculation = calculationOf(after);
    calculation.calculateAll();
    const status = (): unknown => calculation.valueAt("twinscore-ranking", 2, 0);
    expect(status()).toBe(zhScoreSheets["ranking.orderFits"]);
    calculation.update([{ sheetId: "表T1", row: 2, column: 2, content: { value: 81 } }]);
    expect(status()).toBe(zhScoreSheets["ranking.orderStale"]);
    expect([5, 6, 7, 8].map((row) => calculation.valueAt("twinscore-ranking", row, 0))).toEqual([1, 3, 2, ""]);
    calculation.update([{ sheetId: "表T1", row: 2, column: 2, content: { value: 80 } }]);
    expect(status()).toBe(zhScoreSheets["ranking.orderFits"]);
    calculation.update([{ sheetId: "表T1", row: 4, column: 2, content: { value: 10 } }]);
    expect(status()).toBe(zhScoreSheets["ranking.orderFits"]);
    expect(calculation.valueAt("twinscore-ranking", 8, 0)).toBe(4);
  });

  test("RK-7 sorting the table changes nothing on the ranking sheet", () => {
    const sheet = sheetNamed(after, "表T1");
    // Rows 3 to 6 in reverse, as a sort leaves them: references of a row's formulas move with it.
    const move = <T>(grid: readonly (readonly T[])[], change: (cell: T, from: number, to: number) => T): readonly (readonly T[])[] =>
      grid.map((line, r) => (r < 2 || r > 5 ? line : (grid[7 - r] ?? []).map((cell) => change(cell, 7 - r + 1, r + 1))));
    const sorted = {
      ...sheet,
      values: move(sheet.values, (cell) => cell),
      formulas: move(sheet.formulas, (cell, from, to) => (cell === null ? null : cell.replaceAll(new RegExp(`(\\$[A-Z]+)${from}\\b`, "g"), `$1${to}`))),
    };
    const calculation = calculationOf({ ...after, sheets: after.sheets.map((other) => (other === sheet ? sorted : other)) });
    calculation.calculateAll();
    const ranking = sheetNamed(after, "排名");
    for (const row of [5, 6, 7, 8]) {
      for (const column of [0, 3, 4]) {
        expect([toA1({ row, column, rows: 1, columns: 1 }), calculation.valueAt("twinscore-ranking", row, column)]).toEqual([toA1({ row, column, rows: 1, columns: 1 }), valueAt(ranking, row, column)]);
      }
    }
    expect(calculation.valueAt("表T1", 5, 4)).toBe(2);
  });

  test("RK-7 ranked twice: the same cells", () => {
    const again = ranked(after, tables);
    expect(again.sheets.map(({ name, values, formulas }) => ({ name, values, formulas }))).toEqual(after.sheets.map(({ name, values, formulas }) => ({ name, values, formulas })));
    expect(again.names.length).toBe(after.names.length);
  });

  test("RK-8 a pool above the limit is ranked by RANK, with the same result", () => {
    const many = matrix({ marks, rows: Array.from({ length: MAX_COMPARED + 1 }, (_, i) => ({ name: `人${i}`, entries: [(i * 37) % 100] })) });
    const large = workbookWith(many);
    const result = ranked(large.workbook, large.tables);
    expect(formulaAt(sheetNamed(result, "排名"), 5, 0)).toBe("=IF(ISNUMBER($D6),RANK($D6,$D$6:$D$206),\"\")");
    expect(disagreements(result)).toEqual([]);
  });

  test("RK-7 names with pattern characters are found exactly", () => {
    const odd = workbookWith(matrix({ marks, keys: false, rows: [{ name: "张*", entries: [70] }, { name: "张三", entries: [90] }, { name: "李~四", entries: [80] }, { name: "王?", entries: [60] }], results: [{ header: "得分", kind: "score" }, { header: "名次", kind: "rank" }] }));
    const result = ranked(odd.workbook, odd.tables);
    expect(disagreements(result)).toEqual([]);
  });

  test("RK-6 rows that cannot be told apart are not ranked by a neighbour's score", () => {
    const twins = workbookWith(matrix({ marks, keys: false, rows: [{ name: "张三", entries: [70] }, { name: "张三", entries: [90] }, { name: "李", entries: [80] }] }));
    const planned = planScore(twins.workbook, twins.tables, scheme, zhScoreSheets);
    const scored = applyToSnapshot(twins.workbook, planned.plan.edits);
    const result = planRanking(scored, planned.scores, zhScoreSheets);
    expect(result.findings.map((finding) => finding.code)).toContain("rank.duplicate-subject");
    expect(result.ranking.pools[0]?.lines.map((line) => [line.score.subject.name, line.rank])).toEqual([["李", 1], ["张三", null], ["张三", null]]);
    expect(disagreements(applyToSnapshot(scored, result.plan.edits))).toEqual([]);
  });
});
