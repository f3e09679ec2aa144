import type { Rect } from "../grid/address";
import { describeColumns, type DescribedColumn } from "./column-features";
import { headerKey, type TableCorrection } from "./correction";
import type { TableDraft } from "./cut-tables";
import { draftColumns, tableExtent } from "./draft-columns";
import { hierarchyColumns } from "./hierarchy";
import { labelColumns, type LabelledColumn } from "./label-columns";
import { metaFields } from "./meta-fields";
import { readIndicators } from "./read-indicators";
import type { Band } from "./row-features";
import { markedRows, type MarkableClass } from "./row-mark";
import type { SheetGrid } from "./sheet-grid";
import type { ColumnRole, Reason, RecognizedTable, RowSpan } from "./table";

/** First row of a draft's header or body; `Infinity` where it has neither. */
export function firstRowOf(draft: TableDraft): number {
  return draft.header?.first ?? Math.min(draft.dataRows[0] ?? Infinity, draft.groupRows[0] ?? Infinity, draft.totalRows[0] ?? Infinity);
}

/** The range of a draft on the sheet. `limit`: the last row that it may take, since another begins below it. Rule RC-24. */
export function draftRange(grid: SheetGrid, band: Band, draft: TableDraft, limit: number): Rect | null {
  const extent = tableExtent(grid, band, draft);
  const firstRow = firstRowOf(draft);
  if (!Number.isFinite(firstRow) || extent.last < extent.first) return null;
  return { row: firstRow + grid.top, column: extent.first + grid.left, rows: Math.max(Math.min(extent.lastRow, limit), firstRow) - firstRow + 1, columns: extent.last - extent.first + 1 };
}

/**
 * Reads what the rows and columns of a range say under a draft: columns and their roles, hierarchy, indicators, strips. A
 * correction's roles are taken as they are, and everything else is read in their light. Rules RC-20 to RC-40, RC-61.
 */
export function readTable(grid: SheetGrid, band: Band, draft: TableDraft, range: Rect, correction: TableCorrection | null = null): RecognizedTable | null {
  const first = range.column - grid.left;
  const columns = describeColumns(grid, draft, draftColumns(grid, draft, { first, last: first + range.columns - 1 }));
  if (columns.length === 0) return null;
  const chosen = correction ? chosenRoles(grid, columns, correction) : new Map<number, ColumnRole>();
  const roles = labelColumns(columns, chosen);
  const absolute = (list: readonly number[]): readonly number[] => list.map((row) => row + grid.top);
  const span = (rows: RowSpan): RowSpan => ({ first: rows.first + grid.top, last: rows.last + grid.top });
  return {
    range,
    headerRows: draft.header ? span(draft.header) : null,
    repeatedHeaderRows: draft.repeatedHeaders.map(span),
    columns: columns.map((column, i) => ({
      column: column.column + grid.left,
      columns: column.columns,
      headerPath: headerPathOf(column),
      ...(roles[i] ?? { role: "other" as const, confidence: 0, reasons: [], alternative: null }),
      ...(chosen.has(i) ? { chosen: true as const } : {}),
    })),
    hierarchyColumns: hierarchyColumns(grid, draft, columns, roles).map((column) => column + grid.left),
    groupRows: absolute(draft.groupRows),
    totalRows: absolute(draft.totalRows),
    noteRows: absolute(draft.noteRows),
    titleRows: absolute(draft.titleRows),
    metaRows: absolute(draft.metaRows),
    title: draft.titleRows.map((row) => firstText(grid, band, row)).filter((text) => text !== "").join(" "),
    meta: metaFields(grid, draft.metaRows),
    indicators: readIndicators(grid, draft, columns, roles),
    ...judge(draft, columns, roles),
    ...(correction ? { correction: { area: correction.area, given: correction.given !== null, performance: correction.performance, ignored: correction.ignored, markedRows: marksOf(grid, draft, correction) } } : {}),
  };
}

/** On the sheet. */
function marksOf(grid: SheetGrid, draft: TableDraft, correction: TableCorrection): ReadonlyMap<number, MarkableClass> {
  return new Map([...markedRows(grid, draft, correction)].map(([row, label]) => [row + grid.top, label]));
}

function headerPathOf(column: DescribedColumn): readonly string[] {
  return column.header.map((cell) => cell.info.text);
}

/** The columns that a correction means: the nearest one with the same header, else whatever stands in the place. Rule RC-65. */
function chosenRoles(grid: SheetGrid, columns: readonly DescribedColumn[], { area, roles }: TableCorrection): ReadonlyMap<number, ColumnRole> {
  const chosen = new Map<number, ColumnRole>();
  for (const { offset, header, role } of roles) {
    const place = area.column + offset - grid.left;
    let best = columns.findIndex((column) => place >= column.column && place < column.column + column.columns);
    let distance = Infinity;
    columns.forEach((column, i) => {
      if (headerKey(headerPathOf(column)) !== header || Math.abs(column.column - place) >= distance) return;
      best = i;
      distance = Math.abs(column.column - place);
    });
    if (best >= 0) chosen.set(best, role);
  }
  return chosen;
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
