import type { FormulaNode } from "./formula-node";

type DirtyColumn = {
  readonly rows: readonly number[];
  readonly nodes: readonly FormulaNode[];
  /** Union-find: index of the next cell that may still be dirty. */
  readonly next: Int32Array;
};

/** The cells to be calculated in a pass: cells only leave, so "the next dirty cell below" costs next to nothing. */
export type DirtyCells = {
  /** First dirty formula of a column in rows `from` to `to`, or `null`; `row` is the row of the hit. */
  firstIn(sheet: number, column: number, from: number, to: number): { readonly node: FormulaNode; readonly row: number } | null;
  /** Columns of a sheet that have dirty cells, ascending. */
  columnsOf(sheet: number): readonly number[];
};

/** `nodes` in order of sheet, column and row. A cell has left as soon as its state is "clean". */
export function createDirtyCells(nodes: readonly FormulaNode[]): DirtyCells {
  const bySheet = new Map<number, Map<number, { rows: number[]; nodes: FormulaNode[] }>>();
  let unsorted = false;
  for (const node of nodes) {
    let columns = bySheet.get(node.sheet);
    if (!columns) {
      columns = new Map<number, { rows: number[]; nodes: FormulaNode[] }>();
      bySheet.set(node.sheet, columns);
    }
    for (let column = node.column; column < node.column + node.columns; column++) {
      let entry = columns.get(column);
      if (!entry) columns.set(column, (entry = { rows: [], nodes: [] }));
      for (let row = node.row; row < node.row + node.rows; row++) {
        if (entry.rows.length > 0 && (entry.rows[entry.rows.length - 1] ?? 0) > row) unsorted = true;
        entry.rows.push(row);
        entry.nodes.push(node);
      }
    }
  }
  const sheets = new Map<number, { readonly list: readonly number[]; readonly byColumn: ReadonlyMap<number, DirtyColumn> }>();
  for (const [sheet, columns] of bySheet) {
    const byColumn = new Map<number, DirtyColumn>();
    for (const [column, entry] of columns) {
      let { rows, nodes: columnNodes } = entry;
      if (unsorted) {
        const order = rows.map((_, i) => i).sort((a, b) => (entry.rows[a] ?? 0) - (entry.rows[b] ?? 0));
        rows = order.map((i) => entry.rows[i] ?? 0);
        columnNodes = order.flatMap((i) => entry.nodes[i] ?? []);
      }
      const next = new Int32Array(rows.length + 1);
      for (let i = 0; i <= rows.length; i++) next[i] = i;
      byColumn.set(column, { rows, nodes: columnNodes, next });
    }
    sheets.set(sheet, { list: [...byColumn.keys()].sort((a, b) => a - b), byColumn });
  }

  function find(column: DirtyColumn, start: number): number {
    const { next, nodes: columnNodes } = column;
    let i = start;
    for (;;) {
      let up = next[i] ?? i;
      if (up === i) {
        if (columnNodes[i]?.state !== "clean") return i;
        up = i + 1;
        next[i] = up;
      }
      const above = next[up] ?? up;
      next[i] = above;
      i = up;
    }
  }

  return {
    firstIn(sheet, column, from, to) {
      const dirty = sheets.get(sheet)?.byColumn.get(column);
      if (!dirty) return null;
      const { rows } = dirty;
      const length = rows.length;
      if ((rows[length - 1] ?? -1) < from) return null;
      // Columns are mostly unbroken: then the place is known.
      const guess = from - (rows[0] ?? 0);
      let low = rows[guess] === from ? guess : 0;
      let high = rows[guess] === from ? guess : length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((rows[middle] ?? 0) < from) low = middle + 1;
        else high = middle;
      }
      if (low >= length || (rows[low] ?? 0) > to) return null;
      const at = find(dirty, low);
      const row = rows[at];
      const node = dirty.nodes[at];
      return row === undefined || node === undefined || row > to ? null : { node, row };
    },
    columnsOf(sheet) {
      return sheets.get(sheet)?.list ?? [];
    },
  };
}
