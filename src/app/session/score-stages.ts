import type { Finding } from "../../core/check/finding";
import { computeScores } from "../../core/score/compute-scores";
import { rankScores } from "../../core/score/ranking";
import { checkScheme } from "../../core/score/scheme-check";
import type { MarkOverrides } from "../../core/score/scheme-draft";
import type { Marks } from "../../core/score/marks";
import { previewRanking } from "../rank-workbook";
import type { WorkbookReading } from "../read-workbook";
import { previewScores } from "../score-workbook";
import { distributions, poolViews } from "./score-views";
import type { ScorePreviewView, Session } from "./session";
import type { SessionTexts } from "./session-texts";
import type { Stage, StageResult, Stages } from "./stage";

type Draft = Parameters<Session["previewScores"]>[0];
type ScoreView = Pick<ScorePreviewView, "pools" | "scored" | "withheld" | "distributions">;

/** Scores need a structured workbook: results are looked up by the keys that structuring writes. */
const NOT_STRUCTURED: Finding = { code: "score.not-structured", severity: "error", sheetId: null, sheetName: null, area: null, params: {} };

function overridesOf(marks: Draft["marks"]): MarkOverrides {
  return new Map(Object.entries(marks).map(([blockId, byKey]) => [blockId, new Map<string, Partial<Marks>>(Object.entries(byKey))]));
}

/**
 * Scores under a draft, then their ranking: two stages, one step. A draft that nothing can be computed with gives its findings
 * and no plan; so does a workbook that is not structured, but its scores are shown. (SE-10 to SE-12)
 */
export function scoreStages(reading: WorkbookReading, draft: Draft, texts: SessionTexts): Stages & { readonly view: ScoreView } {
  const { workbook, tables, record } = reading;
  const marks = overridesOf(draft.marks);
  const nothing = (findings: readonly Finding[]): StageResult => ({ plan: { purpose: "score", edits: [] }, findings, record });
  const invalid = checkScheme(draft.scheme, marks);
  if (invalid.length > 0) return { first: nothing(invalid), rest: [], view: { pools: [], scored: 0, withheld: 0, distributions: [] } };
  const scored = record ? previewScores(reading, record, texts.score, { scheme: draft.scheme, marks }) : null;
  const scores = scored?.result.scores ?? computeScores(workbook, tables, draft.scheme, marks);
  const final = scores.subjects.filter((subject) => subject.final !== null).length;
  const view: ScoreView = {
    pools: poolViews(rankScores(scores), texts.score),
    scored: final,
    withheld: scores.subjects.length - final,
    distributions: distributions(scores),
  };
  if (!scored) return { first: nothing([NOT_STRUCTURED, ...scores.findings]), rest: [], view };
  const rank: Stage = (after, recordAfter) => {
    const { plan, findings, result } = previewRanking(after, recordAfter ?? scored.result.record, scores, texts.score);
    return { plan, findings, record: result.record };
  };
  const first: StageResult = { plan: scored.plan, findings: scored.findings, record: scored.result.record };
  return { first, rest: scored.plan.edits.length === 0 ? [] : [rank], view };
}
