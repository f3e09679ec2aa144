import { basename, extname, join } from "node:path";

import type { Finding } from "../core/check/finding";
import { CodedError } from "../core/coded-error";
import { issuedTo, type ReadReturn } from "../app/office/collect";
import { recipientsIn, type Issue } from "../app/office/issue";
import { carriedFile, filledOf, migratedRecipients, migrationList } from "../app/office/migrate";
import { mergeCarried, type CarriedFile, type Migration, type PlacedNote } from "../core/edition/merge-carried";
import type { Recipient } from "../core/issue/issue-plan";
import type { CommandLineTexts } from "../i18n/command-line-texts";
import { createBlankWorkbook } from "../workbook/file/blank-workbook";
import type { MigrateCommand } from "./arguments";
import { readWorkbookFile, resolvedPath, writeAtomically } from "./disk";
import type { ExitCode } from "./file-report";
import { openFileThreads } from "./file-threads";
import { issueFile, type IssuedFile, type IssueFileTask } from "./issue-file";
import type { Output } from "./output";
import { printable } from "./printable";
import { progressLine } from "./progress-line";
import { readReturnFile, type ReturnFileTask } from "./return-file";
import { readOne, returnsIn, type Return } from "./run-collect";
import { brokenThread, inTurns, isFile, readIssueFiles, writeArchive } from "./run-issue";
import { findingLines, findingsJson, hasErrors } from "./sections/findings-section";
import { textTable } from "./text-table";
import { threadCount } from "./thread-count";

type Written = IssuedFile & { readonly recipient: Recipient };

/** `migrate`: returns of older editions issued again in the new one, with their entries. No return is ever written. (ED-9 to ED-13) */
export async function runMigrate(command: MigrateCommand, texts: CommandLineTexts, out: Output, program: string): Promise<ExitCode> {
  const { output } = command;
  const issue = await readIssueFiles(command.template, command);
  const isArchive = output !== null && extname(output).toLowerCase() === ".zip";
  if (output !== null && !isArchive && (await isFile(output))) throw new CodedError("output.needs-folder", { name: basename(output) });
  if (output !== null && (await resolvedPath(output)) !== null && (await resolvedPath(output)) === (await resolvedPath(command.input))) throw new CodedError("output.is-input", { name: basename(output) });
  const inputs = await returnsIn(command, output);
  if (inputs.length === 0) throw new CodedError("collect.no-returns");
  const migration = mergeCarried(await readAll(inputs, issue, texts, program));
  const { recipients, findings } = recipientsIn(issue, command.by);
  const wanted = migratedRecipients(recipients, migration);
  const written = await writeAll(wanted, migration, issue, command, isArchive, texts, program);
  const list = output === null ? null : await migrationList(migration, { sheets: { ...texts.migrate, ...texts.report }, severity: (severity) => texts.cli[`severity.${severity}`], sentence: texts.sentence }, createBlankWorkbook);
  const listName = `${texts.migrate["migrate.sheet"]}.xlsx`;
  if (output !== null && isArchive) await writeArchive(output, [...written.flatMap(({ recipient: { fileName }, bytes }) => (bytes ? [{ path: fileName, bytes }] : [])), ...(list ? [{ path: listName, bytes: list }] : [])]);
  const listProblem = output !== null && list && !isArchive ? await writeList(join(output, listName), list) : null;
  const problems = [...written.flatMap(({ problem }) => problem ?? []), ...(listProblem ? [listProblem] : [])];
  if (command.json) out.line(jsonOf(command, issue, findings, migration, written, problems, texts));
  else for (const line of linesOf(command, issue, findings, migration, written, problems, texts)) out.line(printable(line));
  if (problems.length > 0 || migration.files.some(({ carried }) => carried === null)) return 2;
  return migration.notes.some(({ severity }) => severity === "error") || hasErrors([...findings, ...migration.files.flatMap((file) => file.findings)]) ? 1 : 0;
}

async function readAll(inputs: readonly Return[], issue: Issue, texts: CommandLineTexts, program: string): Promise<readonly CarriedFile[]> {
  const issued = issuedTo(issue);
  const count = threadCount(inputs.length);
  const threads = count > 1 ? openFileThreads<ReturnFileTask, ReadReturn>(program, count) : null;
  const progress = progressLine(process.stderr);
  let done = 0;
  try {
    const files = await inTurns(inputs, Math.max(1, count) * 2, async (input): Promise<CarriedFile | null> => {
      const answer = await readOne(input, threads ? (task) => threads.run(task, () => undefined) : readReturnFile);
      done += 1;
      progress.show(texts.sentence("progress", { done, total: inputs.length, file: input.relativePath, step: texts.cli["step.migrate"] }));
      return carriedFile(input.relativePath.replaceAll("\\", "/"), await input.changedAt(), answer, issue, issued);
    });
    return files.filter((file) => file !== null);
  } finally {
    progress.clear();
    await threads?.close();
  }
}

