import type { Area } from "../../../core/grid/address";
import { formulaAt, styleAt, valueAt, type SheetSnapshot, type WorkbookSnapshot } from "../../../core/grid/snapshot";
import type { CellsRead, CellsRequest } from "../../port";

function matrix<T>({ row, column, rows, columns }: Area, at: (row: number, column: number) => T): readonly (readonly T[])[] {
  return Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (__, c) => at(row + r, column + c)));
}

/** What was asked for, out of a snapshot of the sheets concerned with values, formulas and styles; `null` where one is gone. */
export function cellsRead(workbook: WorkbookSnapshot, { area, calculated }: CellsRequest): CellsRead | null {
  const sheetOf = (each: Area): SheetSnapshot | null => workbook.sheets.find(({ sheetId }) => sheetId === each.sheetId) ?? null;
  const sheet = sheetOf(area);
  if (!sheet || !calculated.every(sheetOf)) return null;
  return {
    used: sheet.used,
    values: matrix(area, (row, column) => valueAt(sheet, row, column)),
    formulas: matrix(area, (row, column) => formulaAt(sheet, row, column)),
    numberFormats: matrix(area, (row, column) => styleAt(workbook, sheet, row, column)?.numberFormat ?? "General"),
    calculated: calculated.map((each) => {
      const own = sheetOf(each);
      return matrix(each, (row, column) => (own ? valueAt(own, row, column) : null));
    }),
  };
}
