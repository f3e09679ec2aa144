import fc from "fast-check";
import type { CellValue } from "../../../src/core/grid/cell";
import type { WorkbookSnapshot } from "../../../src/core/grid/snapshot";
import { computeScores } from "../../../src/core/score/compute-scores";
import { defaultScheme } from "../../../src/core/score/default-scheme";
import { INDICATOR_KINDS } from "../../../src/core/score/indicator-kind";
import { ENTERED, type IndicatorMethod } from "../../../src/core/score/indicator-method";
import { REQUIREMENTS, type CategoryCap, type IndicatorRule } from "../../../src/core/score/indicator-rule";
import { lookUpNames } from "../../../src/core/score/own-names";
import { planRanking } from "../../../src/core/score/plan-ranking";
import { planScore } from "../../../src/core/score/plan-score";
import type { Scheme } from "../../../src/core/score/scheme";
import { RULE_ROWS } from "../../../src/core/score/rule-cells-reading";
import { readScheme } from "../../../src/core/score/scheme-sheet-reading";
import { parseScheme, schemeText } from "../../../src/core/store/scheme-text";
import type { WorkbookRecord } from "../../../src/core/store/record";
import type { ScoringTable } from "../../../src/core/template/scoring-table";
import { enScoreSheets } from "../../../src/i18n/en-US/score";
import { zhScoreSheets } from "../../../src/i18n/zh-CN/score";
import { applyToSnapshot } from "../../support/apply-to-snapshot";
import { calculationOf, disagreements } from "./calculate-snapshot";
import { form, matrix, tickForm, workbookWith, type HandMade, type Mark } from "./hand-made-tables";

type Ruled = { readonly workbook: WorkbookSnapshot; readonly tables: readonly ScoringTable[]; readonly scheme: Scheme };

function written({ workbook, tables, scheme }: Ruled, texts = zhScoreSheets): WorkbookSnapshot {
  const after = applyToSnapshot(workbook, planScore(workbook, tables, scheme, texts).plan.edits);
  return applyToSnapshot(after, planRanking(after, computeScores(after, tables, scheme), texts).plan.edits);
}

const decimals = (min: number, max: number) => fc.integer({ min, max }).map((n) => String(n / 100));
const limits = { floor: fc.option(decimals(-500, 500), { nil: undefined }), cap: fc.option(decimals(0, 4000), { nil: undefined }) };

function without<T extends object>(record: T): T {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
}

const method: fc.Arbitrary<IndicatorMethod> = fc
  .oneof<fc.Arbitrary<IndicatorMethod>[]>(
    fc.constant({ kind: "entered" }),
    fc.record({ kind: fc.constantFrom("target-higher", "target-lower"), target: fc.option(decimals(0, 9000), { nil: undefined, freq: 12 }), ...limits }),
    fc.record({ kind: fc.constant("deduct"), step: fc.option(decimals(1, 300), { nil: undefined, freq: 12 }), floor: limits.floor }),
    fc.record({ kind: fc.constant("award"), step: decimals(1, 300), cap: limits.cap }),
    fc.record({ kind: fc.constant("yes-no") }),
    fc.uniqueArray(fc.integer({ min: -500, max: 9000 }), { minLength: 1, maxLength: 8 }).map((froms) => ({
      kind: "bands" as const,
      bands: froms.sort((a, b) => a - b).map((from, i) => ({ from: String(from / 100), points: String(i * 3.35) })),
    })),
  )
  .map(without);

const entry = fc.oneof<fc.WeightedArbitrary<CellValue>[]>(
  { weight: 12, arbitrary: fc.integer({ min: 0, max: 30 }) },
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 10000 }).map((n) => n / 100) },
  { weight: 4, arbitrary: fc.constantFrom<CellValue>("是", "否", "√", "×", "Y", "n", 1, 0) },
  { weight: 2, arbitrary: fc.constantFrom<CellValue>(null, -1, -0.5, 0.1 + 0.2, 100 / 3, 2.9999999999999996, 5e-11) },
  { weight: 1, arbitrary: fc.constantFrom<CellValue>("缺考", "90", "?", "*", "是 ", true) },
);

