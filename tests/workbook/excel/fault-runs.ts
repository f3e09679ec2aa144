import { checkAll, checkReading } from "../../../src/app/check-workbook";
import { previewArchive, verifyReading } from "../../../src/app/archive-workbook";
import { previewRanking } from "../../../src/app/rank-workbook";
import { readRecord, readWorkbook } from "../../../src/app/read-workbook";
import { previewScores } from "../../../src/app/score-workbook";
import { recheckBlock } from "../../../src/app/session/touched-block";
import { applyPreview, type Preview } from "../../../src/app/step-outcome";
import { previewStructure } from "../../../src/app/structure-workbook";
import { fixableCells } from "../../../src/core/check/fixes/fixable-cells";
import { planFixes } from "../../../src/core/check/fixes/plan-fixes";
import { CodedError } from "../../../src/core/coded-error";
import type { WorkbookRecord } from "../../../src/core/store/record";
import { textsOf } from "../../../src/i18n/command-line-texts";
import type { WorkbookReading } from "../../../src/app/read-workbook";
import type { Fault } from "../../simulated-excel/faults";
import { writeContents } from "../../simulated-excel/model/contents";
import { deleteSheet, renameSheet } from "../../simulated-excel/model/sheet-changes";
import { readPackage } from "../../simulated-excel/model/read-package";
import { findSheet, type WorkbookModel } from "../../simulated-excel/model/workbook-model";
import { createSimulatedExcel, type SimulatedExcel } from "../../simulated-excel/simulated-excel";
import { scoreTable, writtenWorkbook } from "../../support/written-workbook";
import { openOn } from "../contract/hosts";
import { describeWorkbook } from "./workbook-description";

/** In the order in which one follows the other; "undo" takes the structuring back, "open" is the opening after an interrupted one. */
export const FAULT_CASES = ["structure", "check", "recheck", "fix", "score", "rank", "archive", "verify", "undo", "open"] as const;
export type FaultCase = (typeof FAULT_CASES)[number];

const NOW = "2026-10-12T09:00:00+08:00";
const TEXTS = textsOf("zh-CN").sheets;
const TABLE = "个人绩效";
const BESIDE = "会议记录";

/** A change by somebody else in between: of another sheet's cell, of the table's own, of sheets. */
const CHANGES: Readonly<Record<string, (workbook: WorkbookModel) => void>> = {
  "edit beside": (workbook) => type(workbook, BESIDE, 0, 0),
  "edit of an entry": (workbook) => type(workbook, TABLE, 2, 2),
  "sheet renamed": (workbook) => {
    const sheet = findSheet(workbook, TABLE);
    if (sheet) renameSheet(workbook, sheet, "改名后");
  },
  "other sheet deleted": (workbook) => {
    const sheet = findSheet(workbook, BESIDE);
    if (sheet) deleteSheet(workbook, sheet);
  },
  "sheet deleted": (workbook) => {
    const sheet = findSheet(workbook, TABLE);
    if (sheet) deleteSheet(workbook, sheet);
  },
};

function type(workbook: WorkbookModel, name: string, row: number, column: number): void {
  const sheet = findSheet(workbook, name);
  // A person types whatever the protection says of it: entries are open.
  if (sheet) writeContents({ workbook, sheet: { ...sheet, protection: null }, rects: [{ row, column, rows: 1, columns: 1 }] }, 33, "values");
}

/** Refusals after which everything from then on is refused too. */
const DEAD = 80;

export const FAULT_KINDS = ["fails before", "fails half-way", "times out after", "edit mode", "access denied", "request too large", "answer too large", "connection dead", ...Object.keys(CHANGES)] as const;

function faultsOf(kind: string, at: number, actions: number): readonly Fault[] {
  switch (kind) {
    case "fails before":
      return [{ at, kind: "failBefore", code: "GeneralException" }];
    case "fails half-way":
      return [{ at, kind: "failAtAction", action: Math.floor(actions / 2), code: "GeneralException" }];
    case "times out after":
      return [{ at, kind: "failAfter", code: "Timeout" }];
    case "edit mode":
      return [{ at, kind: "failBefore", code: "InvalidOperationInCellEditMode" }];
    case "access denied":
      return [{ at, kind: "accessDenied" }];
    case "request too large":
      return [{ at, kind: "failBefore", code: "RequestPayloadSizeLimitExceeded" }];
    case "answer too large":
      return [{ at, kind: "failAfter", code: "ResponsePayloadSizeLimitExceeded" }];
    case "connection dead":
      // Half of this request happens, and nothing after it.
      return [{ at, kind: "failAtAction", action: Math.floor(actions / 2), code: "Timeout" }, ...Array.from({ length: DEAD }, (_, index): Fault => ({ at: at + 1 + index, kind: "failBefore", code: "Timeout" }))];
    default: {
      const change = CHANGES[kind];
      if (!change) throw new Error(`no fault ${kind}`);
      return [{ at, kind: "meanwhile", change }];
    }
  }
}

