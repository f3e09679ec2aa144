/**
 * node scripts/run-ts.mjs scripts/eval-faults.ts [--write] [use case …]: every fault at every request of every use case over the
 * simulated Excel, and how the workbook is afterwards. `--write` puts the table into docs/faults.md. Ends with 1 where a workbook is left half-done.
 */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { FAULT_CASES, FAULT_KINDS, runFaults, type FaultRun } from "../tests/workbook/excel/fault-runs";

const args = process.argv.slice(2);
const chosen = FAULT_CASES.filter((useCase) => args.includes(useCase));
const useCases = chosen.length > 0 ? chosen : FAULT_CASES;

/** "done 1–3, unchanged 4": outcomes with the requests at which they come, counted from 1, and what the user is told. */
function summary(runs: readonly FaultRun[]): string {
  const groups: { text: string; first: number; last: number }[] = [];
  for (const { outcome, code, request } of runs) {
    const text = code === null ? outcome : `${outcome} (\`${code}\`)`;
    const last = groups.at(-1);
    if (last?.text === text) last.last = request + 1;
    else groups.push({ text, first: request + 1, last: request + 1 });
  }
  return groups.map(({ text, first, last }) => `${first === last ? String(first) : `${String(first)}–${String(last)}`}: ${text}`).join("; ");
}

async function main(): Promise<void> {
  const startedAt = performance.now();
  const runs = await runFaults(useCases, (run) => {
    if (run.outcome.startsWith("HALF") || run.code?.startsWith("not coded")) console.log(JSON.stringify(run));
  });
  const bad = runs.filter(({ outcome, code }) => outcome.startsWith("HALF") || code?.startsWith("not coded"));
  const tables = useCases.map((useCase) => {
    const own = runs.filter((run) => run.useCase === useCase);
    const count = new Set(own.map(({ request }) => request)).size;
    const lines = FAULT_KINDS.map((kind) => `| ${kind} | ${summary(own.filter((run) => run.kind === kind))} |`);
    return `## ${useCase} (${String(count)} requests)\n| fault | at request: outcome |\n| --- | --- |\n${lines.join("\n")}\n`;
  });
  console.log(tables.join("\n"));
  console.log(`${runs.length} runs, ${bad.length} left half-done, at most ${Math.max(...runs.map(({ requests }) => requests))} requests in one, ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
  if (args.includes("--write") && chosen.length === 0) {
    const head =
      "# What comes of every fault\n\nEach fault at each request of each use case, over Microsoft's client library and the simulated Excel (`npm run eval:faults -- --write`). Afterwards the workbook is\n" +
      "**done** (all of the change is there), **unchanged** (exactly as before, formats, names and parts included), or **marked**: the journal is in it and\nthe next opening takes it back (an undo: ends it). \"open\" is that opening: **done** where it took everything back. What the user is told stands in brackets. Changes by somebody else stay in every case.\n" +
      `${String(runs.length)} runs, ${String(bad.length)} left otherwise; no run took more than ${String(Math.max(...runs.map(({ requests }) => requests)))} requests.\n\n`;
    writeFileSync(path.join(process.cwd(), "docs/faults.md"), head + tables.join("\n"));
  }
  if (bad.length > 0) process.exitCode = 1;
}

void main();
