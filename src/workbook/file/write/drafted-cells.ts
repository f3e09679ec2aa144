import type { CellValue } from "../../../core/grid/cell";
import { createFormulaList } from "../read/formula-list";
import { cellIndex, finishCells, type SheetCells } from "../read/sheet-cells";
import type { ParsedSheet } from "../read/sheet-part";
import type { DraftCell } from "./draft-cell";
import { cellsInOrder, type SheetDraft } from "./sheet-draft";

/** A sheet that a plan reached: what it becomes, and what it held before (`null`: it is new). */
export type DraftedSheet = { readonly draft: SheetDraft; readonly before: ParsedSheet | null };

/**
 * The content of a sheet under change without making its text and reading that: `before` is what the sheet held before
 * the plan (`null`: a new sheet). Cells that only have a format are left out. `null` where only reading the text will
 * do: rows that the file has out of order or twice.
 */
export function draftedCells(draft: SheetDraft, before: SheetCells | null): SheetCells | null {
  if (draft.textRows.isIrregular) return null;
  const known = draft.isCleared ? null : before;
  const rows: number[] = [];
  const columns: number[] = [];
  const styles: number[] = [];
  const values: CellValue[] = [];
  const formulas = createFormulaList();

  const push = (row: number, column: number, style: number, value: CellValue): number => {
    rows.push(row);
    columns.push(column);
    styles.push(style);
    return values.push(value) - 1;
  };
  const copy = (index: number, row: number, style: number): void => {
    const formula = known?.formulas.get(index);
    const at = push(row, known?.columns[index] ?? 0, style, known?.values[index] ?? null);
    if (formula) formulas.set(at, formula);
  };
  const pushCell = (row: number, cell: DraftCell): void => {
    const { content, column, style } = cell;
    const isFile = "xml" in cell;
    const index = isFile && known ? cellIndex(known, row, column) : -1;
    if (content === null) {
      if (index >= 0) copy(index, row, style);
    } else if (content.kind === "value") push(row, column, style, content.value);
    else if (content.kind === "formula") {
      // A formula that was only said otherwise keeps the value it had.
      const cached = cell.cached === undefined ? (known?.values[index] ?? null) : cell.cached;
      formulas.set(push(row, column, style, cached), { formula: content.formula, array: null, cached: cached !== null });
    }
  };

  const drafted = [...draft.rows.values()].sort((a, b) => a.row - b.row);
  const first = known?.used?.row ?? 0;
  const end = known?.used ? first + known.used.rows : 0;
  let next = first;
  const copyTo = (row: number): void => {
    if (next >= end) return;
    const from = known?.rowStarts[next - first] ?? 0;
    const to = known?.rowStarts[Math.min(row, end) - first] ?? from;
    for (let index = from; index < to; index++) copy(index, known?.rows[index] ?? 0, known?.styles[index] ?? 0);
  };
  for (const row of drafted) {
    if (row.row > next) copyTo(row.row);
    next = Math.max(next, row.row + 1);
    for (const cell of cellsInOrder(row)) pushCell(row.row, cell);
  }
  copyTo(end);
  return finishCells({ rows, columns, styles, values, formulas, bareRows: [], bareColumns: [], bareStyles: [] });
}
