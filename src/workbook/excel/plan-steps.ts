import { CodedError } from "../../core/coded-error";
import { cellA1, contains, MAX_COLUMNS, type Rect } from "../../core/grid/address";
import type { Edit, EditValue, StylePatch } from "../../core/plan/edit";
import type { Plan } from "../../core/plan/plan";
import type { Captured } from "./capture";
import { contentOverhead, contentStep, cutContents, givenRects, MAX_FORMULA, MAX_TEXT, numberFormatStep } from "./cell-steps";
import { writtenText, type Content } from "./contents";
import { pointsOfCharacters } from "./line-sizes";
import { groupsOf, invalidEdit, isInGrid } from "./needs";
import type { Outline } from "./outline";
import { recordStep } from "./own-part-steps";
import { bytesOf } from "./payload";
import { queuePage } from "./page-steps";
import type { SheetIds } from "./read-snapshot";
import { protectionFor } from "./sheet-protection";
import { rangeOf, type SheetRect } from "./sheet-rect";
import { smallStep, type Step } from "./steps";
import { applyValidation, validationFor } from "./validations";

type EditOf<Kind extends Edit["kind"]> = Extract<Edit, { kind: Kind }>;

/** A sheet while the plan is gone through. */
type PlannedSheet = {
  /** Id, or name of a sheet that the plan adds: what `getItem` finds it by. */
  readonly key: string;
  readonly name: string;
  isProtected: boolean;
  /** What the protection allowed before. */
  readonly former: Excel.WorksheetProtectionOptions | null;
  allows: Excel.WorksheetProtectionOptions;
  /** The plan adds or empties it: nothing of the user's is on it. */
  isOwn: boolean;
  merges: readonly Rect[];
};

/** Cells that a plan writes, for reading them afterwards. */
export type WrittenCells = {
  readonly rect: SheetRect;
  readonly isGiven: (row: number, column: number) => boolean;
  readonly expected: EditOf<"setFormulas"> | null;
  /** About what reading them takes. */
  readonly bytes: number;
};

export type PlanSteps = {
  /** Protections that the plan lifts, before everything else: a password then stops the plan while nothing is written. (XL-15) */
  readonly lifting: readonly Step[];
  readonly steps: readonly Step[];
  readonly written: readonly WrittenCells[];
  /** Number of cells written, each counted once. */
  readonly cells: number;
  /** Sheets that the plan adds: the id it chose → the name. */
  readonly added: ReadonlyMap<string, string>;
};

function allowed(sheet: PlannedSheet, option: keyof Excel.WorksheetProtectionOptions | null): void {
  if (sheet.isProtected && (option === null || sheet.allows[option] !== true)) throw new CodedError("sheet.protected", { sheet: sheet.name });
}

/** About what the result of a formula takes. */
const RESULT_BYTES = 10;

const HORIZONTAL = { general: "General", left: "Left", center: "Center", right: "Right" } as const;
const VERTICAL = { top: "Top", center: "Center", bottom: "Bottom" } as const;

/** About what a style takes: each of six borders is an object of its own. */
function styleBytes(style: StylePatch): number {
  return 560 + 230 * Object.keys(style).length + (style.border === undefined ? 0 : 2_250);
}

function queueStyle(range: Excel.Range, rect: Rect, style: StylePatch): void {
  const { format } = range;
  if (style.bold !== undefined) format.font.bold = style.bold;
  if (style.fontSize !== undefined) format.font.size = style.fontSize;
  if (style.fontColor !== undefined) format.font.color = `#${style.fontColor}`;
  if (style.fill === null) format.fill.clear();
  else if (style.fill !== undefined) format.fill.color = `#${style.fill}`;
  if (style.horizontal !== undefined) format.horizontalAlignment = HORIZONTAL[style.horizontal];
  if (style.vertical !== undefined) format.verticalAlignment = VERTICAL[style.vertical];
  if (style.wrap !== undefined) format.wrapText = style.wrap;
  if (style.indent !== undefined) format.indentLevel = style.indent;
  if (style.locked !== undefined) format.protection.locked = style.locked;
  if (style.border !== undefined) {
    const edges: Excel.BorderIndex[] = ["EdgeTop", "EdgeBottom", "EdgeLeft", "EdgeRight"] as Excel.BorderIndex[];
    if (rect.rows > 1) edges.push("InsideHorizontal" as Excel.BorderIndex);
    if (rect.columns > 1) edges.push("InsideVertical" as Excel.BorderIndex);
    for (const edge of edges) {
      const border = format.borders.getItem(edge);
      border.style = style.border === "none" ? "None" : "Continuous";
      if (style.border === "thin") border.weight = "Thin";
    }
  }
}

