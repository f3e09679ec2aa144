import { connectByMessages } from "./client/office-library";
import { createWorkbook } from "./model/workbook-model";
import { openExcel } from "./opened-excel";
import { createSimulatedExcel } from "./simulated-excel";

/** Matches an error by its code. */
function coded(code: string): Error {
  return expect.objectContaining({ code }) as Error;
}

test("SX-1 the client library works through messages as it does in the process, events included", async () => {
  const host = createSimulatedExcel(createWorkbook());
  const { Excel: library } = connectByMessages(host);
  const heard: string[] = [];
  const values = await library.run(async (context) => {
    const sheet = context.workbook.worksheets.getActiveWorksheet();
    sheet.load("id");
    sheet.getRange("A1:B1").values = [[1, "=A1+1"]];
    await context.sync();
    sheet.onChanged.add((event) => {
      heard.push(event.address);
      return Promise.resolve();
    });
    await context.sync();
    sheet.getRange("A1").values = [[5]];
    const range = sheet.getRange("A1:B1").load("values");
    await context.sync();
    return range.values as unknown[][];
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(values).toEqual([[5, 6]]);
  expect(heard).toEqual(["A1"]);
});

test("SX-1 a failure arrives through messages as the library's own error", async () => {
  const { Excel: library } = connectByMessages(createSimulatedExcel(createWorkbook()));
  const failed = library.run(async (context) => {
    context.workbook.worksheets.getItem("nobody").getRange("A1").values = [[1]];
    await context.sync();
  });
  await expect(failed).rejects.toMatchObject({ name: "RichApi.Error", code: "ItemNotFound", debugInfo: { errorLocation: "WorksheetCollection.getItem" } });
});

test.each([
  ["an action of an unknown type", { ObjectPaths: {}, Actions: [{ Id: 1, ActionType: 99, ObjectPathId: 1 }] }, "ApiNotFound"],
  ["a path of an unknown type", { ObjectPaths: { 1: { Id: 1, ObjectPathType: 42, Name: "" } }, Actions: [] }, "ApiNotFound"],
  ["something that is no batch", { hello: 1 }, "GeneralException"],
  ["a path that does not exist", { ObjectPaths: {}, Actions: [{ Id: 1, ActionType: 1, ObjectPathId: 7 }] }, "GeneralException"],
])("SX-1 %s is refused", async (_, body, code) => {
  const host = createSimulatedExcel(createWorkbook());
  expect(await host.execute(body, 0)).toMatchObject({ Error: { Code: code } });
});

test.each<readonly [string, (sheet: Excel.Worksheet) => void]>([
  ["a class of objects", (sheet) => sheet.charts.add("Line", sheet.getRange("A1:B2"))],
  ["a method", (sheet) => sheet.getRange("A1").insert("Down")],
  ["a property", (sheet) => sheet.getRange("A1").load("hyperlink")],
  ["a setting", (sheet) => (sheet.getRange("A1").style = "Good")],
  ["a variant of an argument", (sheet) => sheet.getRange("A1").clear("Hyperlinks")],
  ["a kind of conditional format", (sheet) => sheet.getRange("A1").conditionalFormats.add("DataBar")],
  ["a name that JavaScript objects have", (sheet) => sheet.getRange("A1").load("constructor")],
])("SX-2 what the host does not know is refused: %s", async (_, act) => {
  const { onSheet } = openExcel({ level: "1.21" });
  const failed = onSheet(async (sheet, context) => {
    act(sheet);
    await context.sync();
  });
  await expect(failed).rejects.toMatchObject({ code: "ApiNotFound" });
});

test("SX-4 what comes before a failing action has happened, what comes after has not", async () => {
  const { onSheet, values } = openExcel();
  const failed = onSheet(async (sheet, context) => {
    sheet.getRange("A1").values = [["before"]];
    context.workbook.worksheets.getItem("nobody").activate();
    sheet.getRange("A2").values = [["after"]];
    await context.sync();
  });
  await expect(failed).rejects.toMatchObject({ code: "ItemNotFound" });
  expect(await values("A1:A2")).toEqual([["before"], [""]]);
});

test("SX-4 the error names the statement that failed", async () => {
  const { onSheet } = openExcel();
  const failed = onSheet(async (sheet, context) => {
    sheet.getRange("B2:C3").values = [[1, 2], [3]];
    await context.sync();
  });
  await expect(failed).rejects.toMatchObject({ code: "InvalidArgument", debugInfo: { errorLocation: "Range.values", statement: expect.stringContaining("values") as string } });
});

test("SX-4 the error says how far the batch came by its traces", async () => {
  const { run } = openExcel();
  const failed = run(async (context) => {
    context.trace("one");
    context.workbook.worksheets.getItem("nobody").activate();
    context.trace("two");
    await context.sync();
  });
  await expect(failed).rejects.toMatchObject({ traceMessages: ["one"] });
});

test("SX-5 a missing object is an error or a null object, as asked; what it leads to is null too", async () => {
  const { run } = openExcel();
  await run(async (context) => {
    const sheet = context.workbook.worksheets.getItemOrNullObject("nobody");
    const range = sheet.getRange("A1");
    await context.sync();
    expect([sheet.isNullObject, range.isNullObject]).toEqual([true, true]);
    sheet.name = "somebody";
    await expect(context.sync()).rejects.toMatchObject({ code: "ItemNotFound" });
  });
});

test("SX-6 nothing can be read before it was loaded", async () => {
  const { onSheet } = openExcel();
  await onSheet(async (sheet, context) => {
    const range = sheet.getRange("A1").load("address");
    await context.sync();
    expect(range.address).toBe("Sheet1!A1");
    expect(() => range.values as unknown).toThrow(coded("PropertyNotLoaded"));
  });
});

test("SX-6 ranges last through several syncs of a run and are let go at its end", async () => {
  const { host, onSheet } = openExcel();
  await onSheet(async (sheet, context) => {
    const range = sheet.getRange("A1");
    await context.sync();
    range.values = [[1]];
    await context.sync();
    expect(host.leftBehind().references).toBe(1);
  });
  expect(host.leftBehind().references).toBe(0);
});

test("SX-6 a range whose sheet was deleted is not found", async () => {
  const { run } = openExcel();
  await run(async (context) => {
    const sheet = context.workbook.worksheets.add("short-lived");
    const range = sheet.getRange("A1");
    await context.sync();
    sheet.delete();
    await context.sync();
    range.values = [[1]];
    await expect(context.sync()).rejects.toMatchObject({ code: "ItemNotFound" });
  });
});

test("SX-6 an untracked range cannot be used after a sync", async () => {
  const { onSheet } = openExcel();
  await onSheet(async (sheet, context) => {
    const range = sheet.getRange("A1").untrack();
    await context.sync();
    expect(() => (range.values = [[1]])).toThrow(coded("InvalidObjectPath"));
  });
});

test("SX-7 a load without names gives what is modelled, and the rest stays unloaded", async () => {
  const { onSheet } = openExcel();
  await onSheet(async (sheet, context) => {
    const range = sheet.getRange("B2").load();
    await context.sync();
    expect([range.address, range.rowIndex, range.values as unknown]).toEqual(["Sheet1!B2", 1, [[""]]]);
    expect(() => range.hyperlink).toThrow(coded("PropertyNotLoaded"));
  });
});

test("SX-7 $none asks for the object only", async () => {
  const { run } = openExcel();
  await run(async (context) => {
    const sheets = context.workbook.worksheets.load("$none");
    await context.sync();
    expect(() => sheets.items).toThrow(coded("PropertyNotLoaded"));
  });
});

test("SX-7 collections give their members, nested as asked, in part where asked", async () => {
  const { run } = openExcel();
  await run(async (context) => {
    const sheets = context.workbook.worksheets;
    for (const name of ["Second", "Third"]) sheets.add(name);
    sheets.load("items/name,items/protection/protected");
    const page = context.workbook.worksheets.load({ select: "name", top: 1, skip: 1 });
    await context.sync();
    expect(sheets.items.map((sheet) => sheet.name)).toEqual(["Second"]);
    expect(page.items.map((sheet) => sheet.name)).toEqual(["Second"]);
    sheets.load("items/name,items/protection/protected");
    await context.sync();
    expect(sheets.items.map((sheet) => [sheet.name, sheet.protection.protected])).toEqual([
      ["Sheet1", false],
      ["Second", false],
      ["Third", false],
    ]);
  });
});
