import { openExcel } from "./opened-excel";

test("SX-32 the properties of cells come in one array, named as asked, nothing else", async () => {
  const { onSheet } = openExcel();
  const properties = await onSheet(async (sheet, context) => {
    const range = sheet.getRange("A1:B2");
    sheet.getRange("A1").format.fill.color = "#FF0000";
    sheet.getRange("B2").format.borders.getItem("EdgeTop").style = "Continuous";
    sheet.getRange("A2").format.font.bold = true;
    const read = range.getCellProperties({ format: { fill: { color: true, pattern: true }, font: { bold: true }, borders: { style: true }, protection: true } });
    await context.sync();
    return read.value;
  });
  const none = { bottom: { style: "None" }, left: { style: "None" }, right: { style: "None" }, top: { style: "None" } };
  expect(properties).toEqual([
    [
      { format: { fill: { color: "#FF0000", pattern: "Solid" }, font: { bold: false }, borders: none, protection: { formulaHidden: false, locked: true } } },
      { format: { fill: { color: "#FFFFFF", pattern: "None" }, font: { bold: false }, borders: none, protection: { formulaHidden: false, locked: true } } },
    ],
    [
      { format: { fill: { color: "#FFFFFF", pattern: "None" }, font: { bold: true }, borders: none, protection: { formulaHidden: false, locked: true } } },
      { format: { fill: { color: "#FFFFFF", pattern: "None" }, font: { bold: false }, borders: { ...none, top: { style: "Continuous" } }, protection: { formulaHidden: false, locked: true } } },
    ],
  ]);
});

test("SX-32 rows and columns say whether they are hidden and how large they are", async () => {
  const { onSheet } = openExcel();
  const read = await onSheet(async (sheet, context) => {
    sheet.getRange("A2:A2").rowHidden = true;
    sheet.getRange("B:B").columnHidden = true;
    sheet.getRange("A3").format.rowHeight = 40;
    sheet.getRange("C1").format.columnWidth = 99;
    const rows = sheet.getRange("A1:A3").getRowProperties({ rowHidden: true, rowIndex: true, format: { rowHeight: true } });
    const columns = sheet.getRange("A1:C1").getColumnProperties({ columnHidden: true, format: { columnWidth: true } });
    await context.sync();
    return { rows: rows.value, columns: columns.value };
  });
  expect(read.rows).toEqual([
    { rowHidden: false, rowIndex: 0, format: { rowHeight: 15 } },
    { rowHidden: true, rowIndex: 1, format: { rowHeight: 0 } },
    { rowHidden: false, rowIndex: 2, format: { rowHeight: 40 } },
  ]);
  expect(read.columns).toEqual([
    { columnHidden: false, format: { columnWidth: 48 } },
    { columnHidden: true, format: { columnWidth: 0 } },
    { columnHidden: false, format: { columnWidth: 99 } },
  ]);
});

test("SX-32 what is not modelled is refused, whole columns too", async () => {
  const { onSheet } = openExcel();
  const codeOf = (work: (sheet: Excel.Worksheet) => void): Promise<unknown> =>
    onSheet(async (sheet, context) => {
      work(sheet);
      await context.sync();
    }).catch((error: unknown) => (error as { readonly code: string }).code);
  expect(await codeOf((sheet) => void sheet.getRange("A1").getCellProperties({ style: true }))).toBe("ApiNotFound");
  expect(await codeOf((sheet) => void sheet.getRange("A1").getCellProperties({ format: { readingOrder: true } }))).toBe("ApiNotFound");
  expect(await codeOf((sheet) => void sheet.getRange("A:A").getCellProperties({ format: { fill: { color: true } } }))).toBe("InvalidArgument");
});

test("SX-33 page layout: orientation, zoom, title rows and footers are kept, whole rows only", async () => {
  const { onSheet } = openExcel();
  const page = await onSheet(async (sheet, context) => {
    const { pageLayout } = sheet;
    pageLayout.orientation = "Landscape";
    pageLayout.zoom = { horizontalFitToPages: 1 };
    pageLayout.setPrintTitleRows("$1:$2");
    pageLayout.headersFooters.defaultForAllPages.centerFooter = "第 &P 页";
    pageLayout.load("orientation,zoom,headersFooters/defaultForAllPages/centerFooter");
    const rows = pageLayout.getPrintTitleRowsOrNullObject().load("address");
    await context.sync();
    return [pageLayout.orientation, pageLayout.zoom, pageLayout.headersFooters.defaultForAllPages.centerFooter, rows.address];
  });
  expect(page).toEqual(["Landscape", { horizontalFitToPages: 1 }, "第 &P 页", "Sheet1!1:2"]);
  const refused = onSheet(async (sheet, context) => {
    sheet.pageLayout.setPrintTitleRows("A1:B2");
    await context.sync();
  });
  await expect(refused).rejects.toMatchObject({ code: "InvalidArgument" });
});

test("SX-33 a sheet without a filter has none; sizes go back to the standard", async () => {
  const { onSheet } = openExcel();
  const read = await onSheet(async (sheet, context) => {
    const filter = sheet.autoFilter.getRangeOrNullObject();
    const range = sheet.getRange("A1:A2");
    range.format.rowHeight = 40;
    range.format.useStandardHeight = true;
    range.load("format/rowHeight,format/useStandardHeight");
    await context.sync();
    return [filter.isNullObject, range.format.rowHeight, range.format.useStandardHeight];
  });
  expect(read).toEqual([true, 15, true]);
});
