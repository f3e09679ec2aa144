import type { CellError } from "../../../core/grid/cell";
import { compareScalars, foldText, toNumber, toText } from "./coerce";
import { equal15, subtract15 } from "./decimal";
import { arrayOf, broadcastItem, combinedRows, ERROR_DIV0, ERROR_NUM, isArray, isError, requireArraySize, type ArrayValue, type Scalar } from "./value";

type Arithmetic = (a: number, b: number) => number | CellError;

function finite(x: number): number | CellError {
  return Number.isFinite(x) ? x : ERROR_NUM;
}

export function power(a: number, b: number): number | CellError {
  if (a === 0 && b === 0) return ERROR_NUM;
  if (a === 0 && b < 0) return ERROR_DIV0;
  return finite(a ** b);
}

export const ARITHMETIC: Readonly<Record<"+" | "-" | "*" | "/" | "^", Arithmetic>> = {
  "+": (a, b) => finite(a + b),
  "-": (a, b) => finite(a - b),
  "*": (a, b) => finite(a * b),
  "/": (a, b) => (b === 0 ? ERROR_DIV0 : finite(a / b)),
  "^": power,
};

/** Addition and subtraction that end a formula: a result that is 0 to 15 digits is 0 (CE-33). */
export const FINAL_ARITHMETIC: Readonly<Record<"+" | "-", Arithmetic>> = {
  "+": (a, b) => finite(subtract15(a, -b)),
  "-": (a, b) => finite(subtract15(a, b)),
};

export function arithmeticOperator(apply: Arithmetic, date1904: boolean): (a: Scalar, b: Scalar) => Scalar {
  return (a, b) => {
    const x = toNumber(a, date1904);
    if (typeof x !== "number") return x;
    const y = toNumber(b, date1904);
    if (typeof y !== "number") return y;
    return apply(x, y);
  };
}

export function concatenate(a: Scalar, b: Scalar): Scalar {
  const x = toText(a);
  if (typeof x !== "string") return x;
  const y = toText(b);
  return typeof y === "string" ? x + y : y;
}

function comparison(holds: (order: number) => boolean): (a: Scalar, b: Scalar) => Scalar {
  return (a, b) => {
    if (isError(a)) return a;
    if (isError(b)) return b;
    return holds(compareScalars(a, b));
  };
}

function equals(a: Scalar, b: Scalar): boolean | CellError {
  if (typeof a === "number" && typeof b === "number") return equal15(a, b);
  if (typeof a === "string" && typeof b === "string") return a === b || foldText(a) === foldText(b);
  if (isError(a)) return a;
  if (isError(b)) return b;
  return compareScalars(a, b) === 0;
}

export const COMPARISON: Readonly<Record<"=" | "<>" | "<" | ">" | "<=" | ">=", (a: Scalar, b: Scalar) => Scalar>> = {
  "=": equals,
  "<>": (a, b) => {
    const same = equals(a, b);
    return typeof same === "boolean" ? !same : same;
  },
  "<": comparison((order) => order < 0),
  ">": comparison((order) => order > 0),
  "<=": comparison((order) => order <= 0),
  ">=": comparison((order) => order >= 0),
};

function mapped(array: ArrayValue, apply: (item: Scalar) => Scalar): ArrayValue {
  return arrayOf(array.rows, array.columns, array.items.map(apply));
}

function flatItem({ items, columns }: ArrayValue, i: number): Scalar {
  return items[i < items.length ? i : items.length - columns + (i % columns)] ?? null;
}

/** Applies an operator to single values, or item by item where one side is an array (CE-22). */
export function liftBinary(apply: (a: Scalar, b: Scalar) => Scalar, a: Scalar | ArrayValue, b: Scalar | ArrayValue): Scalar | ArrayValue {
  if (!isArray(a)) {
    if (!isArray(b)) return apply(a, b);
    return mapped(b, (item) => apply(a, item));
  }
  if (!isArray(b)) return mapped(a, (item) => apply(item, b));
  const items: Scalar[] = [];
  if (a.rows === b.rows && a.columns === b.columns) {
    const length = Math.max(a.items.length, b.items.length);
    for (let i = 0; i < length; i++) items.push(apply(flatItem(a, i), flatItem(b, i)));
    return arrayOf(a.rows, a.columns, items);
  }
  const rows = Math.max(a.rows, b.rows);
  const columns = Math.max(a.columns, b.columns);
  const stored = combinedRows([a, b], rows);
  requireArraySize(stored, columns);
  for (let row = 0; row < stored; row++) {
    for (let column = 0; column < columns; column++) items.push(apply(broadcastItem(a, row, column), broadcastItem(b, row, column)));
  }
  return arrayOf(rows, columns, items);
}

export function liftUnary(apply: (a: Scalar) => Scalar, a: Scalar | ArrayValue): Scalar | ArrayValue {
  return isArray(a) ? mapped(a, apply) : apply(a);
}
