import Fraction from "fraction.js";

/** An exact rational number. Scores are computed with these and rounded once, at the end. (SC-1) */
export type Exact = Fraction;

/** Where a digit is cut: half away from zero (default), half to even, towards or away from zero. */
export type RoundingMode = "half-away" | "half-even" | "down" | "up";

/** Digits at which binary noise is cut before the stated digit counts, as in `ROUND(ROUND(x,10),d)`. (SC-2) */
export const WORKING_DIGITS = 10;

/** Exact powers of ten that are met all the time. */
const POWERS: readonly bigint[] = Array.from({ length: 40 }, (_, n) => 10n ** BigInt(n));
/** As many digits as the greatest and the smallest number of a cell have (1.8E308, 5E-324). */
const DECIMAL = /^[+-]?(?:\d{1,340}(?:\.\d{0,340})?|\.\d{1,340})$/;

export const ZERO: Exact = new Fraction(0n, 1n);
export const ONE: Exact = new Fraction(1n, 1n);
export const HUNDRED: Exact = new Fraction(100n, 1n);

function power(n: number): bigint {
  return POWERS[n] ?? 10n ** BigInt(n);
}

/** "0.30" → 3/10; `null` for anything that is not a plain decimal text (no exponent, no grouping, no sign "%"). */
export function parseDecimal(text: string): Exact | null {
  const trimmed = text.trim();
  if (!DECIMAL.test(trimmed)) return null;
  const negative = trimmed.startsWith("-");
  const [whole = "", fraction = ""] = trimmed.replace(/^[+-]/, "").split(".");
  const n = BigInt(`${whole}${fraction}` || "0");
  return new Fraction(negative ? -n : n, power(fraction.length));
}

/** As `parseDecimal`, for texts the program itself has made; anything else is a bug and throws. */
export function decimal(text: string): Exact {
  const value = parseDecimal(text);
  if (value === null) throw new RangeError(`not a decimal text: ${text}`);
  return value;
}

/**
 * The number in a cell as its shortest decimal text says it: 2.675 is 2675/1000, not the binary neighbour.
 * `null` where it is not finite. (SC-1)
 */
export function exactOf(value: number): Exact | null {
  if (!Number.isFinite(value)) return null;
  if (Number.isSafeInteger(value)) return new Fraction(BigInt(value), 1n);
  const [mantissa = "0", exponent = "0"] = String(value).split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  const places = fraction.length - Number(exponent);
  const n = BigInt(`${whole}${fraction}`);
  return places >= 0 ? new Fraction(n, power(places)) : new Fraction(n * power(-places), 1n);
}

/** Rounded at `digits` after the decimal point. (SC-2) */
export function roundAt(value: Exact, digits: number, mode: RoundingMode = "half-away"): Exact {
  const scale = power(digits);
  const n = value.n * scale;
  const quotient = n / value.d;
  const twice = (n - quotient * value.d) * 2n;
  if (twice === 0n) return value;
  const away =
    mode === "up" || (mode === "half-away" && twice >= value.d) || (mode === "half-even" && (twice > value.d || (twice === value.d && quotient % 2n === 1n)));
  return new Fraction((away ? quotient + 1n : quotient) * value.s, scale);
}

/** What `ROUND(ROUND(x,10),digits)` says: noise cut at 10 digits, then the stated digit. (SC-2) */
export function roundScore(value: Exact, digits: number, mode: RoundingMode = "half-away"): Exact {
  return roundAt(roundAt(value, WORKING_DIGITS), Math.min(digits, WORKING_DIGITS), mode);
}

/** Plain decimal text without trailing zeros, cut (not rounded) after `maxDigits`: for rounded values it is exact. */
export function decimalText(value: Exact, maxDigits = WORKING_DIGITS): string {
  const scaled = ((value.n * power(maxDigits)) / value.d).toString().padStart(maxDigits + 1, "0");
  const whole = scaled.slice(0, scaled.length - maxDigits);
  const fraction = scaled.slice(scaled.length - maxDigits).replace(/0+$/, "");
  const text = fraction === "" ? whole : `${whole}.${fraction}`;
  return value.s < 0n && text !== "0" ? `-${text}` : text;
}

/** The nearest number a cell can hold. */
export function toNumber(value: Exact): number {
  return Number(decimalText(value, 30));
}

/**
 * What a cell with a working value (a term, a coefficient, a mean) is expected to hold: the number where it ends
 * within the working digits, `null` (nothing to compare) where it does not, because binary arithmetic leaves its
 * last digits open; "" where there is no value. Final scores never go through this. (SC-17)
 */
export function workingValue(value: Exact | null): number | "" | null {
  if (value === null) return "";
  return roundAt(value, WORKING_DIGITS).equals(value) ? toNumber(value) : null;
}

/** Decimals of so few characters are told apart by the nearest doubles: those keep fifteen digits. */
const DISTINCT_LENGTH = 15;

/** Compares decimals of the same kind many times: as plain numbers where that is exact, else as rationals. Texts must be decimals. */
export type ComparableDecimal = { readonly number: number; readonly exact: Exact | null };

export function comparableDecimal(text: string): ComparableDecimal {
  return { number: Number(text), exact: text.length <= DISTINCT_LENGTH ? null : decimal(text) };
}

/** Below 0: `a` is smaller. Exact. */
export function compareDecimals(a: ComparableDecimal, b: ComparableDecimal): number {
  if (a.exact === null && b.exact === null) return a.number - b.number;
  return compareExact(a.exact ?? decimal(String(a.number)), b.exact ?? decimal(String(b.number)));
}

/** -1, 0 or 1, for sorting. */
export function compareExact(a: Exact, b: Exact): number {
  const left = a.s * a.n * b.d;
  const right = b.s * b.n * a.d;
  return left < right ? -1 : left > right ? 1 : 0;
}
