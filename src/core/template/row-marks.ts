import Fraction from "fraction.js";
import { isBlank } from "../grid/cell";
import { shiftDecimal } from "../grid/number-text";
import { styleAt, type SheetSnapshot, type WorkbookSnapshot } from "../grid/snapshot";
import type { RecognizedIndicator, RecognizedTable } from "../recognize/table";
import { FULL_MARK_ROW } from "./header-words";
import { foldKeyText } from "./keys";
import { markInCell, markInText, weightShares, type MarkCell } from "./mark-text";
import type { TableGrid } from "./table-grid";

/** Marks of one indicator: decimal points and share of 1. */
export type RowMark = { readonly fullMark: string | null; readonly weight: string | null };

type MarkColumn = {
  readonly kind: "fullMark" | "weight";
  readonly column: number;
  readonly level: "leaf" | "group";
  /** By indicator: its own cell, or the cell of its group. */
  readonly cells: readonly (MarkCell | null)[];
  /** By indicator: row of the cell it shares with its group. */
  readonly groups: readonly number[];
};

/** Shares without a finite decimal are cut to this many digits after the point. */
const SHARE_DIGITS = 15;

function decimalOf(value: Fraction): string {
  const scaled = value.mul(new Fraction(10n ** BigInt(SHARE_DIGITS))).round();
  return shiftDecimal(scaled.toString(), -SHARE_DIGITS);
}

function sumOf(values: readonly (string | null)[]): Fraction {
  return values.reduce((sum, value) => (value === null ? sum : sum.add(new Fraction(value))), new Fraction(0));
}

function isPercentCell(workbook: WorkbookSnapshot, sheet: SheetSnapshot, row: number, column: number): boolean {
  return styleAt(workbook, sheet, row, column)?.numberFormat.includes("%") === true;
}

function readMarkColumns(workbook: WorkbookSnapshot, sheet: SheetSnapshot, grid: TableGrid, table: RecognizedTable): readonly MarkColumn[] {
  const columns: MarkColumn[] = [];
  const totals = new Set(table.totalRows);
  for (const { column, role: recognised, headerPath } of table.columns) {
    const header = foldKeyText(headerPath.at(-1) ?? "");
    const role = recognised === "score" && headerPath.some((level) => FULL_MARK_ROW.test(foldKeyText(level))) ? "fullMark" : recognised;
    if (role !== "weight" && role !== "fullMark") continue;
    const cells: (MarkCell | null)[] = [];
    const groups: number[] = [];
    let sharing = 0;
    let filled = 0;
    let group = -1;
    for (const indicator of table.indicators) {
      let row = indicator.row;
      for (let r = indicator.row; r < indicator.row + indicator.rows; r++) {
        if (!totals.has(r) && !isBlank(grid.valueAt(r, column))) {
          row = r;
          break;
        }
      }
      const anchor = grid.mergeAt(row, column)?.row ?? row;
      const value = grid.valueAt(row, column);
      if (isBlank(value)) {
        cells.push(null);
      } else {
        filled++;
        if (anchor === group && anchor < indicator.row) sharing++;
        group = anchor;
        cells.push(markInCell(value, isPercentCell(workbook, sheet, anchor, column)));
      }
      groups.push(group);
    }
    const starts = table.indicators.map((indicator, i) => (cells[i] ?? null) !== null && (groups[i] ?? -1) >= indicator.row);
    const blanks = filled > 0 && filled * 2 <= table.indicators.length;
    const level = sharing * 2 > filled || ((sharing > 0 || blanks) && startsOfGroups(table.indicators, starts)) ? "group" : "leaf";
    const kind = role === "weight" && /分\)?$/u.test(header) ? "fullMark" : role;
    columns.push({ kind, column, level, cells, groups });
  }
  return columns;
}

/** Every filled cell stands where the path above the indicator changes: the column belongs to a level. */
function startsOfGroups(indicators: readonly RecognizedIndicator[], starts: readonly boolean[]): boolean {
  return indicators.every((indicator, i) => {
    if (starts[i] !== true) return true;
    const above = indicators[i - 1];
    return above === undefined || above.path.join("\u001f") !== indicator.path.join("\u001f");
  });
}

function pick(columns: readonly MarkColumn[], kind: MarkColumn["kind"], level: MarkColumn["level"], after: number): MarkColumn | null {
  const fitting = columns.filter((column) => column.kind === kind && column.level === level);
  return fitting.find((column) => column.column > after) ?? fitting.at(-1) ?? null;
}

/** A cell shared by several indicators counts at the first of them only. */
function ownCells(column: MarkColumn, indicators: readonly RecognizedIndicator[]): readonly (MarkCell | null)[] {
  return column.cells.map((cell, i) => ((column.groups[i] ?? -1) < (indicators[i]?.row ?? 0) ? null : cell));
}

/**
 * Full mark and weight of each indicator of a table with its indicators in rows, in their order. The leaf's
 * columns count; weights that only the levels have are spread over the level's indicators by their full marks,
 * or multiplied with the indicators' shares of the level. (ST-4, ST-6)
 */
