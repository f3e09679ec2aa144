import type { Rect } from "./address";
import type { CellValue } from "./cell";
import type { ProtectionOptions } from "../plan/edit";

/** How a cell looks, as far as recognition, the plan or a preview needs it. Colours are "RRGGBB". */
export type CellStyle = {
  readonly numberFormat: string;
  readonly bold: boolean;
  readonly italic: boolean;
  /** Points. */
  readonly fontSize: number;
  readonly fontColor: string | null;
  readonly fill: string | null;
  readonly horizontal: "general" | "left" | "center" | "right" | "fill" | "justify" | "centerContinuous" | "distributed";
  readonly indent: number;
  readonly wrap: boolean;
  readonly borderTop: boolean;
  readonly borderBottom: boolean;
  readonly borderLeft: boolean;
  readonly borderRight: boolean;
  readonly locked: boolean;
};

export type SheetProtection = {
  /** A password hash of any kind is present: it cannot be lifted without being given the password. */
  readonly hasPassword: boolean;
  /** What the protection allows, so that a plan which lifts it can put the same back; absent where the host did not read it. */
  readonly options?: ProtectionOptions;
};

export type ValidationSnapshot = {
  readonly areas: readonly Rect[];
  readonly type: "list" | "whole" | "decimal" | "date" | "time" | "textLength" | "custom" | "any";
  readonly formula1: string | null;
  readonly formula2: string | null;
};

export type TableSnapshot = {
  readonly name: string;
  readonly area: Rect;
  readonly columns: readonly string[];
  readonly hasHeaderRow: boolean;
  readonly hasTotalsRow: boolean;
};

/**
 * One sheet as plain data. `values`, `formulas` and `styles` are indexed from the top left of `used`.
 * Fields that were not asked for are empty arrays.
 */
export type SheetSnapshot = {
  readonly sheetId: string;
  readonly name: string;
  readonly kind: "worksheet" | "chartsheet" | "other";
  readonly visibility: "visible" | "hidden" | "veryHidden";
  /** Smallest rectangle around all cells with a value or a formula; formatting alone does not count. */
  readonly used: Rect | null;
  readonly values: readonly (readonly CellValue[])[];
  /** With leading "="; `null` where the cell has none. A row without any formula may be an empty array. */
  readonly formulas: readonly (readonly (string | null)[])[];
  /** Indexes into the workbook's `styleTable`. */
  readonly styles: readonly (readonly number[])[];
  readonly merges: readonly Rect[];
  readonly hiddenRows: readonly number[];
  readonly hiddenColumns: readonly number[];
  /** `null`: not protected. */
  readonly protection: SheetProtection | null;
  readonly validations: readonly ValidationSnapshot[];
  readonly conditionalFormats: readonly Rect[];
  readonly tables: readonly TableSnapshot[];
  readonly autoFilter: Rect | null;
};

/** What a sheet has in which nothing stands. */
export const NO_CONTENT = {
  used: null,
  values: [],
  formulas: [],
  styles: [],
  merges: [],
  hiddenRows: [],
  hiddenColumns: [],
  protection: null,
  validations: [],
  conditionalFormats: [],
  tables: [],
  autoFilter: null,
} as const satisfies Omit<SheetSnapshot, "sheetId" | "name" | "kind" | "visibility">;

export type DefinedName = {
  readonly name: string;
  /** Without leading "=". */
  readonly refersTo: string;
  /** `null`: the whole workbook's. */
  readonly sheetId: string | null;
  readonly hidden: boolean;
};

export type WorkbookSnapshot = {
  readonly sheets: readonly SheetSnapshot[];
  readonly styleTable: readonly CellStyle[];
  readonly names: readonly DefinedName[];
  readonly date1904: boolean;
  /** Text of the record kept in the workbook (see core/store), or `null`. */
  readonly record: string | null;
};

/** Value at an absolute position; `null` outside the used range. */
export function valueAt(sheet: SheetSnapshot, row: number, column: number): CellValue {
  if (!sheet.used) return null;
  return sheet.values[row - sheet.used.row]?.[column - sheet.used.column] ?? null;
}

/** Formula (with "=") at an absolute position, or `null`. */
export function formulaAt(sheet: SheetSnapshot, row: number, column: number): string | null {
  if (!sheet.used) return null;
  return sheet.formulas[row - sheet.used.row]?.[column - sheet.used.column] ?? null;
}

/** Style at an absolute position, or `null` where none was read. */
export function styleAt(workbook: WorkbookSnapshot, sheet: SheetSnapshot, row: number, column: number): CellStyle | null {
  if (!sheet.used) return null;
  const index = sheet.styles[row - sheet.used.row]?.[column - sheet.used.column];
  return index === undefined ? null : (workbook.styleTable[index] ?? null);
}
