import { connectInProcess } from "./client/office-library";
import { createWorkbook, type WorkbookModel } from "./model/workbook-model";
import { createSimulatedExcel, type SimulatedExcel, type SimulatedExcelOptions } from "./simulated-excel";

export type OpenedExcel = {
  readonly host: SimulatedExcel;
  /** `Excel.run` of the client library. */
  readonly run: <T>(batch: (context: Excel.RequestContext) => Promise<T>) => Promise<T>;
  /** Runs on the active sheet. */
  readonly onSheet: <T>(batch: (sheet: Excel.Worksheet, context: Excel.RequestContext) => Promise<T>) => Promise<T>;
  /** Values of a range of the active sheet. */
  readonly values: (address: string) => Promise<readonly (readonly unknown[])[]>;
};

/** A simulated Excel with an empty workbook, or the one given, reached through the client library in this process. */
export function openExcel(options: SimulatedExcelOptions = {}, workbook: WorkbookModel = createWorkbook()): OpenedExcel {
  const host = createSimulatedExcel(workbook, options);
  const { Excel: library } = connectInProcess(host);
  const run: OpenedExcel["run"] = (batch) => library.run(batch);
  const onSheet: OpenedExcel["onSheet"] = (batch) => run((context) => batch(context.workbook.worksheets.getActiveWorksheet(), context));
  const values: OpenedExcel["values"] = (address) =>
    onSheet(async (sheet, context) => {
      const range = sheet.getRange(address).load("values");
      await context.sync();
      return range.values as unknown[][];
    });
  return { host, run, onSheet, values };
}
