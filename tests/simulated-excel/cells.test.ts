import { openExcel } from "./opened-excel";

async function entered(items: readonly unknown[], format = "General"): Promise<readonly unknown[]> {
  const { onSheet } = openExcel();
  return onSheet(async (sheet, context) => {
    const range = sheet.getRange(`A1:A${items.length}`);
    range.numberFormat = [[format]].flatMap((row) => items.map(() => row));
    range.values = items.map((item) => [item]);
    range.load("values,numberFormat");
    await context.sync();
    return range.values.map((row: unknown[], index) => [row[0], (range.numberFormat as unknown[][])[index]?.[0]]);
  });
}

test.each<readonly [string, unknown]>([
  ["a ragged array", [[1, 2], [3]]],
  ["too few rows", [[1, 2]]],
  ["too many columns", [[1, 2, 3], [4, 5, 6]]],
  ["a flat array", [1, 2]],
])("SX-8 %s is refused and changes nothing", async (_, values) => {
  const { onSheet, values: read } = openExcel();
  const failed = onSheet(async (sheet, context) => {
    sheet.getRange("A1:B2").values = values as unknown[][];
    await context.sync();
  });
  await expect(failed).rejects.toMatchObject({ code: "InvalidArgument" });
  expect(await read("A1:B2")).toEqual([["", ""], ["", ""]]);
});

test("SX-8 null leaves a cell, an empty text clears it, one value fills all", async () => {
  const { onSheet, values } = openExcel();
  await onSheet(async (sheet, context) => {
    sheet.getRange("A1:C1").values = "x" as unknown as string[][];
    sheet.getRange("A1:C1").values = [[null, "", 3]];
    await context.sync();
  });
  expect(await values("A1:C1")).toEqual([["x", "", 3]]);
});

test("SX-8 arrays that the library cuts into pieces arrive whole", async () => {
  const { host, onSheet, values } = openExcel();
  const rows = Array.from({ length: 400 }, (_, row) => Array.from({ length: 10 }, (_item, column) => row * 10 + column));
  await onSheet(async (sheet, context) => {
    sheet.getRange("B2:K401").values = rows;
    await context.sync();
  });
  expect(await values("B2:K401")).toEqual(rows);
  expect(host.requests[0]?.actions).toBeGreaterThan(3);
});

test("SX-9 texts are taken as a person types them", async () => {
  expect(await entered(["12", "-1.5", "1,234", "5%", "1e3", "true", "#N/A", "'007", "综合", "12 分"])).toEqual([
    [12, "General"],
    [-1.5, "General"],
    [1234, "#,##0"],
    [0.05, "0%"],
    [1000, "0.00E+00"],
    [true, "General"],
    ["#N/A", "General"],
    ["007", "General"],
    ["综合", "General"],
    ["12 分", "General"],
  ]);
});

test("SX-9 what looks like a date becomes one, item numbers such as 1-2 included", async () => {
  expect(await entered(["2026-09-30", "9/30/2026", "1-2", "3/4", "30-9-2026", "2026-13-01"])).toEqual([
    [46295, "m/d/yyyy"],
    [46295, "m/d/yyyy"],
    [46024, "d-mmm"],
    [46085, "d-mmm"],
    ["30-9-2026", "General"],
    ["2026-13-01", "General"],
  ]);
});

test("SX-9 cells formatted as text keep what is written, formulas too", async () => {
  expect(await entered(["1-2", "007", "=1+1"], "@")).toEqual([
    ["1-2", "@"],
    ["007", "@"],
    ["=1+1", "@"],
  ]);
});

test("SX-9 =, + and - begin formulas", async () => {
  expect((await entered(["=1+1", "+2*3", "-2*3"])).map((item) => (item as unknown[])[0])).toEqual([2, 6, -6]);
});

test.each(["=SUM(", "=1+", "-(综合"])("SX-9 a formula that does not parse is refused and nothing of its array is written: %s", async (formula) => {
  const { onSheet, values } = openExcel();
  const failed = onSheet(async (sheet, context) => {
    sheet.getRange("A1:A2").formulas = [[1], [formula]];
    await context.sync();
  });
  await expect(failed).rejects.toMatchObject({ code: "InvalidArgument" });
  expect(await values("A1:A2")).toEqual([[""], [""]]);
});

