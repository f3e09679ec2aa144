import { contains, intersection, type Rect } from "../../../src/core/grid/address";
import type { CellValue } from "../../../src/core/grid/cell";
import { invalidArgument, notModelled } from "../protocol/host-error";
import type { Json } from "../protocol/json";
import { contentChanged, structureChanged } from "./calculator";
import { formatOf } from "./cell-format";
import { enteredValue, type Entered } from "./entered-value";
import { isCovered, patchFormats } from "./formats";
import { ensureUnlocked } from "./protection";
import { isEntireColumns, isEntireRows } from "./rectangles";
import type { Block } from "./references";
import { cellAt, ensureCell, forEachStored, formatNumberAt, type SheetModel } from "./sheet-model";
import type { WorkbookModel } from "./workbook-model";

/** The items of a two-dimensional array that must have the shape of the rectangle; one value stands for all cells. */
export function matrixFor(value: Json, rect: Rect, what: string): (row: number, column: number) => Json {
  if (!Array.isArray(value)) return () => value;
  const rows = value as readonly Json[];
  if (rows.length !== rect.rows) throw invalidArgument(`${what}: ${rows.length} rows for ${rect.rows}`);
  for (const row of rows) if (!Array.isArray(row) || row.length !== rect.columns) throw invalidArgument(`${what}: a row without ${rect.columns} columns`);
  return (row, column) => (rows[row] as readonly Json[])[column] ?? null;
}

export function ensureBounded(rect: Rect, what: string): void {
  if (isEntireColumns(rect) || isEntireRows(rect)) throw invalidArgument(`${what} of whole rows or columns`);
}

function store(workbook: WorkbookModel, sheet: SheetModel, row: number, column: number, entered: Entered): void {
  const cell = entered.value === null && entered.formula === null ? cellAt(sheet, row, column) : ensureCell(sheet, row, column);
  if (!cell) return;
  if (cell.formula !== null && cell.formula === entered.formula) return;
  cell.value = entered.value;
  cell.formula = entered.formula;
  cell.uncalculated = null;
  if (entered.numberFormat !== null && formatOf(workbook.formats, formatNumberAt(sheet, row, column)).numberFormat === "General") {
    patchFormats(workbook, sheet, { row, column, rows: 1, columns: 1 }, { numberFormat: entered.numberFormat });
  }
  contentChanged(workbook, sheet, row, column);
}

/** Header cells are the names of the columns. */
function renameTableColumns(workbook: WorkbookModel, sheet: SheetModel, rect: Rect): void {
  for (const table of sheet.tables) {
    const header = { ...table.area, rows: 1 };
    if (!table.showHeaders || !intersection(header, rect)) continue;
    table.columns = table.columns.map((name, index) => {
      const cell = cellAt(sheet, table.area.row, table.area.column + index);
      return cell?.value == null ? name : typeof cell.value === "object" ? cell.value.error : String(cell.value);
    });
    structureChanged(workbook, false);
  }
}

function announce(workbook: WorkbookModel, sheet: SheetModel, rect: Rect, before: CellValue): void {
  const { author } = workbook;
  workbook.events.push({ kind: "changed", sheet, rect, author, before, after: rect.rows * rect.columns === 1 ? valueOf(sheet, rect) : null });
  for (const table of sheet.tables) {
    const common = intersection(table.area, rect);
    if (common) workbook.events.push({ kind: "tableChanged", sheet, tableId: table.id, rect: common, author });
  }
}

function valueOf(sheet: SheetModel, rect: Rect): CellValue {
  return rect.rows * rect.columns === 1 ? (cellAt(sheet, rect.row, rect.column)?.value ?? null) : null;
}

/**
 * Writes values or formulas into one rectangle: shape first, then locks, then every item is read before any cell
 * changes. Covered cells of merged areas take nothing, silently, as in Excel (SX-13).
 */
export function writeContents({ workbook, sheet, rects }: Block, value: Json, what: string): void {
  const [rect] = rects;
  if (!rect || rects.length !== 1) throw invalidArgument(what);
  ensureBounded(rect, what);
  const item = matrixFor(value, rect, what);
  if (typeof value === "string" && value.startsWith("=") && rect.rows * rect.columns > 1) throw notModelled("one formula for several cells");
  ensureUnlocked(workbook, sheet, rect);
  const writes: (readonly [number, number, Entered])[] = [];
  const merges = sheet.merges.filter((merge) => intersection(merge, rect) !== null);
  for (let row = 0; row < rect.rows; row++) {
    for (let column = 0; column < rect.columns; column++) {
      const [atRow, atColumn] = [rect.row + row, rect.column + column];
      const entered = enteredValue(item(row, column), formatOf(workbook.formats, formatNumberAt(sheet, atRow, atColumn)).numberFormat, workbook.now);
      if (entered && !(merges.length > 0 && isCovered(merges, atRow, atColumn))) writes.push([atRow, atColumn, entered]);
    }
  }
  const before = valueOf(sheet, rect);
  for (const [row, column, entered] of writes) store(workbook, sheet, row, column, entered);
  renameTableColumns(workbook, sheet, rect);
  announce(workbook, sheet, rect, before);
}

/** Empties the cells of a rectangle; formats stay. */
export function clearContents(workbook: WorkbookModel, sheet: SheetModel, rect: Rect): void {
  const before = valueOf(sheet, rect);
  forEachStored(sheet, rect, (cell, row, column) => {
    if (cell.value === null && cell.formula === null) return;
    // The names of a table's columns cannot be emptied.
    if (sheet.tables.some((table) => table.showHeaders && contains({ ...table.area, rows: 1 }, row, column))) return;
    cell.value = null;
    cell.formula = null;
    cell.uncalculated = null;
    contentChanged(workbook, sheet, row, column);
  });
  announce(workbook, sheet, rect, before);
}
