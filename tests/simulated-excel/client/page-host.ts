import { readPackage } from "../model/read-package";
import { createWorkbook } from "../model/workbook-model";
import { writePackage } from "../model/write-package";
import { createSimulatedExcel, type SimulatedExcel, type SimulatedExcelOptions } from "../simulated-excel";
import { createMessageBridge } from "./message-bridge";
import { answerRequirements } from "./requirements";

export type PageHost = {
  readonly host: SimulatedExcel;
  /** To be called once the client library is loaded: what `isSetSupported` answers from then on. */
  libraryLoaded(): void;
  /** The workbook as it is now, as the bytes of a package. */
  save(): Uint8Array;
};

/**
 * Puts a simulated Excel under a page, before the client library is loaded there: the library finds the bridge among
 * the window's properties. Without bytes the workbook is empty.
 */
export async function installSimulatedExcel(window: object, bytes: Uint8Array | null, options: SimulatedExcelOptions = {}): Promise<PageHost> {
  const workbook = bytes ? await readPackage(bytes) : createWorkbook();
  const host = createSimulatedExcel(workbook, options);
  Object.assign(window, { _richApiNativeBridge: createMessageBridge(host) });
  return { host, libraryLoaded: () => answerRequirements(window as Record<string, unknown>, () => host), save: () => writePackage(workbook) };
}