/**
 * Turns a plan into steps, checking as far as can be known beforehand. Errors: "cell.locked", "edit.merged-cell",
 * "edit.invalid", "sheet.protected", "sheet.not-found".
 */
export function planSteps(plan: Plan, outline: Outline, captured: Captured, ids: SheetIds): PlanSteps {
  const steps: Step[] = [];
  const lifting: Step[] = [];
  const lifted = new Set<string>();
  const written: WrittenCells[] = [];
  const places = new Map<string, Set<number>>();
  const added = new Map<string, string>();
  const formats = plannedFormats();
  const names = new Map(outline.names.filter(({ sheet }) => sheet === null).map(({ name }) => [name.toLowerCase(), name]));
  const sheets = new Map<string, PlannedSheet>(
    outline.sheets.map(({ id, name, protection }) => [
      ids.toPort(id),
      { key: id, name, isProtected: protection !== null, former: protection, allows: protection ?? {}, isOwn: false, merges: captured.merges.get(id) ?? [] },
    ]),
  );
  const order: string[] = outline.sheets.map(({ id }) => ids.toPort(id));

  const sheetOf = (sheetId: string): PlannedSheet => {
    const sheet = sheets.get(sheetId);
    if (!sheet) throw new CodedError("sheet.not-found", { sheet: sheetId });
    return sheet;
  };
  const rectOn = (sheet: PlannedSheet, { row, column, rows, columns }: Rect): SheetRect => ({ sheet: sheet.key, row, column, rows, columns });

  const formatAt = (sheetId: string, sheet: PlannedSheet, row: number, column: number): string => {
    const planned = formats.at(sheetId, row, column);
    if (planned !== null) return planned;
    return sheet.isOwn ? "General" : captured.numberFormatAt(sheet.key, row, column);
  };

  /** Writes what is given of a block. `contentAt`: `null` leaves the cell. */
  const write = (sheetId: string, area: Rect, contentAt: (row: number, column: number) => EditValue, isFormula: boolean, expected: EditOf<"setFormulas"> | null): void => {
    const sheet = sheetOf(sheetId);
    const rect = rectOn(sheet, area);
    const isGiven = (row: number, column: number): boolean => contentAt(row, column) !== null;
    const own = places.get(sheetId) ?? new Set<number>();
    places.set(sheetId, own);
    const merges = sheet.merges.filter((merge) => merge.row < area.row + area.rows && merge.row + merge.rows > area.row);
    const asText: SheetRect[] = [];
    let given = 0;
    const contents: (Content | null)[][] = [];
    for (let row = area.row; row < area.row + area.rows; row++) {
      const line: (Content | null)[] = [];
      for (let column = area.column; column < area.column + area.columns; column++) {
        const content = contentAt(row, column);
        if (content === null) {
          line.push(null);
          continue;
        }
        given += 1;
        const params = { sheet: sheet.name, cell: cellA1(row, column) };
        // Excel drops what is written into a covered cell without a word.
        if (merges.some((merge) => contains(merge, row, column) && (merge.row !== row || merge.column !== column))) throw new CodedError("edit.merged-cell", params);
        if (sheet.isProtected && captured.isLocked(sheet.key, row, column)) throw new CodedError("cell.locked", params);
        if (typeof content === "number" && !Number.isFinite(content)) throw invalidEdit("not-a-number", params);
        if (typeof content === "string" && content.length > (isFormula ? MAX_FORMULA : MAX_TEXT)) throw invalidEdit(isFormula ? "formula" : "text-too-long", params);
        if (isFormula && !(typeof content === "string" && content.startsWith("="))) throw invalidEdit("formula", params);
        own.add(row * MAX_COLUMNS + column);
        const format = formatAt(sheetId, sheet, row, column);
        // In a cell formatted as text a formula, and a number, would become a text.
        if (format === "@" && (isFormula || typeof content !== "string")) asText.push({ sheet: sheet.key, row, column, rows: 1, columns: 1 });
        line.push(isFormula || typeof content !== "string" ? content : writtenText(content, format));
      }
      contents.push(line);
    }
    if (given === 0) return;
    for (const cell of asText) steps.push(numberFormatStep(cell, "General"));
    const whole = contentStep(rect, contents);
    if (sheet.isProtected && given < area.rows * area.columns) {
      for (const part of givenRects(rect, isGiven)) steps.push(contentStep(part, cutContents(contents, rect, part)));
    } else steps.push(whole);
    for (const cell of asText) steps.push(numberFormatStep(cell, "@"));
    // A formula is read with its result, a constant twice.
    const bytes = whole.bytes - contentOverhead(rect);
    written.push({ rect, isGiven, expected, bytes: isFormula ? bytes + RESULT_BYTES * given : bytes * 2 });
  };

  for (const edit of plan.edits) {
    if ("area" in edit && !isInGrid(edit.area)) throw invalidEdit("out-of-grid");
    switch (edit.kind) {
      case "setValues":
        ensureShape(edit.area, edit.values);
        write(edit.area.sheetId, edit.area, (row, column) => edit.values[row - edit.area.row]?.[column - edit.area.column] ?? null, false, null);
        break;
      case "setFormulas":
        ensureShape(edit.area, edit.formulas);
        if (edit.expected) ensureShape(edit.area, edit.expected);
        write(edit.area.sheetId, edit.area, (row, column) => edit.formulas[row - edit.area.row]?.[column - edit.area.column] ?? null, true, edit);
        break;
      case "setStyle": {
        const sheet = sheetOf(edit.area.sheetId);
        const rect = rectOn(sheet, edit.area);
        const { numberFormat } = edit.style;
        allowed(sheet, edit.style.locked === undefined ? "allowFormatCells" : null);
        if (numberFormat !== undefined) {
          formats.set(edit.area, numberFormat);
          steps.push(numberFormatStep(rect, numberFormat));
        }
        if (groupsOf(edit.style).length > 0) steps.push(smallStep((context) => queueStyle(rangeOf(context, rect), rect, edit.style), styleBytes(edit.style)));
        break;
      }
      case "setValidation": {
        const sheet = sheetOf(edit.area.sheetId);
        const rect = rectOn(sheet, edit.area);
        const { rule } = edit;
        allowed(sheet, null);
        if (rule) ensureFits(sheet, rule);
        steps.push(smallStep((context) => applyValidation(rangeOf(context, rect), rule && validationFor(rule)), 1_100 + bytesOf(rule)));
        break;
      }
      case "setConditionalFormat": {
        const sheet = sheetOf(edit.area.sheetId);
        const rect = rectOn(sheet, edit.area);
        allowed(sheet, "allowFormatCells");
        steps.push(smallStep((context) => queueConditionalFormat(rangeOf(context, rect), edit.formula, edit.fill, edit.fontColor), 2_000));
        break;
      }
      case "setProtection": {
        const sheet = sheetOf(edit.sheetId);
        const { options } = edit;
        const { key, former, isProtected } = sheet;
        if (former && !lifted.has(key)) {
          lifting.push(smallStep((context) => context.workbook.worksheets.getItem(key).protection.unprotect()));
          lifted.add(key);
        } else if (isProtected) steps.push(smallStep((context) => context.workbook.worksheets.getItem(key).protection.unprotect()));
        if (options) steps.push(smallStep((context) => context.workbook.worksheets.getItem(key).protection.protect(protectionFor(options, former)), 1_200));
        sheet.isProtected = options !== null;
        sheet.allows = options ? protectionFor(options, former) : {};
        break;
      }
      case "addSheet": {
        sheets.set(edit.sheetId, { key: edit.name, name: edit.name, isProtected: false, former: null, allows: {}, isOwn: true, merges: [] });
        added.set(edit.sheetId, edit.name);
        const after = edit.after === null ? -1 : order.indexOf(edit.after);
        if (edit.after !== null && after < 0) throw new CodedError("sheet.not-found", { sheet: edit.after });
        order.splice(edit.after === null ? order.length : after + 1, 0, edit.sheetId);
        steps.push(
          smallStep((context) => {
            const sheet = context.workbook.worksheets.add(edit.name);
            if (edit.after !== null) sheet.position = after + 1;
            if (edit.visibility === "hidden") sheet.visibility = "Hidden";
          }, 1_200),
        );
        break;
      }
      case "deleteSheet": {
        const { key, name } = sheetOf(edit.sheetId);
        if (outline.sheets.every(({ id, visibility }) => id === key || visibility !== "Visible") && added.size === 0) throw invalidEdit("last-sheet", { sheet: name });
        const isVeryHidden = outline.sheets.some(({ id, visibility }) => id === key && visibility === "VeryHidden");
        steps.push(
          smallStep((context) => {
            const sheet = context.workbook.worksheets.getItem(key);
            // Excel deletes no very hidden sheet.
            if (isVeryHidden) sheet.visibility = "Hidden";
            sheet.delete();
          }),
        );
        sheets.delete(edit.sheetId);
        order.splice(order.indexOf(edit.sheetId), 1);
        break;
      }
      case "clearSheet": {
        const sheet = sheetOf(edit.sheetId);
        allowed(sheet, null);
        steps.push(clearStep(sheet.key, captured.used.get(sheet.key) ?? null));
        sheet.isOwn = true;
        sheet.merges = [];
        break;
      }
      case "defineName": {
        const existing = names.get(edit.name.toLowerCase());
        const { name, refersTo, hidden } = edit;
        if (refersTo === "") throw invalidEdit("name", { name });
        steps.push(nameStep(existing ?? null, name, refersTo === null ? null : `=${refersTo}`, !hidden));
        if (refersTo === null) names.delete(name.toLowerCase());
        else names.set(name.toLowerCase(), existing ?? name);
        break;
      }
      case "setColumns": {
        const sheet = sheetOf(edit.sheetId);
        allowed(sheet, "allowFormatColumns");
        const { key } = sheet;
        const { column, columns, width, hidden } = edit;
        steps.push(
          smallStep((context) => {
            const range = context.workbook.worksheets.getItem(key).getRangeByIndexes(0, column, 1, columns);
            if (width !== undefined) range.format.columnWidth = pointsOfCharacters(width);
            if (hidden !== undefined) range.columnHidden = hidden;
          }, 900),
        );
        break;
      }
      case "setRowHeight": {
        const sheet = sheetOf(edit.sheetId);
        allowed(sheet, "allowFormatRows");
        const { key } = sheet;
        const { row, rows, height } = edit;
        steps.push(
          smallStep((context) => {
            context.workbook.worksheets.getItem(key).getRangeByIndexes(row, 0, rows, 1).format.rowHeight = height;
          }, 850),
        );
        break;
      }
      case "mergeCells": {
        const sheet = sheetOf(edit.area.sheetId);
        if (!sheet.isOwn) throw invalidEdit("merge-foreign-sheet", { sheet: sheet.name });
        allowed(sheet, null);
        const rect = rectOn(sheet, edit.area);
        if (rect.rows * rect.columns === 1) break;
        if (sheet.merges.some((merge) => contains(merge, rect.row, rect.column))) throw invalidEdit("merge-overlap", { sheet: sheet.name });
        sheet.merges = [...sheet.merges, edit.area];
        steps.push(smallStep((context) => rangeOf(context, rect).merge(false)));
        break;
      }
      case "freezePanes": {
        const { key } = sheetOf(edit.sheetId);
        const { rows, columns } = edit;
        steps.push(smallStep((context) => queuePanes(context, key, { rows, columns }), 900));
        break;
      }
      case "setPageLayout": {
        const { key } = sheetOf(edit.sheetId);
        const { orientation, fitToWidth, titleRows, footer } = edit.layout;
        const page = {
          orientation: orientation === "landscape" ? ("Landscape" as const) : ("Portrait" as const),
          zoom: fitToWidth ? { horizontalFitToPages: 1 } : { scale: 100 },
          titleRows: titleRows && { row: titleRows.first, rows: titleRows.last - titleRows.first + 1, column: 0, columns: MAX_COLUMNS },
          footer,
        };
        steps.push(smallStep((context) => queuePage(context, key, page), 1_600));
        break;
      }
      case "setRecord":
        steps.push(recordStep(outline.recordPart, edit.record));
        break;
    }
  }
  let cells = 0;
  for (const own of places.values()) cells += own.size;
  return { lifting, steps, written, cells, added };
}

