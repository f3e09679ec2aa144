import { openExcel } from "./opened-excel";

async function names(run: ReturnType<typeof openExcel>["run"]): Promise<readonly string[]> {
  return run(async (context) => {
    const sheets = context.workbook.worksheets.load("items/name");
    await context.sync();
    return sheets.items.map((sheet) => sheet.name);
  });
}

test("SX-17 sheets are added at the end, moved, renamed and deleted", async () => {
  const { run } = openExcel();
  await run(async (context) => {
    const { worksheets } = context.workbook;
    const added = worksheets.add();
    worksheets.add("Third").position = 0;
    added.name = "第二";
    added.load("id,position");
    const count = worksheets.getCount();
    await context.sync();
    expect([added.position, count.value]).toEqual([2, 3]);
    worksheets.getItem(added.id).delete();
    await context.sync();
  });
  expect(await names(run)).toEqual(["Third", "Sheet1"]);
});

test.each(["", "x".repeat(32), "a/b", "a:b", "'a"])("SX-17 %j is no name of a sheet", async (name) => {
  const { onSheet } = openExcel();
  const failed = onSheet(async (sheet, context) => {
    sheet.name = name;
    await context.sync();
  });
  await expect(failed).rejects.toMatchObject({ code: "InvalidArgument" });
});

test("SX-17 a name is taken once, whatever its case", async () => {
  const { run } = openExcel();
  const failed = run(async (context) => {
    context.workbook.worksheets.add("SHEET1");
    await context.sync();
  });
  await expect(failed).rejects.toMatchObject({ code: "ItemAlreadyExists" });
});

test("SX-17 formulas and names follow a new name, and become #REF! when the sheet goes", async () => {
  const { host, run } = openExcel();
  await run(async (context) => {
    const data = context.workbook.worksheets.add("Data");
    data.getRange("A1").values = [[7]];
    context.workbook.names.add("Total", data.getRange("A1"));
    const cell = context.workbook.worksheets.getItem("Sheet1").getRange("A1");
    cell.formulas = [["=Data!A1+SUM(Data!A1:A3)"]];
    data.name = "My data";
    cell.load("formulas,values");
    await context.sync();
    expect([cell.formulas, cell.values]).toEqual([[["='My data'!A1+SUM('My data'!A1:A3)"]], [[14]]]);
    data.delete();
    cell.load("formulas,values");
    await context.sync();
    expect([cell.formulas, cell.values]).toEqual([[["=#REF!+SUM(#REF!)"]], [["#REF!"]]]);
    expect(host.workbook.names[0]?.formula).toBe("=#REF!");
  });
});

test("SX-17 hidden sheets: the last visible one stays, very hidden ones are not deleted, none is activated", async () => {
  const { run } = openExcel();
  await run(async (context) => {
    const { worksheets } = context.workbook;
    worksheets.getItem("Sheet1").visibility = "Hidden";
    await expect(context.sync()).rejects.toMatchObject({ code: "InvalidOperation" });
    const other = worksheets.add("Other");
    other.visibility = "VeryHidden";
    await context.sync();
    other.delete();
    await expect(context.sync()).rejects.toMatchObject({ code: "InvalidOperation" });
    other.activate();
    await expect(context.sync()).rejects.toMatchObject({ code: "InvalidOperation" });
    other.visibility = "Hidden";
    other.delete();
    await context.sync();
  });
  expect(await names(run)).toEqual(["Sheet1"]);
});

test("SX-17 the colour of a tab is null while its sheet is hidden", async () => {
  const { run } = openExcel();
  await run(async (context) => {
    const sheet = context.workbook.worksheets.add("Other");
    sheet.tabColor = "#ffa500";
    sheet.load("tabColor");
    await context.sync();
    expect(sheet.tabColor).toBe("#FFA500");
    sheet.visibility = "Hidden";
    sheet.load("tabColor");
    await context.sync();
    expect(sheet.tabColor as unknown).toBeNull();
  });
});

test("SX-17 next, previous, first and last, all or the visible ones", async () => {
  const { run } = openExcel();
  await run(async (context) => {
    const { worksheets } = context.workbook;
    worksheets.add("Hidden").visibility = "Hidden";
    worksheets.add("Last");
    const first = worksheets.getFirst();
    const found = [first.getNext(), first.getNext(true), worksheets.getLast().getPrevious(true)].map((sheet) => sheet.load("name"));
    const none = worksheets.getLast().getNextOrNullObject();
    await context.sync();
    expect(found.map((sheet) => sheet.name)).toEqual(["Hidden", "Last", "Sheet1"]);
    expect(none.isNullObject).toBe(true);
  });
});

test("SX-17 a protected structure refuses changes of the sheets", async () => {
  const { run } = openExcel();
  await run(async (context) => {
    context.workbook.protection.protect("secret");
    await context.sync();
    context.workbook.worksheets.add("new");
    await expect(context.sync()).rejects.toMatchObject({ code: "AccessDenied" });
    context.workbook.protection.unprotect("wrong");
    await expect(context.sync()).rejects.toMatchObject({ code: "InvalidArgument" });
    context.workbook.protection.unprotect("secret");
    context.workbook.worksheets.add("new");
    await context.sync();
  });
});

test("SX-23 selecting brings the sheet to the front; panes freeze from the top left", async () => {
  const { run } = openExcel();
  await run(async (context) => {
    const other = context.workbook.worksheets.add("Other");
    other.getRange("C3:D4").select();
    const selected = context.workbook.getSelectedRange().load("address");
    const active = context.workbook.worksheets.getActiveWorksheet().load("name");
    other.freezePanes.freezeAt(other.getRange("A1:B3"));
    const frozen = other.freezePanes.getLocation().load("address");
    await context.sync();
    expect([selected.address, active.name, frozen.address]).toEqual(["Other!C3:D4", "Other", "Other!A1:B3"]);
    other.freezePanes.unfreeze();
    const none = other.freezePanes.getLocationOrNullObject();
    await context.sync();
    expect(none.isNullObject).toBe(true);
  });
});
