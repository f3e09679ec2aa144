import fc from "fast-check";
import { checkWorkbook } from "../../../src/core/check/check-workbook";
import { relativeFormula } from "../../../src/core/check/formula-text";
import { cellA1, toA1 } from "../../../src/core/grid/address";
import type { CellValue } from "../../../src/core/grid/cell";
import type { WorkbookSnapshot } from "../../../src/core/grid/snapshot";
import { recognizeSheet } from "../../../src/core/recognize/recognize-sheet";
import { defaultScheme } from "../../../src/core/score/default-scheme";
import { parseRecord } from "../../../src/core/store/parse-record";
import type { WorkbookRecord } from "../../../src/core/store/record";
import { formulaInCell } from "../../../src/core/template/formula-record";
import { withoutOwnCells } from "../../../src/core/template/own-cells";
import { readTables } from "../../../src/core/template/read-tables";
import { planStructure } from "../../../src/core/template/structure-plan";
import { zhStructure } from "../../../src/i18n/zh-CN/structure";
import { applyToSnapshot } from "../../support/apply-to-snapshot";
import { sheetOf, workbookOf } from "../../support/grid";

type Cell = CellValue | { readonly f: string; readonly v: CellValue };
const NAMES = ["第一税务所", "第二税务所", "第三税务所", "办公室", "人事科", "征管科"] as const;

/** Points, a total by `total`, and a row of means below by `mean`; the entries' headers may be others. */
function rows({ headers = ["税收收入（40分）", "纳税服务（30分）", "党的建设（30分）"], total = (row) => ({ f: `=SUM(B${String(row)}:D${String(row)})`, v: 90 }), mean = (letter) => ({ f: `=AVERAGE(${letter}2:${letter}7)`, v: 30 }), names = NAMES }: {
  readonly headers?: readonly string[];
  readonly total?: (row: number) => Cell;
  readonly mean?: (letter: string, index: number) => Cell;
  readonly names?: readonly string[];
} = {}): readonly (readonly Cell[])[] {
  return [
    ["单位", ...headers, "总分"],
    ...names.map((name, i): Cell[] => [name, ...headers.map((_, c) => 28 + ((i + c) % 3) / 2), total(i + 2)]),
    ["平均", ...Array.from({ length: headers.length + 1 }, (_, c) => mean(cellA1(0, c + 1).replace(/\d+/, ""), c))],
  ];
}

const sheet = (cells: readonly (readonly Cell[])[]): WorkbookSnapshot => workbookOf(sheetOf(cells, { name: "组织绩效" }));

function read(workbook: WorkbookSnapshot): { readonly tables: ReturnType<typeof readTables>; readonly record: WorkbookRecord | null } {
  const users = withoutOwnCells(workbook);
  const parsed = workbook.record === null ? null : parseRecord(workbook.record);
  const record = parsed?.ok ? parsed.record : null;
  return { tables: readTables(workbook, users.sheets.map((each) => recognizeSheet(users, each)), record), record };
}

function structured(workbook: WorkbookSnapshot, protect = false): WorkbookSnapshot {
  const { tables, record } = read(workbook);
  return applyToSnapshot(workbook, planStructure(workbook, tables, record, { now: "2026-10-08T09:00:00+08:00", protect }, zhStructure).plan.edits);
}

const before = structured(sheet(rows()));

/** What is said against the template of a sheet that looks like this now. */
function said(cells: readonly (readonly Cell[])[], change: (record: WorkbookRecord) => WorkbookRecord = (record) => record): readonly (readonly [string, string, ...unknown[]])[] {
  const { record } = read(before);
  if (!record) throw new Error("no record");
  const workbook = sheet(cells);
  return checkWorkbook({ workbook, tables: read(workbook).tables, scheme: defaultScheme(), record: change(record) })
    .filter(({ code }) => /^template\.(?:formula|range)/.test(code))
    .map(({ code, area, params }) => [code, area ? toA1(area) : "", params["was"], params["is"] ?? params["value"]]);
}

test("ST-34 one formula a column and one a cell of a total row, by header and label, without positions", () => {
  const [table] = read(before).record?.tables ?? [];
  expect(table?.formulas?.filter(({ row }) => row === null)).toEqual([{ column: "总分", row: null, relative: "=SUM(R[0]C[-3]:R[0]C[-1])", named: "=SUM({税收收入（40分）}:{党的建设（30分）})" }]);
  expect(table?.formulas?.filter(({ row }) => row !== null).map(({ column, row, relative }) => [column, row, relative])).toEqual([
    ...["税收收入（40分）", "纳税服务（30分）", "党的建设（30分）", "总分"].map((column) => [column, "平均", "=AVERAGE(R[-6]C[0]:R[-1]C[0])"]),
  ]);
  expect(table).not.toHaveProperty("protected");
  expect(read(structured(sheet(rows()), true)).record?.tables[0]?.protected).toBe(true);
});

test("ST-34 ST-27 structuring again changes nothing, and kept formulas are bounded", () => {
  const { tables, record } = read(before);
  expect(planStructure(before, tables, record, { now: "2026-11-08T09:00:00+08:00", protect: false }, zhStructure).plan.edits).toEqual([]);
  const wide = structured(sheet(rows({ headers: Array.from({ length: 120 }, (_, i) => `指标${String(i + 1)}（5分）`), total: (row) => ({ f: `=SUM(B${String(row)}:DQ${String(row)})`, v: 90 }) })));
  expect(read(wide).record?.tables[0]?.formulas?.length).toBe(80);
});