export function readRowMarks(workbook: WorkbookSnapshot, sheet: SheetSnapshot, grid: TableGrid, table: RecognizedTable): readonly RowMark[] {
  const { indicators } = table;
  const columns = readMarkColumns(workbook, sheet, grid, table);
  const nameColumn = table.columns.find((column) => column.role === "indicator")?.column ?? -1;
  const markColumn = pick(columns, "fullMark", "leaf", nameColumn);
  const weightColumn = pick(columns, "weight", "leaf", nameColumn);
  const fromNames = indicators.map((indicator) => markInText(indicator.name));
  const fullMarks = markColumn
    ? ownCells(markColumn, indicators).map((cell, i) => (cell === null || cell.unit === "percent" ? (fromNames[i]?.fullMark ?? null) : cell.amount))
    : indicators.map((indicator, i) => plainNumber(indicator.fullMark) ?? fromNames[i]?.fullMark ?? null);
  const recognisedWeights = (): readonly (string | null)[] => weightShares(indicators.map((indicator) => (indicator.weight === null ? null : markInCell(indicator.weight, false))));
  // A "full mark" column of percentages is a weight column.
  const percentages = markColumn?.cells.some((cell) => cell?.unit === "percent") === true ? markColumn : null;
  const source = weightColumn ?? percentages;
  const groupColumn = pick(columns, "weight", "group", -1) ?? groupRowWeights(workbook, sheet, grid, table);
  const own = source ? weightShares(ownCells(source, indicators)) : groupColumn ? indicators.map(() => null) : recognisedWeights();
  const weights = own.map((weight, i) => weight ?? fromNames[i]?.weight ?? null);
  if (!groupColumn) return indicators.map((_, i) => ({ fullMark: fullMarks[i] ?? null, weight: weights[i] ?? null }));
  const spread = spreadGroupWeights(groupColumn, fullMarks, weights);
  return indicators.map((_, i) => ({ fullMark: fullMarks[i] ?? null, weight: spread[i] ?? null }));
}

/** Weights that stand in the section rows ("一、业务工作 60%") rather than in a column beside the indicators. */
function groupRowWeights(workbook: WorkbookSnapshot, sheet: SheetSnapshot, grid: TableGrid, table: RecognizedTable): MarkColumn | null {
  const rows = [...table.groupRows].sort((a, b) => a - b);
  const first = table.indicators[0];
  if (first === undefined || rows.length === 0 || (rows[0] ?? 0) > first.row) return null;
  const inColumns = table.columns.filter((column) => column.role === "weight").map((column) => column.column);
  const cellOf = (row: number): MarkCell | null => {
    for (const column of inColumns) {
      const cell = markInCell(grid.valueAt(row, column), isPercentCell(workbook, sheet, row, column));
      if (cell !== null) return cell;
    }
    for (let column = table.range.column; column < table.range.column + table.range.columns; column++) {
      const value = grid.valueAt(row, column);
      const weight = typeof value === "string" ? markInText(value).weight : null;
      if (weight !== null) return { amount: shiftDecimal(weight, 2), unit: "percent" };
    }
    return null;
  };
  const weightOf = new Map(rows.map((row) => [row, cellOf(row)]));
  if ([...weightOf.values()].every((cell) => cell === null)) return null;
  let next = 0;
  let group = -1;
  const groups = table.indicators.map((indicator) => {
    for (let row = rows[next]; row !== undefined && row < indicator.row; row = rows[++next]) group = row;
    return group;
  });
  return { kind: "weight", column: -1, level: "group", cells: groups.map((row) => weightOf.get(row) ?? null), groups };
}

function plainNumber(text: string | null): string | null {
  if (text === null) return null;
  const cell = markInCell(text, false);
  return cell === null || cell.unit === "percent" ? null : cell.amount;
}

function spreadGroupWeights(column: MarkColumn, fullMarks: readonly (string | null)[], weights: readonly (string | null)[]): readonly (string | null)[] {
  const starts = [...new Set(column.groups)].filter((group) => group >= 0);
  const membersByGroup = new Map<number, number[]>(starts.map((group) => [group, []]));
  column.groups.forEach((group, i) => membersByGroup.get(group)?.push(i));
  const groupCells = starts.map((group) => {
    const first = (membersByGroup.get(group) ?? []).find((i) => (column.cells[i] ?? null) !== null);
    return first === undefined ? null : (column.cells[first] ?? null);
  });
  const shares = weightShares(groupCells);
  const one = new Fraction(1);
  const hasLeafWeights = weights.some((weight) => weight !== null);
  if (hasLeafWeights && sumOf(weights).equals(one)) return weights;
  const result: (string | null)[] = [...weights];
  starts.forEach((group, g) => {
    const share = shares[g] ?? null;
    const members = membersByGroup.get(group) ?? [];
    if (share === null) return;
    if (hasLeafWeights) {
      if (!sumOf(members.map((i) => weights[i] ?? null)).equals(one)) return;
      for (const i of members) {
        const weight = weights[i] ?? null;
        result[i] = weight === null ? null : decimalOf(new Fraction(share).mul(new Fraction(weight)));
      }
      return;
    }
    const total = sumOf(members.map((i) => fullMarks[i] ?? null));
    if (members.length === 1 && members[0] !== undefined) {
      result[members[0]] = share;
    } else if (total.compare(0) > 0 && members.every((i) => (fullMarks[i] ?? null) !== null)) {
      for (const i of members) result[i] = decimalOf(new Fraction(share).mul(new Fraction(fullMarks[i] ?? "0")).div(total));
    }
  });
  return result;
}
