import { CodedError } from "../../core/coded-error";
import { cellA1, intersection, MAX_COLUMNS, toA1, type Rect } from "../../core/grid/address";
import type { CellValue } from "../../core/grid/cell";
import { sameValue } from "../../core/grid/same-value";
import type { Plan } from "../../core/plan/plan";
import { joinAreas } from "../../core/plan/join-areas";
import type { Disagreement, WorkOptions } from "../port";
import { capture, type Captured } from "./capture";
import { cellQuestion, cellReading, usualCellBytes } from "./cell-blocks";
import { valueOf, type Content } from "./contents";
import type { Image } from "./images";
import { journalTexts } from "./journal";
import { isMergeRefusal } from "./merges";
import { checkSheets, needsOf } from "./needs";
import { queueOutline, type Outline } from "./outline";
import { createBeat, journalEndStep, journalSteps } from "./own-part-steps";
import { bytesOf, type Payload } from "./payload";
import { planSteps, type WrittenCells } from "./plan-steps";
import { ask, question, throwIfAborted, type Question } from "./questions";
import type { SheetIds } from "./read-snapshot";
import { RefusedRequest, type Requests } from "./requests";
import { isPasswordRefusal } from "./refusals";
import { dropFurtherParts, putBack } from "./restore";
import { rangeOf, RECT_PROPERTIES, rectOf, type SheetRect } from "./sheet-rect";
import { sendSteps, smallStep, type SentSteps, type Step } from "./steps";

/** Cells as a plan left them, to see whether somebody changed them since. */
export type LeftCells = { readonly rect: SheetRect; /** `null`: not the plan's. */ readonly formulas: readonly (readonly (Content | null)[])[] };

/** The way back of one apply. */
export type UndoToken = {
  readonly images: readonly Image[];
  readonly left: readonly LeftCells[];
  /** Sheets that the plan added, with what was used of them. */
  readonly added: readonly { readonly sheetId: string; readonly id: string; readonly name: string; readonly used: Rect | null }[];
  /** Sheets that the plan deleted: Excel's ids and names. */
  readonly deleted: readonly { readonly sheetId: string; readonly name: string }[];
};

export type Applied = {
  readonly token: UndoToken;
  /** What the workbook consists of now. */
  readonly outline: Outline;
  readonly cells: number;
  readonly disagreements: readonly Disagreement[];
  readonly areas: ReadonlyMap<string, Rect>;
};

/** Names of sheets by their ids. */
export type SheetNames = ReadonlyMap<string, string>;

export function namesIn({ sheets }: Outline): SheetNames {
  return new Map(sheets.map(({ id, name }) => [id, name]));
}

/** Formulas say sheets by name: a plan about a sheet that was renamed since it was read would refer to nothing. (XL-21) */
function ensureNames(known: SheetNames, { sheets }: Outline): void {
  for (const { id, name } of sheets) {
    const before = known.get(id);
    if (before !== undefined && before !== name) throw new CodedError("excel.renamed", { sheet: before, name });
  }
}

/** A journal that stands there is the way back of somebody else's apply: it is not written over. (XL-20) */
function ensureNobodyWrites({ journalPart }: Outline): void {
  if (journalPart !== null) throw new CodedError("excel.busy");
}

/** Most bytes of a journal's part: what holds no more than that is one. */
const PART_BYTES = 100 * 1024;

/** What a part of a journal may take: in a request it takes a third more. */
function partBytes(payload: Payload): number {
  return Math.min(PART_BYTES, payload.bytes("sent") / 2);
}

function namesOf(plan: Plan): ReadonlySet<string> {
  return new Set(plan.edits.flatMap((edit) => (edit.kind === "defineName" ? [edit.name] : [])));
}

/** Sheets that the plan adds are found by their names until their ids are known. */
type Keys = ReadonlyMap<string, string>;

/** Of fewer cells it does not matter what they take. */
const WORTH_GUESSING = 500;

/** What was written as rectangles to be read, with what a cell of each takes as far as is known. */
function readingRects(written: readonly WrittenCells[], gone: ReadonlySet<string>): readonly { readonly rect: SheetRect; readonly cellBytes: { value: number } }[] {
  const bySheet = new Map<string, Rect[]>();
  for (const { rect } of written) {
    if (gone.has(rect.sheet)) continue;
    const own = bySheet.get(rect.sheet);
    if (own) own.push(rect);
    else bySheet.set(rect.sheet, [rect]);
  }
  return [...bySheet].flatMap(([sheet, rects]) =>
    joinAreas(rects).map(({ row, column, rows, columns }) => {
      const rect: SheetRect = { sheet, row, column, rows, columns };
      return { rect, cellBytes: { value: rows * columns > WORTH_GUESSING ? cellBytesIn(rect, written) : usualCellBytes(false) } };
    }),
  );
}

