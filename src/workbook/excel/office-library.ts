/** Microsoft's client library as the host uses it; tests hand in one that talks to a simulated Excel. */
export type OfficeLibrary = {
  readonly Excel: typeof Excel;
  /** Whether this Excel has a version of the requirement set ExcelApi. */
  readonly supports: (version: string) => boolean;
};

/** The oldest Excel that the host works with: Excel 2021. (XL-1) */
export const FLOOR = "1.14";

/** What the client library has put into the page, if it is there. */
function pageNames(): { readonly Office?: typeof Office; readonly Excel?: typeof Excel } {
  return globalThis;
}

/**
 * The client library of the page once it is ready: `null` where the page has none, or is not inside Excel.
 */
export async function officeLibrary(): Promise<OfficeLibrary | null> {
  const page = pageNames();
  if (typeof page.Office?.onReady !== "function") return null;
  const { host } = await page.Office.onReady();
  // Loaded by now: office.js fetches the library of the program that it is in.
  const { Office: office, Excel: library } = pageNames();
  if (String(host) !== "Excel" || !library || !office) return null;
  return { Excel: library, supports: (version) => office.context.requirements.isSetSupported("ExcelApi", version) };
}
