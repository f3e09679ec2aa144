import { intersection, type Rect, toA1 } from "../../../core/grid/address";

/** What is left of an area without another one: at most four rectangles, the one with the first cell first. */
export function withoutArea(area: Rect, taken: Rect): readonly Rect[] {
  const common = intersection(area, taken);
  if (!common) return [area];
  const bottom = common.row + common.rows;
  const right = common.column + common.columns;
  return [
    { ...area, rows: common.row - area.row },
    { row: common.row, column: area.column, rows: common.rows, columns: common.column - area.column },
    { row: common.row, column: right, rows: common.rows, columns: area.column + area.columns - right },
    { ...area, row: bottom, rows: area.row + area.rows - bottom },
  ].filter((piece) => piece.rows > 0 && piece.columns > 0);
}

/** "A1:B2 D4", as a sheet's XML lists areas. */
export function areasText(areas: readonly Rect[]): string {
  return areas.map(toA1).join(" ");
}

export function overlaps(a: Rect, b: Rect): boolean {
  return a.row < b.row + b.rows && b.row < a.row + a.rows && a.column < b.column + b.columns && b.column < a.column + a.columns;
}
