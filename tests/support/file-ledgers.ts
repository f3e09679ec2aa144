import type { LedgerFiles } from "../../src/app/session/ledger-session";
import { blankLedgerFile, openLedgerFile } from "../../src/workbook/file/ledger-files";

/** Ledgers' files as the entry points open and make them. */
export const fileLedgers: LedgerFiles = { open: openLedgerFile, blank: () => Promise.resolve(blankLedgerFile()) };
