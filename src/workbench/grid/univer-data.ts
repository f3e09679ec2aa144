import { BooleanNumber, BorderStyleTypes, CellValueType, HorizontalAlign, type IBorderStyleData, type ICellData, type IColumnData, type IRange, type IRowData, type IStyleData, type IWorksheetData, VerticalAlign, WrapStrategy } from "@univerjs/core";
import type { Rect } from "../../core/grid/address";
import { isCellError } from "../../core/grid/cell";
import type { BorderLine, CellLook, LookChange, SheetView, Span, ViewBar, ViewCell } from "../../workbook/file/view/view";

/** What a cell of the grid carries besides Univer's own fields. */
export type CellExtra = { readonly text: string; readonly edit: string; readonly look: number; readonly change: IStyleData | null; readonly bar: ViewBar | null };

/** Rows and columns shown beyond the last one with a content, so that there is room to go on. */
const SPARE_ROWS = 60;
const SPARE_COLUMNS = 6;
const LEAST_ROWS = 120;
const LEAST_COLUMNS = 26;

const LINES: Readonly<Record<string, BorderStyleTypes>> = {
  thin: BorderStyleTypes.THIN,
  hair: BorderStyleTypes.HAIR,
  dotted: BorderStyleTypes.DOTTED,
  dashed: BorderStyleTypes.DASHED,
  dashDot: BorderStyleTypes.DASH_DOT,
  dashDotDot: BorderStyleTypes.DASH_DOT_DOT,
  double: BorderStyleTypes.DOUBLE,
  medium: BorderStyleTypes.MEDIUM,
  mediumDashed: BorderStyleTypes.MEDIUM_DASHED,
  mediumDashDot: BorderStyleTypes.MEDIUM_DASH_DOT,
  mediumDashDotDot: BorderStyleTypes.MEDIUM_DASH_DOT_DOT,
  slantDashDot: BorderStyleTypes.SLANT_DASH_DOT,
  thick: BorderStyleTypes.THICK,
};

const HORIZONTAL: Readonly<Record<CellLook["horizontal"], HorizontalAlign | undefined>> = {
  general: undefined,
  left: HorizontalAlign.LEFT,
  fill: HorizontalAlign.LEFT,
  center: HorizontalAlign.CENTER,
  centerContinuous: HorizontalAlign.CENTER,
  right: HorizontalAlign.RIGHT,
  justify: HorizontalAlign.LEFT,
  distributed: HorizontalAlign.CENTER,
};

const VERTICAL: Readonly<Record<CellLook["vertical"], VerticalAlign>> = {
  top: VerticalAlign.TOP,
  center: VerticalAlign.MIDDLE,
  bottom: VerticalAlign.BOTTOM,
  justify: VerticalAlign.TOP,
  distributed: VerticalAlign.MIDDLE,
};

/** Fonts that documents name and few computers other than the author's have, with what stands in for them. */
const SERIF = '"Songti SC", "Noto Serif CJK SC", serif';
const SANS = '"Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif';

/** A font and what stands in for it, as a style sheet names them. */
export function fontFamily(name: string): string {
  return /宋|仿|楷|song|fang|kai|times|serif$/i.test(name) ? `"${name}", ${SERIF}` : `"${name}", ${SANS}`;
}

function line(border: BorderLine): IBorderStyleData {
  return { s: LINES[border.style] ?? BorderStyleTypes.THIN, cl: { rgb: `#${border.color ?? "000000"}` } };
}

function rotation(degrees: number): IStyleData["tr"] {
  if (degrees === 255) return { a: 0, v: BooleanNumber.TRUE };
  return { a: degrees <= 90 ? -degrees : degrees - 90, v: BooleanNumber.FALSE };
}

/** A look as Univer's style. */
export function styleOfLook(look: CellLook): IStyleData {
  const horizontal = HORIZONTAL[look.horizontal];
  const borders = {
    ...(look.top && { t: line(look.top) }),
    ...(look.bottom && { b: line(look.bottom) }),
    ...(look.left && { l: line(look.left) }),
    ...(look.right && { r: line(look.right) }),
    ...(look.falling && { tl_br: line(look.falling) }),
    ...(look.rising && { bl_tr: line(look.rising) }),
  };
  return {
    ...(look.fontName === null ? {} : { ff: fontFamily(look.fontName) }),
    fs: look.fontSize,
    ...(look.bold && { bl: BooleanNumber.TRUE }),
    ...(look.italic && { it: BooleanNumber.TRUE }),
    ...(look.underline !== "none" && { ul: { s: BooleanNumber.TRUE } }),
    ...(look.strike && { st: { s: BooleanNumber.TRUE } }),
    ...(look.fontColor !== null && { cl: { rgb: `#${look.fontColor}` } }),
    ...(look.fill !== null && { bg: { rgb: `#${look.fill}` } }),
    ...(Object.keys(borders).length > 0 && { bd: borders }),
    ...(horizontal !== undefined && { ht: horizontal }),
    vt: VERTICAL[look.vertical],
    tb: look.wrap ? WrapStrategy.WRAP : look.shrink || look.horizontal === "fill" ? WrapStrategy.CLIP : WrapStrategy.OVERFLOW,
    ...(look.rotation !== 0 && { tr: rotation(look.rotation) }),
    ...(look.indent > 0 && (look.horizontal === "right" ? { pd: { r: 2 + look.indent * 9 } } : { pd: { l: 2 + look.indent * 9 } })),
  };
}

