import { readFileSync } from "node:fs";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder";
import { type Ended, twinscore } from "../support/twinscore-process";
import { writtenWorkbook, type Written } from "../support/written-workbook";

jest.setTimeout(180_000);

type Row = readonly Written[];
const HEADER: Row = ["模板", "指标编码", "指标名称", "类型", "满分", "考评标准", "执行责任", "数据来源"];
const REVENUE: Row = ["卷", "A", "税收收入", "必考", 30, "按进度计分", null, "金税系统"];
const QUALITY: Row = ["卷", "B", "征管质量", "必考", 20, "每次扣1分", null, "征管系统"];
const TEAM: Row = ["卷", "C", "带队伍", "必考", 10, "按实绩", null, "组织部门"];
const own = (points: number): Row => ["卷", "X1", "特色服务", "必考", points, "按实绩", "办税股", "征管系统"];
const assigned = (row: Row, who: string): Row => row.map((cell, column) => (column === 6 ? who : cell));
const template = (title: string, edition: number, rows: readonly Row[], most = 10): Uint8Array =>
  writtenWorkbook([
    { name: "模板信息", rows: [["模板名称", title], ["版次", edition], ["考评周期", "2026年第三季度"]] },
    { name: "指标", rows: [HEADER, ...rows] },
    { name: "适用范围", rows: [["职务层级", "模板"], ["不限", "卷"]] },
    { name: "自选限制", rows: [["模板", "自定最多项数", "自定最高分值", "自定数据来源"], ["卷", 1, most, "征管系统"]] },
  ]);
const CITY = [REVENUE, QUALITY, TEAM];
const NEXT = [REVENUE, QUALITY.map((cell) => (cell === "每次扣1分" ? "每次扣2分" : cell)), ["卷", "N", "数据质量", "必考", 10, "按通报", null, "征管系统"]];

let folder: TemporaryFolder;
beforeEach(() => {
  folder = temporaryFolder();
  folder.write("市局2.xlsx", template("市局考评", 2, CITY));
  folder.write("市局3.xlsx", template("市局考评", 3, NEXT, 12));
  folder.write("县局.xlsx", template("县局考评", 2, [assigned(REVENUE, "收入股"), QUALITY, TEAM, own(10)]));
});
afterEach(() => folder.remove());
const here = (...args: readonly string[]): Promise<Ended> => twinscore(args, { cwd: folder.path });
const APPROVED = ["--reason", "转发市局模板", "--approver", "县局党委", "--date", "2026-10-01"];
type Line = { readonly output: string | null; readonly edition: number; readonly parentEdition: number; readonly own: number; readonly changes: readonly { readonly kind: string; readonly name: string }[]; readonly findings: readonly { readonly code: string; readonly sheet: string | null; readonly address: string | null }[] };
const lineOf = (ended: Ended): Line => JSON.parse(ended.stdout) as Line;
const codes = ({ findings }: Line): readonly string[] => findings.map(({ code }) => code).filter((code) => !/^template\.no-(interpretation|responsibility)$/.test(code));
const derived = (): Promise<Ended> => here("derive", "市局2.xlsx", "县局.xlsx", "-o", "县局2.xlsx", ...APPROVED, "--json");

