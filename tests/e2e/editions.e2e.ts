import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { openWorkbook } from "../../src/workbook/file/open-workbook";
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
