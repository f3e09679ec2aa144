import { intersection, type Rect } from "../grid/address";
import { isBlank, isCellError } from "../grid/cell";
import { decimalTextOf } from "../grid/number-text";
import type { CellStyle, SheetSnapshot, WorkbookSnapshot } from "../grid/snapshot";
import { describeText, type TextInfo } from "./text-info";

/** What a cell holds, for recognition. Cells covered by a merge (other than its top left one) count as blank. */
export const KIND = { blank: 0, text: 1, number: 2, boolean: 3, error: 4, formula: 5, placeholder: 6, mark: 7 } as const;

/**
 * A sheet prepared for recognition. Rows and columns are relative to the used range; `top` and `left` lead back to
 * the sheet. Kinds and merges lie in flat arrays: a sheet of a million cells costs five bytes a cell.
 */
export type SheetGrid = {
  readonly top: number;
  readonly left: number;
  readonly rows: number;
  readonly columns: number;
  readonly kinds: Uint8Array;
  /** Columns with content, by row, ascending: only rows with content. */
  readonly content: ReadonlyMap<number, readonly number[]>;
  /** Rows with content, ascending. */
  readonly contentRows: readonly number[];
  /** Merges that touch the used range, relative, unclipped; of overlapping ones the first. */
  readonly merges: readonly Rect[];
  /** The merge that covers a cell, or `null`. */
  readonly mergeAt: (row: number, column: number) => Rect | null;
  readonly infoAt: (row: number, column: number) => TextInfo;
  /** The text as written, at most its first 600 characters; "" where the cell holds none. */
  readonly rawTextAt: (row: number, column: number) => string;
  /** Equal for cells whose texts compare equal. */
  readonly matchIdAt: (row: number, column: number) => number;
  /** The value where the cell holds a number, else `null`: text that says one is none here. */
  readonly rawNumberAt: (row: number, column: number) => number | null;
  /** The value as a number, also where text says one; NaN otherwise. */
  readonly numberAt: (row: number, column: number) => number;
  /** "12.5" or "30%" exactly as far as the cell says; `null` where it is no number. */
  readonly decimalAt: (row: number, column: number) => string | null;
  readonly formulaAt: (row: number, column: number) => string | null;
  readonly styleAt: (row: number, column: number) => CellStyle | null;
  /** Whether the host read styles at all. */
  readonly hasStyles: boolean;
};

/** Above this a text is told from others by its beginning and its length: hashing whole 32,767-character cells is slow. */
const LONG_TEXT = 1000;

/** Descriptions of a workbook's texts: its sheets mostly say the same things. */
const described = new WeakMap<WorkbookSnapshot, Map<string, TextInfo>>();

/** Describes each distinct text once. Index 0 is the empty text. */
function internTexts(workbook: WorkbookSnapshot): { readonly indexOf: (text: string) => number; readonly infoOf: (index: number) => TextInfo; readonly matchIdOf: (index: number) => number } {
  const known = described.get(workbook) ?? new Map<string, TextInfo>();
  described.set(workbook, known);
  const describe = (key: string, text: string): TextInfo => {
    const info = known.get(key) ?? describeText(text);
    known.set(key, info);
    return info;
  };
  const empty = describe("", "");
  const indexes = new Map<string, number>([["", 0]]);
  const infos: TextInfo[] = [empty];
  const matchIds: number[] = [0];
  const ids = new Map<string, number>([["", 0]]);
  return {
    indexOf: (text) => {
      const key = text.length > LONG_TEXT ? `${text.slice(0, LONG_TEXT)}\u0000${String(text.length)}` : text;
      const index = indexes.get(key);
      if (index !== undefined) return index;
      const info = describe(key, text);
      const id = ids.get(info.match) ?? ids.size;
      ids.set(info.match, id);
      indexes.set(key, infos.length);
      matchIds.push(id);
      return infos.push(info) - 1;
    },
    infoOf: (index) => infos[index] ?? empty,
    matchIdOf: (index) => matchIds[index] ?? 0,
  };
}

