import { CodedError } from "../../core/coded-error";
import { toA1 } from "../../core/grid/address";
import type { Image, Lines } from "./images";
import { blankStep, contentStep, cutContents, givenRects, numberFormatStep } from "./cell-steps";
import { applyLook, lookRects } from "./looks";
import { queueOutline, type Outline } from "./outline";
import { createBeat, deletePartsStep, journalEndStep, journalSteps, recordXmlStep, type Beat } from "./own-part-steps";
import { queuePage } from "./page-steps";
import type { Payload } from "./payload";
import { clearStep, nameStep, queueConditionalFormat, queuePanes } from "./plan-steps";
import { RefusedRequest, type Requests } from "./requests";
import { rangeOf, type SheetRect } from "./sheet-rect";
import { sendSteps, smallStep, type SentSteps, type Step } from "./steps";
import { applyValidation } from "./validations";

type ImageOf<Kind extends Image["kind"]> = Extract<Image, { kind: Kind }>;

function ofKind<Kind extends Image["kind"]>(images: readonly Image[], kind: Kind): readonly ImageOf<Kind>[] {
  return images.filter((image): image is ImageOf<Kind> => image.kind === kind);
}

/** The sheet that an image is about. */
function sheetOf(image: Image): readonly string[] {
  if ("sheet" in image) return [image.sheet];
  if ("rect" in image) return [image.rect.sheet];
  if ("block" in image) return [image.block.sheet];
  return "rects" in image ? image.rects.map(({ sheet }) => sheet) : [];
}

function lineSteps(sheet: string, lines: readonly Lines[], along: "rows" | "columns"): readonly Step[] {
  return lines.map(({ first, count, size, hidden }) =>
    smallStep((context) => {
      const worksheet = context.workbook.worksheets.getItem(sheet);
      const range = along === "rows" ? worksheet.getRangeByIndexes(first, 0, count, 1) : worksheet.getRangeByIndexes(0, first, 1, count);
      // A hidden line reads 0: its size comes back when it is shown.
      if (along === "rows") {
        if (!hidden && size > 0) range.format.rowHeight = size;
        range.rowHidden = hidden;
      } else {
        if (!hidden && size > 0) range.format.columnWidth = size;
        range.columnHidden = hidden;
      }
    }, 900),
  );
}

/** Ids of the conditional formats that a plan has added to these cells. */
async function addedFormats(requests: Requests, images: readonly ImageOf<"formatsThere">[]): Promise<readonly { readonly rect: SheetRect; readonly ids: readonly string[] }[]> {
  if (images.length === 0) return [];
  return requests.send((context) => {
    const found = images.map(({ rect, ids }) => ({ rect, ids: new Set(ids), now: rangeOf(context, rect).conditionalFormats.load(["items/id", "items/type"]) }));
    return () => found.map(({ rect, ids, now }) => ({ rect, ids: now.items.filter(({ id, type }) => type === "Custom" && !ids.has(id)).map(({ id }) => id) }));
  });
}

