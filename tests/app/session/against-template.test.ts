import { checkReading } from "../../../src/app/check-workbook";
import { readWorkbook } from "../../../src/app/read-workbook";
import { textOf } from "../../../src/core/grid/cell";
import { toA1 } from "../../../src/core/grid/address";
import { valueAt } from "../../../src/core/grid/snapshot";
import type { FileWorkbook } from "../../../src/workbook/file/file-workbook";
import { openWorkbook } from "../../../src/workbook/file/open-workbook";
import { sample, sessionOver, type } from "./session-over";

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
