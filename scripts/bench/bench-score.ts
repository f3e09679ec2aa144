import { spawnSync } from "node:child_process";
import { computeScores, type Scores } from "../../src/core/score/compute-scores";
import { decimal, decimalText } from "../../src/core/score/decimal";
import { defaultScheme } from "../../src/core/score/default-scheme";
import { rankScores, type Ranking } from "../../src/core/score/ranking";
import { loadDuckDb } from "./duckdb-score";
import { takingTurns, type BenchTable } from "./ratio-table";
import { editedJob, scoreJob, type ScoreJob } from "./score-job";

const MANY = 700_000;
const FEW = 70_000;
const SHEET = 5_000;
const EDIT_MS = 50;
const ROUNDS = 3;
/** What the job's process may use for objects; without a limit a machine with more memory collects less often. */
const HEAP_MB = 3_300;

/** Scoring, linking and ranking in the core beside DuckDB over the same loaded entries; both results are compared first. */
export async function benchScore(): Promise<BenchTable> {
  const edit = await afterEdit();
  const few = await against(FEW);
  const many = await against(MANY);
  const memory = memoryOf(MANY);
  const perRow = many.core / MANY / (few.core / FEW);
  const people = (count: number): string => `${count.toLocaleString("en-US")} people × 12 indicators × 3 raters`;
  return {
    title: "Scoring, linking and ranking in the core, as ratios to DuckDB (DECIMAL(18,4), one thread)",
    rows: [
      { what: `DuckDB, ${people(MANY)}`, ms: many.peer, ratio: 1, goal: null },
      { what: `core, ${people(MANY)}`, ms: many.core, ratio: many.core / many.peer, goal: { bound: "atMost", ratio: 2 } },
      { what: `core, ${people(FEW)}`, ms: few.core, ratio: few.core / few.peer, goal: null },
      { what: "core, time per row at 700,000 to that at 70,000", ms: many.core / MANY, ratio: perRow, goal: { bound: "atMost", ratio: 2 } },
      { what: `core, ${people(SHEET)} after one edit, to ${String(EDIT_MS)} ms`, ms: edit, ratio: edit / EDIT_MS, goal: { bound: "atMost", ratio: 1 } },
      { what: `core alone in a process, ${people(MANY)}, megabytes (heap limit ${String(HEAP_MB)}), to 4 GB`, ms: memory, ratio: memory / 4096, goal: { bound: "atMost", ratio: 1 } },
    ],
  };
}

/** Most memory, in megabytes, of a process that does the job and nothing else; making its workbook and recognising it are part of that. */
function memoryOf(people: number): number {
  const done = spawnSync(process.execPath, [`--max-old-space-size=${String(HEAP_MB)}`, "scripts/run-ts.mjs", "scripts/bench/score-memory.ts", String(people)], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  if (done.status !== 0) throw new Error(`the job did not fit into ${String(HEAP_MB)} MB`);
  return Number(done.stdout.trim().split("\n").at(-1)) / 1024;
}

function core(job: ScoreJob): { readonly scores: Scores; readonly ranking: Ranking } {
  const scores = computeScores(job.workbook, job.tables, defaultScheme());
  return { scores, ranking: rankScores(scores) };
}

async function against(people: number): Promise<{ readonly core: number; readonly peer: number }> {
  const job = scoreJob(people);
  const peer = await loadDuckDb(job);
  await peer.run();
  compare(core(job).ranking, await peer.finals());
  const times = await takingTurns({ peer: peer.run, core: () => core(job) }, ROUNDS);
  peer.close();
  return { core: times.get("core") ?? 0, peer: times.get("peer") ?? 0 };
}

async function afterEdit(): Promise<number> {
  const job = scoreJob(SHEET);
  for (let i = 0; i < 5; i++) core(job);
  let edits = 0;
  const times = await takingTurns({ edit: () => core(editedJob(job, 100 + edits++, 5)) }, 9);
  return times.get("edit") ?? 0;
}

/** Every person's final score, rank and band, ours against DuckDB's. */
function compare(ranking: Ranking, peer: ReadonlyMap<number, string>): void {
  let compared = 0;
  for (const pool of ranking.pools) {
    if (pool.performance !== "person") continue;
    for (const line of pool.lines) {
      const person = Number(line.score.subject.key.slice(1)) - 1_000_000;
      const theirs = peer.get(person)?.split(" ") ?? [];
      const ours = [line.points ?? "", String(line.rank), line.band ?? ""];
      if (decimalText(decimal(theirs[0] ?? "0")) !== ours[0] || theirs[1] !== ours[1] || theirs[2] !== ours[2]) throw new Error(`person ${String(person)}: ours ${ours.join(" ")}, DuckDB's ${theirs.join(" ")}`);
      compared++;
    }
  }
  if (compared !== peer.size) throw new Error(`${String(compared)} of ${String(peer.size)} people compared`);
}
