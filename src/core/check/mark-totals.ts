import type { Exact } from "../score/decimal";
import { textOf } from "../grid/cell";
import type { RecognizedColumn } from "../recognize/table";
import { TOTAL_HEADER } from "../template/header-words";
import { foldKeyText } from "../template/keys";
import { markInCell, markInText } from "../template/mark-text";
import type { TableRule } from "./check-rule";
import { exact, exactSum, shown } from "./exact";
import type { Finding } from "./finding";
import { anchorRows, checkedTotalRows, dataRowsOf, groupByAnchor, marksIn, rowsAbove, type MarkAt } from "./mark-column";
import { decompositionOn } from "./sheet-kinds";
import { cellArea, columnAt, columnsOfRole, directionOf, findingIn, headerText, shorten, type TableView } from "./table-view";

const MIN_CONFIDENCE = 0.4;
const LEVELS = ["level1", "level2", "level3", "level4"] as const;

function sumOf(marks: readonly MarkAt[]): Exact {
  return exactSum(marks.map((mark) => mark.value));
}

/** The sum as the table may count it: with everything, without bonus, without deductions, with neither. */
function acceptableSums(view: TableView, marks: readonly MarkAt[]): readonly Exact[] {
  const direction = (mark: MarkAt): string => {
    const placed = view.indicatorByRow.get(mark.row);
    return placed ? directionOf(placed) : "plain";
  };
  const without = (...left: readonly string[]): Exact => sumOf(marks.filter((mark) => !left.includes(direction(mark))));
  return [sumOf(marks), without("bonus", "both"), without("deduction", "both"), without("bonus", "deduction", "both")];
}

/** CK-35: the total row of a full mark column. */
function checkTotalRows(view: TableView, column: RecognizedColumn, marks: readonly MarkAt[]): readonly Finding[] {
  const findings: Finding[] = [];
  const totals: MarkAt[] = [];
  const rows = dataRowsOf(view);
  const { range } = view.table.table;
  const everything = view.totalRows.size === 0 ? [] : marksIn(view, column, rowsAbove(view, range.row + range.rows));
  for (const row of checkedTotalRows(view)) {
    if (view.merges.isCovered(row, column.column)) continue;
    const cell = markInCell(view.value(row, column.column), false);
    if (!cell || cell.unit === "percent") continue;
    const stated = exact(Number(cell.amount));
    const previous = totals.at(-1)?.row ?? -1;
    const above = marks.filter((mark) => mark.row < row);
    const scopes = [above, above.filter((mark) => mark.row > previous), totals, [...totals, ...above.filter((mark) => mark.row > previous)]].filter((scope) => scope.length > 0);
    totals.push({ row, value: Number(cell.amount) });
    if (above.length < 2) continue;
    if (scopes.some((scope) => acceptableSums(view, scope).some((sum) => sum.equals(stated)))) continue;
    // Several groups of full marks, each on the total's scale.
    const perGroup = columnsOfRole(view.table, ...LEVELS).some((level) => {
      const groups = [...groupByAnchor(above, anchorRows(view, level.column, rows)).values()];
      return groups.filter((group) => sumOf(group).equals(stated)).length * 2 >= groups.length;
    });
    if (perGroup) continue;
    // Rows that were taken for headers, groups, totals or notes may carry marks too.
    const rest = everything.filter((mark) => mark.row < row);
    if ([rest, rest.filter((mark) => !view.totalRows.has(mark.row))].some((scope) => sumOf(scope).equals(stated))) continue;
    const sum = sumOf(totals.length > 1 ? above.filter((mark) => mark.row > previous) : above);
    findings.push(
      findingIn(view, "mark.total", "error", cellArea(view, row, column.column), {
        header: shorten(headerText(column)),
        stated: shown(stated),
        sum: shown(sum),
        difference: shown(sum.sub(stated)),
      }),
    );
  }
  return findings;
}

/** CK-36: a coarser column of full marks (二级 75) over a finer one; only where most groups agree. */
function checkLevels(view: TableView, coarse: RecognizedColumn, fine: RecognizedColumn): readonly Finding[] {
  const rows = dataRowsOf(view);
  const above = marksIn(view, coarse, rows);
  const below = marksIn(view, fine, rows);
  if (above.length < 2 || below.length <= above.length) return [];
  const groups = groupByAnchor(below, anchorRows(view, coarse.column, rows));
  const compared = above.flatMap((mark) => {
    const group = groups.get(mark.row);
    return group && group.length > 0 ? [{ mark, group, fits: acceptableSums(view, group).some((sum) => sum.equals(exact(mark.value))) }] : [];
  });
  const fits = compared.filter((item) => item.fits).length;
  if (fits < 2 || fits * 5 < compared.length * 3) return [];
  return compared
    .filter((item) => !item.fits)
    .map(({ mark, group }) =>
      findingIn(view, "mark.level-total", "error", cellArea(view, mark.row, coarse.column), {
        header: shorten(headerText(coarse)),
        stated: shown(mark.value),
        sum: shown(sumOf(group)),
        difference: shown(sumOf(group).sub(exact(mark.value))),
      }),
    );
}

