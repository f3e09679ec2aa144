import type { Edit } from "../../../src/core/plan/edit";
import { computeScores, type SubjectScore } from "../../../src/core/score/compute-scores";
import { decimalText } from "../../../src/core/score/decimal";
import { defaultScheme } from "../../../src/core/score/default-scheme";
import { planScore } from "../../../src/core/score/plan-score";
import { readScheme } from "../../../src/core/score/scheme-sheet-reading";
import { rankScores } from "../../../src/core/score/ranking";
import { zhScoreSheets } from "../../../src/i18n/zh-CN/score";
import { applyToSnapshot } from "../../support/apply-to-snapshot";
import { rect } from "../../support/grid";
import { disagreements } from "./calculate-snapshot";
import { form, matrix, rated, raters, workbookWith, type HandMade } from "./hand-made-tables";

const scheme = defaultScheme();

/** Scores of the tables; the written formulas must calculate to the same. */
function scoresOf(...made: readonly HandMade[]): readonly SubjectScore[] {
  const { workbook, tables } = workbookWith(...made);
  const planned = planScore(workbook, tables, scheme, zhScoreSheets);
  expect(disagreements(applyToSnapshot(workbook, planned.plan.edits))).toEqual([]);
  return planned.scores.subjects;
}

describe("docs/spec/scoring.md", () => {
  test("A (SC-4, SC-2): marks and weights", () => {
    const made = matrix({
      marks: [{ name: "甲", fullMark: "30", weight: "0.3" }, { name: "乙", fullMark: "45", weight: "0.3" }, { name: "丙", fullMark: "60", weight: "0.4" }],
      rows: [{ name: "张", entries: [25, 40.5, 33] }],
    });
    const { workbook, tables } = workbookWith(made);
    expect(computeScores(workbook, tables, scheme).blocks[0]?.marks.coefficients.map((coefficient) => coefficient.toFraction())).toEqual(["1", "2/3", "2/3"]);
    expect(scoresOf(made)[0]?.final).toBe("74");
  });

  test("B (SC-2): rounding once", () => {
    expect(scoresOf(matrix({ marks: [{ name: "甲", fullMark: "50" }, { name: "乙", fullMark: "50" }], rows: [{ name: "张", entries: [42.4925, 42.5125] }] }))[0]?.final).toBe("85.01");
  });

  test("C (SC-12): raters", () => {
    const made = raters({
      raters: [
        { name: "自评", group: "self" },
        { name: "领导", group: "leader" },
        { name: "甲", group: "rater" },
        { name: "乙", group: "rater" },
        { name: "丙", group: "rater" },
      ],
      rows: [{ name: "张", entries: [null, 80, 90, 85, 86] }],
    });
    expect(scoresOf(made)[0]?.final).toBe("83.5");
  });

  test("D (SC-11, SC-12): a form scored by two groups", () => {
    const columns = [
      { header: "自评", group: "self" as const },
      { header: "领导", group: "leader" as const },
    ];
    expect(scoresOf(form({ tableId: "T1", subject: "张", marks: [{ name: "德", fullMark: "40" }, { name: "能", fullMark: "60" }], columns, entries: [[40, 34], [60, 51]] }))[0]?.final).toBe("90");
  });

  test("E (SC-8): bonus and deduction", () => {
    expect(scoresOf(matrix({ marks: [{ name: "业绩", fullMark: "100" }, { name: "加分" }, { name: "扣分" }], rows: [{ name: "张", entries: [88.4, null, -1.25] }] }))[0]?.final).toBe("87.15");
  });

  test("F (SC-60): a matrix in which raters score every indicator", () => {
    const made = rated({
      raters: [
        { name: "自评", group: "self" },
        { name: "领导", group: "leader" },
        { name: "甲", group: "rater" },
        { name: "乙", group: "rater" },
      ],
      marks: [{ name: "德", fullMark: "30", weight: "0.4" }, { name: "能", fullMark: "50", weight: "0.6" }],
      rows: [{ name: "张", entries: [[30, 24, 27, 24], [40, 45, 50, 45]] }, { name: "王", entries: [[null, 24, 27, 24], [null, 45, null, 45]] }],
    });
    // 张 is summed the short way; 王, whose self-assessment is missing, the long way.
    expect(scoresOf(made).map((score) => score.final)).toEqual(["88.4", "87"]);
  });
});

