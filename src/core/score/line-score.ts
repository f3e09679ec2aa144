import { isBlank, type CellValue } from "../grid/cell";
import { valueAt } from "../grid/snapshot";
import { compareExact, exactOf, ONE, ZERO, type Exact } from "./decimal";
import type { IndicatorKind } from "./indicator-kind";
import { integerCoefficients, weightedSum, type IntegerCoefficients } from "./weighted-sum";
import type { EntryCell, RaterGroup, ScoreBlock, ScoreLine } from "./score-block";

/** Weight of each rater group, exact. */
export type GroupWeights = Readonly<Record<RaterGroup, Exact>>;

export type Cell = { readonly row: number; readonly column: number };

/** Why a line has no score of its own. */
export type LineProblem = "entry-missing" | "entry-text" | "deduction-sign" | "rater-weights";

export type LineScore = {
  /** Points on the block's scale, exact; `null`: withheld. */
  readonly own: Exact | null;
  /** The first reason in the order text, sign, missing; `null` where there is a score. */
  readonly problem: LineProblem | null;
  /** The cells concerned. */
  readonly cells: readonly Cell[];
  /** Nothing was entered at all. */
  readonly untouched: boolean;
  /** Every entry cell holds a number. `false`: not known. */
  readonly complete: boolean;
};

/** A slot's number, or why it has none. */
export type SlotValue =
  | { readonly kind: "number"; readonly value: Exact }
  | { readonly kind: "blank"; readonly cells: readonly Cell[] }
  | { readonly kind: "text"; readonly cells: readonly Cell[] };

/**
 * Rater groups that gave a line at least one number and have a weight, with their weights; the others are left
 * out. `total` is `null` where groups gave numbers and none of them has a weight. (SC-12)
 */
export type PresentGroups = { readonly weights: ReadonlyMap<RaterGroup, Exact>; readonly total: Exact | null };

/** Entry cells of a slot with the group that fills them in. */
export function entryCells(line: ScoreLine, slot: number): readonly EntryCell[] {
  const { place } = line;
  if (place.kind === "down") return place.cells[slot] ?? [];
  if (place.kind === "grid") return (place.slots[slot] ?? []).map(({ column, group }) => ({ row: place.row, column, group }));
  if (place.kind === "raters") return place.raters.map(({ column, group }) => ({ row: place.row, column, group }));
  return [{ row: place.row, column: place.columns[slot] ?? -1, group: "rater" }];
}

function read(line: ScoreLine, cell: Cell): CellValue {
  return valueAt(line.sheet, cell.row, cell.column);
}

/**
 * Which groups scored a line: in a form, groups with a number in any of its cells; in a rater table, groups with
 * a number in the row. Without distinguished groups everybody counts alike. (SC-12)
 */
export function presentGroups(block: ScoreBlock, line: ScoreLine, weights: GroupWeights): PresentGroups {
  if (block.groups.length < 2) return { weights: new Map(block.groups.map((group) => [group, ONE])), total: ONE };
  const present = new Map<RaterGroup, Exact>();
  let total = ZERO;
  let found = false;
  for (const group of block.groups) {
    if (!block.slots.some((_, slot) => entryCells(line, slot).some((cell) => cell.group === group && typeof read(line, cell) === "number"))) continue;
    found = true;
    if (weights[group].n === 0n) continue;
    present.set(group, weights[group]);
    total = total.add(weights[group]);
  }
  return { weights: present, total: found && present.size === 0 ? null : total };
}

/**
 * The number of one slot: the entry, or the weighted mean of the present groups' means. Bonus and deduction points
 * that a present group left blank are none. (SC-8, SC-11, SC-12)
 */
export function slotValue(line: ScoreLine, slot: number, kind: IndicatorKind, groups: PresentGroups): SlotValue {
  const cells = entryCells(line, slot);
  const [only] = cells;
  if (cells.length === 1 && only) {
    const value = read(line, only);
    const number = typeof value === "number" ? exactOf(value) : null;
    if (number) return { kind: "number", value: number };
    return { kind: value === null || (kind === "scored" && isBlank(value)) ? "blank" : "text", cells };
  }
  const sums = new Map<RaterGroup, { readonly sum: Exact; readonly count: number }>();
  const blanks: EntryCell[] = [];
  const texts: EntryCell[] = [];
  for (const cell of cells) {
    const value = read(line, cell);
    const number = typeof value === "number" ? exactOf(value) : null;
    if (number) {
      const known = sums.get(cell.group);
      sums.set(cell.group, { sum: known ? known.sum.add(number) : number, count: (known?.count ?? 0) + 1 });
    } else (value === null || (kind === "scored" && isBlank(value)) ? blanks : texts).push(cell);
  }
  const none: SlotValue = texts.length > 0 ? { kind: "text", cells: texts } : { kind: "blank", cells: blanks };
  if (groups.weights.size === 0 || groups.total === null || sums.size === 0) return none;
  if (kind !== "scored" && texts.length > 0) return none;
  let total = ZERO;
  for (const [group, weight] of groups.weights) {
    const given = sums.get(group);
    if (given) total = total.add(given.sum.div(given.count).mul(weight));
    else if (kind === "scored") return none;
  }
  return { kind: "number", value: total.div(groups.total) };
}

