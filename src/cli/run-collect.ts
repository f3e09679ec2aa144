import { stat } from "node:fs/promises";
import { basename, extname, join } from "node:path";

import { localTime } from "../app/local-time";
import { runJob } from "../app/main-job";
import { CodedError, type CodeParams } from "../core/coded-error";
import { boardCounts, consolidatedWorkbook, hasCome, issuedTo, judgedFile, markCopy, type ConsolidatedWords, type ReadReturn } from "../app/office/collect";
import type { Issue } from "../app/office/issue";
import { mergeReturns, type Merged, type ReturnedFile } from "../core/collect/merge-returns";
import type { CommandLineTexts } from "../i18n/command-line-texts";
import { createBlankWorkbook } from "../workbook/file/blank-workbook";
import type { FileWorkbook } from "../workbook/file/file-workbook";
import { openWorkbook } from "../workbook/file/open-workbook";
import { openWorkbookArchive, packWorkbooks } from "../workbook/file/workbook-archive";
import type { CollectCommand } from "./arguments";
import { readWorkbookFile, resolvedPath, writeAtomically } from "./disk";
import type { ExitCode, Section } from "./file-report";
import { openFileThreads } from "./file-threads";
import { collectInputFiles } from "./input-files";
import type { Output } from "./output";
import { printable } from "./printable";
import { codedError } from "./process-file";
import { progressLine } from "./progress-line";
import { digestOf, fileDigest, journalPath, openReadingJournal, type ReadingJournal } from "./reading-journal";
import { readReturnFile, type ReturnFileTask } from "./return-file";
import { inTurns, readIssueFiles } from "./run-issue";
import { checkSection, findingLines, findingsJson, hasErrors } from "./sections/findings-section";
import { rankSection, scoreSection, structureSection } from "./sections/job-section";
import { textTable } from "./text-table";
import { threadCount } from "./thread-count";
import { VERSION } from "./version";

/** `collect`: every workbook below a folder against what template and roster say was issued. (CO-1 to CO-17) */
export async function runCollect(command: CollectCommand, texts: CommandLineTexts, out: Output, program: string): Promise<ExitCode> {
  const { output } = command;
  if (output !== null && extname(output).toLowerCase() !== ".xlsx") throw new CodedError("output.extension", { name: basename(output), expected: ".xlsx" });
  const issue = await readIssueFiles(command.template, command);
  const inputs = await returnsIn(command);
  if (inputs.length === 0) throw new CodedError("collect.no-returns");
  const journal = output === null ? null : await openReadingJournal(journalPath(output), (await fileDigest(program)) ?? VERSION);
  try {
    return await collectInputs(inputs, issue, command, journal, texts, out, program);
  } finally {
    await journal?.close();
  }
}

async function collectInputs(inputs: readonly Return[], issue: Issue, command: CollectCommand, journal: ReadingJournal | null, texts: CommandLineTexts, out: Output, program: string): Promise<ExitCode> {
  const { output } = command;
  const read = await readAll(inputs, issue, journal, texts, program);
  const resumed = read.filter(({ isEarlier }) => isEarlier).length;
  const returned = read.flatMap(({ file }) => (file ? [file] : []));
  const own = output === null ? null : await resolvedPath(output);
  // A result of an earlier time may be written anew; a return never.
  for (const { input, file } of read) if (file && own !== null && (await resolvedPath(input.path)) === own) throw new CodedError("output.is-input", { name: basename(input.path) });
  const merged = mergeReturns(returned, issue.assigned, issue.terms.deadline);
  const made = output === null && !command.run ? null : await consolidated(issue, merged, texts);
  // Looked at, scored and ranked in one go, before anything is written. (CO-20)
  const job = made && command.run ? await doJob(made, texts) : [];
  if (output !== null && made) await writeAtomically(output, made.save());
  const marked = command.marked === null ? null : await markCopies(command.marked, read, texts);
  await journal?.remove();
  const unreadable = merged.files.some(({ judged }) => judged === null);
  const told = command.json
    ? [jsonOf(command, issue, merged, { ...job.reduce<Readonly<Record<string, unknown>>>((all, { json }) => ({ ...all, ...json }), {}), ...(marked ? { marked } : {}), ...(resumed > 0 ? { resumed } : {}) }, texts)]
    : [...linesOf(command, issue, merged, texts), ...(resumed > 0 ? [`  ${texts.sentence("collect.resumed", { count: resumed })}`] : []), ...job.flatMap(({ lines }) => lines), ...markedLines(marked, command, texts)].map(printable);
  for (const line of told) out.line(line);
  if (unreadable || marked?.some(({ error }) => error !== null)) return 2;
  const wanting = merged.board.some(({ state }) => state === "missing" || state === "refused");
  return wanting || hasErrors([...issue.findings, ...merged.files.flatMap(({ findings }) => findings)]) ? 1 : 0;
}

