import type { SheetGrid } from "./sheet-grid";
import { KIND } from "./sheet-grid";
import type { TextInfo } from "./text-info";

/** One cell of a header. */
export type HeaderCell = {
  readonly row: number;
  readonly column: number;
  readonly columns: number;
  readonly info: TextInfo;
};

/** The header cell whose top left is at (row, column), or `null` where that is blank. */
export function readHeaderCell(grid: SheetGrid, row: number, column: number, columns: number): HeaderCell | null {
  if (row < 0 || column < 0 || (grid.kinds[row * grid.columns + column] ?? KIND.blank) === KIND.blank) return null;
  return { row, column, columns, info: grid.infoAt(row, column) };
}
