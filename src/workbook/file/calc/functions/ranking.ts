import type { CellError } from "../../../../core/grid/cell";
import { toNumber } from "../coerce";
import type { EvaluationContext } from "../context";
import { rangeFunction, type ArgumentClass, type FunctionTable } from "../function-spec";
import { numbersOf } from "../number-arguments";
import { dereference } from "../range-reader";
import { arrayOf, ERROR_DIV0, ERROR_NA, ERROR_NUM, ERROR_VALUE, isArray, isError, isLambda, isReference, type Scalar, type Value } from "../value";
import { countBelow, countUpTo, kthOfSorted, percentileOfSorted, quartileOfSorted, sorted } from "./statistics-core";

/** Sorted numbers of a range or array; kept for as long as the range does not change (CE-43). */
export function sortedNumbers(value: Value | undefined, context: EvaluationContext): Float64Array | CellError {
  const build = (): Float64Array | CellError => {
    const numbers = numbersOf([value], context);
    return Array.isArray(numbers) ? sorted(numbers) : numbers;
  };
  if (value === undefined || !isReference(value)) return build();
  return context.caches.get<Float64Array | CellError>("sorted", value.areas, true, build) ?? build();
}

function single(value: Value | undefined, context: EvaluationContext): number | CellError {
  if (value === undefined || isArray(value) || isReference(value) || isLambda(value)) return ERROR_VALUE;
  return toNumber(value, context.date1904);
}

/** Calls with sorted numbers and one number; the number may be an array in an array formula. */
function overSorted(classes: readonly ArgumentClass[], apply: (ascending: Float64Array, k: number) => Scalar): FunctionTable[string] {
  return rangeFunction(2, 2, classes, (args, context) => {
    const ascending = sortedNumbers(args[0], context);
    if (isError(ascending)) return ascending;
    const k = dereference(context, args[1] ?? null);
    const at = (item: Scalar): Scalar => {
      const x = toNumber(item, context.date1904);
      return typeof x === "number" ? apply(ascending, x) : x;
    };
    return isArray(k) ? arrayOf(k.rows, k.columns, k.items.map(at)) : at(k);
  }, { takesShort: true });
}

const RANGE_AND_NUMBER: readonly ArgumentClass[] = ["range", "scalar"];

/**
 * Rank of a number among those of a range. Sliding ranges (RANK without $) are counted through, fixed ones
 * are sorted once.
 */
function rank(place: (greater: number, equal: number) => number): FunctionTable[string] {
  return rangeFunction(2, 3, ["scalar", "range", "scalar"], (args, context) => {
    const x = single(args[0], context);
    if (typeof x !== "number") return x;
    const descending = args.length < 3 ? 0 : single(args[2], context);
    if (typeof descending !== "number") return descending;
    const range = args[1];
    if (range !== undefined && isError(range)) return range;
    if (range === undefined || !isReference(range)) return ERROR_VALUE;
    const ascending = context.caches.get<Float64Array | CellError>("sorted", range.areas, false, () => {
      const all = numbersOf([range], context);
      return Array.isArray(all) ? sorted(all) : all;
    });
    let below: number;
    let upTo: number;
    let count: number;
    if (ascending === null) {
      const numbers = numbersOf([range], context);
      if (!Array.isArray(numbers)) return numbers;
      below = 0;
      upTo = 0;
      for (const y of numbers) {
        if (y < x) below += 1;
        if (y <= x) upTo += 1;
      }
      count = numbers.length;
    } else {
      if (isError(ascending)) return ascending;
      below = countBelow(ascending, x);
      upTo = countUpTo(ascending, x);
      count = ascending.length;
    }
    const equal = upTo - below;
    if (equal === 0) return ERROR_NA;
    return place(descending === 0 ? count - upTo : below, equal);
  });
}

const rankEqual = rank((ahead) => ahead + 1);

/** Share of the numbers below x, interpolated between neighbours, cut (not rounded) to the digits asked for. */
function percentRank(inclusive: boolean): FunctionTable[string] {
  return rangeFunction(2, 3, ["range", "scalar", "scalar"], (args, context) => {
    const ascending = sortedNumbers(args[0], context);
    if (isError(ascending)) return ascending;
    const x = single(args[1], context);
    if (typeof x !== "number") return x;
    const digits = args.length < 3 ? 3 : single(args[2], context);
    if (typeof digits !== "number") return digits;
    const n = ascending.length;
    const significance = Math.trunc(digits);
    if (n === 0 || significance < 1) return ERROR_NUM;
    const first = ascending[0] ?? 0;
    const last = ascending[n - 1] ?? 0;
    if (x < first || x > last) return ERROR_NA;
    if (n === 1) return inclusive ? 1 : 0.5;
    const below = countBelow(ascending, x);
    let position: number;
    if (ascending[below] === x) position = below;
    else {
      const low = ascending[below - 1] ?? 0;
      const high = ascending[below] ?? 0;
      position = below - 1 + (x - low) / (high - low);
    }
    const share = inclusive ? position / (n - 1) : (position + 1) / (n + 1);
    const scale = 10 ** significance;
    // Exact shares such as 0.7 must not be cut to 0.699.
    return Math.floor(Number((share * scale).toPrecision(15))) / scale;
  });
}

export const RANKING_FUNCTIONS: FunctionTable = {
  RANK: rankEqual,
  "RANK.EQ": rankEqual,
  "RANK.AVG": rank((ahead, equal) => ahead + (equal + 1) / 2),
  LARGE: overSorted(RANGE_AND_NUMBER, (ascending, k) => kthOfSorted(ascending, k, true)),
  SMALL: overSorted(RANGE_AND_NUMBER, (ascending, k) => kthOfSorted(ascending, k, false)),
  PERCENTILE: overSorted(RANGE_AND_NUMBER, (ascending, k) => percentileOfSorted(ascending, k, true)),
  "PERCENTILE.INC": overSorted(RANGE_AND_NUMBER, (ascending, k) => percentileOfSorted(ascending, k, true)),
  "PERCENTILE.EXC": overSorted(RANGE_AND_NUMBER, (ascending, k) => percentileOfSorted(ascending, k, false)),
  QUARTILE: overSorted(RANGE_AND_NUMBER, (ascending, k) => quartileOfSorted(ascending, k, true)),
  "QUARTILE.INC": overSorted(RANGE_AND_NUMBER, (ascending, k) => quartileOfSorted(ascending, k, true)),
  "QUARTILE.EXC": overSorted(RANGE_AND_NUMBER, (ascending, k) => quartileOfSorted(ascending, k, false)),
  PERCENTRANK: percentRank(true),
  "PERCENTRANK.INC": percentRank(true),
  "PERCENTRANK.EXC": percentRank(false),
  TRIMMEAN: overSorted(RANGE_AND_NUMBER, (ascending, share) => {
    if (share < 0 || share >= 1) return ERROR_NUM;
    const n = ascending.length;
    if (n === 0) return ERROR_NUM;
    // The number of points to leave out, rounded down to a multiple of 2.
    const each = Math.floor(Math.floor(Number((n * share).toPrecision(15))) / 2);
    let sum = 0;
    for (let i = each; i < n - each; i++) sum += ascending[i] ?? 0;
    return n - 2 * each === 0 ? ERROR_DIV0 : sum / (n - 2 * each);
  }),
};
