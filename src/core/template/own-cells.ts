import { intersection, parseA1, type Rect } from "../grid/address";
import type { SheetSnapshot, WorkbookSnapshot } from "../grid/snapshot";

/** Hidden names of ours begin so; see docs/design/main-job.md. */
const OWN_SHEET = /^_TS_own_/;
const OWN_TABLE = /^_TS_(T\d+)(?:_\w+)?$/;

/** `'组织得分'!$A$5:$K$9` → sheet name and rectangle; whole-column and broken references give `null`. */
export function parseReference(refersTo: string): { readonly sheetName: string; readonly rect: Rect } | null {
  const bang = refersTo.lastIndexOf("!");
  if (bang < 0) return null;
  const rect = parseA1(refersTo.slice(bang + 1));
  if (!rect) return null;
  const quoted = refersTo.slice(0, bang);
  const sheetName = quoted.startsWith("'") ? quoted.slice(1, -1).replaceAll("''", "'") : quoted;
  return { sheetName, rect };
}

/** Names of the sheets that TwinScore added, found by their anchors. */
export function ownSheetNames(workbook: WorkbookSnapshot): ReadonlySet<string> {
  const names = new Set<string>();
  for (const name of workbook.names) {
    const reference = OWN_SHEET.test(name.name) ? parseReference(name.refersTo) : null;
    if (reference) names.add(reference.sheetName);
  }
  return names;
}

/**
 * The workbook as its user made it: sheets of ours left out, and cells that we added beside the user's
 * tables (keys, results) blank, so that recognising a structured workbook finds what it found before.
 */
export function withoutOwnCells(workbook: WorkbookSnapshot): WorkbookSnapshot {
  const own = ownSheetNames(workbook);
  const tables = new Map<string, Rect>();
  const areas: { readonly tableId: string; readonly sheetName: string; readonly rect: Rect }[] = [];
  for (const name of workbook.names) {
    const tableId = OWN_TABLE.exec(name.name)?.[1];
    const reference = tableId === undefined ? null : parseReference(name.refersTo);
    if (tableId === undefined || !reference) continue;
    if (name.name === `_TS_${tableId}`) tables.set(tableId, reference.rect);
    else areas.push({ tableId, ...reference });
  }
  const masked = new Map<string, Rect[]>();
  for (const area of areas) {
    const table = tables.get(area.tableId);
    if (table && intersection(table, area.rect)) continue;
    masked.set(area.sheetName, [...(masked.get(area.sheetName) ?? []), area.rect]);
  }
  const sheets = workbook.sheets
    .filter((sheet) => !own.has(sheet.name))
    .map((sheet) => {
      const rects = masked.get(sheet.name);
      return rects ? blankCells(sheet, rects) : sheet;
    });
  return { ...workbook, sheets };
}

function blankCells(sheet: SheetSnapshot, rects: readonly Rect[]): SheetSnapshot {
  const used = sheet.used;
  if (!used) return sheet;
  const values = [...sheet.values];
  const formulas = [...sheet.formulas];
  for (const rect of rects) {
    const inside = intersection(rect, used);
    if (!inside) continue;
    for (let r = inside.row - used.row; r < inside.row - used.row + inside.rows; r++) {
      const blank = <T>(row: readonly T[] | undefined): (T | null)[] =>
        (row ?? []).map((cell, c) => (c + used.column >= inside.column && c + used.column < inside.column + inside.columns ? null : cell));
      values[r] = blank(values[r]);
      formulas[r] = blank(formulas[r]);
    }
  }
  return shrinkUsed({ ...sheet, values, formulas });
}

/** The used range without the rows and columns at its edges that have become blank. */
function shrinkUsed(sheet: SheetSnapshot): SheetSnapshot {
  const used = sheet.used;
  if (!used) return sheet;
  let firstRow = Infinity;
  let lastRow = -1;
  let firstColumn = Infinity;
  let lastColumn = -1;
  for (let r = 0; r < used.rows; r++) {
    // Rows end with their last content: a sheet with a cell in its far corner has seventeen billion places.
    const columns = Math.max(sheet.values[r]?.length ?? 0, sheet.formulas[r]?.length ?? 0);
    for (let c = 0; c < columns; c++) {
      if ((sheet.values[r]?.[c] ?? null) === null && (sheet.formulas[r]?.[c] ?? null) === null) continue;
      firstRow = Math.min(firstRow, r);
      lastRow = r;
      firstColumn = Math.min(firstColumn, c);
      lastColumn = Math.max(lastColumn, c);
    }
  }
  if (lastRow < 0) return { ...sheet, used: null, values: [], formulas: [], styles: [] };
  const cut = <T>(block: readonly (readonly T[])[]): readonly (readonly T[])[] =>
    block.slice(firstRow, lastRow + 1).map((row) => row.slice(firstColumn, lastColumn + 1));
  return {
    ...sheet,
    used: { row: used.row + firstRow, column: used.column + firstColumn, rows: lastRow - firstRow + 1, columns: lastColumn - firstColumn + 1 },
    values: cut(sheet.values),
    formulas: cut(sheet.formulas),
    styles: cut(sheet.styles),
  };
}
