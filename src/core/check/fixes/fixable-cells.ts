import { contains, intersection } from "../../grid/address";
import { formulaAt, styleAt, valueAt, type WorkbookSnapshot } from "../../grid/snapshot";
import type { ScoringTable } from "../../template/scoring-table";
import type { Finding } from "../finding";
import { formatKind } from "../number-format";
import type { FixKind } from "./fix-kind";
import { safeValue } from "./safe-value";

/** An entry cell whose text can safely become the number that it says. */
export type FixableCell = { readonly sheetId: string; readonly row: number; readonly column: number; readonly kind: FixKind; readonly value: number; /** Formatted as text: the format must go as well. */ readonly asText: boolean };

const KIND_OF_CODE: Readonly<Record<string, FixKind>> = { "entry.text-number": "text-to-number", "entry.unit": "trim-unit", "entry.full-width": "half-width" };

/**
 * All entry cells of a table that can be fixed: texts without a formula, in cells whose format shows the number as it is, on
 * a sheet whose protection can be lifted, or unlocked. Linear in the entry cells. (FX-5, FX-6)
 */
export function fixableCells(workbook: WorkbookSnapshot, table: ScoringTable): readonly FixableCell[] {
  const sheet = workbook.sheets.find((candidate) => candidate.sheetId === table.sheetId);
  if (!sheet) return [];
  const sealed = sheet.protection?.hasPassword === true;
  const cells: FixableCell[] = [];
  for (const area of table.entryCells) {
    for (let row = area.row; row < area.row + area.rows; row++) {
      for (let column = area.column; column < area.column + area.columns; column++) {
        const value = valueAt(sheet, row, column);
        if (typeof value !== "string" || formulaAt(sheet, row, column) !== null) continue;
        const safe = safeValue(value);
        if (!safe) continue;
        const style = styleAt(workbook, sheet, row, column);
        const asText = style?.numberFormat === "@";
        const shown = formatKind(style?.numberFormat ?? "General");
        // 50 under the format 0% would read 5000%.
        if (shown === "percent" || shown === "date") continue;
        if (sealed && (style?.locked !== false || asText)) continue;
        cells.push({ sheetId: sheet.sheetId, row, column, ...safe, asText });
      }
    }
  }
  return cells;
}

/** All of one kind. */
function ofKind(cells: readonly FixableCell[], kind: FixKind): readonly FixableCell[] {
  return cells.filter((cell) => cell.kind === kind);
}

/**
 * The cells that mending a finding mends. A finding about one cell: that cell. A finding about several, which may stand for
 * more than its own run: every cell of its kind in its table, so that nothing of the kind is left. What was not listed one by
 * one ("entry.more") counts where all that can be fixed in it is of one kind. Empty: nothing can be mended safely. (FX-7)
 */
export function cellsOfFinding(finding: Finding, tables: readonly ScoringTable[], cellsOf: (table: ScoringTable) => readonly FixableCell[]): readonly FixableCell[] {
  const { area } = finding;
  const listed = KIND_OF_CODE[finding.code];
  if (!area || (listed === undefined && finding.code !== "entry.more")) return [];
  const table = tables.find((candidate) => candidate.sheetId === finding.sheetId && candidate.entryCells.some((entry) => intersection(entry, area) !== null));
  if (!table) return [];
  const cells = cellsOf(table);
  const inside = cells.filter((cell) => contains(area, cell.row, cell.column));
  if (listed !== undefined && finding.params["count"] === 1) return ofKind(inside, listed);
  const kinds = listed !== undefined ? [listed] : [...new Set(inside.map((cell) => cell.kind))];
  const [kind] = kinds;
  return kind !== undefined && kinds.length === 1 && ofKind(inside, kind).length > 0 ? ofKind(cells, kind) : [];
}
