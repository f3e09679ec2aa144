import type { Rect } from "../grid/address";
import type { ScoringTable } from "../template/scoring-table";
import type { IndicatorRule } from "./indicator-rule";

/** Rules that hold in a table: its own, and for a form those of the form that stands for its family. (SC-9, SC-40) */
function rulesOf(table: ScoringTable, tables: readonly ScoringTable[], rules: readonly IndicatorRule[]): readonly IndicatorRule[] {
  const isForm = (tableId: string): boolean => tables.some((other) => other.tableId === tableId && other.layout === "form");
  return rules.filter(({ block }) => block === table.tableId || (table.layout === "form" && isForm(block)));
}

/**
 * A table without the entry cells whose method reads something else than points: limits of points and rules about points
 * say nothing about them; scoring does. The same table where nothing is stated. (SC-55)
 */
export function withoutRuledEntries(table: ScoringTable, tables: readonly ScoringTable[], rules: readonly IndicatorRule[]): ScoringTable {
  // In a √-form nothing is a number, and most cells stay blank.
  if (table.options) return { ...table, entryCells: [] };
  const ruled = new Set(rulesOf(table, tables, rules).flatMap(({ key, kind, method }) => (kind === "veto" || method.kind !== "entered" ? [key] : [])));
  if (ruled.size === 0) return table;
  const columns = new Set<number>();
  const rows = new Set<number>();
  for (const { indicator, where } of table.indicators) {
    if (!ruled.has(indicator.key)) continue;
    if (where.kind === "column") for (let i = 0; i < where.columns; i++) columns.add(where.column + i);
    else for (let row = where.row; row < where.row + where.rows; row++) rows.add(row);
  }
  const entryCells = table.entryCells.flatMap((area): readonly Rect[] => {
    const kept: Rect[] = [];
    for (let column = area.column; column < area.column + area.columns; column++) {
      if (columns.has(column)) continue;
      let first = area.row;
      for (let row = area.row; row <= area.row + area.rows; row++) {
        if (row < area.row + area.rows && !rows.has(row)) continue;
        if (row > first) kept.push({ row: first, column, rows: row - first, columns: 1 });
        first = row + 1;
      }
    }
    return kept;
  });
  return { ...table, entryCells };
}
