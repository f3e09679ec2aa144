import { checkAll } from "../../src/app/check-workbook";
import { readWorkbook } from "../../src/app/read-workbook";
import { recheckBlock } from "../../src/app/session/touched-block";
import type { WorkbookPort } from "../../src/workbook/port";
import { openWorkbook } from "../../src/workbook/file/open-workbook";
import { budgetWorkbook } from "../../tests/workbook/excel/budget-workbook";
import { takingTurns, type BenchTable } from "./ratio-table";

/** What a pane may take for the block that somebody has just edited. */
const GOAL_MS = 100;
const PEOPLE = 5_000;

/** Our own work after an edit of one entry at 5,000 × 20: the answer of the host is there at once. */
export async function benchRecheck(): Promise<BenchTable> {
  const file = await openWorkbook(budgetWorkbook(PEOPLE), "bench.xlsx");
  const reading = await readWorkbook(file);
  const checked = await checkAll(reading);
  const [table] = reading.tables;
  const entry = table?.entryCells[0];
  if (!table || !entry) throw new Error("the measured sheet must have entries");
  const area = { ...entry, sheetId: table.sheetId, rows: 1 };
  await file.apply({ purpose: "edit", edits: [{ kind: "setValues", area, values: [["5分"]] }] });
  const answer = await file.readCells({ area, calculated: [] });
  const atOnce: WorkbookPort = { ...file, readCells: () => Promise.resolve(answer) };
  const recheck = async (): Promise<void> => {
    const done = await recheckBlock(atOnce, reading, checked, area, undefined);
    if (done?.checked.findings.length !== checked.findings.length + 1) throw new Error("the edit must be found");
  };
  const whole = (): Promise<unknown> => checkAll(reading);
  for (let i = 0; i < 5; i++) await recheck();
  const times = await takingTurns({ recheck, whole }, 9);
  const row = (what: string, name: string, goal: boolean): BenchTable["rows"][number] => {
    const ms = times.get(name) ?? 0;
    return { what, ms, ratio: ms / GOAL_MS, goal: goal ? { bound: "atMost", ratio: 1 } : null };
  };
  return {
    title: `Checking a block again after an edit, ${PEOPLE.toLocaleString("en-US")} × 20, as ratios to ${String(GOAL_MS)} ms`,
    rows: [row("the edited block", "recheck", true), row("everything that was read", "whole", false)],
  };
}
