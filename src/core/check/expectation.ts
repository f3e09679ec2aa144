import { ONE, ZERO, type Exact } from "../score/decimal";
import { exact, exactSum } from "./exact";

/** A weighted sum over a divisor: Σ factor·value / divisor. */
export type Expectation = {
  readonly terms: readonly { readonly value: number; readonly factor: number }[];
  readonly divisor: number;
};

/** Σ values. */
export function sumOf(values: readonly number[]): Expectation {
  return { terms: values.map((value) => ({ value, factor: 1 })), divisor: 1 };
}

/** Mean of the values, or `null` without any. */
export function meanOf(values: readonly number[]): Expectation | null {
  return values.length === 0 ? null : { ...sumOf(values), divisor: values.length };
}

/** Mean without the highest and the lowest value; `null` for fewer than four. */
export function trimmedMeanOf(values: readonly number[]): Expectation | null {
  if (values.length < 4) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return meanOf(sorted.slice(1, -1));
}

/** The exact value. */
export function exactValue({ terms, divisor }: Expectation): Exact {
  const valuesByFactor = new Map<number, number[]>();
  for (const { value, factor } of terms) {
    const values = valuesByFactor.get(factor);
    if (values) values.push(value);
    else valuesByFactor.set(factor, [value]);
  }
  return [...valuesByFactor].reduce((sum, [factor, values]) => sum.add(exactSum(values).mul(exact(factor))), ZERO).div(exact(divisor));
}

/**
 * `actual` is the expectation as shown at `digits` digits: apart by half a unit of the last digit at most, in
 * whichever way the half was rounded. Decided with binary numbers where these leave no doubt, else exactly.
 */
export function agreesAt(actual: number, expectation: Expectation, digits: number): boolean {
  let sum = 0;
  let size = Math.abs(actual);
  for (const { value, factor } of expectation.terms) {
    sum += value * factor;
    size += Math.abs(value * factor);
  }
  const difference = Math.abs(actual - sum / expectation.divisor);
  // Past ten digits only binary noise is left of what a formula once calculated.
  const tolerance = Math.max(0.5 * 10 ** -digits, 1e-9);
  const doubt = 1e-12 * (1 + size);
  if (difference > tolerance + doubt) return false;
  if (difference < tolerance - doubt) return true;
  const exactTolerance = ONE.div(2n * 10n ** BigInt(Math.min(digits, 9)));
  return exact(actual).sub(exactValue(expectation)).abs().lte(exactTolerance);
}
