import { readFileSync, utimesSync } from "node:fs";
import { openWorkbook } from "../../src/workbook/file/open-workbook";
import { openWorkbookArchive, packWorkbooks } from "../../src/workbook/file/workbook-archive";
import { readWithExcelize } from "../support/excelize";
import { convertMany, describeWithLibreOffice } from "../support/libreoffice";
import { season } from "../support/season";
import { FACTS, INDICATOR_HEADER, PEOPLE, PROFILES, seasonRoster, seasonTemplate } from "../support/season-workbooks";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder";
import { type Ended, STACK_TRACE, twinscore } from "../support/twinscore-process";
import { writtenWorkbook, type Written, type WrittenSheet } from "../support/written-workbook";

jest.setTimeout(240_000);

type Row = readonly Written[];
const indicator = (template: string, code: Written, name: string, kind: string, mark: number, weight: Written, criterion: string): Row => [template, code, "业务", name, kind, mark, weight, criterion, "口径", "办公室", "本人", "绩效办"];
const facts = (edition: number): WrittenSheet => ({ ...FACTS, rows: FACTS.rows.map((row, index): Row => (index === 1 ? ["版次", edition] : row)) });
/** Edition 3: 征管质量 has 15 points instead of 20; 写材料 of the clerks is gone; nobody has optional indicators any more but the clerks. */
const NEXT = writtenWorkbook([
  facts(3),
  {
    name: "指标",
    rows: [
      INDICATOR_HEADER,
      indicator("科长卷", "A1", "税收收入", "必考", 30, 50, "按进度计分"),
      indicator("科长卷", null, "征管质量", "必考", 15, 50, "每次扣1分"),
      indicator("科员卷", "A1", "税收收入", "必考", 30, 50, "按进度计分"),
      indicator("科员卷", null, "征管质量", "必考", 15, 50, "每次扣1分"),
      indicator("科员卷", "O1", "调研报告", "自选", 5, null, "每篇5分"),
    ],
  },
  PROFILES,
]);

let folder: TemporaryFolder;
beforeEach(() => {
  folder = temporaryFolder();
  folder.write("二版.xlsx", seasonTemplate());
  folder.write("三版.xlsx", NEXT);
  folder.write("名册.xlsx", seasonRoster());
});
afterEach(() => folder.remove());
const here = (...args: readonly string[]): Promise<Ended> => twinscore(args, { cwd: folder.path });
const migrate = (...more: readonly string[]): Promise<Ended> => here("migrate", "旧版", "--template", "三版.xlsx", "--roster", "名册.xlsx", ...more);

type Note = { readonly file: string; readonly cell: string; readonly subjectName: string; readonly name: string; readonly code: string; readonly value: string; readonly carried: boolean; readonly message: string };
type Line = {
  readonly edition: number;
  readonly files: readonly { readonly file: string; readonly read: boolean; readonly findings: readonly { readonly code: string }[] }[];
  readonly migrated: readonly { readonly file: string; readonly recipient: string; readonly sheets: readonly { readonly name: string; readonly from: string; readonly indicators: number }[]; readonly error?: { readonly code: string } }[];
  readonly entries: readonly Note[];
  readonly errors: readonly { readonly code: string }[];
};
const lineOf = (ended: Ended): Line => JSON.parse(ended.stdout) as Line;

/** Scores of all sheets in the order of the indicators of edition 2; the first optional one is chosen. */
async function filled(bytes: Uint8Array, scores: readonly (number | string | null)[]): Promise<Uint8Array> {
  const workbook = await openWorkbook(bytes, "甲.xlsx");
  const { sheets } = await workbook.read({ sheets: "all", fields: [] });
  for (const { sheetId, visibility } of sheets) {
    if (visibility !== "visible") continue;
    const typed = (row: number, column: number, value: number | string) => ({ kind: "setValues" as const, area: { sheetId, row, column, rows: 1, columns: 1 }, values: [[value]] });
    await workbook.apply({ purpose: "edit", edits: [...scores.flatMap((score, index) => (score === null ? [] : [typed(7 + index, 12, score)])), typed(10, 11, "是"), typed(7, 13, "已完成")] });
  }
  return workbook.save();
}

