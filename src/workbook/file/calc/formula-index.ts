import { MAX_COLUMNS } from "../../../core/grid/address";
import type { FormulaNode } from "./formula-node";

/** All formulas of a workbook, by cell and in order. */
export type FormulaIndex = {
  readonly at: (sheet: number, row: number, column: number) => FormulaNode | undefined;
  readonly add: (node: FormulaNode) => void;
  readonly remove: (node: FormulaNode) => void;
  /** By sheet, column and row; each node's `order` is its position. The same list until a formula comes or goes. */
  readonly inOrder: () => readonly FormulaNode[];
};

export function createFormulaIndex(): FormulaIndex {
  /** By sheet and column, then by row; every cell of an array formula leads to it. */
  const columns = new Map<number, Map<number, FormulaNode>>();
  let ordered: readonly FormulaNode[] | null = [];
  let lastKey = -1;
  let lastColumn: Map<number, FormulaNode> | undefined;

  function columnAt(key: number): Map<number, FormulaNode> | undefined {
    if (key !== lastKey) {
      lastKey = key;
      lastColumn = columns.get(key);
    }
    return lastColumn;
  }

  function put(node: FormulaNode, value: FormulaNode | null): void {
    for (let column = node.column; column < node.column + node.columns; column++) {
      const key = node.sheet * MAX_COLUMNS + column;
      let cells = columnAt(key);
      if (!cells) {
        cells = new Map();
        columns.set(key, cells);
        lastColumn = cells;
      }
      for (let row = node.row; row < node.row + node.rows; row++) {
        if (value) cells.set(row, value);
        else cells.delete(row);
      }
    }
    ordered = null;
  }

  return {
    at: (sheet, row, column) => columnAt(sheet * MAX_COLUMNS + column)?.get(row),
    add: (node) => {
      put(node, node);
    },
    remove: (node) => {
      put(node, null);
    },
    inOrder: () => {
      if (ordered) return ordered;
      const list: FormulaNode[] = [];
      for (const key of [...columns.keys()].sort((a, b) => a - b)) {
        const start = list.length;
        let ascending = true;
        let last = -1;
        for (const [row, node] of columns.get(key) ?? []) {
          if (node.row !== row || node.sheet * MAX_COLUMNS + node.column !== key) continue;
          if (row < last) ascending = false;
          last = row;
          list.push(node);
        }
        if (!ascending) for (const node of list.splice(start).sort((a, b) => a.row - b.row)) list.push(node);
      }
      list.forEach((node, i) => {
        node.order = i;
      });
      ordered = list;
      return list;
    },
  };
}
