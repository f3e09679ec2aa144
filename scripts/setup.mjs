// Makes a fresh checkout ready: right Node, dependencies as the lock file says. Plain Node, no dependencies,
// because it runs before there are any. Does nothing, and needs no network, when all is up to date.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const oldestNode = 20;
const lockFile = path.join(root, "package-lock.json");
const installed = path.join(root, "node_modules");
// Holds the hash of the lock file that node_modules was installed from.
const marker = path.join(installed, ".twinscore-lock");

/** A failure that the user can mend: printed as it is, without a stack. */
export class SetUpError extends Error {}

/** True when node_modules was installed from the package-lock.json that lies here now. Reads two small files. */
export function dependenciesAreCurrent() {
  return existsSync(marker) && readFileSync(marker, "utf8") === lockHash();
}

/**
 * Checks Node and installs the dependencies where they are missing or not those of the lock file.
 * `say` gets short lines for people; the installer's own output goes to the file descriptor `outputFd`.
 * Throws SetUpError.
 */
export function setUp({ say = console.log, outputFd = 1 } = {}) {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < oldestNode) {
    throw new SetUpError(
      `需要 Node ${oldestNode} 或更新版本，现为 ${process.versions.node}；请从 https://nodejs.org 安装。\n` +
        `Node ${oldestNode} or newer is needed, this is ${process.versions.node}; get it from https://nodejs.org.`,
    );
  }
  if (dependenciesAreCurrent()) return;
  if (installedByHandMatchesLock()) {
    writeFileSync(marker, lockHash());
    return;
  }
  say(
    existsSync(installed)
      ? "依赖与锁定文件不一致，重新安装 · Dependencies differ from the lock file: npm ci …"
      : "首次运行，安装依赖 · First run, installing dependencies: npm ci …",
  );
  const result = runNpm(["ci", "--no-fund", "--no-audit", "--loglevel=error"], outputFd);
  if (result.status !== 0) {
    throw new SetUpError(
      `依赖安装失败（${reasonOf(result)}）。请检查网络或 npm 源设置后重试。\n` +
        `Installing the dependencies failed (${reasonOf(result)}). Check the network or npm's registry setting and try again.`,
    );
  }
  writeFileSync(marker, lockHash());
  say("依赖已就绪 · Dependencies are ready.");
}

/** Runs npm the way that works on this system, its output going to `outputFd`. Returns what spawnSync returns. */
export function runNpm(args, outputFd = 1) {
  const options = { cwd: root, stdio: ["ignore", outputFd, 2] };
  const self = process.env.npm_execpath;
  // Started by npm itself: the same npm, without a shell in between.
  if (self && /^npm(-cli)?\.c?js$/.test(path.basename(self))) return spawnSync(process.execPath, [self, ...args], options);
  // Windows has npm as a command file, which only a shell can start; the arguments are ours and need no quoting.
  return process.platform === "win32" ? spawnSync("npm.cmd", args, { ...options, shell: true }) : spawnSync("npm", args, options);
}

function lockHash() {
  return createHash("sha256").update(readFileSync(lockFile)).digest("hex");
}

/** Somebody ran `npm ci` or `npm install` himself: compare npm's own record of what it installed with the lock file. */
function installedByHandMatchesLock() {
  const record = path.join(installed, ".package-lock.json");
  if (!existsSync(record)) return false;
  const have = JSON.parse(readFileSync(record, "utf8")).packages ?? {};
  const want = JSON.parse(readFileSync(lockFile, "utf8")).packages ?? {};
  return Object.entries(want).every(([where, entry]) => {
    if (where === "") return true;
    const found = have[where];
    // Packages for other systems are in the lock file and never installed here.
    return found ? found.version === entry.version && found.integrity === entry.integrity : entry.optional === true;
  });
}

function reasonOf(result) {
  return result.error ? result.error.message : result.signal ? `signal ${result.signal}` : `exit ${result.status}`;
}

if (process.argv[1] && pathToFileURL(path.resolve(process.argv[1])).href === import.meta.url) {
  try {
    setUp();
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
