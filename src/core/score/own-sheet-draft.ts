import type { Rect } from "../grid/address";
import type { StylePatch, ValidationRule } from "../plan/edit";
import type { SheetDraft } from "./sheet-draft";
import type { ScoreSheetTexts } from "./sheet-texts";

/** A sheet of ours being drafted: cells, and what is defined and set beside them. */
export type OwnSheetDraft = {
  readonly draft: SheetDraft;
  readonly names: { name: string; area: Rect; hidden: boolean }[];
  readonly validations: { area: Rect; rule: ValidationRule }[];
  readonly heights: { row: number; rows: number; height: number }[];
  readonly texts: ScoreSheetTexts;
};

/** Excel's limit for a validation's message. */
const MAX_MESSAGE = 225;

// How sheets of ours look.
export const TITLE: StylePatch = { bold: true, fontSize: 16 };
export const SECTION: StylePatch = { bold: true, fontSize: 12, fill: "DDEBF7" };
export const HEADER: StylePatch = { bold: true, fill: "F2F2F2", border: "thin", horizontal: "center", vertical: "center", wrap: true };
export const CELL: StylePatch = { border: "thin" };
/** Cells that people may change. */
export const INPUT: StylePatch = { border: "thin", fill: "FFF9DB", locked: false };
export const NOTE: StylePatch = { fontColor: "7F7F7F" };
export const HIDDEN_TEXT: StylePatch = { numberFormat: ";;;", fontColor: "FFFFFF" };

/** The area of one cell. */
export function cell(row: number, column: number): Rect {
  return { row, column, rows: 1, columns: 1 };
}

/** A cell that takes one of `items` and nothing else. */
export function listRule(texts: ScoreSheetTexts, items: readonly string[]): ValidationRule {
  return { type: "listOf", items, allowBlank: false, severity: "stop", promptTitle: "", prompt: "", errorTitle: texts["scheme.invalid.title"], error: items.join("、").slice(0, MAX_MESSAGE) };
}
