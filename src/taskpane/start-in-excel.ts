import { openExcelWorkbook } from "../workbook/excel/excel-workbook";
import { officeLibrary } from "../workbook/excel/office-library";
import { servePort } from "../workbook/remote/remote-port";

/** The workbook of the Excel that the pane stands in, ready for the pane's job worker. */
export type InExcel = {
  /** The workbook's port; it is transferred to whoever works with it. */
  readonly workbook: MessagePort;
  /** An interrupted apply had to be taken back first: the user is to be told. (XL-20) */
  readonly wasInterrupted: boolean;
  /** Leaves Excel as if we had not been there: no handler stays. */
  readonly end: () => Promise<void>;
};

/**
 * Waits for Office and opens the workbook of this Excel; `null` where the page is not inside Excel. Office.js works on this
 * thread only, so it is served from here to the worker. Errors: CodedError "excel.too-old", "excel.half-done", and
 * Excel's refusals.
 */
export async function startInExcel(): Promise<InExcel | null> {
  const library = await officeLibrary();
  if (!library) return null;
  const workbook = await openExcelWorkbook(library);
  const { port1, port2 } = new MessageChannel();
  servePort(workbook, port1);
  return { workbook: port2, wasInterrupted: workbook.wasInterrupted, end: () => workbook.dispose() };
}