describe("docs/spec/linking.md", () => {
  test.each([
    [[], "0.833", "73.28"],
    [[{ from: "90", coefficient: "1.1" }, { from: "0", coefficient: "0.8" }, { from: "80", coefficient: "1" }], "1", "87.86"],
    [[{ from: "85", coefficient: "1" }], null, null],
  ] as const)("C (LK-11, LK-12): a factor, table %j", (coefficients, coefficient, final) => {
    const multiplied = { ...scheme, link: { ...scheme.link, family: "multiplicative", coefficients } } as const;
    const { workbook, tables } = workbookWith(
      matrix({ tableId: "T1", name: "单位", performance: "unit", marks: [{ name: "任务", fullMark: "600" }, { name: "党建", fullMark: "400" }], rows: [{ name: "征管科", entries: [500, 333] }] }),
      matrix({ tableId: "T2", name: "个人", marks: [{ name: "德", weight: "0.4" }, { name: "能", weight: "0.6" }], rows: [{ name: "张", group: "征管科", entries: [90, 85.5] }] }),
    );
    const first = applyToSnapshot(workbook, planScore(workbook, tables, multiplied, zhScoreSheets).plan.edits);
    const sheetId = first.sheets.find((sheet) => sheet.name === "调整")?.sheetId ?? "";
    const type = (a1: string, value: string | number): Edit => ({ kind: "setValues", area: { sheetId, ...rect(a1) }, values: [[value]] });
    const decided = applyToSnapshot(first, [type("A5", "张"), type("C5", 0.555), type("E5", "专项"), type("F5", "党委会")]);
    const { scheme: read, findings } = readScheme(decided, null);
    expect([read.link.family, [...read.link.coefficients].sort((a, b) => Number(a.from) - Number(b.from)), findings]).toEqual(["multiplicative", [...coefficients].sort((a, b) => Number(a.from) - Number(b.from)), []]);
    const person = computeScores(decided, tables, read).subjects[1];
    expect([person?.link?.unit.value && decimalText(person.link.unit.value), person?.final, person?.withheld]).toEqual([coefficient, final, final === null ? "no-coefficient" : null]);
    expect(disagreements(applyToSnapshot(decided, planScore(decided, tables, read, zhScoreSheets).plan.edits))).toEqual([]);
  });

  test("A (LK-1, LK-8): unit on 1000, person by weights, a decision", () => {
    const { workbook, tables } = workbookWith(
      matrix({ tableId: "T1", name: "单位", performance: "unit", marks: [{ name: "任务", fullMark: "600" }, { name: "党建", fullMark: "400" }], rows: [{ name: "征管科", entries: [500, 333] }] }),
      matrix({ tableId: "T2", name: "个人", marks: [{ name: "德", weight: "0.4" }, { name: "能", weight: "0.6" }], rows: [{ name: "张", group: "征管科", entries: [90, 85.5] }] }),
    );
    const first = applyToSnapshot(workbook, planScore(workbook, tables, scheme, zhScoreSheets).plan.edits);
    const sheetId = first.sheets.find((sheet) => sheet.name === "调整")?.sheetId ?? "";
    const type = (a1: string, value: string | number): Edit => ({ kind: "setValues", area: { sheetId, ...rect(a1) }, values: [[value]] });
    const decided = applyToSnapshot(first, [type("A5", "张"), type("C5", 0.555), type("E5", "专项"), type("F5", "党委会")]);
    const person = computeScores(decided, tables, scheme).subjects[1];
    expect([person?.link?.unit.value, person?.link?.own.value].map((value) => value && decimalText(value))).toEqual(["83.3", "87.3"]);
    expect(person?.final).toBe("86.66");
    expect(disagreements(applyToSnapshot(decided, planScore(decided, tables, scheme, zhScoreSheets).plan.edits))).toEqual([]);
  });

  test("B (LK-1): a term that does not end", () => {
    const person = scoresOf(
      matrix({ tableId: "T1", name: "单位", performance: "unit", marks: [{ name: "任务", fullMark: "100" }], rows: [{ name: "征管科", entries: [90.5] }] }),
      matrix({ tableId: "T2", name: "个人", marks: [{ name: "工作", fullMark: "70" }], rows: [{ name: "张", group: "征管科", entries: [61] }] }),
    )[1];
    expect(person?.link?.own.value && decimalText(person.link.own.value)).toBe("87.1428571429");
    expect(person?.final).toBe("88.15");
  });
});

describe("docs/spec/ranking.md", () => {
  test("worked example (RK-4, RK-5, RK-6)", () => {
    const { workbook, tables } = workbookWith(matrix({ marks: [{ name: "工作", fullMark: "100" }], rows: [86.66, 92, 86.66, null, 80].map((entry, i) => ({ name: `人${i}`, entries: [entry] })) }));
    const [pool] = rankScores(computeScores(workbook, tables, scheme)).pools;
    expect(pool?.lines.map((line) => [line.score.subject.name, line.rank, line.band])).toEqual([
      ["人1", 1, "好"],
      ["人0", 2, "较好"],
      ["人2", 2, "较好"],
      ["人4", 4, "较好"],
      ["人3", null, null],
    ]);
  });
});
