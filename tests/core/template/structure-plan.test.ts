import { readFileSync } from "node:fs";
import { toA1, type Area } from "../../../src/core/grid/address";
import { styleAt, valueAt, type SheetSnapshot, type WorkbookSnapshot } from "../../../src/core/grid/snapshot";
import type { Edit } from "../../../src/core/plan/edit";
import { recognizeSheet } from "../../../src/core/recognize/recognize-sheet";
import { parseRecord } from "../../../src/core/store/parse-record";
import type { WorkbookRecord } from "../../../src/core/store/record";
import { withoutOwnCells } from "../../../src/core/template/own-cells";
import { readTables } from "../../../src/core/template/read-tables";
import type { ScoringTable } from "../../../src/core/template/scoring-table";
import { planStructure, type StructureOptions, type StructurePlan } from "../../../src/core/template/structure-plan";
import { zhStructure } from "../../../src/i18n/zh-CN/structure";
import { applyToSnapshot } from "../../support/apply-to-snapshot";
import { sheetOf, workbookOf } from "../../support/grid";

const NOW = "2026-10-08T09:00:00+08:00";
const LATER = "2026-11-08T09:00:00+08:00";

const matrix = sheetOf(
  [
    ["一季度组织绩效得分表"],
    ["序号", "单位", "税收收入（40分）", "纳税服务（30分）", "党的建设（30分）", "总分", "备注"],
    [1, "第一税务所", 38, 28.5, 30, { f: "=SUM(C3:E3)", v: 96.5 }, null],
    [2, "第二税务所", 36, null, 29, { f: "=SUM(C4:E4)", v: 65 }, null],
    [3, "办公室", 39, 30, 28, { f: "=SUM(C5:E5)", v: 97 }, "好"],
  ],
  { name: "组织绩效", merges: ["A1:G1"] },
);
const form = sheetOf(
  [
    ["绩效考核表"],
    ["部门：", "征管科", "姓名：", "王一"],
    ["考核项目", "考核指标", "分值", "评分标准", "自评", "得分"],
    ["业务", "申报率", 25, "每低1%扣1分", null, null],
    [null, "入库率", 35, "每低1%扣2分", null, null],
    ["党建", "学习", 40, "缺一次扣5分", null, null],
    ["合计", null, 100, null, null, { f: "=SUM(F4:F6)", v: 0 }],
  ],
  { name: "王一", merges: ["A1:F1", "A4:A5"] },
);

function read(workbook: WorkbookSnapshot): { readonly tables: readonly ScoringTable[]; readonly record: WorkbookRecord | null } {
  const users = withoutOwnCells(workbook);
  const parsed = workbook.record === null ? null : parseRecord(workbook.record);
  const record = parsed?.ok ? parsed.record : null;
  return { tables: readTables(workbook, users.sheets.map((sheet) => recognizeSheet(users, sheet)), record), record };
}

function structure(workbook: WorkbookSnapshot, options: Partial<StructureOptions> = {}): StructurePlan & { readonly after: WorkbookSnapshot } {
  const { tables, record } = read(workbook);
  const planned = planStructure(workbook, tables, record, { now: NOW, protect: true, ...options }, zhStructure);
  return { ...planned, after: applyToSnapshot(workbook, planned.plan.edits) };
}

function sheetNamed(workbook: WorkbookSnapshot, name: string): SheetSnapshot {
  const sheet = workbook.sheets.find((candidate) => candidate.name === name);
  if (!sheet) throw new Error(name);
  return sheet;
}

function areasOf(edits: readonly Edit[], kind: "setValidation" | "setValues" | "setStyle"): readonly string[] {
  return edits.flatMap((edit) => (edit.kind === kind ? [toA1((edit as { readonly area: Area }).area)] : []));
}

function isLocked(workbook: WorkbookSnapshot, sheet: SheetSnapshot, a1: string): boolean {
  const [, letters = "A", digits = "1"] = /^([A-Z]+)(\d+)$/.exec(a1) ?? [];
  return styleAt(workbook, sheet, Number(digits) - 1, letters.charCodeAt(0) - 65)?.locked !== false;
}

