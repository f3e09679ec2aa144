import { sameRect } from "../grid/address";
import { identicalValue } from "../grid/same-value";
import type { SheetSnapshot, WorkbookSnapshot } from "../grid/snapshot";

/**
 * Whether two snapshots of a workbook say the same: sheets, names of sheets, formulas, values of the other cells, merges and
 * protection. Calculated results do not count, nor do looks. The record is not compared. (SE-8)
 */
export function sameContent(a: WorkbookSnapshot, b: WorkbookSnapshot): boolean {
  return a === b || (a.sheets.length === b.sheets.length && a.sheets.every((sheet, i) => sameSheetContent(sheet, b.sheets[i])));
}

/** The same for one sheet. */
export function sameSheetContent(a: SheetSnapshot, b: SheetSnapshot | undefined): boolean {
  if (a === b) return true;
  if (!b || a.sheetId !== b.sheetId || a.name !== b.name || a.kind !== b.kind || a.visibility !== b.visibility) return false;
  if (!sameRect(a.used, b.used) || a.merges.length !== b.merges.length || !a.merges.every((merge, i) => sameRect(merge, b.merges[i] ?? null))) return false;
  if ((a.protection === null) !== (b.protection === null) || a.protection?.hasPassword !== b.protection?.hasPassword) return false;
  const { used } = a;
  for (let row = 0; used !== null && row < used.rows; row++) {
    for (let column = 0; column < used.columns; column++) {
      const formula = a.formulas[row]?.[column] ?? null;
      if (formula !== (b.formulas[row]?.[column] ?? null)) return false;
      if (formula === null && !identicalValue(a.values[row]?.[column] ?? null, b.values[row]?.[column] ?? null)) return false;
    }
  }
  return true;
}
