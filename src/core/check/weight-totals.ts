import type { Exact } from "../score/decimal";
import { foldKeyText } from "../template/keys";
import { textOf } from "../grid/cell";
import type { RecognizedColumn } from "../recognize/table";
import { markInText } from "../template/mark-text";
import type { CheckContext, TableRule } from "./check-rule";
import { decimalsOf, exact, exactSum, shownPercent } from "./exact";
import type { Finding } from "./finding";
import { anchorRows, checkedTotalRows, dataRowsOf, groupByAnchor, rowsAbove, weightsIn, type MarkAt } from "./mark-column";
import { decompositionOn } from "./sheet-kinds";
import { columnsOfRole, directionOf, findingIn, headerText, shorten, type TableView } from "./table-view";

/** Columns read as something with less confidence than this are not argued about. */
const MIN_CONFIDENCE = 0.4;
/** What adds up to less or more than this is something else than weights (kilograms, coefficients). */
const PLAUSIBLE = { from: 0.3, to: 1.7 };
const LEVELS = ["level1", "level2", "level3", "level4"] as const;

/** Equal, or apart by no more than rounding of shares given to a tenth of a percent or finer (33.3 % three times). */
function agrees(sum: Exact, target: Exact, values: readonly number[]): boolean {
  const digits = Math.max(0, ...values.map(decimalsOf));
  const tolerance = digits < 3 ? exact(0) : exact(values.length).mul(5).div(10 ** (digits + 1));
  return sum.sub(target).abs().lte(tolerance);
}

function sumsTo(marks: readonly MarkAt[], target: number): boolean {
  const values = marks.map((mark) => mark.value);
  return agrees(exactSum(values), exact(target), values);
}

function isPlausible(sum: Exact): boolean {
  return sum.gte(PLAUSIBLE.from) && sum.lte(PLAUSIBLE.to);
}

/** Weights of the same header in the sheet's tables together: two parts of one form share the 100 % between them. */
function sumsAcrossTables(view: TableView, column: RecognizedColumn, context: CheckContext): boolean {
  const header = foldKeyText(headerText(column));
  const marks: MarkAt[] = [];
  let tables = 0;
  for (const other of context.views) {
    if (other.sheet !== view.sheet) continue;
    const twin = columnsOfRole(other.table, "weight").find((candidate) => foldKeyText(headerText(candidate)) === header);
    if (!twin) continue;
    tables++;
    marks.push(...weightsIn(other, twin, dataRowsOf(other)));
  }
  return tables > 1 && sumsTo(marks, 1);
}

function columnFinding(view: TableView, column: RecognizedColumn, marks: readonly MarkAt[], code: string, target: number, params: Readonly<Record<string, string>>): Finding {
  const sum = exactSum(marks.map((mark) => mark.value));
  const first = marks[0]?.row ?? view.table.table.range.row;
  const last = marks.at(-1)?.row ?? first;
  const off = exact(target).sub(sum);
  return findingIn(
    view,
    code,
    "error",
    { row: first, column: column.column, rows: last - first + 1, columns: 1 },
    { header: shorten(headerText(column)), sum: shownPercent(sum), expected: shownPercent(exact(target)), difference: shownPercent(off.neg()), count: marks.length, ...params },
  );
}

/** CK-32: a typed total of a weight column that is not what the weights add up to. */
function statedFindings(view: TableView, column: RecognizedColumn): readonly Finding[] {
  if (view.totalRows.size === 0) return [];
  const { range } = view.table.table;
  const data = weightsIn(view, column, dataRowsOf(view));
  const everything = weightsIn(view, column, rowsAbove(view, range.row + range.rows).filter((row) => !view.totalRows.has(row)));
  const findings: Finding[] = [];
  let previous = -1;
  for (const row of checkedTotalRows(view)) {
    const [stated] = view.merges.isCovered(row, column.column) ? [] : weightsIn(view, column, [row]);
    const above = data.filter((mark) => mark.row < row);
    const since = above.filter((mark) => mark.row > previous);
    if (!stated) continue;
    previous = row;
    // On its own a bare 100 has no scale; the column's is percent then.
    const value = stated.value > 2 ? stated.value / 100 : stated.value;
    if (view.formula(row, column.column) !== null || above.length < 2) continue;
    if ([above, since].some((scope) => scope.length > 0 && (sumsTo(scope, value) || !isPlausible(exactSum(scope.map((mark) => mark.value)))))) continue;
    if (sumsTo(everything.filter((mark) => mark.row < row), value)) continue;
    const sum = exactSum(above.map((mark) => mark.value));
    findings.push(
      findingIn(view, "weight.stated-total", "error", { row, column: column.column, rows: 1, columns: 1 }, {
        header: shorten(headerText(column)),
        stated: shownPercent(exact(value)),
        sum: shownPercent(sum),
        difference: shownPercent(sum.sub(exact(value))),
      }),
    );
  }
  return findings;
}

