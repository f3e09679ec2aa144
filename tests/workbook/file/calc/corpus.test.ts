import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { read, utils, type CellObject, type WorkBook } from "@e965/xlsx";
import type { CellValue } from "../../../../src/core/grid/cell";
import { CELL_ERROR_CODES } from "../../../../src/core/grid/cell";
import type { CalculationSheet, CalculationSource, FormulaCell } from "../../../../src/workbook/file/calc/calculation";
import { createCalculation } from "../../../../src/workbook/file/calc/create-calculation";
import { definedName } from "./calculation-source";

const folder = resolve(process.cwd(), "../shared/corpus/workbooks");
const files = existsSync(folder) ? readdirSync(folder).filter((name) => /\.xlsx?$/.test(name)) : [];
if (files.length === 0) console.warn(`skipped: no workbooks in ${folder}`);

function valueOf(cell: CellObject | undefined): CellValue {
  if (!cell || cell.t === "z") return null;
  if (cell.t === "e") return { error: CELL_ERROR_CODES.find((code) => code === cell.w) ?? "#VALUE!" };
  return cell.v instanceof Date ? null : (cell.v ?? null);
}

function sourceFrom(workbook: WorkBook): CalculationSource {
  const sheets = workbook.SheetNames.map((name): CalculationSheet => {
    const sheet = workbook.Sheets[name];
    const area = sheet?.["!ref"] ? utils.decode_range(sheet["!ref"]) : null;
    const formulas: FormulaCell[] = [];
    const cellAt = (row: number, column: number): CellObject | undefined => sheet?.[utils.encode_cell({ r: row, c: column })] as CellObject | undefined;
    if (area) {
      for (let row = area.s.r; row <= area.e.r; row++) {
        for (let column = area.s.c; column <= area.e.c; column++) {
          const cell = cellAt(row, column);
          if (cell?.f === undefined) continue;
          const range = cell.F === undefined ? null : utils.decode_range(cell.F);
          if (range && (range.s.r !== row || range.s.c !== column)) continue;
          formulas.push({ row, column, formula: `=${cell.f}`, array: range ? { row, column, rows: range.e.r - row + 1, columns: range.e.c - column + 1 } : null });
        }
      }
    }
    return {
      sheetId: name,
      name,
      used: area ? { row: area.s.r, column: area.s.c, rows: area.e.r - area.s.r + 1, columns: area.e.c - area.s.c + 1 } : null,
      formulas,
      tables: [],
      valueAt: (row, column) => valueOf(cellAt(row, column)),
      isRowHidden: (row) => sheet?.["!rows"]?.[row]?.hidden ?? false,
    };
  });
  const names = (workbook.Workbook?.Names ?? []).map((name) => definedName(name.Name, name.Ref, name.Sheet === undefined ? null : (workbook.SheetNames[name.Sheet] ?? null)));
  return { sheets, names, date1904: workbook.Workbook?.WBProps?.date1904 ?? false, now: 45_000 };
}

function agrees(ours: CellValue, cached: CellValue): boolean {
  if (typeof ours === "number" && typeof cached === "number") return Math.abs(ours - cached) <= 1e-12 * Math.max(1, Math.abs(cached));
  return JSON.stringify(ours) === JSON.stringify(cached);
}

(files.length > 0 ? describe : describe.skip)("CE-3 real workbooks", () => {
  test("CE-3 every formula has the value that Excel left in the file", () => {
    let compared = 0;
    const differences: string[] = [];
    for (const file of files) {
      const source = sourceFrom(read(readFileSync(resolve(folder, file)), { cellFormula: true, cellNF: false, sheetStubs: false }));
      const cached = new Map(source.sheets.map((sheet) => [sheet.sheetId, sheet]));
      const result = createCalculation(source).calculateAll();
      for (const cell of result.uncalculated) differences.push(`${file} ${cell.sheetId} ${utils.encode_cell({ r: cell.row, c: cell.column })} ${cell.reason} ${cell.detail}`);
      for (const cell of result.cells) {
        const before = cached.get(cell.sheetId)?.valueAt(cell.row, cell.column) ?? null;
        compared += 1;
        if (!agrees(cell.value, before)) differences.push(`${file} ${cell.sheetId} ${utils.encode_cell({ r: cell.row, c: cell.column })} ${JSON.stringify(cell.value)} instead of ${JSON.stringify(before)}`);
      }
    }
    expect(differences).toEqual([]);
    expect(compared).toBe(75);
  });
});
