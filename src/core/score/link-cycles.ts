import { intersection, parseA1, toA1, type Area } from "../grid/address";
import { formulaAt, type SheetSnapshot, type WorkbookSnapshot } from "../grid/snapshot";
import type { Cell } from "./line-score";
import type { NameLookup } from "./own-names";

/** Cells that are followed at most: a workbook with more formulas behind its unit scores is not looked at to the end. */
const MAX_FOLLOWED = 20_000;

const LITERAL = /"(?:[^"]|"")*"/g;
/** A sheet's name before "!", then A1, A1:B2 or A:B; or a word, which may be a name. */
const REFERENCE = /(?:'((?:[^']|'')+)'!|([\p{L}_][\p{L}\p{N}_.]*)!)?(?:(\$?[A-Za-z]{1,3}\$?\d{1,7}(?::\$?[A-Za-z]{1,3}\$?\d{1,7})?)(?![\p{L}\p{N}_(.!])|\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})(?![\p{L}\p{N}_(.!])|([\p{L}_][\p{L}\p{N}_.]*)(?![\p{L}\p{N}_.(!]))/gu;

type Step = { readonly sheet: SheetSnapshot; readonly cell: Cell; readonly from: Step | null };

/**
 * The way on which formulas lead from one of `starts` into one of `targets`, as addresses; `null`: none. Whole ranges count, because a spreadsheet
 * calculates a range before any cell that refers to it. (LK-20)
 */
export function formulaPath(
  workbook: WorkbookSnapshot,
  names: NameLookup,
  starts: readonly { readonly sheet: SheetSnapshot; readonly cell: Cell }[],
  targets: readonly Area[],
): { readonly start: { readonly sheet: SheetSnapshot; readonly cell: Cell }; readonly path: readonly string[] } | null {
  const sheets = new Map(workbook.sheets.map((sheet) => [sheet.name.toLowerCase(), sheet] as const));
  const seen = new Set<string>();
  const open: Step[] = starts.map(({ sheet, cell }) => ({ sheet, cell, from: null }));
  const said = (sheet: SheetSnapshot, area: { readonly row: number; readonly column: number; readonly rows: number; readonly columns: number }): string => `${sheet.name}!${toA1(area)}`;
  for (let next = 0; seen.size < MAX_FOLLOWED; next++) {
    const step = open[next];
    if (!step) break;
    const formula = formulaAt(step.sheet, step.cell.row, step.cell.column);
    if (formula === null) continue;
    for (const { sheet, area } of references(formula, step.sheet, sheets, names)) {
      const hit = targets.find((target) => target.sheetId === sheet.sheetId && intersection(target, area) !== null);
      if (hit) {
        const path: string[] = [said(sheet, area)];
        let first = step;
        for (let each: Step | null = step; each; each = each.from) {
          path.unshift(said(each.sheet, { ...each.cell, rows: 1, columns: 1 }));
          first = each;
        }
        return { start: first, path };
      }
      const used = sheet.used ? intersection(area, sheet.used) : null;
      if (!used || !sheet.used) continue;
      for (let row = used.row; row < used.row + used.rows; row++) {
        const line = sheet.formulas[row - sheet.used.row];
        if (!line) continue;
        for (let column = used.column; column < used.column + used.columns; column++) {
          const id = `${sheet.sheetId}!${String(row)},${String(column)}`;
          if (typeof line[column - sheet.used.column] !== "string" || seen.has(id)) continue;
          seen.add(id);
          open.push({ sheet, cell: { row, column }, from: step });
        }
      }
    }
  }
  return null;
}

function references(formula: string, own: SheetSnapshot, sheets: ReadonlyMap<string, SheetSnapshot>, names: NameLookup): readonly { readonly sheet: SheetSnapshot; readonly area: Area }[] {
  const found: { readonly sheet: SheetSnapshot; readonly area: Area }[] = [];
  for (const [, quoted, bare, a1, from, to, word] of formula.replace(LITERAL, "").matchAll(REFERENCE)) {
    const sheetName = quoted?.replaceAll("''", "'") ?? bare;
    const sheet = sheetName === undefined ? own : sheets.get(sheetName.toLowerCase());
    if (!sheet) continue;
    const columns = from !== undefined && to !== undefined && sheet.used ? parseA1(`${from}${String(sheet.used.row + 1)}:${to}${String(sheet.used.row + sheet.used.rows)}`) : null;
    const rect = a1 !== undefined ? parseA1(a1) : columns;
    const named = word === undefined ? null : names.area(word);
    if (rect) found.push({ sheet, area: { sheetId: sheet.sheetId, ...rect } });
    else if (named) found.push(named);
  }
  return found;
}
