// Builds dist/, and knows whether that is needed: `npm run build` always builds everything, the launchers only what
// they start, and only when something changed. Only Node's own modules at the top, so that asking costs a launcher
// next to nothing.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { root } from "./setup.mjs";

/** The bundles of webpack.config.js, by name. */
const bundles = ["cli", "web"];
const stampFile = (name) => path.join(root, "dist", `${name}.stamp`);
const lockDirectory = path.join(root, ".cache", "build.lock");
const lockOwner = path.join(lockDirectory, "pid");

/** True when the bundle was built from the sources as they are now. Looks at names, sizes and times, not at contents. */
function isBuilt(name) {
  return existsSync(stampFile(name)) && readFileSync(stampFile(name), "utf8") === sourceStamp();
}

/** Builds the named bundle ("cli", "web") where it is missing or stale; where another process is building, waits for it. Throws when the build fails. */
export async function buildIfStale(name, { say = console.log } = {}) {
  if (isBuilt(name)) return;
  await underLock(async () => {
    if (isBuilt(name)) return;
    say("正在构建 · Building …");
    await build([name]);
  });
}

async function build(names) {
  const stamp = sourceStamp();
  for (const name of names) rmSync(stampFile(name), { force: true });
  const all = createRequire(import.meta.url)("../webpack.config.js");
  await bundle(all.filter((configuration) => names.includes(configuration.name)));
  for (const name of names) writeFileSync(stampFile(name), stamp);
}

/** Runs webpack over one configuration or several. Throws an Error holding webpack's own report when that has errors. */
export async function bundle(configuration) {
  const webpack = createRequire(import.meta.url)("webpack");
  const compiler = webpack(configuration);
  const stats = await new Promise((resolve, reject) => compiler.run((error, done) => (error ? reject(error) : resolve(done))));
  await new Promise((resolve, reject) => compiler.close((error) => (error ? reject(error) : resolve())));
  if (stats.hasErrors()) throw new Error(stats.toString({ all: false, errors: true, colors: false }));
}

/** Anything that the bundles depend on, by name, size and time. */
function sourceStamp() {
  const hash = createHash("sha256");
  const visit = (relative) => {
    const absolute = path.join(root, relative);
    const stat = statSync(absolute, { throwIfNoEntry: false });
    if (!stat) return;
    if (stat.isDirectory()) for (const name of readdirSync(absolute).sort()) visit(path.join(relative, name));
    else hash.update(`${relative}\0${stat.size}\0${stat.mtimeMs}\n`);
  };
  for (const top of ["src", "assets", "samples", "webpack.config.js", ".swcrc", "package-lock.json"]) visit(top);
  return hash.digest("hex");
}

/** One build at a time, also across processes. A lock whose owner is gone, or that is older than five minutes, is taken over. */
async function underLock(work) {
  mkdirSync(path.dirname(lockDirectory), { recursive: true });
  for (;;) {
    try {
      mkdirSync(lockDirectory);
      break;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
      if (lockIsAbandoned()) rmSync(lockDirectory, { recursive: true, force: true });
      else await wait(100);
    }
  }
  try {
    writeFileSync(lockOwner, String(process.pid));
    await work();
  } finally {
    rmSync(lockDirectory, { recursive: true, force: true });
  }
}

function lockIsAbandoned() {
  const stat = statSync(lockDirectory, { throwIfNoEntry: false });
  if (!stat) return false;
  const ageMs = Date.now() - stat.mtimeMs;
  if (ageMs > 300_000) return true;
  const owner = existsSync(lockOwner) ? Number(readFileSync(lockOwner, "utf8")) : 0;
  // No owner yet: between its two steps, unless that has lasted too long.
  if (!owner) return ageMs > 5_000;
  try {
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}

if (process.argv[1] && pathToFileURL(path.resolve(process.argv[1])).href === import.meta.url) {
  try {
    await underLock(() => build(bundles));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
