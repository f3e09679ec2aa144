import { intersection, type Rect } from "../grid/address";
import type { SheetSnapshot, WorkbookSnapshot } from "../grid/snapshot";
import type { TableCorrection } from "./correction";
import { cutTables, type TableDraft } from "./cut-tables";
import { readGivenTable } from "./given-table";
import { labelRows } from "./label-rows";
import { draftRange, firstRowOf, readTable } from "./read-table";
import { rowFeatures, type Band } from "./row-features";
import { markedRows, withMarks, type MarkableClass } from "./row-mark";
import { prepareGrid, type SheetGrid } from "./sheet-grid";
import { splitBands } from "./split-bands";
import type { Reason, RecognizedSheet, RecognizedTable, RowClass } from "./table";

/** A table found on the sheet, before its columns are read. */
type Found = { readonly band: Band; readonly draft: TableDraft; readonly range: Rect; /** The last row that it may take. */ readonly limit: number };

const NO_MARKS: ReadonlyMap<number, MarkableClass> = new Map();

/**
 * Finds a sheet's tables and says of every row with content and of every column what it is. Pure; linear in the cells
 * of the used range. A sheet without a table has row classes only; an empty sheet has none. Never throws on any
 * snapshot that keeps the contract of `SheetSnapshot`. Corrections of other sheets must not be among the given ones.
 * Rules RC-1 to RC-40, RC-60 to RC-66 (docs/spec/recognition.md).
 */
export function recognizeSheet(workbook: WorkbookSnapshot, sheet: SheetSnapshot, corrections: readonly TableCorrection[] = []): RecognizedSheet {
  const grid = prepareGrid(workbook, sheet);
  const rows = new Map<number, RowClass>();
  const found: Found[] = [];
  for (const band of splitBands(grid)) {
    const { rows: bandRows, vectors } = rowFeatures(grid, band);
    const gaps = bandRows.map((row, i) => i > 0 && row - (bandRows[i - 1] ?? row) > 1);
    const cut = cutTables(grid, band, labelRows(bandRows, vectors, gaps));
    for (const [row, label] of cut.rows) {
      const known = rows.get(row + grid.top);
      if (known === undefined || PRIORITY.indexOf(label) < PRIORITY.indexOf(known)) rows.set(row + grid.top, label);
    }
    cut.tables.forEach((draft, i) => {
      const next = cut.tables[i + 1];
      const limit = next ? firstRowOf(next) - 1 : Infinity;
      const range = draftRange(grid, band, draft, limit);
      if (range) found.push({ band, draft, range, limit });
    });
  }
  const given = corrections.flatMap((correction) => {
    const table = correction.given ? readGivenTable(workbook, sheet, grid, correction, rows) : null;
    return table ? [{ table, correction }] : [];
  });
  // What a given range takes cells of is not what the user sees there.
  const free = found.filter(({ range }) => !given.some(({ table }) => intersection(table.range, range) !== null));
  const corrected = matchCorrections(free, corrections);
  const tables: RecognizedTable[] = [];
  for (const { band, draft, range, limit } of free) {
    const correction = corrected.get(range);
    const marked = correction ? markedRows(grid, draft, correction) : NO_MARKS;
    const said = withMarks(draft, marked, limit + 1);
    const table = readTable(grid, band, said, (marked.size > 0 ? draftRange(grid, band, said, limit) : null) ?? range, correction);
    if (!table) continue;
    tables.push(table);
    for (const [row, label] of marked) if (row <= limit) rows.set(row + grid.top, label);
  }
  for (const { table, correction } of given) {
    for (const [row, label] of table.rows) rows.set(row, label);
    const marked = markedRows(grid, table.draft, correction);
    const end = table.range.row + table.range.rows - grid.top;
    for (const [row, label] of marked) if (row < end) rows.set(row + grid.top, label);
    const read = readTable(grid, table.band, withMarks(table.draft, marked, end), table.range, correction);
    if (read) tables.push(read);
  }
  tables.sort((a, b) => a.range.row - b.range.row || a.range.column - b.range.column);
  return { sheetId: sheet.sheetId, name: sheet.name, rows: new Map([...rows].sort(([a], [b]) => a - b)), ...(tables.length === 0 ? { noTable: whyNone(grid, rows) } : {}), tables };
}

/** What is missing for a table. Rule RC-16. */
function whyNone(grid: SheetGrid, rows: ReadonlyMap<number, RowClass>): Reason {
  const labels = [...rows.values()];
  const code =
    labels.length === 0
      ? "recognition.sheet.empty"
      : labels.includes("header")
        ? "recognition.sheet.headerOnly"
        : labels.includes("meta")
          ? "recognition.sheet.stripOnly"
          : grid.contentRows.every((row) => (grid.content.get(row) ?? []).length === 1)
            ? "recognition.sheet.textOnly"
            : "recognition.sheet.noHeader";
  return { code, params: { rows: labels.length } };
}

/** Where tables stand side by side and a row is one thing in one and another in the next, the more telling wins. */
const PRIORITY: readonly RowClass[] = ["header", "data", "total", "group", "title", "meta", "note"];

/** The table with most cells in common with each correction; each table has at most one. Rule RC-60. */
function matchCorrections(found: readonly Found[], corrections: readonly TableCorrection[]): ReadonlyMap<Rect, TableCorrection> {
  const matched = new Map<Rect, TableCorrection>();
  for (const correction of corrections) {
    if (correction.given) continue;
    let best: Rect | null = null;
    let most = 0;
    for (const { range } of found) {
      const common = matched.has(range) ? null : intersection(range, correction.area);
      const cells = common ? common.rows * common.columns : 0;
      if (cells > most) [best, most] = [range, cells];
    }
    if (best) matched.set(best, correction);
  }
  return matched;
}
