import { parse, tokenize } from "@borgar/fx/xlsx";
import { CodedError } from "../../../core/coded-error";
import { cellA1, intersection, MAX_COLUMNS, MAX_ROWS, type Rect, toA1 } from "../../../core/grid/address";
import type { Edit, EditValue, StylePatch } from "../../../core/plan/edit";
import { parseFragment, attributeOf } from "../xml/xml-fragment";
import { overlaps } from "./area-arithmetic";
import { draftedSheet, type EditContext, type EditedSheet, invalidEdit, isProtected, markWritten, stylesDraft } from "./edit-context";
import { type CellContent, type DraftCell, hasFormula } from "./draft-cell";
import { draftCell, draftRowStyle, type SheetDraft, styleCells, writeCell } from "./sheet-draft";
import { protectionXml } from "./sheet-elements";
import { isLockedStyle, patchedStyle, patchKey } from "./style-draft";
import { renameHeader } from "./table-edits";

type Drafted = EditedSheet & { readonly draft: SheetDraft };

/** Longest text of a cell and longest formula that Excel takes. */
const MAX_TEXT = 32_767;
const MAX_FORMULA = 8_192;
/** A style edit makes a cell for every place of its area. */
const MAX_STYLED_CELLS = 2_000_000;

/** Refuses areas outside the grid. */
export function checkArea(sheet: EditedSheet, area: Rect): void {
  const numbers = [area.row, area.column, area.rows, area.columns];
  const isFit =
    numbers.every(Number.isInteger) && area.row >= 0 && area.column >= 0 && area.rows >= 1 && area.columns >= 1 && area.row + area.rows <= MAX_ROWS && area.column + area.columns <= MAX_COLUMNS;
  if (!isFit) throw invalidEdit("out-of-grid", { sheet: sheet.name });
}

function checkShape(sheet: EditedSheet, area: Rect, rows: readonly (readonly unknown[])[]): void {
  checkArea(sheet, area);
  if (rows.length !== area.rows || rows.some((row) => row.length !== area.columns)) throw invalidEdit("ragged", { sheet: sheet.name, cell: toA1(area) });
}

/** Style of a cell that is not there: the row's, else the column's. */
function bareStyleAt(sheet: Drafted, row: number, column: number): number {
  const fromRow = draftRowStyle(sheet.draft, row);
  if (fromRow !== null) return fromRow;
  // An emptied sheet has no column formats any more.
  if (sheet.isOwn) return 0;
  return sheet.parsed?.columnSpans.find((span) => column >= span.first && column <= span.last)?.style ?? 0;
}

/** Locked cells of a protected sheet are refused, as Excel refuses them. Rule FH-30. */
function checkLock(context: EditContext, sheet: Drafted, row: number, column: number, style: number): void {
  const open = sheet.parsed?.protection?.openRanges ?? [];
  if (open.some((range) => row >= range.row && row < range.row + range.rows && column >= range.column && column < range.column + range.columns)) return;
  if (isLockedStyle(stylesDraft(context), style)) {
    throw new CodedError("cell.locked", { sheet: sheet.name, cell: cellA1(row, column) });
  }
}

/** Refuses what protection forbids unless the sheet's own options allow it. */
export function checkProtectionAllows(sheet: Drafted, attribute: string | null): void {
  if (!isProtected(sheet)) return;
  const allowed = attribute === null ? null : attributeOf(parseFragment(protectionXml(sheet.draft) ?? ""), attribute);
  if (allowed !== "0" && allowed !== "false") throw new CodedError("sheet.protected", { sheet: sheet.name });
}

/** Places of the area that must stay empty because a merge covers them. */
function checkMerges(sheet: Drafted, area: Rect, isGiven: (row: number, column: number) => boolean): void {
  for (const merge of sheet.merges) {
    const common = intersection(merge, area);
    if (!common) continue;
    for (let row = common.row; row < common.row + common.rows; row++) {
      for (let column = common.column; column < common.column + common.columns; column++) {
        if ((row !== merge.row || column !== merge.column) && isGiven(row, column)) {
          throw invalidEdit("merged-cell", { sheet: sheet.name, cell: cellA1(row, column) });
        }
      }
    }
  }
}

/** A part of an array formula cannot be changed; all of it can. */
function checkArrays(sheet: Drafted, area: Rect, isGiven: (row: number, column: number) => boolean): void {
  if (sheet.isOwn) return;
  for (const { array } of sheet.parsed?.cells.formulas.values() ?? []) {
    if (!array || (array.rows === 1 && array.columns === 1) || !overlaps(array, area)) continue;
    let given = 0;
    let first: string | null = null;
    for (let row = array.row; row < array.row + array.rows; row++) {
      for (let column = array.column; column < array.column + array.columns; column++) {
        const inside = row >= area.row && row < area.row + area.rows && column >= area.column && column < area.column + area.columns;
        if (!inside || !isGiven(row, column)) continue;
        given++;
        first ??= cellA1(row, column);
      }
    }
    if (first !== null && given < array.rows * array.columns) throw invalidEdit("array-part", { sheet: sheet.name, cell: first });
  }
}

