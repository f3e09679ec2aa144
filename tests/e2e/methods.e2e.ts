import { openSurroundings, type Surroundings } from "./support/browser";
import { accessibilityProblems, WorkbenchPage } from "./support/pages";

let surroundings: Surroundings;
beforeAll(async () => {
  surroundings = await openSurroundings();
});
afterAll(async () => {
  await surroundings.close();
});

test.each(["zh-CN", "en-US"] as const)("PN-46, PN-47: an indicator's method and a category's limits are chosen by keyboard and scored, %s", async (locale) => {
  const workbench = await (await WorkbenchPage.open(await surroundings.visit({ locale }), surroundings.address)).ready();
  const { pane } = workbench;
  await pane.go("score");
  const section = pane.on("scheme-methods");
  await section.locator("summary").first().press("Enter");
  const rule = pane.on("rule").first();
  await rule.locator("summary").press("Enter");
  await pane.on("rule-method").selectOption("deduct");
  await pane.on("rule-step").fill("0.5");
  await pane.on("add-cap").first().click();
  await pane.on("cap-max").first().fill("12");
  expect(await rule.getByTestId("rule-words").innerText()).toContain("0.5");
  expect(await accessibilityProblems(workbench.page)).toEqual([]);
  await pane.on("preview-scores").click();
  await pane.on("score-counts").waitFor();
});
