import type { SheetSnapshot, WorkbookSnapshot } from "../../../src/core/grid/snapshot";
import { valueAt, formulaAt } from "../../../src/core/grid/snapshot";
import type { Edit } from "../../../src/core/plan/edit";
import { defaultScheme } from "../../../src/core/score/default-scheme";
import { planScore } from "../../../src/core/score/plan-score";
import { readScheme } from "../../../src/core/score/scheme-sheet-reading";
import type { ScoringTable } from "../../../src/core/template/scoring-table";
import { enScoreSheets } from "../../../src/i18n/en-US/score";
import { zhScoreSheets } from "../../../src/i18n/zh-CN/score";
import { applyToSnapshot } from "../../support/apply-to-snapshot";
import { rect } from "../../support/grid";
import { form, matrix, raters, workbookWith, type Mark } from "./hand-made-tables";

const scheme = defaultScheme();
const marks: readonly Mark[] = [{ name: "甲", fullMark: "60", weight: "0.5" }, { name: "乙", fullMark: "80", weight: "0.5" }];

function scored(workbook: WorkbookSnapshot, tables: readonly ScoringTable[]): WorkbookSnapshot {
  return applyToSnapshot(workbook, planScore(workbook, tables, readScheme(workbook, null).scheme, zhScoreSheets).plan.edits);
}

function sheetNamed(workbook: WorkbookSnapshot, name: string): SheetSnapshot {
  const sheet = workbook.sheets.find((candidate) => candidate.name === name);
  if (!sheet) throw new Error(`no sheet ${name}`);
  return sheet;
}

function at(workbook: WorkbookSnapshot, name: string, a1: string): { readonly value: unknown; readonly formula: string | null } {
  const { row, column } = rect(a1);
  const sheet = sheetNamed(workbook, name);
  return { value: valueAt(sheet, row, column), formula: formulaAt(sheet, row, column) };
}

