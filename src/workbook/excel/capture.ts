import { MAX_COLUMNS, quoteSheetName, type Rect } from "../../core/grid/address";
import { joinAreas } from "../../core/plan/join-areas";
import type { WorkOptions } from "../port";
import { cellQuestion, cellReading, type CellReading } from "./cell-blocks";
import { formulaOf, writtenAgain, type Content } from "./contents";
import type { Image, Lines, Page, Panes } from "./images";
import { lookQuestion, lookRects, usedLookQuestions, type LookBlock, type LookGroup, type LookRequest } from "./looks";
import { readMerges } from "./merges";
import type { Needs } from "./needs";
import { queueOutline, type Outline } from "./outline";
import type { Payload } from "./payload";
import { ask, question, type Question } from "./questions";
import type { Requests } from "./requests";
import { AREA_PROPERTIES, areaRects, rangeOf, RECT_PROPERTIES, rectOf, type SheetRect } from "./sheet-rect";
import { validationQuestion, type ValidationBlock } from "./validations";

/** What stood there before a plan. */
export type Captured = {
  readonly outline: Outline;
  /** In no particular order: putting them back orders them. */
  readonly images: readonly Image[];
  /** Merged areas of the sheets that the plan touches, by sheet. */
  readonly merges: ReadonlyMap<string, readonly Rect[]>;
  /** Number formats of cells that are written, "General" where none was read. */
  readonly numberFormatAt: (sheet: string, row: number, column: number) => string;
  /** Whether a cell that is written is locked; of sheets that are not protected nothing is known. */
  readonly isLocked: (sheet: string, row: number, column: number) => boolean;
  /** Used rectangles of the sheets that are emptied, formats included. */
  readonly used: ReadonlyMap<string, Rect>;
};

/** Lines of equal size and state joined. */
function linesOf(sizes: readonly { readonly size: number; readonly hidden: boolean }[], first: number): readonly Lines[] {
  const lines: Lines[] = [];
  for (const [index, { size, hidden }] of sizes.entries()) {
    const last = lines.at(-1);
    if (last && last.size === size && last.hidden === hidden && last.first + last.count === first + index) lines[lines.length - 1] = { ...last, count: last.count + 1 };
    else lines.push({ first: first + index, count: 1, size, hidden });
  }
  return lines;
}

const FACT_BYTES = 900;
const LINE_BYTES = 60;

function panesQuestion(sheet: string, take: (image: Image) => void): Question {
  return question(FACT_BYTES, (context) => {
    const location = context.workbook.worksheets.getItem(sheet).freezePanes.getLocationOrNullObject().load([...RECT_PROPERTIES, "isEntireColumn", "isEntireRow"]);
    return () => {
      const panes: Panes = location.isNullObject ? { rows: 0, columns: 0 } : { rows: location.isEntireColumn ? 0 : location.rowCount, columns: location.isEntireRow ? 0 : location.columnCount };
      take({ kind: "panes", sheet, panes });
      return [];
    };
  });
}

function pageQuestion(sheet: string, take: (image: Image) => void): Question {
  return question(FACT_BYTES * 2, (context) => {
    const { pageLayout } = context.workbook.worksheets.getItem(sheet);
    pageLayout.load(["orientation", "zoom", "headersFooters/defaultForAllPages/centerFooter", "headersFooters/defaultForAllPages/leftFooter", "headersFooters/defaultForAllPages/rightFooter"]);
    const titles = pageLayout.getPrintTitleRowsOrNullObject().load([...RECT_PROPERTIES]);
    return () => {
      const { leftFooter, centerFooter, rightFooter } = pageLayout.headersFooters.defaultForAllPages;
      const part = (code: string, text: string): string => (text === "" ? "" : `&${code}${text}`);
      const page: Page = {
        orientation: pageLayout.orientation === "Landscape" ? "Landscape" : "Portrait",
        zoom: pageLayout.zoom,
        titleRows: titles.isNullObject ? null : rectOf(titles),
        footer: part("L", leftFooter) + part("C", centerFooter) + part("R", rightFooter),
      };
      take({ kind: "page", sheet, page });
      return [];
    };
  });
}

function columnsQuestion({ sheet, first, count }: Needs["columns"][number], take: (image: Image) => void): Question {
  return question(FACT_BYTES + LINE_BYTES * count, (context) => {
    const properties = rangeOf(context, { sheet, row: 0, column: first, rows: 1, columns: count }).getColumnProperties({ columnHidden: true, format: { columnWidth: true } });
    return () => {
      take({ kind: "columns", sheet, lines: linesOf(properties.value.map(({ format, columnHidden }) => ({ size: format?.columnWidth ?? 0, hidden: columnHidden ?? false })), first) });
      return [];
    };
  });
}

