import { MAX_COLUMNS } from "../../grid/address";
import type { WorkbookSnapshot } from "../../grid/snapshot";
import type { Edit } from "../../plan/edit";
import { joinAreas } from "../../plan/join-areas";
import { liftProtection } from "../../plan/lift-protection";
import type { Plan } from "../../plan/plan";
import type { FixableCell } from "./fixable-cells";

/** Writes the numbers in place of the texts, each cell once; cells formatted as text become ordinary ones. (FX-6, FX-8) */
export function planFixes(workbook: WorkbookSnapshot, cells: readonly FixableCell[]): Plan {
  const unique = new Map(cells.map((cell) => [`${cell.sheetId}/${String(cell.row * MAX_COLUMNS + cell.column)}`, cell]));
  const sealed = new Set(workbook.sheets.filter((sheet) => sheet.protection?.hasPassword === true).map((sheet) => sheet.sheetId));
  const edits = (own: readonly FixableCell[]): readonly Edit[] => [...valueEdits(own), ...formatEdits(own)];
  const ordered = [...unique.values()];
  return {
    purpose: "fix",
    // Unlocked cells of a sheet with a password need nothing lifted.
    edits: [...edits(ordered.filter((cell) => sealed.has(cell.sheetId))), ...liftProtection(workbook, edits(ordered.filter((cell) => !sealed.has(cell.sheetId)))).edits],
  };
}

/** Neighbours in a column make one edit. */
function valueEdits(cells: readonly FixableCell[]): readonly Edit[] {
  const order = [...cells].sort((a, b) => (a.sheetId < b.sheetId ? -1 : a.sheetId > b.sheetId ? 1 : a.column - b.column || a.row - b.row));
  const runs: FixableCell[][] = [];
  for (const cell of order) {
    const last = runs.at(-1)?.at(-1);
    if (last && last.sheetId === cell.sheetId && last.column === cell.column && last.row + 1 === cell.row) runs.at(-1)?.push(cell);
    else runs.push([cell]);
  }
  return runs.flatMap((run): readonly Edit[] => {
    const [first] = run;
    if (!first) return [];
    return [{ kind: "setValues", area: { sheetId: first.sheetId, row: first.row, column: first.column, rows: run.length, columns: 1 }, values: run.map((cell) => [cell.value]) }];
  });
}

function formatEdits(cells: readonly FixableCell[]): readonly Edit[] {
  const bySheet = new Map<string, FixableCell[]>();
  for (const cell of cells) if (cell.asText) bySheet.set(cell.sheetId, [...(bySheet.get(cell.sheetId) ?? []), cell]);
  return [...bySheet].flatMap(([sheetId, own]) =>
    joinAreas(own.map(({ row, column }) => ({ row, column, rows: 1, columns: 1 }))).map((area): Edit => ({ kind: "setStyle", area: { sheetId, ...area }, style: { numberFormat: "General" } })),
  );
}
