import { decimalTextOf, readNumberText } from "../../grid/number-text";
import { readEntry } from "../entry-reading";
import type { FixKind } from "./fix-kind";

/** A text that means one number and nothing else, and that number. */
export type SafeValue = { readonly kind: FixKind; readonly value: number };

/** Points and nothing that would first have to be turned into points: "3次" and "2万元" measure something else. */
const POINTS = new Set(["分", "point", "points", "pt", "pts", "pt.", "pts."]);
const LEADING_WORD = /^\s*[得计评]/;
/** Digits, signs and separators, half-width or full-width: what NFKC makes a digit of otherwise (①, ², ٣) is left to a person. */
const PLAIN_LETTERS = /^[\d０-９.,．，+\-＋－\s\u3000\u200b\ufeff]+$/;

/**
 * The number that an entry's text is exactly, with the fix that makes it one; `null` where a reader could take it otherwise:
 * percentages, dates, other units, white space inside the number, more digits than a cell can hold. (FX-1 to FX-4)
 */
export function safeValue(text: string): SafeValue | null {
  const { kind } = readEntry(text, "other");
  const unit = kind === "unit";
  if (!unit && kind !== "text-number" && kind !== "full-width") return null;
  const read = readNumberText(unit ? text.replace(LEADING_WORD, "") : text);
  if (!read || read.percent) return null;
  if (unit ? read.unit === null || !POINTS.has(read.unit) : read.unit !== null || !PLAIN_LETTERS.test(text)) return null;
  const value = Number(read.decimal);
  if (decimalTextOf(value) !== read.decimal) return null;
  return { kind: unit ? "trim-unit" : kind === "full-width" ? "half-width" : "text-to-number", value };
}
