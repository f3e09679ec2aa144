import type { Rect } from "../../../core/grid/address";
import type { CellValue } from "../../../core/grid/cell";
import { createFormulaList } from "./formula-list";

/** A formula of a cell, shared ones already expanded. */
export type ParsedFormula = {
  /** With leading "=". */
  readonly formula: string;
  /** Range of an array formula anchored here. */
  readonly array: Rect | null;
  /** The file holds a value of it. */
  readonly cached: boolean;
};

/**
 * The cells of a sheet in columns of data, in row-major order: no object a cell. Cells without content but
 * with a format stand apart, so that a million of them cost little.
 */
export type SheetCells = {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly styles: readonly number[];
  readonly values: readonly CellValue[];
  /** By index into the arrays above. */
  readonly formulas: ReadonlyMap<number, ParsedFormula>;
  readonly bareRows: readonly number[];
  readonly bareColumns: readonly number[];
  readonly bareStyles: readonly number[];
  /** `null`: no content. */
  readonly used: Rect | null;
  /** Index of the first cell of each row of `used`, and one more for the end. */
  readonly rowStarts: Int32Array;
};

/** Index of a content cell, or -1. */
export function cellIndex(cells: SheetCells, row: number, column: number): number {
  const { used, rowStarts, columns } = cells;
  if (!used || row < used.row || row >= used.row + used.rows) return -1;
  let low = rowStarts[row - used.row] ?? 0;
  let high = (rowStarts[row - used.row + 1] ?? 0) - 1;
  if (low > high) return -1;
  // Rows are mostly filled without gaps: then the place is known.
  const guess = low + column - (columns[low] ?? 0);
  if (guess >= low && guess <= high && columns[guess] === column) return guess;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = columns[middle] ?? 0;
    if (found === column) return middle;
    if (found < column) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

type Growing = {
  readonly rows: number[];
  readonly columns: number[];
  readonly styles: number[];
  readonly values: CellValue[];
  readonly formulas: ReadonlyMap<number, ParsedFormula>;
  readonly bareRows: readonly number[];
  readonly bareColumns: readonly number[];
  readonly bareStyles: readonly number[];
};

function isOrdered(rows: readonly number[], columns: readonly number[]): boolean {
  for (let i = 1; i < rows.length; i++) {
    const step = (rows[i] ?? 0) - (rows[i - 1] ?? 0);
    if (step < 0 || (step === 0 && (columns[i] ?? 0) <= (columns[i - 1] ?? 0))) return false;
  }
  return true;
}

/** Sorts cells that a file has out of order; of two for one place the later one counts. */
function ordered(cells: Growing): Growing {
  if (isOrdered(cells.rows, cells.columns)) return cells;
  const order = cells.rows.map((_, index) => index);
  order.sort((a, b) => (cells.rows[a] ?? 0) - (cells.rows[b] ?? 0) || (cells.columns[a] ?? 0) - (cells.columns[b] ?? 0) || a - b);
  const kept = order.filter((index, place) => {
    const next = order[place + 1];
    return next === undefined || cells.rows[next] !== cells.rows[index] || cells.columns[next] !== cells.columns[index];
  });
  const formulas = createFormulaList();
  kept.forEach((index, place) => {
    const formula = cells.formulas.get(index);
    if (formula) formulas.set(place, formula);
  });
  return {
    ...cells,
    rows: kept.map((index) => cells.rows[index] ?? 0),
    columns: kept.map((index) => cells.columns[index] ?? 0),
    styles: kept.map((index) => cells.styles[index] ?? 0),
    values: kept.map((index) => cells.values[index] ?? null),
    formulas,
  };
}

/** Puts the cells in order and measures them. */
export function finishCells(collected: Growing): SheetCells {
  const cells = ordered(collected);
  const { rows, columns } = cells;
  const first = rows[0];
  if (first === undefined) return { ...cells, used: null, rowStarts: new Int32Array(1) };
  const last = rows[rows.length - 1] ?? first;
  let left = Infinity;
  let right = 0;
  const rowStarts = new Int32Array(last - first + 2);
  let at = 0;
  for (let row = first; row <= last; row++) {
    rowStarts[row - first] = at;
    while (rows[at] === row) {
      const column = columns[at] ?? 0;
      if (column < left) left = column;
      if (column > right) right = column;
      at++;
    }
  }
  rowStarts[last - first + 1] = at;
  return { ...cells, used: { row: first, column: left, rows: last - first + 1, columns: right - left + 1 }, rowStarts };
}
