import { writeFileSync } from "node:fs";
import path from "node:path";
import type { Edit } from "../../src/core/plan/edit";
import type { CellValue } from "../../src/core/grid/cell";
import { createBlankWorkbook } from "../../src/workbook/file/blank-workbook";
import { openSurroundings, type Surroundings } from "./support/browser";
import { accessibilityProblems, WorkbenchPage } from "./support/pages";

/** A workbook file with these sheets. */
async function bookOf(sheets: readonly { readonly name: string; readonly rows: readonly (readonly CellValue[])[] }[]): Promise<Uint8Array> {
  const port = createBlankWorkbook("说明");
  const edits = sheets.flatMap(({ name, rows }): Edit[] => {
    const columns = Math.max(...rows.map((row) => row.length));
    const values = rows.map((row) => Array.from({ length: columns }, (_, i) => (typeof row[i] === "object" ? null : (row[i] ?? null))));
    return [
      { kind: "addSheet", sheetId: name, name, visibility: "visible", after: null },
      { kind: "setValues", area: { sheetId: name, row: 0, column: 0, rows: rows.length, columns }, values },
    ];
  });
  await port.apply({ purpose: "structure", edits });
  return port.save();
}

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

test("PN-46, SC-46, SC-49: a criterion's method is asked about, and a √-form is scored once its options have points", async () => {
  const file = path.join(surroundings.folder, "测评.xlsx");
  writeFileSync(
    file,
    await bookOf([
      { name: "测评", rows: [["民主测评表"], ["姓名", "张三", "单位", "征管科"], ["序号", "测评内容", "优秀", "良好", "一般", "较差"], [1, "政治素质", "√", null, null, null], [2, "工作能力", null, "√", null, null], [3, "工作作风", null, "√", null, null]] },
      { name: "考核", rows: [["季度考核表"], ["姓名", "李四", "单位", "办公室"], ["序号", "考核指标", "考评标准", "分值", "得分"], [1, "公文质量", "每发现一处差错扣0.5分，扣完为止", 40, 3], [2, "信息报送", "按时报送，由考核组评定", 60, 55]] },
    ]),
  );
  const workbench = await (await WorkbenchPage.open(await surroundings.visit(), surroundings.address)).ready();
  await workbench.choose(file);
  await workbench.name().filter({ hasText: "测评.xlsx" }).waitFor();
  const { pane } = workbench;
  await pane.at("recognize");
  await pane.go("score");
  await pane.on("scheme-methods").locator("summary").first().press("Enter");

  const asked = pane.on("rule").filter({ hasText: "公文质量" });
  await asked.locator("summary").press("Enter");
  expect(await asked.getByTestId("rule-proposal").innerText()).toContain("每发现一处差错扣0.5分，扣完为止");
  await asked.getByTestId("accept-proposal").press("Enter");
  expect(await asked.getByTestId("rule-words").innerText()).toBe("每次扣 0.5 分，最低 0 分");

  const ticked = pane.on("rule").filter({ hasText: "政治素质" });
  await ticked.locator("summary").press("Enter");
  await ticked.getByTestId("rule-method").selectOption("ticks");
  for (const [index, points] of ["30", "24", "18", "0"].entries()) await ticked.getByTestId("option-points").nth(index).fill(points);
  await ticked.getByTestId("same-options").press("Enter");
  expect(await accessibilityProblems(workbench.page)).toEqual([]);

  await pane.on("preview-scores").click();
  await pane.on("score-counts").waitFor();
  const shown = await pane.on("score-counts").innerText();
  expect(shown).toContain("2");
  const lines = await pane.on("pool").allInnerTexts();
  expect(lines.join("\n")).toMatch(/李四[\s\S]*93\.5/);
  expect(lines.join("\n")).toMatch(/张三[\s\S]*78/);
});

test.each(["zh-CN", "en-US"] as const)("PN-56: people of a category have a share of the unit's score of their own, %s", async (locale) => {
  const workbench = await (await WorkbenchPage.open(await surroundings.visit({ locale, theme: "dark" }), surroundings.address)).ready();
  const { pane } = workbench;
  await pane.on("next-structure").click();
  await pane.at("structure");
  await pane.on("apply-structure").click();
  await pane.on("outcome").waitFor();
  await pane.go("score");
  await pane.on("scheme-share").locator("summary").first().press("Enter");
  await pane.on("share-by").selectOption("职务层级");
  const shares = pane.on("category-share");
  await shares.first().fill("50");
  expect(await shares.count()).toBeGreaterThan(1);
  expect(await pane.on("scheme-share").innerText()).toContain("职务层级");
  expect(await accessibilityProblems(workbench.page)).toEqual([]);
  await pane.on("preview-scores").click();
  await pane.on("score-counts").waitFor();
  await pane.on("apply-scores").click();
  // What was chosen stands on the scheme sheet now, and comes back from it.
  await pane.on("back-to-scheme").click();
  await pane.on("scheme-share").locator("summary").first().press("Enter");
  expect(await pane.on("share-by").inputValue()).toBe("职务层级");
  expect(await pane.on("category-share").first().inputValue()).toBe("50");
});
