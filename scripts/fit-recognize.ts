import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { columnExample, columnScores, columnWeightsSource, fitColumns, type ColumnFitOptions } from "./support/fit-columns";
import { rowWeightsSource, sequenceOf } from "./support/fit-rows";
import { inventSheets } from "./support/invented-sheets";
import { inventTables } from "./support/invented-tables";
import { imtqaSheets, sausSheets } from "./support/labelled-sheets";
import { fitRowModel, INVENTED_SHEETS } from "./support/row-fit";
import { rowScores } from "./support/row-scores";

const INVENTED_TABLES = 3000;
const COLUMN_OPTIONS: ColumnFitOptions = { iterations: 150, rate: 0.08, pull: 1e-4 };

/**
 * npm run fit:recognize [-- rows] [-- columns]: fits the models and writes their weights into src/core/recognize. Deterministic. How well
 * they do on what they were not fitted on: `npm run eval:recognize`.
 */
export async function main(args: readonly string[] = process.argv.slice(2)): Promise<void> {
  const wants = (part: string): boolean => args.length === 0 || args.includes(part);
  const folder = join(process.cwd(), "src", "core", "recognize");
  const log = (line: string): void => {
    console.error(line);
  };
  if (wants("rows")) {
    const bench = join(process.cwd(), "..", "shared", "bench");
    const saus = (await sausSheets(bench)).map(sequenceOf);
    const imtqa = (await imtqaSheets(bench, "train")).map(sequenceOf);
    if (saus.length === 0 || imtqa.length === 0) {
      console.error(`fit-recognize: the labelled tables are missing (${bench}); nothing is fitted.`);
      process.exitCode = 2;
      return;
    }
    const invented = inventSheets(INVENTED_SHEETS, 7).map(sequenceOf);
    const model = fitRowModel([...saus, ...imtqa, ...invented], log);
    writeFileSync(join(folder, "row-weights.ts"), rowWeightsSource(model));
    console.log(`rows fitted on ${String(saus.length)} SAUS, ${String(imtqa.length)} IM-TQA and ${String(invented.length)} invented sheets`);
    console.log(`  SAUS (fitted on)  ${rowScores(saus, model)}`);
  }
  if (wants("columns")) {
    const model = fitColumns(inventTables(INVENTED_TABLES, 11).map(columnExample), COLUMN_OPTIONS, log);
    writeFileSync(join(folder, "column-weights.ts"), columnWeightsSource(model));
    console.log(`columns fitted on ${String(INVENTED_TABLES)} invented tables`);
    console.log(`  another seed      ${columnScores(inventTables(500, 12).map(columnExample), model)}`);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 2;
});
