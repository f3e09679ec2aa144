import type { CellValue } from "../../../src/core/grid/cell";
import { notModelled } from "../protocol/host-error";
import { evaluationEngine, WHOLE_SHEET } from "./calculator";
import { usedRect, type SheetModel } from "./sheet-model";
import type { WorkbookModel } from "./workbook-model";

/**
 * Values of formulas that stand in no cell (rules of validations). They are worked out in cells beside the data of
 * the same sheet of a copy; ROW() and COLUMN() without an argument would be wrong there and are refused.
 */
export function evaluateFormulas(workbook: WorkbookModel, sheet: SheetModel, formulas: readonly string[]): readonly CellValue[] {
  const asksForPlace = formulas.find((formula) => /\b(ROW|COLUMN)\(\s*\)/i.test(formula));
  if (asksForPlace !== undefined) throw notModelled(`${asksForPlace} outside cells`);
  const used = usedRect(sheet, WHOLE_SHEET, true);
  const column = (used ? used.column + used.columns : 0) + 2;
  const engine = evaluationEngine(workbook);
  const result = engine.update(formulas.map((formula, row) => ({ sheetId: sheet.id, row, column, content: { formula } })));
  const [unknown] = result.uncalculated.filter((cell) => cell.sheetId === sheet.id && cell.column === column);
  if (unknown) throw notModelled(`the calculation of ${formulas[unknown.row] ?? ""} (${unknown.reason} ${unknown.detail})`);
  return formulas.map((_, row) => engine.valueAt(sheet.id, row, column));
}
