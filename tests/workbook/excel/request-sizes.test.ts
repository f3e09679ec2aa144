import type { Edit } from "../../../src/core/plan/edit";
import type { SimulatedExcel } from "../../simulated-excel/simulated-excel";
import { writtenWorkbook } from "../../support/written-workbook";
import { openInExcel } from "../contract/hosts";

const MB = 1024 * 1024;

function bytesSince(host: SimulatedExcel, from: number): number {
  return host.requests.slice(from).reduce((sum, { requestBytes, responseBytes }) => sum + requestBytes + responseBytes, 0);
}

function refusals(host: SimulatedExcel): number {
  return host.requests.filter(({ error }) => error !== null).length;
}

/** A remark of 200 characters, 600 bytes. */
const REMARK = "工作".repeat(100);

test("XL-3 cells that hold far more than was guessed: a few answers are refused, then requests are as full as ever", async () => {
  const rows = Array.from({ length: 3_000 }, (_, row) => Array.from({ length: 10 }, (__, column) => `${REMARK}${String(row)}-${String(column)}`));
  const { host, port } = await openInExcel(writtenWorkbook([{ name: "评语", rows }]));
  const from = host.requests.length;
  const { sheets } = await port.read({ sheets: "all", fields: ["values", "formulas"] });
  expect(sheets[0]?.values).toEqual(rows);
  expect(refusals(host)).toBeLessThanOrEqual(4);
  expect(host.requests.length - from).toBeLessThanOrEqual(6 + Math.ceil(bytesSince(host, from) / (2 * MB)));
  // What a cell takes is known the next time.
  const again = host.requests.length;
  await port.read({ sheets: "all", fields: ["values", "formulas"] });
  expect(refusals(host)).toBeLessThanOrEqual(4);
  expect(host.requests.length - again).toBeLessThanOrEqual(2 + Math.ceil(bytesSince(host, again) / (2 * MB)));
});

test("XL-3 writing requests are filled: only the last one of many carries less than 1.9 MB", async () => {
  const { host, port } = await openInExcel(writtenWorkbook([{ name: "表", rows: [["姓名"]] }]));
  const sheetId = (await port.read({ sheets: "all", fields: [] })).sheets[0]?.sheetId ?? "";
  const write = (column: number): Edit => ({ kind: "setValues", area: { sheetId, row: 1, column, rows: 5_000, columns: 1 }, values: Array.from({ length: 5_000 }, (_, row) => [`${REMARK}${String(row)}`]) });
  const from = host.requests.length;
  const receipt = await port.apply({ purpose: "fix", edits: [write(1), write(2), write(3)] });
  const writing = host.requests.slice(from).map(({ requestBytes }) => requestBytes).filter((bytes) => bytes > 100_000);
  expect(writing.length).toBe(Math.ceil((3 * 5_000 * 609) / (2 * MB)));
  expect(Math.min(...writing.slice(0, -1))).toBeGreaterThan(1.9 * MB);
  expect(Math.max(...writing)).toBeLessThanOrEqual(2 * MB);
  // What was written is read with two requests' worth a time, too: the guess is what was written.
  const reading = host.requests.slice(from).filter(({ responseBytes }) => responseBytes > 100_000);
  expect(Math.max(...reading.map(({ responseBytes }) => responseBytes))).toBeLessThanOrEqual(2.2 * MB);
  expect(refusals(host)).toBe(0);
  await port.undo(receipt);
  expect(refusals(host)).toBe(0);
  expect((await port.read({ sheets: "all", fields: ["values"] })).sheets[0]?.values).toEqual([["姓名"]]);
});

test("XL-23 what results take is remembered: the second look at the results of 100,000 formulas is one request", async () => {
  const rows = Array.from({ length: 50_000 }, (_, row) => [row, { formula: `A${String(row + 1)}*2`, value: row * 2 }, { formula: `B${String(row + 1)}+1`, value: row * 2 + 1 }]);
  const { host, port } = await openInExcel(writtenWorkbook([{ name: "表", rows }]));
  const sheetId = (await port.read({ sheets: "all", fields: [] })).sheets[0]?.sheetId ?? "";
  const area = { sheetId, row: 0, column: 0, rows: 1, columns: 1 };
  const calculated = [{ sheetId, row: 0, column: 1, rows: 50_000, columns: 2 }];
  for (const most of [2, 1]) {
    const from = host.requests.length;
    const read = await port.readCells({ area, calculated });
    expect(read?.calculated[0]?.[49_999]).toEqual([99_998, 99_999]);
    expect(host.requests.length - from).toBeLessThanOrEqual(most);
  }
}, 30_000);

test("XL-3 a single row that is larger than the aim is sent by itself, and one larger than Excel allows is refused without a change", async () => {
  const { host, port } = await openInExcel(writtenWorkbook([{ name: "表", rows: [["姓名"]] }]));
  const sheetId = (await port.read({ sheets: "all", fields: [] })).sheets[0]?.sheetId ?? "";
  const row = (cells: number): Edit => ({ kind: "setValues", area: { sheetId, row: 1, column: 0, rows: 3, columns: cells }, values: Array.from({ length: 3 }, () => Array.from({ length: cells }, () => "工".repeat(30_000))) });
  const from = host.requests.length;
  await port.apply({ purpose: "fix", edits: [row(25)] });
  expect(host.requests.slice(from).filter(({ requestBytes }) => requestBytes > 2 * MB).length).toBe(3);
  expect(refusals(host)).toBeLessThanOrEqual(2);
  const before = JSON.stringify(host.workbook.sheets[0]?.rows.size);
  const refused = await port.apply({ purpose: "fix", edits: [row(60)] }).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: "excel.too-large" });
  expect(JSON.stringify(host.workbook.sheets[0]?.rows.size)).toBe(before);
});
