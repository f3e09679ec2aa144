import fc from "fast-check";
import type { DecompositionNode, DecompositionView, FindingView } from "../../src/app/session/session";
import { decompositionRows, initiallyOpen, nextWithFinding, rowsAbove, seenRows } from "../../src/ui/check/decomposition-rows";

const node = (row: number, depth: number): DecompositionNode => ({ row, depth, code: `K${String(row)}`, name: `项${String(row)}`, owner: "", share: "", weight: "", undertake: "", execute: "", assess: "", passed: null, reason: "" });
const viewOf = (depths: readonly number[]): DecompositionView => ({ sheetId: "s", sheetName: "分解", column: 1, nodes: depths.map((depth, index) => node(index + 2, depth)) });
const finding = (row: number, more: Partial<FindingView> = {}): FindingView => ({ id: String(row), code: "cascade.shares", severity: "error", sheetId: "s", sheetName: "分解", area: { row, column: 4, rows: 1, columns: 1 }, address: "E1", params: {}, fix: null, accepted: null, ...more });

/** Depths as a tree has them: never more than one deeper than the node before. */
const trees = fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 40 }).map((steps) => steps.reduce<number[]>((depths, step) => [...depths, Math.min(step, (depths.at(-1) ?? -1) + 1)], []));

describe("PN-62, PN-63 the tree of a decomposition", () => {
  const rows = decompositionRows(viewOf([0, 1, 2, 2, 1, 0]), [finding(4), finding(4, { id: "b", severity: "warning" }), finding(6), finding(6, { id: "c", accepted: { reason: "", at: "" } }), finding(7, { sheetId: "t" }), finding(7, { id: "d", code: "entry.missing" })]);

  test("PN-63 open findings of the sheet's decomposition stand at their nodes and are counted above", () => {
    expect(rows.map(({ findings, below }) => [findings.length, below])).toEqual([[0, 3], [0, 2], [2, 0], [0, 0], [1, 0], [0, 0]]);
    expect(rows.map(({ parent, position, siblings, hasParts }) => [parent, position, siblings, hasParts])).toEqual([[null, 1, 2, true], [2, 1, 2, true], [3, 1, 2, false], [3, 2, 2, false], [2, 2, 2, false], [null, 2, 2, false]]);
  });

  test("PN-62 two levels are seen at first; what is open shows its parts", () => {
    expect(seenRows(rows, initiallyOpen(rows)).map(({ node: { row } }) => row)).toEqual([2, 3, 6, 7]);
    expect(seenRows(rows, new Set()).map(({ node: { row } }) => row)).toEqual([2, 7]);
    expect(seenRows(rows, new Set([3])).map(({ node: { row } }) => row)).toEqual([2, 7]);
    expect(seenRows(rows, new Set([2, 3]))).toEqual(rows);
  });

  test("PN-63 the next node with a finding, around the end, and what has to be opened for it", () => {
    expect(nextWithFinding(rows, null, 1)?.node.row).toBe(4);
    expect(nextWithFinding(rows, 4, 1)?.node.row).toBe(6);
    expect(nextWithFinding(rows, 7, 1)?.node.row).toBe(4);
    expect(nextWithFinding(rows, null, -1)?.node.row).toBe(6);
    expect(nextWithFinding(rows, 6, -1)?.node.row).toBe(4);
    expect(nextWithFinding(rows, 2, -1)?.node.row).toBe(6);
    expect(nextWithFinding(decompositionRows(viewOf([0, 1]), []), null, 1)).toBeNull();
    expect(rowsAbove(rows, 4)).toEqual([3, 2]);
  });

  test("PN-62, PN-63 any tree: a row is seen when all above it are open, siblings count themselves, findings are counted once on each level", () => {
    fc.assert(
      fc.property(trees, fc.array(fc.nat({ max: 41 }), { maxLength: 20 }), fc.array(fc.nat({ max: 41 }), { maxLength: 12 }), (depths, opened, found) => {
        const all = decompositionRows(viewOf(depths), [...new Set(found)].map((row) => finding(row)));
        const open = new Set(opened);
        expect(seenRows(all, open)).toEqual(all.filter(({ node: { row } }) => rowsAbove(all, row).every((above) => open.has(above))));
        for (const row of all) {
          const siblings = all.filter(({ parent }) => parent === row.parent);
          expect([row.siblings, row.position]).toEqual([siblings.length, siblings.indexOf(row) + 1]);
          expect(row.below).toBe(all.filter((other) => rowsAbove(all, other.node.row).includes(row.node.row)).reduce((sum, { findings }) => sum + findings.length, 0));
        }
      }),
    );
  });
});