function rowsQuestion({ sheet, first, count }: Needs["rows"][number], take: (image: Image) => void): Question {
  return question(FACT_BYTES + LINE_BYTES * count, (context) => {
    const properties = rangeOf(context, { sheet, row: first, column: 0, rows: count, columns: 1 }).getRowProperties({ rowHidden: true, format: { rowHeight: true } });
    return () => {
      take({ kind: "rows", sheet, lines: linesOf(properties.value.map(({ format, rowHidden }) => ({ size: format?.rowHeight ?? 0, hidden: rowHidden ?? false })), first) });
      return [];
    };
  });
}

/** A conditional format of a sheet that is emptied, so that it can be made anew. */
function formatQuestion(sheet: string, id: string, take: (image: Image) => void): Question {
  return question(FACT_BYTES * 2, (context) => {
    const format = context.workbook.worksheets.getItem(sheet).getRange().conditionalFormats.getItem(id);
    const areas = format.getRanges().load(AREA_PROPERTIES);
    const custom = format.custom.load(["rule/formula", "format/fill/color", "format/font/color"]);
    return () => {
      const { fill, font }: { readonly fill: { readonly color: string | null }; readonly font: { readonly color: string | null } } = custom.format;
      take({ kind: "format", rects: areas.areas.items.map((area) => ({ ...rectOf(area), sheet })), formula: custom.rule.formula, fill: fill.color, fontColor: font.color });
      return [];
    };
  });
}

function bySheet(rects: readonly SheetRect[]): ReadonlyMap<string, readonly SheetRect[]> {
  const sheets = new Map<string, SheetRect[]>();
  for (const rect of rects) {
    const own = sheets.get(rect.sheet);
    if (own) own.push(rect);
    else sheets.set(rect.sheet, [rect]);
  }
  return sheets;
}

/** The same cells once, neighbours as one: a plan may name thousands of single cells. */
function joinedRects(rects: readonly SheetRect[]): readonly SheetRect[] {
  return [...bySheet(rects)].flatMap(([sheet, own]) => joinAreas(own).map((rect) => ({ row: rect.row, column: rect.column, rows: rect.rows, columns: rect.columns, sheet })));
}

function joinedLooks(requests: readonly LookRequest[]): readonly LookRequest[] {
  const byGroups = new Map<string, { readonly groups: readonly LookGroup[]; readonly rects: SheetRect[] }>();
  for (const { rect, groups } of requests) {
    const key = groups.join();
    const entry = byGroups.get(key);
    if (entry) entry.rects.push(rect);
    else byGroups.set(key, { groups, rects: [rect] });
  }
  return [...byGroups.values()].flatMap(({ groups, rects }) => joinedRects(rects).map((rect) => ({ rect, groups })));
}

/** Asks for all that a sheet holds before it is emptied or deleted. */
function wholeQuestion(sheet: string, take: (image: Image) => void, reading: CellReading, takeUsed: (used: Rect) => void): Question {
  return question(FACT_BYTES * 2, (context) => {
    const worksheet = context.workbook.worksheets.getItem(sheet);
    const used = worksheet.getUsedRangeOrNullObject(false).load([...RECT_PROPERTIES]);
    const formats = worksheet.getRange().conditionalFormats.load(["items/id", "items/type"]);
    return () => {
      const ids = formats.items.filter(({ type }) => type === "Custom").map(({ id }) => id);
      const own = ids.map((id) => formatQuestion(sheet, id, take));
      if (used.isNullObject) return own;
      const rect: SheetRect = { ...rectOf(used), sheet };
      takeUsed(rectOf(used));
      return [
        ...own,
        columnsQuestion({ sheet, first: rect.column, count: rect.columns }, take),
        rowsQuestion({ sheet, first: rect.row, count: rect.rows }, take),
        cellQuestion(rect, reading),
        ...usedLookQuestions(rect, (block) => take({ kind: "looks", block })),
        validationQuestion(rect, takeValidation(take)),
      ];
    };
  });
}

function takeValidation(take: (image: Image) => void): (block: ValidationBlock) => void {
  return ({ validation, ...rect }) => {
    // What could not be told apart cannot be put back: it is left as it is.
    if (validation !== "unclear") take({ kind: "validation", rect, validation });
  };
}

