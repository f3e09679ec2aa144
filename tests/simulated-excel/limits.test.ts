import { openExcel } from "./opened-excel";

test("SX-26 a request of more than the limit is refused before anything happens", async () => {
  const { onSheet, values } = openExcel({ maxPayloadBytes: 10_000 });
  const write = (text: string): Promise<void> =>
    onSheet(async (sheet, context) => {
      sheet.getRange("A1").values = [["first"]];
      sheet.getRange("A2").values = [[text]];
      await context.sync();
    });
  // Three bytes a character.
  await expect(write("绩".repeat(3_200))).rejects.toMatchObject({ code: "RequestPayloadSizeLimitExceeded" });
  expect(await values("A1")).toEqual([[""]]);
  await write("绩".repeat(2_000));
  expect(await values("A1")).toEqual([["first"]]);
});

test("SX-26 a response of more than the limit is refused after everything happened", async () => {
  const { onSheet, values } = openExcel({ maxPayloadBytes: 10_000 });
  await onSheet(async (sheet, context) => {
    sheet.getRange("A1:A2").values = [["绩".repeat(2_000)], ["绩".repeat(1_000)]];
    await context.sync();
  });
  const failed = onSheet(async (sheet, context) => {
    sheet.getRange("B1").values = [["done"]];
    sheet.getRange("A1:A2").load("values");
    sheet.getRange("A1:A2").load("values");
    await context.sync();
  });
  await expect(failed).rejects.toMatchObject({ code: "ResponsePayloadSizeLimitExceeded" });
  expect(await values("B1")).toEqual([["done"]]);
});

test("SX-26 the limit is 5 MB unless said otherwise", async () => {
  const { onSheet } = openExcel();
  const failed = onSheet(async (sheet, context) => {
    sheet.getRange("A1:A200").values = Array.from({ length: 200 }, () => ["x".repeat(32_000)]);
    await context.sync();
  });
  await expect(failed).rejects.toMatchObject({ code: "RequestPayloadSizeLimitExceeded" });
});

test("SX-27 while a cell is being edited requests are refused", async () => {
  const { host, values } = openExcel();
  host.isEditingCell = true;
  await expect(values("A1")).rejects.toMatchObject({ code: "InvalidOperationInCellEditMode" });
  host.finishCellEdit();
  expect(await values("A1")).toEqual([[""]]);
});

test("SX-27 a request that may wait goes on when the cell is finished", async () => {
  const { connectInProcess } = await import("./client/office-library");
  const { host } = openExcel();
  const { Excel: library } = connectInProcess(host);
  host.isEditingCell = true;
  let isDone = false;
  const waiting = library
    .run({ delayForCellEdit: true }, async (context) => {
      context.workbook.worksheets.getActiveWorksheet().getRange("A1").values = [[1]];
      await context.sync();
    })
    .then(() => (isDone = true));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect([isDone, host.requests.length]).toEqual([false, 1]);
  host.finishCellEdit();
  await waiting;
  expect(isDone).toBe(true);
});

test("SX-29 requests and their bytes are counted, the library's clean-up request too", async () => {
  const { host, onSheet } = openExcel();
  await onSheet(async (sheet, context) => {
    sheet.getRange("A1").values = [["绩效"]];
    await context.sync();
    sheet.getRange("A1").load("values");
    await context.sync();
  });
  expect(host.requests.map((request) => request.error)).toEqual([null, null, null]);
  const [write, read] = host.requests;
  if (!write || !read) throw new Error("two requests are needed");
  expect(write.requestBytes).toBeGreaterThan(read.requestBytes - 300);
  expect(read.responseBytes).toBeGreaterThan(write.responseBytes);
});

test("SX-30 what the add-in writes clears the person's undo list, until Excel can undo it", async () => {
  const write = async (level: "1.17" | "1.21", act: (sheet: Excel.Worksheet) => void) => {
    const { host, onSheet } = openExcel({ level });
    host.undoList.steps = 3;
    await onSheet(async (sheet, context) => {
      act(sheet);
      await context.sync();
    });
    return host.undoList;
  };
  const values = (sheet: Excel.Worksheet): void => void (sheet.getRange("A1").values = [[1]]);
  expect(await write("1.17", values)).toEqual({ steps: 0, cleared: 1 });
  expect(await write("1.21", values)).toEqual({ steps: 4, cleared: 0 });
  expect(await write("1.21", (sheet) => sheet.protection.protect())).toEqual({ steps: 0, cleared: 1 });
  expect(await write("1.17", (sheet) => void sheet.getRange("A1").load("values"))).toEqual({ steps: 3, cleared: 0 });
});
