import { readFileSync } from "node:fs";
import path from "node:path";
import type { Download } from "playwright-core";
import { openSurroundings, type Surroundings } from "./support/browser";
import { accessibilityProblems, WorkbenchPage } from "./support/pages";

let surroundings: Surroundings;
beforeAll(async () => {
  surroundings = await openSurroundings();
});
afterAll(async () => {
  await surroundings.close();
});

test.each([
  ["zh-CN", "light", "个人绩效", "组织绩效得分"],
  ["en-US", "dark", "个人绩效", "组织绩效得分"],
] as const)("PN-58, PN-59: results are posted to a new ledger by keyboard, and the ledger rolled up into the year, %s %s", async (locale, theme, ...kept) => {
  const workbench = await (await WorkbenchPage.open(await surroundings.visit({ locale, theme }), surroundings.address)).ready();
  const { pane, page } = workbench;
  await pane.on("next-structure").click();
  await pane.at("structure");
  await pane.on("apply-structure").click();
  await pane.on("outcome").waitFor();
  await pane.go("score");
  await pane.on("preview-scores").click();
  await pane.on("score-counts").waitFor();
  await pane.on("apply-scores").click();
  await pane.on("outcome").waitFor();
  await pane.go("archive");
  const saved = async (button: string, name: string): Promise<string> => {
    const downloading: Promise<Download> = page.waitForEvent("download");
    await pane.on(button).press("Enter");
    const download = await downloading;
    const file = path.join(surroundings.folder, name);
    await download.saveAs(file);
    expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
    return file;
  };

  await pane.on("ledger").locator("summary").press("Enter");
  await pane.on("ledger-period").fill("２０２６-q3");
  const sheets = pane.on("ledger-sheet");
  for (let i = 0; i < (await sheets.count()); i++) {
    const name = await sheets.nth(i).locator("xpath=..").innerText();
    if (!kept.some((wanted) => name.includes(wanted))) await sheets.nth(i).press("Space");
  }
  expect(await accessibilityProblems(page)).toEqual([]);
  await pane.on("post-ledger").press("Enter");
  await pane.on("posting-counts").waitFor();
  expect(await pane.on("posting").innerText()).toContain("U1");
  const file = await saved("save-ledger", `ledger-${locale}.xlsx`);
  expect(readFileSync(file).length).toBeGreaterThan(5_000);

  // The same again: everything stands in the ledger.
  await pane.on("ledger-file").setInputFiles(file);
  await pane.on("post-ledger").press("Enter");
  await pane.on("save-ledger").waitFor({ state: "detached" });
  await pane.on("roll-up").press("Enter");
  await pane.on("year-counts").waitFor();
  expect(await pane.on("year-counts").innerText()).toContain("2026");
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(readFileSync(await saved("save-year", `year-${locale}.xlsx`)).length).toBeGreaterThan(5_000);

  // A special scheme needs its approval before anything can be made.
  await pane.on("ledger-kind").selectOption("special");
  expect(await pane.on("post-ledger").getAttribute("aria-disabled")).toBe("true");
});
