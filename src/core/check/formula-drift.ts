import { textOf } from "../grid/cell";
import { anchoredArea } from "../store/anchors";
import { columnIds, formulaInCell, hasItsColumns, namedFormula, rangeChange, readsAlike, rowLabels, standsForAnyRows } from "../template/formula-record";
import type { SheetRule, TableRule } from "./check-rule";
import type { Finding } from "./finding";
import { isNamedAsDiffering, isNamedAsOverwritten, numberColumns, shortFormula } from "./formula-patterns";
import { relativeFormula } from "./formula-text";
import { columnAt, findingIn, headerText, rowLabel, shorten, type TableView } from "./table-view";

/** From the first to the last of some rows of a column. */
function across(rows: readonly number[], column: number): { readonly row: number; readonly column: number; readonly rows: number; readonly columns: number } {
  const first = Math.min(...rows);
  return { row: first, column, rows: Math.max(...rows) - first + 1, columns: 1 };
}

/** Whether CK-60 names what is typed in a total row: among the formulas of the row, or of the column where it is taken for a row like the others. */
function isTotalNamed(view: TableView, row: number, column: number): boolean {
  const isNamed = (cells: readonly (readonly [row: number, column: number])[]): boolean => {
    const open = cells.filter((cell) => !view.merges.isCovered(...cell));
    const typed = open.filter((cell) => view.formula(...cell) === null && typeof view.value(...cell) === "number");
    return isNamedAsOverwritten(open.filter((cell) => view.formula(...cell) !== null).length, typed.length);
  };
  return view.totalRows.has(row) ? isNamed(numberColumns(view).map((other) => [row, other])) : isNamed(view.bodyRows.map((other) => [other, column]));
}

/**
 * CK-108: formulas of the user's own that are numbers, other formulas or shorter ranges now. Said where the workbook itself does not tell: single cells among
 * their likes are CK-60's and CK-62's, rows left out of a total are CK-61's, columns that are gone CK-95's.
 */
export const changedFormulas: TableRule = {
  id: "changed-formulas",
  check: (view, { record }) => {
    const recorded = record?.tables.find(({ tableId }) => tableId === view.table.tableId);
    if (!recorded?.formulas || recorded.formulas.length === 0) return [];
    const { table } = view.table;
    const ids = columnIds(table);
    const columns = new Map([...ids].map(([column, id]) => [id, column] as const));
    const labels = new Map([...rowLabels(view.sheet, table)].map(([row, label]) => [label, row] as const));
    const known = new Set(recorded.indicators.map(({ key }) => key));
    const totals = new Set(recorded.formulas.flatMap(({ row }) => (row === null ? [] : [labels.get(row)])));
    return recorded.formulas.flatMap(({ column: id, row: label, relative, named }): readonly Finding[] => {
      const column = columns.get(id);
      const total = label === null ? null : (labels.get(label) ?? null);
      if (column === undefined || (label !== null && total === null)) return [];
      const rows = (total === null ? view.bodyRows.filter((row) => !totals.has(row)) : [total]).filter((row) => !view.merges.isCovered(row, column));
      const typed = rows.filter((row) => view.formula(row, column) === null && typeof view.value(row, column) === "number");
      const cells = rows.flatMap((row) => {
        const formula = view.formula(row, column);
        if (formula === null) return [];
        const now = relativeFormula(formula, row, column);
        const nowNamed = namedFormula(now, column, table, ids);
        return [{ row, formula, named: nowNamed, same: readsAlike(now, relative) || nowNamed === named }];
      });
      const nameOf = (row: number): string => (total === null ? [] : [rowLabel(view, row) || textOf(view.value(row, table.range.column))]).concat(headerText(columnAt(view.table, column))).filter((part) => part !== "").map((part) => shorten(part)).join(" · ");
      const findings: Finding[] = [];
      const [firstTyped] = typed;
      if (firstTyped !== undefined && !(total === null ? isNamedAsOverwritten(cells.length, typed.length) : isTotalNamed(view, total, column))) {
        findings.push(
          findingIn(view, "template.formula-replaced", "error", across(typed, column), { item: nameOf(firstTyped), was: shortFormula(formulaInCell(relative, firstTyped, column)), value: textOf(view.value(firstTyped, column)), count: typed.length }),
        );
      }
      const others = cells.filter(({ same }) => !same);
      const [first] = others;
      const isComparable = hasItsColumns(named, ids) && (total === null || (standsForAnyRows(named) && others.every((cell) => standsForAnyRows(cell.named))));
      if (!first || !isComparable || (total === null && isNamedAsDiffering(cells.length - others.length, cells.length))) return findings;
      const change = rangeChange(named, first.named, ids);
      const isNew = (at: number): boolean => {
        const indicator = view.indicatorByColumn.get(at)?.indicator;
        return indicator !== undefined && !known.has(indicator.key);
      };
      // A sum that takes in the indicators that were added is what CK-95 asks about.
      if (change?.lost.length === 0 && change.gained.length > 0 && change.gained.every(isNew)) return findings;
      const params = { item: nameOf(first.row), was: shortFormula(formulaInCell(relative, first.row, column)), is: shortFormula(first.formula), count: others.length };
      const area = across(others.map(({ row }) => row), column);
      if (change && change.lost.length > 0 && change.gained.length === 0) findings.push(findingIn(view, "template.range-cut", "error", area, { ...params, left: change.lost.slice(0, 5).map((at) => shorten(headerText(columnAt(view.table, at)))) }));
      else findings.push(findingIn(view, "template.formula-changed", "warning", area, params));
      return findings;
    });
  },
};

/** CK-109: a sheet that was protected when it was structured, and is not now. */
export const removedProtection: SheetRule = {
  id: "removed-protection",
  check: (sheet, { workbook, record }) => {
    if (sheet.protection !== null) return [];
    const wasProtected = (record?.tables ?? []).some((table) => table.protected === true && anchoredArea(workbook, table.anchor)?.sheetId === sheet.sheetId);
    return wasProtected ? [{ code: "template.protection-removed", severity: "warning", sheetId: sheet.sheetId, sheetName: sheet.name, area: null, params: { sheet: sheet.name } }] : [];
  },
};