async function writeAll(recipients: readonly Recipient[], migration: Migration, { terms }: Issue, { output, locale }: MigrateCommand, isArchive: boolean, texts: CommandLineTexts, program: string): Promise<readonly Written[]> {
  const count = threadCount(recipients.length);
  const threads = count > 1 ? openFileThreads<IssueFileTask, IssuedFile>(program, count) : null;
  const progress = progressLine(process.stderr);
  let done = 0;
  try {
    return await inTurns(recipients, Math.max(1, count) * 2, async (recipient): Promise<Written> => {
      const task: IssueFileTask = { recipient, terms, locale, path: output === null || isArchive ? null : join(output, recipient.fileName), keeps: isArchive, filled: filledOf(recipient, migration) };
      const file = await (threads ? threads.run(task, () => undefined).catch(brokenThread) : issueFile(task));
      done += 1;
      progress.show(texts.sentence("progress", { done, total: recipients.length, file: recipient.fileName, step: texts.cli["step.issue"] }));
      return { recipient, ...file };
    });
  } finally {
    progress.clear();
    await threads?.close();
  }
}

/** What stands there with other content is kept, as with the workbooks; `null`: written. */
async function writeList(path: string, bytes: Uint8Array): Promise<IssuedFile["problem"]> {
  if ((await resolvedPath(path)) === null) await writeAtomically(path, bytes);
  else if (!Buffer.from(bytes).equals(await readWorkbookFile(path))) return { code: "issue.exists", params: { name: basename(path) } };
  return null;
}

function jsonOf(command: MigrateCommand, issue: Issue, findings: readonly Finding[], { files, notes, origins, filled }: Migration, written: readonly Written[], problems: readonly NonNullable<IssuedFile["problem"]>[], texts: CommandLineTexts): string {
  return JSON.stringify({
    file: command.input,
    ...issue.terms,
    saved: command.output !== null,
    findings: findingsJson(findings, texts),
    files: files.map(({ file, at, carried, findings: own }) => ({ file, at, read: carried !== null, findings: findingsJson(own, texts) })),
    migrated: written.map(({ recipient, problem }) => ({
      file: command.output === null || extname(command.output).toLowerCase() === ".zip" ? recipient.fileName : join(command.output, recipient.fileName),
      recipient: recipient.name,
      sheets: recipient.sheets.flatMap(({ subject }) => (origins.has(subject.key) ? [{ subject: subject.key, name: subject.name, from: origins.get(subject.key), indicators: filled.get(subject.key)?.size ?? 0 }] : [])),
      ...(problem ? { error: { code: problem.code, message: texts.sentence(problem.code, problem.params) } } : {}),
    })),
    entries: notes.map((note) => ({ ...note, message: texts.sentence(note.code, note.params) })),
    errors: problems.map(({ code, params }) => ({ code, message: texts.sentence(code, params) })),
  });
}

/** A person reads the first ones; the list has all. */
const MAX_NOTES = 40;

function linesOf(command: MigrateCommand, { terms }: Issue, findings: readonly Finding[], { files, notes, origins }: Migration, written: readonly Written[], problems: readonly NonNullable<IssuedFile["problem"]>[], texts: CommandLineTexts): readonly string[] {
  const columns = (["file", "cell", "subjectName", "indicator", "field", "value", "carried", "why"] as const).map((field) => ({ header: texts.migrate[`migrate.${field}`], align: "left" as const }));
  const row = (note: PlacedNote): readonly string[] => [note.file, note.cell, note.subjectName, note.name, texts.migrate[`migrate.field.${note.field}`], note.value, texts.migrate[note.carried ? "migrate.yes" : "migrate.no"], texts.sentence(note.code, note.params)];
  return [
    texts.sentence("migrate.summary", { title: terms.title, edition: terms.edition, period: terms.period, files: files.length, workbooks: written.filter(({ problem }) => !problem).length, subjects: origins.size, lost: notes.filter(({ carried }) => !carried).length, changed: notes.filter(({ carried }) => carried).length }),
    ...findingLines(findings, texts),
    ...(notes.length > 0 ? textTable(columns, notes.slice(0, MAX_NOTES).map(row)).map((line) => `  ${line}`) : []),
    ...(notes.length > MAX_NOTES ? [`    ${texts.sentence("check.more", { count: notes.length - MAX_NOTES })}`] : []),
    ...files.filter((file) => file.findings.length > 0).flatMap((file) => [`  ${file.file}`, ...findingLines(file.findings, texts)]),
    ...problems.map(({ code, params }) => `  ✗ ${texts.sentence(code, params)}`),
    `  ${command.output === null ? texts.cli["preview-only"] : texts.sentence("saved", { path: command.output })}`,
  ];
}
