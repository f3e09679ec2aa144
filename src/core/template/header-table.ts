import { isBlank, textOf, type CellValue } from "../grid/cell";
import { contains } from "../grid/address";
import { valueAt, type SheetSnapshot } from "../grid/snapshot";
import { foldKeyText } from "./keys";

/** Field → what its header is called; tested against folded text in lower case. Earlier fields take a column first. */
export type HeaderWords<Field extends string> = Readonly<Record<Field, RegExp>>;

/** A table found by the words of its header row, wherever its columns stand. Rows and columns are zero-based sheet positions. */
export type HeaderTable<Field extends string> = {
  readonly sheet: SheetSnapshot;
  readonly headerRow: number;
  readonly columns: ReadonlyMap<Field, number>;
  /** Headed columns that no field took, left to right. */
  readonly others: readonly { readonly column: number; readonly header: string }[];
  /** Rows below the header in which anything stands. */
  readonly bodyRows: readonly number[];
};

/** A header stands near the top: whatever was inserted above it is a few rows. */
const MAX_HEADER_ROW = 200;

/** A header as it is compared: folded, lower case, without a colon at its end. (TL-2) */
export function headerText(value: CellValue): string {
  return foldKeyText(textOf(value)).toLowerCase().replace(/:$/u, "");
}

/** The value that a reader sees in a cell: that of the merged area which covers it. */
export function seenValue(sheet: SheetSnapshot, row: number, column: number): CellValue {
  const merge = sheet.merges.find((area) => contains(area, row, column));
  return merge ? valueAt(sheet, merge.row, merge.column) : valueAt(sheet, row, column);
}

/**
 * The table whose header row names all `required` fields, and of several rows the one that names most; `null` where
 * there is none. Order and place of columns, and rows above, do not matter. (TL-2)
 */
export function findHeaderTable<Field extends string>(sheet: SheetSnapshot, words: HeaderWords<Field>, required: readonly NoInfer<Field>[]): HeaderTable<Field> | null {
  const { used } = sheet;
  if (!used || sheet.kind !== "worksheet") return null;
  let best: { readonly row: number; readonly columns: ReadonlyMap<Field, number> } | null = null;
  const last = Math.min(used.row + used.rows, used.row + MAX_HEADER_ROW);
  for (let row = used.row; row < last; row++) {
    const columns = fieldsOf(sheet, row, words);
    if (required.every((field) => columns.has(field)) && columns.size > (best?.columns.size ?? 0)) best = { row, columns };
  }
  if (!best) return null;
  const { row: headerRow, columns } = best;
  const taken = new Set(columns.values());
  const others: { column: number; header: string }[] = [];
  for (let column = used.column; column < used.column + used.columns; column++) {
    const header = textOf(valueAt(sheet, headerRow, column)).trim();
    if (header !== "" && !taken.has(column)) others.push({ column, header });
  }
  const bodyRows: number[] = [];
  for (let row = headerRow + 1; row < used.row + used.rows; row++) {
    if (sheet.values[row - used.row]?.some((value) => !isBlank(value)) === true) bodyRows.push(row);
  }
  return { sheet, headerRow, columns, others, bodyRows };
}

function fieldsOf<Field extends string>(sheet: SheetSnapshot, row: number, words: HeaderWords<Field>): ReadonlyMap<Field, number> {
  const { used } = sheet;
  const found = new Map<Field, number>();
  if (!used) return found;
  const headers = (sheet.values[row - used.row] ?? []).map((value) => (typeof value === "string" && value.length <= 60 ? headerText(value) : ""));
  const taken = new Set<number>();
  for (const field of Object.keys(words) as Field[]) {
    const at = headers.findIndex((header, index) => header !== "" && !taken.has(index) && words[field].test(header));
    if (at < 0) continue;
    taken.add(at);
    found.set(field, used.column + at);
  }
  return found;
}

/** Text of a field in a row, trimmed; "" where the table has no such column. */
export function fieldText<Field extends string>(table: HeaderTable<Field>, row: number, field: Field): string {
  const column = table.columns.get(field);
  return column === undefined ? "" : textOf(seenValue(table.sheet, row, column)).trim();
}
