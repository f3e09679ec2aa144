import { stat } from "node:fs/promises";

import { localTime } from "../app/local-time";
import type { PostTemplate } from "../core/check/comparability";
import { CodedError } from "../core/coded-error";
import { textsOf, type CommandLineTexts } from "../i18n/command-line-texts";
import { languageOf, parseArguments, READ_ONLY_VERBS, type Command, type OfficeCommand } from "./arguments";
import type { ExitCode } from "./file-report";
import { runLedger } from "./run-ledger";
import { printable } from "./printable";
import { openFileThreads } from "./file-threads";
import { collectInputFiles, type InputFile } from "./input-files";
import { outputOf, type Output } from "./output";
import { planOutputs } from "./output-path";
import { codedError, failedOutcome, printedOutcome, processFile, readFormer, readProfile, readSchemeFile, type PrintedOutcome } from "./process-file";
import { progressLine } from "./progress-line";
import { runCascade } from "./run-cascade";
import { runCollect } from "./run-collect";
import { runCover } from "./run-cover";
import { runDerive } from "./run-derive";
import { runEdition } from "./run-edition";
import { runIssue } from "./run-issue";
import { runMigrate } from "./run-migrate";
import { runTemplate } from "./run-template";
import type { Step } from "./run-verb";
import { threadCount } from "./thread-count";
import { VERSION } from "./version";
import type { ReportLine } from "../core/check/finding-report";
import { ensureCertificateName, writeCertificate } from "./write-certificate";
import { ensureReportName, writeReport } from "./write-report";

/**
 * The whole program: parses, processes each file, prints. Resolves to the exit status:
 * 0 fine, 1 findings of severity error, 2 something could not be processed (CL-3). `program`: its own bundle, for threads.
 */
export async function runCommandLine(argv: readonly string[], program: string): Promise<ExitCode> {
  // An empty variable is as good as none. (CL-9)
  const environmentLanguage = process.env["LC_ALL"] || process.env["LC_MESSAGES"] || process.env["LANG"];
  const out = outputOf(process.stdout);
  try {
    const invocation = parseArguments(argv, environmentLanguage);
    const texts = textsOf("command" in invocation ? invocation.command.locale : invocation.locale);
    if (invocation.kind === "office") return await runOffice(invocation.command, texts, out, program);
    if (invocation.kind === "command") return await runOverFiles(invocation.command, texts, out, program);
    if (invocation.kind === "ledger") {
      const { json, lines, exitCode } = await runLedger(invocation.command, texts);
      for (const line of invocation.command.json ? [JSON.stringify(json)] : lines.map(printable)) out.line(line);
      return exitCode;
    }
    out.line(invocation.kind === "help" ? texts.cli.help + texts.cli["ledger.help"] : VERSION);
    return 0;
  } catch (error) {
    const { code, params } = codedError(error);
    complain(textsOf(languageOf(argv, environmentLanguage)).sentence(code, params));
    return 2;
  }
}

/** Templates, issuing, collecting. Errors are told by the caller, with the input's name where they do not say one. */
async function runOffice(command: OfficeCommand, texts: CommandLineTexts, out: Output, program: string): Promise<ExitCode> {
  switch (command.verb) {
    case "cascade":
      return runCascade(command, texts, out);
    case "template":
      return runTemplate(command, texts, out);
    case "issue":
      return runIssue(command, texts, out, program);
    case "collect":
      return runCollect(command, texts, out, program);
    case "migrate":
      return runMigrate(command, texts, out, program);
    case "cover":
      return runCover(command, texts, out);
    case "derive":
      return runDerive(command, texts, out);
    case "edition":
      return runEdition(command, texts, out);
  }
}

/** How many files a thread, at most, are done before they can be told. */
const FILES_AHEAD = 4;

function complain(text: string): void {
  process.stderr.write(`${text}\n`);
}

