import { textOf } from "../../../src/core/grid/cell";
import { formulaAt, valueAt } from "../../../src/core/grid/snapshot";
import type { EditValue } from "../../../src/core/plan/edit";
import { createSession } from "../../../src/app/session/create-session";
import { textsOf } from "../../../src/i18n/command-line-texts";
import { createBlankWorkbook } from "../../../src/workbook/file/blank-workbook";
import type { FileWorkbook } from "../../../src/workbook/file/file-workbook";
import { openWorkbook } from "../../../src/workbook/file/open-workbook";
import { fileLedgers } from "../../support/file-ledgers";
import { NOW, sessionOver, type } from "./session-over";

jest.setTimeout(120_000);

const POSTS: Readonly<Record<string, readonly (readonly [string, number, string])[]>> = {
  征收岗: [["完成年度收入任务", 40, "征管系统"], ["规范执行处罚裁量", 30, "执法台账"], ["按时报送工作报告", 30, "收文登记"]],
  管理岗: [["办结涉税事项", 30, "征管系统"], ["落实首问负责制", 30, "执法台账"], ["信息稿件采用", 40, "收文登记"]],
  稽查岗: [["立案查处案件", 50, "征管系统"], ["文书制作规范", 50, "问卷调查"]],
};

/** One workbook with a form for each post. */
async function posts(): Promise<Uint8Array> {
  const workbook = createBlankWorkbook("说明");
  for (const [post, lines] of Object.entries(POSTS)) {
    const values: EditValue[][] = [[`${post}绩效考评表`, null, null, null], ["考评内容", "分值", "数据来源", "得分"], ...lines.map(([name, mark, source]): EditValue[] => [name, mark, source, null])];
    await workbook.apply({ purpose: "edit", edits: [{ kind: "addSheet", sheetId: post, name: post, visibility: "visible", after: null }, { kind: "setValues", area: { sheetId: post, row: 0, column: 0, rows: values.length, columns: 4 }, values }] });
  }
  return workbook.save();
}

async function certificate(file: FileWorkbook, name: string): Promise<readonly (readonly string[])[]> {
  const { sheets } = await file.read({ sheets: "all", fields: ["values", "formulas"] });
  const sheet = sheets.find((candidate) => candidate.name === name);
  if (!sheet?.used) return [];
  const { rows, columns } = sheet.used;
  return Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (__, column) => formulaAt(sheet, row, column) ?? textOf(valueAt(sheet, row, column))));
}

test("SE-22 CK-94 the certificate becomes a sheet of ours, is not read as a table, is made anew in its place and taken back to the very bytes", async () => {
  const { session, file } = await sessionOver(await posts());
  const opened = file.save();
  const before = await session.recognize(null);
  const preview = await session.previewCertificate(null);
  expect(preview).toMatchObject({ purpose: "certificate", empty: false, tables: 3, compared: 3, groups: 1, differing: 1, deviations: 3 });
  expect(preview.changes.map(({ sheetName, after }) => [sheetName, after])).toContainEqual(["可比性核查", "不统一：指标数、各项分值、数据来源"]);
  expect(file.save()).toEqual(opened);

  const applied = await session.apply(preview.previewId);
  expect(applied.reveal).toMatchObject({ row: 0, column: 0, rows: 1, columns: 1 });
  const cells = await certificate(file, "可比性核查");
  expect(cells[1]?.[0]).toBe("核查范围：本工作簿中有考评指标的表格 3 张，其中 3 张有同类表格可比。核查时间：2026-10-12 09:00");
  expect(cells[4]).toEqual(["工作表", "指标数", "满分合计", "权重合计", "各项分值", "各项权重", "数据来源", "核查结果"]);
  expect(cells.slice(5, 9).map((row) => [row[0], row[7]])).toEqual([["多数表格", ""], ["征收岗", "统一"], ["管理岗", "统一"], ["稽查岗", "不统一：指标数、各项分值、数据来源"]]);

  const saved = await openWorkbook(file.save(), "again.xlsx");
  const again = createSession(saved, textsOf("zh-CN").sheets, () => NOW, fileLedgers);
  const tables = (view: typeof before): readonly string[] => view.sheets.flatMap((sheet) => sheet.tables.map(({ sheetName }) => sheetName));
  const read = await again.recognize(null);
  expect(tables(read)).toEqual(tables(before));
  expect((await again.check(null)).findings.filter(({ sheetName }) => sheetName === "可比性核查")).toEqual([]);
  await type(saved, read.sheets.find(({ name }) => name === "稽查岗")?.sheetId ?? "", 2, 1, 60);
  await again.apply((await again.previewCertificate(null)).previewId);
  expect((await saved.read({ sheets: "all", fields: [] })).sheets.map(({ name }) => name)).toEqual(["说明", "征收岗", "管理岗", "稽查岗", "可比性核查"]);
  expect((await certificate(saved, "可比性核查"))[8]).toContain("不统一：指标数、满分合计、各项分值、数据来源");

  expect((await session.state(null)).history.map(({ purpose }) => purpose)).toEqual(["certificate"]);
  await session.undo(null);
  expect(file.save()).toEqual(opened);
});

test("SE-22 in English, beside a sheet of the user's with our name, and structuring afterwards leaves it alone", async () => {
  const file = await openWorkbook(await posts(), "posts.xlsx");
  await file.apply({ purpose: "edit", edits: [{ kind: "addSheet", sheetId: "own", name: "Comparability", visibility: "visible", after: null }] });
  const session = createSession(file, textsOf("en-US").sheets, () => NOW, fileLedgers);
  await session.recognize(null);
  await session.apply((await session.previewCertificate(null)).previewId);
  const before = await certificate(file, "Comparability-2");
  expect(before[1]?.[0]).toBe("Tables with indicators in this workbook: 3, of which 3 can be compared with another. Compared: 2026-10-12 09:00");
  await session.apply((await session.previewStructure({ protect: true })).previewId);
  expect(await certificate(file, "Comparability-2")).toEqual(before);
  expect(await session.previewCertificate(null)).toMatchObject({ tables: 3 });
});

test("SE-22 where nothing can be compared the certificate says just that", async () => {
  const { session, file } = await sessionOver(createBlankWorkbook("空").save());
  await session.recognize(null);
  const preview = await session.previewCertificate(null);
  expect(preview).toMatchObject({ tables: 0, groups: 0, deviations: 0 });
  await session.apply(preview.previewId);
  expect((await certificate(file, "可比性核查"))[2]?.[0]).toBe("结论：没有两张可以相互比较的同类表格。");
});
