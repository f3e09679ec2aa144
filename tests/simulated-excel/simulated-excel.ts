import { takeEventEntries, type EventEntry } from "./deliver-events";
import type { Fault } from "./faults";
import { settle } from "./model/calculator";
import { readPackage } from "./model/read-package";
import type { Block } from "./model/references";
import type { Author, WorkbookModel } from "./model/workbook-model";
import { registrationsOf } from "./objects/event-registrations";
import { workbookObject } from "./objects/workbook";
import { executeBatch, type BatchError, type BatchOutcome, type References } from "./protocol/execute-batch";
import { HostError, type HostErrorCode } from "./protocol/host-error";
import type { HostObject } from "./protocol/host-object";
import { parseRequest, type Action, type BatchRequest } from "./protocol/request";
import type { ApiLevel } from "./protocol/requirement-sets";

/** Flag of a request that may wait until the person has finished a cell. */
const DELAY_FOR_CELL_EDIT = 64;

/** Bytes that a request or a response may have, as in Excel on the web. */
export const MAX_PAYLOAD_BYTES = 5 * 1024 * 1024;

export type SimulatedExcelOptions = {
  readonly level?: ApiLevel;
  readonly maxPayloadBytes?: number;
};

/** One request as it was counted. Bytes are UTF-8 of the body's JSON. */
export type CountedRequest = { readonly requestBytes: number; readonly responseBytes: number; readonly actions: number; readonly error: HostErrorCode | null };

export type HostAnswer = { readonly Results: BatchOutcome["results"]; readonly TraceIds?: readonly number[]; readonly Error?: BatchError };

/** Undo list of the person at this Excel: how many steps there are, and how often the add-in has cleared it. */
export type UndoList = { steps: number; cleared: number };

export type SimulatedExcel = {
  readonly workbook: WorkbookModel;
  readonly level: ApiLevel;
  readonly requests: CountedRequest[];
  readonly undoList: UndoList;
  faults: readonly Fault[];
  /** A person is in a cell: requests are refused, or wait where they may. */
  isEditingCell: boolean;
  /** Answers a body of `ProcessQuery`. Events follow through the listeners, after the answer. */
  execute(body: unknown, flags: number): Promise<HostAnswer>;
  /** Ends the cell edit; what waited goes on. */
  finishCellEdit(): void;
  /** A change by somebody else than the add-in, with its events. */
  actAs(author: Exclude<Author, "addIn">, change: (workbook: WorkbookModel) => void): void;
  /** Returns the function that takes the listener away. */
  onEvents(listener: (entries: readonly EventEntry[]) => void): () => void;
  /** Open registrations and references: what a program that cleans up leaves at 0. */
  leftBehind(): { readonly registrations: number; readonly references: number };
};

const encoder = new TextEncoder();

function bytesOf(value: unknown): number {
  return encoder.encode(JSON.stringify(value)).length;
}

function isWriting(action: Action): boolean {
  return action.kind === "setProperty" || (action.kind === "method" && !action.name.startsWith("_") && !/^Get|^Select$|^Activate$|^Suspend/.test(action.name));
}

/** Writes that Excel cannot take back and that clear the person's undo list, whatever the level. */
const CLEARING = new Set(["Protect", "Unprotect", "Copy", "SetXml"]);

/** The level from which what add-ins write can be undone. */
const UNDOABLE_FROM: ApiLevel = "1.21";

function clearsUndo(action: Action, request: BatchRequest, level: ApiLevel): boolean {
  if (level !== UNDOABLE_FROM) return isWriting(action);
  if (action.kind !== "method") return false;
  if (CLEARING.has(action.name)) return true;
  const parent = request.paths.get(action.pathId);
  return action.name === "Delete" && parent !== undefined && (parent.kind === "indexer" || parent.kind === "method");
}

/** Base64 files in the batch, opened before it runs because opening takes its time. */
async function openPackages(request: BatchRequest): Promise<ReadonlyMap<string, WorkbookModel | string>> {
  const opened = new Map<string, WorkbookModel | string>();
  for (const action of request.actions) {
    const [file] = action.argumentInfo.args;
    if (action.name !== "InsertWorksheetsFromBase64" || typeof file !== "string") continue;
    try {
      opened.set(file, await readPackage(Uint8Array.from(atob(file), (char) => char.charCodeAt(0))));
    } catch (error) {
      opened.set(file, error instanceof Error ? error.message : String(error));
    }
  }
  return opened;
}

function refusal(code: HostErrorCode, detail: string): BatchOutcome {
  const error = new HostError(code, detail);
  return { results: [], traceIds: [], error: { Code: code, Message: detail, Location: "", HttpStatusCode: error.httpStatus, ActionIndex: -1 } };
}

