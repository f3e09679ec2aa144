import type { Rect } from "../grid/address";
import { textOf } from "../grid/cell";
import type { ColumnRole } from "../recognize/table";
import { anchoredArea } from "../store/anchors";
import { columnIds } from "../template/formula-record";
import { indicatorChanges, type StatedField } from "../template/indicator-changes";
import type { PlacedIndicator } from "../template/scoring-table";
import { lookUpNames, resultName } from "../score/own-names";
import type { CheckContext, SheetRule, TableRule } from "./check-rule";
import type { Finding, Severity } from "./finding";
import { relativeFormula } from "./formula-text";
import { cellArea, columnsOfRole, findingIn, rowLabel, shorten, type TableView } from "./table-view";

const CHANGED: Readonly<Record<StatedField, { readonly severity: Severity; readonly role: ColumnRole }>> = {
  fullMark: { severity: "error", role: "fullMark" },
  weight: { severity: "error", role: "weight" },
  criterion: { severity: "warning", role: "criterion" },
  dataSource: { severity: "warning", role: "dataSource" },
  owner: { severity: "notice", role: "owner" },
};
/** Where more than half of something has been set, what lacks it lost it. */
const MOST = 0.5;
const RESULTS = ["score", "rank", "grade"] as const;

/** Where an indicator says something: its column of that role, else its label or header. */
function placeOf(view: TableView, { where }: PlacedIndicator, role: ColumnRole): Rect {
  if (where.kind === "column") return { row: view.table.table.headerRows?.last ?? view.table.table.range.row, column: where.column, rows: 1, columns: where.columns };
  const column = columnsOfRole(view.table, role)[0] ?? columnsOfRole(view.table, "indicator")[0];
  return cellArea(view, where.row, column?.column ?? view.table.table.range.column);
}

function recordOf(view: TableView, { record }: CheckContext): NonNullable<CheckContext["record"]>["tables"][number] | undefined {
  return record?.tables.find(({ tableId }) => tableId === view.table.tableId);
}

/** Columns that were formulas when the table was structured: numbers typed over all of them look like one more indicator, and CK-108 says what they are. */
function calculatedColumns(view: TableView, context: CheckContext): ReadonlySet<number> {
  const recorded = new Set((recordOf(view, context)?.formulas ?? []).flatMap(({ column, row }) => (row === null ? [column] : [])));
  return new Set([...columnIds(view.table.table)].flatMap(([column, id]) => (recorded.has(id) ? [column] : [])));
}

/** CK-95: indicators that part from the edition that was structured: what it was and what it is. */
export const changedIndicators: TableRule = {
  id: "changed-indicators",
  check: (view, context) => {
    const recorded = recordOf(view, context);
    if (!recorded || recorded.indicators.length === 0) return [];
    const placed = new Map(view.table.indicators.map((item) => [item.indicator.key, item] as const));
    const { changes, moved } = indicatorChanges(recorded.indicators, view.table.indicators.map(({ indicator }) => indicator));
    const at = (key: string, role: ColumnRole): Rect => {
      const item = placed.get(key);
      return item ? placeOf(view, item, role) : view.table.table.range;
    };
    const calculated = calculatedColumns(view, context);
    const isTypedOver = (key: string): boolean => {
      const where = placed.get(key)?.where;
      return where?.kind === "column" && calculated.has(where.column);
    };
    const findings = changes.filter((change) => change.kind !== "added" || !isTypedOver(change.is.key)).map((change): Finding => {
      switch (change.kind) {
        case "deleted":
          return findingIn(view, "template.indicator-deleted", "error", view.table.table.range, { item: shorten(change.was.name) });
        case "added":
          return findingIn(view, "template.indicator-added", "warning", at(change.is.key, "indicator"), { item: shorten(change.is.name) });
        case "renamed":
          return findingIn(view, "template.indicator-renamed", "warning", at(change.is.key, "indicator"), { was: shorten(change.was.name), is: shorten(change.is.name) });
        case "changed": {
          const { severity, role } = CHANGED[change.field];
          const [was, is] = [change.was[change.field], change.is[change.field]].map((value) => (value === null || value === "" ? "–" : shorten(value)));
          return findingIn(view, `template.${change.field}-changed`, severity, at(change.is.key, role), { item: shorten(change.is.name), was: was ?? "", is: is ?? "" });
        }
      }
    });
    const [first] = moved;
    if (first) findings.push(findingIn(view, "template.moved", "notice", at(first.key, "indicator"), { item: shorten(first.name), count: moved.length }));
    return findings;
  },
};

