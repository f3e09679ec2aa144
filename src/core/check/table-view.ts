import type { CodeParams } from "../coded-error";
import { toA1, type Rect } from "../grid/address";
import { textOf, type CellValue } from "../grid/cell";
import { formulaAt, valueAt, type SheetSnapshot, type WorkbookSnapshot } from "../grid/snapshot";
import type { ColumnRole, RecognizedColumn } from "../recognize/table";
import type { PlacedIndicator, PlacedSubject, ScoringTable } from "../template/scoring-table";
import { readEntry, type EntryReading } from "./entry-reading";
import type { Finding, Severity } from "./finding";
import { indexMerges, type MergeIndex } from "./merge-index";
import { formatKind, type FormatKind } from "./number-format";

/** Which way points of an indicator count. "both": 加减分, 奖惩. */
export type Direction = "plain" | "deduction" | "bonus" | "both";

/** A column in which points are entered, with the rows that carry an entry cell (cells covered by a merge left out). */
export type EntryColumn = {
  readonly column: number;
  readonly label: string;
  readonly rows: readonly number[];
};

/** A table made ready for checking: lookups by row and column over the snapshot. */
export type TableView = {
  readonly workbook: WorkbookSnapshot;
  readonly sheet: SheetSnapshot;
  readonly table: ScoringTable;
  readonly merges: MergeIndex;
  readonly entryColumns: readonly EntryColumn[];
  readonly indicatorByColumn: ReadonlyMap<number, PlacedIndicator>;
  /** Every row that an indicator takes up. */
  readonly indicatorByRow: ReadonlyMap<number, PlacedIndicator>;
  readonly subjectByRow: ReadonlyMap<number, PlacedSubject>;
  readonly bodyRows: readonly number[];
  readonly totalRows: ReadonlySet<number>;
  readonly value: (row: number, column: number) => CellValue;
  readonly formula: (row: number, column: number) => string | null;
  readonly reading: (row: number, column: number) => EntryReading;
  /** The readings of an entry column, by its rows; read once for all rules. */
  readonly readings: (entry: EntryColumn) => readonly EntryReading[];
  readonly limits: (row: number, column: number) => Limits;
};

/** Full mark, weight and direction of the points in an entry cell; `null` where the table does not say. */
export type Limits = { readonly fullMark: number | null; readonly weight: number | null; readonly direction: Direction };

const BOTH = /加减分|奖惩|奖扣|加扣分|增减分|bonus\s*\/\s*penalt/i;
const DEDUCTION = /扣分|减分|扣减|倒扣|负向|负面清单|惩|penalt|deduct/i;
const BONUS = /加分|附加分|附加项|奖励|奖分|创新贡献|bonus|extra credit/i;

function directionOfText(text: string): Direction {
  if (BOTH.test(text)) return "both";
  const deduction = DEDUCTION.test(text);
  const bonus = BONUS.test(text);
  if (deduction && bonus) return "both";
  return deduction ? "deduction" : bonus ? "bonus" : "plain";
}

/** Whether an indicator gives, takes, or may do both; from its own name and the names above it. */
export function directionOf(placed: PlacedIndicator): Direction {
  return directionOfText([...placed.indicator.path, placed.indicator.name].join("\n"));
}

/** The column's header as one text. */
export function headerText(column: RecognizedColumn | undefined): string {
  return column ? column.headerPath.filter((part) => part !== "").join(" ") : "";
}

export function columnAt(table: ScoringTable, column: number): RecognizedColumn | undefined {
  return table.table.columns.find((candidate) => column >= candidate.column && column < candidate.column + Math.max(1, candidate.columns));
}

export function columnsOfRole(table: ScoringTable, ...roles: readonly ColumnRole[]): readonly RecognizedColumn[] {
  return table.table.columns.filter((column) => roles.includes(column.role));
}

