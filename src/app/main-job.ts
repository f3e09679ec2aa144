import type { ArchiveTexts } from "../core/archive/archive-texts";
import type { FindingWords } from "../core/check/finding-words";
import type { Profile } from "../core/recognize/profile";
import type { Finding } from "../core/check/finding";
import { joinPlans } from "../core/plan/join-plans";
import type { Scores } from "../core/score/compute-scores";
import type { Ranking } from "../core/score/ranking";
import type { Scheme } from "../core/score/scheme";
import type { ScoreSheetTexts } from "../core/score/sheet-texts";
import type { WorkbookRecord } from "../core/store/record";
import type { StructureTexts } from "../core/template/structure-texts";
import type { Receipt, WorkbookPort, WorkOptions } from "../workbook/port";
import { acceptedFindings } from "./accepted-findings";
import { NOT_RANKED, previewArchive, rankingSheet, type ArchiveResult } from "./archive-workbook";
import { checkReading } from "./check-workbook";
import { previewRanking } from "./rank-workbook";
import { correctionsUnder, plannedReading, readSnapshot, recognizeWorkbook, rereadWorkbook, type WorkbookReading } from "./read-workbook";
import { keptIn, NOTHING_KEPT, planKeeping } from "./session/kept-data";
import { previewScores, type ScoreResult } from "./score-workbook";
import { applyPreview, type Preview } from "./step-outcome";
import { previewStructure } from "./structure-workbook";
import { yieldToHost } from "./yield-to-host";

/** In the order in which they are done; recognising comes before all of them. */
export const JOB_STEPS = ["structure", "check", "score", "rank", "archive"] as const;
export type JobStep = (typeof JOB_STEPS)[number];

export type JobOptions = {
  readonly steps: ReadonlySet<JobStep>;
  readonly texts: { readonly structure: StructureTexts; readonly score: ScoreSheetTexts; readonly archive: ArchiveTexts; readonly findings: FindingWords };
  /** ISO 8601 with offset. */
  readonly now: string;
  readonly protect: boolean;
  /** "" leaves the archive's signature line to the pen. */
  readonly signer: string;
  readonly onStep?: (step: "recognize" | JobStep) => void;
  /** Corrections for tables like those of an earlier workbook; kept in the record that structuring writes. (RC-71) */
  readonly profile?: Profile | null;
  /** Counts instead of the scheme that stands in the workbook, and is written there. (SC-61) */
  readonly scheme?: Scheme | null;
};

export type JobResult = {
  /** As recognised before anything was written. */
  readonly before: WorkbookReading;
  /** In the order of the steps; what `check` found is the workbook's state before scoring. */
  readonly findings: Readonly<Record<JobStep, readonly Finding[]>>;
  readonly record: WorkbookRecord | null;
  /** `null`: not asked for. */
  readonly scores: Scores | null;
  readonly ranking: Ranking | null;
  readonly archive: ArchiveResult["archive"];
  /** The ways back, oldest first. Structuring and scoring may share one, whose purpose is "structure". */
  readonly receipts: readonly Receipt[];
};

/**
 * Several steps in a row on one workbook. Errors: "cancelled" and the host's; what earlier steps wrote is then
 * taken back, so that the workbook is as it was before the job.
 */
