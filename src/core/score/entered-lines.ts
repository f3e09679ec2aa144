import type { Finding } from "../check/finding";
import type { CodeParams } from "../coded-error";
import { toA1 } from "../grid/address";
import { isBlank, textOf, type CellValue } from "../grid/cell";
import { valueAt } from "../grid/snapshot";
import { cell } from "./own-sheet-draft";
import type { NameLookup } from "./own-names";

/** A line that people entered below a header on a sheet of ours, blank ones left out. */
export type EnteredLine = {
  /** The cells as entered, kept on every run. */
  readonly entered: readonly CellValue[];
  /** The text of its cell in the n-th column, trimmed. */
  readonly text: (column: number) => string;
  /** Adds an error at its cell in the n-th column. */
  readonly found: (code: string, column: number, params?: CodeParams) => void;
};

/** The lines of a named area, and what is then found wrong with them. */
export function enteredLines(names: NameLookup, name: string): { readonly lines: readonly EnteredLine[]; readonly findings: readonly Finding[] } {
  const place = names.area(name);
  const findings: Finding[] = [];
  const lines: EnteredLine[] = [];
  if (!place) return { lines, findings };
  const { sheet, area } = place;
  for (let row = area.row; row < area.row + area.rows; row++) {
    const entered = Array.from({ length: area.columns }, (_, index) => valueAt(sheet, row, area.column + index));
    if (entered.every((value) => isBlank(value))) continue;
    lines.push({
      entered,
      text: (column) => textOf(entered[column] ?? null).trim(),
      found(code, column, params = {}) {
        const at = cell(row, area.column + column);
        findings.push({ code, severity: "error", sheetId: sheet.sheetId, sheetName: sheet.name, area: at, params: { cell: toA1(at), subject: textOf(entered[0] ?? null).trim(), value: textOf(entered[column] ?? null), ...params } });
      },
    });
  }
  return { lines, findings };
}