/** Formulas elsewhere that say the name of a sheet that is deleted. */
function lostQuestion(sheet: string, says: (formula: string) => boolean, take: (image: Image) => void): Question {
  return question(FACT_BYTES, (context) => {
    const used = context.workbook.worksheets.getItem(sheet).getUsedRangeOrNullObject(true).load([...RECT_PROPERTIES]);
    return () => {
      if (used.isNullObject) return [];
      const reading = cellReading(false, (rect, { formulas, values }) => {
        const concerned = formulas.map((line, r) => line.map((formula, c) => (typeof formula === "string" && formulaOf(formula, values[r]?.[c] ?? "") !== null && says(formula) ? formula : null)));
        if (concerned.some((line) => line.some((formula) => formula !== null))) take({ kind: "contents", rect, contents: concerned });
      });
      return [cellQuestion({ ...rectOf(used), sheet }, reading)];
    };
  });
}

/** What follows from the outline: images of what is not cells, and questions about what was not known before. */
function fromOutline(outline: Outline, needs: Needs, names: ReadonlySet<string>, take: (image: Image) => void, takeLocks: (block: LookBlock) => void): readonly Question[] {
  const questions: Question[] = [];
  for (const { id, protection } of outline.sheets) if (needs.protections.has(id)) take({ kind: "protection", sheet: id, options: protection });
  for (const name of names) {
    const existing = outline.names.find((item) => item.sheet === null && item.name.toLowerCase() === name.toLowerCase());
    take({ kind: "name", name, formula: existing?.formula ?? null, visible: existing?.visible ?? true });
  }
  for (const [position, { id, name, visibility }] of outline.sheets.entries()) if (needs.whole.has(id)) take({ kind: "sheet", sheet: id, name, position, visibility });
  const isProtected = new Set(outline.sheets.filter(({ protection }) => protection !== null).map(({ id }) => id));
  for (const rect of joinedRects(needs.locks.filter(({ sheet }) => isProtected.has(sheet)))) questions.push(lookQuestion({ rect, groups: ["protection"] }, takeLocks));
  if (needs.lost.length > 0) {
    const lost = outline.sheets.filter(({ id }) => needs.lost.includes(id)).flatMap(({ name }) => [`${name.toLowerCase()}!`, `${quoteSheetName(name).toLowerCase()}!`]);
    const says = (formula: string): boolean => lost.some((text) => formula.toLowerCase().includes(text));
    for (const { name, formula, visible, sheet } of outline.names) if (sheet === null && says(formula) && !names.has(name)) take({ kind: "name", name, formula, visible });
    for (const { id } of outline.sheets) if (!needs.whole.has(id)) questions.push(lostQuestion(id, says, take));
  }
  if (needs.hasRecord) {
    const { recordPart } = outline;
    if (recordPart === null) take({ kind: "record", xml: null });
    else {
      questions.push(
        question(RECORD_BYTES, (context) => {
          const xml = context.workbook.customXmlParts.getItem(recordPart).getXml();
          return () => {
            take({ kind: "record", xml: xml.value });
            return [];
          };
        }),
      );
    }
  }
  return questions;
}

/** About what a record takes. */
const RECORD_BYTES = 40_000;

/**
 * Reads what a plan touches, as images that put it back, together with the outline. Nothing of the workbook is changed.
 * `careful`: one of the sheets has more merged areas than Excel gives at once.
 * Errors: "cancelled", RefusedRequest.
 */
