import { isDeepStrictEqual } from "node:util";
import { checkReading } from "../../src/app/check-workbook";
import { JOB_STEPS, runJob } from "../../src/app/main-job";
import { readWorkbook } from "../../src/app/read-workbook";
import { CodedError } from "../../src/core/coded-error";
import { textsOf } from "../../src/i18n/command-line-texts";
import { openWorkbook } from "../../src/workbook/file/open-workbook";
import { seededRandom } from "../sample/seeded-random";
import type { BaseWorkbook } from "./base-workbooks";
import { mutated } from "./package-mutations";

/** What became of one mutated file. `problem` is set where something other than a CodedError came out. */
export type FuzzOutcome = {
  readonly base: string;
  readonly how: readonly string[];
  /** What was done with it, or the code it was refused with. */
  readonly result: string;
  readonly problem: string | null;
};

/** The file of a case. The same seed and number always give the same bytes. */
export function fuzzFile(bases: readonly BaseWorkbook[], seed: number, number: number): { readonly base: BaseWorkbook; readonly bytes: Uint8Array; readonly how: readonly string[] } {
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) + number);
  const base = random.pick(bases);
  return { base, ...mutated(base.bytes, random) };
}

/**
 * What people do with a file: the whole job, save, open what was saved, take everything back. Throws CodedError where
 * something is refused, and an Error where undo does not give back the bytes from before.
 */
async function exercise(bytes: Uint8Array, name: string): Promise<string> {
  const file = await openWorkbook(bytes, name);
  const untouched = file.save();
  const job = await runJob(file, { steps: new Set(JOB_STEPS), texts: textsOf("zh-CN").sheets, now: "2026-10-12T09:00:00+08:00", protect: true, signer: "" });
  const saved = await openWorkbook(file.save(), name);
  await checkReading(await readWorkbook(saved));
  for (const receipt of [...job.receipts].reverse()) await file.undo(receipt);
  if (!isDeepStrictEqual(file.save(), untouched)) throw new Error("undo did not give back what was there before");
  return job.receipts.length > 0 ? "worked on" : "opened, nothing to do";
}

/** Runs one case. Never throws, but may take as long and as much memory as the code under test does. */
export async function runCase(bases: readonly BaseWorkbook[], seed: number, number: number): Promise<FuzzOutcome> {
  const { base, bytes, how } = fuzzFile(bases, seed, number);
  try {
    return { base: base.name, how, result: await exercise(bytes, base.name), problem: null };
  } catch (error) {
    if (error instanceof CodedError) return { base: base.name, how, result: error.code, problem: null };
    return { base: base.name, how, result: "threw", problem: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
