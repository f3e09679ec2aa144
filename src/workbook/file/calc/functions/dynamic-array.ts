import type { CellError } from "../../../../core/grid/cell";
import { compareScalars, foldText, toBoolean, toNumber } from "../coerce";
import type { EvaluationContext } from "../context";
import { rangeFunction, type ArgumentClass, type FunctionSpec, type FunctionTable } from "../function-spec";
import { Uncalculable } from "../interruption";
import { dereference, toArray, toShortArray } from "../range-reader";
import { arrayOf, expand, ERROR_CALC, ERROR_NA, ERROR_NUM, ERROR_VALUE, isArray, isError, isLambda, itemAt, storedRows, type ArrayValue, type Scalar, type Value } from "../value";
import { transpose } from "./lookup";

function scalarOf(value: Value | undefined, context: EvaluationContext): Scalar | undefined {
  if (value === undefined || isLambda(value)) return undefined;
  const plain = dereference(context, value);
  return isArray(plain) ? plain.items[0] : plain;
}

/** A number argument; an omitted or empty one is `missing`. */
function numberOf(value: Value | undefined, missing: number, context: EvaluationContext): number | CellError {
  const plain = scalarOf(value, context);
  return plain === undefined || plain === null ? missing : toNumber(plain, context.date1904);
}

function flagOf(value: Value | undefined, missing: boolean, context: EvaluationContext): boolean | CellError {
  const plain = scalarOf(value, context);
  return plain === undefined || plain === null ? missing : toBoolean(plain);
}

function rowOf(array: ArrayValue, row: number): readonly Scalar[] {
  return array.items.slice(row * array.columns, (row + 1) * array.columns);
}

function fromRows(rows: readonly (readonly Scalar[])[], columns: number): ArrayValue {
  return arrayOf(rows.length, columns, rows.flat());
}

/** Blank cells that become part of a new array are 0, as Excel shows them. */
function filter(args: readonly Value[], context: EvaluationContext): Value {
  const source = args[0] ?? null;
  if (isError(source)) return source;
  const array = toArray(context, source);
  const include = toArray(context, args[1] ?? null);
  const byRow = include.columns === 1 && include.rows === array.rows;
  const byColumn = !byRow && include.rows === 1 && include.columns === array.columns;
  if (!byRow && !byColumn) return ERROR_VALUE;
  const kept: number[] = [];
  for (let i = 0; i < include.items.length; i++) {
    const truth = toBoolean(include.items[i]);
    if (typeof truth !== "boolean") return truth;
    if (truth) kept.push(i);
  }
  if (kept.length === 0) return args.length > 2 && args[2] !== null && args[2] !== undefined ? args[2] : ERROR_CALC;
  if (byRow) {
    return fromRows(
      kept.map((row) => rowOf(array, row)),
      array.columns,
    );
  }
  const items: Scalar[] = [];
  for (let row = 0; row < array.rows; row++) for (const column of kept) items.push(array.items[row * array.columns + column] ?? null);
  return arrayOf(array.rows, kept.length, items);
}

/** Order for sorting: numbers, text, FALSE, TRUE, errors; blanks last either way. */
function sortOrder(a: Scalar, b: Scalar, direction: number): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (isError(a) || isError(b)) return isError(a) && isError(b) ? 0 : (isError(a) ? 1 : -1) * direction;
  return compareScalars(a, b) * direction;
}

function sortRows(array: ArrayValue, keys: readonly { readonly column: readonly Scalar[]; readonly direction: number }[]): ArrayValue {
  const positions = Array.from({ length: storedRows(array) }, (_, i) => i);
  positions.sort((a, b) => {
    for (const { column, direction } of keys) {
      const compared = sortOrder(column[a] ?? null, column[b] ?? null, direction);
      if (compared !== 0) return compared;
    }
    return a - b;
  });
  return arrayOf(
    array.rows,
    array.columns,
    positions.flatMap((row) => rowOf(array, row)),
  );
}

/** Whether the rows that a short array leaves out come last in every order: so it is where their keys are blank. */
function endsBlank(array: ArrayValue, columns: readonly number[]): boolean {
  return columns.every((column) => itemAt(array, array.rows - 1, column) === null);
}

function columnOfArray(array: ArrayValue, column: number): readonly Scalar[] {
  return Array.from({ length: storedRows(array) }, (_, row) => itemAt(array, row, column));
}

