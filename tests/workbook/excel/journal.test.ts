import { readRecord, readWorkbook, rereadWorkbook, type WorkbookReading } from "../../../src/app/read-workbook";
import { previewScores } from "../../../src/app/score-workbook";
import { applyPreview } from "../../../src/app/step-outcome";
import { previewStructure } from "../../../src/app/structure-workbook";
import { CodedError } from "../../../src/core/coded-error";
import type { Edit } from "../../../src/core/plan/edit";
import { textsOf } from "../../../src/i18n/command-line-texts";
import type { Image } from "../../../src/workbook/excel/images";
import { journalImages, journalTexts } from "../../../src/workbook/excel/journal";
import type { Fault } from "../../simulated-excel/faults";
import { createSimulatedExcel, type SimulatedExcel, type SimulatedExcelOptions } from "../../simulated-excel/simulated-excel";
import { readPackage } from "../../simulated-excel/model/read-package";
import { writtenWorkbook } from "../../support/written-workbook";
import { openInExcel, openOn, type ExcelUnderTest } from "../contract/hosts";
import { budgetWorkbook } from "./budget-workbook";
import { describeWorkbook } from "./workbook-description";

const ROWS = 3_000;
/** Cells that make a journal of more than one part. */
const REMARKS = Array.from({ length: ROWS }, (_, row) => [`第${String(row)}人`, "考核内容与评分标准，写得长一些".repeat(3)]);

const NEW = `新${"的评语".repeat(10)}`;

function overwrite(sheetId: string): readonly Edit[] {
  return [{ kind: "setValues", area: { sheetId, row: 0, column: 0, rows: ROWS, columns: 2 }, values: REMARKS.map(() => [NEW, NEW]) }];
}

async function opened(options: SimulatedExcelOptions = {}): Promise<ExcelUnderTest & { readonly sheetId: string; readonly before: string }> {
  const excel = await openInExcel(writtenWorkbook([{ name: "评语", rows: REMARKS }]), options);
  const sheetId = (await excel.port.read({ sheets: "all", fields: [] })).sheets[0]?.sheetId ?? "";
  return { ...excel, sheetId, before: said(excel.host) };
}

function said(host: SimulatedExcel): string {
  return JSON.stringify(describeWorkbook(host.workbook));
}

function parts(host: SimulatedExcel): number {
  return host.workbook.customXmlParts.length;
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "resolved",
    (error: unknown) => (error instanceof CodedError ? error.code : String(error)),
  );
}

/** Everything from this request on is refused. */
function dead(at: number): readonly Fault[] {
  return Array.from({ length: 60 }, (_, index) => ({ at: at + index, kind: "failBefore", code: "Timeout" }));
}

test("XL-20 a long journal is cut into parts, each a journal by itself, which say together what the whole said", () => {
  const rect = { sheet: "s", row: 0, column: 0, rows: ROWS, columns: 2 };
  const images: readonly Image[] = [
    { kind: "contents", rect, contents: REMARKS },
    { kind: "numberFormats", rect, formats: REMARKS.map((_, row) => ["@", row % 2 === 0 ? "0" : "0.00"]) },
    { kind: "looks", block: { ...rect, shared: {}, differing: { looks: [{ protection: { locked: true } }, { protection: { locked: false } }], cells: REMARKS.map((_, row) => [row % 2, 0]) } } },
    { kind: "rows", sheet: "s", lines: Array.from({ length: 2_000 }, (_, index) => ({ first: index * 2, count: 1, size: 15 + (index % 3), hidden: false })) },
    { kind: "merges", sheet: "s", rects: Array.from({ length: 2_000 }, (_, row) => ({ row, column: 4, rows: 1, columns: 2 })) },
    { kind: "protection", sheet: "s", options: {} },
    { kind: "record", xml: null },
  ];
  const texts = journalTexts("fix", images, 20_000);
  expect(texts.length).toBeGreaterThan(20);
  expect(Math.max(...texts.map((text) => Buffer.byteLength(text)))).toBeLessThan(20_200);
  for (const text of texts) expect(journalImages([text])).not.toBeNull();
  expect(journalImages([texts[0] ?? ""])?.[0]?.kind).toBe("protection");
  const again = journalImages(texts) ?? [];
  const all = <T>(kind: Image["kind"], rowsOf: (image: Image) => readonly T[]): readonly T[] => again.filter((image) => image.kind === kind).flatMap(rowsOf);
  expect(all("contents", (image) => (image.kind === "contents" && image.contents !== "blank" ? image.contents : []))).toEqual(REMARKS);
  expect(all("numberFormats", (image) => (image.kind === "numberFormats" && typeof image.formats !== "string" ? image.formats : [])).length).toBe(ROWS);
  expect(all("looks", (image) => (image.kind === "looks" ? (image.block.differing?.cells ?? []) : [])).map(([first]) => first)).toEqual(REMARKS.map((_, row) => row % 2));
  expect(all("rows", (image) => (image.kind === "rows" ? image.lines : [])).length).toBe(2_000);
  expect(all("merges", (image) => (image.kind === "merges" ? image.rects : [])).length).toBe(2_000);
  // Each piece says its own rows.
  let next = 0;
  for (const image of again) {
    if (image.kind !== "contents") continue;
    expect([image.rect.row, image.rect.rows]).toEqual([next, image.contents.length]);
    next += image.rect.rows;
  }
  expect(journalImages(["{}"])).toBeNull();
});

test.each([{}, { maxPayloadBytes: 200_000 }])("XL-20 an apply with a journal of several parts leaves none behind, and neither does its undo, in few requests or many (%j)", async (options) => {
  const { host, port, sheetId, before } = await opened(options);
  const receipt = await port.apply({ purpose: "fix", edits: overwrite(sheetId) });
  expect(parts(host)).toBe(0);
  await port.undo(receipt);
  expect(parts(host)).toBe(0);
  expect(said(host)).toBe(before);
});

