import type { Rect } from "../../core/grid/address";
import type { CellValue } from "../../core/grid/cell";
import { NO_CONTENT, type CellStyle, type SheetSnapshot, type TableSnapshot, type ValidationSnapshot, type WorkbookSnapshot } from "../../core/grid/snapshot";
import type { ReadRequest, SnapshotField, WorkOptions } from "../port";
import { cellQuestion, cellReading, usualCellBytes } from "./cell-blocks";
import { formulaOf, valueOf } from "./contents";
import { lookRects, usedLookQuestions, type Line, type Look } from "./looks";
import { queueOutline, type Outline, type OutlineSheet } from "./outline";
import { partText } from "./own-parts";
import { readMerges } from "./merges";
import type { Payload } from "./payload";
import { ask, question, throwIfAborted, type Question } from "./questions";
import { RefusedRequest, type Requests } from "./requests";
import { AREA_PROPERTIES, areaRects, rangeOf, RECT_PROPERTIES, rectOf, type SheetRect } from "./sheet-rect";
import { sheetProtection } from "./sheet-protection";
import { validationQuestion, validationSnapshot } from "./validations";

/** Between the host's ids of sheets and the port's: a sheet that a plan added keeps the id that the plan chose. */
export type SheetIds = { readonly toPort: (id: string) => string; readonly toHost: (sheetId: string) => string };

type Shape = {
  readonly sheet: OutlineSheet;
  readonly used: Rect | null;
  readonly merges: readonly Rect[];
  readonly validated: readonly Rect[];
  readonly formats: readonly string[];
  readonly tables: readonly TableSnapshot[];
  readonly autoFilter: Rect | null;
  readonly hidesRows: boolean;
  readonly hidesColumns: boolean;
};

type Fields = ReadonlySet<SnapshotField>;

/** Asks what a sheet consists of. `careful`: without what Excel refuses on some sheets. */
function queueShape(context: Excel.RequestContext, sheet: OutlineSheet, fields: Fields, careful: boolean): () => Shape {
  const worksheet = context.workbook.worksheets.getItem(sheet.id);
  const whole = worksheet.getRange();
  const used = worksheet.getUsedRangeOrNullObject(true).load([...RECT_PROPERTIES, ...(fields.has("hidden") ? ["rowHidden", "columnHidden"] : [])]);
  const merged = careful ? null : whole.getMergedAreasOrNullObject().load(AREA_PROPERTIES);
  const validated = fields.has("validations") && !careful ? whole.getSpecialCellsOrNullObject("DataValidations").load(AREA_PROPERTIES) : null;
  const formats = fields.has("conditionalFormats") ? whole.conditionalFormats.load("items/id") : null;
  const tables = fields.has("tables") ? worksheet.tables.load(["items/id", "items/name", "items/showHeaders", "items/showTotals", "items/columns/items/name"]) : null;
  const filter = fields.has("tables") ? worksheet.autoFilter.getRangeOrNullObject().load([...RECT_PROPERTIES]) : null;
  return () => ({
    sheet,
    used: used.isNullObject ? null : rectOf(used),
    merges: merged ? areaRects(merged) : [],
    validated: validated ? areaRects(validated) : [],
    formats: formats?.items.map(({ id }) => id) ?? [],
    // Where a table lies is asked with the details.
    tables: tables?.items.map(({ name, showHeaders, showTotals, columns }) => ({ name, area: { row: 0, column: 0, rows: 1, columns: 1 }, columns: columns.items.map((column) => column.name), hasHeaderRow: showHeaders, hasTotalsRow: showTotals })) ?? [],
    autoFilter: filter && !filter.isNullObject ? rectOf(filter) : null,
    // `null`: some are hidden and some are not.
    hidesRows: fields.has("hidden") && !used.isNullObject && (used.rowHidden as boolean | null) !== false,
    hidesColumns: fields.has("hidden") && !used.isNullObject && (used.columnHidden as boolean | null) !== false,
  });
}

type Shapes = { readonly shapes: readonly Shape[]; readonly record: string | null };

/** Asks for the shapes of sheets and the record. */
function queueShapes(context: Excel.RequestContext, sheets: readonly OutlineSheet[], recordPart: string | null, fields: Fields, careful: boolean): () => Shapes {
  const xml = recordPart === null ? null : context.workbook.customXmlParts.getItem(recordPart).getXml();
  const shapes = sheets.map((sheet) => queueShape(context, sheet, fields, careful));
  return () => ({ record: xml && partText("record", xml.value), shapes: shapes.map((read) => read()) });
}

/** Refused at what is only refused on some sheets. */
function isForCareful(error: unknown): boolean {
  return error instanceof RefusedRequest && /getMergedAreas|getSpecialCells/.test(error.place);
}

