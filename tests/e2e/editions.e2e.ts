import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { openWorkbook } from "../../src/workbook/file/open-workbook";
import { openWorkbookArchive } from "../../src/workbook/file/workbook-archive";
import { seasonRoster, seasonTemplate } from "../support/season-workbooks";
import { changedCopy, editionTwo, levelTemplate } from "../support/edition-workbooks";
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

test.each([["zh-CN", "light"], ["en-US", "dark"]] as const)("VW-34 to VW-37: an edition, a derived template and a list of what is covered are made by keyboard, %s %s", async (locale, theme) => {
  const { page } = await WorkbenchPage.open(await surroundings.visit({ locale, theme }), surroundings.address, "?office");
  const on = (testId: string) => page.getByTestId(testId);
  await on("office").waitFor();
  await on("office-tab-edition").press("Enter");
  await on("office-first").setInputFiles(file("二版.xlsx", editionTwo()));
  await on("office-own").setInputFiles(file("改.xlsx", changedCopy()));
  await on("office-compare").press("Enter");
  await on("office-compare-result").waitFor();
  expect(await on("office-compared").first().locator("mark").allInnerTexts()).toEqual(["1", "2"]);
  expect(await on("office-made").count()).toBe(0);
  await on("office-not-made").waitFor();
  await on("office-reason").fill("年中调整");
  expect(await on("office-compare-result").count()).toBe(0);
  await on("office-approver").fill("党委会");
  await on("office-date").fill("2026-10-01");
  await on("office-rebalance").press("Space");
  await on("office-compare").press("Enter");
  await on("office-made").waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  const downloading = page.waitForEvent("download");
  await on("office-made").press("Enter");
  const target = path.join(surroundings.folder, `edition-${locale}.xlsx`);
  await (await downloading).saveAs(target);
  const { sheets } = await (await openWorkbook(readFileSync(target), "x.xlsx")).read({ sheets: "all", fields: [] });
  expect(sheets).toHaveLength(4);

  await on("office-tab-derive").press("Enter");
  await on("office-first").setInputFiles(file("市局.xlsx", levelTemplate("市局考评", 2, "每次扣1分", null)));
  await on("office-own").setInputFiles(file("县局.xlsx", levelTemplate("县局考评", 2, "每次扣1分", 12)));
  await on("office-compare").press("Enter");
  await on("office-not-made").waitFor();
  expect(await on("office-findings").innerText()).toContain("12");
  await on("office-older").setInputFiles(file("名.xlsx", levelTemplate("市局考评", 2, "每次扣1分", null)));
  await on("office-compare").press("Enter");
  await on("office-problem").waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);

  await on("office-tab-cover").press("Enter");
  expect(await on("office-problem").count()).toBe(0);
  await on("office-first").setInputFiles(file("二版.xlsx", editionTwo()));
  await on("office-own").setInputFiles(file("改.xlsx", changedCopy()));
  await on("office-compare").press("Enter");
  await on("office-made").waitFor();
  expect(await on("office-compared").count()).toBe(3);
  expect(await accessibilityProblems(page)).toEqual([]);
});

test("VW-38: what was filled in under the old edition is migrated by keyboard, and saved as an archive", async () => {
  const { page } = await WorkbenchPage.open(await surroundings.visit(), surroundings.address, "?office");
  const on = (testId: string) => page.getByTestId(testId);
  await on("office").waitFor();
  await on("office-template").setInputFiles(file("二版.xlsx", seasonTemplate()));
  await on("office-roster").setInputFiles(file("名册.xlsx", seasonRoster()));
  await on("office-preview").press("Enter");
  await on("office-issue-result").waitFor();
  const issuing = page.waitForEvent("download");
  await on("office-issue").press("Enter");
  const issued = path.join(surroundings.folder, "下发.zip");
  await (await issuing).saveAs(issued);
  await on("office-tab-migrate").press("Enter");
  await on("office-returns").setInputFiles([issued, file("坏.xlsx", new TextEncoder().encode("nothing"))]);
  await on("office-migrate").press("Enter");
  await on("office-migrate-result").waitFor();
  expect(await on("office-file").allInnerTexts()).toEqual([expect.stringContaining("坏.xlsx")]);
  expect(await accessibilityProblems(page)).toEqual([]);
  const saving = page.waitForEvent("download");
  await on("office-migrated").press("Enter");
  const target = path.join(surroundings.folder, "迁移.zip");
  await (await saving).saveAs(target);
  expect(openWorkbookArchive(readFileSync(target)).map(({ path: name }) => name)).toEqual(["迁移清单.xlsx"]);
});