describe("a subject matrix and a form, structured", () => {
  const workbook = workbookOf(matrix, form);
  const { plan, record, findings, after } = structure(workbook);

  test("ST-19 keys stand in the first free column, hidden, named", () => {
    const sheet = sheetNamed(after, "组织绩效");
    expect([2, 3, 4].map((row) => valueAt(sheet, row, 7))).toEqual(["第一税务所", "第二税务所", "办公室"]);
    expect(sheet.hiddenColumns).toEqual([7]);
    expect(after.names.map((name) => [name.name, name.refersTo, name.hidden])).toEqual([
      ["_TS_T1", "组织绩效!$A$2:$G$5", true],
      ["_TS_T1_key", "组织绩效!$H$2:$H$5", true],
      ["_TS_T2", "王一!$A$3:$F$7", true],
      ["_TS_T2_key", "王一!$G$3:$G$7", true],
    ]);
  });

  test("ST-20 each indicator's entries are limited by its full mark", () => {
    const rules = plan.edits.flatMap((edit) => (edit.kind === "setValidation" && edit.rule?.type === "decimal" ? [[toA1(edit.area), edit.rule.min, edit.rule.max, edit.rule.severity]] : []));
    expect(rules).toEqual([
      ["C3:C5", 0, 40, "stop"],
      ["D3:D5", 0, 30, "stop"],
      ["E3:E5", 0, 30, "stop"],
      ...["E", "F"].flatMap((column) => [
        [`${column}4`, 0, 25, "stop"],
        [`${column}5`, 0, 35, "stop"],
        [`${column}6`, 0, 40, "stop"],
      ]),
    ]);
    for (const edit of plan.edits) {
      if (edit.kind !== "setValidation" || !edit.rule) continue;
      expect(edit.rule.promptTitle.length).toBeLessThanOrEqual(32);
      expect(edit.rule.prompt).toMatch(/^满分 \d+ 分/);
      expect(edit.rule.allowBlank).toBe(true);
    }
  });

  test("ST-22 what people fill in is open, everything else locked, formulas always", () => {
    const sheet = sheetNamed(after, "组织绩效");
    for (const open of ["C3", "D4", "E5", "G3", "G5"]) expect([open, isLocked(after, sheet, open)]).toEqual([open, false]);
    for (const locked of ["A1", "B3", "C2", "F3", "F5", "H3"]) expect([locked, isLocked(after, sheet, locked)]).toEqual([locked, true]);
    const person = sheetNamed(after, "王一");
    for (const open of ["B2", "D2", "E4", "F6"]) expect([open, isLocked(after, person, open)]).toEqual([open, false]);
    for (const locked of ["B4", "C4", "D4", "F7", "G4"]) expect([locked, isLocked(after, person, locked)]).toEqual([locked, true]);
  });

  test("ST-24 sheets with entry cells are protected without a password", () => {
    expect(after.sheets.map((sheet) => sheet.protection?.hasPassword)).toEqual([false, false]);
  });

  test("ST-25 the record holds indicators and no positions", () => {
    expect(record.edition).toBe(1);
    expect(record.tables.map((table) => [table.tableId, table.layout, table.keyColumn, table.indicators.length])).toEqual([
      ["T1", "subject-matrix", "_TS_T1_key", 3],
      ["T2", "form", "_TS_T2_key", 3],
    ]);
    expect(parseRecord(after.record ?? "")).toEqual({ ok: true, record });
  });

  test("ST-26 in place: the user's values, formulas and merges are untouched", () => {
    for (const before of workbook.sheets) {
      const sheet = sheetNamed(after, before.name);
      expect(sheet.merges).toEqual(before.merges);
      for (let row = 0; row < (before.used?.rows ?? 0); row++) {
        for (let column = 0; column < (before.used?.columns ?? 0); column++) {
          expect(valueAt(sheet, row, column)).toEqual(valueAt(before, row, column));
          expect(sheet.formulas[row]?.[column] ?? null).toBe(before.formulas[row]?.[column] ?? null);
        }
      }
    }
    expect(findings).toEqual([]);
  });

  test("ST-27 structuring twice changes nothing", () => {
    const again = structure(after, { now: LATER });
    expect(again.plan.edits).toEqual([]);
    expect(again.record).toEqual(record);
    expect(again.findings).toEqual([]);
  });

  test("ST-27 the keys of a structured workbook are read again", () => {
    const before = read(workbook).tables.map((table) => table.subjects.map((placed) => placed.subject.key));
    expect(read(after).tables.map((table) => table.subjects.map((placed) => placed.subject.key))).toEqual(before);
  });

  test("ST-10 a renamed subject keeps its key", () => {
    const renamed = applyToSnapshot(after, [
      { kind: "setProtection", sheetId: "组织绩效", options: null },
      { kind: "setValues", area: { sheetId: "组织绩效", row: 3, column: 1, rows: 1, columns: 1 }, values: [["第二税务分局"]] },
    ]);
    expect(read(renamed).tables[0]?.subjects.map((placed) => [placed.subject.name, placed.subject.key])).toEqual([
      ["第一税务所", "第一税务所"],
      ["第二税务分局", "第二税务所"],
      ["办公室", "办公室"],
    ]);
  });

  test("ST-10 rows sorted without their keys: content counts, the column is written anew, and we say so", () => {
    const values = (row: number): readonly (string | number | null)[] => [1, 2, 3, 4, 6].map((column) => valueAt(sheetNamed(after, "组织绩效"), row, column) as string | number | null);
    const swap = (row: number, from: number): Edit => ({
      kind: "setValues",
      area: { sheetId: "组织绩效", row, column: 1, rows: 1, columns: 4 },
      values: [values(from).slice(0, 4)],
    });
    const sorted = applyToSnapshot(after, [{ kind: "setProtection", sheetId: "组织绩效", options: null }, swap(2, 4), swap(4, 2)]);
    const again = structure(sorted);
    expect(again.findings.map((finding) => [finding.code, finding.params["count"]])).toEqual([["structure.keys-replaced", 2]]);
    expect([2, 3, 4].map((row) => valueAt(sheetNamed(again.after, "组织绩效"), row, 7))).toEqual(["办公室", "第二税务所", "第一税务所"]);
    expect(structure(again.after).plan.edits).toEqual([]);
  });

  test("ST-21 ST-25 a changed full mark raises the edition and moves our limit", () => {
    const changed = applyToSnapshot(after, [
      { kind: "setProtection", sheetId: "组织绩效", options: null },
      { kind: "setValues", area: { sheetId: "组织绩效", row: 1, column: 2, rows: 1, columns: 1 }, values: [["税收收入（45分）"]] },
    ]);
    const again = structure(changed, { now: LATER });
    expect(again.record.edition).toBe(2);
    expect(again.record.structuredAt).toBe(LATER);
    expect(areasOf(again.plan.edits, "setValidation")).toEqual(["C3:C5"]);
    expect(again.findings.map((finding) => finding.code)).toContain("structure.edition-raised");
  });
});

