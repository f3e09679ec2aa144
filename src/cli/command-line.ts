import { stat } from "node:fs/promises";

import { CodedError } from "../core/coded-error";
import { textsOf, type CommandLineTexts } from "../i18n/command-line-texts";
import { languageOf, parseArguments, READ_ONLY_VERBS, type Command } from "./arguments";
import type { ExitCode } from "./file-report";
import { collectInputFiles } from "./input-files";
import { outputOf, type Output } from "./output";
import { planOutputs } from "./output-path";
import { printable } from "./printable";
import { codedError, processFile, type FileOutcome } from "./process-file";
import { progressLine } from "./progress-line";
import { VERSION } from "./version";

/**
 * The whole program: parses, processes each file, prints. Resolves to the exit status:
 * 0 fine, 1 findings of severity error, 2 something could not be processed (CL-3).
 */
export async function runCommandLine(argv: readonly string[]): Promise<ExitCode> {
  // An empty variable is as good as none. (CL-9)
  const environmentLanguage = process.env["LC_ALL"] || process.env["LC_MESSAGES"] || process.env["LANG"];
  const out = outputOf(process.stdout);
  try {
    const invocation = parseArguments(argv, environmentLanguage);
    const texts = textsOf(invocation.kind === "command" ? invocation.command.locale : invocation.locale);
    if (invocation.kind === "command") return await runOverFiles(invocation.command, texts, out);
    out.line(invocation.kind === "help" ? texts.cli.help : VERSION);
    return 0;
  } catch (error) {
    const { code, params } = codedError(error);
    complain(textsOf(languageOf(argv, environmentLanguage)).sentence(code, params));
    return 2;
  }
}

function complain(text: string): void {
  process.stderr.write(`${text}\n`);
}

async function runOverFiles(command: Command, texts: CommandLineTexts, out: Output): Promise<ExitCode> {
  if (READ_ONLY_VERBS.has(command.verb) && (command.output !== null || command.inPlace)) throw new CodedError("verb.read-only", { verb: command.verb });
  const fromFolder = await anyFolder(command.inputs);
  const inputs = await collectInputFiles(command.inputs, command.output);
  if (inputs.length === 0) throw new CodedError("cli.nothing-found");
  const outputs = await planOutputs(inputs, { output: command.output, inPlace: command.inPlace, fromFolder });
  const progress = progressLine(process.stderr);
  const counts: Record<ExitCode, number> = { 0: 0, 1: 0, 2: 0 };
  for (const [index, input] of inputs.entries()) {
    const target = outputs[index] ?? null;
    // Nobody is left to look at a preview; what is to be saved is saved.
    if (out.isClosed() && target === null) break;
    const outcome: FileOutcome = await processFile({
      command,
      input,
      target,
      texts,
      onStep: (step) => {
        progress.show(texts.sentence("progress", { done: index + 1, total: inputs.length, file: input.relativePath, step: texts.cli[`step.${step}`] }));
      },
    });
    progress.clear();
    counts[outcome.exitCode] += 1;
    for (const line of command.json ? [JSON.stringify(outcome.json)] : outcome.lines.map(printable)) out.line(line);
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
