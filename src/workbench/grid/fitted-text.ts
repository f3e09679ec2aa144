import { MAX_COLUMNS } from "../../core/grid/address";
import type { CellLook, SheetView, ViewCell } from "../../workbook/file/view/view";
import { fontFamily } from "./univer-data";

/** Pixels of a cell that its text cannot use. */
const PADDING = 4;

const widths = new WeakMap<SheetView, { readonly columns: ReadonlyMap<number, number>; readonly merged: ReadonlySet<number> }>();

function measuresOf(sheet: SheetView): { readonly columns: ReadonlyMap<number, number>; readonly merged: ReadonlySet<number> } {
  let known = widths.get(sheet);
  if (!known) {
    const columns = new Map<number, number>();
    for (const span of sheet.columnSpans) for (let column = span.first; column <= span.last && column < sheet.columns; column++) columns.set(column, span.width);
    known = { columns, merged: new Set(sheet.merges.map((merge) => merge.row * MAX_COLUMNS + merge.column)) };
    widths.set(sheet, known);
  }
  return known;
}

let context: CanvasRenderingContext2D | null = null;

function textWidth(text: string, look: CellLook): number {
  context ??= document.createElement("canvas").getContext("2d");
  if (!context) return 0;
  context.font = `${look.italic ? "italic " : ""}${look.bold ? "bold " : ""}${look.fontSize}pt ${fontFamily(look.fontName ?? "sans-serif")}`;
  return context.measureText(text).width;
}

/** A number with as many decimals as there is room for, as Excel shows numbers without a format; `null`: not even the whole. */
function shortened(value: number, fits: (text: string) => boolean): string | null {
  const decimals = (String(value).split(".")[1] ?? "").length;
  for (let digits = Math.min(decimals, 10); digits >= 0; digits--) {
    const text = String(Number(value.toFixed(digits)));
    if (fits(text)) return text;
  }
  return null;
}

/**
 * The text of a cell as far as its column has room: a number is never cut, because a part of it would be another
 * number. Without a format it loses decimals, else it becomes "###". Rule VW-12.
 */
export function fittedText(cell: ViewCell, sheet: SheetView, looks: readonly CellLook[]): string {
  const { value, text } = cell;
  const look = looks[cell.look];
  // Most numbers are short: nothing to measure.
  if (typeof value !== "number" || !look || look.shrink || look.rotation !== 0 || text.length <= 3) return text;
  const { columns, merged } = measuresOf(sheet);
  const width = (columns.get(cell.column) ?? sheet.defaultWidth) - PADDING;
  if (merged.has(cell.row * MAX_COLUMNS + cell.column) || text.length * look.fontSize * 0.8 < width) return text;
  const fits = (candidate: string): boolean => textWidth(candidate, look) <= width;
  if (fits(text)) return text;
  const short = look.numberFormat === "General" && Math.abs(value) < 1e11 ? shortened(value, fits) : null;
  return short ?? "#".repeat(Math.max(1, Math.floor(width / Math.max(1, textWidth("#", look)))));
}
