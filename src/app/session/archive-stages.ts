import type { AcceptedFinding } from "../../core/archive/accepted-lines";
import type { Finding } from "../../core/check/finding";
import { rankedSheetCounts } from "../../core/score/ranked-sheet";
import { NOT_RANKED, previewArchive, rankingSheet } from "../archive-workbook";
import type { WorkbookReading } from "../read-workbook";
import { previewStructure } from "../structure-workbook";
import type { ArchivePreviewView } from "./session";
import type { SessionTexts } from "./session-texts";
import type { StageResult, Stages } from "./stage";

type ArchiveView = Pick<ArchivePreviewView, "archiveId" | "sheetName" | "digest" | "pools" | "subjects" | "accepted">;

/** A sheet without a single rank is nothing to keep for good. */
const NOBODY_RANKED: Finding = { code: "archive.nobody-ranked", severity: "notice", sheetId: null, sheetName: null, area: null, params: {} };

/** The archive of the ranking sheet. Where another program dropped the record, it is found again in names and sheets first. (SE-14, ST-25) */
export function archiveStages(reading: WorkbookReading, options: { readonly signer: string; readonly archivedAt: string; readonly accepted: readonly AcceptedFinding[] }, texts: SessionTexts): Stages & { readonly view: ArchiveView } {
  const ranked = rankingSheet(reading);
  const counts = ranked ? rankedSheetCounts(ranked) : { pools: 0, subjects: 0, ranks: 0 };
  const nothing = (finding: Finding): Stages & { readonly view: ArchiveView } => ({
    first: { plan: { purpose: "archive", edits: [] }, findings: [finding], record: reading.record },
    rest: [],
    view: { archiveId: null, sheetName: null, digest: null, pools: counts.pools, subjects: counts.subjects, accepted: 0 },
  });
  if (!ranked) return nothing(NOT_RANKED);
  if (counts.ranks === 0) return nothing(NOBODY_RANKED);
  const record = reading.record ?? previewStructure(reading, { now: options.archivedAt, protect: false }, texts.structure).result;
  const { plan, findings, result } = previewArchive(reading, record, options, texts.archive);
  const first: StageResult = { plan, findings, record: result.record };
  const { archive } = result;
  return {
    first,
    rest: [],
    view: { archiveId: archive?.archiveId ?? null, sheetName: archive?.sheetName ?? null, digest: archive?.digest ?? null, pools: counts.pools, subjects: counts.subjects, accepted: archive ? options.accepted.length : 0 },
  };
}
