import type { Rect } from "../grid/address";
import type { CellValue } from "../grid/cell";
import type { Edit, EditValue, StylePatch } from "../plan/edit";

/** A formula with the value that the core computed for it. */
export type FormulaCell = { readonly formula: string; readonly expected: CellValue };

/** Cells of one sheet, collected in any order and turned into few edits over whole blocks. */
export type SheetDraft = {
  readonly value: (row: number, column: number, value: EditValue) => void;
  readonly formula: (row: number, column: number, formula: string, expected: CellValue) => void;
  readonly style: (area: Rect, style: StylePatch) => void;
  /** Values, then formulas, then styles. */
  readonly edits: (sheetId: string) => readonly Edit[];
};

type Block<T> = { readonly rect: Rect; readonly cells: readonly (readonly (T | null)[])[] };

/** Rows that follow each other without a gap become one block, as wide as their cells reach. */
function blocksOf<T>(rows: ReadonlyMap<number, ReadonlyMap<number, T>>): readonly Block<T>[] {
  const ordered = [...rows].filter(([, cells]) => cells.size > 0).sort(([a], [b]) => a - b);
  const blocks: Block<T>[] = [];
  let run: (typeof ordered)[number][] = [];
  const close = (): void => {
    const [first] = run;
    if (!first) return;
    let left = Infinity;
    let right = -1;
    for (const [, cells] of run) {
      for (const column of cells.keys()) {
        left = Math.min(left, column);
        right = Math.max(right, column);
      }
    }
    const width = right - left + 1;
    blocks.push({
      rect: { row: first[0], column: left, rows: run.length, columns: width },
      cells: run.map(([, cells]) => Array.from({ length: width }, (_, index) => cells.get(left + index) ?? null)),
    });
    run = [];
  };
  for (const entry of ordered) {
    const last = run.at(-1);
    if (last && entry[0] !== last[0] + 1) close();
    run.push(entry);
  }
  close();
  return blocks;
}

/** An empty draft. */
export function sheetDraft(): SheetDraft {
  const values = new Map<number, Map<number, EditValue>>();
  const formulas = new Map<number, Map<number, FormulaCell>>();
  const styles: { readonly area: Rect; readonly style: StylePatch }[] = [];
  const put = <T>(rows: Map<number, Map<number, T>>, row: number, column: number, cell: T): void => {
    const known = rows.get(row);
    if (known) known.set(column, cell);
    else rows.set(row, new Map([[column, cell]]));
  };
  return {
    value: (row, column, value) => {
      if (value !== null) put(values, row, column, value);
    },
    formula: (row, column, formula, expected) => {
      put(formulas, row, column, { formula, expected });
    },
    style: (area, style) => {
      styles.push({ area, style });
    },
    edits: (sheetId) => [
      ...blocksOf(values).map(({ rect, cells }): Edit => ({ kind: "setValues", area: { sheetId, ...rect }, values: cells })),
      ...blocksOf(formulas).map(
        ({ rect, cells }): Edit => ({
          kind: "setFormulas",
          area: { sheetId, ...rect },
          formulas: cells.map((row) => row.map((cell) => cell?.formula ?? null)),
          expected: cells.map((row) => row.map((cell) => cell?.expected ?? null)),
        }),
      ),
      ...styles.map(({ area, style }): Edit => ({ kind: "setStyle", area: { sheetId, ...area }, style })),
    ],
  };
}
