import { planArchive, type ArchiveOptions } from "../core/archive/archive-plan";
import type { ArchiveTexts } from "../core/archive/archive-texts";
import type { Finding } from "../core/check/finding";
import type { SheetSnapshot } from "../core/grid/snapshot";
import { verifyArchives, type Verification } from "../core/archive/verify";
import { anchoredArea, LIVE_NOTE_ANCHOR, ownSheetAnchor } from "../core/store/anchors";
import type { ArchiveRecord, WorkbookRecord } from "../core/store/record";
import type { WorkbookReading } from "./read-workbook";
import type { Preview } from "./step-outcome";

export type ArchiveResult = { readonly archive: (ArchiveRecord & { readonly sheetName: string }) | null; readonly record: WorkbookRecord };

/** There is no ranking sheet to archive. */
export const NOT_RANKED: Finding = { code: "archive.not-ranked", severity: "error", sheetId: null, sheetName: null, area: null, params: {} };

/** The sheet of the ranking, where there is one. */
export function rankingSheet({ workbook }: WorkbookReading): SheetSnapshot | null {
  const sheetId = anchoredArea(workbook, ownSheetAnchor("ranking"))?.sheetId;
  return workbook.sheets.find((sheet) => sheet.sheetId === sheetId) ?? null;
}

/** Step ⑤: the ranking sheet's values on a sheet that is never rewritten, with a digest. Finding "archive.not-ranked" where there is none. */
export function previewArchive(reading: WorkbookReading, record: WorkbookRecord, options: Omit<ArchiveOptions, "title" | "without">, texts: ArchiveTexts): Preview<ArchiveResult> {
  const { workbook } = reading;
  const ranked = rankingSheet(reading);
  if (!ranked) return { plan: { purpose: "archive", edits: [] }, findings: [NOT_RANKED], result: { archive: null, record } };
  const note = anchoredArea(workbook, LIVE_NOTE_ANCHOR);
  const without = note?.sheetId === ranked.sheetId ? note : null;
  const planned = planArchive(workbook, ranked, record, { ...options, title: ranked.name, without }, texts);
  return { plan: planned.plan, findings: planned.findings, result: { archive: planned.archive, record: planned.record } };
}

/** Compares every archive in the workbook with its digest, and with digests from the minutes where given (archive id → digest). Changes nothing. */
export function verifyReading(reading: WorkbookReading, written: ReadonlyMap<string, string>): Verification {
  return verifyArchives(reading.workbook, reading.record, written);
}
