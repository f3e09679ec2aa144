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

function upperHalf(rect: SheetRect): number {
  return Math.ceil(rect.rows / 2);
}

/** Writes a block. Formulas and values go the same way: what begins with "=" is a formula unless it carries an apostrophe. */
export function contentStep(rect: SheetRect, contents: Contents): Step {
  return {
    bytes: bytesOf(contents) + 600 + Math.ceil((rect.rows * rect.columns) / 1_500) * 900,
    queue: (context) => {
      rangeOf(context, rect).formulas = contents as Content[][];
    },
    halves:
      rect.rows < 2
        ? null
        : () => {
            const upper = upperHalf(rect);
            return [contentStep({ ...rect, rows: upper }, contents.slice(0, upper)), contentStep({ ...rect, row: rect.row + upper, rows: rect.rows - upper }, contents.slice(upper))];
          },
  };
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
  return {
    bytes: bytesOf(formats) + 600,
    queue: (context) => {
      rangeOf(context, rect).numberFormat = formats as string[][];
    },
    halves:
      rect.rows < 2
        ? null
        : () => {
            const upper = upperHalf(rect);
            return [numberFormatStep({ ...rect, rows: upper }, formats.slice(0, upper)), numberFormatStep({ ...rect, row: rect.row + upper, rows: rect.rows - upper }, formats.slice(upper))];
          },
  };
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