/** The workbook as it is now, for another run: calculation starts anew. */
function copyOf(workbook: WorkbookModel): WorkbookModel {
  return structuredClone({ ...workbook, calculation: { ...workbook.calculation, engine: null } });
}

function recordOf(reading: WorkbookReading): WorkbookRecord {
  const { record } = readRecord(reading.workbook);
  if (!record) throw new Error("no record");
  return record;
}

function previewOf(useCase: FaultCase, reading: WorkbookReading): Preview<unknown> {
  switch (useCase) {
    case "score":
      return previewScores(reading, recordOf(reading), TEXTS.score);
    case "rank": {
      const { scores, record } = previewScores(reading, recordOf(reading), TEXTS.score).result;
      return previewRanking(reading, record, scores, TEXTS.score);
    }
    case "fix":
      return { plan: planFixes(reading.workbook, reading.tables.flatMap((table) => fixableCells(reading.workbook, table))), findings: [], result: null };
    case "archive":
      return previewArchive(reading, recordOf(reading), { archivedAt: NOW, signer: "" }, TEXTS.archive);
    default:
      return previewStructure(reading, { now: NOW, protect: true }, TEXTS.structure);
  }
}

/** Runs a use case on the workbook of an Excel; `begun` is called when faults may begin. */
async function run(useCase: FaultCase, host: SimulatedExcel, begun: () => void): Promise<void> {
  if (useCase === "open") begun();
  const port = await openOn(host);
  switch (useCase) {
    case "open":
      return;
    case "undo": {
      const { receipt } = await applyPreview(port, previewOf("structure", await readWorkbook(port)));
      begun();
      if (receipt) await port.undo(receipt);
      return;
    }
    case "recheck": {
      const reading = await readWorkbook(port);
      const checked = await checkAll(reading);
      const [table] = reading.tables;
      const [entry] = table?.entryCells ?? [];
      if (!table || !entry) throw new Error("nothing to enter");
      begun();
      await recheckBlock(port, reading, checked, { ...entry, sheetId: table.sheetId, rows: 1, columns: 1 }, undefined);
      return;
    }
    default: {
      begun();
      const reading = await readWorkbook(port);
      if (useCase === "check") await checkReading(reading);
      else if (useCase === "verify") verifyReading(reading, new Map());
      else await applyPreview(port, previewOf(useCase, reading));
    }
  }
}

export type FaultRun = {
  readonly useCase: FaultCase;
  readonly request: number;
  readonly kind: string;
  /** "done", "unchanged", "marked, taken back on opening", or what went wrong. */
  readonly outcome: string;
  /** What the user is told; `null`: it went well. */
  readonly code: string | null;
  readonly requests: number;
};

type Prepared = { readonly useCase: FaultCase; readonly before: WorkbookModel; /** The workbook that all use cases began with. */ readonly original: WorkbookModel; readonly actions: readonly number[] };

function said(workbook: WorkbookModel): string {
  return JSON.stringify({ ...describeWorkbook(workbook), marked: false });
}

/** The workbook with a structuring broken off in the middle: half of it is there, and the journal. */
async function interrupted(bytes: Uint8Array): Promise<WorkbookModel> {
  const clean = createSimulatedExcel(await readPackage(bytes));
  await run("structure", clean, () => undefined);
  const writing = clean.requests.reduce((most, { requestBytes }, index) => (requestBytes > (clean.requests[most]?.requestBytes ?? 0) ? index : most), 0);
  const host = createSimulatedExcel(await readPackage(bytes));
  host.faults = faultsOf("connection dead", writing, clean.requests[writing]?.actions ?? 0);
  await run("structure", host, () => undefined).then(
    () => {
      throw new Error("nothing was interrupted");
    },
    () => undefined,
  );
  if (!describeWorkbook(host.workbook).marked) throw new Error("nothing was left half-done");
  return host.workbook;
}

