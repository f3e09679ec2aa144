import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { init } from "excelize-wasm";
import { sampleNotes } from "./sample/sample-notes";
import { sampleWorkbook } from "./sample/sample-workbook";

const NAME = "市局2026年第三季度绩效考评";

/** npm run sample [FOLDER]: writes the sample workbook and the page that says what is in it. */
async function main(folder: string): Promise<void> {
  const library = await init(path.resolve("node_modules/excelize-wasm/excelize.wasm.gz"));
  const sample = sampleWorkbook(library, { seed: 20260930, unitCount: 12, personCount: 80, withMistakes: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${NAME}.xlsx`), sample.xlsx);
  writeFileSync(path.join(folder, `${NAME}.md`), sampleNotes(NAME, sample));
  console.log(`${path.join(folder, `${NAME}.xlsx`)}: ${sample.sheets.length} sheets, ${sample.mistakes.length} mistakes, ${sample.xlsx.length} bytes`);
}

main(process.argv[2] ?? "samples").then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
