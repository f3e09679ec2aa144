import { openExcelWorkbook, type ExcelWorkbook } from "../../../src/workbook/excel/excel-workbook";
import { openWorkbook } from "../../../src/workbook/file/open-workbook";
import type { WorkbookPort } from "../../../src/workbook/port";
import { connectInProcess } from "../../simulated-excel/client/office-library";
import { readPackage } from "../../simulated-excel/model/read-package";
import { writePackage } from "../../simulated-excel/model/write-package";
import { isWithin } from "../../simulated-excel/protocol/read-requirement-sets";
import { createSimulatedExcel, type SimulatedExcel, type SimulatedExcelOptions } from "../../simulated-excel/simulated-excel";

/** A host with a workbook in it, as the contract sees it. */
export type OpenedHost = { readonly name: "file" | "excel"; readonly port: WorkbookPort; /** The package as it is now. */ readonly save: () => Uint8Array };

export type OpenHost = (bytes: Uint8Array) => Promise<OpenedHost>;

export const openInFile: OpenHost = async (bytes) => {
  const file = await openWorkbook(bytes, "contract.xlsx");
  return { name: "file", port: file, save: () => file.save() };
};

/** The Excel host over Microsoft's client library and the simulated Excel. */
export type ExcelUnderTest = { readonly host: SimulatedExcel; readonly port: ExcelWorkbook; readonly save: () => Uint8Array };

/** Opens our host on a simulated Excel: at first and, after an interruption, again. `pause`: what is waited for before a journal counts as left behind. */
export function openOn(host: SimulatedExcel, pause: () => Promise<void> = () => Promise.resolve()): Promise<ExcelWorkbook> {
  const { Excel: library } = connectInProcess(host);
  return openExcelWorkbook({ Excel: library, supports: (version) => isWithin(version, host.level) }, pause);
}

export async function openInExcel(bytes: Uint8Array, options: SimulatedExcelOptions = {}): Promise<ExcelUnderTest> {
  const workbook = await readPackage(bytes);
  const host = createSimulatedExcel(workbook, options);
  return { host, port: await openOn(host), save: () => writePackage(workbook) };
}

export const HOSTS: readonly (readonly ["file" | "excel", OpenHost])[] = [
  ["file", openInFile],
  [
    "excel",
    async (bytes) => {
      const { port, save } = await openInExcel(bytes);
      return { name: "excel", port, save };
    },
  ],
];
