import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { FileWorkbook } from "../../../src/workbook/file/file-workbook";
import { openWorkbook } from "../../../src/workbook/file/open-workbook";
import { readWithExcelize } from "../../support/excelize";
import { ODD } from "../../support/odd-corpus";
import { ALL_FIELDS, changedParts, partsOf, planOf } from "./test-package";

const corpus = path.resolve(__dirname, "../../../../shared/corpus");
const present = existsSync(corpus);
if (!present) console.warn(`SKIPPED: no corpus at ${corpus}; what real files make of the file host was not tested`);
const describeCorpus = present ? describe : describe.skip;

/** Files that excelize cannot read even as they come: nothing can be learnt from it there. */
async function excelizeReads(bytes: Uint8Array): Promise<boolean> {
  return readWithExcelize(bytes).then(() => true, () => false);
}

async function outcomeOf(bytes: Uint8Array, name: string): Promise<string> {
  try {
    const workbook = await openWorkbook(bytes, name);
    await workbook.read({ sheets: "all", fields: ALL_FIELDS });
    return "opens";
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error;
    const params = "params" in error && typeof error.params === "object" && error.params !== null ? error.params : {};
    return "format" in params ? `${String(error.code)} ${String(params.format)}` : String(error.code);
  }
}

/** Writes a text and a formula right of everything on the first sheet that lets us. */
async function smallPlan(workbook: FileWorkbook): Promise<{ readonly sheet: string; readonly text: string; readonly formula: string } | null> {
  const snapshot = await workbook.read({ sheets: "all", fields: ["protection"] });
  const sheet = snapshot.sheets.find((entry) => entry.kind === "worksheet" && !entry.protection?.hasPassword);
  if (!sheet) return null;
  const column = Math.max(30, (sheet.used?.column ?? 0) + (sheet.used?.columns ?? 0) + 1);
  const area = { sheetId: sheet.sheetId, row: 2, column, rows: 1, columns: 1 };
  await workbook.apply(
    planOf(
      { kind: "setProtection", sheetId: sheet.sheetId, options: null },
      { kind: "setValues", area, values: [["=双绩 & <测试>"]] },
      { kind: "setFormulas", area: { ...area, row: 3 }, formulas: [['="甲"&"乙"']], expected: [["甲乙"]] },
      { kind: "setStyle", area, style: { bold: true, fill: "FFFF00" } },
      { kind: "setRecord", record: "记录" },
      { kind: "defineName", name: "_TS_test", refersTo: "1", hidden: true },
    ),
  );
  return { sheet: sheet.name, text: "=双绩 & <测试>", formula: "甲乙" };
}

/** Files that the other program judged. */
let judged = 0;

/** Opens, saves and changes; every state is judged by another program where it can read the file at all. */
async function liveThrough(bytes: Uint8Array, name: string): Promise<void> {
  const workbook = await openWorkbook(bytes, name);
  const unchanged = workbook.save();
  if (workbook.losses.length === 0 && bytes[0] === 0x50) expect(changedParts(bytes, unchanged)).toEqual([]);
  const before = await workbook.read({ sheets: "all", fields: ALL_FIELDS });
  const again = await (await openWorkbook(unchanged, name)).read({ sheets: "all", fields: ALL_FIELDS });
  expect(again).toEqual(before);
  const isReadable = await excelizeReads(unchanged);
  const kept = partsOf(unchanged);
  const written = await smallPlan(workbook);
  if (!written) return;
  const after = workbook.save();
  const foreignSheets = before.sheets.filter((sheet) => sheet.name !== written.sheet);
  const changed = await (await openWorkbook(after, name)).read({ sheets: "all", fields: ALL_FIELDS });
  for (const sheet of foreignSheets) expect(changed.sheets.find((other) => other.sheetId === sheet.sheetId)).toEqual(sheet);
  expect(changed.record).toBe("记录");
  // No part was lost but the calculation chain.
  expect([...kept.keys()].filter((part) => !partsOf(after).has(part) && !/calcChain/i.test(part))).toEqual([]);
  if (isReadable) {
    judged++;
    const foreign = await readWithExcelize(after);
    const cells = [...(foreign.sheets.find((sheet) => sheet.name === written.sheet)?.cells.values() ?? [])];
    expect(cells.filter((cell) => cell.value === written.text && cell.formula === null)).toHaveLength(1);
    expect(cells.filter((cell) => cell.value === written.formula && cell.formula === '"甲"&"乙"')).toHaveLength(1);
  }
}

describeCorpus("odd files", () => {
  const folder = path.join(corpus, "odd");
  const names = present ? readdirSync(folder) : [];

  test("every one is expected", () => {
    expect(names.filter((name) => !(name in ODD))).toEqual([]);
  });

  test.each(names)("FH-9 %s", async (name) => {
    const started = performance.now();
    expect(await outcomeOf(new Uint8Array(readFileSync(path.join(folder, name))), name)).toBe(ODD[name]);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test.each(names.filter((name) => ODD[name] === "opens"))("FH-20 %s survives a plan", async (name) => {
    await liveThrough(new Uint8Array(readFileSync(path.join(folder, name))), name);
    // The other program needs most of it, for styled columns above all.
  }, 90_000);
});

describeCorpus("evaluation workbooks", () => {
  const files = present ? ["workbooks", "forms"].flatMap((folder) => readdirSync(path.join(corpus, folder)).map((name) => path.join(folder, name))) : [];

  test.each(files)("FH-20 %s survives a plan", async (name) => {
    await liveThrough(new Uint8Array(readFileSync(path.join(corpus, name))), name);
  }, 20_000);

  test("another program could judge most of them", () => {
    expect(judged).toBeGreaterThan(70);
  });
});
