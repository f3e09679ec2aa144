import type { CalculationSheet, CalculationSource } from "./calculation";
import type { RangeArea, Scalar } from "./value";

/** The values of one column, indexed by row; what lies beyond the array is blank. */
export type StoredColumn = {
  readonly values: Scalar[];
  /** Number of the pass that last changed a value; range caches compare it with their own (CE-43). */
  changedIn: number;
};

export type StoredSheet = {
  readonly index: number;
  readonly sheetId: string;
  readonly name: string;
  readonly source: CalculationSheet;
  readonly columns: Map<number, StoredColumn>;
  /** Last row and column that may hold something; -1 where the sheet is empty. */
  bottom: number;
  right: number;
};

/** All values of a workbook; columns are read from the source when they are first asked for. */
export type CellStore = {
  readonly sheets: readonly StoredSheet[];
  readonly sheetIndexByName: ReadonlyMap<string, number>;
  readonly sheetIndexById: ReadonlyMap<string, number>;
};

export function createCellStore(source: CalculationSource): CellStore {
  const sheets = source.sheets.map(
    (sheet, index): StoredSheet => ({
      index,
      sheetId: sheet.sheetId,
      name: sheet.name,
      source: sheet,
      columns: new Map(),
      bottom: sheet.used ? sheet.used.row + sheet.used.rows - 1 : -1,
      right: sheet.used ? sheet.used.column + sheet.used.columns - 1 : -1,
    }),
  );
  return {
    sheets,
    sheetIndexByName: new Map(sheets.map((sheet) => [sheet.name.toLowerCase(), sheet.index])),
    sheetIndexById: new Map(sheets.map((sheet) => [sheet.sheetId, sheet.index])),
  };
}

function loadColumn(sheet: StoredSheet, column: number): StoredColumn {
  const values: Scalar[] = [];
  const used = sheet.source.used;
  if (used && column >= used.column && column < used.column + used.columns) {
    for (let row = 0; row < used.row; row++) values.push(null);
    for (let row = used.row; row < used.row + used.rows; row++) values.push(sheet.source.valueAt(row, column));
  }
  const stored: StoredColumn = { values, changedIn: 0 };
  sheet.columns.set(column, stored);
  return stored;
}

/** A column of a sheet, read from the source at the first call. */
export function columnOf(sheet: StoredSheet, column: number): StoredColumn {
  return sheet.columns.get(column) ?? loadColumn(sheet, column);
}

export function readCell(sheet: StoredSheet, row: number, column: number): Scalar {
  if (row > sheet.bottom || column > sheet.right) return null;
  return columnOf(sheet, column).values[row] ?? null;
}

/** Whether the value became another. */
export function writeCell(sheet: StoredSheet, row: number, column: number, value: Scalar, pass: number): boolean {
  const stored = columnOf(sheet, column);
  const before = stored.values[row] ?? null;
  if (before === value) return false;
  if (typeof before === "object" && typeof value === "object" && before !== null && value !== null && before.error === value.error) {
    return false;
  }
  while (stored.values.length < row) stored.values.push(null);
  stored.values[row] = value;
  stored.changedIn = pass;
  if (row > sheet.bottom) sheet.bottom = row;
  if (column > sheet.right) sheet.right = column;
  return true;
}

/** The part of an area that may hold something; `null` where that is nothing. */
export function clipToUsed(store: CellStore, area: RangeArea): RangeArea | null {
  const sheet = store.sheets[area.sheet];
  if (!sheet) return null;
  const bottom = Math.min(area.bottom, sheet.bottom);
  const right = Math.min(area.right, sheet.right);
  if (bottom < area.top || right < area.left) return null;
  return bottom === area.bottom && right === area.right ? area : { ...area, bottom, right };
}
