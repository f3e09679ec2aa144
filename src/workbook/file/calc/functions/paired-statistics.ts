import type { CellError } from "../../../../core/grid/cell";
import { toNumber } from "../coerce";
import type { EvaluationContext } from "../context";
import { rangeFunction, type FunctionTable } from "../function-spec";
import { numbersOf, sumOf } from "../number-arguments";
import { dereference, toArray } from "../range-reader";
import { arrayOf, ERROR_DIV0, ERROR_NA, ERROR_NUM, ERROR_VALUE, isArray, isError, type Scalar, type Value } from "../value";

type Pairs = { readonly xs: readonly number[]; readonly ys: readonly number[] };

/** Numbers that stand opposite each other; pairs with text, a logical value or a blank are left out. */
function pairsOf(first: Value, second: Value, context: EvaluationContext): Pairs | CellError {
  const a = toArray(context, first);
  const b = toArray(context, second);
  if (a.items.length !== b.items.length) return ERROR_NA;
  const xs: number[] = [];
  const ys: number[] = [];
  for (let i = 0; i < a.items.length; i++) {
    const x = a.items[i] ?? null;
    const y = b.items[i] ?? null;
    if (isError(x)) return x;
    if (isError(y)) return y;
    if (typeof x === "number" && typeof y === "number") {
      xs.push(x);
      ys.push(y);
    }
  }
  return { xs, ys };
}

type Moments = { readonly n: number; readonly meanX: number; readonly meanY: number; readonly xx: number; readonly yy: number; readonly xy: number };

function momentsOf({ xs, ys }: Pairs): Moments {
  const n = xs.length;
  const meanX = sumOf(xs) / n;
  const meanY = sumOf(ys) / n;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < n; i++) {
    const dx = (xs[i] ?? 0) - meanX;
    const dy = (ys[i] ?? 0) - meanY;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return { n, meanX, meanY, xx, yy, xy };
}

/** `least`: fewest pairs for which the statistic exists. */
function ofPairs(least: number, apply: (moments: Moments) => Scalar): FunctionTable[string] {
  return rangeFunction(2, 2, ["range"], (args, context) => {
    const pairs = pairsOf(args[0] ?? null, args[1] ?? null, context);
    if (isError(pairs)) return pairs;
    return pairs.xs.length < least ? ERROR_DIV0 : apply(momentsOf(pairs));
  });
}

function correlation({ xx, yy, xy }: Moments): Scalar {
  return xx === 0 || yy === 0 ? ERROR_DIV0 : xy / Math.sqrt(xx * yy);
}

// SLOPE and its kin take the dependent values (y) first: here "x" is the first argument.
function slope({ yy, xy }: Moments): Scalar {
  return yy === 0 ? ERROR_DIV0 : xy / yy;
}

function frequency(args: readonly Value[], context: EvaluationContext): Value {
  const data = numbersOf([args[0]], context);
  if (!Array.isArray(data)) return data;
  const bins = numbersOf([args[1]], context);
  if (!Array.isArray(bins)) return bins;
  if (bins.length === 0) return arrayOf(2, 1, [0, data.length]);
  const order = bins.map((_, i) => i).sort((a, b) => (bins[a] ?? 0) - (bins[b] ?? 0) || a - b);
  const counts = new Array<number>(bins.length + 1).fill(0);
  const ascending = order.map((i) => bins[i] ?? 0);
  for (const x of data) {
    let low = 0;
    let high = ascending.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ascending[middle] ?? 0) < x) low = middle + 1;
      else high = middle;
    }
    const at = low < order.length ? (order[low] ?? 0) : bins.length;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return arrayOf(counts.length, 1, counts);
}

export const PAIRED_STATISTICS_FUNCTIONS: FunctionTable = {
  CORREL: ofPairs(1, correlation),
  PEARSON: ofPairs(1, correlation),
  RSQ: ofPairs(1, (moments) => {
    const r = correlation(moments);
    return typeof r === "number" ? r * r : r;
  }),
  COVAR: ofPairs(1, ({ xy, n }) => xy / n),
  "COVARIANCE.P": ofPairs(1, ({ xy, n }) => xy / n),
  "COVARIANCE.S": ofPairs(2, ({ xy, n }) => xy / (n - 1)),
  SLOPE: ofPairs(1, slope),
  INTERCEPT: ofPairs(1, (moments) => {
    const b = slope(moments);
    return typeof b === "number" ? moments.meanX - b * moments.meanY : b;
  }),
  STEYX: ofPairs(3, ({ xx, yy, xy, n }) => (yy === 0 ? ERROR_DIV0 : Math.sqrt(Math.max(0, xx - (xy * xy) / yy) / (n - 2)))),
  FORECAST: forecast(),
  "FORECAST.LINEAR": forecast(),
  FREQUENCY: rangeFunction(2, 2, ["array"], frequency, { takesShort: true }),
  PROB: rangeFunction(3, 4, ["range", "range", "scalar", "scalar"], (args, context) => {
    const pairs = pairsOf(args[0] ?? null, args[1] ?? null, context);
    if (isError(pairs)) return pairs;
    const low = toNumber(scalarOf(args[2], context), context.date1904);
    if (typeof low !== "number") return low;
    const high = args.length > 3 ? toNumber(scalarOf(args[3], context), context.date1904) : low;
    if (typeof high !== "number") return high;
    if (pairs.ys.some((p) => p <= 0 || p > 1) || Math.abs(sumOf(pairs.ys) - 1) > 1e-7) return ERROR_NUM;
    return pairs.xs.reduce((sum, x, i) => (x >= low && x <= high ? sum + (pairs.ys[i] ?? 0) : sum), 0);
  }),
};

function scalarOf(value: Value | undefined, context: EvaluationContext): Scalar {
  const plain = dereference(context, value ?? null);
  return isArray(plain) ? ERROR_VALUE : plain;
}

function forecast(): FunctionTable[string] {
  return rangeFunction(3, 3, ["scalar", "range", "range"], (args, context) => {
    const x = toNumber(scalarOf(args[0], context), context.date1904);
    if (typeof x !== "number") return x;
    const pairs = pairsOf(args[1] ?? null, args[2] ?? null, context);
    if (isError(pairs)) return pairs;
    if (pairs.xs.length === 0) return ERROR_DIV0;
    const moments = momentsOf(pairs);
    const b = slope(moments);
    return typeof b === "number" ? moments.meanX + b * (x - moments.meanY) : b;
  });
}

