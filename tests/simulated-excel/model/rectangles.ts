import { contains, intersection, MAX_COLUMNS, MAX_ROWS, type Rect } from "../../../src/core/grid/address";

export type Position = { readonly row: number; readonly column: number };

export function isEntireColumns(rect: Rect): boolean {
  return rect.rows === MAX_ROWS;
}

export function isEntireRows(rect: Rect): boolean {
  return rect.columns === MAX_COLUMNS;
}

export function isInGrid(rect: Rect): boolean {
  return rect.row >= 0 && rect.column >= 0 && rect.rows >= 1 && rect.columns >= 1 && rect.row + rect.rows <= MAX_ROWS && rect.column + rect.columns <= MAX_COLUMNS;
}

export function isInside(inner: Rect, outer: Rect): boolean {
  return contains(outer, inner.row, inner.column) && contains(outer, inner.row + inner.rows - 1, inner.column + inner.columns - 1);
}

export function boundingRect(a: Rect, b: Rect): Rect {
  const row = Math.min(a.row, b.row);
  const column = Math.min(a.column, b.column);
  return { row, column, rows: Math.max(a.row + a.rows, b.row + b.rows) - row, columns: Math.max(a.column + a.columns, b.column + b.columns) - column };
}

export function touchesAny(rect: Rect, others: readonly Rect[]): boolean {
  return others.some((other) => intersection(rect, other) !== null);
}

/** What is left of a rectangle when another is taken away: at most four rectangles. */
export function without(rect: Rect, taken: Rect): readonly Rect[] {
  const common = intersection(rect, taken);
  if (!common) return [rect];
  const pieces: Rect[] = [
    { ...rect, rows: common.row - rect.row },
    { ...rect, row: common.row + common.rows, rows: rect.row + rect.rows - common.row - common.rows },
    { row: common.row, rows: common.rows, column: rect.column, columns: common.column - rect.column },
    { row: common.row, rows: common.rows, column: common.column + common.columns, columns: rect.column + rect.columns - common.column - common.columns },
  ];
  return pieces.filter((piece) => piece.rows > 0 && piece.columns > 0);
}

/** Single cells joined to rectangles: runs in a row first, then equal runs below each other. */
export function rectanglesOf(positions: readonly Position[]): readonly Rect[] {
  const sorted = [...positions].sort((a, b) => a.row - b.row || a.column - b.column);
  const runs: Rect[] = [];
  for (const { row, column } of sorted) {
    const last = runs.at(-1);
    if (last && last.row === row && last.column + last.columns === column) runs[runs.length - 1] = { ...last, columns: last.columns + 1 };
    else runs.push({ row, column, rows: 1, columns: 1 });
  }
  const open = new Map<string, number>();
  const joined: Rect[] = [];
  for (const run of runs) {
    const key = `${String(run.column)}:${String(run.columns)}`;
    const index = open.get(key);
    const above = index === undefined ? undefined : joined[index];
    if (above && index !== undefined && above.row + above.rows === run.row) joined[index] = { ...above, rows: above.rows + 1 };
    else open.set(key, joined.push(run) - 1);
  }
  return joined;
}
