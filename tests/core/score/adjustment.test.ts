import { parseA1 } from "../../../src/core/grid/address";
import { valueAt, type SheetSnapshot, type WorkbookSnapshot } from "../../../src/core/grid/snapshot";
import type { Edit } from "../../../src/core/plan/edit";
import { computeScores } from "../../../src/core/score/compute-scores";
import { defaultScheme } from "../../../src/core/score/default-scheme";
import { planScore } from "../../../src/core/score/plan-score";
import { readScheme } from "../../../src/core/score/scheme-sheet-reading";
import type { ScoringTable } from "../../../src/core/template/scoring-table";
import { zhScoreSheets } from "../../../src/i18n/zh-CN/score";
import { applyToSnapshot } from "../../support/apply-to-snapshot";
import { rect } from "../../support/grid";
import { calculationOf, disagreements } from "./calculate-snapshot";
import { form, matrix, workbookWith, type Mark } from "./hand-made-tables";

const marks: readonly Mark[] = [{ name: "甲", fullMark: "60" }, { name: "乙", fullMark: "40" }];
const people = matrix({
  marks,
  rows: [
    { name: "张三", entries: [50, 35.125] },
    { name: "李四", entries: [50, 30] },
  ],
});
const one = form({ tableId: "T2", subject: "王五", marks, entries: [[40], [30]] });

function scored(workbook: WorkbookSnapshot, tables: readonly ScoringTable[]): WorkbookSnapshot {
  return applyToSnapshot(workbook, planScore(workbook, tables, readScheme(workbook, null).scheme, zhScoreSheets).plan.edits);
}

function sheetNamed(workbook: WorkbookSnapshot, name: string): SheetSnapshot {
  const sheet = workbook.sheets.find((candidate) => candidate.name === name);
  if (!sheet) throw new Error(`no sheet ${name}`);
  return sheet;
}

/** Somebody types into unlocked cells. */
function typed(workbook: WorkbookSnapshot, name: string, cells: Readonly<Record<string, string | number>>): WorkbookSnapshot {
  const { sheetId } = sheetNamed(workbook, name);
  return applyToSnapshot(
    workbook,
    Object.entries(cells).map(([a1, value]): Edit => ({ kind: "setValues", area: { sheetId, ...rect(a1) }, values: [[value]] })),
  );
}

function at(workbook: WorkbookSnapshot, name: string, a1: string): unknown {
  const { row, column } = rect(a1);
  return valueAt(sheetNamed(workbook, name), row, column);
}

function finals(workbook: WorkbookSnapshot, tables: readonly ScoringTable[]): readonly (string | null)[] {
  return computeScores(workbook, tables, readScheme(workbook, null).scheme).subjects.map((subject) => subject.final);
}