/** Bytes that a cell of a rectangle takes, by what was written there. */
function cellBytesIn(rect: SheetRect, written: readonly { readonly rect: SheetRect; readonly bytes: number }[]): number {
  let [bytes, cells] = [0, 0];
  for (const part of written) {
    if (part.rect.sheet !== rect.sheet || !intersection(part.rect, rect)) continue;
    bytes += part.bytes;
    cells += part.rect.rows * part.rect.columns;
  }
  return cells === 0 ? usualCellBytes(false) : bytes / cells;
}

function cellKey(sheet: string, row: number, column: number): string {
  return `${sheet} ${String(row * MAX_COLUMNS + column)}`;
}

/** What a plan expects of its formulas and what Excel says. */
function compare(written: readonly WrittenCells[], values: ReadonlyMap<string, CellValue>): readonly Disagreement[] {
  const found = new Map<string, Disagreement>();
  for (const { rect, expected: edit, isGiven } of written) {
    for (let row = rect.row; row < rect.row + rect.rows; row++) {
      for (let column = rect.column; column < rect.column + rect.columns; column++) {
        if (!isGiven(row, column)) continue;
        const key = cellKey(rect.sheet, row, column);
        found.delete(key);
        const expected = edit?.expected?.[row - rect.row]?.[column - rect.column] ?? null;
        if (!edit || expected === null) continue;
        const actual = values.get(key) ?? null;
        if (!sameValue(expected, actual)) found.set(key, { area: { sheetId: edit.area.sheetId, row, column, rows: 1, columns: 1 }, expected, actual });
      }
    }
  }
  return [...found.values()];
}

/** Written formulas are calculated on request where Excel calculates only by hand; the mode stays the user's. */
function calculationSteps(written: readonly WrittenCells[], outline: Outline): readonly Step[] {
  if (!outline.calculatesByHand) return [];
  return written.filter(({ expected }) => expected !== null).map(({ rect }) => smallStep((context) => rangeOf(context, rect).calculate()));
}

function boundingAreas(written: readonly WrittenCells[], sheetIdOf: (sheet: string) => string): ReadonlyMap<string, Rect> {
  const areas = new Map<string, Rect>();
  for (const { rect } of written) {
    const sheetId = sheetIdOf(rect.sheet);
    const before = areas.get(sheetId) ?? rect;
    const [row, column] = [Math.min(before.row, rect.row), Math.min(before.column, rect.column)];
    areas.set(sheetId, { row, column, rows: Math.max(before.row + before.rows, rect.row + rect.rows) - row, columns: Math.max(before.column + before.columns, rect.column + rect.columns) - column });
  }
  return areas;
}

/**
 * Applies a plan, all or nothing. `known`: the sheets' names when the workbook was last read. Errors: those of `needsOf` and `planSteps` before anything is written; "cancelled" and
 * refusals of Excel after everything was put back; "excel.half-done" where even that failed. Rules XL-11 to XL-20.
 */
