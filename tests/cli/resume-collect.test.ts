import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { digestOf, openReadingJournal } from "../../src/cli/reading-journal";
import { readReturnFile } from "../../src/cli/return-file";
import { openWorkbook } from "../../src/workbook/file/open-workbook";
import { seasonRoster, seasonTemplate } from "../support/season-workbooks";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder";
import { type Ended, twinscore } from "../support/twinscore-process";

jest.setTimeout(240_000);

const COUNT = 12;
const PEOPLE = Array.from({ length: COUNT }, (_, index) => [String(2000 + index), `员工${String(index).padStart(2, "0")}`, "一分局", "科员"]);
const JOURNAL = "汇总.xlsx.collecting";

let folder: TemporaryFolder;
beforeEach(async () => {
  folder = temporaryFolder();
  folder.write("模板.xlsx", seasonTemplate());
  folder.write("名册.xlsx", seasonRoster(PEOPLE));
  await here("issue", "模板.xlsx", "--roster", "名册.xlsx", "-o", "回收");
});
afterEach(() => folder.remove());

const here = (...args: readonly string[]): Promise<Ended> => twinscore(args, { cwd: folder.path });
const ARGS = ["collect", "回收", "--template", "模板.xlsx", "--roster", "名册.xlsx", "--json"];
const collect = (output: string): Promise<Ended> => here(...ARGS, "-o", output);
type Line = { readonly resumed?: number; readonly board: readonly { readonly name: string; readonly entries: readonly { readonly score: string | null }[] }[] };
const lineOf = (ended: Ended): Line => JSON.parse(ended.stdout) as Line;
const journal = (): string => readFileSync(folder.at(JOURNAL), "utf8");

/** Everything is read, and then the result cannot be written: a folder stands in its place. */
async function interrupted(): Promise<void> {
  mkdirSync(folder.at("汇总.xlsx"));
  expect((await collect("汇总.xlsx")).status).toBe(2);
  rmdirSync(folder.at("汇总.xlsx"));
}

test("CO-22 what was read is not read again; the result's bytes are those of a run that was never interrupted", async () => {
  await collect("对照.xlsx");
  await interrupted();
  expect(journal().match(/\n[0-9a-f]{16} /g)).toHaveLength(COUNT);
  const ended = await collect("汇总.xlsx");
  expect({ status: ended.status, resumed: lineOf(ended).resumed }).toEqual({ status: 1, resumed: COUNT });
  expect(readFileSync(folder.at("汇总.xlsx")).equals(readFileSync(folder.at("对照.xlsx")))).toBe(true);
  expect(folder.files().filter((file) => /collecting|tmp/.test(file))).toEqual([]);
  expect(lineOf(await collect("汇总.xlsx")).resumed).toBeUndefined();
});

test("CO-22 cut off, damaged and another program's lines are passed over, a changed return is read again", async () => {
  await interrupted();
  const [header = "", ...lines] = journal().split("\n").filter((line) => line !== "");
  const [first = "", second = "", third = "", ...rest] = lines;
  const other = third.slice(17).replace(/"program":"[0-9a-f]+"/, '"program":"another"');
  writeFileSync(folder.at(JOURNAL), [header, first.replace("税收收入", "税收支出"), `${digestOf(other).slice(0, 16)} ${other}`, ...rest, second.slice(0, 300)].join("\n"));
  const changed = await openWorkbook(readFileSync(folder.at("回收", "员工11.xlsx")), "甲.xlsx");
  const { mtime } = statSync(folder.at("回收", "员工11.xlsx"));
  await changed.apply({ purpose: "edit", edits: [{ kind: "setValues", area: { sheetId: "1", row: 7, column: 12, rows: 1, columns: 1 }, values: [[17.5]] }] });
  folder.write("回收/员工11.xlsx", changed.save());
  // Only the content tells.
  utimesSync(folder.at("回收", "员工11.xlsx"), mtime, mtime);
  const wasKept = rest.some((line) => line.includes("员工11"));
  const ended = lineOf(await collect("汇总.xlsx"));
  expect(ended.resumed).toBe(rest.length - (wasKept ? 1 : 0));
  expect(ended.board.find(({ name }) => name === "员工11")?.entries[0]?.score).toBe("17.5");
  expect(ended.board.every(({ entries }) => entries.length === 5)).toBe(true);
});

test("CO-22 a killed run leaves no result, and the next one is as if it had never been", async () => {
  for (let copy = 0; copy < 120; copy++) folder.write(`回收/又${String(copy)}.xlsx`, readFileSync(folder.at("回收", `员工${String(copy % COUNT).padStart(2, "0")}.xlsx`)));
  const time = new Date("2026-10-08T04:00:00Z");
  for (const file of folder.files().filter((name) => name.startsWith("回收/"))) utimesSync(folder.at(file), time, time);
  await collect("对照.xlsx");
  const child = spawn(process.execPath, [path.resolve("bin/twinscore.js"), ...ARGS, "-o", "汇总.xlsx"], { cwd: folder.path, stdio: "ignore" });
  const ended = new Promise((resolve) => child.on("close", (_, signal) => resolve(signal)));
  const lines = (): number => (folder.files().includes(JOURNAL) ? journal().split("\n").length : 0);
  const isOver = (): boolean => child.exitCode !== null;
  while (lines() < 4 && !isOver()) await new Promise((resolve) => setTimeout(resolve, 2));
  child.kill("SIGKILL");
  expect(await ended).toBe("SIGKILL");
  expect(folder.files().filter((file) => file === "汇总.xlsx")).toEqual([]);
  const line = lineOf(await collect("汇总.xlsx"));
  expect(line.resumed).toBeGreaterThan(0);
  expect(readFileSync(folder.at("汇总.xlsx")).equals(readFileSync(folder.at("对照.xlsx")))).toBe(true);
});

test("CO-22 a file of that name that is no such list is left alone; people are told how many were taken", async () => {
  await interrupted();
  const ended = await here(...ARGS.filter((arg) => arg !== "--json"), "-o", "汇总.xlsx");
  expect(ended.stdout).toContain(`有 ${String(COUNT)} 份沿用了当时的读取结果`);
  folder.write(JOURNAL, "我的笔记");
  expect((await collect("汇总.xlsx")).status).toBe(1);
  expect(journal()).toBe("我的笔记");
});

test("CO-22 a reading comes back as it was kept, by its content and program only", async () => {
  const answer = await readReturnFile({ returned: folder.at("回收", "员工03.xlsx"), bytes: null, wantsDigest: true });
  if (!answer.ok || answer.digest === undefined) throw new Error("the return was not read");
  const first = await openReadingJournal(folder.at("a.collecting"), "p");
  await first?.keep(answer);
  await first?.close();
  const again = await openReadingJournal(folder.at("a.collecting"), "p");
  expect(again?.earlier(answer.digest)).toEqual(answer);
  expect(again?.earlier("0".repeat(64))).toBeNull();
  await again?.close();
  const other = await openReadingJournal(folder.at("a.collecting"), "q");
  expect(other?.earlier(answer.digest)).toBeNull();
  await other?.remove();
  expect(folder.files()).not.toContain("a.collecting");
});
