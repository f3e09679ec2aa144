import fc from "fast-check";
import type { CellValue } from "../../../src/core/grid/cell";
import { DEFAULT_CALCULATION_RULES, MISSING_POLICIES, ROUND_AT, ROUNDING_MODES, WEIGHT_TOTALS, type CalculationRules, type MissingPolicy } from "../../../src/core/score/calculation-rules";
import { computeScores } from "../../../src/core/score/compute-scores";
import { compareExact, decimal } from "../../../src/core/score/decimal";
import { defaultScheme } from "../../../src/core/score/default-scheme";
import { planScore } from "../../../src/core/score/plan-score";
import { checkScheme } from "../../../src/core/score/scheme-check";
import { readScheme } from "../../../src/core/score/scheme-sheet-reading";
import type { Scheme } from "../../../src/core/score/scheme";
import { enScoreSheets } from "../../../src/i18n/en-US/score";
import { zhScoreSheets } from "../../../src/i18n/zh-CN/score";
import { applyToSnapshot } from "../../support/apply-to-snapshot";
import { disagreements } from "./calculate-snapshot";
import { form, matrix, rated, raters, workbookWith, type HandMade, type Mark } from "./hand-made-tables";

function under(missing: MissingPolicy, calculation: Partial<CalculationRules> = {}, more: Partial<Scheme> = {}): Scheme {
  return { ...defaultScheme(), missing, calculation: { ...DEFAULT_CALCULATION_RULES, ...calculation }, ...more };
}

/** Final scores by subject, and the codes of what was found; the formulas must calculate to the same, and the sheet must read back. */
function scored(scheme: Scheme, ...made: readonly HandMade[]): { readonly finals: readonly (string | null)[]; readonly codes: readonly string[] } {
  const { workbook, tables } = workbookWith(...made);
  const planned = planScore(workbook, tables, scheme, zhScoreSheets);
  const after = applyToSnapshot(workbook, planned.plan.edits);
  expect(disagreements(after)).toEqual([]);
  const read = readScheme(after, null);
  expect([read.scheme.missing, read.scheme.calculation, read.findings]).toEqual([scheme.missing, scheme.calculation, []]);
  return { finals: planned.scores.subjects.map(({ final }) => final), codes: [...new Set(planned.findings.map(({ code }) => code))] };
}

const MARKS: readonly Mark[] = [{ name: "甲", fullMark: "60" }, { name: "乙", fullMark: "40" }];
const people = (...rows: readonly (readonly CellValue[])[]): HandMade => matrix({ marks: MARKS, rows: rows.map((entries, i) => ({ name: `人${String(i)}`, entries })) });

describe("SC-62 to SC-65 blank entries", () => {
  const table = people([48, null], [54, 30], [36, 36], [null, null], [50, "缺考"]);

  test.each([
    // 48 is nobody's 乙: withheld.
    ["flag", [null, "84", "72", null, null], "score.entry-missing"],
    ["zero", ["48", "84", "72", null, null], "score.missing-zero"],
    // 乙's mean is (30 + 36) / 2 = 33.
    ["item-mean", ["81", "84", "72", null, null], "score.missing-item-mean"],
    // 48 of 60 possible points are 80 of 100.
    ["renormalise", ["80", "84", "72", null, null], "score.missing-renormalise"],
  ] as const)("%s", (policy, finals, code) => {
    const result = scored(under(policy), table);
    expect(result.finals).toEqual(finals);
    expect(result.codes).toContain(code);
    expect(result.codes).toContain("score.entry-text");
  });

  test("SC-64 an indicator that nobody has been given has no mean, and the score is withheld", () => {
    expect(scored(under("item-mean"), people([48, null], [54, null])).finals).toEqual([null, null]);
  });

  test("SC-62 bonus and deduction points stay what they are, and are not brought to the whole", () => {
    const table = matrix({ marks: [...MARKS, { name: "加分" }, { name: "扣分" }], rows: [{ name: "张", entries: [48, null, 2, -0.5] }, { name: "王", entries: [54, 30, null, null] }] });
    expect(scored(under("renormalise"), table).finals).toEqual(["81.5", "84"]);
    expect(scored(under("item-mean"), table).finals).toEqual(["79.5", "84"]);
    expect(scored(under("zero"), table).finals).toEqual(["49.5", "84"]);
  });

  test("SC-65 without full marks nothing is known of what was possible: the score is withheld", () => {
    expect(scored(under("renormalise"), matrix({ marks: [{ name: "甲" }, { name: "乙" }], rows: [{ name: "张", entries: [48, null] }] })).finals).toEqual([null]);
  });

  test("SC-65 by weights: 90 of an indicator of 60 % alone are 90 of 100", () => {
    expect(scored(under("renormalise"), matrix({ marks: [{ name: "甲", weight: "0.6" }, { name: "乙", weight: "0.4" }], rows: [{ name: "张", entries: [90, null] }] })).finals).toEqual(["90"]);
  });

  test("SC-62 in forms and where raters score every indicator", () => {
    const forms = [form({ tableId: "T1", subject: "张", marks: MARKS, columns: [{ header: "得分", group: "leader" }], entries: [[48], [null]] }), form({ tableId: "T2", subject: "王", marks: MARKS, columns: [{ header: "得分", group: "leader" }], entries: [[54], [30]] })];
    const grid = rated({ raters: [{ name: "甲", group: "rater" }, { name: "乙", group: "rater" }], marks: MARKS, rows: [{ name: "张", entries: [[47, 49], [null, null]] }, { name: "王", entries: [[54, null], [29, 31]] }] });
    expect(MISSING_POLICIES.map((policy) => [scored(under(policy), ...forms).finals[0], scored(under(policy), grid).finals[0]])).toEqual([[null, null], ["48", "48"], ["78", "78"], ["80", "80"]]);
  });
});

