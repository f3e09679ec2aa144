import type { SheetSnapshot, WorkbookSnapshot } from "../grid/snapshot";
import { describeColumns, type DescribedColumn } from "./column-features";
import { cutTables, type TableDraft } from "./cut-tables";
import { draftColumns, tableExtent } from "./draft-columns";
import { hierarchyColumns } from "./hierarchy";
import { labelColumns, type LabelledColumn } from "./label-columns";
import { labelRows } from "./label-rows";
import { metaFields } from "./meta-fields";
import { readIndicators } from "./read-indicators";
import { rowFeatures, type Band } from "./row-features";
import { prepareGrid, type SheetGrid } from "./sheet-grid";
import { splitBands } from "./split-bands";
import type { TableCorrection } from "./correction";
import type { Reason, RecognizedSheet, RecognizedTable, RowClass, RowSpan } from "./table";

/**
 * Finds a sheet's tables and says of every row with content and of every column what it is. Pure; linear in the cells
 * of the used range. A sheet without a table has row classes only; an empty sheet has none. Never throws on any
 * snapshot that keeps the contract of `SheetSnapshot`. Rules RC-1 to RC-40 (docs/spec/recognition.md).
 */
export function recognizeSheet(workbook: WorkbookSnapshot, sheet: SheetSnapshot, _corrections: readonly TableCorrection[] = []): RecognizedSheet {
  const grid = prepareGrid(workbook, sheet);
  const rows = new Map<number, RowClass>();
  const tables: RecognizedTable[] = [];
  for (const band of splitBands(grid)) {
    const { rows: bandRows, vectors } = rowFeatures(grid, band);
    const gaps = bandRows.map((row, i) => i > 0 && row - (bandRows[i - 1] ?? row) > 1);
    const cut = cutTables(grid, band, labelRows(bandRows, vectors, gaps));
    for (const [row, label] of cut.rows) {
      const known = rows.get(row + grid.top);
      if (known === undefined || PRIORITY.indexOf(label) < PRIORITY.indexOf(known)) rows.set(row + grid.top, label);
    }
    cut.tables.forEach((draft, i) => {
      const next = cut.tables[i + 1];
      const table = readTable(grid, band, draft, next ? firstRowOf(next) - 1 : Infinity);
      if (table) tables.push(table);
    });
  }
  tables.sort((a, b) => a.range.row - b.range.row || a.range.column - b.range.column);
  return { sheetId: sheet.sheetId, name: sheet.name, rows: new Map([...rows].sort(([a], [b]) => a - b)), tables };
}

/** Where tables stand side by side and a row is one thing in one and another in the next, the more telling wins. */
const PRIORITY: readonly RowClass[] = ["header", "data", "total", "group", "title", "meta", "note"];

function firstRowOf(draft: TableDraft): number {
  return draft.header?.first ?? Math.min(draft.dataRows[0] ?? Infinity, draft.groupRows[0] ?? Infinity, draft.totalRows[0] ?? Infinity);
}

/** `limit`: the last row that the table may take, since another begins below it. */
function readTable(grid: SheetGrid, band: Band, draft: TableDraft, limit: number): RecognizedTable | null {
  const extent = tableExtent(grid, band, draft);
  const firstRow = firstRowOf(draft);
  if (!Number.isFinite(firstRow) || extent.last < extent.first) return null;
  const columns = describeColumns(grid, draft, draftColumns(grid, draft, extent));
  if (columns.length === 0) return null;
  const roles = labelColumns(columns);
  const absolute = (list: readonly number[]): readonly number[] => list.map((row) => row + grid.top);
  const span = (rows: RowSpan): RowSpan => ({ first: rows.first + grid.top, last: rows.last + grid.top });
  return {
    range: { row: firstRow + grid.top, column: extent.first + grid.left, rows: Math.max(Math.min(extent.lastRow, limit), firstRow) - firstRow + 1, columns: extent.last - extent.first + 1 },
    headerRows: draft.header ? span(draft.header) : null,
    repeatedHeaderRows: draft.repeatedHeaders.map(span),
    columns: columns.map((column, i) => ({
      column: column.column + grid.left,
      columns: column.columns,
      headerPath: column.header.map((cell) => cell.info.text),
      ...(roles[i] ?? { role: "other" as const, confidence: 0, reasons: [], alternative: null }),
    })),
    hierarchyColumns: absoluteColumns(grid, hierarchyColumns(grid, draft, columns, roles)),
    groupRows: absolute(draft.groupRows),
    totalRows: absolute(draft.totalRows),
    noteRows: absolute(draft.noteRows),
    titleRows: absolute(draft.titleRows),
    metaRows: absolute(draft.metaRows),
    title: draft.titleRows.map((row) => firstText(grid, band, row)).filter((text) => text !== "").join(" "),
    meta: metaFields(grid, draft.metaRows),
    indicators: readIndicators(grid, draft, columns, roles),
    ...judge(draft, columns, roles),
  };
}

function absoluteColumns(grid: SheetGrid, columns: readonly number[]): readonly number[] {
  return columns.map((column) => column + grid.left);
}

function firstText(grid: SheetGrid, band: Band, row: number): string {
  const column = (grid.content.get(row) ?? []).find((c) => c >= band.first && c <= band.last);
  return column === undefined ? "" : grid.infoAt(row, column).text;
}

/** A table is as sure as its rows and the columns that scoring needs: the geometric mean of both. Rule RC-40. */
function judge(draft: TableDraft, columns: readonly DescribedColumn[], roles: readonly LabelledColumn[]): { readonly confidence: number; readonly reasons: readonly Reason[] } {
  const reasons: Reason[] = [];
  const named = columns.filter((column) => column.words.size > 0).length;
  if (draft.header === null) reasons.push({ code: "recognition.table.noHeader", params: {} });
  else reasons.push({ code: "recognition.table.headerWords", params: { known: named, columns: columns.length } });
  if (draft.repeatedHeaders.length > 0) reasons.push({ code: "recognition.table.repeatedHeader", params: { times: draft.repeatedHeaders.length } });
  if (draft.dataRows.length === 0) reasons.push({ code: "recognition.table.noData", params: {} });
  if (draft.rowConfidence < 0.8) reasons.push({ code: "recognition.table.rowsUnsure", params: {} });
  const unsure = roles.filter((label) => label.confidence < 0.5).length;
  if (unsure > 0) reasons.push({ code: "recognition.table.columnsUnsure", params: { columns: unsure } });
  const mean = roles.reduce((sum, label) => sum + label.confidence, 0) / Math.max(1, roles.length);
  return { confidence: Math.sqrt(draft.rowConfidence * mean) * (draft.header === null ? 0.5 : 1), reasons };
}
