import fc from "fast-check";
import type { Edit } from "../../../src/core/plan/edit";
import type { CellValue } from "../../../src/core/grid/cell";
import type { WorkbookSnapshot } from "../../../src/core/grid/snapshot";
import { computeScores, type Scores } from "../../../src/core/score/compute-scores";
import { decimalText } from "../../../src/core/score/decimal";
import { defaultScheme } from "../../../src/core/score/default-scheme";
import { lookUpNames } from "../../../src/core/score/own-names";
import { planScore } from "../../../src/core/score/plan-score";
import type { Scheme } from "../../../src/core/score/scheme";
import { readScheme } from "../../../src/core/score/scheme-sheet-reading";
import { schemeText, parseScheme } from "../../../src/core/store/scheme-text";
import type { ScoringTable } from "../../../src/core/template/scoring-table";
import { zhScoreSheets } from "../../../src/i18n/zh-CN/score";
import { applyToSnapshot } from "../../support/apply-to-snapshot";
import { disagreements } from "./calculate-snapshot";
import { matrix, workbookWith, type HandMade, type MatrixInput } from "./hand-made-tables";

const scheme = defaultScheme();
/** 2026-01-01 as a spreadsheet counts days. */
const NEW_YEAR = 46_023;

type Row = MatrixInput["rows"][number];

const units = (...scores: readonly (number | null)[]): HandMade =>
  matrix({ tableId: "T1", name: "单位", performance: "unit", marks: [{ name: "任务", fullMark: "1000" }], rows: scores.map((score, i) => ({ name: ["征管科", "法制科", "办公室"][i] ?? "", entries: [score] })) });
const special = (...scores: readonly (number | null)[]): HandMade =>
  matrix({ tableId: "T3", name: "专项", performance: "unit", marks: [{ name: "专项任务", fullMark: "50" }], rows: scores.map((score, i) => ({ name: ["征管科", "法制科", "办公室"][i] ?? "", entries: [score] })) });
const people = (...rows: readonly Row[]): HandMade => matrix({ tableId: "T2", name: "个人", marks: [{ name: "德能", fullMark: "100" }], rows, results: [] });

/** The workbook after one scoring, with lines typed into a named area of the scheme sheet, by rows from its first. */
function typed(workbook: WorkbookSnapshot, name: string, lines: readonly (readonly (CellValue | undefined)[])[]): WorkbookSnapshot {
  const place = lookUpNames(workbook).area(name);
  if (!place) throw new Error(`no ${name}`);
  const edits = lines.flatMap((line, i) =>
    line.flatMap((value, c): readonly Edit[] =>
      value === undefined || typeof value === "object" ? [] : [{ kind: "setValues", area: { sheetId: place.sheet.sheetId, row: place.area.row + i, column: place.area.column + c, rows: 1, columns: 1 }, values: [[value]] }],
    ),
  );
  return applyToSnapshot(workbook, edits);
}

function scored(workbook: WorkbookSnapshot, tables: readonly ScoringTable[], given: Scheme = scheme): { readonly after: WorkbookSnapshot; readonly scores: Scores } {
  const planned = planScore(workbook, tables, given, zhScoreSheets);
  const after = applyToSnapshot(workbook, planned.plan.edits);
  expect(disagreements(after)).toEqual([]);
  return { after, scores: planned.scores };
}

/** Scores once, types, scores again as a person does. */
function entered(made: readonly HandMade[], entries: Readonly<Record<string, readonly (readonly (CellValue | undefined)[])[]>>, given: Scheme = scheme): { readonly after: WorkbookSnapshot; readonly scores: Scores } {
  const { workbook, tables } = workbookWith(...made);
  let { after } = scored(workbook, tables, given);
  for (const [name, lines] of Object.entries(entries)) after = typed(after, name, lines);
  const read = readScheme(after, null);
  expect(read.findings).toEqual([]);
  return scored(after, tables, read.scheme);
}

const finals = (scores: Scores): readonly (string | null)[] => scores.subjects.filter(({ tableId }) => tableId === "T2").map(({ final, withheld }) => final ?? withheld);
const codes = (scores: Scores): readonly string[] => scores.findings.map(({ code }) => code).filter((code) => code.startsWith("link."));

