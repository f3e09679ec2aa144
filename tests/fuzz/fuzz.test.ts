import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { baseWorkbooks } from "../../scripts/fuzz/base-workbooks";
import { fuzzFile } from "../../scripts/fuzz/fuzz-case";
import { runFuzz, type FuzzReport } from "../../scripts/fuzz/fuzz-runner";

const root = path.resolve(__dirname, "../..");

jest.setTimeout(540_000);

describe("the fuzzer itself", () => {
  /** A child that answers in a given way, in place of the product. */
  async function judged(answer: string): Promise<FuzzReport> {
    const folder = mkdtempSync(path.join(tmpdir(), "twinscore-fuzz-"));
    try {
      const program = path.join(folder, "child.cjs");
      writeFileSync(program, `process.on("message", (number) => { ${answer} });`);
      return await runFuzz(program, [], [1, 2], { maxCaseMs: 600, maxMemoryBytes: 2 ** 30 });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  const sends = (fields: string): string =>
    `process.send({ number, ms: 1, peakBytes: 1, outcome: { base: "b", how: [], result: "opened", problem: null }, ...${fields} })`;

  test("passes what opens or is refused", async () => {
    const report = await judged(sends("{}"));
    expect(report.failures).toEqual([]);
    expect(report.results).toEqual(new Map([["opened", 2]]));
  });

  test("catches an error without a code, a hang, runaway memory and a crash", async () => {
    const kinds = async (answer: string) => (await judged(answer)).failures.map(({ number, kind }) => [number, kind]);
    expect(await kinds(sends('{ outcome: { base: "b", how: [], result: "threw", problem: "TypeError" } }'))).toEqual([[1, "threw"], [2, "threw"]]);
    expect(await kinds("while (number === 2);" + sends("{}"))).toEqual([[2, "too slow"]]);
    expect(await kinds(sends("{ ms: 700 }"))).toEqual([[1, "too slow"], [2, "too slow"]]);
    expect(await kinds(sends("{ peakBytes: 2 ** 31 }"))).toEqual([[1, "too much memory"], [2, "too much memory"]]);
    expect(await kinds("if (number === 1) process.exit(3);" + sends("{}"))).toEqual([[1, "died"]]);
  });

  test("makes the same file from the same seed and number, and another from another", () => {
    const bases = baseWorkbooks(root, null);
    expect(bases.map(({ name }) => name)).toContain("crowded.xlsx");
    const numbers = [1, 2, 3, 4, 5, 6];
    const files = numbers.map((number) => fuzzFile(bases, 5, number).how.join());
    expect(numbers.map((number) => fuzzFile(bases, 5, number).how.join())).toEqual(files);
    expect(fuzzFile(bases, 5, 3).bytes).toEqual(fuzzFile(bases, 5, 3).bytes);
    expect(numbers.map((number) => fuzzFile(bases, 6, number).how.join())).not.toEqual(files);
  });
});

describe("mutated workbooks", () => {
  test("seed 20261008: each opens or is refused with a code, in time and in memory", () => {
    const run = spawnSync(process.execPath, ["scripts/run-ts.mjs", "scripts/fuzz.ts", "--cases", "80", "--seed", "20261008"], { cwd: root, encoding: "utf8", timeout: 500_000 });
    // The report names the cases that failed and how to run each alone.
    expect(run.status === 0 ? "" : `${run.stdout}\n${run.stderr}`).toBe("");
    expect(run.stdout).toMatch(/80 cases, 0 failures/);
  });
});
