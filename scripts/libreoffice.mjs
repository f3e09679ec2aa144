// Finds LibreOffice, or installs it where that can be done without asking. The tests recalculate with it what we wrote.
//   node scripts/libreoffice.mjs          prints where it is; installs it where it is missing and that is possible
//   node scripts/libreoffice.mjs --find   prints where it is, or fails
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { aptInstall } from "./apt.mjs";

/** The program's path, or null. `TWINSCORE_SOFFICE` goes before everything else. */
export function findLibreOffice() {
  const given = process.env.TWINSCORE_SOFFICE;
  if (given) return existsSync(given) ? given : null;
  return candidates().find((file) => existsSync(file)) ?? null;
}

function candidates() {
  if (process.platform === "win32") {
    // The .com writes to the console and waits for the end; the .exe returns at once.
    const folders = [process.env.ProgramFiles, process.env["ProgramFiles(x86)"], process.env.LOCALAPPDATA && path.join(process.env.LOCALAPPDATA, "Programs")];
    return folders.filter(Boolean).map((folder) => path.join(folder, "LibreOffice", "program", "soffice.com"));
  }
  const onPath = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
  const versioned = existsSync("/opt") ? readdirSync("/opt").filter((name) => name.startsWith("libreoffice")) : [];
  return [
    ...onPath.flatMap((folder) => [path.join(folder, "soffice"), path.join(folder, "libreoffice")]),
    "/usr/bin/soffice",
    "/usr/local/bin/soffice",
    ...versioned.map((name) => path.join("/opt", name, "program", "soffice")),
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
  ];
}

/** Where LibreOffice is, after installing it if need be; null when it could not be had, after saying what to do. */
export function obtainLibreOffice({ say = console.log } = {}) {
  const found = findLibreOffice();
  if (found) return found;
  if (process.env.TWINSCORE_SOFFICE) {
    say(`TWINSCORE_SOFFICE 指向的文件不存在 · TWINSCORE_SOFFICE names a file that does not exist: ${process.env.TWINSCORE_SOFFICE}`);
    return null;
  }
  say("测试需要 LibreOffice，正在安装（约几分钟）· The tests need LibreOffice, installing it (some minutes) …");
  aptInstall(["libreoffice-calc"], { say });
  const installed = findLibreOffice();
  if (installed) return installed;
  say(howToInstall());
  return null;
}

function howToInstall() {
  const how =
    process.platform === "darwin"
      ? "brew install --cask libreoffice"
      : process.platform === "win32"
        ? "winget install TheDocumentFoundation.LibreOffice"
        : "sudo apt-get install --no-install-recommends libreoffice-calc";
  return (
    `测试需要 LibreOffice，但无法自动安装。请执行：${how}，或用环境变量 TWINSCORE_SOFFICE 指明 soffice 的位置。\n` +
    `The tests need LibreOffice, which could not be installed by itself. Run: ${how} (or say where soffice is in TWINSCORE_SOFFICE).`
  );
}

if (process.argv[1] && pathToFileURL(path.resolve(process.argv[1])).href === import.meta.url) {
  const found = process.argv.includes("--find") ? findLibreOffice() : obtainLibreOffice({ say: console.error });
  if (found) console.log(found);
  else process.exitCode = 1;
}
