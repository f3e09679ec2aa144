import { connectByMessages, connectInProcess } from "./client/office-library";
import { createWorkbook } from "./model/workbook-model";
import { createSimulatedExcel } from "./simulated-excel";

test("smoke", async () => {
  const host = createSimulatedExcel(createWorkbook());
  const { Excel } = connectInProcess(host);
  const out = await Excel.run(async (context) => {
    const sheet = context.workbook.worksheets.getActiveWorksheet();
    sheet.getRange("A1:B2").values = [[1, 2], ["x", "=A1+B1"]];
    const range = sheet.getUsedRange();
    range.load("values,address,format/fill/color");
    sheet.load("id,name");
    const seen: unknown[] = [];
    await context.sync();
    sheet.onChanged.add((event) => { seen.push(event); return Promise.resolve(); });
    await context.sync();
    sheet.getRange("A1").values = [[5]];
    const b2 = sheet.getRange("B2").load("values");
    await context.sync();
    await new Promise((r) => setTimeout(r, 20));
    return [range.values, range.address, range.format.fill.color, b2.values, seen.length, sheet.name];
  });
  expect(out).toEqual([[[1, 2], ["x", 3]], "Sheet1!A1:B2", "#FFFFFF", [[7]], 1, "Sheet1"]);
  console.log(host.requests, host.leftBehind());
});
test("smoke B", async () => {
  const host = createSimulatedExcel(createWorkbook());
  const { Excel } = connectByMessages(host);
  await expect(Excel.run(async (context) => {
    context.workbook.worksheets.getItem("nix").getRange("A1").values = [[1]];
    await context.sync();
  })).rejects.toMatchObject({ code: "ItemNotFound" });
});
