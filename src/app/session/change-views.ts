import { toA1, type Rect } from "../../core/grid/address";
import { textOf } from "../../core/grid/cell";
import { formulaAt, valueAt, type WorkbookSnapshot } from "../../core/grid/snapshot";
import type { Plan } from "../../core/plan/plan";
import type { ChangeView } from "./session";

const MAX_CHANGES = 200;

/**
 * The first 200 cells whose content a plan visibly changes, in the order of the plan: not those that stay as they are
 * when a sheet of ours is written anew, and nothing in hidden columns or on hidden sheets. (SE-7)
 */
export function changeViews(workbook: WorkbookSnapshot, plan: Plan): readonly ChangeView[] {
  const sheets = new Map(workbook.sheets.map((sheet) => [sheet.sheetId, sheet]));
  const names = new Map(workbook.sheets.map((sheet) => [sheet.sheetId, sheet.name]));
  const hiddenSheets = new Set(workbook.sheets.filter((sheet) => sheet.visibility !== "visible").map((sheet) => sheet.sheetId));
  const hiddenColumns = new Map(workbook.sheets.map((sheet) => [sheet.sheetId, new Set(sheet.hiddenColumns)]));
  for (const edit of plan.edits) {
    if (edit.kind === "addSheet") {
      names.set(edit.sheetId, edit.name);
      if (edit.visibility === "hidden") hiddenSheets.add(edit.sheetId);
    } else if (edit.kind === "setColumns" && edit.hidden !== undefined) {
      const hidden = hiddenColumns.get(edit.sheetId) ?? new Set<number>();
      hiddenColumns.set(edit.sheetId, hidden);
      for (let column = edit.column; column < edit.column + edit.columns; column++) {
        if (edit.hidden) hidden.add(column);
        else hidden.delete(column);
      }
    }
  }
  const changes: ChangeView[] = [];
  for (const edit of plan.edits) {
    if (edit.kind !== "setValues" && edit.kind !== "setFormulas") continue;
    const { sheetId } = edit.area;
    const sheet = sheets.get(sheetId);
    if (hiddenSheets.has(sheetId)) continue;
    for (let r = 0; r < edit.area.rows; r++) {
      for (let c = 0; c < edit.area.columns; c++) {
        const [row, column] = [edit.area.row + r, edit.area.column + c];
        const formula = edit.kind === "setFormulas" ? (edit.formulas[r]?.[c] ?? null) : null;
        const value = edit.kind === "setValues" ? (edit.values[r]?.[c] ?? null) : null;
        if ((formula === null && value === null) || hiddenColumns.get(sheetId)?.has(column)) continue;
        const expected = edit.kind === "setFormulas" ? (edit.expected?.[r]?.[c] ?? null) : null;
        const valueBefore = sheet ? valueAt(sheet, row, column) : null;
        const before = textOf(valueBefore);
        const after = formula === null ? textOf(value) : expected === null ? formula : textOf(expected);
        const formulaBefore = sheet ? formulaAt(sheet, row, column) : null;
        // A text that becomes the number it says looks the same and is not.
        if (formulaBefore === formula && (formula !== null || valueBefore === value)) continue;
        if (before === "" && after === "") continue;
        const rect: Rect = { row, column, rows: 1, columns: 1 };
        const wasText = typeof valueBefore === "string" && typeof value === "number";
        changes.push({ area: { sheetId, ...rect }, sheetName: names.get(sheetId) ?? "", address: toA1(rect), before, after, wasText, kind: formula === null ? "value" : "formula" });
        if (changes.length >= MAX_CHANGES) return changes;
      }
    }
  }
  return changes;
}
