import type { Rect } from "../../../src/core/grid/address";
import { HostError } from "../protocol/host-error";
import { formatOf } from "./cell-format";
import { formatsIn } from "./formats";
import type { SheetModel } from "./sheet-model";
import type { WorkbookModel } from "./workbook-model";

/** Options of `WorksheetProtectionOptions` that are yes or no. */
export const PROTECTION_FLAGS = [
  "allowAutoFilter",
  "allowDeleteColumns",
  "allowDeleteRows",
  "allowEditObjects",
  "allowEditScenarios",
  "allowFormatCells",
  "allowFormatColumns",
  "allowFormatRows",
  "allowInsertColumns",
  "allowInsertHyperlinks",
  "allowInsertRows",
  "allowPivotTables",
  "allowSort",
] as const;

export type ProtectionFlag = (typeof PROTECTION_FLAGS)[number];

function denied(sheet: SheetModel, what: string): HostError {
  return new HostError("AccessDenied", `${what} on the protected sheet ${sheet.name}`);
}

/** Refuses contents where one of the cells is locked on a protected sheet, a cell that would stay as it is included (SX-16). */
export function ensureUnlocked(workbook: WorkbookModel, sheet: SheetModel, rect: Rect): void {
  if (!sheet.protection) return;
  for (const number of formatsIn(sheet, rect)) if (formatOf(workbook.formats, number).locked) throw denied(sheet, "a locked cell");
}

/** Refuses what a protected sheet does not allow; `option` is the one that would allow it. */
export function ensureAllowed(sheet: SheetModel, what: string, option?: ProtectionFlag): void {
  if (!sheet.protection) return;
  if (option === undefined || sheet.protection.options[option] !== true) throw denied(sheet, what);
}

/** Refuses changes of the sheets themselves while the workbook's structure is protected. */
export function ensureStructureOpen(workbook: WorkbookModel): void {
  if (workbook.structure) throw new HostError("AccessDenied", "the structure of the workbook is protected");
}
