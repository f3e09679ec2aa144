// Finds a browser of the Chromium family, or installs one where that can be done without asking. The end-to-end tests
// drive it; nothing else needs it.
//   node scripts/browser.mjs   prints where it is; installs it where it is missing and that is possible
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { aptInstall } from "./apt.mjs";
import { root } from "./setup.mjs";

/** The program's path, or null. `TWINSCORE_BROWSER` goes before everything else. */
export function findBrowser() {
  const given = process.env.TWINSCORE_BROWSER;
  if (given) return existsSync(given) ? given : null;
  return candidates().find((file) => existsSync(file)) ?? null;
}

function candidates() {
  if (process.platform === "win32") {
    const folders = [process.env.ProgramFiles, process.env["ProgramFiles(x86)"], process.env.LOCALAPPDATA].filter(Boolean);
    const programs = ["Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe", "Chromium/Application/chrome.exe"];
    return [...folders.flatMap((folder) => programs.map((program) => path.join(folder, program))), ...downloaded()];
  }
  if (process.platform === "darwin") {
    const programs = ["Google Chrome", "Microsoft Edge", "Chromium"];
    return [...programs.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`), ...downloaded()];
  }
  const onPath = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
  return [...onPath.flatMap((folder) => names.map((name) => path.join(folder, name))), "/usr/bin/chromium", ...downloaded()];
}

/** Playwright's own copy, where it was downloaded before. */
function downloaded() {
  try {
    return [createRequire(import.meta.url)("playwright-core").chromium.executablePath()].filter(Boolean);
  } catch {
    // Nothing installed yet: there is no copy either.
    return [];
  }
}

/** Where the browser is, after installing it if need be; null when it could not be had, after saying what to do. */
export function obtainBrowser({ say = console.log } = {}) {
  const found = findBrowser();
  if (found) return found;
  if (process.env.TWINSCORE_BROWSER) {
    say(`TWINSCORE_BROWSER 指向的文件不存在 · TWINSCORE_BROWSER names a file that does not exist: ${process.env.TWINSCORE_BROWSER}`);
    return null;
  }
  say("测试需要 Chromium 浏览器，正在安装 · The tests need a Chromium browser, installing it …");
  if (!aptInstall(["chromium", "fonts-noto-cjk"], { say })) {
    spawnSync(process.execPath, [path.join(root, "node_modules", "playwright-core", "cli.js"), "install", "chromium"], { stdio: ["ignore", "ignore", "inherit"], timeout: 10 * 60_000 });
  }
  const installed = findBrowser();
  if (!installed) {
    say(
      "测试需要 Chrome、Chromium 或 Edge，但无法自动安装。请安装其中之一，或用环境变量 TWINSCORE_BROWSER 指明其位置。\n" +
        "The tests need Chrome, Chromium or Edge, which could not be installed by itself. Install one, or say where it is in TWINSCORE_BROWSER.",
    );
  }
  return installed;
}

if (process.argv[1] && pathToFileURL(path.resolve(process.argv[1])).href === import.meta.url) {
  const found = obtainBrowser({ say: console.error });
  if (found) console.log(found);
  else process.exitCode = 1;
}