describe("LK-14 shares by category", () => {
  const rows: readonly Row[] = [
    { name: "甲", group: "征管科", entries: [90] },
    { name: "乙", group: "征管科", entries: [90] },
    { name: "丙", group: "征管科", entries: [90] },
  ];
  const levels = ["正职", "副职", ""];
  const attributesOf = (level: string): Readonly<Record<string, string>> => (level === "" ? {} : { 职务层级: level });
  /** A column 职务层级 behind the indicators. */
  const made = (): HandMade => {
    const base = matrix({ tableId: "T2", name: "个人", marks: [{ name: "德能", fullMark: "100" }], rows: rows.map((row, i) => ({ ...row, attributes: attributesOf(levels[i] ?? "") })), results: [{ header: "职务层级", kind: "grade", values: levels.map((level) => (level === "" ? null : level)) }] });
    return { ...base, table: { ...base.table, results: [] } };
  };
  const link = { ...scheme.link, shareBy: "职务级别", shares: [{ value: "正 职", share: "0.5" }] };

  test("LK-14 worked example D: leaders by a half, the others by the general share", () => {
    const { workbook, tables } = workbookWith(units(800), made());
    const { after, scores } = scored(workbook, tables, { ...scheme, link: { ...link, shareBy: "职务层级" } });
    // 0.5·80 + 0.5·90, 0.3·80 + 0.7·90 twice.
    expect(finals(scores)).toEqual(["85", "87", "87"]);
    expect(scores.categories).toEqual(["正职", "副职"]);
    // The sheet lists every text; a share that is typed there counts, and one that is emptied is the general one.
    const again = typed(after, "TS_share", [[undefined], [0.2]]);
    const read = readScheme(again, null);
    expect([read.scheme.link.shareBy, read.scheme.link.shares, read.findings]).toEqual(["职务层级", [{ value: "正职", share: "0.5" }, { value: "副职", share: "0.2" }], []]);
    expect(finals(scored(again, tables, read.scheme).scores)).toEqual(["85", "88", "87"]);
  });

  test("LK-14 a header by another name is found; one that no table has is said, and the general share counts", () => {
    const { workbook, tables } = workbookWith(units(800), made());
    expect(finals(scored(workbook, tables, { ...scheme, link: { ...link, shareBy: "人员类别" } }).scores)).toEqual(["87", "87", "87"]);
    expect(codes(computeScores(workbook, tables, { ...scheme, link: { ...link, shareBy: "人员类别" } }))).toEqual(["link.share-header-unknown"]);
  });

  test("LK-14 somebody's share alone links, where the general one is 0", () => {
    const { workbook, tables } = workbookWith(units(800), made());
    expect(finals(scored(workbook, tables, { ...scheme, unitShare: "0", link: { ...link, shareBy: "职务层级" } }).scores)).toEqual(["85", "90", "90"]);
  });

  test("LK-14 a share out of range on the sheet is named and the general one counts", () => {
    const { workbook, tables } = workbookWith(units(800), made());
    const { after } = scored(workbook, tables, { ...scheme, link: { ...link, shareBy: "职务层级" } });
    const read = readScheme(typed(after, "TS_share", [[1.5]]), null);
    expect([read.scheme.link.shares, read.findings.map(({ code }) => code)]).toEqual([[], ["scheme.value-invalid"]]);
  });

  test("LK-14 kept in a scheme file; one of before shares has none", () => {
    expect(parseScheme(schemeText({ ...scheme, link })).link).toEqual(link);
    expect(parseScheme(schemeText(scheme).replace(/,\s*"shareBy": "",\s*"shares": \[\]/, "")).link).toEqual(scheme.link);
  });
});

