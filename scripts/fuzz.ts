import { writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { baseWorkbooks, type BaseWorkbook } from "./fuzz/base-workbooks";
import { fuzzFile, runCase } from "./fuzz/fuzz-case";
import { runFuzz, type FuzzAnswer } from "./fuzz/fuzz-runner";

/**
 * npm run fuzz -- [--cases 2000] [--seed 1] [--folder DIRECTORY] [--case NUMBER [--save FILE]]
 * Mutates workbooks and asserts that each either opens or is refused with a coded error, in time and in memory.
 * `--folder` adds the workbooks of a directory to those that mutations start from; `--case` runs one case alone.
 * Exit code 1 when a case failed.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(2),
    options: {
      cases: { type: "string", default: "2000" },
      seed: { type: "string", default: "1" },
      folder: { type: "string" },
      case: { type: "string" },
      save: { type: "string" },
      child: { type: "boolean", default: false },
    },
  });
  const seed = Number(values.seed);
  const bases = baseWorkbooks(process.cwd(), values.folder ?? null);
  if (values.child) {
    answerCases(bases, seed);
    return;
  }
  if (values.case !== undefined) {
    await runOneCase(bases, seed, Number(values.case), values.save ?? null);
    return;
  }

  const started = performance.now();
  const childArguments = ["--child", "--seed", values.seed, ...(values.folder === undefined ? [] : ["--folder", values.folder])];
  const numbers = Array.from({ length: Number(values.cases) }, (_, index) => index);
  const report = await runFuzz(__filename, childArguments, numbers, { maxCaseMs: 10_000, maxMemoryBytes: 2 ** 30 });
  for (const { number, kind, detail } of report.failures) console.log(`\nseed ${seed} case ${number}: ${kind}\n${detail}`);
  console.log("");
  for (const [result, count] of [...report.results].sort((a, b) => b[1] - a[1])) console.log(`${String(count).padStart(6)}  ${result}`);
  console.log(`${report.cases} cases, ${report.failures.length} failures, ${((performance.now() - started) / 1000).toFixed(1)} s, seed ${seed}`);
  process.exitCode = report.failures.length === 0 ? 0 : 1;
}

async function runOneCase(bases: readonly BaseWorkbook[], seed: number, number: number, saveAs: string | null): Promise<void> {
  if (saveAs !== null) writeFileSync(path.resolve(saveAs), fuzzFile(bases, seed, number).bytes);
  const started = performance.now();
  const outcome = await runCase(bases, seed, number);
  console.log(outcome, `${Math.round(performance.now() - started)} ms, ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
  if (outcome.problem !== null) {
    console.log(outcome.problem);
    process.exitCode = 1;
  }
}

function answerCases(bases: readonly BaseWorkbook[], seed: number): void {
  process.on("message", (number: number) => {
    const started = performance.now();
    const cpuBefore = process.cpuUsage();
    void runCase(bases, seed, number).then((outcome) => {
      const { user, system } = process.cpuUsage(cpuBefore);
      // A case waiting for a processor that others use is not slow, and one whose threads share both cores is not either.
      const ms = Math.min(performance.now() - started, (user + system) / 1000);
      const answer: FuzzAnswer = { number, outcome, peakBytes: process.resourceUsage().maxRSS * 1024, ms };
      process.send?.(answer);
    });
  });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 2;
});
