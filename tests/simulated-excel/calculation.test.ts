import { openExcel } from "./opened-excel";

test("SX-11 formulas are calculated, across sheets, through names and tables", async () => {
  const { run } = openExcel();
  await run(async (context) => {
    const first = context.workbook.worksheets.getItem("Sheet1");
    const second = context.workbook.worksheets.add("汇总");
    first.getRange("A1:B3").values = [["项目", "得分"], ["a", 90], ["b", 80]];
    first.tables.add("A1:B3", true).name = "Scores";
    context.workbook.names.add("Weight", "=0.5");
    second.getRange("A1:A3").formulas = [["=SUM(Sheet1!B2:B3)*Weight"], ["=SUM(Scores[得分])"], ["=A1+A2"]];
    const range = second.getRange("A1:A3").load("values");
    await context.sync();
    expect(range.values).toEqual([[85], [170], [255]]);
  });
});

test("SX-11 reading a formula that the calculator cannot work out is refused, not guessed; a circle is 0", async () => {
  const { onSheet, values } = openExcel();
  await onSheet(async (sheet, context) => {
    sheet.getRange("A1:A2").formulas = [["=CUBEVALUE(1)"], ["=A2+1"]];
    await context.sync();
  });
  await expect(values("A1")).rejects.toMatchObject({ code: "ApiNotFound" });
  expect(await values("A2")).toEqual([[0]]);
});

test("SX-12 in manual mode only what is entered is calculated, until somebody asks", async () => {
  const { run, onSheet, values } = openExcel();
  await onSheet(async (sheet, context) => {
    sheet.getRange("A1:B1").formulas = [[1, "=A1*10"]];
    context.application.calculationMode = "Manual";
    await context.sync();
    sheet.getRange("A1").values = [[2]];
    sheet.getRange("C1").formulas = [["=A1+1"]];
    await context.sync();
  });
  expect(await values("A1:C1")).toEqual([[2, 10, 3]]);
  await run(async (context) => {
    context.application.calculate("Recalculate");
    const application = context.application.load("calculationMode");
    await context.sync();
    expect(application.calculationMode).toBe("Manual");
  });
  expect(await values("A1:C1")).toEqual([[2, 20, 3]]);
});

test("SX-12 suspended calculation leaves dependents behind until the next edit or calculation", async () => {
  const { onSheet, values } = openExcel();
  await onSheet(async (sheet, context) => {
    sheet.getRange("A1:B1").formulas = [[1, "=A1*10"]];
    await context.sync();
    context.application.suspendApiCalculationUntilNextSync();
    context.application.suspendScreenUpdatingUntilNextSync();
    sheet.getRange("A1").values = [[2]];
    const stale = sheet.getRange("B1").load("values");
    await context.sync();
    expect(stale.values).toEqual([[10]]);
  });
  expect(await values("B1")).toEqual([[10]]);
  await onSheet(async (sheet, context) => {
    sheet.getRange("D1").values = [["an edit"]];
    await context.sync();
  });
  expect(await values("B1")).toEqual([[20]]);
});

test("SX-12 today is the same at every run", async () => {
  const { onSheet, values } = openExcel();
  await onSheet(async (sheet, context) => {
    sheet.getRange("A1").formulas = [["=YEAR(TODAY())"]];
    await context.sync();
  });
  expect(await values("A1")).toEqual([[2026]]);
});
