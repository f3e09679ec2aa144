/** A rectangle of cells on some sheet, zero-based. `rows` and `columns` are counts, at least 1. */
export type Rect = {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
};

/** A rectangle on a named sheet. `sheetId` is the host's stable id, not the sheet's name. */
export type Area = Rect & { readonly sheetId: string };

/** Excel's limits since 2007. */
export const MAX_ROWS = 1_048_576;
export const MAX_COLUMNS = 16_384;

/** 0 → "A", 25 → "Z", 26 → "AA". */
export function columnName(column: number): string {
  let name = "";
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26)) {
    name = String.fromCharCode(65 + ((n - 1) % 26)) + name;
  }
  return name;
}

/** "A" → 0, "aa" → 26. */
export function columnIndex(name: string): number {
  let index = 0;
  for (const letter of name.toUpperCase()) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}

/** "A5:K9", or "A5" for one cell. */
export function toA1(rect: Rect): string {
  const first = cellA1(rect.row, rect.column);
  if (rect.rows === 1 && rect.columns === 1) return first;
  return `${first}:${cellA1(rect.row + rect.rows - 1, rect.column + rect.columns - 1)}`;
}

/** "A5". */
export function cellA1(row: number, column: number): string {
  return columnName(column) + String(row + 1);
}

/** "$A$5:$K$9", or "$A$5" for one cell. */
export function toAbsoluteA1(rect: Rect): string {
  return toA1(rect).replace(/([A-Z]+)(\d+)/g, "$$$1$$$2");
}

const A1 = /^\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?$/;

/** "A5", "$A$5:K9" → rectangle, corners in any order; `null` for anything else or outside the grid. */
export function parseA1(text: string): Rect | null {
  const match = A1.exec(text);
  if (!match?.[1] || !match[2]) return null;
  const c1 = columnIndex(match[1]);
  const r1 = Number(match[2]) - 1;
  const c2 = match[3] ? columnIndex(match[3]) : c1;
  const r2 = match[4] ? Number(match[4]) - 1 : r1;
  if (Math.min(r1, r2) < 0 || Math.max(r1, r2) >= MAX_ROWS || Math.max(c1, c2) >= MAX_COLUMNS) return null;
  return {
    row: Math.min(r1, r2),
    column: Math.min(c1, c2),
    rows: Math.abs(r2 - r1) + 1,
    columns: Math.abs(c2 - c1) + 1,
  };
}

/** A sheet name as a formula needs it: quoted unless it is plainly a name. */
export function quoteSheetName(name: string): string {
  return /^[A-Za-z_\u4e00-\u9fff][A-Za-z0-9_.\u4e00-\u9fff]*$/.test(name) && !/^[A-Za-z]{1,3}\d+$|^[Rr]\d*[Cc]\d*$/.test(name)
    ? name
    : `'${name.replaceAll("'", "''")}'`;
}

export function contains(outer: Rect, row: number, column: number): boolean {
  return row >= outer.row && row < outer.row + outer.rows && column >= outer.column && column < outer.column + outer.columns;
}

/** Both none, or the same cells. */
export function sameRect(a: Rect | null, b: Rect | null): boolean {
  if (a === null || b === null) return a === b;
  return a.row === b.row && a.column === b.column && a.rows === b.rows && a.columns === b.columns;
}

/** The common part, or `null` where there is none. */
export function intersection(a: Rect, b: Rect): Rect | null {
  const row = Math.max(a.row, b.row);
  const column = Math.max(a.column, b.column);
  const rows = Math.min(a.row + a.rows, b.row + b.rows) - row;
  const columns = Math.min(a.column + a.columns, b.column + b.columns) - column;
  return rows > 0 && columns > 0 ? { row, column, rows, columns } : null;
}
