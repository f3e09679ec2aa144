import { formatNumber, formatOf } from "./cell-format";
import { WHOLE_SHEET } from "./calculator";
import { createSheet, ensureCell, forEachStored, type SheetModel } from "./sheet-model";
import { findSheet, nextId, type WorkbookModel } from "./workbook-model";

/** "Form", "Form (2)", "Form (3)" …: the first that is free. */
function freeName(workbook: WorkbookModel, wanted: string, taken: readonly string[]): string {
  for (let number = 1; ; number++) {
    const ending = number === 1 ? "" : ` (${String(number)})`;
    const name = `${wanted.slice(0, 31 - ending.length)}${ending}`;
    if (!findSheet(workbook, name) && !taken.includes(name.toLowerCase())) return name;
  }
}

/** A copy of another workbook's sheet, ready to be put among the sheets of this one; its comments stay behind. */
export function copySheetInto(workbook: WorkbookModel, from: WorkbookModel, source: SheetModel): SheetModel {
  const sheet = createSheet(nextId(workbook), freeName(workbook, source.name, []));
  const format = (number: number): number => formatNumber(workbook.formats, formatOf(from.formats, number));
  forEachStored(source, WHOLE_SHEET, (cell, row, column) => {
    Object.assign(ensureCell(sheet, row, column), { ...cell, format: cell.format === null ? null : format(cell.format) });
  });
  for (const [row, number] of source.rowFormats) sheet.rowFormats.set(row, format(number));
  for (const [column, number] of source.columnFormats) sheet.columnFormats.set(column, format(number));
  for (const row of source.hiddenRows) sheet.hiddenRows.add(row);
  for (const column of source.hiddenColumns) sheet.hiddenColumns.add(column);
  for (const [row, height] of source.rowHeights) sheet.rowHeights.set(row, height);
  for (const [column, width] of source.columnWidths) sheet.columnWidths.set(column, width);
  for (const [key, property] of source.customProperties) sheet.customProperties.set(key, { ...property });
  const { visibility, tabColor, showGridlines, protection, frozen } = source;
  return Object.assign(sheet, {
    visibility,
    tabColor,
    showGridlines,
    protection,
    frozen,
    autoFilter: source.autoFilter,
    page: { ...source.page, texts: { ...source.page.texts } },
    merges: [...source.merges],
    validations: [...source.validations],
    conditionalFormats: source.conditionalFormats.map((rule) => ({ ...rule, id: nextId(workbook) })),
  });
}
