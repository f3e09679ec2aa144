import type { CodeParams } from "../../core/coded-error";
import type { Finding } from "../../core/check/finding";
import type { ReportTexts } from "../../core/check/finding-report";
import type { CollectTexts } from "../../core/collect/collect-texts";
import { markable, markedEdits } from "../../core/collect/marked-copy";
import { consolidatedEdits } from "../../core/collect/consolidated-sheets";
import { judgeReturn, type IssuedTo } from "../../core/collect/judge-return";
import type { BoardLine, Merged, ReturnedFile } from "../../core/collect/merge-returns";
import type { ReturnReading } from "../../core/collect/read-return";
import { parentEditionOf } from "../../core/edition/derived";
import { toA1 } from "../../core/grid/address";
import type { IndicatorTexts } from "../../core/template/template-texts";
import type { WorkbookPort } from "../../workbook/port";
import type { Issue, NewWorkbook } from "./issue";

/** A returned workbook as plain data, which survives the way between threads; or why it could not be read. */
export type ReadReturn =
  | { readonly ok: true; readonly reading: ReturnReading; readonly hasMacros: boolean; readonly converted: boolean; /** SHA-256 of the file, where it was asked for. */ readonly digest?: string }
  | { readonly ok: false; readonly code: string; readonly params: CodeParams };

/** What was issued, as returns are held against it. */
export function issuedTo(issue: Issue): IssuedTo {
  return { terms: issue.terms, code: parentEditionOf(issue.book).code, templates: issue.book.templates, bySubject: new Map(issue.assigned.map((item) => [item.subject.key, item])) };
}

/** A file judged against the issue: only what is to be told of it is kept. `null`: a result of collecting, no return. (CO-2 to CO-11) */
export function judgedFile(file: string, at: string, read: ReadReturn, issued: IssuedTo): ReturnedFile | null {
  if (read.ok && read.reading.isResult) return null;
  if (!read.ok) return { file, at, judged: null, findings: [fileFinding(read.code, "error", read.params)] };
  const judged = judgeReturn(read.reading, issued);
  const notes = [...(read.hasMacros ? [fileFinding("return.macros", "warning", {})] : []), ...(read.converted ? [fileFinding("return.converted", "notice", {})] : [])];
  return { file, at, judged, findings: [...notes, ...judged.findings] };
}

/** What concerns a file as a whole. */
export function fileFinding(code: string, severity: Finding["severity"], params: CodeParams): Finding {
  return { code, severity, sheetId: null, sheetName: null, area: null, params };
}

/** Makes a returned workbook a copy that can be sent back; whether there was anything to mark. (CO-19) */
export async function markCopy(port: WorkbookPort, { findings }: ReturnedFile, { sheets, severity, sentence }: ConsolidatedWords): Promise<boolean> {
  if (markable(findings).length === 0) return false;
  const edits = markedEdits(await port.read({ sheets: "all", fields: ["protection"] }), findings, severity, (finding) => sentence(finding.code, finding.params), sheets);
  await port.apply({ purpose: "edit", edits });
  return true;
}

/** How many of the board came, and how. */
export type BoardCounts = { readonly subjects: number; readonly returned: number; readonly late: number; readonly missing: number; readonly refused: number; readonly withErrors: number; readonly changed: number };

/** Something that can be collected came. */
export function hasCome({ state }: BoardLine): boolean {
  return state === "returned" || state === "late";
}

export function boardCounts(board: readonly BoardLine[]): BoardCounts {
  const count = (test: (line: BoardLine) => boolean): number => board.filter(test).length;
  return {
    subjects: board.length,
    returned: count(hasCome),
    late: count(({ state }) => state === "late"),
    missing: count(({ state }) => state === "missing"),
    refused: count(({ state }) => state === "refused"),
    withErrors: count((line) => hasCome(line) && line.errors > 0),
    changed: count((line) => hasCome(line) && line.changed > 0),
  };
}

/** What the consolidated workbook says, and sentences for findings. */
export type ConsolidatedWords = {
  readonly sheets: CollectTexts & IndicatorTexts & ReportTexts;
  readonly severity: (severity: Finding["severity"]) => string;
  readonly sentence: (code: string, params?: CodeParams) => string;
};

/** The consolidated workbook, not yet saved. `blank` makes a workbook whose only sheet has that name. (CO-14 to CO-16) */
export async function consolidatedWorkbook<Made extends NewWorkbook>(issue: Issue, { board, files }: Merged, { sheets, severity, sentence }: ConsolidatedWords, blank: (sheet?: string) => Made): Promise<Made> {
  const workbook = blank(sheets["collect.sheet.board"]);
  const findings = files.flatMap(({ file, findings: all }) =>
    all.map((finding) => ({
      file,
      severity: severity(finding.severity),
      sheet: finding.sheetName ?? "",
      cell: finding.area ? toA1(finding.area) : "",
      sentence: sentence(finding.code, finding.params),
      code: finding.code,
      accepted: "",
    })),
  );
  const content = { terms: issue.terms, templates: issue.book.templates, roster: issue.roster, board, findings, sentence };
  await workbook.apply({ purpose: "edit", edits: consolidatedEdits("1", content, sheets) });
  return workbook;
}
