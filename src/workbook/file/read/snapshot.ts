import { CodedError } from "../../../core/coded-error";
import type { Rect } from "../../../core/grid/address";
import type { CellValue } from "../../../core/grid/cell";
import { NO_CONTENT, type SheetProtection, type SheetSnapshot, type WorkbookSnapshot } from "../../../core/grid/snapshot";
import type { ReadRequest, SnapshotField } from "../../port";
import type { Calculation } from "../calc/calculation";
import { parsedSheetOf, sheetsOf, type StateSheet, workbookOf, workbookPartOfKind, type WorkbookState } from "../workbook-state";
import { readRecord } from "./record-part";
import type { SheetCells } from "./sheet-cells";
import type { ParsedProtection, ParsedSheet } from "./sheet-part";
import { DEFAULT_STYLE, readStyles } from "./styles-part";
import { tablesOf } from "./table-part";

/** Up to this many cells a used range is a full rectangle; beyond, rows end at their last cell and empty ones are short. */
const MAX_DENSE_CELLS = 4_000_000;
/** Beyond this a snapshot would not fit into memory. */
const MAX_SNAPSHOT_CELLS = 24_000_000;

const NO_FORMULAS: readonly (string | null)[] = [];

/** Length of each row of the snapshot, from the left of the used range. */
function rowLengths(cells: SheetCells, used: Rect): Int32Array {
  const lengths = new Int32Array(used.rows);
  if (used.rows * used.columns <= MAX_DENSE_CELLS) return lengths.fill(used.columns);
  let total = 0;
  for (let r = 0; r < used.rows; r++) {
    const end = cells.rowStarts[r + 1] ?? 0;
    if (end > (cells.rowStarts[r] ?? 0)) lengths[r] = (cells.columns[end - 1] ?? 0) - used.column + 1;
    total += lengths[r] ?? 0;
  }
  if (total > MAX_SNAPSHOT_CELLS) throw new CodedError("file.too-large", { what: "cells", limit: MAX_SNAPSHOT_CELLS });
  return lengths;
}

/** `calculated`: values of formulas instead of those in the file. */
function valueRows(cells: SheetCells, used: Rect, lengths: Int32Array, calculated: ((row: number, column: number) => CellValue) | null): readonly (readonly CellValue[])[] {
  const rows: CellValue[][] = [];
  for (let r = 0; r < used.rows; r++) {
    const row = new Array<CellValue>(lengths[r] ?? 0).fill(null);
    const end = cells.rowStarts[r + 1] ?? 0;
    for (let i = cells.rowStarts[r] ?? 0; i < end; i++) row[(cells.columns[i] ?? 0) - used.column] = cells.values[i] ?? null;
    rows.push(row);
  }
  if (!calculated) return rows;
  for (const [index, { array }] of cells.formulas) {
    const row = cells.rows[index] ?? 0;
    const column = cells.columns[index] ?? 0;
    // Of an array formula's range only what lies in the used range: a damaged file may say anything.
    const bottom = Math.min(row + (array?.rows ?? 1), used.row + used.rows);
    for (let r = row; r < bottom; r++) {
      const filled = rows[r - used.row] ?? [];
      const right = Math.min(column + (array?.columns ?? 1), used.column + filled.length);
      for (let c = column; c < right; c++) filled[c - used.column] = calculated(r, c);
    }
  }
  return rows;
}

function formulaRows(cells: SheetCells, used: Rect, lengths: Int32Array): readonly (readonly (string | null)[])[] {
  const rows = new Array<readonly (string | null)[] | (string | null)[]>(used.rows).fill(NO_FORMULAS);
  for (const [index, { formula }] of cells.formulas) {
    const r = (cells.rows[index] ?? 0) - used.row;
    let row = rows[r];
    if (row === undefined || row === NO_FORMULAS) row = new Array<string | null>(lengths[r] ?? 0).fill(null);
    const filled = row as (string | null)[];
    filled[(cells.columns[index] ?? 0) - used.column] = formula;
    rows[r] = filled;
  }
  return rows;
}

