import type { Rect } from "../../../src/core/grid/address";
import type { CellValue } from "../../../src/core/grid/cell";
import type { Calculation } from "../../../src/workbook/file/calc/calculation";
import { createFormatTable, type FormatTable } from "./cell-format";
import { createSheet, type SheetModel } from "./sheet-model";

export type NameModel = {
  readonly id: string;
  readonly name: string;
  /** `null`: the whole workbook's. */
  readonly sheetId: string | null;
  /** With leading "=". */
  formula: string;
  visible: boolean;
  comment: string;
};

export type CustomXmlPartModel = { readonly id: string; xml: string };

/** Who made a change: this add-in, the person at this Excel, or a co-author. */
export type Author = "addIn" | "user" | "coAuthor";

export type ModelEvent =
  | { readonly kind: "changed"; readonly sheet: SheetModel; readonly rect: Rect; readonly author: Author; readonly before: CellValue; readonly after: CellValue }
  | { readonly kind: "formatChanged"; readonly sheet: SheetModel; readonly rect: Rect; readonly author: Author }
  | { readonly kind: "selectionChanged" | "protectionChanged" | "calculated" | "rowHiddenChanged"; readonly sheet: SheetModel; readonly author: Author; readonly address: string }
  | { readonly kind: "added" | "deleted" | "activated" | "deactivated"; readonly sheet: SheetModel; readonly author: Author }
  | { readonly kind: "tableAdded" | "tableDeleted"; readonly sheet: SheetModel; readonly tableId: string; readonly tableName: string; readonly author: Author }
  | { readonly kind: "tableChanged"; readonly sheet: SheetModel; readonly tableId: string; readonly rect: Rect; readonly author: Author };

export type CalculationMode = "Automatic" | "AutomaticExceptTables" | "Manual";

export type ChangedCell = { readonly sheetId: string; readonly row: number; readonly column: number };

export type CalculationState = {
  mode: CalculationMode;
  /** Until the end of the batch. */
  isSuspended: boolean;
  engine: Calculation | null;
  /** Changed cells that the engine has not seen. */
  pending: ChangedCell[];
  /** Something changed that asks for all formulas again. */
  needsAll: boolean;
  /** Values that the engine knows and the cells do not show yet: calculation was manual or suspended. */
  isHeldBack: boolean;
  /** An edit since that lets an automatic calculation run. */
  isTriggered: boolean;
};

/** A workbook as the simulated Excel holds it; everything about it can change. */
export type WorkbookModel = {
  name: string;
  /** Opened read-only: everything can be changed and nothing saved under the same name. */
  readOnly: boolean;
  readonly sheets: SheetModel[];
  active: SheetModel;
  names: NameModel[];
  customXmlParts: CustomXmlPartModel[];
  readonly formats: FormatTable;
  readonly calculation: CalculationState;
  date1904: boolean;
  /** Serial date and time of TODAY and NOW. */
  now: number;
  /** Workbook structure protected: no sheets may be added, deleted, renamed, moved or hidden. */
  structure: { readonly password: string | null } | null;
  readonly events: ModelEvent[];
  author: Author;
  lastId: number;
};

/** 30 November 2026: a workbook of the simulated Excel has the same today at every run. */
const DEFAULT_NOW = 46356;

/** A workbook with one empty sheet, as Excel opens a new one. */
export function createWorkbook(sheetName = "Sheet1"): WorkbookModel {
  const sheet = createSheet("{00000000-0001-0000-0000-000000000000}", sheetName);
  return {
    name: "Book1.xlsx",
    readOnly: false,
    sheets: [sheet],
    active: sheet,
    names: [],
    customXmlParts: [],
    formats: createFormatTable(),
    calculation: { mode: "Automatic", isSuspended: false, engine: null, pending: [], needsAll: false, isHeldBack: false, isTriggered: false },
    date1904: false,
    now: DEFAULT_NOW,
    structure: null,
    events: [],
    author: "addIn",
    lastId: 1,
  };
}

/** A new identifier in the form of Excel's. */
export function nextId(workbook: WorkbookModel): string {
  workbook.lastId += 1;
  return `{00000000-${workbook.lastId.toString(16).padStart(4, "0").toUpperCase()}-0000-0000-000000000000}`;
}

/** By name (as Excel compares names) or by id. */
export function findSheet(workbook: WorkbookModel, key: string): SheetModel | undefined {
  const folded = key.toLowerCase();
  return workbook.sheets.find((sheet) => sheet.name.toLowerCase() === folded || sheet.id === key);
}

export function findName(workbook: WorkbookModel, name: string, sheetId: string | null): NameModel | undefined {
  const folded = name.toLowerCase();
  return workbook.names.find((item) => item.sheetId === sheetId && item.name.toLowerCase() === folded);
}