function listOf(value: Value | undefined, missing: number, context: EvaluationContext): number[] | CellError {
  if (value === undefined || value === null) return [missing];
  const numbers: number[] = [];
  for (const item of toArray(context, value).items) {
    const x = toNumber(item, context.date1904);
    if (typeof x !== "number") return x;
    numbers.push(Math.trunc(x));
  }
  return numbers;
}

function sort(args: readonly Value[], context: EvaluationContext): Value {
  const source = args[0] ?? null;
  if (isError(source)) return source;
  const byColumn = flagOf(args[3], false, context);
  if (typeof byColumn !== "boolean") return byColumn;
  const indexes = listOf(args[1], 1, context);
  if (!Array.isArray(indexes)) return indexes;
  const short = toShortArray(context, source);
  const keysEndBlank = endsBlank(short, indexes.map((at) => at - 1));
  const array = byColumn ? transpose(expand(short)) : keysEndBlank ? short : expand(short);
  const directions = listOf(args[2], 1, context);
  if (!Array.isArray(directions)) return directions;
  if (indexes.some((at) => at < 1 || at > array.columns) || directions.some((d) => d !== 1 && d !== -1)) return ERROR_VALUE;
  if (directions.length !== 1 && directions.length !== indexes.length) return ERROR_VALUE;
  const sortedArray = sortRows(
    array,
    indexes.map((at, i) => ({ column: columnOfArray(array, at - 1), direction: directions[directions.length === 1 ? 0 : i] ?? 1 })),
  );
  return byColumn ? transpose(sortedArray) : sortedArray;
}

function sortBy(args: readonly Value[], context: EvaluationContext): Value {
  const source = args[0] ?? null;
  if (isError(source)) return source;
  const given = toArray(context, source);
  const first = toArray(context, args[1] ?? null);
  const vertical = first.columns === 1 && first.rows === given.rows;
  const array = vertical ? given : transpose(given);
  const keys: { readonly column: readonly Scalar[]; readonly direction: number }[] = [];
  for (let i = 1; i < args.length; i += 2) {
    const key = toArray(context, args[i] ?? null);
    if (key.items.length !== array.rows || (vertical ? key.columns !== 1 : key.rows !== 1)) return ERROR_VALUE;
    const direction = numberOf(args[i + 1], 1, context);
    if (typeof direction !== "number") return direction;
    if (direction !== 1 && direction !== -1) return ERROR_VALUE;
    keys.push({ column: key.items, direction });
  }
  const result = sortRows(array, keys);
  return vertical ? result : transpose(result);
}

function identity(values: readonly Scalar[]): string {
  return values
    .map((value) => {
      if (value === null) return "z";
      if (typeof value === "string") return `t${foldText(value)}`;
      return isError(value) ? `e${value.error}` : `${typeof value}${String(value)}`;
    })
    .join("\u0000");
}

