/**
 * Numbers as Excel treats them: binary doubles that are looked at through 15 significant decimal digits
 * when they are compared, rounded or turned into text.
 */

/** Rounded to 15 significant decimal digits. */
export function round15(x: number): number {
  if (Number.isInteger(x) && Math.abs(x) < 1e15) return x;
  return Number(x.toPrecision(15));
}

/** Whether two numbers are the same to 15 significant digits (CE-31). */
export function equal15(a: number, b: number): boolean {
  if (a === b) return true;
  const distance = Math.abs(a - b);
  if (distance > Math.max(Math.abs(a), Math.abs(b)) * 1e-14) return false;
  return a.toPrecision(15) === b.toPrecision(15);
}

/** a − b, exactly 0 where both are the same to 15 digits. */
export function subtract15(a: number, b: number): number {
  return equal15(a, b) ? 0 : a - b;
}

/** Moves the decimal point without the error that a multiplication by a power of ten would bring. */
export function shiftDecimal(x: number, digits: number): number {
  if (x === 0) return x;
  const [mantissa = "0", exponent = "0"] = x.toPrecision(15).toLowerCase().split("e");
  return Number(`${mantissa}e${String(Number(exponent) + digits)}`);
}

export type RoundingDirection = "half-away" | "away" | "toward";

const POWERS = Array.from({ length: 23 }, (_, i) => Number(`1e${String(i)}`));

/**
 * Rounds to `digits` decimals (negative: left of the point). The number is first seen through 15
 * significant digits, as Excel does: 1.005 to 2 digits is 1.01 (CE-32).
 */
export function roundDecimal(x: number, digits: number, direction: RoundingDirection): number {
  if (!Number.isFinite(x) || x === 0) return x;
  const size = Math.abs(x);
  const power = POWERS[digits];
  if (direction === "half-away" && power !== undefined) {
    // Far from a tie the plain way is right and ten times faster.
    const scaled = size * power;
    if (scaled < 1e11) {
      const whole = Math.floor(scaled);
      const rest = scaled - whole;
      if (rest < 0.499 || rest > 0.501) {
        const rounded = (rest > 0.5 ? whole + 1 : whole) / power;
        return x < 0 ? -rounded : rounded;
      }
    }
  }
  if (digits > 400) return x;
  const scaled = shiftDecimal(size, digits);
  if (scaled >= 1e15) return x;
  let whole = Math.floor(scaled);
  const rest = scaled - whole;
  if (direction === "away" ? rest > 0 : direction === "half-away" && rest >= 0.5) whole += 1;
  const rounded = Number(`${String(whole)}e${String(-digits)}`);
  return x < 0 ? -rounded : rounded;
}

/** Greatest integer not above x, x seen through 15 digits. */
export function floor15(x: number): number {
  return Math.floor(round15(x));
}

/** The number as Excel turns it into text (format General, wide enough): at most 15 significant digits. */
export function numberToText(x: number): string {
  if (Number.isInteger(x) && Math.abs(x) < 1e15) return x === 0 ? "0" : String(x);
  const [mantissa = "0", exponentText = "0"] = x.toExponential(14).split("e");
  const exponent = Number(exponentText);
  const negative = mantissa.startsWith("-");
  const digits = mantissa.replace("-", "").replace(".", "").replace(/0+$/, "");
  const sign = negative ? "-" : "";
  if (exponent > 20 || (exponent < 0 && digits.length - 1 - exponent > 20)) {
    const size = String(Math.abs(exponent)).padStart(2, "0");
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
    return `${sign}${digits.slice(0, 1)}${fraction}E${exponent < 0 ? "-" : "+"}${size}`;
  }
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return sign + digits.padEnd(exponent + 1, "0");
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}
