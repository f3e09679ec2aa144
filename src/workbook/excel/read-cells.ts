import type { Area } from "../../core/grid/address";
import type { CellValue } from "../../core/grid/cell";
import type { CellsRead, CellsRequest } from "../port";
import { formulaOf, isErrorCode, valueOf, type Content } from "./contents";
import type { Payload } from "./payload";
import type { SheetIds } from "./read-snapshot";
import { RefusedRequest, type Requests } from "./requests";
import { rangeOf, RECT_PROPERTIES, rectOf, type SheetRect } from "./sheet-rect";

/** Bytes of the answer for a cell of the area, and for a calculated one. */
const AREA_CELL_BYTES = 80;
const CALCULATED_CELL_BYTES = 20;
/** Bytes that asking for one more range takes. */
const RANGE_BYTES = 500;

function cellsOf({ rows, columns }: Area): number {
  return rows * columns;
}

/**
 * A few cells and the results that may depend on them, in one request; `null` where they would not fit one, where a sheet is
 * gone, or where a result reads like an error: whether it is one takes another request. (XL-23)
 */
export async function readCells(requests: Requests, payload: Payload, ids: SheetIds, { area, calculated }: CellsRequest): Promise<CellsRead | null> {
  const bytes = cellsOf(area) * AREA_CELL_BYTES + calculated.reduce((sum, each) => sum + cellsOf(each) * CALCULATED_CELL_BYTES + RANGE_BYTES, RANGE_BYTES);
  if (bytes > payload.bytes()) return null;
  const placed = (each: Area): SheetRect => ({ row: each.row, column: each.column, rows: each.rows, columns: each.columns, sheet: ids.toHost(each.sheetId) });
  try {
    return await requests.send((context) => {
      const rect = placed(area);
      const range = rangeOf(context, rect).load(["formulas", "values", "numberFormat", "valueTypes"]);
      const used = context.workbook.worksheets.getItem(rect.sheet).getUsedRangeOrNullObject(true).load([...RECT_PROPERTIES]);
      const results = calculated.map((each) => rangeOf(context, placed(each)).load("values"));
      return (): CellsRead | null => {
        const read = results.map((each) => each.values as Content[][]);
        if (read.some((rows) => rows.some((row) => row.some(isErrorCode)))) return null;
        const values = range.values as Content[][];
        const formulas = range.formulas as Content[][];
        return {
          used: used.isNullObject ? null : rectOf(used),
          values: values.map((row, r) => row.map((value, c) => valueOf(value, range.valueTypes[r]?.[c] === "Error"))),
          formulas: formulas.map((row, r) => row.map((formula, c) => formulaOf(formula, values[r]?.[c] ?? ""))),
          numberFormats: range.numberFormat as string[][],
          calculated: read.map((rows) => rows.map((row) => row.map((value): CellValue => valueOf(value, false)))),
        };
      };
    });
  } catch (error) {
    if (error instanceof RefusedRequest && error.code === "ItemNotFound") return null;
    throw error;
  }
}
