import { createSession } from "../../../src/app/session/create-session";
import { textsOf } from "../../../src/i18n/command-line-texts";
import { fileLedgers } from "../../support/file-ledgers";
import { writtenWorkbook, type Written } from "../../support/written-workbook";
import { checkReading } from "../../../src/app/check-workbook";
import { readWorkbook } from "../../../src/app/read-workbook";
import { textOf } from "../../../src/core/grid/cell";
import { toA1 } from "../../../src/core/grid/address";
import { valueAt } from "../../../src/core/grid/snapshot";
import type { FileWorkbook } from "../../../src/workbook/file/file-workbook";
import { openWorkbook } from "../../../src/workbook/file/open-workbook";
import { NOW, sample, sessionOver, type } from "./session-over";

jest.setTimeout(120_000);

async function templateFindings(file: FileWorkbook): Promise<readonly (readonly [string, string | null, string])[]> {
  const findings = await checkReading(await readWorkbook(file));
  return findings.filter(({ code }) => code.startsWith("template.")).map(({ code, sheetName, area }) => [code, sheetName, area ? toA1(area) : ""]);
}

test("CK-95, CK-97 a structured, scored and ranked workbook fits its record until somebody changes it, saved and opened again", async () => {
  const { session, file } = await sessionOver(sample());
  await session.recognize(null);
  await session.apply((await session.previewStructure({ protect: false })).previewId);
  await session.apply((await session.previewScores({ scheme: (await session.scheme(null)).scheme, marks: {} })).previewId);
  expect(await templateFindings(file)).toEqual([]);

  const opened = await openWorkbook(file.save(), "again.xlsx");
  const { tables, workbook } = await readWorkbook(opened);
  const matrix = tables.find(({ layout, performance }) => layout === "subject-matrix" && performance === "person");
  const header = matrix?.table.headerRows?.last ?? -1;
  const [first] = matrix?.indicators ?? [];
  if (!matrix || first?.where.kind !== "column") throw new Error("the sample has no people by indicators");
  const sheet = workbook.sheets.find(({ sheetId }) => sheetId === matrix.sheetId);
  const text = sheet ? textOf(valueAt(sheet, header, first.where.column)) : "";
  const [, mark] = /(\d+)/.exec(text) ?? [];
  expect(mark).toBeDefined();
  await type(opened, matrix.sheetId, header, first.where.column, text.replace(String(mark), String(Number(mark) + 5)));
  const score = workbook.names.find(({ name }) => name === `_TS_${matrix.tableId}_score`);
  expect(score).toBeDefined();
  const row = matrix.bodyRows[2] ?? -1;
  const column = /\$([A-Z]+)\$\d+:/.exec(score?.refersTo ?? "")?.[1] ?? "";
  await opened.apply({ purpose: "edit", edits: [{ kind: "setValues", area: { sheetId: matrix.sheetId, row, column: [...column].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1, rows: 1, columns: 1 }, values: [[99]] }] });

  expect(await templateFindings(opened)).toEqual([
    ["template.fullMark-changed", matrix.sheetName, toA1({ row: header, column: first.where.column, rows: 1, columns: 1 })],
    ["template.result-typed", matrix.sheetName, `${column}${String(row + 1)}`],
  ]);
});

test("CK-108 CK-109 protection taken off, a total typed over and a range cut are told from the record, saved and opened again, until it is structured again", async () => {
  const { session, file } = await sessionOver(writtenWorkbook([{
    name: "组织绩效",
    rows: [
      ["单位", "税收收入（40分）", "纳税服务（30分）", "党的建设（30分）", "总分", "折算"],
      ...["第一税务所", "第二税务所", "第三税务所", "办公室"].map((name, i): Written[] => [name, 38 - i, 28, 29, { formula: `SUM(B${String(i + 2)}:D${String(i + 2)})`, value: 95 - i }, { formula: `E${String(i + 2)}*0.6`, value: (95 - i) * 0.6 }]),
    ],
  }]));
  await session.recognize(null);
  await session.apply((await session.previewStructure({ protect: true })).previewId);
  expect(await templateFindings(file)).toEqual([]);
  const opened = await openWorkbook(file.save(), "again.xlsx");
  const sheetId = (await opened.read({ sheets: "all", fields: [] })).sheets[0]?.sheetId ?? "";
  await opened.apply({
    purpose: "edit",
    edits: [
      { kind: "setProtection", sheetId, options: null },
      { kind: "setFormulas", area: { sheetId, row: 1, column: 4, rows: 4, columns: 1 }, formulas: [2, 3, 4, 5].map((row) => [`=SUM(C${String(row)}:D${String(row)})`]), expected: null },
      { kind: "setValues", area: { sheetId, row: 1, column: 5, rows: 4, columns: 1 }, values: [[57], [56], [55], [54]] },
    ],
  });
  const changed = [
    ["template.protection-removed", "组织绩效", ""],
    ["template.range-cut", "组织绩效", "E2:E5"],
    ["template.formula-replaced", "组织绩效", "F2:F5"],
  ];
  expect(await templateFindings(opened)).toEqual(changed);
  const again = createSession(await openWorkbook(opened.save(), "again.xlsx"), textsOf("zh-CN").sheets, () => NOW, fileLedgers);
  await again.recognize(null);
  const found = async (): Promise<readonly string[]> => (await again.check(null)).findings.flatMap(({ code }) => (code.startsWith("template.") ? [code] : []));
  expect(await found()).toEqual(changed.map(([code]) => code));
  await again.apply((await again.previewStructure({ protect: true })).previewId);
  expect(await found()).toEqual([]);
});
