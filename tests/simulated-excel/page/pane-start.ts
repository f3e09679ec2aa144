import { installSimulatedExcel, type PageHost } from "../client/page-host";

/** What the pane's page with `?host=office` has for the page around it and for tests. */
export type OfficePage = { officeHost?: PageHost };

/** What the page around the pane may hand it: the workbook to open instead of the sample. */
export type OfficeWorkbench = { officeWorkbook?: Uint8Array };

/**
 * Entry of the script that stands in for office.js in the pane's page: says at once that Office is there and, when the workbook
 * is open in a simulated Excel and Microsoft's client library is loaded, that it is ready. Development and tests only.
 */
function loadScript(source: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => reject(new Error(source)));
    script.src = source;
    document.head.append(script);
  });
}

async function workbookBytes(): Promise<Uint8Array> {
  const given = (window.parent as OfficeWorkbench).officeWorkbook;
  return given ?? new Uint8Array(await (await fetch("office/workbook.xlsx")).arrayBuffer());
}

async function start(): Promise<object> {
  const page = await installSimulatedExcel(window, await workbookBytes(), { level: "1.14" });
  await loadScript("office/excel.js");
  page.libraryLoaded();
  Object.assign(window, { officeHost: page } satisfies OfficePage);
  return { host: "Excel", platform: "OfficeOnline" };
}

const ready = start();
Object.assign(window, { Office: { onReady: () => ready } });
