import { CodedError } from "../../core/coded-error";
import type { Finding } from "../../core/check/finding";
import type { LedgerTexts } from "../../core/ledger/ledger-texts";
import { anchoredArea, ownSheetAnchor } from "../../core/store/anchors";
import type { ScoreSheetTexts } from "../../core/score/sheet-texts";
import type { Receipt, WorkbookPort } from "../../workbook/port";
import { makeLedger, postResults, resultsOf, rollUpLedger } from "../post-results";
import type { WorkbookReading } from "../read-workbook";
import { previewScores } from "../score-workbook";
import type { PostingRequest, YearRequest } from "./session";

/** A ledger's workbook beside the one that is open. */
export type LedgerWorkbook = WorkbookPort & { readonly save: () => Uint8Array };

/** Where ledgers come from: the session knows no host. Errors of `open`: those of opening a workbook, and "ledger.foreign" for what is no .xlsx. */
export type LedgerFiles = { readonly open: (bytes: Uint8Array, name: string) => Promise<LedgerWorkbook>; readonly blank: () => Promise<LedgerWorkbook> };

export type LedgerPosting = {
  /** The ledger's file; `null`: everything stood in it already. */
  readonly bytes: Uint8Array | null;
  readonly posted: readonly { readonly kind: "unit" | "person"; readonly line: string; readonly name: string; readonly group: string; readonly score: string; readonly full: string; readonly corrects: string | null }[];
  readonly unchanged: number;
  readonly closed: boolean;
  readonly findings: readonly Finding[];
};

export type LedgerYear = {
  readonly bytes: Uint8Array;
  readonly year: number;
  readonly finals: { readonly unit: number; readonly person: number };
  readonly withheld: number;
  readonly findings: readonly Finding[];
};

/**
 * What posting a scored workbook's results to a ledger makes of it; the ledger that was given stays as it is. Errors: "ledger.not-scored", and those of `readLedger` and
 * `planPosting`. (SE-20, LG-1 to LG-9)
 */
export async function postToLedger(reading: WorkbookReading, request: PostingRequest, files: LedgerFiles, texts: { readonly score: ScoreSheetTexts; readonly ledger: LedgerTexts }, now: string): Promise<LedgerPosting> {
  if (!reading.record || !anchoredArea(reading.workbook, ownSheetAnchor("scheme"))) throw new CodedError("ledger.not-scored", { name: request.source });
  const results = resultsOf(previewScores(reading, reading.record, texts.score).result.scores, request.sheets);
  const ledger = request.ledger ? await files.open(request.ledger.bytes, request.ledger.name) : await files.blank();
  if (!request.ledger) await makeLedger(ledger, texts.ledger);
  const task = request.task.trim();
  const approval = request.approval.trim();
  const posting = await postResults(ledger, results, { period: request.period, task: task === "" ? null : task, approval: approval === "" ? null : approval, close: request.close, source: request.source, now }, texts.ledger);
  requireCalculated(posting.receipt);
  return {
    bytes: posting.edits.length === 0 ? null : ledger.save(),
    posted: posting.posted.map(({ kind, fields }) => ({ kind, line: fields.id, name: fields.name, group: fields.group, score: fields.score, full: fields.full, corrects: fields.corrects === "" ? null : fields.corrects })),
    unchanged: posting.unchanged,
    closed: posting.closes,
    findings: [...results.findings, ...posting.findings],
  };
}

/** The ledger with the sheets of the year. Errors: those of `readLedger` and `rollUp`. (SE-21, LG-10 to LG-14) */
export async function rollUpYear({ ledger, year, schemes }: YearRequest, files: LedgerFiles, texts: LedgerTexts): Promise<LedgerYear> {
  const workbook = await files.open(ledger.bytes, ledger.name);
  const rolled = await rollUpLedger(workbook, { year, schemes }, texts);
  requireCalculated(rolled.receipt);
  const finals = (kind: "unit" | "person"): number => rolled.tables.filter((table) => table.kind === kind).reduce((count, table) => count + table.subjects.filter(({ final }) => final !== null).length, 0);
  const all = rolled.tables.reduce((count, { subjects }) => count + subjects.length, 0);
  const counts = { unit: finals("unit"), person: finals("person") };
  return { bytes: workbook.save(), year: rolled.year, finals: counts, withheld: all - counts.unit - counts.person, findings: rolled.findings };
}

/** A formula that the host calculates otherwise than the core is a bug of ours: such a file is not handed out. */
function requireCalculated(receipt: Receipt | null): void {
  const [first] = receipt?.disagreements ?? [];
  if (first) throw new CodedError("internal", { detail: `formula and core disagree: ${JSON.stringify(first)}` });
}
