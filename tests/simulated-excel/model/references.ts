import { columnIndex, columnName, MAX_COLUMNS, MAX_ROWS, parseA1, quoteSheetName, toA1, type Rect } from "../../../src/core/grid/address";
import { invalidArgument, itemNotFound } from "../protocol/host-error";
import { isEntireColumns, isEntireRows } from "./rectangles";
import type { SheetModel } from "./sheet-model";
import { findName, findSheet, type WorkbookModel } from "./workbook-model";

/** Rectangles on one sheet: one for a range, several for range areas. */
export type Block = { readonly workbook: WorkbookModel; readonly sheet: SheetModel; readonly rects: readonly Rect[] };

const MAX_ADDRESS = 8192;

function parseLines(text: string): Rect | null {
  const columns = /^\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})$/.exec(text);
  if (columns?.[1] !== undefined && columns[2] !== undefined) {
    const [a, b] = [columnIndex(columns[1]), columnIndex(columns[2])];
    const column = Math.min(a, b);
    return Math.max(a, b) >= MAX_COLUMNS ? null : { row: 0, rows: MAX_ROWS, column, columns: Math.abs(a - b) + 1 };
  }
  const rows = /^\$?(\d{1,7}):\$?(\d{1,7})$/.exec(text);
  if (!rows) return null;
  const [a, b] = [Number(rows[1]) - 1, Number(rows[2]) - 1];
  const row = Math.min(a, b);
  return row < 0 || Math.max(a, b) >= MAX_ROWS ? null : { row, rows: Math.abs(a - b) + 1, column: 0, columns: MAX_COLUMNS };
}

/** "A1:B2", "A:C" or "3:5", with or without "$"; `null` for anything else. */
export function parseRect(text: string): Rect | null {
  return parseA1(text) ?? parseLines(text);
}

/** Takes the sheet's name off an address: "'My sheet'!A1" → ["My sheet", "A1"]. */
export function splitSheet(address: string): readonly [string | null, string] {
  const quoted = /^'((?:[^']|'')+)'!(.+)$/.exec(address);
  if (quoted?.[1] !== undefined && quoted[2] !== undefined) return [quoted[1].replaceAll("''", "'"), quoted[2]];
  const plain = /^([^'!]+)!(.+)$/.exec(address);
  return plain?.[1] !== undefined && plain[2] !== undefined ? [plain[1], plain[2]] : [null, address];
}

/** The range that a name's formula is, or `null` where it is no plain reference. */
export function rangeOfFormula(workbook: WorkbookModel, formula: string, home: SheetModel | null): Block | null {
  const [sheetName, rest] = splitSheet(formula.replace(/^=/, ""));
  const rect = parseRect(rest);
  const sheet = sheetName === null ? home : findSheet(workbook, sheetName);
  return rect && sheet ? { workbook, sheet, rects: [rect] } : null;
}

function resolveOne(workbook: WorkbookModel, home: SheetModel, text: string): Block {
  const [sheetName, rest] = splitSheet(text);
  const sheet = sheetName === null ? home : findSheet(workbook, sheetName);
  if (!sheet) throw invalidArgument(`no sheet in ${text}`);
  const rect = parseRect(rest);
  if (rect) return { workbook, sheet, rects: [rect] };
  const name = findName(workbook, rest, sheet.id) ?? findName(workbook, rest, null);
  const block = name && rangeOfFormula(workbook, name.formula, sheet);
  if (!block) throw itemNotFound(`address ${text}`);
  return block;
}

/** A single range by address or name, on the sheet that it is asked of. */
export function resolveRange(workbook: WorkbookModel, home: SheetModel, address: string): Block {
  if (address.length > MAX_ADDRESS) throw invalidArgument("an address of more than 8,192 characters");
  const block = resolveOne(workbook, home, address.trim());
  if (block.sheet !== home) throw invalidArgument(`${address} is on another sheet`);
  return block;
}

/** A range by an address that may name any sheet; without a name it is on the active one. */
export function resolveAnywhere(workbook: WorkbookModel, address: string): Block {
  return resolveOne(workbook, workbook.active, address.trim());
}

/** Several ranges of one sheet, separated by commas or semicolons. */
export function resolveRanges(workbook: WorkbookModel, home: SheetModel, addresses: string): Block {
  if (addresses.length > MAX_ADDRESS) throw invalidArgument("an address of more than 8,192 characters");
  const rects = addresses.split(/[,;]/).map((address) => resolveRange(workbook, home, address).rects);
  return { workbook, sheet: home, rects: rects.flat() };
}

/** "A1:B2", "A:B" or "1:3". */
export function localAddress(rect: Rect): string {
  if (isEntireColumns(rect)) return isEntireRows(rect) ? toA1(rect) : `${columnName(rect.column)}:${columnName(rect.column + rect.columns - 1)}`;
  return isEntireRows(rect) ? `${String(rect.row + 1)}:${String(rect.row + rect.rows)}` : toA1(rect);
}

/** "Sheet1!A1:B2", as Excel gives addresses. */
export function fullAddress(sheet: SheetModel, rect: Rect): string {
  return `${quoteSheetName(sheet.name)}!${localAddress(rect)}`;
}
