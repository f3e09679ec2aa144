import { readFileSync } from "node:fs";
import { readWithExcelize } from "../support/excelize";
import { FACTS, INDICATOR_HEADER, seasonRoster } from "../support/season-workbooks";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder";
import { type Ended, twinscore } from "../support/twinscore-process";
import { writtenWorkbook, type Written } from "../support/written-workbook";

jest.setTimeout(180_000);

type Row = readonly Written[];
const template = (...rows: readonly Row[]): Uint8Array => writtenWorkbook([FACTS, { name: "指标", rows: [INDICATOR_HEADER, ...rows.map((row): Row => ["卷", ...row, "口径", "甲", "乙", "丙"])] }]);
const REVENUE: Row = ["A", "业务", "税收收入", "必考", 30, 50, "按进度计分"];
const QUALITY: Row = ["B", "业务", "征管质量", "必考", 20, 30, "每次扣1分"];
const TEAM: Row = ["C", "业务", "带队伍", "必考", 20, 20, "按实绩"];

let folder: TemporaryFolder;
beforeEach(() => {
  folder = temporaryFolder();
  folder.write("二版.xlsx", template(REVENUE, QUALITY, TEAM));
  folder.write("改.xlsx", template(REVENUE, [...QUALITY.slice(0, 6), "每次扣2分"]));
  folder.write("名册.xlsx", seasonRoster());
});
afterEach(() => folder.remove());
const here = (...args: readonly string[]): Promise<Ended> => twinscore(args, { cwd: folder.path });
const APPROVED = ["--reason", "年中调整", "--approver", "党委会", "--date", "2026/10/1"];

describe("edition", () => {
  test("ED-1 ED-4 without -o the differences are shown and nothing is saved", async () => {
    const ended = await here("edition", "二版.xlsx", "改.xlsx");
    expect({ status: ended.status, files: folder.files() }).toEqual({ status: 0, files: ["二版.xlsx", "名册.xlsx", "改.xlsx"].sort() });
    expect(ended.stdout).toMatch(/第 3 版.*停用指标 1 项；修改内容 1 处/);
    expect(ended.stdout).toMatch(/每次扣【1】分 +每次扣【2】分/);
    expect(ended.stdout).toContain("以上为预览");
  });

  test("ED-1 ED-6 ED-7 written, opened by another program, issued, and changed again", async () => {
    const before = readFileSync(folder.at("改.xlsx"));
    const ended = await here("edition", "二版.xlsx", "改.xlsx", "-o", "三版.xlsx", ...APPROVED, "--rebalance", "--json");
    const line = JSON.parse(ended.stdout) as { readonly edition: number; readonly output: string; readonly changes: readonly Readonly<Record<string, unknown>>[]; readonly findings: readonly unknown[] };
    expect({ status: ended.status, edition: line.edition, output: line.output, findings: line.findings }).toEqual({ status: 0, edition: 3, output: "三版.xlsx", findings: [] });
    expect(line.changes).toEqual([
      { kind: "changed", template: "卷", key: "A", name: "税收收入", field: "weight", was: "50", now: "62.5", words: [{ kind: "deleted", text: "50" }, { kind: "added", text: "62.5" }] },
      { kind: "changed", template: "卷", key: "B", name: "征管质量", field: "weight", was: "30", now: "37.5", words: [{ kind: "deleted", text: "30" }, { kind: "added", text: "37.5" }] },
      { kind: "changed", template: "卷", key: "B", name: "征管质量", field: "criterion", was: "每次扣1分", now: "每次扣2分", words: [{ kind: "same", text: "每次扣" }, { kind: "deleted", text: "1" }, { kind: "added", text: "2" }, { kind: "same", text: "分" }] },
      { kind: "retired", template: "卷", key: "C", name: "带队伍" },
    ]);
    expect(readFileSync(folder.at("改.xlsx")).equals(before)).toBe(true);
    const { sheets } = await readWithExcelize(readFileSync(folder.at("三版.xlsx")));
    expect(sheets.map(({ name }) => name)).toEqual(["模板信息", "指标", "版次记录", "第3版对照"]);
    const cell = (sheet: number, address: string) => sheets[sheet]?.cells.get(address)?.value;
    expect([cell(0, "B2"), cell(1, "D4"), cell(1, "G4"), cell(1, "M1"), cell(1, "M4"), cell(2, "C2"), cell(2, "D2"), cell(3, "F6")]).toEqual([3, "带队伍", 20, "停用日期", "2026-10-01", "年中调整", "党委会", "每次扣【1】分"]);
    const issued = await here("issue", "三版.xlsx", "--roster", "名册.xlsx", "--json");
    expect({ status: issued.status, edition: (JSON.parse(issued.stdout) as { readonly edition: number }).edition }).toEqual({ status: 0, edition: 3 });
    expect((await here("edition", "三版.xlsx", "三版.xlsx", "-o", "四版.xlsx", ...APPROVED)).stdout).toContain("不另立版次");
    expect(folder.files()).not.toContain("四版.xlsx");
  });

  test.each([
    ["ED-1 one file", ["edition", "二版.xlsx"], "需要两个文件"],
    ["ED-1 no reason", ["edition", "二版.xlsx", "改.xlsx", "-o", "三版.xlsx", "--approver", "党委会"], "edition 需要 --reason"],
    ["ED-1 no approver", ["edition", "二版.xlsx", "改.xlsx", "-o", "三版.xlsx", "--reason", "调整"], "edition 需要 --approver"],
    ["ED-1 over an input", ["edition", "二版.xlsx", "改.xlsx", "-o", "改.xlsx", ...APPROVED], "是同一个文件"],
    ["ED-1 another extension", ["edition", "二版.xlsx", "改.xlsx", "-o", "三版.csv", ...APPROVED], "扩展名"],
    ["ED-1 no template", ["edition", "二版.xlsx", "名册.xlsx"], "没有找到指标表"],
    ["ED-1 no day", ["edition", "二版.xlsx", "改.xlsx", "--date", "2026-02-30"], "不是有效的日期"],
    ["CL-20 an option of another verb", ["edition", "二版.xlsx", "改.xlsx", "--roster", "名册.xlsx"], "--roster"],
  ])("%s is refused in words", async (_, args, says) => {
    const ended = await here(...args);
    expect({ status: ended.status, stdout: ended.stdout }).toEqual({ status: 2, stdout: "" });
    expect(ended.stderr).toContain(says);
    expect(folder.files()).toHaveLength(3);
  });
});
