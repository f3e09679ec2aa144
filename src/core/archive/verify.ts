import type { CodeParams } from "../coded-error";
import type { Finding, Severity } from "../check/finding";
import { toA1, type Rect } from "../grid/address";
import type { SheetSnapshot, WorkbookSnapshot } from "../grid/snapshot";
import type { ArchiveRecord, WorkbookRecord } from "../store/record";
import { archiveDigest, canonicalGrid, checkSums, differingCells, parseDigest, type CanonicalGrid } from "./archive-digest";
import { DIGEST_ROW, findArchives, isDigestRow, type ArchiveSheet, type FoundArchive } from "./archive-sheet";

/** Changed cells named one by one; the rest is a number. */
const NAMED_CELLS = 10;

export type VerifiedArchive = {
  readonly archiveId: string;
  /** `null`: the sheet is gone. */
  readonly sheetName: string | null;
  /** As archived: from the record, else as the sheet itself says; `null` where neither is left. */
  readonly digest: string | null;
  readonly edition: number | null;
  readonly archivedAt: string | null;
  /**
   * - intact: every cell is as it was archived
   * - changed: cells, facts, the printed digest or the chain differ; findings name them
   * - unreadable: the sheet is gone, or too much of it to compare
   */
  readonly state: "intact" | "changed" | "unreadable";
  /** The first cells that differ, A1. */
  readonly cells: readonly string[];
  readonly differences: number;
  /** Compared with the record or with minutes, not only with what the sheet says about itself. */
  readonly confirmed: boolean;
};

export type Verification = { readonly archives: readonly VerifiedArchive[]; readonly findings: readonly Finding[] };

/**
 * Compares every archive with its digest. Where the record is lost, each sheet's own check sums still name the cells;
 * whoever rewrites those too is found out only by the record or by a digest from the minutes (`written`: archive id →
 * digest as written down). (AR-9, AR-17 to AR-22)
 */
export function verifyArchives(workbook: WorkbookSnapshot, record: WorkbookRecord | null, written: ReadonlyMap<string, string> = new Map()): Verification {
  const found = new Map(findArchives(workbook).map((archive) => [archive.archiveId, archive]));
  const recorded = new Map((record?.archives ?? []).map((archive) => [archive.archiveId, archive]));
  const ids = [...new Set([...recorded.keys(), ...found.keys(), ...written.keys()])].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
  const findings: Finding[] = [];
  const archives: VerifiedArchive[] = [];
  let before: { readonly archiveId: string; readonly digest: string } | null = null;
  for (const archiveId of ids) {
    const verified = verifyOne(archiveId, found.get(archiveId) ?? null, recorded.get(archiveId) ?? null, written.get(archiveId) ?? null, before);
    findings.push(...verified.findings);
    archives.push(verified.archive);
    if (verified.archive.digest !== null) before = { archiveId, digest: verified.archive.digest };
  }
  return { archives, findings };
}

function finding(code: string, severity: Severity, sheet: SheetSnapshot | null, area: Rect | null, params: CodeParams): Finding {
  return { code, severity, sheetId: sheet?.sheetId ?? null, sheetName: sheet?.name ?? null, area, params };
}