/** Up to so many cells are kept one by one. */
const FEW_CELLS = 256;

/** Number formats that a plan has given cells so far; the last one counts. */
function plannedFormats(): { readonly set: (area: Rect & { readonly sheetId: string }, format: string) => void; readonly at: (sheetId: string, row: number, column: number) => string | null } {
  type Given = { readonly format: string; readonly serial: number };
  const byCell = new Map<string, Given>();
  const areas: (Given & { readonly area: Rect & { readonly sheetId: string } })[] = [];
  let serial = 0;
  const key = (sheetId: string, row: number, column: number): string => `${sheetId} ${String(row * MAX_COLUMNS + column)}`;
  return {
    set(area, format) {
      serial += 1;
      if (area.rows * area.columns > FEW_CELLS) {
        areas.push({ area, format, serial });
        return;
      }
      for (let row = area.row; row < area.row + area.rows; row++) for (let column = area.column; column < area.column + area.columns; column++) byCell.set(key(area.sheetId, row, column), { format, serial });
    },
    at(sheetId, row, column) {
      let found = byCell.get(key(sheetId, row, column)) ?? null;
      for (const given of areas) if (given.area.sheetId === sheetId && contains(given.area, row, column) && given.serial > (found?.serial ?? 0)) found = given;
      return found?.format ?? null;
    },
  };
}

