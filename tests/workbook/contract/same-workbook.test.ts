import fc from "fast-check";
import { JOB_STEPS, runJob } from "../../../src/app/main-job";
import type { Area } from "../../../src/core/grid/address";
import type { WorkbookSnapshot } from "../../../src/core/grid/snapshot";
import type { Edit, EditValue } from "../../../src/core/plan/edit";
import { textsOf } from "../../../src/i18n/command-line-texts";
import type { WorkbookPort } from "../../../src/workbook/port";
import { cellsOf } from "../../support/excelize";
import { scoreTable, writtenWorkbook, type Written, type WrittenSheet } from "../../support/written-workbook";
import { describeWorkbook } from "../excel/workbook-description";
import { HOSTS, openInExcel, openInFile } from "./hosts";

const JOB = { steps: new Set(JOB_STEPS), texts: textsOf("zh-CN").sheets, now: "2026-10-12T09:00:00+08:00", protect: true, signer: "考核组" };

const PEOPLE: readonly (readonly [string, Written, Written])[] = [
  ["王芳", 50, 35],
  ["李强", 55.5, 38],
  ["赵敏", 48, 30],
];

/** Cells by sheet and address, as excelize reads them. */
async function foreignCells(bytes: Uint8Array): Promise<unknown> {
  return [...(await cellsOf(bytes))].map(([sheet, cells]) => [sheet, [...cells].sort(([a], [b]) => a.localeCompare(b))]);
}

test("XL-13 the whole job leaves the same workbook through both hosts, another program reads", async () => {
  const bytes = writtenWorkbook([scoreTable(PEOPLE)]);
  const [excel, file] = [await openInExcel(bytes), await openInFile(bytes)];
  const results = [await runJob(excel.port, JOB), await runJob(file.port, JOB)] as const;
  expect(results[0].receipts.map(({ cells, disagreements }) => [cells, disagreements])).toEqual(results[1].receipts.map(({ cells, disagreements }) => [cells, disagreements]));
  expect(results[0].receipts.flatMap(({ disagreements }) => disagreements)).toEqual([]);
  expect(await foreignCells(excel.save())).toEqual(await foreignCells(file.save()));
});

test("XL-18 taking the whole job back leaves the workbook as it was, formats, names and parts included", async () => {
  const { host, port } = await openInExcel(writtenWorkbook([scoreTable(PEOPLE)]));
  const before = describeWorkbook(host.workbook);
  const { receipts } = await runJob(port, JOB);
  expect(describeWorkbook(host.workbook)).not.toEqual(before);
  for (const receipt of [...receipts].reverse()) await port.undo(receipt);
  expect(describeWorkbook(host.workbook)).toEqual(before);
});

const cell: fc.Arbitrary<Written> = fc.oneof(
  fc.constant(null),
  fc.integer({ min: -99, max: 99 }),
  fc.constantFrom("甲", "1-2", "10分", "=不是公式", "#N/A", "TRUE", " 空格 "),
  fc.boolean(),
  fc.constantFrom<Written>({ percent: 50 }, { error: "#DIV/0!" }, { formula: "A1", value: 1 }),
);

const ROWS = 6;
const COLUMNS = 4;

const sheets: fc.Arbitrary<readonly WrittenSheet[]> = fc
  .array(fc.array(fc.array(cell, { minLength: COLUMNS, maxLength: COLUMNS }), { minLength: 1, maxLength: ROWS }), { minLength: 1, maxLength: 2 })
  .map((tables) => tables.map((rows, index) => ({ name: `表${String(index + 1)}`, rows: rows.map((line, r) => line.map((item, c) => (r === 0 && c === 0 ? 1 : item))) })));

const rect = fc.tuple(fc.nat(ROWS), fc.nat(COLUMNS), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }));

/** An edit of the first sheet, or of one that the plan adds. */
function editOf(kind: number, [row, column, rows, columns]: readonly [number, number, number, number], value: EditValue, sheetId: string): Edit {
  const area: Area = { sheetId, row, column, rows, columns };
  const matrix = <T>(item: T): T[][] => Array.from({ length: rows }, () => Array.from({ length: columns }, () => item));
  switch (kind % 7) {
    case 0:
      return { kind: "setValues", area, values: matrix(value) };
    case 1:
      return { kind: "setFormulas", area, formulas: matrix("=1+1"), expected: null };
    case 2:
      return { kind: "setStyle", area, style: { fill: "FFEE00", bold: true, numberFormat: "0.00" } };
    case 3:
      return { kind: "setStyle", area, style: { border: "thin", horizontal: "center", locked: false } };
    case 4:
      return { kind: "setValidation", area, rule: { type: "whole", min: 0, max: 9, allowBlank: true, severity: "stop", promptTitle: "", prompt: "", errorTitle: "", error: "" } };
    case 5:
      return { kind: "setRowHeight", sheetId, row, rows, height: 33 };
    default:
      return { kind: "defineName", name: `TS_${String(row)}`, refersTo: "表1!$A$1", hidden: true };
  }
}

const edits = fc.array(fc.tuple(fc.nat(6), rect, fc.oneof(fc.constant(null), fc.constant(""), fc.integer(), fc.constantFrom("1-2", "文字", "=A1", "'x"))), { minLength: 1, maxLength: 6 });

/** What a workbook says, whatever its sheets and styles are called inside. */
async function said(port: WorkbookPort): Promise<unknown> {
  const workbook: WorkbookSnapshot = await port.read({ sheets: "all", fields: ["values", "formulas", "styles", "validations", "protection"] });
  return workbook.sheets.map((sheet) => ({
    ...sheet,
    sheetId: "",
    styles: sheet.styles.map((line) => line.map((number) => workbook.styleTable[number])),
    formulas: sheet.formulas.map((line) => (line.some((formula) => formula !== null) ? line : [])),
    validations: sheet.validations.length > 0,
  }));
}

test.each(HOSTS)("XL-18 %s host: undo after a plan is as if nothing had been done, whatever workbook and plan", async (_, open) => {
  await fc.assert(
    fc.asyncProperty(sheets, edits, async (tables, steps) => {
      const { port } = await open(writtenWorkbook(tables));
      const first = (await port.read({ sheets: "all", fields: [] })).sheets[0]?.sheetId ?? "";
      const before = await said(port);
      const receipt = await port.apply({ purpose: "structure", edits: steps.map(([kind, area, value]) => editOf(kind, area, value, first)) });
      await port.undo(receipt);
      expect(await said(port)).toEqual(before);
    }),
    { numRuns: 25, seed: 7 },
  );
}, 60_000);

test("XL-13 the same plan makes the same workbook through both hosts, whatever workbook and plan", async () => {
  await fc.assert(
    fc.asyncProperty(sheets, edits, async (tables, steps) => {
      const outcomes: unknown[] = [];
      for (const [, open] of HOSTS) {
        const { port } = await open(writtenWorkbook(tables));
        const first = (await port.read({ sheets: "all", fields: [] })).sheets[0]?.sheetId ?? "";
        await port.apply({ purpose: "structure", edits: steps.map(([kind, area, value]) => editOf(kind, area, value, first)) });
        outcomes.push(await said(port));
      }
      expect(outcomes[0]).toEqual(outcomes[1]);
    }),
    { numRuns: 25, seed: 11 },
  );
}, 60_000);
