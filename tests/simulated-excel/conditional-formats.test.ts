import { openExcel } from "./opened-excel";

test("SX-21 a new conditional format comes first; its rule and format are kept", async () => {
  const { onSheet } = openExcel();
  await onSheet(async (sheet, context) => {
    const range = sheet.getRange("A1:B3");
    const first = range.conditionalFormats.add("Custom" as Excel.ConditionalFormatType);
    first.custom.rule.formula = "=$A1>10";
    first.custom.format.fill.color = "#ffc7ce";
    first.custom.format.font.color = "#9c0006";
    const second = range.conditionalFormats.add("CellValue" as Excel.ConditionalFormatType);
    second.cellValue.rule = { formula1: "=5", operator: "LessThan" };
    first.load("priority,type,id,custom/rule/formula,custom/format/fill/color,custom/format/font/color");
    second.load("priority,cellValue/rule");
    const count = sheet.getRange("B3").conditionalFormats.getCount();
    await context.sync();
    expect([first.priority, first.type, second.priority, count.value]).toEqual([1, "Custom", 0, 2]);
    expect([first.custom.rule.formula, first.custom.format.fill.color, first.custom.format.font.color]).toEqual(["=$A1>10", "#FFC7CE", "#9C0006"]);
    expect(second.cellValue.rule).toEqual({ formula1: "=5", operator: "LessThan" });
  });
});

test("SX-21 priorities change for all; negative ones count from the end", async () => {
  const { onSheet } = openExcel();
  await onSheet(async (sheet, context) => {
    const { conditionalFormats } = sheet.getRange("A1");
    const formats = [1, 2, 3].map((number) => {
      const format = conditionalFormats.add("Custom" as Excel.ConditionalFormatType);
      format.custom.rule.formula = `=A1=${number}`;
      return format.load("id");
    });
    await context.sync();
    const [first, , third] = formats;
    if (!first || !third) throw new Error("two formats are needed");
    third.priority = -1;
    conditionalFormats.load("items/id,items/custom/rule/formula");
    await context.sync();
    expect(conditionalFormats.items.map((format) => format.custom.rule.formula)).toEqual(["=A1=2", "=A1=1", "=A1=3"]);
    conditionalFormats.getItem(first.id).delete();
    conditionalFormats.load("items/id");
    await context.sync();
    expect(conditionalFormats.items).toHaveLength(2);
  });
});

test("SX-21 one kind of format does not read as another; clearing takes only the range away", async () => {
  const { onSheet } = openExcel();
  await onSheet(async (sheet, context) => {
    const format = sheet.getRange("A1:A4").conditionalFormats.add("Custom" as Excel.ConditionalFormatType);
    format.custom.rule.formula = "=A1=1";
    const other = format.cellValueOrNullObject;
    other.load("rule");
    await context.sync();
    expect(other.isNullObject).toBe(true);
    sheet.getRange("A2").conditionalFormats.clearAll();
    const areas = format.getRanges().load("address");
    const range = format.getRangeOrNullObject();
    await context.sync();
    expect([areas.address, range.isNullObject]).toEqual(["Sheet1!A1,Sheet1!A3:A4", true]);
    format.cellValue.load("rule");
    await expect(context.sync()).rejects.toMatchObject({ code: "InvalidOperation" });
  });
});
