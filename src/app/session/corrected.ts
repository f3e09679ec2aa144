import { CodedError } from "../../core/coded-error";
import { intersection, MAX_COLUMNS, MAX_ROWS, toA1, type Area, type Rect } from "../../core/grid/address";
import { headerKey, type TableCorrection } from "../../core/recognize/correction";
import type { RowSpan } from "../../core/recognize/table";
import type { ScoringTable } from "../../core/template/scoring-table";
import type { WorkbookReading } from "../read-workbook";
import type { Correction } from "./session";

/** The corrections after one more, and the sheet that it concerns. */
export type Corrected = { readonly corrections: readonly TableCorrection[]; readonly sheetId: string };

/**
 * Joins a correction with those made before. A given range takes the place of what was given by hand inside it. Errors:
 * "correction.no-table", "correction.no-column", "correction.header-outside", "correction.range-invalid", "sheet.not-found". (SE-6)
 */
export function corrected(reading: WorkbookReading, before: readonly TableCorrection[], correction: Correction): Corrected {
  if (correction.kind === "add-table") {
    const { sheetId, range, headerRows } = correction;
    if (!reading.sheets.some((sheet) => sheet.sheetId === sheetId)) throw new CodedError("sheet.not-found", { sheet: sheetId });
    const area = givenArea(sheetId, range);
    const added: TableCorrection = { area, given: { headerRows: headerOffsets(range, headerRows), added: true }, roles: [], performance: null, ignored: false };
    return { sheetId, corrections: [...withoutGiven(before, area, null), added] };
  }
  const table = reading.tables.find((candidate) => candidate.tableId === correction.tableId);
  if (!table) throw new CodedError("correction.no-table", { table: correction.tableId });
  const { sheetId } = table;
  const known = correctionOf(table, before);
  if (correction.kind === "reset") return { sheetId, corrections: before.filter((other) => other !== known) };
  const base = known ?? { area: { sheetId, ...table.table.range }, given: null, roles: [], performance: null, ignored: false };
  const next = changed(table, base, correction);
  const rest = correction.kind === "range" ? withoutGiven(before, next.area, known) : before;
  const isNeeded = next.given !== null || next.roles.length > 0 || next.performance !== null || next.ignored;
  if (!known) return { sheetId, corrections: isNeeded ? [...rest, next] : rest };
  return { sheetId, corrections: rest.flatMap((other) => (other === known ? (isNeeded ? [next] : []) : [other])) };
}

function correctionOf({ table }: ScoringTable, corrections: readonly TableCorrection[]): TableCorrection | null {
  const applied = table.correction?.area;
  return applied ? (corrections.find(({ area }) => area.sheetId === applied.sheetId && toA1(area) === toA1(applied)) ?? null) : null;
}

function changed(table: ScoringTable, base: TableCorrection, correction: Exclude<Correction, { readonly kind: "add-table" | "reset" }>): TableCorrection {
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
      return { ...base, area, roles, given: { headerRows: headerOffsets(correction.range, correction.headerRows), added: base.given?.added ?? false } };
    }
    case "performance":
      return { ...base, performance: { value: correction.performance } };
    case "ignore":
      return { ...base, ignored: correction.ignored };
  }
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
