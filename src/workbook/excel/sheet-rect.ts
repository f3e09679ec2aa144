import type { Rect } from "../../core/grid/address";

/** A rectangle on a sheet, named as Excel finds it: by its id, or by its name where a plan has just added it. */
export type SheetRect = Rect & { readonly sheet: string };

/** The range of a rectangle. */
export function rangeOf(context: Excel.RequestContext, { sheet, row, column, rows, columns }: SheetRect): Excel.Range {
  return context.workbook.worksheets.getItem(sheet).getRangeByIndexes(row, column, rows, columns);
}

/** The corner and size of a range that were loaded as `RECT_PROPERTIES`. */
export function rectOf({ rowIndex, columnIndex, rowCount, columnCount }: Excel.Range): Rect {
  return { row: rowIndex, column: columnIndex, rows: rowCount, columns: columnCount };
}

export const RECT_PROPERTIES = ["rowIndex", "columnIndex", "rowCount", "columnCount"] as const;

/** The same for the areas behind `RangeAreas`. */
export const AREA_PROPERTIES = RECT_PROPERTIES.map((name) => `areas/items/${name}`);


/** The rectangles of areas that were loaded as `AREA_PROPERTIES`; none of a null object. */
export function areaRects(areas: Excel.RangeAreas): readonly Rect[] {
  return areas.isNullObject ? [] : areas.areas.items.map(rectOf);
}

/** Cuts a rectangle into pieces of at most so many rows. */
export function cutRows<R extends Rect>(rect: R, rows: number): readonly R[] {
  const pieces: R[] = [];
  for (let done = 0; done < rect.rows; done += rows) pieces.push({ ...rect, row: rect.row + done, rows: Math.min(rows, rect.rows - done) });
  return pieces;
}