test("ST-21 validation of the user's own is kept", () => {
  const own: SheetSnapshot = { ...matrix, validations: [{ areas: [{ row: 2, column: 2, rows: 1, columns: 1 }], type: "whole", formula1: "0", formula2: "40" }] };
  const { plan, findings } = structure(workbookOf(own));
  expect(areasOf(plan.edits, "setValidation")).toEqual(["D3:D5", "E3:E5"]);
  expect(findings.map((finding) => finding.code)).toEqual(["structure.validation-kept"]);
});

test("ST-23 a sheet protected without a password is lifted and protected again as it was", () => {
  const options = { allowFormatCells: false, allowFormatColumns: false, allowSort: true, allowAutoFilter: false };
  const { plan, findings, after } = structure(workbookOf({ ...matrix, protection: { hasPassword: false, options } }));
  expect(plan.edits[0]).toEqual({ kind: "setProtection", sheetId: "组织绩效", options: null });
  expect(sheetNamed(after, "组织绩效").protection).toEqual({ hasPassword: false, options });
  expect(findings.map((finding) => finding.code)).toEqual(["structure.protection-lifted"]);
  expect(structure(after).plan.edits).toEqual([]);
});

test("ST-23 a sheet protected with a password is left alone and named", () => {
  const { plan, record, findings } = structure(workbookOf({ ...matrix, protection: { hasPassword: true } }, form));
  expect(plan.edits.some((edit) => "area" in edit && edit.area.sheetId === "组织绩效")).toBe(false);
  expect(record.tables.map((table) => table.tableId)).toEqual(["T2"]);
  expect(findings).toMatchObject([{ code: "structure.sheet-password", params: { sheet: "组织绩效" } }]);
});

test("ST-24 without protection nothing is locked or unlocked", () => {
  const { plan } = structure(workbookOf(form), { protect: false });
  expect(plan.edits.filter((edit) => edit.kind === "setProtection")).toEqual([]);
  expect(areasOf(plan.edits, "setStyle")).toEqual(["G3:G7"]);
});

test("ST-19 a free column that another table of the sheet uses is passed over", () => {
  const sheet = sheetOf([
    ["考核指标", "分值", "评分标准", "得分"],
    ["甲项", 40, "每少一次扣2分", null],
    ["乙项", 60, "每少一次扣3分", null],
    [],
    ["考核项目", "考核指标", "分值", "评分标准", "自评", "领导评分"],
    ["一类", "丙项", 40, "每少一次扣4分", null, null],
    ["二类", "丁项", 60, "每少一次扣5分", null, null],
  ]);
  const { after, record } = structure(workbookOf(sheet));
  expect(record.tables).toHaveLength(2);
  expect(sheetNamed(after, "Sheet1").hiddenColumns).toEqual([6]);
  expect(after.names.filter((name) => name.name.endsWith("_key")).map((name) => name.refersTo)).toEqual(["Sheet1!$G$1:$G$3", "Sheet1!$G$5:$G$7"]);
  expect(structure(after).plan.edits).toEqual([]);
});

test("ST-28 only the chosen tables are structured, the others keep their record", () => {
  const workbook = workbookOf(matrix, form);
  const first = structure(workbook, { only: { sheetIds: ["王一"] } });
  expect(first.record.tables.map((table) => table.tableId)).toEqual(["T2"]);
  const second = structure(first.after, { only: { tableIds: ["T1"] } });
  expect(second.record.tables.map((table) => table.tableId)).toEqual(["T1", "T2"]);
  expect(structure(second.after).plan.edits).toEqual([]);
});

test("nothing to structure is said", () => {
  const { plan, findings } = structure(workbookOf(sheetOf([["随便写的一句话"]])));
  expect(plan.edits.map((edit) => edit.kind)).toEqual(["setRecord"]);
  expect(findings.map((finding) => finding.code)).toEqual(["structure.nothing-found"]);
});

test("the core names no text that i18n does not have", () => {
  const source = readFileSync(require.resolve("../../../src/core/template/structure-plan"), "utf8");
  for (const [, code = ""] of source.matchAll(/finding\("([a-z.-]+)"/g)) expect(zhStructure).toHaveProperty([code]);
});
