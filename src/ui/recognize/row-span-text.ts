import { MAX_ROWS, parseA1, type Rect } from "../../core/grid/address";
import type { RowSpan } from "../../core/recognize/table";

/** "3-4" as people type it, full-width digits and 至 included. */
const SPAN = /^(\d{1,7})(?:\s*(?:-|–|—|~|:|至|到)\s*(\d{1,7}))?$/;

/** "3-4" → rows 2 to 3; "" → `null` (no header); `undefined`: not a span of rows. */
export function parseRowSpan(text: string): RowSpan | null | undefined {
  const plain = text.normalize("NFKC").trim();
  if (plain === "") return null;
  const match = SPAN.exec(plain);
  if (!match) return undefined;
  const a = Number(match[1]) - 1;
  const b = match[2] === undefined ? a : Number(match[2]) - 1;
  const span = { first: Math.min(a, b), last: Math.max(a, b) };
  return span.first < 0 || span.last >= MAX_ROWS ? undefined : span;
}

/** "3-4", "3" or "". */
export function rowSpanText(span: RowSpan | null): string {
  if (span === null) return "";
  return span.first === span.last ? String(span.first + 1) : `${span.first + 1}-${span.last + 1}`;
}

export type TypedTable = { readonly range: Rect; readonly headerRows: RowSpan | null };

/** What somebody typed as a table's range and header, or which of the two cannot be used. (PN-23) */
export function parseTypedTable(rangeText: string, headerText: string): TypedTable | { readonly wrong: "range" | "header" } {
  const range = parseA1(rangeText.normalize("NFKC").trim());
  if (range === null) return { wrong: "range" };
  const headerRows = parseRowSpan(headerText);
  if (headerRows === undefined) return { wrong: "header" };
  // The header stands at the top of the range and leaves a row below it.
  if (headerRows !== null && (headerRows.first < range.row || headerRows.last >= range.row + range.rows - 1)) return { wrong: "header" };
  return { range, headerRows };
}
