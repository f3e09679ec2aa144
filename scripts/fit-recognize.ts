import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { rowWeightsSource, sequenceOf } from "./support/fit-rows";
import { inventSheets } from "./support/invented-sheets";
import { imtqaSheets, sausSheets } from "./support/labelled-sheets";
import { fitRowModel } from "./support/row-fit";
import { rowScores } from "./support/row-scores";

const INVENTED = 2000;

/** Fits the row model and writes src/core/recognize/row-weights.ts. Deterministic. How well it does on sheets that it was not fitted on: `npm run eval:recognize`. */
export async function main(): Promise<void> {
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
  const model = fitRowModel([...saus, ...imtqa, ...invented], (line) => {
    console.error(line);
  });
  writeFileSync(join(root, "src", "core", "recognize", "row-weights.ts"), rowWeightsSource(model));
  console.log(`fitted on ${String(saus.length)} SAUS, ${String(imtqa.length)} IM-TQA and ${String(invented.length)} invented sheets`);
  console.log(`SAUS (fitted on)          ${rowScores(saus, model)}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 2;
});
