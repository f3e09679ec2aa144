import { openExcel } from "./opened-excel";

type Rule = Excel.DataValidationRule;

test.each<readonly [string, Rule, string, Rule]>([
  ["a decimal between bounds", { decimal: { formula1: 0, formula2: "10", operator: "Between" } }, "Decimal", { decimal: { formula1: "=0", formula2: "=10", operator: "Between" } }],
  ["a whole number above a cell", { wholeNumber: { formula1: "=A1", operator: "GreaterThan" } }, "WholeNumber", { wholeNumber: { formula1: "=A1", operator: "GreaterThan" } }],
  ["a literal list", { list: { inCellDropDown: true, source: "优,良,差" } }, "List", { list: { inCellDropDown: true, source: "优,良,差" } }],
  ["a formula", { custom: { formula: "=C1<=10" } }, "Custom", { custom: { formula: "=C1<=10" } }],
  ["a text length", { textLength: { formula1: 20, operator: "LessThanOrEqualTo" } }, "TextLength", { textLength: { formula1: "=20", operator: "LessThanOrEqualTo" } }],
])("SX-20 %s is kept as Excel gives it back", async (_, rule, type, expected) => {
  const { onSheet } = openExcel();
  await onSheet(async (sheet, context) => {
    const validation = sheet.getRange("C1:C3").dataValidation;
    validation.rule = rule;
    validation.load("type,rule,ignoreBlanks,errorAlert,prompt");
    await context.sync();
    expect([validation.type, validation.rule, validation.ignoreBlanks]).toEqual([type, expected, true]);
    expect(validation.errorAlert).toEqual({ message: "", showAlert: true, style: "Stop", title: "" });
  });
});

test("SX-20 a range as a list, prompt and alert; relative formulas move with the cell that is read", async () => {
  const { onSheet } = openExcel();
  await onSheet(async (sheet, context) => {
    const list = sheet.getRange("A1:A9").dataValidation;
    list.prompt = { message: "choose", showPrompt: true, title: "Grade" };
    list.errorAlert = { message: "no", showAlert: true, style: "Warning", title: "Oops" };
    list.rule = { list: { inCellDropDown: true, source: sheet.getRange("Z1:Z3") as unknown as string } };
    list.ignoreBlanks = false;
    list.load("rule,prompt,errorAlert,ignoreBlanks");
    sheet.getRange("B1:B9").dataValidation.rule = { custom: { formula: "=B1<$D1" } };
    const lower = sheet.getRange("B4").dataValidation.load("rule");
    await context.sync();
    expect(list.rule).toEqual({ list: { inCellDropDown: true, source: "=Sheet1!$Z$1:$Z$3" } });
    expect([list.prompt.title, list.errorAlert.style, list.ignoreBlanks]).toEqual(["Grade", "Warning", false]);
    expect(lower.rule).toEqual({ custom: { formula: "=B4<$D4" } });
  });
});

test("SX-20 mixtures are named and have no rule; clearing takes part of a rule away", async () => {
  const { onSheet } = openExcel();
  await onSheet(async (sheet, context) => {
    sheet.getRange("A1:A4").dataValidation.rule = { wholeNumber: { formula1: 1, operator: "GreaterThan" } };
    sheet.getRange("A3:A4").dataValidation.rule = { wholeNumber: { formula1: 2, operator: "GreaterThan" } };
    sheet.getRange("A1").dataValidation.clear();
    const [none, mixed, different, same] = ["A1", "A1:A2", "A2:A3", "A3:A4"].map((address) => sheet.getRange(address).dataValidation.load("type,rule"));
    await context.sync();
    expect([none?.type, mixed?.type, different?.type, same?.type]).toEqual(["None", "MixedCriteria", "Inconsistent", "WholeNumber"]);
    expect(mixed?.rule as unknown).toBeNull();
  });
});

test("SX-20 values that were there or are written by a program are not checked; the invalid ones can be asked for", async () => {
  const { onSheet } = openExcel();
  await onSheet(async (sheet, context) => {
    const range = sheet.getRange("A1:A5");
    range.values = [[5], [11], ["x"], [""], [3.5]];
    range.dataValidation.rule = { wholeNumber: { formula1: 0, formula2: 10, operator: "Between" } };
    const invalid = range.dataValidation.getInvalidCells().load("address");
    range.dataValidation.load("valid");
    await context.sync();
    expect(invalid.address).toBe("Sheet1!A2:A3,Sheet1!A5");
    expect(range.dataValidation.valid as unknown).toBeNull();
    range.dataValidation.rule = { custom: { formula: "=LEN(A1)<3" } };
    const fine = sheet.getRange("A1:A4").dataValidation.getInvalidCellsOrNullObject();
    await context.sync();
    expect(fine.isNullObject).toBe(true);
  });
});

test.each<readonly [string, Rule]>([
  ["a literal list of more than 255 characters", { list: { inCellDropDown: true, source: "x".repeat(256) } }],
  ["two criteria at once", { custom: { formula: "=TRUE" }, list: { inCellDropDown: true, source: "a" } }],
  ["a missing second bound", { decimal: { formula1: 1, operator: "Between" } }],
  ["a formula without =", { custom: { formula: "A1>1" } }],
  ["a formula that does not parse", { custom: { formula: "=A1>" } }],
])("SX-20 %s is refused", async (_, rule) => {
  const { onSheet } = openExcel();
  const failed = onSheet(async (sheet, context) => {
    sheet.getRange("A1").dataValidation.rule = rule;
    await context.sync();
  });
  await expect(failed).rejects.toMatchObject({ code: "InvalidArgument" });
});
