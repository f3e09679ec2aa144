import { intersection, MAX_COLUMNS, type Rect } from "../../../core/grid/address";
import type { CellValue } from "../../../core/grid/cell";
import { parsedSheetOf, workbookOf } from "../workbook-state";
import { cellText, editText, formatColor } from "./cell-text";
import { conditionalLooks } from "./conditional-look";
import { bareByRow, outerLook } from "./look-at";
import { sheetOf } from "./sheet-view";
import type { BlockView, ViewCell } from "./view";
import type { ViewState } from "./view-state";

/** Cells with a conditional format but without a content or format of their own, at most, in one block. */
const MAX_CONDITIONAL_CELLS = 50_000;

/**
 * The cells of a block that show anything, in no particular order, with their texts and what the conditional formats
 * make of them. Errors: "sheet.not-found", "file.damaged", "file.unsafe-xml", "file.too-large". Rules VW-3, VW-4, VW-6.
 */
export function viewBlock(view: ViewState, sheetId: string, area: Rect): BlockView {
  const sheet = sheetOf(view, sheetId);
  const parsed = parsedSheetOf(view.state, sheet);
  if (!parsed) return { sheetId, area, cells: [] };
  const { date1904 } = workbookOf(view.state);
  const { looks } = view.styles;
  const conditional = conditionalLooks(view, sheet, parsed, area);
  const { cells } = parsed;
  const made: ViewCell[] = [];
  const seen = conditional ? new Set<number>() : null;
  const add = (row: number, column: number, value: CellValue, formula: string | undefined, look: number): void => {
    seen?.add(row * MAX_COLUMNS + column);
    const conditioned = conditional?.at(row, column, value) ?? null;
    const numberFormat = conditioned?.change?.numberFormat ?? looks[look]?.numberFormat ?? "General";
    const color = formatColor(value, numberFormat);
    const change = color === null ? conditioned?.change : { fontColor: color, ...conditioned?.change };
    made.push({
      row,
      column,
      value,
      ...(formula === undefined ? {} : { formula }),
      text: cellText(value, numberFormat, date1904),
      edit: editText(value, formula, numberFormat, date1904),
      look,
      ...(change ? { change } : {}),
      ...(conditioned?.bar ? { bar: conditioned.bar } : {}),
    });
  };
  const right = area.column + area.columns;
  if (cells.used) {
    const { used, rowStarts } = cells;
    const last = Math.min(area.row + area.rows, used.row + used.rows);
    for (let row = Math.max(area.row, used.row); row < last; row++) {
      const end = rowStarts[row - used.row + 1] ?? 0;
      for (let i = rowStarts[row - used.row] ?? 0; i < end; i++) {
        const column = cells.columns[i] ?? 0;
        if (column < area.column || column >= right) continue;
        add(row, column, view.valueAt(sheet, parsed, row, column), cells.formulas.get(i)?.formula, cells.styles[i] ?? 0);
      }
    }
  }
  const bare = bareByRow(parsed);
  for (let row = area.row; bare.size > 0 && row < area.row + area.rows; row++) {
    for (const at of bare.get(row) ?? []) {
      const column = cells.bareColumns[at] ?? 0;
      if (column >= area.column && column < right) add(row, column, null, undefined, cells.bareStyles[at] ?? 0);
    }
  }
  if (conditional && seen) {
    let rest = MAX_CONDITIONAL_CELLS;
    for (const condition of conditional.areas) {
      const common = intersection(condition, area);
      if (!common) continue;
      for (let row = common.row; row < common.row + common.rows && rest > 0; row++) {
        for (let column = common.column; column < common.column + common.columns && rest > 0; column++) {
          if (seen.has(row * MAX_COLUMNS + column)) continue;
          rest--;
          const look = outerLook(parsed, row, column);
          if (conditional.at(row, column, null)) add(row, column, null, undefined, look);
        }
      }
    }
  }
  return { sheetId, area, cells: made };
}
