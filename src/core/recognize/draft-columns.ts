import { MAX_COLUMNS } from "../grid/address";
import type { TableDraft } from "./cut-tables";
import type { Band } from "./row-features";
import { KIND, type SheetGrid } from "./sheet-grid";
import { readHeaderCell, type HeaderCell } from "./header-cell";

/** A column of a table before its role is known; relative to the grid. */
export type DraftColumn = {
  readonly column: number;
  readonly columns: number;
  /** Top to bottom, blank levels left out. */
  readonly header: readonly HeaderCell[];
};

/** First and last sheet column of the table, merges included; relative, inclusive. */
export function tableExtent(grid: SheetGrid, band: Band, draft: TableDraft): { readonly first: number; readonly last: number; readonly lastRow: number } {
  let first = band.last;
  let last = band.first;
  let lastRow = draft.header?.last ?? 0;
  const take = (row: number): void => {
    lastRow = Math.max(lastRow, row);
    for (const c of grid.content.get(row) ?? []) {
      if (c < band.first || c > band.last) continue;
      const merge = grid.mergeAt(row, c);
      first = Math.min(first, c);
      last = Math.max(last, Math.min(band.last === grid.columns - 1 ? MAX_COLUMNS : band.last, c + (merge?.columns ?? 1) - 1));
    }
  };
  if (draft.header) for (let r = draft.header.first; r <= draft.header.last; r++) take(r);
  const headerRow = draft.header?.last ?? 0;
  for (const rows of [draft.dataRows, draft.groupRows, draft.totalRows]) for (const row of rows) take(row);
  lastRow = Math.max(lastRow, headerRow);
  const bodyEnd = lastRow;
  for (let c = Math.max(0, first); c <= Math.min(last, grid.columns - 1); c++) {
    const merge = grid.mergeAt(bodyEnd, c);
    if (merge !== null && merge.rows > 1 && merge.row > (draft.header?.last ?? -1)) lastRow = Math.max(lastRow, merge.row + merge.rows - 1);
  }
  return { first, last, lastRow };
}

/**
 * The table's columns: one for each leaf of the header; where the header is merged over several sheet columns and the
 * body is not, one for each of them; and one for each column with a body but no header. Rule RC-20.
 */
export function draftColumns(grid: SheetGrid, draft: TableDraft, extent: { readonly first: number; readonly last: number }): readonly DraftColumn[] {
  const starts = new Set<number>();
  for (const rows of [draft.dataRows, draft.totalRows]) {
    const step = Math.max(1, Math.floor(rows.length / 500));
    for (let i = 0; i < rows.length; i += step) for (const c of grid.content.get(rows[i] ?? -1) ?? []) if (rows === draft.dataRows) starts.add(c);
  }
  const columns: DraftColumn[] = [];
  let c = extent.first;
  while (c <= extent.last) {
    const header = headerOf(grid, draft, c);
    const leaf = header[header.length - 1];
    let width = 1;
    if (leaf && leaf.column === c && leaf.columns > 1) {
      while (width < leaf.columns && c + width <= extent.last && !starts.has(c + width)) width++;
    } else if (!leaf || leaf.column < c) {
      const merge = firstBodyMerge(grid, draft, c);
      if (merge > 1) while (width < merge && c + width <= extent.last && !starts.has(c + width) && !headerStartsAt(grid, draft, c + width)) width++;
    }
    if (header.length > 0 || starts.has(c)) columns.push({ column: c, columns: width, header });
    c += width;
  }
  return columns;
}

function firstBodyMerge(grid: SheetGrid, draft: TableDraft, column: number): number {
  for (const row of draft.dataRows.slice(0, 20)) {
    const merge = grid.mergeAt(row, column);
    if (merge !== null && merge.column === column && merge.columns > 1) return merge.columns;
  }
  return 1;
}

function headerStartsAt(grid: SheetGrid, draft: TableDraft, column: number): boolean {
  return headerOf(grid, draft, column).some((cell) => cell.column === column);
}

/** The header's cells above a column, top to bottom. */
export function headerOf(grid: SheetGrid, draft: TableDraft, column: number): readonly HeaderCell[] {
  if (!draft.header) return [];
  const cells: HeaderCell[] = [];
  for (let r = draft.header.first; r <= draft.header.last; r++) {
    const merge = grid.mergeAt(r, column);
    const row = merge ? merge.row : r;
    const at = merge ? merge.column : column;
    if (row !== r && cells.some((cell) => cell.row === row && cell.column === at)) continue;
    if (row < draft.header.first) continue;
    // What a formula works out inside a header is a value (a total above the body), not a name.
    if (grid.kinds[row * grid.columns + at] === KIND.formula && !Number.isNaN(grid.numberAt(row, at))) continue;
    const cell = readHeaderCell(grid, row, at, merge?.columns ?? 1);
    if (cell && !cells.some((known) => known.row === cell.row && known.column === cell.column)) cells.push(cell);
  }
  return cells;
}
