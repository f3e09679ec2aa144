import { writeFileSync } from "node:fs";
import path from "node:path";
import { decompositionWorkbook } from "../support/decomposition-workbook";
import { openSurroundings, type Surroundings } from "./support/browser";
import { accessibilityProblems, WorkbenchPage } from "./support/pages";

let surroundings: Surroundings;
beforeAll(async () => {
  surroundings = await openSurroundings();
});
afterAll(async () => {
  await surroundings.close();
});

async function opened(bytes: Uint8Array, visit: Parameters<Surroundings["visit"]>[0]): Promise<WorkbenchPage> {
  const file = path.join(surroundings.folder, "分解.xlsx");
  writeFileSync(file, bytes);
  const workbench = await WorkbenchPage.open(await surroundings.visit(visit), surroundings.address, "");
  await workbench.choose(file);
  await workbench.ready();
  await workbench.pane.go("check");
  return workbench;
}

test.each([["zh-CN", "light"], ["en-US", "dark"]] as const)("PN-62, PN-63: a decomposition is walked through by keyboard, its findings stand at their nodes, %s %s", async (locale, theme) => {
  const workbench = await opened(await decompositionWorkbook(), { locale, theme });
  const { pane, page } = workbench;
  const focused = (): Promise<string | undefined> => pane.on("decomposition").evaluate((tree) => tree.ownerDocument.activeElement?.querySelector("[title]")?.getAttribute("title") ?? undefined);
  await pane.on("show-decomposition").press("Enter");
  const nodes = pane.on("node");
  expect(await nodes.evaluateAll((all) => all.map((node) => `${node.getAttribute("aria-level") ?? ""} ${node.querySelector("[title]")?.getAttribute("title") ?? ""} ${node.getAttribute("aria-expanded") ?? ""}`.trim()))).toEqual(["1 税收收入 true", "2 城东入库 false", "2 城西入库", "1 保密管理"]);
  expect(await nodes.evaluateAll((all) => all.map((node) => node.getAttribute("data-codes")))).toEqual(["", "cascade.shares", "", ""]);
  expect(await pane.on("node-kept").count()).toBe(1);
  expect(await pane.on("node-below").innerText()).toContain("1");

  await nodes.first().press("ArrowDown");
  expect(await focused()).toBe("城东入库");
  await nodes.nth(1).press("ArrowRight");
  expect(await nodes.count()).toBe(5);
  await nodes.nth(1).press("ArrowRight");
  expect(await focused()).toBe("王芳入库");
  await nodes.nth(2).press("Enter");
  await workbench.isAt("I6");
  expect(await focused()).toBe("王芳入库");
  expect(await pane.on("node-findings").innerText()).toContain("王芳");
  expect(await accessibilityProblems(page)).toEqual([]);
  await nodes.nth(2).press("ArrowLeft");
  expect(await focused()).toBe("城东入库");
  await nodes.nth(1).press("ArrowLeft");
  expect(await nodes.count()).toBe(4);
  await nodes.nth(1).press("End");
  expect(await focused()).toBe("保密管理");
  await nodes.last().press("Enter");
  await workbench.isAt("B7");
  expect(await nodes.last().innerText()).toContain("机关完成");
  // F8 opens what has to be open.
  await nodes.last().press("F8");
  await workbench.isAt("E4");
  await pane.on("next-node").press("Enter");
  await workbench.isAt("I6");
  expect(await nodes.count()).toBe(5);
  expect(await accessibilityProblems(page)).toEqual([]);
  await pane.on("show-findings").press("Enter");
  expect(await pane.findings("cascade.self-assessed").count()).toBeGreaterThan(0);
});

test("PN-62: of a tree of thousands only what is seen is in the page", async () => {
  const workbench = await opened(await decompositionWorkbook(100), {});
  const { pane } = workbench;
  await pane.on("show-decomposition").click();
  await pane.on("close-all").click();
  await pane.on("node").first().press("End");
  await pane.on("node").filter({ hasText: "重点工作99" }).waitFor();
  await pane.on("open-all").click();
  await pane.on("node").last().press("End");
  await pane.on("node").filter({ hasText: "任务99-48" }).waitFor();
  expect(await pane.on("node").count()).toBeLessThan(60);
  await pane.on("node").filter({ hasText: "任务99-48" }).press("Enter");
  await workbench.isAt("I5007");
});

test("PN-62: a workbook without a decomposition shows findings only", async () => {
  const workbench = await (await WorkbenchPage.open(await surroundings.visit(), surroundings.address)).ready();
  await workbench.pane.go("check");
  await workbench.pane.findings().first().waitFor();
  expect(await workbench.pane.on("show-decomposition").count()).toBe(0);
});
