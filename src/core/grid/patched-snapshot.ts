import { sameRect, type Area, type Rect } from "./address";
import type { CellValue } from "./cell";
import { identicalValue } from "./same-value";
import type { CellStyle, SheetSnapshot, WorkbookSnapshot } from "./snapshot";

/** What stands in a rectangle now, and in areas of formulas. Row by row; see `CellsRead` of the port. */
export type FreshCells = {
  readonly used: Rect | null;
  readonly values: readonly (readonly CellValue[])[];
  readonly formulas: readonly (readonly (string | null)[])[];
  readonly numberFormats: readonly (readonly string[])[];
  readonly calculated: readonly (readonly (readonly CellValue[])[])[];
};

/** A snapshot with fresh cells in it, and the sheets on which anything is other than before. */
export type PatchedSnapshot = { readonly workbook: WorkbookSnapshot; readonly changed: ReadonlySet<string> };

/**
 * Puts fresh contents of `area` and fresh results of `calculated` into a snapshot; neither is changed. `null` where more than
 * that is other than before: the used range, or a formula. Looks keep what they were, but for number formats. (SE-19)
 */
export function patchedSnapshot(before: WorkbookSnapshot, area: Area, calculated: readonly Area[], fresh: FreshCells): PatchedSnapshot | null {
  const sheet = before.sheets.find(({ sheetId }) => sheetId === area.sheetId);
  if (!sheet || !sameRect(sheet.used, fresh.used) || !sameFormulas(sheet, area, fresh.formulas)) return null;
  const styles = styleFinder(before.styleTable);
  const drafts = new Map<string, SheetDraft>();
  const draftOf = (sheetId: string): SheetDraft | null => {
    const known = drafts.get(sheetId);
    if (known) return known;
    const own = before.sheets.find((each) => each.sheetId === sheetId);
    const draft = own?.used ? sheetDraft(own, own.used) : null;
    if (draft) drafts.set(sheetId, draft);
    return draft;
  };
  const draft = draftOf(area.sheetId);
  fresh.values.forEach((row, r) => row.forEach((value, c) => draft?.value(area.row + r, area.column + c, value)));
  fresh.numberFormats.forEach((row, r) => row.forEach((format, c) => draft?.style(area.row + r, area.column + c, (style) => styles.withFormat(style, format))));
  calculated.forEach((each, index) => {
    const own = draftOf(each.sheetId);
    fresh.calculated[index]?.forEach((row, r) => row.forEach((value, c) => own?.value(each.row + r, each.column + c, value)));
  });
  const changed = new Set([...drafts].flatMap(([sheetId, each]) => (each.isChanged() ? [sheetId] : [])));
  return { workbook: { ...before, sheets: before.sheets.map((each) => (changed.has(each.sheetId) ? (drafts.get(each.sheetId)?.sheet() ?? each) : each)), styleTable: styles.table() }, changed };
}

function sameFormulas({ used, formulas }: SheetSnapshot, area: Area, fresh: readonly (readonly (string | null)[])[]): boolean {
  if (!used) return false;
  return fresh.every((row, r) => row.every((formula, c) => formula === (formulas[area.row + r - used.row]?.[area.column + c - used.column] ?? null)));
}

type SheetDraft = {
  readonly value: (row: number, column: number, value: CellValue) => void;
  readonly style: (row: number, column: number, change: (style: number) => number) => void;
  readonly isChanged: () => boolean;
  readonly sheet: () => SheetSnapshot;
};

/** Rows are copied when something in them changes. */
function sheetDraft(sheet: SheetSnapshot, used: Rect): SheetDraft {
  let values: (readonly CellValue[])[] | null = null;
  let styles: (readonly number[])[] | null = null;
  const put = <T>(rows: (readonly T[])[], r: number, c: number, item: T): void => {
    const row = [...(rows[r] ?? [])];
    row[c] = item;
    rows[r] = row;
  };
  return {
    value(row, column, value) {
      const [r, c] = [row - used.row, column - used.column];
      const old = (values ?? sheet.values)[r]?.[c] ?? null;
      if (!identicalValue(old, value)) put((values ??= [...sheet.values]), r, c, value);
    },
    style(row, column, change) {
      const [r, c] = [row - used.row, column - used.column];
      const old = (styles ?? sheet.styles)[r]?.[c];
      if (old === undefined) return;
      const style = change(old);
      if (style !== old) put((styles ??= [...sheet.styles]), r, c, style);
    },
    isChanged: () => values !== null || styles !== null,
    sheet: () => ({ ...sheet, values: values ?? sheet.values, styles: styles ?? sheet.styles }),
  };
}

/** Finds the style that differs from another only in its number format, or adds it. */
function styleFinder(before: readonly CellStyle[]): { readonly withFormat: (style: number, numberFormat: string) => number; readonly table: () => readonly CellStyle[] } {
  let table = before;
  const known = new Map<string, number>();
  return {
    withFormat(style, numberFormat) {
      const old = table[style];
      if (!old || old.numberFormat === numberFormat) return style;
      const id = `${String(style)} ${numberFormat}`;
      const found = known.get(id);
      if (found !== undefined) return found;
      table = [...table, { ...old, numberFormat }];
      known.set(id, table.length - 1);
      return table.length - 1;
    },
    table: () => table,
  };
}