/** Workbooks as they are before each use case, and the actions of its requests where nothing goes wrong. */
async function prepare(useCases: readonly FaultCase[]): Promise<readonly Prepared[]> {
  const bytes = writtenWorkbook([scoreTable([["王芳", 50, 35], ["李强", 55.5, "38分"], ["赵敏", 48, 30]]), { name: BESIDE, rows: [["记录"]] }]);
  const original = await readPackage(bytes);
  let workbook = copyOf(original);
  const prepared: Prepared[] = [];
  for (const useCase of FAULT_CASES) {
    const own = useCase === "undo" ? original : useCase === "open" ? await interrupted(bytes) : workbook;
    const before = copyOf(own);
    const host = createSimulatedExcel(copyOf(own));
    let from = 0;
    await run(useCase, host, () => {
      from = host.requests.length;
    });
    if (useCases.includes(useCase)) prepared.push({ useCase, before, original, actions: host.requests.slice(from).map(({ actions }) => actions) });
    if (useCase !== "undo" && useCase !== "open") workbook = host.workbook;
  }
  return prepared;
}

/** States that a run may end in, beside the marked one. */
type Ends = { readonly unchanged: string; readonly done: readonly string[] };

/** How the workbook is where nothing, or everything, was done, with somebody's change in it. */
async function endsOf({ useCase, before, original }: Prepared, change: ((workbook: WorkbookModel) => void) | null): Promise<Ends> {
  const start = copyOf(before);
  if (useCase === "open") {
    // Opening leads back to before the structuring, or the mark stays.
    const done = copyOf(original);
    change?.(done);
    return { unchanged: "", done: [said(done)] };
  }
  if (useCase === "undo") {
    // Undo begins where the apply ended.
    const host = createSimulatedExcel(start);
    await run("structure", host, () => undefined);
    const unchanged = copyOf(host.workbook);
    const done = copyOf(before);
    if (change) {
      change(unchanged);
      change(done);
    }
    return { unchanged: said(unchanged), done: [said(done)] };
  }
  const done: string[] = [];
  const after = createSimulatedExcel(copyOf(before));
  await run(useCase, after, () => undefined);
  change?.(after.workbook);
  done.push(said(after.workbook));
  change?.(start);
  const unchanged = said(start);
  if (change) {
    const changed = createSimulatedExcel(copyOf(before));
    change(changed.workbook);
    try {
      await run(useCase, changed, () => undefined);
      done.push(said(changed.workbook));
    } catch {
      // With this change before it the use case cannot be done at all.
    }
  }
  return { unchanged, done };
}

async function runOne(prepared: Prepared, request: number, kind: string, ends: Ends): Promise<FaultRun> {
  const { useCase, before, actions } = prepared;
  const host = createSimulatedExcel(copyOf(before));
  let from = 0;
  let code: string | null = null;
  try {
    await run(useCase, host, () => {
      from = host.requests.length;
      host.faults = faultsOf(kind, from + request, actions[request] ?? 0);
    });
  } catch (error) {
    code = error instanceof CodedError ? error.code : `not coded: ${String(error)}`;
  }
  const requests = host.requests.length - from;
  host.faults = [];
  const result = (outcome: string): FaultRun => ({ useCase, request, kind, outcome, code, requests });
  const { marked } = describeWorkbook(host.workbook);
  if (!marked) {
    const state = said(host.workbook);
    if (ends.done.includes(state) && ends.unchanged !== state) return result("done");
    return result(ends.unchanged === state ? "unchanged" : "HALF-DONE");
  }
  const again = await openOn(host);
  const state = said(host.workbook);
  // What an undo has begun is ended, not begun anew.
  const expected = useCase === "undo" || useCase === "open" ? ends.done : [ends.unchanged];
  if (!again.wasInterrupted || describeWorkbook(host.workbook).marked || !expected.includes(state)) return result("HALF-DONE, and not mended");
  return result(useCase === "undo" ? "marked, ended on opening" : "marked, taken back on opening");
}

/** Every fault at every request of the use cases. */
export async function runFaults(useCases: readonly FaultCase[], onRun: (run: FaultRun) => void = () => undefined): Promise<readonly FaultRun[]> {
  const runs: FaultRun[] = [];
  for (const prepared of await prepare(useCases)) {
    for (const kind of FAULT_KINDS) {
      const ends = await endsOf(prepared, CHANGES[kind] ?? null);
      for (let request = 0; request < prepared.actions.length; request++) {
        const result = await runOne(prepared, request, kind, ends);
        runs.push(result);
        onRun(result);
      }
    }
  }
  return runs;
}
