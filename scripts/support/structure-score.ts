import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseA1, type Rect } from "../../src/core/grid/address";
import { recognizeSheet } from "../../src/core/recognize/recognize-sheet";
import { structureReport, type StructureReport } from "../../src/core/recognize/structure-report";
import { readSnapshot } from "./labelled-sheets";

/** Shares from 0 to 1 over all labelled tables; `tables` is an F1 measure (a table too many costs as much as one missed). */
export type StructureScore = { readonly files: number; readonly tables: number; readonly exact: number; readonly header: number; readonly roles: number; readonly hierarchy: number; readonly totals: number; readonly rows: number };

type GoldTable = {
  readonly range: string;
  readonly headerRows: readonly [number, number];
  readonly columns: Readonly<Record<string, string>>;
  readonly hierarchyColumns: readonly string[];
  readonly totalRows: readonly number[];
  readonly ambiguous?: Readonly<Record<string, readonly unknown[]>>;
};
type GoldSheet = { readonly sheet: string; readonly tables: readonly GoldTable[]; readonly rows?: Readonly<Record<string, string>> };
type ReportTable = StructureReport["sheets"][number]["tables"][number];

/**
 * Recognises the hand-labelled workbooks of a folder with gold.json and compares; any of the other readings that the
 * labels list counts as right. `null` where the folder is absent.
 */
export async function scoreStructure(corpus: string): Promise<StructureScore | null> {
  const path = join(corpus, "gold.json");
  if (!existsSync(path)) return null;
  const { files } = JSON.parse(readFileSync(path, "utf8")) as { readonly files: Readonly<Record<string, readonly GoldSheet[]>> };
  const counts = { files: 0, found: 0, all: 0, extra: 0, exact: 0, header: 0, hierarchy: 0, totals: 0, roles: 0, allRoles: 0, rows: 0, allRows: 0 };
  for (const [file, sheets] of Object.entries(files)) {
    const workbook = await readSnapshot(join(corpus, file));
    const report = structureReport(file, workbook.sheets.map((sheet) => recognizeSheet(workbook, sheet)));
    counts.files++;
    for (const gold of sheets) {
      const got = report.sheets.find((sheet) => sheet.name === gold.sheet);
      const used = new Set<ReportTable>();
      for (const table of gold.tables) {
        const readings = (field: string, own: unknown): readonly unknown[] => [own, ...(table.ambiguous?.[field] ?? [])];
        const ranges = readings("range", table.range).map((range) => parseA1(String(range))).filter((rect) => rect !== null);
        const candidates = (got?.tables ?? []).filter((candidate) => !used.has(candidate)).map((candidate) => ({ candidate, overlap: Math.max(...ranges.map((range) => overlapOf(range, parseA1(candidate.range)))) }));
        const best = candidates.sort((a, b) => b.overlap - a.overlap)[0];
        const match = best && best.overlap >= 0.8 ? best.candidate : null;
        if (match) used.add(match);
        const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
        const sorted = (list: readonly unknown[]): readonly string[] => list.map(String).sort();
        counts.all++;
        if (match) counts.found++;
        if (match && best?.overlap === 1) counts.exact++;
        if (match && readings("headerRows", table.headerRows).some((rows) => same(rows, match.headerRows))) counts.header++;
        if (match && readings("hierarchyColumns", table.hierarchyColumns).some((columns) => same(sorted(columns as string[]), sorted(match.hierarchyColumns)))) counts.hierarchy++;
        if (match && readings("totalRows", table.totalRows).some((rows) => same(sorted(rows as number[]), sorted(match.totalRows)))) counts.totals++;
        for (const [column, role] of Object.entries(table.columns)) {
          if (role === "other") continue;
          counts.allRoles++;
          if (match && readings(`columns.${column}`, role).includes(match.columns.find((own) => own.column === column)?.role)) counts.roles++;
        }
      }
      counts.extra += (got?.tables.length ?? 0) - used.size;
      for (const [row, label] of Object.entries(gold.rows ?? {})) {
        counts.allRows++;
        if ([label, ...otherReadings(gold, Number(row))].includes(got?.rows[row] ?? "none")) counts.rows++;
      }
    }
  }
  return {
    files: counts.files,
    tables: (2 * counts.found) / (2 * counts.found + counts.extra + counts.all - counts.found),
    exact: counts.exact / counts.all,
    header: counts.header / counts.all,
    roles: counts.roles / counts.allRoles,
    hierarchy: counts.hierarchy / counts.all,
    totals: counts.totals / counts.all,
    rows: counts.rows / counts.allRows,
  };
}

/** Other classes that the labels allow for a row ("rows.18-19": ["total"]). */
function otherReadings(gold: GoldSheet, row: number): readonly unknown[] {
  return gold.tables.flatMap((table) =>
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
