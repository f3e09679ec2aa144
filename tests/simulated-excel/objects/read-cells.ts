import type { Rect } from "../../../src/core/grid/address";
import type { CellValue } from "../../../src/core/grid/cell";
import { formatValue } from "../../../src/workbook/file/calc/number-format";
import { notModelled } from "../protocol/host-error";
import type { Json } from "../protocol/json";
import { settle } from "../model/calculator";
import { formatOf } from "../model/cell-format";
import { isEntireColumns, isEntireRows } from "../model/rectangles";
import { fullAddress, type Block } from "../model/references";
import { formatNumberAt, type Cell, type SheetModel } from "../model/sheet-model";

/** More cells than this are not given at once; the property comes back as `null`. */
const MAX_CELLS = 5_000_000;

/** Property of every cell of a range; `null` for whole rows and columns and beyond five million cells (SX-10). */
export function matrixOf({ sheet, rects }: Block, read: (cell: Cell | undefined, row: number, column: number) => Json): Json {
  const [rect] = rects;
  if (!rect || isEntireColumns(rect) || isEntireRows(rect) || rect.rows * rect.columns > MAX_CELLS) return null;
  const rows: Json[] = [];
  for (let row = rect.row; row < rect.row + rect.rows; row++) {
    const stored = sheet.rows.get(row);
    const items: Json[] = [];
    for (let column = rect.column; column < rect.column + rect.columns; column++) items.push(read(stored?.get(column), row, column));
    rows.push(items);
  }
  return rows;
}

function known(cell: Cell, sheet: SheetModel, row: number, column: number): CellValue {
  if (cell.uncalculated !== null) throw notModelled(`the calculation of ${fullAddress(sheet, { row, column, rows: 1, columns: 1 })} (${cell.uncalculated})`);
  return cell.value;
}

function plainOf(value: CellValue): Json {
  if (value === null) return "";
  return typeof value === "object" ? value.error : value;
}

export function valuesOf(block: Block): Json {
  settle(block.workbook);
  return matrixOf(block, (cell, row, column) => (cell ? plainOf(known(cell, block.sheet, row, column)) : ""));
}

export function formulasOf(block: Block): Json {
  return matrixOf(block, (cell) => (cell ? (cell.formula ?? plainOf(cell.value)) : ""));
}

export function valueTypeOf(value: CellValue): string {
  if (value === null) return "Empty";
  if (typeof value === "object") return "Error";
  return typeof value === "number" ? "Double" : typeof value === "boolean" ? "Boolean" : "String";
}

export function valueTypesOf(block: Block): Json {
  settle(block.workbook);
  return matrixOf(block, (cell, row, column) => valueTypeOf(cell ? known(cell, block.sheet, row, column) : null));
}

export function numberFormatsOf(block: Block): Json {
  return matrixOf(block, (_, row, column) => formatOf(block.workbook.formats, formatNumberAt(block.sheet, row, column)).numberFormat);
}

export function textsOf(block: Block): Json {
  const { workbook, sheet } = block;
  settle(workbook);
  return matrixOf(block, (cell, row, column) => {
    const value = cell ? known(cell, sheet, row, column) : null;
    if (value === null) return "";
    if (typeof value === "object") return value.error;
    const { numberFormat } = formatOf(workbook.formats, formatNumberAt(sheet, row, column));
    const text = formatValue(value, numberFormat, workbook.date1904);
    if (text === null) throw notModelled(`the number format ${numberFormat}`);
    return text;
  });
}

/** `true` or `false` where all lines of the rectangle agree, otherwise `null`. */
export function agreement(first: number, count: number, hidden: ReadonlySet<number>): boolean | null {
  if (hidden.size === 0) return false;
  let found = 0;
  for (const line of hidden) if (line >= first && line < first + count) found += 1;
  return found === 0 ? false : found === count ? true : null;
}

/** Rows hidden in a rectangle, columns hidden in it, or both. */
export function hiddenState(sheet: SheetModel, rect: Rect): boolean | null {
  const rows = agreement(rect.row, rect.rows, sheet.hiddenRows);
  const columns = agreement(rect.column, rect.columns, sheet.hiddenColumns);
  if (rows === true || columns === true) return true;
  return rows === false && columns === false ? false : null;
}
