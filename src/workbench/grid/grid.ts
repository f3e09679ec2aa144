import type { Area, Rect } from "../../core/grid/address";
import type { Locale } from "../../i18n/texts";
import type { Entry } from "../../workbook/file/view/entry";
import type { BlockView, SheetView, WorkbookView } from "../../workbook/file/view/view";

/** What a grid shows: the tabs, and the sheets that were read so far. */
export type ShownWorkbook = { readonly view: WorkbookView; readonly sheets: readonly SheetView[]; readonly active: string; readonly block: BlockView | null };

/** Where the grid gets what it shows, and whom it tells what people do. */
export type GridHost = {
  readonly viewSheet: (sheetId: string) => Promise<SheetView>;
  readonly viewBlock: (sheetId: string, area: Rect) => Promise<BlockView>;
  readonly edit: (entries: readonly Entry[]) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly selected: (areas: readonly Area[]) => void;
  /** A cell is locked and its sheet protected. */
  readonly locked: () => void;
  /** Something that this grid does not do. */
  readonly refused: () => void;
  /** The active sheet is another one. */
  readonly activated: (sheet: SheetView) => void;
  readonly failed: (error: unknown) => void;
};

/** The spreadsheet view. It owns nothing: everything it shows comes from its host. */
export type Grid = {
  /** Starts what the first workbook would otherwise wait for; does nothing once there is one. Resolves when that is done. */
  prepare(): Promise<void>;
  /** `seen`: told once when the first cells are drawn; never where another workbook comes before. */
  show(workbook: ShownWorkbook, seen: () => void): void;
  /** The workbook changed: shows what it is now; `view` and the active sheet's view are fresh. */
  refresh(view: WorkbookView, sheet: SheetView | null): void;
  /** Sheet on display, or `null`. */
  activeSheet(): string | null;
  /** Selects an area and scrolls to it, on its sheet. */
  reveal(area: Area): Promise<void>;
  /** Draws frames around areas until others are given. */
  outline(areas: readonly Area[]): void;
  setLocale(locale: Locale): void;
  setDark(dark: boolean): void;
  focus(): void;
  dispose(): void;
};
