import { checkReading } from "../../src/app/check-workbook";
import { readWorkbook } from "../../src/app/read-workbook";
import { CodedError } from "../../src/core/coded-error";
import { openWorkbook } from "../../src/workbook/file/open-workbook";
import { seededRandom } from "../sample/seeded-random";
import type { BaseWorkbook } from "./base-workbooks";
import { mutated } from "./package-mutations";

/** What became of one mutated file. `problem` is set where something other than a CodedError came out. */
export type FuzzOutcome = {
  readonly base: string;
  readonly how: readonly string[];
  /** "opened", or the code it was refused with. */
  readonly result: string;
  readonly problem: string | null;
};

/** The file of a case. The same seed and number always give the same bytes. */
export function fuzzFile(bases: readonly BaseWorkbook[], seed: number, number: number): { readonly base: BaseWorkbook; readonly bytes: Uint8Array; readonly how: readonly string[] } {
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) + number);
  const base = random.pick(bases);
  return { base, ...mutated(base.bytes, random) };
}

/** What people do with a file: open, read, recognise and check it, save, open what was saved. Throws CodedError where it is refused. */
async function exercise(bytes: Uint8Array, name: string): Promise<void> {
  const file = await openWorkbook(bytes, name);
  const before = await readWorkbook(file);
  await checkReading(before);
  const saved = await openWorkbook(file.save(), name);
  const after = await readWorkbook(saved);
  if (after.workbook.sheets.length !== before.workbook.sheets.length) throw new Error("saving without a change changed the number of sheets");
}

/** Runs one case. Never throws, but may take as long and as much memory as the code under test does. */
export async function runCase(bases: readonly BaseWorkbook[], seed: number, number: number): Promise<FuzzOutcome> {
  const { base, bytes, how } = fuzzFile(bases, seed, number);
  try {
    await exercise(bytes, base.name);
    return { base: base.name, how, result: "opened", problem: null };
  } catch (error) {
    if (error instanceof CodedError) return { base: base.name, how, result: error.code, problem: null };
    return { base: base.name, how, result: "threw", problem: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
