import type { SheetSnapshot, WorkbookSnapshot } from "../grid/snapshot";
import type { Edit, ProtectionOptions } from "./edit";

/** What a sheet protected by us allows: widths, colours and filters, so that a long table can be read and marked. (ST-24) */
export const DEFAULT_PROTECTION: ProtectionOptions = { allowFormatCells: true, allowFormatColumns: true, allowSort: false, allowAutoFilter: true };

/** The sheet that an edit changes; `null` for names and the record, which protection does not concern. */
export function sheetOfEdit(edit: Edit): string | null {
  if ("area" in edit) return edit.area.sheetId;
  return "sheetId" in edit ? edit.sheetId : null;
}

export type LiftedEdits = {
  readonly edits: readonly Edit[];
  /** Sheets protected with a password: their edits were left out. */
  readonly refused: readonly SheetSnapshot[];
  /** Sheets whose protection is lifted and put back. */
  readonly lifted: readonly SheetSnapshot[];
};

/**
 * Edits with the protection of the sheets that they touch lifted before and put back after them; edits of sheets
 * protected with a password are left out. A `setProtection` among the edits counts instead of putting back.
 * Deleting a sheet needs no lifting. (ST-23)
 */
export function liftProtection(workbook: WorkbookSnapshot, edits: readonly Edit[]): LiftedEdits {
  const touched = new Set<string>();
  const decided = new Set<string>();
  const deleted = new Set<string>();
  for (const edit of edits) {
    const sheetId = sheetOfEdit(edit);
    if (sheetId === null) continue;
    if (edit.kind === "deleteSheet") deleted.add(sheetId);
    else touched.add(sheetId);
    if (edit.kind === "setProtection") decided.add(sheetId);
  }
  const refused = workbook.sheets.filter((sheet) => touched.has(sheet.sheetId) && sheet.protection?.hasPassword === true);
  const refusedIds = new Set(refused.map((sheet) => sheet.sheetId));
  const lifted = workbook.sheets.filter((sheet) => touched.has(sheet.sheetId) && sheet.protection !== null && !refusedIds.has(sheet.sheetId));
  return {
    edits: [
      ...lifted.map((sheet): Edit => ({ kind: "setProtection", sheetId: sheet.sheetId, options: null })),
      ...edits.filter((edit) => {
        const sheetId = sheetOfEdit(edit);
        return sheetId === null || !refusedIds.has(sheetId);
      }),
      ...lifted
        .filter((sheet) => !decided.has(sheet.sheetId) && !deleted.has(sheet.sheetId))
        .map((sheet): Edit => ({ kind: "setProtection", sheetId: sheet.sheetId, options: sheet.protection?.options ?? DEFAULT_PROTECTION })),
    ],
    refused,
    lifted,
  };
}
