import { CodedError } from "../../../src/core/coded-error";
import { openWorkbook } from "../../../src/workbook/file/open-workbook";
import type { WorkbookPort } from "../../../src/workbook/port";
import { connectPort, servePort } from "../../../src/workbook/remote/remote-port";
import { fineWorkbook } from "../../support/small-workbooks";
import type { FileWorkbook } from "../../../src/workbook/file/file-workbook";
import type { Plan } from "../../../src/core/plan/plan";

const channels: MessageChannel[] = [];

async function overChannel(): Promise<{ readonly near: WorkbookPort; readonly file: FileWorkbook }> {
  const file = await openWorkbook(fineWorkbook(), "fine.xlsx");
  const channel = new MessageChannel();
  channels.push(channel);
  servePort(file, channel.port1);
  return { near: await connectPort(channel.port2), file };
}

afterEach(() => {
  for (const { port1, port2 } of channels.splice(0)) {
    port1.close();
    port2.close();
  }
});

async function firstSheetPlan(port: WorkbookPort, text: string): Promise<Plan> {
  const { sheets } = await port.read({ sheets: "all", fields: ["values"] });
  const sheetId = sheets[0]?.sheetId ?? "";
  return { purpose: "fix", edits: [{ kind: "setValues", area: { sheetId, row: 90, column: 0, rows: 1, columns: 1 }, values: [[text]] }] };
}

test("RP-1 a workbook read over a channel is the workbook", async () => {
  const { near, file } = await overChannel();
  const request = { sheets: "all", fields: ["values", "formulas", "styles"] } as const;
  expect(await near.read(request)).toEqual(await file.read(request));
  expect(near.capabilities).toEqual(file.capabilities);
});

test("RP-2 apply and undo work over a channel, the token stays with the host", async () => {
  const { near, file } = await overChannel();
  const before = file.save();
  const receipt = await near.apply(await firstSheetPlan(near, "甲"));
  expect(receipt.cells).toBe(1);
  expect(typeof receipt.undoToken).toBe("number");
  expect(file.save()).not.toEqual(before);
  await near.undo(receipt);
  expect(file.save()).toEqual(before);
  await expect(near.undo(receipt)).rejects.toMatchObject({ code: "undo.receipt-lost" });
});

test("RP-3 an error keeps its code and parameters", async () => {
  const { near } = await overChannel();
  const plan: Plan = { purpose: "fix", edits: [{ kind: "setValues", area: { sheetId: "no such", row: 0, column: 0, rows: 1, columns: 1 }, values: [["x"]] }] };
  const error = await near.apply(plan).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(CodedError);
  expect(error).toMatchObject({ code: "sheet.not-found" });
});

test("RP-4 cancelling and progress cross the channel", async () => {
  const { near } = await overChannel();
  const aborted = new AbortController();
  aborted.abort();
  await expect(near.read({ sheets: "all", fields: ["values"] }, { signal: aborted.signal })).rejects.toMatchObject({ code: "cancelled" });
  const seen: number[] = [];
  await near.read({ sheets: "all", fields: ["values"] }, { onProgress: ({ done }) => seen.push(done) });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(seen[seen.length - 1]).toBeGreaterThan(0);
});

test("RP-5 edits are told across the channel until the handler is taken away", async () => {
  const { near, file } = await overChannel();
  const events: unknown[] = [];
  const off = near.onEdited((event) => events.push(event));
  await file.apply(await firstSheetPlan(file, "乙"));
  await near.read({ sheets: [], fields: [] });
  expect(events).toHaveLength(1);
  off();
  await file.apply(await firstSheetPlan(file, "丙"));
  await near.read({ sheets: [], fields: [] });
  expect(events).toHaveLength(1);
});

test("RP-6 the selection is asked for across the channel, and edits say what plan made them", async () => {
  const { near, file } = await overChannel();
  expect(await near.selection()).toBeNull();
  const area = { sheetId: "1", row: 2, column: 3, rows: 1, columns: 2 };
  const channel = new MessageChannel();
  channels.push(channel);
  servePort({ ...file, selection: () => Promise.resolve(area) }, channel.port1);
  expect(await (await connectPort(channel.port2 as never)).selection()).toEqual(area);
  const events: unknown[] = [];
  near.onEdited((event) => events.push(event));
  const receipt = await file.apply(await firstSheetPlan(file, "丁"));
  await file.undo(receipt);
  await near.read({ sheets: [], fields: [] });
  expect(events).toMatchObject([{ purpose: "fix", area: { row: 90 } }, { purpose: "fix", area: null }]);
});
