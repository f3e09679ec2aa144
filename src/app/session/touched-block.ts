import type { Area, Rect } from "../../core/grid/address";
import { intersection } from "../../core/grid/address";
import { formulaAreas } from "../../core/grid/formula-areas";
import { patchedSnapshot } from "../../core/grid/patched-snapshot";
import { readTables } from "../../core/template/read-tables";
import type { WorkbookPort, WorkOptions } from "../../workbook/port";
import { checkAll, type Checked } from "../check-workbook";
import type { WorkbookReading } from "../read-workbook";

/** Where somebody edited since the workbook was read: one block of cells, or more than can be told. */
export type Touched = Area | "more";

/** Beyond this a paste is better read with everything else. */
const MAX_CELLS = 2_000;

function inEntryCells(reading: WorkbookReading, area: Area): boolean {
  return reading.tables.some(({ sheetId, entryCells }) => {
    if (sheetId !== area.sheetId) return false;
    const covered = entryCells.reduce((sum, rect) => {
      const common = intersection(rect, area);
      return common ? sum + common.rows * common.columns : sum;
    }, 0);
    return covered === area.rows * area.columns;
  });
}

/** The smallest block around two; "more" where there is none of a size worth a request of its own. */
export function touchedBoth(before: Touched | null, sheetId: string, area: Rect | null): Touched {
  if (area === null || before === "more") return "more";
  const block = before === null ? { ...area, sheetId } : around(before, sheetId, area);
  return block === null || block.rows * block.columns > MAX_CELLS ? "more" : block;
}

function around(a: Area, sheetId: string, b: Rect): Area | null {
  if (a.sheetId !== sheetId) return null;
  const row = Math.min(a.row, b.row);
  const column = Math.min(a.column, b.column);
  return { sheetId, row, column, rows: Math.max(a.row + a.rows, b.row + b.rows) - row, columns: Math.max(a.column + a.columns, b.column + b.columns) - column };
}

/**
 * Reads an edited block with what may have been calculated anew, and checks what that can have touched. What was recognised
 * holds: a value in an entry cell changes no structure. `null` where the block is not of entry cells, or where the host or the
 * cells tell of more than other values: then everything has to be read again. (SE-19)
 */
export async function recheckBlock(port: WorkbookPort, reading: WorkbookReading, checked: Checked, area: Area, options: WorkOptions | undefined): Promise<{ readonly reading: WorkbookReading; readonly checked: Checked } | null> {
  if (!inEntryCells(reading, area)) return null;
  const calculated = reading.workbook.sheets.flatMap(formulaAreas);
  const fresh = await port.readCells({ area, calculated }, options);
  const patched = fresh && patchedSnapshot(reading.workbook, area, calculated, fresh);
  if (!patched) return null;
  const { workbook, changed } = patched;
  const after = { ...reading, workbook, tables: readTables(workbook, reading.sheets, reading.record) };
  return { reading: after, checked: await checkAll(after, options, checked, changed) };
}