/** The images as steps from what there is now to what there was. */
function restoringSteps(images: readonly Image[], journal: readonly string[], now: Outline, added: Awaited<ReturnType<typeof addedFormats>>, beat: Beat): readonly Step[] {
  const there = new Map(now.sheets.map((sheet) => [sheet.id, sheet]));
  const steps: Step[] = now.journalPart === null ? [...journalSteps(now, journal, [])] : [];
  /** A sheet that had to be added again has another id: it is found by its name. */
  const again = new Map<string, string>();
  const keyOf = (sheet: string): string => again.get(sheet) ?? sheet;
  const isThere = (sheet: string): boolean => there.has(sheet) || again.has(sheet);
  const place = <R extends SheetRect>(rect: R): R => ({ ...rect, sheet: keyOf(rect.sheet) });

  const cleared = new Set(ofKind(images, "cleared").map(({ sheet }) => sheet));
  const lifts = new Set(ofKind(images, "protection").map(({ sheet }) => sheet));
  const staysProtected = (sheet: string): boolean => !lifts.has(sheet) && there.get(sheet)?.protection != null;
  const touched = new Set(images.flatMap((image) => (image.kind === "protection" ? [] : sheetOf(image))));
  for (const { sheet } of ofKind(images, "protection")) {
    if (there.get(sheet)?.protection && touched.has(sheet)) steps.push(smallStep((context) => context.workbook.worksheets.getItem(sheet).protection.unprotect()));
  }
  for (const image of ofKind(images, "sheet")) {
    if (there.has(image.sheet)) continue;
    again.set(image.sheet, image.name);
    const exists = now.sheets.some(({ name }) => name.toLowerCase() === image.name.toLowerCase());
    if (exists) continue;
    steps.push(
      smallStep((context) => {
        const sheet = context.workbook.worksheets.add(image.name);
        sheet.position = Math.min(image.position, now.sheets.length);
        if (image.visibility !== "Visible") sheet.visibility = image.visibility;
      }, 1_200),
    );
  }
  for (const { sheet } of ofKind(images, "cleared")) if (isThere(sheet)) steps.push(clearStep(keyOf(sheet), null));
  const names = new Map(now.names.filter(({ sheet }) => sheet === null).map(({ name }) => [name.toLowerCase(), name]));
  const nameImages = ofKind(images, "name");
  for (const { name, formula, visible } of nameImages) if (formula !== null) steps.push(nameStep(names.get(name.toLowerCase()) ?? null, name, formula, visible));
  for (const { sheet, rects } of ofKind(images, "merges")) {
    if (isThere(sheet)) for (const rect of rects) steps.push(smallStep((context) => rangeOf(context, { ...rect, sheet: keyOf(sheet) }).merge(false)));
  }
  for (const { rect, formats } of ofKind(images, "numberFormats")) if (isThere(rect.sheet)) steps.push(numberFormatStep(place(rect), formats));
  for (const { block } of ofKind(images, "looks")) {
    if (!isThere(block.sheet)) continue;
    for (const { rect, look } of lookRects(place(block))) steps.push(smallStep((context) => applyLook(rangeOf(context, rect), rect, look, cleared.has(block.sheet)), 500 + 900 * Object.keys(look).length + (look.borders ? 2_000 : 0)));
  }
  for (const { rect, contents } of ofKind(images, "contents")) {
    if (!isThere(rect.sheet)) continue;
    const target = place(rect);
    if (contents === "blank") steps.push(blankStep(target));
    else if (staysProtected(rect.sheet)) {
      const given = givenRects(target, (row, column) => (contents[row - target.row]?.[column - target.column] ?? null) !== null);
      for (const part of given) steps.push(contentStep(part, cutContents(contents, target, part)));
    } else steps.push(contentStep(target, contents));
  }
  for (const { rect, validation } of ofKind(images, "validation")) {
    if (isThere(rect.sheet)) steps.push(smallStep((context) => applyValidation(rangeOf(context, place(rect)), validation), 2_600));
  }
  for (const { rect, ids } of added) {
    for (const id of ids) steps.push(smallStep((context) => rangeOf(context, rect).conditionalFormats.getItem(id).delete()));
  }
  // The last one comes first in Excel's list.
  for (const { rects, formula, fill, fontColor } of [...ofKind(images, "format")].reverse()) {
    const [first] = rects;
    if (!first || !isThere(first.sheet)) continue;
    steps.push(
      smallStep((context) => {
        const sheet = context.workbook.worksheets.getItem(keyOf(first.sheet));
        const target = rects.length === 1 ? rangeOf(context, place(first)) : sheet.getRanges(rects.map(toA1).join(","));
        queueConditionalFormat(target, formula, fill, fontColor);
      }, 2_000 + rects.length * 20),
    );
  }
  for (const { sheet, lines } of ofKind(images, "columns")) if (isThere(sheet)) steps.push(...lineSteps(keyOf(sheet), lines, "columns"));
  for (const { sheet, lines } of ofKind(images, "rows")) if (isThere(sheet)) steps.push(...lineSteps(keyOf(sheet), lines, "rows"));
  for (const { sheet, panes } of ofKind(images, "panes")) if (isThere(sheet)) steps.push(smallStep((context) => queuePanes(context, keyOf(sheet), panes), 900));
  for (const { sheet, page } of ofKind(images, "page")) if (isThere(sheet)) steps.push(smallStep((context) => queuePage(context, keyOf(sheet), page), 1_600));
  for (const { name, formula } of nameImages) {
    const existing = names.get(name.toLowerCase());
    if (formula === null && existing !== undefined) steps.push(nameStep(existing, name, null, true));
  }
  for (const { name } of ofKind(images, "noSheet")) {
    if (now.sheets.some((sheet) => sheet.name.toLowerCase() === name.toLowerCase())) steps.push(smallStep((context) => context.workbook.worksheets.getItem(name).delete()));
  }
  for (const { xml } of ofKind(images, "record")) if (xml !== null || now.recordPart !== null) steps.push(recordXmlStep(now.recordPart, xml));
  for (const { sheet, options } of ofKind(images, "protection")) {
    const stays = there.get(sheet)?.protection && !touched.has(sheet);
    if (options && isThere(sheet) && !stays) steps.push(smallStep((context) => context.workbook.worksheets.getItem(keyOf(sheet)).protection.protect(options), 900));
  }
  steps.push(journalEndStep(now.journalPart === null ? journal.length - 1 : now.furtherParts, beat));
  return steps;
}

