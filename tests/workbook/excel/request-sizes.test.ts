import { runJob } from "../../../src/app/main-job";
import { CodedError } from "../../../src/core/coded-error";
import type { Edit } from "../../../src/core/plan/edit";
import { textsOf } from "../../../src/i18n/command-line-texts";
import type { Receipt } from "../../../src/workbook/port";
import type { Fault } from "../../simulated-excel/faults";
import type { HostErrorCode } from "../../simulated-excel/protocol/host-error";
import type { SimulatedExcel } from "../../simulated-excel/simulated-excel";
import { scoreTable, writtenWorkbook } from "../../support/written-workbook";
import { openInExcel, openOn } from "../contract/hosts";
import { describeWorkbook } from "./workbook-description";

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

const RULE = { type: "decimal", min: 0, max: 60, allowBlank: true, severity: "stop", promptTitle: "得分", prompt: "0 到 60", errorTitle: "超出", error: "请填 0 到 60" } as const;

/** Edits that cannot be joined, each with a guess of its own. */
const SMALL: Readonly<Record<string, (sheetId: string, index: number) => Edit>> = {
  "a value": (sheetId, i) => ({ kind: "setValues", area: { sheetId, row: 2 * i, column: 1, rows: 1, columns: 1 }, values: [[5]] }),
  "a font": (sheetId, i) => ({ kind: "setStyle", area: { sheetId, row: 2 * i, column: 1, rows: 2, columns: 2 }, style: { bold: true } }),
  borders: (sheetId, i) => ({ kind: "setStyle", area: { sheetId, row: 2 * i, column: 1, rows: 2, columns: 2 }, style: { border: "thin" } }),
  "a whole look": (sheetId, i) => ({ kind: "setStyle", area: { sheetId, row: 2 * i, column: 1, rows: 2, columns: 2 }, style: { bold: true, fill: "DDEBF7", fontColor: "1F4E78", fontSize: 12, horizontal: "center", border: "thin", wrap: true } }),
  "a validation": (sheetId, i) => ({ kind: "setValidation", area: { sheetId, row: 2 * i, column: 1, rows: 2, columns: 2 }, rule: RULE }),
  "a conditional format": (sheetId, i) => ({ kind: "setConditionalFormat", area: { sheetId, row: 2 * i, column: 1, rows: 2, columns: 2 }, formula: "C3>60", fill: "FFC7CE", fontColor: "9C0006" }),
  "a row's height": (sheetId, i) => ({ kind: "setRowHeight", sheetId, row: 2 * i, rows: 1, height: 30 + (i % 2) }),
  "a name": (_sheetId, i) => ({ kind: "defineName", name: `TS_x${String(i)}`, refersTo: "表!$C$3:$C$5", hidden: true }),
};

test.each(Object.keys(SMALL))("XL-3 what a step takes is guessed so that requests are neither refused nor half empty: %s", async (kind) => {
  const limit = 150_000;
  const { host, port } = await openInExcel(writtenWorkbook([{ name: "表", rows: [["姓名"]] }]), { maxPayloadBytes: limit });
  const sheetId = (await port.read({ sheets: "all", fields: [] })).sheets[0]?.sheetId ?? "";
  // A few refusals bring the aim from 2 MB down to 128 KB.
  const text = "工".repeat(3_000);
  await port.apply({ purpose: "fix", edits: [{ kind: "setValues", area: { sheetId, row: 0, column: 5, rows: 200, columns: 1 }, values: Array.from({ length: 200 }, () => [text]) }] });
  const edit = SMALL[kind];
  if (!edit) throw new Error(kind);
  const from = host.requests.length;
  await port.apply({ purpose: "fix", edits: Array.from({ length: 700 }, (_, index) => edit(sheetId, index)) });
  const sizes = host.requests.slice(from).filter(({ responseBytes, requestBytes }) => requestBytes > responseBytes && requestBytes > 40_000).map(({ requestBytes }) => requestBytes);
  expect(host.requests.slice(from).filter(({ error }) => error === "RequestPayloadSizeLimitExceeded").length).toBe(0);
  expect(sizes.length).toBeGreaterThan(1);
  expect(Math.max(...sizes)).toBeLessThan(limit);
  expect(Math.max(...sizes)).toBeGreaterThan((128 * 1024) / 2.5);
});