async function readShapes(requests: Requests, sheets: readonly OutlineSheet[], recordPart: string | null, fields: Fields): Promise<Shapes> {
  try {
    return await requests.send((context) => queueShapes(context, sheets, recordPart, fields, false));
  } catch (error) {
    if (!isForCareful(error)) throw error;
    const { record, shapes } = await requests.send((context) => queueShapes(context, sheets, recordPart, fields, true));
    const careful: Shape[] = [];
    for (const shape of shapes) {
      const { used } = shape;
      const merges = await readMerges(requests, shape.sheet.id);
      careful.push({ ...shape, merges, validated: used && fields.has("validations") ? [used] : [] });
    }
    return { record, shapes: careful };
  }
}

/** What is remembered of the last reading, so that the next one can ask for everything about the sheets at once, and in as few requests as fit. */
export type Memory = {
  outline: Outline | null;
  /** Bytes that a cell of a sheet took, by sheet and kind of reading. */
  readonly cellBytes: Map<string, { value: number }>;
};

/** What a cell of a sheet took when it was last read in this way, else what is usual; learned further by whoever reads it now. */
export function rememberedCellBytes({ cellBytes }: Memory, sheet: string, way: "contents" | "looks too" | "results", usual: number): { value: number } {
  const key = `${sheet} ${way}`;
  const known = cellBytes.get(key) ?? { value: usual };
  cellBytes.set(key, known);
  return known;
}

/**
 * Outline and shapes in one request, where the sheets are still those that are remembered; `null` where they are not, or where
 * Excel refuses something about one of them.
 */
async function readRemembered(requests: Requests, remembered: Outline, fields: Fields): Promise<({ readonly outline: Outline } & Shapes) | null> {
  try {
    const read = await requests.send((context) => {
      const outline = queueOutline(context);
      const shapes = queueShapes(context, remembered.sheets, remembered.recordPart, fields, false);
      return () => ({ outline: outline(), ...shapes() });
    });
    const { outline } = read;
    const isSame = outline.recordPart === remembered.recordPart && outline.sheets.length === remembered.sheets.length && outline.sheets.every(({ id }, index) => id === remembered.sheets[index]?.id);
    return isSame ? { ...read, shapes: read.shapes.map((shape, index) => ({ ...shape, sheet: outline.sheets[index] ?? shape.sheet })) } : null;
  } catch (error) {
    if (isForCareful(error) || (error instanceof RefusedRequest && error.code === "ItemNotFound")) return null;
    throw error;
  }
}

type Details = {
  readonly formats: Map<string, readonly Rect[]>;
  readonly tables: Map<string, readonly Rect[]>;
  readonly hiddenRows: Map<string, readonly number[]>;
  readonly hiddenColumns: Map<string, readonly number[]>;
  readonly validations: Map<string, ValidationSnapshot[]>;
};

function hiddenLines(flags: readonly (boolean | undefined)[], first: number): readonly number[] {
  return flags.flatMap((hidden, index) => (hidden === true ? [first + index] : []));
}

const DETAIL_BYTES = 900;
const LINE_BYTES = 24;

/** What is only known after the shape: where conditional formats, tables and validations lie, which lines are hidden. */
function detailQuestions(shape: Shape, details: Details): readonly Question[] {
  const { used } = shape;
  const { id } = shape.sheet;
  const questions: Question[] = [];
  if (shape.formats.length > 0) {
    questions.push(
      question(DETAIL_BYTES * shape.formats.length, (context) => {
        const collection = context.workbook.worksheets.getItem(id).getRange().conditionalFormats;
        const formats = shape.formats.map((format) => collection.getItem(format).getRanges().load(AREA_PROPERTIES));
        return () => void details.formats.set(id, formats.flatMap(areaRects));
      }),
    );
  }
  if (shape.tables.length > 0) {
    questions.push(
      question(DETAIL_BYTES * shape.tables.length, (context) => {
        const worksheet = context.workbook.worksheets.getItem(id);
        const tables = shape.tables.map(({ name }) => worksheet.tables.getItem(name).getRange().load([...RECT_PROPERTIES]));
        return () => void details.tables.set(id, tables.map(rectOf));
      }),
    );
  }
  if (used && shape.hidesRows) {
    questions.push(
      question(DETAIL_BYTES + LINE_BYTES * used.rows, (context) => {
        const rows = rangeOf(context, { ...used, sheet: id }).getRowProperties({ rowHidden: true });
        return () => void details.hiddenRows.set(id, hiddenLines(rows.value.map(({ rowHidden }) => rowHidden), used.row));
      }),
    );
  }
  if (used && shape.hidesColumns) {
    questions.push(
      question(DETAIL_BYTES + LINE_BYTES * used.columns, (context) => {
        const columns = rangeOf(context, { ...used, sheet: id }).getColumnProperties({ columnHidden: true });
        return () => void details.hiddenColumns.set(id, hiddenLines(columns.value.map(({ columnHidden }) => columnHidden), used.column));
      }),
    );
  }
  for (const rect of shape.validated) {
    questions.push(
      validationQuestion({ ...rect, sheet: id }, (block) => {
        const validation = validationSnapshot(block);
        if (validation) details.validations.set(id, [...(details.validations.get(id) ?? []), validation]);
      }),
    );
  }
  return questions;
}

