import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium, type Browser, type BrowserContext, type Page, type Route } from "playwright-core";

const root = path.resolve(__dirname, "../../..");
/** Where nobody is: requests are answered by the test. */
export const ADDRESS = "https://addin.example.gov.cn/twinscore/";
export const OFFICE_JS = "https://appsforoffice.microsoft.com/lib/1/hosted/";
const officeFiles = path.join(root, "node_modules/@microsoft/office-js/dist");

const TYPES: Readonly<Record<string, string>> = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png" };

/** Answers Microsoft's network: with their own files by default. */
export type OfficeNetwork = (route: Route, file: string) => Promise<void>;

export type PackagedAddin = {
  readonly folder: string;
  /** A page of the package in a fresh browser, with what it reported: errors, refused loads, requests to others. */
  open(pathAndQuery: string, options?: { readonly office?: OfficeNetwork; readonly prepare?: (context: BrowserContext) => Promise<void> }): Promise<{ readonly page: Page; readonly problems: readonly string[] }>;
  close(): Promise<void>;
};

function fileRoute(folder: string, route: Route, name: string): Promise<void> {
  const file = path.join(folder, decodeURIComponent(name));
  return existsSync(file) ? route.fulfill({ body: readFileSync(file), contentType: TYPES[path.extname(file)] ?? "application/octet-stream" }) : route.fulfill({ status: 404, body: "404" });
}

/** Microsoft's network as it is: the files of their published package. */
export const officeNetwork: OfficeNetwork = (route, file) => fileRoute(officeFiles, route, file);

/** `npm run package:addin`, as an administrator runs it, and a browser that finds the result at its address. */
export async function packageAddin(): Promise<PackagedAddin> {
  const executablePath = process.env["TWINSCORE_BROWSER"];
  if (!executablePath) throw new Error("TWINSCORE_BROWSER does not say which browser to drive: run `npm test`, or set it");
  const folder = mkdtempSync(path.join(tmpdir(), "twinscore-addin-"));
  const out = path.join(folder, "out");
  execFileSync(process.execPath, [path.join(root, "scripts/package-addin.mjs"), "--address", ADDRESS, "--out", out], { cwd: root });
  const browser: Browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
  });
  return {
    folder: out,
    async open(pathAndQuery, { office = officeNetwork, prepare } = {}) {
      const context = await browser.newContext({ locale: "zh-CN", viewport: { width: 350, height: 700 } });
      await prepare?.(context);
      const problems: string[] = [];
      await context.route("**/*", async (route) => {
        const url = route.request().url();
        const [bare = url] = url.split(/[?#]/);
        if (bare.startsWith(ADDRESS)) await fileRoute(path.join(out, "web"), route, bare.slice(ADDRESS.length) || "index.html");
        else if (bare.startsWith(OFFICE_JS)) await office(route, bare.slice(OFFICE_JS.length));
        else {
          problems.push(`request to ${url}`);
          await route.abort();
        }
      });
      const page = await context.newPage();
      page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
      page.on("console", (message) => {
        if (message.type() === "error") problems.push(`console: ${message.text()}`);
      });
      await page.goto(`${ADDRESS}${pathAndQuery}`, { waitUntil: "commit" });
      return { page, problems };
    },
    async close() {
      await browser.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
