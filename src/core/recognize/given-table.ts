import { intersection, type Rect } from "../grid/address";
import type { SheetSnapshot, WorkbookSnapshot } from "../grid/snapshot";
import type { TableCorrection } from "./correction";
import { cutTables, type TableDraft } from "./cut-tables";
import { labelRows } from "./label-rows";
import { firstRowOf } from "./read-table";
import { rowFeatures, type Band } from "./row-features";
import { prepareGrid, type SheetGrid } from "./sheet-grid";
import type { RowClass, RowSpan } from "./table";

/** A table whose range was given by hand, before its columns are read. Rows of the draft are relative to the grid. */
export type GivenTable = {
  readonly draft: TableDraft;
  readonly band: Band;
  /** On the sheet. */
  readonly range: Rect;
  /** Classes of the range's rows on the sheet. */
  readonly rows: ReadonlyMap<number, RowClass>;
};

/**
 * Reads the rows of a given range as one table: its header as given, else as found in the range; every row below it is body,
 * whatever the model takes it for, but for repeated headers and notes. Titles and strips right above it belong to it,
 * notes right below it as well. `null` where the range holds nothing. Rule RC-62.
 */
export function readGivenTable(
  workbook: WorkbookSnapshot,
  sheet: SheetSnapshot,
  grid: SheetGrid,
  { area, given }: TableCorrection,
  around: ReadonlyMap<number, RowClass>,
): GivenTable | null {
  const part = cutSheet(sheet, area);
  if (!part) return null;
  const inside = prepareGrid(workbook, part);
  if (inside.contentRows.length === 0) return null;
  const whole: Band = { first: 0, last: inside.columns - 1 };
  const { rows: contentRows, vectors } = rowFeatures(inside, whole);
  const gaps = contentRows.map((row, i) => i > 0 && row - (contentRows[i - 1] ?? row) > 1);
  const labelled = labelRows(contentRows, vectors, gaps);
  const cut = cutTables(inside, whole, labelled);
  /** From the range's grid to the sheet's. */
  const shift = inside.top - grid.top;
  const moved = (span: RowSpan): RowSpan => ({ first: span.first + shift, last: span.last + shift });
  const wanted = given?.headerRows ?? null;
  const found = cut.tables[0]?.header ?? null;
  const header = wanted ? { first: area.row + wanted.first - grid.top, last: area.row + wanted.last - grid.top } : found && moved(found);
  const repeatedHeaders = cut.tables.flatMap((table) => table.repeatedHeaders.map(moved)).filter((span) => header === null || span.first > header.last);

  const classOf = (row: number, label: RowClass): RowClass => {
    if (header && row >= header.first && row <= header.last) return "header";
    if (header && row < header.first) return label === "meta" || label === "note" ? label : "title";
    if (repeatedHeaders.some((span) => row >= span.first && row <= span.last)) return "header";
    if (label === "data" || label === "group" || label === "total" || label === "note") return label;
    // One text alone in a body is a section; anything else there is data, since there is no other table.
    return (inside.content.get(row - shift) ?? []).length === 1 && label !== "header" ? "group" : "data";
  };
  const classes = new Map<number, RowClass>();
  for (const row of contentRows) classes.set(row + shift, classOf(row + shift, cut.rows.get(row) ?? "data"));
  const of = (label: RowClass): readonly number[] => [...classes].flatMap(([row, own]) => (own === label ? [row] : []));
  const confidence = labelled.reduce((sum, row) => sum + (classes.get(row.row + shift) === row.label ? row.confidence : 1), 0) / Math.max(1, labelled.length);
  const draft: TableDraft = {
    header,
    repeatedHeaders,
    dataRows: of("data"),
    groupRows: of("group"),
    totalRows: of("total"),
    noteRows: [...of("note"), ...neighbours(grid, around, area.row + area.rows - grid.top, 1, ["note"])],
    titleRows: [...neighbours(grid, around, area.row - 1 - grid.top, -1, ["title", "meta", "note"]).filter((row) => around.get(row + grid.top) === "title"), ...of("title")],
    metaRows: [...neighbours(grid, around, area.row - 1 - grid.top, -1, ["title", "meta", "note"]).filter((row) => around.get(row + grid.top) === "meta"), ...of("meta")],
    rowConfidence: confidence,
  };
  const first = wanted ? area.row : Math.min(firstRowOf(draft) + grid.top, area.row + area.rows - 1);
  if (!Number.isFinite(first)) return null;
  const range: Rect = { row: first, column: area.column, rows: area.row + area.rows - first, columns: area.columns };
  return {
    draft,
    band: { first: area.column - grid.left, last: area.column + area.columns - 1 - grid.left },
    range,
    rows: new Map([...classes].map(([row, label]) => [row + grid.top, label])),
  };
}

/** Rows with content next to the range, one after the other as long as they are of the given classes, in the order of the sheet. */
function neighbours(grid: SheetGrid, around: ReadonlyMap<number, RowClass>, from: number, step: 1 | -1, labels: readonly RowClass[]): readonly number[] {
  const found: number[] = [];
  for (let row = from; row >= 0 && row < grid.rows; row += step) {
    if (!grid.content.has(row)) continue;
    const label = around.get(row + grid.top);
    if (label === undefined || !labels.includes(label)) break;
    found.push(row);
  }
  return step === 1 ? found : found.reverse();
}

/** The part of a sheet inside a range; `null` where that is outside the used range. */
function cutSheet(sheet: SheetSnapshot, area: Rect): SheetSnapshot | null {
  const used = sheet.used && intersection(sheet.used, area);
  if (!sheet.used || !used) return null;
  const [row, column] = [used.row - sheet.used.row, used.column - sheet.used.column];
  const cut = <T>(block: readonly (readonly T[])[]): readonly (readonly T[])[] => block.slice(row, row + used.rows).map((cells) => cells.slice(column, column + used.columns));
  return { ...sheet, used, values: cut(sheet.values), formulas: cut(sheet.formulas), styles: cut(sheet.styles) };
}