/** Prepares a sheet; linear in its cells. A sheet without content gives a grid without rows. Rule RC-1. */
export function prepareGrid(workbook: WorkbookSnapshot, sheet: SheetSnapshot): SheetGrid {
  const used = sheet.used ?? { row: 0, column: 0, rows: 0, columns: 0 };
  const { rows, columns } = contentSize(sheet, Math.min(used.rows, sheet.values.length), used.columns);
  const kinds = new Uint8Array(rows * columns);
  const { merges, covering } = indexMerges(sheet.merges, used, rows, columns);
  const texts = internTexts(workbook);
  const textIndexes = new Int32Array(rows * columns);
  const mergeAt = (row: number, column: number): Rect | null => {
    const index = covering?.[row * columns + column] ?? 0;
    return index === 0 ? null : (merges[index - 1] ?? null);
  };

  const content = new Map<number, readonly number[]>();
  const contentRows: number[] = [];
  for (let r = 0; r < rows; r++) {
    const values = sheet.values[r] ?? [];
    const formulas = sheet.formulas[r] ?? [];
    const found: number[] = [];
    for (let c = 0; c < columns; c++) {
      const value = values[c] ?? null;
      const formula = formulas[c] ?? null;
      if (value === null && formula === null) continue;
      const merge = covering === null ? null : mergeAt(r, c);
      if (merge !== null && (merge.row !== r || merge.column !== c)) continue;
      let kind: number;
      if (formula !== null) kind = KIND.formula;
      else if (typeof value === "number") kind = KIND.number;
      else if (typeof value === "boolean") kind = KIND.boolean;
      else if (isCellError(value)) kind = KIND.error;
      else if (isBlank(value)) continue;
      else {
        const index = texts.indexOf(value as string);
        const info = texts.infoOf(index);
        if (info.match === "") continue;
        textIndexes[r * columns + c] = index;
        kind = info.isPlaceholder ? KIND.placeholder : info.number !== null ? KIND.number : info.isMark ? KIND.mark : KIND.text;
      }
      kinds[r * columns + c] = kind;
      found.push(c);
    }
    if (found.length > 0) {
      content.set(r, found);
      contentRows.push(r);
    }
  }

  const textIndexAt = (row: number, column: number): number => {
    const at = row * columns + column;
    const known = textIndexes[at] ?? 0;
    if (known !== 0) return known;
    const value = sheet.values[row]?.[column] ?? null;
    if (value === null) return 0;
    const text = typeof value === "string" ? value : typeof value === "number" ? (decimalTextOf(value) ?? "") : typeof value === "boolean" ? (value ? "TRUE" : "FALSE") : value.error;
    return (textIndexes[at] = texts.indexOf(text));
  };
  return {
    top: used.row,
    left: used.column,
    rows,
    columns,
    kinds,
    content,
    contentRows,
    merges,
    mergeAt,
    infoAt: (row, column) => texts.infoOf(textIndexAt(row, column)),
    rawTextAt: (row, column) => {
      const value = sheet.values[row]?.[column] ?? null;
      return typeof value === "string" ? value.slice(0, 600) : "";
    },
    matchIdAt: (row, column) => texts.matchIdOf(textIndexAt(row, column)),
    rawNumberAt: (row, column) => {
      const value = sheet.values[row]?.[column] ?? null;
      return typeof value === "number" ? value : null;
    },
    numberAt: (row, column) => {
      const value = sheet.values[row]?.[column] ?? null;
      if (typeof value === "number") return value;
      if (typeof value !== "string") return Number.NaN;
      const number = texts.infoOf(textIndexAt(row, column)).number;
      return number === null ? Number.NaN : Number(number.decimal) / (number.percent ? 100 : 1);
    },
    decimalAt: (row, column) => {
      const value = sheet.values[row]?.[column] ?? null;
      if (typeof value === "number") return decimalTextOf(value);
      if (typeof value !== "string") return null;
      const number = texts.infoOf(textIndexAt(row, column)).number;
      return number === null ? null : number.decimal + (number.percent ? "%" : "");
    },
    formulaAt: (row, column) => sheet.formulas[row]?.[column] ?? null,
    styleAt: (row, column) => {
      const index = sheet.styles[row]?.[column];
      return index === undefined ? null : (workbook.styleTable[index] ?? null);
    },
    hasStyles: sheet.styles.length > 0,
  };
}

/** Cells that are looked at: all rows that a sheet can have by 42 columns. A sheet that spans more is cut to its first columns and rows. */
const MAX_GRID_CELLS = 44_040_192;
const MAX_SPARSE_COLUMNS = 2_000;

/** Rows and columns up to the last cell with content: blank rows and columns at the end count for nothing. Rule RC-51. */
function contentSize(sheet: SheetSnapshot, rows: number, columns: number): { readonly rows: number; readonly columns: number } {
  let lastRow = -1;
  let lastColumn = -1;
  for (let r = 0; r < rows; r++) {
    const values = sheet.values[r] ?? [];
    const formulas = sheet.formulas[r] ?? [];
    for (let c = Math.min(columns, Math.max(values.length, formulas.length)) - 1; c >= 0; c--) {
      if (c <= lastColumn && lastRow === r) break;
      if ((formulas[c] ?? null) === null && isBlank(values[c])) continue;
      lastRow = r;
      lastColumn = Math.max(lastColumn, c);
    }
  }
  // A cell in the far corner spans 17 billion cells: what lies beyond the cap is no table that a person made (RC-51).
  const keptColumns = (lastRow + 1) * (lastColumn + 1) > MAX_GRID_CELLS ? Math.min(lastColumn + 1, MAX_SPARSE_COLUMNS) : lastColumn + 1;
  return { rows: Math.min(lastRow + 1, Math.max(1, Math.floor(MAX_GRID_CELLS / Math.max(1, keptColumns)))), columns: keptColumns };
}

/**
 * Drops merges outside the used range, single cells, and whatever overlaps an earlier one. A merge that reaches beyond
 * the used range keeps its full size. Linear in the covered cells; contrived heaps of overlaps run out of a budget.
 */
function indexMerges(
  all: readonly Rect[],
  used: Rect,
  rows: number,
  columns: number,
): { readonly merges: readonly Rect[]; readonly covering: Int32Array | null } {
  const merges: Rect[] = [];
  if (all.length === 0 || rows === 0 || columns === 0) return { merges, covering: null };
  const covering = new Int32Array(rows * columns);
  let budget = 4 * rows * columns + 100_000;
  for (const merge of all) {
    const clipped = intersection(merge, { row: used.row, column: used.column, rows, columns });
    if (!clipped || (merge.rows === 1 && merge.columns === 1)) continue;
    budget -= clipped.rows * clipped.columns;
    if (budget < 0) break;
    const top = clipped.row - used.row;
    const left = clipped.column - used.column;
    if (anyCovered(covering, columns, top, left, clipped)) continue;
    merges.push({ ...merge, row: merge.row - used.row, column: merge.column - used.column });
    for (let r = top; r < top + clipped.rows; r++) {
      covering.fill(merges.length, r * columns + left, r * columns + left + clipped.columns);
    }
  }
  return { merges, covering };
}

function anyCovered(covering: Int32Array, columns: number, top: number, left: number, size: Rect): boolean {
  for (let r = top; r < top + size.rows; r++) {
    const start = r * columns + left;
    for (let i = start; i < start + size.columns; i++) if (covering[i] !== 0) return true;
  }
  return false;
}