/** What a row in which every cell holds an ordinary number adds up to: a coefficient for each of its columns. */
export type FullRow = { readonly columns: readonly number[]; readonly deductions: ReadonlySet<number>; readonly integers: IntegerCoefficients };

/**
 * The short way through the rows of a block, once for all of them; `null` where there is none. Where raters score each
 * indicator, a column's coefficient is the indicator's, times its group's share, over the group's columns. (SC-10, SC-60)
 */
export function fullRowOf(block: ScoreBlock, coefficients: readonly Exact[], weights: GroupWeights): FullRow | null {
  const place = block.lines[0]?.place;
  if (place?.kind !== "across" && place?.kind !== "grid") return null;
  const weightOf = (group: RaterGroup): Exact => (block.groups.length < 2 ? ONE : weights[group]);
  const total = block.groups.reduce((sum, group) => sum.add(weightOf(group)), ZERO);
  if (total.equals(ZERO)) return null;
  const shares = block.slots.flatMap(({ kind }, slot) => {
    const coefficient = coefficients[slot] ?? ONE;
    if (place.kind === "across") return [{ column: place.columns[slot] ?? -1, kind, share: coefficient }];
    const cells = place.slots[slot] ?? [];
    return cells.map(({ column, group }) => ({ column, kind, share: coefficient.mul(weightOf(group)).div(total).div(cells.filter((cell) => cell.group === group).length) }));
  });
  const integers = integerCoefficients(shares.map(({ share }) => share));
  return integers && { columns: shares.map(({ column }) => column), deductions: new Set(shares.flatMap(({ kind }, index) => (kind === "deduction" ? [index] : []))), integers };
}

function fullRowScore(line: ScoreLine, { columns, deductions, integers }: FullRow): LineScore | null {
  const { place, sheet } = line;
  if (place.kind === "down" || !sheet.used) return null;
  const left = sheet.used.column;
  const values = sheet.values[place.row - sheet.used.row];
  if (!values) return null;
  const own = weightedSum(integers, (index) => {
    const value = values[(columns[index] ?? -1) - left];
    return typeof value === "number" && value > 0 && deductions.has(index) ? null : value;
  });
  return own && { own, problem: null, cells: NO_CELLS, untouched: false, complete: true };
}

const NO_CELLS: readonly Cell[] = [];

/** A line's own score: sum of coefficient × number over its slots, exact. Blank bonus and deduction slots count nothing. (SC-10 to SC-13) */
export function scoreLine(block: ScoreBlock, line: ScoreLine, coefficients: readonly Exact[], weights: GroupWeights, fullRow: FullRow | null = null): LineScore {
  const fast = fullRow ? fullRowScore(line, fullRow) : null;
  if (fast) return fast;
  const groups = presentGroups(block, line, weights);
  if (groups.total === null) return { own: null, problem: "rater-weights", cells: NO_CELLS, untouched: false, complete: false };
  const missing: Cell[] = [];
  const texts: Cell[] = [];
  const signs: Cell[] = [];
  let own = ZERO;
  let numbers = 0;
  let absent = false;
  for (const [index, slot] of block.slots.entries()) {
    const value = slotValue(line, index, slot.kind, groups);
    if (value.kind === "number") {
      numbers++;
      if (slot.kind === "deduction" && compareExact(value.value, ZERO) > 0) signs.push(...entryCells(line, index));
      own = own.add(value.value.mul(coefficients[index] ?? ONE));
    } else if (value.kind === "text") texts.push(...value.cells);
    else if (slot.kind === "scored") {
      absent = true;
      missing.push(...value.cells);
    }
  }
  const untouched = numbers === 0 && texts.length === 0;
  if (texts.length > 0) return { own: null, problem: "entry-text", cells: texts, untouched, complete: false };
  if (signs.length > 0) return { own: null, problem: "deduction-sign", cells: signs, untouched, complete: false };
  if (absent) return { own: null, problem: "entry-missing", cells: missing, untouched, complete: false };
  return { own, problem: null, cells: NO_CELLS, untouched, complete: false };
}
