import { textOf } from "../grid/cell";
import type { TableRule } from "./check-rule";
import { decimalsOf, shown } from "./exact";
import { agreesAt, exactValue, meanOf, sumOf, type Expectation } from "./expectation";
import type { Finding } from "./finding";
import { checkedTotalRows, dataRowsOf, rowsAbove } from "./mark-column";
import { cellArea, columnAt, columnsOfRole, findingIn, headerText, shorten, type TableView } from "./table-view";

const SUM_LABEL = /合\s*计|总\s*计|小\s*计|总\s*分|总\s*得\s*分|共\s*计|累\s*计|^total|^sum|subtotal/i;
const MEAN_LABEL = /平\s*均|均\s*分|均\s*值|average|^mean/i;
/** What a total may hold besides its own column: other parts of the form. */
const OVERALL_LABEL = /总\s*分|总\s*得\s*分|总\s*成\s*绩/;
const OTHER_LABEL = /最高|最低|中位|标准差|方差|人数|及格|优秀率|排名|权重|折算|换算|加权|max|min|median|count|stdev/i;

type Amount = { readonly row: number; readonly value: number };

/** Points of a column from top to bottom, and the first row that cannot be calculated with. */
type ColumnPoints = { readonly amounts: readonly Amount[]; readonly unreadable: number };

function pointsIn(view: TableView, column: number, rows: readonly number[]): ColumnPoints {
  const amounts: Amount[] = [];
  let unreadable = Infinity;
  for (const row of rows) {
    if (view.merges.isCovered(row, column)) continue;
    const reading = view.reading(row, column);
    if (reading.value !== null) amounts.push({ row, value: reading.value });
    else if (!["blank", "mark", "tick", "placeholder"].includes(reading.kind)) unreadable = Math.min(unreadable, row);
  }
  return { amounts, unreadable };
}

function weighted(view: TableView, column: number, amounts: readonly Amount[]): readonly Expectation[] {
  const terms = amounts.map(({ row, value }) => ({ value, weight: view.limits(row, column).weight, fullMark: view.limits(row, column).fullMark }));
  if (!terms.every((term) => term.weight !== null)) return [];
  const list: Expectation[] = [1, 100].map((scale) => ({ terms: terms.map(({ value, weight }) => ({ value, factor: (weight ?? 0) * scale })), divisor: 1 }));
  const mark = terms[0]?.fullMark ?? null;
  if (mark !== null && mark > 0 && terms.every((term) => term.fullMark === mark)) {
    list.push({ terms: terms.map(({ value, weight }) => ({ value, factor: (weight ?? 0) * 100 })), divisor: mark });
  }
  return list;
}

function labelOf(view: TableView, row: number): string {
  const { range } = view.table.table;
  for (let column = range.column; column < range.column + range.columns; column++) {
    const value = view.value(row, column);
    if (typeof value === "string" && value.trim() !== "") return value;
  }
  return "";
}

/** Columns of points, also in tables whose layout cannot be scored. */
function pointColumns(view: TableView): readonly number[] {
  const entered = view.entryColumns.map((entry) => entry.column);
  const results = view.table.results.filter((result) => result.kind === "score").map((result) => result.column);
  const read = columnsOfRole(view.table, "score", "selfScore", "leaderScore").map((column) => column.column);
  return [...new Set([...entered, ...results, ...read])].sort((a, b) => a - b);
}

/** CK-51: typed totals of a column, in total rows whose label says what they are. */
export const columnTotals: TableRule = {
  id: "column-totals",
  check: (view) => {
    const findings: Finding[] = [];
    const rows = dataRowsOf(view);
    const totalRows = checkedTotalRows(view);
    const columns = pointColumns(view);
    const { range } = view.table.table;
    const everything = rowsAbove(view, range.row + range.rows);
    for (const column of totalRows.length === 0 ? [] : columns) {
      const totals: Amount[] = [];
      const points = pointsIn(view, column, rows);
      // Rows that were taken for headers, groups, totals or notes may carry points too.
      const filled = pointsIn(view, column, everything).amounts;
      for (const row of totalRows) {
        if (view.merges.isCovered(row, column)) continue;
        const reading = view.reading(row, column);
        if (reading.kind !== "number" || reading.value === null) continue;
        const actual = reading.value;
        const label = labelOf(view, row);
        const previous = totals.at(-1)?.row ?? -1;
        const before = [...totals];
        const isMean = MEAN_LABEL.test(label);
        if (!isMean && SUM_LABEL.test(label)) totals.push({ row, value: actual });
        if (view.formula(row, column) !== null || OTHER_LABEL.test(label) || (!isMean && !SUM_LABEL.test(label))) continue;
        const above = points.amounts.filter((amount) => amount.row < row);
        if (points.unreadable < row || above.length < 2) continue;
        const recent = above.filter((amount) => amount.row > previous);
        const scopes = [recent, above, before, [...before, ...recent]].filter((scope) => scope.length > 0);
        const values = (scope: readonly Amount[]): readonly number[] => scope.map((amount) => amount.value);
        const expectations: Expectation[] = [];
        for (const scope of scopes) {
          const mean = meanOf(values(scope));
          if (isMean && mean) expectations.push(mean);
          else expectations.push(sumOf(values(scope)), ...weighted(view, column, scope));
          if (!isMean) {
            // Deductions may be written as positive numbers.
            expectations.push({ terms: scope.map((amount) => ({ value: amount.value, factor: view.limits(amount.row, column).direction === "deduction" ? -1 : 1 })), divisor: 1 });
          }
        }
        // The total of the totals beside it.
        const beside = amountsAcross(view, row, column);
        if (beside.length > 0) expectations.push(sumOf(beside));
        for (const scope of [filled, filled.filter((amount) => !view.totalRows.has(amount.row))]) {
          const all = values(scope.filter((amount) => amount.row < row));
          const mean = meanOf(all);
          if (all.length > above.length) expectations.push(isMean && mean ? mean : sumOf(all));
        }
        const digits = Math.min(10, decimalsOf(actual));
        const first = expectations[0];
        if (!first || expectations.some((expectation) => agreesAt(actual, expectation, digits))) continue;
        findings.push(
          findingIn(view, isMean ? "total.column-mean" : "total.column-sum", OVERALL_LABEL.test(label) ? "warning" : "error", cellArea(view, row, column), {
            item: [shorten(textOf(label)), shorten(headerText(columnAt(view.table, column)))].filter((part) => part !== "").join(" · "),
            actual: shown(actual, 10),
            expected: shown(exactValue(first), Math.max(digits, 2)),
          }),
        );
      }
    }
    return findings;
  },
};

/** Numbers of the same row in the entry columns left of `column`. */
function amountsAcross(view: TableView, row: number, column: number): readonly number[] {
  return view.entryColumns.flatMap((entry) => {
    const value = entry.column < column ? view.reading(row, entry.column).value : null;
    return value === null ? [] : [value];
  });
}
