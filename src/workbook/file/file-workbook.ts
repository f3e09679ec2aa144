import type { CodeParams } from "../../core/coded-error";
import { MAX_COLUMNS, type Rect } from "../../core/grid/address";
import type { WorkbookSnapshot } from "../../core/grid/snapshot";
import type { EditedEvent, ReadRequest, WorkbookPort, WorkOptions } from "../port";
import type { Calculation } from "./calc/calculation";
import { createCalculation } from "./calc/create-calculation";
import { savePackage } from "./package/package-parts";
import { cellsRead } from "./read/cells-read";
import { sheetSnapshot, workbookSnapshot } from "./read/snapshot";
import { throwIfAborted } from "./work-options";
import { isSheetRead, parsedSheetOf, sheetsOf, type StateSheet, type WorkbookState } from "./workbook-state";
import { applyPlan } from "./write/apply-plan";
import { type CalculationFactory, withMissingValues } from "./write/recalculate";
import { type Entry, type EntryReading, readEntry } from "./view/entry";
import { viewBlock } from "./view/block-view";
import { viewSheet, workbookView } from "./view/sheet-view";
import type { BlockView, SheetView, WorkbookView } from "./view/view";
import { type ViewState, viewStateOf } from "./view/view-state";
import { undoPlan, type UndoToken } from "./write/undo-plan";

/** Something that a person should know about the file: a code and its parameters, rendered by i18n. */
export type FileNotice = { readonly code: string; readonly params: CodeParams };

/** A workbook of bytes: the port without a spreadsheet program. */
export type FileWorkbook = WorkbookPort & {
  /** What a conversion could not carry over ("loss.…"); empty for .xlsx and .xlsm. */
  readonly losses: readonly FileNotice[];
  /** What else should be said about the file ("file.signed"). */
  readonly warnings: readonly FileNotice[];
  /** The extension that fits what `save` gives, for example ".xlsm". */
  readonly extension: ".xlsx" | ".xlsm" | ".xltx" | ".xltm" | ".xlam";
  /** Tabs and looks, for a grid. Rules VW-1 to VW-7. */
  viewWorkbook(): WorkbookView;
  /** A sheet without its cells. Errors: "sheet.not-found", "file.damaged", "file.unsafe-xml", "file.too-large". */
  viewSheet(sheetId: string): SheetView;
  /** The cells of a block. Errors as `viewSheet`. */
  viewBlock(sheetId: string, area: Rect): BlockView;
  /** Reads what somebody typed into a cell as Excel would, and checks it. Rules VW-8 to VW-11. */
  readEntry(entry: Entry): EntryReading;
  /** The file's bytes as they are now. The same state always gives the same bytes. */
  save(): Uint8Array;
};

export type FileOrigin = Pick<FileWorkbook, "losses" | "warnings" | "extension">;

/** Longest slice of work between two chances for events, in milliseconds. */
const SLICE_MS = 50;

/** Lets events in that wait: a cancel, a repaint. */
function yieldToHost(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}

/** Whether a formula of the sheet has no value in the file. */
function lacksValues(state: WorkbookState, sheet: StateSheet): boolean {
  for (const formula of parsedSheetOf(state, sheet)?.cells.formulas.values() ?? []) if (!formula.cached) return true;
  return false;
}

async function readState(state: WorkbookState, request: ReadRequest, options: WorkOptions | undefined, calculate: () => Calculation): Promise<WorkbookSnapshot> {
  const fields = new Set(request.fields);
  const all = sheetsOf(state);
  const wanted = request.sheets;
  const chosen = wanted === "all" ? all : all.filter((sheet) => wanted.includes(sheet.sheetId));
  const snapshots = [];
  let sliceStartedAt = performance.now();
  let calculation: Calculation | null = null;
  for (const sheet of chosen) {
    throwIfAborted(options);
    if (fields.has("values") && lacksValues(state, sheet)) calculation ??= calculate();
    snapshots.push(sheetSnapshot(state, sheet, fields, calculation));
    options?.onProgress?.({ done: snapshots.length, total: chosen.length });
    if ((options?.signal ?? options?.onProgress) && performance.now() - sliceStartedAt > SLICE_MS) {
      await yieldToHost();
      sliceStartedAt = performance.now();
    }
  }
  return workbookSnapshot(state, snapshots, request);
}

