import { readFileSync } from "node:fs";
import { openFileThreads } from "../../src/cli/file-threads";
import type { FileTask } from "../../src/cli/file-thread";
import { threadCount } from "../../src/cli/thread-count";
import { faultyWorkbook, fineWorkbook } from "../support/small-workbooks";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder";
import { jsonLines, twinscore } from "../support/twinscore-process";

jest.setTimeout(120_000);

let folder: TemporaryFolder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const NAMES = Array.from({ length: 14 }, (_, index) => `${String(10 + index)}.xlsx`);

describe("CL-13 several files at a time", () => {
  test("CL-13 few files, and any number on one core, are the main thread's own work", () => {
    expect([1, 2, 7].map(threadCount)).toEqual([1, 1, 1]);
    expect(threadCount(100_000)).toBeGreaterThanOrEqual(threadCount(8));
  });

  test("CL-13 a batch is told in the order of its files and saved as each file alone, and only the files concerned fail", async () => {
    for (const [index, name] of NAMES.entries()) folder.write(`夹/${name}`, index === 3 ? "no workbook" : index % 2 ? faultyWorkbook() : fineWorkbook());
    const options = ["--json", "--now", "2026-10-08T09:00:00+08:00"];
    const together = await twinscore(["run", "夹", "不在.xlsx", "-o", "同", ...options], { cwd: folder.path });
    expect({ status: together.status, stderr: together.stderr }).toEqual({ status: 2, stderr: "" });
    const lines = together.stdout.trimEnd().split("\n");
    expect(jsonLines(together.stdout).map(({ file, error }) => `${file.replace(/\\/g, "/")} ${error?.code ?? ""}`)).toEqual([
      ...NAMES.map((name, index) => `夹/${name} ${index === 3 ? "file.unsupported-format" : ""}`),
      "不在.xlsx file.not-found",
    ]);
    for (const index of [0, 1]) {
      const name = NAMES[index] ?? "";
      const alone = await twinscore(["run", `夹/${name}`, "-o", `独/${name}`, ...options], { cwd: folder.path });
      expect(alone.stdout.trimEnd().replace(/独/g, "同")).toBe(lines[index]);
      expect(readFileSync(folder.at("独", name)).equals(readFileSync(folder.at("同", name)))).toBe(true);
    }
  });

  test("CL-13 a thread that breaks down rejects its file; the next file gets another thread", async () => {
    folder.write("thread.cjs", 'require("node:worker_threads").parentPort.on("message", ({ input }) => { if (input.path === "bad") throw new Error("broken"); require("node:worker_threads").parentPort.postMessage({ kind: "done", outcome: { lines: [input.path], exitCode: 0 } }); });');
    const threads = openFileThreads(folder.at("thread.cjs"), 2);
    const task = (path: string): FileTask => ({ input: { path, relativePath: path }, target: null, command: { verb: "run", inputs: [], output: null, inPlace: false, json: true, locale: "zh-CN", protect: true, signer: null, profile: null, scheme: null, saveScheme: null, report: null, certificate: null, previous: null, saveProfile: null, digests: new Map(), now: null } });
    const outcomes = await Promise.allSettled(["a", "bad", "b", "bad", "c"].map((path) => threads.run(task(path), () => undefined)));
    await threads.close();
    expect(outcomes.map((outcome) => (outcome.status === "fulfilled" ? outcome.value.lines[0] : String(outcome.reason)))).toEqual(["a", "Error: broken", "b", "Error: broken", "c"]);
  });
});
