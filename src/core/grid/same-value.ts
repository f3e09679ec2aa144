import { isCellError, type CellValue } from "./cell";

/** Alike for a person: numbers by their 15 significant digits, a blank and empty text alike. */
export function sameValue(a: CellValue, b: CellValue): boolean {
  if (typeof a === "number" && typeof b === "number") return a === b || a.toPrecision(15) === b.toPrecision(15);
  if (isCellError(a) && isCellError(b)) return a.error === b.error;
  return (a ?? "") === (b ?? "");
}

/** The very same: 0.1 + 0.2 is not 0.3, a blank is not an empty text. */
export function identicalValue(a: CellValue, b: CellValue): boolean {
  return a === b || (isCellError(a) && isCellError(b) && a.error === b.error);
}
