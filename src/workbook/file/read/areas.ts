import { MAX_COLUMNS, MAX_ROWS, parseA1, type Rect } from "../../../core/grid/address";

/** "A1:B2 C:C 4:5" → rectangles; what is no address is left out. */
export function parseAreas(text: string): readonly Rect[] {
  const areas: Rect[] = [];
  for (const word of text.split(/\s+/)) {
    const area = word === "" ? null : parseArea(word);
    if (area) areas.push(area);
  }
  return areas;
}

/** "B2", "$A$1:B2", "C:D" or "4:5" → rectangle, or `null`. */
export function parseArea(word: string): Rect | null {
  const cells = parseA1(word);
  if (cells) return cells;
  const columns = /^\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})$/.exec(word);
  if (columns) return parseA1(`${columns[1] ?? ""}1:${columns[2] ?? ""}${String(MAX_ROWS)}`);
  const rows = /^\$?(\d{1,7}):\$?(\d{1,7})$/.exec(word);
  if (!rows) return null;
  const first = Math.min(Number(rows[1]), Number(rows[2])) - 1;
  const last = Math.max(Number(rows[1]), Number(rows[2])) - 1;
  return first < 0 || last >= MAX_ROWS ? null : { row: first, column: 0, rows: last - first + 1, columns: MAX_COLUMNS };
}
