import { ERROR_DIV0, ERROR_NA, ERROR_NUM, type Scalar } from "../value";
import { sumOf } from "../number-arguments";

/** Statistics over plain lists of numbers, defined as Excel documents them. None of them changes its input. */

export function average(numbers: readonly number[]): Scalar {
  return numbers.length === 0 ? ERROR_DIV0 : sumOf(numbers) / numbers.length;
}

export function deviationSquares(numbers: readonly number[]): number {
  const mean = sumOf(numbers) / numbers.length;
  let sum = 0;
  for (const x of numbers) sum += (x - mean) * (x - mean);
  return sum;
}

function variance(numbers: readonly number[], lost: number): Scalar {
  const divisor = numbers.length - lost;
  return divisor <= 0 ? ERROR_DIV0 : deviationSquares(numbers) / divisor;
}

function root(value: Scalar): Scalar {
  return typeof value === "number" ? Math.sqrt(value) : value;
}

export const STATISTICS = {
  sampleVariance: (numbers: readonly number[]): Scalar => variance(numbers, 1),
  populationVariance: (numbers: readonly number[]): Scalar => variance(numbers, 0),
  sampleDeviation: (numbers: readonly number[]): Scalar => root(variance(numbers, 1)),
  populationDeviation: (numbers: readonly number[]): Scalar => root(variance(numbers, 0)),
} as const;

export function sorted(numbers: readonly number[]): Float64Array {
  return Float64Array.from(numbers).sort();
}

export function median(numbers: readonly number[]): Scalar {
  return numbers.length === 0 ? ERROR_NUM : medianOfSorted(sorted(numbers));
}

function medianOfSorted(ascending: Float64Array): number {
  const middle = ascending.length >> 1;
  const high = ascending[middle] ?? 0;
  return ascending.length % 2 === 1 ? high : ((ascending[middle - 1] ?? 0) + high) / 2;
}

/** The most frequent number, the earliest of them where several are equally frequent; #N/A without a repetition. */
export function mode(numbers: readonly number[]): Scalar {
  const counts = new Map<number, number>();
  for (const x of numbers) counts.set(x, (counts.get(x) ?? 0) + 1);
  let best: number | null = null;
  let most = 1;
  for (const [x, count] of counts) {
    if (count > most) {
      best = x;
      most = count;
    }
  }
  return best ?? ERROR_NA;
}

/** k is rounded up, as Excel does. */
export function kthOfSorted(ascending: Float64Array, k: number, largest: boolean): Scalar {
  const position = Math.ceil(k);
  if (position < 1 || position > ascending.length) return ERROR_NUM;
  return ascending[largest ? ascending.length - position : position - 1] ?? ERROR_NUM;
}

export function kthLargest(numbers: readonly number[], k: number): Scalar {
  return kthOfSorted(sorted(numbers), k, true);
}

export function kthSmallest(numbers: readonly number[], k: number): Scalar {
  return kthOfSorted(sorted(numbers), k, false);
}

/** Percentile by linear interpolation; `inclusive`: PERCENTILE.INC, otherwise PERCENTILE.EXC. */
export function percentileOfSorted(ascending: Float64Array, share: number, inclusive: boolean): Scalar {
  const n = ascending.length;
  if (n === 0) return ERROR_NUM;
  if (inclusive ? share < 0 || share > 1 : share <= 0 || share >= 1) return ERROR_NUM;
  const position = inclusive ? share * (n - 1) : share * (n + 1) - 1;
  if (position < -1e-12 || position > n - 1 + 1e-12) return ERROR_NUM;
  const clamped = Math.min(Math.max(position, 0), n - 1);
  const low = Math.floor(clamped);
  const below = ascending[low] ?? 0;
  const above = ascending[Math.min(low + 1, n - 1)] ?? below;
  return below + (clamped - low) * (above - below);
}

export function percentile(numbers: readonly number[], share: number, inclusive: boolean): Scalar {
  return percentileOfSorted(sorted(numbers), share, inclusive);
}

export function quartileOfSorted(ascending: Float64Array, quarter: number, inclusive: boolean): Scalar {
  const q = Math.trunc(quarter);
  if (q < 0 || q > 4 || (!inclusive && (q === 0 || q === 4))) return ERROR_NUM;
  return percentileOfSorted(ascending, q / 4, inclusive);
}

export function quartile(numbers: readonly number[], quarter: number, inclusive: boolean): Scalar {
  return quartileOfSorted(sorted(numbers), quarter, inclusive);
}

/** Number of items below x, by bisection. */
export function countBelow(ascending: Float64Array, x: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Number of items up to x, by bisection. */
export function countUpTo(ascending: Float64Array, x: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}
