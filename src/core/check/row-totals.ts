import type { CheckContext, TableRule } from "./check-rule";
import { decimalsOf, shown } from "./exact";
import { agreesAt, exactValue, meanOf, sumOf, trimmedMeanOf, type Expectation } from "./expectation";
import type { Finding } from "./finding";
import { cellArea, columnAt, findingIn, headerText, rowLabel, scoreColumns, shorten, type TableView } from "./table-view";

/** One way in which a result column may come about. */
type Reading = {
  readonly how: "sum" | "mean" | "weighted" | "trimmed";
  readonly expect: (row: number) => Expectation | null;
};

/** Rows on which a reading is tried before it is applied to all. */
const SAMPLE = 300;
/** More deviating cells of one column than this are not listed one by one. */
const MAX_LISTED = 30;

/** The cell's points for calculating; `null` for blank, `undefined` for what cannot be calculated with. */
function pointsAt(view: TableView, row: number, column: number): number | null | undefined {
  const reading = view.reading(row, column);
  if (reading.value !== null) return reading.value;
  return reading.kind === "blank" || reading.kind === "mark" ? null : undefined;
}

function pointsIn(view: TableView, row: number, columns: readonly number[]): readonly { readonly column: number; readonly value: number }[] | null {
  const points: { column: number; value: number }[] = [];
  for (const column of columns) {
    const value = pointsAt(view, row, column);
    if (value === undefined) return null;
    if (value !== null) points.push({ column, value });
  }
  return points.length === 0 ? null : points;
}

function readingsFor(view: TableView, result: number, context: CheckContext): readonly Reading[] {
  const entries = view.entryColumns.map((entry) => entry.column).filter((column) => column !== result);
  const scores = scoreColumns(view).filter((column) => column < result);
  const left = entries.filter((column) => column < result);
  const previous = Math.max(-1, ...scores);
  const since = left.filter((column) => column > previous);
  const sets: number[][] = [];
  const add = (columns: readonly number[]): void => {
    const sorted = [...new Set(columns)].sort((a, b) => a - b);
    if (sorted.length > 0 && !sets.some((set) => set.join() === sorted.join())) sets.push(sorted);
  };
  add(since);
  add(left);
  add(scores);
  add([...scores, ...since]);
  add(entries);
  const readings: Reading[] = [];
  for (const set of sets) {
    const from = (make: (values: readonly number[]) => Expectation | null) => (row: number): Expectation | null => {
      const points = pointsIn(view, row, set);
      return points && make(points.map((point) => point.value));
    };
    readings.push({ how: "sum", expect: from(sumOf) });
    if (set.length > 1) {
      const directions = (row: number): readonly boolean[] => set.map((column) => view.limits(row, column).direction === "deduction");
      const firstRow = view.bodyRows[0];
      if (firstRow !== undefined && directions(firstRow).includes(true)) {
        readings.push({
          how: "sum",
          expect: (row) => {
            const points = pointsIn(view, row, set);
            if (!points) return null;
            const terms = points.map(({ column, value }) => ({ value, factor: view.limits(row, column).direction === "deduction" ? -1 : 1 }));
            return { terms, divisor: 1 };
          },
        });
      }
      readings.push({ how: "mean", expect: from(meanOf) });
      readings.push({ how: "trimmed", expect: from(trimmedMeanOf) });
      readings.push(...weightedReadings(view, set, context));
    }
  }
  return readings;
}

