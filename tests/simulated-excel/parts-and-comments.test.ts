import { openExcel } from "./opened-excel";

const OURS = "urn:twinscore:record:1";

test("SX-22 custom XML parts are added, found by namespace, replaced and deleted", async () => {
  const { run } = openExcel();
  await run(async (context) => {
    const parts = context.workbook.customXmlParts;
    parts.add('<other xmlns="urn:other"/>');
    const part = parts.add(`<?xml version="1.0"?><r:record xmlns:r="${OURS}">一</r:record>`).load("id,namespaceUri");
    const scoped = parts.getByNamespace(OURS);
    const count = scoped.getCount();
    const xml = scoped.getOnlyItem().getXml();
    await context.sync();
    expect([part.namespaceUri, count.value, xml.value]).toEqual([OURS, 1, `<?xml version="1.0"?><r:record xmlns:r="${OURS}">一</r:record>`]);
    part.setXml(`<record xmlns="${OURS}">二</record>`);
    const again = parts.getItem(part.id).getXml();
    await context.sync();
    expect(again.value).toContain("二");
    part.delete();
    const none = scoped.getOnlyItemOrNullObject();
    await context.sync();
    expect(none.isNullObject).toBe(true);
  });
});

test.each(["<a>", "no markup", "<a></b>"])("SX-22 %j is no part", async (xml) => {
  const { run } = openExcel();
  const failed = run(async (context) => {
    context.workbook.customXmlParts.add(xml);
    await context.sync();
  });
  await expect(failed).rejects.toMatchObject({ code: "InvalidArgument" });
});

test("SX-22 more than one part is not the only one", async () => {
  const { run } = openExcel();
  const failed = run(async (context) => {
    for (const text of ["1", "2"]) context.workbook.customXmlParts.add(`<a xmlns="${OURS}">${text}</a>`);
    context.workbook.customXmlParts.getByNamespace(OURS).getOnlyItem();
    await context.sync();
  });
  await expect(failed).rejects.toMatchObject({ code: "GeneralException" });
});

test("SX-22 custom properties of a sheet: keys without case, overwritten, at most 255 characters", async () => {
  const { onSheet } = openExcel();
  await onSheet(async (sheet, context) => {
    sheet.customProperties.add("SheetId", "1");
    sheet.customProperties.add("sheetid", "2");
    const found = sheet.customProperties.getItem("SHEETID").load("key,value");
    const count = sheet.customProperties.getCount();
    const none = sheet.customProperties.getItemOrNullObject("other");
    await context.sync();
    expect([found.key, found.value, count.value, none.isNullObject]).toEqual(["sheetid", "2", 1, true]);
    sheet.customProperties.add("k".repeat(256), "x");
    await expect(context.sync()).rejects.toMatchObject({ code: "InvalidArgument" });
  });
});

test("SX-22 comments stand in one cell each and are found there", async () => {
  const { onSheet } = openExcel();
  await onSheet(async (sheet, context) => {
    const comment = context.workbook.comments.add("Sheet1!B2", "请核对").load("id,content,resolved");
    const location = sheet.comments.getItemByCell("Sheet1!B2").getLocation().load("address");
    await context.sync();
    expect([comment.content, comment.resolved, location.address]).toEqual(["请核对", false, "Sheet1!B2"]);
    context.workbook.comments.add("Sheet1!A1:A2", "two cells");
    await expect(context.sync()).rejects.toMatchObject({ code: "InvalidArgument" });
    sheet.comments.getItem(comment.id).delete();
    const count = sheet.comments.getCount();
    await context.sync();
    expect(count.value).toBe(0);
  });
});
