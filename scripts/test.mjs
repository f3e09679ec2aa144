// npm test: everything that must hold, from a fresh checkout on. Arguments go to jest (`npm test -- tests/score`).
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { obtainBrowser } from "./browser.mjs";
import { obtainLibreOffice } from "./libreoffice.mjs";
import { obtainOpenpyxl } from "./openpyxl.mjs";
import { root, setUp, SetUpError } from "./setup.mjs";

const tool = (file) => path.join(root, "node_modules", file);
/** @type {{ name: string, seconds: number, problem: string | null }[]} */
const done = [];

/** Runs one stage and notes how it went. Output is held back unless `live`, so that stages running side by side do not mix. */
async function stage(name, args, { live = false, env = {} } = {}) {
  const started = performance.now();
  if (live) console.log(`\n== ${name}`);
  const { status, output } = await new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio: live ? "inherit" : ["ignore", "pipe", "pipe"] });
    let text = "";
    child.stdout?.on("data", (data) => (text += data));
    child.stderr?.on("data", (data) => (text += data));
    child.on("error", (error) => resolve({ status: 1, output: error.message }));
    child.on("close", (code, signal) => resolve({ status: signal ?? code, output: text }));
  });
  note(name, started, status === 0 ? null : `exit ${status}`);
  if (!live && status !== 0) console.log(`\n== ${name}\n${output.trimEnd()}`);
}

function note(name, startedMs, problem) {
  done.push({ name, seconds: (performance.now() - startedMs) / 1000, problem });
  console.log(`${problem ? "✗" : "✓"} ${name}`);
}

async function staticChecks() {
  const tsc = (project) => () => stage(`types ${project}`, [tool("typescript/bin/tsc"), "-p", project]);
  const waiting = [
    () => stage("lint", [tool("eslint/bin/eslint.js"), ".", "--max-warnings", "0"]),
    tsc("tsconfig.json"),
    tsc("tsconfig.core.json"),
    tsc("tsconfig.portable.json"),
    // Named one by one: given the folder, Node would take this very file for a test.
    () => stage("scripts", ["--test", "scripts/lint-rules.test.mjs", "scripts/static-server.test.mjs", "scripts/check-manifest.test.mjs", "scripts/addin-page.test.mjs"]),
    () => stage("manifest", ["scripts/check-manifest.mjs"]),
    () => stage("unused", [tool("knip/bin/knip.js")]),
  ];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await next();
  };
  await Promise.all([lane(), lane()]);
}

/** Runs jest with a configuration. What it needs is named in the environment, so that a test that cannot find it fails instead of being left out. */
async function jestTests(name, config, env, jestArgs) {
  const report = path.join(root, ".cache", `${name}-results.json`);
  mkdirSync(path.dirname(report), { recursive: true });
  rmSync(report, { force: true });
  await stage(name, [tool("jest/bin/jest.js"), `--config=${config}`, "--maxWorkers=2", "--json", `--outputFile=${report}`, ...jestArgs], { live: true, env });
  // No report: jest itself broke down, which the stage has already said.
  if (!existsSync(report)) return;
  const started = performance.now();
  const { numPassedTests, numPendingTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
  const skipped = testResults.flatMap(({ assertionResults }) => assertionResults.filter(({ status }) => status === "pending"));
  const withoutOracle = skipped.filter(({ fullName }) => /LibreOffice|openpyxl/.test(fullName));
  for (const { fullName } of skipped) console.log(`  skipped: ${fullName}`);
  note(`${name}: ${numPassedTests} passed, ${numPendingTests} skipped`, started, withoutOracle.length > 0 ? `${withoutOracle.length} tests of LibreOffice or openpyxl were skipped` : null);
}

try {
  const started = performance.now();
  setUp();
  const libreOffice = obtainLibreOffice();
  const openpyxl = obtainOpenpyxl();
  const browser = obtainBrowser();
  if (!libreOffice || !openpyxl || !browser) process.exit(1);
  note("set-up", started, null);
  await staticChecks();
  await stage("build", [path.join(root, "scripts/build.mjs")]);
  const named = process.argv.slice(2);
  const endToEnd = named.some((name) => name.includes("e2e"));
  if (!endToEnd) await jestTests("tests", "jest.config.cjs", { TWINSCORE_SOFFICE: libreOffice, TWINSCORE_PYTHON: openpyxl }, named);
  if (endToEnd || named.length === 0) await jestTests("end-to-end", "jest.e2e.config.cjs", { TWINSCORE_BROWSER: browser }, named);
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  console.error(error.message);
  process.exit(1);
}

console.log("");
for (const { name, seconds, problem } of done) console.log(`${problem ? "✗" : "✓"} ${seconds.toFixed(1).padStart(6)} s  ${name}${problem ? `: ${problem}` : ""}`);
const failed = done.filter(({ problem }) => problem);
console.log(failed.length === 0 ? "\n全部通过 · All passed" : `\n未通过 · Failed: ${failed.map(({ name }) => name).join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;
