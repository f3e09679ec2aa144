// npm start: from a fresh checkout to the workbench in a browser, with the sample workbook open.
//   npm start -- --port 8080   another port; --no-open   without opening a browser
// At ?host=office developers find the pane over Microsoft's client library and a simulated Excel.
import { spawn } from "node:child_process";
import path from "node:path";
import { officePages } from "./office-pages.mjs";
import { readyPages } from "./ready-pages.mjs";
import { root } from "./setup.mjs";
import { serveFolder } from "./static-server.mjs";

const args = process.argv.slice(2);
const wantedPort = Number(args[args.indexOf("--port") + 1] ?? NaN);

await readyPages();

const pages = path.join(root, "dist", "web");
const { address } = await serveFolder(pages, args.includes("--port") && Number.isInteger(wantedPort) ? wantedPort : 3000, { besides: (url) => officePages(url, pages) });
const page = `${address}?open=sample`;
console.log(`双绩工作台 · TwinScore workbench: ${page}\n按 Ctrl+C 结束 · Ctrl+C stops it`);
if (!args.includes("--no-open") && !process.env.CI) openBrowser(page);

/** Opens the address where there is a display; where that fails, the printed address does. */
function openBrowser(url) {
  const [command, ...rest] =
    process.platform === "win32"
      ? ["cmd", "/c", "start", "", url.replaceAll("&", "^&")]
      : process.platform === "darwin"
        ? ["open", url]
        : process.env.DISPLAY || process.env.WAYLAND_DISPLAY
          ? ["xdg-open", url]
          : [];
  if (!command) return;
  spawn(command, rest, { stdio: "ignore", detached: true })
    .on("error", () => {})
    .unref();
}
