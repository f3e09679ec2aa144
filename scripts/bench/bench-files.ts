import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { init } from "excelize-wasm";
import { sampleWorkbook } from "../sample/sample-workbook";

export type BenchFile = { readonly name: string; readonly bytes: Uint8Array };

const VARIANTS = 24;

/**
 * `count` workbooks such as an office collects: variants of the sample from 2 units and 8 people to 12 and 96, and the
 * real workbooks of `corpus` where that folder is there; each as often as needed to make up the number.
 */
export async function benchFiles(count: number, corpus: string): Promise<readonly BenchFile[]> {
  const library = await init(path.resolve("node_modules/excelize-wasm/excelize.wasm.gz"));
  const files: BenchFile[] = [];
  for (let variant = 0; variant < VARIANTS; variant++) {
    const unitCount = 2 + (variant % 11);
    const personCount = unitCount * (3 + (variant % 6));
    files.push({ name: `variant ${variant}`, bytes: sampleWorkbook(library, { seed: variant, unitCount, personCount, withMistakes: variant % 2 === 0 }).xlsx });
  }
  if (existsSync(corpus)) {
    for (const folder of ["workbooks", "forms"]) {
      for (const name of readdirSync(path.join(corpus, folder)).sort()) {
        if (/\.(xlsx|xlsm|xls)$/i.test(name)) files.push({ name, bytes: new Uint8Array(readFileSync(path.join(corpus, folder, name))) });
      }
    }
  } else console.warn(`no ${corpus}: measuring with generated workbooks only`);
  return Array.from({ length: count }, (_, index) => {
    const file = files[index % files.length];
    if (!file) throw new Error("no files to measure with");
    return file;
  });
}
