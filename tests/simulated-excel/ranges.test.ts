import { openExcel } from "./opened-excel";

test.each<readonly [string, (range: Excel.Range) => Excel.Range, string]>([
  ["getCell", (range) => range.getCell(1, 2), "D3"],
  ["getCell outside", (range) => range.getCell(5, 5), "G7"],
  ["getRow", (range) => range.getRow(1), "B3:D3"],
  ["getColumn", (range) => range.getColumn(2), "D2:D4"],
  ["getLastCell", (range) => range.getLastCell(), "D4"],
  ["getLastRow", (range) => range.getLastRow(), "B4:D4"],
  ["getLastColumn", (range) => range.getLastColumn(), "D2:D4"],
  ["getOffsetRange", (range) => range.getOffsetRange(2, -1), "A4:C6"],
  ["getResizedRange", (range) => range.getResizedRange(-1, 1), "B2:E3"],
  ["getAbsoluteResizedRange", (range) => range.getAbsoluteResizedRange(1, 2), "B2:C2"],
  ["getEntireRow", (range) => range.getEntireRow(), "2:4"],
  ["getEntireColumn", (range) => range.getEntireColumn(), "B:D"],
  ["getRowsBelow", (range) => range.getRowsBelow(2), "B5:D6"],
  ["getRowsAbove", (range) => range.getRowsAbove(1), "B1:D1"],
  ["getColumnsAfter", (range) => range.getColumnsAfter(2), "E2:F4"],
  ["getColumnsBefore", (range) => range.getColumnsBefore(1), "A2:A4"],
  ["getIntersection", (range) => range.getIntersection("C3:Z9"), "C3:D4"],
  ["getBoundingRect", (range) => range.getBoundingRect("F1"), "B1:F4"],
])("SX-15 %s", async (_, derive, expected) => {
  const { onSheet } = openExcel();
  await onSheet(async (sheet, context) => {
    const range = derive(sheet.getRange("B2:D4")).load("address");
    await context.sync();
    expect(range.address).toBe(`Sheet1!${expected}`);
  });
});

test.each<readonly [string, (sheet: Excel.Worksheet) => Excel.Range, string]>([
  ["a row outside the range", (sheet) => sheet.getRange("A1:B2").getRow(2), "InvalidArgument"],
  ["an offset out of the sheet", (sheet) => sheet.getRange("A1").getOffsetRange(-1, 0), "InvalidArgument"],
  ["a range without rows", (sheet) => sheet.getRange("A1").getResizedRange(-1, 0), "InvalidArgument"],
  ["no intersection", (sheet) => sheet.getRange("A1").getIntersection("B2"), "ItemNotFound"],
  ["no such address", (sheet) => sheet.getRange("nowhere"), "ItemNotFound"],
  ["an address of another sheet", (sheet) => sheet.getRange("Other!A1"), "InvalidArgument"],
  ["an address of more than 8,192 characters", (sheet) => sheet.getRange("A".repeat(8193)), "InvalidArgument"],
  ["no used cells", (sheet) => sheet.getRange("C3:D4").getUsedRange(), "ItemNotFound"],
])("SX-15 %s is refused", async (_, derive, code) => {
  const { onSheet } = openExcel();
  const failed = onSheet(async (sheet, context) => {
    derive(sheet).load("address");
    await context.sync();
  });
  await expect(failed).rejects.toMatchObject({ code });
});

test("SX-15 the used range counts formats unless only values are asked for; an empty sheet has its first cell", async () => {
  const { onSheet } = openExcel();
  await onSheet(async (sheet, context) => {
    const empty = sheet.getUsedRange().load("address");
    const none = sheet.getUsedRangeOrNullObject();
    await context.sync();
    expect([empty.address, none.isNullObject]).toEqual(["Sheet1!A1", true]);
    sheet.getRange("B2").values = [["x"]];
    sheet.getRange("D5").format.fill.color = "yellow";
    const all = sheet.getUsedRange().load("address");
    const values = sheet.getUsedRange(true).load("address");
    await context.sync();
    expect([all.address, values.address]).toEqual(["Sheet1!B2:D5", "Sheet1!B2"]);
  });
});

test.each<readonly [string, Parameters<Excel.Range["getSpecialCells"]>, string]>([
  ["constants", [special("Constants")], "Sheet1!A1:B1,Sheet1!A2,Sheet1!A4"],
  ["numbers", [special("Constants"), "Numbers"], "Sheet1!A1,Sheet1!A4"],
  ["formulas", [special("Formulas")], "Sheet1!B2"],
  ["errors of formulas", [special("Formulas"), "Errors"], "Sheet1!B2"],
  ["blanks", [special("Blanks")], "Sheet1!A3:B3,Sheet1!B4"],
  ["visible cells", [special("Visible")], "Sheet1!A1:B1,Sheet1!A3:B4"],
])("SX-15 special cells: %s", async (_, args, expected) => {
  const { onSheet } = openExcel();
  await onSheet(async (sheet, context) => {
    sheet.getRange("A1:B4").formulas = [[1, "a"], ["b", "=1/0"], ["", ""], [4, ""]];
    sheet.getRange("2:2").rowHidden = true;
    const areas = sheet.getRange().getSpecialCells(...args).load("address");
    await context.sync();
    expect(areas.address).toBe(expected);
  });
});

function special(type: string): Excel.SpecialCellType {
  return type as Excel.SpecialCellType;
}

test("SX-15 where there are no special cells, an error or a null object says so", async () => {
  const { onSheet } = openExcel();
  await onSheet(async (sheet, context) => {
    const none = sheet.getRange("A1:B2").getSpecialCellsOrNullObject("Formulas");
    await context.sync();
    expect(none.isNullObject).toBe(true);
    sheet.getRange("A1:B2").getSpecialCells("Formulas");
    await expect(context.sync()).rejects.toMatchObject({ code: "ItemNotFound" });
  });
});

test("SX-15 range areas are formatted and read together", async () => {
  const { onSheet } = openExcel();
  await onSheet(async (sheet, context) => {
    const areas = sheet.getRanges("A1:A2, C3; D4:E4");
    areas.format.fill.color = "#ffc000";
    areas.load("areaCount,cellCount,areas/items/address,format/fill/color");
    const part = sheet.getRange("A1:B1").load("format/fill/color");
    await context.sync();
    expect([areas.areaCount, areas.cellCount, areas.format.fill.color]).toEqual([3, 5, "#FFC000"]);
    expect(areas.areas.items.map((area) => area.address)).toEqual(["Sheet1!A1:A2", "Sheet1!C3", "Sheet1!D4:E4"]);
    expect(part.format.fill.color as unknown).toBeNull();
  });
});

test("SX-15 rows and columns are hidden as a whole and read in part as null", async () => {
  const { onSheet } = openExcel();
  await onSheet(async (sheet, context) => {
    sheet.getRange("A2:A3").rowHidden = true;
    sheet.getRange("C1").columnHidden = true;
    const rows = sheet.getRange("A1:A3").load("rowHidden,hidden");
    const column = sheet.getRange("C5").load("columnHidden,hidden");
    await context.sync();
    expect([rows.rowHidden as unknown, rows.hidden as unknown, column.columnHidden, column.hidden]).toEqual([null, null, true, true]);
  });
});

test("SX-15 a name stands for its range", async () => {
  const { onSheet } = openExcel();
  await onSheet(async (sheet, context) => {
    context.workbook.names.add("Weights", sheet.getRange("C3:C5"));
    const range = sheet.getRange("Weights").load("address");
    await context.sync();
    expect(range.address).toBe("Sheet1!C3:C5");
  });
});
