import { foldText } from "../grid/fold-text";
import type { TableDraft } from "./cut-tables";
import type { DescribedColumn } from "./column-features";
import type { LabelledColumn } from "./label-columns";
import { readMarkInText } from "./marks-in-text";
import { KIND, type SheetGrid } from "./sheet-grid";
import type { RecognizedIndicator } from "./table";

/**
 * The indicators that stand in the rows of a table: one for each cell of the indicator column, with the levels and
 * section rows above it, and with the weight and the full mark that belong to it alone. Rules RC-31, RC-32, RC-33.
 */
export function readIndicators(grid: SheetGrid, draft: TableDraft, columns: readonly DescribedColumn[], roles: readonly LabelledColumn[]): readonly RecognizedIndicator[] {
  const at = roles.findIndex((label) => label.role === "indicator");
  const leaf = columns[at];
  if (!leaf) return [];
  const levels = columns.filter((_, i) => roles[i]?.role.startsWith("level") && i < at);
  const blocks = blocksOf(grid, draft.dataRows, leaf.column);
  const weightColumn = ownMarkColumn(grid, blocks, columns, roles, "weight", at);
  const fullMarkColumn = ownMarkColumn(grid, blocks, columns, roles, "fullMark", at);
  const hasBands = roles.some((label) => label.role === "band");
  const groups = [...draft.groupRows].sort((a, b) => a - b);
  let g = 0;
  let group: string | null = null;
  const current = levels.map(() => "");
  return blocks.map((rows): RecognizedIndicator => {
    const first = rows[0] ?? 0;
    while (g < groups.length && (groups[g] ?? Infinity) < first) {
      const row = groups[g++] ?? 0;
      const column = grid.content.get(row)?.[0];
      group = column === undefined ? null : grid.infoAt(row, column).text;
      current.fill("");
    }
    levels.forEach((level, i) => {
      const text = textCovering(grid, first, level.column);
      if (text !== "") {
        current[i] = text;
        for (let j = i + 1; j < current.length; j++) if (textCovering(grid, first, levels[j]?.column ?? 0) === "") current[j] = "";
      }
    });
    const raw = foldText(grid.infoAt(first, leaf.column).text);
    const inName = readMarkInText(raw);
    return {
      row: first + grid.top,
      rows: (rows[rows.length - 1] ?? first) - first + 1,
      path: [...(group === null ? [] : [group]), ...current.filter((text) => text !== "")],
      name: raw,
      weight: (weightColumn === null ? null : markOf(grid, rows, weightColumn, hasBands)) ?? inName?.weight ?? null,
      fullMark: (fullMarkColumn === null ? null : markOf(grid, rows, fullMarkColumn, hasBands)) ?? inName?.fullMark ?? null,
    };
  });
}

/** Body rows by indicator: a new one begins where the indicator column has content. */
function blocksOf(grid: SheetGrid, dataRows: readonly number[], column: number): readonly (readonly number[])[] {
  const blocks: number[][] = [];
  for (const row of dataRows) {
    const blank = (grid.kinds[row * grid.columns + column] ?? 0) === KIND.blank;
    const last = blocks[blocks.length - 1];
    if (!blank) blocks.push([row]);
    else if (last) {
      const merge = grid.mergeAt(row, column);
      const before = last[last.length - 1] ?? row;
      if (merge !== null ? merge.row <= before : true) last.push(row);
    }
  }
  return blocks;
}

/** The mark column that changes with the indicator, not with its level: of several the one nearest to the right. */
function ownMarkColumn(grid: SheetGrid, blocks: readonly (readonly number[])[], columns: readonly DescribedColumn[], roles: readonly LabelledColumn[], role: "weight" | "fullMark", at: number): number | null {
  let top: { column: number; score: number } | null = null;
  columns.forEach((column, i) => {
    if (roles[i]?.role !== role) return;
    const own = blocks.filter((rows) => rows.some((row) => (grid.kinds[row * grid.columns + column.column] ?? 0) !== KIND.blank)).length;
    const share = blocks.length === 0 ? 0 : own / blocks.length;
    if (blocks.length > 1 && spansSeveral(grid, blocks, column.column)) return;
    const score = share + (i > at ? 0.2 : 0) - Math.abs(i - at) * 0.005;
    if (share > 0 && (top === null || score > top.score)) top = { column: column.column, score };
  });
  return (top as { column: number; score: number } | null)?.column ?? null;
}

function spansSeveral(grid: SheetGrid, blocks: readonly (readonly number[])[], column: number): boolean {
  let spanning = 0;
  for (const rows of blocks) {
    const first = rows[0] ?? 0;
    const merge = grid.mergeAt(first, column);
    if (merge !== null && merge.row < first) spanning++;
  }
  return spanning > blocks.length * 0.3;
}

/** One number, or of several: the sum of parts, or the highest of bands. Exact. */
function markOf(grid: SheetGrid, rows: readonly number[], column: number, hasBands: boolean): string | null {
  const found: string[] = [];
  for (const row of rows) {
    const decimal = grid.decimalAt(row, column);
    if (decimal !== null) found.push(decimal);
  }
  const [only] = found;
  if (only === undefined) return null;
  if (found.length === 1) return only;
  if (found.some((text) => text.endsWith("%")) !== found.every((text) => text.endsWith("%"))) return only;
  const percent = only.endsWith("%") ? "%" : "";
  const plain = found.map((text) => text.replace("%", ""));
  if (hasBands) return plain.reduce((a, b) => (Number(b) > Number(a) ? b : a)) + percent;
  return addDecimals(plain) + percent;
}

/** Sum of plain decimals, exact. */
export function addDecimals(decimals: readonly string[]): string {
  const places = Math.max(0, ...decimals.map((text) => text.split(".")[1]?.length ?? 0));
  let sum = 0n;
  for (const text of decimals) {
    const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
    const scaled = BigInt(whole + fraction.padEnd(places, "0"));
    sum += text.startsWith("-") ? -scaled : scaled;
  }
  const digits = (sum < 0n ? -sum : sum).toString().padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places).replace(/0+$/, "");
  return (sum < 0n ? "-" : "") + whole + (fraction === "" ? "" : `.${fraction}`);
}

function textCovering(grid: SheetGrid, row: number, column: number): string {
  const merge = grid.mergeAt(row, column);
  if (merge !== null && (merge.row < 0 || merge.column < 0)) return "";
  const r = merge?.row ?? row;
  const c = merge?.column ?? column;
  return (grid.kinds[r * grid.columns + c] ?? 0) === KIND.blank ? "" : grid.infoAt(r, c).text;
}
