import type { Rect } from "../../core/grid/address";
import type { Content } from "./contents";
import type { LookBlock } from "./looks";
import type { SheetRect } from "./sheet-rect";
import type { Validation } from "./validations";

/** Frozen rows and columns from the top left. */
export type Panes = { readonly rows: number; readonly columns: number };

/** What a plan can set of how a sheet is printed. `titleRows`: an address, or `null`. */
export type Page = { readonly orientation: "Portrait" | "Landscape"; readonly zoom: Excel.PageLayoutZoomOptions; readonly titleRows: Rect | null; readonly footer: string };

/** Lines that share a size and whether they are hidden. Sizes are points. */
export type Lines = { readonly first: number; readonly count: number; readonly size: number; readonly hidden: boolean };

/**
 * A piece of a workbook as it shall be again. Plain data, so that a journal can keep it; it says what shall be and not what
 * to do, so that putting it back twice does no harm. Sheets are named by Excel's ids.
 */
export type Image =
  /** What to write, cell by cell; `null` leaves a cell. "blank": all of it is to be empty. */
  | { readonly kind: "contents"; readonly rect: SheetRect; readonly contents: readonly (readonly (Content | null)[])[] | "blank" }
  | { readonly kind: "numberFormats"; readonly rect: SheetRect; readonly formats: readonly (readonly string[])[] | string }
  | { readonly kind: "looks"; readonly block: LookBlock }
  | { readonly kind: "validation"; readonly rect: SheetRect; readonly validation: Validation | null }
  /** Conditional formats that were there on these cells; others came with the plan and go again. */
  | { readonly kind: "formatsThere"; readonly rect: SheetRect; readonly ids: readonly string[] }
  /** One of a sheet that was emptied, to be made anew. */
  | { readonly kind: "format"; readonly rects: readonly SheetRect[]; readonly formula: string; readonly fill: string | null; readonly fontColor: string | null }
  | { readonly kind: "protection"; readonly sheet: string; readonly options: Excel.WorksheetProtectionOptions | null }
  /** A sheet that was not there. */
  | { readonly kind: "noSheet"; readonly name: string }
  /** A sheet that was there: it is added where it is gone. */
  | { readonly kind: "sheet"; readonly sheet: string; readonly name: string; readonly position: number; readonly visibility: "Visible" | "Hidden" | "VeryHidden" }
  /** Everything about the cells of a sheet goes before the other images of it are put back. */
  | { readonly kind: "cleared"; readonly sheet: string }
  | { readonly kind: "merges"; readonly sheet: string; readonly rects: readonly Rect[] }
  | { readonly kind: "name"; readonly name: string; readonly formula: string | null; readonly visible: boolean }
  | { readonly kind: "columns"; readonly sheet: string; readonly lines: readonly Lines[] }
  | { readonly kind: "rows"; readonly sheet: string; readonly lines: readonly Lines[] }
  | { readonly kind: "panes"; readonly sheet: string; readonly panes: Panes }
  | { readonly kind: "page"; readonly sheet: string; readonly page: Page }
  | { readonly kind: "record"; readonly xml: string | null };
