import { stat } from "node:fs/promises";
import { basename, extname } from "node:path";

import { localTime } from "../app/local-time";
import type { Finding } from "../core/check/finding";
import { CodedError } from "../core/coded-error";
import { toA1 } from "../core/grid/address";
import { consolidatedEdits } from "../core/collect/consolidated-sheets";
import { judgeReturn, type IssuedTo } from "../core/collect/judge-return";
import { mergeReturns, type BoardLine, type Merged, type ReturnedFile } from "../core/collect/merge-returns";
import type { CommandLineTexts } from "../i18n/command-line-texts";
import { createBlankWorkbook } from "../workbook/file/blank-workbook";
import type { CollectCommand } from "./arguments";
import { resolvedPath, writeAtomically } from "./disk";
import type { ExitCode } from "./file-report";
import { openFileThreads } from "./file-threads";
import { collectInputFiles, type InputFile } from "./input-files";
import type { Output } from "./output";
import { printable } from "./printable";
import { codedError } from "./process-file";
import { progressLine } from "./progress-line";
import { readReturnFile, type ReturnFile, type ReturnFileTask } from "./return-file";
import { inTurns, readIssue, type Issue } from "./run-issue";
import { findingLines, findingsJson, hasErrors } from "./sections/findings-section";
import { textTable } from "./text-table";
import { threadCount } from "./thread-count";

/** `collect`: every workbook below a folder against what template and roster say was issued. (CO-1 to CO-17) */
export async function runCollect(command: CollectCommand, texts: CommandLineTexts, out: Output, program: string): Promise<ExitCode> {
  const { output } = command;
  if (output !== null && extname(output).toLowerCase() !== ".xlsx") throw new CodedError("output.extension", { name: basename(output), expected: ".xlsx" });
  const issue = await readIssue(command.template, command);
  const inputs = await returnsIn(command);
  if (inputs.length === 0) throw new CodedError("collect.no-returns");
  const read = await readAll(inputs, issue, texts, program);
  const returned = read.flatMap(({ file }) => (file ? [file] : []));
  const own = output === null ? null : await resolvedPath(output);
  // A result of an earlier time may be written anew; a return never.
  for (const { input, file } of read) if (file && own !== null && (await resolvedPath(input.path)) === own) throw new CodedError("output.is-input", { name: basename(input.path) });
  const merged = mergeReturns(returned, issue.assigned, issue.terms.deadline);
  if (output !== null) await writeAtomically(output, await consolidatedBytes(issue, merged, texts));
  const unreadable = merged.files.some(({ judged }) => judged === null);
  const told = command.json ? [jsonOf(command, issue, merged, texts)] : linesOf(command, issue, merged, texts).map(printable);
  for (const line of told) out.line(line);
  if (unreadable) return 2;
  const wanting = merged.board.some(({ state }) => state === "missing" || state === "refused");
  return wanting || hasErrors([...issue.findings, ...merged.files.flatMap(({ findings }) => findings)]) ? 1 : 0;
}

/** Workbooks below the folder but for those of `outputFolder`, in name order, without the template and the roster that may lie beside them. (CO-1) */
export async function returnsIn(command: Pick<CollectCommand, "input" | "template" | "roster">, outputFolder: string | null = null): Promise<readonly InputFile[]> {
  const known = new Set(await Promise.all([command.template, command.roster].map(resolvedPath)));
  const found = await collectInputFiles([command.input], outputFolder);
  const others = await Promise.all(found.map(async (input) => !known.has(await resolvedPath(input.path))));
  return found.filter((_, index) => others[index]);
}

type ReadFile = { readonly input: InputFile; /** `null`: a result of collecting, no return. */ readonly file: ReturnedFile | null };