/** Content and names, without styles: what a second run must leave as it is. */
function content(workbook: WorkbookSnapshot): unknown {
  return {
    sheets: workbook.sheets.map(({ name, used, values, formulas, hiddenColumns, protection }) => ({ name, used, values, formulas, hiddenColumns: [...hiddenColumns].sort((a, b) => a - b), protection })),
    names: [...workbook.names].sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

describe("SC-18 result columns", () => {
  const rows = [
    { name: "张", entries: [48, 72] },
    { name: "王", entries: [60, null] },
  ];

  test("SC-18 the user's own empty score column is filled", () => {
    const { workbook, tables } = workbookWith(matrix({ marks, rows, results: [{ header: "得分", kind: "score" }] }));
    const after = scored(workbook, tables);
    // 0.5 × 100 ÷ 60 × 48 = 40; 0.5 × 100 ÷ 80 × 72 = 45
    expect(at(after, "表T1", "E3")).toEqual({
      value: 85,
      formula: `=IF(AND(TS_T1_ok,COUNT($C3:$D3)=2),ROUND(ROUND(SUMPRODUCT($C3:$D3,TS_T1_coef1)+SUMIFS(TS_adj_points,TS_adj_key,"T1/"&$F3),10),TS_digits),"")`,
    });
    expect(at(after, "表T1", "E4").value).toBe("");
    expect(at(after, "表T1", "E2").value).toBe("得分");
  });

  test("SC-18 a column with values or formulas is left, ours goes right of the key column", () => {
    const { workbook, tables } = workbookWith(matrix({ marks, rows, results: [{ header: "得分", kind: "score", values: [1, 2] }] }));
    const after = scored(workbook, tables);
    expect(at(after, "表T1", "E3")).toEqual({ value: 1, formula: null });
    expect(at(after, "表T1", "G2").value).toBe("得分");
    expect(at(after, "表T1", "G3").value).toBe(85);
  });

  test("SC-18 subtotals of the user's are never filled", () => {
    const { workbook, tables } = workbookWith(matrix({ marks, rows, results: [{ header: "小计", kind: "score" }, { header: "总分", kind: "score" }] }));
    const after = scored(workbook, tables);
    expect(at(after, "表T1", "E3").formula).toBeNull();
    expect(at(after, "表T1", "F3").value).toBe(85);
  });

  test("SC-19 without a free column the scores stand on the summary sheet", () => {
    const made = matrix({ marks, rows, keys: false });
    const { workbook, tables } = workbookWith({ ...made, table: { ...made.table, firstFreeColumn: null } });
    const planned = planScore(workbook, tables, scheme, zhScoreSheets);
    expect(planned.findings.map((finding) => finding.code)).toContain("score.no-room");
    const after = applyToSnapshot(workbook, planned.plan.edits);
    expect(at(after, "成绩汇总", "G6").value).toBe(85);
    expect(at(after, "成绩汇总", "E6")).toEqual({ value: 48, formula: '=IF(ISNUMBER(INDEX(表T1!$C$2:$C$4,MATCH("张",表T1!$A$2:$A$4,0))),INDEX(表T1!$C$2:$C$4,MATCH("张",表T1!$A$2:$A$4,0)),"")' });
  });
});

const units = matrix({
  tableId: "T1",
  name: "单位",
  performance: "unit",
  marks: [{ name: "任务", fullMark: "600" }, { name: "党建", fullMark: "400" }],
  rows: [
    { name: "征管科", entries: [500, 333] },
    { name: "法制科", entries: [null, 390] },
  ],
});
const persons = matrix({
  tableId: "T2",
  name: "个人",
  marks: [{ name: "德", weight: "0.4" }, { name: "能", weight: "0.6" }],
  rows: [
    { name: "张", group: "征管科", entries: [90, 85.5] },
    { name: "王", group: "征管股", entries: [80, 77] },
    { name: "李", group: "法制科", entries: [80, 77] },
  ],
});
const vote = raters({
  tableId: "T3",
  name: "测评",
  raters: [{ name: "领导", group: "leader" }, { name: "评委1", group: "rater" }, { name: "评委2", group: "rater" }],
  rows: [{ name: "赵", entries: [90, 80, 85] }, { name: "钱", entries: [null, 80, 81] }],
});
const forms = ["T4", "T5"].map((tableId, i) =>
  form({ tableId, name: `表${tableId}`, subject: i === 0 ? "孙" : "周", marks: [{ name: "勤", fullMark: "40" }, { name: "绩", fullMark: "60" }], entries: [[38], [55.5 - i]] }),
);

describe("LK-6 linked people", () => {
  test("LK-6 each term stands in a column of its own", () => {
    const { workbook, tables } = workbookWith(units, persons);
    const after = scored(workbook, tables);
    expect(["F2", "G2", "H2", "I2"].map((a1) => at(after, "个人", a1).value)).toEqual(["个人得分", "单位得分", "调整", "综合得分"]);
    // own 0.4 × 90 + 0.6 × 85.5 = 87.3; unit 833 ÷ 1000 × 100 = 83.3; 0.3 × 83.3 + 0.7 × 87.3 = 86.1
    expect(["F3", "G3", "H3", "I3"].map((a1) => at(after, "个人", a1).value)).toEqual([87.3, 83.3, 0, 86.1]);
    expect(["F5", "G5", "H5", "I5"].map((a1) => at(after, "个人", a1).value)).toEqual([78.2, "", 0, ""]);
    expect(at(after, "个人", "I3").formula).toBe(`=IF(COUNT($F3,$G3,$H3)=3,ROUND(ROUND(TS_unit_share*$G3+(1-TS_unit_share)*$F3+$H3,10),TS_digits),"")`);
  });
});

describe("SC-23 a second run leaves every cell as it is", () => {
  const everything = workbookWith(units, persons, vote, ...forms);

  test("SC-23 run twice", () => {
    const once = scored(everything.workbook, everything.tables);
    const twice = scored(once, everything.tables);
    expect(content(twice)).toEqual(content(once));
  });

  test("SC-23 run twice in different languages: sheets of ours are found again by their names", () => {
    const once = scored(everything.workbook, everything.tables);
    const twice = applyToSnapshot(once, planScore(once, everything.tables, readScheme(once, null).scheme, enScoreSheets).plan.edits);
    expect(twice.sheets.map((sheet) => sheet.name)).toEqual(once.sheets.map((sheet) => sheet.name));
  });

  test("SC-23 a user's sheet of the same name is never touched", () => {
    const base = workbookWith(units);
    const workbook = { ...base.workbook, sheets: [...base.workbook.sheets, { ...sheetNamed(base.workbook, "单位"), sheetId: "x", name: "评分方案" }] };
    const after = scored(workbook, base.tables);
    expect(after.sheets.map((sheet) => sheet.name)).toEqual(["单位", "评分方案", "评分方案-2", "调整"]);
    expect(at(after, "评分方案", "A3").value).toBe("征管科");
  });

  test("SC-23 when the forms are gone the summary goes too", () => {
    const once = scored(everything.workbook, everything.tables);
    const kept = everything.tables.filter((table) => table.layout !== "form");
    const after = scored(once, kept);
    expect(after.sheets.map((sheet) => sheet.name)).not.toContain("成绩汇总");
    expect(after.names.filter((name) => /T4|sum/.test(name.name))).toEqual([]);
  });
});

describe("SC-19 forms", () => {
  test("SC-19 the form's empty total cell looks its score up on the summary", () => {
    const { workbook, tables } = workbookWith(...forms);
    const after = scored(workbook, tables);
    expect(at(after, "表T4", "C5")).toEqual({ value: 93.5, formula: '=INDEX(成绩汇总!$G$5:$G$7,MATCH("T4/孙",成绩汇总!$A$5:$A$7,0))' });
    expect(at(after, "成绩汇总", "E6")).toEqual({ value: 38, formula: '=IF(ISNUMBER(表T4!$C3),表T4!$C3,"")' });
  });
});

describe("SC-24 protected sheets", () => {
  test("SC-24 protection without a password is lifted and put back", () => {
    const { workbook, tables } = workbookWith(units);
    const locked = { ...workbook, sheets: workbook.sheets.map((sheet) => ({ ...sheet, protection: { hasPassword: false } })) };
    const after = scored(locked, tables);
    expect(sheetNamed(after, "单位").protection).not.toBeNull();
    const again = scored(after, tables);
    expect(content(again)).toEqual(content(after));
  });
  test("SC-24 a sheet with a password is not written", () => {
    const { workbook, tables } = workbookWith(units);
    const locked = { ...workbook, sheets: workbook.sheets.map((sheet) => ({ ...sheet, protection: { hasPassword: true } })) };
    const planned = planScore(locked, tables, scheme, zhScoreSheets);
    expect(planned.plan.edits.filter((edit: Edit) => "area" in edit && edit.area.sheetId === "单位")).toEqual([]);
    expect(planned.findings.map((finding) => finding.code)).toContain("score.sheet-password");
  });
});
