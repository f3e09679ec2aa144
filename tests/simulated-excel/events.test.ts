import { clearContents, writeContents } from "./model/contents";
import { selectRects } from "./objects/selection";
import { openExcel } from "./opened-excel";

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10));
const cell = (row: number, column: number) => ({ row, column, rows: 1, columns: 1 });

async function listen(excel: ReturnType<typeof openExcel>): Promise<{ readonly heard: Excel.WorksheetChangedEventArgs[]; readonly stop: () => Promise<void> }> {
  const heard: Excel.WorksheetChangedEventArgs[] = [];
  const handler = await excel.run(async (context) => {
    const added = context.workbook.worksheets.onChanged.add((event) => {
      heard.push(event);
      return Promise.resolve();
    });
    await context.sync();
    return added;
  });
  return {
    heard,
    stop: async () => {
      handler.remove();
      await handler.context.sync();
    },
  };
}

test("SX-24 an event says who made the change and, for one cell, what it was", async () => {
  const excel = openExcel();
  const { heard } = await listen(excel);
  const { workbook } = excel.host;
  await excel.onSheet(async (sheet, context) => {
    sheet.getRange("A1").values = [["ours"]];
    await context.sync();
  });
  excel.host.actAs("user", () => writeContents({ workbook, sheet: workbook.active, rects: [cell(1, 0)] }, [[5]], "values"));
  excel.host.actAs("coAuthor", () => clearContents(workbook, workbook.active, cell(0, 0)));
  await settled();
  expect(heard.map((event) => [event.address, event.source, event.triggerSource, event.changeType])).toEqual([
    ["A1", "Local", "ThisLocalAddin", "RangeEdited"],
    ["A2", "Local", "Unknown", "RangeEdited"],
    ["A1", "Remote", "Unknown", "RangeEdited"],
  ]);
  expect(heard[2]?.details).toMatchObject({ valueBefore: "ours", valueAfter: "", valueTypeBefore: "String", valueTypeAfter: "Empty" });
});

test("SX-24 the range of an event can be asked for", async () => {
  const excel = openExcel();
  const { heard } = await listen(excel);
  await excel.onSheet(async (sheet, context) => {
    sheet.getRange("B2:C3").values = [[1, 2], [3, 4]];
    await context.sync();
  });
  await settled();
  const [event] = heard;
  if (!event) throw new Error("an event is needed");
  const values = await excel.run(async (context) => {
    const range = event.getRange(context).load("values");
    await context.sync();
    return range.values as unknown[][];
  });
  expect(values).toEqual([[1, 2], [3, 4]]);
});

test("SX-24 whoever registers later or has unregistered hears nothing, and nothing is left behind", async () => {
  const excel = openExcel();
  await excel.onSheet(async (sheet, context) => {
    sheet.getRange("A1").values = [["before"]];
    await context.sync();
  });
  const { heard, stop } = await listen(excel);
  await settled();
  expect(excel.host.leftBehind().registrations).toBe(1);
  await stop();
  await excel.onSheet(async (sheet, context) => {
    sheet.getRange("A1").values = [["after"]];
    await context.sync();
  });
  await settled();
  expect(heard).toEqual([]);
  expect(excel.host.leftBehind()).toEqual({ registrations: 0, references: 0 });
});

test("SX-24 sheets tell of selection, activation, addition and deletion", async () => {
  const excel = openExcel();
  const heard: string[] = [];
  const note = (text: string): Promise<void> => {
    heard.push(text);
    return Promise.resolve();
  };
  await excel.run(async (context) => {
    const { worksheets } = context.workbook;
    context.workbook.onSelectionChanged.add(() => note("selected somewhere"));
    worksheets.onSelectionChanged.add((event) => note(`selected ${event.address}`));
    worksheets.onActivated.add(() => note("activated"));
    worksheets.onAdded.add((event) => note(`added ${event.source}`));
    worksheets.onDeleted.add(() => note("deleted"));
    await context.sync();
    const sheet = worksheets.add("Other");
    sheet.activate();
    await context.sync();
    sheet.delete();
    await context.sync();
  });
  const { workbook } = excel.host;
  excel.host.actAs("user", () => selectRects({ workbook, sheet: workbook.active, rects: [cell(2, 2)] }));
  await settled();
  expect(heard).toEqual(["added Local", "activated", "deleted", "activated", "selected somewhere", "selected C3"]);
});

test("SX-24 a table tells of changes of its cells", async () => {
  const excel = openExcel();
  const heard: string[] = [];
  await excel.onSheet(async (sheet, context) => {
    const table = sheet.tables.add("A1:B3", true).load("id");
    await context.sync();
    table.onChanged.add((event) => {
      heard.push(event.address);
      return Promise.resolve();
    });
    await context.sync();
    sheet.getRange("B3:C4").values = [[1, 2], [3, 4]];
    await context.sync();
  });
  await settled();
  expect(heard).toEqual(["B3"]);
});
