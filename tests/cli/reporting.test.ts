import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { readWithExcelize, type ForeignSheet } from "../support/excelize";
import { corpusFiles, SAMPLE } from "../support/corpus";
import { faultyWorkbook, fineWorkbook, oldWorkbook } from "../support/small-workbooks";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder";
import { type Ended, type FileLine, type FindingLine, jsonLines, STACK_TRACE, twinscore } from "../support/twinscore-process";
import { scoreTable, writtenWorkbook } from "../support/written-workbook";
import { partsOf } from "../workbook/file/test-package";

jest.setTimeout(180_000);

let folder: TemporaryFolder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const here = (...args: readonly string[]): Promise<Ended> => twinscore(args, { cwd: folder.path });
const inLanguage = (env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ended> => twinscore(args, { cwd: folder.path, env });
const findingsOf = (line: FileLine): readonly FindingLine[] => [
  ...(line.structure?.findings ?? []),
  ...(line.findings ?? []),
  ...(line.scoreFindings ?? []),
  ...(line.rankFindings ?? []),
  ...(line.archiveFindings ?? []),
];

describe("CL-3 the exit status", () => {
  test("CL-3 0 when all is fine, 1 with findings of severity error, 2 when a file could not be processed; the worst of several", async () => {
    folder.write("好.xlsx", fineWorkbook());
    folder.write("错.xlsx", faultyWorkbook());
    folder.write("坏.xlsx", "x");
    const statuses: Record<string, number | null> = {};
    for (const files of [["好.xlsx"], ["错.xlsx"], ["坏.xlsx"], ["好.xlsx", "错.xlsx"], ["错.xlsx", "坏.xlsx", "好.xlsx"]]) statuses[files.join(" ")] = (await here("check", ...files)).status;
    expect(statuses).toEqual({ "好.xlsx": 0, "错.xlsx": 1, "坏.xlsx": 2, "好.xlsx 错.xlsx": 1, "错.xlsx 坏.xlsx 好.xlsx": 2 });
  });

  test("CL-3 a command line that cannot be understood ends with 2, says what is wrong on standard error only, and touches nothing", async () => {
    const bytes = Buffer.from(fineWorkbook());
    folder.write("a.xlsx", bytes);
    const wrong: readonly (readonly [RegExp, readonly string[]])[] = [
      [/“bogus”/, ["bogus", "a.xlsx"]],
      [/“run”后面/, ["run"]],
      [/“--bogus”/, ["run", "a.xlsx", "--bogus"]],
      [/“(-o|--output)\b/, ["run", "a.xlsx", "-o"]],
      [/“-o”/, ["run", "a.xlsx", "-o", "--in-place"]],
      [/“--in-place”/, ["run", "a.xlsx", "--in-place=yes"]],
      [/“fr”/, ["run", "a.xlsx", "--lang", "fr"]],
      [/只能用一个/, ["run", "a.xlsx", "-o", "b.xlsx", "--in-place"]],
      [/“check”不改动文件/, ["check", "a.xlsx", "-o", "b.xlsx"]],
      [/“verify”不改动文件/, ["verify", "a.xlsx", "--in-place"]],
      [/“昨天”不是有效的时间/, ["run", "a.xlsx", "--now", "昨天"]],
      [/“2026-02-30T09:00:00Z”不是有效的时间/, ["run", "a.xlsx", "--now", "2026-02-30T09:00:00Z"]],
      [/“2026-10-08”不是有效的时间/, ["run", "a.xlsx", "--now", "2026-10-08"]],
      [/“A1=12”不是有效的摘要/, ["verify", "a.xlsx", "--digest", "A1=12"]],
    ];
    for (const [message, args] of wrong) {
      for (const json of [[], ["--json"]]) {
        const ended = await here(...args, ...json);
        expect({ args, status: ended.status, stdout: ended.stdout }).toEqual({ args, status: 2, stdout: "" });
        expect(ended.stderr).toMatch(message);
        expect(ended.stderr.trimEnd().split("\n")).toHaveLength(1);
      }
    }
    expect(folder.files()).toEqual(["a.xlsx"]);
    expect(readFileSync(folder.at("a.xlsx")).equals(bytes)).toBe(true);
  });

  test("CL-3 help and version end with 0", async () => {
    for (const args of [["--help"], ["-h"], [], ["help"], ["run", "--help"]]) {
      const ended = await here(...args);
      expect({ args, status: ended.status, stderr: ended.stderr }).toEqual({ args, status: 0, stderr: "" });
      expect(ended.stdout).toMatch(/用法：twinscore/);
    }
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    expect(await here("--version")).toMatchObject({ status: 0, stdout: `${version}\n` });
  });
});

describe("CL-4 what is printed where", () => {
  test("CL-4 with --json one object a line in the order of the inputs, nothing else, and nothing on standard error", async () => {
    for (const name of ["乙.xlsx", "甲.xlsx"]) folder.write(name, fineWorkbook());
    folder.write("坏.xlsx", "x");
    for (const verb of ["recognize", "structure", "check", "score", "rank", "archive", "verify", "run"]) {
      const ended = await here(verb, "乙.xlsx", "坏.xlsx", "没有.xlsx", "甲.xlsx", "--json");
      expect(jsonLines(ended.stdout).map(({ file }) => file)).toEqual(["乙.xlsx", "坏.xlsx", "没有.xlsx", "甲.xlsx"]);
      expect({ verb, stderr: ended.stderr }).toEqual({ verb, stderr: "" });
    }
  });

  test("CL-4 without --json text for people with a summary of several files, and no progress where nobody watches", async () => {
    folder.write("好.xlsx", fineWorkbook());
    folder.write("坏.xlsx", "x");
    const ended = await here("run", "好.xlsx", "坏.xlsx", "-o", "结果");
    expect(ended.stdout).toMatch(/已计分 3 个[^]*坏\.xlsx[^]*✗[^]*共 2 个文件：正常 1，有错误级问题 0，无法处理 1。/);
    expect(ended.stdout).not.toContain("\u001b");
    expect(ended.stderr).toBe("");
  });

  test("CL-4 progress on a terminal, wiped away before each file's text", () => {
    const probe = process.platform === "linux" ? spawnSync("script", ["--version"]) : { status: null };
    if (probe.status !== 0) {
      console.warn("SKIPPED, no `script` command to make a terminal with");
      return;
    }
    folder.write("a.xlsx", fineWorkbook());
    const program = `'${process.execPath}' '${process.cwd()}/bin/twinscore.js' run a.xlsx --lang zh-CN`;
    const { stdout } = spawnSync("script", ["--quiet", "--return", "--command", program, "/dev/null"], { cwd: folder.path, encoding: "utf8" });
    expect(stdout).toMatch(/\u001b\[2K\[1\/1\] a\.xlsx：/);
    // The last thing before the first line of text is the wiping.
    expect(stdout).toMatch(/\r\u001b\[2Ka\.xlsx\r?\n {2}识别/);
  });

  test("CL-4 what cells hold cannot command the terminal or break lines", async () => {
    const name = "王_x001B_[2J_x0007_芳\n第二行\u202e倒";
    folder.write("a.xlsx", writtenWorkbook([scoreTable([[name, 70, 30], ["李强", 50, 30], ["赵敏", 50, 30]])]));
    const ended = await here("run", "a.xlsx");
    expect(ended.status).toBe(1);
    expect(ended.stdout).toContain("王\ufffd[2J\ufffd芳");
    expect(ended.stdout).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
  });

  test("CL-4 when the reader goes away, results are still saved, and no stack trace is left", () => {
    if (process.platform === "win32") {
      console.warn("SKIPPED on Windows: no shell with `head`");
      return;
    }
    for (let n = 1; n <= 9; n++) folder.write(`${n}.xlsx`, fineWorkbook());
    const { stdout, stderr } = spawnSync("sh", ["-c", `'${process.execPath}' '${process.cwd()}/bin/twinscore.js' run . --json -o 结果 | head -c 5`], { cwd: folder.path, encoding: "utf8" });
    expect({ stdout, stderr }).toEqual({ stdout: '{"fil', stderr: "" });
    expect(folder.files().filter((file) => file.startsWith("结果"))).toHaveLength(9);
  });
});

describe("CL-5 a file that cannot be processed", () => {
  test("CL-5 is its own outcome: code, message, parameters; the others are done", async () => {
    folder.write("1.xlsx", fineWorkbook());
    folder.write("2.xlsx", "");
    folder.write("3.xlsx", fineWorkbook().subarray(0, 900));
    folder.write("5.xlsx", faultyWorkbook());
    const ended = await here("run", "1.xlsx", "2.xlsx", "3.xlsx", "4.xlsx", "5.xlsx", "-o", "结果", "--json");
    const lines = jsonLines(ended.stdout);
    expect(ended.status).toBe(2);
    expect(lines.map(({ error }) => error?.code)).toEqual([undefined, "file.empty", "file.damaged", "file.not-found", undefined]);
    expect(lines[1]).toEqual({ file: "2.xlsx", error: { code: "file.empty", message: expect.stringContaining("2.xlsx") as string, params: expect.any(Object) as object } });
    expect(folder.files().filter((file) => file.startsWith("结果"))).toEqual(["结果/1.xlsx", "结果/5.xlsx"]);
    expect(`${ended.stdout}${ended.stderr}`).not.toMatch(STACK_TRACE);
  });
});

describe("CL-8 findings as data", () => {
  test("CL-8 code, severity, sheet, address, params and message of every finding of the sample", async () => {
    const [line] = jsonLines((await twinscore(["run", SAMPLE, "--json"])).stdout);
    if (!line) throw new Error("no line");
    const sheets = new Set((await readWithExcelize(readFileSync(SAMPLE))).sheets.map(({ name }) => name));
    const findings = findingsOf(line);
    expect(findings.length).toBeGreaterThan(15);
    for (const finding of findings) {
      expect(Object.keys(finding)).toEqual(["code", "severity", "sheet", "address", "params", "message"]);
      expect(finding.code).toMatch(/^[a-z-]+(\.[a-z-]+)+$/);
      expect(["error", "warning", "notice"]).toContain(finding.severity);
      if (finding.sheet !== null) expect(sheets).toContain(finding.sheet);
      if (finding.address !== null) expect(finding.address).toMatch(/^[A-Z]{1,3}[1-9]\d*(:[A-Z]{1,3}[1-9]\d*)?$/);
      expect(finding.message).toMatch(/[。）]$/);
      // A sentence that still shows a place for a parameter was not finished.
      expect(finding.message).not.toMatch(/\{\w+\}|undefined|null|NaN|\[object/);
    }
  });
});

const HAN = /\p{Script=Han}+/gu;
const squeezed = (text: string): string => text.normalize("NFKC").replace(/\s+/gu, "");

/** Chinese that a message says by itself, and Chinese in it that stands nowhere in the workbook. */
function ownChinese({ message, params, sheet }: { readonly message: string; readonly params?: unknown; readonly sheet?: string | null }, known: string): readonly string[] {
  const values = Object.values(typeof params === "object" && params !== null ? params : {})
    .flat()
    .map(String);
  const template = [...values, sheet ?? ""].sort((a, b) => b.length - a.length).reduce((text, value) => (value === "" ? text : text.replaceAll(value, "")), message);
  return [...(template.match(HAN) ?? []), ...(squeezed(message).match(HAN) ?? []).filter((run) => !known.includes(run))].map((run) => `${run}: ${message}`);
}

const textsOf = (sheets: readonly ForeignSheet[]): string => squeezed(sheets.flatMap((sheet) => [sheet.name, ...[...sheet.cells.values()].map(({ value }) => (typeof value === "string" ? value : ""))]).join("\n"));

/** All text between tags and in names of sheets, wherever it stands. */
const everyText = (bytes: Uint8Array): string =>
  squeezed([...partsOf(bytes)].filter(([name]) => /^xl\/.*\.xml$/.test(name)).map(([, xml]) => Buffer.from(xml, "latin1").toString("utf8").replace(/<(?!sheet )[^>]*>/g, "")).join("\n"));

describe("CL-9 languages", () => {
  test("CL-9 Chinese by default; English where --lang or the environment says so; empty variables do not count", async () => {
    folder.write("a.xlsx", fineWorkbook());
    const english = /Recognise/;
    const languages: readonly (readonly [boolean, Readonly<Record<string, string>>, readonly string[]])[] = [
      [false, {}, []],
      [true, {}, ["--lang", "en-US"]],
      [true, { LANG: "en_US.UTF-8" }, []],
      [true, { LC_ALL: "", LC_MESSAGES: "", LANG: "en_GB" }, []],
      [false, { LC_ALL: "zh_CN.UTF-8", LANG: "en_US.UTF-8" }, []],
      [false, { LC_MESSAGES: "zh_CN.UTF-8", LANG: "en_US.UTF-8" }, []],
      [false, { LANG: "C.UTF-8" }, []],
      [false, { LANG: "en_US.UTF-8" }, ["--lang=zh-CN"]],
    ];
    for (const [isEnglish, env, args] of languages) {
      const ended = await inLanguage(env, "recognize", "a.xlsx", ...args);
      expect({ env, args, english: english.test(ended.stdout) }).toEqual({ env, args, english: isEnglish });
      // What is wrong with the command line itself is said in the same language.
      const wrong = await inLanguage(env, "bogus", ...args);
      expect({ env, args, english: /There is no verb/.test(wrong.stderr) }).toEqual({ env, args, english: isEnglish });
    }
  });

  test("CL-9 in English no message and no sheet of ours says anything Chinese but what the workbook says; real and odd files, too", async () => {
    folder.write("旧.xls", oldWorkbook());
    folder.write("坏.xlsx", "x");
    const files = [SAMPLE, folder.at("旧.xls"), folder.at("坏.xlsx"), folder.at("没有.xlsx"), ...corpusFiles("workbooks", "odd").map(({ path }) => path)];
    const ended = await twinscore(["run", ...files, "-o", folder.at("out"), "--json", "--lang", "en-US"]);
    const offences: string[] = [];
    for (const line of jsonLines(ended.stdout)) {
      const bytes = line.output === undefined ? null : readFileSync(line.output);
      // Where there are sheets of ours, what they say must be told from what the others say.
      const after = bytes && line.scores?.length ? (await readWithExcelize(bytes)).sheets : [];
      const own = new Set(["Scheme", "Summary", "Adjustments", "Ranking", "Archive-A1"]);
      // Bands and pool attributes are settings with a Chinese default: they are data, and stand on the scheme sheet.
      const known = (after.length > 0 ? textsOf(after.filter(({ name }) => !own.has(name))) : bytes ? everyText(bytes) : "") + "好较好一般较差职务层级人员类别单位类别" + squeezed(line.file);
      for (const said of [...findingsOf(line), ...(line.losses ?? []), ...(line.warnings ?? []), ...(line.error ? [line.error] : [])]) offences.push(...ownChinese(said, known));
      for (const sheet of after.filter(({ name }) => own.has(name))) {
        for (const [address, { value }] of sheet.cells) {
          if (typeof value !== "string") continue;
          offences.push(...(squeezed(value).match(HAN) ?? []).filter((run) => !known.includes(run)).map((run) => `${line.file} ${sheet.name}!${address} ${run}`));
        }
      }
    }
    expect(offences).toEqual([]);
  });

  test("CL-9 text for people in English", async () => {
    folder.write("a.xls", oldWorkbook());
    folder.write("坏.xlsx", "x");
    const ended = await here("run", "a.xls", "坏.xlsx", "没有.xlsx", "--lang", "en-US");
    const known = "个人绩效王芳李强赵敏坏没有";
    expect((ended.stdout.match(HAN) ?? []).filter((run) => !known.includes(run))).toEqual([]);
    expect(((await here("--help", "--lang", "en-US")).stdout.match(HAN) ?? [])).toEqual([]);
  });
});