describe("SC-67 rounding", () => {
  test.each([
    ["half-away", "2.3", "-2.3", "1.2"],
    ["half-even", "2.2", "-2.2", "1.2"],
    ["down", "2.2", "-2.2", "1.2"],
    ["up", "2.3", "-2.3", "1.3"],
  ] as const)("%s at one digit: 2.25, -2.25, 1.21", (rounding, a, b, c) => {
    const marks: readonly Mark[] = [{ name: "业绩", fullMark: "100" }, { name: "扣分" }];
    expect(scored(under("flag", { rounding }, { digits: 1 }), matrix({ marks, rows: [[2.25, null], [0, -2.25], [1.21, null]].map((entries, i) => ({ name: `人${String(i)}`, entries })) })).finals).toEqual([a, b, c]);
  });

  test("SC-67 2.3 is 2.3 whichever way, and so are sums that miss it in binary", () => {
    for (const rounding of ROUNDING_MODES) expect(scored(under("flag", { rounding }, { digits: 1 }), people([2.3, 0], [1.1, 1.2], [0.1, 0.2])).finals).toEqual(["2.3", "2.3", "0.3"]);
  });

  test("SC-67 each indicator's points too: half of 3 and half of 3 are 4 by items and 3 at the end", () => {
    const table = matrix({ marks: [{ name: "甲", fullMark: "100", weight: "0.5" }, { name: "乙", fullMark: "100", weight: "0.5" }], rows: [{ name: "张", entries: [3, 3] }] });
    expect(scored(under("flag", { roundAt: "item" }, { digits: 0 }), table).finals).toEqual(["4"]);
    expect(scored(under("flag", {}, { digits: 0 }), table).finals).toEqual(["3"]);
  });

  test("SC-67 by items and with means or the whole do not go together", () => {
    for (const missing of ["item-mean", "renormalise"] as const) expect(checkScheme(under(missing, { roundAt: "item" })).map(({ code }) => code)).toEqual(["scheme.round-missing"]);
  });
});

test("SC-68 weights of 60 % count by their share of the sum; all times two is the same", () => {
  const table = (weights: readonly string[]): HandMade => matrix({ marks: weights.map((weight, i) => ({ name: `指标${String(i)}`, weight })), rows: [{ name: "张", entries: [90, 70] }] });
  expect(scored(under("flag", { weightTotals: "normalise" }), table(["0.45", "0.15"]))).toEqual({ finals: ["85"], codes: ["score.weights-normalised"] });
  expect(scored(under("flag", { weightTotals: "normalise" }), table(["0.9", "0.3"])).finals).toEqual(["85"]);
  expect(scored(under("flag"), table(["0.45", "0.15"])).finals).toEqual([null]);
  expect(scored(under("flag", { weightTotals: "normalise" }), table(["0", "0"])).finals).toEqual([null]);
});

