/**
 * node scripts/run-ts.mjs scripts/eval-checks.ts [count] [--seed N] [--show]: errors put into clean workbooks at random places, and
 * what the checks find of them; the whole way from cells over recognition. Then what they say of the real workbooks in ../shared/corpus,
 * as they are. `--show` names the runs that went wrong, and the findings. Ends with 1 where the figures are below what is asked: recall
 * .99, precision .98.
 */
import path from "node:path";
import { corpusFiles, findingsOfFile, type FileFindings } from "./support/corpus-findings";
import { figuresOf, runErrors } from "../tests/core/check/error-runs";

const MIN_RECALL = 0.99;
const MIN_PRECISION = 0.98;

const args = process.argv.slice(2);
const numbers = args.flatMap((arg, index) => (/^\d+$/.test(arg) ? [{ number: Number(arg), isSeed: args[index - 1] === "--seed" }] : []));
const seed = numbers.find(({ isSeed }) => isSeed)?.number ?? 20_260_731;
const count = numbers.find(({ isSeed }) => !isSeed)?.number ?? 100;

function injected(): void {
  const runs = runErrors(count, seed);
  const figures = figuresOf(runs);
  console.log("| rule | errors | found | false alarms | recall | precision |\n| --- | --- | --- | --- | --- | --- |");
  for (const { code, due, found, alarms, recall, precision } of figures) console.log(`| ${code} | ${String(due)} | ${String(found)} | ${String(alarms)} | ${due === 0 ? "–" : recall} | ${precision} |`);
  console.log(`\n${String(runs.length)} workbooks, ${String(count)} of each kind, seed ${String(seed)}`);
  if (args.includes("--show")) for (const run of runs) if (!run.found || run.alarms.length > 0) console.log(JSON.stringify(run));
  const low = figures.filter(({ due, recall, precision }) => due > 0 && (Number(recall) < MIN_RECALL || Number(precision) < MIN_PRECISION));
  if (low.length > 0) {
    console.log(`below recall ${String(MIN_RECALL)} or precision ${String(MIN_PRECISION)}: ${low.map(({ code }) => code).join(", ")}`);
    process.exitCode = 1;
  }
}

async function untouched(): Promise<void> {
  const files = corpusFiles(path.join(process.cwd(), "../shared/corpus"));
  if (files.length === 0) {
    console.log("\n../shared/corpus is not here: real workbooks were not looked at");
    return;
  }
  const all: FileFindings[] = [];
  for (const file of files) all.push(await findingsOfFile(file));
  const counts = new Map<string, number>();
  for (const { findings } of all) for (const { code, severity } of findings) counts.set(`${code} | ${severity}`, (counts.get(`${code} | ${severity}`) ?? 0) + 1);
  const cells = all.reduce((sum, file) => sum + file.cells, 0);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  console.log("\n| rule | severity | findings |\n| --- | --- | --- |");
  for (const [rule, count] of [...counts].sort((a, b) => b[1] - a[1])) console.log(`| ${rule} | ${String(count)} |`);
  console.log(`\n${String(all.length)} real workbooks, ${String(cells)} cells with content, ${String(total)} findings: ${((100 * total) / cells).toFixed(2)} for 100 cells`);
  if (args.includes("--show")) for (const { file, findings } of all) for (const { code, sheetName, params } of findings) console.log(`${file} ${sheetName ?? ""} ${code} ${JSON.stringify(params)}`);
}

injected();
void untouched();
