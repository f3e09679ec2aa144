import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { readWithExcelize } from "../support/excelize";
import { bundleForPage } from "./support/office-pane";
import type { installSimulatedExcel, PageHost } from "../simulated-excel/client/page-host";

const library = require.resolve("@microsoft/office-js/dist/excel-web-16.00.js");

type PageWindow = { installSimulatedExcel: typeof installSimulatedExcel; host: PageHost };

let folder = "";
let script = "";
let browser: Browser;

async function openPage(): Promise<Page> {
  const page = await browser.newPage();
  await page.addScriptTag({ path: script });
  await page.evaluate(async () => {
    const own = window as unknown as PageWindow;
    own.host = await own.installSimulatedExcel(window, null, { level: "1.17" });
  });
  await page.addScriptTag({ content: readFileSync(library, "utf8") });
  await page.evaluate(() => (window as unknown as PageWindow).host.libraryLoaded());
  return page;
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "twinscore-host-"));
  script = await bundleForPage("host-only", folder);
  const executablePath = process.env["TWINSCORE_BROWSER"];
  if (!executablePath) throw new Error("TWINSCORE_BROWSER does not say which browser to drive: run `npm test`, or set it");
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"] });
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

test("SX-1 in a browser the shipped client library works over messages, with events, and the workbook can be saved", async () => {
  const page = await openPage();
  const outcome = await page.evaluate(async () => {
    const heard: string[] = [];
    const values = await Excel.run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet();
      context.workbook.worksheets.onChanged.add((event) => {
        heard.push(`${event.address} ${event.triggerSource}`);
        return Promise.resolve();
      });
      await context.sync();
      const range = sheet.getRange("A1:C1");
      range.formulas = [["绩效", 40, "=B1*2"]];
      range.load("values");
      await context.sync();
      return range.values as unknown[][];
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    const { host } = window as unknown as PageWindow;
    return { values, heard, requests: host.host.requests.length, saved: Array.from(host.save()) };
  });
  expect(outcome.values).toEqual([["绩效", 40, 80]]);
  expect(outcome.heard).toEqual(["A1:C1 ThisLocalAddin"]);
  expect(outcome.requests).toBe(3);
  const [sheet] = (await readWithExcelize(Uint8Array.from(outcome.saved))).sheets;
  expect(sheet?.cells.get("C1")).toEqual({ value: 80, formula: "B1*2" });
});

test("SX-3 in a browser the library asks the simulated Excel for its level", async () => {
  const page = await openPage();
  const supported = await page.evaluate(() => ["1.14", "1.17", "1.18"].map((version) => Office.context.requirements.isSetSupported("ExcelApi", version)));
  expect(supported).toEqual([true, true, false]);
});
