import { createRequire } from "node:module";
import path from "node:path";
import type { Frame, Page } from "playwright-core";
import { webpack, type Configuration } from "webpack";
import type { OfficePage } from "../../simulated-excel/page/pane-start";
import type { Surroundings } from "./browser";
import { PanePage } from "./pages";

type PageScript = (script: { readonly name: string; readonly entry: string; readonly outputPath: string }) => Configuration;

/** Bundles a script of tests/simulated-excel/page for a page that a test makes itself; resolves with the script's file. */
export function bundleForPage(name: "host-only", folder: string): Promise<string> {
  const { pageScript } = createRequire(__filename)("../../../webpack.config.js") as { readonly pageScript: PageScript };
  const entry = path.resolve(__dirname, "../../simulated-excel/page", `${name}.ts`);
  return new Promise((resolve, reject) => {
    webpack(pageScript({ name, entry, outputPath: folder }), (error, stats) => {
      if (error ?? !stats) reject(error ?? new Error("no result"));
      else if (stats.hasErrors()) reject(new Error(stats.toString("errors-only")));
      else resolve(path.join(folder, `${name}.js`));
    });
  });
}

/** The shipped pane in its frame, over Microsoft's client library and a simulated Excel, and the page around it that shows the workbook. */
export type OfficePane = {
  readonly page: Page;
  readonly pane: PanePage;
  /** The workbook as it is now in that Excel. */
  readonly save: () => Promise<Uint8Array>;
  /** Calls in the page's simulated Excel. */
  readonly requests: () => Promise<number>;
};

/** Opens the workbench's page with `?host=office` on a workbook, as `npm start` serves it. */
export async function openOfficePane(surroundings: Surroundings, workbook: Uint8Array): Promise<OfficePane> {
  const { address } = surroundings;
  const context = await surroundings.visit({ width: 1366, height: 768 });
  await context.route(`${address}office/workbook.xlsx`, (route) => route.fulfill({ body: Buffer.from(workbook) }));
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(`${address}?host=office`);
  const frame = async (): Promise<Frame> => {
    const found = await (await page.getByTestId("pane").elementHandle()).contentFrame();
    if (!found) throw new Error("the page has no pane");
    return found;
  };
  return {
    page,
    pane: new PanePage(page.frameLocator('[data-testid="pane"]')),
    save: async () =>
      Uint8Array.from(
        await (await frame()).evaluate(() => {
          const { officeHost } = window as OfficePage;
          return officeHost ? Array.from(officeHost.save()) : [];
        }),
      ),
    requests: async () => (await frame()).evaluate(() => (window as OfficePage).officeHost?.host.requests.length ?? 0),
  };
}
