import { benchCalculation } from "./bench/bench-calculation";
import { benchIssue } from "./bench/bench-issue";
import { benchMainJob } from "./bench/bench-main-job";
import { benchRecheck } from "./bench/bench-recheck";
import { benchRecognize } from "./bench/bench-recognize";
import { benchScore } from "./bench/bench-score";
import { formatTable, misses, type BenchTable } from "./bench/ratio-table";

/** npm run bench [main-job] [recognize] [calculation] [score] [recheck] [issue]: prints ratios; exit code 1 when a goal was missed. */
const BENCHES: Readonly<Record<string, () => Promise<BenchTable>>> = {
  "main-job": () => benchMainJob("../shared/corpus"),
  recognize: benchRecognize,
  calculation: benchCalculation,
  score: benchScore,
  recheck: benchRecheck,
  issue: benchIssue,
};

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !(name in BENCHES));
  if (unknown.length > 0) throw new Error(`no bench called ${unknown.join(", ")}: ${Object.keys(BENCHES).join(", ")}`);
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const table = await bench();
    console.log(`\n${formatTable(table)}`);
    if (table.rows.some(misses)) process.exitCode = 1;
  }
}

// excelize's runtime would keep the process alive.
main().then(
  () => process.exit(),
  (error: unknown) => {
    console.error(error);
    process.exit(2);
  },
);