const MARKS: readonly (readonly Mark[])[] = [
  [{ name: "甲", fullMark: "30", path: ["业务"] }, { name: "乙", fullMark: "20", path: ["业务"] }, { name: "丙", fullMark: "50", path: ["作风"] }, { name: "加分", path: ["奖惩"] }],
  [{ name: "甲", fullMark: "30", weight: "0.37", path: ["业务"] }, { name: "乙", fullMark: "45", weight: "0.33", path: ["作风"] }, { name: "丙", fullMark: "9", weight: "0.3", path: ["业务"] }, { name: "扣分", path: ["奖惩"] }],
  [{ name: "甲", weight: "0.5", path: ["业务"] }, { name: "乙", weight: "0.25", path: ["业务"] }, { name: "丙", weight: "0.25", path: ["作风"] }, { name: "一票否决", path: ["奖惩"] }],
];

const rulesFor = (marks: readonly Mark[]): fc.Arbitrary<readonly Omit<IndicatorRule, "block">[]> =>
  fc.tuple(...marks.map((mark) => fc.record({ key: fc.constant(`K-${mark.name}`), kind: fc.option(fc.constantFrom(...INDICATOR_KINDS), { freq: 2 }), requirement: fc.constantFrom(...REQUIREMENTS), method })));

/** An entry that the rule reads, or now and then any. */
function fitting({ kind, method: { kind: methodKind } }: Omit<IndicatorRule, "block">): fc.Arbitrary<CellValue> {
  const percent = fc.integer({ min: 0, max: 10000 }).map((n) => n / 100);
  const admitted: fc.Arbitrary<CellValue> =
    kind === "veto"
      ? fc.constantFrom<CellValue>(null, "否", 0, 0, "是", 2)
      : methodKind === "yes-no"
        ? fc.constantFrom<CellValue>("是", "否", "√", "×", "Y", "n", 1, 0)
        : methodKind === "deduct" || methodKind === "award"
          ? fc.integer({ min: 0, max: 30 })
          : methodKind === "entered" && kind === "deduction"
            ? percent.map((points) => -points)
            : percent;
  return fc.oneof({ weight: 24, arbitrary: admitted }, { weight: 1, arbitrary: entry });
}

const capsFor = (block: string): fc.Arbitrary<readonly CategoryCap[]> =>
  fc.uniqueArray(fc.record({ block: fc.constant(block), category: fc.constantFrom("业务", "作风", "奖惩", "bonus", "deduction"), max: fc.option(decimals(0, 3000)), min: fc.option(decimals(-500, 1000)) }), { maxLength: 3, selector: ({ category }) => category });

const RATER_COLUMNS = [{ header: "自评", group: "self" as const }, { header: "领导", group: "leader" as const }, { header: "领导二", group: "leader" as const }];
const OPTIONS = ["优秀", "良好", "一般"];

const optionMethod: fc.Arbitrary<IndicatorMethod> = fc.tuple(...OPTIONS.map(() => fc.option(decimals(0, 4000), { freq: 40 }))).map((points) => ({
  kind: "ticks",
  options: OPTIONS.flatMap((label, i) => (points[i] == null ? [] : [{ label, points: points[i] }])),
}));

/** Usually one tick. */
const tickRow: fc.Arbitrary<readonly CellValue[]> = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 0, max: 2 }).map((at) => OPTIONS.map((_, i): CellValue => (i === at ? "√" : null))) },
  { weight: 2, arbitrary: fc.array(fc.constantFrom<CellValue>(null, "√", "✔", "×", 1, 0, "好", true), { minLength: 3, maxLength: 3 }) },
);