describe("SC-69 extremes of raters", () => {
  const five = ["甲", "乙", "丙", "丁", "戊"].map((name) => ({ name, group: "rater" as const }));
  const drop = (highest: number, lowest: number, from = 5): Partial<CalculationRules> => ({ drop: { highest, lowest, from } });

  test.each([
    [0, 0, "78"],
    // 50, 70, 80, 90, 100: without both ends 80, without the best 72.5, without the two worst 90, without two at either end 80.
    [1, 1, "80"],
    [1, 0, "72.5"],
    [0, 2, "90"],
    [2, 2, "80"],
  ] as const)("%d highest and %d lowest left out", (highest, lowest, final) => {
    expect(scored(under("flag", drop(highest, lowest)), raters({ raters: five, rows: [{ name: "张", entries: [70, 100, 50, 90, 80] }] })).finals).toEqual([final]);
  });

  test("SC-69 a group that is too small keeps all, blanks do not count as raters", () => {
    expect(scored(under("flag", drop(1, 1)), raters({ raters: five, rows: [{ name: "张", entries: [70, 100, null, 90, 80] }] })).finals).toEqual(["85"]);
  });

  test("SC-69 each group by itself, under indicators too; more than one at an end is not told by key", () => {
    const all = [{ name: "领导", group: "leader" as const }, ...five];
    const table = rated({ raters: all, marks: [{ name: "德", fullMark: "100" }], rows: [{ name: "张", entries: [[90, 70, 100, 50, 90, 80]] }] });
    // 0.5 · 90 + 0.5 · 80
    expect(scored(under("flag", drop(1, 1)), table).finals).toEqual(["85"]);
    const result = scored(under("flag", drop(2, 0)), table);
    expect(result.finals).toEqual([null]);
    expect(result.codes).toContain("score.method-drop");
  });

  test("SC-69 as many raters as are left out are not enough", () => {
    expect(checkScheme(under("flag", drop(2, 2, 4))).map(({ code }) => code)).toEqual(["scheme.rater-drop"]);
    expect(checkScheme(under("flag", drop(0, 0, 1)))).toEqual([]);
  });
});

test("SC-66 a cell that holds none of the words keeps what was recorded, and words of the other language are read", () => {
  const { workbook, tables } = workbookWith(people([48, 30]));
  const scheme = under("zero", { rounding: "half-even", weightTotals: "normalise", drop: { highest: 1, lowest: 2, from: 6 } });
  const english = applyToSnapshot(workbook, planScore(workbook, tables, scheme, enScoreSheets).plan.edits);
  expect([readScheme(english, null).scheme.missing, readScheme(english, null).scheme.calculation]).toEqual([scheme.missing, scheme.calculation]);
  const sheetId = english.sheets.find(({ name }) => name === enScoreSheets["sheet.scheme"])?.sheetId ?? "";
  const at = english.names.find(({ name }) => name === "TS_round")?.refersTo ?? "";
  const row = Number(/\$(\d+)$/.exec(at)?.[1]) - 1;
  const typed = applyToSnapshot(english, [{ kind: "setValues", area: { sheetId, row, column: 1, rows: 1, columns: 1 }, values: [["随便"]] }]);
  const read = readScheme(typed, null);
  expect([read.scheme.calculation.rounding, read.findings.map(({ code, params }) => [code, params["name"]])]).toEqual(["half-away", [["scheme.value-invalid", "TS_round"]]]);
});

const cell = fc.oneof(
  { weight: 10, arbitrary: fc.integer({ min: 0, max: 10_000 }).map((n): CellValue => n / 100) },
  { weight: 2, arbitrary: fc.constantFrom<CellValue>(0.1, 2.675, 1.005, 33.33, 100 / 3, 84.99499999995) },
  { weight: 3, arbitrary: fc.constant<CellValue>(null) },
  { weight: 1, arbitrary: fc.constant<CellValue>("缺考") },
);
const rules = fc
  .record({
    missing: fc.constantFrom(...MISSING_POLICIES),
    rounding: fc.constantFrom(...ROUNDING_MODES),
    roundAt: fc.constantFrom(...ROUND_AT),
    weightTotals: fc.constantFrom(...WEIGHT_TOTALS),
    highest: fc.integer({ min: 0, max: 1 }),
    lowest: fc.integer({ min: 0, max: 1 }),
    from: fc.integer({ min: 3, max: 4 }),
    digits: fc.integer({ min: 0, max: 4 }),
  })
  .map(({ missing, rounding, roundAt, weightTotals, highest, lowest, from, digits }) => under(roundAt === "item" && missing !== "zero" ? "flag" : missing, { rounding, roundAt, weightTotals, drop: { highest, lowest, from } }, { digits }));