const HORIZONTAL: Readonly<Record<string, CellStyle["horizontal"]>> = {
  General: "general",
  Left: "left",
  Center: "center",
  Right: "right",
  Fill: "fill",
  Justify: "justify",
  CenterAcrossSelection: "centerContinuous",
  Distributed: "distributed",
};

function hexOf(color: string | undefined): string | null {
  return color === undefined || !/^#[0-9A-Fa-f]{6}$/.test(color) ? null : color.slice(1).toUpperCase();
}

/** A look as recognition knows it. Black is what Excel says of the automatic colour too, so it is none. */
function styleOf({ fill, font, fontColor: color, alignment, protection, borders }: Look, numberFormat: string): CellStyle {
  const has = (line: Line | undefined): boolean => line !== undefined && line.style !== "None";
  const fontColor = hexOf(color?.color);
  return {
    numberFormat,
    bold: font?.bold ?? false,
    italic: font?.italic ?? false,
    fontSize: font?.size ?? 11,
    fontColor: fontColor === "000000" ? null : fontColor,
    fill: fill?.pattern === "None" ? null : hexOf(fill?.color),
    horizontal: HORIZONTAL[alignment?.horizontal ?? ""] ?? "general",
    indent: alignment?.indent ?? 0,
    wrap: alignment?.wrap ?? false,
    borderTop: has(borders?.top),
    borderBottom: has(borders?.bottom),
    borderLeft: has(borders?.left),
    borderRight: has(borders?.right),
    locked: protection?.locked ?? true,
  };
}

/** Cells of one sheet while they are put together. */
type Cells = { readonly used: Rect; readonly values: CellValue[][]; readonly formulas: (string | null)[][]; readonly numberFormats: string[][]; readonly looks: Look[][] };

function emptyCells(used: Rect): Cells {
  const matrix = <T>(fill: T): T[][] => Array.from({ length: used.rows }, () => Array.from({ length: used.columns }, () => fill));
  return { used, values: matrix<CellValue>(null), formulas: matrix<string | null>(null), numberFormats: matrix("General"), looks: matrix<Look>({}) };
}

/** Looks that are put together of two are made once. */
function lookMerger(): (a: Look, b: Look) => Look {
  const known = new Map<Look, Map<Look, Look>>();
  return (a, b) => {
    let byOther = known.get(a);
    if (!byOther) known.set(a, (byOther = new Map<Look, Look>()));
    let merged = byOther.get(b);
    if (!merged) byOther.set(b, (merged = { ...a, ...b }));
    return merged;
  };
}

function styleNumbers(): { readonly table: CellStyle[]; readonly numberOf: (look: Look, numberFormat: string) => number } {
  const table: CellStyle[] = [];
  const byKey = new Map<string, number>();
  const known = new Map<Look, Map<string, number>>();
  return {
    table,
    numberOf(look, numberFormat) {
      let byFormat = known.get(look);
      if (!byFormat) known.set(look, (byFormat = new Map<string, number>()));
      let number = byFormat.get(numberFormat);
      if (number === undefined) {
        const style = styleOf(look, numberFormat);
        const key = JSON.stringify(style);
        number = byKey.get(key);
        if (number === undefined) {
          number = table.push(style) - 1;
          byKey.set(key, number);
        }
        byFormat.set(numberFormat, number);
      }
      return number;
    },
  };
}

/** Asks for the cells of a used range. */
function cellQuestions(sheet: string, cells: Cells, fields: Fields, merge: ReturnType<typeof lookMerger>, memory: Memory): readonly Question[] {
  const { used } = cells;
  const rect: SheetRect = { ...used, sheet };
  const questions: Question[] = [];
  if (fields.has("values") || fields.has("formulas") || fields.has("styles")) {
    const reading = cellReading(fields.has("styles"), (block, result) => {
      for (let r = 0; r < block.rows; r++) {
        const [values, formulas, formats] = [result.values[r] ?? [], result.formulas[r] ?? [], result.numberFormats[r]];
        const at = block.row - used.row + r;
        cells.values[at] = values.map((value, c) => valueOf(value, result.isError(r, c)));
        cells.formulas[at] = formulas.map((formula, c) => formulaOf(formula, values[c] ?? ""));
        if (formats) cells.numberFormats[at] = [...formats];
      }
    });
    questions.push(cellQuestion(rect, reading, rememberedCellBytes(memory, sheet, reading.withFormats ? "looks too" : "contents", usualCellBytes(reading.withFormats))));
  }
  if (fields.has("styles")) {
    questions.push(
      ...usedLookQuestions(rect, (block) => {
        for (const { rect: part, look } of lookRects(block)) {
          for (let row = part.row; row < part.row + part.rows; row++) {
            const line = cells.looks[row - used.row];
            if (!line) continue;
            for (let column = part.column - used.column; column < part.column - used.column + part.columns; column++) line[column] = merge(line[column] ?? {}, look);
          }
        }
      }),
    );
  }
  return questions;
}

