import type { Area } from "./address";
import type { SheetSnapshot } from "./snapshot";

/** The cells of a sheet that hold formulas, as few rectangles as neighbours make: runs down a column, joined where they are alike. */
export function formulaAreas(sheet: SheetSnapshot): readonly Area[] {
  const { used, formulas, sheetId } = sheet;
  if (!used) return [];
  /** Runs of each column that reach down to the row before. */
  const open = new Map<number, { readonly row: number; rows: number }>();
  const runs: { readonly row: number; readonly rows: number; readonly column: number }[] = [];
  for (let r = 0; r <= used.rows; r++) {
    const line = formulas[r] ?? [];
    for (const [c, run] of open) {
      if (typeof line[c] === "string") continue;
      runs.push({ ...run, column: used.column + c });
      open.delete(c);
    }
    line.forEach((formula, c) => {
      if (formula === null) return;
      const run = open.get(c);
      if (run) run.rows++;
      else open.set(c, { row: used.row + r, rows: 1 });
    });
  }
  runs.sort((a, b) => a.row - b.row || a.rows - b.rows || a.column - b.column);
  const areas: Area[] = [];
  for (const { row, rows, column } of runs) {
    const last = areas.at(-1);
    if (last && last.row === row && last.rows === rows && last.column + last.columns === column) areas[areas.length - 1] = { ...last, columns: last.columns + 1 };
    else areas.push({ sheetId, row, rows, column, columns: 1 });
  }
  return areas;
}
