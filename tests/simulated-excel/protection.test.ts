import { openExcel } from "./opened-excel";

type Act = (sheet: Excel.Worksheet) => void;

/** A sheet with A1 locked and B1 unlocked, protected; the code that an act gives, or "done". */
async function onProtected(act: Act, options: Excel.WorksheetProtectionOptions = {}): Promise<string> {
  const { onSheet } = openExcel();
  return onSheet(async (sheet, context) => {
    sheet.getRange("B1").format.protection.locked = false;
    sheet.protection.protect(options);
    await context.sync();
    act(sheet);
    return context.sync().then(
      () => "done",
      (error: unknown) => (error as { readonly code: string }).code,
    );
  });
}

test.each<readonly [string, Act, string]>([
  ["values in an unlocked cell", (sheet) => (sheet.getRange("B1").values = [[1]]), "done"],
  ["values in a locked cell", (sheet) => (sheet.getRange("A1").values = [[1]]), "AccessDenied"],
  ["a block with a locked cell that would stay as it is", (sheet) => (sheet.getRange("A1:B1").values = [[null, 1]]), "AccessDenied"],
  ["clearing a locked cell", (sheet) => sheet.getRange("A1").clear("Contents"), "AccessDenied"],
  ["formats", (sheet) => (sheet.getRange("B1").format.fill.color = "red"), "AccessDenied"],
  ["number formats", (sheet) => (sheet.getRange("B1").numberFormat = [["0"]]), "AccessDenied"],
  ["widths", (sheet) => (sheet.getRange("B1").format.columnWidth = 10), "AccessDenied"],
  ["hiding rows", (sheet) => (sheet.getRange("B1").rowHidden = true), "AccessDenied"],
  ["merging", (sheet) => sheet.getRange("B1:B2").merge(), "AccessDenied"],
  ["validation", (sheet) => sheet.getRange("B1").dataValidation.clear(), "AccessDenied"],
  ["conditional formats", (sheet) => sheet.getRange("B1").conditionalFormats.add("Custom"), "AccessDenied"],
  ["a table", (sheet) => sheet.tables.add("D1:E2", true), "AccessDenied"],
  ["unlocking", (sheet) => (sheet.getRange("A1").format.protection.locked = false), "AccessDenied"],
  ["protecting once more", (sheet) => sheet.protection.protect(), "AccessDenied"],
  ["its name", (sheet) => (sheet.name = "renamed"), "done"],
])("SX-16 on a protected sheet: %s → %s", async (_, act, expected) => {
  expect(await onProtected(act)).toBe(expected);
});

test.each<readonly [keyof Excel.WorksheetProtectionOptions, Act]>([
  ["allowFormatCells", (sheet) => (sheet.getRange("A1").format.fill.color = "red")],
  ["allowFormatColumns", (sheet) => (sheet.getRange("A1").format.columnWidth = 10)],
  ["allowFormatRows", (sheet) => (sheet.getRange("A1").rowHidden = true)],
  ["allowEditObjects", (sheet) => sheet.comments.add("Sheet1!A1", "note")],
])("SX-16 %s allows it", async (option, act) => {
  expect(await onProtected(act)).toBe("AccessDenied");
  expect(await onProtected(act, { [option]: true })).toBe("done");
});

test("SX-16 what is locked cannot be changed even where formatting is allowed", async () => {
  expect(await onProtected((sheet) => (sheet.getRange("A1").format.protection.locked = false), { allowFormatCells: true })).toBe("AccessDenied");
});

test("SX-16 the password opens, another does not; the options can be read", async () => {
  const { onSheet } = openExcel();
  await onSheet(async (sheet, context) => {
    sheet.protection.protect({ allowSort: true, selectionMode: "Unlocked" }, "secret");
    const protection = sheet.protection.load("protected,options");
    await context.sync();
    expect([protection.protected, protection.options]).toEqual([true, expect.objectContaining({ allowSort: true, allowFormatCells: false, selectionMode: "Unlocked" })]);
    sheet.protection.unprotect("wrong");
    await expect(context.sync()).rejects.toMatchObject({ code: "InvalidArgument" });
    sheet.protection.unprotect();
    await expect(context.sync()).rejects.toMatchObject({ code: "InvalidArgument" });
    sheet.protection.unprotect("secret");
    sheet.getRange("A1").values = [[1]];
    await context.sync();
  });
});