/** Columns of points that come about from others (subtotals, the final score), left to right; entry columns left out. */
export function scoreColumns(view: TableView): readonly number[] {
  const entered = new Set(view.entryColumns.map((entry) => entry.column));
  const results = view.table.results.filter((result) => result.kind === "score").map((result) => result.column);
  const read = columnsOfRole(view.table, "score").map((column) => column.column);
  return [...new Set([...results, ...read])].filter((column) => !entered.has(column)).sort((a, b) => a - b);
}

function entryColumnsOf(table: ScoringTable, merges: MergeIndex, indicatorByColumn: ReadonlyMap<number, PlacedIndicator>): readonly EntryColumn[] {
  const rowsByColumn = new Map<number, Set<number>>();
  for (const rect of table.entryCells) {
    for (let column = rect.column; column < rect.column + rect.columns; column++) {
      const rows = rowsByColumn.get(column) ?? new Set<number>();
      for (let row = rect.row; row < rect.row + rect.rows; row++) if (!merges.isCovered(row, column)) rows.add(row);
      rowsByColumn.set(column, rows);
    }
  }
  return [...rowsByColumn]
    .filter(([, rows]) => rows.size > 0)
    .sort(([a], [b]) => a - b)
    .map(([column, rows]) => ({
      column,
      label:
        indicatorByColumn.get(column)?.indicator.name ??
        table.raters.find((rater) => rater.column === column)?.name ??
        headerText(columnAt(table, column)),
      rows: [...rows].sort((a, b) => a - b),
    }));
}

/** Makes a table ready for checking, or `null` where its sheet is not in the snapshot. */
export function viewTable(workbook: WorkbookSnapshot, table: ScoringTable, mergesOf: (sheet: SheetSnapshot) => MergeIndex = indexMerges): TableView | null {
  const sheet = workbook.sheets.find((candidate) => candidate.sheetId === table.sheetId);
  if (!sheet) return null;
  const merges = mergesOf(sheet);
  const indicatorByColumn = new Map<number, PlacedIndicator>();
  const indicatorByRow = new Map<number, PlacedIndicator>();
  for (const placed of table.indicators) {
    if (placed.where.kind === "column") for (let i = 0; i < placed.where.columns; i++) indicatorByColumn.set(placed.where.column + i, placed);
    else for (let row = placed.where.row; row < placed.where.row + placed.where.rows; row++) indicatorByRow.set(row, placed);
  }
  const subjectByRow = new Map<number, PlacedSubject>();
  for (const placed of table.subjects) if (placed.where.kind === "row") subjectByRow.set(placed.where.row, placed);
  const value = (row: number, column: number): CellValue => valueAt(sheet, row, column);
  const kinds: FormatKind[] = [];
  const formatAt = (row: number, column: number): FormatKind => {
    const style = sheet.used ? sheet.styles[row - sheet.used.row]?.[column - sheet.used.column] : undefined;
    if (style === undefined) return formatKind("General");
    return (kinds[style] ??= formatKind(workbook.styleTable[style]?.numberFormat ?? "General"));
  };
  const reading = (row: number, column: number): EntryReading => {
    const content = value(row, column);
    return readEntry(content, typeof content === "number" ? formatAt(row, column) : "other");
  };
  const columns = new Map<EntryColumn, readonly EntryReading[]>();
  return {
    workbook,
    sheet,
    table,
    merges,
    entryColumns: entryColumnsOf(table, merges, indicatorByColumn),
    indicatorByColumn,
    indicatorByRow,
    subjectByRow,
    bodyRows: [...table.bodyRows].sort((a, b) => a - b),
    totalRows: new Set(table.table.totalRows),
    value,
    formula: (row, column) => formulaAt(sheet, row, column),
    limits: limitsLookup(table, indicatorByColumn, indicatorByRow),
    reading,
    readings(entry) {
      const known = columns.get(entry) ?? entry.rows.map((row) => reading(row, entry.column));
      columns.set(entry, known);
      return known;
    },
  };
}