function unique(args: readonly Value[], context: EvaluationContext): Value {
  const source = args[0] ?? null;
  if (isError(source)) return source;
  const byColumn = flagOf(args[1], false, context);
  if (typeof byColumn !== "boolean") return byColumn;
  const once = flagOf(args[2], false, context);
  if (typeof once !== "boolean") return once;
  const array = byColumn ? transpose(toArray(context, source)) : toShortArray(context, source);
  const counts = new Map<string, number>();
  const rows = Array.from({ length: storedRows(array) }, (_, row) => rowOf(array, row));
  rows.forEach((row, i) => {
    const key = identity(row);
    counts.set(key, (counts.get(key) ?? 0) + (i === rows.length - 1 ? array.rows - i : 1));
  });
  const seen = new Set<string>();
  const kept = rows.filter((row) => {
    const key = identity(row);
    if (once ? counts.get(key) !== 1 : seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  if (kept.length === 0) return ERROR_CALC;
  const result = fromRows(kept, array.columns);
  return byColumn ? transpose(result) : result;
}

function sequence(args: readonly Value[], context: EvaluationContext): Value {
  const numbers: number[] = [];
  for (let i = 0; i < 4; i++) {
    const x = numberOf(args[i], 1, context);
    if (typeof x !== "number") return x;
    numbers.push(x);
  }
  const [height = 1, width = 1, start = 1, step = 1] = numbers;
  const rows = Math.trunc(height);
  const columns = Math.trunc(width);
  if (rows < 0 || columns < 0) return ERROR_VALUE;
  if (rows === 0 || columns === 0) return ERROR_CALC;
  if (rows * columns > 1_000_000) throw new Uncalculable("function", "array-size");
  return arrayOf(
    rows,
    columns,
    Array.from({ length: rows * columns }, (_, i) => start + i * step),
  );
}

/** First or last rows and columns; negative numbers count from the end. */
function takeOrDrop(take: boolean): FunctionSpec["invoke"] {
  return (args, context) => {
    const source = args[0] ?? null;
    if (isError(source)) return source;
    const array = toArray(context, source);
    const span = (value: Value | undefined, size: number): readonly [number, number] | CellError => {
      const plain = scalarOf(value, context);
      if (plain === undefined || plain === null) return [0, size];
      const x = toNumber(plain, context.date1904);
      if (typeof x !== "number") return x;
      const n = Math.trunc(x);
      const count = Math.min(Math.abs(n), size);
      if (take) return n >= 0 ? [0, count] : [size - count, size];
      return n >= 0 ? [count, size] : [0, size - count];
    };
    const rows = span(args[1], array.rows);
    if ("error" in rows) return rows;
    const columns = span(args[2], array.columns);
    if ("error" in columns) return columns;
    if (rows[0] >= rows[1] || columns[0] >= columns[1]) return ERROR_CALC;
    const items: Scalar[] = [];
    for (let row = rows[0]; row < rows[1]; row++) for (let column = columns[0]; column < columns[1]; column++) items.push(array.items[row * array.columns + column] ?? null);
    return arrayOf(rows[1] - rows[0], columns[1] - columns[0], items);
  };
}

function choose(rows: boolean): FunctionSpec["invoke"] {
  return (args, context) => {
    const source = args[0] ?? null;
    if (isError(source)) return source;
    const given = toArray(context, source);
    const array = rows ? given : transpose(given);
    const picked: (readonly Scalar[])[] = [];
    for (const arg of args.slice(1)) {
      const list = listOf(arg, 0, context);
      if (!Array.isArray(list)) return list;
      for (const n of list) {
        const at = n > 0 ? n - 1 : array.rows + n;
        if (n === 0 || at < 0 || at >= array.rows) return ERROR_VALUE;
        picked.push(rowOf(array, at));
      }
    }
    const result = fromRows(picked, array.columns);
    return rows ? result : transpose(result);
  };
}

function stack(vertical: boolean): FunctionSpec["invoke"] {
  return (args, context) => {
    const arrays = args.map((arg) => {
      const array = toArray(context, arg);
      return vertical ? array : transpose(array);
    });
    const columns = Math.max(...arrays.map((array) => array.columns));
    const rows = arrays.flatMap((array) =>
      Array.from({ length: array.rows }, (_, row) => [...rowOf(array, row), ...new Array<Scalar>(columns - array.columns).fill(ERROR_NA)]),
    );
    const result = fromRows(rows, columns);
    return vertical ? result : transpose(result);
  };
}

function flatten(column: boolean): FunctionSpec["invoke"] {
  return (args, context) => {
    const source = args[0] ?? null;
    if (isError(source)) return source;
    const ignore = numberOf(args[1], 0, context);
    if (typeof ignore !== "number") return ignore;
    const byColumn = flagOf(args[2], false, context);
    if (typeof byColumn !== "boolean") return byColumn;
    const given = toArray(context, source);
    const items = (byColumn ? transpose(given) : given).items.filter((item) => !((ignore % 2 === 1 && item === null) || (ignore >= 2 && isError(item))));
    if (items.length === 0) return ERROR_CALC;
    return column ? arrayOf(items.length, 1, items) : arrayOf(1, items.length, items);
  };
}

/** One value out of a LAMBDA's result. */
function single(value: Value, context: EvaluationContext): Scalar {
  const plain = isLambda(value) ? ERROR_CALC : dereference(context, value);
  return isArray(plain) ? (plain.items.length === 1 ? (plain.items[0] ?? null) : ERROR_CALC) : plain;
}

function map(args: readonly Value[], context: EvaluationContext): Value {
  const lambda = args[args.length - 1] ?? null;
  if (!isLambda(lambda) || lambda.parameters !== args.length - 1) return ERROR_VALUE;
  const arrays = args.slice(0, -1).map((arg) => toArray(context, arg));
  const rows = Math.max(...arrays.map((array) => array.rows));
  const columns = Math.max(...arrays.map((array) => array.columns));
  const items: Scalar[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const values = arrays.map((array) => (row < array.rows && column < array.columns ? (array.items[row * array.columns + column] ?? null) : ERROR_NA));
      items.push(single(lambda.apply(values), context));
    }
  }
  return arrayOf(rows, columns, items);
}

function reduce(scan: boolean): FunctionSpec["invoke"] {
  return (args, context) => {
    const lambda = args[2] ?? null;
    if (!isLambda(lambda) || lambda.parameters !== 2) return ERROR_VALUE;
    let accumulator: Value = args[0] ?? null;
    const array = toArray(context, args[1] ?? null);
    const steps: Scalar[] = [];
    for (const item of array.items) {
      accumulator = lambda.apply([accumulator, item]);
      if (scan) steps.push(single(accumulator, context));
    }
    return scan ? arrayOf(array.rows, array.columns, steps) : accumulator;
  };
}

function byLine(rows: boolean): FunctionSpec["invoke"] {
  return (args, context) => {
    const lambda = args[1] ?? null;
    if (!isLambda(lambda) || lambda.parameters !== 1) return ERROR_VALUE;
    const given = toArray(context, args[0] ?? null);
    const array = rows ? given : transpose(given);
    const items = Array.from({ length: array.rows }, (_, row) => {
      const line = rowOf(array, row);
      return single(lambda.apply([rows ? arrayOf(1, line.length, line) : arrayOf(line.length, 1, line)]), context);
    });
    return rows ? arrayOf(items.length, 1, items) : arrayOf(1, items.length, items);
  };
}

function makeArray(args: readonly Value[], context: EvaluationContext): Value {
  const rows = numberOf(args[0], 1, context);
  if (typeof rows !== "number") return rows;
  const columns = numberOf(args[1], 1, context);
  if (typeof columns !== "number") return columns;
  const lambda = args[2] ?? null;
  const height = Math.trunc(rows);
  const width = Math.trunc(columns);
  if (!isLambda(lambda) || lambda.parameters !== 2 || height < 1 || width < 1) return ERROR_VALUE;
  if (height * width > 1_000_000) return ERROR_NUM;
  const items: Scalar[] = [];
  for (let row = 1; row <= height; row++) for (let column = 1; column <= width; column++) items.push(single(lambda.apply([row, column]), context));
  return arrayOf(height, width, items);
}

function spilling(min: number, max: number, classes: readonly ArgumentClass[], invoke: FunctionSpec["invoke"], takesShort = false): FunctionSpec {
  return rangeFunction(min, max, classes, invoke, { spills: true, takesShort });
}

export const DYNAMIC_ARRAY_FUNCTIONS: FunctionTable = {
  FILTER: spilling(2, 3, ["array"], filter),
  SORT: spilling(1, 4, ["array"], sort, true),
  SORTBY: spilling(2, 253, ["array"], sortBy),
  UNIQUE: spilling(1, 3, ["array"], unique, true),
  SEQUENCE: spilling(1, 4, ["scalar"], sequence),
  TAKE: spilling(2, 3, ["array"], takeOrDrop(true)),
  DROP: spilling(2, 3, ["array"], takeOrDrop(false)),
  CHOOSEROWS: spilling(2, 254, ["array"], choose(true)),
  CHOOSECOLS: spilling(2, 254, ["array"], choose(false)),
  VSTACK: spilling(1, 254, ["array"], stack(true)),
  HSTACK: spilling(1, 254, ["array"], stack(false)),
  TOCOL: spilling(1, 3, ["array"], flatten(true)),
  TOROW: spilling(1, 3, ["array"], flatten(false)),
  MAP: spilling(2, 255, ["array"], map),
  REDUCE: spilling(3, 3, ["array"], reduce(false)),
  SCAN: spilling(3, 3, ["array"], reduce(true)),
  BYROW: spilling(2, 2, ["array"], byLine(true)),
  BYCOL: spilling(2, 2, ["array"], byLine(false)),
  MAKEARRAY: spilling(3, 3, ["array"], makeArray),
};