describe("derive", () => {
  test("ED-14 ED-15 ED-16 the county's edition names its parent; deriving again has nothing to say", async () => {
    const ended = await derived();
    const line = lineOf(ended);
    expect({ status: ended.status, ...line, findings: codes(line) }).toMatchObject({ status: 0, output: "县局2.xlsx", edition: 2, parentEdition: 2, own: 1, changes: [], findings: [] });
    const again = await here("derive", "市局2.xlsx", "县局2.xlsx", "-o", "又.xlsx", ...APPROVED);
    expect({ status: again.status, says: again.stdout.includes("没有要保存的"), saved: folder.files().includes("又.xlsx") }).toEqual({ status: 0, says: true, saved: false });
    expect((await here("derive", "市局3.xlsx", "县局2.xlsx")).stderr).toContain("请用 --from");
  });

  test("ED-16 what breaks the parent's rules is said at its cell and not saved", async () => {
    folder.write("县局.xlsx", template("县局考评", 2, [QUALITY, assigned(REVENUE, "收入股").map((cell) => (cell === 30 ? 25 : cell)), own(12)]));
    const ended = await derived();
    const line = lineOf(ended);
    expect({ status: ended.status, output: line.output, codes: [...codes(line)].sort(), saved: folder.files().includes("县局2.xlsx") }).toEqual({ status: 1, output: null, codes: ["derive.deleted", "derive.edited", "derive.moved", "derive.own-points"], saved: false });
    expect(line.findings.find(({ code }) => code === "derive.edited")).toMatchObject({ sheet: "指标", address: "C3" });
  });

  test("ED-17 the parent's next edition is merged: the worked example", async () => {
    await derived();
    const before = readFileSync(folder.at("县局2.xlsx"));
    const ended = await here("derive", "市局3.xlsx", "县局2.xlsx", "--from", "市局2.xlsx", "-o", "县局3.xlsx", ...APPROVED, "--json");
    const line = lineOf(ended);
    expect({ status: ended.status, edition: line.edition, parentEdition: line.parentEdition, own: line.own, codes: codes(line) }).toEqual({ status: 0, edition: 3, parentEdition: 3, own: 1, codes: [] });
    expect(line.changes.map(({ kind, name }) => [kind, name])).toEqual([["changed", "征管质量"], ["added", "数据质量"], ["retired", "带队伍"], ["limit", undefined]]);
    expect(readFileSync(folder.at("县局2.xlsx")).equals(before)).toBe(true);
    const kept = lineOf(await here("derive", "市局3.xlsx", "县局3.xlsx", "--json"));
    expect({ edition: kept.edition, codes: codes(kept) }).toEqual({ edition: 3, codes: [] });
    const compared = lineOf(await here("edition", "市局3.xlsx", "县局3.xlsx", "--json"));
    expect(compared.changes.map(({ kind, name }) => [kind, name])).toEqual([["changed", "税收收入"], ["added", "特色服务"]]);
  });

  test("ED-17 conflicts are shown: a responsibility changed on both sides is kept, a code that is taken is not merged, and it is saved", async () => {
    await derived();
    folder.write("市局3.xlsx", template("市局考评", 3, [assigned(REVENUE, "收入科"), QUALITY, TEAM, ["卷", "X1", "数据质量", "必考", 10, "按通报", null, "征管系统"]]));
    const ended = await here("derive", "市局3.xlsx", "县局2.xlsx", "--from", "市局2.xlsx", "-o", "县局3.xlsx", ...APPROVED, "--json");
    const line = lineOf(ended);
    expect({ status: ended.status, output: line.output, codes: codes(line) }).toMatchObject({ status: 1, output: "县局3.xlsx", codes: expect.arrayContaining(["derive.conflict-kept", "derive.key-taken"]) as unknown });
    const compared = lineOf(await here("edition", "市局2.xlsx", "县局3.xlsx", "--json"));
    expect(compared.changes).toEqual([expect.objectContaining({ kind: "changed", key: "A", field: "execute", now: "收入股" }), expect.objectContaining({ kind: "added", key: "X1", name: "特色服务" })]);
  });

  test.each([
    ["ED-18 --from another parent", ["derive", "市局3.xlsx", "县局2.xlsx", "--from", "市局3.xlsx"], "不是原来的上级模板"],
    ["ED-18 --from where none is named", ["derive", "市局3.xlsx", "县局.xlsx", "--from", "市局2.xlsx"], "没有写明上级模板"],
    ["ED-15 no approver", ["derive", "市局2.xlsx", "县局.xlsx", "-o", "县.xlsx", "--reason", "转发"], "derive 需要 --approver"],
    ["CL-20 an option of another verb", ["derive", "市局2.xlsx", "县局.xlsx", "--rebalance"], "--rebalance"],
  ])("%s is refused in words", async (_, args, says) => {
    await derived();
    const ended = await here(...args);
    expect({ status: ended.status, stdout: ended.stdout }).toEqual({ status: 2, stdout: "" });
    expect(ended.stderr).toContain(says);
  });
});

test("CO-23 what the county issued by its own edition is collected by the city", async () => {
  await derived();
  folder.write("名册.xlsx", writtenWorkbook([{ name: "名册", rows: [["工号", "姓名", "所在单位", "职务层级"], ["1001", "王芳", "办税股", "科员"]] }]));
  expect((await here("issue", "县局2.xlsx", "--roster", "名册.xlsx", "-o", "下发")).status).toBe(0);
  const city = await here("collect", "下发", "--template", "市局2.xlsx", "--roster", "名册.xlsx", "--json");
  const { files, board } = JSON.parse(city.stdout) as { readonly files: readonly { readonly findings: readonly { readonly code: string }[] }[]; readonly board: readonly { readonly state: string }[] };
  expect(files.flatMap(({ findings }) => findings.map(({ code }) => code))).toEqual(["return.derived", "return.blank"]);
  expect(board).toHaveLength(1);
});
