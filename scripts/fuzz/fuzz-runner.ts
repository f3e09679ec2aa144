import { fork, type ChildProcess } from "node:child_process";
import type { FuzzOutcome } from "./fuzz-case";

/** A case that must not be: an error without a code, too long, too much memory, or the process gone. */
export type FuzzFailure = { readonly number: number; readonly kind: "threw" | "too slow" | "too much memory" | "died"; readonly detail: string };

export type FuzzReport = {
  readonly cases: number;
  readonly failures: readonly FuzzFailure[];
  /** How often each result came up: what was done, or the code of the refusal. */
  readonly results: ReadonlyMap<string, number>;
};

export type FuzzLimits = { readonly maxCaseMs: number; readonly maxMemoryBytes: number };

/** What the child answers to a case number. */
export type FuzzAnswer = { readonly number: number; readonly outcome: FuzzOutcome; readonly peakBytes: number; readonly ms: number };

/** A busy machine may need this many times the limit before a case counts as hanging. */
const HANG_FACTOR = 4;
// Garbage of earlier cases counts as memory too, so a child does not get old.
const CASES_A_CHILD = 150;

/**
 * Runs cases one after another in a child process, which can be stopped where the code under test cannot. A case that
 * was slow or large is run once more in a child of its own before it counts.
 * `childArguments` make the program of `process.argv` answer case numbers (see fuzz.ts).
 */
export async function runFuzz(program: string, childArguments: readonly string[], numbers: readonly number[], limits: FuzzLimits): Promise<FuzzReport> {
  const failures: FuzzFailure[] = [];
  const results = new Map<string, number>();
  let child = start(program, childArguments);
  let age = 0;
  const renew = async (): Promise<void> => {
    await stop(child);
    child = start(program, childArguments);
    age = 0;
  };
  for (const number of numbers) {
    if (++age > CASES_A_CHILD) await renew();
    let verdict = await runOne(child, number, limits);
    if (verdict.failure && verdict.failure.kind !== "threw") {
      await renew();
      verdict = await runOne(child, number, limits);
      if (verdict.failure) await renew();
    }
    if (verdict.failure) failures.push(verdict.failure);
    results.set(verdict.result, (results.get(verdict.result) ?? 0) + 1);
  }
  await stop(child);
  return { cases: numbers.length, failures, results };
}

type Verdict = { readonly result: string; readonly failure: FuzzFailure | null };

function runOne(child: ChildProcess, number: number, { maxCaseMs, maxMemoryBytes }: FuzzLimits): Promise<Verdict> {
  return new Promise((resolve) => {
    const settle = (verdict: Verdict): void => {
      clearTimeout(timer);
      child.off("message", onMessage);
      child.off("exit", onExit);
      resolve(verdict);
    };
    const failed = (kind: FuzzFailure["kind"], detail: string): void => settle({ result: kind, failure: { number, kind, detail } });
    const onExit = (code: number | null, signal: string | null): void => failed("died", `exit ${signal ?? code ?? "?"}`);
    const onMessage = (answer: FuzzAnswer): void => {
      const { outcome, peakBytes, ms } = answer;
      const where = `${outcome.base}; ${outcome.how.join("; ")}`;
      if (outcome.problem !== null) failed("threw", `${where}\n${outcome.problem}`);
      else if (ms > maxCaseMs) failed("too slow", `${(ms / 1000).toFixed(1)} s; ${where}; ${outcome.result}`);
      else if (peakBytes > maxMemoryBytes) failed("too much memory", `${Math.round(peakBytes / 2 ** 20)} MB; ${where}; ${outcome.result}`);
      else settle({ result: outcome.result, failure: null });
    };
    // For hangs only: by the clock, so longer than the limit in processor time that is judged.
    const timer = setTimeout(() => failed("too slow", `no answer after ${(maxCaseMs * HANG_FACTOR) / 1000} s`), maxCaseMs * HANG_FACTOR);
    child.on("message", onMessage);
    child.on("exit", onExit);
    child.send(number);
  });
}

function start(program: string, childArguments: readonly string[]): ChildProcess {
  return fork(program, childArguments, { execArgv: ["--max-old-space-size=1500", "--enable-source-maps"], stdio: ["ignore", "ignore", "ignore", "ipc"] });
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });
}
