import type { Area, Rect } from "../core/grid/address";
import type { CellValue } from "../core/grid/cell";
import type { WorkbookSnapshot } from "../core/grid/snapshot";
import type { Plan, PlanPurpose } from "../core/plan/plan";

/** Work done so far. `total` is 0 where it is not known. */
export type Progress = { readonly done: number; readonly total: number };

export type WorkOptions = {
  /** Aborting rejects with CodedError "cancelled" and leaves the workbook as it was. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
};

/** Sheet properties beyond values that a reader may ask for; names, visibility, `used` and merges always come. */
export type SnapshotField = "values" | "formulas" | "styles" | "protection" | "validations" | "conditionalFormats" | "hidden" | "tables";

export type ReadRequest = {
  /** `"all"`, or the sheets wanted. Sheets not asked for are left out of the snapshot. */
  readonly sheets: "all" | readonly string[];
  readonly fields: readonly SnapshotField[];
};

/** Contents of a rectangle that somebody may have changed, and values of calculated cells that may depend on it. */
export type CellsRequest = { readonly area: Area; readonly calculated: readonly Area[] };

/** Row by row. `calculated` follows the request. */
export type CellsRead = {
  /** As a snapshot's: the smallest rectangle around the contents of the area's sheet. */
  readonly used: Rect | null;
  readonly values: readonly (readonly CellValue[])[];
  /** With leading "="; `null` where the cell has none. */
  readonly formulas: readonly (readonly (string | null)[])[];
  readonly numberFormats: readonly (readonly string[])[];
  readonly calculated: readonly (readonly (readonly CellValue[])[])[];
};

/** A cell whose calculated value differs from what the core expected of it. */
export type Disagreement = { readonly area: Area; readonly expected: CellValue; readonly actual: CellValue };

/** Proof of an apply and the way back. Opaque to all but the host that made it; lives in memory. */
/** A formula that the host could not calculate after a change that reaches it: its cell keeps a value that may be out of date. */
export type Uncalculated = {
  readonly area: Area;
  readonly sheetName: string;
  /** "depends": it reads another such cell; the others say what cannot be calculated there. */
  readonly reason: "function" | "syntax" | "external" | "circular" | "depends" | "spill";
  /** The function's name, or the reference concerned. */
  readonly detail: string;
};

export type Receipt = {
  readonly plan: Plan;
  readonly host: string;
  /** Number of cells written. */
  readonly cells: number;
  /** Cells where the host's calculation and the core's differ. Empty when all is well. */
  readonly disagreements: readonly Disagreement[];
  /** Formulas that the change reaches and the host cannot calculate, causes before what depends on them. */
  readonly uncalculated: readonly Uncalculated[];
  readonly undoToken: unknown;
};

/**
 * `area`: `null` where it is not one rectangle of cells that kept their places (rows inserted, several areas).
 * `purpose`: that of the plan by which the edit was made or taken back; absent where somebody typed in the spreadsheet program.
 */
export type EditedEvent = { readonly sheetId: string; readonly area: Rect | null; readonly purpose?: PlanPurpose };

export type Capabilities = {
  readonly host: "file" | "excel";
  /** Writing clears the host program's own undo list. */
  readonly clearsUndo: boolean;
  /** The workbook was opened read-only: what is written has to be saved under another name. */
  readonly readOnly: boolean;
};

/**
 * What a host must do. Every method may reject with a CodedError; after a rejected `apply` or `undo` the
 * workbook is as it was before.
 */
export type WorkbookPort = {
  readonly capabilities: Capabilities;
  read(request: ReadRequest, options?: WorkOptions): Promise<WorkbookSnapshot>;
  /**
   * Reads a few cells with as little asking as there can be; `null` where a sheet is gone, or where more has to be asked to know.
   * `area` and all areas of `calculated` lie in used ranges.
   */
  readCells(request: CellsRequest, options?: WorkOptions): Promise<CellsRead | null>;
  /** All or nothing. Errors: "sheet.protected-password", "cell.locked", "sheet.not-found", "edit.invalid", "cancelled". */
  apply(plan: Plan, options?: WorkOptions): Promise<Receipt>;
  /** Puts back what was there before. Error "undo.changed-since" names the cells that changed meanwhile. */
  undo(receipt: Receipt, options?: WorkOptions): Promise<void>;
  reveal(area: Area): Promise<void>;
  /** Draws frames around areas until others are given, without touching the workbook; absent where a host cannot. */
  outline?(areas: readonly Area[]): Promise<void>;
  /** What is selected in the grid that people see, at most one rectangle; `null` where there is no grid or nothing is selected. */
  selection(): Promise<Area | null>;
  /** Returns the function that takes the handler away. */
  onEdited(handler: (event: EditedEvent) => void): () => void;
};
