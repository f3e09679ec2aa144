import { MAX_COLUMNS, type Rect } from "../grid/address";
import { isBlank, textOf } from "../grid/cell";
import { foldText } from "../grid/fold-text";
import { joinAreas } from "../plan/join-areas";
import { styleAt, type SheetSnapshot, type WorkbookSnapshot } from "../grid/snapshot";
import type { ColumnRole } from "../recognize/table";
import type { ScoringTable } from "./scoring-table";
import { chooseSubjectColumn } from "./subject-reading";
import { tableGrid, type TableGrid } from "./table-grid";

/** Columns that people fill in besides the entry cells. */
const FILLED_IN: ReadonlySet<ColumnRole> = new Set(["score", "selfScore", "leaderScore", "actual", "grade", "rank", "remark"]);
/** Columns of which only the blank cells are for filling in: a box to tick beside a threshold that must stay. */
const TICKED: ReadonlySet<ColumnRole> = new Set(["band"]);
const SIGNING = /签字|签名|签章|盖章|意见|评语|日期|面谈|建议|说明人|signature|date|comment/iu;

/**
 * Cells of one table that stay open when its sheet is protected: entry cells; what people fill in besides (self-assessment,
 * completion, grades, ranks, remarks, results that are not formulas); blanks of prepared empty rows; the strip's values;
 * places to sign. A table that we do not score stays open except for its formulas. (ST-22)
 */
export function openCells(sheet: SheetSnapshot, table: ScoringTable): readonly Rect[] {
  const { range } = table.table;
  const grid = tableGrid(sheet, range);
  const cells = new Set<number>();
  const open = (row: number, column: number): void => {
    const merge = grid.mergeAt(row, column);
    if (merge !== null && (merge.row !== row || merge.column !== column)) return;
    if (grid.formulaAt(row, column) === null) cells.add(row * MAX_COLUMNS + column);
  };
  const columns = Array.from({ length: range.columns }, (_, i) => range.column + i);
  const closed = new Set([...table.table.groupRows, ...table.table.totalRows, ...table.table.noteRows, ...table.table.titleRows, ...table.table.metaRows]);
  for (const span of [table.table.headerRows, ...table.table.repeatedHeaderRows]) {
    if (span) for (let row = span.first; row <= span.last; row++) closed.add(row);
  }
  const subject = chooseSubjectColumn(table.table.columns);
  for (const entry of table.entryCells) for (let row = entry.row; row < entry.row + entry.rows; row++) open(row, entry.column);
  for (let row = range.row; row < range.row + range.rows; row++) {
    if (closed.has(row)) continue;
    if (table.layout === "other") {
      for (const column of columns) open(row, column);
      continue;
    }
    for (const column of table.table.columns) {
      if (FILLED_IN.has(column.role)) open(row, column.column);
      else if (TICKED.has(column.role) && isBlank(grid.valueAt(row, column.column))) open(row, column.column);
    }
    if (subject && isBlank(grid.valueAt(row, subject.column))) {
      for (const column of columns) if (isBlank(grid.valueAt(row, column))) open(row, column);
    }
  }
  const anchors = [...cells].map((cell): Rect => {
    const row = Math.floor(cell / MAX_COLUMNS);
    const column = cell % MAX_COLUMNS;
    return grid.mergeAt(row, column) ?? { row, column, rows: 1, columns: 1 };
  });
  return [...anchors, ...metaCells(table), ...signingCells(sheet, table)];
}

function metaCells(table: ScoringTable): readonly Rect[] {
  return table.table.meta.flatMap((field) => (field.valueCell ? [field.valueCell] : []));
}

function signingCells(sheet: SheetSnapshot, table: ScoringTable): readonly Rect[] {
  const { range, noteRows } = table.table;
  const cells: Rect[] = [];
  for (const row of noteRows) {
    const grid: TableGrid = tableGrid(sheet, { row, column: range.column, rows: 1, columns: range.columns });
    let signing = false;
    for (let column = range.column; column < range.column + range.columns; column++) {
      const merge = grid.mergeAt(row, column);
      if (merge !== null && (merge.row !== row || merge.column !== column)) continue;
      const text = foldText(textOf(grid.valueAt(row, column)));
      if (text !== "") signing = SIGNING.test(text) && text.length <= 40;
      if (signing && grid.formulaAt(row, column) === null) cells.push(merge ?? { row, column, rows: 1, columns: 1 });
    }
  }
  return cells;
}

/** Those of the areas whose first cell is locked now, joined into larger rectangles. No style read counts as locked. */
export function lockedAreas(workbook: WorkbookSnapshot, sheet: SheetSnapshot, areas: readonly Rect[]): readonly Rect[] {
  return joinAreas(areas.filter((area) => styleAt(workbook, sheet, area.row, area.column)?.locked !== false));
}
