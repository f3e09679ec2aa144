import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { reportCsv, type ReportLine } from "../../src/core/check/finding-report";
import { valueAt } from "../../src/core/grid/snapshot";
import { zhReport } from "../../src/i18n/zh-CN/report";
import { openWorkbook } from "../../src/workbook/file/open-workbook";
import { SAMPLE } from "../support/corpus";
import { cellsOf } from "../support/excelize";
import { temporaryFolder } from "../support/temporary-folder";
import { jsonLines, twinscore } from "../support/twinscore-process";

jest.setTimeout(120_000);

const line = (part: Partial<ReportLine>): ReportLine => ({ file: "a.xlsx", severity: "错误", sheet: "表", cell: "C5", sentence: "漏填", code: "entry.missing", accepted: "", ...part });

test("CK-91 a CSV that programs read as it was meant, and nothing in it is a formula", () => {
  const csv = reportCsv([line({ sentence: 'says "no", and\nmore', sheet: "=1+1" }), line({ accepted: "@SUM(A1)" })], zhReport);
  expect(csv.startsWith('\ufeff"文件","级别"')).toBe(true);
  expect(csv).toContain('"says ""no"", and\nmore"');
  expect(csv).toContain(`"'=1+1"`);
  expect(csv).toContain(`"'@SUM(A1)"`);
  expect(csv.endsWith("\r\n")).toBe(true);
});

test("CL-16 one report over a folder, the same findings as the lines of JSON", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder.path, "夹"));
  for (const name of ["一.xlsx", "二.xlsx"]) copyFileSync(SAMPLE, join(folder.path, "夹", name));
  const ended = await twinscore(["check", "夹", "--json", "--report", "问题.xlsx"], { cwd: folder.path });
  const findings = jsonLines(ended.stdout).flatMap((file) => (file as unknown as { readonly findings: readonly { readonly code: string; readonly message: string }[] }).findings);
  expect(findings.length).toBeGreaterThan(4);
  const bytes = new Uint8Array(readFileSync(join(folder.path, "问题.xlsx")));
  const { sheets } = await (await openWorkbook(bytes, "report.xlsx")).read({ sheets: "all", fields: ["values"] });
  const sheet = sheets[0];
  if (!sheet?.used) throw new Error("an empty report");
  expect(sheet.used.rows).toBe(findings.length + 1);
  expect(findings.map((_, i) => [valueAt(sheet, i + 1, 5), valueAt(sheet, i + 1, 4)])).toEqual(findings.map(({ code, message }) => [code, message]));
  expect([...(await cellsOf(bytes)).keys()]).toEqual(["检查结果"]);
  const csv = await twinscore(["check", "夹", "--report", "问题.csv"], { cwd: folder.path });
  expect(readFileSync(join(folder.path, "问题.csv"), "utf8").split("\r\n").length).toBeGreaterThan(findings.length);
  expect(csv.stdout).toContain("问题.csv");
});

test.each([["score", "a.xlsx"], ["check", "a.txt"], ["check", "a"]])("CL-16 %s --report %s is refused", async (verb, report) => {
  const folder = temporaryFolder();
  copyFileSync(SAMPLE, join(folder.path, "一.xlsx"));
  const ended = await twinscore([verb, "一.xlsx", "--report", report], { cwd: folder.path });
  expect([ended.status, ended.stderr.includes("--report")]).toEqual([2, true]);
});
