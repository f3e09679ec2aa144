import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";

const root = path.resolve(__dirname, "../..");
/** The first start of a cold machine, plus time for each file. */
const startMs = 90_000;
const fileMs = 20_000;

let known: string | null | undefined;

function soffice(): string | null {
  if (known === undefined) {
    const asked = spawnSync(process.execPath, [path.join(root, "scripts/libreoffice.mjs"), "--find"], { encoding: "utf8" });
    known = asked.status === 0 ? asked.stdout.trim() : null;
  }
  return known;
}

/** Whether LibreOffice is on this machine. */
export function libreOfficeAvailable(): boolean {
  return soffice() !== null;
}

/**
 * A `describe` of tests that need LibreOffice. Without it they are skipped with a warning, except under `npm test`
 * and in CI (`TWINSCORE_SOFFICE` or `CI` set), where a missing LibreOffice fails.
 */
export function describeWithLibreOffice(title: string, tests: () => void): void {
  if (libreOfficeAvailable()) {
    describe(title, tests);
    return;
  }
  if (process.env["CI"] || process.env["TWINSCORE_SOFFICE"]) {
    describe(title, () => {
      test("LibreOffice is here", () => {
        throw new Error("LibreOffice was not found, and these tests must not be left out here");
      });
    });
    return;
  }
  console.warn(`SKIPPED, no LibreOffice on this machine: ${title}`);
  describe.skip(title, tests);
}

/**
 * The workbook as LibreOffice recalculates it, saved by LibreOffice as .xlsx. The cached values of formula cells
 * are removed from a copy first, so that every value in the result is LibreOffice's own.
 */
export async function recalculate(xlsx: Uint8Array): Promise<Uint8Array> {
  return only(await recalculateMany([xlsx]));
}

/** `recalculate` for many workbooks in one run of LibreOffice; the results stand in the order of the input. */
export function recalculateMany(workbooks: readonly Uint8Array[]): Promise<Uint8Array[]> {
  return convertMany(workbooks.map(withoutCachedValues), "xlsx", "xlsx");
}

/** A file converted by LibreOffice. Extensions without the dot, as LibreOffice's --convert-to takes them. */
export async function convert(bytes: Uint8Array, fromExtension: string, toExtension: string): Promise<Uint8Array> {
  return only(await convertMany([bytes], fromExtension, toExtension));
}

/** `convert` for many files in one run. A file that made LibreOffice fail or hang is tried once more, alone. */
export async function convertMany(files: readonly Uint8Array[], fromExtension: string, toExtension: string): Promise<Uint8Array[]> {
  if (files.length === 0) return [];
  const results = await oneAtATime(() => runConversion(files, fromExtension, toExtension));
  for (const [index, result] of results.entries()) {
    const file = files[index];
    if (result || !file) continue;
    const again = await oneAtATime(() => runConversion([file], fromExtension, toExtension));
    results[index] = again[0] ?? null;
  }
  return results.map((result, index) => {
    if (!result) throw new Error(`LibreOffice did not convert file ${index + 1} of ${files.length} from ${fromExtension} to ${toExtension}`);
    return result;
  });
}

/**
 * A copy of the package in which no formula cell has a cached value: `<v>` and `<is>` are gone and with them the
 * type that described them. Everything else stays.
 */
export function withoutCachedValues(xlsx: Uint8Array): Uint8Array {
  const parts = unzipSync(xlsx);
  for (const [name, bytes] of Object.entries(parts)) {
    if (/^\/?xl\/worksheets\/[^/]+\.xml$/i.test(name)) parts[name] = strToU8(stripFormulaValues(strFromU8(bytes)));
  }
  return zipSync(parts, { level: 1 });
}

function stripFormulaValues(xml: string): string {
  // One cell element at a time, with or without a namespace prefix; an empty cell <c …/> has nothing to lose.
  return xml.replace(/<((?:[\w.-]+:)?)c((?:\s[^<>]*?)?)(?<!\/)>([\s\S]*?)<\/\1c\s*>/g, (cell, prefix: string, attributes: string, content: string) => {
    if (!new RegExp(`<${prefix}f[\\s/>]`).test(content)) return cell;
    const bare = content.replace(new RegExp(`<${prefix}(v|is)(?:\\s[^<>]*)?(?:/>|>[\\s\\S]*?</${prefix}\\1\\s*>)`, "g"), "");
    return `<${prefix}c${attributes.replace(/\st\s*=\s*("[^"]*"|'[^']*')/, "")}>${bare}</${prefix}c>`;
  });
}

let queue: Promise<unknown> = Promise.resolve();

/** LibreOffice takes a core and 300 MB for itself: one at a time in each test worker. */
function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  const result = queue.then(work);
  queue = result.catch(() => undefined);
  return result;
}

/** One process, with a profile of its own so that neither a running LibreOffice nor another worker is in its way. */
async function runConversion(files: readonly Uint8Array[], from: string, to: string): Promise<(Uint8Array | null)[]> {
  const program = soffice();
  if (!program) throw new Error("LibreOffice is not on this machine");
  const folder = mkdtempSync(path.join(tmpdir(), "twinscore-libreoffice-"));
  try {
    const inputs = files.map((bytes, index) => {
      const file = path.join(folder, `file-${index}.${from}`);
      writeFileSync(file, bytes);
      return file;
    });
    const out = path.join(folder, "out");
    mkdirSync(out);
    const args = [
      `-env:UserInstallation=${pathToFileURL(path.join(folder, "profile")).href}`,
      "--headless",
      "--norestore",
      "--convert-to",
      to,
      "--outdir",
      out,
      ...inputs,
    ];
    await run(program, args, startMs + fileMs * files.length);
    const extension = to.split(":")[0] ?? to;
    return files.map((_, index) => {
      const result = path.join(out, `file-${index}.${extension}`);
      return existsSync(result) ? new Uint8Array(readFileSync(result)) : null;
    });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** Waits for the end of the process, whatever its end: which files came out is the caller's measure. */
function run(program: string, args: readonly string[], limitMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    // A group of its own, because soffice is a script that starts the program proper.
    const child = spawn(program, args, { stdio: "ignore", detached: process.platform !== "win32" });
    const timer = setTimeout(() => {
      if (child.pid === undefined) return;
      if (process.platform === "win32") spawnSync("taskkill", ["/pid", String(child.pid), "/t", "/f"]);
      else process.kill(-child.pid, "SIGKILL");
    }, limitMs);
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on("exit", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function only(results: readonly Uint8Array[]): Uint8Array {
  const [result] = results;
  if (!result) throw new Error("nothing came back");
  return result;
}