function ensureShape(area: Rect, rows: readonly (readonly unknown[])[]): void {
  if (rows.length !== area.rows || rows.some((row) => row.length !== area.columns)) throw invalidEdit("ragged");
}

function ensureFits(sheet: PlannedSheet, rule: NonNullable<EditOf<"setValidation">["rule"]>): void {
  const isFit = rule.promptTitle.length <= 32 && rule.errorTitle.length <= 32 && rule.prompt.length <= 255 && rule.error.length <= 255 && (rule.type !== "listOf" || rule.items.join(",").length <= 255);
  if (!isFit) throw invalidEdit("validation-too-long", { sheet: sheet.name });
  if (rule.type === "listOf" && (rule.items.length === 0 || rule.items.some((item) => item.includes(",")))) throw invalidEdit("validation-list", { sheet: sheet.name });
}

/** Adds a conditional format with a formula (with or without "=") and colours ("RRGGBB" or "#RRGGBB"). */
export function queueConditionalFormat(target: Excel.Range | Excel.RangeAreas, formula: string, fill: string | null, fontColor: string | null): void {
  const { custom } = target.conditionalFormats.add("Custom");
  const color = (hex: string): string => (hex.startsWith("#") ? hex : `#${hex}`);
  custom.rule.formula = formula.startsWith("=") ? formula : `=${formula}`;
  if (fill !== null) custom.format.fill.color = color(fill);
  if (fontColor !== null) custom.format.font.color = color(fontColor);
}