const someMarks = fc.integer({ min: 1, max: 4 }).chain((count) =>
  fc.oneof(
    fc.array(fc.integer({ min: 1, max: 60 }), { minLength: count, maxLength: count }).map((fulls) => fulls.map((full, i): Mark => ({ name: `指标${String(i)}`, fullMark: String(full) }))),
    fc.array(fc.integer({ min: 1, max: 9 }), { minLength: count, maxLength: count }).map((parts) => parts.map((part, i): Mark => ({ name: `指标${String(i)}`, weight: String(part / 10) }))),
  ),
);

test("SC-62 to SC-69 what the formulas say is what the core computes, under any rules", () => {
  const input = someMarks.chain((marks) => {
    const rows = fc.array(fc.array(cell, { minLength: marks.length, maxLength: marks.length }), { minLength: 1, maxLength: 5 });
    const grid = fc.array(fc.array(fc.array(cell, { minLength: 4, maxLength: 4 }), { minLength: marks.length, maxLength: marks.length }), { minLength: 1, maxLength: 3 });
    return fc.record({ marks: fc.constant(marks), rows, grid, votes: fc.array(fc.array(cell, { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 3 }), scheme: rules, extra: fc.boolean() });
  });
  fc.assert(
    fc.property(input, ({ marks, rows, grid, votes, scheme, extra }) => {
      const four = [{ name: "自评", group: "self" as const }, { name: "甲", group: "rater" as const }, { name: "乙", group: "rater" as const }, { name: "丙", group: "rater" as const }];
      const more: readonly Mark[] = extra ? [{ name: "加分" }] : [];
      const made = [
        matrix({ tableId: "T1", name: "个人", marks: [...marks, ...more], rows: rows.map((entries, i) => ({ name: `人${String(i)}`, entries: [...entries, ...(extra ? [i % 2 === 0 ? 1.5 : null] : [])] })) }),
        rated({ tableId: "T2", name: "多人", raters: four, marks, rows: grid.map((entries, i) => ({ name: `评${String(i)}`, entries })) }),
        raters({ tableId: "T3", name: "测评", raters: four, rows: votes.map((entries, i) => ({ name: `选${String(i)}`, entries })) }),
        form({ tableId: "T4", subject: "考甲", marks, columns: [{ header: "得分", group: "leader" }], entries: (rows[0] ?? []).map((value) => [value]) }),
      ];
      const { workbook, tables } = workbookWith(...made);
      expect(disagreements(applyToSnapshot(workbook, planScore(workbook, tables, scheme, zhScoreSheets).plan.edits))).toEqual([]);
    }),
    { numRuns: 120, endOnFailure: true },
  );
});

test("SC-62 to SC-68 raising an entry never lowers a score, row order never matters, and scaling all weights changes nothing", () => {
  const input = fc.record({ rows: fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 2, maxLength: 6 }), scheme: rules, which: fc.nat(), by: fc.integer({ min: 1, max: 500 }), times: fc.integer({ min: 2, max: 9 }) });
  const finals = (rows: readonly (readonly CellValue[])[], scheme: Scheme, weights: readonly number[]): ReadonlyMap<string, string | null> => {
    const { workbook, tables } = workbookWith(matrix({ marks: weights.map((weight, i) => ({ name: `指标${String(i)}`, weight: String(weight) })), rows: rows.map((entries) => ({ name: JSON.stringify(entries), entries })) }));
    return new Map(computeScores(workbook, tables, scheme).subjects.map(({ subject, final }) => [subject.name, final]));
  };
  fc.assert(
    fc.property(input, ({ rows, scheme, which, by, times }) => {
      const scheme1: Scheme = { ...scheme, calculation: { ...scheme.calculation, weightTotals: "normalise" } };
      const weights = [0.2, 0.3, 0.4];
      const own = finals(rows, scheme1, weights);
      expect(new Map([...finals([...rows].reverse(), scheme1, weights)].sort())).toEqual(new Map([...own].sort()));
      expect(finals(rows, scheme1, weights.map((weight) => (weight * 10 * times) / 10))).toEqual(own);
      const index = which % rows.length;
      const entries = rows[index] ?? [];
      const raised = entries.map((value, i) => (i === which % 3 && typeof value === "number" ? value + by / 100 : value));
      const [before, after] = [own.get(JSON.stringify(entries)), finals(rows.map((row, i) => (i === index ? raised : row)), scheme1, weights).get(JSON.stringify(raised))];
      if (before != null && after != null) expect(compareExact(decimal(after), decimal(before))).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 200 },
  );
});
