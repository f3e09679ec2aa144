import { recognizeSheet } from "../../src/core/recognize/recognize-sheet";
import { toA1 } from "../../src/core/grid/address";
import { prepareGrid } from "../../src/core/recognize/sheet-grid";
import type { HeaderCellsSheet } from "./labelled-sheets";

/** F1 of header cells: every cell with content in a row that is recognised as header is taken for one. */
export function headerCellScore(sheets: readonly HeaderCellsSheet[]): { readonly f1: number; readonly precision: number; readonly recall: number } {
  let right = 0;
  let wrong = 0;
  let missed = 0;
  for (const { workbook, sheet, headerCells } of sheets) {
    const grid = prepareGrid(workbook, sheet);
    const wanted = new Set(headerCells);
    const { rows } = recognizeSheet(workbook, sheet);
    for (const [row, label] of rows) {
      if (label !== "header") continue;
      for (const column of grid.content.get(row - grid.top) ?? []) {
        if (wanted.delete(toA1({ row, column: column + grid.left, rows: 1, columns: 1 }))) right++;
        else wrong++;
      }
    }
    missed += wanted.size;
  }
  const precision = right / Math.max(1, right + wrong);
  const recall = right / Math.max(1, right + missed);
  return { precision, recall, f1: right === 0 ? 0 : (2 * right) / (2 * right + wrong + missed) };
}
