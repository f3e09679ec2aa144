/** Error values a cell can hold, as Excel spells them in every locale's file. */
export const CELL_ERROR_CODES = [
  "#NULL!",
  "#DIV/0!",
  "#VALUE!",
  "#REF!",
  "#NAME?",
  "#NUM!",
  "#N/A",
  "#GETTING_DATA",
  "#SPILL!",
  "#CALC!",
  "#FIELD!",
  "#BLOCKED!",
  "#UNKNOWN!",
] as const;

export type CellErrorCode = (typeof CELL_ERROR_CODES)[number];

/** An error as a value: it travels through formulas like any other value. */
export type CellError = { readonly error: CellErrorCode };

/** What a cell holds. `null` is a blank cell, which is never 0 and never "". Dates are serial numbers. */
export type CellValue = string | number | boolean | CellError | null;

export function isCellError(value: unknown): value is CellError {
  return typeof value === "object" && value !== null && "error" in value;
}

/** Blank for a reader: nothing, or text of white space only (full-width and zero-width space included). */
export function isBlank(value: CellValue | undefined): boolean {
  return value === null || value === undefined || (typeof value === "string" && /^[\s\u3000\u200b\ufeff]*$/.test(value));
}

/** The value as a person reads it, without number format; blank is "". */
export function textOf(value: CellValue | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "object") return value.error;
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  return String(value);
}