/** A return: a file, or one in an archive. */
export type Return = {
  readonly path: string;
  /** Where it is, for people. */
  readonly relativePath: string;
  readonly problem: CodedError | null;
  /** What a thread reads it from. Errors: those of reading. */
  readonly task: () => ReturnFileTask;
  /** ISO 8601, or "". */
  readonly changedAt: () => Promise<string>;
};

/** Workbooks below the folder (but for those of `outputFolder`) or in the archive, in name order, without the template and the roster that may lie beside them. (CO-1, CO-18) */
export async function returnsIn(command: Pick<CollectCommand, "input" | "template" | "roster">, outputFolder: string | null = null): Promise<readonly Return[]> {
  if (extname(command.input).toLowerCase() === ".zip") return archivedReturns(command.input, await readWorkbookFile(command.input));
  const known = new Set(await Promise.all([command.template, command.roster].map(resolvedPath)));
  const found = await collectInputFiles([command.input], outputFolder);
  const others = await Promise.all(found.map(async (input) => !known.has(await resolvedPath(input.path))));
  return found.filter((_, index) => others[index]).map(({ path, relativePath, problem }) => ({ path, relativePath, problem: problem ?? null, task: () => ({ returned: path, bytes: null }), changedAt: () => changedAt(path) }));
}

function entriesOf(path: string, bytes: Uint8Array): ReturnType<typeof openWorkbookArchive> {
  try {
    return openWorkbookArchive(bytes);
  } catch (error) {
    throw new CodedError("archive.damaged", { name: basename(path) }, { cause: error });
  }
}

function archivedReturns(path: string, bytes: Uint8Array): readonly Return[] {
  return entriesOf(path, bytes).map((entry) => ({
    path,
    relativePath: entry.path,
    problem: null,
    task: () => ({ returned: entry.path, bytes: entry.read() }),
    changedAt: () => Promise.resolve(entry.modified),
  }));
}

type ReadFile = { readonly input: Return; /** `null`: a result of collecting, no return. */ readonly file: ReturnedFile | null; /** Taken from a collecting that was interrupted. */ readonly isEarlier: boolean };

/** Files are judged as they come, so that only what is to be told of them is kept. */
async function readAll(inputs: readonly Return[], issue: Issue, journal: ReadingJournal | null, texts: CommandLineTexts, program: string): Promise<readonly ReadFile[]> {
  const issued = issuedTo(issue);
  const count = threadCount(inputs.length);
  const threads = count > 1 ? openFileThreads<ReturnFileTask, ReadReturn>(program, count) : null;
  const progress = progressLine(process.stderr);
  let done = 0;
  try {
    return await inTurns(inputs, Math.max(1, count) * 2, async (input): Promise<ReadFile> => {
      const earlier = journal?.hasEarlier === true ? await earlierReading(input, journal) : null;
      const answer = earlier ?? (await readOne(input, (task) => (threads ? threads.run({ ...task, wantsDigest: journal !== null }, () => undefined) : readReturnFile({ ...task, wantsDigest: journal !== null }))));
      if (journal && !earlier && answer.ok) await journal.keep(answer);
      done += 1;
      progress.show(texts.sentence("progress", { done, total: inputs.length, file: input.relativePath, step: texts.cli["step.collect"] }));
      return { input, file: judgedFile(input.relativePath.replaceAll("\\", "/"), await input.changedAt(), answer, issued), isEarlier: earlier !== null };
    });
  } finally {
    progress.clear();
    await threads?.close();
  }
}

/** What an interrupted collecting read of this very content, wherever it lay and whatever it was called. (CO-22) */
async function earlierReading(input: Return, journal: ReadingJournal): Promise<ReadReturn | null> {
  if (input.problem) return null;
  try {
    const { returned, bytes } = input.task();
    const digest = bytes ? digestOf(bytes) : await fileDigest(returned);
    return digest === null ? null : journal.earlier(digest);
  } catch {
    // An entry that cannot be read: reading it says why.
    return null;
  }
}

/** A thread that breaks down fails its file only. */
export async function readOne(input: Return, read: (task: ReturnFileTask) => Promise<ReadReturn>): Promise<ReadReturn> {
  try {
    if (input.problem) throw input.problem;
    return await read(input.task());
  } catch (error) {
    const { code, params } = codedError(error);
    return { ok: false, code, params: { name: basename(input.relativePath), ...params } };
  }
}

async function changedAt(path: string): Promise<string> {
  try {
    return localTime((await stat(path)).mtime);
  } catch {
    // Gone since it was read, or not to be looked at: then nobody knows.
    return "";
  }
}

function wordsOf(texts: CommandLineTexts): ConsolidatedWords {
  return { sheets: { ...texts.issue, ...texts.collect, ...texts.report }, severity: (severity) => texts.cli[`severity.${severity}`], sentence: texts.sentence };
}

function consolidated(issue: Issue, merged: Merged, texts: CommandLineTexts): Promise<FileWorkbook> {
  return consolidatedWorkbook(issue, merged, wordsOf(texts), createBlankWorkbook);
}

