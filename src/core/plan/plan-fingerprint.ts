import { canonicalCell, joinUnambiguously } from "../archive/canonical-cell";
import { formulaAt, valueAt, type SheetSnapshot, type WorkbookSnapshot } from "../grid/snapshot";
import { sha256Hex } from "../store/checksum";
import type { Plan } from "./plan";

/**
 * SHA-256 over what stands now in the cells that a plan writes (formulas, else values), over the names and the protection
 * of the sheets that it touches, and over the record. Taken when the plan is made and again before it is applied: a
 * difference means that somebody edited meanwhile and the plan must be made anew. Calculated results do not count. (ST-30)
 */
export function planFingerprint(workbook: WorkbookSnapshot, plan: Plan): string {
  const sheets = new Map(workbook.sheets.map((sheet) => [sheet.sheetId, sheet]));
  const parts: string[] = [workbook.record ?? ""];
  for (const edit of plan.edits) {
    if (edit.kind === "addSheet") parts.push("add", edit.sheetId, String(workbook.sheets.some((sheet) => sheet.name.toLowerCase() === edit.name.toLowerCase())));
    else if (edit.kind === "setProtection") parts.push("protection", edit.sheetId, protectionOf(sheets.get(edit.sheetId)));
    else if (edit.kind === "setValues" || edit.kind === "setFormulas") {
      const sheet = sheets.get(edit.area.sheetId);
      if (!sheet) continue;
      const content: readonly (readonly unknown[])[] = edit.kind === "setValues" ? edit.values : edit.formulas;
      content.forEach((row, r) => {
        row.forEach((planned, c) => {
          if (planned === null) return;
          const [at, column] = [edit.area.row + r, edit.area.column + c];
          parts.push(sheet.name, String(at), String(column), formulaAt(sheet, at, column) ?? canonicalCell(valueAt(sheet, at, column)) ?? "");
        });
      });
    } else if (edit.kind === "clearSheet" || edit.kind === "deleteSheet") {
      const sheet = sheets.get(edit.sheetId);
      if (sheet) parts.push(edit.kind, sheet.name, ...contentOf(sheet));
    }
  }
  return sha256Hex(joinUnambiguously(parts));
}

function protectionOf(sheet: SheetSnapshot | undefined): string {
  if (!sheet) return "missing";
  return sheet.protection === null ? "none" : String(sheet.protection.hasPassword);
}

function contentOf(sheet: SheetSnapshot): readonly string[] {
  const { used } = sheet;
  if (!used) return [];
  const cells: string[] = [];
  for (let row = used.row; row < used.row + used.rows; row++) {
    for (let column = used.column; column < used.column + used.columns; column++) {
      const cell = formulaAt(sheet, row, column) ?? canonicalCell(valueAt(sheet, row, column));
      if (cell !== null) cells.push(String(row), String(column), cell);
    }
  }
  return cells;
}
