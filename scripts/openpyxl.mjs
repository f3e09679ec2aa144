// Finds a Python with openpyxl, or installs it where that can be done without asking. The tests fill in workbooks with it.
//   node scripts/openpyxl.mjs          prints which Python has it; installs it where it is missing and that is possible
//   node scripts/openpyxl.mjs --find   prints which Python has it, or fails
import { spawnSync } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { aptInstall } from "./apt.mjs";

/** A Python that can import openpyxl, or null. `TWINSCORE_PYTHON` goes before everything else. */
export function findOpenpyxl() {
  const given = process.env.TWINSCORE_PYTHON;
  const candidates = given ? [given] : process.platform === "win32" ? ["py", "python"] : ["python3", "/usr/bin/python3", "python"];
  return candidates.find((python) => spawnSync(python, ["-c", "import openpyxl"], { stdio: "ignore", timeout: 60_000 }).status === 0) ?? null;
}

/** Which Python has openpyxl, after installing it if need be; null when it could not be had, after saying what to do. */
export function obtainOpenpyxl({ say = console.log } = {}) {
  const found = findOpenpyxl();
  if (found) return found;
  if (process.env.TWINSCORE_PYTHON) {
    say(`TWINSCORE_PYTHON 所指的 Python 没有 openpyxl · The Python that TWINSCORE_PYTHON names has no openpyxl: ${process.env.TWINSCORE_PYTHON}`);
    return null;
  }
  say("测试需要 openpyxl，正在安装 · The tests need openpyxl, installing it …");
  aptInstall(["python3-openpyxl"], { say });
  const installed = findOpenpyxl();
  if (installed) return installed;
  say(howToInstall());
  return null;
}

function howToInstall() {
  const how = process.platform === "linux" ? "sudo apt-get install --no-install-recommends python3-openpyxl" : "python3 -m pip install openpyxl";
  return (
    `测试需要 Python 的 openpyxl，但无法自动安装。请执行：${how}，或用环境变量 TWINSCORE_PYTHON 指明装有它的 Python。\n` +
    `The tests need Python's openpyxl, which could not be installed by itself. Run: ${how} (or name a Python that has it in TWINSCORE_PYTHON).`
  );
}

if (process.argv[1] && pathToFileURL(path.resolve(process.argv[1])).href === import.meta.url) {
  const found = process.argv.includes("--find") ? findOpenpyxl() : obtainOpenpyxl({ say: console.error });
  if (found) console.log(found);
  else process.exitCode = 1;
}
