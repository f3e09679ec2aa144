import type { DirtyCells } from "./dirty-cells";
import type { FormulaNode } from "./formula-node";
import { areaKey } from "./range-caches";
import { PendingCells, Uncalculable } from "./interruption";
import { placeInto, placeRange, type ScratchArea } from "./relative-range";
import type { RangeArea } from "./value";

/** What the schedule needs to know and do about cells. */
export type ScheduleActions = {
  /** Calculates one formula and stores its value; may throw PendingCells or Uncalculable. */
  readonly calculate: (node: FormulaNode) => void;
  readonly anyUncalculated: () => boolean;
  /** A cell that depends on none that is uncalculated gets `null`. */
  readonly blockedBy: (area: RangeArea) => string | null;
  readonly setUncalculated: (node: FormulaNode, why: FormulaNode["uncalculated"]) => void;
};

/** A cell whose precedents are being looked through: where the search goes on. Used again for other cells. */
type Frame = {
  node: FormulaNode;
  /** Index of the precedent; behind the template's come those found while calculating. */
  precedent: number;
  columnAt: number;
  rowFrom: number;
  found: readonly RangeArea[];
};

const NONE: readonly RangeArea[] = [];

/** From here on it pays to remember that a range is clean. */
const WIDE = 64;

/** How many finished members of cycles are remembered for finding further ones. */
const MAX_OPEN = 1000;

/**
 * Calculates all dirty cells, precedents first, with a stack of its own: chains of any length do not overflow
 * (CE-41). A cell met again while it waits for its precedents closes a cycle (CE-42).
 */
export function runSchedule(nodes: readonly FormulaNode[], dirty: DirtyCells, actions: ScheduleActions): void {
  /** The first `depth` frames are in use. */
  const stack: Frame[] = [];
  let depth = 0;
  const scratch: ScratchArea = { sheet: 0, top: 0, left: 0, bottom: 0, right: 0 };
  /** Finished cells whose cycle leads back to a cell that still waits: who reads them is in a cycle too. */
  let open: { readonly node: FormulaNode; readonly root: FormulaNode }[] = [];

  const roots = new Map<FormulaNode, FormulaNode>();

  function push(node: FormulaNode): void {
    node.state = "waiting";
    const frame = stack[depth];
    if (frame) {
      frame.node = node;
      frame.precedent = 0;
      frame.columnAt = 0;
      frame.rowFrom = -1;
      frame.found = NONE;
    } else stack.push({ node, precedent: 0, columnAt: 0, rowFrom: -1, found: NONE });
    depth += 1;
  }

  function markCycle(from: FormulaNode): void {
    for (let i = depth - 1; i >= 0; i--) {
      const frame = stack[i];
      if (!frame) continue;
      frame.node.inCycle = true;
      roots.set(frame.node, from);
      if (frame.node === from) return;
    }
  }

  /** Closes the cycles that run through finished cells which this one reads. */
  function closeThroughFinished(node: FormulaNode): void {
    if (open.length === 0 || "failure" in node.template) return;
    for (const range of node.template.precedents) {
      const area = placeRange(range, node);
      for (const { node: other, root } of open) {
        if (root.state === "waiting" && overlaps(area, other)) markCycle(root);
      }
    }
  }

  /** Wide ranges without any dirty cell: none comes back in a pass, so whoever reads the same range need not look again. */
  const clean = new Set<string>();

  /** Pushes the next dirty precedent in an area; `false` when there is none left. */
  function pushFrom(frame: Frame, area: RangeArea): boolean {
    const key = area.right - area.left < WIDE ? null : areaKey(area);
    if (key !== null && clean.has(key)) return false;
    const found = pushFirst(frame, area);
    if (found === "none" && key !== null) clean.add(key);
    return found === "pushed";
  }

  /** "waiting": none left but some that wait, which close a cycle. */
  function pushFirst(frame: Frame, area: RangeArea): "pushed" | "waiting" | "none" {
    let found: "waiting" | "none" = "none";
    const columns = dirty.columnsOf(area.sheet);
    // A single column, the everyday case, needs no look at the others.
    const single = area.left === area.right;
    const start = single ? 0 : frame.columnAt;
    const end = single ? 1 : columns.length;
    for (let i = start; i < end; i++) {
      const column = single ? area.left : (columns[i] ?? -1);
      if (column < area.left) continue;
      if (column > area.right) break;
      let from = i === frame.columnAt && frame.rowFrom >= 0 ? frame.rowFrom : area.top;
      for (;;) {
        const hit = dirty.firstIn(area.sheet, column, from, area.bottom);
        if (!hit) break;
        frame.columnAt = i;
        if (hit.node.state === "dirty") {
          frame.rowFrom = hit.row;
          push(hit.node);
          return "pushed";
        }
        found = "waiting";
        markCycle(hit.node);
        from = hit.row + 1;
        frame.rowFrom = from;
      }
      frame.rowFrom = -1;
    }
    frame.columnAt = 0;
    frame.rowFrom = -1;
    return found;
  }

  function areaAt(frame: Frame): RangeArea | null {
    const { template } = frame.node;
    if ("failure" in template) return null;
    const range = template.precedents[frame.precedent];
    if (range) {
      placeInto(scratch, range, frame.node);
      return scratch;
    }
    return frame.found[frame.precedent - template.precedents.length] ?? null;
  }

  function finish(node: FormulaNode, why: FormulaNode["uncalculated"]): void {
    actions.setUncalculated(node, why);
    node.state = "clean";
    depth -= 1;
    if (roots.size === 0) return;
    const root = roots.get(node);
    if (root && root !== node && root.state === "waiting" && open.length < MAX_OPEN) open.push({ node, root });
    if (depth === 0) {
      open = [];
      roots.clear();
    }
  }

  function why(node: FormulaNode): FormulaNode["uncalculated"] {
    const { template } = node;
    if ("failure" in template) return template.failure;
    if (node.inCycle) return { reason: "circular", detail: node.formula };
    if (!actions.anyUncalculated()) return null;
    for (const range of template.precedents) {
      const blocker = actions.blockedBy(placeRange(range, node));
      if (blocker !== null) return { reason: "depends", detail: blocker };
    }
    return null;
  }

  for (const start of nodes) {
    if (start.state !== "dirty") continue;
    push(start);
    while (depth > 0) {
      const frame = stack[depth - 1];
      if (!frame) break;
      const { node } = frame;
      const area = areaAt(frame);
      if (area) {
        if (!pushFrom(frame, area)) frame.precedent += 1;
        continue;
      }
      closeThroughFinished(node);
      const reason = why(node);
      if (reason) {
        finish(node, reason);
        continue;
      }
      try {
        actions.calculate(node);
        finish(node, null);
      } catch (error) {
        if (error instanceof PendingCells) {
          frame.found = [...frame.found, ...error.areas];
          continue;
        }
        if (!(error instanceof Uncalculable)) throw error;
        finish(node, { reason: error.reason, detail: error.detail });
      }
    }
  }
}

function overlaps(area: RangeArea, node: FormulaNode): boolean {
  return (
    area.sheet === node.sheet && area.top < node.row + node.rows && area.bottom >= node.row && area.left < node.column + node.columns && area.right >= node.column
  );
}
