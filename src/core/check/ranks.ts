import { toA1 } from "../grid/address";
import type { TableRule } from "./check-rule";
import { shown } from "./exact";
import type { Finding } from "./finding";
import { isFormerRank, rankAt } from "./rank-cells";
import { cellArea, columnAt, findingIn, foldName, headerText, rowLabel, runsOf, scoreColumns, shorten, type TableView } from "./table-view";

type Convention = "competition" | "dense" | "ordinal" | "average" | "modified";
const CONVENTIONS: readonly Convention[] = ["competition", "dense", "average", "modified", "ordinal"];

/** `rank` `null`: somebody with a score whose rank was left out; it counts in the others' ranks. */
type Scored = { readonly row: number; readonly score: number; readonly rank: number | null };
type Ranked = Scored & { readonly rank: number };
type Judged = Ranked & { readonly fits: boolean; readonly expected: number };

/** More mismatches than this are one finding. */
const MAX_LISTED = 10;

/** What the ranks of one pool ought to be under a convention. */
function judge(pool: readonly Scored[], convention: Convention, descending: boolean): readonly Judged[] {
  const sorted = [...pool].sort((a, b) => (descending ? b.score - a.score : a.score - b.score));
  const judged: Judged[] = [];
  let distinct = 0;
  for (let i = 0; i < sorted.length; ) {
    let end = i;
    while (end < sorted.length && sorted[end]?.score === sorted[i]?.score) end++;
    distinct++;
    const equal = end - i;
    const expected = { competition: i + 1, dense: distinct, ordinal: i + 1, average: i + (equal + 1) / 2, modified: end }[convention];
    const taken = new Set<number>();
    for (const { row, score, rank } of sorted.slice(i, end)) {
      if (rank === null) continue;
      const fits = convention === "ordinal" ? rank > i && rank <= end && Number.isInteger(rank) && !taken.has(rank) : rank === expected;
      taken.add(rank);
      judged.push({ row, score, rank, fits, expected });
    }
    i = end;
  }
  return judged;
}

/** Ways in which subjects may be split into pools: all together, by unit, by each attribute and by the scheme's together. */
function poolings(view: TableView, rows: readonly number[], poolBy: readonly string[]): readonly ((row: number) => string)[] {
  const attributes = new Set<string>();
  for (const row of rows) for (const name of Object.keys(view.subjectByRow.get(row)?.subject.attributes ?? {})) attributes.add(name);
  const attribute = (row: number, name: string): string => foldName(view.subjectByRow.get(row)?.subject.attributes[name] ?? "");
  const ways: ((row: number) => string)[] = [() => "", (row) => foldName(view.subjectByRow.get(row)?.subject.group)];
  for (const name of attributes) ways.push((row) => attribute(row, name));
  const together = poolBy.filter((name) => attributes.has(name));
  if (together.length > 1) ways.push((row) => together.map((name) => attribute(row, name)).join("\u001f"));
  return ways.filter((way, i) => i === 0 || (new Set(rows.map(way)).size > 1 && new Set(rows.map(way)).size * 2 <= rows.length));
}

