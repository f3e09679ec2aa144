import { checkAll } from "../../src/app/check-workbook";
import { runJob } from "../../src/app/main-job";
import { readWorkbook } from "../../src/app/read-workbook";
import { recheckBlock } from "../../src/app/session/touched-block";
import { formulaAreas } from "../../src/core/grid/formula-areas";
import { textsOf } from "../../src/i18n/command-line-texts";
import type { WorkbookPort } from "../../src/workbook/port";
import { openWorkbook } from "../../src/workbook/file/open-workbook";
import { budgetWorkbook } from "../../tests/workbook/excel/budget-workbook";
import { takingTurns, type BenchTable } from "./ratio-table";

/** What a pane may take for the block that somebody has just edited. */
const GOAL_MS = 100;
const PEOPLE = 5_000;

/** A re-check of one entry, with the answer of the host there at once, and the check of everything. */
type Rechecking = { readonly recheck: () => Promise<void>; readonly whole: () => Promise<unknown> };

async function rechecking(file: WorkbookPort): Promise<Rechecking> {
  const reading = await readWorkbook(file);
  const checked = await checkAll(reading);
  const table = reading.tables.find(({ layout, entryCells }) => layout === "subject-matrix" && entryCells.length > 0);
  const entry = table?.entryCells[0];
  if (!table || !entry) throw new Error("the measured sheet must have entries");
  const area = { ...entry, sheetId: table.sheetId, rows: 1, columns: 1 };
  await file.apply({ purpose: "edit", edits: [{ kind: "setValues", area, values: [["5分"]] }] });
  const calculated = reading.workbook.sheets.flatMap(formulaAreas);
  const answer = await file.readCells({ area, calculated });
  const atOnce: WorkbookPort = { ...file, readCells: () => Promise.resolve(answer) };
  return {
    async recheck() {
      const done = await recheckBlock(atOnce, reading, checked, area, undefined);
      if (!done?.checked.findings.some(({ code }) => code === "entry.unit")) throw new Error("the edit must be found");
    },
    whole: () => checkAll(reading),
  };
}

/** Our own work after an edit of one entry at 5,000 × 20, before anything was done with the workbook and after all of it was scored and ranked. */
export async function benchRecheck(): Promise<BenchTable> {
  const bytes = budgetWorkbook(PEOPLE);
  const plain = await rechecking(await openWorkbook(bytes, "bench.xlsx"));
  const scoredFile = await openWorkbook(bytes, "bench.xlsx");
  await runJob(scoredFile, { steps: new Set(["structure", "score", "rank"]), texts: textsOf("zh-CN").sheets, now: "2026-10-12T09:00:00+08:00", protect: true, signer: "" });
  const scored = await rechecking(scoredFile);
  for (let i = 0; i < 5; i++) {
    await plain.recheck();
    await scored.recheck();
  }
  const times = await takingTurns({ plain: plain.recheck, plainWhole: plain.whole, scored: scored.recheck, scoredWhole: scored.whole }, 9);
  const row = (what: string, name: string, goal: boolean): BenchTable["rows"][number] => {
    const ms = times.get(name) ?? 0;
    return { what, ms, ratio: ms / GOAL_MS, goal: goal ? { bound: "atMost", ratio: 1 } : null };
  };
  return {
    title: `Checking a block again after an edit, ${PEOPLE.toLocaleString("en-US")} × 20, as ratios to ${String(GOAL_MS)} ms`,
    rows: [row("the edited block", "plain", true), row("everything that was read", "plainWhole", false), row("the edited block, scored and ranked", "scored", true), row("everything, scored and ranked", "scoredWhole", false)],
  };
}
