import { MAX_COLUMNS } from "../../../core/grid/address";
import type { FormulaNode } from "./formula-node";

/** All formulas of a workbook, by cell and in order. */
export type FormulaIndex = {
  readonly at: (sheet: number, row: number, column: number) => FormulaNode | undefined;
  readonly add: (node: FormulaNode) => void;
  readonly remove: (node: FormulaNode) => void;
  /** By sheet, column and row; each node's `order` is its position there. The same list until a formula comes or goes. */
  readonly inOrder: () => readonly FormulaNode[];
};

/** Cells of one column with formulas, ascending; every cell of an array formula leads to it. */
type IndexColumn = { readonly rows: number[]; readonly nodes: FormulaNode[] };

/** Index of a row, or of the first one behind it. Formulas mostly stand in unbroken columns: then it is found at once. */
function positionOf({ rows }: IndexColumn, row: number): number {
  const guess = row - (rows[0] ?? 0);
  if (rows[guess] === row) return guess;
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] ?? 0) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function createFormulaIndex(): FormulaIndex {
  /** By sheet and column. */
  const columns = new Map<number, IndexColumn>();
  let ordered: readonly FormulaNode[] | null = [];

  function put(column: IndexColumn, row: number, node: FormulaNode): void {
    const { rows, nodes } = column;
    const last = rows[rows.length - 1];
    if (last === undefined || last < row) {
      rows.push(row);
      nodes.push(node);
      return;
    }
    const at = positionOf(column, row);
    if (rows[at] === row) nodes[at] = node;
    else {
      rows.splice(at, 0, row);
      nodes.splice(at, 0, node);
    }
  }

  return {
    at: (sheet, row, column) => {
      const entry = columns.get(sheet * MAX_COLUMNS + column);
      if (!entry) return undefined;
      const at = positionOf(entry, row);
      return entry.rows[at] === row ? entry.nodes[at] : undefined;
    },
    add: (node) => {
      for (let column = node.column; column < node.column + node.columns; column++) {
        const key = node.sheet * MAX_COLUMNS + column;
        let entry = columns.get(key);
        if (!entry) {
          entry = { rows: [], nodes: [] };
          columns.set(key, entry);
        }
        for (let row = node.row; row < node.row + node.rows; row++) put(entry, row, node);
      }
      ordered = null;
    },
    remove: (node) => {
      for (let column = node.column; column < node.column + node.columns; column++) {
        const entry = columns.get(node.sheet * MAX_COLUMNS + column);
        if (!entry) continue;
        const at = positionOf(entry, node.row);
        entry.rows.splice(at, node.rows);
        entry.nodes.splice(at, node.rows);
      }
      node.order = -1;
      ordered = null;
    },
    inOrder: () => {
      if (ordered) return ordered;
      const list: FormulaNode[] = [];
      for (const key of [...columns.keys()].sort((a, b) => a - b)) {
        const entry = columns.get(key);
        if (!entry) continue;
        for (let i = 0; i < entry.nodes.length; i++) {
          const node = entry.nodes[i];
          if (!node) continue;
          if (node.isArray && (node.row !== entry.rows[i] || node.sheet * MAX_COLUMNS + node.column !== key)) continue;
          node.order = list.length;
          list.push(node);
        }
      }
      ordered = list;
      return list;
    },
  };
}
