import { readFileSync } from "node:fs";
import path from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { webpack } from "webpack";
import type { Surroundings } from "./browser";
import type { OfficePage } from "./office-page";
import { PanePage } from "./pages";

const library = path.resolve("node_modules/@microsoft/office-js/dist/excel-web-16.00.js");

/** Bundles a script for a page, with nothing of Node's: what needs it does not compile. */
export function bundleForPage(entry: string, folder: string, filename: string): Promise<void> {
  return new Promise((resolve, reject) => {
    webpack(
      {
        mode: "none",
        target: ["web", "es2022"],
        entry: { page: path.join(__dirname, entry) },
        resolve: { extensions: [".ts", ".mjs", ".js"] },
        module: { rules: [{ test: /\.ts$/, exclude: /node_modules/, use: { loader: "swc-loader" } }] },
        output: { path: folder, filename, publicPath: "/" },
      },
      (error, stats) => (error || stats?.hasErrors() ? reject(error ?? new Error(stats?.toString("errors-only"))) : resolve()),
    );
  });
}

/** The shipped pane by itself, as in Excel: over Microsoft's client library and a simulated Excel in the same page. */
export type OfficePane = {
  readonly page: Page;
  readonly pane: PanePage;
  /** The workbook as it is now in that Excel. */
  readonly save: () => Promise<Uint8Array>;
  /** Calls in the page's simulated Excel. */
  readonly requests: () => Promise<number>;
};

/** Lets `taskpane.html?host=office` be the shipped page with what office.js would bring; nothing of it is in the package. */
async function routeOffice(context: BrowserContext, { address, folder }: Surroundings, workbook: Uint8Array): Promise<void> {
  const script = (body: string) => ({ contentType: "text/javascript; charset=utf-8", body });
  await context.route(`${address}taskpane.html?host=office`, async (route) => {
    const response = await route.fetch();
    const html = (await response.text()).replace("<head>", '<head><script src="office/start.js"></script>');
    await route.fulfill({ response, body: html });
  });
  await context.route(`${address}office/start.js`, (route) => route.fulfill(script(readFileSync(path.join(folder, "office-start.js"), "utf8"))));
  await context.route(`${address}office/excel.js`, (route) => route.fulfill(script(readFileSync(library, "utf8"))));
  await context.route(`${address}office/workbook.xlsx`, (route) => route.fulfill({ body: Buffer.from(workbook) }));
}

/** Opens the pane on a workbook. The bundle is made once a test file. */
export async function openOfficePane(surroundings: Surroundings, workbook: Uint8Array): Promise<OfficePane> {
  await bundleForPage("office-page.ts", surroundings.folder, "office-start.js");
  const context = await surroundings.visit({ width: 360, height: 700 });
  await routeOffice(context, surroundings, workbook);
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(`${surroundings.address}taskpane.html?host=office`);
  return {
    page,
    pane: new PanePage(page),
    save: async () =>
      Uint8Array.from(
        await page.evaluate(() => {
          const { officeHost } = window as OfficePage;
          return officeHost ? Array.from(officeHost.save()) : [];
        }),
      ),
    requests: () => page.evaluate(() => (window as OfficePage).officeHost?.host.requests.length ?? 0),
  };
}
