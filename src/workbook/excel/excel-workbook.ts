import type { Area } from "../../core/grid/address";
import { CodedError } from "../../core/coded-error";
import type { WorkbookPort } from "../port";
import { applyPlan, namesIn, undoPlan, type UndoToken } from "./apply-plan";
import { createEditEvents } from "./edit-events";
import { journalImages } from "./journal";
import { FLOOR, type OfficeLibrary } from "./office-library";
import { queueOutline } from "./outline";
import { partText } from "./own-parts";
import { createPayload, type Payload } from "./payload";
import { ask, question } from "./questions";
import { readCells } from "./read-cells";
import { readSnapshot, type Memory, type SheetIds } from "./read-snapshot";
import { putBack } from "./restore";
import { codedRefusal, withCodes } from "./refusals";
import { createRequests, RefusedRequest, type Requests } from "./requests";
import { rangeOf, RECT_PROPERTIES, rectOf } from "./sheet-rect";

/** A workbook that is open in Excel. */
export type ExcelWorkbook = WorkbookPort & {
  /** Whether an apply that was interrupted before had to be taken back when the workbook was opened. (XL-20) */
  readonly wasInterrupted: boolean;
  /** Waits until events are registered, or no longer. */
  readonly settled: () => Promise<void>;
  /** Takes everything away that Excel keeps for us. */
  readonly dispose: () => Promise<void>;
};

/** Between the ids of Excel and those that plans chose for the sheets they added. */
type KnownSheets = SheetIds & { readonly remember: (sheetId: string, id: string) => void };

function knownSheets(): KnownSheets {
  const toHost = new Map<string, string>();
  const toPort = new Map<string, string>();
  return {
    toHost: (sheetId) => toHost.get(sheetId) ?? sheetId,
    toPort: (id) => toPort.get(id) ?? id,
    remember(sheetId, id) {
      const before = toHost.get(sheetId);
      if (before !== undefined) toPort.delete(before);
      toHost.set(sheetId, id);
      toPort.set(id, sheetId);
    },
  };
}

function isToken(token: unknown): token is UndoToken {
  return typeof token === "object" && token !== null && "images" in token && "left" in token;
}

/** How often a journal is looked at before it counts as left behind, and how long it is waited in between, in milliseconds. */
const LOOKS = 3;
const PAUSE_MS = 10_000;
/** About what a further part of a journal takes. */
const PART_ANSWER_BYTES = 400_000;

function wait(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, PAUSE_MS);
  });
}

/** Reads parts of a journal; `null` where one has gone in the meantime. */
async function readParts(requests: Requests, payload: Payload, parts: readonly string[]): Promise<readonly string[] | null> {
  const texts: string[] = [];
  try {
    await ask(
      requests,
      payload,
      parts.map((id) =>
        question(PART_ANSWER_BYTES, (context) => {
          const xml = context.workbook.customXmlParts.getItem(id).getXml();
          return () => void texts.push(partText("journal", xml.value) ?? "");
        }),
      ),
    );
    return texts;
  } catch (error) {
    if (error instanceof RefusedRequest && error.code === "ItemNotFound") return null;
    throw error;
  }
}

/** The texts of a journal that an apply left behind. One that goes by itself belongs to a colleague who is writing just now. */
async function abandonedJournal(requests: Requests, payload: Payload, pause: () => Promise<void>): Promise<readonly string[] | null> {
  let before: string | null = null;
  let isSeen = false;
  for (let look = 1; ; look++) {
    try {
      const { journalPart, furtherParts, beatPart } = await requests.send(queueOutline);
      if (journalPart === null) return null;
      isSeen = true;
      const seen = await readParts(requests, payload, beatPart === null ? [journalPart] : [journalPart, beatPart]);
      const now = seen?.join("\n") ?? null;
      if (seen && now === before && look >= LOOKS) {
        const further = await readParts(requests, payload, furtherParts);
        if (further) return [...seen.slice(0, 1), ...further];
      }
      before = now;
    } catch (error) {
      throw isSeen ? stillHalfDone(error) : error;
    }
    if (look >= LOOKS * 2) throw new CodedError("excel.busy");
    await pause();
  }
}

/** What goes wrong while something half-done is taken back leaves it half-done: that is to be said, and not that the workbook was not changed. */
function stillHalfDone(error: unknown): unknown {
  const isSaid = error instanceof RefusedRequest ? error.code !== "InvalidOperationInCellEditMode" : error instanceof CodedError && error.code === "excel.unchecked";
  return isSaid ? new CodedError("excel.half-done", {}, { cause: error }) : error;
}

/**
 * The workbook of this Excel. What an interrupted apply left half-done is taken back first. Errors: "excel.too-old",
 * "excel.half-done", "excel.busy" (a colleague goes on writing), "excel.legacy-format" (.xls, .csv), and refusals of Excel. Rules: docs/spec/excel-host.md.
 */
