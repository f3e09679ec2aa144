import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Download, Page } from "playwright-core";
import { openWorkbook } from "../../src/workbook/file/open-workbook";
import { openWorkbookArchive, packWorkbooks } from "../../src/workbook/file/workbook-archive";
import { seasonRoster, seasonTemplate } from "../support/season-workbooks";
import { openSurroundings, type Surroundings } from "./support/browser";
import { accessibilityProblems, WorkbenchPage } from "./support/pages";

let surroundings: Surroundings;
beforeAll(async () => {
  surroundings = await openSurroundings();
});
afterAll(async () => {
  await surroundings.close();
});

const file = (name: string, bytes: Uint8Array): string => {
  const target = path.join(surroundings.folder, name);
  writeFileSync(target, bytes);
  return target;
};

async function saved(page: Page, button: string, name: string): Promise<string> {
  const downloading: Promise<Download> = page.waitForEvent("download");
  await page.getByTestId(button).press("Enter");
  const target = path.join(surroundings.folder, name);
  await (await downloading).saveAs(target);
  return target;
}

/** What somebody types: three scores, the first one as given. */
async function filled(bytes: Uint8Array, first: number): Promise<Uint8Array> {
  const workbook = await openWorkbook(bytes, "甲.xlsx");
  const { sheets } = await workbook.read({ sheets: "all", fields: [] });
  const sheetId = sheets.find(({ visibility }) => visibility === "visible")?.sheetId ?? "";
  for (const [index, value] of [first, 20, 0].entries()) await workbook.apply({ purpose: "edit", edits: [{ kind: "setValues", area: { sheetId, row: 7 + index, column: 12, rows: 1, columns: 1 }, values: [[value]] }] });
  return workbook.save();
}

test.each([["zh-CN", "light"], ["en-US", "dark"]] as const)("VW-30 to VW-34: a season by keyboard in the workbench: issued as an archive, filled in, collected, scored, marked, %s %s", async (locale, theme) => {
  const { page, ...workbench } = await WorkbenchPage.open(await surroundings.visit({ locale, theme }), surroundings.address, "");
  expect(workbench).toBeDefined();
  const on = (testId: string) => page.getByTestId(testId);
  await on("open-office").press("Enter");
  await on("office").waitFor();
  expect(await on("office-preview").getAttribute("aria-disabled")).toBe("true");
  await on("office-template").setInputFiles(file("模板.xlsx", seasonTemplate()));
  await on("office-roster").setInputFiles(file("名册.xlsx", seasonRoster()));
  await on("office-preview").press("Enter");
  await on("office-issue-result").waitFor();
  expect(await on("office-recipient").count()).toBe(4);
  expect(await accessibilityProblems(page)).toEqual([]);
  const archive = openWorkbookArchive(readFileSync(await saved(page, "office-issue", `issue-${locale}.zip`)));
  expect(archive.map(({ path: name }) => name)).toEqual(["孙立.xlsx", "李强.xlsx", "王芳.xlsx", "赵敏.xlsx"]);

  const bytes = (name: string): Uint8Array => archive.find(({ path: each }) => each === name)?.read() ?? new Uint8Array();
  const returned = file("交来.zip", packWorkbooks([{ path: "a/王芳.xlsx", bytes: await filled(bytes("王芳.xlsx"), 25) }]));
  await on("office-tab-collect").press("Enter");
  await on("office-returns").setInputFiles([returned, file("2.xlsx", await filled(bytes("李强.xlsx"), 300)), file("坏.xlsx", new TextEncoder().encode("nothing"))]);
  await on("office-collect").press("Enter");
  await on("office-collect-result").waitFor();
  const states = await on("office-line").evaluateAll((lines) => lines.map((line) => `${line.querySelector("td")?.textContent ?? ""} ${line.getAttribute("data-state") ?? ""}`));
  expect(states).toEqual([expect.stringMatching(/^王芳 (?:returned|late)$/), expect.stringMatching(/^李强 (?:returned|late)$/), "赵敏 missing", "孙立 missing"]);
  expect(await on("office-file").allInnerTexts()).toEqual(expect.arrayContaining([expect.stringContaining("坏.xlsx"), expect.stringContaining("M8")]));
  expect(await accessibilityProblems(page)).toEqual([]);
  const marked = openWorkbookArchive(readFileSync(await saved(page, "office-marked", `marked-${locale}.zip`)));
  expect(marked.map(({ path: name }) => name)).toContain("2.xlsx");

  await on("office-open").press("Enter");
  await on("workbook-name").filter({ hasText: locale === "zh-CN" ? "汇总" : "collected" }).waitFor();
  await page.waitForFunction(() => performance.getEntriesByName("twinscore:first-cells").length > 0);
  expect(await on("office").count()).toBe(0);
});

test("VW-32, VW-34: what cannot be used is said in a sentence, and nothing is saved; a template is made of any workbook with indicators", async () => {
  const { page } = await WorkbenchPage.open(await surroundings.visit(), surroundings.address, "?office");
  const on = (testId: string) => page.getByTestId(testId);
  await on("office").waitFor();
  await on("office-template").setInputFiles(file("空.xlsx", seasonRoster()));
  await on("office-roster").setInputFiles(file("名册.xlsx", seasonRoster()));
  await on("office-preview").press("Enter");
  await on("office-problem").waitFor();
  expect(await on("office-problem").innerText()).toContain("没有找到指标表");
  await on("office-tab-collect").press("Enter");
  await on("office-returns").setInputFiles(file("坏.zip", new TextEncoder().encode("PK\u0003\u0004 nothing")));
  await on("office-template").setInputFiles(file("模板.xlsx", seasonTemplate()));
  await on("office-collect").press("Enter");
  await on("office-problem").filter({ hasText: "坏.zip" }).waitFor();
  await on("office-tab-issue").press("Enter");
  const downloading = page.waitForEvent("download");
  await on("office-template-source").setInputFiles(file("指标.xlsx", seasonTemplate()));
  expect((await downloading).suggestedFilename()).toBe("指标-模板.xlsx");
  await on("office-close").press("Enter");
  await on("office").waitFor({ state: "detached" });

  // From the pane's menu it opens in a window of its own.
  const pane = page.frameLocator('[data-testid="pane"]');
  await pane.getByTestId("menu").press("Enter");
  const opening = page.context().waitForEvent("page");
  await pane.getByTestId("menu-office").press("Enter");
  const other = await opening;
  await other.getByTestId("office").waitFor();
});