test.each([{}, { maxPayloadBytes: 200_000 }])("XL-20 an apply with a long journal that breaks off anywhere is done, as before, or taken back on opening, in few requests or many (%j)", async (options) => {
  const clean = await opened(options);
  const from = clean.host.requests.length;
  await clean.port.apply({ purpose: "fix", edits: overwrite(clean.sheetId) });
  const [count, done] = [clean.host.requests.length - from, said(clean.host)];
  const outcomes = new Set<string>();
  for (let request = 0; request < count; request += options.maxPayloadBytes === undefined ? 1 : 4) {
    for (const action of options.maxPayloadBytes === undefined ? [1, 4, 8, 16, 40] : [3, 12]) {
      const { host, port, sheetId, before } = await opened(options);
      const at = host.requests.length + request;
      host.faults = [{ at, kind: "failAtAction", action, code: "Timeout" }, ...dead(at + 1)];
      const code = await codeOf(port.apply({ purpose: "fix", edits: overwrite(sheetId) }));
      host.faults = [];
      const isMarked = host.workbook.customXmlParts.some(({ xml }) => xml.includes('"urn:twinscore:journal:1"'));
      if (isMarked) {
        expect(code).toBe("excel.half-done");
        // Nothing is written over the way back.
        expect(await codeOf(port.apply({ purpose: "fix", edits: overwrite(sheetId) }))).toBe("excel.half-done");
        expect((await openOn(host)).wasInterrupted).toBe(true);
        expect(parts(host)).toBe(0);
        expect(said(host)).toBe(before);
        outcomes.add("marked");
      } else {
        // Further parts that never came to hold are no mark, and go with the next journal.
        const again = await openOn(host);
        expect(again.wasInterrupted).toBe(false);
        const { sheets, names } = describeWorkbook(host.workbook);
        const state = JSON.stringify({ sheets, names, parts: [], marked: false });
        expect([before, done]).toContain(state);
        outcomes.add(state === done ? "done" : "unchanged");
        await again.apply({ purpose: "fix", edits: overwrite(sheetId) });
        expect(parts(host)).toBe(0);
      }
    }
  }
  expect([...outcomes].sort()).toEqual(["done", "marked", "unchanged"]);
}, 120_000);

test("XL-20 a colleague's journal is not written over, by no apply and no undo", async () => {
  const { host, port, sheetId } = await opened();
  const edits: readonly Edit[] = [{ kind: "setValues", area: { sheetId, row: 0, column: 0, rows: 1, columns: 1 }, values: [["新"]] }];
  const receipt = await port.apply({ purpose: "fix", edits });
  const theirs = { id: "{x}", xml: '<journal xmlns="urn:twinscore:journal:1">{"version":1,"purpose":"fix","images":[]}</journal>' };
  host.workbook.customXmlParts.push(theirs);
  const before = said(host);
  expect(await codeOf(port.apply({ purpose: "fix", edits }))).toBe("excel.busy");
  expect(await codeOf(port.undo(receipt))).toBe("excel.busy");
  expect(said(host)).toBe(before);
  host.workbook.customXmlParts = [];
  expect(await codeOf(port.undo(receipt))).toBe("resolved");
});

test("XL-13 scoring again where the scores of thousands stand already: the way back is longer than Excel takes at once", async () => {
  const texts = textsOf("zh-CN").sheets;
  const host = createSimulatedExcel(await readPackage(budgetWorkbook(2_000)), { maxPayloadBytes: 1024 * 1024 });
  const { port } = { port: await openOn(host) };
  const before = await readWorkbook(port);
  await applyPreview(port, previewStructure(before, { now: "2026-10-12T09:00:00+08:00", protect: true }, texts.structure));
  const score = async (): Promise<void> => {
    const reading: WorkbookReading = await rereadWorkbook(port, before);
    const { record } = readRecord(reading.workbook);
    if (!record) throw new Error("no record");
    await applyPreview(port, previewScores(reading, record, texts.score));
  };
  await score();
  const once = said(host);
  await score();
  expect(said(host)).toBe(once);
}, 60_000);

test("XL-20 whoever opens the workbook while a long apply goes on sees that it does, and takes nothing back", async () => {
  const { host, port, sheetId } = await opened({ maxPayloadBytes: 200_000 });
  const isMarked = (): boolean => host.workbook.customXmlParts.some(({ xml }) => xml.includes('"urn:twinscore:journal:1"'));
  const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
  // As slow as on the web: each writing waits until the colleague has looked once.
  let mayWrite: () => void = () => undefined;
  const execute = host.execute.bind(host);
  host.execute = async (body, flags) => {
    if (isMarked() && JSON.stringify(body).includes('"Name":"Formulas"')) await new Promise<void>((resolve) => (mayWrite = resolve));
    return execute(body, flags);
  };
  const state = { isDone: false };
  const applying = port.apply({ purpose: "fix", edits: overwrite(sheetId) }).then(() => (state.isDone = true));
  while (!isMarked()) await tick();
  let looks = 0;
  const theirs = await openOn(host, async () => {
    looks += 1;
    mayWrite();
    for (let i = 0; i < 20; i++) await tick();
  });
  // Three looks at a journal that stands still would have taken it for left behind.
  expect([theirs.wasInterrupted, looks >= 3]).toEqual([false, true]);
  while (!state.isDone) {
    mayWrite();
    await tick();
  }
  await applying;
  expect(parts(host)).toBe(0);
  expect((await port.read({ sheets: "all", fields: ["values"] })).sheets[0]?.values.every(([first]) => first === NEW)).toBe(true);
}, 30_000);