export async function applyPlan(requests: Requests, payload: Payload, ids: SheetIds, known: SheetNames, plan: Plan, options?: WorkOptions): Promise<Applied> {
  const captured = await captureChecked(requests, payload, ids, plan, options);
  const { outline } = captured;
  ensureNobodyWrites(outline);
  ensureNames(known, outline);
  const { lifting, steps, written, cells, added } = planSteps(plan, outline, captured, ids);
  const images: readonly Image[] = [...captured.images, ...[...added.values()].map((name): Image => ({ kind: "noSheet", name }))];
  const journal = journalTexts(plan.purpose, images, partBytes(payload));
  throwIfAborted(options);
  const sent: SentSteps = { hasBegun: false };
  const beat = createBeat(null);
  let isWritten = false;
  try {
    await sendSteps(requests, payload, [...journalSteps(outline, journal, lifting), ...steps, ...calculationSteps(written, outline), journalEndStep(journal.length - 1, beat)], sent, beat, options);
    isWritten = true;
    const finished = await finish(requests, payload, [...added], written, new Set(plan.edits.flatMap((edit) => (edit.kind === "deleteSheet" ? [ids.toHost(edit.sheetId)] : []))));
    ensureNames(namesIn(outline), finished.outline);
    const deleted = plan.edits.flatMap((edit) => {
      if (edit.kind !== "deleteSheet") return [];
      const sheet = outline.sheets.find(({ id }) => id === ids.toHost(edit.sheetId));
      return sheet ? [{ sheetId: edit.sheetId, name: sheet.name }] : [];
    });
    const portIds = new Map(finished.added.map(({ sheetId, name }) => [name, sheetId]));
    return {
      outline: finished.outline,
      token: { images, left: finished.left, added: finished.added, deleted },
      cells,
      disagreements: finished.disagreements,
      areas: boundingAreas(written, (sheet) => portIds.get(sheet) ?? ids.toPort(sheet)),
    };
  } catch (error) {
    if (!sent.hasBegun) {
      await dropFurtherParts(requests, journal);
      throw error;
    }
    // A password was asked for: protections are lifted before anything else is done.
    const isPassword = error instanceof RefusedRequest && isPasswordRefusal(error) && lifting.length > 0;
    const locked = isPassword ? await firstProtected(requests, [...needsLifting(plan)].map(ids.toHost)) : null;
    try {
      await putBack(requests, payload, isPassword ? images.filter(({ kind }) => kind === "protection") : images, journal, false);
    } catch (failure) {
      // Not all of the plan was written, and nothing of it could be taken back.
      if (failure instanceof CodedError && failure.code === "excel.unchecked" && !isWritten) throw new CodedError("excel.half-done", {}, { cause: error });
      throw failure;
    }
    if (locked !== null) throw new CodedError("sheet.protected-password", { sheet: locked }, { cause: error });
    if (error instanceof RefusedRequest) await ensureNamesNow(requests, outline);
    throw error;
  }
}

/** Sheets whose protection a plan lifts, in its order. */
function needsLifting(plan: Plan): ReadonlySet<string> {
  return new Set(plan.edits.flatMap((edit) => (edit.kind === "setProtection" && edit.options === null ? [edit.sheetId] : [])));
}

/** Name of the first of these sheets that is still protected: those before it were lifted, and it was not. */
async function firstProtected(requests: Requests, sheets: readonly string[]): Promise<string | null> {
  try {
    const now = new Map((await requests.send(queueOutline)).sheets.map((sheet) => [sheet.id, sheet]));
    return sheets.map((id) => now.get(id)).find((sheet) => sheet?.protection != null)?.name ?? null;
  } catch (error) {
    if (error instanceof RefusedRequest) return null;
    throw error;
  }
}

/** A formula that says a sheet by a name which it no longer has is refused for other reasons: the user is told of the name. (XL-21) */
async function ensureNamesNow(requests: Requests, before: Outline): Promise<void> {
  const now = await requests.send(queueOutline).catch((error: unknown) => {
    // What was refused first says more.
    if (error instanceof RefusedRequest) return null;
    throw error;
  });
  if (now) ensureNames(namesIn(before), now);
}

/** Reads what stands there before; a plan about sheets that are gone is told so by name of what is missing. */
async function captureChecked(requests: Requests, payload: Payload, ids: SheetIds, plan: Plan, options: WorkOptions | undefined): Promise<Captured> {
  const needs = needsOf(plan.edits, ids);
  try {
    const captured = await capture(requests, payload, needs, namesOf(plan), false, options).catch((error: unknown) => {
      if (isMergeRefusal(error)) return capture(requests, payload, needs, namesOf(plan), true, options);
      throw error;
    });
    checkSheets(plan.edits, captured.outline, ids);
    return captured;
  } catch (error) {
    if (error instanceof RefusedRequest && error.code === "ItemNotFound") checkSheets(plan.edits, await requests.send(queueOutline), ids);
    throw error;
  }
}

type Finished = { readonly outline: Outline; readonly left: readonly LeftCells[]; readonly added: UndoToken["added"]; readonly disagreements: readonly Disagreement[] };

