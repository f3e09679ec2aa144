// npm run eval-recognize (node scripts/run-ts.mjs scripts/eval-recognize.ts): how well recognition does on labelled tables.
import { join } from "node:path";
import { compileRowModel } from "../src/core/recognize/label-rows";
import { ROW_TRANSITIONS, ROW_WEIGHTS } from "../src/core/recognize/row-weights";
import { sequenceOf } from "./support/fit-rows";
import { inventSheets } from "./support/invented-sheets";
import { imtqaSheets, sausSheets } from "./support/labelled-sheets";
import { rowScores } from "./support/row-scores";
import { scoreStructure } from "./support/structure-score";

/** Prints the figures; needs the labelled tables beside the project (../shared) and says so where they are missing. */
export async function main(): Promise<void> {
  const shared = join(process.cwd(), "..", "shared");
  const structure = await scoreStructure(join(shared, "corpus"));
  if (structure === null) console.error(`eval-recognize: no labels at ${shared}`);
  else {
    const { files, ...shares } = structure;
    console.log(`labelled workbooks (${String(files)}): ${Object.entries(shares).map(([name, value]) => `${name} ${value.toFixed(3)}`).join("  ")}`);
  }
  const model = compileRowModel(ROW_WEIGHTS, ROW_TRANSITIONS);
  console.log(`SAUS (the model was fitted on it)   ${rowScores((await sausSheets(join(shared, "bench"))).map(sequenceOf), model)}`);
  console.log(`IM-TQA dev (not fitted on)          ${rowScores((await imtqaSheets(join(shared, "bench"), "dev")).map(sequenceOf), model)}`);
  console.log(`invented, another seed              ${rowScores(inventSheets(300, 99).map(sequenceOf), model)}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 2;
});
