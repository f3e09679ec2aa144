import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { verifyReading } from "../../src/app/archive-workbook";
import { readWorkbook } from "../../src/app/read-workbook";
import { openWorkbook } from "../../src/workbook/file/open-workbook";
import { SAMPLE } from "../support/corpus";
import { cellsOf } from "../support/excelize";
import { openSurroundings, type Surroundings } from "./support/browser";
import { openOfficePane } from "./support/office-pane";

const sample = new Uint8Array(readFileSync(SAMPLE));
let surroundings: Surroundings;
beforeAll(async () => {
  surroundings = await openSurroundings();
});
afterAll(async () => {
  await surroundings.close();
});

test("XL-13, SE-19: at ?host=office the shipped pane does all five steps over Microsoft's own client library, and follows an edit", async () => {
  const { page, pane, save, requests } = await openOfficePane(surroundings, sample);
  await pane.at("recognize");
  await pane.on("table").first().waitFor();
  expect(await pane.on("table").count()).toBe(7);
  await pane.on("next-structure").click();
  await pane.at("structure");
  // What writing means for Excel's own undo list is said before, and beside what takes it back (PN-16).
  await pane.on("clears-undo").waitFor();
  await pane.on("apply-structure").click();
  await pane.on("outcome").waitFor();
  expect(await pane.on("undo-clears").innerText()).toContain("撤销");

  await pane.go("check");
  await pane.on("fix-all").click();
  await pane.on("dialog-fix").getByTestId("clears-undo").waitFor();
  await page.keyboard.press("Escape");
  await pane.fixAll("entry.text-number");

  // Somebody types into the workbook beside the pane: the findings follow, for one request.
  const table = (await readWorkbook(await openWorkbook(sample, "sample.xlsx"))).tables.find(({ layout }) => layout === "subject-matrix");
  const area = table?.entryCells[0];
  if (!table || !area) throw new Error("the sample has no entry cells");
  await page.getByRole("button", { name: table.sheetName, exact: true }).click();
  const entry = page.locator(`[data-testid="cells"] tr:nth-child(${String(area.row + 1)}) td:nth-child(${String(area.column + 2)})`);
  const before = await pane.findings().count();
  page.once("dialog", (dialog) => void dialog.accept("9分"));
  const sent = await requests();
  await entry.dblclick();
  await pane.findings("entry.unit").first().waitFor();
  expect(await pane.findings().count()).toBeGreaterThan(before);
  expect((await requests()) - sent).toBe(1);
  await pane.findings("entry.unit").first().click();
  await pane.fixAll("entry.unit");

  await pane.go("score");
  await pane.on("preview-scores").click();
  await pane.on("score-counts").waitFor();
  await pane.on("apply-scores").click();
  await pane.on("outcome").waitFor();

  await pane.go("archive");
  await pane.on("archive-facts").waitFor();
  await pane.on("apply-archive").click();
  await pane.on("outcome").waitFor();
  const digest = (await pane.on("digest").first().innerText()).replace(/[^0-9a-f]/g, "");
  expect(await requests()).toBeLessThan(120);

  const bytes = await save();
  const reading = await readWorkbook(await openWorkbook(bytes, "saved.xlsx"));
  const verification = verifyReading(reading, new Map([["A1", digest]]));
  expect(verification.archives.map(({ archiveId, state }) => ({ archiveId, state }))).toEqual([{ archiveId: "A1", state: "intact" }]);
  const sheets = await cellsOf(bytes);
  expect([...sheets.keys()].length).toBeGreaterThan(7);
});

test("nothing of the simulated Excel is among the pages that are packaged", () => {
  const pages = path.resolve(__dirname, "../../dist/web");
  const texts = readdirSync(pages).filter((name) => /\.(?:js|html)$/.test(name)).map((name) => readFileSync(path.join(pages, name), "utf8"));
  expect(texts.length).toBeGreaterThan(5);
  expect(texts.filter((text) => /_richApiNativeBridge|office\/start\.js|officeHost/.test(text))).toEqual([]);
});
