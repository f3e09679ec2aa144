import { CodedError } from "../../core/coded-error";
import { intersection, MAX_COLUMNS, MAX_ROWS, toA1, type Area, type Rect } from "../../core/grid/address";
import { headerKey, type TableCorrection } from "../../core/recognize/correction";
import { rowText } from "../../core/recognize/row-mark";
import { prepareGrid } from "../../core/recognize/sheet-grid";
import type { RowSpan } from "../../core/recognize/table";
import { withoutOwnCells } from "../../core/template/own-cells";
import type { ScoringTable } from "../../core/template/scoring-table";
import type { WorkbookReading } from "../read-workbook";
import type { Correction } from "./session";

/** The corrections after one more, and the sheet that it concerns. */
export type Corrected = { readonly corrections: readonly TableCorrection[]; readonly sheetId: string };

/**
 * Joins a correction with those made before. A given range takes the place of what was given by hand inside it. Errors:
 * "correction.no-table", "correction.no-column", "correction.header-outside", "correction.range-invalid",
 * "correction.row-outside", "correction.split-outside", "sheet.not-found". (SE-6)
 */
export function corrected(reading: WorkbookReading, before: readonly TableCorrection[], correction: Correction): Corrected {
  if (correction.kind === "add-table") {
    const { sheetId, range, headerRows } = correction;
    if (!reading.sheets.some((sheet) => sheet.sheetId === sheetId)) throw new CodedError("sheet.not-found", { sheet: sheetId });
    const area = givenArea(sheetId, range);
    const added: TableCorrection = { area, given: { headerRows: headerOffsets(range, headerRows), added: true }, roles: [], rows: [], performance: null, ignored: false };
    return { sheetId, corrections: [...withoutGiven(before, area, null), added] };
  }
  const table = reading.tables.find((candidate) => candidate.tableId === correction.tableId);
  if (!table) throw new CodedError("correction.no-table", { table: correction.tableId });
  const { sheetId } = table;
  const known = correctionOf(table, before);
  if (correction.kind === "reset") return { sheetId, corrections: before.filter((other) => other !== known) };
  const base = known ?? { area: { sheetId, ...table.table.range }, given: null, roles: [], rows: [], performance: null, ignored: false };
  if (correction.kind === "split") return split(reading, before, table, correction);
  if (correction.kind === "join") return corrected(reading, before, { kind: "range", tableId: table.tableId, range: aroundBoth(table, joinedTable(reading, table, correction.with)), headerRows: table.table.headerRows });
  const next = changed(reading, table, base, correction);
  const rest = correction.kind === "range" ? withoutGiven(before, next.area, known) : before;
  const isNeeded = next.given !== null || next.roles.length > 0 || next.rows.length > 0 || next.performance !== null || next.ignored;
  if (!known) return { sheetId, corrections: isNeeded ? [...rest, next] : rest };
  return { sheetId, corrections: rest.flatMap((other) => (other === known ? (isNeeded ? [next] : []) : [other])) };
}

function correctionOf({ table }: ScoringTable, corrections: readonly TableCorrection[]): TableCorrection | null {
  const applied = table.correction?.area;
  return applied ? (corrections.find(({ area }) => area.sheetId === applied.sheetId && toA1(area) === toA1(applied)) ?? null) : null;
}

type Kept = Exclude<Correction, { readonly kind: "add-table" | "reset" | "split" | "join" }>;

function changed(reading: WorkbookReading, table: ScoringTable, base: TableCorrection, correction: Kept): TableCorrection {
  switch (correction.kind) {
    case "role": {
      const column = table.table.columns.find((candidate) => candidate.column === correction.column);
      if (!column) throw new CodedError("correction.no-column", { table: table.tableId });
      const offset = column.column - base.area.column;
      const role = { offset, header: headerKey(column.headerPath), role: correction.role };
      return { ...base, roles: [...base.roles.filter((other) => other.offset !== offset), role] };
    }
    case "range": {
      const area = givenArea(table.sheetId, correction.range);
      const shift = base.area.column - area.column;
      const roles = base.roles.map((role) => ({ ...role, offset: role.offset + shift })).filter(({ offset }) => offset >= 0 && offset < area.columns);
      const rows = base.rows.map((row) => ({ ...row, offset: row.offset + base.area.row - area.row })).filter(({ offset }) => offset >= 0 && offset < area.rows);
      return { ...base, area, roles, rows, given: { headerRows: headerOffsets(correction.range, correction.headerRows), added: base.given?.added ?? false } };
    }
    case "row": {
      const { row, label } = correction;
      ensureInBody(reading, table, row);
      const offset = row - base.area.row;
      const rows = base.rows.filter((other) => other.offset !== offset);
      return { ...base, rows: label === null ? rows : [...rows, { offset, text: textOfRow(reading, table, row), label }] };
    }
    case "performance":
      return { ...base, performance: { value: correction.performance } };
    case "ignore":
      return { ...base, ignored: correction.ignored };
  }
}

