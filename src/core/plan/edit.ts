import type { Area } from "../grid/address";
import type { CellValue } from "../grid/cell";

/** A value to write: `null` leaves the cell as it is, "" clears it. Text is written as text, never as a formula. */
export type EditValue = string | number | boolean | null;

/** Only the given keys change. Colours are "RRGGBB"; `fill: null` takes the fill away. */
export type StylePatch = {
  readonly numberFormat?: string;
  readonly bold?: boolean;
  readonly fontSize?: number;
  readonly fontColor?: string;
  readonly fill?: string | null;
  readonly horizontal?: "general" | "left" | "center" | "right";
  readonly vertical?: "top" | "center" | "bottom";
  readonly wrap?: boolean;
  readonly indent?: number;
  readonly border?: "thin" | "none";
  readonly locked?: boolean;
};

export type ValidationRule = (
  | { readonly type: "decimal" | "whole"; readonly min: number; readonly max: number }
  | { readonly type: "list"; /** Range or name, without "=". */ readonly source: string }
  | { readonly type: "listOf"; /** Together at most 255 characters. */ readonly items: readonly string[] }
  | { readonly type: "custom"; /** Without "=", relative to the area's first cell. */ readonly formula: string }
) & {
  readonly allowBlank: boolean;
  readonly severity: "stop" | "warning" | "information";
  readonly promptTitle: string;
  readonly prompt: string;
  readonly errorTitle: string;
  readonly error: string;
};

export type ProtectionOptions = {
  readonly allowFormatCells: boolean;
  readonly allowFormatColumns: boolean;
  readonly allowSort: boolean;
  readonly allowAutoFilter: boolean;
};

export type PageLayout = {
  readonly orientation: "portrait" | "landscape";
  readonly fitToWidth: boolean;
  /** Rows repeated at the top of every page, zero-based, or `null`. */
  readonly titleRows: { readonly first: number; readonly last: number } | null;
  /** Excel's header/footer codes, for example "&C第 &P 页，共 &N 页". */
  readonly footer: string;
};

/**
 * A change as plain data. The union is closed: a host handles every member or does not compile.
 * Two-dimensional arrays have exactly `rows` × `columns` of their area. In a merged area only the anchor
 * may be given; the other cells are `null`.
 */
export type Edit =
  | { readonly kind: "setValues"; readonly area: Area; readonly values: readonly (readonly EditValue[])[] }
  | {
      readonly kind: "setFormulas";
      readonly area: Area;
      /** With leading "="; `null` leaves the cell as it is. */
      readonly formulas: readonly (readonly (string | null)[])[];
      /** What the core computed for the same cells, compared with what the host calculates; `null`: not computed. */
      readonly expected: readonly (readonly CellValue[])[] | null;
    }
  | { readonly kind: "setStyle"; readonly area: Area; readonly style: StylePatch }
  | { readonly kind: "setValidation"; readonly area: Area; readonly rule: ValidationRule | null }
  | {
      readonly kind: "setConditionalFormat";
      readonly area: Area;
      /** Without "=", relative to the area's first cell. */
      readonly formula: string;
      readonly fill: string;
      readonly fontColor: string;
    }
  | { readonly kind: "setProtection"; readonly sheetId: string; readonly options: ProtectionOptions | null }
  | {
      readonly kind: "addSheet";
      /** Chosen by the planner, unused so far; later edits of the same plan refer to it. */
      readonly sheetId: string;
      readonly name: string;
      readonly visibility: "visible" | "hidden";
      /** Put right after this sheet; `null`: at the end. */
      readonly after: string | null;
    }
  | { readonly kind: "deleteSheet"; readonly sheetId: string }
  /** Empties a sheet of our own (values, formulas, formats, merges, validations) so that it can be written anew. */
  | { readonly kind: "clearSheet"; readonly sheetId: string }
  | {
      readonly kind: "defineName";
      readonly name: string;
      /** Without leading "="; `null` removes the name. */
      readonly refersTo: string | null;
      readonly hidden: boolean;
    }
  | {
      readonly kind: "setColumns";
      readonly sheetId: string;
      readonly column: number;
      readonly columns: number;
      /** In characters of the default font. */
      readonly width?: number;
      readonly hidden?: boolean;
    }
  | { readonly kind: "setRowHeight"; readonly sheetId: string; readonly row: number; readonly rows: number; /** Points. */ readonly height: number }
  /** Only on a sheet that the same plan adds or clears. */
  | { readonly kind: "mergeCells"; readonly area: Area }
  | { readonly kind: "freezePanes"; readonly sheetId: string; readonly rows: number; readonly columns: number }
  | { readonly kind: "setPageLayout"; readonly sheetId: string; readonly layout: PageLayout }
  /** The text of the record kept in the workbook; `null` removes it. At most one in a plan. */
  | { readonly kind: "setRecord"; readonly record: string | null };
