import { readFileSync } from "node:fs";
import { openWorkbook } from "../../src/workbook/file/open-workbook";
import { corpusFiles, SAMPLE } from "../support/corpus";
import { cellsOf, readWithExcelize } from "../support/excelize";
import { describeWithLibreOffice, recalculate } from "../support/libreoffice";
import { readPackage } from "./model/read-package";
import { writePackage } from "./model/write-package";
import type { WorkbookModel } from "./model/workbook-model";
import { openExcel } from "./opened-excel";

jest.setTimeout(120_000);

/** A workbook with a little of everything that can be saved, made through the client library. */
async function richWorkbook(): Promise<WorkbookModel> {
  const { host, run } = openExcel();
  await run(async (context) => {
    const sheet = context.workbook.worksheets.getItem("Sheet1");
    sheet.name = "考核表";
    sheet.getRange("A1:C4").formulas = [["指标", "权重", "得分"], ["a & b", 0.4, 90], ["<c>", 0.6, "=80+5"], ["合计", "=SUM(B2:B3)", "=SUMPRODUCT(B2:B3,C2:C3)"]];
    sheet.getRange("B2:B4").numberFormat = [["0%"], ["0%"], ["0.0%"]];
    sheet.getRange("A1:C1").format.font.bold = true;
    sheet.getRange("A1:C1").format.fill.color = "#DDEBF7";
    sheet.getRange("A1:C4").format.borders.getItem("EdgeBottom").style = "Continuous";
    sheet.getRange("A:A").format.columnWidth = 120;
    sheet.getRange("E1:F1").merge();
    sheet.getRange("E1").values = [["说明"]];
    sheet.getRange("C2:C3").format.protection.locked = false;
    sheet.getRange("C2:C3").dataValidation.rule = { decimal: { formula1: 0, formula2: "=100", operator: "Between" } };
    sheet.getRange("C2:C3").dataValidation.errorAlert = { message: "0–100", showAlert: true, style: "Stop", title: "得分" };
    sheet.getRange("D2:D4").dataValidation.rule = { list: { inCellDropDown: true, source: "优,良" } };
    const rule = sheet.getRange("C2:C3").conditionalFormats.add("Custom" as Excel.ConditionalFormatType);
    rule.custom.rule.formula = "=C2>95";
    rule.custom.format.fill.color = "#FFC7CE";
    sheet.getRange("6:6").rowHidden = true;
    sheet.freezePanes.freezeRows(1);
    sheet.comments.add("考核表!A2", "批注");
    const data = context.workbook.worksheets.add("数据");
    data.getRange("A1:B3").values = [["名", "值"], ["x", 1], ["y", 2]];
    data.tables.add("A1:B3", true).name = "T1";
    data.visibility = "Hidden";
    context.workbook.names.add("Weights", sheet.getRange("B2:B3")).visible = false;
    context.workbook.customXmlParts.add('<record xmlns="urn:twinscore:record:1">一</record>');
    sheet.protection.protect({ allowFormatColumns: true });
    await context.sync();
  });
  return host.workbook;
}

test("SX-31 excelize reads a saved package as it was made", async () => {
  const read = await readWithExcelize(writePackage(await richWorkbook()));
  expect(read.sheets.map((sheet) => [sheet.name, sheet.visible])).toEqual([["考核表", true], ["数据", false]]);
  const [sheet] = read.sheets;
  expect(sheet?.merges).toEqual(["E1:F1"]);
  expect(sheet?.cells.get("C4")).toEqual({ value: 87, formula: "SUMPRODUCT(B2:B3,C2:C3)" });
  expect(sheet?.cells.get("A2")).toEqual({ value: "a & b", formula: null });
  expect(sheet?.validations.map(({ ranges, type, formula1, formula2, message }) => [ranges, type, formula1, formula2, message])).toEqual([
    ["C2:C3", "decimal", "0", "100", "0–100"],
    ["D2:D4", "list", '"优,良"', "", null],
  ]);
  expect(read.names.find((name) => name.name === "Weights")?.refersTo).toBe("考核表!$B$2:$B$3");
});

test("SX-31 a saved package opens again as the same workbook", async () => {
  const saved = writePackage(await richWorkbook());
  const workbook = await readPackage(saved);
  const { run } = openExcel({}, workbook);
  await run(async (context) => {
    const sheet = context.workbook.worksheets.getItem("考核表");
    const range = sheet.getRange("A1:C4").load("formulas,values,numberFormat");
    const header = sheet.getRange("A1:C1").load("format/font/bold,format/fill/color,format/columnWidth");
    const validation = sheet.getRange("C2:C3").dataValidation.load("rule,errorAlert");
    const list = sheet.getRange("D3").dataValidation.load("rule");
    const rules = sheet.getRange("C3").conditionalFormats.load("items/custom/rule/formula");
    const merged = sheet.getRange("E1:F9").getMergedAreasOrNullObject().load("address");
    const table = context.workbook.tables.getItem("T1").getRange().load("address");
    const name = context.workbook.names.getItem("Weights").load("visible,value");
    const frozen = sheet.freezePanes.getLocation().load("address");
    const xml = context.workbook.customXmlParts.getByNamespace("urn:twinscore:record:1").getOnlyItem().getXml();
    const protection = sheet.protection.load("protected,options");
    const width = sheet.getRange("A1").load("format/columnWidth");
    const hidden = sheet.getRange("A6").load("rowHidden");
    const data = context.workbook.worksheets.getItem("数据").load("visibility");
    await context.sync();
    expect(range.formulas[3]).toEqual(["合计", "=SUM(B2:B3)", "=SUMPRODUCT(B2:B3,C2:C3)"]);
    expect(range.values[3]).toEqual(["合计", 1, 87]);
    expect(range.numberFormat[3]).toEqual(["General", "0.0%", "General"]);
    expect([header.format.font.bold, header.format.fill.color]).toEqual([true, "#DDEBF7"]);
    expect(validation.rule).toEqual({ decimal: { formula1: "=0", formula2: "=100", operator: "Between" } });
    expect([validation.errorAlert.message, list.rule]).toEqual(["0–100", { list: { inCellDropDown: true, source: "优,良" } }]);
    expect(rules.items.map((rule) => rule.custom.rule.formula)).toEqual(["=C2>95"]);
    expect([merged.address, table.address, name.visible, name.value]).toEqual(["考核表!E1:F1", "数据!A1:B3", false, "考核表!B2:B3"]);
    expect([frozen.address, xml.value, width.format.columnWidth, hidden.rowHidden, data.visibility]).toEqual(["考核表!1:1", '<record xmlns="urn:twinscore:record:1">一</record>', 120, true, "Hidden"]);
    expect([protection.protected, protection.options]).toEqual([true, expect.objectContaining({ allowFormatColumns: true, allowFormatCells: false })]);
  });
});

