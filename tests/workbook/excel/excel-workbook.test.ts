import { CodedError } from "../../../src/core/coded-error";
import type { Area } from "../../../src/core/grid/address";
import { valueAt } from "../../../src/core/grid/snapshot";
import type { Edit } from "../../../src/core/plan/edit";
import { editedRect } from "../../../src/workbook/excel/edit-events";
import { openExcelWorkbook } from "../../../src/workbook/excel/excel-workbook";
import type { EditedEvent, WorkbookPort } from "../../../src/workbook/port";
import { connectInProcess } from "../../simulated-excel/client/office-library";
import { writeContents } from "../../simulated-excel/model/contents";
import { protectionObject } from "../../simulated-excel/objects/sheet-protection";
import { selectRects } from "../../simulated-excel/objects/selection";
import type { WorkbookModel } from "../../simulated-excel/model/workbook-model";
import { writtenWorkbook, type WrittenSheet } from "../../support/written-workbook";
import { openInExcel, openOn } from "../contract/hosts";
import { describeWorkbook } from "./workbook-description";

const TABLE: WrittenSheet = { name: "表", rows: [["姓名", "得分"], ["甲", 1], ["乙", 2]] };

async function firstSheet(port: WorkbookPort): Promise<string> {
  return (await port.read({ sheets: "all", fields: [] })).sheets[0]?.sheetId ?? "";
}

function values(sheetId: string, row: number, column: number, rows: readonly (readonly (string | number | null)[])[]): Edit {
  return { kind: "setValues", area: { sheetId, row, column, rows: rows.length, columns: rows[0]?.length ?? 0 }, values: rows };
}

function type(row: number, column: number, value: string | number): (workbook: WorkbookModel) => void {
  return (workbook) => {
    const [sheet] = workbook.sheets;
    if (sheet) writeContents({ workbook, sheet, rects: [{ row, column, rows: 1, columns: 1 }] }, value, "values");
  };
}

function soon(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20));
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "resolved",
    (error: unknown) => (error instanceof CodedError ? error.code : String(error)),
  );
}

test("XL-1 an Excel below 1.14 is too old", async () => {
  const { host } = await openInExcel(writtenWorkbook([TABLE]));
  const { Excel: library } = connectInProcess(host);
  expect(await codeOf(openExcelWorkbook({ Excel: library, supports: () => false }))).toBe("excel.too-old");
});

test("XL-2 nothing is tracked: after a reading and an apply no reference is left, and each is a few requests", async () => {
  const { host, port } = await openInExcel(writtenWorkbook([TABLE]));
  const from = host.requests.length;
  await port.read({ sheets: "all", fields: ["values", "formulas", "styles", "validations", "hidden"] });
  expect(host.requests.length - from).toBeLessThanOrEqual(3);
  const sheetId = await firstSheet(port);
  const before = host.requests.length;
  await port.apply({ purpose: "fix", edits: [values(sheetId, 1, 1, [[5]])] });
  expect(host.requests.length - before).toBe(3);
  expect(host.leftBehind()).toEqual({ registrations: 0, references: 0 });
});

test("XL-2 a command waits for the end of a cell edit", async () => {
  const { host, port } = await openInExcel(writtenWorkbook([TABLE]));
  const sheetId = await firstSheet(port);
  host.isEditingCell = true;
  let done = false;
  const applying = port.apply({ purpose: "fix", edits: [values(sheetId, 1, 1, [[5]])] }).then(() => (done = true));
  await soon();
  expect(done).toBe(false);
  // Asking what is selected waits for nobody.
  expect(await port.selection()).toBeNull();
  host.finishCellEdit();
  await applying;
  expect(done).toBe(true);
});

