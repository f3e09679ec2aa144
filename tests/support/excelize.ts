import path from "node:path";
import { Worker } from "node:worker_threads";

/** A cell as another program reads it. `formula` without the leading "=", null where there is none. */
export type ForeignCell = { readonly value: string | number | boolean | null; readonly formula: string | null };

export type ForeignSheet = {
  readonly name: string;
  readonly visible: boolean;
  /** A1 address → cell; blank cells are left out. */
  readonly cells: ReadonlyMap<string, ForeignCell>;
  /** Merged ranges as A1 text. */
  readonly merges: readonly string[];
  /** `ranges` as A1 texts with blanks between them. */
  readonly validations: readonly {
    readonly ranges: string;
    readonly type: string;
    readonly formula1: string | null;
    readonly formula2: string | null;
    readonly message: string | null;
  }[];
};

export type ForeignWorkbook = {
  readonly sheets: readonly ForeignSheet[];
  readonly names: readonly { readonly name: string; readonly refersTo: string; readonly scope: string }[];
};

type Answer = { readonly id: number; readonly error: string } | { readonly id: number; readonly workbook: AnsweredWorkbook };
type AnsweredWorkbook = Omit<ForeignWorkbook, "sheets"> & {
  readonly sheets: readonly (Omit<ForeignSheet, "cells"> & { readonly cells: readonly [string, ForeignCell][] })[];
};
type Waiting = { readonly resolve: (workbook: AnsweredWorkbook) => void; readonly reject: (error: Error) => void };

let worker: Worker | undefined;
const waiting = new Map<number, Waiting>();
let lastId = 0;

/**
 * What excelize-wasm makes of a package; it shares no code with our reader and writer. Loading it takes half a
 * second, once a test file. Throws an Error with its words where it cannot read the package.
 */
export async function readWithExcelize(bytes: Uint8Array): Promise<ForeignWorkbook> {
  const answered = await ask(bytes);
  return { ...answered, sheets: answered.sheets.map((sheet) => ({ ...sheet, cells: new Map(sheet.cells) })) };
}

/** Sheet name → A1 address → cell, sheets in the workbook's order. Errors as `readWithExcelize`. */
export async function cellsOf(bytes: Uint8Array): Promise<ReadonlyMap<string, ReadonlyMap<string, ForeignCell>>> {
  return new Map((await readWithExcelize(bytes)).sheets.map((sheet) => [sheet.name, sheet.cells]));
}

function ask(bytes: Uint8Array): Promise<AnsweredWorkbook> {
  worker ??= start();
  const id = ++lastId;
  const running = worker;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    // Only an open question may keep the process alive.
    running.ref();
    running.postMessage({ id, bytes });
  });
}

function start(): Worker {
  const started = new Worker(path.join(__dirname, "excelize-worker.mjs"));
  started.on("message", (answer: Answer) => {
    const asked = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) started.unref();
    if ("error" in answer) asked?.reject(new Error(`excelize: ${answer.error}`));
    else asked?.resolve(answer.workbook);
  });
  const failAll = (error: Error): void => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    worker = undefined;
  };
  started.on("error", failAll);
  started.on("exit", (code) => failAll(new Error(`excelize stopped with exit code ${code}`)));
  return started;
}
