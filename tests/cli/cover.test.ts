import { readFileSync } from "node:fs";
import { readWithExcelize } from "../support/excelize";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder";
import { type Ended, twinscore } from "../support/twinscore-process";
import { writtenWorkbook, type Written } from "../support/written-workbook";

jest.setTimeout(120_000);

let folder: TemporaryFolder;
beforeEach(() => {
  folder = temporaryFolder();
  const plan = (name: string, ...rows: readonly (readonly Written[])[]): Uint8Array => writtenWorkbook([{ name, rows: [["指标编码", "指标名称", "满分", "上级指标"], ...rows] }]);
  folder.write("上级.xlsx", plan("省局卷", ["A", "税收收入", 30], ["B", "征管质量", 20], ["E", "数据安全", 5]));
  folder.write("本级.xlsx", plan("市局卷", ["1", "税费收入", 30, "A"], ["2", "征管质量", 20]));
});
afterEach(() => folder.remove());
const here = (...args: readonly string[]): Promise<Ended> => twinscore(args, { cwd: folder.path });

describe("cover", () => {
  test("ED-19 ED-20 the list as a sheet, as text and as data; exit 1 while one is not covered", async () => {
    const ended = await here("cover", "上级.xlsx", "本级.xlsx", "-o", "覆盖.xlsx");
    expect({ status: ended.status, says: ended.stdout.includes("上级指标 3 项：已覆盖 2，仅自选 0，待确认 0，未覆盖 1"), names: /数据安全/.test(ended.stdout) }).toEqual({ status: 1, says: true, names: true });
    const { sheets } = await readWithExcelize(readFileSync(folder.at("覆盖.xlsx")));
    const cell = (address: string) => sheets[0]?.cells.get(address)?.value ?? null;
    expect([sheets[0]?.name, cell("C2"), cell("F2"), cell("G2"), cell("H2"), cell("F4"), cell("G4")]).toEqual(["覆盖情况", "税收收入", "已覆盖", "税费收入（市局卷）", "写明对应", "未覆盖", null]);
    const line = JSON.parse((await here("cover", "上级.xlsx", "本级.xlsx", "--json")).stdout) as { readonly indicators: readonly unknown[]; readonly findings: readonly { readonly code: string; readonly message: string }[] };
    expect(line.indicators[0]).toEqual({ key: "A", name: "税收收入", fullMark: "30", template: "省局卷", state: "covered", by: [{ template: "市局卷", name: "税费收入", why: "reference" }] });
    expect(line.findings).toMatchObject([{ code: "cover.uncovered", message: "上级指标“数据安全”（E）在本级没有对应的指标。" }]);
    expect((await here("cover", "本级.xlsx", "本级.xlsx")).status).toBe(1);
    expect((await here("cover", "上级.xlsx", "上级.xlsx")).status).toBe(0);
  });

  test.each([
    ["one file", ["cover", "上级.xlsx"], "需要两个文件"],
    ["over an input", ["cover", "上级.xlsx", "本级.xlsx", "-o", "本级.xlsx"], "是同一个文件"],
    ["another extension", ["cover", "上级.xlsx", "本级.xlsx", "-o", "覆盖.csv"], "扩展名"],
    ["an option of another verb", ["cover", "上级.xlsx", "本级.xlsx", "--reason", "无"], "--reason"],
  ])("ED-19 CL-20 %s is refused in words", async (_, args, says) => {
    const ended = await here(...args);
    expect({ status: ended.status, stdout: ended.stdout, says: ended.stderr.includes(says) }).toEqual({ status: 2, stdout: "", says: true });
  });
});
