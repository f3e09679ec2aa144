import { readFileSync } from "node:fs";
import { openWorkbook } from "../../src/workbook/file/open-workbook";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder";
import { twinscore } from "../support/twinscore-process";
import { writtenWorkbook } from "../support/written-workbook";

let folder: TemporaryFolder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const ROWS = [
  ["指标编码", "指标名称", "上级指标", "承担单位", "分解份额(%)", "执行", "考评", "是否下达", "不下达理由"],
  ["S1", "税收收入", null, null, null, "收入科", "市局", "下达", null],
  ["L1", "城东入库", "S1", "城东分局", 60, "王芳", "收入科", null, null],
  ["L2", "城西入库", "税收收入", "城西分局", 30, "李强", "李强", null, null],
  ["S2", "保密管理", null, null, null, "办公室", "市局", "不下达", null],
] as const;

test("CC-10 a decomposition is told and reported, in either language; check finds the same", async () => {
  folder.write("分解.xlsx", writtenWorkbook([{ name: "指标分解", rows: ROWS }]));
  const ended = await twinscore(["cascade", "分解.xlsx", "-o", "报告.xlsx", "--json"], { cwd: folder.path });
  const told = JSON.parse(ended.stdout) as { readonly findings: readonly { readonly code: string; readonly address: string; readonly message: string }[]; readonly indicators: number; readonly filtered: number };
  expect([ended.status, told.indicators, told.filtered]).toEqual([1, 4, 1]);
  expect(told.findings.map(({ code, address }) => [code, address])).toEqual([["cascade.shares", "E3"], ["cascade.self-assessed", "G4"], ["cascade.filter-reason", "I5"]]);
  const { sheets } = await (await openWorkbook(readFileSync(folder.at("报告.xlsx")), "报告.xlsx")).read({ sheets: "all", fields: ["values"] });
  expect(sheets.map(({ name }) => name)).toEqual(["分解树", "过滤清单", "责任矩阵", "分解损失"]);
  expect(sheets[0]?.values.flat()).toEqual(expect.arrayContaining(["税收收入", "　城东入库", "60%"]));
  const english = await twinscore(["cascade", "分解.xlsx", "--lang", "en-US"], { cwd: folder.path });
  expect(english.stdout).toContain("off 100%");
  const checked = await twinscore(["check", "分解.xlsx", "--json"], { cwd: folder.path });
  expect((JSON.parse(checked.stdout) as typeof told).findings.map(({ code }) => code)).toEqual(expect.arrayContaining(["cascade.shares", "cascade.self-assessed", "cascade.filter-reason"]));
});

test("CC-10 a workbook without a decomposition, and an output that is none, are refused in a sentence", async () => {
  folder.write("名册.xlsx", writtenWorkbook([{ name: "名册", rows: [["姓名"], ["王芳"]] }]));
  const none = await twinscore(["cascade", "名册.xlsx"], { cwd: folder.path });
  expect([none.status, none.stderr]).toEqual([2, expect.stringContaining("上级指标")]);
  const extension = await twinscore(["cascade", "名册.xlsx", "-o", "报告.csv"], { cwd: folder.path });
  expect([extension.status, extension.stderr]).toEqual([2, expect.stringContaining(".xlsx")]);
});
