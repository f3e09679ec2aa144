import { MAX_COLUMNS, MAX_ROWS } from "../../../core/grid/address";
import type { CellLook } from "../read/cell-look";
import type { ParsedSheet } from "../read/sheet-part";
import type { SheetView } from "./view";

/** Pixels of a point at 96 dots an inch. */
const PX_OF_POINT = 4 / 3;
/** Rows up to which heights that the file does not give are measured from their texts. */
const MAX_MEASURED_ROWS = 20_000;
/** Excel's greatest row height, in pixels. */
const MAX_HEIGHT = 546;

/** Fonts whose digits are as wide as half their height; the digits of the others are a little narrower. */
const HALF_WIDTH_FONTS = /宋|仿|楷|黑体|等线|simsun|simhei|fangsong|kaiti|dengxian|nsimsun/i;

/** Width of a digit of the default font, the unit of column widths, in pixels. */
export function digitWidth(look: CellLook | undefined): number {
  const size = look?.fontSize ?? 11;
  const px = size * PX_OF_POINT;
  return Math.max(4, Math.round(HALF_WIDTH_FONTS.test(look?.fontName ?? "") ? px / 2 + 0.4 : px * 0.48));
}

function widthInPixels(characters: number, digit: number): number {
  return Math.trunc(characters * digit + 0.5);
}

export function defaultHeightOf(parsed: ParsedSheet, look: CellLook | undefined): number {
  return Math.round((parsed.defaultHeight ?? Math.max(13.5, (look?.fontSize ?? 11) * 1.32)) * PX_OF_POINT);
}

export function defaultWidthOf(parsed: ParsedSheet, digit: number): number {
  // Eight digits, the padding, rounded up to a multiple of eight pixels: as Excel makes it.
  return parsed.defaultWidth === null ? Math.ceil((8 * digit + 5) / 8) * 8 : widthInPixels(parsed.defaultWidth, digit);
}

export function columnSpansOf(parsed: ParsedSheet, digit: number, defaultWidth: number): SheetView["columnSpans"] {
  return parsed.columnSpans.map((span) => ({
    first: span.first,
    last: Math.min(span.last, MAX_COLUMNS - 1),
    width: span.width === null ? defaultWidth : widthInPixels(span.width, digit),
    hidden: span.hidden || span.width === 0,
    look: span.style,
  }));
}

/** Width of a text on one line, in pixels: Chinese characters are square. */
function textWidth(text: string, look: CellLook): number {
  const px = look.fontSize * PX_OF_POINT;
  let width = 0;
  for (const character of text) width += (character.codePointAt(0) ?? 0) >= 0x2e80 ? px : px * 0.54;
  return look.bold ? width * 1.05 : width;
}

/** Lines of a text in a cell so many pixels wide. */
function linesOf(text: string, look: CellLook, width: number): number {
  const room = Math.max(8, width - 6);
  return text.split(/\r?\n/).reduce((lines, line) => lines + (look.wrap ? Math.max(1, Math.ceil(textWidth(line, look) / room)) : 1), 0);
}

type Measuring = { readonly looks: readonly CellLook[]; readonly widthOf: (column: number) => number; readonly defaultHeight: number };

/** Heights that the file gives, and those that Excel would measure where it gives none: wrapped texts and large fonts. Rule VW-2. */
export function heightsOf(parsed: ParsedSheet, measuring: Measuring): SheetView["heights"] {
  const given: { first: number; last: number; height: number }[] = parsed.heights.map((span) => ({ first: span.first, last: Math.min(span.last, MAX_ROWS - 1), height: Math.round(span.height * PX_OF_POINT) }));
  const { cells } = parsed;
  if (!cells.used || cells.used.rows > MAX_MEASURED_ROWS) return given;
  const hasHeight = new Set<number>();
  for (const { first, last } of given) for (let row = first; row <= last && row < cells.used.row + cells.used.rows; row++) hasHeight.add(row);
  const merged = new Set(parsed.merges.map((merge) => merge.row * MAX_COLUMNS + merge.column));
  const measured = new Map<number, number>();
  for (let i = 0; i < cells.rows.length; i++) {
    const row = cells.rows[i] ?? 0;
    const column = cells.columns[i] ?? 0;
    const look = measuring.looks[cells.styles[i] ?? 0];
    // Excel does not measure merged cells either.
    if (!look || hasHeight.has(row) || merged.has(row * MAX_COLUMNS + column)) continue;
    const value = cells.values[i];
    const lines = typeof value === "string" && look.wrap ? linesOf(value, look, measuring.widthOf(column)) : 1;
    const height = Math.min(MAX_HEIGHT, Math.round(lines * look.fontSize * 1.32 * PX_OF_POINT));
    if (height > measuring.defaultHeight && height > (measured.get(row) ?? 0)) measured.set(row, height);
  }
  return [...given, ...[...measured].map(([row, height]) => ({ first: row, last: row, height }))].sort((a, b) => a.first - b.first);
}