describe("LK-8 adjustments", () => {
  const { workbook, tables } = workbookWith(people, one);
  const first = scored(workbook, tables);

  test("LK-8 points of the sheet are a term of the score, rounded once with it", () => {
    const adjusted = typed(first, "调整", { A5: "张三", C5: 1.25, E5: "专项突出", F5: "党委会", A6: "王五", C6: -2, E6: "扣减", F6: "党委会" });
    // 50 + 35.125 + 1.25 = 86.375 → 86.38
    expect(finals(adjusted, tables)).toEqual(["86.38", "80", "68"]);
    const again = scored(adjusted, tables);
    expect(disagreements(again)).toEqual([]);
    expect(at(again, "表T1", "F3")).toBe(86.38);
    expect(at(again, "表T2", "C5")).toBe(68);
  });

  test("LK-8 the score follows at once, before any new run", () => {
    const calculation = calculationOf(first);
    calculation.calculateAll();
    const { sheetId } = sheetNamed(first, "调整");
    calculation.update([
      { sheetId, row: 4, column: 0, content: { value: "李四" } },
      { sheetId, row: 4, column: 2, content: { value: 3 } },
    ]);
    expect(calculation.valueAt("表T1", 3, 5)).toBe(83);
    expect([calculation.valueAt(sheetId, 4, 1), calculation.valueAt(sheetId, 4, 3)]).toEqual([80, 83]);
  });

  test("LK-10 what was entered is kept on every run, before and after are shown line by line", () => {
    const adjusted = typed(first, "调整", { A5: "李四", C5: 2, E5: "一", F5: "甲", G5: 46000, A7: "李四", C7: -0.5, E7: "二", F7: "乙" });
    const again = scored(adjusted, tables);
    // Blank lines between are closed up.
    expect(["A5", "B5", "C5", "D5", "E5", "F5", "G5"].map((a1) => at(again, "调整", a1))).toEqual(["李四", 80, 2, 82, "一", "甲", 46000]);
    expect(["A6", "B6", "C6", "D6", "E6", "F6"].map((a1) => at(again, "调整", a1))).toEqual(["李四", 82, -0.5, 81.5, "二", "乙"]);
    expect(disagreements(again)).toEqual([]);
    const third = scored(again, tables);
    const cells = ({ values, formulas }: SheetSnapshot): unknown => ({ values, formulas });
    expect(cells(sheetNamed(third, "调整"))).toEqual(cells(sheetNamed(again, "调整")));
  });

  test("LK-8 whoever is not among the subjects, and points without a reason or an approver, are named", () => {
    const adjusted = typed(first, "调整", { A5: "赵六", C5: 1, E5: "x", F5: "y", A6: "李四", C6: "两分" });
    const scores = computeScores(adjusted, tables, defaultScheme());
    expect(scores.findings.map((finding) => [finding.code, finding.params["cell"]])).toEqual([
      ["adjustment.subject-unknown", "A5"],
      ["adjustment.points-missing", "C6"],
      ["adjustment.reason-missing", "E6"],
      ["adjustment.approver-missing", "F6"],
    ]);
    expect(finals(adjusted, tables)).toEqual(["85.13", "80", "70"]);
    const again = scored(adjusted, tables);
    expect(["A5", "C5", "A6", "C6"].map((a1) => at(again, "调整", a1))).toEqual(["赵六", 1, "李四", "两分"]);
  });

  test("LK-9 a label keeps its subject when another of the same name joins", () => {
    const adjusted = scored(typed(first, "调整", { A5: "张三", C5: 1, E5: "x", F5: "y" }), tables);
    const more = matrix({ tableId: "T3", name: "新表", marks, rows: [{ name: "张三", group: "法制科", entries: [10, 10] }] });
    const joined = { ...adjusted, sheets: [...adjusted.sheets, more.sheet], names: [...adjusted.names, ...more.names] };
    const all = [...tables, more.table];
    expect(finals(joined, all)).toEqual(["86.13", "80", "70", "20"]);
    expect(at(scored(joined, all), "调整", "A5")).toBe("张三（表T1）");
  });
});