test("XL-3 a payload limit halves what is asked and sent, and is remembered", async () => {
  const rows = Array.from({ length: 3_000 }, (_, row) => ["人员" + String(row), row, "考核内容与评分标准"]);
  const { host, port } = await openInExcel(writtenWorkbook([{ name: "长表", rows }]), { maxPayloadBytes: 100_000 });
  const { sheets } = await port.read({ sheets: "all", fields: ["values", "formulas"] });
  expect(sheets[0]?.values).toEqual(rows);
  const refusals = host.requests.filter(({ error }) => error !== null).length;
  expect(refusals).toBeGreaterThan(0);
  expect(refusals).toBeLessThan(8);
  await port.read({ sheets: "all", fields: ["values", "formulas"] });
  expect(host.requests.filter(({ error }) => error !== null).length).toBe(refusals);
  const sheetId = sheets[0]?.sheetId ?? "";
  const receipt = await port.apply({ purpose: "fix", edits: [values(sheetId, 0, 3, rows.map(([name = ""]) => [`${String(name)}的评语，写得长一些，好超过限制`]))] });
  expect(receipt.cells).toBe(3_000);
  await port.undo(receipt);
  expect((await port.read({ sheets: "all", fields: ["values"] })).sheets[0]?.values).toEqual(rows);
});

test("XL-7 more merged areas than Excel gives at once are read", async () => {
  const rows = Array.from({ length: 600 }, (_, row) => [row, null, "x"]);
  const merges = rows.map((_, row) => `A${row + 1}:B${row + 1}`);
  const { port } = await openInExcel(writtenWorkbook([{ name: "合并", rows, merges }]));
  const { sheets } = await port.read({ sheets: "all", fields: ["values"] });
  expect(sheets[0]?.merges).toHaveLength(600);
  expect(new Set(sheets[0]?.merges.map(({ row }) => row)).size).toBe(600);
  const receipt = await port.apply({ purpose: "fix", edits: [values(sheets[0]?.sheetId ?? "", 0, 2, [["y"]])] });
  await port.undo(receipt);
});

test("XL-16 where Excel calculates by hand, what was written is calculated and the mode stays", async () => {
  const { host, port } = await openInExcel(writtenWorkbook([TABLE]));
  host.workbook.calculation.mode = "Manual";
  const sheetId = await firstSheet(port);
  const receipt = await port.apply({ purpose: "score", edits: [{ kind: "setFormulas", area: { sheetId, row: 1, column: 2, rows: 1, columns: 1 }, formulas: [["=B2*10"]], expected: [[10]] }] });
  expect(receipt.disagreements).toEqual([]);
  expect(host.workbook.calculation.mode).toBe("Manual");
});

test("XL-19 edits of the person and of co-authors are told, our own are not, and no handler is left", async () => {
  const { host, port } = await openInExcel(writtenWorkbook([TABLE]));
  const sheetId = await firstSheet(port);
  const heard: EditedEvent[] = [];
  const stop = port.onEdited((event) => heard.push(event));
  await port.settled();
  host.actAs("user", type(1, 1, 7));
  host.actAs("coAuthor", type(2, 1, 8));
  await soon();
  const receipt = await port.apply({ purpose: "fix", edits: [values(sheetId, 1, 1, [[5]])] });
  await soon();
  await port.undo(receipt);
  await soon();
  expect(heard).toEqual([
    { sheetId, area: { row: 1, column: 1, rows: 1, columns: 1 } },
    { sheetId, area: { row: 2, column: 1, rows: 1, columns: 1 } },
    { sheetId, area: { row: 1, column: 1, rows: 1, columns: 1 }, purpose: "fix" },
    { sheetId, area: null, purpose: "fix" },
  ]);
  stop();
  await port.settled();
  expect(host.leftBehind()).toEqual({ registrations: 0, references: 0 });
  port.onEdited(() => undefined);
  await port.dispose();
  expect(host.leftBehind().registrations).toBe(0);
});

test("XL-19 where Excel refuses to be listened to, it is asked again with the next reading, and no handler is left then either", async () => {
  const { host, port } = await openInExcel(writtenWorkbook([TABLE]));
  const heard: EditedEvent[] = [];
  host.isEditingCell = true;
  const stop = port.onEdited((event) => heard.push(event));
  await port.settled();
  host.finishCellEdit();
  expect(host.leftBehind().registrations).toBe(0);
  await firstSheet(port);
  await soon();
  await port.settled();
  host.actAs("user", type(1, 1, 7));
  await soon();
  expect(heard.length).toBe(1);
  const from = host.requests.length;
  await firstSheet(port);
  await soon();
  // Nothing more is sent once it listens.
  expect(host.requests.slice(from).filter(({ requestBytes }) => requestBytes < 1_000).length).toBe(0);
  stop();
  await port.settled();
  expect(host.leftBehind()).toEqual({ registrations: 0, references: 0 });
});

