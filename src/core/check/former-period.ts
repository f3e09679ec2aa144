import type { WorkbookSnapshot } from "../grid/snapshot";
import type { Performance, ScoringTable } from "../template/scoring-table";
import { standingsOf } from "./standings";
import { viewTable, type TableView } from "./table-view";

/** Who stood where in a table of the period before. Plain data. */
export type FormerTable = {
  readonly performance: Performance | null;
  /** Where it was read, as a person would name it. */
  readonly source: string;
  /** Places by subject key. */
  readonly places: ReadonlyMap<string, number>;
};

/** The standings in a table by subject key. */
export function standingsByKey(view: TableView, source: string): FormerTable {
  const places = new Map<string, number>();
  for (const { row, place } of standingsOf(view)) {
    const key = view.subjectByRow.get(row)?.subject.key;
    if (key !== undefined) places.set(key, place);
  }
  return { performance: view.table.performance, source, places };
}

/** The standings in all tables of a workbook, those without any left out. (CK-104) */
export function formerTables(workbook: WorkbookSnapshot, tables: readonly ScoringTable[], source: string): readonly FormerTable[] {
  return tables.flatMap((table): readonly FormerTable[] => {
    const view = viewTable(workbook, table);
    const former = view ? standingsByKey(view, `${source} ${table.sheetName}`.trim()) : null;
    return former && former.places.size > 0 ? [former] : [];
  });
}
