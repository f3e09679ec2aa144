import { basename } from "node:path";
import { parseA1, type Rect } from "../../src/core/grid/address";
import { recognizeSheet } from "../../src/core/recognize/recognize-sheet";
import { structureReport, type StructureReport } from "../../src/core/recognize/structure-report";
import { readSnapshot } from "./labelled-sheets";
import type { SheetLabel, TableLabel, WorkbookLabel } from "./structure-labels";

export const STRUCTURE_MEASURES = ["tables", "exact", "header", "roles", "hierarchy", "totals", "rows"] as const;
export type StructureMeasure = (typeof STRUCTURE_MEASURES)[number];

/** How many columns were reported how surely, and how many of these are right. */
export type Calibration = {
  /** Labelled columns of the tables that were found. */
  readonly columns: number;
  readonly right: number;
  /** Reported at .9 or more. */
  readonly sure: number;
  readonly sureAndRight: number;
};

/** Shares from 0 to 1 over all labelled tables; `tables` is an F1 measure (a table too many costs as much as one missed). */
export type StructureScore = Readonly<Record<StructureMeasure, number>> & {
  readonly files: number;
  readonly labelled: number;
  /** The same measures as means over sources, so that many forms of one kind count once. */
  readonly bySource: Readonly<Record<StructureMeasure, number>>;
  readonly calibration: Calibration;
  /** What is wrong, one line each: for the error analysis. */
  readonly errors: readonly string[];
};

type ReportTable = StructureReport["sheets"][number]["tables"][number];
type Count = { good: number; all: number };
type Counts = Record<StructureMeasure, Count> & { extra: number };

/** Recognises labelled workbooks and compares; any of the other readings that the labels list counts as right. */
export async function scoreStructure(labels: readonly WorkbookLabel[]): Promise<StructureScore> {
  const total = noCounts();
  const sources = new Map<string, Counts>();
  const calibration = { columns: 0, right: 0, sure: 0, sureAndRight: 0 };
  const errors: string[] = [];
  for (const { path, source, sheets } of labels) {
    const workbook = await readSnapshot(path);
    const report = structureReport(path, workbook.sheets.map((sheet) => recognizeSheet(workbook, sheet)));
    const own = sources.get(source) ?? noCounts();
    sources.set(source, own);
    const name = basename(path).split("__").slice(1).join("/");
    for (const label of sheets) {
      const got = typeof label.sheet === "number" ? report.sheets[label.sheet - 1] : report.sheets.find((sheet) => sheet.name === label.sheet);
      const say = (text: string): number => errors.push(`${name} [${String(label.sheet)}] ${text}`);
      const count = (measure: StructureMeasure, right: boolean): void => {
        for (const counts of [total, own]) {
          counts[measure].all++;
          if (right) counts[measure].good++;
        }
      };
      const used = new Set<ReportTable>();
      for (const table of label.tables) scoreTable(table, got?.tables ?? [], used, count, calibration, say);
      const extra = (got?.tables ?? []).filter((table) => !used.has(table));
      total.extra += extra.length;
      own.extra += extra.length;
      for (const table of extra) say(`table too many: ${table.range}`);
      for (const [row, wanted] of Object.entries(label.rows)) {
        const right = [wanted, ...otherReadings(label, Number(row))].includes(got?.rows[row] ?? "none");
        count("rows", right);
        if (!right) say(`row ${row}: ${got?.rows[row] ?? "none"} for ${wanted}`);
      }
    }
  }
  const means = Object.fromEntries(
    STRUCTURE_MEASURES.map((measure) => {
      const shares = [...sources.values()].filter((counts) => counts[measure].all > 0).map((counts) => shareOf(counts, measure));
      return [measure, shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length)];
    }),
  ) as Record<StructureMeasure, number>;
  const shares = Object.fromEntries(STRUCTURE_MEASURES.map((measure) => [measure, shareOf(total, measure)])) as Record<StructureMeasure, number>;
  return { ...shares, files: labels.length, labelled: total.tables.all, bySource: means, calibration, errors };
}

function noCounts(): Counts {
  const zero = (): Count => ({ good: 0, all: 0 });
  return { tables: zero(), exact: zero(), header: zero(), roles: zero(), hierarchy: zero(), totals: zero(), rows: zero(), extra: 0 };
}

