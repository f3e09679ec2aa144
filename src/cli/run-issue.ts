import { basename, join } from "node:path";
import { stat } from "node:fs/promises";

import { CodedError } from "../core/coded-error";
import type { Finding } from "../core/check/finding";
import { assignTemplates, type Assigned } from "../core/issue/assign-templates";
import { sheetFingerprint, type IssueTerms } from "../core/issue/issue-record";
import { recipientsOf } from "../core/issue/issue-plan";
import { readRoster, type Roster } from "../core/issue/roster";
import type { WorkbookSnapshot } from "../core/grid/snapshot";
import { readTemplateBook } from "../core/template/read-template";
import type { TemplateBook } from "../core/template/template-book";
import type { CommandLineTexts } from "../i18n/command-line-texts";
import { openWorkbook } from "../workbook/file/open-workbook";
import type { OfficeTerms } from "./arguments";
import { readWorkbookFile } from "./disk";
import type { ExitCode } from "./file-report";
import { openFileThreads } from "./file-threads";
import { issueFile, type IssuedFile, type IssueFileTask } from "./issue-file";
import type { Output } from "./output";
import { printable } from "./printable";
import { codedError } from "./process-file";
import { progressLine } from "./progress-line";
import { findingLines, findingsJson } from "./sections/findings-section";
import { threadCount } from "./thread-count";

/** A template and a roster as they were given, and who gets what. */
export type Issue = {
  readonly book: TemplateBook;
  readonly roster: Roster;
  readonly terms: IssueTerms;
  readonly assigned: readonly Assigned[];
  readonly findings: readonly Finding[];
};

async function readSheets(path: string): Promise<WorkbookSnapshot> {
  const workbook = await openWorkbook(await readWorkbookFile(path), basename(path));
  return workbook.read({ sheets: "all", fields: ["values", "styles"] });
}

/** Reads template and roster. Errors: those of files, "template.not-found", "roster.not-found", "issue.no-period". */
export async function readIssue(template: string, command: OfficeTerms): Promise<Issue> {
  const { book, findings: templateFindings } = readTemplateBook(await readSheets(template));
  const { roster, findings: rosterFindings } = readRoster(await readSheets(command.roster));
  const period = command.period ?? book.period;
  if (period === null) throw new CodedError("issue.no-period");
  const { assigned, findings } = assignTemplates(book, roster);
  const terms = { title: book.title, edition: book.edition, period, deadline: command.deadline ?? book.deadline };
  return { book, roster, terms, assigned, findings: [...templateFindings, ...rosterFindings, ...findings] };
}

/** `issue`: one workbook a recipient, on as many threads as pay. (IS-1 to IS-13) */
export async function runIssue(command: OfficeTerms, texts: CommandLineTexts, out: Output, program: string): Promise<ExitCode> {
  const { output, locale } = command;
  const issue = await readIssue(command.input, command);
  const { recipients, findings: unitFindings } = recipientsOf(issue.assigned, issue.roster.performance === "unit" ? "person" : command.by);
  const findings = [...issue.findings, ...unitFindings];
  if (recipients.length === 0 && findings.length === 0) throw new CodedError("issue.nobody");
  if (output !== null && (await isFile(output))) throw new CodedError("output.needs-folder", { name: basename(output) });
  const progress = progressLine(process.stderr);
  const count = threadCount(recipients.length);
  const threads = count > 1 ? openFileThreads<IssueFileTask, IssuedFile>(program, count) : null;
  let done = 0;
  try {
    const issued = await inTurns(recipients, Math.max(1, count) * 2, async (recipient) => {
      const task = { recipient, terms: issue.terms, locale, path: output === null ? null : join(output, recipient.fileName) };
      const file = await (threads ? threads.run(task, () => undefined).catch(brokenThread) : issueFile(task));
      done += 1;
      progress.show(texts.sentence("progress", { done, total: recipients.length, file: recipient.fileName, step: texts.cli["step.issue"] }));
      return { recipient, ...file };
    });
    progress.clear();
    const failed = issued.filter(({ problem }) => problem !== null);
    if (command.json) {
      const files = issued.map(({ recipient, problem }) => ({
        file: output === null ? recipient.fileName : join(output, recipient.fileName),
        recipient: recipient.name,
        sheets: recipient.sheets.map((sheet) => ({ subject: sheet.subject.key, name: sheet.subject.name, template: sheet.template.name, fingerprint: sheetFingerprint(sheet, issue.terms) })),
        ...(problem ? { error: { code: problem.code, params: problem.params, message: texts.sentence(problem.code, problem.params) } } : {}),
      }));
      out.line(JSON.stringify({ file: command.input, ...issue.terms, saved: output !== null, issued: files, findings: findingsJson(findings, texts) }));
    } else {
      const { title, edition, period } = issue.terms;
      out.line(printable(texts.sentence("issue.summary", { title, edition, period, files: issued.length - failed.length, subjects: issued.filter(({ problem }) => !problem).reduce((sum, { recipient }) => sum + recipient.sheets.length, 0) })));
      for (const { problem } of failed) if (problem) out.line(printable(`  ✗ ${texts.sentence(problem.code, problem.params)}`));
      for (const line of findingLines(findings, texts)) out.line(printable(line));
      out.line(printable(`  ${output === null ? texts.cli["preview-only"] : texts.sentence("saved", { path: output })}`));
    }
    return failed.length > 0 ? 2 : findings.some(({ severity }) => severity === "error") ? 1 : 0;
  } finally {
    await threads?.close();
  }
}

/** A thread that breaks down fails its file only. */
export function brokenThread(error: unknown): IssuedFile {
  const { code, params } = codedError(error);
  return { problem: { code, params } };
}

/** Results in the order of the items, `ahead` of them under way at a time. */
export async function inTurns<T, R>(items: readonly T[], ahead: number, work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      const item = items[index];
      if (item !== undefined) results[index] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(ahead, items.length) }, lane));
  return results;
}

export async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    // Not there yet: it will be made.
    return false;
  }
}