/** Looked up once for each column and indicator: tables have many more cells than these. */
function limitsLookup(
  table: ScoringTable,
  indicatorByColumn: ReadonlyMap<number, PlacedIndicator>,
  indicatorByRow: ReadonlyMap<number, PlacedIndicator>,
): (row: number, column: number) => Limits {
  const headers = new Map<number, Direction>();
  const known = new Map<PlacedIndicator, Limits>();
  return (row, column) => {
    let header = headers.get(column);
    if (header === undefined) headers.set(column, (header = directionOfText(headerText(columnAt(table, column)))));
    const placed = indicatorByColumn.get(column) ?? indicatorByRow.get(row);
    if (!placed) return { fullMark: null, weight: null, direction: header };
    let limits = known.get(placed);
    if (!limits) {
      const { fullMark, weight } = placed.indicator;
      limits = { fullMark: fullMark === null ? null : Number(fullMark), weight: weight === null ? null : Number(weight), direction: directionOf(placed) };
      known.set(placed, limits);
    }
    return limits.direction === "plain" && header !== "plain" ? { ...limits, direction: header } : limits;
  };
}

/** What a row stands for, as a person would name it: the subject, else the indicator, else nothing. */
export function rowLabel(view: TableView, row: number): string {
  return view.subjectByRow.get(row)?.subject.name ?? view.indicatorByRow.get(row)?.indicator.name ?? "";
}

/** What an entry is about: indicator or rater across, subject or indicator down. */
export function itemLabel(view: TableView, row: number, column: number): string {
  const label = view.entryColumns.find((candidate) => candidate.column === column)?.label ?? headerText(columnAt(view.table, column));
  return [rowLabel(view, row), label].filter((part) => part !== "").map((part) => shorten(part)).join(" · ");
}

/** One line of at most 30 characters, for use in a sentence. */
export function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 30 ? `${line.slice(0, 29)}…` : line;
}

/** One cell as a rectangle; a merge's anchor stands for the whole area. */
export function cellArea(view: TableView, row: number, column: number): Rect {
  return view.merges.areaAt(row, column) ?? { row, column, rows: 1, columns: 1 };
}

/** A finding on the view's sheet. `params.cell` is the area's A1 text. */
export function findingIn(view: TableView, code: string, severity: Severity, area: Rect, params: CodeParams = {}): Finding {
  return {
    code,
    severity,
    sheetId: view.sheet.sheetId,
    sheetName: view.sheet.name,
    area,
    params: { cell: toA1(area), ...params },
  };
}

/** Runs of neighbouring rows; `neighbours` lists all rows that count, so that rows between them (groups, totals) end a run. */
export function runsOf(rows: readonly number[], neighbours: readonly number[]): readonly { readonly first: number; readonly last: number; readonly count: number }[] {
  const index = new Map(neighbours.map((row, i) => [row, i] as const));
  const runs: { first: number; last: number; count: number }[] = [];
  for (const row of rows) {
    const last = runs.at(-1);
    if (last && index.get(row) === (index.get(last.last) ?? -2) + 1) {
      last.last = row;
      last.count++;
    } else runs.push({ first: row, last: row, count: 1 });
  }
  return runs;
}

/** Text of a cell folded for comparing names: compatibility forms, no white space, one kind of bracket and comma, lower case. */
export function foldName(value: CellValue | undefined): string {
  return textOf(value)
    .normalize("NFKC")
    .replace(/[\s\u200b\ufeff]/g, "")
    .replace(/[【〔［\[{]/g, "(")
    .replace(/[】〕］\]}]/g, ")")
    .replace(/[、，;；。]/g, ",")
    .replace(/[,.]$/, "")
    .toLowerCase();
}

/** Rows of the table's subjects by folded name (`foldName`). */
export function rowsBySubject(view: TableView): ReadonlyMap<string, readonly number[]> {
  const rows = new Map<string, number[]>();
  for (const [row, { subject }] of view.subjectByRow) {
    const name = foldName(subject.name);
    const known = rows.get(name);
    if (known) known.push(row);
    else rows.set(name, [row]);
  }
  return rows;
}