describe("SC-20 the scheme sheet is the truth", () => {
  const { workbook, tables } = workbookWith(people);
  const first = scored(workbook, tables);
  const addressOf = (book: WorkbookSnapshot, name: string): string => {
    const found = book.names.find((candidate) => candidate.name === name)?.refersTo ?? "";
    return found.slice(found.lastIndexOf("!") + 1).replaceAll("$", "");
  };

  test("SC-20 named cells are read back", () => {
    const edited = typed(first, "评分方案", { [addressOf(first, "TS_digits")]: 0, [addressOf(first, "TS_unit_share")]: 0.45, [addressOf(first, "TS_pool1")]: "学历" });
    expect(readScheme(edited, null)).toEqual({
      scheme: { ...defaultScheme(), digits: 0, unitShare: "0.45", poolBy: ["学历", "人员类别", "单位类别"] },
      findings: [],
    });
    const again = scored(edited, tables);
    expect(at(again, "表T1", "F3")).toBe(85);
    expect(disagreements(again)).toEqual([]);
  });

  test("SC-20 scores follow the scheme's cells at once", () => {
    const calculation = calculationOf(first);
    calculation.calculateAll();
    const digits = parseA1(addressOf(first, "TS_digits"));
    if (!digits) throw new Error("no digits cell");
    calculation.update([{ sheetId: sheetNamed(first, "评分方案").sheetId, row: digits.row, column: digits.column, content: { value: 1 } }]);
    expect(calculation.valueAt("表T1", 2, 5)).toBe(85.1);
  });

  test("SC-21 a value that cannot be used is named, and the recorded one counts", () => {
    const edited = typed(first, "评分方案", { [addressOf(first, "TS_digits")]: 2.5, [addressOf(first, "TS_unit_share")]: "三成" });
    const { scheme, findings } = readScheme(edited, null);
    expect(scheme).toEqual(defaultScheme());
    expect(findings.map((finding) => [finding.code, finding.params["name"], finding.params["value"]])).toEqual([
      ["scheme.value-invalid", "TS_digits", "2.5"],
      ["scheme.value-invalid", "TS_unit_share", "三成"],
    ]);
  });

  test("SC-21 bands may be typed in any order", () => {
    const labels = parseA1(addressOf(first, "TS_band_label"));
    if (!labels) throw new Error("no bands");
    const row = labels.row + 1;
    const edited = typed(first, "评分方案", { [`A${row}`]: "丙", [`B${row}`]: 60, [`A${row + 1}`]: "甲", [`B${row + 1}`]: 95, [`A${row + 2}`]: "乙", [`B${row + 2}`]: 80 });
    expect(readScheme(edited, null).scheme.bands.slice(0, 3)).toEqual([{ label: "甲", from: "95", share: null }, { label: "乙", from: "80", share: null }, { label: "丙", from: "60", share: null }]);
  });

  test("SC-22 marks typed over ours count until they are emptied; the others follow the table", () => {
    const marksArea = parseA1(addressOf(first, "_TS_T1_marks"));
    if (!marksArea) throw new Error("no block of marks");
    const weightRow = marksArea.row + 6;
    const edited = typed(first, "评分方案", { [`C${weightRow - 1}`]: 60, [`B${weightRow}`]: 0.5, [`C${weightRow}`]: 0.5 });
    // 0.5 × 100 ÷ 60 × 50 + 0.5 × 100 ÷ 60 × 35.125 = 41.666… + 29.270833… = 70.9375 → 70.94
    expect(finals(edited, tables)).toEqual(["70.94", "66.67"]);
    const again = scored(edited, tables);
    expect(at(again, "表T1", "F3")).toBe(70.94);
    expect(disagreements(again)).toEqual([]);
    expect(finals(again, tables)).toEqual(["70.94", "66.67"]);
  });

  test("SC-22 weights typed over that are not 100 % withhold the scores in the cells too", () => {
    const marksArea = parseA1(addressOf(first, "_TS_T1_marks"));
    if (!marksArea) throw new Error("no block of marks");
    const weightRow = marksArea.row + 6;
    const again = scored(typed(first, "评分方案", { [`B${weightRow}`]: 0.5, [`C${weightRow}`]: 0.4 }), tables);
    expect(at(again, "表T1", "F3")).toBe("");
    expect(disagreements(again)).toEqual([]);
  });
});

describe("LK-4 units chosen on the scheme sheet", () => {
  const units = matrix({ tableId: "T1", name: "单位", performance: "unit", marks, rows: [{ name: "征管科", entries: [60, 40] }, { name: "法制科", entries: [30, 20] }] });
  const staff = matrix({ tableId: "T2", name: "个人", marks, rows: [{ name: "张", group: "征管科", entries: [60, 30] }, { name: "王", group: "法规处", entries: [60, 30] }] });
  const { workbook, tables } = workbookWith(units, staff);
  const first = scored(workbook, tables);
  test("LK-4 the choice counts at once and on the next run", () => {
    expect(finals(first, tables)).toEqual(["100", "50", "93", null]);
    const groups = first.names.find((name) => name.name === "TS_link_unit")?.refersTo ?? "";
    const cell = parseA1(groups.slice(groups.lastIndexOf("!") + 1));
    if (!cell) throw new Error("no links");
    const a1 = `B${cell.row + 2}`;
    const chosen = typed(first, "评分方案", { [a1]: "法制科" });
    expect(finals(chosen, tables)).toEqual(["100", "50", "93", "78"]);
    const again = scored(chosen, tables);
    expect(disagreements(again)).toEqual([]);
    expect(at(again, "评分方案", a1)).toBe("法制科");
    expect(finals(again, tables)).toEqual(["100", "50", "93", "78"]);
  });
});
