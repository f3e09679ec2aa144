import { CodedError } from "../../../core/coded-error";
import { cellA1, contains } from "../../../core/grid/address";
import { type CellValue, isCellError } from "../../../core/grid/cell";
import { dateOfSerial } from "../calc/serial-date";
import { shifted, templateOf } from "../formula/shifted-formula";
import type { ParsedSheet, ParsedValidation } from "../read/sheet-part";
import { parsedSheetOf, workbookOf, type StateSheet } from "../workbook-state";
import { cellText } from "./cell-text";
import { lookNumberAt } from "./look-at";
import { sheetOf } from "./sheet-view";
import { typedValue } from "./typed-value";
import { listItems } from "./validation-view";
import type { ViewState } from "./view-state";

/** A text put into a cell. `literal`: it is taken as it is (copied from a cell of text), never read as a number. */
export type Entry = { readonly sheetId: string; readonly row: number; readonly column: number; readonly text: string; readonly literal?: boolean };

/** What it means. `notice`: a validation that only warns or informs says this about it. */
export type EntryReading = {
  readonly content: { readonly value: string | number | boolean } | { readonly formula: string };
  /** Format that the cell gets, or `null`. */
  readonly numberFormat: string | null;
  readonly notice: EntryNotice | null;
};

export type EntryNotice = { readonly severity: "warning" | "information"; readonly title: string; readonly text: string };

function comparable(value: CellValue): number | null {
  return typeof value === "number" ? value : null;
}

type Entered = { readonly sheet: StateSheet; readonly row: number; readonly column: number; readonly value: CellValue };

/** Whether a value satisfies a validation; what cannot be calculated lets it pass, as Excel does. */
function satisfies(view: ViewState, validation: ParsedValidation, entered: Entered): boolean {
  const { sheet, row, column, value } = entered;
  const anchor = validation.areas[0] ?? { row, column };
  if (value === null || value === "") return true;
  const result = (formula: string | null): CellValue | undefined =>
    formula === null ? undefined : view.calculation().evaluate(sheet.sheetId, row, column, `=${shifted(templateOf(formula), row - anchor.row, column - anchor.column)}`)?.value;
  if (validation.type === "any") return true;
  if (validation.type === "list") {
    const items = listItems(view, sheet, validation);
    const text = cellText(value, "General", workbookOf(view.state).date1904);
    return items === null || items.some((item) => item === text || (typeof value === "number" && item.trim() !== "" && Number(item) === value));
  }
  if (validation.type === "custom") {
    const holds = result(validation.formula1);
    return holds === undefined || holds === true || (typeof holds === "number" && holds !== 0);
  }
  const measured = validation.type === "textLength" ? cellText(value, "General", workbookOf(view.state).date1904).length : comparable(value);
  if (measured === null || (validation.type === "whole" && !Number.isInteger(measured))) return false;
  const first = result(validation.formula1);
  const second = result(validation.formula2);
  if (isCellError(first) || isCellError(second)) return true;
  const low = Number(first ?? NaN);
  const high = Number(second ?? NaN);
  switch (validation.operator) {
    case "between":
      return !(measured < low || measured > high);
    case "notBetween":
      return measured < low || measured > high;
    case "equal":
      return measured === low;
    case "notEqual":
      return measured !== low;
    case "greaterThan":
      return measured > low;
    case "lessThan":
      return measured < low;
    case "greaterThanOrEqual":
      return measured >= low;
    case "lessThanOrEqual":
      return measured <= low;
    default:
      return true;
  }
}

/** Asks the validation as if the value stood in the cell already: custom formulas refer to the cell itself. */
function isSatisfied(view: ViewState, parsed: ParsedSheet, validation: ParsedValidation, entered: Entered): boolean {
  const { sheet, row, column, value } = entered;
  if (validation.type !== "custom") return satisfies(view, validation, entered);
  const calculation = view.calculation();
  const before = view.valueAt(sheet, parsed, row, column);
  calculation.update([{ sheetId: sheet.sheetId, row, column, content: { value } }]);
  try {
    return satisfies(view, validation, entered);
  } finally {
    calculation.update([{ sheetId: sheet.sheetId, row, column, content: { value: before } }]);
  }
}

function validate(view: ViewState, parsed: ParsedSheet, entered: Entered): EntryNotice | null {
  const { sheet, row, column } = entered;
  for (const validation of parsed.validations) {
    if (validation.error === null || !validation.areas.some((area) => contains(area, row, column))) continue;
    if (isSatisfied(view, parsed, validation, entered)) continue;
    const { title, text } = validation.error;
    if (validation.severity !== "stop") return { severity: validation.severity, title, text };
    const cell = cellA1(row, column);
    throw text === "" ? new CodedError("entry.refused", { sheet: sheet.name, cell }) : new CodedError("entry.refused-because", { sheet: sheet.name, cell, title, text });
  }
  return null;
}

/** Excel's own way to write it: "=" first, and closing brackets that were forgotten. */
function formulaOf(text: string): string {
  const formula = text.replace(/^＝/, "=");
  let open = 0;
  let inText = false;
  for (const character of formula) {
    if (character === '"') inText = !inText;
    else if (!inText && character === "(") open++;
    else if (!inText && character === ")") open--;
  }
  return open > 0 && !inText ? formula + ")".repeat(open) : formula;
}

/**
 * Reads a typed text and checks it against the cell's validations. Errors: "sheet.not-found", "entry.refused",
 * "entry.refused-because" (with the title and text that the workbook gives). Rules VW-8 to VW-10.
 */
export function readEntry(view: ViewState, entry: Entry, now: number): EntryReading {
  const { sheetId, row, column, text } = entry;
  const sheet = sheetOf(view, sheetId);
  const parsed = parsedSheetOf(view.state, sheet);
  if (!parsed) throw new CodedError("sheet.not-found", { sheet: sheet.name });
  const { date1904 } = workbookOf(view.state);
  const numberFormat = view.styles.looks[lookNumberAt(parsed, row, column)]?.numberFormat ?? "General";
  if (entry.literal !== true && numberFormat !== "@" && /^[=＝]./.test(text)) {
    const formula = formulaOf(text);
    const value = view.calculation().evaluate(sheetId, row, column, formula)?.value ?? null;
    return { content: { formula }, numberFormat: null, notice: value === null ? null : validate(view, parsed, { sheet, row, column, value }) };
  }
  const today = dateOfSerial(now, false) ?? { year: 1900, month: 1, day: 1 };
  const typed = entry.literal === true ? { value: text, numberFormat: null } : typedValue(text, { numberFormat, date1904, today });
  return { content: { value: typed.value }, numberFormat: typed.numberFormat, notice: validate(view, parsed, { sheet, row, column, value: typed.value }) };
}
