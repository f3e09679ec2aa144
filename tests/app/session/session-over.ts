import { readFileSync } from "node:fs";
import { createSession } from "../../../src/app/session/create-session";
import type { Session } from "../../../src/app/session/session";
import { textsOf } from "../../../src/i18n/command-line-texts";
import type { FileWorkbook } from "../../../src/workbook/file/file-workbook";
import { openWorkbook } from "../../../src/workbook/file/open-workbook";
import { SAMPLE } from "../../support/corpus";
import { fileLedgers } from "../../support/file-ledgers";

export const NOW = "2026-10-12T09:00:00+08:00";

/** A session over the file host. */
export async function sessionOver(bytes: Uint8Array): Promise<{ readonly session: Session; readonly file: FileWorkbook }> {
  const file = await openWorkbook(bytes, "test.xlsx");
  return { file, session: createSession(file, textsOf("zh-CN").sheets, () => NOW, fileLedgers) };
}

export function sample(): Uint8Array {
  return new Uint8Array(readFileSync(SAMPLE));
}

/** Somebody types into a cell, as the workbench's grid does. */
export async function type(file: FileWorkbook, sheetId: string, row: number, column: number, value: string | number): Promise<void> {
  await file.apply({ purpose: "edit", edits: [{ kind: "setValues", area: { sheetId, row, column, rows: 1, columns: 1 }, values: [[value]] }] });
}
