import { styleAt } from "../grid/snapshot";
import type { RecognizedColumn } from "../recognize/table";
import { markInCell, weightShares } from "../template/mark-text";
import { isPercentFormat } from "./number-format";
import type { TableView } from "./table-view";

/** A weight or full mark where it stands. */
export type MarkAt = { readonly row: number; readonly value: number };

/** Rows between header and end of the table that are neither totals, groups, notes nor repeated headers. */
export function dataRowsOf(view: TableView): readonly number[] {
  const { range, headerRows, repeatedHeaderRows, totalRows, groupRows, noteRows, titleRows, metaRows } = view.table.table;
  const skipped = new Set([...totalRows, ...groupRows, ...noteRows, ...titleRows, ...metaRows]);
  for (const span of [...(headerRows ? [headerRows] : []), ...repeatedHeaderRows]) for (let row = span.first; row <= span.last; row++) skipped.add(row);
  const rows: number[] = [];
  for (let row = range.row; row < range.row + range.rows; row++) if (!skipped.has(row)) rows.push(row);
  return rows;
}

/** Each total row is held against all rows above it: so many cells may be looked at for them all together. */
const MAX_TOTALLED_CELLS = 2_000_000;

/** The table's total rows from top to bottom, as many as are checked: all, but in large tables with many of them. */
export function checkedTotalRows(view: TableView): readonly number[] {
  const { rows, columns } = view.table.table.range;
  const limit = Math.max(5, Math.floor(MAX_TOTALLED_CELLS / (rows * columns)));
  return [...view.totalRows].sort((a, b) => a - b).slice(0, limit);
}

/** All rows of the table above `row`, whatever they were taken for. */
export function rowsAbove(view: TableView, row: number): readonly number[] {
  const first = view.table.table.range.row;
  return Array.from({ length: Math.max(0, row - first) }, (_, i) => first + i);
}

function cellsOf(view: TableView, column: RecognizedColumn, rows: readonly number[]): readonly { readonly row: number; readonly cell: ReturnType<typeof markInCell> }[] {
  return rows
    .filter((row) => !view.merges.isCovered(row, column.column))
    .map((row) => ({
      row,
      cell: markInCell(view.value(row, column.column), isPercentFormat(styleAt(view.workbook, view.sheet, row, column.column)?.numberFormat ?? "General")),
    }));
}

/** Weights of a column as shares of 1, in the given rows; cells without one are left out. */
export function weightsIn(view: TableView, column: RecognizedColumn, rows: readonly number[]): readonly MarkAt[] {
  const cells = cellsOf(view, column, rows);
  const shares = weightShares(cells.map(({ cell }) => cell));
  return cells.flatMap(({ row }, i) => {
    const share = shares[i];
    return share == null ? [] : [{ row, value: Number(share) }];
  });
}

/** Full marks of a column in points, in the given rows; cells without one, and percentages, are left out. */
export function marksIn(view: TableView, column: RecognizedColumn, rows: readonly number[]): readonly MarkAt[] {
  return cellsOf(view, column, rows).flatMap(({ row, cell }) => (cell === null || cell.unit === "percent" ? [] : [{ row, value: Number(cell.amount) }]));
}

/**
 * For every given row the row in which its label in `column` stands: the anchor of a merge, or the nearest
 * filled cell above. Rows before the first label belong to themselves.
 */
export function anchorRows(view: TableView, column: number, rows: readonly number[]): ReadonlyMap<number, number> {
  const anchors = new Map<number, number>();
  let current: number | null = null;
  for (const row of rows) {
    const merge = view.merges.areaAt(row, column);
    if (merge) current = merge.row;
    else if (view.value(row, column) !== null && view.reading(row, column).kind !== "blank") current = row;
    anchors.set(row, current ?? row);
  }
  return anchors;
}

/** Values grouped by the anchor row of their row. */
export function groupByAnchor(marks: readonly MarkAt[], anchors: ReadonlyMap<number, number>): ReadonlyMap<number, readonly MarkAt[]> {
  const groups = new Map<number, MarkAt[]>();
  for (const mark of marks) {
    const anchor = anchors.get(mark.row) ?? mark.row;
    const group = groups.get(anchor);
    if (group) group.push(mark);
    else groups.set(anchor, [mark]);
  }
  return groups;
}
