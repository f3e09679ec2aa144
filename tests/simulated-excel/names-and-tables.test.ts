import { openExcel } from "./opened-excel";

test("SX-18 names of the workbook and of a sheet: scope, formula, visibility, range", async () => {
  const { run } = openExcel();
  await run(async (context) => {
    const sheet = context.workbook.worksheets.getItem("Sheet1");
    const wide = context.workbook.names.add("权重", sheet.getRange("B2:B5"), "weights");
    wide.visible = false;
    sheet.names.add("Rate", "=0.25");
    const local = sheet.names.getItem("rate").load("name,scope,type,value,formula");
    wide.load("name,scope,type,value,formula,visible,comment");
    const range = wide.getRange().load("address");
    const none = context.workbook.names.getItemOrNullObject("Rate");
    const notARange = local.getRangeOrNullObject();
    await context.sync();
    expect([wide.name, wide.scope, wide.type, wide.value, wide.formula, wide.visible, wide.comment]).toEqual(["权重", "Workbook", "Range", "Sheet1!B2:B5", "=Sheet1!$B$2:$B$5", false, "weights"]);
    expect([local.name, local.scope, local.type, local.value, local.formula]).toEqual(["Rate", "Worksheet", "Double", 0.25, "=0.25"]);
    expect([range.address, none.isNullObject, notARange.isNullObject]).toEqual(["Sheet1!B2:B5", true, true]);
    local.getRange();
    await expect(context.sync()).rejects.toMatchObject({ code: "InvalidReference" });
  });
});

test("SX-18 changing and deleting a name changes what depends on it", async () => {
  const { onSheet, values } = openExcel();
  await onSheet(async (sheet, context) => {
    const name = context.workbook.names.add("Rate", "=2");
    sheet.getRange("A1").formulas = [["=Rate*10"]];
    await context.sync();
    name.formula = "=3";
    await context.sync();
    expect(await values("A1")).toEqual([[30]]);
    context.workbook.names.getItem("Rate").delete();
    await context.sync();
  });
  expect(await values("A1")).toEqual([["#NAME?"]]);
});

test.each([
  ["A1", "InvalidArgument"],
  ["two words", "InvalidArgument"],
  ["R", "InvalidArgument"],
  ["taken", "ItemAlreadyExists"],
])("SX-18 %j is refused with %s", async (name, code) => {
  const { run } = openExcel();
  await run(async (context) => {
    context.workbook.names.add("Taken", "=1");
    await context.sync();
    context.workbook.names.add(name, "=1");
    await expect(context.sync()).rejects.toMatchObject({ code });
  });
});

test("SX-19 a table has headers, columns, body and follows its header cells", async () => {
  const { onSheet } = openExcel();
  await onSheet(async (sheet, context) => {
    sheet.getRange("B2:D5").values = [["指标", "指标", ""], [1, 2, 3], [4, 5, 6], [7, 8, 9]];
    const table = sheet.tables.add("B2:D5", true);
    table.name = "考核";
    table.load("name,showHeaders,id");
    table.columns.load("items/name,items/index,count");
    const parts = [table.getRange(), table.getHeaderRowRange(), table.getDataBodyRange(), table.columns.getItem("Column3").getDataBodyRange()].map((range) => range.load("address"));
    await context.sync();
    expect([table.name, table.showHeaders, table.columns.count]).toEqual(["考核", true, 3]);
    expect(table.columns.items.map((column) => column.name)).toEqual(["指标", "指标2", "Column3"]);
    expect(parts.map((range) => range.address)).toEqual(["Sheet1!B2:D5", "Sheet1!B2:D2", "Sheet1!B3:D5", "Sheet1!D3:D5"]);
    sheet.getRange("C2").values = [["权重"]];
    const column = table.columns.getItemAt(1).load("name");
    const byId = context.workbook.tables.getItem(table.id).load("name");
    const touching = sheet.getRange("D5:E9").getTables().load("items/name");
    await context.sync();
    expect([column.name, byId.name, touching.items.map((item) => item.name)]).toEqual(["权重", "考核", ["考核"]]);
  });
});

test("SX-19 tables do not overlap, have unique names, and become ranges again", async () => {
  const { onSheet } = openExcel();
  await onSheet(async (sheet, context) => {
    sheet.tables.add("A1:B3", true).name = "One";
    await context.sync();
    sheet.tables.add("B3:C4", true);
    await expect(context.sync()).rejects.toMatchObject({ code: "InvalidArgument" });
    sheet.tables.add("D1:E3", true).name = "one";
    await expect(context.sync()).rejects.toMatchObject({ code: "ItemAlreadyExists" });
    const range = sheet.tables.getItem("One").convertToRange().load("address");
    const none = sheet.tables.getItemOrNullObject("One");
    await context.sync();
    expect([range.address, none.isNullObject]).toEqual(["Sheet1!A1:B3", true]);
  });
});
