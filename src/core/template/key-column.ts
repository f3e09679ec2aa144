import { intersection, MAX_COLUMNS, type Rect } from "../grid/address";
import { textOf } from "../grid/cell";
import { formulaAt, styleAt, valueAt, type SheetSnapshot, type WorkbookSnapshot } from "../grid/snapshot";
import type { Edit, EditValue } from "../plan/edit";
import { anchoredArea, keyAnchor } from "../store/anchors";
import type { ScoringTable } from "./scoring-table";

/** Where a table's keys stand: one column, from its first header row to its last row. */
export type KeyColumn = {
  readonly area: Rect;
  /** Whether hiding the column hides nothing of the user's. */
  readonly hideable: boolean;
};

/** Rows and their keys, in row order: subjects of rows, else indicators of rows. A form's subject has no row. (ST-19) */
export function rowKeys(table: ScoringTable): readonly { readonly row: number; readonly key: string }[] {
  const subjects = table.subjects.flatMap(({ subject, where }) => (where.kind === "row" ? [{ row: where.row, key: subject.key }] : []));
  if (subjects.length > 0) return subjects;
  return table.indicators.flatMap(({ indicator, where }) => (where.kind === "rows" ? [{ row: where.row, key: indicator.key }] : []));
}

/** Content, merges and planned keys by column of one sheet, collected once. */
export type ColumnUse = {
  /** Whether anything of the user's stands in the column, anywhere on the sheet. */
  readonly isUsed: (column: number) => boolean;
  /** Where keys stand now or will: name → area. */
  readonly keyAreas: Map<string, Rect>;
};

export function columnUse(workbook: WorkbookSnapshot, sheet: SheetSnapshot, tables: readonly ScoringTable[]): ColumnUse {
  const keyAreas = new Map<string, Rect>();
  for (const table of tables) {
    const area = anchoredArea(workbook, keyAnchor(table.tableId));
    if (area?.sheetId === sheet.sheetId && area.columns === 1) keyAreas.set(table.tableId, area);
  }
  const known = new Map<number, boolean>();
  const scan = (column: number): boolean => {
    if (sheet.merges.some((merge) => column >= merge.column && column < merge.column + merge.columns)) return true;
    if (tables.some(({ table: { range } }) => column >= range.column && column < range.column + range.columns)) return true;
    if (!sheet.used || column < sheet.used.column || column >= sheet.used.column + sheet.used.columns) return false;
    const keys = [...keyAreas.values()].filter((area) => area.column === column);
    for (let row = sheet.used.row; row < sheet.used.row + sheet.used.rows; row++) {
      if (valueAt(sheet, row, column) === null && formulaAt(sheet, row, column) === null) continue;
      if (!keys.some((area) => row >= area.row && row < area.row + area.rows)) return true;
    }
    return false;
  };
  return {
    keyAreas,
    isUsed: (column) => {
      const used = known.get(column) ?? scan(column);
      known.set(column, used);
      return used;
    },
  };
}

/**
 * The column for a table's keys: where they stand already; else the first free column right of the table that holds
 * nothing of the user's on the whole sheet, so that it can be hidden; else the first that is free beside the table and
 * stays visible; `null` where the table reaches the sheet's last column. (ST-19)
 */
export function chooseKeyColumn(use: ColumnUse, table: ScoringTable): KeyColumn | null {
  const { range } = table.table;
  const rows = { row: range.row, rows: range.rows };
  const present = use.keyAreas.get(table.tableId);
  if (present && present.column >= range.column + range.columns) {
    return { area: { ...rows, column: present.column, columns: 1 }, hideable: !use.isUsed(present.column) };
  }
  if (table.firstFreeColumn === null) return null;
  for (let column = table.firstFreeColumn; column < MAX_COLUMNS; column++) {
    const area: Rect = { ...rows, column, columns: 1 };
    const taken = [...use.keyAreas.values()].some((other) => intersection(other, area) !== null);
    if (!taken && !use.isUsed(column)) return { area, hideable: true };
  }
  return { area: { ...rows, column: table.firstFreeColumn, columns: 1 }, hideable: false };
}

/** What must change so that the keys stand in their column, hidden and locked; nothing where they already do. */
export function keyColumnEdits(
  workbook: WorkbookSnapshot,
  sheet: SheetSnapshot,
  table: ScoringTable,
  column: KeyColumn,
  header: string,
): { readonly edits: readonly Edit[]; /** Keys that stood there and were others. */ readonly replaced: number } {
  const { area } = column;
  const wanted = new Map(rowKeys(table).map(({ row, key }) => [row, key]));
  if (table.table.headerRows !== null) wanted.set(area.row, header);
  const headerRow = table.table.headerRows === null ? -1 : area.row;
  let replaced = 0;
  let changed = false;
  const values: EditValue[][] = [];
  for (let row = area.row; row < area.row + area.rows; row++) {
    const present = textOf(valueAt(sheet, row, area.column));
    const text = wanted.get(row) ?? "";
    // A header in another language is as good as ours.
    const same = present === text || (row === headerRow && present !== "");
    values.push([same ? null : text]);
    if (same) continue;
    changed = true;
    if (present !== "") replaced++;
  }
  const edits: Edit[] = [];
  if (changed) edits.push({ kind: "setValues", area: { sheetId: sheet.sheetId, ...area }, values });
  if (styleAt(workbook, sheet, area.row, area.column)?.locked === false || changed) {
    edits.push({ kind: "setStyle", area: { sheetId: sheet.sheetId, ...area }, style: { locked: true, numberFormat: "@" } });
  }
  if (column.hideable && !sheet.hiddenColumns.includes(area.column)) {
    edits.push({ kind: "setColumns", sheetId: sheet.sheetId, column: area.column, columns: 1, hidden: true });
  }
  return { edits, replaced };
}
