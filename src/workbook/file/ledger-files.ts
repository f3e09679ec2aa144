import { CodedError } from "../../core/coded-error";
import { createBlankWorkbook } from "./blank-workbook";
import type { FileWorkbook } from "./file-workbook";
import { openWorkbook } from "./open-workbook";

/** A ledger's file. A conversion loses things, and a ledger never was an .xls: error "ledger.foreign". */
export async function openLedgerFile(bytes: Uint8Array, name: string): Promise<FileWorkbook> {
  const workbook = await openWorkbook(bytes, name);
  if (workbook.extension !== ".xlsx") throw new CodedError("ledger.foreign", { name });
  return workbook;
}

/** A workbook to make a ledger of. */
export function blankLedgerFile(): FileWorkbook {
  return createBlankWorkbook();
}