export async function openExcelWorkbook(library: OfficeLibrary, pause: () => Promise<void> = wait): Promise<ExcelWorkbook> {
  if (!library.supports(FLOOR)) throw new CodedError("excel.too-old");
  const requests = createRequests(library);
  const payload = createPayload();
  const ids = knownSheets();
  const memory: Memory = { outline: null, cellBytes: new Map() };
  /** Names of sheets as they were when somebody last read them. */
  const names = new Map<string, string>();
  const events = createEditEvents(library, ids.toPort);
  const wasInterrupted = await withCodes(async () => {
    const texts = await abandonedJournal(requests, payload, pause);
    if (texts === null) return false;
    const images = journalImages(texts);
    // Another release wrote it: what it means is not known, so nothing may be written over it.
    if (!images) throw new CodedError("excel.half-done");
    await putBack(requests, payload, images, texts, false).catch((error: unknown) => {
      throw stillHalfDone(error);
    });
    return true;
  });

  /** An .xls drops custom XML, and with it our record and the journal, when it is saved. */
  const readOnly = await withCodes(async () => {
    const { name, isReadOnly } = await requests.send((context) => {
      const workbook = context.workbook.load(["name", "readOnly"]);
      return () => ({ name: workbook.name, isReadOnly: workbook.readOnly });
    });
    if (/\.(?:xls|xlt|csv|txt)$/i.test(name)) throw new CodedError("excel.legacy-format", { name });
    return isReadOnly;
  });

  let last: Promise<unknown> = Promise.resolve();
  /** One call after the other: a reading in the middle of an apply would see half of it. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(() => withCodes(work));
    // What answers now may be listened to now.
    last = turn.then(events.ensure, () => undefined);
    return turn;
  }

  let isHalfDone = false;
  /** Changes the workbook, unless an earlier change is half-done: its journal is the way back and must not be written over. */
  function change<T>(work: () => Promise<T>): Promise<T> {
    return inTurn(async () => {
      if (isHalfDone) throw new CodedError("excel.half-done");
      try {
        return await work();
      } catch (error) {
        isHalfDone = error instanceof CodedError && error.code === "excel.half-done";
        throw error;
      }
    });
  }

  /** Sheets that had to be added again have new ids. */
  async function findDeleted(token: UndoToken): Promise<void> {
    if (token.deleted.length === 0) return;
    const { sheets } = await requests.send(queueOutline);
    for (const { sheetId, name } of token.deleted) {
      const sheet = sheets.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase());
      if (sheet) ids.remember(sheetId, sheet.id);
    }
  }

  return {
    // The journal is custom XML, which clears Excel's own undo list whatever its version.
    capabilities: { host: "excel", clearsUndo: true, readOnly },
    wasInterrupted,
    read: (request, options) =>
      inTurn(async () => {
        const snapshot = await readSnapshot(requests, payload, ids, request, memory, options);
        names.clear();
        for (const sheet of snapshot.sheets) names.set(ids.toHost(sheet.sheetId), sheet.name);
        return snapshot;
      }),
    readCells: (request, options) => inTurn(() => readCells(requests, payload, ids, memory, request, options)),
    apply: (plan, options) =>
      change(async () => {
        if (plan.edits.length === 0) return { plan, host: "excel", cells: 0, disagreements: [], uncalculated: [], undoToken: { images: [], left: [], added: [], deleted: [] } satisfies UndoToken };
        const { token, outline, cells, disagreements, areas } = await applyPlan(requests, payload, ids, names, plan, options);
        memory.outline = outline;
        for (const [id, name] of namesIn(outline)) if (!names.has(id)) names.set(id, name);
        for (const { sheetId, id } of token.added) ids.remember(sheetId, id);
        for (const [sheetId, area] of areas) events.emit({ sheetId, area, purpose: plan.purpose });
        // Excel calculates everything.
        return { plan, host: "excel", cells, disagreements, uncalculated: [], undoToken: token };
      }),
    undo: (receipt, options) =>
      change(async () => {
        const token = receipt.undoToken;
        if (!isToken(token)) throw new TypeError("a receipt of another host");
        if (token.images.length === 0) return;
        memory.outline = null;
        await undoPlan(requests, payload, token, options);
        await findDeleted(token);
        const touched = new Set(token.left.map(({ rect }) => ids.toPort(rect.sheet)));
        for (const sheetId of touched) events.emit({ sheetId, area: null, purpose: receipt.plan.purpose });
      }),
    reveal: (area: Area) =>
      withCodes(() =>
        requests.send((context) => {
          rangeOf(context, { ...area, sheet: ids.toHost(area.sheetId) }).select();
          return () => undefined;
        }),
      ),
    async selection() {
      try {
        return await requests.sendNow((context) => {
          const range = context.workbook.getSelectedRange().load([...RECT_PROPERTIES, "worksheet/id"]);
          return (): Area => ({ ...rectOf(range), sheetId: ids.toPort(range.worksheet.id) });
        });
      } catch (error) {
        // Several areas, a chart, another workbook, a cell that is being edited: there is no one rectangle to speak of.
        if (error instanceof RefusedRequest) return null;
        throw codedRefusal(error);
      }
    },
    onEdited: (handler) => events.add(handler),
    settled: () => events.settled(),
    dispose: () => events.end(),
  };
}
