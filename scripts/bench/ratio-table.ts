/** One measured thing. `ratio` is to the reference of its table; `goal` the largest ratio (or, with `atLeast`, the smallest) that is good enough. */
export type BenchRow = {
  readonly what: string;
  readonly ms: number;
  readonly ratio: number;
  readonly goal: { readonly bound: "atMost" | "atLeast"; readonly ratio: number } | null;
};

export type BenchTable = { readonly title: string; readonly rows: readonly BenchRow[] };

export const misses = ({ ratio, goal }: BenchRow): boolean => goal !== null && (goal.bound === "atMost" ? ratio > goal.ratio : ratio < goal.ratio);

/** The table as text. Times are of this machine at this moment; only ratios within one run mean anything. */
export function formatTable({ title, rows }: BenchTable): string {
  const width = Math.max(...rows.map(({ what }) => what.length));
  const lines = rows.map((row) => {
    const goal = row.goal === null ? "" : `  goal ${row.goal.bound === "atMost" ? "≤" : "≥"} ${row.goal.ratio}${misses(row) ? "  MISSED" : ""}`;
    return `  ${row.what.padEnd(width)}  ${row.ms.toFixed(0).padStart(8)} ms  ${row.ratio.toFixed(2).padStart(7)}×${goal}`;
  });
  return [title, ...lines].join("\n");
}

/** The middle of several timings of each task, in milliseconds. The tasks take turns, so that a slow moment of the machine hits all of them. */
export async function takingTurns(tasks: Readonly<Record<string, () => unknown>>, rounds: number): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++) {
    for (const [name, task] of Object.entries(tasks)) {
      const started = performance.now();
      await task();
      times.set(name, [...(times.get(name) ?? []), performance.now() - started]);
    }
  }
  return new Map([...times].map(([name, taken]) => [name, taken.sort((a, b) => a - b)[Math.floor(taken.length / 2)] ?? 0]));
}
