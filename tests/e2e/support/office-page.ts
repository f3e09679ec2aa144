import { installSimulatedExcel, type PageHost } from "../../simulated-excel/client/page-host";

/** What the page with `?host=office` has for a test. */
export type OfficePage = { officeHost?: PageHost };

/**
 * Entry of the script that stands in for office.js in that page: says at once that Office is there and, when the workbook is open
 * in a simulated Excel and Microsoft's client library is loaded, that it is ready. Development and tests only.
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

async function start(): Promise<object> {
  const workbook = await fetch("office/workbook.xlsx");
  const page = await installSimulatedExcel(window, new Uint8Array(await workbook.arrayBuffer()), { level: "1.14" });
  await loadScript("office/excel.js");
  page.libraryLoaded();
  Object.assign(window, { officeHost: page } satisfies OfficePage);
  return { host: "Excel", platform: "OfficeOnline" };
}

const ready = start();
Object.assign(window, { Office: { onReady: () => ready } });
