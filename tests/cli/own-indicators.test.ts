import { readFileSync, writeFileSync } from "node:fs";
import { openWorkbook } from "../../src/workbook/file/open-workbook";
import { readWithExcelize } from "../support/excelize";
import { seasonRoster } from "../support/season-workbooks";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder";
import { type Ended, twinscore } from "../support/twinscore-process";
import { writtenWorkbook } from "../support/written-workbook";

jest.setTimeout(240_000);

const template = (edition: number, most: number, criterion = "按进度计分"): Uint8Array =>
  writtenWorkbook([
    { name: "模板信息", rows: [["模板名称", "县局考评"], ["版次", edition], ["考评周期", "2026年第三季度"]] },
    { name: "指标", rows: [["模板", "指标编码", "指标名称", "类型", "满分", "考评标准"], ["卷", "A", "税收收入", "必考", 30, criterion], ["卷", "B", "征管质量", "必考", 20, "每次扣1分"]] },
    { name: "自选限制", rows: [["模板", "自定最多项数", "自定最高分值", "自定数据来源"], ["卷", most, 10, "征管系统、金税系统"]] },
  ]);

let folder: TemporaryFolder;
beforeEach(() => {
  folder = temporaryFolder();
  folder.write("模板.xlsx", template(1, 2));
  folder.write("名册.xlsx", seasonRoster());
});
afterEach(() => folder.remove());
const here = (...args: readonly string[]): Promise<Ended> => twinscore(args, { cwd: folder.path });
const WITH = ["--template", "模板.xlsx", "--roster", "名册.xlsx"];
type Line = {
  readonly files: readonly { readonly file: string; readonly findings: readonly { readonly code: string; readonly address: string | null }[] }[];
  readonly board: readonly { readonly name: string; readonly entries: readonly { readonly name: string; readonly score: string | null; readonly instead: string; readonly problem: string | null; readonly cell: string }[] }[];
};
const lineOf = (ended: Ended): Line => JSON.parse(ended.stdout) as Line;

/** Columns of the issued sheet: code, name, kind, full mark, criterion, source, score, remark; own rows stand in 10 and 11. */
const [NAME, MARK, CRITERION, SOURCE, SCORE] = ["B", "D", "E", "F", "G"] as const;
async function fill(name: string, cells: Readonly<Record<string, string | number>>): Promise<void> {
  const path = folder.at("下发", `${name}.xlsx`);
  const workbook = await openWorkbook(readFileSync(path), "甲.xlsx");
  const place = (address: string) => ({ sheetId: "1", row: Number(address.slice(1)) - 1, column: address.charCodeAt(0) - 65, rows: 1, columns: 1 });
  await workbook.apply({ purpose: "edit", edits: Object.entries({ G8: 28.5, G9: 18, ...cells }).map(([address, value]) => ({ kind: "setValues" as const, area: place(address), values: [[value]] })) });
  writeFileSync(path, workbook.save());
}
const ownRow = (row: number, name: string, mark: string | number, source: string, score: string | number, criterion = "按实绩"): Readonly<Record<string, string | number>> => ({ [`${NAME}${row}`]: name, [`${MARK}${row}`]: mark, [`${CRITERION}${row}`]: criterion, [`${SOURCE}${row}`]: source, [`${SCORE}${row}`]: score });