function checkColumn(view: TableView, column: number, poolBy: readonly string[]): readonly Finding[] {
  const open = view.bodyRows.filter((row) => !view.merges.isCovered(row, column));
  const scores = [...scoreColumns(view)].sort((a, b) => Number(b < column) - Number(a < column) || b - a);
  const candidates = scores.length > 0 ? scores : view.entryColumns.map((entry) => entry.column).filter((entry) => entry !== column).slice(-1);
  const header = shorten(headerText(columnAt(view.table, column)));
  type Trial = { readonly judged: readonly Judged[]; readonly wrong: readonly Judged[]; readonly convention: Convention; readonly column: number };
  let best: Trial | null = null;
  let usual: Trial | null = null;
  trials: for (const scoreColumn of candidates) {
    const everybody = open.flatMap((row): readonly Scored[] => {
      const score = view.reading(row, scoreColumn).value;
      return score === null ? [] : [{ row, score: Number(score.toPrecision(12)), rank: rankAt(view, row, column) }];
    });
    const ranked = everybody.filter((item) => item.rank !== null);
    if (ranked.length < 2) continue;
    // Who has a score and no rank was left out of the ranking, or only of the list.
    for (const counted of ranked.length < everybody.length ? [ranked, everybody] : [ranked]) {
      for (const way of poolings(view, counted.map((item) => item.row), poolBy)) {
        const pools = new Map<string, Scored[]>();
        for (const item of counted) {
          const pool = pools.get(way(item.row));
          if (pool) pool.push(item);
          else pools.set(way(item.row), [item]);
        }
        for (const descending of [true, false]) {
          for (const convention of CONVENTIONS) {
            const judged = [...pools.values()].flatMap((pool) => judge(pool, convention, descending));
            const wrong = judged.filter((item) => !item.fits).sort((a, b) => a.row - b.row);
            const trial: Trial = { judged, wrong, convention, column: scoreColumn };
            usual ??= trial;
            if (best === null || wrong.length < best.wrong.length) best = trial;
            if (wrong.length === 0) break trials;
          }
        }
      }
    }
  }
  if (!best || !usual) return [];
  const scoreHeader = shorten(headerText(columnAt(view.table, best.column)));
  if (best.wrong.length === 0) return best.convention === "ordinal" ? tiesBroken(view, column, best.judged, header) : [];
  if (best.wrong.length * 5 <= best.judged.length * 2 && best.wrong.length <= MAX_LISTED) {
    return best.wrong.map((item) =>
      findingIn(view, "rank.wrong", "error", cellArea(view, item.row, column), {
        item: shorten(rowLabel(view, item.row)),
        rank: shown(item.rank),
        expected: shown(item.expected),
        score: shown(item.score, 10),
        scoreHeader,
      }),
    );
  }
  const first = usual.wrong[0];
  if (!first) return [];
  return [
    findingIn(view, "rank.disagrees", "warning", cellArea(view, first.row, column), {
      item: shorten(rowLabel(view, first.row)),
      rank: shown(first.rank),
      expected: shown(first.expected),
      score: shown(first.score, 10),
      scoreHeader: shorten(headerText(columnAt(view.table, usual.column))),
      count: usual.wrong.length,
      of: usual.judged.length,
    }),
  ];
}

/** Equal scores with different ranks: right if there is a tie-breaker, so it is only said. */
function tiesBroken(view: TableView, column: number, judged: readonly Judged[], header: string): readonly Finding[] {
  for (let i = 1; i < judged.length; i++) {
    const a = judged[i - 1];
    const b = judged[i];
    if (!a || !b || a.score !== b.score || a.rank === b.rank) continue;
    const [later, earlier] = a.row > b.row ? [a, b] : [b, a];
    return [
      findingIn(view, "rank.ties-broken", "notice", cellArea(view, later.row, column), {
        header,
        item: shorten(rowLabel(view, later.row)),
        other: toA1({ row: earlier.row, column, rows: 1, columns: 1 }),
        score: shown(later.score, 10),
      }),
    ];
  }
  return [];
}

/** CK-72: a rank without a score, and a score without a rank where the others have one. */
function checkPairs(view: TableView, column: number): readonly Finding[] {
  const scores = view.table.results.filter((result) => result.kind === "score" && result.column < column).map((result) => result.column);
  const scoreColumn = Math.max(-1, ...scores);
  if (scoreColumn < 0) return [];
  const rows = view.bodyRows.filter((row) => !view.merges.isCovered(row, column) && !view.merges.isCovered(row, scoreColumn));
  const ranked = rows.filter((row) => rankAt(view, row, column) !== null);
  const scored = rows.filter((row) => view.reading(row, scoreColumn).value !== null);
  const findings: Finding[] = [];
  const withoutScore = ranked.filter((row) => view.reading(row, scoreColumn).kind === "blank" && view.formula(row, scoreColumn) === null);
  if (withoutScore.length * 2 <= ranked.length) {
    for (const row of withoutScore) findings.push(findingIn(view, "rank.without-score", "error", cellArea(view, row, column), { item: shorten(rowLabel(view, row)), rank: shown(rankAt(view, row, column) ?? 0) }));
  }
  const unranked = scored.filter((row) => view.reading(row, column).kind === "blank" && view.formula(row, column) === null);
  if (unranked.length > 0 && unranked.length * 2 <= scored.length) {
    for (const run of runsOf(unranked, rows)) {
      const area = { row: run.first, column, rows: run.last - run.first + 1, columns: 1 };
      findings.push(findingIn(view, "rank.missing", "warning", area, { item: shorten(rowLabel(view, run.first)), count: run.count }));
    }
  }
  return findings;
}

/**
 * CK-70 … CK-72: ranks against scores. Every convention in use (1-2-2-4, 1-2-2-3, 1-2-3-4, averaged, 1-3-3-4), both
 * directions, the whole table and its pools are tried; only what fits none is wrong.
 */
export const ranks: TableRule = {
  id: "ranks",
  check: (view, context) =>
    view.table.results
      .filter((result) => result.kind === "rank" && result.state !== "empty" && !isFormerRank(headerText(columnAt(view.table, result.column))))
      .flatMap((result) => [...checkColumn(view, result.column, context.scheme.poolBy), ...checkPairs(view, result.column)]),
};