/** An Excel without Excel: executes the client library's batches against a workbook in memory. Rules: docs/spec/simulated-excel.md. */
export function createSimulatedExcel(workbook: WorkbookModel, options: SimulatedExcelOptions = {}): SimulatedExcel {
  const level = options.level ?? "1.14";
  const maxBytes = options.maxPayloadBytes ?? MAX_PAYLOAD_BYTES;
  const references: References = { kept: new Map(), lastId: 0 };
  const listeners = new Set<(entries: readonly EventEntry[]) => void>();
  const waiting: (() => void)[] = [];
  const undoList: UndoList = { steps: 0, cleared: 0 };

  /** Who registers later does not hear of what happened before; events come after the answer, never in the middle of it. */
  function deliverLater(): void {
    const entries = takeEventEntries(workbook, level);
    if (entries.length === 0) return;
    setTimeout(() => {
      for (const listener of listeners) listener(entries);
    }, 0);
  }

  function ensureAlive(object: HostObject): void {
    const { sheet } = object.target as Partial<Block>;
    if (sheet && !workbook.sheets.includes(sheet)) throw new HostError("ItemNotFound", `the sheet ${sheet.name} is gone`);
  }

  function countUndo(action: Action, request: BatchRequest): void {
    if (!isWriting(action)) return;
    if (clearsUndo(action, request, level)) {
      undoList.steps = 0;
      undoList.cleared += 1;
    } else if (undoList.steps === 0 || level === UNDOABLE_FROM) undoList.steps += 1;
  }

  function run(request: BatchRequest, openedPackages: ReadonlyMap<string, WorkbookModel | string>, faults: readonly Fault[]): BatchOutcome {
    const before = faults.find((fault) => fault.kind === "failBefore");
    if (before?.kind === "failBefore") return refusal(before.code, "fault before the batch");
    workbook.author = "addIn";
    const outcome = executeBatch(request, {
      root: workbookObject({ workbook, openedPackages }),
      level,
      references,
      ensureAlive,
      beforeAction: (index, action) => {
        for (const fault of faults) {
          if (fault.kind === "failAtAction" && fault.action === index) throw new HostError(fault.code, `fault at action ${index}`);
          if (fault.kind === "accessDenied" && isWriting(action)) throw new HostError("AccessDenied", "fault at the first change");
        }
        countUndo(action, request);
      },
    });
    settle(workbook);
    workbook.calculation.isSuspended = false;
    const after = faults.find((fault) => fault.kind === "failAfter");
    return after?.kind === "failAfter" ? refusal(after.code, "fault after the batch") : outcome;
  }

  async function answer(body: unknown, faults: readonly Fault[], requestBytes: number): Promise<BatchOutcome> {
    if (requestBytes > maxBytes) return refusal("RequestPayloadSizeLimitExceeded", `${requestBytes} bytes`);
    for (const fault of faults) if (fault.kind === "meanwhile") actAs("coAuthor", fault.change);
    try {
      const request = parseRequest(body);
      return run(request, await openPackages(request), faults);
    } catch (error) {
      if (error instanceof HostError) return refusal(error.code, error.message);
      throw error;
    }
  }

  function actAs(author: Exclude<Author, "addIn">, change: (workbook: WorkbookModel) => void): void {
    workbook.author = author;
    try {
      change(workbook);
      settle(workbook);
    } finally {
      workbook.author = "addIn";
    }
    deliverLater();
  }

  const host: SimulatedExcel = {
    workbook,
    level,
    requests: [],
    undoList,
    faults: [],
    isEditingCell: false,
    actAs,
    execute: async (body, flags) => {
      // What is counted and executed is what would have gone over the wire.
      const sent: unknown = JSON.parse(JSON.stringify(body));
      const index = host.requests.length;
      const counted = { requestBytes: bytesOf(sent), responseBytes: 0, actions: 0, error: null as HostErrorCode | null };
      host.requests.push(counted);
      if (host.isEditingCell && (flags & DELAY_FOR_CELL_EDIT) !== 0) await new Promise<void>((resolve) => waiting.push(resolve));
      let outcome = host.isEditingCell
        ? refusal("InvalidOperationInCellEditMode", "a cell is being edited")
        : await answer(
            sent,
            host.faults.filter((fault) => fault.at === index),
            counted.requestBytes,
          );
      const traces = outcome.traceIds.length > 0 ? { TraceIds: outcome.traceIds } : {};
      let result: HostAnswer = outcome.error ? { Results: outcome.results, ...traces, Error: outcome.error } : { Results: outcome.results, ...traces };
      counted.responseBytes = bytesOf(result);
      if (counted.responseBytes > maxBytes) {
        outcome = refusal("ResponsePayloadSizeLimitExceeded", `${counted.responseBytes} bytes`);
        result = outcome.error ? { Results: [], Error: outcome.error } : result;
        counted.responseBytes = bytesOf(result);
      }
      counted.actions = outcome.results.length;
      counted.error = (outcome.error?.Code as HostErrorCode | undefined) ?? null;
      deliverLater();
      return result;
    },
    finishCellEdit: () => {
      host.isEditingCell = false;
      for (const resume of waiting.splice(0)) resume();
    },
    onEvents: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    leftBehind: () => ({ registrations: registrationsOf(workbook).size, references: references.kept.size }),
  };
  return host;
}