describe("LK-15 to LK-17 units by days", () => {
  const made = [units(800, 900, null), people({ name: "甲", group: "征管科", entries: [90] }, { name: "乙", group: "法制科", entries: [90] }, { name: "丙", group: "办公室", entries: [90] })];

  test("LK-16 worked example E: 90 days of 80, 275 of 90", () => {
    const { scores } = entered(made, { _TS_stays: [["甲", "征管科", NEW_YEAR, NEW_YEAR + 89], ["甲", "法制科", NEW_YEAR + 90, NEW_YEAR + 364]] });
    const [first] = scores.subjects.filter(({ tableId }) => tableId === "T2");
    // (90·80 + 275·90) ÷ 365 = 87.5342465753…; 0.3·87.5342465753 + 0.7·90 = 89.26027…
    expect(first?.link?.unit.value && decimalText(first.link.unit.value)).toBe("87.5342465753");
    expect(finals(scores)).toEqual(["89.26", "90", "unit-not-final"]);
    expect(codes(scores)).toEqual(["link.unit-not-final"]);
  });

  test("LK-15 somebody in two units at once: by shares; without shares nothing is guessed", () => {
    const both = [["甲", "征管科", NEW_YEAR, NEW_YEAR + 9], ["甲", "法制科", NEW_YEAR, NEW_YEAR + 9]] as const;
    const shared = entered(made, { _TS_stays: [[...both[0], 0.25], [...both[1], 0.75]] }).scores;
    // 0.25·80 + 0.75·90 = 87.5; 0.3·87.5 + 63 = 89.25
    expect(finals(shared)[0]).toBe("89.25");
    const open = entered(made, { _TS_stays: both }).scores;
    expect([finals(open)[0], codes(open)]).toEqual(["stay", ["link.stay-overlap", "link.stay-overlap", "link.unit-not-final", "link.stay"]]);
  });

  test("LK-15 the period stands in for a missing day and cuts what lies beyond it", () => {
    const lines = [["甲", "征管科", undefined, NEW_YEAR + 4], ["甲", "法制科", NEW_YEAR + 5, undefined]] as const;
    const open = entered(made, { _TS_stays: lines }).scores;
    expect([finals(open)[0], codes(open).filter((code) => code === "link.stay-dates").length]).toEqual(["stay", 2]);
    const closed = entered(made, { _TS_stays: lines, TS_period_from: [[NEW_YEAR]], TS_period_to: [[NEW_YEAR + 9]] }).scores;
    // Five days each: 85; 0.3·85 + 63
    expect(finals(closed)[0]).toBe("88.5");
    const long = entered(made, { _TS_stays: [["甲", "征管科", NEW_YEAR - 300, NEW_YEAR + 1], ["甲", "法制科", NEW_YEAR + 2, NEW_YEAR + 900]], TS_period_from: [[NEW_YEAR]], TS_period_to: [[NEW_YEAR + 9]] }).scores;
    // Two days of 80, eight of 90: 88
    expect(finals(long)[0]).toBe("89.4");
  });

  test.each([
    ["nobody", ["王二", "征管科", NEW_YEAR, NEW_YEAR], "link.stay-subject-unknown", "87"],
    ["no unit", ["甲", "没有科", NEW_YEAR, NEW_YEAR], "link.stay-unit-unknown", "stay"],
    ["a word for a day", ["甲", "征管科", "三月", NEW_YEAR], "link.stay-dates", "stay"],
    ["days in the wrong order", ["甲", "征管科", NEW_YEAR + 1, NEW_YEAR], "link.stay-dates", "stay"],
    ["a word for a share", ["甲", "征管科", NEW_YEAR, NEW_YEAR, "一半"], "link.stay-share", "stay"],
    ["a unit that has no score", ["甲", "办公室", NEW_YEAR, NEW_YEAR], "link.unit-not-final", "unit-not-final"],
  ] as const)("LK-17 %s: named, and nothing is guessed", (_, line, code, final) => {
    const { scores } = entered(made, { _TS_stays: [line] });
    expect(codes(scores)).toContain(code);
    expect(finals(scores)[0]).toBe(final);
  });

  test("LK-17 days that no line covers are said and left out", () => {
    const { scores } = entered(made, { _TS_stays: [["甲", "征管科", NEW_YEAR, NEW_YEAR + 4], ["甲", "法制科", NEW_YEAR + 15, NEW_YEAR + 19]] });
    expect(finals(scores)[0]).toBe("88.5");
    expect(scores.findings.find(({ code }) => code === "link.stay-gap")?.params).toEqual({ subject: "甲", days: 10 });
  });

  test("LK-16 coefficients are weighed by days as scores are", () => {
    const { scores } = entered(made, { _TS_stays: [["甲", "征管科", NEW_YEAR, NEW_YEAR + 4], ["甲", "法制科", NEW_YEAR + 5, NEW_YEAR + 9]] }, { ...scheme, link: { ...scheme.link, family: "multiplicative" } });
    expect(finals(scores)[0]).toBe("76.5");
  });

  test("LK-15 people without a unit in their table are linked by their stays", () => {
    const { workbook, tables } = workbookWith(units(800, 900), people({ name: "甲", entries: [90] }, { name: "乙", entries: [90] }));
    const { after } = scored(workbook, tables);
    const again = scored(typed(after, "_TS_stays", [["甲", "征管科", NEW_YEAR, NEW_YEAR + 1]]), tables);
    expect(finals(again.scores)).toEqual(["87", "no-unit"]);
  });

  test("LK-15 what was entered stays on every run", () => {
    const once = entered(made, { _TS_stays: [["甲", "征管科", NEW_YEAR, NEW_YEAR + 89], ["谁", "法制科", "三月", undefined, 0.5]], TS_period_to: [[NEW_YEAR + 364]] });
    const place = lookUpNames(once.after).area("_TS_stays");
    const rows = place?.sheet.values.slice(place.area.row - (place.sheet.used?.row ?? 0)).map((row) => row.slice(0, 5)) ?? [];
    expect(rows.slice(0, 2)).toEqual([["甲", "征管科", NEW_YEAR, NEW_YEAR + 89, null], ["谁", "法制科", "三月", null, 0.5]]);
    expect(lookUpNames(once.after).area("TS_period_to")).not.toBeNull();
  });
});

