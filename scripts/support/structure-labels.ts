import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One table as a reader labelled it; addresses only. `ambiguous` lists other readings that count as right, by field. */
export type TableLabel = {
  readonly range: string;
  readonly headerRows: readonly [number, number] | null;
  readonly columns: Readonly<Record<string, string>>;
  readonly hierarchyColumns: readonly string[];
  readonly totalRows: readonly number[];
  readonly ambiguous?: Readonly<Record<string, readonly unknown[]>>;
};

/** `sheet`: its name, or its place from 1. `rows`: class by one-based row. */
export type SheetLabel = { readonly sheet: string | number; readonly tables: readonly TableLabel[]; readonly rows: Readonly<Record<string, string>> };

export type WorkbookLabel = {
  readonly path: string;
  /** Who published the file: sheets of one source resemble each other, so that figures are also averaged over sources. */
  readonly source: string;
  readonly sheets: readonly SheetLabel[];
};

/** The labels that came with the real workbooks (gold.json); none where the folder is absent. */
export function givenLabels(corpus: string): readonly WorkbookLabel[] {
  const path = join(corpus, "gold.json");
  if (!existsSync(path)) return [];
  const { files } = JSON.parse(readFileSync(path, "utf8")) as { readonly files: Readonly<Record<string, readonly (Omit<SheetLabel, "rows"> & { readonly rows?: SheetLabel["rows"] })[]>> };
  return Object.entries(files).map(([file, sheets]) => ({ path: join(corpus, file), source: sourceOf(file), sheets: sheets.map((sheet) => ({ ...sheet, rows: sheet.rows ?? {} })) }));
}

/** Our own labels of the other files (tests/corpus/structure-labels.json), found by the files' hashes. */
export function ownLabels(project: string, corpus: string): readonly WorkbookLabel[] {
  const { files } = JSON.parse(readFileSync(join(project, "tests", "corpus", "structure-labels.json"), "utf8")) as { readonly files: Readonly<Record<string, readonly SheetLabel[]>> };
  return ["workbooks", "forms"].flatMap((folder) =>
    (existsSync(join(corpus, folder)) ? readdirSync(join(corpus, folder)) : []).flatMap((name): readonly WorkbookLabel[] => {
      const path = join(corpus, folder, name);
      const sheets = files[createHash("sha256").update(readFileSync(path)).digest("hex")];
      return sheets ? [{ path, source: sourceOf(name), sheets: sheets.map((sheet) => ({ ...sheet, rows: rowByRow(sheet.rows) })) }] : [];
    }),
  );
}

/** "visible__owner__project__name" → "owner". */
function sourceOf(file: string): string {
  return file.replace(/^.*\//, "").split("__")[1] ?? file;
}

/** {"header": "2-3,13"} → {"2": "header", "3": "header", "13": "header"}. */
function rowByRow(byClass: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const rows: Record<string, string> = {};
  for (const [label, list] of Object.entries(byClass)) {
    for (const part of list.split(",")) {
      const [first = 0, last = first] = part.split("-").map(Number);
      for (let row = first; row <= last; row++) rows[String(row)] = label;
    }
  }
  return rows;
}
