import { existsSync, readFileSync } from "node:fs";
import { season } from "../support/season";
import { seasonRoster, seasonTemplate } from "../support/season-workbooks";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder";
import { STACK_TRACE, twinscore, type Ended } from "../support/twinscore-process";
import { valueAt } from "../../src/core/grid/snapshot";
import { openWorkbook } from "../../src/workbook/file/open-workbook";
import { partsOf } from "../workbook/file/test-package";
import { isWorkbookArchive, openWorkbookArchive, packWorkbooks } from "../../src/workbook/file/workbook-archive";

jest.setTimeout(240_000);

let folder: TemporaryFolder;
beforeEach(() => {
  folder = temporaryFolder();
  folder.write("模板.xlsx", seasonTemplate());
  folder.write("名册.xlsx", seasonRoster());
});
afterEach(() => folder.remove());

const here = (...args: readonly string[]): Promise<Ended> => twinscore(args, { cwd: folder.path });
const issue = (output: string): Promise<Ended> => here("issue", "模板.xlsx", "--roster", "名册.xlsx", "-o", output);

test("IS-16 an issue as an archive holds the very files of a folder, twice the same bytes, and is never written over with others", async () => {
  expect((await issue("下发.zip")).status).toBe(0);
  expect((await issue("下发")).status).toBe(0);
  const bytes = readFileSync(folder.at("下发.zip"));
  const files = openWorkbookArchive(bytes);
  expect(files.length).toBe(4);
  for (const { path, read } of files) expect(Buffer.from(read()).equals(readFileSync(folder.at("下发", path)))).toBe(true);
  expect((await issue("下发.zip")).status).toBe(0);
  expect(readFileSync(folder.at("下发.zip")).equals(bytes)).toBe(true);
  folder.write("别的.zip", packWorkbooks([]));
  const refused = await issue("别的.zip");
  expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining("别的.zip")]);
  expect(readFileSync(folder.at("别的.zip")).equals(Buffer.from(packWorkbooks([])))).toBe(true);
});

test("CO-18 returns in an archive are collected as those of a folder; an entry that cannot be read is its own line", async () => {
  const played = await season();
  const [first, second] = [await played.workbookFor("王芳"), await played.workbookFor("李强")];
  const packed = Buffer.from(packWorkbooks([{ path: "一分局/王芳.xlsx", bytes: first }, { path: "李强.xlsx", bytes: second }, { path: "__MACOSX/._李强.xlsx", bytes: new Uint8Array([1]) }, { path: "~$李强.xlsx", bytes: new Uint8Array([1]) }, { path: "说明.txt", bytes: new Uint8Array([1]) }, { path: "坏.xlsx", bytes: new TextEncoder().encode("no workbook") }]));
  // The second entry says that it is encrypted: bit 0 of its flags in the directory.
  for (let at = packed.indexOf("PK\u0001\u0002"); at >= 0; at = packed.indexOf("PK\u0001\u0002", at + 4)) {
    const name = packed.subarray(at + 46, at + 46 + packed.readUInt16LE(at + 28)).toString("utf8");
    if (name === "李强.xlsx") packed.writeUInt16LE(packed.readUInt16LE(at + 8) | 1, at + 8);
  }
  folder.write("交来.zip", packed);
  const ended = await here("collect", "交来.zip", "--template", "模板.xlsx", "--roster", "名册.xlsx", "-o", "汇总.xlsx", "--json");
  const line = JSON.parse(ended.stdout) as { readonly files: readonly { readonly file: string; readonly read: boolean; readonly findings: readonly { readonly code: string }[] }[]; readonly board: readonly { readonly name: string; readonly state: string; readonly file: string }[] };
  expect(line.files.map(({ file, read, findings }) => [file, read, findings.map(({ code }) => code).filter((code) => code.startsWith("file."))])).toEqual([
    ["一分局/王芳.xlsx", true, []],
    ["坏.xlsx", false, ["file.unsupported-format"]],
    ["李强.xlsx", false, ["file.encrypted"]],
  ]);
  expect(line.board.find(({ name }) => name === "王芳")).toMatchObject({ state: "returned", file: "一分局/王芳.xlsx" });
  expect([ended.status, existsSync(folder.at("汇总.xlsx"))]).toEqual([2, true]);
});

test("CO-18 a damaged archive is refused with its code, and nothing is written", async () => {
  folder.write("坏.zip", Buffer.from("PK\u0003\u0004 no archive"));
  const ended = await here("collect", "坏.zip", "--template", "模板.xlsx", "--roster", "名册.xlsx", "-o", "汇总.xlsx");
  expect([ended.status, existsSync(folder.at("汇总.xlsx"))]).toEqual([2, false]);
  expect(ended.stderr).toContain("坏.zip");
  expect(ended.stderr).not.toMatch(STACK_TRACE);
});

