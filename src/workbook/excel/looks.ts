import type { Rect } from "../../core/grid/address";
import { joinAreas } from "../../core/plan/join-areas";
import { blockQuestion } from "./block-questions";
import { bytesOf } from "./payload";
import { question, type Question } from "./questions";
import { rangeOf, type SheetRect } from "./sheet-rect";

/** One side of a cell as Excel describes it. */
export type Line = { readonly style: string; readonly weight: string; readonly color: string };

/** What is read of how cells look, in groups that are asked for together. Colours are Excel's "#RRGGBB". */
export type Look = {
  readonly fill?: { readonly color: string; readonly pattern: string };
  readonly font?: { readonly bold: boolean; readonly italic: boolean; readonly size: number };
  /** By itself: black and automatic read the same, and automatic cannot be set again. */
  readonly fontColor?: { readonly color: string };
  readonly alignment?: { readonly horizontal: string; readonly vertical: string; readonly indent: number; readonly wrap: boolean };
  readonly protection?: { readonly locked: boolean };
  readonly borders?: { readonly top: Line; readonly bottom: Line; readonly left: Line; readonly right: Line };
};

export type LookGroup = keyof Look;

export const LOOK_GROUPS: readonly LookGroup[] = ["fill", "font", "fontColor", "alignment", "protection", "borders"];

/** How the cells of a rectangle look. Plain data: it is kept in journals. */
export type LookBlock = SheetRect & {
  /** What all cells share. */
  readonly shared: Look;
  /** What differs, and for each cell its place in that list; `null` where nothing differs. */
  readonly differing: { readonly looks: readonly Look[]; readonly cells: readonly (readonly number[])[] } | null;
};

const UNIFORM: Readonly<Record<LookGroup, readonly string[]>> = {
  fill: ["format/fill/color", "format/fill/pattern"],
  font: ["format/font/bold", "format/font/italic", "format/font/size"],
  fontColor: ["format/font/color"],
  alignment: ["format/horizontalAlignment", "format/verticalAlignment", "format/indentLevel", "format/wrapText"],
  protection: ["format/protection/locked"],
  borders: ["format/borders/items/sideIndex", "format/borders/items/style", "format/borders/items/weight", "format/borders/items/color"],
};

const BY_CELL: Readonly<Record<LookGroup, Excel.CellPropertiesFormatLoadOptions>> = {
  fill: { fill: { color: true, pattern: true } },
  font: { font: { bold: true, italic: true, size: true } },
  fontColor: { font: { color: true } },
  alignment: { horizontalAlignment: true, verticalAlignment: true, indentLevel: true, wrapText: true },
  protection: { protection: true },
  borders: { borders: { style: true, weight: true, color: true } },
};

/** Bytes of an answer for one cell. */
const CELL_BYTES: Readonly<Record<LookGroup, number>> = { fill: 60, font: 60, fontColor: 40, alignment: 110, protection: 50, borders: 300 };
/** Bytes of asking and of an answer for a strip. */
const STRIP_BYTES = 2_200;
/** Rows at the top of a table, where headers are, and at its end, where totals are: asked for cell by cell. */
const HEAD_ROWS = 6;
const TAIL_ROWS = 4;
/** A column is cut into about so many strips. */
const STRIPS = 20;
/** Up to so many cells are asked for cell by cell at once. */
const SMALL_BLOCK = 400;

/** Neither `null` (the cells differ) nor unknown. */
function known<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}

const BLACK = "#000000";

const NO_LINE: Line = { style: "None", weight: "Thin", color: "#000000" };

function lineOf(border: Excel.RangeBorder | undefined): Line | null {
  if (!border) return NO_LINE;
  // Typed as always there, `null` where the cells differ.
  const { style, weight, color }: { readonly style: string | null; readonly weight: string | null; readonly color: string | null } = border;
  if (style === "None") return NO_LINE;
  return known(style) && known(weight) && known(color) ? { style, weight, color } : null;
}

