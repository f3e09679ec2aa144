import type { CellValue } from "../grid/cell";
import type { Rect } from "../grid/address";
import type { DefinedName, SheetSnapshot, WorkbookSnapshot } from "../grid/snapshot";
import type { Edit } from "./edit";

type SetValues = Extract<Edit, { kind: "setValues" }>;

/**
 * The workbook as a host will read it after these edits, as far as values, names, hidden columns, protection and record
 * go: what cells look like and which entries they take stays as it was. `null` where only the host can say what will
 * stand there: edits that bring formulas, empty cells, or add, clear and delete sheets.
 */
export function plannedSnapshot(workbook: WorkbookSnapshot, edits: readonly Edit[]): WorkbookSnapshot | null {
  const values = new Map<string, SetValues[]>();
  const sheets = new Map(workbook.sheets.map((sheet) => [sheet.sheetId, sheet]));
  const change = (sheetId: string, changed: (sheet: SheetSnapshot) => SheetSnapshot): void => {
    const sheet = sheets.get(sheetId);
    if (sheet) sheets.set(sheetId, changed(sheet));
  };
  let names = workbook.names;
  let { record } = workbook;
  for (const edit of edits) {
    switch (edit.kind) {
      case "setValues":
        if (edit.values.some((row) => row.includes(""))) return null;
        values.set(edit.area.sheetId, [...(values.get(edit.area.sheetId) ?? []), edit]);
        break;
      case "setProtection":
        change(edit.sheetId, (sheet) => ({ ...sheet, protection: edit.options && { hasPassword: false, options: edit.options } }));
        break;
      case "setColumns":
        change(edit.sheetId, (sheet) => ({ ...sheet, hiddenColumns: hiddenAfter(sheet.hiddenColumns, edit) }));
        break;
      case "defineName":
        names = namesAfter(names, edit);
        break;
      case "setRecord":
        ({ record } = edit);
        break;
      case "setStyle":
      case "setValidation":
        break;
      default:
        return null;
    }
  }
  for (const [sheetId, written] of values) change(sheetId, (sheet) => withValues(sheet, written));
  return { ...workbook, sheets: workbook.sheets.map((sheet) => sheets.get(sheet.sheetId) ?? sheet), names, record };
}

function hiddenAfter(hidden: readonly number[], { column, columns, hidden: isHidden }: Extract<Edit, { kind: "setColumns" }>): readonly number[] {
  if (isHidden === undefined) return hidden;
  const others = hidden.filter((other) => other < column || other >= column + columns);
  return isHidden ? [...others, ...Array.from({ length: columns }, (_, i) => column + i)].sort((a, b) => a - b) : others;
}

function namesAfter(names: readonly DefinedName[], { name, refersTo, hidden }: Extract<Edit, { kind: "defineName" }>): readonly DefinedName[] {
  const at = names.findIndex((other) => other.sheetId === null && other.name.toLowerCase() === name.toLowerCase());
  const defined = refersTo === null ? [] : [{ name, refersTo, sheetId: null, hidden }];
  return at < 0 ? [...names, ...defined] : [...names.slice(0, at), ...defined, ...names.slice(at + 1)];
}

type Written = { readonly row: number; readonly column: number; readonly value: CellValue };

function withValues(sheet: SheetSnapshot, edits: readonly SetValues[]): SheetSnapshot {
  const written: Written[] = edits.flatMap(({ area, values }) =>
    values.flatMap((row, r) => row.flatMap((value, c): readonly Written[] => (value === null ? [] : [{ row: area.row + r, column: area.column + c, value }]))),
  );
  const used = written.reduce<Rect | null>((whole, { row, column }) => around(whole, { row, column, rows: 1, columns: 1 }), sheet.used);
  if (!used) return sheet;
  const before = sheet.used ?? { ...used, rows: 0, columns: 0 };
  const moved = <T>(block: readonly (readonly T[])[], blank: T): T[][] =>
    Array.from({ length: used.rows }, (_, r) => {
      const row = block[r + used.row - before.row] ?? [];
      const shifted = row.length === 0 ? [] : [...new Array<T>(before.column - used.column).fill(blank), ...row];
      // Rows that reached to the right edge still do.
      while (row.length > 0 && row.length === before.columns && shifted.length < used.columns) shifted.push(blank);
      return shifted;
    });
  const put = <T>(block: T[][], { row, column }: Written, value: T, blank: T): void => {
    const cells = block[row - used.row];
    if (!cells) return;
    while (cells.length < column - used.column) cells.push(blank);
    cells[column - used.column] = value;
  };
  const values = moved<CellValue>(sheet.values, null);
  const formulas = moved<string | null>(sheet.formulas, null);
  for (const cell of written) {
    put(values, cell, cell.value, null);
    // A row without any formula may stay empty.
    if ((formulas[cell.row - used.row]?.length ?? 0) > 0) put(formulas, cell, null, null);
  }
  return { ...sheet, used, values, formulas, styles: moved(sheet.styles, 0) };
}

function around(whole: Rect | null, cell: Rect): Rect {
  if (!whole) return cell;
  const row = Math.min(whole.row, cell.row);
  const column = Math.min(whole.column, cell.column);
  return {
    row,
    column,
    rows: Math.max(whole.row + whole.rows, cell.row + cell.rows) - row,
    columns: Math.max(whole.column + whole.columns, cell.column + cell.columns) - column,
  };
}