const VISIBILITY = { Visible: "visible", Hidden: "hidden", VeryHidden: "veryHidden" } as const;

/** A row without any formula is empty. */
function sparse(formulas: readonly (readonly (string | null)[])[]): readonly (readonly (string | null)[])[] {
  return formulas.map((line) => (line.some((formula) => formula !== null) ? line : []));
}

/** The sheets wanted with their shapes. */
async function readOutlined(requests: Requests, ids: SheetIds, request: ReadRequest, fields: Fields, memory: Memory, options: WorkOptions | undefined): Promise<{ readonly outline: Outline } & Shapes> {
  const known = memory.outline && request.sheets === "all" ? await readRemembered(requests, memory.outline, fields) : null;
  throwIfAborted(options);
  if (known) {
    memory.outline = known.outline;
    return known;
  }
  const outline = await requests.send(queueOutline);
  memory.outline = outline;
  throwIfAborted(options);
  options?.onProgress?.({ done: 1, total: 4 });
  const wanted = request.sheets === "all" ? null : new Set(request.sheets.map(ids.toHost));
  const chosen = outline.sheets.filter(({ id }) => wanted === null || wanted.has(id));
  return { outline, ...(await readShapes(requests, chosen, outline.recordPart, fields)) };
}

/** Reads what was asked for. Rules XL-4 to XL-8. */
export async function readSnapshot(requests: Requests, payload: Payload, ids: SheetIds, request: ReadRequest, memory: Memory, options?: WorkOptions): Promise<WorkbookSnapshot> {
  const fields: Fields = new Set(request.fields);
  const { outline, shapes, record } = await readOutlined(requests, ids, request, fields, memory, options);
  throwIfAborted(options);
  options?.onProgress?.({ done: 2, total: 4 });
  const details: Details = { formats: new Map(), tables: new Map(), hiddenRows: new Map(), hiddenColumns: new Map(), validations: new Map() };
  const cells = new Map<string, Cells>();
  const merge = lookMerger();
  const questions = shapes.flatMap((shape) => {
    const { sheet, used } = shape;
    if (!used) return detailQuestions(shape, details);
    const own = emptyCells(used);
    cells.set(sheet.id, own);
    return [...detailQuestions(shape, details), ...cellQuestions(sheet.id, own, fields, merge, memory)];
  });
  await ask(requests, payload, questions, options);
  options?.onProgress?.({ done: 4, total: 4 });
  const styles = styleNumbers();
  const sheets = shapes.map((shape): SheetSnapshot => {
    const { sheet } = shape;
    const own = cells.get(sheet.id);
    return {
      ...NO_CONTENT,
      sheetId: ids.toPort(sheet.id),
      name: sheet.name,
      kind: "worksheet",
      visibility: VISIBILITY[sheet.visibility],
      used: shape.used,
      merges: shape.merges,
      values: own && fields.has("values") ? own.values : [],
      formulas: own && fields.has("formulas") ? sparse(own.formulas) : [],
      styles: own && fields.has("styles") ? own.looks.map((line, r) => line.map((look, c) => styles.numberOf(look, own.numberFormats[r]?.[c] ?? "General"))) : [],
      hiddenRows: details.hiddenRows.get(sheet.id) ?? [],
      hiddenColumns: details.hiddenColumns.get(sheet.id) ?? [],
      protection: fields.has("protection") ? sheetProtection(sheet) : null,
      validations: details.validations.get(sheet.id) ?? [],
      conditionalFormats: details.formats.get(sheet.id) ?? [],
      tables: shape.tables.map((table, index) => ({ ...table, area: details.tables.get(sheet.id)?.[index] ?? table.area })),
      autoFilter: shape.autoFilter,
    };
  });
  const names = outline.names.map(({ name, formula, visible, sheet }) => ({ name, refersTo: formula.slice(1), sheetId: sheet === null ? null : ids.toPort(sheet), hidden: !visible }));
  return { sheets, styleTable: styles.table, names, date1904: false, record };
}
