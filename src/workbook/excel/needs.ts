import { CodedError } from "../../core/coded-error";
import { MAX_COLUMNS, MAX_ROWS, type Rect } from "../../core/grid/address";
import type { Edit, StylePatch } from "../../core/plan/edit";
import type { LookGroup } from "./looks";
import type { Outline } from "./outline";
import type { SheetIds } from "./read-snapshot";
import type { SheetRect } from "./sheet-rect";

/** What of the workbook a plan touches, and so has to be read before it is written. */
export type Needs = {
  readonly contents: SheetRect[];
  readonly looks: { readonly rect: SheetRect; readonly groups: readonly LookGroup[] }[];
  readonly numberFormats: SheetRect[];
  readonly validations: SheetRect[];
  readonly formats: SheetRect[];
  readonly columns: { readonly sheet: string; readonly first: number; readonly count: number }[];
  readonly rows: { readonly sheet: string; readonly first: number; readonly count: number }[];
  readonly panes: string[];
  readonly pages: string[];
  /** Sheets that are emptied or deleted: everything about them. */
  readonly whole: Set<string>;
  /** Sheets that are deleted: formulas elsewhere may say their names. */
  readonly lost: string[];
  /** Cells that are written while their sheet may be protected: they must not be locked. */
  readonly locks: SheetRect[];
  /** The cells of these that are given, by sheet, as row × 2^14 + column. */
  readonly given: Map<string, Set<number>>;
  /** Sheets whose protection the plan sets or lifts. */
  readonly protections: Set<string>;
  /** The plan writes or removes the record. */
  hasRecord: boolean;
  /** Sheets whose cells are touched. */
  readonly touched: Set<string>;
};

/** An edit that no workbook takes: a planner's mistake. */
export function invalidEdit(reason: string, params: Readonly<Record<string, string | number>> = {}): CodedError {
  return new CodedError("edit.invalid", { reason, ...params });
}

/** Groups of looks that a patch changes, number formats aside. */
export function groupsOf(style: StylePatch): readonly LookGroup[] {
  const groups: LookGroup[] = [];
  if (style.fill !== undefined) groups.push("fill");
  if (style.bold !== undefined || style.fontSize !== undefined) groups.push("font");
  if (style.fontColor !== undefined) groups.push("fontColor");
  if (style.horizontal !== undefined || style.vertical !== undefined || style.wrap !== undefined || style.indent !== undefined) groups.push("alignment");
  if (style.locked !== undefined) groups.push("protection");
  if (style.border !== undefined) groups.push("borders");
  return groups;
}

export function isInGrid({ row, column, rows, columns }: Rect): boolean {
  return [row, column, rows, columns].every(Number.isInteger) && row >= 0 && column >= 0 && rows >= 1 && columns >= 1 && row + rows <= MAX_ROWS && column + columns <= MAX_COLUMNS;
}

function sheetIdOf(edit: Edit): string | null {
  if ("area" in edit) return edit.area.sheetId;
  return "sheetId" in edit ? edit.sheetId : null;
}

function addGiven(needs: Needs, rect: SheetRect, contents: readonly (readonly unknown[])[]): void {
  const given = needs.given.get(rect.sheet) ?? new Set<number>();
  needs.given.set(rect.sheet, given);
  contents.forEach((line, r) => {
    line.forEach((content, c) => {
      if (content !== null) given.add((rect.row + r) * MAX_COLUMNS + rect.column + c);
    });
  });
}

/** What a plan touches. What it adds itself needs no image. Error: "edit.invalid". */
export function needsOf(edits: readonly Edit[], ids: SheetIds): Needs {
  const needs: Needs = { contents: [], looks: [], numberFormats: [], validations: [], formats: [], columns: [], rows: [], panes: [], pages: [], whole: new Set(), lost: [], locks: [], given: new Map(), protections: new Set(), hasRecord: false, touched: new Set() };
  const added = new Set<string>();
  const lifted = new Set<string>();
  for (const edit of edits) {
    if (edit.kind === "addSheet") {
      added.add(edit.sheetId);
      continue;
    }
    if (edit.kind === "setRecord") {
      if (needs.hasRecord) throw invalidEdit("two-records");
      needs.hasRecord = true;
    }
    if ("area" in edit && !isInGrid(edit.area)) throw invalidEdit("out-of-grid");
    const sheetId = sheetIdOf(edit);
    if (sheetId === null || added.has(sheetId)) continue;
    const sheet = ids.toHost(sheetId);
    needs.touched.add(sheet);
    if (edit.kind === "setProtection") needs.protections.add(sheet);
    if (edit.kind === "setProtection" && edit.options === null) lifted.add(sheet);
    // What a sheet held before it was emptied is in its image already.
    if (needs.whole.has(sheet)) continue;
    const rect = "area" in edit ? { sheet, row: edit.area.row, column: edit.area.column, rows: edit.area.rows, columns: edit.area.columns } : null;
    switch (edit.kind) {
      case "setValues":
      case "setFormulas":
        if (!rect) break;
        needs.contents.push(rect);
        if (lifted.has(sheet)) break;
        needs.locks.push(rect);
        addGiven(needs, rect, edit.kind === "setValues" ? edit.values : edit.formulas);
        break;
      case "setStyle":
        if (rect && groupsOf(edit.style).length > 0) needs.looks.push({ rect, groups: groupsOf(edit.style) });
        if (rect && edit.style.numberFormat !== undefined) needs.numberFormats.push(rect);
        break;
      case "setValidation":
        if (rect) needs.validations.push(rect);
        break;
      case "setConditionalFormat":
        if (rect) needs.formats.push(rect);
        break;
      case "setColumns":
        needs.columns.push({ sheet, first: edit.column, count: edit.columns });
        break;
      case "setRowHeight":
        needs.rows.push({ sheet, first: edit.row, count: edit.rows });
        break;
      case "freezePanes":
        needs.panes.push(sheet);
        break;
      case "setPageLayout":
        needs.pages.push(sheet);
        break;
      case "deleteSheet":
        needs.whole.add(sheet);
        needs.lost.push(sheet);
        break;
      case "clearSheet":
        needs.whole.add(sheet);
        break;
      default:
    }
  }
  return needs;
}

/** Refuses a plan about sheets that are not there, or with names that are taken. Errors: "sheet.not-found", "edit.sheet-name-taken", "edit.invalid". */
export function checkSheets(edits: readonly Edit[], outline: Outline, ids: SheetIds): void {
  const byId = new Set(outline.sheets.map(({ id }) => ids.toPort(id)));
  const names = new Set(outline.sheets.map(({ name }) => name.toLowerCase()));
  for (const edit of edits) {
    if (edit.kind === "addSheet") {
      if (names.has(edit.name.toLowerCase())) throw new CodedError("edit.sheet-name-taken", { sheet: edit.name });
      if (byId.has(edit.sheetId)) throw invalidEdit("sheet-id-taken", { sheet: edit.sheetId });
      byId.add(edit.sheetId);
      names.add(edit.name.toLowerCase());
      continue;
    }
    const sheetId = sheetIdOf(edit);
    if (sheetId !== null && !byId.has(sheetId)) throw new CodedError("sheet.not-found", { sheet: sheetId });
    if (edit.kind !== "deleteSheet") continue;
    byId.delete(edit.sheetId);
    const gone = outline.sheets.find(({ id }) => ids.toPort(id) === edit.sheetId);
    if (gone) names.delete(gone.name.toLowerCase());
  }
}