function sameLine(a: Line, b: Line): boolean {
  return a.style === b.style && a.weight === b.weight && a.color === b.color;
}

/** Borders that all cells of a range share: its edges and what is between its cells. */
function sharedBorders(range: Excel.Range, rect: Rect): Look["borders"] | null {
  const bySide = new Map(range.format.borders.items.map((border) => [border.sideIndex as string, border]));
  const line = (side: string): Line | null => lineOf(bySide.get(side));
  const [top, bottom, left, right] = [line("EdgeTop"), line("EdgeBottom"), line("EdgeLeft"), line("EdgeRight")];
  if (!top || !bottom || !left || !right) return null;
  const across = rect.rows > 1 ? line("InsideHorizontal") : top;
  const along = rect.columns > 1 ? line("InsideVertical") : left;
  if (!across || !along) return null;
  if (rect.rows > 1 && !(sameLine(top, across) && sameLine(bottom, across))) return null;
  if (rect.columns > 1 && !(sameLine(left, along) && sameLine(right, along))) return null;
  return { top, bottom, left, right };
}

function sharedLook(range: Excel.Range, rect: Rect, groups: readonly LookGroup[]): Look {
  const { format } = range;
  let look: Look = {};
  for (const group of groups) {
    switch (group) {
      case "fill": {
        const { color, pattern }: { readonly color: string | null; readonly pattern: string | null } = format.fill;
        if (known(color) && known(pattern)) look = { ...look, fill: { color, pattern } };
        break;
      }
      case "font": {
        const { bold, italic, size }: { readonly bold: boolean | null; readonly italic: boolean | null; readonly size: number | null } = format.font;
        if (known(bold) && known(italic) && known(size)) look = { ...look, font: { bold, italic, size } };
        break;
      }
      case "fontColor": {
        const { color }: { readonly color: string | null } = format.font;
        if (known(color)) look = { ...look, fontColor: { color } };
        break;
      }
      case "alignment": {
        const { horizontalAlignment, verticalAlignment, indentLevel, wrapText }: { readonly horizontalAlignment: string | null; readonly verticalAlignment: string | null; readonly indentLevel: number | null; readonly wrapText: boolean | null } = format;
        if (known(horizontalAlignment) && known(verticalAlignment) && known(indentLevel) && known(wrapText)) {
          look = { ...look, alignment: { horizontal: horizontalAlignment, vertical: verticalAlignment, indent: indentLevel, wrap: wrapText } };
        }
        break;
      }
      case "protection": {
        const { locked }: { readonly locked: boolean | null } = format.protection;
        if (known(locked)) look = { ...look, protection: { locked } };
        break;
      }
      case "borders": {
        const borders = sharedBorders(range, rect);
        if (borders) look = { ...look, borders };
        break;
      }
    }
  }
  return look;
}

function cellLine(border: Excel.CellBorder | undefined): Line {
  const style = border?.style ?? "None";
  return style === "None" ? NO_LINE : { style, weight: border?.weight ?? "Thin", color: border?.color ?? "#000000" };
}

function cellLook({ format }: Excel.CellProperties, groups: readonly LookGroup[]): Look {
  const look: { -readonly [Group in keyof Look]?: Look[Group] } = {};
  for (const group of groups) {
    switch (group) {
      case "fill":
        look.fill = { color: format?.fill?.color ?? "", pattern: format?.fill?.pattern ?? "None" };
        break;
      case "font":
        look.font = { bold: format?.font?.bold ?? false, italic: format?.font?.italic ?? false, size: format?.font?.size ?? 11 };
        break;
      case "fontColor":
        look.fontColor = { color: format?.font?.color ?? BLACK };
        break;
      case "alignment":
        look.alignment = { horizontal: format?.horizontalAlignment ?? "General", vertical: format?.verticalAlignment ?? "Bottom", indent: format?.indentLevel ?? 0, wrap: format?.wrapText ?? false };
        break;
      case "protection":
        look.protection = { locked: format?.protection?.locked ?? true };
        break;
      case "borders": {
        const { top, bottom, left, right } = format?.borders ?? {};
        look.borders = { top: cellLine(top), bottom: cellLine(bottom), left: cellLine(left), right: cellLine(right) };
        break;
      }
    }
  }
  return look;
}