describe("LK-18, LK-19 special scores by share", () => {
  const made = [units(800, 900), people({ name: "甲", group: "征管科", entries: [90] }, { name: "乙", group: "法制科", entries: [90] }), special(45, null)];

  test("LK-18 worked example F: 0.3 of the unit, 0.1 of the special score, 0.6 of one's own", () => {
    const { scores, after } = entered(made, { _TS_specials: [["甲", "征管科（专项）", 0.1]] });
    // 45 of 50 is 90: 0.3·80 + 0.1·90 + 0.6·90 = 87; 乙: 0.3·90 + 0.7·90.
    expect(scores.units.map(({ label }) => label)).toContain("征管科（专项）");
    expect(finals(scores)).toEqual(["87", "90"]);
    expect(lookUpNames(after).area("_TS_T2_special")).not.toBeNull();
    // Nobody shares any more: the column is taken back.
    const none = typed(after, "_TS_specials", [["", "", ""]]);
    expect(lookUpNames(scored(none, workbookWith(...made).tables).after).area("_TS_T2_special")).toBeNull();
  });

  test("LK-18 a factor counts for special and own points together", () => {
    const { scores } = entered(made, { _TS_specials: [["甲", "征管科（专项）", 0.5]] }, { ...scheme, link: { ...scheme.link, family: "multiplicative" } });
    // (0.5·90 + 0.5·90) · 0.8
    expect(finals(scores)[0]).toBe("72");
  });

  test("LK-18 without a share of the unit special scores alone are linked", () => {
    const { scores } = entered([units(800, 900), people({ name: "甲", group: "征管科", entries: [80] }), special(45, null)], { _TS_specials: [["甲", "征管科（专项）", 0.5]] }, { ...scheme, unitShare: "0" });
    expect(finals(scores)).toEqual(["85"]);
  });

  test.each([
    ["nobody", [["王二", "征管科（专项）", 0.1]], "link.special-subject-unknown", "87"],
    ["no such source", [["甲", "某专项", 0.1]], "link.special-source-unknown", "unit-ambiguous"],
    ["no share", [["甲", "征管科（专项）"]], "link.special-share", "special"],
    ["a share above the whole", [["甲", "征管科（专项）", 1.2]], "link.special-share", "special"],
    ["two lines for one source", [["甲", "征管科（专项）", 0.1], ["甲", "征管科（专项）", 0.2]], "link.special-twice", "special"],
    ["a score that is not final", [["甲", "法制科（专项）", 0.1]], "link.special", "special"],
    ["shares of more than the whole", [["甲", "征管科（专项）", 0.8]], "link.special-over", "special-over"],
  ] as const)("LK-18 %s: named, and nothing is guessed", (_, lines, code, final) => {
    const { scores } = entered(made, { _TS_specials: lines });
    expect(codes(scores)).toContain(code);
    expect(finals(scores)[0]).toBe(final);
  });

  test("LK-19 units that stand in a special table too are told apart by it", () => {
    const { workbook, tables } = workbookWith(...made);
    // Until somebody shares in them, two tables are two units of the same name.
    expect(finals(computeScores(workbook, tables, scheme))).toEqual(["unit-ambiguous", "unit-ambiguous"]);
    expect(finals(entered(made, { _TS_specials: [["乙", "征管科（专项）", 0]] }).scores)).toEqual(["87", "90"]);
  });
});

