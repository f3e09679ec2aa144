import type { Rect } from "../../core/grid/address";
import type { CellValue } from "../../core/grid/cell";
import type { CellsRead, CellsRequest, WorkOptions } from "../port";
import { blockQuestion } from "./block-questions";
import { formulaOf, isErrorCode, valueOf, type Content } from "./contents";
import { bytesOf, type Payload } from "./payload";
import { ask, question, type Question } from "./questions";
import { rememberedCellBytes, type Memory, type SheetIds } from "./read-snapshot";
import { RefusedRequest, type Requests } from "./requests";
import { rangeOf, RECT_PROPERTIES, rectOf, type SheetRect } from "./sheet-rect";

/** Bytes of the answer for a cell of the area, and for a calculated one until real ones are known. */
const AREA_CELL_BYTES = 80;
const CALCULATED_CELL_BYTES = 12;
/** Bytes that asking for one more range takes. */
const RANGE_BYTES = 500;

type AreaRead = Omit<CellsRead, "calculated">;

function areaQuestion(rect: SheetRect, take: (read: AreaRead) => void): Question {
  return question(RANGE_BYTES + rect.rows * rect.columns * AREA_CELL_BYTES, (context) => {
    const range = rangeOf(context, rect).load(["formulas", "values", "numberFormat", "valueTypes"]);
    const used = context.workbook.worksheets.getItem(rect.sheet).getUsedRangeOrNullObject(true).load([...RECT_PROPERTIES]);
    return () => {
      const values = range.values as Content[][];
      take({
        used: used.isNullObject ? null : rectOf(used),
        values: values.map((row, r) => row.map((value, c) => valueOf(value, range.valueTypes[r]?.[c] === "Error"))),
        formulas: (range.formulas as Content[][]).map((row, r) => row.map((formula, c) => formulaOf(formula, values[r]?.[c] ?? ""))),
        numberFormats: range.numberFormat as string[][],
      });
      return undefined;
    };
  });
}

/** Asks for results only: what a formula says is not asked again. */
function resultQuestion(rect: SheetRect, cellBytes: { value: number }, take: (block: Rect, values: readonly (readonly Content[])[]) => void): Question {
  return blockQuestion<Content[][]>(rect, {
    cellBytes,
    blockBytes: RANGE_BYTES,
    queue: (context, block) => {
      const range = rangeOf(context, block).load("values");
      return () => range.values as Content[][];
    },
    bytesOf,
    take: (block, values) => {
      take(block, values);
      return [];
    },
  });
}

/**
 * A few cells and the results that may depend on them, in one request as long as they fit it; `null` where a sheet is gone, or
 * where a result reads like an error: whether it is one is for a full reading to find out. (XL-23)
 */
export async function readCells(requests: Requests, payload: Payload, ids: SheetIds, memory: Memory, { area, calculated }: CellsRequest, options?: WorkOptions): Promise<CellsRead | null> {
  const placed = (each: CellsRequest["area"]): SheetRect => ({ row: each.row, column: each.column, rows: each.rows, columns: each.columns, sheet: ids.toHost(each.sheetId) });
  const results = calculated.map(({ rows }) => new Array<readonly CellValue[]>(rows).fill([]));
  const found: { cells: AreaRead | null; anyError: boolean } = { cells: null, anyError: false };
  const questions = calculated.map((each, index) =>
    resultQuestion(placed(each), rememberedCellBytes(memory, ids.toHost(each.sheetId), "results", CALCULATED_CELL_BYTES), (block, values) => {
      values.forEach((row, r) => {
        found.anyError ||= row.some(isErrorCode);
        const rows = results[index];
        if (rows) rows[block.row - each.row + r] = row.map((value) => valueOf(value, false));
      });
    }),
  );
  try {
    await ask(requests, payload, [areaQuestion(placed(area), (read) => (found.cells = read)), ...questions], options);
  } catch (error) {
    if (error instanceof RefusedRequest && error.code === "ItemNotFound") return null;
    throw error;
  }
  return found.anyError || !found.cells ? null : { ...found.cells, calculated: results };
}
