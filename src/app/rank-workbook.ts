import type { Scores } from "../core/score/compute-scores";
import { planRanking } from "../core/score/plan-ranking";
import type { Ranking } from "../core/score/ranking";
import type { ScoreSheetTexts } from "../core/score/sheet-texts";
import type { WorkbookRecord } from "../core/store/record";
import { recordEdits } from "./record-edits";
import type { WorkbookReading } from "./read-workbook";
import { mergeOwnSheets } from "./score-workbook";
import type { Preview } from "./step-outcome";

export type RankResult = { readonly ranking: Ranking; readonly record: WorkbookRecord };

/** Step ④, second half: the ranking sheet, pool by pool. Needs the scores that were just written. */
export function previewRanking(reading: WorkbookReading, record: WorkbookRecord, scores: Scores, texts: ScoreSheetTexts): Preview<RankResult> {
  const { plan, ranking, findings, ownSheets } = planRanking(reading.workbook, scores, texts);
  const next: WorkbookRecord = { ...record, ownSheets: mergeOwnSheets(record.ownSheets, ownSheets) };
  const edits = plan.edits.length === 0 ? [] : [...plan.edits, ...recordEdits(record, next)];
  return { plan: { purpose: "rank", edits }, findings, result: { ranking, record: next } };
}