/**
 * Makes the workbook what the images say, from whatever state it is in. The journal stands there from the first change to the
 * last. Doing it twice does no harm. Sheets that somebody deleted meanwhile are left out. Error: RefusedRequest.
 */
async function restore(requests: Requests, payload: Payload, images: readonly Image[], journal: readonly string[], sent: SentSteps): Promise<void> {
  const now = await requests.send(queueOutline);
  const there = new Set(now.sheets.map(({ id }) => id));
  const added = await addedFormats(requests, ofKind(images, "formatsThere").filter(({ rect }) => there.has(rect.sheet)));
  // What stands there without a journal is taken away with the first step.
  const beat = createBeat(now.journalPart === null ? null : now.beatPart);
  await sendSteps(requests, payload, restoringSteps(images, journal, now, added, beat), sent, beat);
}

/**
 * Takes away what was written of a long journal that never came to hold. Where that is refused the parts stay until the next journal:
 * they mean nothing.
 */
export async function dropFurtherParts(requests: Requests, journal: readonly string[]): Promise<void> {
  if (journal.length === 1) return;
  try {
    const { journalPart, furtherParts } = await requests.send(queueOutline);
    if (journalPart !== null || furtherParts.length === 0) return;
    await requests.send((context) => {
      deletePartsStep(furtherParts).queue(context);
      return () => undefined;
    });
  } catch (error) {
    if (!(error instanceof RefusedRequest)) throw error;
  }
}

/** Attempts to put a workbook back before it is left marked. (XL-12) */
const ATTEMPTS = 2;

/**
 * Puts the images back, at most twice. Where that fails: error "excel.half-done", and the journal stays for the next opening; where
 * nothing of it could even be begun: "excel.unchecked". `isUntouched`: the workbook is as it should be until the first change, so
 * that a refusal before it is passed on as it is.
 */
export async function putBack(requests: Requests, payload: Payload, images: readonly Image[], journal: readonly string[], isUntouched: boolean): Promise<void> {
  const sent: SentSteps = { hasBegun: false };
  for (let attempt = 1; ; attempt++) {
    try {
      await restore(requests, payload, images, journal, sent);
      return;
    } catch (error) {
      if (!sent.hasBegun && isUntouched) await dropFurtherParts(requests, journal);
      if (!sent.hasBegun && (isUntouched || attempt >= ATTEMPTS)) throw isUntouched ? error : new CodedError("excel.unchecked", {}, { cause: error });
      if (attempt >= ATTEMPTS) throw new CodedError("excel.half-done", {}, { cause: error });
    }
  }
}