test("SX-9 formulas longer than 8,192 characters and texts longer than 32,767 are refused", async () => {
  const { onSheet } = openExcel();
  const write = (text: string): Promise<void> =>
    onSheet(async (sheet, context) => {
      sheet.getRange("A1").values = [[text]];
      await context.sync();
    });
  await expect(write(`=${"1+".repeat(4096)}1`)).rejects.toMatchObject({ code: "FormulaLengthExceedsLimit" });
  await expect(write("x".repeat(32_768))).rejects.toMatchObject({ code: "InvalidArgument" });
});

test("SX-10 values, formulas, types and texts of all kinds of cells", async () => {
  const { onSheet } = openExcel();
  await onSheet(async (sheet, context) => {
    const range = sheet.getRange("A1:E1");
    range.formulas = [[1.5, "x", true, "=1/0", ""]];
    sheet.getRange("A1").numberFormat = [["0.00"]];
    range.load("values,formulas,valueTypes,text");
    await context.sync();
    expect(range.values).toEqual([[1.5, "x", true, "#DIV/0!", ""]]);
    expect(range.formulas).toEqual([[1.5, "x", true, "=1/0", ""]]);
    expect(range.valueTypes).toEqual([["Double", "String", "Boolean", "Error", "Empty"]]);
    expect(range.text).toEqual([["1.50", "x", "TRUE", "#DIV/0!", ""]]);
  });
});

test("SX-10 whole columns read null and take no arrays of cells", async () => {
  const { onSheet } = openExcel();
  await onSheet(async (sheet, context) => {
    const range = sheet.getRange("B:C").load("values,address,rowCount,isEntireColumn");
    await context.sync();
    expect([range.values as unknown, range.address, range.rowCount, range.isEntireColumn]).toEqual([null, "Sheet1!B:C", 1_048_576, true]);
    range.values = "x" as unknown as string[][];
    await expect(context.sync()).rejects.toMatchObject({ code: "InvalidArgument" });
  });
});

test("SX-13 merging keeps the first value; covered cells read empty and take nothing, without a word", async () => {
  const { onSheet, values } = openExcel();
  await onSheet(async (sheet, context) => {
    const range = sheet.getRange("A1:B2");
    range.values = [[1, 2], [3, 4]];
    range.merge();
    range.values = [[5, 6], [7, 8]];
    const areas = sheet.getRange("A1:D4").getMergedAreasOrNullObject().load("address,areaCount");
    const none = sheet.getRange("D4").getMergedAreasOrNullObject();
    await context.sync();
    expect([areas.address, areas.areaCount, none.isNullObject]).toEqual(["Sheet1!A1:B2", 1, true]);
  });
  expect(await values("A1:B2")).toEqual([[5, ""], ["", ""]]);
});

test("SX-13 merging across makes one area a row; unmerging frees all that the range touches", async () => {
  const { host, onSheet } = openExcel();
  await onSheet(async (sheet, context) => {
    sheet.getRange("A1:B3").merge(true);
    await context.sync();
    expect(host.workbook.active.merges).toHaveLength(3);
    sheet.getRange("B1:B2").unmerge();
    await context.sync();
    expect(host.workbook.active.merges).toEqual([{ row: 2, column: 0, rows: 1, columns: 2 }]);
  });
});

test("SX-13 a part of a merged area cannot be cleared, and no table can hold one", async () => {
  const { onSheet } = openExcel();
  await onSheet(async (sheet, context) => {
    sheet.getRange("A1:B1").merge();
    await context.sync();
    sheet.getRange("A1").clear();
    await expect(context.sync()).rejects.toMatchObject({ code: "InvalidArgument" });
    sheet.tables.add("A1:B3", true);
    await expect(context.sync()).rejects.toMatchObject({ code: "MergedRangeConflict" });
  });
});