/** Weights of indicators across: Σ w·p, on a scale of 1 or of 100, and Σ w·100·p/f; of rater groups by the scheme. */
function weightedReadings(view: TableView, set: readonly number[], context: CheckContext): readonly Reading[] {
  const readings: Reading[] = [];
  const limits = new Map(set.map((column) => [column, view.limits(view.bodyRows[0] ?? 0, column)] as const));
  if (set.every((column) => limits.get(column)?.weight != null)) {
    const weigh = (scale: (column: number) => number, divisor: number): Reading => ({
      how: "weighted",
      expect: (row) => {
        const points = pointsIn(view, row, set);
        return points && { terms: points.map(({ column, value }) => ({ value, factor: (limits.get(column)?.weight ?? 0) * scale(column) })), divisor };
      },
    });
    readings.push(weigh(() => 1, 1), weigh(() => 100, 1));
    const sameMark = limits.get(set[0] ?? -1)?.fullMark ?? null;
    if (sameMark !== null && sameMark > 0 && set.every((column) => limits.get(column)?.fullMark === sameMark)) readings.push(weigh(() => 100, sameMark));
  }
  const groups = new Map(view.table.raters.map((rater) => [rater.column, rater.group] as const));
  if (set.every((column) => groups.has(column)) && new Set(set.map((column) => groups.get(column))).size > 1) {
    readings.push({
      how: "weighted",
      expect: (row) => {
        const points = pointsIn(view, row, set);
        if (!points) return null;
        const sizes = new Map<string, number>();
        for (const { column } of points) sizes.set(groups.get(column) ?? "", (sizes.get(groups.get(column) ?? "") ?? 0) + 1);
        const weightOf = (group: string): number => Number(context.scheme.raterWeights[group as "self" | "leader" | "rater"]);
        const present = [...sizes.keys()].reduce((sum, group) => sum + weightOf(group), 0);
        if (present <= 0) return null;
        const terms = points.map(({ column, value }) => ({ value, factor: weightOf(groups.get(column) ?? "") / (sizes.get(groups.get(column) ?? "") ?? 1) }));
        return { terms, divisor: present };
      },
    });
  }
  return readings;
}

function checkResult(view: TableView, result: number, context: CheckContext): readonly Finding[] {
  const cells = view.bodyRows.flatMap((row) => {
    if (view.merges.isCovered(row, result)) return [];
    const actual = view.reading(row, result);
    return actual.value === null ? [] : [{ row, actual: actual.value, typed: view.formula(row, result) === null }];
  });
  if (cells.length < 2 || !cells.some((cell) => cell.typed)) return [];
  const digits = Math.min(10, cells.reduce((most, cell) => Math.max(most, decimalsOf(cell.actual)), 0));
  const step = Math.max(1, Math.floor(cells.length / SAMPLE));
  const sample = cells.filter((_, i) => i % step === 0);
  let best: { readonly reading: Reading; readonly fits: number; readonly of: number } | null = null;
  for (const reading of readingsFor(view, result, context)) {
    let fits = 0;
    let of = 0;
    for (const { row, actual } of sample) {
      const expectation = reading.expect(row);
      if (!expectation) continue;
      of++;
      if (agreesAt(actual, expectation, digits)) fits++;
    }
    if (of > 0 && (best === null || fits > best.fits)) best = { reading, fits, of };
  }
  // Only a reading that most rows bear out says what the others should be.
  if (!best || best.fits * 5 < best.of * 3 || (best.fits < 2 && cells.length > 2)) return [];
  const { reading } = best;
  const wrong = cells.flatMap(({ row, actual, typed }) => {
    const expectation = reading.expect(row);
    return typed && expectation && !agreesAt(actual, expectation, digits) ? [{ row, actual, expected: exactValue(expectation) }] : [];
  });
  const code = { sum: "total.sum", mean: "total.mean", trimmed: "total.trimmed", weighted: "total.weighted" }[reading.how];
  const header = shorten(headerText(columnAt(view.table, result)));
  const list = wrong.slice(0, MAX_LISTED).map(({ row, actual, expected }) =>
    findingIn(view, code, "error", cellArea(view, row, result), {
      item: [shorten(rowLabel(view, row)), header].filter((part) => part !== "").join(" · "),
      actual: shown(actual, 10),
      expected: shown(expected, Math.max(digits, 2)),
    }),
  );
  const next = wrong[MAX_LISTED];
  const last = wrong.at(-1);
  if (next && last) {
    const area = { row: next.row, column: result, rows: last.row - next.row + 1, columns: 1 };
    list.push(findingIn(view, "total.more", "error", area, { item: header, count: wrong.length - MAX_LISTED }));
  }
  return list;
}

/**
 * CK-50: typed totals of a row (总分, 小计, 平均) recomputed exactly. How the column comes about (sum, mean, weighted,
 * without extremes; of which columns) is read off the rows themselves; where no reading fits most rows, nothing is said.
 */
export const rowTotals: TableRule = {
  id: "row-totals",
  check: (view, context) => scoreColumns(view).flatMap((column) => checkResult(view, column, context)),
};