describe("migrate", () => {
  test("ED-9 ED-11 half filled workbooks of edition 2 come over to edition 3, collect takes them, and what does not fit is listed", async () => {
    const played = await season();
    const old = await filled(await played.workbookFor("王芳"), [28.5, 12, 20]);
    folder.write("旧版/甲/1.xlsx", old);
    folder.write("旧版/李强.xlsx", await filled(await played.workbookFor("李强"), [28.5, 18, 20, 4]));
    const ended = await migrate("-o", "新版", "--json");
    const line = lineOf(ended);
    expect({ status: ended.status, edition: line.edition, errors: line.errors, trace: STACK_TRACE.test(ended.stderr) }).toEqual({ status: 1, edition: 3, errors: [], trace: false });
    expect(line.migrated.map(({ recipient, sheets }) => [recipient, sheets.map(({ from, indicators }) => [from, indicators])])).toEqual([["王芳", [["甲/1.xlsx", 2]]], ["李强", [["李强.xlsx", 3]]]]);
    expect(line.entries.map(({ file, cell, code, value, carried }) => [file, cell, code, value, carried]).sort()).toEqual([
      ["李强.xlsx", "M10", "migrate.no-indicator", "20", false],
      ["李强.xlsx", "M9", "migrate.out-of-range", "18", false],
      ["甲/1.xlsx", "L11", "migrate.no-indicator", "是", false],
      ["甲/1.xlsx", "M10", "migrate.no-indicator", "20", false],
      ["甲/1.xlsx", "M9", "migrate.mark-changed", "12", true],
    ]);
    for (const { message } of line.entries) expect(message).toMatch(/[\u4e00-\u9fff]{4}/);
    expect(folder.files().filter((name) => name.startsWith("新版/"))).toEqual(["新版/李强.xlsx", "新版/王芳.xlsx", "新版/迁移清单.xlsx"].sort());
    expect(readFileSync(folder.at("旧版", "甲", "1.xlsx")).equals(Buffer.from(old))).toBe(true);
    const { sheets } = await readWithExcelize(readFileSync(folder.at("新版", "迁移清单.xlsx")));
    expect(sheets.map(({ name }) => name)).toEqual(["迁移清单", "问题清单"]);
    expect([...(sheets[0]?.cells ?? [])].filter(([address]) => /^[CI]\d+$/.test(address)).map(([, { value }]) => value)).toEqual(expect.arrayContaining(["M9", "18", "M10", "20", "L11", "是"]));

    const collected = await here("collect", "新版", "--template", "三版.xlsx", "--roster", "名册.xlsx", "--json");
    const { board, files } = JSON.parse(collected.stdout) as { readonly board: readonly { readonly name: string; readonly entries: readonly { readonly score: string | null; readonly remark: string; readonly chosen: boolean }[] }[]; readonly files: readonly { readonly file: string; readonly findings: readonly { readonly code: string }[] }[] };
    expect(board.filter(({ entries }) => entries.length > 0).map(({ name, entries }) => [name, entries.map(({ score }) => score), entries[0]?.remark, entries.at(-1)?.chosen])).toEqual([["王芳", ["28.5", "12"], "已完成", true], ["李强", ["28.5", null, "4"], "已完成", true]]);
    expect(files.map(({ file, findings }) => [file, findings.map(({ code }) => code)])).toEqual([["李强.xlsx", ["return.blank"]], ["王芳.xlsx", []]]);
  });

  test("ED-9 ED-12 ED-13 again: the same bytes; filled in since: kept, exit 2; the new edition beside the old: left alone", async () => {
    const played = await season();
    folder.write("旧版/王芳.xlsx", await filled(await played.workbookFor("王芳"), [28.5, 12]));
    await migrate("-o", "新版");
    const first = readFileSync(folder.at("新版", "王芳.xlsx"));
    await migrate("-o", "新版");
    expect(readFileSync(folder.at("新版", "王芳.xlsx")).equals(first)).toBe(true);
    folder.write("新版/王芳.xlsx", "filled in");
    const again = await migrate("-o", "新版", "--json");
    expect({ status: again.status, errors: lineOf(again).errors.map(({ code }) => code), kept: readFileSync(folder.at("新版", "王芳.xlsx"), "utf8") }).toEqual({ status: 2, errors: ["issue.exists"], kept: "filled in" });
    folder.write("旧版/新的.xlsx", first);
    const beside = lineOf(await migrate("--json"));
    expect({ migrated: beside.migrated, codes: beside.files.map(({ file, findings }) => [file, findings.map(({ code }) => code)]) }).toEqual({ migrated: [], codes: [["新的.xlsx", []], ["王芳.xlsx", ["migrate.current"]]] });
  });

  test("ED-9 ED-12 ED-13 damaged, of another period, returned twice, by unit: each its line, the others come over", async () => {
    const played = await season({ by: "unit" });
    const unit = await filled(await played.workbookFor("一分局"), [28.5, 12]);
    folder.write("旧版/一分局.xlsx", unit);
    folder.write("旧版/一分局旧.xlsx", await filled(await played.workbookFor("一分局"), [20, 12]));
    folder.write("旧版/损坏.xlsx", unit.slice(0, 2000));
    folder.write("旧版/上季.xlsx", await filled(await (await season({ terms: { period: "2026年第二季度" } })).workbookFor("赵敏"), [1, 1]));
    utimesSync(folder.at("旧版", "一分局旧.xlsx"), new Date("2026-10-01T00:00:00Z"), new Date("2026-10-01T00:00:00Z"));
    const ended = await migrate("--by", "unit", "-o", "新版", "--json");
    const line = lineOf(ended);
    expect({ status: ended.status, migrated: line.migrated.map(({ recipient, sheets }) => [recipient, sheets.map(({ name, from }) => [name, from])]) }).toEqual({ status: 2, migrated: [["一分局", [["王芳", "一分局.xlsx"], ["李强", "一分局.xlsx"]]]] });
    expect(line.files.map(({ file, findings }) => [file, findings.map(({ code }) => code)])).toEqual([
      ["一分局.xlsx", []],
      ["一分局旧.xlsx", ["return.superseded", "return.superseded"]],
      ["上季.xlsx", ["return.other-period"]],
      ["损坏.xlsx", ["file.damaged"]],
    ]);
    expect(line.entries.filter(({ code }) => code === "migrate.superseded").map(({ subjectName, cell, value }) => [subjectName, cell, value])).toEqual([["王芳", "M8", "20"], ["李强", "M8", "20"]]);
  });

  test("ED-13 as many as pay for threads: the same workbooks as alone", async () => {
    const people = [...PEOPLE, ...Array.from({ length: 10 }, (_, index) => [String(2000 + index), `员工${String(index)}`, "一分局", "科员"])];
    folder.write("名册.xlsx", seasonRoster(people));
    const played = await season({ roster: seasonRoster(people) });
    for (const { name } of played.recipients) folder.write(`旧版/${name}.xlsx`, await filled(await played.workbookFor(name), [28.5, 12]));
    expect(lineOf(await migrate("-o", "多", "--json")).migrated).toHaveLength(14);
    folder.write("一/员工3.xlsx", readFileSync(folder.at("旧版", "员工3.xlsx")));
    await here("migrate", "一", "--template", "三版.xlsx", "--roster", "名册.xlsx", "-o", "少");
    expect(readFileSync(folder.at("少", "员工3.xlsx")).equals(readFileSync(folder.at("多", "员工3.xlsx")))).toBe(true);
  });

  test("ED-9 IS-16 from an archive into an archive: the same workbooks and the same list as from a folder into one", async () => {
    const played = await season();
    const bytes = await filled(await played.workbookFor("李强"), [28.5, 18, 20, 4]);
    folder.write("旧版/李强.xlsx", bytes);
    folder.write("旧版.zip", packWorkbooks([{ path: "李强.xlsx", bytes }]));
    await migrate("-o", "新版");
    const ended = await here("migrate", "旧版.zip", "--template", "三版.xlsx", "--roster", "名册.xlsx", "-o", "新版.zip");
    const files = openWorkbookArchive(readFileSync(folder.at("新版.zip")));
    expect([ended.status, files.map(({ path }) => path).sort()]).toEqual([1, ["李强.xlsx", "迁移清单.xlsx"]]);
    for (const { path, read } of files) expect(Buffer.from(read()).equals(readFileSync(folder.at("新版", path)))).toBe(true);
  });

  describeWithLibreOffice("saved by other programs", () => {
    test("ED-9 ED-10 returns saved again by LibreOffice, as .xlsx and as .xls, come over as they were filled in", async () => {
      const played = await season();
      const bytes = await Promise.all(["王芳", "李强"].map(async (name) => filled(await played.workbookFor(name), [28.5, 12])));
      const [resaved] = await convertMany(bytes.slice(0, 1), "xlsx", "xlsx");
      const [old] = await convertMany(bytes.slice(1), "xlsx", "xls");
      folder.write("旧版/1.xlsx", resaved ?? "");
      folder.write("旧版/2.xls", old ?? "");
      await migrate("-o", "新版");
      const collected = await here("collect", "新版", "--template", "三版.xlsx", "--roster", "名册.xlsx", "--json");
      const { board } = JSON.parse(collected.stdout) as { readonly board: readonly { readonly name: string; readonly entries: readonly { readonly score: string | null; readonly remark: string }[] }[] };
      expect(board.slice(0, 2).map(({ name, entries }) => [name, entries.slice(0, 2).map(({ score }) => score), entries[0]?.remark])).toEqual([["王芳", ["28.5", "12"], "已完成"], ["李强", ["28.5", "12"], "已完成"]]);
    });
  });

  test("ED-10 a template called otherwise now: known by the record; without the record it is a foreign one", async () => {
    const renamed = (cells: readonly Written[]): Row => cells.map((cell) => (cell === "科长卷" ? "科长及以上卷" : cell));
    folder.write("三版.xlsx", writtenWorkbook([facts(3), { name: "指标", rows: [INDICATOR_HEADER, ...[indicator("科长卷", "A1", "税收收入", "必考", 30, 50, "按进度计分"), indicator("科长卷", null, "征管质量", "必考", 20, 50, "每次扣1分"), indicator("科长卷", "D1", "带队伍", "差异化", 20, null, "按实绩")].map(renamed)] }, { ...PROFILES, rows: PROFILES.rows.slice(0, 2).map(renamed) }]));
    folder.write("旧版/王芳.xlsx", await filled(await (await season()).workbookFor("王芳"), [28.5, 12, 20]));
    const line = lineOf(await migrate("--json"));
    expect({ migrated: line.migrated.map(({ recipient, sheets }) => [recipient, sheets[0]?.indicators]), codes: line.files[0]?.findings.map(({ code }) => code) }).toEqual({ migrated: [["王芳", 3]], codes: ["migrate.template-renamed"] });
    const [copied] = await Promise.all([openWorkbook(readFileSync(folder.at("旧版", "王芳.xlsx")), "甲.xlsx")]);
    await copied.apply({ purpose: "edit", edits: [{ kind: "setRecord", record: null }] });
    folder.write("旧版/王芳.xlsx", copied.save());
    const lost = lineOf(await migrate("--json"));
    expect({ migrated: lost.migrated, codes: lost.files[0]?.findings.map(({ code }) => code) }).toEqual({ migrated: [], codes: ["return.foreign-template"] });
  });

  test("ED-9 CO-5 collecting an old return says which verb carries it over; nothing is saved without -o", async () => {
    folder.write("旧版/王芳.xlsx", await filled(await (await season()).workbookFor("王芳"), [28.5, 12]));
    expect((await here("collect", "旧版", "--template", "三版.xlsx", "--roster", "名册.xlsx")).stdout).toContain("可以用 migrate 命令转到新版");
    const files = folder.files();
    const preview = await migrate();
    expect({ says: /转入 1 个考评对象、1 个工作簿/.test(preview.stdout), files: folder.files() }).toEqual({ says: true, files });
  });

  test.each([
    ["ED-9 no template", ["migrate", "旧版", "--roster", "名册.xlsx"], "migrate 需要 --template"],
    ["ED-9 no roster", ["migrate", "旧版", "--template", "三版.xlsx"], "migrate 需要 --roster"],
    ["ED-9 into the folder of the returns", ["migrate", "旧版", "--template", "三版.xlsx", "--roster", "名册.xlsx", "-o", "旧版"], "同一个"],
    ["ED-9 an output that is a file", ["migrate", "旧版", "--template", "三版.xlsx", "--roster", "名册.xlsx", "-o", "二版.xlsx"], "应为文件夹"],
    ["CL-20 an option of another verb", ["migrate", "旧版", "--template", "三版.xlsx", "--roster", "名册.xlsx", "--reason", "调整"], "--reason"],
  ])("%s is refused in words", async (_, args, says) => {
    folder.write("旧版/王芳.xlsx", await (await season()).workbookFor("王芳"));
    const ended = await here(...args);
    expect({ status: ended.status, stdout: ended.stdout }).toEqual({ status: 2, stdout: "" });
    expect(ended.stderr).toContain(says);
  });
});
