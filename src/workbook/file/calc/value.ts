import { isCellError, type CellError, type CellErrorCode, type CellValue } from "../../../core/grid/cell";
import { Uncalculable } from "./interruption";

/** A value of one cell. `null` is blank. */
export type Scalar = CellValue;

/**
 * A computed array, row by row: `items[row * columns + column]`. An array made of whole columns may be short
 * (CE-45): `items` then has fewer rows than `rows`, and all rows behind are like its last one. Functions
 * receive short arrays only where they say so; who reads `items` by position uses `itemAt`.
 */
export type ArrayValue = {
  readonly kind: "array";
  readonly rows: number;
  readonly columns: number;
  readonly items: readonly Scalar[];
};

/** A rectangle on a sheet, by the sheet's index; all bounds zero-based and inclusive. */
export type RangeArea = {
  readonly sheet: number;
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
};

/** One or several rectangles. `dynamic`: found while calculating (OFFSET, INDIRECT), so not known to the dependency graph. */
export type Reference = {
  readonly kind: "reference";
  readonly areas: readonly RangeArea[];
  readonly dynamic: boolean;
};

/** What LAMBDA makes. */
export type LambdaValue = {
  readonly kind: "lambda";
  readonly parameters: number;
  readonly apply: (args: readonly Value[]) => Value;
};

export type Value = Scalar | ArrayValue | Reference | LambdaValue;

function error(code: CellErrorCode): CellError {
  return Object.freeze({ error: code });
}

export const ERROR_NULL = error("#NULL!");
export const ERROR_DIV0 = error("#DIV/0!");
export const ERROR_VALUE = error("#VALUE!");
export const ERROR_REF = error("#REF!");
export const ERROR_NAME = error("#NAME?");
export const ERROR_NUM = error("#NUM!");
export const ERROR_NA = error("#N/A");
export const ERROR_CALC = error("#CALC!");

export function isError(value: unknown): value is CellError {
  return isCellError(value);
}

export function isArray(value: Value): value is ArrayValue {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "array";
}

export function isReference(value: Value): value is Reference {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "reference";
}

export function isLambda(value: Value): value is LambdaValue {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "lambda";
}

export function arrayOf(rows: number, columns: number, items: readonly Scalar[]): ArrayValue {
  return { kind: "array", rows, columns, items };
}

export function referenceTo(area: RangeArea, dynamic: boolean): Reference {
  return { kind: "reference", areas: [area], dynamic };
}

/** Largest array that is made in memory, in cells. */
const MAX_ARRAY_CELLS = 6_000_000;

/** Throws where an array of so many cells is beyond what is calculated. */
export function requireArraySize(rows: number, columns: number): void {
  if (rows * columns > MAX_ARRAY_CELLS) throw new Uncalculable("function", "array-size");
}

/** Rows that an array holds; all rows behind them are like the last one. */
export function storedRows(array: ArrayValue): number {
  return array.items.length / array.columns;
}

/** The array with all its rows. */
export function expand(array: ArrayValue): ArrayValue {
  const { rows, columns, items } = array;
  const missing = rows * columns - items.length;
  if (missing <= 0) return array;
  requireArraySize(rows, columns);
  const all = items.slice();
  const from = items.length - columns;
  if (columns === 1) {
    const last = items[from] ?? null;
    for (let i = 0; i < missing; i++) all.push(last);
  } else for (let i = 0; i < missing; i++) all.push(items[from + (i % columns)] ?? null);
  return arrayOf(rows, columns, all);
}

/** The item at a row and column inside the array, short or not. */
export function itemAt(array: ArrayValue, row: number, column: number): Scalar {
  const { items, columns } = array;
  const index = row * columns + column;
  return items[index < items.length ? index : items.length - columns + column] ?? null;
}

/** Item of an array as operators see it: a single row or column is repeated, outside is #N/A. */
export function broadcastItem(array: ArrayValue, row: number, column: number): Scalar {
  const r = array.rows === 1 ? 0 : row;
  const c = array.columns === 1 ? 0 : column;
  if (r >= array.rows || c >= array.columns) return ERROR_NA;
  return itemAt(array, r, c);
}

/** Number of rows after which nothing new comes where arrays are combined to one of `rows` rows. */
export function combinedRows(arrays: readonly ArrayValue[], rows: number): number {
  let stored = 1;
  for (const array of arrays) {
    if (array.rows === 1) continue;
    // Behind the end of a lower array stands #N/A, which is one more row.
    stored = Math.max(stored, array.rows < rows ? array.rows + 1 : storedRows(array));
  }
  return Math.min(stored, rows);
}
