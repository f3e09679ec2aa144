import { readFileSync, utimesSync } from "node:fs";
import { readWithExcelize, type ForeignSheet } from "../support/excelize";
import { convertMany, describeWithLibreOffice } from "../support/libreoffice";
import { describeWithOpenpyxl, editedByOpenpyxl } from "../support/openpyxl";
import { season } from "../support/season";
import { PEOPLE, PROFILES, seasonRoster, seasonTemplate } from "../support/season-workbooks";
import { macroWorkbook } from "../support/small-workbooks";
import { writtenWorkbook } from "../support/written-workbook";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder";
import { type Ended, STACK_TRACE, twinscore } from "../support/twinscore-process";
import { openWorkbook } from "../../src/workbook/file/open-workbook";
import { ALL_FIELDS, packageParts, partsOf, zipOf } from "../workbook/file/test-package";

jest.setTimeout(240_000);

let folder: TemporaryFolder;
beforeEach(() => {
  folder = temporaryFolder();
  folder.write("模板.xlsx", seasonTemplate());
  folder.write("名册.xlsx", seasonRoster());
});
afterEach(() => folder.remove());

const here = (...args: readonly string[]): Promise<Ended> => twinscore(args, { cwd: folder.path });
const collect = (...more: readonly string[]): Promise<Ended> => here("collect", "回收", "--template", "模板.xlsx", "--roster", "名册.xlsx", ...more);

type Finding = { readonly code: string; readonly severity: string; readonly sheet: string | null; readonly address: string | null; readonly message: string };
type Entry = { readonly indicator: string; readonly name: string; readonly score: string | null; readonly remark: string; readonly cell: string };
type Line = {
  readonly files: readonly { readonly file: string; readonly read: boolean; readonly subjects: readonly string[]; readonly findings: readonly Finding[] }[];
  readonly board: readonly { readonly name: string; readonly state: string; readonly file: string; readonly errors: number; readonly entries: readonly Entry[] }[];
};
const lineOf = (ended: Ended): Line => JSON.parse(ended.stdout) as Line;
const states = ({ board }: Line): readonly (readonly string[])[] => board.map(({ name, state, file }) => [name, state, file]);
const scoresOf = (line: Line, name: string): readonly (string | null)[] | undefined => line.board.find((entry) => entry.name === name)?.entries.map(({ score }) => score);
const codesOf = ({ files }: Line): Readonly<Record<string, readonly string[]>> => Object.fromEntries(files.map(({ file, findings }) => [file, findings.map(({ code }) => code)]));
/** Before the deadline of the template, whatever the clock of this machine says. */
const onTime = (...names: readonly string[]): void => names.forEach((name) => utimesSync(folder.at("回收", name), new Date("2026-10-08T04:00:00Z"), new Date("2026-10-08T04:00:00Z")));

/** What somebody types into an issued workbook, sheet by sheet, in the order of the indicators. */
async function filled(bytes: Uint8Array, scores: readonly (number | string | null)[], chosen: readonly string[] = ["是"]): Promise<Uint8Array> {
  const workbook = await openWorkbook(bytes, "甲.xlsx");
  const { sheets } = await workbook.read({ sheets: "all", fields: [] });
  for (const { sheetId, visibility } of sheets) {
    if (visibility !== "visible") continue;
    const typed = (column: number, row: number, value: number | string) => ({ kind: "setValues" as const, area: { sheetId, row, column, rows: 1, columns: 1 }, values: [[value]] });
    await workbook.apply({ purpose: "edit", edits: [...scores.flatMap((score, index) => (score === null ? [] : [typed(12, 7 + index, score)])), ...chosen.map((choice, index) => typed(11, 10 + index, choice))] });
  }
  return workbook.save();
}
const SCORES = [28.5, 20, 0, 4];

/** A package with some parts changed. */
function withParts(bytes: Uint8Array, change: (parts: Record<string, string>) => void): Uint8Array {
  const parts = Object.fromEntries([...partsOf(bytes)].map(([name, text]) => [name, Buffer.from(text, "latin1").toString("utf8")]));
  change(parts);
  return zipOf(parts);
}

function cellsOf(sheet: ForeignSheet | undefined): readonly (readonly unknown[])[] {
  const rows: unknown[][] = [];
  for (const [address, { value }] of sheet?.cells ?? []) {
    const [, letters = "A", row = "1"] = /^([A-Z]+)(\d+)$/.exec(address) ?? [];
    (rows[Number(row) - 1] ??= [])[letters.charCodeAt(0) - 65] = value;
  }
  return rows.map((row) => Array.from(row, (value) => value ?? null));
}

