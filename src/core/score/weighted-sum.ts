import Fraction from "fraction.js";
import type { Exact } from "./decimal";

/** Coefficients over one common denominator, small enough for exact sums of plain numbers. */
export type IntegerCoefficients = { readonly numerators: readonly number[]; readonly denominator: number };

/** Entries with at most this many decimals take the fast way. */
const ENTRY_SCALE = 10_000;
const MAX_NUMERATOR = 2 ** 31;

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** `null` where the coefficients have no small common denominator: those sums go through rationals. */
export function integerCoefficients(coefficients: readonly Exact[]): IntegerCoefficients | null {
  let denominator = 1n;
  for (const { d } of coefficients) {
    denominator = (denominator / gcd(denominator, d)) * d;
    if (denominator > BigInt(MAX_NUMERATOR)) return null;
  }
  const numerators = coefficients.map(({ s, n, d }) => Number(s * n * (denominator / d)));
  return numerators.every((numerator) => Math.abs(numerator) <= MAX_NUMERATOR) ? { numerators, denominator: Number(denominator) } : null;
}

/**
 * Sum of coefficient × number, exact, for entries of at most four decimals: integers below 2^53 throughout, one
 * rational at the end. `null` where an entry or the sum does not fit (or an entry is no number). (SC-1, SC-10)
 */
export function weightedSum({ numerators, denominator }: IntegerCoefficients, numberAt: (index: number) => unknown): Exact | null {
  let sum = 0;
  for (let index = 0; index < numerators.length; index++) {
    const value = numberAt(index);
    if (typeof value !== "number") return null;
    const scaled = Math.round(value * ENTRY_SCALE);
    // Below 2^31 a number with four decimals has at most 14 digits: the division gives it back only if it is that decimal.
    if (Math.abs(scaled) > MAX_NUMERATOR * ENTRY_SCALE || scaled / ENTRY_SCALE !== value) return null;
    const term = scaled * (numerators[index] ?? 0);
    sum += term;
    if (Math.abs(term) > Number.MAX_SAFE_INTEGER || Math.abs(sum) > Number.MAX_SAFE_INTEGER) return null;
  }
  // Reduced with plain numbers first: reducing big integers is what takes the time.
  const below = denominator * ENTRY_SCALE;
  let [a, b] = [Math.abs(sum), below];
  while (b !== 0) [a, b] = [b, a % b];
  return new Fraction(BigInt(sum / a), BigInt(below / a));
}
