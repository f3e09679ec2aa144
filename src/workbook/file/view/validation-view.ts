import type { CellValue } from "../../../core/grid/cell";
import type { ParsedSheet, ParsedValidation } from "../read/sheet-part";
import { workbookOf, type StateSheet } from "../workbook-state";
import { cellText } from "./cell-text";
import type { ViewState } from "./view-state";
import type { ViewValidation } from "./view";

/** Longest list that is resolved; nobody chooses from a longer one by looking. */
const MAX_ITEMS = 1_000;

/** "\"合格,不合格\"" → its items; `null`: it is no list written out. */
function literalItems(formula: string): readonly string[] | null {
  const match = /^\s*"((?:[^"]|"")*)"\s*$/.exec(formula);
  if (!match) return null;
  return (match[1] ?? "")
    .replaceAll('""', '"')
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

function itemText(value: CellValue, date1904: boolean): string {
  return cellText(value, "General", date1904);
}

/** Items of a list: written out, or those of a range or name, blanks left out. Rule VW-5. */
export function listItems(view: ViewState, sheet: StateSheet, validation: ParsedValidation): readonly string[] | null {
  const area = validation.areas[0];
  if (validation.type !== "list" || validation.formula1 === null || !area) return null;
  const literal = literalItems(validation.formula1);
  if (literal) return literal;
  const values = view.calculation().evaluateRange(sheet.sheetId, area.row, area.column, `=${validation.formula1}`, MAX_ITEMS);
  const { date1904 } = workbookOf(view.state);
  return values ? values.map((value) => itemText(value, date1904)).filter((item) => item !== "") : null;
}

export function validationViews(view: ViewState, sheet: StateSheet, parsed: ParsedSheet): readonly ViewValidation[] {
  return parsed.validations.map((validation) => ({
    areas: validation.areas,
    type: validation.type,
    items: listItems(view, sheet, validation),
    dropdown: validation.type === "list" && validation.dropdown,
    prompt: validation.prompt,
  }));
}