/** Reads what now stands there. */
async function finish(requests: Requests, payload: Payload, added: readonly (readonly [string, string])[], written: readonly WrittenCells[], gone: ReadonlySet<string>): Promise<Finished> {
  const values = new Map<string, CellValue>();
  const given = new Set<string>();
  for (const { rect, isGiven } of written) {
    for (let row = rect.row; row < rect.row + rect.rows; row++) for (let column = rect.column; column < rect.column + rect.columns; column++) if (isGiven(row, column)) given.add(cellKey(rect.sheet, row, column));
  }
  const left: LeftCells[] = [];
  const reading = cellReading(false, (rect, cells) => {
    const formulas = cells.formulas.map((line, r) =>
      line.map((formula, c) => {
        const key = cellKey(rect.sheet, rect.row + r, rect.column + c);
        values.set(key, valueOf(cells.values[r]?.[c] ?? "", cells.isError(r, c)));
        return given.has(key) ? formula : null;
      }),
    );
    left.push({ rect, formulas });
  });
  const sheets: { readonly sheetId: string; readonly id: string; readonly name: string; readonly used: Rect | null }[] = [];
  const found: { outline: Outline | null } = { outline: null };
  await ask(requests, payload, [
    question(4_000, (context) => {
      const read = queueOutline(context);
      return () => {
        found.outline = read();
        return [];
      };
    }),
    ...added.map(([sheetId, name]): Question =>
      question(900, (context) => {
        const sheet = context.workbook.worksheets.getItem(name).load("id");
        const used = sheet.getUsedRangeOrNullObject(true).load([...RECT_PROPERTIES]);
        return () => {
          sheets.push({ sheetId, name, id: sheet.id, used: used.isNullObject ? null : rectOf(used) });
          return [];
        };
      }),
    ),
    ...readingRects(written, gone).map(({ rect, cellBytes }) => cellQuestion(rect, reading, cellBytes)),
  ]);
  if (!found.outline) throw new Error("no outline was read");
  const keys: Keys = new Map(sheets.map(({ name, id }) => [name, id]));
  return { outline: found.outline, left: left.map(({ rect, formulas }) => ({ rect: { ...rect, sheet: keys.get(rect.sheet) ?? rect.sheet }, formulas })), added: sheets, disagreements: compare(written, values) };
}

/** Cells (or sheets) that are no longer as the plan left them, at most so many are named. */
const MAX_NAMED = 20;

async function changedSince(requests: Requests, payload: Payload, token: UndoToken): Promise<readonly string[]> {
  const changed: string[] = [];
  const outline = await requests.send(queueOutline);
  ensureNobodyWrites(outline);
  const names = new Map(outline.sheets.map(({ id, name }) => [id, name]));
  for (const { id, name } of token.added) if (!names.has(id)) changed.push(name);
  for (const { name } of token.deleted) if (outline.sheets.some((sheet) => sheet.name.toLowerCase() === name.toLowerCase())) changed.push(name);
  for (const { rect, name } of token.left.map(({ rect: area }) => ({ rect: area, name: names.get(area.sheet) }))) if (name === undefined) changed.push(toA1(rect));
  const reading = cellReading(false, (block, { formulas: now }) => {
    for (const { rect, formulas } of token.left) {
      const common = rect.sheet === block.sheet ? intersection(rect, block) : null;
      if (!common) continue;
      for (let row = common.row; row < common.row + common.rows; row++) {
        for (let column = common.column; column < common.column + common.columns; column++) {
          const before = formulas[row - rect.row]?.[column - rect.column] ?? null;
          if (before !== null && before !== now[row - block.row]?.[column - block.column]) changed.push(`${names.get(rect.sheet) ?? ""}!${cellA1(row, column)}`);
        }
      }
    }
  });
  await ask(requests, payload, [
    ...token.added
      .filter(({ id }) => names.has(id))
      .map(({ id, name, used }) =>
        question(600, (context) => {
          const range = context.workbook.worksheets.getItem(id).getUsedRangeOrNullObject(true).load([...RECT_PROPERTIES]);
          return () => {
            if (JSON.stringify(range.isNullObject ? null : rectOf(range)) !== JSON.stringify(used)) changed.push(name);
            return [];
          };
        }),
      ),
    ...token.left.filter(({ rect }) => names.has(rect.sheet)).map(({ rect, formulas }) => cellQuestion(rect, reading, { value: (2 * bytesOf(formulas)) / (rect.rows * rect.columns) })),
  ]);
  return [...new Set(changed)];
}

/**
 * Takes an apply back. Error "undo.changed-since" before anything is written; where putting back is interrupted it is tried
 * once more, then error "excel.half-done", and the next opening ends it. (XL-18)
 */
export async function undoPlan(requests: Requests, payload: Payload, token: UndoToken, options?: WorkOptions): Promise<void> {
  const changed = await changedSince(requests, payload, token);
  if (changed.length > 0) throw new CodedError("undo.changed-since", { cells: changed.slice(0, MAX_NAMED), count: changed.length });
  throwIfAborted(options);
  await putBack(requests, payload, token.images, journalTexts("undo", token.images, partBytes(payload)), true);
}