const generated = fc
  .constantFrom(...MARKS)
  .chain((marks) => fc.tuple(fc.constant(marks), rulesFor(marks)))
  .chain(([marks, rules]) =>
    fc.record({
      marks: fc.constant(marks),
      rows: fc.array(fc.tuple(...rules.map(fitting)), { minLength: 1, maxLength: 8 }),
      entries: fc.tuple(...rules.map(fitting)),
      ticks: fc.array(tickRow, { minLength: marks.length, maxLength: marks.length }),
      optionRules: fc.tuple(...rules.map((rule) => optionMethod.map((ticks): IndicatorRule => ({ ...rule, block: "T4", method: ticks })))),
      indicatorRules: fc.constant(["T1", "T2", "T3", "T5"].flatMap((block) => rules.map((rule): IndicatorRule => (block === "T5" && (rule.method.kind === "yes-no" || rule.kind === "veto") ? { block, ...rule, kind: null, method: ENTERED } : { block, ...rule })))),
      categoryCaps: fc.tuple(capsFor("T1"), capsFor("T2"), capsFor("T3")).map((lists) => lists.flat()),
      digits: fc.integer({ min: 0, max: 4 }),
    }),
  );

function sealed(made: HandMade): HandMade {
  return { ...made, sheet: { ...made.sheet, protection: { hasPassword: true } } };
}

function ruledOf({ marks, rows, entries, ticks, optionRules, indicatorRules, categoryCaps, digits }: typeof generated extends fc.Arbitrary<infer T> ? T : never): Ruled {
  const subjects = rows.map((row, i) => ({ name: `人${i}`, entries: row }));
  const made = [
    matrix({ tableId: "T1", name: "单位", performance: "unit", marks, rows: subjects }),
    // Without room for results: scored on the summary sheet.
    sealed(matrix({ tableId: "T2", name: "无名", marks, keys: false, rows: subjects.map((row, i) => ({ ...row, name: i === 0 ? "人*" : row.name, group: "人0" })) })),
    form({ tableId: "T3", subject: "考甲", marks, entries: entries.map((value) => [value]) }),
    form({ tableId: "T5", subject: "考丙", marks, columns: RATER_COLUMNS, entries: entries.map((value, i) => [value, rows[0]?.[i] ?? null, rows[1]?.[i] ?? null]) }),
    tickForm({ tableId: "T4", subject: "考乙", marks, options: OPTIONS, entries: ticks }),
  ];
  return { ...workbookWith(...made), scheme: { ...defaultScheme(), indicatorRules: [...indicatorRules, ...optionRules], categoryCaps, digits } };
}

