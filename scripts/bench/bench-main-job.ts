import path from "node:path";
import * as XLSX from "@e965/xlsx";
import { init } from "excelize-wasm";
import { runJob, type JobStep } from "../../src/app/main-job";
import { readWorkbook } from "../../src/app/read-workbook";
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

/** 200 workbooks in one process: the job as far as scoring, against the fastest reader merely reading them. Goal: at most twice its time. */
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
  const times = await takingTurns({ ...readers, ...ours }, 3);
  const fastest = Math.min(...Object.keys(readers).map((name) => times.get(name) ?? Infinity));
  return {
    title: `${FILES} workbooks, one process (1.00 = the fastest reader)`,
    rows: [...times].map(([what, ms]) => ({ what, ms, ratio: ms / fastest, goal: what === "… and scores" ? { bound: "atMost", ratio: 2 } : null })),
  };
}