describe("indicators of one's own", () => {
  test("IS-17 as many empty, unlocked rows as may be added, with a note; none where nothing may be", async () => {
    expect((await here("issue", "模板.xlsx", "--roster", "名册.xlsx", "-o", "下发")).status).toBe(0);
    const workbook = await openWorkbook(readFileSync(folder.at("下发", "王芳.xlsx")), "甲.xlsx");
    const { sheets, styleTable } = await workbook.read({ sheets: "all", fields: ["values", "styles", "validations"] });
    const [sheet] = sheets;
    expect(sheet?.values.slice(6)).toMatchObject([
      ["指标编码", "指标名称", "类型", "满分", "考评标准", "数据来源", "得分", "完成情况"],
      ["A", "税收收入", "必考", 30, "按进度计分", null, null, null],
      ["B", "征管质量", "必考", 20, "每次扣1分", null, null, null],
      ["OWN-1", null, "自定", null, null, null, null, null],
      ["OWN-2", null, "自定", null, null, null, null, null],
    ]);
    expect(sheet?.values[5]?.[0]).toEqual(expect.stringContaining("最多 2 项，分值合计最多 10，数据来源：征管系统、金税系统"));
    const locked = (row: number): readonly (boolean | undefined)[] => Array.from({ length: 8 }, (_, column) => styleTable[sheet?.styles[row]?.[column] ?? 0]?.locked);
    expect([locked(8), locked(9), locked(10)]).toEqual([[true, true, true, true, true, true, false, false], [true, false, true, false, false, false, false, false], [true, false, true, false, false, false, false, false]]);
    expect(sheet?.validations.flatMap(({ type, formula1, areas }) => (areas.some(({ row }) => row === 9) ? [[type, formula1]] : []))).toEqual(
      expect.arrayContaining([["custom", "AND(ISNUMBER(D10),D10>0,D10<=10)"], ["custom", "AND(ISNUMBER(G10),ISNUMBER(D10),G10>=0,G10<=D10)"], ["list", '"征管系统,金税系统"']]),
    );
    folder.write("模板.xlsx", writtenWorkbook([{ name: "卷", rows: [["指标名称", "满分"], ["税收收入", 30]] }]));
    await here("issue", "模板.xlsx", "--roster", "名册.xlsx", "-o", "无", "--period", "2026");
    const plain = await openWorkbook(readFileSync(folder.at("无", "王芳.xlsx")), "甲.xlsx");
    expect((await plain.read({ sheets: "all", fields: ["values"] })).sheets[0]?.values).toHaveLength(8);
  });

  test("CO-21 collected by name with their entries: the worked example, and each thing that is wrong with one", async () => {
    await here("issue", "模板.xlsx", "--roster", "名册.xlsx", "-o", "下发");
    await fill("王芳", { ...ownRow(10, "特色服务", 6, "征管系统", 5.5), ...ownRow(11, "数据治理", 4, "金税系统", 4) });
    await fill("李强", { ...ownRow(10, "特色服务", 8, "征管系统", 9), ...ownRow(11, "税收收入", 2, "听说", 2) });
    await fill("赵敏", { ...ownRow(10, "特色服务", 8, "征管系统", 5), ...ownRow(11, "帮扶", 3, "征管系统", 3) });
    await fill("孙立", { G11: 3 });
    const ended = await here("collect", "下发", ...WITH, "-o", "汇总.xlsx", "--json");
    const line = lineOf(ended);
    expect(ended.status).toBe(1);
    expect(line.board.map(({ name, entries }) => [name, entries.slice(2).map((entry) => [entry.name, entry.score, entry.instead, entry.problem, entry.cell])])).toEqual([
      ["王芳", [["特色服务", "5.5", "", null, "G10"], ["数据治理", "4", "", null, "G11"]]],
      ["李强", [["特色服务", null, "9", "return.out-of-range", "G10"], ["税收收入", null, "2", "return.own-source", "G11"]]],
      ["赵敏", [["特色服务", "5", "", null, "G10"], ["帮扶", "3", "", null, "G11"]]],
      ["孙立", [["OWN-2", null, "3", "return.own-no-name", "G11"]]],
    ]);
    expect(Object.fromEntries(line.files.map(({ file, findings }) => [file, findings.map(({ code }) => code)]))).toEqual({
      "王芳.xlsx": [],
      "李强.xlsx": ["return.out-of-range", "return.own-same-name", "return.own-source"],
      "赵敏.xlsx": ["return.own-points"],
      "孙立.xlsx": ["return.own-no-name"],
    });
    const { sheets } = await readWithExcelize(readFileSync(folder.at("汇总.xlsx")));
    const cell = (sheet: number, address: string) => sheets[sheet]?.cells.get(address)?.value ?? null;
    expect([cell(1, "G2"), ...[3, 4, 5, 6].map((row) => cell(1, `G${String(row)}`))]).toEqual(["自定指标（10分）", 9.5, null, null, null]);
    expect([cell(2, "G4"), cell(2, "H4"), cell(2, "I4"), cell(2, "K4")]).toEqual(["特色服务", "自定", 6, 5.5]);
    const scored = await here("score", "汇总.xlsx", "--json");
    const scores = (JSON.parse(scored.stdout) as { readonly scores: readonly { readonly name: string; readonly score: string | null }[] }).scores;
    expect(scores.filter(({ name }) => name === "王芳")).toMatchObject([{ score: "56" }]);
  });

  test("ED-10 ED-11 own indicators come over to a new edition, and are listed where it has no room", async () => {
    await here("issue", "模板.xlsx", "--roster", "名册.xlsx", "-o", "下发");
    await fill("王芳", { ...ownRow(10, "特色服务", 6, "征管系统", 5.5), ...ownRow(11, "数据治理", 4, "金税系统", 4) });
    folder.write("模板.xlsx", template(2, 2));
    const carried = JSON.parse((await here("migrate", "下发", ...WITH, "-o", "新版", "--json")).stdout) as { readonly entries: readonly { readonly code: string; readonly field: string; readonly value: string; readonly cell: string }[] };
    expect(carried.entries).toEqual([]);
    expect(lineOf(await here("collect", "新版", ...WITH, "--json")).board[0]?.entries.map(({ name, score }) => [name, score])).toEqual([["税收收入", "28.5"], ["征管质量", "18"], ["特色服务", "5.5"], ["数据治理", "4"]]);
    folder.write("模板.xlsx", template(2, 1));
    const listed = JSON.parse((await here("migrate", "下发", ...WITH, "--json")).stdout) as typeof carried;
    expect(listed.entries.map(({ code, field, value, cell }) => [code, field, value, cell])).toEqual([["migrate.own-no-room", "own", "数据治理；4；按实绩；金税系统", "B11"], ["migrate.own-no-room", "score", "4", "G11"]]);
  });
});
