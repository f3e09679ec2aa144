import { contains, intersection, type Rect } from "../../../src/core/grid/address";
import { formatNumber, formatOf, type CellFormat } from "./cell-format";
import { isEntireColumns, isEntireRows } from "./rectangles";
import { ensureCell, forEachStored, formatNumberAt, type SheetModel } from "./sheet-model";
import type { WorkbookModel } from "./workbook-model";

/** Above this, only what is stored is looked at. */
const SMALL_BLOCK = 50_000;

/** Numbers of all formats that occur in a rectangle. */
export function formatsIn(sheet: SheetModel, rect: Rect): ReadonlySet<number> {
  const found = new Set<number>();
  if (rect.rows * rect.columns <= SMALL_BLOCK) {
    for (let row = rect.row; row < rect.row + rect.rows; row++) {
      for (let column = rect.column; column < rect.column + rect.columns; column++) found.add(formatNumberAt(sheet, row, column));
    }
    return found;
  }
  let stored = 0;
  forEachStored(sheet, rect, (_, row, column) => {
    stored += 1;
    found.add(formatNumberAt(sheet, row, column));
  });
  if (stored === rect.rows * rect.columns) return found;
  let columns = 0;
  for (const [column, format] of sheet.columnFormats) {
    if (column < rect.column || column >= rect.column + rect.columns) continue;
    columns += 1;
    found.add(format);
  }
  let rows = 0;
  for (const [row, format] of sheet.rowFormats) {
    if (row < rect.row || row >= rect.row + rect.rows) continue;
    rows += 1;
    found.add(format);
  }
  if (columns < rect.columns && rows < rect.rows) found.add(0);
  return found;
}

/** Changes how the cells of a rectangle look; whole rows and columns keep it for cells to come. */
export function patchFormats(workbook: WorkbookModel, sheet: SheetModel, rect: Rect, patch: Partial<CellFormat>): void {
  // A whole block gets the same patch: most cells ask the same question.
  const known = new Map<number, number>();
  const patched = (number: number): number => {
    let next = known.get(number);
    if (next === undefined) known.set(number, (next = formatNumber(workbook.formats, { ...formatOf(workbook.formats, number), ...patch })));
    return next;
  };
  if (isEntireColumns(rect) || isEntireRows(rect)) {
    forEachStored(sheet, rect, (cell, row, column) => {
      cell.format = patched(formatNumberAt(sheet, row, column));
    });
    if (isEntireColumns(rect)) {
      for (let column = rect.column; column < rect.column + rect.columns; column++) sheet.columnFormats.set(column, patched(sheet.columnFormats.get(column) ?? 0));
      for (const [row, format] of sheet.rowFormats) for (let column = rect.column; column < rect.column + rect.columns; column++) ensureCell(sheet, row, column).format ??= patched(format);
    } else {
      for (let row = rect.row; row < rect.row + rect.rows; row++) {
        for (const [column, format] of sheet.columnFormats) ensureCell(sheet, row, column).format ??= patched(format);
        sheet.rowFormats.set(row, patched(sheet.rowFormats.get(row) ?? 0));
      }
    }
    return;
  }
  for (let row = rect.row; row < rect.row + rect.rows; row++) {
    for (let column = rect.column; column < rect.column + rect.columns; column++) {
      const number = formatNumberAt(sheet, row, column);
      const next = patched(number);
      if (next !== number) ensureCell(sheet, row, column).format = next;
    }
  }
}

/** Takes all formatting away from a rectangle. */
export function clearFormats(sheet: SheetModel, rect: Rect): void {
  const touchesLines = [...sheet.columnFormats.keys()].some((column) => column >= rect.column && column < rect.column + rect.columns) || [...sheet.rowFormats.keys()].some((row) => row >= rect.row && row < rect.row + rect.rows);
  if (isEntireColumns(rect)) for (let column = rect.column; column < rect.column + rect.columns; column++) sheet.columnFormats.delete(column);
  else if (isEntireRows(rect)) for (let row = rect.row; row < rect.row + rect.rows; row++) sheet.rowFormats.delete(row);
  else if (touchesLines) {
    for (let row = rect.row; row < rect.row + rect.rows; row++) for (let column = rect.column; column < rect.column + rect.columns; column++) ensureCell(sheet, row, column).format = 0;
    return;
  }
  forEachStored(sheet, rect, (cell) => {
    cell.format = null;
  });
}

/** Whether a rectangle cuts through a merged area without holding all of it. */
export function cutsMerge(sheet: SheetModel, rect: Rect): boolean {
  return sheet.merges.some((merge) => {
    const common = intersection(merge, rect);
    return common !== null && (common.rows !== merge.rows || common.columns !== merge.columns);
  });
}

/** Whether the cell is covered by a merged area of which it is not the first cell. */
export function isCovered(merges: readonly Rect[], row: number, column: number): boolean {
  return merges.some((merge) => contains(merge, row, column) && (merge.row !== row || merge.column !== column));
}
