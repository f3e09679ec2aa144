import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(__dirname, "../..");
const folder = path.join(root, "../shared/corpus");

export type CorpusFile = { readonly path: string; readonly name: string; readonly bytes: Uint8Array };

/** The project's own sample workbook. */
export const SAMPLE = path.join(root, "samples/市局2026年第三季度绩效考评.xlsx");

/** Real workbooks beside the project ("workbooks", "forms", "odd"); none, after a warning, where they are absent. */
export function corpusFiles(...parts: readonly ("workbooks" | "forms" | "odd")[]): readonly CorpusFile[] {
  return parts.flatMap((part) => {
    const below = path.join(folder, part);
    if (!existsSync(below)) {
      console.warn(`SKIPPED, not on this machine: the real workbooks of ../shared/corpus/${part}`);
      return [];
    }
    return readdirSync(below)
      .sort()
      .map((name) => ({ path: path.join(below, name), name, bytes: new Uint8Array(readFileSync(path.join(below, name))) }));
  });
}
