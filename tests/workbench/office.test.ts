import { createOffice } from "../../src/workbench/office/create-office";
import type { CollectRequest, IssueRequest } from "../../src/workbench/office/office-service";
import { openWorkbookArchive, packWorkbooks } from "../../src/workbook/file/workbook-archive";
import { seasonRoster, seasonTemplate } from "../support/season-workbooks";

const file = (name: string, bytes: Uint8Array): File => Object.assign(new File([new Uint8Array(bytes)], name, { lastModified: Date.UTC(2026, 9, 8) }), { webkitRelativePath: "" });
const request = (): IssueRequest => ({ template: file("模板.xlsx", seasonTemplate()), roster: file("名册.xlsx", seasonRoster()), period: "", deadline: "", by: "person", locale: "zh-CN" });

test("VW-30 a cancel is heeded between two files, and what was not finished gives nothing", async () => {
  const controller = new AbortController();
  const told: number[] = [];
  const onProgress = ({ done }: { readonly done: number }): void => {
    told.push(done);
    if (done === 1) controller.abort();
  };
  await expect(createOffice().issue(request(), { signal: controller.signal, onProgress })).rejects.toMatchObject({ code: "cancelled" });
  expect(told).toEqual([0, 1]);
});

test("VW-31 the same choice gives the same archive, and what a person states goes before the template", async () => {
  const office = createOffice();
  const [one, two] = [await office.issue(request()), await office.issue(request())];
  expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
  expect(await office.preview({ ...request(), period: "2026年第四季度", deadline: "2027-01-10", by: "unit" })).toMatchObject({ period: "2026年第四季度", deadline: "2027-01-10", subjects: 4, recipients: [{ name: "一分局" }, { name: "二分局" }] });
});

test("VW-33 an archive inside the choice is opened, other files are passed over, and each return is read when its turn comes", async () => {
  const office = createOffice();
  const issued = openWorkbookArchive(await office.issue(request()));
  const bytes = issued[0]?.read() ?? new Uint8Array();
  const { template, roster, period, deadline, locale } = request();
  const collect = (returns: readonly File[]): CollectRequest => ({ template, roster, period, deadline, locale, returns, run: false });
  const view = await office.collect(collect([file("交来.zip", packWorkbooks([{ path: "一/甲.xlsx", bytes }])), file("说明.docx", new Uint8Array([1]))]));
  expect([view.counts.returned + view.counts.missing, view.board.filter(({ file: from }) => from === "一/甲.xlsx").length]).toEqual([4, 1]);
  await expect(office.collect(collect([file("说明.docx", new Uint8Array([1]))]))).rejects.toMatchObject({ code: "collect.no-returns" });
  await expect(createOffice().marked(null)).rejects.toMatchObject({ code: "collect.no-returns" });
});
