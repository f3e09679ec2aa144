import type { CellValue } from "../../../src/core/grid/cell";
import { createCalculation } from "../../../src/workbook/file/calc/create-calculation";
import type { Calculation, CalculationResult, CalculationSheet, CellChange, FormulaCell } from "../../../src/workbook/file/calc/calculation";
import { MAX_COLUMNS, MAX_ROWS, type Rect } from "../../../src/core/grid/address";
import { cellAt, forEachStored, usedRect, type SheetModel } from "./sheet-model";
import { findSheet, type WorkbookModel } from "./workbook-model";

export const WHOLE_SHEET: Rect = { row: 0, column: 0, rows: MAX_ROWS, columns: MAX_COLUMNS };

function sourceSheet(sheet: SheetModel): CalculationSheet {
  const formulas: FormulaCell[] = [];
  forEachStored(sheet, WHOLE_SHEET, (cell, row, column) => {
    if (cell.formula !== null) formulas.push({ row, column, formula: cell.formula, array: null });
  });
  return {
    sheetId: sheet.id,
    name: sheet.name,
    used: usedRect(sheet, WHOLE_SHEET, true),
    formulas,
    tables: sheet.tables.map((table) => ({ name: table.name, area: table.area, columns: table.columns, hasHeaderRow: table.showHeaders, hasTotalsRow: table.showTotals })),
    valueAt: (row, column) => cellAt(sheet, row, column)?.value ?? null,
    isRowHidden: (row) => sheet.hiddenRows.has(row),
  };
}

/** Sheets, names or tables changed: the engine has to see the workbook anew. `all`: every formula may give something else. */
export function structureChanged(workbook: WorkbookModel, all: boolean): void {
  workbook.calculation.engine = null;
  if (all) {
    workbook.calculation.needsAll = true;
    trigger(workbook);
  }
}

function trigger(workbook: WorkbookModel): void {
  const { calculation } = workbook;
  if (calculation.mode !== "Manual" && !calculation.isSuspended) calculation.isTriggered = true;
}

/** Says that a cell has new content, which is in the model already. */
export function contentChanged(workbook: WorkbookModel, sheet: SheetModel, row: number, column: number): void {
  workbook.calculation.pending.push({ sheetId: sheet.id, row, column });
  trigger(workbook);
}

/** The changed cells with what they hold now: a sheet may have been renamed or deleted since. */
function takePending(workbook: WorkbookModel): readonly CellChange[] {
  const taken = workbook.calculation.pending;
  workbook.calculation.pending = [];
  return taken.flatMap(({ sheetId, row, column }) => {
    const sheet = workbook.sheets.find((candidate) => candidate.id === sheetId);
    if (!sheet) return [];
    const cell = cellAt(sheet, row, column);
    return [{ sheetId, row, column, content: cell?.formula != null ? { formula: cell.formula } : { value: cell?.value ?? null } }];
  });
}

function writeBack(workbook: WorkbookModel, result: CalculationResult, only: ReadonlySet<string> | null, isFull: boolean): void {
  const place = (sheetId: string, row: number, column: number): string => `${sheetId} ${String(row)} ${String(column)}`;
  for (const { sheetId, row, column, value } of result.cells) {
    if (only && !only.has(place(sheetId, row, column))) continue;
    setCalculated(workbook, sheetId, row, column, value, null);
  }
  for (const { sheetId, row, column, reason, detail } of result.uncalculated) {
    if (only && !only.has(place(sheetId, row, column))) continue;
    // Excel warns of a circular reference and shows 0.
    if (reason === "circular") setCalculated(workbook, sheetId, row, column, 0, null);
    // What came with the file is trusted until something that it depends on changes.
    else if (!isFull || cellValue(workbook, sheetId, row, column) === null) setCalculated(workbook, sheetId, row, column, null, `${reason} ${detail}`);
  }
}

function cellValue(workbook: WorkbookModel, sheetId: string, row: number, column: number): CellValue {
  const sheet = findSheet(workbook, sheetId);
  return sheet ? (cellAt(sheet, row, column)?.value ?? null) : null;
}

function setCalculated(workbook: WorkbookModel, sheetId: string, row: number, column: number, value: CellValue, uncalculated: string | null): void {
  const sheet = findSheet(workbook, sheetId);
  const cell = sheet && cellAt(sheet, row, column);
  if (cell?.formula == null) return;
  cell.value = value;
  cell.uncalculated = uncalculated;
}

/**
 * Brings the values up to date as far as Excel would: everything that depends on an edit where calculation is
 * automatic, otherwise only the formulas that were entered themselves (SX-12).
 */
export function settle(workbook: WorkbookModel): void {
  const { calculation } = workbook;
  if (calculation.isTriggered) {
    calculateNow(workbook, calculation.isHeldBack || calculation.needsAll);
    return;
  }
  if (calculation.pending.length === 0) return;
  const engine = engineOf(workbook);
  const changes = takePending(workbook);
  const entered = changes.filter((change) => "formula" in change.content);
  const result = engine.update(changes);
  if (entered.length > 0) {
    writeBack(workbook, result, new Set(entered.map((change) => `${change.sheetId} ${String(change.row)} ${String(change.column)}`)), false);
  }
  calculation.isHeldBack = true;
}

/** An engine of its own over the workbook as it is, for what must leave no trace. */
export function evaluationEngine(workbook: WorkbookModel): Calculation {
  return createCalculation({
    sheets: workbook.sheets.map(sourceSheet),
    names: workbook.names.map((name) => ({ name: name.name, refersTo: name.formula.slice(1), sheetId: name.sheetId, hidden: !name.visible })),
    date1904: workbook.date1904,
    now: workbook.now,
  });
}

function engineOf(workbook: WorkbookModel): Calculation {
  workbook.calculation.engine ??= evaluationEngine(workbook);
  return workbook.calculation.engine;
}

/** Calculates what changed, or all formulas, and shows the results. */
export function calculateNow(workbook: WorkbookModel, all: boolean): void {
  const { calculation } = workbook;
  if (calculation.pending.length === 0 && !all) {
    calculation.isTriggered = false;
    return;
  }
  const changes = takePending(workbook);
  const engine = engineOf(workbook);
  if (changes.length > 0) writeBack(workbook, engine.update(changes), null, false);
  if (all) writeBack(workbook, engine.calculateAll(), null, true);
  calculation.needsAll = false;
  calculation.isHeldBack = false;
  calculation.isTriggered = false;
}
