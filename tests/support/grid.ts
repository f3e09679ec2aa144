import { parseA1, type Rect } from "../../src/core/grid/address";
import type { CellValue } from "../../src/core/grid/cell";
import { NO_CONTENT, type CellStyle, type SheetSnapshot, type WorkbookSnapshot } from "../../src/core/grid/snapshot";

/** Excel's default style. */
export const PLAIN_STYLE: CellStyle = {
  numberFormat: "General",
  bold: false,
  italic: false,
  fontSize: 11,
  fontColor: null,
  fill: null,
  horizontal: "general",
  indent: 0,
  wrap: false,
  borderTop: false,
  borderBottom: false,
  borderLeft: false,
  borderRight: false,
  locked: true,
};

/** A1 text → rectangle; a typing mistake in a test fails at once. */
export function rect(a1: string): Rect {
  const parsed = parseA1(a1);
  if (!parsed) throw new Error(`not an A1 address: ${a1}`);
  return parsed;
}

/**
 * A sheet from rows of values starting at A1. Text with a leading "=" becomes a formula; its value is given
 * by `{ f, v }` or is blank.
 */
export function sheetOf(
  rows: readonly (readonly (CellValue | { readonly f: string; readonly v: CellValue })[])[],
  options: { readonly name?: string; readonly merges?: readonly string[]; readonly sheetId?: string } = {},
): SheetSnapshot {
  const columns = rows.reduce((widest, row) => Math.max(widest, row.length), 1);
  const values: CellValue[][] = [];
  const formulas: (string | null)[][] = [];
  for (const row of rows) {
    const rowValues: CellValue[] = [];
    const rowFormulas: (string | null)[] = [];
    for (let c = 0; c < columns; c++) {
      const cell = row[c] ?? null;
      if (typeof cell === "object" && cell !== null && "f" in cell) {
        rowValues.push(cell.v);
        rowFormulas.push(cell.f);
      } else if (typeof cell === "string" && cell.startsWith("=")) {
        rowValues.push(null);
        rowFormulas.push(cell);
      } else {
        rowValues.push(cell);
        rowFormulas.push(null);
      }
    }
    values.push(rowValues);
    formulas.push(rowFormulas);
  }
  const name = options.name ?? "Sheet1";
  return {
    sheetId: options.sheetId ?? name,
    name,
    kind: "worksheet",
    visibility: "visible",
    ...NO_CONTENT,
    used: rows.length === 0 ? null : { row: 0, column: 0, rows: rows.length, columns },
    values,
    formulas,
    merges: (options.merges ?? []).map(rect),
  };
}

export function workbookOf(...sheets: readonly SheetSnapshot[]): WorkbookSnapshot {
  return { sheets, styleTable: [PLAIN_STYLE], names: [], date1904: false, record: null };
}