function contentOf(sheet: Drafted, value: string | number | boolean, row: number, column: number): CellContent {
  if (value === "") return { kind: "empty" };
  if (typeof value === "number" && !Number.isFinite(value)) throw invalidEdit("not-a-number", { sheet: sheet.name, cell: cellA1(row, column) });
  if (typeof value === "string" && value.length > MAX_TEXT) throw invalidEdit("text-too-long", { sheet: sheet.name, cell: cellA1(row, column) });
  return { kind: "value", value: Object.is(value, -0) ? 0 : value };
}

function writeContents(context: EditContext, sheet: Drafted, area: Rect, contentAt: (row: number, column: number) => CellContent | null): void {
  const isGiven = (row: number, column: number): boolean => contentAt(row, column) !== null;
  checkMerges(sheet, area, isGiven);
  checkArrays(sheet, area, isGiven);
  const guarded = isProtected(sheet);
  for (let row = area.row; row < area.row + area.rows; row++) {
    for (let column = area.column; column < area.column + area.columns; column++) {
      const content = contentAt(row, column);
      if (!content) continue;
      const before: DraftCell | null = draftCell(sheet.draft, row, column);
      const style = before ? before.style : bareStyleAt(sheet, row, column);
      if (guarded) checkLock(context, sheet, row, column, style);
      renameHeader(context, sheet, row, column, content);
      if (content.kind === "formula" || hasFormula(before)) context.formulasChanged = true;
      writeCell(sheet.draft, row, column, style, content);
      markWritten(context, sheet.sheetId, row * MAX_COLUMNS + column);
    }
  }
}

export function setValues(context: EditContext, edit: Extract<Edit, { kind: "setValues" }>): void {
  const { area, values } = edit;
  const sheet = draftedSheet(context, area.sheetId);
  checkShape(sheet, area, values);
  writeContents(context, sheet, area, (row, column) => {
    const value: EditValue = values[row - area.row]?.[column - area.column] ?? null;
    return value === null ? null : contentOf(sheet, value, row, column);
  });
}

/** Shapes of formulas found to be well-formed, which they are in every workbook: a batch checks each once. */
const soundShapes = new Set<string>();
const MAX_SOUND_SHAPES = 20_000;

/** Formulas alike but for their numbers are checked once. */
function formulaChecker(sheet: Drafted): (formula: string, row: number, column: number) => void {
  return (formula, row, column) => {
    if (!formula.startsWith("=") || formula.length > MAX_FORMULA) throw invalidEdit("formula", { sheet: sheet.name, cell: cellA1(row, column) });
    const shape = formula.replace(/\d+/g, "1");
    if (soundShapes.has(shape)) return;
    try {
      parse(tokenize(formula));
    } catch (error) {
      throw new CodedError("edit.invalid", { reason: "formula", sheet: sheet.name, cell: cellA1(row, column) }, { cause: error });
    }
    if (soundShapes.size >= MAX_SOUND_SHAPES) soundShapes.clear();
    soundShapes.add(shape);
  };
}

export function setFormulas(context: EditContext, edit: Extract<Edit, { kind: "setFormulas" }>): void {
  const { area, formulas, expected } = edit;
  const sheet = draftedSheet(context, area.sheetId);
  checkShape(sheet, area, formulas);
  if (expected) checkShape(sheet, area, expected);
  const check = formulaChecker(sheet);
  writeContents(context, sheet, area, (row, column) => {
    const formula = formulas[row - area.row]?.[column - area.column] ?? null;
    if (formula === null) return null;
    check(formula, row, column);
    return { kind: "formula", formula };
  });
}

export function setStyle(context: EditContext, area: Rect & { readonly sheetId: string }, style: StylePatch): void {
  const sheet = draftedSheet(context, area.sheetId);
  checkArea(sheet, area);
  // Excel gives what is typed its number format even where formats are protected.
  const isTyped = context.purpose === "edit" && Object.keys(style).every((key) => key === "numberFormat");
  if (!isTyped) checkProtectionAllows(sheet, style.locked === undefined ? "formatCells" : null);
  if (area.rows * area.columns > MAX_STYLED_CELLS) throw invalidEdit("too-large", { sheet: sheet.name, cell: toA1(area) });
  const colors = [style.fill, style.fontColor].filter((color) => typeof color === "string");
  if (colors.some((color) => !/^[0-9A-Fa-f]{6}$/.test(color))) throw invalidEdit("color", { sheet: sheet.name, cell: toA1(area) });
  const styles = stylesDraft(context);
  const key = patchKey(style);
  const known = new Map<number, number>();
  const patched = (before: number): number => {
    const after = known.get(before) ?? patchedStyle(styles, before, style, key);
    known.set(before, after);
    return after;
  };
  for (let row = area.row; row < area.row + area.rows; row++) {
    styleCells(sheet.draft, row, area.column, area.column + area.columns - 1, (column) => bareStyleAt(sheet, row, column), patched);
  }
}
