import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArguments } from "../../src/cli/arguments";
import { processFile } from "../../src/cli/process-file";
import { runLedger } from "../../src/cli/run-ledger";
import { textsOf } from "../../src/i18n/command-line-texts";
import { scoreTable, writtenWorkbook, type Written } from "../support/written-workbook";

jest.setTimeout(60_000);
const folder = mkdtempSync(join(tmpdir(), "twinscore-ledger-"));
const at = (name: string): string => join(folder, name);

async function run(...args: readonly string[]) {
  const invocation = parseArguments(args, undefined);
  if (invocation.kind !== "ledger") throw new Error("no command on a ledger");
  return runLedger(invocation.command, textsOf(invocation.command.locale));
}

async function scored(name: string, people: readonly (readonly [string, Written, Written])[]): Promise<string> {
  writeFileSync(at(`raw-${name}`), writtenWorkbook([scoreTable(people)]));
  const invocation = parseArguments(["score", at(`raw-${name}`), "-o", at(name)], undefined);
  if (invocation.kind !== "command") throw new Error("no command");
  const outcome = await processFile({ command: invocation.command, input: { path: at(`raw-${name}`), relativePath: name }, target: at(name), texts: textsOf("zh-CN"), onStep: () => undefined });
  if (outcome.exitCode === 2) throw new Error(JSON.stringify(outcome.json));
  return at(name);
}

test("CL-18 CL-19 three months are posted, one twice, one corrected and closed, and rolled up", async () => {
  const july = await scored("7.xlsx", [["王芳", 50.25, 40], ["李强", 50, 40]]);
  const august = await scored("8.xlsx", [["李强", 45, 30], ["王芳", 51, 40]]);
  const ledger = at("L.xlsx");
  expect((await run("post", july, "--ledger", ledger, "--period", "2026-07", "--now", "2026-08-01T09:00:00+08:00")).exitCode).toBe(0);
  const once = readFileSync(ledger);
  const again = await run("post", july, "--ledger", ledger, "--period", "2026-07");
  expect(again.json).toMatchObject({ output: null, files: [{ posted: [], unchanged: 2 }] });
  expect(readFileSync(ledger).equals(once)).toBe(true);
  const corrected = await run("post", august, "--ledger", ledger, "--period", "2026-07", "--close");
  expect(corrected.json).toMatchObject({ files: [{ closed: true, posted: [{ corrects: expect.stringMatching(/^P[12]$/) as string }, { corrects: expect.stringMatching(/^P[12]$/) as string }] }] });
  const closed = readFileSync(ledger);
  expect(await run("post", july, "--ledger", ledger, "--period", "2026-07", "--lang", "en-US")).toMatchObject({ exitCode: 2, json: { error: { code: "ledger.period-closed" } } });
  expect(readFileSync(ledger).equals(closed)).toBe(true);
  await run("post", july, "--ledger", ledger, "--period", "2026-08");
  const year = await run("rollup", ledger, "-o", at("Y.xlsx"));
  // (91 + 90.25) ÷ 2 = 90.625, (75 + 90) ÷ 2 = 82.5
  expect(year).toMatchObject({ exitCode: 0, json: { year: 2026 } });
  expect(year.json["subjects"]).toEqual(expect.arrayContaining([expect.objectContaining({ name: "王芳", score: "90.63" }), expect.objectContaining({ name: "李强", score: "82.5" })]));
  // The year's workbook is a ledger still, and may be rolled up anew.
  expect((await run("rollup", at("Y.xlsx"), "-o", at("Z.xlsx"))).json["subjects"]).toEqual(year.json["subjects"]);
});

