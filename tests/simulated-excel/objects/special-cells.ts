import { intersection, type Rect } from "../../../src/core/grid/address";
import type { CellValue } from "../../../src/core/grid/cell";
import { invalidArgument, notModelled } from "../protocol/host-error";
import { settle, WHOLE_SHEET } from "../model/calculator";
import { rectanglesOf, type Position } from "../model/rectangles";
import type { Block } from "../model/references";
import { cellAt, forEachStored, isFilled, usedRect, type Cell } from "../model/sheet-model";

const VALUE_TYPES = /^(All|(Errors)?(Logical)?(Numbers?)?(Text)?)$/;

function isOfType(value: CellValue, types: string): boolean {
  if (types === "All") return true;
  if (value === null) return false;
  if (typeof value === "object") return types.includes("Errors");
  if (typeof value === "number") return types.includes("Number");
  return types.includes(typeof value === "boolean" ? "Logical" : "Text");
}

/** Cells of the kind wanted, as rectangles; empty where there are none. Only the used range counts, as in Excel. */
export function specialCells({ workbook, sheet, rects }: Block, cellType: string, valueTypes: string): readonly Rect[] {
  if (!VALUE_TYPES.test(valueTypes) || valueTypes === "") throw invalidArgument(`SpecialCellValueType ${valueTypes}`);
  const used = usedRect(sheet, WHOLE_SHEET, false);
  const within = used ? rects.flatMap((rect) => intersection(rect, used) ?? []) : [];
  const found: Position[] = [];
  const collect = (isWanted: (cell: Cell) => boolean): void => {
    for (const rect of within) {
      forEachStored(sheet, rect, (cell, row, column) => {
        if (isWanted(cell)) found.push({ row, column });
      });
    }
  };
  const collectAll = (isWanted: (row: number, column: number) => boolean): void => {
    for (const rect of within) {
      for (let row = rect.row; row < rect.row + rect.rows; row++) {
        for (let column = rect.column; column < rect.column + rect.columns; column++) if (isWanted(row, column)) found.push({ row, column });
      }
    }
  };
  settle(workbook);
  switch (cellType) {
    case "Constants":
      collect((cell) => cell.formula === null && cell.value !== null && isOfType(cell.value, valueTypes));
      break;
    case "Formulas":
      collect((cell) => cell.formula !== null && isOfType(cell.value, valueTypes));
      break;
    case "Blanks":
      collectAll((row, column) => {
        const cell = cellAt(sheet, row, column);
        return !cell || !isFilled(cell);
      });
      break;
    case "Visible":
      collectAll((row, column) => !sheet.hiddenRows.has(row) && !sheet.hiddenColumns.has(column));
      break;
    case "ConditionalFormats":
      return sheet.conditionalFormats.flatMap((format) => format.areas.flatMap((area) => rects.flatMap((rect) => intersection(area, rect) ?? [])));
    case "DataValidations":
      return sheet.validations.flatMap((validation) => validation.areas.flatMap((area) => rects.flatMap((rect) => intersection(area, rect) ?? [])));
    default:
      throw notModelled(`getSpecialCells("${cellType}")`);
  }
  return rectanglesOf(found);
}