/** Files are judged as they come, so that only what is to be told of them is kept. */
async function readAll(inputs: readonly InputFile[], issue: Issue, texts: CommandLineTexts, program: string): Promise<readonly ReadFile[]> {
  const issued: IssuedTo = { terms: issue.terms, templates: issue.book.templates, bySubject: new Map(issue.assigned.map((item) => [item.subject.key, item])) };
  const count = threadCount(inputs.length);
  const threads = count > 1 ? openFileThreads<ReturnFileTask, ReturnFile>(program, count) : null;
  const progress = progressLine(process.stderr);
  let done = 0;
  try {
    return await inTurns(inputs, Math.max(1, count) * 2, async (input): Promise<ReadFile> => {
      const answer = await readOne(input, threads ? (task) => threads.run(task, () => undefined) : readReturnFile);
      done += 1;
      progress.show(texts.sentence("progress", { done, total: inputs.length, file: input.relativePath, step: texts.cli["step.collect"] }));
      if (answer.ok && answer.reading.isResult) return { input, file: null };
      const about = { file: input.relativePath.replaceAll("\\", "/"), at: await changedAt(input.path) };
      if (!answer.ok) return { input, file: { ...about, judged: null, findings: [fileFinding(answer.code, "error", answer.params)] } };
      const judged = judgeReturn(answer.reading, issued);
      const notes = [...(answer.hasMacros ? [fileFinding("return.macros", "warning", {})] : []), ...(answer.converted ? [fileFinding("return.converted", "notice", {})] : [])];
      return { input, file: { ...about, judged, findings: [...notes, ...judged.findings] } };
    });
  } finally {
    progress.clear();
    await threads?.close();
  }
}

/** A thread that breaks down fails its file only. */
export async function readOne(input: InputFile, read: (task: ReturnFileTask) => Promise<ReturnFile>): Promise<ReturnFile> {
  try {
    if (input.problem) throw input.problem;
    return await read({ returned: input.path });
  } catch (error) {
    const { code, params } = codedError(error);
    return { ok: false, code, params: { name: basename(input.path), ...params } };
  }
}

export function fileFinding(code: string, severity: Finding["severity"], params: Finding["params"]): Finding {
  return { code, severity, sheetId: null, sheetName: null, area: null, params };
}

export async function changedAt(path: string): Promise<string> {
  try {
    return localTime((await stat(path)).mtime);
  } catch {
    // Gone since it was read, or not to be looked at: then nobody knows.
    return "";
  }
}

async function consolidatedBytes(issue: Issue, { board, files }: Merged, texts: CommandLineTexts): Promise<Uint8Array> {
  const workbook = createBlankWorkbook(texts.collect["collect.sheet.board"]);
  const findings = files.flatMap(({ file, findings: all }) =>
    all.map((finding) => ({
      file,
      severity: texts.cli[`severity.${finding.severity}`],
      sheet: finding.sheetName ?? "",
      cell: finding.area ? toA1(finding.area) : "",
      sentence: texts.sentence(finding.code, finding.params),
      code: finding.code,
      accepted: "",
    })),
  );
  const content = { terms: issue.terms, templates: issue.book.templates, roster: issue.roster, board, findings, sentence: texts.sentence };
  await workbook.apply({ purpose: "edit", edits: consolidatedEdits("1", content, { ...texts.issue, ...texts.collect, ...texts.report }) });
  return workbook.save();
}

function jsonOf(command: CollectCommand, issue: Issue, { board, files }: Merged, texts: CommandLineTexts): string {
  return JSON.stringify({
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
  const count = (test: (line: BoardLine) => boolean): number => board.filter(test).length;
  const came = (line: BoardLine): boolean => line.state === "returned" || line.state === "late";
  const open = board.filter((line) => !came(line) || line.state === "late" || line.errors > 0 || line.changed > 0);
  const columns = (["collect.subject", "collect.unit", "collect.state", "collect.errors", "collect.changed", "collect.file"] as const).map((key) => ({ header: texts.collect[key], align: key === "collect.errors" || key === "collect.changed" ? ("right" as const) : ("left" as const) }));
  const rows = open.map((line) => [line.assigned.subject.name, line.assigned.subject.unit, texts.collect[`collect.state.${line.state}`], came(line) ? String(line.errors) : "", came(line) ? String(line.changed) : "", line.file]);
  return [
    texts.sentence("collect.summary", {
      title,
      edition,
      period,
      files: files.length,
      subjects: board.length,
      returned: count(came),
      late: count(({ state }) => state === "late"),
      missing: count(({ state }) => state === "missing"),
      refused: count(({ state }) => state === "refused"),
      withErrors: count((line) => came(line) && line.errors > 0),
      changed: count((line) => came(line) && line.changed > 0),
    }),
    ...findingLines(issue.findings, texts),
    ...(rows.length > 0 ? textTable(columns, rows).map((line) => `  ${line}`) : []),
    ...files.filter(({ findings }) => findings.length > 0).flatMap(({ file, findings }) => [`  ${file}`, ...findingLines(findings, texts)]),
    `  ${command.output === null ? texts.cli["preview-only"] : texts.sentence("saved", { path: command.output })}`,
  ];
}
