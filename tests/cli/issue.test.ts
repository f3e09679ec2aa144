import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder";
import { PEOPLE, seasonRoster, seasonTemplate } from "../support/season-workbooks";
import { fineWorkbook } from "../support/small-workbooks";
import { type Ended, STACK_TRACE, twinscore } from "../support/twinscore-process";

jest.setTimeout(180_000);

let folder: TemporaryFolder;
beforeEach(() => {
  folder = temporaryFolder();
  folder.write("模板.xlsx", seasonTemplate());
  folder.write("名册.xlsx", seasonRoster());
});
afterEach(() => folder.remove());

const here = (...args: readonly string[]): Promise<Ended> => twinscore(args, { cwd: folder.path });
const files = (name: string): readonly string[] => readdirSync(folder.at(name)).sort();
type IssueLine = { readonly period: string; readonly deadline: string | null; readonly issued: readonly { readonly recipient: string; readonly sheets: readonly unknown[]; readonly error?: { readonly code: string } }[]; readonly findings: readonly { readonly code: string }[] };
const lineOf = (ended: Ended): IssueLine => JSON.parse(ended.stdout) as IssueLine;

describe("issue", () => {
  test("IS-10 IS-15 one workbook each; again gives the same bytes, nothing without -o", async () => {
    const preview = await here("issue", "模板.xlsx", "--roster", "名册.xlsx");
    expect({ status: preview.status, says: preview.stdout.includes("4 个工作簿，4 个考评对象"), names: readdirSync(folder.path).sort() }).toEqual({ status: 0, says: true, names: ["名册.xlsx", "模板.xlsx"] });
    for (const out of ["一", "二"]) expect((await here("issue", "模板.xlsx", "--roster", "名册.xlsx", "-o", out)).status).toBe(0);
    expect(files("一")).toEqual(["孙立.xlsx", "李强.xlsx", "王芳.xlsx", "赵敏.xlsx"]);
    for (const file of files("一")) expect(readFileSync(folder.at("一", file)).equals(readFileSync(folder.at("二", file)))).toBe(true);
  });

  test("IS-3 IS-14 by unit, period and deadline from the command line", async () => {
    const ended = await here("issue", "模板.xlsx", "--roster", "名册.xlsx", "-o", "下发", "--by", "unit", "--period", "2026年第四季度", "--deadline", "2027/1/10", "--json");
    const line = lineOf(ended);
    expect({ status: ended.status, period: line.period, deadline: line.deadline, issued: line.issued.map(({ recipient, sheets }) => [recipient, sheets.length]) }).toEqual({
      status: 0,
      period: "2026年第四季度",
      deadline: "2027-01-10",
      issued: [["一分局", 2], ["二分局", 2]],
    });
    expect(files("下发")).toEqual(["一分局.xlsx", "二分局.xlsx"]);
  });

  test("IS-15 as many as pay for threads: the same files as alone, in the roster's order", async () => {
    const people = Array.from({ length: 20 }, (_, index) => [String(2000 + index), `员工${String(index)}`, "一分局", "科员"]);
    folder.write("大.xlsx", seasonRoster(people));
    const many = lineOf(await here("issue", "模板.xlsx", "--roster", "大.xlsx", "-o", "多", "--json"));
    expect(many.issued.map(({ recipient }) => recipient)).toEqual(people.map(([, name]) => name));
    folder.write("小.xlsx", seasonRoster(people.slice(0, 1)));
    await here("issue", "模板.xlsx", "--roster", "小.xlsx", "-o", "少");
    expect(readFileSync(folder.at("少", "员工0.xlsx")).equals(readFileSync(folder.at("多", "员工0.xlsx")))).toBe(true);
    expect(files("多")).toHaveLength(20);
  });

  test("IS-12 a workbook that was filled in is not overwritten, the others are issued", async () => {
    await here("issue", "模板.xlsx", "--roster", "名册.xlsx", "-o", "下发");
    writeFileSync(folder.at("下发", "王芳.xlsx"), "filled in");
    const again = await here("issue", "模板.xlsx", "--roster", "名册.xlsx", "-o", "下发", "--json");
    expect({ status: again.status, errors: lineOf(again).issued.map(({ recipient, error }) => [recipient, error?.code ?? null]) }).toEqual({
      status: 2,
      errors: [["王芳", "issue.exists"], ["李强", null], ["赵敏", null], ["孙立", null]],
    });
    expect(readFileSync(folder.at("下发", "王芳.xlsx"), "utf8")).toBe("filled in");
    expect(files("下发")).toHaveLength(4);
  });

  test("IS-3 who has no template is named, exit 1; the others are issued", async () => {
    folder.write("名册.xlsx", seasonRoster([...PEOPLE, ["1005", "周全", "二分局", "处长"]]));
    const ended = await here("issue", "模板.xlsx", "--roster", "名册.xlsx", "-o", "下发");
    expect(ended.status).toBe(1);
    expect(ended.stdout).toContain("“周全”没有适用的模板，未下发。");
    expect(files("下发")).toHaveLength(4);
  });

  test.each([
    ["IS-14 no period", ["issue", "无期.xlsx", "--roster", "名册.xlsx"], "没有考评周期"],
    ["IS-1 no roster", ["issue", "模板.xlsx"], "issue 需要 --roster"],
    ["IS-1 a roster that is none", ["issue", "模板.xlsx", "--roster", "空.xlsx"], "没有找到名册"],
    ["TL-1 a template that is none", ["issue", "名册.xlsx", "--roster", "名册.xlsx"], "没有找到指标表"],
    ["IS-3 a wrong way to divide", ["issue", "模板.xlsx", "--roster", "名册.xlsx", "--by", "team"], "--by 只能是"],
    ["IS-14 a wrong day", ["issue", "模板.xlsx", "--roster", "名册.xlsx", "--deadline", "2026-02-30"], "不是有效的日期"],
    ["CL-20 an option of another verb", ["issue", "模板.xlsx", "--roster", "名册.xlsx", "--signer", "甲"], "--signer 不能与 issue 一起用"],
    ["CL-20 an option of issuing", ["check", "模板.xlsx", "--roster", "名册.xlsx"], "--roster 不能与 check 一起用"],
    ["CL-20 two templates", ["issue", "模板.xlsx", "名册.xlsx", "--roster", "名册.xlsx"], "只能给一个"],
    ["CL-5 a file that is not there", ["issue", "没有.xlsx", "--roster", "名册.xlsx"], "找不到文件"],
    ["IS-15 a folder that is a file", ["issue", "模板.xlsx", "--roster", "名册.xlsx", "-o", "名册.xlsx"], "-o 应为文件夹"],
  ] as const)("%s is said in one sentence", async (_, args, sentence) => {
    folder.write("无期.xlsx", seasonTemplate({ facts: { name: "信息", rows: [["模板名称", "甲"]] } }));
    folder.write("空.xlsx", seasonTemplate());
    const ended = await here(...args);
    expect({ status: ended.status, said: ended.stderr.includes(sentence), trace: STACK_TRACE.test(ended.stderr), out: ended.stdout }).toEqual({ status: 2, said: true, trace: false, out: "" });
  });
});

describe("template", () => {
  test("TL-8 from the workbook to what is issued", async () => {
    const bytes = fineWorkbook();
    folder.write("评分.xlsx", bytes);
    expect((await here("template", "评分.xlsx", "-o", "新.xlsx")).status).toBe(0);
    const ended = await here("issue", "新.xlsx", "--roster", "名册.xlsx", "--period", "2026年", "-o", "下发");
    expect(ended.stdout).toContain("4 个工作簿");
    expect(ended.status).toBe(0);
    const same = await here("template", "评分.xlsx", "-o", "评分.xlsx");
    expect({ status: same.status, kept: readFileSync(folder.at("评分.xlsx")).equals(Buffer.from(bytes)) }).toEqual({ status: 2, kept: true });
  });
});