export function queuePanes(context: Excel.RequestContext, sheet: string, { rows, columns }: { readonly rows: number; readonly columns: number }): void {
  const worksheet = context.workbook.worksheets.getItem(sheet);
  worksheet.freezePanes.unfreeze();
  if (rows > 0 && columns > 0) worksheet.freezePanes.freezeAt(worksheet.getRangeByIndexes(0, 0, rows, columns));
  else if (rows > 0) worksheet.freezePanes.freezeRows(rows);
  else if (columns > 0) worksheet.freezePanes.freezeColumns(columns);
}

/** Defines, changes or removes a name of the workbook; `existing`: as it is spelt now. `formula` with "=". */
export function nameStep(existing: string | null, name: string, formula: string | null, visible: boolean): Step {
  return smallStep((context) => {
    const { names } = context.workbook;
    if (existing === null) {
      if (formula !== null) names.add(name, formula).visible = visible;
      return;
    }
    const item = names.getItem(existing);
    if (formula === null) item.delete();
    else {
      item.formula = formula;
      item.visible = visible;
    }
  }, 500 + bytesOf(formula));
}

/** Takes everything about its cells from a sheet; name, place and colour stay. `used`: where sizes may have been set. (XL-14) */
export function clearStep(sheet: string, used: Rect | null): Step {
  return smallStep((context) => {
    const worksheet = context.workbook.worksheets.getItem(sheet);
    const whole = worksheet.getRange();
    whole.unmerge();
    whole.conditionalFormats.clearAll();
    whole.dataValidation.clear();
    whole.clear("All");
    worksheet.freezePanes.unfreeze();
    if (!used) return;
    const range = worksheet.getRangeByIndexes(used.row, used.column, used.rows, used.columns);
    range.rowHidden = false;
    range.columnHidden = false;
    range.format.useStandardHeight = true;
    range.format.useStandardWidth = true;
  }, 4_000);
}
