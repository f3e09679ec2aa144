import { readFileSync } from "node:fs";
import { readWithExcelize } from "../support/excelize";
import { SAMPLE } from "../support/corpus";
import { describeWithLibreOffice, convert } from "../support/libreoffice";
import { faultyWorkbook, fineWorkbook, macroWorkbook, oldWorkbook } from "../support/small-workbooks";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder";
import { type Ended, type FileLine, jsonLines, twinscore } from "../support/twinscore-process";
import { partText } from "../workbook/file/test-package";

jest.setTimeout(180_000);

const NOW = "2026-10-08T09:00:00+08:00";

let folder: TemporaryFolder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const here = (...args: readonly string[]): Promise<Ended> => twinscore(args, { cwd: folder.path });
const sheetsOf = async (file: string): Promise<readonly string[]> => (await readWithExcelize(readFileSync(folder.at(file)))).sheets.map(({ name }) => name);
const lineOf = (ended: Ended): FileLine => {
  const [line] = jsonLines(ended.stdout);
  if (!line) throw new Error(`nothing was said: ${ended.stderr}`);
  return line;
};

describe("CL-10 the verbs", () => {
  test("CL-10 each verb does its step, and score and rank those before it", async () => {
    folder.write("a.xlsx", fineWorkbook());
    const done: Record<string, unknown> = {};
    for (const verb of ["structure", "score", "rank", "run"]) {
      const line = lineOf(await here(verb, "a.xlsx", "-o", `${verb}.xlsx`, "--json"));
      done[verb] = { sheets: (await sheetsOf(`${verb}.xlsx`)).slice(1), says: ["structure", "findings", "scores", "ranking", "archive"].filter((key) => key in line) };
    }
    expect(done).toEqual({
      structure: { sheets: [], says: ["structure"] },
      score: { sheets: ["评分方案", "调整"], says: ["structure", "scores"] },
      rank: { sheets: ["评分方案", "调整", "排名"], says: ["structure", "scores", "ranking"] },
      run: { sheets: ["评分方案", "调整", "排名", "归档-A1"], says: ["structure", "findings", "scores", "ranking", "archive"] },
    });
  });

  test("CL-10 step by step gives what run gives", async () => {
    folder.write("a.xlsx", fineWorkbook());
    const at = ["--now", NOW, "--in-place"];
    folder.write("b.xlsx", readFileSync(folder.at("a.xlsx")));
    for (const verb of ["structure", "score", "rank", "archive"]) expect((await here(verb, "a.xlsx", ...at)).status).toBe(0);
    expect((await here("run", "b.xlsx", ...at)).status).toBe(0);
    const one = await readWithExcelize(readFileSync(folder.at("a.xlsx")));
    const other = await readWithExcelize(readFileSync(folder.at("b.xlsx")));
    expect(one).toEqual(other);
  });

  test("CL-10 an archive needs a ranking", async () => {
    folder.write("a.xlsx", fineWorkbook());
    for (const before of [null, "structure", "score"]) {
      if (before) await here(before, "a.xlsx", "--in-place");
      const ended = await here("archive", "a.xlsx", "-o", "b.xlsx", "--json");
      expect({ before, status: ended.status, codes: lineOf(ended).archiveFindings?.map(({ code }) => code) }).toEqual({ before, status: 1, codes: ["archive.not-ranked"] });
      expect(await sheetsOf("b.xlsx")).not.toContain("归档-A1");
    }
    await here("rank", "a.xlsx", "--in-place");
    expect((await here("archive", "a.xlsx", "--in-place")).status).toBe(0);
    expect(await sheetsOf("a.xlsx")).toContain("归档-A1");
  });

  test("CL-10 check in run looks at the workbook as it came", async () => {
    folder.write("a.xlsx", faultyWorkbook());
    const alone = await here("check", "a.xlsx", "--json");
    const inRun = await here("run", "a.xlsx", "--json");
    expect([alone.status, inRun.status]).toEqual([1, 1]);
    expect(lineOf(alone).findings?.length).toBeGreaterThan(0);
    expect(lineOf(inRun).findings).toEqual(lineOf(alone).findings);
    const sample = await Promise.all([twinscore(["check", SAMPLE, "--json"]), twinscore(["run", SAMPLE, "--json"])]);
    expect(lineOf(sample[1]).findings).toEqual(lineOf(sample[0]).findings);
  });

  test("CL-10 --no-protect leaves sheets open, otherwise the table's sheet is protected without a password", async () => {
    folder.write("a.xlsx", fineWorkbook());
    for (const [args, isProtected] of [[[], true], [["--no-protect"], false]] as const) {
      await here("structure", "a.xlsx", "-o", "b.xlsx", ...args);
      const xml = partText(readFileSync(folder.at("b.xlsx")), "xl/worksheets/sheet1.xml");
      expect(/<sheetProtection [^>]*sheet="1"/.test(xml)).toBe(isProtected);
      expect(xml).not.toMatch(/hashValue|password/);
    }
  });

  test("CL-10 --signer is printed on the archive", async () => {
    folder.write("a.xlsx", fineWorkbook());
    await here("run", "a.xlsx", "-o", "b.xlsx", "--signer", "张处长");
    const archive = (await readWithExcelize(readFileSync(folder.at("b.xlsx")))).sheets.find(({ name }) => name === "归档-A1");
    expect([...(archive?.cells.values() ?? [])].some(({ value }) => typeof value === "string" && value.includes("张处长"))).toBe(true);
  });
});

