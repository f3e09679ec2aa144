import { parseA1, type Rect } from "../../../../src/core/grid/address";
import type { CellValue } from "../../../../src/core/grid/cell";
import type { DefinedName, TableSnapshot } from "../../../../src/core/grid/snapshot";
import type { Calculation, CalculationSheet, CalculationSource, FormulaCell, UncalculatedCell } from "../../../../src/workbook/file/calc/calculation";
import { createCalculation } from "../../../../src/workbook/file/calc/create-calculation";

/** Cells by A1 address: a value, "=formula", "{=array formula}" with its range, or a formula with its cached value. */
export type TestCell = CellValue | { readonly f: string; readonly v: CellValue } | { readonly array: string; readonly range: string; readonly v?: CellValue };
export type TestSheet = {
  readonly cells?: Readonly<Record<string, TestCell>>;
  readonly rows?: readonly (readonly CellValue[])[];
  readonly tables?: readonly TableSnapshot[];
  readonly hiddenRows?: readonly number[];
};

export function rectOf(a1: string): Rect {
  const rect = parseA1(a1);
  if (!rect) throw new Error(`not an A1 address: ${a1}`);
  return rect;
}

function key(row: number, column: number): number {
  return row * 16_384 + column;
}

/** A sheet in memory, as a host would offer it. */
export function sheetSource(name: string, sheet: TestSheet): CalculationSheet {
  const values = new Map<number, CellValue>();
  const formulas: FormulaCell[] = [];
  let bottom = -1;
  let right = -1;
  const reach = (rect: Rect): void => {
    bottom = Math.max(bottom, rect.row + rect.rows - 1);
    right = Math.max(right, rect.column + rect.columns - 1);
  };
  const put = (row: number, column: number, value: CellValue): void => {
    reach({ row, column, rows: 1, columns: 1 });
    if (value !== null) values.set(key(row, column), value);
  };
  sheet.rows?.forEach((row, r) => {
    row.forEach((value, c) => {
      if (typeof value === "string" && value.startsWith("=")) {
        formulas.push({ row: r, column: c, formula: value, array: null });
        reach({ row: r, column: c, rows: 1, columns: 1 });
      } else put(r, c, value);
    });
  });
  for (const [address, cell] of Object.entries(sheet.cells ?? {})) {
    const { row, column } = rectOf(address);
    if (typeof cell === "object" && cell !== null && "f" in cell) {
      formulas.push({ row, column, formula: cell.f, array: null });
      put(row, column, cell.v);
    } else if (typeof cell === "object" && cell !== null && "array" in cell) {
      const range = rectOf(cell.range);
      formulas.push({ row, column, formula: cell.array, array: range });
      reach(range);
      put(row, column, cell.v ?? null);
    } else if (typeof cell === "string" && cell.startsWith("=")) {
      formulas.push({ row, column, formula: cell, array: null });
      reach({ row, column, rows: 1, columns: 1 });
    } else put(row, column, cell);
  }
  const hidden = new Set(sheet.hiddenRows ?? []);
  return {
    sheetId: name,
    name,
    used: bottom < 0 ? null : { row: 0, column: 0, rows: bottom + 1, columns: right + 1 },
    formulas,
    tables: sheet.tables ?? [],
    valueAt: (row, column) => values.get(key(row, column)) ?? null,
    isRowHidden: (row) => hidden.has(row),
  };
}

export function sourceOf(sheets: Readonly<Record<string, TestSheet>>, options: { readonly names?: readonly DefinedName[]; readonly date1904?: boolean; readonly now?: number } = {}): CalculationSource {
  return {
    sheets: Object.entries(sheets).map(([name, sheet]) => sheetSource(name, sheet)),
    names: options.names ?? [],
    date1904: options.date1904 ?? false,
    now: options.now ?? 45_900.5,
  };
}

export function definedName(name: string, refersTo: string, sheetId: string | null = null): DefinedName {
  return { name, refersTo, sheetId, hidden: false };
}

/** Value at an A1 address of the first sheet, or of the sheet named before "!". */
export function at(calculation: Calculation, address: string, sheet = "S"): CellValue {
  const { row, column } = rectOf(address);
  return calculation.valueAt(sheet, row, column);
}

export type Outcome = CellValue | { readonly uncalculated: UncalculatedCell["reason"]; readonly detail: string };

/** Calculates one formula in a cell far from the data (Z100 of sheet S) and says what became of it. */
export function evaluate(formula: string, sheet: TestSheet = {}, options: Parameters<typeof sourceOf>[1] & { readonly array?: boolean; readonly cached?: CellValue; readonly at?: string } = {}): Outcome {
  const address = options.at ?? "Z100";
  const cell: TestCell = options.array ? { array: formula, range: address } : options.cached !== undefined ? { f: formula, v: options.cached } : formula;
  const calculation = createCalculation(sourceOf({ S: { ...sheet, cells: { ...sheet.cells, [address]: cell } } }, options));
  const { uncalculated } = calculation.calculateAll();
  const { row, column } = rectOf(address);
  const failed = uncalculated.find((entry) => entry.row === row && entry.column === column);
  return failed ? { uncalculated: failed.reason, detail: failed.detail } : calculation.valueAt("S", row, column);
}
