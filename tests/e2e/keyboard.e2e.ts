import { openSurroundings, type Surroundings } from "./support/browser";
import { WorkbenchPage } from "./support/pages";

let surroundings: Surroundings;
beforeAll(async () => {
  surroundings = await openSurroundings();
});
afterAll(async () => {
  await surroundings.close();
});

/** What has the focus in the pane: the hook of the element or of the nearest one around it. */
async function focused(workbench: WorkbenchPage): Promise<string> {
  const frame = workbench.page.frame({ url: /taskpane\.html/ });
  return (await frame?.evaluate(() => document.activeElement?.closest("[data-testid]")?.getAttribute("data-testid") ?? "")) ?? "";
}

/** Presses Tab, as a person would, until the element with that hook has the focus. */
async function tabTo(workbench: WorkbenchPage, testId: string, key = "Tab"): Promise<void> {
  const passed: string[] = [];
  for (let presses = 0; presses < 80; presses++) {
    if ((await focused(workbench)) === testId) return;
    await workbench.page.keyboard.press(key);
    passed.push(await focused(workbench));
  }
  throw new Error(`${testId} is not reached by ${key}: ${[...new Set(passed)].join(" → ")}`);
}

test("PN-6, PN-34, VW-28: the whole job by keyboard alone, in English and dark", async () => {
  const workbench = await (await WorkbenchPage.open(await surroundings.visit({ locale: "en-US", theme: "dark" }), surroundings.address)).ready();
  const { page, pane } = workbench;
  const press = (key: string): Promise<void> => page.keyboard.press(key);

  // Toolbar, grid, pane: F6 leads round, into the frame and out of it.
  const regions = new Set<string>();
  for (let presses = 0; presses < 4; presses++) {
    await press("F6");
    regions.add(await page.evaluate(() => document.activeElement?.closest("header[aria-label], [data-testid=grid], [data-testid=pane]")?.tagName ?? "nowhere"));
  }
  expect([...regions].sort()).toEqual(["DIV", "HEADER", "IFRAME"]);
  for (let presses = 0; presses < 3 && !(await page.evaluate(() => document.activeElement?.tagName === "IFRAME")); presses++) await press("F6");

  await tabTo(workbench, "next-structure");
  await press("Enter");
  await pane.at("structure");
  await pane.on("plan-total").waitFor();
  await tabTo(workbench, "apply-structure");
  await press("Enter");
  await pane.on("outcome").waitFor();
  await tabTo(workbench, "next-check");
  await press("Enter");
  await pane.at("check");

  // The first finding, and on with F8: the focus stays in the list, the cell is shown.
  await pane.findings().first().waitFor();
  await press("F8");
  await page.waitForFunction(() => performance.getEntriesByName("twinscore:first-cells").length > 0);
  expect(await focused(workbench)).toBe("finding");
  const first = await pane.on("finding-position").innerText();
  await press("F8");
  expect(await focused(workbench)).toBe("finding");
  expect(await pane.on("finding-position").innerText()).not.toBe(first);
  await press("Shift+F8");
  expect(await pane.on("finding-position").innerText()).toBe(first);

  await tabTo(workbench, "next-score");
  await press("Enter");
  await pane.at("score");
  await tabTo(workbench, "preview-scores");
  await press("Enter");
  await pane.on("score-counts").waitFor();
  await tabTo(workbench, "apply-scores");
  await press("Enter");
  await pane.on("outcome").waitFor();
  await tabTo(workbench, "next-archive");
  await press("Enter");
  await pane.at("archive");
  await pane.on("archive-facts").waitFor();
  await tabTo(workbench, "apply-archive");
  await press("Enter");
  await pane.on("outcome").waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), press("Control+s")]);
  expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
});
