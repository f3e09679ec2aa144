import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as XLSX from "@e965/xlsx";
import { init } from "excelize-wasm";
import { runJob, type JobStep } from "../../src/app/main-job";
import { readWorkbook } from "../../src/app/read-workbook";
import { threadCount } from "../../src/cli/thread-count";
import { CodedError } from "../../src/core/coded-error";
import { textsOf } from "../../src/i18n/command-line-texts";
import { openWorkbook } from "../../src/workbook/file/open-workbook";
import { benchFiles, type BenchFile } from "./bench-files";
import { takingTurns, type BenchTable } from "./ratio-table";

const FILES = 200;
const NOW = "2026-10-12T09:00:00+08:00";

type Depth = "read" | "recognize" | "structure" | "score" | "save";

/** Our way through one file, as far as `depth`. A file that we refuse with a code is refused by `run` too, and costs what it costs. */
async function through({ name, bytes }: BenchFile, depth: Depth): Promise<void> {
  try {
    const workbook = await openWorkbook(bytes, name);
    if (depth === "read") {
      await workbook.read({ sheets: "all", fields: ["values", "formulas", "styles", "protection", "validations", "conditionalFormats", "hidden", "tables"] });
      return;
    }
    if (depth === "recognize") {
      await readWorkbook(workbook);
      return;
    }
    const steps = new Set<JobStep>(depth === "structure" ? ["structure"] : ["structure", "score"]);
    await runJob(workbook, { steps, texts: textsOf("zh-CN").sheets, now: NOW, protect: true, signer: "" });
    if (depth === "save") workbook.save();
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
  }
}

/** The command line over these files or folders, its words thrown away. Findings and files that are refused are its everyday business. */
function commandLine(args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.resolve("bin/twinscore.js"), ...args], { stdio: ["ignore", "ignore", "inherit"] });
    child.on("error", reject);
    child.on("close", (status) => (status === null ? reject(new Error("the command line was ended")) : resolve()));
  });
}

/** The files as a folder on the disk, numbered, because many are there several times. */
function writtenOut(files: readonly BenchFile[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), "twinscore-bench-"));
  files.forEach(({ name, bytes }, index) => writeFileSync(path.join(folder, `${String(index)}${path.extname(name) || ".xlsx"}`), bytes));
  return folder;
}

/**
 * 200 workbooks: the job as far as scoring, against the fastest reader merely reading them. Goal: at most twice its time.
 * All in this one process and thread, but for the command line, whose start and reading from the disk count too.
 */
export async function benchMainJob(corpus: string): Promise<BenchTable> {
  const files = await benchFiles(FILES, corpus);
  const library = await init(path.resolve("node_modules/excelize-wasm/excelize.wasm.gz"));
  const all = (work: (file: BenchFile) => unknown) => async (): Promise<void> => {
    for (const file of files) await work(file);
  };
  const readers = {
    "@e965/xlsx reads": all(({ bytes }) => XLSX.read(bytes, { type: "array" })),
    "@e965/xlsx reads, dense": all(({ bytes }) => XLSX.read(bytes, { type: "array", dense: true })),
    "excelize-wasm reads": all(({ bytes }) => {
      const file = library.OpenReader(bytes);
      if (!file.error) for (const sheet of file.GetSheetList().list) file.GetRows(sheet);
    }),
  };
  const ours = {
    "TwinScore reads": all((file) => through(file, "read")),
    "… and recognises": all((file) => through(file, "recognize")),
    "… and structures": all((file) => through(file, "structure")),
    "… and scores": all((file) => through(file, "score")),
    "… and gives the bytes": all((file) => through(file, "save")),
  };
  const folder = writtenOut(files);
  const threads = threadCount(files.length);
  const program = { [`command line: score, ${String(threads)} thread${threads === 1 ? "" : "s"}`]: () => commandLine(["score", folder, "--json"]) };
  // Builds it where that is due.
  await commandLine(["--version"]);
  const times = await takingTurns({ ...readers, ...ours, ...program }, 3).finally(() => rmSync(folder, { recursive: true, force: true }));
  const fastest = Math.min(...Object.keys(readers).map((name) => times.get(name) ?? Infinity));
  return {
    title: `${FILES} workbooks (1.00 = the fastest reader)`,
    rows: [...times].map(([what, ms]) => ({ what, ms, ratio: ms / fastest, goal: what === "… and scores" ? { bound: "atMost", ratio: 2 } : null })),
  };
}
