import type { Area, Rect } from "../core/grid/address";
import type { FileNotice, FileWorkbook } from "../workbook/file/file-workbook";
import type { Entry, EntryNotice } from "../workbook/file/view/entry";
import type { BlockView, SheetView, WorkbookView } from "../workbook/file/view/view";
import type { WorkOptions } from "../workbook/port";

/** Cells are loaded by blocks so large, from multiples of it on. */
export const BLOCK_ROWS = 100;
export const BLOCK_COLUMNS = 64;

/** A workbook just opened, with as much as the first picture needs. */
export type OpenedWorkbook = {
  readonly id: string;
  readonly view: WorkbookView;
  /** Sheets read so far: the active one, and others as long as that takes no time that anybody notices. */
  readonly sheets: readonly SheetView[];
  readonly active: string;
  /** The first rows of the active sheet. */
  readonly block: BlockView;
  readonly losses: readonly FileNotice[];
  readonly warnings: readonly FileNotice[];
  readonly extension: FileWorkbook["extension"];
};

/** What else to do than to look: said by the file to whoever shows it. */
export type FileEvent =
  | { readonly kind: "reveal"; readonly area: Area }
  /** None takes the outlines away. */
  | { readonly kind: "outline"; readonly areas: readonly Area[] }
  /** The workbook is not what it was. `by`: the grid's own edit, or the pane. */
  | { readonly kind: "changed"; readonly by: "grid" | "pane"; readonly canUndo: boolean; readonly canRedo: boolean; readonly dirty: boolean };

/** Cells were changed, or nothing was because nothing differs. */
export type EditOutcome = { readonly changed: boolean; readonly notices: readonly EntryNotice[] };

/** Sum and count of what is selected, as the status line shows them. */
export type SelectionFigures = { readonly numbers: number; readonly filled: number; readonly sum: number; readonly average: number | null };

/**
 * The workbook in a worker, as the page sees it. Errors are CodedErrors; after one everything is as it was. Only `open`
 * and `listen` may be called before a workbook is open. Rules VW-20 to VW-27.
 */
export type FileService = {
  /** The workbook open before stays when this fails. */
  open(file: { readonly bytes: Uint8Array; readonly name: string }, options?: WorkOptions): Promise<OpenedWorkbook>;
  viewWorkbook(argument: null): Promise<WorkbookView>;
  viewSheet(sheetId: string): Promise<SheetView>;
  viewBlock(block: { readonly sheetId: string; readonly area: Rect }): Promise<BlockView>;
  /** All or nothing. */
  edit(entries: readonly Entry[]): Promise<EditOutcome>;
  /** Takes back or repeats the grid's own edits; `null`: there is none. The area is where it happened. */
  undo(argument: null): Promise<Area | null>;
  redo(argument: null): Promise<Area | null>;
  figures(areas: readonly Area[]): Promise<SelectionFigures | null>;
  /** The bytes as they are now; the workbook counts as saved. */
  save(argument: null): Promise<Uint8Array>;
  /** What is selected in the grid, for the pane. */
  select(area: Area | null): Promise<void>;
  /** Serves the workbook's port to the pane at the other end. */
  connectPane(end: { readonly port: MessagePort }): Promise<void>;
  /** The page's handler; there is one. */
  listen(handler: (event: FileEvent) => void): Promise<void>;
};
