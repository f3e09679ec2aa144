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