function verifyOne(
  archiveId: string,
  found: FoundArchive | null,
  recorded: ArchiveRecord | null,
  written: string | null,
  before: { readonly archiveId: string; readonly digest: string } | null,
): { readonly archive: VerifiedArchive; readonly findings: readonly Finding[] } {
  const minutes = written === null ? null : parseDigest(written);
  const base = {
    archiveId,
    sheetName: found?.sheet.name ?? null,
    digest: recorded?.digest ?? found?.content?.marker.digest ?? minutes,
    edition: recorded?.edition ?? found?.content?.marker.edition ?? null,
    archivedAt: recorded?.archivedAt ?? found?.content?.marker.archivedAt ?? null,
    cells: [],
    differences: 0,
    confirmed: false,
  };
  if (found === null) {
    return { archive: { ...base, state: "unreadable" }, findings: [finding("archive.sheet-missing", "error", null, null, { archive: archiveId, time: recorded?.archivedAt ?? "" })] };
  }
  const { sheet, content } = found;
  if (content === null) {
    return { archive: { ...base, state: "unreadable" }, findings: [finding("archive.unreadable", "error", sheet, null, { archive: archiveId, sheet: sheet.name })] };
  }
  const { marker } = content;
  const findings: Finding[] = [];
  const error = (code: string, area: Rect | null, params: CodeParams): void => {
    findings.push(finding(code, "error", sheet, area, { archive: archiveId, sheet: sheet.name, ...params }));
  };
  const canonical = canonicalGrid(content.grid, isDigestRow);
  const differing = compareCells(content, canonical);
  for (const area of differing.areas) error("archive.cell-changed", area, { cell: toA1(area) });
  const unnamed = differing.count - differing.areas.length;
  if (unnamed > 0) error("archive.more-cells", null, { count: unnamed });

  if (recorded !== null && marker.edition !== recorded.edition) error("archive.edition-changed", null, { recorded: recorded.edition, found: marker.edition });
  if (recorded !== null && marker.archivedAt !== recorded.archivedAt) error("archive.time-changed", null, { recorded: recorded.archivedAt, found: marker.archivedAt });
  if (marker.archiveId !== archiveId) error("archive.number-changed", null, { found: marker.archiveId });
  const now = archiveDigest(marker, canonical);
  if (findings.length === 0 && (now !== base.digest || now !== marker.digest)) error("archive.digest-differs", null, { digest: now.slice(0, 8) });
  if (written !== null) {
    if (minutes === null) error("archive.minutes-unreadable", null, { text: written });
    else if (minutes !== now) error("archive.minutes-differ", null, { digest: now.slice(0, 8) });
  }
  const printed = parseDigest(content.printed);
  if (printed !== (base.digest ?? marker.digest)) error("archive.printed-digest", cellOf(content, { row: DIGEST_ROW, column: 0 }), {});
  if (marker.previous !== (before?.digest ?? null)) error("archive.chain-broken", null, { before: before?.archiveId ?? "" });

  const state = findings.length === 0 ? "intact" : "changed";
  if (recorded === null) findings.push(finding("archive.unrecorded", "notice", sheet, null, { archive: archiveId, sheet: sheet.name }));
  if (sheet.protection === null) findings.push(finding("archive.unprotected", "notice", sheet, null, { archive: archiveId, sheet: sheet.name }));
  return {
    archive: { ...base, state, cells: differing.areas.map(toA1), differences: differing.count, confirmed: recorded !== null || minutes !== null },
    findings,
  };
}

function cellOf(content: ArchiveSheet, place: { readonly row: number; readonly column: number }): Rect {
  return { row: content.row + place.row, column: content.column + place.column, rows: 1, columns: 1 };
}

function compareCells(content: ArchiveSheet, canonical: CanonicalGrid): { readonly areas: readonly Rect[]; readonly count: number } {
  const sums = checkSums(content.marker.archiveId, canonical);
  const { cells, count } = differingCells(content.stored, sums, NAMED_CELLS);
  return { areas: cells.map((place) => cellOf(content, place)), count };
}

/** Archives as their own sheets tell them, for a workbook whose record was lost. (AR-22) */
export function archivesFromSheets(workbook: WorkbookSnapshot): readonly ArchiveRecord[] {
  return findArchives(workbook).flatMap(({ archiveId, content }): readonly ArchiveRecord[] => {
    if (content === null || content.marker.archiveId !== archiveId) return [];
    const { archivedAt, edition, digest, previous } = content.marker;
    return [{ archiveId, anchor: `_TS_own_archive_${archiveId}`, archivedAt, edition, digest, previous }];
  });
}
