import type { Rect } from "../../core/grid/address";
import { RefusedRequest, type Requests } from "./requests";
import { AREA_PROPERTIES, areaRects, cutRows, rangeOf, RECT_PROPERTIES, rectOf, type SheetRect } from "./sheet-rect";

async function mergesIn(requests: Requests, rect: SheetRect): Promise<readonly Rect[]> {
  try {
    return await requests.send((context) => {
      const merged = rangeOf(context, rect).getMergedAreasOrNullObject().load(AREA_PROPERTIES);
      return () => areaRects(merged);
    });
  } catch (error) {
    if (!isMergeRefusal(error) || rect.rows === 1) throw error;
    const all: Rect[] = [];
    for (const half of cutRows(rect, Math.ceil(rect.rows / 2))) all.push(...(await mergesIn(requests, half)));
    // An area across the cut is found on both sides.
    return [...new Map(all.map((merge) => [`${merge.row},${merge.column}`, merge])).values()];
  }
}

/** Excel gives at most 512 merged areas at once. */
export function isMergeRefusal(error: unknown): boolean {
  return error instanceof RefusedRequest && /getMergedAreas/.test(error.place);
}

/** The merged areas of a sheet that has more of them than Excel gives at once, in pieces. (XL-7) */
export async function readMerges(requests: Requests, sheet: string): Promise<readonly Rect[]> {
  const used = await requests.send((context) => {
    const range = context.workbook.worksheets.getItem(sheet).getUsedRangeOrNullObject(false).load([...RECT_PROPERTIES]);
    return () => (range.isNullObject ? null : rectOf(range));
  });
  return used ? mergesIn(requests, { ...used, sheet }) : [];
}