describe("SC-52 what the formulas of methods, kinds and caps say is what the core computes", () => {
  test("SC-52 generated methods in tables, on the summary sheet and in forms", () => {
    let final = 0;
    let withheld = 0;
    fc.assert(
      fc.property(generated, (input) => {
        const ruled = ruledOf(input);
        for (const subject of computeScores(ruled.workbook, ruled.tables, ruled.scheme).subjects) {
          if (subject.final === null) withheld++;
          else final++;
        }
        expect(disagreements(written(ruled))).toEqual([]);
      }),
      { numRuns: 150, endOnFailure: true },
    );
    expect([final > 100, withheld > 100]).toEqual([true, true]);
  });

  test("SC-52 the scheme sheet states every rule and cap and is read back, in both languages", () => {
    fc.assert(
      fc.property(generated, fc.constantFrom(zhScoreSheets, enScoreSheets), (input, texts) => {
        const ruled = ruledOf(input);
        const { scheme, findings } = readScheme(written(ruled, texts), null);
        const stated = (rules: readonly IndicatorRule[]) => rules.filter((rule) => rule.kind !== null || rule.requirement !== "common" || rule.method.kind !== "entered");
        expect(findings).toEqual([]);
        expect(scheme.indicatorRules).toEqual(stated(ruled.scheme.indicatorRules));
        expect([...scheme.categoryCaps].sort((a, b) => a.block.localeCompare(b.block))).toEqual(ruled.scheme.categoryCaps);
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });
});

test("SC-40 SC-61 rules and their parameters survive a scheme file", () => {
  fc.assert(
    fc.property(generated, ({ indicatorRules, optionRules }) => {
      const scheme: Scheme = { ...defaultScheme(), indicatorRules: [...indicatorRules, ...optionRules], categoryCaps: [{ block: "T1", category: "业务", max: "12.5", min: null }] };
      expect(parseScheme(schemeText(scheme))).toEqual(scheme);
    }),
    { numRuns: 50 },
  );
});

describe("SC-52 the scheme sheet in use", () => {
  const marks: readonly Mark[] = [{ name: "甲", fullMark: "60" }, { name: "差错", fullMark: "40" }];
  const deduct: IndicatorRule = { block: "T1", key: "K-差错", kind: null, requirement: "common", method: { kind: "deduct", step: "0.5", floor: "0" } };
  const { workbook, tables } = workbookWith(matrix({ marks, rows: [{ name: "张", entries: [50, 3] }] }));
  const after = written({ workbook, tables, scheme: { ...defaultScheme(), indicatorRules: [deduct] } });

  function cellNamed(book: WorkbookSnapshot, name: string): { readonly sheetId: string; readonly row: number; readonly column: number } {
    const area = lookUpNames(book).area(name)?.area;
    if (!area) throw new Error(`no name ${name}`);
    return { sheetId: area.sheetId, row: area.row, column: area.column };
  }
  function typed(at: { readonly sheetId: string; readonly row: number; readonly column: number }, value: string | number): WorkbookSnapshot {
    return applyToSnapshot(after, [{ kind: "setValues", area: { ...at, rows: 1, columns: 1 }, values: [[value]] }]);
  }
  function scoreIn(book: WorkbookSnapshot): unknown {
    const score = cellNamed(book, "_TS_T1_score");
    return calculationOf(book).calculateAll().cells.find((cell) => cell.sheetId === score.sheetId && cell.column === score.column && cell.row === score.row + 1)?.value;
  }

  test("SC-52 a changed parameter works at once and is read back", () => {
    expect(scoreIn(after)).toBe(88.5);
    const changed = typed(cellNamed(after, "TS_T1_i2_step"), 2);
    expect(scoreIn(changed)).toBe(84);
    expect(readScheme(changed, null).scheme.indicatorRules).toEqual([{ ...deduct, method: { ...deduct.method, step: "2" } }]);
  });

  test("SC-47 a parameter that cannot be used withholds the score", () => {
    for (const value of [0, -1, "半分"]) expect(scoreIn(typed(cellNamed(after, "TS_T1_i2_step"), value))).toBe("");
  });

  test("SC-52 a changed method withholds scores until the next run, which reads it", () => {
    const top = cellNamed(after, "_TS_T1_rules");
    const changed = typed({ ...top, row: top.row + RULE_ROWS.method, column: top.column + 1 }, "Yes or no");
    expect(scoreIn(changed)).toBe("");
    expect(readScheme(changed, null).scheme.indicatorRules).toEqual([{ ...deduct, method: { kind: "yes-no" } }]);
  });

  test("SC-21 a word that is none keeps what is recorded and is named", () => {
    const top = cellNamed(after, "_TS_T1_rules");
    const changed = typed({ ...top, row: top.row + RULE_ROWS.method, column: top.column + 1 }, "看着给");
    const record: WorkbookRecord = { version: 1, edition: 1, structuredAt: "2026-01-01T00:00:00+08:00", tables: [], scheme: { ...defaultScheme(), indicatorRules: [deduct] }, ownSheets: [], archives: [] };
    const { scheme, findings } = readScheme(changed, record);
    expect([scheme.indicatorRules, findings.map(({ code, params }) => [code, params.value])]).toEqual([[deduct], [["scheme.value-invalid", "看着给"]]]);
  });

  test("SC-23 a second run leaves every cell as it is, and a method that is taken back leaves no name", () => {
    const { scheme } = readScheme(after, null);
    const again = written({ workbook: after, tables, scheme });
    expect(again.sheets.map(({ values, formulas }) => [values, formulas])).toEqual(after.sheets.map(({ values, formulas }) => [values, formulas]));
    const plain = written({ workbook: after, tables, scheme: defaultScheme() });
    expect(plain.names.filter(({ name }) => /_i\d|_rules|_caps/.test(name))).toEqual([]);
    expect(plain.sheets.map(({ formulas }) => formulas)).toEqual(written({ workbook, tables, scheme: defaultScheme() }).sheets.map(({ formulas }) => formulas));
  });
});
