import type { CellError } from "../../../core/grid/cell";
import { clipToUsed, columnOf } from "./cell-store";
import { toNumber } from "./coerce";
import type { EvaluationContext } from "./context";
import { forEachCell } from "./range-reader";
import { ERROR_VALUE, isArray, isError, isLambda, isReference, requireArraySize, storedRows, type Scalar, type Value } from "./value";

/**
 * The numbers of arguments as SUM sees them (CE-24): in ranges and arrays only what is a number counts, text
 * and logical values are passed over; an argument given as a single value is converted. The first error is
 * the result. Of the rows that a short array (CE-45) leaves out, only numbers that `repeats` says matter again are
 * listed again.
 */
export function numbersOf(args: readonly (Value | undefined)[], context: EvaluationContext, repeats: (x: number) => boolean = () => true): number[] | CellError {
  const numbers: number[] = [];
  for (const arg of args) {
    const failure = appendNumbers(numbers, arg ?? null, context, repeats);
    if (failure) return failure;
  }
  return numbers;
}

function appendNumbers(numbers: number[], arg: Value, context: EvaluationContext, repeats: (x: number) => boolean): CellError | null {
  if (isReference(arg)) {
    for (const area of arg.areas) {
      const used = clipToUsed(context.store, area);
      const sheet = context.store.sheets[area.sheet];
      if (!used || !sheet) continue;
      if (used.left === used.right) {
        const { values } = columnOf(sheet, used.left);
        const last = Math.min(used.bottom, values.length - 1);
        for (let row = used.top; row <= last; row++) {
          const value = values[row];
          if (typeof value === "number") numbers.push(value);
          else if (typeof value === "object" && value !== null) return value;
        }
        continue;
      }
      if (used.top === used.bottom) {
        for (let column = used.left; column <= used.right; column++) {
          const value = columnOf(sheet, column).values[used.top];
          if (typeof value === "number") numbers.push(value);
          else if (typeof value === "object" && value !== null) return value;
        }
        continue;
      }
      let failure = null as CellError | null;
      forEachCell(context, { kind: "reference", areas: [used], dynamic: false }, (value) => {
        if (typeof value === "number") numbers.push(value);
        else if (isError(value)) {
          failure = value;
          return false;
        }
        return undefined;
      });
      if (failure) return failure;
    }
    return null;
  }
  if (isArray(arg)) {
    for (const item of arg.items) {
      if (typeof item === "number") numbers.push(item);
      else if (isError(item)) return item;
    }
    const missing = arg.rows - storedRows(arg);
    if (missing <= 0) return null;
    const again = arg.items.slice(-arg.columns).filter((item) => typeof item === "number" && repeats(item)) as readonly number[];
    if (again.length === 0) return null;
    requireArraySize(missing, again.length);
    for (let row = 0; row < missing; row++) for (const x of again) numbers.push(x);
    return null;
  }
  if (isLambda(arg)) return ERROR_VALUE;
  const number = toNumber(arg, context.date1904);
  if (typeof number !== "number") return number;
  numbers.push(number);
  return null;
}

/** Every value of the arguments; blank cells as `null`. `inRange`: it came from a range or an array. `false` stops. */
export function forEachValue(
  args: readonly (Value | undefined)[],
  context: EvaluationContext,
  callback: (value: Scalar, inRange: boolean) => boolean | undefined,
): void {
  for (const arg of args) {
    let stopped = false;
    if (arg === undefined) continue;
    if (isReference(arg)) {
      forEachCell(context, arg, (value) => {
        if (callback(value, true) === false) stopped = true;
        return !stopped;
      });
    } else if (isArray(arg)) {
      const { items, columns } = arg;
      const length = arg.rows * columns;
      for (let i = 0; i < length && !stopped; i++) {
        const item = items[i < items.length ? i : items.length - columns + (i % columns)] ?? null;
        stopped = callback(item, true) === false;
      }
    } else if (isLambda(arg)) stopped = callback(ERROR_VALUE, false) === false;
    else stopped = callback(arg, false) === false;
    if (stopped) return;
  }
}

/** Sum in the order of the cells: plain doubles, as Excel adds. */
export function sumOf(numbers: readonly number[]): number {
  let sum = 0;
  for (const x of numbers) sum += x;
  return sum;
}
