import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { formulaAt, valueAt, type WorkbookSnapshot } from "../../../src/core/grid/snapshot";
import { recognizeSheet } from "../../../src/core/recognize/recognize-sheet";
import type { RecognizedSheet } from "../../../src/core/recognize/table";
import { parseRecord } from "../../../src/core/store/parse-record";
import { withoutOwnCells } from "../../../src/core/template/own-cells";
import { readTables } from "../../../src/core/template/read-tables";
import { planStructure, type StructurePlan } from "../../../src/core/template/structure-plan";
import { zhStructure } from "../../../src/i18n/zh-CN/structure";
import { openWorkbook } from "../../../src/workbook/file/open-workbook";
import { applyToSnapshot } from "../../support/apply-to-snapshot";

const corpus = join(__dirname, "../../../../shared/corpus");
const present = existsSync(corpus);
if (!present) console.warn("SKIPPED: the real workbooks of ../shared/corpus are not here");

const FIELDS = ["values", "formulas", "styles", "protection", "validations", "conditionalFormats", "hidden", "tables"] as const;

const files = present ? ["workbooks", "forms"].flatMap((folder) => readdirSync(join(corpus, folder)).filter((name) => /\.xlsx?$/.test(name)).map((name) => join(corpus, folder, name))) : [];

function structure(workbook: WorkbookSnapshot): StructurePlan {
  const users = withoutOwnCells(workbook);
  const sheets: readonly RecognizedSheet[] = users.sheets.filter((sheet) => sheet.kind === "worksheet").map((sheet) => recognizeSheet(users, sheet));
  const parsed = workbook.record === null ? null : parseRecord(workbook.record);
  const record = parsed?.ok ? parsed.record : null;
  return planStructure(workbook, readTables(workbook, sheets, record), record, { now: "2026-10-08T09:00:00+08:00", protect: true }, zhStructure);
}

(present ? describe : describe.skip)("real workbooks", () => {
  test.each(files.map((file) => [file.slice(corpus.length + 1), file]))("ST-26 ST-27 %s: in place, and a second run changes nothing", async (_, file) => {
    const opened = await openWorkbook(new Uint8Array(readFileSync(file)), file);
    const workbook = await opened.read({ sheets: "all", fields: FIELDS });
    const first = structure(workbook);
    const after = applyToSnapshot(workbook, first.plan.edits);
    for (const sheet of workbook.sheets) {
      const now = after.sheets.find((one) => one.sheetId === sheet.sheetId);
      expect(now?.merges).toEqual(sheet.merges);
      const { used } = sheet;
      if (!now || !used) continue;
      for (let row = used.row; row < used.row + used.rows; row++) {
        for (let column = used.column; column < used.column + used.columns; column++) {
          if (valueAt(sheet, row, column) === null && formulaAt(sheet, row, column) === null) continue;
          expect([row, column, valueAt(now, row, column), formulaAt(now, row, column)]).toEqual([row, column, valueAt(sheet, row, column), formulaAt(sheet, row, column)]);
        }
      }
    }
    // The same through the file host: written, saved, opened again.
    await opened.apply(first.plan);
    const saved = await openWorkbook(opened.save(), `saved${opened.extension}`);
    const third = structure(await saved.read({ sheets: "all", fields: FIELDS }));
    expect(third.plan.edits).toEqual([]);
    const second = structure(after);
    expect(second.plan.edits).toEqual([]);
    expect(second.record).toEqual(first.record);
    // Formulas are never open to be overwritten.
    for (const edit of first.plan.edits) {
      if (edit.kind !== "setStyle" || edit.style.locked !== false) continue;
      const sheet = workbook.sheets.find((one) => one.sheetId === edit.area.sheetId);
      for (let row = edit.area.row; sheet && row < edit.area.row + edit.area.rows; row++) {
        for (let column = edit.area.column; column < edit.area.column + edit.area.columns; column++) expect(formulaAt(sheet, row, column)).toBeNull();
      }
    }
    const keyAreas = after.names.filter((name) => name.name.endsWith("_key"));
    expect(new Set(keyAreas.map((name) => name.refersTo)).size).toBe(keyAreas.length);
  });
});
