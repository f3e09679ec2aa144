import type { CellError } from "../../../../core/grid/cell";
import type { EvaluationContext } from "../context";
import { toNumber } from "../coerce";
import { number, rangeFunction, scalarFunction, type FunctionTable } from "../function-spec";
import { Uncalculable } from "../interruption";
import { forEachValue, numbersOf, sumOf } from "../number-arguments";
import { dereference, forEachCell } from "../range-reader";
import { arrayOf, ERROR_DIV0, ERROR_NUM, ERROR_VALUE, isArray, isError, isReference, type Scalar, type Value } from "../value";
import { average, deviationSquares, kthLargest, kthSmallest, median, mode, percentile, quartile, STATISTICS } from "./statistics-core";
import { clipToUsed, columnOf } from "../cell-store";

function finite(x: number): Scalar {
  return Number.isFinite(x) ? x : ERROR_NUM;
}

/** A function of all numbers of its arguments. */
export function ofNumbers(apply: (numbers: number[]) => Scalar, repeats?: (x: number) => boolean): FunctionTable[string] {
  return rangeFunction(
    1,
    255,
    ["range"],
    (args, context) => {
      const numbers = numbersOf(args, context, repeats);
      return Array.isArray(numbers) ? apply(numbers) : numbers;
    },
    { takesShort: true },
  );
}

/** Another 0 changes no sum. */
function isNotZero(x: number): boolean {
  return x !== 0;
}

/** Values as the …A functions see them: text is 0, TRUE 1; blank cells are passed over. */
function valuesA(args: readonly Value[], context: EvaluationContext): number[] | CellError {
  const numbers: number[] = [];
  let failure = null as CellError | null;
  forEachValue(args, context, (value, inRange) => {
    if (isError(value)) failure = value;
    else if (inRange) {
      if (value !== null) numbers.push(typeof value === "number" ? value : value === true ? 1 : 0);
    } else {
      const x = toNumber(value, context.date1904);
      if (typeof x === "number") numbers.push(x);
      else failure = x;
    }
    return failure === null;
  });
  return failure ?? numbers;
}

function ofValuesA(apply: (numbers: number[]) => Scalar): FunctionTable[string] {
  return rangeFunction(1, 255, ["range"], (args, context) => {
    const numbers = valuesA(args, context);
    return Array.isArray(numbers) ? apply(numbers) : numbers;
  }, { takesShort: true });
}

function maximum(numbers: readonly number[]): number {
  let best = -Infinity;
  for (const x of numbers) if (x > best) best = x;
  return numbers.length === 0 ? 0 : best;
}

function minimum(numbers: readonly number[]): number {
  let best = Infinity;
  for (const x of numbers) if (x < best) best = x;
  return numbers.length === 0 ? 0 : best;
}

function product(numbers: readonly number[]): Scalar {
  return numbers.length === 0 ? 0 : finite(numbers.reduce((a, b) => a * b, 1));
}

/**
 * Sum of one column range. A range that begins where one summed before began and reaches further is summed
 * on from there, so that a column of running totals costs one pass.
 */
function sumReference(context: EvaluationContext, value: Value): Scalar | undefined {
  if (!isReference(value) || value.areas.length !== 1) return undefined;
  const area = value.areas[0];
  if (!area || area.left !== area.right || area.bottom - area.top < 64) return undefined;
  const used = clipToUsed(context.store, area);
  const sheet = context.store.sheets[area.sheet];
  if (!used || !sheet) return 0;
  const state = context.caches.get("runningSum", [{ ...area, bottom: area.top }], true, () => ({ next: area.top, sum: 0 }));
  const column = columnOf(sheet, area.left);
  if (!state) return undefined;
  if (state.next > used.bottom + 1) return undefined;
  let sum = state.sum;
  const last = Math.min(used.bottom, column.values.length - 1);
  for (let row = state.next; row <= last; row++) {
    const item = column.values[row];
    if (typeof item === "number") sum += item;
    else if (typeof item === "object" && item !== null) return item;
  }
  state.sum = sum;
  state.next = used.bottom + 1;
  return finite(sum);
}

