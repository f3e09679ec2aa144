import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compareTemplates, postTemplates } from "../../src/core/check/comparability";
import { valueAt } from "../../src/core/grid/snapshot";
import { createBlankWorkbook } from "../../src/workbook/file/blank-workbook";
import { openWorkbook } from "../../src/workbook/file/open-workbook";
import type { EditValue } from "../../src/core/plan/edit";
import { recognizeSheet } from "../../src/core/recognize/recognize-sheet";
import { readTables } from "../../src/core/template/read-tables";
import { sheetOf, workbookOf } from "../support/grid";
import { temporaryFolder } from "../support/temporary-folder";
import { twinscore } from "../support/twinscore-process";

jest.setTimeout(120_000);

/** A form of a post with a line for each indicator. */
function form(post: string, ...lines: readonly (readonly [string, number, string])[]): readonly (readonly EditValue[])[] {
  return [[`${post}绩效考评表`, null, null, null], ["考评内容", "分值", "数据来源", "得分"], ...lines.map(([name, mark, source]): EditValue[] => [name, mark, source, null])];
}

const USUAL = [["完成年度收入任务", 40, "征管系统"], ["规范执行处罚裁量", 30, "执法台账"], ["按时报送工作报告", 30, "收文登记"]] as const;
const FORMS = {
  "征收岗": form("征收岗", ...USUAL),
  "管理岗": form("管理岗", ["办结涉税事项", 30, "征管系统"], ["落实首问负责制", 30, "执法台账"], ["信息稿件采用", 40, "收文登记"]),
  "稽查岗": form("稽查岗", ["立案查处案件", 50, "征管系统"], ["文书制作规范", 50, "问卷调查"]),
};

async function save(path: string, rows: readonly (readonly EditValue[])[]): Promise<void> {
  const workbook = createBlankWorkbook("考评表");
  const { sheets } = await workbook.read({ sheets: "all", fields: [] });
  await workbook.apply({ purpose: "edit", edits: [{ kind: "setValues", area: { sheetId: sheets[0]?.sheetId ?? "", row: 0, column: 0, rows: rows.length, columns: 4 }, values: rows.map((row) => [...row]) }] });
  writeFileSync(path, workbook.save());
}

test("CK-93 the same marks of other indicators are the same; number, marks and sources that differ are named", () => {
  const templates = Object.entries(FORMS).flatMap(([post, rows]) => {
    const workbook = workbookOf(sheetOf(rows.map((row) => row.map((value) => (typeof value === "object" ? null : value))), { name: post }));
    return postTemplates(readTables(workbook, workbook.sheets.map((sheet) => recognizeSheet(workbook, sheet)), null), `${post}.xlsx`);
  });
  const [comparison, ...others] = compareTemplates(templates);
  expect(others).toEqual([]);
  expect(comparison?.usual).toEqual({ count: "3", fullTotal: "100", weightTotal: null, marks: "40、30、30", weights: null, sources: "征管系统、执法台账、收文登记" });
  expect(comparison?.deviations.map(({ template, aspect, value }) => [template.file, aspect, value])).toEqual([
    ["稽查岗.xlsx", "count", "2"],
    ["稽查岗.xlsx", "marks", "50、50"],
    ["稽查岗.xlsx", "sources", "征管系统、问卷调查"],
  ]);
});

test("CL-17 CK-94 one certificate over a folder, in both languages", async () => {
  const folder = temporaryFolder();
  for (const [post, rows] of Object.entries(FORMS)) await save(join(folder.path, `${post}.xlsx`), rows);
  const cellsOf = async (path: string): Promise<readonly (readonly unknown[])[]> => {
    const { sheets } = await (await openWorkbook(new Uint8Array(readFileSync(join(folder.path, path))), path)).read({ sheets: "all", fields: ["values"] });
    const sheet = sheets[0];
    if (!sheet?.used) throw new Error("an empty certificate");
    return Array.from({ length: sheet.used.rows }, (_, row) => Array.from({ length: 9 }, (__, column) => valueAt(sheet, row, column)));
  };
  const ended = await twinscore(["check", ".", "--certificate", "核查表.xlsx", "--now", "2026-10-08T09:00:00+08:00"], { cwd: folder.path });
  expect(ended.stdout).toContain("核查表.xlsx");
  const cells = await cellsOf("核查表.xlsx");
  expect(cells[1]?.[0]).toBe("核查范围：3 个文件中有考评指标的表格 3 张，其中 3 张有同类表格可比。核查时间：2026-10-08T09:00:00+08:00");
  expect(cells[2]?.[0]).toBe("结论：1 组同类表格中，1 张表格共有 3 处与多数表格不统一，已用红字标出。");
  const verdicts = new Map(cells.slice(6).map((row) => [row[0], row[8]]));
  expect(verdicts.get("管理岗.xlsx")).toBe("统一");
  expect(verdicts.get("稽查岗.xlsx")).toBe("不统一：指标数、各项分值、数据来源");
  const refused = await twinscore(["score", ".", "--certificate", "a.xlsx"], { cwd: folder.path });
  expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining("--certificate")]);
  folder.remove();
});