describe("CL-11 repeatable output", () => {
  test("CL-11 the same input, options and --now give the same bytes and the same words, in another time zone and another minute, too", async () => {
    const inputs = { "样例.xlsx": readFileSync(SAMPLE), "旧.xls": oldWorkbook(), "宏.xlsm": macroWorkbook() };
    for (const [name, bytes] of Object.entries(inputs)) folder.write(`in/${name}`, bytes);
    const call = (zone: string, out: string): Promise<Ended> => twinscore(["run", "in", "-o", out, "--json", "--now", NOW], { cwd: folder.path, env: { TZ: zone } });
    const first = await call("Asia/Shanghai", "一");
    const second = await call("America/New_York", "二");
    expect(second.stdout.replaceAll('"二/', '"一/')).toBe(first.stdout);
    for (const name of ["样例.xlsx", "旧.xlsx", "宏.xlsm"]) expect(readFileSync(folder.at("一", name)).equals(readFileSync(folder.at("二", name)))).toBe(true);
    expect(jsonLines(first.stdout).map(({ archive }) => archive?.archivedAt)).toEqual([NOW, NOW, NOW]);
  });

  test("CL-11 without --now the archive has the time of the machine, with its offset", async () => {
    folder.write("a.xlsx", fineWorkbook());
    const before = Math.floor(Date.now() / 1000) * 1000;
    const ended = await twinscore(["run", "a.xlsx", "--json"], { cwd: folder.path, env: { TZ: "Asia/Shanghai" } });
    const { archivedAt = "" } = lineOf(ended).archive ?? {};
    expect(archivedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/);
    expect(Date.parse(archivedAt)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(archivedAt)).toBeLessThanOrEqual(Date.now());
  });
});

describe("CL-12 verify", () => {
  test("CL-12 an archive as it was is intact, and the digest from the minutes may have blanks and capitals", async () => {
    folder.write("a.xlsx", fineWorkbook());
    const { digest = "" } = lineOf(await here("run", "a.xlsx", "--in-place", "--json")).archive ?? {};
    const printed = /摘要 ((?:[0-9a-f]{4} ?){16})/.exec((await here("verify", "a.xlsx")).stdout)?.[1]?.trim() ?? "";
    expect(printed.replaceAll(" ", "")).toBe(digest);
    for (const text of [digest, printed, printed.toUpperCase(), printed.replaceAll(" ", "-")]) {
      const ended = await here("verify", "a.xlsx", "--json", "--digest", `A1=${text}`);
      expect({ text, status: ended.status, archives: lineOf(ended).archives }).toMatchObject({ text, status: 0, archives: [{ archiveId: "A1", state: "intact", confirmed: true }] });
    }
  });

  test("CL-12 another digest than the minutes', and an archive that only the minutes know, end with 1", async () => {
    folder.write("a.xlsx", fineWorkbook());
    const { digest = "" } = lineOf(await here("run", "a.xlsx", "--in-place", "--json")).archive ?? {};
    const other = (digest.startsWith("0") ? "1" : "0") + digest.slice(1);
    for (const [argument, code] of [[`A1=${other}`, "archive.minutes-differ"], [`A2=${digest}`, "archive.sheet-missing"]] as const) {
      const ended = await here("verify", "a.xlsx", "--json", "--digest", argument);
      expect({ argument, status: ended.status, codes: lineOf(ended).findings?.map((finding) => finding.code) }).toEqual({ argument, status: 1, codes: [code] });
    }
  });

  test("CL-12 a workbook without archives has nothing to verify", async () => {
    folder.write("a.xlsx", fineWorkbook());
    const ended = await here("verify", "a.xlsx", "--json");
    expect({ status: ended.status, archives: lineOf(ended).archives }).toEqual({ status: 0, archives: [] });
  });
});

describeWithLibreOffice("after LibreOffice dropped the record", () => {
  test("CL-10 an archive is still made, because LibreOffice keeps names and sheets", async () => {
    folder.write("a.xlsx", fineWorkbook());
    await here("rank", "a.xlsx", "--in-place");
    const resaved = await convert(readFileSync(folder.at("a.xlsx")), "xlsx", "xlsx");
    folder.write("b.xlsx", resaved);
    const ended = await here("archive", "b.xlsx", "--in-place", "--json");
    expect({ status: ended.status, archive: lineOf(ended).archive?.archiveId, findings: lineOf(ended).archiveFindings }).toEqual({ status: 0, archive: "A1", findings: [] });
    expect(lineOf(await here("verify", "b.xlsx", "--json")).archives).toMatchObject([{ archiveId: "A1", state: "intact", confirmed: true }]);
  });
});
