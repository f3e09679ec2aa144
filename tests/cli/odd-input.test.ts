import { readFileSync } from "node:fs";
import { HEAVY_FILES, ODD_FILES } from "../support/odd-workbooks";
import { corpusFiles } from "../support/corpus";
import { ODD } from "../support/odd-corpus";
import { fineWorkbook } from "../support/small-workbooks";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder";
import { type Ended, type FileLine, jsonLines, STACK_TRACE, twinscore } from "../support/twinscore-process";
import { partsOf } from "../workbook/file/test-package";

jest.setTimeout(300_000);

const GIGABYTE = 2 ** 30;
const SECONDS = 1000;

/** Waiting for a processor that others use is not slow. */
const timeOf = ({ ms, cpuMs }: Ended): number => Math.min(ms, cpuMs ?? ms);

/** Nothing of a crash anywhere, and of the folder only what was there before and whole results. */
function expectTidy(ended: Ended, folder: TemporaryFolder, inputs: readonly string[], lines: readonly FileLine[]): void {
  expect(ended.stderr).toBe("");
  expect(ended.stdout).not.toMatch(STACK_TRACE);
  expect(lines.filter(({ error }) => error?.code === "internal")).toEqual([]);
  const results = lines.flatMap(({ error, output }) => (error || output === undefined ? [] : [output]));
  expect(folder.files()).toEqual([...inputs, ...results].sort());
  for (const result of results) expect(partsOf(readFileSync(folder.at(result))).size).toBeGreaterThan(3);
}

describe("CL-5 files that somebody could send, in one batch", () => {
  const names = ODD_FILES.map(({ name }) => name);
  let folder: TemporaryFolder;
  let ended: Ended;
  let lines: ReadonlyMap<string, FileLine>;

  beforeAll(async () => {
    folder = temporaryFolder();
    for (const { name, bytes } of ODD_FILES) folder.write(name, bytes());
    folder.write("最后.xlsx", fineWorkbook());
    ended = await twinscore(["run", ...names, "最后.xlsx", "-o", "结果", "--json"], { cwd: folder.path, limitMs: 240_000 });
    lines = new Map(jsonLines(ended.stdout).map((line) => [line.file, line]));
  });
  afterAll(() => folder.remove());

  test("CL-5 every one has its outcome, and the batch ends with 2", () => {
    expect(new Set(names).size).toBe(ODD_FILES.length);
    expect([...lines.keys()]).toEqual([...names, "最后.xlsx"]);
    expect(ended.status).toBe(2);
  });

  test("CL-6 no stack trace, no half-written file, nothing on standard error", () => {
    expectTidy(ended, folder, [...names, "最后.xlsx"], [...lines.values()]);
  });

  test("a file takes a fraction of ten seconds, and all of them together no gigabyte", () => {
    expect(timeOf(ended) / names.length).toBeLessThan(1 * SECONDS);
    expect(ended.peakBytes).toBeLessThan(GIGABYTE);
  });

  test.each(ODD_FILES)("$name → $outcome", ({ name, outcome, scored }) => {
    const line = lines.get(name);
    expect(line?.error?.code ?? null).toBe(outcome);
    expect(line?.error?.message).not.toBe(outcome);
    if (scored !== undefined) expect(line?.scores?.filter(({ score }) => score !== null)).toHaveLength(scored);
    expect(line?.disagreements ?? []).toEqual([]);
  });

  test("entries that are no numbers withhold the score, in every row", () => {
    expect(lines.get("布尔与空.xlsx")?.scores?.map(({ name, withheld }) => [name, withheld])).toEqual([["王芳", "entry-text"], ["李强", "entry-missing"], ["赵敏", "entry-text"], ["孙丽", "entry-text"], ["周涛", null]]);
  });

  test("CL-5 a good file after all of them is done", () => {
    expect(lines.get("最后.xlsx")?.scores?.map(({ score }) => score)).toEqual(["85", "93.5", "78"]);
  });
});

describe("CL-5 files that unpack to a lot, each in a process of its own", () => {
  test.each(HEAVY_FILES)("$name → $outcome, in 10 s and 1 GB", async ({ name, bytes, outcome, scored }) => {
    const folder = temporaryFolder();
    try {
      folder.write(name, bytes());
      const ended = await twinscore(["run", name, "-o", "结果.xlsx", "--json"], { cwd: folder.path, limitMs: 120_000 });
      const lines = jsonLines(ended.stdout);
      expect(lines.map(({ error }) => error?.code ?? null)).toEqual([outcome]);
      if (scored !== undefined) expect(lines[0]?.scores?.filter(({ score }) => score !== null)).toHaveLength(scored);
      expectTidy(ended, folder, [name], lines);
      expect({ slow: timeOf(ended) >= 10 * SECONDS, large: (ended.peakBytes ?? Infinity) >= GIGABYTE, ended: [timeOf(ended), ended.peakBytes] }).toMatchObject({ slow: false, large: false });
    } finally {
      folder.remove();
    }
  });
});

const corpus = corpusFiles("odd");

(corpus.length === 0 ? describe.skip : describe)("CL-5 odd files of other projects, in one batch", () => {
  let folder: TemporaryFolder;
  let ended: Ended;
  let lines: readonly FileLine[];
  // Some differ in their extensions only, and all results are .xlsx.
  const named = corpus.map(({ name, bytes }, index) => ({ name, bytes, file: `${String(index)}-${name}` }));

  beforeAll(async () => {
    folder = temporaryFolder();
    for (const { file, bytes } of named) folder.write(file, bytes);
    ended = await twinscore(["run", ...named.map(({ file }) => file), "-o", "结果", "--json"], { cwd: folder.path, limitMs: 240_000 });
    lines = jsonLines(ended.stdout);
  });
  afterAll(() => folder.remove());

  test("CL-5 every one opens or is refused with its code", () => {
    const outcomes = Object.fromEntries(lines.map(({ file, error }) => [file, error?.code ?? "opens"]));
    const expected = Object.fromEntries(named.map(({ name, file }) => [file, ODD[name]?.split(" ")[0]]));
    expect(outcomes).toEqual(expected);
    expect(ended.status).toBe(2);
  });

  test("CL-6 no stack trace, no half-written file, nothing on standard error", () => {
    expectTidy(ended, folder, named.map(({ file }) => file), lines);
    expect(ended.peakBytes).toBeLessThan(GIGABYTE);
    expect(timeOf(ended) / corpus.length).toBeLessThan(1 * SECONDS);
  });
});