/** The main job on the consolidated workbook, but for the archive: that is for when everybody returned. (CO-20) */
async function doJob(workbook: FileWorkbook, texts: CommandLineTexts): Promise<readonly Section[]> {
  const job = await runJob(workbook, { steps: new Set(["structure", "check", "score", "rank"]), texts: texts.sheets, now: localTime(new Date()), protect: true, signer: "" });
  return [structureSection(job, texts), checkSection(job.findings.check, texts), scoreSection(job, texts), rankSection(job, texts)];
}

type Marked = { readonly file: string; readonly error: { readonly code: string; readonly params: CodeParams } | null };

/** Copies of returns in which something is to be corrected: written beside each other, never over what is there. (CO-19) */
async function markCopies(target: string, read: readonly ReadFile[], texts: CommandLineTexts): Promise<readonly Marked[]> {
  const isArchive = extname(target).toLowerCase() === ".zip";
  const packed: { readonly path: string; readonly bytes: Uint8Array }[] = [];
  const marked: Marked[] = [];
  const keep = async (path: string, bytes: Uint8Array): Promise<void> => {
    if ((await resolvedPath(path)) === null) await writeAtomically(path, bytes);
    else if (!Buffer.from(bytes).equals(await readWorkbookFile(path))) throw new CodedError("issue.exists", { name: basename(path) });
  };
  for (const { input, file } of read) {
    if (!file?.judged) continue;
    try {
      const { returned, bytes } = input.task();
      const workbook = await openWorkbook(bytes ?? (await readWorkbookFile(returned)), basename(returned));
      if (!(await markCopy(workbook, file, wordsOf(texts)))) continue;
      const name = `${file.file.slice(0, file.file.length - extname(file.file).length)}${workbook.extension}`;
      if (isArchive) packed.push({ path: name, bytes: workbook.save() });
      else await keep(join(target, name), workbook.save());
      marked.push({ file: name, error: null });
    } catch (error) {
      const { code, params } = codedError(error);
      marked.push({ file: file.file, error: { code, params: { name: basename(file.file), ...params } } });
    }
  }
  if (isArchive && packed.length > 0) await keep(target, packWorkbooks(packed));
  return marked;
}

function markedLines(marked: readonly Marked[] | null, { marked: target }: CollectCommand, texts: CommandLineTexts): readonly string[] {
  if (!marked || target === null) return [];
  return [...marked.flatMap(({ error }) => (error ? [`  ✗ ${texts.sentence(error.code, error.params)}`] : [])), `  ${texts.sentence("collect.marked", { count: marked.filter(({ error }) => error === null).length, path: target })}`];
}

function jsonOf(command: CollectCommand, issue: Issue, { board, files }: Merged, more: Readonly<Record<string, unknown>>, texts: CommandLineTexts): string {
  return JSON.stringify({
    ...more,
    file: command.input,
    ...issue.terms,
    output: command.output,
    findings: findingsJson(issue.findings, texts),
    files: files.map(({ file, at, judged, findings }) => ({ file, at, read: judged !== null, subjects: judged?.sheets.map(({ assigned }) => assigned.subject.key) ?? [], findings: findingsJson(findings, texts) })),
    board: board.map(({ assigned, entries, ...line }) => ({
      subject: assigned.subject.key,
      name: assigned.subject.name,
      unit: assigned.subject.unit,
      template: assigned.template.name,
      ...line,
      entries: entries.map(({ indicator, ...entry }) => ({ indicator: indicator.key, name: indicator.name, ...entry })),
    })),
  });
}

function linesOf(command: CollectCommand, issue: Issue, { board, files }: Merged, texts: CommandLineTexts): readonly string[] {
  const { title, edition, period } = issue.terms;
  const open = board.filter((line) => !hasCome(line) || line.state === "late" || line.errors > 0 || line.changed > 0);
  const columns = (["collect.subject", "collect.unit", "collect.state", "collect.errors", "collect.changed", "collect.file"] as const).map((key) => ({ header: texts.collect[key], align: key === "collect.errors" || key === "collect.changed" ? ("right" as const) : ("left" as const) }));
  const rows = open.map((line) => [line.assigned.subject.name, line.assigned.subject.unit, texts.collect[`collect.state.${line.state}`], hasCome(line) ? String(line.errors) : "", hasCome(line) ? String(line.changed) : "", line.file]);
  return [
    texts.sentence("collect.summary", {
      title,
      edition,
      period,
      files: files.length,
      ...boardCounts(board),
    }),
    ...findingLines(issue.findings, texts),
    ...(rows.length > 0 ? textTable(columns, rows).map((line) => `  ${line}`) : []),
    ...files.filter(({ findings }) => findings.length > 0).flatMap(({ file, findings }) => [`  ${file}`, ...findingLines(findings, texts)]),
    `  ${command.output === null ? texts.cli["preview-only"] : texts.sentence("saved", { path: command.output })}`,
  ];
}