test("XL-3 a hundred sheets: structured, scored and taken back within 6 + ⌈bytes / 2 MB⌉ requests each, none of them overfull", async () => {
  const table = scoreTable([["王芳", 50, 40], ["李强", 48, 41], ["赵敏", 45, 39], ["钱进", 52, 33]]);
  const { host, port } = await openInExcel(writtenWorkbook(Array.from({ length: 100 }, (_, index) => ({ ...table, name: `第${String(index + 1)}组` }))));
  const before = JSON.stringify(describeWorkbook(host.workbook));
  const receipts: Receipt[] = [];
  const within = async (work: () => Promise<unknown>): Promise<void> => {
    const from = host.requests.length;
    await work();
    const own = host.requests.slice(from);
    expect(own.length).toBeLessThanOrEqual(6 + Math.ceil(bytesSince(host, from) / (2 * MB)));
    expect(Math.max(...own.map(({ requestBytes, responseBytes }) => Math.max(requestBytes, responseBytes)))).toBeLessThan(2.3 * MB);
  };
  for (const step of ["structure", "score"] as const) {
    await within(async () => {
      receipts.push(...(await runJob(port, { steps: new Set([step]), texts: textsOf("zh-CN").sheets, now: "2026-10-12T09:00:00+08:00", protect: true, signer: "" })).receipts);
    });
  }
  expect(receipts.length).toBeGreaterThanOrEqual(2);
  for (const receipt of [...receipts].reverse()) await within(() => port.undo(receipt));
  expect(JSON.stringify(describeWorkbook(host.workbook))).toBe(before);
}, 60_000);

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

test.each(["ResponsePayloadSizeLimitExceeded", "RequestPayloadSizeLimitExceeded"] as const satisfies readonly HostErrorCode[])("XL-3 an Excel that refuses everything for its size (%s) is not asked for ever, and nothing is changed", async (code) => {
  const rows = Array.from({ length: 3_000 }, (_, row) => [`人员${String(row)}`, row, REMARK]);
  const { host, port } = await openInExcel(writtenWorkbook([{ name: "长表", rows }]));
  const [sheet] = (await port.read({ sheets: "all", fields: ["values", "formulas", "styles"] })).sheets;
  const before = JSON.stringify(describeWorkbook(host.workbook));
  const refuseFrom = (at: number): readonly Fault[] => Array.from({ length: 500 }, (_, index) => ({ at: at + index, kind: "failBefore", code }));
  for (const from of [1, 2, 3]) {
    const at = host.requests.length;
    host.faults = refuseFrom(at + from);
    const reading = await port.read({ sheets: "all", fields: ["values", "formulas", "styles"] }).catch((error: unknown) => error);
    if (host.requests.length > at + from) expect(reading).toMatchObject({ code: "excel.too-large" });
    host.faults = refuseFrom(host.requests.length + from);
    const edits: readonly Edit[] = [{ kind: "setValues", area: { sheetId: sheet?.sheetId ?? "", row: 0, column: 2, rows: 3_000, columns: 1 }, values: rows.map(() => ["新"]) }];
    const failed = await port.apply({ purpose: "fix", edits }).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(CodedError);
    expect(host.requests.length - at).toBeLessThan(120);
    host.faults = [];
  }
  // What was written of a long journal means nothing and goes with the next one.
  const again = await openOn(host);
  await again.undo(await again.apply({ purpose: "fix", edits: [{ kind: "setValues", area: { sheetId: sheet?.sheetId ?? "", row: 0, column: 0, rows: 1, columns: 1 }, values: [["新"]] }] }));
  expect(JSON.stringify(describeWorkbook(host.workbook)) === before).toBe(true);
}, 60_000);
