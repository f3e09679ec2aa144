import { decimalText, exactOf, roundAt, ZERO, type Exact } from "../score/decimal";

/** The number as Excel shows it in full (15 significant digits), exactly; 0.1 + 0.2 is 0.3. Not finite: 0. */
export function exact(value: number): Exact {
  return exactOf(Number(value.toPrecision(15))) ?? ZERO;
}

/** Exact sum, by decimals. */
export function exactSum(values: readonly number[]): Exact {
  return values.reduce((sum, value) => sum.add(exact(value)), ZERO);
}

/** Digits after the decimal point, as Excel shows the number in full. */
export function decimalsOf(value: number): number {
  if (Number.isInteger(value)) return 0;
  return decimalText(exact(value), 30).split(".")[1]?.length ?? 0;
}

/** Decimal text for a sentence: rounded to at most `digits` digits after the point, no trailing zeros. */
export function shown(value: Exact | number, digits = 6): string {
  return decimalText(roundAt(typeof value === "number" ? exact(value) : value, digits));
}

/** A share of 1 as a percentage: 0.95 → "95%". */
export function shownPercent(share: Exact): string {
  return `${shown(share.mul(100), 4)}%`;
}
