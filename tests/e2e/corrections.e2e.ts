import { writeFileSync } from "node:fs";
import path from "node:path";
import { writtenWorkbook, type Written } from "../support/written-workbook";
import { openSurroundings, type Surroundings } from "./support/browser";
import { WorkbenchPage } from "./support/pages";

let surroundings: Surroundings;
beforeAll(async () => {
  surroundings = await openSurroundings();
});
afterAll(async () => {
  await surroundings.close();
});

const sample = async (): Promise<WorkbenchPage> => (await WorkbenchPage.open(await surroundings.visit(), surroundings.address)).ready();

/** A table of the list by what stands in its line. */
const table = (workbench: WorkbenchPage, text: string): ReturnType<WorkbenchPage["on"]> => workbench.pane.on("table").filter({ hasText: text });

test("PN-23: a table's range and header are corrected by hand; what cannot be is refused at its field", async () => {
  const workbench = await sample();
  const { pane } = workbench;
  await table(workbench, "A4:K21").click();
  await pane.on("edit-range").click();
  await pane.on("range-input").fill("A5：K2l");
  await pane.on("range-save").click();
  expect(await pane.on("range-form").locator('[role="alert"]').count()).toBe(1);
  // Full-width digits, as a Chinese keyboard gives them.
  await pane.on("range-input").fill("Ａ４：Ｋ２０");
  await pane.on("header-input").fill("99");
  await pane.on("range-save").click();
  expect(await pane.on("range-form").locator('[role="alert"]').count()).toBe(1);
  await pane.on("header-input").fill("4");
  await pane.on("range-save").click();
  await pane.on("reset-table").waitFor();
  await pane.at("recognize");
  await pane.on("back").first().click();
  await table(workbench, "A4:K20").waitFor();

  await table(workbench, "A4:K20").click();
  await pane.on("reset-table").click();
  await pane.on("reset-table").waitFor({ state: "detached" });
  await pane.on("back").first().click();
  await table(workbench, "A4:K21").waitFor();
});

test("PN-23: the range is taken from the selection, but not from another sheet's", async () => {
  const workbench = await sample();
  const { pane } = workbench;
  await table(workbench, "A4:K21").click();
  await pane.on("edit-range").click();
  await workbench.select("B5:D7");
  await pane.on("take-selection").click();
  await pane.holds("range-input", "B5:D7");
  await workbench.tab("说明").click();
  await workbench.select("A1");
  await pane.on("take-selection").click();
  await pane.on("range-form").locator('[role="alert"]').waitFor();
  expect(await pane.on("range-form").locator('[role="alert"]').innerText()).toContain("组织绩效指标");
  expect(await pane.on("range-input").inputValue()).toBe("B5:D7");
});

test("PN-24: a table is added from the selection, ignored and taken back; what is evaluated is chosen", async () => {
  const workbench = await sample();
  const { pane } = workbench;
  const add = async (sheet: string, range: string): Promise<void> => {
    await pane.on("add-table").click();
    await workbench.tab(sheet).click();
    await workbench.select(range);
    await pane.on("take-selection").click();
    await pane.holds("range-input", range);
    await pane.on("add-table-save").click();
  };
  // Paragraphs are no table.
  await add("说明", "A3:H8");
  await pane.on("problem").filter({ hasText: "A3:H8" }).waitFor();
  await add("组织绩效指标", "A4:G12");
  await table(workbench, "A4:G12").waitFor();

  await table(workbench, "A4:W18").click();
  await pane.on("ignore-table").click();
  await pane.on("performance").waitFor({ state: "detached" });
  await pane.on("back").first().click();
  await table(workbench, "不处理").waitFor();
  await table(workbench, "不处理").click();
  await pane.on("ignore-table").click();
  await pane.on("performance").waitFor();

  await pane.on("performance").selectOption("person");
  await pane.at("recognize");
  await pane.on("back").first().click();
  await table(workbench, "A4:W18").filter({ hasText: "个人" }).waitFor();
});

const header: Written[] = ["姓名", "履职（60分）", "作风（40分）"];
const people = (...names: string[]): Written[][] => names.map((name, i): Written[] => [name, 50 - i, 38 - i]);
/** What nothing tells to be a section and a sum. */
const odd = (...names: string[]): Uint8Array => writtenWorkbook([{ name: "考核", rows: [["个人绩效考核表"], header, ...people(...names.slice(0, 3)), ["第二梯队", 1, 2], ...people(...names.slice(3)), ["全体情况", 300, 200]] }]);

async function open(name: string, bytes: Uint8Array): Promise<WorkbenchPage> {
  const workbench = await WorkbenchPage.open(await surroundings.visit({ locale: "en-US", theme: "dark" }), surroundings.address, "");
  const file = path.join(surroundings.folder, name);
  writeFileSync(file, bytes);
  await workbench.choose(file);
  await workbench.pane.at("recognize");
  await workbench.pane.on("table").first().waitFor();
  return workbench;
}

test("PN-29, PN-25: rows are marked by keyboard alone; exported, and the second workbook of the kind needs nothing", async () => {
  const workbench = await open("first.xlsx", odd("王芳", "李强", "赵敏", "孙丽", "周涛"));
  const { pane, page } = workbench;
  await pane.on("table").first().click();
  await pane.on("more-corrections").locator("summary").focus();
  await page.keyboard.press("Enter");
  const mark = async (row: string, label: string): Promise<void> => {
    await pane.on("row-input").fill(row);
    await pane.on("row-label").selectOption(label);
    await pane.on("row-input").focus();
    await page.keyboard.press("Enter");
  };
  await mark("2", "total");
  expect(await pane.on("row-form").locator('[role="alert"]').count()).toBe(1);
  await mark("6", "group");
  await pane.on("marked-row").filter({ hasText: "6" }).waitFor();
  await pane.at("recognize");
  await mark("9", "total");
  await pane.on("marked-row").nth(1).waitFor();
  await pane.at("recognize");
  await pane.on("back").first().click();
  const [download] = await Promise.all([page.waitForEvent("download"), pane.on("export-profile").click()]);
  const profile = path.join(surroundings.folder, "profile.json");
  await download.saveAs(profile);

  const second = await open("second.xlsx", odd("钱进", "冯远", "陈静", "褚良", "卫国", "蒋欣"));
  await second.pane.on("profile-file").setInputFiles(profile);
  await second.pane.on("export-profile").waitFor();
  await second.pane.on("table").first().click();
  await second.pane.on("more-corrections").locator("summary").click();
  await second.pane.on("marked-row").nth(1).waitFor();
  expect(await second.pane.on("marked-row").allInnerTexts()).toEqual(["Row 6: a section heading", "Row 10: a total"]);
});

test("PN-29: a table is split and joined again", async () => {
  const workbench = await open("both.xlsx", writtenWorkbook([{ name: "考核", rows: [["个人绩效考核表"], header, ...people("王芳", "李强", "赵敏"), header, ...people("孙丽", "周涛", "吴丹")] }]));
  const { pane } = workbench;
  await table(workbench, "A2:C9").click();
  await pane.on("more-corrections").locator("summary").click();
  await pane.on("split-input").fill("99");
  await pane.on("split-save").click();
  expect(await pane.on("split-form").locator('[role="alert"]').count()).toBe(1);
  await pane.on("split-input").fill("６");
  await pane.on("split-save").click();
  await table(workbench, "A6:C9").waitFor();
  await pane.at("recognize");
  await table(workbench, "A2:C5").click();
  await pane.on("more-corrections").locator("summary").click();
  await pane.on("join-save").click();
  await table(workbench, "A2:C9").waitFor();
});