describe("LK-20 circles", () => {
  test("LK-20 a unit's entry that is calculated from its people's linked scores is named with the way, and nothing circular is written", () => {
    const made = [units(800, null), matrix({ tableId: "T2", name: "个人", marks: [{ name: "德能", fullMark: "100" }], rows: [{ name: "甲", group: "征管科", entries: [90] }], results: [{ header: "综合得分", kind: "score" }] })];
    const { workbook, tables } = workbookWith(...made);
    const unitSheet = workbook.sheets[0];
    if (!unitSheet) throw new Error("no sheet");
    const formulas = unitSheet.values.map((row, r) => row.map((_, c) => (r === 3 && c === 2 ? "=E9*10" : r === 8 && c === 4 ? "=SUM('个人'!D:D)" : null)));
    const withFormulas: WorkbookSnapshot = {
      ...workbook,
      sheets: workbook.sheets.map((sheet) => (sheet === unitSheet ? { ...sheet, used: { row: 0, column: 0, rows: 9, columns: 5 }, values: Array.from({ length: 9 }, (_, r) => Array.from({ length: 5 }, (__, c) => (r === 3 && c === 2 ? 0 : r === 8 && c === 4 ? 0 : (unitSheet.values[r]?.[c] ?? null)))), formulas: Array.from({ length: 9 }, (_, r) => Array.from({ length: 5 }, (__, c) => formulas[r]?.[c] ?? (r === 3 && c === 2 ? "=E9*10" : r === 8 && c === 4 ? "=SUM('个人'!D:D)" : null))) } : sheet)),
    };
    const { scores } = scored(withFormulas, tables);
    expect(finals(scores)).toEqual(["cycle"]);
    expect(scores.findings.find(({ code }) => code === "link.cycle")?.params).toMatchObject({ subject: "法制科", path: "法制科 → 单位!C4 → 单位!E9 → 个人!D1:D3 → 法制科" });
  });

  test("LK-20 formulas that read what people were given, not what comes of it, are no circle", () => {
    const { workbook, tables } = workbookWith(units(800, null), matrix({ tableId: "T2", name: "个人", marks: [{ name: "德能", fullMark: "100" }], rows: [{ name: "甲", group: "征管科", entries: [90] }], results: [{ header: "综合得分", kind: "score" }] }));
    const sheets = workbook.sheets.map((sheet, i) => (i === 0 ? { ...sheet, formulas: sheet.values.map((row, r) => row.map((_, c) => (r === 3 && c === 2 ? "=SUM(个人!C3)" : null))), values: sheet.values.map((row, r) => row.map((value, c) => (r === 3 && c === 2 ? 90 : value))) } : sheet));
    const { scores } = scored({ ...workbook, sheets }, tables);
    expect([finals(scores), codes(scores)]).toEqual([["87"], []]);
  });
});

test("LK-14 to LK-18 what the formulas say is what the core computes, whatever is entered", () => {
  const score = fc.oneof(fc.integer({ min: 0, max: 100_000 }).map((n) => n / 100), fc.constantFrom<number | null>(null, 100 / 3, 2.675, 0.1));
  const day = fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 0, max: 40 }).map((n) => NEW_YEAR + n) }, { weight: 1, arbitrary: fc.constantFrom<CellValue | undefined>(undefined, "三月", NEW_YEAR + 0.5) });
  const share = fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 3, arbitrary: fc.constantFrom<CellValue>(0, 0.1, 0.25, 1 / 3, 1) }, { weight: 1, arbitrary: fc.constantFrom<CellValue>("半", 1.5) });
  const who = fc.constantFrom("甲", "乙", "丙", "谁");
  const unit = fc.constantFrom("征管科", "法制科", "办公室", "没有科");
  const stay = fc.tuple(who, unit, day, day, share);
  const part = fc.tuple(who, fc.constantFrom("征管科（专项）", "法制科（专项）", "征管科", "无"), share);
  fc.assert(
    fc.property(
      fc.tuple(fc.array(score, { minLength: 3, maxLength: 3 }), fc.array(score.map((n) => n && n / 20), { minLength: 2, maxLength: 2 }), fc.array(score.map((n) => n && n / 10), { minLength: 3, maxLength: 3 })),
      fc.array(stay, { maxLength: 5 }),
      fc.array(part, { maxLength: 4 }),
      fc.constantFrom<Scheme["link"]["family"]>("additive", "multiplicative"),
      fc.boolean(),
      ([unitScores, specials, own], stays, parts, family, period) => {
        const made = [units(...unitScores), people(...own.map((entry, i) => ({ name: ["甲", "乙", "丙"][i] ?? "", group: ["征管科", "法制科", "办公室"][i] ?? "", entries: [entry] }))), special(...specials)];
        const { workbook, tables } = workbookWith(...made);
        const given = { ...scheme, link: { ...scheme.link, family } };
        let { after } = scored(workbook, tables, given);
        after = typed(after, "_TS_stays", stays);
        after = typed(after, "_TS_specials", parts);
        if (period) after = typed(typed(after, "TS_period_from", [[NEW_YEAR + 5]]), "TS_period_to", [[NEW_YEAR + 30]]);
        scored(after, tables, readScheme(after, null).scheme);
      },
    ),
    { numRuns: 40, endOnFailure: true },
  );
});
