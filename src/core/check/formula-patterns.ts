import { textOf } from "../grid/cell";
import type { SheetRule, TableRule } from "./check-rule";
import type { Finding } from "./finding";
import { aggregateRange, isExternalFormula, looksLikeFormula, relativeFormula } from "./formula-text";
import { checkedTotalRows, dataRowsOf } from "./mark-column";
import { cellArea, columnAt, columnsOfRole, findingIn, headerText, rowLabel, runsOf, shorten, type TableView } from "./table-view";
import { toA1 } from "../grid/address";

/** Columns that may hold calculated points: entries, results, marks and weights; texts and numbering are left alone. */
export function numberColumns(view: TableView): readonly number[] {
  const columns = new Set<number>(view.entryColumns.map((entry) => entry.column));
  for (const result of view.table.results) columns.add(result.column);
  for (const column of columnsOfRole(view.table, "score", "selfScore", "leaderScore", "rank", "weight", "fullMark")) columns.add(column.column);
  return [...columns].sort((a, b) => a - b);
}

function nameOf(view: TableView, row: number, column: number): string {
  return [rowLabel(view, row), headerText(columnAt(view.table, column))]
    .filter((part) => part !== "")
    .map((part) => shorten(part))
    .join(" · ");
}

/** Whether CK-60 names the numbers typed among so many formulas. */
export function isNamedAsOverwritten(formulas: number, typed: number): boolean {
  return formulas >= 3 && typed * 2 <= formulas;
}

/** Whether CK-62 names the formulas of a column that differ from those that agree. */
export function isNamedAsDiffering(agreeing: number, formulas: number): boolean {
  return formulas >= 5 && agreeing * 5 >= formulas * 4;
}

/** CK-60: a number typed over a formula, where the neighbours in the column (or in the total row) are formulas. */
export const overwrittenFormulas: TableRule = {
  id: "overwritten-formulas",
  check: (view) => {
    const findings: Finding[] = [];
    const columns = numberColumns(view);
    const judge = (cells: readonly (readonly [number, number])[]): void => {
      const formulas = cells.filter(([row, column]) => view.formula(row, column) !== null).length;
      const typed = cells.filter(([row, column]) => view.formula(row, column) === null && typeof view.value(row, column) === "number");
      if (!isNamedAsOverwritten(formulas, typed.length)) return;
      for (const [row, column] of typed) {
        findings.push(findingIn(view, "formula.overwritten", "error", cellArea(view, row, column), { item: nameOf(view, row, column), value: textOf(view.value(row, column)), formulas }));
      }
    };
    const open = (row: number, column: number): boolean => !view.merges.isCovered(row, column);
    for (const column of columns) judge(view.bodyRows.filter((row) => open(row, column)).map((row) => [row, column] as const));
    for (const row of view.totalRows) judge(columns.filter((column) => open(row, column)).map((column) => [row, column] as const));
    return findings;
  },
};

/** CK-61: the sum of a total row leaves out rows with numbers at the edge of its block. */
export const shortRanges: TableRule = {
  id: "short-ranges",
  check: (view) => {
    const findings: Finding[] = [];
    const rows = dataRowsOf(view);
    const totals = checkedTotalRows(view);
    for (const row of totals) {
      for (const column of numberColumns(view)) {
        const formula = view.formula(row, column);
        const range = formula === null ? null : aggregateRange(formula);
        if (!range || range.column !== column || range.columns !== 1 || range.row > row) continue;
        const first = range.row;
        const last = range.row + range.rows - 1;
        const isNumber = (other: number): boolean => typeof view.value(other, column) === "number" && !view.merges.isCovered(other, column);
        // Rows between the range and the total row, and between the block's start and the range.
        const start = Math.max(view.table.table.headerRows?.last ?? -1, ...totals.filter((total) => total < row), ...view.table.table.groupRows.filter((group) => group < first));
        const left = rows.filter((other) => isNumber(other) && ((other > last && other < row) || (other > start && other < first)));
        if (left.length === 0 || rows.filter((other) => other >= first && other <= last && isNumber(other)).length === 0) continue;
        const rect = (other: number): string => toA1({ row: other, column, rows: 1, columns: 1 });
        findings.push(
          findingIn(view, "formula.range-short", "error", cellArea(view, row, column), {
            item: shorten(headerText(columnAt(view.table, column))),
            range: toA1(range),
            left: left.slice(0, 5).map(rect),
            count: left.length,
          }),
        );
      }
    }
    return findings;
  },
};