/** CK-37: a group whose name carries its points, "部门决策(25分)", over the marks beneath it. */
function checkNamedGroups(view: TableView, columns: readonly RecognizedColumn[]): readonly Finding[] {
  const rows = dataRowsOf(view);
  const findings: Finding[] = [];
  for (const level of columnsOfRole(view.table, ...LEVELS)) {
    const anchors = anchorRows(view, level.column, rows);
    const grouped = columns.map((column) => groupByAnchor(marksIn(view, column, rows), anchors));
    for (const anchor of new Set(anchors.values())) {
      const text = textOf(view.value(anchor, level.column));
      const stated = markInText(text).fullMark;
      const groups = grouped.map((byAnchor) => byAnchor.get(anchor) ?? []).filter((group) => group.length > 0);
      const last = groups.at(-1);
      if (stated === null || !last) continue;
      if (groups.some((group) => acceptableSums(view, group).some((sum) => sum.equals(exact(Number(stated)))))) continue;
      findings.push(
        findingIn(view, "mark.group-total", "warning", cellArea(view, anchor, level.column), {
          group: shorten(text),
          stated: shown(Number(stated)),
          sum: shown(sumOf(last)),
          difference: shown(sumOf(last).sub(exact(Number(stated)))),
        }),
      );
    }
  }
  return findings;
}

/** CK-38: a total that the title or the total column's header states, over all full marks. */
function checkStated(view: TableView): readonly Finding[] {
  const { indicators, results, table } = view.table;
  if (indicators.length < 2 || indicators.some((placed) => placed.indicator.fullMark === null || placed.indicator.weight !== null)) return [];
  const plainSum = (keep: (direction: string) => boolean): Exact =>
    exactSum(indicators.filter((placed) => keep(directionOf(placed))).map((placed) => Number(placed.indicator.fullMark)));
  const sums = [plainSum(() => true), plainSum((d) => d !== "bonus" && d !== "both"), plainSum((d) => d !== "deduction" && d !== "both"), plainSum((d) => d === "plain")];
  const totalColumn = [...results].reverse().find((result) => {
    const name = foldKeyText(markInText(headerText(columnAt(view.table, result.column)).split(" ").at(-1) ?? "").name);
    return result.kind === "score" && TOTAL_HEADER.test(name);
  });
  const acrossHeader = totalColumn && indicators.every((placed) => placed.where.kind === "column") ? columnAt(view.table, totalColumn.column) : undefined;
  const title = markInText(table.title).fullMark;
  const header = acrossHeader ? markInText(headerText(acrossHeader)).fullMark : null;
  const stated = header ?? title;
  if (stated === null || sums.some((sum) => sum.equals(exact(Number(stated))))) return [];
  const titleRow = table.titleRows.at(-1);
  const area =
    header !== null && acrossHeader
      ? { row: table.headerRows?.first ?? table.range.row, column: acrossHeader.column, rows: 1, columns: 1 }
      : { row: titleRow ?? table.range.row, column: table.range.column, rows: 1, columns: 1 };
  const sum = sums[0] ?? exact(0);
  return [findingIn(view, "mark.stated-total", "warning", area, { stated: shown(Number(stated)), sum: shown(sum), difference: shown(sum.sub(exact(Number(stated)))) })];
}

/**
 * CK-39: full marks add up to 100 and weights to 100 %, and yet they differ: two readings of the same table.
 * CK-34: all full marks but a few are their weight in points: the few are slips, whatever the totals.
 */
function checkContradiction(view: TableView): readonly Finding[] {
  const both = view.table.indicators.filter((placed) => placed.indicator.fullMark !== null && placed.indicator.weight !== null);
  if (both.length < 2 || both.length !== view.table.indicators.length) return [];
  const apart = both.filter((placed) => !exact(Number(placed.indicator.fullMark)).equals(exact(Number(placed.indicator.weight)).mul(100)));
  const first = apart[0];
  if (!first) return [];
  const column = columnsOfRole(view.table, "fullMark").at(-1)?.column ?? view.table.table.range.column;
  const at = (placed: (typeof both)[number], code: string, severity: Finding["severity"], count: number): Finding =>
    findingIn(
      view,
      code,
      severity,
      placed.where.kind === "rows"
        ? cellArea(view, placed.where.row, column)
        : { row: view.table.table.headerRows?.last ?? view.table.table.range.row, column: placed.where.column, rows: 1, columns: 1 },
      {
        item: shorten(placed.indicator.name),
        fullMark: shown(Number(placed.indicator.fullMark)),
        weight: `${shown(exact(Number(placed.indicator.weight)).mul(100))}%`,
        count,
      },
    );
  const fullMarks = exactSum(both.map((placed) => Number(placed.indicator.fullMark)));
  const weights = exactSum(both.map((placed) => Number(placed.indicator.weight)));
  if (fullMarks.equals(100) && weights.equals(1)) return [at(first, "mark.contradicts-weight", "error", apart.length)];
  return apart.length * 5 <= both.length ? apart.map((placed) => at(placed, "mark.differs-from-weight", "warning", 1)) : [];
}

/** Full marks against what the table says about them: CK-35 … CK-39. A total nobody states is not required to be 100. */
export const markTotals: TableRule = {
  id: "mark-totals",
  check: (view) => {
    if (decompositionOn(view.sheet)) return [];
    const columns = columnsOfRole(view.table, "fullMark").filter((column) => column.confidence >= MIN_CONFIDENCE);
    const rows = dataRowsOf(view);
    const findings = columns.flatMap((column) => checkTotalRows(view, column, marksIn(view, column, rows)));
    for (let i = 0; i + 1 < columns.length; i++) {
      const coarse = columns[i];
      const fine = columns[i + 1];
      if (coarse && fine) findings.push(...checkLevels(view, coarse, fine));
    }
    return [...findings, ...checkNamedGroups(view, columns), ...checkStated(view), ...checkContradiction(view)];
  },
};
