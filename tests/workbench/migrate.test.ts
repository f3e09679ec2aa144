import { createOffice } from "../../src/workbench/office/create-office";
import { openWorkbook } from "../../src/workbook/file/open-workbook";
import { openWorkbookArchive, packWorkbooks } from "../../src/workbook/file/workbook-archive";
import type { MigrateRequest } from "../../src/workbench/office/office-service";
import { FACTS, seasonRoster, seasonTemplate } from "../support/season-workbooks";

const file = (name: string, bytes: Uint8Array): File => Object.assign(new File([new Uint8Array(bytes)], name, { lastModified: Date.UTC(2026, 9, 8) }), { webkitRelativePath: "" });
const roster = (): File => file("名册.xlsx", seasonRoster());
const next = (): File => file("三版.xlsx", seasonTemplate({ facts: { ...FACTS, rows: FACTS.rows.map((row, index) => (index === 1 ? ["版次", 3] : row)) } }));

/** 李强's workbook of edition 2 with two scores, the first one as given. */
async function returned(first: number): Promise<Uint8Array> {
  const issued = await createOffice().issue({ template: file("二版.xlsx", seasonTemplate()), roster: roster(), period: "", deadline: "", by: "person", locale: "zh-CN" });
  const workbook = await openWorkbook(openWorkbookArchive(issued).find(({ path }) => path === "李强.xlsx")?.read() ?? new Uint8Array(), "李强.xlsx");
  const { sheets } = await workbook.read({ sheets: "all", fields: [] });
  const sheetId = sheets.find(({ visibility }) => visibility === "visible")?.sheetId ?? "";
  await workbook.apply({ purpose: "edit", edits: [{ kind: "setValues", area: { sheetId, row: 7, column: 12, rows: 2, columns: 1 }, values: [[first], [17]] }] });
  return workbook.save();
}
const request = (returns: readonly File[]): MigrateRequest => ({ template: next(), roster: roster(), period: "", deadline: "", by: "person", locale: "zh-CN", returns });

test("VW-38 what was filled in under the old edition stands in the new one, which collecting takes", async () => {
  const view = await createOffice().migrate(request([file("旧.zip", packWorkbooks([{ path: "a/李强.xlsx", bytes: await returned(25) }]))]));
  expect([view.edition, view.counts, view.rows]).toEqual([3, { files: 1, workbooks: 1, subjects: 1, lost: 0, changed: 0 }, []]);
  const made = openWorkbookArchive(view.bytes ?? new Uint8Array());
  expect(made.map(({ path }) => path)).toEqual(["李强.xlsx"]);
  const bytes = made[0]?.read() ?? new Uint8Array();
  const { sheets } = await (await openWorkbook(bytes, "x.xlsx")).read({ sheets: "all", fields: ["values"] });
  expect(sheets.find(({ visibility }) => visibility === "visible")?.values.flat()).toEqual(expect.arrayContaining([25, 17]));
  const collected = await createOffice().collect({ template: next(), roster: roster(), period: "", deadline: "", locale: "zh-CN", returns: [file("李强.xlsx", bytes)], run: false });
  expect(collected.counts.returned + collected.counts.missing).toBe(4);
  expect(collected.counts.missing).toBe(3);
});

test("VW-38 what cannot come over is a row with its cell and in the list beside the workbooks; damaged files are told", async () => {
  const view = await createOffice().migrate(request([file("李强.xlsx", await returned(300)), file("坏.xlsx", new TextEncoder().encode("nothing"))]));
  expect([view.counts.files, view.counts.lost]).toEqual([2, 1]);
  expect(view.rows).toEqual([expect.arrayContaining(["李强.xlsx", "300", "李强"])]);
  expect(view.files.map(({ file: name }) => name)).toContain("坏.xlsx");
  expect(openWorkbookArchive(view.bytes ?? new Uint8Array()).map(({ path }) => path).sort()).toEqual(["李强.xlsx", "迁移清单.xlsx"].sort());
});

test("VW-38 nothing to read is an error, and a cancel is heeded between two files", async () => {
  await expect(createOffice().migrate(request([]))).rejects.toMatchObject({ code: "collect.no-returns" });
  const controller = new AbortController();
  const bytes = await returned(25);
  const onProgress = ({ done }: { readonly done: number }): void => {
    if (done === 1) controller.abort();
  };
  await expect(createOffice().migrate(request([file("1.xlsx", bytes), file("2.xlsx", bytes)]), { signal: controller.signal, onProgress })).rejects.toMatchObject({ code: "cancelled" });
});