export async function runJob(port: WorkbookPort, options: JobOptions, work: WorkOptions = {}): Promise<JobResult> {
  const findings: Record<JobStep, readonly Finding[]> = { structure: [], check: [], score: [], rank: [], archive: [] };
  const receipts: Receipt[] = [];
  let scores: Scores | null = null;
  let ranking: Ranking | null = null;
  let archive: ArchiveResult["archive"] = null;

  options.onStep?.("recognize");
  const opened = await readSnapshot(port, work);
  const corrections = options.profile ? correctionsUnder(opened, options.profile) : null;
  const before = await recognizeWorkbook(opened, corrections, work);
  /** What stands in the workbook now; `null` after a step wrote: read again only where another step asks. */
  let known: WorkbookReading | null = before;
  const current = async (): Promise<WorkbookReading> => (known ??= await rereadWorkbook(port, before, work));
  let record = before.record;
  const draft = options.scheme ? { scheme: options.scheme, marks: new Map() } : null;

  /** What a profile put right stays with the workbook. */
  const keeping = (preview: Preview<WorkbookRecord>): Preview<WorkbookRecord> => {
    if (corrections === null || corrections.length === 0) return preview;
    const kept = before.record ? keptIn(opened, before.record) : NOTHING_KEPT;
    return { ...preview, plan: planKeeping(preview.plan, opened, { ...kept, corrections }) };
  };

  /** Applies one step's plan. */
  const carryOut = async (step: JobStep, preview: Preview<unknown>): Promise<void> => {
    findings[step] = preview.findings;
    const { receipt } = await applyPreview(port, preview, work);
    if (!receipt) return;
    receipts.push(receipt);
    known = null;
  };
  const begins = async (step: JobStep): Promise<boolean> => {
    if (!options.steps.has(step)) return false;
    options.onStep?.(step);
    await yieldToHost(work);
    return true;
  };

  /**
   * Structures and scores in one go, as one plan with one way back: the workbook is written, calculated and read once
   * instead of twice. `null`: nothing was done, because what structuring makes of the workbook is known only afterwards
   * (an old record, formulas that our keys change), and both are to be done one after the other.
   */
  const structureAndScore = async (structure: Preview<WorkbookRecord>): Promise<Preview<ScoreResult> | null> => {
    if (!options.steps.has("score") || structure.plan.edits.length === 0) return null;
    const planned = plannedReading(before, structure.plan.edits, structure.result);
    if (!planned) return null;
    if (!(await begins("score"))) return null;
    const preview = previewScores(planned, structure.result, options.texts.score, draft);
    const receipt = await port.apply(joinPlans(structure.plan, preview.plan), work);
    if (receipt.disagreements.length > 0) {
      await port.undo(receipt);
      return null;
    }
    receipts.push(receipt);
    known = null;
    findings.structure = structure.findings;
    findings.score = preview.findings;
    return preview;
  };

  try {
    if (await begins("check")) findings.check = await checkReading(before, work);
    let scored: Preview<ScoreResult> | null = null;
    if (await begins("structure")) {
      const preview = keeping(previewStructure(before, { now: options.now, protect: options.protect }, options.texts.structure));
      scored = await structureAndScore(preview);
      if (!scored) await carryOut("structure", preview);
      record = preview.result;
    }
    if (record && (scored || (await begins("score")))) {
      const preview = scored ?? previewScores(await current(), record, options.texts.score, draft);
      if (!scored) await carryOut("score", preview);
      scores = preview.result.scores;
      record = preview.result.record;
      if (await begins("rank")) {
        const ranked = previewRanking(await current(), record, scores, options.texts.score);
        await carryOut("rank", ranked);
        ranking = ranked.result.ranking;
        record = ranked.result.record;
      }
    }
    if (!record && options.steps.has("archive")) {
      const reading = await current();
      if (!rankingSheet(reading)) findings.archive = [NOT_RANKED];
      else {
        // Another program dropped the record: what it held is found again in names and sheets. (ST-25)
        const preview = previewStructure(reading, { now: options.now, protect: options.protect }, options.texts.structure);
        await carryOut("structure", preview);
        record = preview.result;
      }
    }
    if (options.steps.has("archive") && ranking && !ranking.pools.some((pool) => pool.lines.some((line) => line.rank !== null))) {
      // A sheet without a single rank is nothing to keep for good; the score findings say why there is none.
      findings.archive = [{ code: "archive.nobody-ranked", severity: "notice", sheetId: null, sheetName: null, area: null, params: {} }];
    } else if (record && (await begins("archive"))) {
      const reading = await current();
      const { acceptances } = keptIn(reading.workbook, record);
      const accepted = acceptances.size === 0 ? [] : acceptedFindings(await checkReading(reading, work), acceptances, options.texts.findings);
      const preview = previewArchive(reading, record, { archivedAt: options.now, signer: options.signer, accepted }, options.texts.archive);
      await carryOut("archive", preview);
      archive = preview.result.archive;
      record = preview.result.record;
    }
  } catch (error) {
    for (const receipt of receipts.reverse()) await port.undo(receipt);
    throw error;
  }
  return { before, findings, record, scores, ranking, archive, receipts };
}
