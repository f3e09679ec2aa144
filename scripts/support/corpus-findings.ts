import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { checkWorkbook } from "../../src/core/check/check-workbook";
import type { Finding } from "../../src/core/check/finding";
import { recognizeSheet } from "../../src/core/recognize/recognize-sheet";
import { defaultScheme } from "../../src/core/score/default-scheme";
import { readTables } from "../../src/core/template/read-tables";
import { openWorkbook } from "../../src/workbook/file/open-workbook";

/** What the checks say of a file that nobody prepared for them. */
export type FileFindings = { readonly file: string; readonly cells: number; readonly findings: readonly Finding[] };

/** Findings of one workbook file, with the number of its cells that hold something. */
export async function findingsOfFile(file: string): Promise<FileFindings> {
  const opened = await openWorkbook(new Uint8Array(readFileSync(file)), path.basename(file));
  const workbook = await opened.read({ sheets: "all", fields: ["values", "formulas", "styles", "hidden", "tables"] });
  const tables = readTables(workbook, workbook.sheets.map((sheet) => recognizeSheet(workbook, sheet)), null);
  const cells = workbook.sheets.reduce((sum, sheet) => sum + sheet.values.reduce((count, row) => count + row.filter((value) => value !== null).length, 0), 0);
  return { file: path.basename(file), cells, findings: checkWorkbook({ workbook, tables, scheme: defaultScheme() }) };
}

/** Files of the folders of real workbooks; empty where they are not here. */
export function corpusFiles(corpus: string): readonly string[] {
  return ["workbooks", "forms"].flatMap((folder) => (existsSync(path.join(corpus, folder)) ? readdirSync(path.join(corpus, folder)).map((name) => path.join(corpus, folder, name)) : []));
}
