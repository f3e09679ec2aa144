import type { DecompositionNode, DecompositionView, FindingView } from "../../app/session/session";

/** Down to this depth a tree starts open: the superior's indicators, and what they are decomposed into here. */
const OPEN_ABOVE = 1;

/** A node with what a tree needs to know of its place. `below`: findings about what it is decomposed into, however deep. */
export type DecompositionRow = {
  readonly node: DecompositionNode;
  readonly parent: number | null;
  readonly hasParts: boolean;
  readonly position: number;
  readonly siblings: number;
  /** Findings that nobody confirmed yet. */
  readonly findings: readonly FindingView[];
  readonly below: number;
};

/** All nodes of a tree, each with its parent's row and the open findings of the check about it. (PN-63) */
export function decompositionRows({ sheetId, nodes }: DecompositionView, findings: readonly FindingView[]): readonly DecompositionRow[] {
  const byRow = new Map<number, FindingView[]>();
  for (const finding of findings) {
    if (finding.sheetId !== sheetId || finding.accepted !== null || finding.area === null || !finding.code.startsWith("cascade.")) continue;
    byRow.set(finding.area.row, [...(byRow.get(finding.area.row) ?? []), finding]);
  }
  const parents: (number | null)[] = [];
  const way: DecompositionNode[] = [];
  const counts = new Map<number | null, number>();
  const positions: number[] = [];
  for (const node of nodes) {
    way.length = node.depth;
    const parent = way.at(-1)?.row ?? null;
    way.push(node);
    parents.push(parent);
    const position = (counts.get(parent) ?? 0) + 1;
    counts.set(parent, position);
    positions.push(position);
  }
  const below = new Map<number, number>();
  // From the end: what is below a node has been counted when the node's turn comes.
  for (let at = nodes.length - 1; at >= 0; at--) {
    const node = nodes[at];
    const parent = parents[at];
    if (!node || typeof parent !== "number") continue;
    below.set(parent, (below.get(parent) ?? 0) + (byRow.get(node.row)?.length ?? 0) + (below.get(node.row) ?? 0));
  }
  return nodes.map((node, at) => {
    const parent = parents[at] ?? null;
    return { node, parent, hasParts: counts.has(node.row), position: positions[at] ?? 1, siblings: counts.get(parent) ?? 1, findings: byRow.get(node.row) ?? [], below: below.get(node.row) ?? 0 };
  });
}

/** Rows that start open: with a tree of thousands only its first two levels are seen. */
export function initiallyOpen(rows: readonly DecompositionRow[]): ReadonlySet<number> {
  return new Set(rows.filter(({ node, hasParts }) => hasParts && node.depth < OPEN_ABOVE).map(({ node }) => node.row));
}

/** What is seen while these rows are open. */
export function seenRows(rows: readonly DecompositionRow[], open: ReadonlySet<number>): readonly DecompositionRow[] {
  const seen: DecompositionRow[] = [];
  let closedAt = Infinity;
  for (const row of rows) {
    if (row.node.depth > closedAt) continue;
    closedAt = row.hasParts && !open.has(row.node.row) ? row.node.depth : Infinity;
    seen.push(row);
  }
  return seen;
}

/** The rows above a row, up to the top. */
export function rowsAbove(rows: readonly DecompositionRow[], row: number): readonly number[] {
  const parents = new Map(rows.map(({ node, parent }) => [node.row, parent]));
  const above: number[] = [];
  for (let at = parents.get(row) ?? null; at !== null; at = parents.get(at) ?? null) above.push(at);
  return above;
}

/** The next row with a finding after `current` (`null`: from the start), or before it, around the end; `null`: none has any. */
export function nextWithFinding(rows: readonly DecompositionRow[], current: number | null, by: 1 | -1): DecompositionRow | null {
  const marked = rows.filter(({ findings }) => findings.length > 0);
  const order = new Map(rows.map(({ node }, index) => [node.row, index]));
  const at = current === null ? (by > 0 ? -1 : rows.length) : (order.get(current) ?? -1);
  const place = ({ node }: DecompositionRow): number => order.get(node.row) ?? 0;
  if (by > 0) return marked.find((row) => place(row) > at) ?? marked[0] ?? null;
  return marked.filter((row) => place(row) < at).at(-1) ?? marked.at(-1) ?? null;
}
