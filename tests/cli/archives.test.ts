import { existsSync, readFileSync } from "node:fs";
import { season } from "../support/season";
import { seasonRoster, seasonTemplate } from "../support/season-workbooks";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder";
import { STACK_TRACE, twinscore, type Ended } from "../support/twinscore-process";
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
