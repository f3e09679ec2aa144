import fc from "fast-check";
import type { WorkbookSnapshot } from "../../../src/core/grid/snapshot";
import { computeScores } from "../../../src/core/score/compute-scores";
import { defaultScheme } from "../../../src/core/score/default-scheme";
import { planRanking } from "../../../src/core/score/plan-ranking";
import { planScore } from "../../../src/core/score/plan-score";
import type { ScoringTable } from "../../../src/core/template/scoring-table";
import { zhScoreSheets } from "../../../src/i18n/zh-CN/score";
import { applyToSnapshot } from "../../support/apply-to-snapshot";
import { disagreements } from "./calculate-snapshot";
import { form, matrix, raters, workbookWith, type HandMade, type Mark } from "./hand-made-tables";

const scheme = defaultScheme();

function ranked(workbook: WorkbookSnapshot, tables: readonly ScoringTable[], over: Partial<typeof scheme> = {}): WorkbookSnapshot {
  const planned = planScore(workbook, tables, { ...scheme, ...over }, zhScoreSheets);
  const after = applyToSnapshot(workbook, planned.plan.edits);
  return applyToSnapshot(after, planRanking(after, computeScores(after, tables, { ...scheme, ...over }), zhScoreSheets).plan.edits);
}

function check(...made: readonly HandMade[]): readonly string[] {
  const { workbook, tables } = workbookWith(...made);
  return disagreements(ranked(workbook, tables));
}

const cents = fc.integer({ min: 0, max: 10000 }).map((n) => n / 100);
const awkward = fc.constantFrom<number>(0.1, 0.2, 0.3, 2.675, 1.005, 33.33, 66.665, 99.995, 0.005, 100 / 3, 200 / 7, 1e-9, 0.015, 84.99499999995);
const entry = fc.oneof({ weight: 8, arbitrary: cents }, { weight: 3, arbitrary: awkward });
const cell = fc.oneof({ weight: 30, arbitrary: entry }, { weight: 1, arbitrary: fc.constantFrom<string | null>(null, "缺考", "90") });

const marksOf = (count: number): fc.Arbitrary<readonly Mark[]> =>
  fc.oneof(
    fc.array(fc.integer({ min: 1, max: 60 }), { minLength: count, maxLength: count }).map((fulls) => fulls.map((full, i): Mark => ({ name: `指标${i}`, fullMark: String(full) }))),
    fc.array(fc.integer({ min: 1, max: 9 }), { minLength: count, maxLength: count }).chain((parts) => {
      const total = parts.reduce((sum, part) => sum + part, 0);
      const shares = parts.map((part) => Math.floor((part * 1000) / total));
      shares[0] = (shares[0] ?? 0) + 1000 - shares.reduce((sum, share) => sum + share, 0);
      return fc.constantFrom<Mark["fullMark"]>(undefined, "30", "70", "15").map((full) => shares.map((share, i): Mark => ({ name: `指标${i}`, weight: String(share / 1000), ...(full === undefined ? {} : { fullMark: full }) })));
    }),
  );

describe("SC-17 what the formulas say is what the core computes", () => {
  test("SC-17 cases built to break it", () => {
    const marks: readonly Mark[] = [{ name: "甲", fullMark: "60" }, { name: "乙", fullMark: "40" }];
    const entries: readonly (readonly number[])[] = [[0.1, 0.2], [2.675, 0], [1.005, 0], [0, 0.005], [84.99499999995, 0], [50.125, 39.87], [33.335, 33.33]];
    expect(check(matrix({ marks, rows: entries.map((line, i) => ({ name: `人${i}`, entries: line })) }))).toEqual([]);
  });

  test("SC-17 sums of thirds", () => {
    const marks = ["甲", "乙", "丙"].map((name, i): Mark => ({ name, weight: i === 0 ? "0.34" : "0.33", fullMark: "30" }));
    expect(check(matrix({ marks, rows: [[10, 20, 30], [29, 28, 1], [30, 30, 30], [0, 0, 0]].map((entries, i) => ({ name: `人${i}`, entries })) }))).toEqual([]);
  });

  test("SC-17 negative totals round away from zero", () => {
    const marks: readonly Mark[] = [{ name: "业绩", fullMark: "100" }, { name: "扣分" }];
    expect(check(matrix({ marks, rows: [{ name: "张", entries: [0, -0.005] }, { name: "王", entries: [2, -2.675] }, { name: "李", entries: [1, null] }, { name: "赵", entries: [1, 2] }] }))).toEqual([]);
  });

  test("SC-17 generated matrices, linked people, raters and forms", () => {
    const rows = (count: number) => fc.array(fc.array(cell, { minLength: count, maxLength: count }), { minLength: 1, maxLength: 8 });
    const input = fc.integer({ min: 1, max: 5 }).chain((count) =>
      fc.record({
        unitMarks: marksOf(count),
        unitRows: rows(count),
        marks: marksOf(count),
        personRows: rows(count),
        votes: fc.array(fc.array(cell, { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        formEntries: fc.array(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: count, maxLength: count }), { minLength: 1, maxLength: 3 }),
        keys: fc.boolean(),
        digits: fc.integer({ min: 0, max: 4 }),
      }),
    );
    fc.assert(
      fc.property(input, ({ unitMarks, unitRows, marks, personRows, votes, formEntries, keys, digits }) => {
        const columns = [{ header: "自评", group: "self" as const }, { header: "领导", group: "leader" as const }];
        const made = [
          matrix({ tableId: "T1", name: "单位", performance: "unit", marks: unitMarks, rows: unitRows.map((entries, i) => ({ name: `第${i}科`, entries })), keys }),
          matrix({
            tableId: "T2",
            name: "个人",
            marks,
            keys,
            rows: personRows.map((entries, i) => ({ name: `人${i % 6}`, group: `第${i % 4}科`, attributes: { 职务层级: i % 2 === 0 ? "正职" : "副职" }, entries })),
            results: [{ header: "得分", kind: "score" }, { header: "排名", kind: "rank" }, { header: "等次", kind: "grade" }],
          }),
          raters({
            tableId: "T3",
            name: "测评",
            raters: [{ name: "自评", group: "self" }, { name: "领导", group: "leader" }, { name: "甲", group: "rater" }, { name: "乙", group: "rater" }],
            rows: votes.map((entries, i) => ({ name: `选${i}`, entries })),
          }),
          ...formEntries.map((entries, i) => form({ tableId: `T${4 + i}`, subject: `考${i}`, group: "第0科", marks, columns, entries })),
        ];
        const { workbook, tables } = workbookWith(...made);
        expect(disagreements(ranked(workbook, tables, { digits }))).toEqual([]);
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });
});