export async function capture(requests: Requests, payload: Payload, needs: Needs, names: ReadonlySet<string>, careful: boolean, options?: WorkOptions): Promise<Captured> {
  const images: Image[] = [];
  const take = (image: Image): void => void images.push(image);
  const merges = new Map<string, readonly Rect[]>();
  const used = new Map<string, Rect>();
  const formatted = new Map<string, string>();
  const unlocked = new Set<string>();
  const found: { outline: Outline | null } = { outline: null };
  const reading = cellReading(true, (rect, { formulas, values, numberFormats, isError }) => {
    numberFormats.forEach((line, r) => {
      line.forEach((format, c) => {
        if (format !== "General") formatted.set(cellKey(rect.sheet, rect.row + r, rect.column + c), format);
      });
    });
    const isBlank = formulas.every((line) => line.every((content) => content === ""));
    const written = (): (Content | null)[][] => formulas.map((line, r) => line.map((formula, c) => writtenAgain(formula, values[r]?.[c] ?? "", isError(r, c), numberFormats[r]?.[c] ?? "General")));
    take({ kind: "contents", rect, contents: isBlank ? "blank" : written() });
    if (needs.whole.has(rect.sheet)) take(numberFormatsImage(rect, numberFormats));
  });
  const formatReading = cellReading(true, (rect, { numberFormats }) => take(numberFormatsImage(rect, numberFormats)));
  const takeLocks = (block: LookBlock): void => {
    for (const { rect, look } of lookRects(block)) {
      if (look.protection?.locked !== false) continue;
      for (let row = rect.row; row < rect.row + rect.rows; row++) for (let column = rect.column; column < rect.column + rect.columns; column++) unlocked.add(cellKey(rect.sheet, row, column));
    }
  };
  const questions: Question[] = [
    question(FACT_BYTES * 4, (context) => {
      const read = queueOutline(context);
      return () => fromOutline((found.outline = read()), needs, names, take, takeLocks);
    }),
    ...[...new Set([...needs.panes, ...needs.whole])].map((sheet) => panesQuestion(sheet, take)),
    ...[...new Set([...needs.pages, ...needs.whole])].map((sheet) => pageQuestion(sheet, take)),
    ...needs.columns.map((need) => columnsQuestion(need, take)),
    ...needs.rows.map((need) => rowsQuestion(need, take)),
    ...needs.formats.map((rect) =>
      question(FACT_BYTES, (context) => {
        const there = rangeOf(context, rect).conditionalFormats.load("items/id");
        return () => {
          take({ kind: "formatsThere", rect, ids: there.items.map(({ id }) => id) });
          return [];
        };
      }),
    ),
    ...(careful ? [] : [...needs.touched]).map((sheet) =>
      question(FACT_BYTES * 4, (context) => {
        const areas = context.workbook.worksheets.getItem(sheet).getRange().getMergedAreasOrNullObject().load(AREA_PROPERTIES);
        return () => {
          merges.set(sheet, areaRects(areas));
          return [];
        };
      }),
    ),
    ...[...needs.whole].map((sheet) => wholeQuestion(sheet, take, reading, (rect) => used.set(sheet, rect))),
    ...joinedRects(needs.contents).map((rect) => cellQuestion(rect, reading)),
    ...joinedRects(needs.numberFormats).map((rect) => cellQuestion(rect, formatReading)),
    ...joinedLooks(needs.looks).map((request) => lookQuestion(request, (block) => take({ kind: "looks", block }))),
    ...joinedRects(needs.validations).map((rect) => validationQuestion(rect, takeValidation(take))),
  ];
  await ask(requests, payload, questions, options);
  if (careful) for (const sheet of needs.touched) merges.set(sheet, await readMerges(requests, sheet));
  const { outline } = found;
  if (!outline) throw new Error("no outline was read");
  const guarded = new Set(outline.sheets.filter(({ id, protection }) => protection !== null && !needs.protections.has(id)).map(({ id }) => id));
  for (const [index, image] of images.entries()) if (image.kind === "contents" && guarded.has(image.rect.sheet)) images[index] = onlyGiven(image, needs.given.get(image.rect.sheet) ?? new Set());
  for (const sheet of needs.whole) images.push({ kind: "cleared", sheet }, { kind: "merges", sheet, rects: merges.get(sheet) ?? [] });
  return {
    outline,
    images,
    merges,
    used,
    numberFormatAt: (sheet, row, column) => formatted.get(cellKey(sheet, row, column)) ?? "General",
    isLocked: (sheet, row, column) => !unlocked.has(cellKey(sheet, row, column)),
  };
}

/** On a sheet that stays protected only what the plan writes may be touched on the way back, too. */
function onlyGiven({ rect, contents }: Extract<Image, { kind: "contents" }>, given: ReadonlySet<number>): Image {
  const masked = Array.from({ length: rect.rows }, (_, r) =>
    Array.from({ length: rect.columns }, (__, c) => (given.has((rect.row + r) * MAX_COLUMNS + rect.column + c) ? (contents === "blank" ? "" : (contents[r]?.[c] ?? null)) : null)),
  );
  return { kind: "contents", rect, contents: masked };
}

function cellKey(sheet: string, row: number, column: number): string {
  return `${sheet}${String(row * MAX_COLUMNS + column)}`;
}

function numberFormatsImage(rect: SheetRect, formats: readonly (readonly string[])[]): Image {
  const first = formats[0]?.[0] ?? "General";
  return { kind: "numberFormats", rect, formats: formats.every((line) => line.every((format) => format === first)) ? first : formats };
}