test.each([
  ["B2:C3", "RangeEdited", { row: 1, column: 1, rows: 2, columns: 2 }],
  ["表!B2", "RangeEdited", { row: 1, column: 1, rows: 1, columns: 1 }],
  ["B2,D4", "RangeEdited", null],
  ["2:2", "RowInserted", null],
  ["B2", "CellDeleted", null],
  ["C1:C1048576", "ColumnDeleted", null],
] as const)("XL-19 %s, %s: told as one rectangle only where cells kept their places", (address, changeType, area) => {
  expect(editedRect({ address, changeType })).toEqual(area);
});

test("XL-23 a few cells and what may depend on them are one request", async () => {
  const { host, port } = await openInExcel(writtenWorkbook([{ name: "表", rows: [["姓名", "得分"], ["甲", 1], ["乙", 2], ["合计", { formula: "SUM(B2:B3)", value: 3 }], ["错", { formula: "B2/0", value: 0 }]] }]));
  const sheetId = await firstSheet(port);
  host.actAs("user", type(1, 1, "9分"));
  const from = host.requests.length;
  const cell = (row: number, column: number): Area => ({ sheetId, row, column, rows: 1, columns: 1 });
  expect(await port.readCells({ area: cell(1, 1), calculated: [cell(3, 1)] })).toEqual({
    used: { row: 0, column: 0, rows: 5, columns: 2 },
    values: [["9分"]],
    formulas: [[null]],
    numberFormats: [["General"]],
    calculated: [[[2]]],
  });
  expect(host.requests.length - from).toBe(1);
  // Whether a text such as #DIV/0! is an error takes another request.
  expect(await port.readCells({ area: cell(1, 1), calculated: [cell(4, 1)] })).toBeNull();
  expect(await port.readCells({ area: { ...cell(1, 1), sheetId: "gone" }, calculated: [] })).toBeNull();
});

test("XL-18 a co-author's edit since is named and stays", async () => {
  const { host, port } = await openInExcel(writtenWorkbook([TABLE]));
  const sheetId = await firstSheet(port);
  const receipt = await port.apply({ purpose: "fix", edits: [values(sheetId, 1, 1, [[5], [6]])] });
  host.actAs("coAuthor", type(2, 1, 99));
  const refused = await port.undo(receipt).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: "undo.changed-since", params: { cells: ["表!B3"] } });
  const [sheet] = (await port.read({ sheets: "all", fields: ["values"] })).sheets;
  expect(sheet && [valueAt(sheet, 1, 1), valueAt(sheet, 2, 1)]).toEqual([5, 99]);
});

test("XL-20 what an interrupted apply left is taken back by the next opening, formats included", async () => {
  const { host, port } = await openInExcel(writtenWorkbook([TABLE]));
  const before = describeWorkbook(host.workbook);
  const sheetId = await firstSheet(port);
  const next = host.requests.length;
  // The writing request is the second: it breaks off in the middle, and nothing is answered from then on.
  host.faults = [{ at: next + 1, kind: "failAtAction", action: 9, code: "Timeout" }, ...Array.from({ length: 20 }, (_, index) => ({ at: next + 2 + index, kind: "failBefore" as const, code: "Timeout" as const }))];
  const edits: readonly Edit[] = [values(sheetId, 1, 1, [[5]]), { kind: "setStyle", area: { sheetId, row: 0, column: 0, rows: 2, columns: 2 }, style: { fill: "FF0000", bold: true } }, { kind: "addSheet", sheetId: "n", name: "新", visibility: "visible", after: null }];
  expect(await codeOf(port.apply({ purpose: "fix", edits }))).toBe("excel.half-done");
  host.faults = [];
  expect(describeWorkbook(host.workbook)).toMatchObject({ marked: true });
  expect(describeWorkbook(host.workbook).sheets).not.toEqual(before.sheets);
  const again = await openOn(host);
  expect(again.wasInterrupted).toBe(true);
  expect(describeWorkbook(host.workbook)).toEqual(before);
  expect((await openOn(host)).wasInterrupted).toBe(false);
});