function styleOfChange(change: LookChange): IStyleData {
  const borders = {
    ...(change.top && { t: line(change.top) }),
    ...(change.bottom && { b: line(change.bottom) }),
    ...(change.left && { l: line(change.left) }),
    ...(change.right && { r: line(change.right) }),
  };
  return {
    ...(change.bold !== undefined && { bl: change.bold ? BooleanNumber.TRUE : BooleanNumber.FALSE }),
    ...(change.italic !== undefined && { it: change.italic ? BooleanNumber.TRUE : BooleanNumber.FALSE }),
    ...(change.underline !== undefined && { ul: { s: change.underline === "none" ? BooleanNumber.FALSE : BooleanNumber.TRUE } }),
    ...(change.strike !== undefined && { st: { s: change.strike ? BooleanNumber.TRUE : BooleanNumber.FALSE } }),
    ...(change.fontColor != null && { cl: { rgb: `#${change.fontColor}` } }),
    ...(change.fill != null && { bg: { rgb: `#${change.fill}` } }),
    ...(Object.keys(borders).length > 0 && { bd: borders }),
  };
}

/** Key of a look among a workbook's styles. */
export function styleKey(look: number): string {
  return `look${look}`;
}

/** Univer's cell: the value by type, the formula, and the text to show instead. */
export function cellData(cell: ViewCell, text: string): ICellData {
  const { value } = cell;
  const extra: CellExtra = { text, edit: cell.edit, look: cell.look, change: cell.change ? styleOfChange(cell.change) : null, bar: cell.bar ?? null };
  const typed: ICellData =
    value === null
      ? {}
      : typeof value === "number"
        ? { v: value, t: CellValueType.NUMBER }
        : typeof value === "boolean"
          ? { v: value ? 1 : 0, t: CellValueType.BOOLEAN }
          : { v: isCellError(value) ? value.error : value, t: CellValueType.STRING };
  return { ...typed, ...(cell.formula === undefined ? {} : { f: cell.formula }), ...(cell.look === 0 ? {} : { s: styleKey(cell.look) }), custom: extra };
}

export function rangeOf(rect: Rect): IRange {
  return { startRow: rect.row, startColumn: rect.column, endRow: rect.row + rect.rows - 1, endColumn: rect.column + rect.columns - 1 };
}

export function rectOf(range: IRange, rows: number, columns: number): Rect {
  // Whole rows and columns have no bounds in Univer.
  const number = (value: number, missing: number): number => (Number.isFinite(value) ? value : missing);
  const row = number(range.startRow, 0);
  const column = number(range.startColumn, 0);
  return { row, column, rows: number(range.endRow, rows - 1) - row + 1, columns: number(range.endColumn, columns - 1) - column + 1 };
}

function eachOf(span: Span, limit: number, visit: (index: number) => void): void {
  for (let index = span.first; index <= span.last && index < limit; index++) visit(index);
}

export function rowCountOf(sheet: SheetView): number {
  return Math.min(1_048_576, Math.max(LEAST_ROWS, sheet.rows + SPARE_ROWS));
}

export function columnCountOf(sheet: SheetView): number {
  return Math.min(16_384, Math.max(LEAST_COLUMNS, sheet.columns + SPARE_COLUMNS));
}

/** A sheet without cells as Univer's worksheet. */
export function worksheetData(sheet: SheetView): Partial<IWorksheetData> {
  const rowCount = rowCountOf(sheet);
  const columnCount = columnCountOf(sheet);
  const columnData: Record<number, Partial<IColumnData>> = {};
  for (const span of sheet.columnSpans) {
    eachOf(span, columnCount, (column) => {
      columnData[column] = { w: span.width, ...(span.hidden && { hd: BooleanNumber.TRUE }), ...(span.look !== 0 && { s: styleKey(span.look) }) };
    });
  }
  const rowData: Record<number, Partial<IRowData>> = {};
  for (const span of sheet.heights) eachOf(span, rowCount, (row) => (rowData[row] = { h: span.height, ia: BooleanNumber.FALSE }));
  for (const span of sheet.rowLooks) eachOf(span, rowCount, (row) => (rowData[row] = { ...rowData[row], s: styleKey(span.look) }));
  for (const span of sheet.hiddenRows) eachOf(span, rowCount, (row) => (rowData[row] = { ...rowData[row], hd: BooleanNumber.TRUE }));
  return {
    id: sheet.sheetId,
    name: sheet.name,
    rowCount,
    columnCount,
    defaultColumnWidth: sheet.defaultWidth,
    defaultRowHeight: sheet.defaultHeight,
    mergeData: sheet.merges.map(rangeOf),
    rowData,
    columnData,
    cellData: {},
    showGridlines: sheet.gridlines ? BooleanNumber.TRUE : BooleanNumber.FALSE,
    freeze: {
      xSplit: sheet.frozenColumns,
      ySplit: sheet.frozenRows,
      startRow: sheet.frozenRows > 0 ? sheet.frozenRows : -1,
      startColumn: sheet.frozenColumns > 0 ? sheet.frozenColumns : -1,
    },
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the version that is pinned has no other place for it.
    zoomRatio: sheet.zoom / 100,
    rightToLeft: sheet.rightToLeft ? BooleanNumber.TRUE : BooleanNumber.FALSE,
    defaultStyle: styleKey(0),
  };
}