function styleRows(parsed: ParsedSheet, used: Rect, lengths: Int32Array): readonly (readonly number[])[] {
  const { cells } = parsed;
  const fromColumns = new Array<number>(used.columns).fill(0);
  for (const span of parsed.columnSpans) {
    const last = Math.min(span.last, used.column + used.columns - 1);
    for (let c = Math.max(span.first, used.column); c <= last; c++) fromColumns[c - used.column] = span.style;
  }
  const fromRows = new Map<number, number>();
  for (const span of parsed.rowStyles) {
    const last = Math.min(span.last, used.row + used.rows - 1);
    for (let row = Math.max(span.first, used.row); row <= last; row++) fromRows.set(row, span.style);
  }
  const rows: number[][] = [];
  for (let r = 0; r < used.rows; r++) {
    const length = lengths[r] ?? 0;
    const own = fromRows.get(used.row + r);
    const row = own === undefined ? fromColumns.slice(0, length) : new Array<number>(length).fill(own);
    const end = cells.rowStarts[r + 1] ?? 0;
    for (let i = cells.rowStarts[r] ?? 0; i < end; i++) row[(cells.columns[i] ?? 0) - used.column] = cells.styles[i] ?? 0;
    rows.push(row);
  }
  for (let i = 0; i < cells.bareRows.length; i++) {
    const row = rows[(cells.bareRows[i] ?? 0) - used.row];
    const column = (cells.bareColumns[i] ?? 0) - used.column;
    if (row && column >= 0 && column < row.length) row[column] = cells.bareStyles[i] ?? 0;
  }
  return rows;
}

function hiddenRowsOf(parsed: ParsedSheet): readonly number[] {
  const { used } = parsed.cells;
  if (!parsed.restHidden || !used) return parsed.hiddenRows;
  const hidden = new Set(parsed.hiddenRows);
  for (let row = used.row; row < used.row + used.rows; row++) if (!parsed.mentionedRows.has(row)) hidden.add(row);
  return [...hidden].sort((a, b) => a - b);
}

function hiddenColumnsOf(parsed: ParsedSheet): readonly number[] {
  const hidden: number[] = [];
  for (const span of parsed.columnSpans) {
    if (!span.hidden) continue;
    for (let column = span.first; column <= span.last; column++) hidden.push(column);
  }
  return hidden;
}

function protectionSnapshot(protection: ParsedProtection): SheetProtection {
  return {
    hasPassword: protection.hasPassword,
    options: {
      allowFormatCells: protection.formatCells,
      allowFormatColumns: protection.formatColumns,
      allowSort: protection.sort,
      allowAutoFilter: protection.autoFilter,
    },
  };
}

/** One sheet with the fields asked for, formulas with the calculation's values where there is one. Errors: "file.damaged", "file.unsafe-xml", "file.too-large". */
export function sheetSnapshot(state: WorkbookState, sheet: StateSheet, fields: ReadonlySet<SnapshotField>, calculation: Calculation | null = null): SheetSnapshot {
  const identity = { sheetId: sheet.sheetId, name: sheet.name, kind: sheet.kind, visibility: sheet.visibility };
  const parsed = parsedSheetOf(state, sheet);
  if (!parsed || sheet.partName === null) return { ...NO_CONTENT, ...identity };
  const { cells } = parsed;
  const { used } = cells;
  const lengths = used ? rowLengths(cells, used) : new Int32Array();
  return {
    ...identity,
    used,
    values: used && fields.has("values") ? valueRows(cells, used, lengths, calculation && ((row, column) => calculation.valueAt(sheet.sheetId, row, column))) : [],
    formulas: used && fields.has("formulas") ? formulaRows(cells, used, lengths) : [],
    styles: used && fields.has("styles") ? styleRows(parsed, used, lengths) : [],
    merges: parsed.merges,
    hiddenRows: fields.has("hidden") ? hiddenRowsOf(parsed) : [],
    hiddenColumns: fields.has("hidden") ? hiddenColumnsOf(parsed) : [],
    protection: fields.has("protection") && parsed.protection ? protectionSnapshot(parsed.protection) : null,
    validations: fields.has("validations") ? parsed.validations.map(({ areas, type, formula1, formula2 }) => ({ areas, type, formula1, formula2 })) : [],
    conditionalFormats: fields.has("conditionalFormats") ? parsed.conditionalFormats : [],
    tables: fields.has("tables") ? tablesOf(state.parts, sheet.partName).map((entry) => entry.table) : [],
    autoFilter: fields.has("tables") ? parsed.autoFilter : null,
  };
}

/** What of a workbook does not belong to one sheet. */
export function workbookSnapshot(state: WorkbookState, sheets: readonly SheetSnapshot[], request: ReadRequest): WorkbookSnapshot {
  const workbook = workbookOf(state);
  const ids = sheetsOf(state);
  return {
    sheets,
    styleTable: request.fields.includes("styles")
      ? readStyles(state.parts, workbookPartOfKind(state, "styles"), workbookPartOfKind(state, "theme"))
      : [DEFAULT_STYLE],
    names: workbook.names.map((entry) => ({
      name: entry.name,
      refersTo: entry.refersTo,
      sheetId: entry.sheetIndex === null ? null : (ids[entry.sheetIndex]?.sheetId ?? null),
      hidden: entry.hidden,
    })),
    date1904: workbook.date1904,
    record: readRecord(state),
  };
}