test("XL-20 a journal that goes by itself was a colleague's: nothing is taken back", async () => {
  const { host } = await openInExcel(writtenWorkbook([TABLE]));
  const before = describeWorkbook(host.workbook);
  host.workbook.customXmlParts.push({ id: "{x}", xml: '<journal xmlns="urn:twinscore:journal:1">{"version":1,"purpose":"fix","images":[]}</journal>' });
  let pauses = 0;
  const port = await openOn(host, () => {
    pauses += 1;
    if (pauses === 2) host.workbook.customXmlParts = [];
    return Promise.resolve();
  });
  expect([port.wasInterrupted, pauses]).toEqual([false, 2]);
  expect(describeWorkbook(host.workbook)).toEqual(before);
  let serial = 0;
  const write = (): Promise<void> => {
    host.workbook.customXmlParts = [{ id: "{x}", xml: `<journal xmlns="urn:twinscore:journal:1">${String(++serial)}</journal>` }];
    return Promise.resolve();
  };
  await write();
  expect(await codeOf(openOn(host, write))).toBe("excel.busy");
});

test("XL-20 a journal that goes between two looks at it is gone", async () => {
  const { host } = await openInExcel(writtenWorkbook([TABLE]));
  host.workbook.customXmlParts.push({ id: "{x}", xml: '<journal xmlns="urn:twinscore:journal:1">{"version":1,"purpose":"fix","images":[]}</journal>' });
  // The second request reads the journal that the first one saw.
  host.faults = [{ at: host.requests.length + 1, kind: "meanwhile", change: (workbook) => (workbook.customXmlParts = []) }];
  expect((await openOn(host)).wasInterrupted).toBe(false);
});

test("XL-20 a journal of another version is left alone, and nothing is opened", async () => {
  const { host } = await openInExcel(writtenWorkbook([TABLE]));
  host.workbook.customXmlParts.push({ id: "{x}", xml: '<journal xmlns="urn:twinscore:journal:1">{"version":2}</journal>' });
  expect(await codeOf(openOn(host))).toBe("excel.half-done");
  expect(describeWorkbook(host.workbook).marked).toBe(true);
});

test("XL-21 a plan about a sheet that was renamed since it was read is refused", async () => {
  const { host, port } = await openInExcel(writtenWorkbook([TABLE]));
  const sheetId = await firstSheet(port);
  const [sheet] = host.workbook.sheets;
  if (sheet) sheet.name = "新名";
  const refused = await port.apply({ purpose: "fix", edits: [values(sheetId, 1, 1, [[5]])] }).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: "excel.renamed", params: { sheet: "表", name: "新名" } });
  await port.read({ sheets: "all", fields: [] });
  expect(await codeOf(port.apply({ purpose: "fix", edits: [values(sheetId, 1, 1, [[5]])] }))).toBe("resolved");
});

test("XL-9 showing a cell selects it; what is selected can be asked, several areas are none", async () => {
  const { host, port } = await openInExcel(writtenWorkbook([TABLE, { name: "二", rows: [[1]] }]));
  const ids = (await port.read({ sheets: "all", fields: [] })).sheets.map(({ sheetId }) => sheetId);
  const area = { sheetId: ids[1] ?? "", row: 3, column: 2, rows: 2, columns: 2 };
  await port.reveal(area);
  expect(await port.selection()).toEqual(area);
  const { active } = host.workbook;
  selectRects({ workbook: host.workbook, sheet: active, rects: [{ row: 0, column: 0, rows: 1, columns: 1 }, { row: 5, column: 5, rows: 1, columns: 1 }] });
  expect(await port.selection()).toBeNull();
  protectionObject({ workbook: host.workbook, sheet: active }).call("Protect", [{ selectionMode: "None" }]);
  expect(await codeOf(port.reveal(area))).toBe("excel.inactive");
});
