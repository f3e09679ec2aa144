import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium, type Browser, type BrowserContext } from "playwright-core";

const root = path.resolve(__dirname, "../../..");

type Server = { readonly address: string; readonly stop: () => Promise<void> };

/** What a visitor's browser is set to. */
export type Visitor = { readonly locale?: "zh-CN" | "en-US"; readonly theme?: "light" | "dark" | "contrast"; readonly width?: number; readonly height?: number };

export type Surroundings = {
  /** Where the built pages are served, with a slash at the end. */
  readonly address: string;
  /** A fresh visitor: nothing kept from others. Fails the test on requests to anybody else and, unless they are what it is about, on errors of the page. */
  visit(visitor?: Visitor, options?: { readonly mayFail?: boolean }): Promise<BrowserContext>;
  /** For files that a test writes. */
  readonly folder: string;
  close(): Promise<void>;
};

/** The built pages on a port of their own, and one browser for a test file. */
export async function openSurroundings(): Promise<Surroundings> {
  const executablePath = process.env["TWINSCORE_BROWSER"];
  if (!executablePath) throw new Error("TWINSCORE_BROWSER does not say which browser to drive: run `npm test`, or set it");
  const server = await startWorkbench();
  const folder = mkdtempSync(path.join(tmpdir(), "twinscore-e2e-"));
  const browser: Browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
  });
  const contexts: { readonly context: BrowserContext; readonly problems: readonly string[] }[] = [];
  return {
    address: server.address,
    folder,
    async visit({ locale = "zh-CN", theme = "light", width = 1366, height = 768 } = {}, { mayFail = false } = {}) {
      const context = await browser.newContext({ locale, colorScheme: theme === "dark" ? "dark" : "light", forcedColors: "none", viewport: { width, height }, acceptDownloads: true });
      await context.addInitScript((settings) => {
        // about:blank has no storage.
        if (location.protocol.startsWith("http") && localStorage.getItem("twinscore.settings") === null) localStorage.setItem("twinscore.settings", settings);
      }, JSON.stringify({ locale, theme }));
      const problems: string[] = [];
      if (!mayFail) context.on("page", (page) => {
        page.on("pageerror", (error) => problems.push(`error: ${error.stack ?? error.message}`));
        page.on("console", (message) => {
          if (message.type() === "error") problems.push(`console: ${message.text()}`);
        });
      });
      context.on("request", (request) => {
        const url = request.url();
        if (!url.startsWith(server.address) && !/^(blob|data):/.test(url)) problems.push(`request to ${url}`);
      });
      contexts.push({ context, problems });
      return context;
    },
    async close() {
      await browser.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      const problems = contexts.flatMap((visit) => visit.problems);
      if (problems.length > 0) throw new Error(`the pages reported:\n${problems.join("\n")}`);
    },
  };
}

/** `npm start`, as a person starts it, on any free port. Builds first where that is needed. */
async function startWorkbench(): Promise<Server> {
  const child = spawn(process.execPath, [path.join(root, "scripts/start.mjs"), "--no-open", "--port", "0"], { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  const stopped = once(child, "close");
  const stop = async (): Promise<void> => {
    child.kill();
    await stopped;
  };
  let output = "";
  for await (const data of child.stdout) {
    output += String(data);
    const address = /(http:\/\/localhost:\d+\/)/.exec(output)?.[1];
    if (address) return { address, stop };
  }
  throw new Error(`npm start ended without an address:\n${output}`);
}