/** A row below the header, of the table or among what stands right below it. */
function ensureInBody(reading: WorkbookReading, { sheetId, table }: ScoringTable, row: number): void {
  const sheet = reading.workbook.sheets.find((candidate) => candidate.sheetId === sheetId);
  const end = sheet?.used ? sheet.used.row + sheet.used.rows : 0;
  if (!Number.isInteger(row) || row <= (table.headerRows?.last ?? table.range.row - 1) || row >= end) throw new CodedError("correction.row-outside", { row: row + 1, range: toA1(table.range) });
}

function textOfRow({ workbook }: WorkbookReading, { sheetId, table }: ScoringTable, row: number): string {
  const clean = withoutOwnCells(workbook);
  const sheet = clean.sheets.find((candidate) => candidate.sheetId === sheetId);
  if (!sheet) return "";
  const grid = prepareGrid(clean, sheet);
  const first = table.range.column - grid.left;
  return rowText(grid, row - grid.top, first, first + table.range.columns - 1);
}

/** The table becomes what stands before the row or column; what stands from there on is a table of its own, with the header found in it. */
function split(reading: WorkbookReading, before: readonly TableCorrection[], { tableId, sheetId, table }: ScoringTable, { at }: Extract<Correction, { readonly kind: "split" }>): Corrected {
  const { range, headerRows } = table;
  const cut = "row" in at ? at.row - range.row : at.column - range.column;
  const size = "row" in at ? range.rows : range.columns;
  const least = "row" in at ? (headerRows?.last ?? range.row - 1) + 1 - range.row : 1;
  if (!Number.isInteger(cut) || cut < Math.max(1, least) || cut >= size) throw new CodedError("correction.split-outside", { range: toA1(range) });
  const one: Rect = "row" in at ? { ...range, rows: cut } : { ...range, columns: cut };
  const other: Rect = "row" in at ? { ...range, row: range.row + cut, rows: size - cut } : { ...range, column: range.column + cut, columns: size - cut };
  const first = corrected(reading, before, { kind: "range", tableId, range: one, headerRows });
  // Side by side both have the same header rows; below each other the second has its own, if any.
  return corrected(reading, first.corrections, { kind: "add-table", sheetId, range: other, headerRows: "row" in at ? null : headerRows });
}

function joinedTable(reading: WorkbookReading, table: ScoringTable, tableId: string): ScoringTable {
  const other = reading.tables.find((candidate) => candidate.tableId === tableId);
  if (!other || other === table || other.sheetId !== table.sheetId) throw new CodedError("correction.no-table", { table: tableId });
  return other;
}

function aroundBoth({ table: { range: a } }: ScoringTable, { table: { range: b } }: ScoringTable): Rect {
  const row = Math.min(a.row, b.row);
  const column = Math.min(a.column, b.column);
  return { row, column, rows: Math.max(a.row + a.rows, b.row + b.rows) - row, columns: Math.max(a.column + a.columns, b.column + b.columns) - column };
}

function givenArea(sheetId: string, { row, column, rows, columns }: Rect): Area {
  const whole = [row, column, rows, columns].every(Number.isInteger) && row >= 0 && column >= 0 && rows >= 1 && columns >= 1;
  if (!whole || row + rows > MAX_ROWS || column + columns > MAX_COLUMNS) throw new CodedError("correction.range-invalid");
  return { sheetId, row, column, rows, columns };
}

/** Header rows counted from the range's first row. */
function headerOffsets(range: Rect, headerRows: RowSpan | null): RowSpan | null {
  if (headerRows === null) return null;
  const span = { first: headerRows.first - range.row, last: headerRows.last - range.row };
  if (span.first < 0 || span.last < span.first || span.last >= range.rows) throw new CodedError("correction.header-outside", { range: toA1(range) });
  return span;
}

/** Given ranges that a new one covers in part are given up: two tables cannot stand on the same cells. */
function withoutGiven(corrections: readonly TableCorrection[], area: Area, but: TableCorrection | null): readonly TableCorrection[] {
  return corrections.filter((other) => other === but || other.given === null || other.area.sheetId !== area.sheetId || intersection(other.area, area) === null);
}