/** CK-96: entry cells of a structured table that lost their validation, where most have one. */
export const lostValidations: TableRule = {
  id: "lost-validations",
  check: (view, context) => {
    if (!recordOf(view, context)) return [];
    const areas = view.sheet.validations.flatMap((validation) => validation.areas);
    const calculated = calculatedColumns(view, context);
    const cells = view.entryColumns.filter(({ column }) => !calculated.has(column)).map(({ column, rows }) => {
      const covering = areas.filter((area) => column >= area.column && column < area.column + area.columns);
      return { column, rows, open: rows.filter((row) => !covering.some((area) => row >= area.row && row < area.row + area.rows)) };
    });
    const open = cells.reduce((sum, cell) => sum + cell.open.length, 0);
    if (open === 0 || open > MOST * cells.reduce((sum, { rows }) => sum + rows.length, 0)) return [];
    return cells.flatMap(({ column, open: rows }): readonly Finding[] => {
      const [first] = rows;
      const last = rows.at(-1);
      return first === undefined || last === undefined ? [] : [findingIn(view, "template.validation-lost", "warning", { row: first, column, rows: last - first + 1, columns: 1 }, { count: rows.length })];
    });
  },
};

/** CK-97: our result columns hold a value, or another formula, where all others hold the formula that scoring wrote. */
export const changedResults: TableRule = {
  id: "changed-results",
  // Whoever types over a result takes its formula away.
  reach: "formulas",
  check: (view) => {
    const names = lookUpNames(view.workbook);
    return RESULTS.flatMap((part): readonly Finding[] => {
      const area = names.area(resultName(view.table.tableId, part))?.area;
      if (area?.sheetId !== view.sheet.sheetId || area.columns !== 1) return [];
      const rows = [...view.subjectByRow.keys()].filter((row) => row >= area.row && row < area.row + area.rows);
      const shapes = new Map<string, number>();
      const cells = rows.map((row) => {
        const formula = view.formula(row, area.column);
        const shape = formula === null ? null : relativeFormula(formula, row, area.column);
        if (shape !== null) shapes.set(shape, (shapes.get(shape) ?? 0) + 1);
        return { row, shape };
      });
      const [usual, count] = [...shapes].sort((a, b) => b[1] - a[1])[0] ?? ["", 0];
      if (count <= MOST * rows.length) return [];
      return cells.flatMap(({ row, shape }): readonly Finding[] => {
        const value = view.value(row, area.column);
        if (shape === usual || (shape === null && value === null)) return [];
        const item = shorten(rowLabel(view, row));
        const at = cellArea(view, row, area.column);
        return [shape === null ? findingIn(view, "template.result-typed", "error", at, { item, value: shorten(textOf(value)) }) : findingIn(view, "template.result-formula", "error", at, { item })];
      });
    });
  },
};

/** CK-98: a structured table whose name leads nowhere any more. Said once, of the workbook. */
export const lostTables: SheetRule = {
  id: "lost-tables",
  check: (sheet, { workbook, record }) => {
    if (workbook.sheets[0] !== sheet) return [];
    return (record?.tables ?? [])
      .filter(({ anchor, indicators }) => indicators.length > 0 && anchoredArea(workbook, anchor) === null)
      .map(({ tableId, indicators }): Finding => ({ code: "template.table-lost", severity: "error", sheetId: null, sheetName: null, area: null, params: { table: tableId, items: indicators.slice(0, 5).map(({ name }) => shorten(name)), count: indicators.length } }));
  },
};
