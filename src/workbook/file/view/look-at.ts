import type { ParsedSheet } from "../read/sheet-part";
import { cellIndex } from "../read/sheet-cells";

/** Formatted empty cells by row, made once a sheet: a file may have a million of them. */
const bareIndexes = new WeakMap<ParsedSheet, ReadonlyMap<number, readonly number[]>>();

/** Indexes of formatted empty cells by their row. */
export function bareByRow(parsed: ParsedSheet): ReadonlyMap<number, readonly number[]> {
  const known = bareIndexes.get(parsed);
  if (known) return known;
  const rows = new Map<number, number[]>();
  parsed.cells.bareRows.forEach((row, at) => {
    const cells = rows.get(row);
    if (cells) cells.push(at);
    else rows.set(row, [at]);
  });
  bareIndexes.set(parsed, rows);
  return rows;
}

/** Look of a cell that the file does not mention: its row's, else its column's. */
export function outerLook(parsed: ParsedSheet, row: number, column: number): number {
  const fromRow = parsed.rowStyles.find((span) => row >= span.first && row <= span.last)?.style;
  return fromRow ?? parsed.columnSpans.find((span) => column >= span.first && column <= span.last)?.style ?? 0;
}

/** Number of the look of any cell. */
export function lookNumberAt(parsed: ParsedSheet, row: number, column: number): number {
  const index = cellIndex(parsed.cells, row, column);
  if (index >= 0) return parsed.cells.styles[index] ?? 0;
  const bare = bareByRow(parsed).get(row)?.find((at) => parsed.cells.bareColumns[at] === column);
  return bare === undefined ? outerLook(parsed, row, column) : (parsed.cells.bareStyles[bare] ?? 0);
}
