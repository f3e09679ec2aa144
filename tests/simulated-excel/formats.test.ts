import { openExcel } from "./opened-excel";

test("SX-14 what all cells share is given, what differs is null", async () => {
  const { onSheet } = openExcel();
  await onSheet(async (sheet, context) => {
    const range = sheet.getRange("A1:B2");
    range.format.font.bold = true;
    range.format.font.color = "#c00000";
    range.format.horizontalAlignment = "Center";
    sheet.getRange("B2").format.wrapText = true;
    range.load("format/wrapText,format/horizontalAlignment,format/font/bold,format/font/color,format/fill/color,format/protection/locked");
    await context.sync();
    expect([range.format.font.bold, range.format.font.color, range.format.horizontalAlignment, range.format.fill.color, range.format.protection.locked]).toEqual([true, "#C00000", "Center", "#FFFFFF", true]);
    expect(range.format.wrapText as unknown).toBeNull();
  });
});

test("SX-14 borders of edges and insides belong to the cells on both sides", async () => {
  const { onSheet } = openExcel();
  await onSheet(async (sheet, context) => {
    const range = sheet.getRange("B2:C3");
    for (const edge of ["EdgeTop", "InsideHorizontal"] as const) range.format.borders.getItem(edge).style = "Continuous";
    const top = range.format.borders.getItem("EdgeTop").load("style,weight");
    const left = range.format.borders.getItem("EdgeLeft").load("style");
    const inner = sheet.getRange("B3").format.borders.getItem("EdgeTop").load("style");
    const all = range.format.borders.load("items/sideIndex,items/style");
    await context.sync();
    expect([top.style, top.weight, left.style, inner.style]).toEqual(["Continuous", "Thin", "None", "Continuous"]);
    expect(all.items.filter((border) => border.style === "Continuous").map((border) => border.sideIndex)).toEqual(["EdgeTop", "InsideHorizontal"]);
  });
});

test("SX-14 formats of whole columns hold for cells to come; sizes are in points", async () => {
  const { onSheet } = openExcel();
  await onSheet(async (sheet, context) => {
    sheet.getRange("B5").values = [["x"]];
    sheet.getRange("B:B").format.protection.locked = false;
    sheet.getRange("B:C").format.columnWidth = 90;
    sheet.getRange("A2").format.rowHeight = 30;
    sheet.getRange("B9").values = [["new"]];
    const cells = ["B5", "B9", "C9"].map((address) => sheet.getRange(address).load("format/protection/locked,format/columnWidth"));
    const mixed = sheet.getRange("A1:B2").load("format/columnWidth,format/rowHeight");
    await context.sync();
    expect(cells.map((cell) => [cell.format.protection.locked, cell.format.columnWidth])).toEqual([
      [false, 90],
      [false, 90],
      [true, 90],
    ]);
    expect([mixed.format.columnWidth as unknown, mixed.format.rowHeight as unknown]).toEqual([null, null]);
  });
});

test("SX-14 clearing takes contents, formats, or all", async () => {
  const { onSheet, values } = openExcel();
  await onSheet(async (sheet, context) => {
    sheet.getRange("A1:C1").values = [[1, 2, 3]];
    sheet.getRange("A1:C1").format.fill.color = "red";
    sheet.getRange("A1").clear("Contents");
    sheet.getRange("B1").clear("Formats");
    sheet.getRange("C1").clear();
    const fills = ["A1", "B1", "C1"].map((address) => sheet.getRange(address).load("format/fill/color"));
    await context.sync();
    expect(fills.map((cell) => cell.format.fill.color)).toEqual(["#FF0000", "#FFFFFF", "#FFFFFF"]);
  });
  expect(await values("A1:C1")).toEqual([["", 2, ""]]);
});

test.each<readonly [string, (format: Excel.RangeFormat) => void]>([
  ["a colour that is none", (format) => (format.fill.color = "#12345")],
  ["an unknown alignment", (format) => (format.horizontalAlignment = "Sideways" as "Left")],
  ["a height beyond 409 points", (format) => (format.rowHeight = 410)],
  ["a text for a flag", (format) => (format.font.bold = "yes" as unknown as boolean)],
])("SX-14 %s is refused", async (_, act) => {
  const { onSheet } = openExcel();
  const failed = onSheet(async (sheet, context) => {
    act(sheet.getRange("A1").format);
    await context.sync();
  });
  await expect(failed).rejects.toMatchObject({ code: "InvalidArgument" });
});
