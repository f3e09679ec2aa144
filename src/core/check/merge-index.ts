import { intersection, MAX_COLUMNS, type Rect } from "../grid/address";
import type { SheetSnapshot } from "../grid/snapshot";

/** Which cells are covered by a merged area. Cells outside the sheet's used range are not listed. */
export type MergeIndex = {
  /** The merged area that a cell belongs to, its anchor included, or `null`. */
  readonly areaAt: (row: number, column: number) => Rect | null;
  /** The cell belongs to a merged area and is not its anchor: nothing in it is shown. */
  readonly isCovered: (row: number, column: number) => boolean;
};

/** Broken files can list millions of overlapping merges; the rest of them is not looked at. */
const MAX_COVERED_CELLS = 2_000_000;

export function indexMerges(sheet: SheetSnapshot): MergeIndex {
  const areas = new Map<number, Rect>();
  let cells = 0;
  for (const merge of sheet.merges) {
    const inside = sheet.used ? intersection(merge, sheet.used) : null;
    if (!inside) continue;
    cells += inside.rows * inside.columns;
    if (cells > MAX_COVERED_CELLS) break;
    for (let row = inside.row; row < inside.row + inside.rows; row++) {
      for (let column = inside.column; column < inside.column + inside.columns; column++) areas.set(row * MAX_COLUMNS + column, merge);
    }
  }
  const areaAt = (row: number, column: number): Rect | null => areas.get(row * MAX_COLUMNS + column) ?? null;
  return {
    areaAt,
    isCovered: (row, column) => {
      const area = areaAt(row, column);
      return area !== null && (area.row !== row || area.column !== column);
    },
  };
}