async function runOverFiles(command: Command, texts: CommandLineTexts, out: Output, program: string): Promise<ExitCode> {
  if (READ_ONLY_VERBS.has(command.verb) && (command.output !== null || command.inPlace)) throw new CodedError("verb.read-only", { verb: command.verb });
  const fromFolder = await anyFolder(command.inputs);
  const inputs = await collectInputFiles(command.inputs, command.output);
  if (inputs.length === 0) throw new CodedError("cli.nothing-found");
  if (command.saveProfile !== null && (command.verb !== "recognize" || inputs.length !== 1)) throw new CodedError("cli.save-profile");
  // A profile that cannot be read is one mistake, not one in each file.
  if (command.profile !== null) await readProfile(command.profile);
  if (command.scheme !== null && !["score", "rank", "run"].includes(command.verb)) throw new CodedError("cli.scheme");
  if (command.saveScheme !== null && inputs.length !== 1) throw new CodedError("cli.save-scheme");
  if (command.scheme !== null) await readSchemeFile(command.scheme);
  if (command.report !== null) {
    if (command.verb !== "check") throw new CodedError("cli.report");
    ensureReportName(command.report);
  }
  if (command.certificate !== null) {
    if (command.verb !== "check") throw new CodedError("cli.certificate");
    ensureCertificateName(command.certificate);
  }
  if (command.previous !== null) {
    if (command.verb !== "check") throw new CodedError("cli.previous");
    await readFormer(command.previous);
  }
  const found: ReportLine[] = [];
  const templates: PostTemplate[] = [];
  const outputs = await planOutputs(inputs, { output: command.output, inPlace: command.inPlace, fromFolder });
  const progress = progressLine(process.stderr);
  const counts: Record<ExitCode, number> = { 0: 0, 1: 0, 2: 0 };
  const count = threadCount(inputs.length);
  const threads = count > 1 ? openFileThreads(program, count) : null;
  const begin = async (index: number, input: InputFile): Promise<PrintedOutcome> => {
    const target = outputs[index] ?? null;
    const onStep = (step: Step): void => {
      progress.show(texts.sentence("progress", { done: index + 1, total: inputs.length, file: input.relativePath, step: texts.cli[`step.${step}`] }));
    };
    if (!threads || input.problem || target instanceof CodedError) return printedOutcome(await processFile({ command, input, target, texts, onStep }), command);
    try {
      return await threads.run({ command, input: { path: input.path, relativePath: input.relativePath }, target }, onStep);
    } catch (error) {
      return printedOutcome(failedOutcome(input, error, texts), command);
    }
  };
  // Outcomes wait for those before them; so that they never pile up, no file begins long before its turn to be told.
  const ahead = threads ? count * FILES_AHEAD : 1;
  const begun: Promise<PrintedOutcome>[] = [];
  let next = 0;
  try {
    for (let index = 0; index < inputs.length; index++) {
      for (const input of inputs.slice(next, index + ahead)) {
        // Nobody is left to look at a preview; what is to be saved is saved.
        if (out.isClosed() && (outputs[next] ?? null) === null) break;
        begun.push(begin(next, input));
        next += 1;
      }
      const outcome = await begun.shift();
      if (!outcome) break;
      progress.clear();
      counts[outcome.exitCode] += 1;
      for (const line of outcome.lines) out.line(line);
      for (const line of outcome.report ?? []) found.push(line);
      for (const template of outcome.templates ?? []) templates.push(template);
    }
  } finally {
    await threads?.close();
  }
  if (command.report !== null) {
    await writeReport(command.report, found, texts);
    if (!command.json) out.line(texts.sentence("report-saved", { count: found.length, path: command.report }));
  }
  if (command.certificate !== null) {
    await writeCertificate(command.certificate, templates, { files: inputs.length, tables: templates.length, time: command.now ?? localTime(new Date()) }, texts);
    if (!command.json) out.line(texts.sentence("certificate-saved", { path: command.certificate }));
  }
  if (!command.json && inputs.length > 1) {
    out.line(texts.sentence("batch-summary", { files: inputs.length, fine: counts[0], withErrors: counts[1], failed: counts[2] }));
  }
  return counts[2] > 0 ? 2 : counts[1] > 0 ? 1 : 0;
}

async function anyFolder(inputs: readonly string[]): Promise<boolean> {
  for (const input of inputs) {
    try {
      if ((await stat(input)).isDirectory()) return true;
    } catch {
      // A missing input is reported as that file's own error later.
    }
  }
  return false;
}