function shareOf(counts: Counts, measure: StructureMeasure): number {
  const { good, all } = counts[measure];
  if (measure !== "tables") return all === 0 ? 0 : good / all;
  return good === 0 ? 0 : (2 * good) / (2 * good + counts.extra + all - good);
}

function scoreTable(
  table: TableLabel,
  tables: readonly ReportTable[],
  used: Set<ReportTable>,
  count: (measure: StructureMeasure, right: boolean) => void,
  calibration: { columns: number; right: number; sure: number; sureAndRight: number },
  say: (text: string) => void,
): void {
  const readings = (field: string, own: unknown): readonly unknown[] => [own, ...(table.ambiguous?.[field] ?? [])];
  const ranges = readings("range", table.range).map((range) => parseA1(String(range))).filter((rect) => rect !== null);
  const candidates = tables.filter((candidate) => !used.has(candidate)).map((candidate) => ({ candidate, overlap: Math.max(...ranges.map((range) => overlapOf(range, parseA1(candidate.range)))) }));
  const best = candidates.sort((a, b) => b.overlap - a.overlap)[0];
  const match = best && best.overlap >= 0.8 ? best.candidate : null;
  if (match) used.add(match);
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  const sorted = (list: unknown): readonly string[] => (Array.isArray(list) ? list.map(String).sort() : []);
  const check = (measure: StructureMeasure, right: boolean, text: () => string): void => {
    count(measure, right);
    if (!right && match) say(text());
  };
  count("tables", match !== null);
  if (!match) say(`${table.range} not found`);
  check("exact", match !== null && best?.overlap === 1, () => `${String(match?.range)} for ${table.range}`);
  check("header", match !== null && readings("headerRows", table.headerRows).some((rows) => same(rows, match.headerRows)), () => `${table.range} header ${JSON.stringify(match?.headerRows)} for ${JSON.stringify(table.headerRows)}`);
  check("hierarchy", match !== null && readings("hierarchyColumns", table.hierarchyColumns).some((columns) => same(sorted(columns), sorted(match.hierarchyColumns))), () => `${table.range} hierarchy ${String(match?.hierarchyColumns)} for ${String(table.hierarchyColumns)}`);
  check("totals", match !== null && readings("totalRows", table.totalRows).some((rows) => same(sorted(rows), sorted(match.totalRows))), () => `${table.range} totals ${String(match?.totalRows)} for ${String(table.totalRows)}`);
  for (const [letter, role] of Object.entries(table.columns)) {
    const column = match?.columns.find((candidate) => candidate.column === letter);
    const right = readings(`columns.${letter}`, role).includes(column?.role);
    if (role !== "other") check("roles", right, () => `${table.range} ${letter}: ${column?.role ?? "none"} ${String(column?.confidence)} for ${role}`);
    if (!column) continue;
    calibration.columns++;
    if (right) calibration.right++;
    if (column.confidence < 0.9) continue;
    calibration.sure++;
    if (right) calibration.sureAndRight++;
    else say(`${table.range} ${letter}: sure of ${column.role} ${String(column.confidence)}, which is ${role}`);
  }
}

/** Other classes that the labels allow for a row ("rows.18-19": ["total"]). */
function otherReadings(label: SheetLabel, row: number): readonly unknown[] {
  return label.tables.flatMap((table) =>
    Object.entries(table.ambiguous ?? {})
      .filter(([field]) => field.startsWith("rows."))
      .filter(([field]) => field.slice(5).split(",").some((part) => {
        const [first = 0, last = first] = part.split("-").map(Number);
        return row >= first && row <= last;
      }))
      .flatMap(([, classes]) => classes),
  );
}

function overlapOf(a: Rect, b: Rect | null): number {
  if (!b) return 0;
  const rows = Math.max(0, Math.min(a.row + a.rows, b.row + b.rows) - Math.max(a.row, b.row));
  const columns = Math.max(0, Math.min(a.column + a.columns, b.column + b.columns) - Math.max(a.column, b.column));
  const common = rows * columns;
  return common / (a.rows * a.columns + b.rows * b.columns - common);
}