/** CK-62: one formula of a filled-down column reads differently from the others. */
export const differingFormulas: TableRule = {
  id: "differing-formulas",
  reach: "formulas",
  check: (view) => {
    const findings: Finding[] = [];
    for (const column of numberColumns(view)) {
      const cells = view.bodyRows.flatMap((row) => {
        const formula = view.formula(row, column);
        return formula === null ? [] : [{ row, formula, relative: relativeFormula(formula, row, column) }];
      });
      if (cells.length < 5) continue;
      const counts = new Map<string, number>();
      for (const cell of cells) counts.set(cell.relative, (counts.get(cell.relative) ?? 0) + 1);
      const [common, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ["", 0];
      if (!isNamedAsDiffering(count, cells.length)) continue;
      const model = cells.find((cell) => cell.relative === common);
      for (const cell of cells) {
        if (cell.relative === common || !model) continue;
        const own = aggregateRange(cell.formula);
        const theirs = aggregateRange(model.formula);
        const short = own && theirs && own.rows === 1 && theirs.rows === 1 && own.columns < theirs.columns;
        findings.push(
          findingIn(view, short ? "formula.row-range-short" : "formula.differs", short ? "error" : "warning", cellArea(view, cell.row, column), {
            item: nameOf(view, cell.row, column),
            formula: shortFormula(cell.formula),
            model: shortFormula(model.formula),
            modelCell: toA1({ row: model.row, column, rows: 1, columns: 1 }),
          }),
        );
      }
    }
    return findings;
  },
};

export function shortFormula(formula: string): string {
  return formula.length > 60 ? `${formula.slice(0, 59)}…` : formula;
}

/** CK-63: points that depend on another file, which the receiver does not have. One finding for each run of a column. */
export const externalLinks: TableRule = {
  id: "external-links",
  reach: "formulas",
  check: (view) => {
    const { range } = view.table.table;
    const rows = Array.from({ length: range.rows }, (_, i) => range.row + i);
    const findings: Finding[] = [];
    for (let column = range.column; column < range.column + range.columns; column++) {
      const linked = rows.filter((row) => isExternalFormula(view.formula(row, column) ?? ""));
      for (const run of runsOf(linked, rows)) {
        const area = { row: run.first, column, rows: run.last - run.first + 1, columns: 1 };
        findings.push(findingIn(view, "formula.external", "warning", area, { item: nameOf(view, run.first, column), formula: shortFormula(view.formula(run.first, column) ?? ""), count: run.count }));
      }
    }
    return findings;
  },
};

/** CK-64: a formula that was entered as text and does not calculate. */
export const formulasAsText: SheetRule = {
  id: "formulas-as-text",
  check: (sheet, context) => {
    if (!sheet.used || !context.views.some((view) => view.sheet === sheet)) return [];
    const { row: top, column: left } = sheet.used;
    const findings: Finding[] = [];
    sheet.values.forEach((values, r) => {
      values.forEach((value, c) => {
        if (typeof value !== "string" || !/^\s*[=＝]/.test(value) || (sheet.formulas[r]?.[c] ?? null) !== null || !looksLikeFormula(value)) return;
        const area = { row: top + r, column: left + c, rows: 1, columns: 1 };
        findings.push({ code: "formula.as-text", severity: "error", sheetId: sheet.sheetId, sheetName: sheet.name, area, params: { cell: toA1(area), formula: shortFormula(value.trim()) } });
      });
    });
    return findings;
  },
};