/** Cuts a used range into what is asked for cell by cell and what is asked for in strips. (XL-5) */
function stripsOf(rect: SheetRect): { readonly single: readonly SheetRect[]; readonly strips: readonly SheetRect[] } {
  if (rect.rows * rect.columns <= SMALL_BLOCK) return { single: [rect], strips: [] };
  const single: SheetRect[] = [];
  const bands: SheetRect[] = [];
  const last = rect.row + rect.rows;
  let row = rect.row;
  const isWide = rect.columns > 300;
  const ends = [HEAD_ROWS, HEAD_ROWS + 32, HEAD_ROWS + 160];
  const step = Math.max(160, Math.ceil(rect.rows / STRIPS));
  for (let index = 0; row < last; index++) {
    const next = Math.min(last, index < ends.length ? rect.row + (ends[index] ?? 0) : row + step);
    // The rows before the last are left to a block of their own.
    const end = next === last && next - row > TAIL_ROWS * 2 ? last - TAIL_ROWS : next;
    const band = { ...rect, row, rows: end - row };
    if (!isWide && (row === rect.row || band.rows <= TAIL_ROWS)) single.push(band);
    else bands.push(band);
    row = end;
  }
  // A wide sheet is cut the other way: by rows, and into pieces of many columns.
  const strips = isWide
    ? bands.flatMap((band) => Array.from({ length: Math.ceil(band.columns / 256) }, (_, i) => ({ ...band, column: band.column + i * 256, columns: Math.min(256, band.columns - i * 256) })))
    : bands.flatMap((band) => Array.from({ length: band.columns }, (_, i) => ({ ...band, column: band.column + i, columns: 1 })));
  return { single, strips };
}

/** What takes the answers. */
export type TakeLooks = (block: LookBlock) => void;

function takeCells(block: SheetRect, cells: readonly (readonly Excel.CellProperties[])[], shared: Look, groups: readonly LookGroup[], take: TakeLooks): void {
  const numbers = new Map<string, number>();
  const looks: Look[] = [];
  const numbered = cells.map((line) =>
    line.map((cell) => {
      const look = cellLook(cell, groups);
      const key = JSON.stringify(look);
      let number = numbers.get(key);
      if (number === undefined) {
        number = looks.push(look) - 1;
        numbers.set(key, number);
      }
      return number;
    }),
  );
  const [only] = looks;
  take(looks.length === 1 && only ? { ...block, shared: { ...shared, ...only }, differing: null } : { ...block, shared, differing: { looks, cells: numbered } });
}

/** Asks how cells look, cell by cell. `shared`: what is known of all of them already. */
function byCellQuestion(rect: SheetRect, groups: readonly LookGroup[], shared: Look, take: TakeLooks): Question {
  const format = groups.reduce<Excel.CellPropertiesFormatLoadOptions>((sum, group) => {
    const { font, ...rest } = BY_CELL[group];
    return { ...sum, ...rest, ...(font ? { font: { ...sum.font, ...font } } : {}) };
  }, {});
  return blockQuestion<Excel.CellProperties[][]>(rect, {
    cellBytes: { value: groups.reduce((sum, group) => sum + CELL_BYTES[group], 10) },
    blockBytes: 600,
    queue: (context, block) => {
      const properties = rangeOf(context, block).getCellProperties({ format });
      return () => properties.value;
    },
    bytesOf,
    take: (block, cells) => {
      takeCells(block, cells, shared, groups, take);
      return [];
    },
  });
}

export type LookRequest = { readonly rect: SheetRect; readonly groups: readonly LookGroup[] };

