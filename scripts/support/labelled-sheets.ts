import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { SheetSnapshot, WorkbookSnapshot } from "../../src/core/grid/snapshot";
import type { RowClass } from "../../src/core/recognize/table";
import { openWorkbook } from "../../src/workbook/file/open-workbook";
import type { LabelledSheet } from "./invented-sheets";

/** Values, formulas and styles of a workbook file. */
export async function readSnapshot(path: string): Promise<WorkbookSnapshot> {
  const workbook = await openWorkbook(new Uint8Array(readFileSync(path)), basename(path));
  return workbook.read({ sheets: "all", fields: ["values", "formulas", "styles"] });
}

const SAUS_CLASSES: Readonly<Record<string, RowClass>> = { metadata: "title", header: "header", group: "group", data: "data", derived: "total", notes: "note" };

/** The published row classes of statistical tables (SAUS); none where the folder is absent. */
export async function sausSheets(bench: string): Promise<readonly LabelledSheet[]> {
  const folder = join(bench, "saus");
  const sheets: LabelledSheet[] = [];
  for (const line of jsonLines(join(folder, "lines.jsonl"))) {
    const { id, file, lines } = line as { readonly id?: string; readonly file?: string; readonly lines: Readonly<Record<string, string>> };
    if (file === undefined) continue;
    const workbook = await readSnapshot(join(folder, file));
    const sheet = workbook.sheets[0];
    if (!sheet?.used) continue;
    const labels = new Map<number, RowClass>();
    for (const [row, name] of Object.entries(lines)) {
      const label = SAUS_CLASSES[name];
      if (label) labels.set(Number(row) - 1, label);
    }
    sheets.push({ workbook, sheet, labels, weight: 1, source: (id ?? file).replace(/#.*$/, "") });
  }
  return sheets;
}

/** A vertical Chinese table (IM-TQA) with the addresses of its header cells. */
export type HeaderCellsSheet = { readonly workbook: WorkbookSnapshot; readonly sheet: SheetSnapshot; readonly headerCells: readonly string[] };

/** The vertical tables of IM-TQA with their header cells; none where the folder is absent. */
export async function imtqaVertical(bench: string, part: "train" | "dev"): Promise<readonly HeaderCellsSheet[]> {
  const folder = join(bench, "imtqa");
  const sheets: HeaderCellsSheet[] = [];
  for (const line of jsonLines(join(folder, `imtqa_${part}.jsonl`))) {
    const { file, type, column_attribute } = line as { readonly file: string; readonly type: string; readonly column_attribute: readonly string[] };
    if (type !== "vertical") continue;
    const workbook = await readSnapshot(join(folder, file.replace(/^imtqa_xlsx\//, "")));
    const sheet = workbook.sheets[0];
    if (sheet?.used) sheets.push({ workbook, sheet, headerCells: column_attribute });
  }
  return sheets;
}

/** The header rows of Chinese tables (IM-TQA): vertical and hierarchical ones, whose headers stand on top. */
export async function imtqaSheets(bench: string, part: "train" | "dev"): Promise<readonly LabelledSheet[]> {
  const folder = join(bench, "imtqa");
  const sheets: LabelledSheet[] = [];
  for (const line of jsonLines(join(folder, `imtqa_${part}.jsonl`))) {
    const { file, type, column_attribute } = line as { readonly file: string; readonly type: string; readonly column_attribute: readonly string[] };
    if (type !== "vertical" && type !== "hierarchical") continue;
    const workbook = await readSnapshot(join(folder, file.replace(/^imtqa_xlsx\//, "")));
    const sheet = workbook.sheets[0];
    if (!sheet?.used) continue;
    const headers = new Set(column_attribute.map((address) => Number(/\d+/.exec(address)?.[0] ?? 0) - 1));
    const labels = new Map<number, RowClass>();
    const notHeader = new Set<number>();
    sheet.values.forEach((values, r) => {
      const row = r + (sheet.used?.row ?? 0);
      const filled = values.filter((value) => value !== null).length;
      if (headers.has(row)) {
        // A section row inside the body is called a column attribute there; here it is a group.
        if (filled > 1) labels.set(row, "header");
      } else notHeader.add(row);
    });
    sheets.push({ workbook, sheet, labels, notHeader, weight: 1 });
  }
  return sheets;
}

function jsonLines(path: string): readonly unknown[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8").trim().split("\n").map((line): unknown => JSON.parse(line));
}
