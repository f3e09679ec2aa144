import type { Rect } from "../grid/address";

/** Equal cells once; neighbours above each other joined, then equal neighbours beside each other. Order by position. */
export function joinAreas(areas: readonly Rect[]): readonly Rect[] {
  const unique = new Map(areas.map((area) => [`${String(area.column)},${String(area.row)},${String(area.columns)},${String(area.rows)}`, area]));
  const down = joinAlong([...unique.values()], "row", "rows", "column", "columns");
  return joinAlong(down, "column", "columns", "row", "rows").slice().sort((a, b) => a.row - b.row || a.column - b.column);
}

function joinAlong(areas: readonly Rect[], at: "row" | "column", length: "rows" | "columns", across: "row" | "column", width: "rows" | "columns"): readonly Rect[] {
  const ordered = [...areas].sort((a, b) => a[across] - b[across] || a[width] - b[width] || a[at] - b[at]);
  const joined: Rect[] = [];
  for (const area of ordered) {
    const last = joined.at(-1);
    if (last && last[across] === area[across] && last[width] === area[width] && last[at] + last[length] === area[at]) {
      joined[joined.length - 1] = { ...last, [length]: last[length] + area[length] };
    } else joined.push(area);
  }
  return joined;
}