test("CO-18 names that a Chinese Windows packed are read, and a workbook is told from an archive", async () => {
  const played = await season();
  const bytes = await played.workbookFor("王芳");
  expect([isWorkbookArchive(bytes), isWorkbookArchive(packWorkbooks([{ path: "a.xlsx", bytes }])), isWorkbookArchive(new Uint8Array([1, 2]))]).toEqual([false, true, false]);
  const packed = Buffer.from(packWorkbooks([{ path: "abcd.xlsx", bytes }]));
  // 王芳 in GBK, four bytes, no flag for UTF-8.
  for (let at = packed.indexOf("abcd"); at >= 0; at = packed.indexOf("abcd")) Buffer.from([0xcd, 0xf5, 0xb7, 0xbc]).copy(packed, at);
  expect(openWorkbookArchive(packed).map(({ path, modified }) => [path, modified.slice(0, 10)])).toEqual([["王芳.xlsx", "1980-01-01"]]);
});

/** What somebody typed: the first indicator's score, in the column of scores. */
async function scored(bytes: Uint8Array, value: number | string): Promise<Uint8Array> {
  const workbook = await openWorkbook(bytes, "甲.xlsx");
  const { sheets } = await workbook.read({ sheets: "all", fields: [] });
  const sheetId = sheets.find(({ visibility }) => visibility === "visible")?.sheetId ?? "";
  const typed = (row: number, score: number | string) => ({ kind: "setValues" as const, area: { sheetId, row, column: 12, rows: 1, columns: 1 }, values: [[score]] });
  await workbook.apply({ purpose: "edit", edits: [typed(7, value), typed(8, 20), typed(9, 0)] });
  return workbook.save();
}

type Copied = { readonly marked: readonly { readonly file: string; readonly error: unknown }[]; readonly board: readonly { readonly name: string; readonly state: string; readonly errors: number; readonly entries: readonly { readonly score: string | null }[] }[] };

test("CO-19 a return with something wrong becomes a copy that can be sent back: coloured, listed, entries as they were, collected again", async () => {
  const played = await season();
  folder.write("回收/王芳.xlsx", await scored(await played.workbookFor("王芳"), 300));
  folder.write("回收/李强.xlsx", await scored(await played.workbookFor("李强"), 28));
  const first = await here("collect", "回收", "--template", "模板.xlsx", "--roster", "名册.xlsx", "--marked", "退回", "--json");
  const { marked, board } = JSON.parse(first.stdout) as Copied;
  const errors = board.find(({ name }) => name === "王芳")?.errors ?? 0;
  expect(marked.map(({ file, error }) => [file, error])).toContainEqual(["王芳.xlsx", null]);
  const copy = await openWorkbook(readFileSync(folder.at("退回", "王芳.xlsx")), "王芳.xlsx");
  const { sheets, styleTable } = await copy.read({ sheets: "all", fields: ["values", "styles", "protection"] });
  const own = sheets.find(({ visibility, name }) => visibility === "visible" && name !== "需要更正");
  const list = sheets.find(({ name }) => name === "需要更正");
  expect(own && valueAt(own, 7, 12)).toBe(300);
  expect(own?.protection).not.toBeNull();
  expect(own && styleTable[own.styles[7 - (own.used?.row ?? 0)]?.[12 - (own.used?.column ?? 0)] ?? -1]?.fill).toBe("FFC7CE");
  expect(list?.values.flat()).toEqual(expect.arrayContaining(["M8"]));
  for (const [, text] of partsOf(readFileSync(folder.at("退回", "王芳.xlsx")))) expect(Buffer.from(text, "latin1").toString("utf8")).not.toContain("李强");

  // Corrected on the copy and sent back: taken as the return.
  folder.write("回收/王芳.xlsx", await scored(readFileSync(folder.at("退回", "王芳.xlsx")), 30));
  const again = JSON.parse((await here("collect", "回收", "--template", "模板.xlsx", "--roster", "名册.xlsx", "--json")).stdout) as Copied;
  expect(again.board.find(({ name }) => name === "王芳")).toMatchObject({ state: expect.stringMatching(/^(?:returned|late)$/) as unknown, errors: errors - 1 });
  expect(again.board.find(({ name }) => name === "王芳")?.entries[0]?.score).toBe("30");

  // What stands there with other content is kept, and said.
  folder.write("回收/王芳.xlsx", await scored(await played.workbookFor("王芳"), 301));
  const kept = await here("collect", "回收", "--template", "模板.xlsx", "--roster", "名册.xlsx", "--marked", "退回", "--json");
  expect([kept.status, (JSON.parse(kept.stdout) as Copied).marked.find(({ file }) => file === "王芳.xlsx")?.error]).toEqual([2, expect.objectContaining({ code: "issue.exists" })]);
});

test("CO-20 issue, fill in, collect, score and rank: one command takes what came back to the ranked workbook", async () => {
  const played = await season();
  for (const [index, name] of ["王芳", "李强"].entries()) folder.write(`回收/${name}.xlsx`, await scored(await played.workbookFor(name), 20 + index));
  const ended = await here("collect", "回收", "--template", "模板.xlsx", "--roster", "名册.xlsx", "-o", "结果.xlsx", "--run");
  expect(ended.stderr).not.toMatch(STACK_TRACE);
  const { sheets } = await (await openWorkbook(readFileSync(folder.at("结果.xlsx")), "结果.xlsx")).read({ sheets: "all", fields: ["values"] });
  expect(sheets.map(({ name }) => name)).toEqual(expect.arrayContaining(["回收情况", "填报明细", "评分方案", "排名"]));
  expect(sheets.find(({ name }) => name === "排名")?.values.flat()).toEqual(expect.arrayContaining(["王芳", "李强"]));
});
