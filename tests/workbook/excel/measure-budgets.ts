import { previewArchive, verifyReading } from "../../../src/app/archive-workbook";
import { checkAll, checkReading } from "../../../src/app/check-workbook";
import { previewRanking } from "../../../src/app/rank-workbook";
import { readWorkbook, rereadWorkbook } from "../../../src/app/read-workbook";
import { previewScores } from "../../../src/app/score-workbook";
import { recheckBlock } from "../../../src/app/session/touched-block";
import { applyPreview } from "../../../src/app/step-outcome";
import { previewStructure } from "../../../src/app/structure-workbook";
import { textsOf } from "../../../src/i18n/command-line-texts";
import { connectInProcess } from "../../simulated-excel/client/office-library";
import { createWorkbook } from "../../simulated-excel/model/workbook-model";
import { createSimulatedExcel, type SimulatedExcel } from "../../simulated-excel/simulated-excel";
import { openInExcel } from "../contract/hosts";
import { budgetWorkbook, COLUMNS } from "./budget-workbook";

export const USE_CASES = ["recognise+structure", "check", "score", "rank", "recheck", "archive", "verify"] as const;
export type UseCase = (typeof USE_CASES)[number];

/** What a use case takes: requests, and bytes of both directions. */
export type Budget = {
  readonly requests: number;
  readonly requestBytes: number;
  readonly responseBytes: number;
  /** 6 + ⌈bytes / 2 MB⌉: more is a miss. */
  readonly allowed: number;
  /** How many times the bytes it would be with one proxy a cell. */
  readonly proxyRatio: number;
};

export type Budgets = Readonly<Record<UseCase, Budget>>;

const NOW = "2026-10-12T09:00:00+08:00";
const MB = 1024 * 1024;
const NAIVE_CELLS = 1_000;

function bytesSince(host: SimulatedExcel, from: number): { readonly requests: number; readonly requestBytes: number; readonly responseBytes: number } {
  const counted = host.requests.slice(from);
  return { requests: counted.length, requestBytes: counted.reduce((sum, { requestBytes }) => sum + requestBytes, 0), responseBytes: counted.reduce((sum, { responseBytes }) => sum + responseBytes, 0) };
}

/** Bytes that a cell takes where every cell has a proxy of its own, measured on a thousand: to read what recognition needs, and to write a value. */
async function bytesByProxy(): Promise<{ readonly read: number; readonly write: number }> {
  const host = createSimulatedExcel(createWorkbook(), { maxPayloadBytes: 64 * MB });
  const { Excel: library } = connectInProcess(host);
  const measure = async (use: (cell: Excel.Range) => void): Promise<number> => {
    const from = host.requests.length;
    await library.run(async (context) => {
      const sheet = context.workbook.worksheets.getActiveWorksheet();
      for (let index = 0; index < NAIVE_CELLS; index++) use(sheet.getCell(Math.floor(index / COLUMNS), index % COLUMNS));
      await context.sync();
    });
    const { requestBytes, responseBytes } = bytesSince(host, from);
    return (requestBytes + responseBytes) / NAIVE_CELLS;
  };
  return {
    read: await measure((cell) => void cell.load("values,formulas,numberFormat,format/fill/color,format/font/bold,format/horizontalAlignment,format/protection/locked")),
    write: await measure((cell) => void (cell.values = [[1]])),
  };
}

/** Measures every use case on a table of so many people × 20 columns, as the use cases run one after the other. */
export async function measureBudgets(people: number): Promise<Budgets> {
  const naive = await bytesByProxy();
  const { host, port } = await openInExcel(budgetWorkbook(people));
  const texts = textsOf("zh-CN").sheets;
  const budgets: Partial<Record<UseCase, Budget>> = {};
  const usedCells = async (): Promise<number> => (await port.read({ sheets: "all", fields: [] })).sheets.reduce((sum, { used }) => sum + (used ? used.rows * used.columns : 0), 0);

  async function measure<T extends { readonly written: number }>(useCase: UseCase, work: () => Promise<T>): Promise<T> {
    const cells = await usedCells();
    const from = host.requests.length;
    const result = await work();
    const { requests, requestBytes, responseBytes } = bytesSince(host, from);
    const bytes = requestBytes + responseBytes;
    budgets[useCase] = { requests, requestBytes, responseBytes, allowed: 6 + Math.ceil(bytes / (2 * MB)), proxyRatio: Math.round((cells * naive.read + result.written * naive.write) / bytes) };
    return result;
  }

  const structured = await measure("recognise+structure", async () => {
    const reading = await readWorkbook(port);
    const preview = previewStructure(reading, { now: NOW, protect: true }, texts.structure);
    const { receipt } = await applyPreview(port, preview);
    return { reading, record: preview.result, written: receipt?.cells ?? 0 };
  });
  const { reading: before } = structured;
  await measure("check", async () => {
    await checkReading(await rereadWorkbook(port, before));
    return { written: 0 };
  });
  const scored = await measure("score", async () => {
    const preview = previewScores(await rereadWorkbook(port, before), structured.record, texts.score);
    const { receipt } = await applyPreview(port, preview);
    return { ...preview.result, written: receipt?.cells ?? 0 };
  });
  const ranked = await measure("rank", async () => {
    const preview = previewRanking(await rereadWorkbook(port, before), scored.record, scored.scores, texts.score);
    const { receipt } = await applyPreview(port, preview);
    return { ...preview.result, written: receipt?.cells ?? 0 };
  });
  const whole = await rereadWorkbook(port, before);
  const checked = await checkAll(whole);
  const entry = whole.tables[0]?.entryCells[0];
  if (!entry) throw new Error("nothing to enter");
  await measure("recheck", async () => {
    const block = { sheetId: whole.tables[0]?.sheetId ?? "", ...entry, rows: 1 };
    if (!(await recheckBlock(port, whole, checked, block, undefined))) throw new Error("the block could not be checked by itself");
    return { written: 0 };
  });
  await measure("archive", async () => {
    const { receipt } = await applyPreview(port, previewArchive(await rereadWorkbook(port, before), ranked.record, { archivedAt: NOW, signer: "" }, texts.archive));
    return { written: receipt?.cells ?? 0 };
  });
  await measure("verify", async () => {
    verifyReading(await rereadWorkbook(port, before), new Map());
    return { written: 0 };
  });
  return budgets as Budgets;
}
