import { intersection, MAX_COLUMNS, type Area, type Rect } from "../grid/address";
import { formulaAt, valueAt, type SheetSnapshot } from "../grid/snapshot";
import { foldKeyText } from "../template/keys";
import type { ResultColumn, ScoringTable } from "../template/scoring-table";
import type { BlockLink } from "./link-scores";
import { resultName, type NameLookup, type ResultPart } from "./own-names";
import { keyColumnOf } from "./score-block";

/** The parts of a score that stand in columns of their own. */
export type ScorePart = Exclude<ResultPart, "rank" | "grade">;

/** Every part that a linked score may have, in the order in which they stand. */
export const LINKED_PARTS: readonly ScorePart[] = ["own", "unit", "special", "adjustment", "score"];
const PLAIN_PARTS: readonly ScorePart[] = ["score"];

/** The parts of the scores of a block that is linked so. (LK-6, LK-18) */
export function partsOf(link: BlockLink | null): readonly ScorePart[] {
  return link ? LINKED_PARTS.filter((part) => (part !== "unit" || link.unit) && (part !== "special" || link.special)) : PLAIN_PARTS;
}

/** A result column beside or inside the user's table. */
export type ResultPlace = { readonly part: ScorePart; readonly column: number; readonly inTable: boolean };

export type TablePlaces = {
  readonly places: readonly ResultPlace[];
  /** Rows that the columns span: last header row to the table's last row. */
  readonly rows: { readonly first: number; readonly last: number };
  readonly keyColumn: number;
};

const PART_WORDS: readonly (readonly [ScorePart, RegExp])[] = [
  ["special", /专项/u],
  ["unit", /单位|组织|部门|科室/u],
  ["adjustment", /调整|加减分|奖惩/u],
  ["own", /个人|本人/u],
];
const TOTAL_WORDS = /综合|最终|最后|总分|总得分|总成绩|总评|合计|总计|final|total|overall/iu;
const SUBTOTAL_WORDS = /小计|subtotal/iu;
const MEAN_WORDS = /平均|均分|average|mean/iu;

function headerOf(table: ScoringTable, column: number): string {
  const found = table.table.columns.find((candidate) => column >= candidate.column && column < candidate.column + Math.max(1, candidate.columns));
  return foldKeyText((found?.headerPath ?? []).join(""));
}

/** Rows of the table that a result column spans. */
export function resultRows(table: ScoringTable): { readonly first: number; readonly last: number } {
  const { range, headerRows } = table.table;
  return { first: headerRows?.last ?? range.row, last: range.row + range.rows - 1 };
}

/** Which of the user's empty score columns takes which part. Subtotals are never filled, means only where the score is one. (SC-18) */
function ownColumns(table: ScoringTable, parts: readonly ScorePart[], empty: readonly ResultColumn[], isMean: boolean): ReadonlyMap<ScorePart, number> {
  const found = new Map<ScorePart, number>();
  const open = empty
    .filter((column) => !SUBTOTAL_WORDS.test(headerOf(table, column.column)) && (isMean || !MEAN_WORDS.test(headerOf(table, column.column))))
    .sort((a, b) => a.column - b.column);
  const linked = parts.length > 1;
  const rest = open.filter((column) => {
    const header = headerOf(table, column.column);
    const part = linked ? PART_WORDS.find(([candidate, words]) => parts.includes(candidate) && words.test(header) && !TOTAL_WORDS.test(header))?.[0] : undefined;
    if (part === undefined) return true;
    if (!found.has(part)) found.set(part, column.column);
    return false;
  });
  const final = rest.filter((column) => TOTAL_WORDS.test(headerOf(table, column.column))).at(-1) ?? rest.at(-1);
  if (final) found.set("score", final.column);
  return found;
}

function isFree(sheet: SheetSnapshot, rows: Rect): boolean {
  for (let row = rows.row; row < rows.row + rows.rows; row++) {
    if (valueAt(sheet, row, rows.column) !== null || formulaAt(sheet, row, rows.column) !== null) return false;
  }
  return !sheet.merges.some((merge) => intersection(merge, rows) !== null);
}

function isEmptyUserColumn(table: ScoringTable, column: ResultColumn): boolean {
  return column.kind === "score" && column.state === "empty" && !table.indicators.some(({ where }) => where.kind === "column" && column.column >= where.column && column.column < where.column + where.columns);
}

/** A merge covers the column in a subject's row: what is written there would not be seen, and no program takes it. (SC-18) */
export function isMergedOver(sheet: SheetSnapshot, table: ScoringTable, column: number): boolean {
  const covering = sheet.merges.filter((merge) => column >= merge.column && column < merge.column + merge.columns && merge.rows * merge.columns > 1);
  return (
    covering.length > 0 &&
    table.subjects.some(({ where }) => where.kind === "row" && covering.some((merge) => where.row >= merge.row && where.row < merge.row + merge.rows && (where.row !== merge.row || column !== merge.column)))
  );
}

/**
 * Columns for the parts of a table's scores: ours from an earlier run, the user's own empty ones, then free columns
 * right of the key column, one after the other. `isMean`: the score is a plain mean of raters. `null` where they do
 * not fit or rows cannot be looked up. (SC-18, SC-19)
 */
export function placeResults(names: NameLookup, sheet: SheetSnapshot, table: ScoringTable, parts: readonly ScorePart[], isMean: boolean): TablePlaces | null {
  const key = keyColumnOf(names, table);
  if (!key) return null;
  const rows = resultRows(table);
  const { range } = table.table;
  const inTable = (column: number): boolean => column >= range.column && column < range.column + range.columns;
  const earlier = new Map<ScorePart, number>();
  for (const part of LINKED_PARTS) {
    const area = ownArea(names, table, part);
    if (area) earlier.set(part, area.column);
  }
  const own = ownColumns(
    table,
    parts.filter((part) => !earlier.has(part)).length > 1 ? parts : PLAIN_PARTS,
    table.results.filter((column) => isEmptyUserColumn(table, column) && !isMergedOver(sheet, table, column.column) && ![...earlier.values()].includes(column.column)),
    isMean,
  );
  const taken = new Set<number>([...earlier.values()]);
  const places: ResultPlace[] = [];
  const hidden = new Set(sheet.hiddenColumns);
  let next = key.hidden ? key.column + 1 : table.firstFreeColumn === null ? null : table.firstFreeColumn + 1;
  for (const part of parts) {
    const known = earlier.get(part) ?? own.get(part);
    if (known !== undefined) {
      places.push({ part, column: known, inTable: inTable(known) });
      continue;
    }
    // A hidden column is no place to read a score in: keys of other tables hide theirs.
    while (next !== null && (taken.has(next) || hidden.has(next))) next++;
    if (next === null || next >= MAX_COLUMNS || !isFree(sheet, { row: range.row, column: next, rows: range.rows, columns: 1 })) return null;
    places.push({ part, column: next, inTable: false });
    taken.add(next);
  }
  return { places, rows, keyColumn: key.column };
}

/** Where a part of this table's scores was written earlier. */
export function ownArea(names: NameLookup, table: ScoringTable, part: ResultPart): Area | null {
  const found = names.area(resultName(table.tableId, part));
  return found && found.area.sheetId === table.sheetId && found.area.columns === 1 ? found.area : null;
}
