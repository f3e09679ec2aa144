import { intersection, type Area } from "../grid/address";
import { matchText } from "../grid/fold-text";
import type { SheetSnapshot, WorkbookSnapshot } from "../grid/snapshot";
import type { RoleCorrection, TableCorrection } from "./correction";
import type { RowCorrection } from "./row-mark";
import { prepareGrid, type SheetGrid } from "./sheet-grid";
import type { RecognizedSheet, RowSpan } from "./table";

/** A cell of a header, counted from the first cell of the table; digits are left out, so that another year's header is the same. */
export type FingerprintCell = { readonly row: number; readonly column: number; readonly text: string };

/** What was put right about tables with a header like this one. */
export type ProfileTable = {
  readonly header: readonly FingerprintCell[];
  /**
   * The range was given by hand: its size, the header's rows in it, and how many rows with content right below it were left out. `null`:
   * the table was found, and only what follows was put right.
   */
  readonly given: { readonly rows: number; readonly columns: number; readonly headerRows: RowSpan | null; readonly leftOut: number; readonly added: boolean } | null;
  readonly roles: readonly RoleCorrection[];
  /** Only those that their texts tell from others. */
  readonly rows: readonly RowCorrection[];
  readonly performance: TableCorrection["performance"];
  readonly ignored: boolean;
};

/** Corrections that hold for other workbooks of the same kind. Rules RC-70 to RC-73. */
export type Profile = { readonly tables: readonly ProfileTable[] };

const MAX_CELLS = 400;
/** Part of a fingerprint's cells that must stand in their places. */
const ENOUGH = 0.9;

/**
 * The corrections of a workbook as a profile: each is tied to the header of the table that it was applied to. Tables without a header are
 * left out, since nothing tells them from others. `sheets`: recognised under these corrections. Rule RC-70.
 */
export function profileOf(workbook: WorkbookSnapshot, sheets: readonly RecognizedSheet[], corrections: readonly TableCorrection[]): Profile {
  const grids = new Map<string, SheetGrid>();
  return {
    tables: corrections.flatMap((correction): readonly ProfileTable[] => {
      const { area } = correction;
      const sheet = workbook.sheets.find(({ sheetId }) => sheetId === area.sheetId);
      const table = sheets.find(({ sheetId }) => sheetId === area.sheetId)?.tables.find((candidate) => candidate.correction && sameArea(candidate.correction.area, area));
      if (!sheet || !table?.headerRows) return [];
      const grid = grids.get(sheet.sheetId) ?? prepareGrid(workbook, sheet);
      grids.set(sheet.sheetId, grid);
      const origin = correction.given ? area : table.range;
      const header: FingerprintCell[] = [];
      for (let row = table.headerRows.first; row <= table.headerRows.last && header.length < MAX_CELLS; row++) {
        for (const c of grid.content.get(row - grid.top) ?? []) {
          const column = c + grid.left;
          if (column < table.range.column || column >= table.range.column + table.range.columns) continue;
          header.push({ row: row - origin.row, column: column - origin.column, text: keyOf(grid, row - grid.top, c) });
        }
      }
      if (header.length < 2) return [];
      const shift = area.column - origin.column;
      return [
        {
          header,
          given: correction.given && { rows: area.rows, columns: area.columns, headerRows: correction.given.headerRows, leftOut: rowsBelow(grid, area), added: correction.given.added },
          roles: correction.roles.map((role) => ({ ...role, offset: role.offset + shift })),
          rows: correction.rows.filter(({ text }) => text !== "").map((row) => ({ ...row, offset: row.offset + area.row - origin.row })),
          performance: correction.performance,
          ignored: correction.ignored,
        },
      ];
    }),
  };
}

/**
 * A profile's corrections for the tables of a workbook whose headers are like those of the profile. Tables that `before` already corrects
 * are left as they are. Rules RC-71, RC-72.
 */
