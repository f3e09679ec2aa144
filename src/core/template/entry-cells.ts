import type { Rect } from "../grid/address";
import { isBlank } from "../grid/cell";
import type { PlacedIndicator } from "./scoring-table";
import type { TableGrid } from "./table-grid";

/**
 * Cells that an evaluator fills, column by column: constants and blanks, of a merged area its anchor. Neighbours in a
 * column make one rectangle. (ST-16)
 */
export function entryRuns(grid: TableGrid, columns: readonly number[], rowsOf: (column: number) => readonly number[]): readonly Rect[] {
  const runs: Rect[] = [];
  for (const column of columns) {
    let run: { row: number; rows: number } | null = null;
    for (const row of rowsOf(column)) {
      const merge = grid.mergeAt(row, column);
      const isAnchor = merge === null || (merge.row === row && merge.column === column);
      if (!isAnchor || grid.formulaAt(row, column) !== null) continue;
      if (run !== null && run.row + run.rows === row) {
        run.rows++;
        continue;
      }
      if (run !== null) runs.push({ ...run, column, columns: 1 });
      run = { row, rows: 1 };
    }
    if (run !== null) runs.push({ ...run, column, columns: 1 });
  }
  return runs;
}

/**
 * The row of an indicator in which its points are entered in a column: the only filled cell, else the first that can
 * be filled. A cell merged over several indicators is entered at the first of them. (ST-16)
 */
export function entryRow(grid: TableGrid, column: number, placed: PlacedIndicator): number | null {
  if (placed.where.kind !== "rows") return null;
  const { row, rows } = placed.where;
  const anchors: number[] = [];
  for (let r = row; r < row + rows; r++) {
    const merge = grid.mergeAt(r, column);
    if (merge !== null && (merge.row !== r || merge.column !== column)) continue;
    anchors.push(r);
  }
  const filled = anchors.filter((r) => !isBlank(grid.valueAt(r, column)) || grid.formulaAt(r, column) !== null);
  return (filled.length === 1 ? filled[0] : anchors[0]) ?? null;
}
