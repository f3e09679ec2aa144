import { isBlank } from "../grid/cell";
import { valueAt, type SheetSnapshot } from "../grid/snapshot";
import { RANKING_PLACES } from "./plan-ranking";

/** What stands on a ranking sheet: pools, subjects, and how many of them have a rank. Read off the sheet as it is now. */
export function rankedSheetCounts(sheet: SheetSnapshot): { readonly pools: number; readonly subjects: number; readonly ranks: number } {
  const last = sheet.used ? sheet.used.row + sheet.used.rows : 0;
  let pools = 0;
  let subjects = 0;
  let ranks = 0;
  let inPool = false;
  for (let row = RANKING_PLACES.firstRow; row < last; row++) {
    const isLine = !isBlank(valueAt(sheet, row, RANKING_PLACES.key));
    if (isLine && !inPool) pools++;
    inPool = isLine;
    if (!isLine) continue;
    subjects++;
    if (typeof valueAt(sheet, row, RANKING_PLACES.rank) === "number") ranks++;
  }
  return { pools, subjects, ranks };
}
