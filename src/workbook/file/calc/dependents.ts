import { MAX_ROWS } from "../../../core/grid/address";
import type { FormulaNode } from "./formula-node";
import { placeRange, type Bound, type RelativeRange } from "./relative-range";

/** Formulas of one kind in consecutive cells of a column. Nodes are `first … first + count − 1` in order. */
type Region = { readonly first: number; readonly row: number; readonly column: number; readonly count: number };

/** One precedent of a region, in one column (or, for a wide one, in many). */
type Edge = {
  readonly region: Region;
  readonly range: RelativeRange;
  /** Rows that any formula of the region reads. */
  readonly top: number;
  readonly bottom: number;
  /** The range keeps its orientation over the region, so the rows of the formulas concerned follow by arithmetic. */
  readonly regular: boolean;
};

/** Edges of a column by first row, with a tree of last rows: finds those that overlap an interval. */
type EdgeIndex = { readonly edges: readonly Edge[]; readonly maxBottom: Int32Array; readonly size: number };

/** Ranges wider than this are kept in a list of their own instead of in every column. */
const WIDE = 64;

export type DependentsIndex = {
  /** Calls back for every formula (by order) that reads some cell of the column between two rows. */
  forEachDependent(sheet: number, column: number, top: number, bottom: number, callback: (first: number, last: number) => void): void;
};

function endRow(bound: Bound, row: number): number {
  return bound.absolute ? bound.at : bound.at + row;
}

function buildIndex(edges: Edge[]): EdgeIndex {
  edges.sort((a, b) => a.top - b.top);
  let size = 1;
  while (size < edges.length) size *= 2;
  const maxBottom = new Int32Array(2 * size).fill(-1);
  edges.forEach((edge, i) => {
    maxBottom[size + i] = edge.bottom;
  });
  for (let i = size - 1; i > 0; i--) maxBottom[i] = Math.max(maxBottom[2 * i] ?? -1, maxBottom[2 * i + 1] ?? -1);
  return { edges, maxBottom, size };
}

function forEachOverlap(index: EdgeIndex, top: number, bottom: number, callback: (edge: Edge) => void): void {
  let low = 0;
  let high = index.edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((index.edges[middle]?.top ?? 0) <= bottom) low = middle + 1;
    else high = middle;
  }
  const end = low;
  if (end === 0) return;
  const stack: number[] = [1];
  while (stack.length > 0) {
    const at = stack.pop() ?? 1;
    if ((index.maxBottom[at] ?? -1) < top) continue;
    if (at >= index.size) {
      const edge = index.edges[at - index.size];
      if (edge && at - index.size < end) callback(edge);
      continue;
    }
    // Leaves under a node are consecutive: leave out those that start below the interval.
    let leftmost = at;
    while (leftmost < index.size) leftmost *= 2;
    if (leftmost - index.size >= end) continue;
    stack.push(2 * at + 1, 2 * at);
  }
}

/** Builds the index of who reads what from formulas in order of sheet, column and row. */
export function createDependentsIndex(nodes: readonly FormulaNode[]): DependentsIndex {
  const columns = new Map<number, Map<number, Edge[]>>();
  const wide = new Map<number, { readonly edge: Edge; readonly left: number; readonly right: number }[]>();

  function addRegion(region: Region, node: FormulaNode): void {
    for (const range of node.template.precedents) {
      const first = placeRange(range, node);
      const last = placeRange(range, { sheet: node.sheet, row: region.row + region.count - 1, column: region.column });
      const order = (row: number): number => Math.sign(endRow(range.bottom, row) - endRow(range.top, row));
      const before = order(region.row);
      const after = order(region.row + region.count - 1);
      const wrapped = range.wraps && (first.bottom < first.top || endRow(range.bottom, region.row + region.count - 1) >= MAX_ROWS || endRow(range.top, region.row) < 0);
      const regular = !range.wraps && before >= 0 && after >= 0;
      const edge: Edge = {
        region,
        range,
        top: wrapped ? 0 : Math.min(first.top, last.top),
        bottom: wrapped ? MAX_ROWS - 1 : Math.max(first.bottom, last.bottom),
        regular,
      };
      if (first.right - first.left >= WIDE) {
        const list = wide.get(first.sheet) ?? [];
        list.push({ edge, left: first.left, right: first.right });
        wide.set(first.sheet, list);
        continue;
      }
      let sheet = columns.get(first.sheet);
      if (!sheet) {
        sheet = new Map<number, Edge[]>();
        columns.set(first.sheet, sheet);
      }
      for (let column = first.left; column <= first.right; column++) {
        const list = sheet.get(column);
        if (list) list.push(edge);
        else sheet.set(column, [edge]);
      }
    }
  }

  for (let i = 0; i < nodes.length; ) {
    const node = nodes[i];
    if (!node) break;
    let count = 1;
    if (!node.isArray) {
      for (;;) {
        const next = nodes[i + count];
        if (!next || next.isArray || next.template !== node.template || next.sheet !== node.sheet || next.column !== node.column || next.row !== node.row + count) break;
        count += 1;
      }
    }
    addRegion({ first: i, row: node.row, column: node.column, count }, node);
    i += count;
  }

  const indexes = new Map<number, Map<number, EdgeIndex>>();
  for (const [sheet, byColumn] of columns) {
    const built = new Map<number, EdgeIndex>();
    for (const [column, edges] of byColumn) built.set(column, buildIndex(edges));
    indexes.set(sheet, built);
  }

  function report(edge: Edge, top: number, bottom: number, callback: (first: number, last: number) => void): void {
    const { region, range } = edge;
    let from = region.row;
    let to = region.row + region.count - 1;
    if (edge.regular) {
      // Rows f of formulas with first(f) <= bottom and last(f) >= top.
      if (!range.bottom.absolute) from = Math.max(from, top - range.bottom.at);
      else if (range.bottom.at < top) return;
      if (!range.top.absolute) to = Math.min(to, bottom - range.top.at);
      else if (range.top.at > bottom) return;
      if (from > to) return;
    }
    callback(region.first + (from - region.row), region.first + (to - region.row));
  }

  return {
    forEachDependent(sheet, column, top, bottom, callback) {
      const index = indexes.get(sheet)?.get(column);
      if (index) forEachOverlap(index, top, bottom, (edge) => report(edge, top, bottom, callback));
      for (const { edge, left, right } of wide.get(sheet) ?? []) {
        if (column >= left && column <= right && edge.top <= bottom && edge.bottom >= top) report(edge, top, bottom, callback);
      }
    },
  };
}
