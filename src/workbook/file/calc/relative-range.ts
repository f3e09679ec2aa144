import { MAX_COLUMNS, MAX_ROWS } from "../../../core/grid/address";
import type { RangeArea } from "./value";

/** A bound of a range: fixed, or so far from the formula's cell. */
export type Bound = { readonly absolute: boolean; readonly at: number };

/** In place of a sheet's index: the sheet that the formula stands on, so that sheets alike share their formulas (CE-40). */
export const OWN_SHEET = -1;

/** A range as a formula template names it: bounds fixed or relative to the cell that the formula stands in. */
export type RelativeRange = {
  /** Index of the sheet, or `OWN_SHEET`. */
  readonly sheet: number;
  readonly top: Bound;
  readonly left: Bound;
  readonly bottom: Bound;
  readonly right: Bound;
  /** Relative bounds run around the edges of the sheet: so in defined names only. */
  readonly wraps: boolean;
};

function place(bound: Bound, origin: number, size: number, wraps: boolean): number {
  if (bound.absolute) return bound.at;
  const at = bound.at + origin;
  return wraps && (at < 0 || at >= size) ? ((at % size) + size) % size : at;
}

/** A range whose bounds are filled in again and again, where one for every look would be too many. */
export type ScratchArea = { -readonly [K in keyof RangeArea]: RangeArea[K] };

/** The cell that a formula stands in, by the sheet's index. */
type Place = { readonly sheet: number; readonly row: number; readonly column: number };

/** Fills in the range for a formula at a place. */
export function placeInto(target: ScratchArea, range: RelativeRange, { sheet, row, column }: Place): void {
  const top = place(range.top, row, MAX_ROWS, range.wraps);
  const bottom = place(range.bottom, row, MAX_ROWS, range.wraps);
  const left = place(range.left, column, MAX_COLUMNS, range.wraps);
  const right = place(range.right, column, MAX_COLUMNS, range.wraps);
  target.sheet = range.sheet === OWN_SHEET ? sheet : range.sheet;
  target.top = top <= bottom ? top : bottom;
  target.left = left <= right ? left : right;
  target.bottom = top <= bottom ? bottom : top;
  target.right = left <= right ? right : left;
}

/** The range for a formula at a place. */
export function placeRange(range: RelativeRange, at: Place): RangeArea {
  const area: ScratchArea = { sheet: 0, top: 0, left: 0, bottom: 0, right: 0 };
  placeInto(area, range, at);
  return area;
}

/** The same cells wherever the formula stands. */
export function isFixed(range: RelativeRange): boolean {
  return range.sheet !== OWN_SHEET && range.top.absolute && range.left.absolute && range.bottom.absolute && range.right.absolute;
}