describe("collect", () => {
  test("CO-1 CO-13 CO-14 renamed files in folders of their own: all come back, and the result says where from", async () => {
    const played = await season();
    const returned = { 王芳: "交来/1.xlsx", 李强: "2 (最终版).xlsx", 赵敏: "二分局/赵敏/x.xlsx", 孙立: "孙立.xlsx" };
    for (const [name, file] of Object.entries(returned)) folder.write(`回收/${file}`, await filled(await played.workbookFor(name), SCORES));
    onTime(...Object.values(returned));
    const ended = await collect("-o", "汇总.xlsx", "--json");
    const line = lineOf(ended);
    expect(states(line)).toEqual(Object.entries(returned).map(([name, file]) => [name, "returned", file]));
    expect(scoresOf(line, "赵敏")).toEqual(["28.5", "20", "0", "4", null]);
    expect({ status: ended.status, findings: line.files.flatMap(({ findings }) => findings) }).toEqual({ status: 0, findings: [] });
    const { sheets } = await readWithExcelize(readFileSync(folder.at("汇总.xlsx")));
    expect(sheets.map(({ name }) => name)).toEqual(["回收情况", "科长卷", "科员卷", "填报明细", "问题清单"]);
    const [, clerks, people, entries] = sheets;
    expect(cellsOf(clerks).slice(1)).toEqual([
      ["工号", "姓名", "所在单位", "职务层级", "税收收入", "征管质量", "带队伍", "自选指标"],
      [null, "满分", null, null, 30, 20, 20, 6],
      [null, "权重", null, null, "50%", "30%", "20%"],
      ["1001", "王芳", "一分局", "科长", 28.5, 20, 0, 4],
    ]);
    expect(cellsOf(people)).toHaveLength(7);
    expect(cellsOf(entries)[1]).toEqual(["1001", "王芳", "一分局", "科长卷", 2, "A1", "税收收入", "必考", 30, null, 28.5, null, null, null, "交来/1.xlsx", "王芳", "M8"]);
    expect(cellsOf(entries)).toHaveLength(1 + 4 * 5);
  });

  test("CO-2 CO-5 CO-9 CO-13 bad returns each have their line, the good one is collected", async () => {
    const played = await season();
    const good = await filled(await played.workbookFor("王芳"), SCORES);
    folder.write("回收/好.xlsx", good);
    folder.write("回收/去年.xlsx", await filled(await (await season({ terms: { period: "2025年第三季度" } })).workbookFor("李强"), SCORES));
    folder.write("回收/旧版.xlsx", await filled(await (await season({ terms: { edition: 1 } })).workbookFor("李强"), SCORES));
    folder.write("回收/别局.xlsx", await filled(await (await season({ terms: { title: "别局绩效" } })).workbookFor("李强"), SCORES));
    folder.write("回收/损坏.xlsx", good.slice(0, 3000));
    folder.write("回收/加密.xlsx", zipEncrypted());
    folder.write("回收/空.xlsx", "");
    folder.write("回收/宏.xlsm", macroWorkbook());
    folder.write("回收/公式.xlsx", withParts(await filled(await played.workbookFor("赵敏"), SCORES), (parts) => {
      parts["xl/worksheets/sheet1.xml"] = (parts["xl/worksheets/sheet1.xml"] ?? "").replace("<v>28.5</v>", "<f>20+8.5</f><v>28.5</v>");
    }));
    onTime("好.xlsx", "公式.xlsx");
    const ended = await collect("-o", "汇总.xlsx", "--json");
    const line = lineOf(ended);
    expect({ status: ended.status, trace: STACK_TRACE.test(ended.stderr) }).toEqual({ status: 2, trace: false });
    expect(codesOf(line)).toEqual({
      "公式.xlsx": ["return.formula"],
      "别局.xlsx": ["return.foreign-template"],
      "去年.xlsx": ["return.other-period"],
      "好.xlsx": [],
      "宏.xlsm": ["return.macros", "return.by-content", "return.not-recognized"],
      "损坏.xlsx": ["file.damaged"],
      "旧版.xlsx": ["return.other-edition"],
      "空.xlsx": ["file.empty"],
      "加密.xlsx": ["file.encrypted"],
    });
    expect(states(line).map(([name, state]) => [name, state])).toEqual([["王芳", "returned"], ["李强", "refused"], ["赵敏", "returned"], ["孙立", "missing"]]);
    expect(scoresOf(line, "赵敏")).toEqual([null, "20", "0", "4", null]);
    for (const { findings } of line.files) for (const { message } of findings) expect(message).toMatch(/[\u4e00-\u9fff]{4}/);
    const { sheets } = await readWithExcelize(readFileSync(folder.at("汇总.xlsx")));
    expect(cellsOf(sheets.at(-1)).slice(1).map((row) => row[5]).sort()).toEqual(Object.values(codesOf(line)).flat().sort());
  });

  test("CO-12 a return that was sent twice: the later file counts", async () => {
    const played = await season();
    folder.write("回收/新.xlsx", await filled(await played.workbookFor("王芳"), [30, 20, 0, 4]));
    folder.write("回收/旧.xlsx", await filled(await played.workbookFor("王芳"), SCORES));
    onTime("新.xlsx");
    utimesSync(folder.at("回收", "旧.xlsx"), new Date("2026-10-01T00:00:00Z"), new Date("2026-10-01T00:00:00Z"));
    const line = lineOf(await collect("--json"));
    expect(scoresOf(line, "王芳")?.[0]).toBe("30");
    expect(line.files.find(({ file }) => file === "旧.xlsx")?.findings).toMatchObject([{ code: "return.superseded", severity: "warning", message: "“王芳”交了不止一份，采用的是较晚的“新.xlsx”；本份与它有 1 项不同。" }]);
  });

  test("CO-13 who is late and who is missing is told to people too", async () => {
    const played = await season();
    folder.write("回收/甲.xlsx", await filled(await played.workbookFor("王芳"), SCORES));
    utimesSync(folder.at("回收", "甲.xlsx"), new Date("2026-10-20T00:00:00Z"), new Date("2026-10-20T00:00:00Z"));
    const ended = await collect();
    expect(ended.status).toBe(1);
    expect(ended.stdout).toContain("应交 4，已交 1（迟交 1），未交 3，未采用 0；有错误 0，被改动 0");
    expect(ended.stdout).toMatch(/李强 +一分局 +未交/);
    const english = await collect("--lang", "en-US");
    expect(english.stdout).toContain("4 expected, 1 returned (1 late), 3 missing");
  });

  test("CO-14 a return is never overwritten, an earlier result is and is no return", async () => {
    const played = await season();
    const bytes = await filled(await played.workbookFor("王芳"), SCORES);
    folder.write("回收/甲.xlsx", bytes);
    const refused = await collect("-o", "回收/甲.xlsx");
    expect({ status: refused.status, kept: readFileSync(folder.at("回收", "甲.xlsx")).equals(Buffer.from(bytes)) }).toEqual({ status: 2, kept: true });
    for (let round = 0; round < 2; round++) {
      const line = lineOf(await collect("-o", "回收/汇总.xlsx", "--json"));
      expect(line.files.map(({ file }) => file)).toEqual(["甲.xlsx"]);
    }
    expect(folder.files().filter((file) => file.includes("twinscore"))).toEqual([]);
  });

  test("CO-1 template and roster in the folder are no returns; an empty folder is said", async () => {
    const played = await season();
    folder.write("回收/甲.xlsx", await filled(await played.workbookFor("王芳"), SCORES));
    folder.write("回收/模板.xlsx", seasonTemplate());
    folder.write("回收/名册.xlsx", seasonRoster());
    const line = lineOf(await here("collect", "回收", "--template", "回收/模板.xlsx", "--roster", "回收/名册.xlsx", "--json"));
    expect(line.files.map(({ file }) => file)).toEqual(["甲.xlsx"]);
    folder.write("空/说明.txt", "没有");
    const empty = await here("collect", "空", "--template", "模板.xlsx", "--roster", "名册.xlsx");
    expect({ status: empty.status, said: empty.stderr.includes("没有可以收的工作簿") }).toEqual({ status: 2, said: true });
    expect((await here("collect", "回收", "--roster", "名册.xlsx")).stderr).toContain("collect 需要 --template");
  });

  test("CO-17 as many as pay for threads, in the order of their names", async () => {
    const people = Array.from({ length: 16 }, (_, index) => [String(2000 + index), `员工${String(index)}`, "一分局", "科员"]);
    folder.write("名册.xlsx", seasonRoster(people));
    await here("issue", "模板.xlsx", "--roster", "名册.xlsx", "-o", "回收");
    folder.write("回收/00坏.xlsx", "PK\u0003\u0004 nothing");
    const line = lineOf(await collect("--json"));
    expect(line.files).toHaveLength(17);
    expect(line.files.map(({ file }) => file)).toEqual(line.files.map(({ file }) => file).sort());
    expect(line.files[0]?.read).toBe(false);
    expect(line.board.every(({ entries }) => entries.length === 5)).toBe(true);
  });

  test("CO-15 CO-16 issue, fill in, collect, score and rank, one after the other", async () => {
    const header = ["指标编码", "指标名称", "满分", "权重(%)"];
    folder.write("模板.xlsx", seasonTemplate({ indicators: { name: "卷", rows: [header, ["A1", "税收收入", 30, 60], ["A2", "征管质量", 20, 40]] }, profiles: { ...PROFILES, rows: [["职务层级", "模板"], ["不限", "卷"]] }, limits: { name: "无", rows: [] } }));
    expect((await here("issue", "模板.xlsx", "--roster", "名册.xlsx", "-o", "回收")).status).toBe(0);
    for (const [index, [, name = ""]] of PEOPLE.entries()) {
      const workbook = await openWorkbook(readFileSync(folder.at("回收", `${name}.xlsx`)), name);
      const { sheets } = await workbook.read({ sheets: "all", fields: ["values"] });
      const headers = sheets[0]?.values[6] ?? [];
      const column = headers.indexOf("得分");
      await workbook.apply({ purpose: "edit", edits: [{ kind: "setValues", area: { sheetId: "1", row: 7, column, rows: 2, columns: 1 }, values: [[30 - index * 3], [20]] }] });
      folder.write(`回收/${name}.xlsx`, workbook.save());
    }
    onTime(...PEOPLE.map(([, name = ""]) => `${name}.xlsx`));
    const collected = await collect("-o", "汇总.xlsx", "--json");
    expect({ status: collected.status, findings: lineOf(collected).files.flatMap(({ findings }) => findings) }).toEqual({ status: 0, findings: [] });
    const ranked = JSON.parse((await here("rank", "汇总.xlsx", "-o", "排名.xlsx", "--json")).stdout) as { readonly scores: readonly { readonly name: string; readonly score: string }[]; readonly disagreements: readonly unknown[] };
    // 60 of 100 by 30, 27, 24, 21 of 30, and 40 for a full 20 of 20.
    expect(ranked.scores.map(({ name, score }) => [name, score])).toEqual([["王芳", "100"], ["李强", "94"], ["赵敏", "88"], ["孙立", "82"]]);
    expect(ranked.disagreements).toEqual([]);
  });
});

