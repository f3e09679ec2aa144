import fc from "fast-check";
import { intersection, type Rect } from "../../../src/core/grid/address";
import { isBlank } from "../../../src/core/grid/cell";
import type { SheetSnapshot } from "../../../src/core/grid/snapshot";
import { recognizeSheet } from "../../../src/core/recognize/recognize-sheet";
import { ROW_CLASSES, type RecognizedSheet } from "../../../src/core/recognize/table";
import { inventSheets } from "../../../scripts/support/invented-sheets";
import { sheetOf, workbookOf } from "../../support/grid";

const INVENTED = inventSheets(60, 20_240_601);

const cell = fc.oneof(
  { weight: 4, arbitrary: fc.constant(null) },
  fc.integer({ min: -5, max: 120 }),
  fc.constantFrom("指标", "分值", "得分", "姓名", "合计", "注：说明", "部门：", "一、总则", "优秀", "8-9分", "30%", "{name}", "√", "按时完成，未完成扣2分。", " 缩进", "#", "=SUM(A1:A3)"),
  fc.string({ maxLength: 12 }),
);
const grid = fc.array(fc.array(cell, { minLength: 1, maxLength: 7 }), { maxLength: 14 });
const merges = fc.array(
  fc.record({ row: fc.nat(12), column: fc.nat(6), rows: fc.integer({ min: 1, max: 5 }), columns: fc.integer({ min: 1, max: 5 }) }),
  { maxLength: 6 },
);
const anySheet = fc.tuple(grid, merges).map(([rows, areas]): SheetSnapshot => ({ ...sheetOf(rows), merges: areas }));

function recognized(sheet: SheetSnapshot): RecognizedSheet {
  return recognizeSheet(workbookOf(sheet), sheet);
}

/** Everything that does not say where. */
function movedBy(result: RecognizedSheet, rows: number, columns: number): unknown {
  const rect = (area: Rect | null): Rect | null => (area === null ? null : { ...area, row: area.row - rows, column: area.column - columns });
  const list = (numbers: readonly number[], by: number): readonly number[] => numbers.map((n) => n - by);
  const span = (rowsOf: { first: number; last: number } | null): unknown => (rowsOf === null ? null : { first: rowsOf.first - rows, last: rowsOf.last - rows });
  return {
    rows: [...result.rows].map(([row, label]) => [row - rows, label]),
    tables: result.tables.map((table) => ({
      ...table,
      range: rect(table.range),
      headerRows: span(table.headerRows),
      repeatedHeaderRows: table.repeatedHeaderRows.map(span),
      columns: table.columns.map((column) => ({ ...column, column: column.column - columns })),
      hierarchyColumns: list(table.hierarchyColumns, columns),
      groupRows: list(table.groupRows, rows),
      totalRows: list(table.totalRows, rows),
      noteRows: list(table.noteRows, rows),
      titleRows: list(table.titleRows, rows),
      metaRows: list(table.metaRows, rows),
      meta: table.meta.map((field) => ({ ...field, labelCell: rect(field.labelCell), valueCell: rect(field.valueCell) })),
      indicators: table.indicators.map((indicator) => ({ ...indicator, row: indicator.row - rows })),
    })),
  };
}

function checkInvariants(sheet: SheetSnapshot, result: RecognizedSheet): void {
  const used = sheet.used;
  const expected: number[] = [];
  sheet.values.forEach((values, r) => {
    const own = values.some((value, c) => {
      if (isBlank(value) && (sheet.formulas[r]?.[c] ?? null) === null) return false;
      return true;
    });
    if (own) expected.push(r + (used?.row ?? 0));
  });
  for (const [row, label] of result.rows) {
    expect(expected).toContain(row);
    expect(ROW_CLASSES).toContain(label);
  }
  if (sheet.merges.length === 0) expect([...result.rows.keys()]).toEqual(expected);
  result.tables.forEach((table, i) => {
    const room = sheet.merges.reduce((area, merge) => ({ rows: Math.max(area.rows, merge.row + merge.rows), columns: Math.max(area.columns, merge.column + merge.columns) }), { rows: (used?.row ?? 0) + (used?.rows ?? 0), columns: (used?.column ?? 0) + (used?.columns ?? 0) });
    expect(table.range.row + table.range.rows).toBeLessThanOrEqual(room.rows);
    expect(table.range.column + table.range.columns).toBeLessThanOrEqual(room.columns);
    expect(table.confidence).toBeGreaterThanOrEqual(0);
    expect(table.confidence).toBeLessThanOrEqual(1);
    expect(table.columns.filter((column) => column.role === "indicator").length).toBeLessThanOrEqual(1);
    const starts = table.columns.map((column) => column.column);
    expect([...starts].sort((a, b) => a - b)).toEqual(starts);
    for (const other of result.tables.slice(i + 1)) expect(intersection(table.range, other.range)).toBeNull();
  });
}

describe("properties of recognition", () => {
  test("RC-11, RC-24 every row has one class, tables lie inside the used range and apart, on any grid", () => {
    fc.assert(fc.property(anySheet, (sheet) => checkInvariants(sheet, recognized(sheet))), { numRuns: 400 });
  });

  test("RC-11, RC-24 the same on sheets as offices lay them out", () => {
    for (const { sheet, workbook } of INVENTED) checkInvariants(sheet, recognizeSheet(workbook, sheet));
  });

  test("RC-50 moving the whole grid moves the result", () => {
    fc.assert(
      fc.property(anySheet, fc.nat(40), fc.nat(20), (sheet, rows, columns) => {
        if (!sheet.used) return;
        const moved: SheetSnapshot = {
          ...sheet,
          used: { ...sheet.used, row: sheet.used.row + rows, column: sheet.used.column + columns },
          formulas: sheet.formulas.map((row) => row.map((formula) => formula && null)),
          merges: sheet.merges.map((merge) => ({ ...merge, row: merge.row + rows, column: merge.column + columns })),
        };
        const still = { ...sheet, formulas: moved.formulas };
        expect(movedBy(recognized(moved), rows, columns)).toEqual(movedBy(recognized(still), 0, 0));
      }),
      { numRuns: 300 },
    );
  });

  test("RC-51 blank rows and columns at the end change nothing", () => {
    fc.assert(
      fc.property(anySheet, fc.integer({ min: 1, max: 5 }), (sheet, more) => {
        if (!sheet.used) return;
        const padded: SheetSnapshot = {
          ...sheet,
          used: { ...sheet.used, rows: sheet.used.rows + more, columns: sheet.used.columns },
          values: [...sheet.values, ...Array.from({ length: more }, () => sheet.values[0]?.map(() => null) ?? [])],
          formulas: [...sheet.formulas, ...Array.from({ length: more }, () => [])],
        };
        expect(recognized(padded)).toEqual(recognized(sheet));
      }),
      { numRuns: 300 },
    );
  });

  test("RC-11 invented sheets: nearly all rows get the class they were made with", () => {
    let right = 0;
    let all = 0;
    for (const { workbook, sheet, labels } of INVENTED) {
      const { rows } = recognizeSheet(workbook, sheet);
      for (const [row, label] of labels) {
        all++;
        if (rows.get(row) === label) right++;
      }
    }
    expect(right / all).toBeGreaterThan(0.95);
  });
});
