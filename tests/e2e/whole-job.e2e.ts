import path from "node:path";
import { readFileSync } from "node:fs";
import { openWorkbook } from "../../src/workbook/file/open-workbook";
import { readWorkbook } from "../../src/app/read-workbook";
import { verifyReading } from "../../src/app/archive-workbook";
import { openSurroundings, type Surroundings } from "./support/browser";
import { accessibilityProblems, WorkbenchPage } from "./support/pages";

let surroundings: Surroundings;
beforeAll(async () => {
  surroundings = await openSurroundings();
});
afterAll(async () => {
  await surroundings.close();
});

test("PN-20 to PN-52, VW-22: an evaluator does the whole job on the sample by mouse, and the saved archive is intact", async () => {
  const workbench = await (await WorkbenchPage.open(await surroundings.visit(), surroundings.address)).ready();
  const { pane } = workbench;
  expect(await pane.on("table").count()).toBe(7);
  await pane.on("next-structure").click();
  await pane.at("structure");
  await pane.on("plan-total").waitFor();
  await pane.on("apply-structure").click();
  await pane.on("outcome").waitFor();
  await workbench.on("dirty").waitFor();

  await pane.go("check");
  await pane.fixAll("entry.text-number");
  // PN-61
  await pane.on("make-certificate").click();
  await pane.on("certificate-verdict").waitFor();
  expect(await accessibilityProblems(workbench.page)).toEqual([]);
  await pane.on("apply-certificate").click();
  await pane.on("dialog-certificate").waitFor({ state: "detached" });
  await workbench.page.getByText("可比性核查", { exact: true }).first().waitFor();

  await pane.go("score");
  await pane.on("preview-scores").click();
  await pane.on("score-counts").waitFor();
  await pane.on("distribution").first().waitFor();
  await pane.on("apply-scores").click();
  await pane.on("outcome").waitFor();

  await pane.go("archive");
  await pane.on("archive-facts").waitFor();
  await pane.on("signer").locator("input").or(pane.on("signer")).last().fill("王科长");
  await pane.on("apply-archive").click();
  // The preview shows its digest too: only what was written is there to be saved.
  await pane.on("outcome").waitFor();
  const digest = (await pane.on("digest").first().innerText()).replace(/[^0-9a-f]/g, "");
  expect(digest).toHaveLength(64);

  const download = await workbench.save();
  expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
  const file = path.join(surroundings.folder, "saved.xlsx");
  await download.saveAs(file);
  await workbench.on("dirty").waitFor({ state: "detached" });
  const reading = await readWorkbook(await openWorkbook(new Uint8Array(readFileSync(file)), "saved.xlsx"));
  const verification = verifyReading(reading, new Map([["A1", digest]]));
  expect(reading.workbook.sheets.map(({ name }) => name)).toContain("可比性核查");
  expect(verification.archives.map(({ archiveId, state, digest: kept }) => ({ archiveId, state, kept }))).toEqual([{ archiveId: "A1", state: "intact", kept: digest }]);
});

const looks = [
  { locale: "zh-CN", theme: "light" },
  { locale: "zh-CN", theme: "dark" },
  { locale: "en-US", theme: "light" },
  { locale: "en-US", theme: "dark" },
] as const;

test.each(looks)("PN-5, PN-6, PN-7: every step is accessible in $locale, $theme, and speaks no codes", async (look) => {
  const workbench = await (await WorkbenchPage.open(await surroundings.visit(look), surroundings.address)).ready();
  const problems: string[] = [];
  for (const step of ["recognize", "structure", "check", "score", "archive"] as const) {
    await workbench.pane.go(step);
    problems.push(...(await accessibilityProblems(workbench.page)).map((problem) => `${step}: ${problem}`));
    const text = await workbench.pane.on("pane").innerText();
    expect(text.match(/\b[a-z][a-z-]*(?:\.[a-z][a-z-]*)+\b/g) ?? []).toEqual([]);
    if (look.locale === "zh-CN") expect(text).toMatch(/[一-鿿]/);
  }
  expect(problems).toEqual([]);
});