test("IS-1 CO-15 a roster of units: each gets one, and the table of scores is the units'", async () => {
  folder.write("模板.xlsx", seasonTemplate({ indicators: { name: "卷", rows: [["指标编码", "指标名称", "满分"], ["A1", "税收收入", 60], ["A2", "征管质量", 40]] }, profiles: { name: "无", rows: [] }, limits: { name: "无2", rows: [] } }));
  folder.write("名册.xlsx", writtenWorkbook([{ name: "单位", rows: [["单位编号", "单位名称", "片区"], ["U1", "一分局", "东"], ["U2", "二分局", "西"]] }]));
  expect((await here("issue", "模板.xlsx", "--roster", "名册.xlsx", "-o", "回收", "--by", "unit")).status).toBe(0);
  const workbook = await openWorkbook(readFileSync(folder.at("回收", "一分局.xlsx")), "甲.xlsx");
  const { sheets } = await workbook.read({ sheets: "all", fields: ["values"] });
  const column = (sheets[0]?.values[6] ?? []).indexOf("得分");
  await workbook.apply({ purpose: "edit", edits: [{ kind: "setValues", area: { sheetId: "1", row: 7, column, rows: 2, columns: 1 }, values: [[55.5], [40]] }] });
  folder.write("回收/一分局.xlsx", workbook.save());
  const line = lineOf(await collect("-o", "汇总.xlsx", "--json"));
  // The other came back as it was issued: there, and blank.
  expect(line.board.map(({ name, errors, entries }) => [name, errors, entries.map(({ score }) => score)])).toEqual([["一分局", 0, ["55.5", "40"]], ["二分局", 1, [null, null]]]);
  const result = await readWithExcelize(readFileSync(folder.at("汇总.xlsx")));
  expect(cellsOf(result.sheets[1]).slice(1)).toEqual([["单位编号", "单位名称", "片区", "税收收入（60分）", "征管质量（40分）"], ["U1", "一分局", "东", 55.5, 40], ["U2", "二分局", "西"]]);
  const scored = JSON.parse((await here("score", "汇总.xlsx", "--json")).stdout) as { readonly scores: readonly { readonly name: string; readonly score: string | null; readonly withheld: string | null }[] };
  expect(scored.scores.map(({ name, score }) => [name, score])).toEqual([["一分局", "95.5"], ["二分局", null]]);
});