test("LG-5 who has no final score, or stands there twice, is left out and named", async () => {
  const results = await scored("open.xlsx", [["王芳", null, 40], ["李强", 50, 40], ["赵敏", 40, 30], ["赵敏", 41, 30]]);
  const outcome = await run("post", results, "--ledger", at("open-ledger.xlsx"), "--period", "2026-07");
  expect(outcome.exitCode).toBe(1);
  expect(outcome.json).toMatchObject({ files: [{ posted: [{ name: "李强", score: "90" }] }] });
  expect(JSON.stringify(outcome.json)).toContain("ledger.not-final");
  expect(JSON.stringify(outcome.json)).toContain("ledger.subject-twice");
});

test("LG-5 where a person stands in two tables neither is posted until one is chosen", async () => {
  writeFileSync(at("raw-two.xlsx"), writtenWorkbook([scoreTable([["王芳", 50, 40], ["李强", 50, 30]]), scoreTable([["王芳", 10, 40], ["李强", 10, 30]], "另一张")]));
  const invocation = parseArguments(["score", at("raw-two.xlsx"), "-o", at("two.xlsx")], undefined);
  if (invocation.kind !== "command") throw new Error("no command");
  await processFile({ command: invocation.command, input: { path: at("raw-two.xlsx"), relativePath: "two.xlsx" }, target: at("two.xlsx"), texts: textsOf("zh-CN"), onStep: () => undefined });
  const post = (...more: readonly string[]) => run("post", at("two.xlsx"), "--ledger", at("two-ledger.xlsx"), "--period", "2026-07", ...more);
  expect(await post()).toMatchObject({ exitCode: 1, json: { files: [{ posted: [] }] } });
  expect(await post("--sheet", "没有")).toMatchObject({ exitCode: 2, json: { error: { code: "ledger.sheet-unknown" } } });
  const chosen = await post("--sheet", "个人绩效");
  expect(chosen.exitCode).toBe(0);
  expect(chosen.json).toMatchObject({ files: [{ posted: expect.arrayContaining([expect.objectContaining({ name: "王芳", score: "90" })]) as unknown }] });
});

test("CL-18 bad input is refused and makes no ledger", async () => {
  const results = await scored("fine.xlsx", [["王芳", 50, 40], ["李强", 50, 40]]);
  const none = at("none.xlsx");
  const code = async (...args: readonly string[]): Promise<unknown> => (await run(...args)).json["error"];
  writeFileSync(at("damaged.xlsx"), "PK no workbook");
  expect(await code("post", at("damaged.xlsx"), "--ledger", none, "--period", "2026-07")).toMatchObject({ code: expect.stringMatching(/^file\./) as string });
  expect(await code("post", at("raw-fine.xlsx"), "--ledger", none, "--period", "2026-07")).toMatchObject({ code: "ledger.not-scored" });
  expect(await code("post", results, "--ledger", none, "--period", "July")).toMatchObject({ code: "ledger.period" });
  expect(await code("post", results, "--ledger", at("raw-fine.xlsx"), "--period", "2026-07")).toMatchObject({ code: "ledger.foreign" });
  expect(await code("post", results, "--ledger", results, "--period", "2026-07")).toMatchObject({ code: "output.is-input" });
  expect(await code("rollup", results, "-o", none)).toMatchObject({ code: "ledger.foreign" });
  expect(await code("rollup", at("absent.xlsx"), "-o", none)).toMatchObject({ code: "file.not-found" });
  expect(existsSync(none)).toBe(false);
});

test("CL-18 CL-19 options of other verbs, and missing ones, are said", () => {
  expect(() => parseArguments(["post", "a.xlsx"], undefined)).toThrow("ledger.cli.post");
  expect(() => parseArguments(["post", "a.xlsx", "--ledger", "L.xlsx", "--period", "2026-07", "--in-place"], undefined)).toThrow("ledger.cli.post");
  expect(() => parseArguments(["rollup", "L.xlsx"], undefined)).toThrow("ledger.cli.rollup");
  expect(() => parseArguments(["rollup", "L.xlsx", "-o", "Y.xlsx", "--year", "26"], undefined)).toThrow("ledger.cli.rollup");
  expect(() => parseArguments(["score", "a.xlsx", "--close"], undefined)).toThrow("cli.option-verb");
});
