import type { Rect } from "../../../src/core/grid/address";
import { plainObject } from "../protocol/arguments";
import { invalidArgument, notModelled } from "../protocol/host-error";
import type { Argument, Returned } from "../protocol/host-object";
import { isJsonObject, type Json, type JsonObject } from "../protocol/json";
import { formatOf, type Border, type CellFormat } from "../model/cell-format";
import { ensureBounded } from "../model/contents";
import { fullAddress, type Block } from "../model/references";
import { DEFAULT_COLUMN_WIDTH, DEFAULT_ROW_HEIGHT, formatNumberAt } from "../model/sheet-model";
import { hiddenState } from "./read-cells";

/** More cells than this are not described at once. */
const MAX_CELLS = 5_000_000;

type Reader = (format: CellFormat) => Json;
type Table = Readonly<Record<string, Reader>>;

const FILL: Table = {
  color: (format) => format.fill ?? "#FFFFFF",
  pattern: (format) => (format.fill === null ? "None" : "Solid"),
};

const FONT: Table = {
  bold: (format) => format.bold,
  color: (format) => format.fontColor ?? "#000000",
  italic: (format) => format.italic,
  name: (format) => format.fontName,
  size: (format) => format.fontSize,
  strikethrough: (format) => format.strikethrough,
  underline: (format) => format.underline,
};

const BORDER: Readonly<Record<string, (border: Border) => Json>> = { color: (border) => border.color, style: (border) => border.style, weight: (border) => border.weight };

const FORMAT: Table = {
  horizontalAlignment: (format) => format.horizontal,
  indentLevel: (format) => format.indent,
  protection: (format) => ({ formulaHidden: format.formulaHidden, locked: format.locked }),
  shrinkToFit: (format) => format.shrink,
  textOrientation: (format) => format.textOrientation,
  verticalAlignment: (format) => format.vertical,
  wrapText: (format) => format.wrap,
};

/** Names that load options ask for with `true`; what is unknown is refused. */
function chosen<T>(options: Json | undefined, table: Readonly<Record<string, T>>, what: string): readonly (readonly [string, T])[] {
  if (!isJsonObject(options)) throw invalidArgument(what);
  return Object.entries(options).flatMap(([name, wanted]) => {
    if (wanted === false) return [];
    const entry = Object.hasOwn(table, name) ? table[name] : undefined;
    if (entry === undefined) throw notModelled(`${what}.${name}`);
    if (wanted !== true) throw invalidArgument(`${what}.${name}`);
    return [[name, entry] as const];
  });
}

function fromTable(options: Json, table: Table, what: string): Reader {
  const readers = chosen(options, table, what);
  return (format) => Object.fromEntries(readers.map(([name, read]) => [name, read(format)]));
}

function bordersReader(options: Json): Reader {
  const readers = chosen(options, BORDER, "format.borders");
  const side = (border: Border): JsonObject => Object.fromEntries(readers.map(([name, read]) => [name, read(border)]));
  return ({ borders }) => ({ bottom: side(borders.bottom), left: side(borders.left), right: side(borders.right), top: side(borders.top) });
}

/** What `format` of the load options asks for; sizes of lines are given by the caller. */
function formatReader(options: Json, sizes: readonly string[]): Reader {
  if (!isJsonObject(options)) throw invalidArgument("format");
  const readers: (readonly [string, Reader])[] = Object.entries(options).flatMap(([name, wanted]): readonly (readonly [string, Reader])[] => {
    if (wanted === false || sizes.includes(name)) return [];
    if (name === "fill") return [[name, fromTable(wanted, FILL, "format.fill")]];
    if (name === "font") return [[name, fromTable(wanted, FONT, "format.font")]];
    if (name === "borders") return [[name, bordersReader(wanted)]];
    return chosen({ [name]: wanted }, FORMAT, "format");
  });
  return (format) => Object.fromEntries(readers.map(([name, read]) => [name, read(format)]));
}

/** What all have in common, property by property; `null` where they differ. */
function common(a: Json, b: Json): Json {
  if (isJsonObject(a) && isJsonObject(b)) return Object.fromEntries(Object.entries(a).map(([key, value]) => [key, common(value, b[key] ?? null)]));
  return a === b ? a : null;
}