test("CK-108 what was not changed, and what moves as the workbook grows, is not named", () => {
  expect(said(rows())).toEqual([]);
  // A row more: the means take it in.
  expect(said(rows({ names: [...NAMES, "稽查局"], mean: (letter) => ({ f: `=AVERAGE(${letter}2:${letter}8)`, v: 30 }) }))).toEqual([]);
  // A column more between two others, one more at the end that the total takes in, and another mark in a header.
  const between = ["税收收入（40分）", "督查督办（5分）", "纳税服务（30分）", "党的建设（30分）"];
  const wider = (row: number): Cell => ({ f: `=SUM(B${String(row)}:E${String(row)})`, v: 90 });
  expect(said(rows({ headers: between, total: wider }))).toEqual([]);
  expect(said(rows({ headers: ["税收收入（40分）", "纳税服务（30分）", "党的建设（30分）", "督查督办（5分）"], total: wider }))).toEqual([]);
  expect(said(rows({ headers: ["税收收入（45分）", "纳税服务（30分）", "党的建设（30分）"] }))).toEqual([]);
  expect(said(rows({ headers: ["税收收入（40分）", "纳税服务（30分）"], total: (row) => ({ f: `=SUM(B${String(row)}:C${String(row)})`, v: 60 }) }))).toEqual([]);
});

test("CK-108 typed over, changed and cut short, each with what it was and what it is", () => {
  expect(said(rows({ total: () => 91 }))).toEqual([["template.formula-replaced", "E2:E7", "=SUM(B2:D2)", "91"]]);
  expect(said(rows({ total: (row) => ({ f: `=AVERAGE(B${String(row)}:D${String(row)})`, v: 30 }) }))).toEqual([["template.formula-changed", "E2:E7", "=SUM(B2:D2)", "=AVERAGE(B2:D2)"]]);
  expect(said(rows({ total: (row) => ({ f: `=SUM(C${String(row)}:D${String(row)})`, v: 60 }) }))).toEqual([["template.range-cut", "E2:E7", "=SUM(B2:D2)", "=SUM(C2:D2)"]]);
  expect(said(rows({ mean: (letter) => ({ f: `=MAX(${letter}2:${letter}7)`, v: 30 }) })).map(([code, cell, was, is]) => [code, cell, was, is])).toContainEqual(["template.formula-changed", "B8", "=AVERAGE(B2:B7)", "=MAX(B2:B7)"]);
  expect(said(rows({ mean: () => 29 })).map(([code, cell, was]) => [code, cell, was])).toContainEqual(["template.formula-replaced", "E8", "=AVERAGE(E2:E7)"]);
});

/** The record as it was kept before formulas were. */
function ofBefore(record: WorkbookRecord): WorkbookRecord {
  return {
    ...record,
    tables: record.tables.map(({ formulas, ...table }) => {
      expect(formulas).toBeDefined();
      return table;
    }),
  };
}

test("CK-108 what other rules say is not said twice, and a record of before says nothing", () => {
  const one = (row: number): Cell => (row === 3 ? 91 : { f: `=SUM(B${String(row)}:D${String(row)})`, v: 90 });
  expect(said(rows({ total: one }))).toEqual([]);
  expect(said(rows({ mean: (letter, i) => (i === 1 ? 29 : { f: `=AVERAGE(${letter}2:${letter}7)`, v: 30 }) }))).toEqual([]);
  // Rows left out of a total are CK-61's.
  expect(said(rows({ mean: (letter) => ({ f: `=AVERAGE(${letter}2:${letter}5)`, v: 30 }) }))).toEqual([]);
  expect(said(rows({ total: () => 91 }), ofBefore)).toEqual([]);
});

test("CK-108 structuring again makes what is there the formula that counts", () => {
  const changed = structured({ ...sheet(rows({ total: (row) => ({ f: `=SUM(C${String(row)}:D${String(row)})`, v: 60 }) })), record: before.record });
  const { tables, record } = read(changed);
  expect(record?.tables[0]?.formulas?.find(({ row }) => row === null)?.named).toBe("=SUM({纳税服务（30分）}:{党的建设（30分）})");
  expect(checkWorkbook({ workbook: changed, tables, scheme: defaultScheme(), record }).filter(({ code }) => code.startsWith("template.range"))).toEqual([]);
});

test("CK-109 protection taken off is said once for a sheet; where it was never there, never", () => {
  for (const protect of [true, false]) {
    const workbook = structured(sheet(rows()), protect);
    const opened = { ...workbook, sheets: workbook.sheets.map((each) => ({ ...each, protection: null })) };
    const codes = [workbook, opened].map((each) => checkWorkbook({ workbook: each, ...read(each), scheme: defaultScheme() }).filter(({ code }) => code === "template.protection-removed").length);
    expect(codes).toEqual([0, protect ? 1 : 0]);
  }
});

test("CK-108 a formula shown in its own cell is the formula", () => {
  const reference = fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 700 }), fc.boolean(), fc.integer({ min: 0, max: 5000 })).map(([c, column, r, row]) => cellA1(row, column).replace(/([A-Z]+)(\d+)/, `${c ? "$$" : ""}$1${r ? "$$" : ""}$2`));
  fc.assert(
    fc.property(reference, reference, fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 700 }), (one, other, row, column) => {
      const formula = `=SUM(${one}:${other})+方案!${one}*2`;
      expect(formulaInCell(relativeFormula(formula, row, column), row, column)).toBe(formula);
    }),
  );
});
