import { isCellError, type CellError, type CellErrorCode, type CellValue } from "../../../core/grid/cell";

/** A value of one cell. `null` is blank. */
export type Scalar = CellValue;

/** A computed array, row by row: `items[row * columns + column]`. */
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

/** Item of an array as operators see it: a single row or column is repeated, outside is #N/A. */
export function broadcastItem(array: ArrayValue, row: number, column: number): Scalar {
  const r = array.rows === 1 ? 0 : row;
  const c = array.columns === 1 ? 0 : column;
  if (r >= array.rows || c >= array.columns) return ERROR_NA;
  return array.items[r * array.columns + c] ?? null;
}