export function profileCorrections(profile: Profile, workbook: WorkbookSnapshot, before: readonly TableCorrection[]): readonly TableCorrection[] {
  const made: TableCorrection[] = [];
  for (const sheet of workbook.sheets) {
    if (sheet.kind !== "worksheet" || !sheet.used) continue;
    const grid = prepareGrid(workbook, sheet);
    const taken: Area[] = before.filter(({ area }) => area.sheetId === sheet.sheetId).map(({ area }) => area);
    for (const table of profile.tables) {
      for (const place of placesOf(grid, table.header)) {
        const area = areaAt(grid, sheet, table, place);
        if (taken.some((other) => intersection(other, area) !== null)) continue;
        taken.push(area);
        made.push({ area, given: table.given && { headerRows: table.given.headerRows, added: table.given.added }, roles: table.roles, rows: table.rows, performance: table.performance, ignored: table.ignored });
      }
    }
  }
  return made;
}

function keyOf(grid: SheetGrid, row: number, column: number): string {
  return matchText(grid.infoAt(row, column).text).replace(/\d+/g, "#");
}

function sameArea(a: Area, b: Area): boolean {
  return a.sheetId === b.sheetId && a.row === b.row && a.column === b.column && a.rows === b.rows && a.columns === b.columns;
}

/** Rows right below an area that go on with content, up to the first blank one. */
function rowsBelow(grid: SheetGrid, area: Area): number {
  let rows = 0;
  while (goesOn(grid, area.row + area.rows - grid.top + rows, area.column - grid.left, area.columns)) rows++;
  return rows;
}

/** A row has content of its own or, in these columns, a merged cell that begins above it. */
function goesOn(grid: SheetGrid, row: number, column: number, columns: number): boolean {
  if (row < 0 || row >= grid.rows + 1) return false;
  if (grid.content.has(row)) return true;
  if (row >= grid.rows) return false;
  for (let c = Math.max(0, column); c < Math.min(grid.columns, column + columns); c++) if ((grid.mergeAt(row, c)?.row ?? row) < row) return true;
  return false;
}

/** Where a table with this header begins: nine tenths of its cells stand in their places. Relative to the grid. */
function placesOf(grid: SheetGrid, header: readonly FingerprintCell[]): readonly { readonly row: number; readonly column: number }[] {
  const places: { row: number; column: number }[] = [];
  const [first] = header;
  // A changed cell must not hide the table: any of the first cells may lead to it.
  const leads = header.slice(0, Math.max(1, Math.ceil(header.length * (1 - ENOUGH)) + 1));
  if (!first) return places;
  for (const row of grid.contentRows) {
    for (const column of grid.content.get(row) ?? []) {
      const text = keyOf(grid, row, column);
      for (const lead of leads) {
        if (lead.text !== text) continue;
        const place = { row: row - lead.row, column: column - lead.column };
        if (places.some((known) => known.row === place.row && known.column === place.column)) continue;
        const hits = header.filter((cell) => grid.content.has(place.row + cell.row) && inside(grid, place.row + cell.row, place.column + cell.column) && keyOf(grid, place.row + cell.row, place.column + cell.column) === cell.text).length;
        if (hits >= header.length * ENOUGH) places.push(place);
      }
    }
  }
  return places;
}

function inside(grid: SheetGrid, row: number, column: number): boolean {
  return row >= 0 && row < grid.rows && column >= 0 && column < grid.columns;
}

/** A given range ends where the content ends, less as many rows as were left out; a found table is named by its header. */
function areaAt(grid: SheetGrid, sheet: SheetSnapshot, table: ProfileTable, place: { readonly row: number; readonly column: number }): Area {
  const row = Math.max(0, place.row + grid.top);
  const column = Math.max(0, place.column + grid.left);
  const header = Math.max(...table.header.map((cell) => cell.row)) + 1;
  const width = Math.max(...table.header.map((cell) => cell.column)) + 1;
  if (!table.given) return { sheetId: sheet.sheetId, row, column, rows: header, columns: width };
  let end = place.row + header;
  while (goesOn(grid, end, place.column, table.given.columns)) end++;
  const rows = Math.max(header + 1, end - place.row - table.given.leftOut);
  return { sheetId: sheet.sheetId, row, column, rows, columns: table.given.columns };
}
