import { CodedError } from "../core/coded-error";
import { finalResults, type FinalResult } from "../core/ledger/final-results";
import type { LedgerTexts } from "../core/ledger/ledger-texts";
import { newLedgerEdits } from "../core/ledger/new-ledger";
import { planPosting, type Posting, type PostingOptions } from "../core/ledger/plan-posting";
import { rollUpEdits } from "../core/ledger/plan-roll-up";
import { readLedger } from "../core/ledger/read-ledger";
import { rollUp, type RollUpOptions, type Year } from "../core/ledger/roll-up";
import type { Scores } from "../core/score/compute-scores";
import type { SchemeScope } from "../core/score/scheme-scope";
import type { ScoreSheetTexts } from "../core/score/sheet-texts";
import { anchoredArea, ownSheetAnchor } from "../core/store/anchors";
import type { Finding } from "../core/check/finding";
import type { Receipt, WorkbookPort, WorkOptions } from "../workbook/port";
import { readSnapshot, readWorkbook } from "./read-workbook";
import { previewScores } from "./score-workbook";

/** Final scores of a workbook that was scored, computed anew from its entries. Errors: "ledger.not-scored", "ledger.sheet-unknown". (LG-5) */
export async function readResults(port: WorkbookPort, texts: ScoreSheetTexts, sheets: readonly string[], work: WorkOptions = {}): Promise<Results> {
  const reading = await readWorkbook(port, work);
  if (!reading.record || !anchoredArea(reading.workbook, ownSheetAnchor("scheme"))) throw new CodedError("ledger.not-scored");
  return resultsOf(previewScores(reading, reading.record, texts).result.scores, sheets);
}

/** What a workbook has to post, under which scheme. */
export type Results = { readonly results: readonly FinalResult[]; readonly findings: readonly Finding[]; readonly scope: SchemeScope };

export function resultsOf(scores: Scores, sheets: readonly string[]): Results {
  return { ...finalResults(scores, sheets), scope: scores.scheme.scope };
}

/** What is posted as, where nobody says: the special scheme that the workbook's own scheme says it is. (LG-15) */
function underScheme(options: PostingOptions, { kind, name, approval, validFrom, validTo }: SchemeScope): PostingOptions {
  if (kind === "annual" || (options.task !== null && options.task.trim() !== name.trim())) return options;
  if (name.trim() === "") return options;
  return { ...options, task: name, approval: options.approval ?? approval, validFrom, validTo };
}

/** Makes a ledger of a new workbook. (LG-1) */
export async function makeLedger(port: WorkbookPort, texts: LedgerTexts): Promise<void> {
  const { sheets } = await port.read({ sheets: "all", fields: [] });
  await port.apply({ purpose: "edit", edits: newLedgerEdits(sheets[0]?.sheetId ?? "", texts) });
}

/** Posts results to a ledger, all of them or nothing. Errors: those of `readLedger` and `planPosting`, and the host's. */
export async function postResults(port: WorkbookPort, { results, findings, scope }: Results, options: PostingOptions, texts: LedgerTexts): Promise<Posting & { readonly receipt: Receipt | null }> {
  const workbook = await readSnapshot(port);
  const posting = planPosting(workbook, readLedger(workbook), results, findings.every((finding) => finding.severity !== "error"), underScheme(options, scope), texts);
  const receipt = posting.edits.length === 0 ? null : await port.apply({ purpose: "edit", edits: posting.edits });
  return { ...posting, receipt };
}

/** Puts the sheets of the year beside a ledger's. Errors: those of `readLedger` and `rollUp`, and the host's. */
export async function rollUpLedger(port: WorkbookPort, options: RollUpOptions, texts: LedgerTexts): Promise<Year & { readonly receipt: Receipt }> {
  const workbook = await readSnapshot(port);
  const ledger = readLedger(workbook);
  const year = rollUp(ledger, options);
  const receipt = await port.apply({ purpose: "edit", edits: rollUpEdits(workbook, ledger, year, texts) });
  return { ...year, receipt };
}
