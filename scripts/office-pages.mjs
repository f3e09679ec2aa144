// The workbench's page with `?host=office`: the built pane over Microsoft's client library and the simulated Excel of the
// tests. For developers, served by `npm start` only: nothing of it is built into the pages that are packaged.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { bundle } from "./build.mjs";
import { root } from "./setup.mjs";

const require = createRequire(import.meta.url);
const folder = path.join(root, ".cache", "office-pages");
const library = path.join(root, "node_modules/@microsoft/office-js/dist/excel-web-16.00.js");
const sample = path.join(root, "samples/市局2026年第三季度绩效考评.xlsx");

const page = `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <title>双绩 TwinScore · simulated Excel</title>
    <link rel="icon" href="data:," />
    <style>
      body { display: flex; margin: 0; height: 100vh; font: 13px/18px "Segoe UI", "Microsoft YaHei UI", "Noto Sans CJK SC", sans-serif; }
      main { display: flex; flex: 1; flex-direction: column; min-width: 0; }
      header, nav { display: flex; flex-wrap: wrap; gap: 4px 8px; padding: 6px 8px; border-bottom: 1px solid #ccc; }
      .cells { flex: 1; overflow: auto; }
      table { border-collapse: collapse; }
      td, th { border: 1px solid #ddd; padding: 1px 6px; white-space: nowrap; max-width: 240px; overflow: hidden; text-overflow: ellipsis; }
      [aria-pressed="true"] { font-weight: bold; }
      iframe { width: 380px; border: 0; border-left: 1px solid #ccc; }
    </style>
    <script defer src="office/workbench.js"></script>
  </head>
  <body></body>
</html>
`;

/** Scripts of the page, bundled when they are first asked for. */
const scripts = { "/office/workbench.js": "workbench", "/office/start.js": "pane-start", "/office/host.js": "host-only" };
const bundled = new Map();

function script(name) {
  const known = bundled.get(name) ?? makeScript(name);
  bundled.set(name, known);
  return known;
}

async function makeScript(name) {
  const { pageScript } = require("../webpack.config.js");
  mkdirSync(folder, { recursive: true });
  await bundle(pageScript({ name, entry: path.join(root, "tests/simulated-excel/page", `${name}.ts`), outputPath: folder }));
  return readFileSync(path.join(folder, `${name}.js`));
}

/** Answers what belongs to the page with `?host=office`; `null`: something else was asked for. `pages`: the folder of the built pages. */
export async function officePages(url, pages) {
  const { pathname, searchParams } = url;
  const wanted = searchParams.get("host") === "office";
  if (wanted && (pathname === "/" || pathname === "/index.html")) return { type: ".html", body: page };
  if (wanted && pathname === "/taskpane.html") return { type: ".html", body: readFileSync(path.join(pages, "taskpane.html"), "utf8").replace("<html", '<html data-host="excel"').replace("<head>", '<head><script src="office/start.js"></script>') };
  if (pathname === "/office/excel.js") return { type: ".js", body: readFileSync(library) };
  if (pathname === "/office/workbook.xlsx") return { type: ".xlsx", body: readFileSync(sample) };
  const name = scripts[pathname];
  return name ? { type: ".js", body: await script(name) } : null;
}
