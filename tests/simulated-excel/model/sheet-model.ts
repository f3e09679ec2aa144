import type { Rect } from "../../../src/core/grid/address";
import type { CellValue } from "../../../src/core/grid/cell";
import type { JsonObject } from "../protocol/json";

/** A stored cell. `format` is `null` where row, column or the plain format decide. */
export type Cell = {
  value: CellValue;
  /** With leading "=". */
  formula: string | null;
  format: number | null;
  /** Why the value of the formula is not known: what it needs that the calculator cannot do. */
  uncalculated: string | null;
};

export type SheetProtectionModel = { readonly options: ProtectionOptionValues; readonly password: string | null };

/** Options as Excel names them; all are `false` unless allowed. */
export type ProtectionOptionValues = { readonly [option: string]: boolean | string };

/** A rule over some areas, as Excel keeps it: `rule` has the shape that the object model gives back. */
export type ValidationModel = {
  readonly areas: readonly Rect[];
  /** The cell that relative references of the rule are written for. */
  readonly base: { readonly row: number; readonly column: number };
  readonly type: "None" | "WholeNumber" | "Decimal" | "List" | "Date" | "Time" | "TextLength" | "Custom";
  readonly rule: JsonObject;
  readonly ignoreBlanks: boolean;
  readonly prompt: { readonly message: string; readonly showPrompt: boolean; readonly title: string };
  readonly errorAlert: { readonly message: string; readonly showAlert: boolean; readonly style: "Stop" | "Warning" | "Information"; readonly title: string };
};

export type ConditionalFormatModel = {
  readonly id: string;
  areas: readonly Rect[];
  /** The cell that relative references of the formulas are written for. */
  readonly base: { readonly row: number; readonly column: number };
  readonly type: "Custom" | "CellValue";
  stopIfTrue: boolean;
  formula: string;
  cellValue: JsonObject;
  fill: string | null;
  fontColor: string | null;
  bold: boolean | null;
  italic: boolean | null;
};

export type TableModel = {
  readonly id: string;
  name: string;
  area: Rect;
  columns: string[];
  showHeaders: boolean;
  showTotals: boolean;
  style: string;
};

/** What is modelled of how a sheet is printed. Texts hold Excel's codes ("&P"). */
export type PageModel = {
  orientation: "Portrait" | "Landscape";
  zoom: { readonly scale?: number; readonly horizontalFitToPages?: number; readonly verticalFitToPages?: number };
  titleRows: Rect | null;
  readonly texts: { leftHeader: string; centerHeader: string; rightHeader: string; leftFooter: string; centerFooter: string; rightFooter: string };
};

export type CommentModel = { readonly id: string; readonly row: number; readonly column: number; content: string; resolved: boolean; readonly authorName: string };

export type SheetModel = {
  readonly id: string;
  name: string;
  visibility: "Visible" | "Hidden" | "VeryHidden";
  /** "#RRGGBB", or "" for the automatic colour. */
  tabColor: string;
  showGridlines: boolean;
  protection: SheetProtectionModel | null;
  readonly rows: Map<number, Map<number, Cell>>;
  readonly rowFormats: Map<number, number>;
  readonly columnFormats: Map<number, number>;
  readonly hiddenRows: Set<number>;
  readonly hiddenColumns: Set<number>;
  /** Points. */
  readonly rowHeights: Map<number, number>;
  /** Points. */
  readonly columnWidths: Map<number, number>;
  merges: Rect[];
  tables: TableModel[];
  validations: ValidationModel[];
  /** First priority first. */
  conditionalFormats: ConditionalFormatModel[];
  comments: CommentModel[];
  readonly customProperties: Map<string, { key: string; value: string }>;
  frozen: { readonly rows: number; readonly columns: number };
  selection: readonly Rect[];
  autoFilter: Rect | null;
  readonly page: PageModel;
};

export const DEFAULT_ROW_HEIGHT = 15;
/** 64 pixels: 8.43 characters of the default font. */
export const DEFAULT_COLUMN_WIDTH = 48;

export function createSheet(id: string, name: string): SheetModel {
  return {
    id,
    name,
    visibility: "Visible",
    tabColor: "",
    showGridlines: true,
    protection: null,
    rows: new Map(),
    rowFormats: new Map(),
    columnFormats: new Map(),
    hiddenRows: new Set(),
    hiddenColumns: new Set(),
    rowHeights: new Map(),
    columnWidths: new Map(),
    merges: [],
    tables: [],
    validations: [],
    conditionalFormats: [],
    comments: [],
    customProperties: new Map(),
    frozen: { rows: 0, columns: 0 },
    selection: [{ row: 0, column: 0, rows: 1, columns: 1 }],
    autoFilter: null,
    page: { orientation: "Portrait", zoom: { scale: 100 }, titleRows: null, texts: { leftHeader: "", centerHeader: "", rightHeader: "", leftFooter: "", centerFooter: "", rightFooter: "" } },
  };
}

export function cellAt(sheet: SheetModel, row: number, column: number): Cell | undefined {
  return sheet.rows.get(row)?.get(column);
}

/** The stored cell, made where there is none. */
export function ensureCell(sheet: SheetModel, row: number, column: number): Cell {
  let cells = sheet.rows.get(row);
  if (!cells) sheet.rows.set(row, (cells = new Map<number, Cell>()));
  let cell = cells.get(column);
  if (!cell) cells.set(column, (cell = { value: null, formula: null, format: null, uncalculated: null }));
  return cell;
}

export function formatNumberAt(sheet: SheetModel, row: number, column: number): number {
  return sheet.rows.get(row)?.get(column)?.format ?? sheet.rowFormats.get(row) ?? sheet.columnFormats.get(column) ?? 0;
}

/** Calls for every stored cell inside the rectangle, in no particular order of columns. */
export function forEachStored(sheet: SheetModel, rect: Rect, visit: (cell: Cell, row: number, column: number) => void): void {
  const lastRow = rect.row + rect.rows;
  const lastColumn = rect.column + rect.columns;
  const visitRow = (cells: Map<number, Cell> | undefined, row: number): void => {
    if (!cells) return;
    for (const [column, cell] of cells) if (column >= rect.column && column < lastColumn) visit(cell, row, column);
  };
  if (rect.rows <= sheet.rows.size) {
    for (let row = rect.row; row < lastRow; row++) visitRow(sheet.rows.get(row), row);
  } else {
    for (const [row, cells] of sheet.rows) if (row >= rect.row && row < lastRow) visitRow(cells, row);
  }
}

export function isFilled(cell: Cell): boolean {
  return cell.value !== null || cell.formula !== null;
}

/** Smallest rectangle around the cells in use inside `within`; formatting counts unless `valuesOnly`. */
export function usedRect(sheet: SheetModel, within: Rect, valuesOnly: boolean): Rect | null {
  const lastRow = within.row + within.rows - 1;
  const lastColumn = within.column + within.columns - 1;
  let top = lastRow + 1;
  let left = lastColumn + 1;
  let bottom = -1;
  let right = -1;
  for (const [row, cells] of sheet.rows) {
    if (row < within.row || row > lastRow) continue;
    for (const [column, cell] of cells) {
      if (column < within.column || column > lastColumn) continue;
      if (!isFilled(cell) && (valuesOnly || cell.format === null || cell.format === 0)) continue;
      if (row < top) top = row;
      if (row > bottom) bottom = row;
      if (column < left) left = column;
      if (column > right) right = column;
    }
  }
  return bottom < 0 ? null : { row: top, column: left, rows: bottom - top + 1, columns: right - left + 1 };
}
