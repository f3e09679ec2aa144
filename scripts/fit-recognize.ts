import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fitRows, rowWeightsSource, sequenceOf, type FitOptions, type Sequence } from "./support/fit-rows";
import { inventSheets } from "./support/invented-sheets";
import { imtqaSheets, sausSheets } from "./support/labelled-sheets";
import { ROW_PRIOR, TRANSITION_PRIOR } from "./support/row-prior";
import { rowScores } from "./support/row-scores";

const OPTIONS: FitOptions = { iterations: 120, rate: 0.08, pull: 3e-4, classWeight: { group: 1.3, total: 1.3, header: 1.2, meta: 1.5 } };
const INVENTED = 2000;

/**
 * Fits the row model and writes src/core/recognize/row-weights.ts. With `--check` it fits on two thirds of the published
 * tables, prints how the last third comes out, and writes nothing. Deterministic.
 */
export async function main(args: readonly string[] = process.argv.slice(2)): Promise<void> {
  const root = process.cwd();
  const bench = join(root, "..", "shared", "bench");
  const saus = (await sausSheets(bench)).map(sequenceOf);
  const imtqa = (await imtqaSheets(bench, "train")).map(sequenceOf);
  if (saus.length === 0 || imtqa.length === 0) {
    console.error(`fit-recognize: the labelled tables are missing (${bench}); nothing is fitted.`);
    process.exitCode = 2;
    return;
  }
  const invented = inventSheets(INVENTED, 7).map(sequenceOf);
  const heldOut = inventSheets(300, 99).map(sequenceOf);
  const prior = { weights: ROW_PRIOR, transitions: TRANSITION_PRIOR };
  const log = (line: string): void => console.error(line);
  if (args.includes("--check")) {
    const third = (wanted: boolean) => (_: Sequence, i: number): boolean => (i % 3 === 2) === wanted;
    const model = fitRows([...saus.filter(third(false)), ...imtqa.filter(third(false)), ...invented], prior, OPTIONS, log);
    console.log(`SAUS, third left out      ${rowScores(saus.filter(third(true)), model)}`);
    console.log(`IM-TQA, third left out    ${rowScores(imtqa.filter(third(true)), model)}`);
    console.log(`invented, left out        ${rowScores(heldOut, model)}`);
    return;
  }
  const model = fitRows([...saus, ...imtqa, ...invented], prior, OPTIONS, log);
  writeFileSync(join(root, "src", "core", "recognize", "row-weights.ts"), rowWeightsSource(model));
  console.log(`fitted on ${String(saus.length)} SAUS, ${String(imtqa.length)} IM-TQA and ${String(invented.length)} invented sheets`);
  console.log(`SAUS (fitted on)          ${rowScores(saus, model)}`);
  console.log(`invented, left out        ${rowScores(heldOut, model)}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 2;
});
