import { columnIndex } from "../grid/address";
import { isBlank } from "../grid/cell";
import { readNumberText } from "../grid/number-text";
import type { RecognizedColumn, RecognizedTable } from "../recognize/table";
import {
  FULL_MARK_ROW,
  LEADER_HEADER,
  MONEY_HEADER,
  NOT_POINTS_HEADER,
  PLAIN_SCORE_HEADER,
  RATER_GROUP_HEADER,
  RATER_HEADER,
  SELF_HEADER,
  TOTAL_HEADER,
  WEIGHT_ROW,
} from "./header-words";
import { foldKeyText } from "./keys";
import { markInCell, markInText, weightShares } from "./mark-text";
import type { TableGrid } from "./table-grid";

/** A column that carries points, whoever gives them. */
export type PointColumn = {
  readonly column: number;
  /** The header's leaf without its mark; where the leaf only says "score", the level above it. */
  readonly name: string;
  readonly path: readonly string[];
  /** Decimal text from the header or a row of marks. */
  readonly fullMark: string | null;
  /** Share of 1 from the header or a row of marks. */
  readonly weight: string | null;
  /** Marks of the header level right above the leaf, which are the whole group's. */
  readonly above: { readonly fullMark: string | null; readonly weight: string | null };
  readonly kind: "points" | "self" | "leader" | "rater" | "total";
  /** The header says "score" only, and nothing above it says what for. */
  readonly plain: boolean;
  /** Most of the filled cells hold formulas. */
  readonly calculated: boolean;
};

/** A row that gives full marks or weights of the columns instead of a subject's scores. */
export type MarkRow = { readonly row: number; readonly kind: "fullMark" | "weight" };

/** Roles that never carry points given to somebody. */
const NEVER_POINTS: ReadonlySet<string> = new Set([
  "subject", "subjectGroup", "sequence", "level1", "level2", "level3", "level4", "description", "criterion", "formula", "unit", "dataSource", "owner", "period", "band", "grade", "rank", "remark",
]);

const SAMPLE_ROWS = 2000;

/** Rows between the first header row and the end of the table whose label says 满分 or 权重. (ST-5) */
export function findMarkRows(grid: TableGrid, table: RecognizedTable, labelColumns: readonly number[]): readonly MarkRow[] {
  const rows: MarkRow[] = [];
  const last = table.range.row + table.range.rows - 1;
  for (let row = table.range.row; row <= last; row++) {
    for (const column of labelColumns) {
      const value = grid.valueAt(row, column);
      if (typeof value !== "string" || value.length > 20) continue;
      const label = foldKeyText(value).replace(/[:：]$/u, "");
      if (FULL_MARK_ROW.test(label)) rows.push({ row, kind: "fullMark" });
      else if (WEIGHT_ROW.test(label)) rows.push({ row, kind: "weight" });
      else continue;
      break;
    }
  }
  return rows;
}

type HeaderReading = { readonly names: readonly string[]; readonly fullMark: string | null; readonly weight: string | null; readonly above: PointColumn["above"] };

/** Header levels without marks; the mark nearest to the leaf counts. */
function readHeader(column: RecognizedColumn): HeaderReading {
  const names: string[] = [];
  let fullMark: string | null = null;
  let weight: string | null = null;
  let above: PointColumn["above"] = { fullMark: null, weight: null };
  for (let level = column.headerPath.length - 1; level >= 0; level--) {
    const text = column.headerPath[level] ?? "";
    const bare = markInCell(text, false);
    if (bare && column.headerPath.length > 1) {
      if (bare.unit === "percent") weight ??= weightShares([bare])[0] ?? null;
      else if (bare.unit === "points" || Number(bare.amount) > 1) fullMark ??= bare.amount;
      else weight ??= bare.amount;
      continue;
    }
    const mark = markInText(text);
    // A mark of a level above belongs to the whole group, not to each of its columns.
    if (names.length === 0) {
      fullMark ??= mark.fullMark;
      weight ??= mark.weight;
    } else if (names.length === 1) above = { fullMark: mark.fullMark, weight: mark.weight };
    if (mark.name !== "") names.unshift(mark.name);
  }
  return { names, fullMark, weight, above };
}

