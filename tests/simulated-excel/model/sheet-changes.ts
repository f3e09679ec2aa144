import { tokenize } from "@borgar/fx/xlsx";
import { quoteSheetName } from "../../../src/core/grid/address";
import { structureChanged, WHOLE_SHEET } from "./calculator";
import { createSheet, forEachStored, type SheetModel } from "./sheet-model";
import { findSheet, nextId, type WorkbookModel } from "./workbook-model";

const MAX_NAME = 31;

/** Whether Excel takes the text as a sheet's name. */
export function isSheetName(name: string): boolean {
  return name.length > 0 && name.length <= MAX_NAME && !/[\\/?*[\]:]/.test(name) && !name.startsWith("'") && !name.endsWith("'") && name.toLowerCase() !== "history";
}

/** The formula after a sheet got another name, or (`null`) is gone: then its references are #REF!. */
export function formulaAfterSheetChange(formula: string, oldName: string, newName: string | null): string {
  if (!formula.toLowerCase().includes(oldName.toLowerCase())) return formula;
  return tokenize(formula, { mergeRefs: true })
    .map(({ type, value }) => {
      const bang = type.startsWith("range") ? value.lastIndexOf("!") : -1;
      if (bang < 0) return value;
      const name = value.startsWith("'") ? value.slice(1, bang - 1).replaceAll("''", "'") : value.slice(0, bang);
      if (name.toLowerCase() !== oldName.toLowerCase()) return value;
      return newName === null ? "#REF!" : `${quoteSheetName(newName)}${value.slice(bang)}`;
    })
    .join("");
}

function rewriteFormulas(workbook: WorkbookModel, oldName: string, newName: string | null): void {
  const rewrite = (formula: string): string => formulaAfterSheetChange(formula, oldName, newName);
  for (const sheet of workbook.sheets) {
    forEachStored(sheet, WHOLE_SHEET, (cell) => {
      if (cell.formula !== null) cell.formula = rewrite(cell.formula);
    });
    for (const format of sheet.conditionalFormats) format.formula = rewrite(format.formula);
  }
  for (const name of workbook.names) name.formula = rewrite(name.formula);
}

export function renameSheet(workbook: WorkbookModel, sheet: SheetModel, name: string): void {
  const before = sheet.name;
  sheet.name = name;
  rewriteFormulas(workbook, before, name);
  structureChanged(workbook, false);
}

/** Deletes a sheet with its own names; what referred to it refers to nothing. */
export function deleteSheet(workbook: WorkbookModel, sheet: SheetModel): void {
  const at = workbook.sheets.indexOf(sheet);
  workbook.sheets.splice(at, 1);
  workbook.names = workbook.names.filter((name) => name.sheetId !== sheet.id);
  rewriteFormulas(workbook, sheet.name, null);
  structureChanged(workbook, true);
  const { author } = workbook;
  workbook.events.push({ kind: "deleted", sheet, author });
  if (workbook.active !== sheet) return;
  const visible = workbook.sheets.slice(at).concat(workbook.sheets.slice(0, at).reverse()).find((other) => other.visibility === "Visible");
  if (visible) {
    workbook.active = visible;
    workbook.events.push({ kind: "activated", sheet: visible, author });
  }
}

/** Adds an empty sheet at the end; without a name it gets the first free "Sheet3". */
export function addSheet(workbook: WorkbookModel, name: string | null): SheetModel {
  let chosen = name;
  for (let number = workbook.sheets.length + 1; chosen === null; number++) {
    const free = `Sheet${String(number)}`;
    if (!findSheet(workbook, free)) chosen = free;
  }
  const sheet = createSheet(nextId(workbook), chosen);
  workbook.sheets.push(sheet);
  workbook.events.push({ kind: "added", sheet, author: workbook.author });
  structureChanged(workbook, false);
  return sheet;
}
