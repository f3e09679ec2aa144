import { basename, extname, join } from "node:path";
import { stat } from "node:fs/promises";

import { CodedError } from "../core/coded-error";
import { OFFICE_FIELDS, readIssue, recipientsIn, type Issue } from "../app/office/issue";
import { sheetFingerprint } from "../core/issue/issue-record";
import type { WorkbookSnapshot } from "../core/grid/snapshot";
import type { CommandLineTexts } from "../i18n/command-line-texts";
import { openWorkbook } from "../workbook/file/open-workbook";
import { packWorkbooks } from "../workbook/file/workbook-archive";
import type { OfficeTerms } from "./arguments";
import { readWorkbookFile, resolvedPath, writeAtomically } from "./disk";
import type { ExitCode } from "./file-report";
import { openFileThreads } from "./file-threads";
import { issueFile, type IssuedFile, type IssueFileTask } from "./issue-file";
import type { Output } from "./output";
import { printable } from "./printable";
import { codedError } from "./process-file";
import { progressLine } from "./progress-line";
import { findingLines, findingsJson } from "./sections/findings-section";
import { threadCount } from "./thread-count";

async function readSheets(path: string): Promise<WorkbookSnapshot> {
  const workbook = await openWorkbook(await readWorkbookFile(path), basename(path));
  return workbook.read({ sheets: "all", fields: OFFICE_FIELDS });
}

/** Reads template and roster. Errors: those of files, and of `readIssue`. */
export async function readIssueFiles(template: string, command: OfficeTerms): Promise<Issue> {
  return readIssue(await readSheets(template), await readSheets(command.roster), command);
}

/** `issue`: one workbook a recipient, on as many threads as pay. (IS-1 to IS-13) */
export async function runIssue(command: OfficeTerms, texts: CommandLineTexts, out: Output, program: string): Promise<ExitCode> {
  const { output, locale } = command;
  const issue = await readIssueFiles(command.input, command);
  const { recipients, findings } = recipientsIn(issue, command.by);
  if (recipients.length === 0 && findings.length === 0) throw new CodedError("issue.nobody");
  const isArchive = output !== null && extname(output).toLowerCase() === ".zip";
  if (output !== null && !isArchive && (await isFile(output))) throw new CodedError("output.needs-folder", { name: basename(output) });
  const progress = progressLine(process.stderr);
  const count = threadCount(recipients.length);
  const threads = count > 1 ? openFileThreads<IssueFileTask, IssuedFile>(program, count) : null;
  let done = 0;
  try {
    const issued = await inTurns(recipients, Math.max(1, count) * 2, async (recipient) => {
      const task = { recipient, terms: issue.terms, locale, path: output === null || isArchive ? null : join(output, recipient.fileName), keeps: isArchive };
      const file = await (threads ? threads.run(task, () => undefined).catch(brokenThread) : issueFile(task));
      done += 1;
      progress.show(texts.sentence("progress", { done, total: recipients.length, file: recipient.fileName, step: texts.cli["step.issue"] }));
      return { recipient, ...file };
    });
    progress.clear();
    if (output !== null && isArchive) await writeArchive(output, issued.flatMap(({ recipient: { fileName }, bytes }) => (bytes ? [{ path: fileName, bytes }] : [])));
    const failed = issued.filter(({ problem }) => problem !== null);
    if (command.json) {
      const files = issued.map(({ recipient, problem }) => ({
        file: output === null || isArchive ? recipient.fileName : join(output, recipient.fileName),
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

/** An archive of all that is issued, written whole or not at all. What is there with other content may be what somebody sent out: it is kept. (IS-12, IS-16) */
export async function writeArchive(path: string, files: Parameters<typeof packWorkbooks>[0]): Promise<void> {
  const bytes = packWorkbooks(files);
  if ((await resolvedPath(path)) === null) await writeAtomically(path, bytes);
  else if (!Buffer.from(bytes).equals(await readWorkbookFile(path))) throw new CodedError("issue.exists", { name: basename(path) });
}

/** A thread that breaks down fails its file only. */
export function brokenThread(error: unknown): IssuedFile {
  const { code, params } = codedError(error);
  return { problem: { code, params }, bytes: null };
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