/** The function of SUBTOTAL's and AGGREGATE's first eleven numbers. */
const SUBTOTALS: readonly ((numbers: number[], nonBlank: number) => Scalar)[] = [
  (numbers) => average(numbers),
  (numbers) => numbers.length,
  (_, nonBlank) => nonBlank,
  (numbers) => maximum(numbers),
  (numbers) => minimum(numbers),
  (numbers) => product(numbers),
  (numbers) => STATISTICS.sampleDeviation(numbers),
  (numbers) => STATISTICS.populationDeviation(numbers),
  (numbers) => finite(sumOf(numbers)),
  (numbers) => STATISTICS.sampleVariance(numbers),
  (numbers) => STATISTICS.populationVariance(numbers),
];

const NESTED = /\b(?:SUBTOTAL|AGGREGATE)\s*\(/i;

type Leaving = { readonly hiddenRows: boolean; readonly errors: boolean; readonly nested: boolean };

function collect(args: readonly Value[], leave: Leaving, context: EvaluationContext): { numbers: number[]; nonBlank: number } | CellError {
  const numbers: number[] = [];
  let nonBlank = 0;
  let failure = null as CellError | null;
  const take = (value: Scalar): boolean => {
    if (value === null) return true;
    if (isError(value)) {
      if (leave.errors) return true;
      failure = value;
      return false;
    }
    nonBlank += 1;
    if (typeof value === "number") numbers.push(value);
    return true;
  };
  for (const arg of args) {
    if (isReference(arg)) {
      forEachCell(context, arg, (value, row, column, sheet) => {
        if (value === null) return true;
        if (leave.hiddenRows && context.store.sheets[sheet]?.source.isRowHidden(row)) return true;
        if (leave.nested) {
          const formula = context.formulaAt(sheet, row, column);
          if (formula !== null && NESTED.test(formula)) return true;
        }
        return take(value);
      });
    } else if (isArray(arg)) {
      forEachValue([arg], context, take);
    } else if (isError(arg)) take(arg);
    else return ERROR_VALUE;
    if (failure) return failure;
  }
  return { numbers, nonBlank };
}

function wholeNumber(value: Value | undefined, context: EvaluationContext): number | CellError {
  if (value === undefined || typeof value === "object" && value !== null && "kind" in value) return ERROR_VALUE;
  const x = toNumber(value, context.date1904);
  return typeof x === "number" ? Math.trunc(x) : x;
}

function subtotal(args: readonly Value[], context: EvaluationContext): Value {
  const which = wholeNumber(args[0], context);
  if (typeof which !== "number") return which;
  const hidden = which > 100;
  const apply = SUBTOTALS[(hidden ? which - 100 : which) - 1];
  if (!apply) return ERROR_VALUE;
  const ranges = args.slice(1);
  const broken = ranges.find(isError);
  if (broken !== undefined) return broken;
  if (!ranges.every(isReference)) return ERROR_VALUE;
  // Rows hidden by a filter are left out by 1–11 too, but the source cannot tell how a row was hidden.
  if (!hidden && hasHiddenRow(ranges, context)) throw new Uncalculable("function", "SUBTOTAL");
  const collected = collect(ranges, { hiddenRows: hidden, errors: false, nested: true }, context);
  return "error" in collected ? collected : apply(collected.numbers, collected.nonBlank);
}

function hasHiddenRow(ranges: readonly Value[], context: EvaluationContext): boolean {
  for (const range of ranges) {
    if (!isReference(range)) continue;
    for (const area of range.areas) {
      const used = clipToUsed(context.store, area);
      const sheet = context.store.sheets[area.sheet];
      if (!used || !sheet) continue;
      for (let row = used.top; row <= used.bottom; row++) if (sheet.source.isRowHidden(row)) return true;
    }
  }
  return false;
}

const RANKED: readonly ((numbers: number[], k: number) => Scalar)[] = [
  (numbers, k) => kthLargest(numbers, k),
  (numbers, k) => kthSmallest(numbers, k),
  (numbers, k) => percentile(numbers, k, true),
  (numbers, k) => quartile(numbers, k, true),
  (numbers, k) => percentile(numbers, k, false),
  (numbers, k) => quartile(numbers, k, false),
];

function aggregate(args: readonly Value[], context: EvaluationContext): Value {
  const which = wholeNumber(args[0], context);
  if (typeof which !== "number") return which;
  const option = wholeNumber(args[1], context);
  if (typeof option !== "number") return option;
  if (which < 1 || which > 19 || option < 0 || option > 7) return ERROR_VALUE;
  const leave: Leaving = { hiddenRows: option % 2 === 1, errors: option % 4 >= 2, nested: option < 4 };
  const ranked = which >= 14;
  const data = ranked ? args.slice(2, 3) : args.slice(2);
  if (!ranked && !data.every((arg) => isReference(arg) || isError(arg))) return ERROR_VALUE;
  const collected = collect(data, leave, context);
  if ("error" in collected) return collected;
  const { numbers, nonBlank } = collected;
  if (ranked) {
    const k = dereference(context, args[3] ?? null);
    const apply = RANKED[which - 14];
    if (args.length !== 4 || !apply) return ERROR_VALUE;
    const at = (item: Scalar): Scalar => {
      const position = toNumber(item, context.date1904);
      return typeof position === "number" ? apply(numbers, position) : position;
    };
    return isArray(k) ? arrayOf(k.rows, k.columns, k.items.map(at)) : at(k);
  }
  if (which === 12) return median(numbers);
  if (which === 13) return mode(numbers);
  return SUBTOTALS[which - 1]?.(numbers, nonBlank) ?? ERROR_VALUE;
}

export const AGGREGATE_FUNCTIONS: FunctionTable = {
  SUM: rangeFunction(
    1,
    255,
    ["range"],
    (args, context) => {
      const only = args[0];
      if (args.length === 1 && only !== undefined) {
        const running = sumReference(context, only);
        if (running !== undefined) return running;
      }
      const numbers = numbersOf(args, context, isNotZero);
      return Array.isArray(numbers) ? finite(sumOf(numbers)) : numbers;
    },
    { takesShort: true },
  ),
  SUMSQ: ofNumbers((numbers) => finite(numbers.reduce((sum, x) => sum + x * x, 0)), isNotZero),
  PRODUCT: ofNumbers(product),
  AVERAGE: ofNumbers(average),
  AVERAGEA: ofValuesA(average),
  MAX: ofNumbers(maximum, () => false),
  MIN: ofNumbers(minimum, () => false),
  MAXA: ofValuesA(maximum),
  MINA: ofValuesA(minimum),
  COUNT: rangeFunction(1, 255, ["range"], (args, context) => {
    const count = (): number => {
      let found = 0;
      forEachValue(args, context, (value, inRange) => {
        if (typeof value === "number") found += 1;
        else if (!inRange && !isError(value) && typeof toNumber(value, context.date1904) === "number") found += 1;
        return undefined;
      });
      return found;
    };
    const [only] = args;
    const area = args.length === 1 && only !== undefined && isReference(only) && only.areas.length === 1 ? only.areas[0] : undefined;
    // Many formulas that ask how many numbers one long range holds count them once. (CE-43)
    const isLong = area !== undefined && (area.bottom - area.top + 1) * (area.right - area.left + 1) >= 256;
    return isLong ? (context.caches.get("count", [area], false, count) ?? count()) : count();
  }, { takesShort: true }),
  COUNTA: rangeFunction(
    1,
    255,
    ["range"],
    (args, context) => {
      let count = 0;
      for (const arg of args) {
        // In a computed array (UNIQUE, FILTER) what was a blank cell counts.
        if (isArray(arg)) count += arg.rows * arg.columns;
        else {
          forEachValue([arg], context, (value, inRange) => {
            if (value !== null || !inRange) count += 1;
            return undefined;
          });
        }
      }
      return count;
    },
    { takesShort: true },
  ),
  COUNTBLANK: rangeFunction(1, 1, ["range"], (args, context) => {
    const range = args[0] ?? null;
    if (isError(range)) return range;
    if (!isReference(range)) return ERROR_VALUE;
    let filled = 0;
    forEachCell(context, range, (value) => {
      if (value !== null && value !== "") filled += 1;
      return undefined;
    });
    return range.areas.reduce((sum, area) => sum + (area.bottom - area.top + 1) * (area.right - area.left + 1), 0) - filled;
  }),
  STDEV: ofNumbers(STATISTICS.sampleDeviation),
  "STDEV.S": ofNumbers(STATISTICS.sampleDeviation),
  STDEVP: ofNumbers(STATISTICS.populationDeviation),
  "STDEV.P": ofNumbers(STATISTICS.populationDeviation),
  STDEVA: ofValuesA(STATISTICS.sampleDeviation),
  STDEVPA: ofValuesA(STATISTICS.populationDeviation),
  VAR: ofNumbers(STATISTICS.sampleVariance),
  "VAR.S": ofNumbers(STATISTICS.sampleVariance),
  VARP: ofNumbers(STATISTICS.populationVariance),
  "VAR.P": ofNumbers(STATISTICS.populationVariance),
  VARA: ofValuesA(STATISTICS.sampleVariance),
  VARPA: ofValuesA(STATISTICS.populationVariance),
  DEVSQ: ofNumbers((numbers) => (numbers.length === 0 ? ERROR_NUM : deviationSquares(numbers))),
  AVEDEV: ofNumbers((numbers) => {
    const mean = average(numbers);
    if (typeof mean !== "number") return ERROR_NUM;
    return numbers.reduce((sum, x) => sum + Math.abs(x - mean), 0) / numbers.length;
  }),
  MEDIAN: ofNumbers(median),
  MODE: ofNumbers(mode),
  "MODE.SNGL": ofNumbers(mode),
  GEOMEAN: ofNumbers((numbers) => {
    if (numbers.length === 0 || numbers.some((x) => x <= 0)) return ERROR_NUM;
    const direct = numbers.reduce((a, b) => a * b, 1);
    if (Number.isFinite(direct) && direct > 1e-290) return direct ** (1 / numbers.length);
    return Math.exp(numbers.reduce((sum, x) => sum + Math.log(x), 0) / numbers.length);
  }),
  HARMEAN: ofNumbers((numbers) => {
    if (numbers.length === 0 || numbers.some((x) => x <= 0)) return ERROR_NUM;
    return numbers.length / numbers.reduce((sum, x) => sum + 1 / x, 0);
  }),
  SKEW: ofNumbers((numbers) => {
    const n = numbers.length;
    const deviation = STATISTICS.sampleDeviation(numbers);
    const mean = average(numbers);
    if (n < 3 || typeof deviation !== "number" || typeof mean !== "number" || deviation === 0) return ERROR_DIV0;
    return (n / ((n - 1) * (n - 2))) * numbers.reduce((sum, x) => sum + ((x - mean) / deviation) ** 3, 0);
  }),
  "SKEW.P": ofNumbers((numbers) => {
    const deviation = STATISTICS.populationDeviation(numbers);
    const mean = average(numbers);
    if (numbers.length < 3 || typeof deviation !== "number" || typeof mean !== "number" || deviation === 0) return ERROR_DIV0;
    return numbers.reduce((sum, x) => sum + ((x - mean) / deviation) ** 3, 0) / numbers.length;
  }),
  KURT: ofNumbers((numbers) => {
    const n = numbers.length;
    const deviation = STATISTICS.sampleDeviation(numbers);
    const mean = average(numbers);
    if (n < 4 || typeof deviation !== "number" || typeof mean !== "number" || deviation === 0) return ERROR_DIV0;
    const fourth = numbers.reduce((sum, x) => sum + ((x - mean) / deviation) ** 4, 0);
    return ((n * (n + 1)) / ((n - 1) * (n - 2) * (n - 3))) * fourth - (3 * (n - 1) ** 2) / ((n - 2) * (n - 3));
  }),
  SUBTOTAL: rangeFunction(2, 255, ["scalar", "range"], subtotal),
  AGGREGATE: rangeFunction(3, 255, ["scalar", "scalar", "array"], aggregate, { takesShort: true }),
  STANDARDIZE: scalarFunction([number, number, number], ([x, mean, deviation]) => (deviation <= 0 ? ERROR_NUM : (x - mean) / deviation)),
};
