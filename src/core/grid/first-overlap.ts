import { intersection, type Rect } from "./address";

/** Two areas of more than one cell that have cells in common, the upper one first; `null` where none have. */
export function firstOverlap(areas: readonly Rect[]): readonly [Rect, Rect] | null {
  let open: Rect[] = [];
  for (const area of areas.filter(({ rows, columns }) => rows * columns > 1).sort((a, b) => a.row - b.row)) {
    open = open.filter((other) => other.row + other.rows > area.row);
    const other = open.find((candidate) => intersection(candidate, area) !== null);
    if (other) return [other, area];
    open.push(area);
  }
  return null;
}