type Filled = { readonly filled: number; readonly numbers: number; readonly formulas: number; readonly bounded: boolean };

function fillOf(grid: TableGrid, rows: readonly number[], column: number): Filled {
  let filled = 0;
  let numbers = 0;
  let formulas = 0;
  let bounded = true;
  for (const row of rows.slice(0, SAMPLE_ROWS)) {
    const formula = grid.formulaAt(row, column);
    const value = grid.valueAt(row, column);
    if (formula !== null) {
      formulas++;
      filled++;
      numbers++;
      continue;
    }
    if (isBlank(value)) continue;
    filled++;
    const number = typeof value === "number" ? value : typeof value === "string" ? Number(readNumberText(value)?.decimal ?? NaN) : NaN;
    if (Number.isNaN(number)) continue;
    numbers++;
    if (number < 0 || number > 100) bounded = false;
  }
  return { filled, numbers, formulas, bounded };
}

const REFERENCE = /(?<![A-Za-z0-9_!.\u4e00-\u9fff'])\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?(?![A-Za-z0-9_(!\u4e00-\u9fff])/gu;

/** Columns of the same row that a formula refers to, on its own sheet. */
function columnsInRow(formula: string, row: number): readonly { readonly first: number; readonly last: number }[] {
  const spans: { first: number; last: number }[] = [];
  const text = formula.slice(0, 2000).replace(/"(?:[^"]|"")*"/gu, '""');
  for (const match of text.matchAll(REFERENCE)) {
    const from = Number(match[2]) - 1;
    const to = match[4] ? Number(match[4]) - 1 : from;
    if (row < Math.min(from, to) || row > Math.max(from, to)) continue;
    // A range over many rows (a rank's) says nothing about this row's sum.
    if (from !== to) continue;
    const first = columnIndex(match[1] ?? "");
    const last = match[3] ? columnIndex(match[3]) : first;
    spans.push({ first: Math.min(first, last), last: Math.max(first, last) });
  }
  return spans;
}

function kindOf(column: RecognizedColumn, leaf: string, parent: string, subjectsDown: boolean, marked: boolean): PointColumn["kind"] {
  if (TOTAL_HEADER.test(leaf) || (PLAIN_SCORE_HEADER.test(leaf) && TOTAL_HEADER.test(parent))) return "total";
  // Marks make a rater's column a part of the total of its own: its points are added, not averaged.
  if (subjectsDown && marked) return "points";
  if (RATER_HEADER.test(leaf) || RATER_GROUP_HEADER.test(leaf) || RATER_GROUP_HEADER.test(parent)) return "rater";
  if (column.role === "selfScore" || SELF_HEADER.test(leaf)) return "self";
  if (column.role === "leaderScore") return "leader";
  if (column.role === "score" && LEADER_HEADER.test(leaf) && /[评打]|score|rating/iu.test(leaf)) return "leader";
  return "points";
}

/**
 * The columns of points of a table, from left to right, totals included. `rows` are its data rows without rows
 * of marks. (ST-5, ST-11)
 */
export function readPointColumns(
  grid: TableGrid,
  table: RecognizedTable,
  rows: readonly number[],
  markRows: readonly MarkRow[],
  subjectsDown: boolean,
): readonly PointColumn[] {
  const candidates: { readonly column: RecognizedColumn; readonly header: HeaderReading; readonly fill: Filled; readonly sure: boolean }[] = [];
  for (const column of table.columns) {
    // 28, 29, 30 under a header with a full mark are points, however much they look like a running number.
    const numbered = subjectsDown && column.role === "sequence" && readHeader(column).fullMark !== null;
    if (NEVER_POINTS.has(column.role) && !numbered) continue;
    if (!subjectsDown && (column.role === "weight" || column.role === "fullMark" || column.role === "target" || column.role === "actual" || column.role === "indicator")) continue;
    const header = readHeader(column);
    const leaf = foldKeyText(header.names.at(-1) ?? "");
    const fill = fillOf(grid, rows, column.column);
    if (FULL_MARK_ROW.test(leaf) || WEIGHT_ROW.test(leaf)) continue;
    const marked = header.fullMark !== null || header.weight !== null || markRows.some((mark) => !isBlank(grid.valueAt(mark.row, column.column)));
    const numeric = fill.numbers >= 0.8 * fill.filled;
    const scored = column.role === "score" || column.role === "selfScore" || column.role === "leaderScore";
    // A column whose role was chosen by hand carries points if and only if a score was chosen. (RC-64)
    if (column.chosen && !scored) continue;
    // A header that states the points makes a column of points of it, whatever else was written there: left out, they would be missing from every score.
    const stated = (header.fullMark !== null || header.weight !== null) && (scored || (subjectsDown && fill.numbers > 0));
    if (!numeric && !stated && !(scored && (column.chosen || fill.filled <= 3))) continue;
    if (!marked && MONEY_HEADER.test(leaf)) continue;
    if (!scored && !marked) {
      if (NOT_POINTS_HEADER.test(leaf)) continue;
      const raterLike = RATER_HEADER.test(leaf) || SELF_HEADER.test(leaf);
      if (!raterLike && (!subjectsDown || fill.numbers === 0 || !fill.bounded || header.names.length === 0)) continue;
    }
    candidates.push({ column, header, fill, sure: scored || marked });
  }
  // Measured figures count as points only where the table has no points proper.
  const anySure = candidates.some((candidate) => candidate.sure && !TOTAL_HEADER.test(foldKeyText(candidate.header.names.at(-1) ?? "")));
  const kept = candidates.filter((candidate) => candidate.sure || (!anySure && subjectsDown) || candidate.column.role === "other");
  const keptColumns = kept.map((candidate) => candidate.column.column);
  return kept.map(({ column, header, fill }) => {
    const leafText = header.names.at(-1) ?? "";
    const parentText = header.names.at(-2) ?? "";
    const leaf = foldKeyText(leafText);
    const parent = foldKeyText(parentText);
    const calculated = fill.formulas * 2 > fill.filled;
    let { fullMark, weight } = header;
    for (const mark of markRows) {
      const cell = markInCell(grid.valueAt(mark.row, column.column), false);
      if (!cell) continue;
      if (mark.kind === "fullMark" && cell.unit !== "percent") fullMark ??= cell.amount;
      else weight ??= columnWeight(grid, mark.row, keptColumns, column.column);
    }
    let kind = kindOf(column, leaf, parent, subjectsDown, fullMark !== null || weight !== null);
    if (calculated && kind !== "total" && refersToAny(grid, rows, column.column, keptColumns)) kind = "total";
    const plainLeaf = PLAIN_SCORE_HEADER.test(leaf);
    const byParent = plainLeaf && parent !== "" && !PLAIN_SCORE_HEADER.test(parent) && kind === "points";
    return {
      column: column.column,
      name: byParent ? parentText : leafText,
      path: header.names.slice(0, byParent ? -2 : -1),
      fullMark,
      weight,
      above: header.above,
      kind,
      plain: plainLeaf && !byParent,
      calculated,
    };
  });
}

function columnWeight(grid: TableGrid, row: number, columns: readonly number[], wanted: number): string | null {
  const shares = weightShares(columns.map((column) => markInCell(grid.valueAt(row, column), false)));
  return shares[columns.indexOf(wanted)] ?? null;
}

/** Whether the first formula of a column refers, in its own row, to one of the others. */
export function refersToAny(grid: TableGrid, rows: readonly number[], column: number, columns: readonly number[]): boolean {
  const row = rows.find((candidate) => grid.formulaAt(candidate, column) !== null);
  if (row === undefined) return false;
  const spans = columnsInRow(grid.formulaAt(row, column) ?? "", row);
  return spans.some((span) => columns.some((other) => other !== column && other >= span.first && other <= span.last));
}
