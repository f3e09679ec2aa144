import { decimalTextOf } from "../grid/number-text";
import { decimalText, exactOf, roundAt, ZERO, type Exact } from "../score/decimal";

/** The number as Excel shows it in full (15 significant digits), exactly; 0.1 + 0.2 is 0.3. Not finite: 0. */
export function exact(value: number): Exact {
  return exactOf(Number(value.toPrecision(15))) ?? ZERO;
}

/** Digits after the decimal point, as Excel shows the number in full. */
export function decimalsOf(value: number): number {
  if (Number.isInteger(value)) return 0;
  return decimalTextOf(value)?.split(".")[1]?.length ?? 0;
}

/** Points have few digits: counted in units of the last of these they add up as whole numbers, exactly and fast. */
const UNIT_DIGITS = 6;
const UNIT = 10 ** UNIT_DIGITS;

/** Exact sum, by decimals. */
export function exactSum(values: readonly number[]): Exact {
  let units = 0;
  const rest: number[] = [];
  for (const value of values) {
    const own = Math.round(value * UNIT);
    const isWhole = Math.abs(value) < 1e6 && Number(value.toPrecision(15)) === own / UNIT;
    if (isWhole && Math.abs(units + own) <= Number.MAX_SAFE_INTEGER) units += own;
    else rest.push(value);
  }
  return rest.reduce((sum, value) => sum.add(exact(value)), (exactOf(units) ?? ZERO).div(UNIT));
}

/** Decimal text for a sentence: rounded to at most `digits` digits after the point, no trailing zeros. */
export function shown(value: Exact | number, digits = 6): string {
  return decimalText(roundAt(typeof value === "number" ? exact(value) : value, digits));
}

/** A share of 1 as a percentage: 0.95 → "95%". */
export function shownPercent(share: Exact): string {
  return `${shown(share.mul(100), 4)}%`;
}
