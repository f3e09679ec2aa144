import { isCellError, type CellValue } from "../../../src/core/grid/cell";
import { toA1 } from "../../../src/core/grid/address";
import { valueAt, type WorkbookSnapshot } from "../../../src/core/grid/snapshot";
import type { Calculation, FormulaCell } from "../../../src/workbook/file/calc/calculation";
import { createCalculation } from "../../../src/workbook/file/calc/create-calculation";

/** A calculation over a snapshot whose formula cells start without a cached value. */
export function calculationOf(workbook: WorkbookSnapshot): Calculation {
  return createCalculation({
    sheets: workbook.sheets.map((sheet) => ({
      sheetId: sheet.sheetId,
      name: sheet.name,
      used: sheet.used,
      tables: [],
      formulas: sheet.formulas.flatMap((row, r) =>
        row.flatMap((formula, c): readonly FormulaCell[] =>
          formula === null || !sheet.used ? [] : [{ row: sheet.used.row + r, column: sheet.used.column + c, formula, array: null }],
        ),
      ),
      valueAt: (row, column) => {
        const formula = sheet.used ? (sheet.formulas[row - sheet.used.row]?.[column - sheet.used.column] ?? null) : null;
        return formula === null ? valueAt(sheet, row, column) : null;
      },
      isRowHidden: () => false,
    })),
    names: workbook.names,
    date1904: false,
    now: 46000,
  });
}

function text(value: CellValue): string {
  return isCellError(value) ? value.error : JSON.stringify(value);
}

/**
 * Formula cells whose calculated value is not the one in the snapshot (what the core expected), as sentences.
 * Numbers must agree to the last bit where they are rounded results, elsewhere to 15 digits.
 */
export function disagreements(workbook: WorkbookSnapshot): readonly string[] {
  const result = calculationOf(workbook).calculateAll();
  const wrong = result.uncalculated.map((cell) => `${cell.sheetId}!${toA1({ row: cell.row, column: cell.column, rows: 1, columns: 1 })}: ${cell.reason} ${cell.detail}`);
  const sheets = new Map(workbook.sheets.map((sheet) => [sheet.sheetId, sheet]));
  for (const { sheetId, row, column, value } of result.cells) {
    const sheet = sheets.get(sheetId);
    if (!sheet) continue;
    const expected = valueAt(sheet, row, column);
    const formula = sheet.used ? sheet.formulas[row - sheet.used.row]?.[column - sheet.used.column] : "";
    // No expectation: a working value whose last digits binary arithmetic leaves open.
    if (expected === null) {
      if (isCellError(value)) wrong.push(`${sheet.name}!${toA1({ row, column, rows: 1, columns: 1 })} ${formula ?? ""}: ${value.error}`);
      continue;
    }
    const working = typeof expected === "number" && typeof value === "number" && !/ROUND\(ROUND\(/.test(formula ?? "");
    const same = working ? expected.toPrecision(15) === value.toPrecision(15) : expected === value;
    if (!same) wrong.push(`${sheet.name}!${toA1({ row, column, rows: 1, columns: 1 })} ${formula ?? ""}: expected ${text(expected)}, calculated ${text(value)}`);
  }
  return wrong;
}