/** Asks how the cells of a rectangle look, as a whole first, and cell by cell what differs between them. (XL-5) */
export function lookQuestion({ rect, groups }: LookRequest, take: TakeLooks): Question {
  return question(STRIP_BYTES, (context) => {
    const range = rangeOf(context, rect).load(groups.flatMap((group) => UNIFORM[group]));
    return () => {
      const shared = sharedLook(range, rect, groups);
      const missing = groups.filter((group) => shared[group] === undefined);
      if (missing.length > 0) return [byCellQuestion(rect, missing, shared, take)];
      take({ ...rect, shared, differing: null });
      return [];
    };
  });
}

/** Asks for all looks of a used range, cut into what is asked cell by cell and what in strips. (XL-5) */
export function usedLookQuestions(used: SheetRect, take: TakeLooks): readonly Question[] {
  const { single, strips } = stripsOf(used);
  return [...single.map((rect) => byCellQuestion(rect, LOOK_GROUPS, {}, take)), ...strips.map((rect) => lookQuestion({ rect, groups: LOOK_GROUPS }, take))];
}

/** The looks of a block with the rectangles of the cells that have them. */
export function lookRects(block: LookBlock): readonly { readonly rect: SheetRect; readonly look: Look }[] {
  const { shared, differing, sheet } = block;
  const rects: { rect: SheetRect; look: Look }[] = [];
  if (Object.keys(shared).length > 0) rects.push({ rect: { sheet, row: block.row, column: block.column, rows: block.rows, columns: block.columns }, look: shared });
  for (const [number, look] of differing?.looks.entries() ?? []) {
    const cells: Rect[] = [];
    differing?.cells.forEach((line, r) => {
      line.forEach((own, c) => {
        if (own === number) cells.push({ row: block.row + r, column: block.column + c, rows: 1, columns: 1 });
      });
    });
    for (const rect of joinAreas(cells)) rects.push({ rect: { ...rect, sheet }, look });
  }
  return rects;
}

function drawLine(border: Excel.RangeBorder, line: Line): void {
  border.style = line.style as Excel.BorderLineStyle;
  if (line.style === "None") return;
  border.weight = line.weight as Excel.BorderWeight;
  border.color = line.color;
}

/** Makes cells look as they were read. `isPlain`: their formats were cleared before, so that the colour of their text is automatic. */
export function applyLook(range: Excel.Range, rect: Rect, look: Look, isPlain: boolean): void {
  const { format } = range;
  if (look.fill) {
    if (look.fill.pattern === "None" || look.fill.color === "") format.fill.clear();
    else {
      format.fill.color = look.fill.color;
      if (look.fill.pattern !== "Solid") format.fill.pattern = look.fill.pattern as Excel.FillPattern;
    }
  }
  if (look.font) {
    format.font.bold = look.font.bold;
    format.font.italic = look.font.italic;
    format.font.size = look.font.size;
  }
  if (look.fontColor && !(isPlain && look.fontColor.color === BLACK)) format.font.color = look.fontColor.color;
  if (look.alignment) {
    format.horizontalAlignment = look.alignment.horizontal as Excel.HorizontalAlignment;
    format.verticalAlignment = look.alignment.vertical as Excel.VerticalAlignment;
    format.indentLevel = look.alignment.indent;
    format.wrapText = look.alignment.wrap;
  }
  if (look.protection) format.protection.locked = look.protection.locked;
  if (look.borders) {
    const { top, bottom, left, right } = look.borders;
    const { borders } = format;
    drawLine(borders.getItem("EdgeTop"), top);
    drawLine(borders.getItem("EdgeBottom"), bottom);
    drawLine(borders.getItem("EdgeLeft"), left);
    drawLine(borders.getItem("EdgeRight"), right);
    if (rect.rows > 1) drawLine(borders.getItem("InsideHorizontal"), top);
    if (rect.columns > 1) drawLine(borders.getItem("InsideVertical"), left);
  }
}