function checkColumn(view: TableView, column: RecognizedColumn, context: CheckContext): readonly Finding[] {
  const rows = dataRowsOf(view);
  const marks = weightsIn(view, column, rows);
  if (marks.length < 2) return [];
  const all = rowsAbove(view, view.table.table.range.row + view.table.table.range.rows).filter((row) => !view.totalRows.has(row));
  if (sumsTo(marks, 1) || sumsTo(weightsIn(view, column, all), 1)) return [];
  const plain = marks.filter((mark) => {
    const placed = view.indicatorByRow.get(mark.row);
    return !placed || directionOf(placed) === "plain" || directionOf(placed) === "deduction";
  });
  if (plain.length < marks.length && sumsTo(plain, 1)) return [];
  if (sumsAcrossTables(view, column, context)) return [];

  // A group's own weight stands in another weight column, in the group's row, or is the whole again.
  const parents = columnsOfRole(view.table, "weight").filter((other) => other.column < column.column);
  const groupings: { readonly groups: ReadonlyMap<number, readonly MarkAt[]>; readonly target: (anchor: number) => number; readonly labelColumn: number }[] = [];
  for (const parent of parents) {
    const shares = new Map(weightsIn(view, parent, rows).map((mark) => [mark.row, mark.value] as const));
    const groups = groupByAnchor(marks, anchorRows(view, parent.column, rows));
    if ([...groups.keys()].every((anchor) => shares.has(anchor))) groupings.push({ groups, target: (anchor) => shares.get(anchor) ?? 1, labelColumn: parent.column });
    groupings.push({ groups, target: () => 1, labelColumn: parent.column });
  }
  for (const level of columnsOfRole(view.table, ...LEVELS)) {
    groupings.push({ groups: groupByAnchor(marks, anchorRows(view, level.column, rows)), target: () => 1, labelColumn: level.column });
  }
  const groupRows = [...view.table.table.groupRows].sort((a, b) => a - b);
  if (groupRows.length > 0) {
    const shares = new Map(weightsIn(view, column, groupRows).map((mark) => [mark.row, mark.value] as const));
    const anchors = new Map<number, number>();
    let next = 0;
    let current: number | null = null;
    for (const row of rows) {
      while (next < groupRows.length && (groupRows[next] ?? Infinity) < row) current = groupRows[next++] ?? current;
      anchors.set(row, current ?? row);
    }
    const groups = groupByAnchor(marks, anchors);
    const labelColumn = view.table.table.columns[0]?.column ?? column.column;
    if (shares.size > 0) groupings.push({ groups, target: (anchor) => shares.get(anchor) ?? 1, labelColumn });
    groupings.push({ groups, target: () => 1, labelColumn });
  }
  let best: { readonly bad: readonly (readonly [number, readonly MarkAt[]])[]; readonly grouping: (typeof groupings)[number] } | null = null;
  for (const grouping of groupings) {
    if (grouping.groups.size < 2) continue;
    const bad = [...grouping.groups].filter(([anchor, group]) => !sumsTo(group, grouping.target(anchor)));
    if (bad.length === 0) return [];
    if (bad.length * 2 <= grouping.groups.size && (best === null || bad.length < best.bad.length)) best = { bad, grouping };
  }
  if (best) {
    const { bad, grouping } = best;
    return bad.map(([anchor, group]) =>
      columnFinding(view, column, group, "weight.group-total", grouping.target(anchor), { group: shorten(textOf(view.value(anchor, grouping.labelColumn))) }),
    );
  }
  return isPlausible(exactSum(marks.map((mark) => mark.value))) ? [columnFinding(view, column, marks, "weight.total", 1, {})] : [];
}

/** Weights of indicators that stand across, from their headers or a weight row. */
function checkAcross(view: TableView): readonly Finding[] {
  const placed = view.table.indicators.filter((indicator) => indicator.where.kind === "column" && indicator.indicator.weight !== null);
  if (placed.length < 2) return [];
  // With weights missing there is no total to speak of; that some are missing is for scoring to say.
  const incomplete = view.table.indicators.some((item) => item.where.kind === "column" && item.indicator.weight === null && directionOf(item) === "plain");
  if (incomplete) return [];
  const weigh = (list: typeof placed): readonly MarkAt[] => list.map((item, i) => ({ row: i, value: Number(item.indicator.weight) }));
  if (sumsTo(weigh(placed), 1)) return [];
  const plain = placed.filter((item) => directionOf(item) !== "bonus" && directionOf(item) !== "both");
  if (plain.length < placed.length && sumsTo(weigh(plain), 1)) return [];
  const byParent = new Map<string, typeof placed>();
  for (const item of placed) {
    const parent = foldKeyText(item.indicator.path.join("\u001f"));
    byParent.set(parent, [...(byParent.get(parent) ?? []), item]);
  }
  if (byParent.size > 1 && [...byParent.values()].every((group) => sumsTo(weigh(group), 1))) return [];
  const sum = exactSum(placed.map((item) => Number(item.indicator.weight)));
  // "总计 110%": the table says itself that its weights add up to something else.
  const stated = view.table.results.some((result) => {
    const header = view.table.table.columns.find((column) => column.column === result.column);
    const weight = markInText(headerText(header)).weight;
    return weight !== null && exact(Number(weight)).equals(sum);
  });
  if (stated || !isPlausible(sum)) return [];
  const columns = placed.flatMap((item) => (item.where.kind === "column" ? [item.where.column] : []));
  const left = Math.min(...columns);
  const header = view.table.table.headerRows?.last ?? view.table.table.range.row;
  const off = sum.sub(1);
  return [
    findingIn(view, "weight.total", "error", { row: header, column: left, rows: 1, columns: Math.max(...columns) - left + 1 }, {
      header: shorten(placed[0]?.indicator.name ?? ""),
      sum: shownPercent(sum),
      expected: "100%",
      difference: shownPercent(off),
      count: placed.length,
    }),
  ];
}

/**
 * CK-30, CK-31: weights add up to 100 % over the table, in each group, or to their group's weight; exactly, by decimals.
 * Bonus items may come on top.
 */
export const weightTotals: TableRule = {
  id: "weight-totals",
  reach: "workbook",
  check: (view, context) => {
    if (decompositionOn(view.sheet)) return [];
    const columns = columnsOfRole(view.table, "weight").filter((column) => column.confidence >= MIN_CONFIDENCE);
    return [...columns.flatMap((column) => [...checkColumn(view, column, context), ...statedFindings(view, column)]), ...checkAcross(view)];
  },
};
