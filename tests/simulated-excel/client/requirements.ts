import { isWithin } from "../protocol/read-requirement-sets";
import type { SimulatedExcel } from "../simulated-excel";

function isSetSupported(host: SimulatedExcel, name: string, version: string | number): boolean {
  if (name === "ExcelApi") return isWithin(String(version), host.level);
  // Requests that may wait for the end of a cell edit carry a flag.
  return name === "DelayForCellEdit";
}

function officeOf(window: Record<string, unknown>): object | null {
  const office = window["Office"];
  return typeof office === "object" ? office : null;
}

/** What `Office.onReady` says in Excel on the web. */
const IN_EXCEL = { host: "Excel", platform: "OfficeOnline" };

/**
 * Says that the page is in Excel, which the loader (office.js) finds out and the library loaded by itself does not, and lets `Office.context.requirements.isSetSupported` answer as this Excel does. The client library puts an `Office` of
 * its own in place when it loads, so this has to be done after that. `current`: the host may change.
 */
export function answerRequirements(window: Record<string, unknown>, current: () => SimulatedExcel): void {
  const requirements = { isSetSupported: (name: string, version: string | number = "1.1") => isSetSupported(current(), name, version) };
  // Its `context` cannot be replaced, so an object in front of it has another.
  const onReady = (callback?: (info: typeof IN_EXCEL) => unknown): Promise<typeof IN_EXCEL> => Promise.resolve(IN_EXCEL).then((info) => (callback?.(info), info));
  window["Office"] = Object.create(officeOf(window), { context: { value: { requirements }, enumerable: true }, onReady: { value: onReady, enumerable: true } });
}
