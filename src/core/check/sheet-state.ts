import { intersection, toA1, type Rect } from "../grid/address";
import { firstOverlap } from "../grid/first-overlap";
import { isBlank, textOf } from "../grid/cell";
import { valueAt, type SheetSnapshot } from "../grid/snapshot";
import { ownSheetNames } from "../template/own-cells";
import type { SheetRule, TableRule } from "./check-rule";
import { isEventLedger } from "./event-ledgers";
import type { Finding } from "./finding";
import { decompositionOn } from "./sheet-kinds";
import { findingIn, foldName, rowLabel, runsOf, shorten, type TableView } from "./table-view";

/** CK-80: rows and columns that are hidden or filtered away and carry scores. */
export const hiddenScores: TableRule = {
  id: "hidden-scores",
  check: (view) => {
    const { sheet, table } = view;
    const columns = [...view.entryColumns.map((entry) => entry.column), ...table.results.filter((result) => result.kind === "score").map((result) => result.column)];
    const carries = (row: number, column: number): boolean => view.reading(row, column).value !== null;
    const findings: Finding[] = [];
    const hiddenRows = new Set(sheet.hiddenRows);
    const rows = view.bodyRows.filter((row) => hiddenRows.has(row) && columns.some((column) => carries(row, column)));
    const { range } = table.table;
    for (const run of runsOf(rows, view.bodyRows)) {
      const area = { row: run.first, column: range.column, rows: run.last - run.first + 1, columns: range.columns };
      findings.push(findingIn(view, "hidden.rows", "notice", area, { rows: rowsText(run.first, run.last), count: run.count, item: shorten(rowLabel(view, run.first)) }));
    }
    const hiddenColumns = new Set(sheet.hiddenColumns);
    for (const column of new Set(columns)) {
      if (!hiddenColumns.has(column) || !view.bodyRows.some((row) => carries(row, column))) continue;
      findings.push(findingIn(view, "hidden.column", "notice", { row: range.row, column, rows: range.rows, columns: 1 }, { column: toA1({ row: 0, column, rows: 1, columns: 1 }).replace(/\d+/, "") }));
    }
    return findings;
  },
};

function rowsText(first: number, last: number): string {
  return first === last ? String(first + 1) : `${String(first + 1)}–${String(last + 1)}`;
}

/** More merges that swallow something than this are not listed. */
const MAX_SWALLOWED = 20;
/** Broken files list overlapping merges without end; no more cells under merges than this are looked at. */
const MAX_MERGED_CELLS = 2_000_000;

/** CK-81: cells under a merge that still hold something else than what shows; sums count them. */
export const swallowedValues: TableRule = {
  id: "swallowed-values",
  check: (view: TableView) => {
    const { used } = view.sheet;
    const findings: Finding[] = [];
    if (!used) return findings;
    const { range } = view.table.table;
    let budget = MAX_MERGED_CELLS;
    for (const merge of view.sheet.merges) {
      const inside = intersection(merge, used);
      budget -= inside ? inside.rows * inside.columns : 0;
      if (findings.length >= MAX_SWALLOWED || budget < 0) break;
      if (merge.row < range.row || merge.row >= range.row + range.rows || merge.column < range.column || merge.column >= range.column + range.columns) continue;
      const swallowed = swallowedIn(view.sheet, merge, used);
      const first = swallowed[0];
      if (!first) continue;
      const number = swallowed.find((cell) => typeof cell.value === "number");
      findings.push(
        findingIn(view, "merge.swallows", number ? "error" : "warning", merge, {
          count: swallowed.length,
          first: toA1({ row: first.row, column: first.column, rows: 1, columns: 1 }),
          text: shorten(textOf((number ?? first).value)),
        }),
      );
    }
    return findings;
  },
};

function swallowedIn(sheet: SheetSnapshot, merge: Rect, used: Rect): readonly { readonly row: number; readonly column: number; readonly value: ReturnType<typeof valueAt> }[] {
  const shownText = foldName(valueAt(sheet, merge.row, merge.column));
  const found: { row: number; column: number; value: ReturnType<typeof valueAt> }[] = [];
  const lastRow = Math.min(merge.row + merge.rows, used.row + used.rows);
  const lastColumn = Math.min(merge.column + merge.columns, used.column + used.columns);
  for (let row = merge.row; row < lastRow; row++) {
    for (let column = merge.column; column < lastColumn; column++) {
      if (row === merge.row && column === merge.column) continue;
      const value = valueAt(sheet, row, column);
      // The same text repeated under the merge is left over from merging and harms nobody; a number is counted twice.
      if (isBlank(value) || (typeof value !== "number" && foldName(value) === shownText)) continue;
      found.push({ row, column, value });
    }
  }
  return found;
}

/** CK-85: a sheet that none of the rules could check, and why. Empty sheets and our own are passed over. */
export const uncheckedSheets: SheetRule = {
  id: "unchecked-sheets",
  check: (sheet, context) => {
    if (ownSheetNames(context.workbook).has(sheet.name)) return [];
    const finding = (code: string): readonly Finding[] => [{ code, severity: "notice", sheetId: sheet.sheetId, sheetName: sheet.name, area: null, params: { sheet: sheet.name } }];
    if (sheet.kind !== "worksheet") return finding("sheet.no-cells");
    if (!sheet.used) return context.workbook.sheets.every((other) => !other.used) ? finding("sheet.empty") : [];
    // These are checked, if not for scores.
    if (decompositionOn(sheet) || isEventLedger(sheet, context)) return [];
    const tables = context.views.filter((view) => view.sheet === sheet).map((view) => view.table);
    if (tables.length === 0) return finding("sheet.no-table");
    if (tables.every((table) => table.layout === "other")) return finding("sheet.nothing-scored");
    if (tables.every((table) => table.layout === "other" || table.layout === "indicator-list")) return finding("sheet.indicators-only");
    return [];
  },
};

/** CK-83: merges that overlap; programs do not agree on what such a sheet shows, and Excel calls the file damaged. */
export const overlappingMerges: SheetRule = {
  id: "overlapping-merges",
  check: (sheet) => {
    const overlap = firstOverlap(sheet.merges);
    if (!overlap) return [];
    const [first, second] = overlap;
    return [{ code: "merge.overlaps", severity: "warning", sheetId: sheet.sheetId, sheetName: sheet.name, area: second, params: { first: toA1(first), second: toA1(second) } }];
  },
};

/** CK-82: scores on a hidden sheet. */
export const hiddenSheets: SheetRule = {
  id: "hidden-sheets",
  check: (sheet, context) => {
    if (sheet.visibility === "visible" || ownSheetNames(context.workbook).has(sheet.name)) return [];
    const scored = context.views.some((view) => view.sheet === sheet && view.entryColumns.some((entry) => entry.rows.some((row) => view.reading(row, entry.column).value !== null)));
    return scored ? [{ code: "hidden.sheet", severity: "notice", sheetId: sheet.sheetId, sheetName: sheet.name, area: null, params: { sheet: sheet.name } }] : [];
  },
};