/** What a file workbook calculates with; a test may put in its own clock. */
export type FileWorkbookOptions = {
  readonly createCalculation?: CalculationFactory;
  /** Serial date and time for TODAY and NOW. */
  readonly now?: () => number;
};

/** Local time as Excel counts it: days since 1899-12-30. */
function serialNow(): number {
  const now = new Date();
  return (now.getTime() - now.getTimezoneOffset() * 60_000) / 86_400_000 + 25_569;
}

function boundingArea(places: ReadonlySet<number>): Rect | null {
  let top = Infinity;
  let left = Infinity;
  let bottom = -1;
  let right = -1;
  for (const place of places) {
    top = Math.min(top, Math.floor(place / MAX_COLUMNS));
    bottom = Math.max(bottom, Math.floor(place / MAX_COLUMNS));
    left = Math.min(left, place % MAX_COLUMNS);
    right = Math.max(right, place % MAX_COLUMNS);
  }
  return bottom < 0 ? null : { row: top, column: left, rows: bottom - top + 1, columns: right - left + 1 };
}

function isUndoToken(token: unknown): token is UndoToken {
  return typeof token === "object" && token !== null && "before" in token && "after" in token;
}

/** Done at once; what is thrown rejects. */
function settled<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work());
  });
}

/** A workbook over a state; see docs/spec/file-host.md. */
export function createFileWorkbook(initial: WorkbookState, origin: FileOrigin, options: FileWorkbookOptions = {}): FileWorkbook {
  const create = options.createCalculation ?? createCalculation;
  const now = options.now ?? serialNow;
  const handlers = new Set<(event: EditedEvent) => void>();
  let state = initial;
  const emit = (events: readonly EditedEvent[]): void => {
    for (const handler of handlers) for (const event of events) handler(event);
  };
  const view = (): ViewState => viewStateOf(state, create, now());
  return {
    ...origin,
    capabilities: { host: "file", clearsUndo: false, readOnly: false },
    read: (request, workOptions) => readState(state, request, workOptions, () => withMissingValues(state, create, now())),
    readCells: async (request, workOptions) => {
      const sheets = [...new Set([request.area, ...request.calculated].map(({ sheetId }) => sheetId))];
      return cellsRead(await readState(state, { sheets, fields: ["values", "formulas", "styles"] }, workOptions, () => withMissingValues(state, create, now())), request);
    },
    // Nothing is awaited between reading and changing the state: two calls cannot come in between each other.
    apply: (plan, workOptions) =>
      settled(() => {
        const before = state;
        const applied = applyPlan(before, plan, create, now(), workOptions);
        state = applied.state;
        const token: UndoToken = { before, after: applied.state };
        emit([...applied.written].map(([sheetId, places]) => ({ sheetId, area: boundingArea(places), purpose: plan.purpose })));
        return { plan, host: "file", cells: applied.cells, disagreements: applied.disagreements, uncalculated: applied.uncalculated, undoToken: token };
      }),
    undo: (receipt, workOptions) =>
      settled(() => {
        throwIfAborted(workOptions);
        const token = receipt.undoToken;
        if (!isUndoToken(token)) throw new TypeError("a receipt of another host");
        state = undoPlan(state, token, create, now());
        emit(sheetsOf(state).map((sheet) => ({ sheetId: sheet.sheetId, area: null, purpose: receipt.plan.purpose })));
      }),
    reveal: () => Promise.resolve(),
    selection: () => Promise.resolve(null),
    onEdited(handler) {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
    viewWorkbook: () => workbookView(view(), (sheet) => isSheetRead(state, sheet)),
    viewSheet: (sheetId) => viewSheet(view(), sheetId),
    viewBlock: (sheetId, area) => viewBlock(view(), sheetId, area),
    readEntry: (entry) => readEntry(view(), entry, now()),
    save: () => savePackage(state.parts),
  };
}
