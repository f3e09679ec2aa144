import type { Rect } from "../../core/grid/address";
import { joinAreas } from "../../core/plan/join-areas";
import type { Content } from "./contents";
import { bytesOf } from "./payload";
import { rangeOf, type SheetRect } from "./sheet-rect";
import { smallStep, type Step } from "./steps";

/** What to write, cell by cell; `null` leaves a cell. */
export type Contents = readonly (readonly (Content | null)[])[];

/** Excel's limits of a cell. */
export const MAX_TEXT = 32_767;
export const MAX_FORMULA = 8_192;

/** A step that gives a block something row by row. `overhead`: what it takes beside the rows. */
function rowsStep<Row>(rect: SheetRect, rows: readonly Row[], overhead: (rect: SheetRect) => number, write: (range: Excel.Range, rows: readonly Row[]) => void, sizes: readonly number[] = rows.map((row) => bytesOf(row) + 1)): Step {
  return {
    bytes: overhead(rect) + sizes.reduce((sum, size) => sum + size, 0),
    queue: (context) => write(rangeOf(context, rect), rows),
    cut: (bytes) => {
      if (rect.rows < 2) return null;
      let upper = 0;
      let size = sizes[0] ?? 0;
      while (upper < rect.rows - 1 && size + overhead({ ...rect, rows: upper + 1 }) <= bytes) {
        upper += 1;
        size += sizes[upper] ?? 0;
      }
      // Where not even one row fits, one row it is: nothing smaller can be said.
      upper = Math.max(1, upper);
      const part = (from: number, to: number): Step => rowsStep({ ...rect, row: rect.row + from, rows: to - from }, rows.slice(from, to), overhead, write, sizes.slice(from, to));
      return [part(0, upper), part(upper, rect.rows)];
    },
  };
}

/** What writing a block takes beside its contents. */
export function contentOverhead({ rows, columns }: SheetRect): number {
  return 600 + Math.ceil((rows * columns) / 1_500) * 900;
}

/** Writes a block. Formulas and values go the same way: what begins with "=" is a formula unless it carries an apostrophe. */
export function contentStep(rect: SheetRect, contents: Contents): Step {
  return rowsStep(rect, contents, contentOverhead, (range, rows) => {
    range.formulas = rows as Content[][];
  });
}

/** Empties a block; formats stay. Not by clearing it, which Excel refuses where the block cuts a merged area. */
export function blankStep(rect: SheetRect): Step {
  return smallStep((context) => {
    // One value stands for all cells; the declarations know the array only.
    rangeOf(context, rect).set({ values: "" as unknown as string[][] });
  });
}

/** Gives a block number formats, one for all or one for each cell. */
export function numberFormatStep(rect: SheetRect, formats: readonly (readonly string[])[] | string): Step {
  if (typeof formats === "string") {
    return smallStep((context) => {
      // One value stands for all cells; the declarations know the array only.
      rangeOf(context, rect).set({ numberFormat: formats as unknown as string[][] });
    });
  }
  return rowsStep(rect, formats, () => 600, (range, rows) => {
    range.numberFormat = rows as string[][];
  });
}

/** The rectangles that the given cells of a block make: on a protected sheet even a cell that stays as it is must not be touched. */
export function givenRects(rect: SheetRect, isGiven: (row: number, column: number) => boolean): readonly SheetRect[] {
  const cells: Rect[] = [];
  for (let row = rect.row; row < rect.row + rect.rows; row++) {
    for (let column = rect.column; column < rect.column + rect.columns; column++) if (isGiven(row, column)) cells.push({ row, column, rows: 1, columns: 1 });
  }
  return joinAreas(cells).map((cell) => ({ ...cell, sheet: rect.sheet }));
}

/** The part of a block's contents that belongs to a rectangle inside of it. */
export function cutContents(contents: Contents, whole: SheetRect, part: SheetRect): Contents {
  return Array.from({ length: part.rows }, (_, r) => (contents[part.row - whole.row + r] ?? []).slice(part.column - whole.column, part.column - whole.column + part.columns));
}
