import type { Band } from "./row-features";
import type { SheetGrid } from "./sheet-grid";

/**
 * Cuts a sheet into bands of columns where tables stand side by side: at columns without any content that nothing but a
 * title's merge crosses, if each side is a table of its own (two columns or more with content, three rows or more, and at
 * least half as many rows as the other side). Otherwise the whole sheet is one band. Rule RC-4.
 */
export function splitBands(grid: SheetGrid): readonly Band[] {
  const whole: Band = { first: 0, last: grid.columns - 1 };
  if (grid.columns < 5 || grid.contentRows.length < 3) return grid.columns === 0 ? [] : [whole];
  const filled = new Float64Array(grid.columns);
  const crossing = new Float64Array(grid.columns);
  for (const row of grid.contentRows) {
    for (const c of grid.content.get(row) ?? []) {
      const merge = grid.mergeAt(row, c);
      const width = merge?.columns ?? 1;
      const wide = width >= grid.columns * 0.5;
      for (let k = c; k < Math.min(grid.columns, c + width); k++) {
        if (wide) crossing[k] = (crossing[k] ?? 0) + 1;
        else filled[k] = (filled[k] ?? 0) + 1;
      }
    }
  }
  const bands: Band[] = [];
  let start = -1;
  for (let c = 0; c <= grid.columns; c++) {
    const blank = c === grid.columns || filled[c] === 0;
    if (!blank && start < 0) start = c;
    if (blank && start >= 0) {
      bands.push({ first: start, last: c - 1 });
      start = -1;
    }
  }
  if (bands.length < 2) return [whole];
  const rowsOf = bands.map((band) => bandRows(grid, band));
  const most = Math.max(...rowsOf);
  if (!bands.every((band, i) => band.last > band.first && (rowsOf[i] ?? 0) >= 3 && (rowsOf[i] ?? 0) >= most * 0.5)) return [whole];
  return bands.map((band, i) => ({ first: i === 0 ? 0 : band.first, last: i === bands.length - 1 ? grid.columns - 1 : (bands[i + 1]?.first ?? grid.columns) - 1 }));
}

/** Rows in which a band has at least two cells. */
function bandRows(grid: SheetGrid, band: Band): number {
  let rows = 0;
  for (const row of grid.contentRows) {
    let cells = 0;
    for (const c of grid.content.get(row) ?? []) if (c >= band.first && c <= band.last) cells++;
    if (cells >= 2) rows++;
  }
  return rows;
}