function describeCells(block: Block, rect: Rect, read: Reader): Json {
  const { workbook, sheet } = block;
  let found: Json | undefined;
  const seen = new Set<number>();
  for (let row = rect.row; row < rect.row + rect.rows; row++) {
    for (let column = rect.column; column < rect.column + rect.columns; column++) {
      const number = formatNumberAt(sheet, row, column);
      if (seen.has(number)) continue;
      seen.add(number);
      const own = read(formatOf(workbook.formats, number));
      found = found === undefined ? own : common(found, own);
    }
  }
  return found ?? null;
}

function ownRect(block: Block): Rect {
  const [rect] = block.rects;
  if (!rect) throw invalidArgument("range");
  ensureBounded(rect, "properties of cells");
  if (rect.rows * rect.columns > MAX_CELLS) throw invalidArgument("too many cells");
  return rect;
}

/** What the options ask for about a rectangle besides its format. */
function describe(block: Block, rect: Rect, options: JsonObject, extra: Readonly<Record<string, () => Json>>, sizes: Readonly<Record<string, () => Json>>, read: Reader | null): Json {
  const described: Record<string, Json> = {};
  for (const [name, wanted] of Object.entries(options)) {
    if (wanted === false) continue;
    if (name === "format") {
      const format = isJsonObject(wanted) ? wanted : {};
      const own = Object.entries(sizes).flatMap(([size, give]) => (format[size] === true ? [[size, give()] as const] : []));
      const cells = read ? describeCells(block, rect, read) : null;
      described[name] = { ...(isJsonObject(cells) ? cells : {}), ...Object.fromEntries(own) };
    } else if (name === "address") described[name] = fullAddress(block.sheet, rect);
    else if (name === "hidden") described[name] = hiddenState(block.sheet, rect);
    else {
      const give = Object.hasOwn(extra, name) ? extra[name] : undefined;
      if (!give) throw notModelled(`properties of cells: ${name}`);
      described[name] = give();
    }
  }
  return described;
}

function readerFor(options: JsonObject, sizes: readonly string[]): Reader | null {
  return options["format"] === undefined ? null : formatReader(options["format"], sizes);
}

/** `getCellProperties`: a description of each cell, in rows. */
export function cellProperties(block: Block, args: readonly Argument[]): Returned {
  const options = plainObject(args[0], "cellPropertiesLoadOptions");
  const rect = ownRect(block);
  const read = readerFor(options, []);
  const rows: Json[] = [];
  for (let row = rect.row; row < rect.row + rect.rows; row++) {
    const line: Json[] = [];
    for (let column = rect.column; column < rect.column + rect.columns; column++) line.push(describe(block, { row, column, rows: 1, columns: 1 }, options, {}, {}, read));
    rows.push(line);
  }
  return { value: rows };
}

/** `getRowProperties`: a description of each row of the range. */
export function rowProperties(block: Block, args: readonly Argument[]): Returned {
  const options = plainObject(args[0], "rowPropertiesLoadOptions");
  const rect = ownRect(block);
  const read = readerFor(options, ["rowHeight"]);
  const { hiddenRows, rowHeights } = block.sheet;
  return {
    value: Array.from({ length: rect.rows }, (_, index) => {
      const row = rect.row + index;
      const extra = { rowHidden: (): Json => hiddenRows.has(row), rowIndex: (): Json => row };
      return describe(block, { ...rect, row, rows: 1 }, options, extra, { rowHeight: () => (hiddenRows.has(row) ? 0 : (rowHeights.get(row) ?? DEFAULT_ROW_HEIGHT)) }, read);
    }),
  };
}

/** `getColumnProperties`: a description of each column of the range. */
export function columnProperties(block: Block, args: readonly Argument[]): Returned {
  const options = plainObject(args[0], "columnPropertiesLoadOptions");
  const rect = ownRect(block);
  const read = readerFor(options, ["columnWidth"]);
  const { hiddenColumns, columnWidths } = block.sheet;
  return {
    value: Array.from({ length: rect.columns }, (_, index) => {
      const column = rect.column + index;
      const extra = { columnHidden: (): Json => hiddenColumns.has(column), columnIndex: (): Json => column };
      return describe(block, { ...rect, column, columns: 1 }, options, extra, { columnWidth: () => (hiddenColumns.has(column) ? 0 : (columnWidths.get(column) ?? DEFAULT_COLUMN_WIDTH)) }, read);
    }),
  };
}