/** What the file host reads of a package, without its own numbers and without chart sheets. */
async function fileHostReads(file: Uint8Array): Promise<unknown> {
  const snapshot = await (await openWorkbook(file, "workbook.xlsx")).read({ sheets: "all", fields: ["values", "formulas", "styles", "protection", "hidden", "tables"] });
  const { styleTable } = snapshot;
  return {
    names: snapshot.names.filter((name) => !name.name.startsWith("_xlnm.")).map(({ name, refersTo, hidden }) => [name, refersTo, hidden]),
    sheets: snapshot.sheets
      .filter((sheet) => sheet.kind === "worksheet")
      .map(({ name, visibility, used, values, formulas, styles, merges, hiddenRows, hiddenColumns, protection, tables }) => ({
        name,
        visibility,
        used,
        values,
        formulas: formulas.map((row) => (row.some((formula) => formula !== null) ? row : [])),
        styles: styles.map((row) => row.map((style) => styleTable[style])),
        merges,
        hiddenRows,
        hiddenColumns,
        isProtected: protection !== null,
        tables,
      })),
  };
}

test("SX-31 the sample workbook comes through reading and saving as the file host reads it", async () => {
  const bytes = new Uint8Array(readFileSync(SAMPLE));
  expect(await fileHostReads(writePackage(await readPackage(bytes)))).toEqual(await fileHostReads(bytes));
});

test("SX-31 so do real workbooks", async () => {
  const changed: string[] = [];
  // Numbers instead of names and contents: these are other people's.
  for (const [index, { bytes }] of corpusFiles("forms", "workbooks").entries()) {
    if (bytes.length > 400_000) continue;
    const [before, after] = [await fileHostReads(bytes), await fileHostReads(writePackage(await readPackage(bytes)))];
    if (JSON.stringify(before) !== JSON.stringify(after)) changed.push(`file ${index}`);
  }
  expect(changed).toEqual([]);
});

test("SX-31 the same workbook always gives the same bytes", async () => {
  expect(writePackage(await richWorkbook())).toEqual(writePackage(await richWorkbook()));
});

test("SX-25 sheets of another package are inserted where asked, under a free name", async () => {
  const base64 = Buffer.from(writePackage(await richWorkbook())).toString("base64");
  const { run } = openExcel();
  await run(async (context) => {
    const ids = context.workbook.insertWorksheetsFromBase64(base64, { sheetNamesToInsert: ["考核表"], positionType: "Before", relativeTo: "Sheet1" });
    await context.sync();
    context.workbook.insertWorksheetsFromBase64(base64, { sheetNamesToInsert: ["考核表"] });
    const sheets = context.workbook.worksheets.load("items/name,items/id");
    const cell = context.workbook.worksheets.getItem(ids.value[0] ?? "").getRange("C4").load("values,formulas");
    await context.sync();
    expect(sheets.items.map((sheet) => sheet.name)).toEqual(["考核表", "Sheet1", "考核表 (2)"]);
    expect([cell.values, cell.formulas]).toEqual([[[87]], [["=SUMPRODUCT(B2:B3,C2:C3)"]]]);
  });
});

test("SX-25 what is no workbook and sheets that are not in it are refused", async () => {
  const base64 = Buffer.from(writePackage(await richWorkbook())).toString("base64");
  const { run } = openExcel();
  await run(async (context) => {
    context.workbook.insertWorksheetsFromBase64("bm90IGEgd29ya2Jvb2s=");
    await expect(context.sync()).rejects.toMatchObject({ code: "InvalidArgument" });
    context.workbook.insertWorksheetsFromBase64(base64, { sheetNamesToInsert: ["nobody"] });
    await expect(context.sync()).rejects.toMatchObject({ code: "ItemNotFound" });
  });
});

describeWithLibreOffice("SX-31 another program opens a saved package", () => {
  test("LibreOffice calculates the same from its formulas alone", async () => {
    const cells = (await cellsOf(await recalculate(writePackage(await richWorkbook())))).get("考核表");
    expect(["B4", "C3", "C4"].map((address) => cells?.get(address)?.value)).toEqual([1, 85, 87]);
  });
});
