import type { Rect } from "../../../core/grid/address";
import type { CellValue } from "../../../core/grid/cell";
import type { CellLook, LookChange } from "../read/cell-look";

export type { BorderLine, CellLook, LookChange } from "../read/cell-look";

/** What a grid shows before it knows any sheet: the tabs, and the looks that cells name by number. */
export type WorkbookView = {
  readonly sheets: readonly SheetTab[];
  /** Sheet on display when the workbook was saved, as the file says; `null` where it names none. It may be hidden. */
  readonly savedActive: string | null;
  /** By the number that cells, rows and columns carry. */
  readonly looks: readonly CellLook[];
};

export type SheetTab = {
  readonly sheetId: string;
  readonly name: string;
  readonly kind: "worksheet" | "chartsheet" | "other";
  readonly visibility: "visible" | "hidden" | "veryHidden";
  /** "RRGGBB" or `null`. */
  readonly tabColor: string | null;
};

/** Neighbouring rows or columns, zero-based, both ends included. */
export type Span = { readonly first: number; readonly last: number };

/** A list to choose from, or another check of what is entered, with what is said about it. */
export type ViewValidation = {
  readonly areas: readonly Rect[];
  readonly type: "list" | "whole" | "decimal" | "date" | "time" | "textLength" | "custom" | "any";
  /** Lists: their items as text, ranges and names resolved; `null` where they could not be, or it is no list. At most 1,000. */
  readonly items: readonly string[] | null;
  readonly dropdown: boolean;
  readonly prompt: { readonly title: string; readonly text: string } | null;
};

/** A sheet without its cells. Widths and heights are pixels at 100 %. Rules VW-1 to VW-7. */
export type SheetView = {
  readonly sheetId: string;
  readonly name: string;
  readonly kind: "worksheet" | "chartsheet" | "other";
  /** Rows and columns up to the last one with a content, a format or a merge. */
  readonly rows: number;
  readonly columns: number;
  readonly defaultWidth: number;
  readonly defaultHeight: number;
  readonly columnSpans: readonly (Span & { readonly width: number; readonly hidden: boolean; readonly look: number })[];
  readonly heights: readonly (Span & { readonly height: number })[];
  readonly rowLooks: readonly (Span & { readonly look: number })[];
  readonly hiddenRows: readonly Span[];
  readonly merges: readonly Rect[];
  readonly frozenRows: number;
  readonly frozenColumns: number;
  readonly gridlines: boolean;
  /** Per cent. */
  readonly zoom: number;
  readonly rightToLeft: boolean;
  /** `null`: not protected. Cells are locked by their look unless an open range holds them. */
  readonly protection: { readonly hasPassword: boolean; readonly openRanges: readonly Rect[] } | null;
  readonly validations: readonly ViewValidation[];
  /** Kinds of conditional formats that `viewBlock` does not evaluate, by the file's names ("iconSet"). */
  readonly undrawn: readonly string[];
};

/** A data bar: where it begins and ends in its cell, as parts of the width. */
export type ViewBar = { readonly from: number; readonly to: number; readonly color: string; readonly showValue: boolean };

/** A cell with a content, a format of its own or a conditional format. */
export type ViewCell = {
  readonly row: number;
  readonly column: number;
  readonly value: CellValue;
  /** With leading "="; absent where the cell has none. */
  readonly formula?: string;
  /** As a person reads it, in its number format. */
  readonly text: string;
  /** What stands in the editor when the cell is opened. */
  readonly edit: string;
  readonly look: number;
  /** What the conditional formats and the colours in the number format change. */
  readonly change?: LookChange;
  readonly bar?: ViewBar;
};

export type BlockView = { readonly sheetId: string; readonly area: Rect; readonly cells: readonly ViewCell[] };
