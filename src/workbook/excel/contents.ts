import { CELL_ERROR_CODES, type CellErrorCode, type CellValue } from "../../core/grid/cell";

/** What `Range.formulas` and `Range.values` hold for a cell: a formula begins with "=", a blank is "". */
export type Content = string | number | boolean;

export function isErrorCode(text: unknown): text is CellErrorCode {
  return CELL_ERROR_CODES.some((code) => code === text);
}

/** A cell's formula: `null` where the text that begins with "=" is only a text, which then is the value too. */
export function formulaOf(formula: Content, value: Content): string | null {
  return typeof formula === "string" && formula.startsWith("=") && formula !== value ? formula : null;
}

/** What a cell holds; `isError` says whether a text such as "#N/A" is the error. */
export function valueOf(value: Content, isError: boolean): CellValue {
  if (value === "") return null;
  return isError && isErrorCode(value) ? { error: value } : value;
}

/** Whether Excel would take a text for something else: a number, a date, a formula, an error. Digits are enough: "3月4日". */
function isTakenOtherwise(text: string): boolean {
  return /\p{Nd}/u.test(text) || /^\s*[=+\-@'#]/.test(text) || /^\s*(true|false)\s*$/i.test(text);
}

/**
 * A text as it has to be written so that it stays a text: with an apostrophe in front, which Excel keeps beside the cell.
 * Cells formatted as text take it as it is. (XL-10)
 */
export function writtenText(text: string, numberFormat: string): string {
  return text !== "" && numberFormat !== "@" && isTakenOtherwise(text) ? `'${text}` : text;
}

/** What has to be written into a cell so that it holds again what was read. */
export function writtenAgain(formula: Content, value: Content, isError: boolean, numberFormat: string): Content {
  if (formulaOf(formula, value) !== null || typeof formula !== "string" || isError) return formula;
  return writtenText(formula, numberFormat);
}
