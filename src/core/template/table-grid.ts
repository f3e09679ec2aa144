import { intersection, MAX_COLUMNS, type Rect } from "../grid/address";
import type { CellValue } from "../grid/cell";
import { formulaAt, valueAt, type SheetSnapshot } from "../grid/snapshot";

/** Cells of one table with its merges looked up once. */
export type TableGrid = {
  /** The cell's value; inside a merged area that of its anchor. */
  valueAt(row: number, column: number): CellValue;
  formulaAt(row: number, column: number): string | null;
  /** The merged area that covers a cell, or `null`. */
  mergeAt(row: number, column: number): Rect | null;
};

/** More cells under merges than this inside one table are not looked up (broken files only). */
const MAX_MERGED_CELLS = 2_000_000;

/** A view on `range` of the sheet. Takes time in the number of merges and merged cells, once. */
export function tableGrid(sheet: SheetSnapshot, range: Rect): TableGrid {
  const covered = new Map<number, Rect>();
  let budget = MAX_MERGED_CELLS;
  for (const merge of sheet.merges) {
    const part = intersection(merge, range);
    if (!part) continue;
    budget -= part.rows * part.columns;
    if (budget < 0) break;
    for (let row = part.row; row < part.row + part.rows; row++) {
      for (let column = part.column; column < part.column + part.columns; column++) covered.set(row * MAX_COLUMNS + column, merge);
    }
  }
  const mergeAt = (row: number, column: number): Rect | null => covered.get(row * MAX_COLUMNS + column) ?? null;
  return {
    mergeAt,
    valueAt(row, column) {
      const merge = mergeAt(row, column);
      return merge ? valueAt(sheet, merge.row, merge.column) : valueAt(sheet, row, column);
    },
    formulaAt(row, column) {
      const merge = mergeAt(row, column);
      return merge ? formulaAt(sheet, merge.row, merge.column) : formulaAt(sheet, row, column);
    },
  };
}
