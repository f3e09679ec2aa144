import type { TableDraft } from "./cut-tables";
import type { DescribedColumn } from "./column-features";
import type { LabelledColumn } from "./label-columns";
import { KIND, type SheetGrid } from "./sheet-grid";

/**
 * The label columns in which a cell stands for several body rows: by a merge over two rows with content, by blanks below
 * it while the other columns go on, or (the leaf column) by indentation. Relative columns. Rule RC-30.
 */
export function hierarchyColumns(grid: SheetGrid, draft: TableDraft, columns: readonly DescribedColumn[], roles: readonly LabelledColumn[]): readonly number[] {
  const found: number[] = [];
  const body = new Set([...draft.dataRows]);
  /** Label columns passed so far. */
  const outer: number[] = [];
  columns.forEach((column, i) => {
    const role = roles[i]?.role;
    if (role === undefined || !(role.startsWith("level") || role === "indicator")) return;
    const further = blanksBelow(grid, draft, column.column, outer);
    outer.push(column.column);
    if (mergesOverRows(grid, body, draft, column.column) || further || (role === "indicator" && indented(grid, draft, column.column))) found.push(column.column);
  });
  return found;
}

function mergesOverRows(grid: SheetGrid, body: ReadonlySet<number>, draft: TableDraft, column: number): boolean {
  for (const row of draft.dataRows) {
    const merge = grid.mergeAt(row, column);
    if (merge === null || merge.row >= row || !body.has(merge.row)) continue;
    return true;
  }
  return false;
}

/**
 * A text with at least one blank body row below it, in a column whose first body row is filled, at least twice or once over three rows. A
 * blank beside the beginning of an outer label is none: there the label is missing.
 */
function blanksBelow(grid: SheetGrid, draft: TableDraft, column: number, outer: readonly number[]): boolean {
  let blanks = 0;
  let filled = 0;
  const first = draft.dataRows[0];
  if (first === undefined || (grid.kinds[first * grid.columns + column] ?? 0) === KIND.blank) return false;
  for (const row of draft.dataRows) {
    const kind = grid.kinds[row * grid.columns + column] ?? 0;
    if (kind === KIND.blank) {
      if (grid.mergeAt(row, column) === null && outer.every((label) => (grid.kinds[row * grid.columns + label] ?? 0) === KIND.blank)) blanks++;
    } else filled++;
  }
  return filled > 0 && (blanks >= 2 || (blanks >= 1 && filled <= 3)) && blanks >= (filled + blanks) * 0.2;
}

/** Labels indented to at least two depths, the outermost first. */
function indented(grid: SheetGrid, draft: TableDraft, column: number): boolean {
  const depths = new Map<number, number>();
  let deeper = 0;
  let outermost = Infinity;
  for (const row of draft.dataRows) {
    if ((grid.kinds[row * grid.columns + column] ?? 0) !== KIND.text) continue;
    const indent = grid.infoAt(row, column).indent + 2 * (grid.styleAt(row, column)?.indent ?? 0);
    depths.set(indent, (depths.get(indent) ?? 0) + 1);
    outermost = Math.min(outermost, indent);
    if (indent > outermost) deeper++;
  }
  return depths.size >= 2 && deeper >= 2 && deeper >= draft.dataRows.length * 0.2;
}