/** Types as people do who do not use Excel: row by row, by the words of the header. */
const FILL_BY_HEADER = `
for ws in wb.worksheets:
    if ws.sheet_state != "visible": continue
    head = next(r for r in range(1, ws.max_row + 1) if ws.cell(r, 1).value == "指标编码")
    at = {ws.cell(head, c).value: c for c in range(1, ws.max_column + 1)}
    for i, r in enumerate(range(head + 1, head + 6)):
        optional = ws.cell(r, at["类型"]).value == "自选"
        if optional and i == 4: continue
        ws.cell(r, at["得分"]).value = [28.5, 20, 0, 4][i]
        ws.cell(r, at["完成情况"]).value = "已完成第%d项" % (i + 1)
        if optional: ws.cell(r, at["选择"]).value = "是"
`;
const RESHAPE = `
ws = wb.worksheets[0]
ws.title = "交表"
ws.insert_rows(1, 2)
ws["A1"] = "请查收"
wb.create_sheet("我的草稿")["A1"] = "与此无关"
`;

describeWithOpenpyxl("CO-3 CO-8 returns filled in by openpyxl", () => {
  test("CO-3 CO-8 come back complete, by person and by unit; rows put in above and sheets renamed too", async () => {
    for (const by of ["person", "unit"] as const) {
      const played = await season({ by });
      for (const { name } of played.recipients) folder.write(`回收/${by}-${name}.xlsx`, editedByOpenpyxl(await played.workbookFor(name), FILL_BY_HEADER + (name === "王芳" ? RESHAPE : "")));
    }
    const line = lineOf(await collect("--json"));
    expect(line.files).toHaveLength(6);
    for (const { findings } of line.files) expect(findings.filter(({ code }) => code !== "return.by-content" && code !== "return.superseded")).toEqual([]);
    expect(line.files.flatMap(({ subjects }) => subjects).sort()).toEqual(PEOPLE.flatMap(([key = ""]) => [key, key]).sort());
    for (const { entries } of line.board) {
      expect(entries.map(({ score, remark }) => [score, remark])).toEqual([["28.5", "已完成第1项"], ["20", "已完成第2项"], ["0", "已完成第3项"], ["4", "已完成第4项"], [null, ""]]);
    }
  });

  describeWithLibreOffice("and saved again by LibreOffice", () => {
    test("CO-3 CO-8 LibreOffice: as .xlsx, as .xls, and untouched by others before, they come back complete", async () => {
      const played = await season();
      const names = PEOPLE.map(([, name = ""]) => name);
      const issued = await Promise.all(names.map((name) => played.workbookFor(name)));
      const byOpenpyxl = issued.slice(0, 2).map((bytes) => editedByOpenpyxl(bytes, FILL_BY_HEADER));
      const typed = await Promise.all(issued.slice(2).map((bytes) => filled(bytes, SCORES)));
      const resaved = await convertMany([...byOpenpyxl, ...typed.slice(0, 1)], "xlsx", "xlsx");
      const old = await convertMany(typed.slice(1), "xlsx", "xls");
      resaved.forEach((bytes, index) => folder.write(`回收/${String(index)}.xlsx`, bytes));
      old.forEach((bytes, index) => folder.write(`回收/旧${String(index)}.xls`, bytes));
      const line = lineOf(await collect("--json"));
      const told = line.files.flatMap(({ findings }) => findings.map(({ code }) => code));
      expect(told.filter((code) => !["return.by-content", "return.converted"].includes(code))).toEqual([]);
      for (const name of names) expect({ name, scores: scoresOf(line, name) }).toEqual({ name, scores: ["28.5", "20", "0", "4", null] });
      // What LibreOffice saved is still locked and still checks what is entered.
      const again = await (await openWorkbook(resaved[0] ?? new Uint8Array(), "甲.xlsx")).read({ sheets: "all", fields: ALL_FIELDS });
      expect(again.sheets[0]?.protection).not.toBeNull();
      expect(again.sheets[0]?.validations.some(({ type }) => type === "decimal")).toBe(true);
    });
  });
});

/** A zip whose only entry says that it is encrypted. */
function zipEncrypted(): Uint8Array {
  const bytes = zipOf(packageParts({ sheets: [{ name: "甲", xml: "" }] }));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 4 <= bytes.length; at++) {
    const signature = view.getUint32(at, true);
    if (signature === 0x04034b50) view.setUint16(at + 6, view.getUint16(at + 6, true) | 1, true);
    if (signature === 0x02014b50) view.setUint16(at + 8, view.getUint16(at + 8, true) | 1, true);
  }
  return bytes;
}
