import type { Finding } from "../core/check/finding";
import { planScore } from "../core/score/plan-score";
import type { Scores } from "../core/score/compute-scores";
import type { Scheme } from "../core/score/scheme";
import type { MarkOverrides } from "../core/score/scheme-draft";
import { readScheme } from "../core/score/scheme-sheet-reading";
import type { ScoreSheetTexts } from "../core/score/sheet-texts";
import type { WorkbookRecord } from "../core/store/record";
import { recordEdits } from "./record-edits";
import type { WorkbookReading } from "./read-workbook";
import type { Preview } from "./step-outcome";

export type ScoreResult = { readonly scores: Scores; readonly record: WorkbookRecord };

/** A scheme and marks that somebody drafted and nobody has written yet. */
export type ScoreDraft = { readonly scheme: Scheme; readonly marks: MarkOverrides };

/**
 * Step ④, first half: scores by the scheme that stands in the workbook, or by a draft that the plan writes onto the scheme
 * sheet, as live formulas. Needs a structured workbook.
 */
export function previewScores(reading: WorkbookReading, record: WorkbookRecord, texts: ScoreSheetTexts, draft: ScoreDraft | null = null): Preview<ScoreResult> {
  const { scheme, findings: schemeFindings } = draft ? { scheme: draft.scheme, findings: [] } : readScheme(reading.workbook, record);
  const { plan, scores, findings, ownSheets } = planScore(reading.workbook, reading.tables, scheme, texts, draft?.marks);
  const all: readonly Finding[] = [...schemeFindings, ...findings];
  if (scores.subjects.length === 0) return { plan: { purpose: "score", edits: [] }, findings: all, result: { scores, record } };
  const next: WorkbookRecord = { ...record, scheme: scores.scheme, ownSheets: mergeOwnSheets(record.ownSheets, ownSheets) };
  return {
    plan: { purpose: "score", edits: [...plan.edits, ...recordEdits(record, next)] },
    findings: all,
    result: { scores, record: next },
  };
}

/** Sheets known so far with the given ones added or replaced, by anchor. */
export function mergeOwnSheets(known: WorkbookRecord["ownSheets"], added: WorkbookRecord["ownSheets"]): WorkbookRecord["ownSheets"] {
  const anchors = new Set(added.map((sheet) => sheet.anchor));
  return [...known.filter((sheet) => !anchors.has(sheet.anchor)), ...added];
}
