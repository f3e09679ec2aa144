import * as v from "valibot";
import { textOf } from "../grid/cell";
import { valueAt, type SheetSnapshot, type WorkbookSnapshot } from "../grid/snapshot";
import { archiveAnchors } from "../store/anchors";
import { canonicalJson } from "../store/record-text";
import type { ArchiveFacts, CheckSums, ValueGrid } from "./archive-digest";

/*
 * An archive sheet, from its first cell:
 *
 *   0          title                                     | marker
 *   1          edition, time, signer                     | check sums of the row | check sums of the
 *   2          digest of the archive before              | …                     | columns, one below
 *   3          "digest" label                            |                       | the other
 *   4          the digest in groups (not covered by it)  |
 *   5          blank                                     |
 *   6 …        copy of the ranked sheet                  |
 *   …          blank, then what was accepted, a line each (only where something was)
 *   rows + 1   signature line (not covered)
 *
 * The columns after the copy are hidden. (AR-10)
 */
export const DIGEST_ROW = 4;
export const BODY_ROW = 6;
const FORMAT = "twinscore-archive";
const VERSION = 1;
/** Wider or longer sheets are not archived: the check sums of a row must fit into one cell. */
export const MAX_ARCHIVE_COLUMNS = 2000;
export const MAX_ARCHIVE_ROWS = 100_000;
/** The marker is looked for in this many rows of a sheet. */
const MARKER_ROWS = 50;

/** What an archive sheet says about itself, kept as JSON in its first hidden column. */
export type ArchiveMarker = ArchiveFacts & {
  /** Size of the covered rectangle. */
  readonly rows: number;
  readonly columns: number;
  readonly digest: string;
  /** Digest of the copied cells alone, without facts: tells whether a second archive would say anything new. */
  readonly body: string;
};

const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const size = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(max));
const marker = v.object({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  archiveId: v.pipe(v.string(), v.regex(/^A\d{1,6}$/)),
  edition: v.pipe(v.number(), v.integer(), v.minValue(0)),
  archivedAt: v.string(),
  title: v.string(),
  signer: v.string(),
  previous: v.nullable(digest),
  rows: size(MAX_ARCHIVE_ROWS + BODY_ROW),
  columns: size(MAX_ARCHIVE_COLUMNS),
  digest,
  body: digest,
});

/** The marker's text; `parseMarker` reads it. */
export function markerText(facts: ArchiveMarker): string {
  return canonicalJson({ format: FORMAT, version: VERSION, ...facts });
}

function parseMarker(text: string): ArchiveMarker | null {
  if (!text.startsWith("{") || !text.includes(FORMAT)) return null;
  try {
    const parsed = v.safeParse(marker, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    // Not JSON any more: the caller reports the archive as unreadable.
    return null;
  }
}

/** Whether a row of the rectangle is left out of the digest: the one that prints it. */
export function isDigestRow(row: number): boolean {
  return row === DIGEST_ROW;
}

/** An archive sheet as it stands in the workbook now. */
export type ArchiveSheet = {
  readonly sheet: SheetSnapshot;
  /** First cell of the rectangle; moves when rows or columns are inserted before it. */
  readonly row: number;
  readonly column: number;
  readonly marker: ArchiveMarker;
  readonly grid: ValueGrid;
  readonly stored: CheckSums;
  /** The printed digest as text. */
  readonly printed: string;
};

/** Reads an archive sheet by the marker in its hidden column; `null` where there is none that can be read. (AR-11) */
export function readArchiveSheet(sheet: SheetSnapshot): ArchiveSheet | null {
  const { used } = sheet;
  if (!used) return null;
  for (let row = used.row; row < used.row + Math.min(used.rows, MARKER_ROWS); row++) {
    for (let column = used.column + used.columns - 1; column > used.column; column--) {
      const value = valueAt(sheet, row, column);
      if (typeof value !== "string" || value.length < 20 || !value.startsWith("{")) continue;
      const found = parseMarker(value);
      if (found && column - found.columns >= 0) return describe(sheet, found, row, column);
    }
  }
  return null;
}

function describe(sheet: SheetSnapshot, found: ArchiveMarker, row: number, markerColumn: number): ArchiveSheet {
  const column = markerColumn - found.columns;
  return {
    sheet,
    row,
    column,
    marker: found,
    grid: { rows: found.rows, columns: found.columns, valueAt: (r, c) => valueAt(sheet, row + r, column + c) },
    stored: {
      rows: Array.from({ length: found.rows }, (_, r) => (r === 0 ? textOf(valueAt(sheet, row, markerColumn + 1)) : textOf(valueAt(sheet, row + r, markerColumn)))),
      columns: Array.from({ length: found.columns }, (_, c) => textOf(valueAt(sheet, row + 1 + c, markerColumn + 1))),
    },
    printed: textOf(valueAt(sheet, row + DIGEST_ROW, column)),
  };
}

/** A sheet that is or was an archive. `content` is `null` where its marker is gone. */
export type FoundArchive = { readonly archiveId: string; readonly sheet: SheetSnapshot; readonly content: ArchiveSheet | null };

/**
 * Archives of a workbook in the order of their numbers: sheets that our names point to, and, where a program dropped the
 * names, sheets that carry a marker. (AR-11)
 */
export function findArchives(workbook: WorkbookSnapshot): readonly FoundArchive[] {
  const found = new Map<string, FoundArchive>();
  const seen = new Set<string>();
  const sheets = new Map(workbook.sheets.map((sheet) => [sheet.sheetId, sheet]));
  for (const anchor of archiveAnchors(workbook)) {
    const sheet = sheets.get(anchor.area.sheetId);
    if (!sheet) continue;
    seen.add(sheet.sheetId);
    found.set(anchor.archiveId, { archiveId: anchor.archiveId, sheet, content: readArchiveSheet(sheet) });
  }
  for (const sheet of workbook.sheets) {
    if (seen.has(sheet.sheetId)) continue;
    const content = readArchiveSheet(sheet);
    if (content && !found.has(content.marker.archiveId)) found.set(content.marker.archiveId, { archiveId: content.marker.archiveId, sheet, content });
  }
  return [...found.values()].sort((a, b) => Number(a.archiveId.slice(1)) - Number(b.archiveId.slice(1)));
}
