import { columnAt, headerText, scoreColumns, type TableView } from "./table-view";
import { isFormerRank, rankAt } from "./rank-cells";

/** How a row stands in its table. `column` is where that is read. */
export type RowStanding = { readonly row: number; readonly place: number; readonly column: number };

/** In a column that is hardly filled nobody is final. */
const FILLED = 0.5;

/** The rightmost column of totals that is filled for at least half of the subjects: their scores by row; empty: there is none. */
export function finalScores(view: TableView): { readonly column: number; readonly byRow: ReadonlyMap<number, number> } | null {
  const rows = [...view.subjectByRow.keys()];
  for (const column of [...scoreColumns(view)].reverse()) {
    const byRow = new Map(rows.flatMap((row) => {
      const { value } = view.reading(row, column);
      return value === null ? [] : [[row, value] as const];
    }));
    if (byRow.size > 0 && byRow.size >= FILLED * rows.length) return { column, byRow };
  }
  return null;
}

/** Places by score, the highest first, equals share the first place of theirs. */
export function placesOf<Key>(scores: ReadonlyMap<Key, number>): ReadonlyMap<Key, number> {
  const sorted = [...scores].sort(([, a], [, b]) => b - a);
  const places = new Map<Key, number>();
  let place = 0;
  let last: number | null = null;
  sorted.forEach(([key, score], index) => {
    if (score !== last) place = index + 1;
    last = score;
    places.set(key, place);
  });
  return places;
}

/** The ranks that the table states, else the places by its final score; empty where it has neither. */
export function standingsOf(view: TableView): readonly RowStanding[] {
  const rows = [...view.subjectByRow.keys()];
  for (const { column, kind } of [...view.table.results].reverse()) {
    if (kind !== "rank" || isFormerRank(headerText(columnAt(view.table, column)))) continue;
    const ranked = rows.flatMap((row) => {
      const place = rankAt(view, row, column);
      return place === null ? [] : [{ row, place, column }];
    });
    if (ranked.length >= FILLED * rows.length && ranked.length > 0) return ranked;
  }
  const scores = finalScores(view);
  return scores ? [...placesOf(scores.byRow)].map(([row, place]) => ({ row, place, column: scores.column })) : [];
}
