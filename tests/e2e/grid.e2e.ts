import { writeFileSync } from "node:fs";
import path from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { scoreTable, writtenWorkbook, type WrittenSheet } from "../support/written-workbook";
import { openSurroundings, type Surroundings } from "./support/browser";
import { WorkbenchPage } from "./support/pages";

let surroundings: Surroundings;
beforeAll(async () => {
  surroundings = await openSurroundings();
});
afterAll(async () => {
  await surroundings.close();
});

/** The grid is a picture: what stands in it is what its texts were drawn with. */
async function hearDrawing(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const drawn = new Set<string>();
    Object.assign(window, { drawn });
    for (const { prototype } of [CanvasRenderingContext2D, OffscreenCanvasRenderingContext2D]) {
      const draw: (this: unknown, text: string, ...rest: number[]) => void = Reflect.get(prototype, "fillText");
      prototype.fillText = function (text: string, ...rest: number[]) {
        drawn.add(text);
        draw.call(this, text, ...rest);
      };
    }
  });
}

const isDrawn = (page: Page, text: string): Promise<unknown> => page.waitForFunction((wanted) => (window as unknown as { drawn: Set<string> }).drawn.has(wanted), text);
const allDrawn = (page: Page): Promise<readonly string[]> => page.evaluate(() => [...(window as unknown as { drawn: Set<string> }).drawn]);

/** Forgets what was drawn and has all of it drawn again. */
async function drawnAnew(page: Page): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 1280, height: 800 };
  // Frames that were begun before are over.
  await page.evaluate(() => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))));
  await page.evaluate(() => (window as unknown as { drawn: Set<string> }).drawn.clear());
  await page.setViewportSize({ width: width - 20, height });
  await isDrawn(page, "甲");
}

async function opened(name: string, sheets: readonly WrittenSheet[]): Promise<WorkbenchPage> {
  const file = path.join(surroundings.folder, name);
  writeFileSync(file, writtenWorkbook(sheets));
  const context = await surroundings.visit();
  await hearDrawing(context);
  const workbench = await WorkbenchPage.open(context, surroundings.address, "");
  await workbench.on("welcome").waitFor();
  await workbench.choose(file);
  await workbench.ready();
  return workbench;
}

const people = (count: number, from = 0): readonly (readonly [string, number, number])[] => Array.from({ length: count }, (_, index) => [`人员${from + index + 1}`, 30 + (index % 30), 20 + (index % 20)] as const);

test("VW-24: rows far below are loaded when somebody goes there, and what was edited meanwhile is drawn", async () => {
  const workbench = await opened("三千人.xlsx", [scoreTable(people(3_000), "得分")]);
  await isDrawn(workbench.page, "人员1");
  expect(await allDrawn(workbench.page)).not.toContain("人员2500");
  await workbench.select("A2502");
  await isDrawn(workbench.page, "人员2500");
});

test("VW-25: a sheet is read when somebody goes there", async () => {
  const tables = Array.from({ length: 60 }, (_, index) => scoreTable(people(200, index * 1_000), `表${index + 1}`));
  const workbench = await opened("六十张表.xlsx", tables);
  await isDrawn(workbench.page, "人员1");
  await workbench.tab("表3").click();
  await isDrawn(workbench.page, "人员2001");
});

test("VW-26, VW-21: what is typed is the workbook's, undo is the workbook's, and other changes are refused in a sentence", async () => {
  const workbench = await opened("一张表.xlsx", [scoreTable(people(5), "得分")]);
  const { page } = workbench;
  await workbench.select("F9");
  await page.keyboard.type("补充说明");
  await page.keyboard.press("Enter");
  await workbench.on("dirty").waitFor();
  await isDrawn(page, "补充说明");
  await page.keyboard.press("Control+z");
  await page.waitForFunction(() => document.querySelector<HTMLButtonElement>("[data-testid=redo]")?.disabled === false);
  expect(await workbench.on("undo").isDisabled()).toBe(true);
  await page.keyboard.press("Control+b");
  await workbench.on("notices").filter({ hasText: "只能修改单元格的内容" }).waitFor();
  expect(await workbench.on("undo").isDisabled()).toBe(true);
});

test("VW-26: a locked cell is refused when it is opened, in Excel's words", async () => {
  const workbench = await opened("有保护.xlsx", [{ ...scoreTable(people(5), "得分"), protection: 'sheet="1"' }]);
  await workbench.select("A3");
  await workbench.page.keyboard.type("改名");
  await workbench.on("notices").filter({ hasText: "受保护的工作表" }).waitFor();
  await workbench.page.keyboard.press("Escape");
  expect(await workbench.on("dirty").count()).toBe(0);
});

test("VW-12: a number is never cut off: it loses decimals, or becomes ###", async () => {
  const sheet = scoreTable([["甲", 12.3456789012, 1]], "窄列");
  const workbench = await opened("窄列.xlsx", [sheet]);
  await workbench.select("H1");
  await workbench.page.keyboard.type("123456.789012345");
  await workbench.page.keyboard.press("Enter");
  await workbench.page.keyboard.type("123456789012345678");
  await workbench.page.keyboard.press("Enter");
  // The second entry has ended: what the editor drew while it was typed, beginning with its first digits, is no cell.
  await workbench.on("dirty").waitFor();
  await workbench.isAt("H3");
  await drawnAnew(workbench.page);
  await workbench.page.waitForFunction(() => [...(window as unknown as { drawn: Set<string> }).drawn].some((text) => /^12345(?:7|6\.?\d*)$/.test(text) || /^#+$/.test(text)));
  const numbers = (await allDrawn(workbench.page)).filter((text) => /^[\d.#E+]+$/.test(text) && text.length > 5);
  // Whole, rounded, or nothing of it (how much of it fits is a matter of fonts): never the first digits of a longer number.
  for (const text of numbers) expect(text).toMatch(/^(?:#+|123457|123456(?:\.\d+)?|12\.3\d*|1\.23457?E\+17)$/);
});
