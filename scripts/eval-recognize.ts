import { join } from "node:path";
import { compileRowModel, type CompiledRowModel } from "../src/core/recognize/label-rows";
import { ROW_TRANSITIONS, ROW_WEIGHTS } from "../src/core/recognize/row-weights";
import { sequenceOf, type Sequence } from "./support/fit-rows";
import { headerCellScore } from "./support/header-cells";
import { inventSheets } from "./support/invented-sheets";
import { imtqaSheets, imtqaVertical, sausSheets } from "./support/labelled-sheets";
import { fitRowModel, foldOf, INVENTED_SHEETS } from "./support/row-fit";
import { rowScores } from "./support/row-scores";
import { givenLabels, ownLabels, type WorkbookLabel } from "./support/structure-labels";
import { scoreStructure, STRUCTURE_MEASURES, type StructureMeasure } from "./support/structure-score";

/**
 * npm run eval:recognize [-- --errors] [-- --folds N]: how well recognition does, set by set. `--errors` lists what is wrong,
 * `--folds 0` leaves out the held folds (they fit the model anew for each fold). Needs the labelled tables beside the project
 * (../shared) and says so where they are missing.
 */
export async function main(args: readonly string[] = process.argv.slice(2)): Promise<void> {
  const project = process.cwd();
  const shared = join(project, "..", "shared");
  const corpus = join(shared, "corpus");
  const bench = join(shared, "bench");
  const given = givenLabels(corpus);
  if (given.length === 0) {
    console.error(`eval-recognize: no labels at ${shared}`);
    process.exitCode = 2;
    return;
  }
  const own = ownLabels(project, corpus);
  const withErrors = args.includes("--errors");
  console.log("Evaluation workbooks (nothing is fitted on them)");
  await structure("labels given", given, withErrors);
  await structure("labels of ours", own, withErrors);
  await structure("together", [...given, ...own], false);

  const model = compileRowModel(ROW_WEIGHTS, ROW_TRANSITIONS);
  const vertical = headerCellScore(await imtqaVertical(bench, "dev"));
  console.log("\nIM-TQA dev (nothing is fitted on it)");
  console.log(`  header cells of vertical tables  F1 ${vertical.f1.toFixed(3)}  precision ${vertical.precision.toFixed(3)}  recall ${vertical.recall.toFixed(3)}`);
  console.log(`  header rows, vertical and hierarchical  ${rowScores((await imtqaSheets(bench, "dev")).map(sequenceOf), model)}`);
  console.log("\nInvented sheets, another seed than those fitted on");
  console.log(`  ${rowScores(inventSheets(300, 99).map(sequenceOf), model)}`);

  const folds = Number(args[args.indexOf("--folds") + 1] ?? "5");
  const count = args.includes("--folds") ? folds : 5;
  const saus = await sausSheets(bench);
  console.log("\nSAUS");
  console.log(`  fitted on   ${rowScores(saus.map(sequenceOf), model)}`);
  if (count < 2) return;
  const sheets = saus.map((sheet) => ({ sequence: sequenceOf(sheet), fold: foldOf(sheet.source ?? "", count) }));
  const rest = [...(await imtqaSheets(bench, "train")).map(sequenceOf), ...inventSheets(INVENTED_SHEETS, 7).map(sequenceOf)];
  const held: { readonly sequence: Sequence; readonly model: CompiledRowModel }[] = [];
  for (let fold = 0; fold < count; fold++) {
    const fitted = fitRowModel([...sheets.filter((sheet) => sheet.fold !== fold).map(({ sequence }) => sequence), ...rest]);
    for (const { sequence } of sheets.filter((sheet) => sheet.fold === fold)) held.push({ sequence, model: fitted });
  }
  console.log(`  held folds  ${rowScores(held.map(({ sequence }) => sequence), held.map((sheet) => sheet.model))}   (${String(count)} folds by workbook)`);
}

async function structure(name: string, labels: readonly WorkbookLabel[], withErrors: boolean): Promise<void> {
  const score = await scoreStructure(labels);
  const line = (of: Readonly<Record<StructureMeasure, number>>): string => STRUCTURE_MEASURES.map((measure) => `${measure} ${of[measure].toFixed(3)}`).join("  ");
  const { columns, right, sure, sureAndRight } = score.calibration;
  console.log(`  ${name}: ${String(score.files)} files, ${String(score.labelled)} tables`);
  console.log(`    over tables   ${line(score)}`);
  console.log(`    over sources  ${line(score.bySource)}`);
  console.log(`    columns       ${String(columns)}, right ${(right / columns).toFixed(3)}; reported at .9 or more ${(sure / columns).toFixed(3)}, of these right ${(sureAndRight / Math.max(1, sure)).toFixed(3)}`);
  if (withErrors) for (const error of score.errors) console.log(`      ${error}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 2;
});
