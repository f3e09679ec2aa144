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

/** Edits that change more than cells: of the sheet `first`, of `second`, which they may empty or delete, or of one that they add. */
function wideEdit(kind: number, [row, column, rows, columns]: readonly [number, number, number, number], { first, second }: { readonly first: string; readonly second: string }, serial: number): readonly Edit[] {
  const on = (sheetId: string): Area => ({ sheetId, row, column, rows, columns });
  const own = `own-${String(serial)}`;
  const options = { allowFormatCells: row % 2 === 0, allowFormatColumns: true, allowSort: false, allowAutoFilter: column % 2 === 0 };
  switch (kind) {
    case 0:
      return [{ kind: "setColumns", sheetId: first, column, columns, width: 9 + row, hidden: row % 2 === 0 }];
    case 1:
      return [{ kind: "setConditionalFormat", area: on(first), formula: "B2>1", fill: "FFC7CE", fontColor: "9C0006" }];
    case 2:
      return [{ kind: "freezePanes", sheetId: first, rows: row, columns: column }];
    case 3:
      return [{ kind: "setPageLayout", sheetId: first, layout: { orientation: row % 2 === 0 ? "landscape" : "portrait", fitToWidth: column % 2 === 0, titleRows: null, footer: "&C第 &P 页" } }];
    case 4:
      return [
        { kind: "addSheet", sheetId: own, name: `新${String(serial)}`, visibility: row % 2 === 0 ? "visible" : "hidden", after: column % 2 === 0 ? first : null },
        { kind: "setValues", area: on(own), values: Array.from({ length: rows }, () => Array.from({ length: columns }, () => "1-2")) },
        { kind: "mergeCells", area: { sheetId: own, row: 20, column: 0, rows: 1, columns: 2 } },
        { kind: "setProtection", sheetId: own, options },
      ];
    case 5:
      return [{ kind: "clearSheet", sheetId: second }, { kind: "setValues", area: on(second), values: Array.from({ length: rows }, () => Array.from({ length: columns }, () => row)) }];
    case 6:
      return [{ kind: "setRecord", record: `{"text":"<${String(serial)}> & _x0041_"}` }];
    case 7:
      return [{ kind: "setFormulas", area: on(first), formulas: Array.from({ length: rows }, () => Array.from({ length: columns }, () => "=表2!A1&\"!\"")), expected: null }];
    case 8:
      return [{ kind: "setRowHeight", sheetId: first, row, rows, height: 20 + column }];
    default:
      // No colour of text: black and automatic read the same, and only black can be set again (XL-5).
      return [{ kind: "setStyle", area: on(first), style: { fill: "DDEBF7", fontSize: 8 + row, border: "thin", wrap: true, indent: 1, vertical: "center" } }];
  }
}

const wideSheets: fc.Arbitrary<readonly WrittenSheet[]> = fc.tuple(sheets, sheets, fc.boolean()).map(([[one], [two], merged]) => [
  { ...(one ?? { rows: [[1]] }), name: "表1", ...(merged ? { merges: ["G9:H9"] } : {}) },
  { ...(two ?? { rows: [[1]] }), name: "表2", merges: ["F8:F9"] },
]);

const wideEdits = fc.array(fc.tuple(fc.nat(9), rect), { minLength: 1, maxLength: 6 });

test.each([
  ["and the second sheet stays", false],
  ["and the second sheet is deleted in the end", true],
] as const)("XL-14 XL-18 in Excel everything about the workbook is as before after an undo, whatever sheets, sizes, panes, prints and formats a plan touched, %s", async (_, deletes) => {
  await fc.assert(
    fc.asyncProperty(wideSheets, wideEdits, async (tables, steps) => {
      const { host, port } = await openInExcel(writtenWorkbook(tables));
      const [first = "", second = ""] = (await port.read({ sheets: "all", fields: [] })).sheets.map(({ sheetId }) => sheetId);
      const before = describeWorkbook(host.workbook);
      // A record is written once in a plan.
      const once = steps.filter(([kind], index) => kind !== 6 || steps.findIndex(([other]) => other === 6) === index);
      const planned = once.flatMap(([kind, area], index) => wideEdit(kind, area, { first, second }, index));
      const receipt = await port.apply({ purpose: "structure", edits: deletes ? [...planned, { kind: "deleteSheet", sheetId: second }] : planned });
      await port.undo(receipt);
      expect(describeWorkbook(host.workbook)).toEqual(before);
      expect(host.leftBehind()).toEqual({ registrations: 0, references: 0 });
    }),
    { numRuns: 150, seed: 3 },
  );
}, 60_000);
