import { CodedError } from "../../../core/coded-error";
import { MAX_COLUMNS, MAX_ROWS } from "../../../core/grid/address";
import { resolvedColor } from "../read/raw-color";
import type { ParsedSheet } from "../read/sheet-part";
import { parsedSheetOf, type StateSheet, workbookOf } from "../workbook-state";
import { isDrawn } from "./conditional-look";
import { columnSpansOf, defaultHeightOf, defaultWidthOf, digitWidth, heightsOf } from "./sheet-measures";
import { validationViews } from "./validation-view";
import type { SheetTab, SheetView, Span, WorkbookView } from "./view";
import type { ViewState } from "./view-state";

/** The sheet with an id. Error "sheet.not-found". */
export function sheetOf(view: ViewState, sheetId: string): StateSheet {
  const sheet = view.sheets.find((candidate) => candidate.sheetId === sheetId);
  if (!sheet) throw new CodedError("sheet.not-found", { sheet: sheetId });
  return sheet;
}

/**
 * Tabs and looks. Colours of tabs are known of sheets that were read already, because reading all of two hundred sheets
 * only for them would keep the first from being shown.
 */
export function workbookView(view: ViewState, isRead: (sheet: StateSheet) => boolean): WorkbookView {
  return {
    sheets: view.sheets.map((sheet): SheetTab => {
      const parsed = isRead(sheet) ? parsedSheetOf(view.state, sheet) : null;
      return { sheetId: sheet.sheetId, name: sheet.name, kind: sheet.kind, visibility: sheet.visibility, tabColor: parsed?.tabColor ? resolvedColor(parsed.tabColor, view.theme) : null };
    }),
    savedActive: view.sheets[workbookOf(view.state).activeTab]?.sheetId ?? null,
    looks: view.styles.looks,
  };
}

function spansOf(rows: readonly number[]): readonly Span[] {
  const spans: { first: number; last: number }[] = [];
  for (const row of rows) {
    const before = spans.at(-1);
    if (before?.last === row - 1) before.last = row;
    else if (before?.last !== row) spans.push({ first: row, last: row });
  }
  return spans;
}

function hiddenSpans(parsed: ParsedSheet, rows: number): readonly Span[] {
  if (!parsed.restHidden) return spansOf([...parsed.hiddenRows].sort((a, b) => a - b));
  const hidden = new Set(parsed.hiddenRows);
  for (let row = 0; row < rows; row++) if (!parsed.mentionedRows.has(row)) hidden.add(row);
  return spansOf([...hidden].sort((a, b) => a - b));
}

function largest(values: readonly number[]): number {
  let most = -1;
  for (const value of values) if (value > most) most = value;
  return most;
}

/** Rows and columns up to the last one that shows anything. */
function extentOf(parsed: ParsedSheet): { readonly rows: number; readonly columns: number } {
  const { used, bareRows, bareColumns } = parsed.cells;
  let rows = Math.max(used ? used.row + used.rows : 0, largest(bareRows) + 1);
  let columns = Math.max(used ? used.column + used.columns : 0, largest(bareColumns) + 1);
  for (const merge of parsed.merges) {
    rows = Math.max(rows, merge.row + merge.rows);
    columns = Math.max(columns, merge.column + merge.columns);
  }
  return { rows: Math.min(rows, MAX_ROWS), columns: Math.min(columns, MAX_COLUMNS) };
}

const EMPTY: Omit<SheetView, "sheetId" | "name" | "kind"> = {
  rows: 0,
  columns: 0,
  defaultWidth: 72,
  defaultHeight: 19,
  columnSpans: [],
  heights: [],
  rowLooks: [],
  hiddenRows: [],
  merges: [],
  frozenRows: 0,
  frozenColumns: 0,
  gridlines: true,
  zoom: 100,
  rightToLeft: false,
  protection: null,
  validations: [],
  undrawn: [],
};

/** A sheet as a grid needs it before its cells. Errors: "sheet.not-found", "file.damaged", "file.unsafe-xml", "file.too-large". Rules VW-1, VW-2, VW-5, VW-7. */
export function viewSheet(view: ViewState, sheetId: string): SheetView {
  const sheet = sheetOf(view, sheetId);
  const parsed = parsedSheetOf(view.state, sheet);
  const identity = { sheetId, name: sheet.name, kind: sheet.kind };
  if (!parsed) return { ...EMPTY, ...identity };
  const normal = view.styles.looks[0];
  const digit = digitWidth(normal);
  const defaultWidth = defaultWidthOf(parsed, digit);
  const defaultHeight = defaultHeightOf(parsed, normal);
  const columnSpans = columnSpansOf(parsed, digit, defaultWidth);
  const widthOf = (column: number): number => columnSpans.find((span) => column >= span.first && column <= span.last)?.width ?? defaultWidth;
  const extent = extentOf(parsed);
  return {
    ...identity,
    ...extent,
    defaultWidth,
    defaultHeight,
    columnSpans,
    heights: heightsOf(parsed, { looks: view.styles.looks, widthOf, defaultHeight }),
    rowLooks: parsed.rowStyles.map(({ first, last, style }) => ({ first, last, look: style })),
    hiddenRows: hiddenSpans(parsed, extent.rows),
    merges: parsed.merges,
    frozenRows: parsed.view.frozenRows,
    frozenColumns: parsed.view.frozenColumns,
    gridlines: parsed.view.gridlines,
    zoom: parsed.view.zoom,
    rightToLeft: parsed.view.rightToLeft,
    protection: parsed.protection && { hasPassword: parsed.protection.hasPassword, openRanges: parsed.protection.openRanges },
    validations: validationViews(view, sheet, parsed),
    undrawn: [...new Set(parsed.conditionalRules.filter((rule) => !isDrawn(rule)).map((rule) => rule.kind))],
  };
}
