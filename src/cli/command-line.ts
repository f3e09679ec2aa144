import { stat } from "node:fs/promises";

import { CodedError } from "../core/coded-error";
import { textsOf, type Locale, type Texts } from "../i18n/texts";
import { parseArguments, READ_ONLY_VERBS, type Command, type Invocation } from "./arguments";
import type { ExitCode } from "./file-report";
import { collectInputFiles } from "./input-files";
import { planOutputs } from "./output-path";
import { processFile, type FileOutcome } from "./process-file";
import { progressLine } from "./progress-line";
import { VERSION } from "./version";

/**
 * The whole program: parses, processes each file, prints. Resolves to the exit status:
 * 0 fine, 1 findings of severity error, 2 something could not be processed (CL-3).
 */
export async function runCommandLine(argv: readonly string[]): Promise<ExitCode> {
  let invocation: Invocation;
  const environmentLanguage = process.env["LC_ALL"] ?? process.env["LC_MESSAGES"] ?? process.env["LANG"];
  try {
    invocation = parseArguments(argv, environmentLanguage);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const asked: Locale = argv.includes("en-US") || argv.includes("--lang=en-US") ? "en-US" : "zh-CN";
    process.stderr.write(`${textsOf(asked).sentence(error.code, error.params)}\n`);
    return 2;
  }
  const texts = textsOf(invocation.kind === "command" ? invocation.command.locale : invocation.locale);
  if (invocation.kind === "command") return runOverFiles(invocation.command, texts);
  return print(invocation.kind === "help" ? texts.cli.help : VERSION);
}

function print(text: string): ExitCode {
  process.stdout.write(`${text}\n`);
  return 0;
}

async function runOverFiles(command: Command, texts: Texts): Promise<ExitCode> {
  const inputs = await collectInputFiles(command.inputs);
  if (inputs.length === 0) {
    process.stderr.write(`${texts.cli["cli.nothing-found"]}\n`);
    return 2;
  }
  if (READ_ONLY_VERBS.has(command.verb) && (command.output !== null || command.inPlace)) {
    process.stderr.write(`${texts.sentence("verb.read-only", { verb: command.verb })}\n`);
    return 2;
  }
  const outputs = await planOutputs(inputs, { output: command.output, inPlace: command.inPlace, fromFolder: await anyFolder(command.inputs) });
  const progress = progressLine(process.stderr);
  const counts: Record<ExitCode, number> = { 0: 0, 1: 0, 2: 0 };
  for (const [index, input] of inputs.entries()) {
    const outcome: FileOutcome = await processFile({
      command,
      input,
      target: outputs[index] ?? null,
      texts,
      onStep: (step) => {
        progress.show(texts.sentence("progress", { done: index + 1, total: inputs.length, file: input.relativePath, step: texts.cli[`step.${step}`] }));
      },
    });
    progress.clear();
    counts[outcome.exitCode] += 1;
    process.stdout.write(command.json ? `${JSON.stringify(outcome.json)}\n` : `${outcome.lines.join("\n")}\n`);
  }
  if (!command.json && inputs.length > 1) {
    print(texts.sentence("batch-summary", { files: inputs.length, fine: counts[0], withErrors: counts[1], failed: counts[2] }));
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
