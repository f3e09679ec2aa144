import { readFileSync } from "node:fs";
import { verifyReading } from "../../src/app/archive-workbook";
import { readWorkbook } from "../../src/app/read-workbook";
import { openWorkbook } from "../../src/workbook/file/open-workbook";
import { SAMPLE } from "../support/corpus";
import { cellsOf } from "../support/excelize";
import { openSurroundings, type Surroundings } from "./support/browser";
import { openOfficePane } from "./support/office-pane";

let surroundings: Surroundings;
beforeAll(async () => {
  surroundings = await openSurroundings();
});
afterAll(async () => {
  await surroundings.close();
});

test("XL-13: the shipped pane does all five steps in Excel, over Microsoft's own client library", async () => {
  const { pane, save, requests } = await openOfficePane(surroundings, new Uint8Array(readFileSync(SAMPLE)));
  await pane.at("recognize");
  await pane.on("table").first().waitFor();
  expect(await pane.on("table").count()).toBe(7);
  await pane.on("next-structure").click();
  await pane.at("structure");
  await pane.on("apply-structure").click();
  await pane.on("outcome").waitFor();

  await pane.go("check");
  await pane.fixAll("entry.text-number");

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
