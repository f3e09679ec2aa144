import { isCellError, type CellValue } from "./cell";

/** Alike for a person: numbers by their 15 significant digits, a blank and empty text alike. */
export function sameValue(a: CellValue, b: CellValue): boolean {
  if (typeof a === "number" && typeof b === "number") return a === b || a.toPrecision(15) === b.toPrecision(15);
  if (isCellError(a) && isCellError(b)) return a.error === b.error;
  return (a ?? "") === (b ?? "");
}
