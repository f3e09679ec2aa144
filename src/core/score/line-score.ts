import { isBlank, type CellValue } from "../grid/cell";
import { valueAt } from "../grid/snapshot";
import { drops, type DropRules } from "./calculation-rules";
import { compareExact, exactOf, ONE, roundScore, ZERO, type Exact, type RoundingMode } from "./decimal";
import { methodPoints, tickPoints, vetoOf } from "./indicator-method";
import { isRuled, withinCap, type CategoryCap } from "./indicator-rule";
import { integerCoefficients, weightedSum, type IntegerCoefficients } from "./weighted-sum";
import type { EntryCell, RaterGroup, ScoreBlock, ScoreLine, Slot } from "./score-block";

/** Weight of each rater group, exact. */
export type GroupWeights = Readonly<Record<RaterGroup, Exact>>;

export type Cell = { readonly row: number; readonly column: number };

/** Why a line has no score of its own. */
export type LineProblem = "entry-missing" | "entry-text" | "entry-outside" | "ticks-void" | "deduction-sign" | "rater-weights";

/** How a block's numbers become points on its scale. Lists follow its slots. */
export type LineRules = {
  readonly coefficients: readonly Exact[];
  /** Full mark on the indicator's own scale, where one is known. (SC-41) */
  readonly fulls: readonly (Exact | null)[];
  /** Limits by category. (SC-53) */
  readonly caps: ReadonlyMap<string, CategoryCap>;
  /** Means of the others' entries, for slots whose blanks take them; `null`: nobody has one. (SC-64) */
  readonly means: readonly (Exact | null)[];
  /** What the best entries add up to; `null`: unknown. (SC-65) */
  readonly scale: Exact | null;
  /** Each indicator's points are rounded too. (SC-67) */
  readonly itemRounding: { readonly digits: number; readonly mode: RoundingMode } | null;
  readonly drop: DropRules;
};

export type LineScore = {
  /** Points on the block's scale, exact; `null`: withheld. */
  readonly own: Exact | null;
  /** The first reason in the order text, outside, void, sign, missing; `null` where there is a score. */
  readonly problem: LineProblem | null;
  /** The cells concerned. */
  readonly cells: readonly Cell[];
  /** Nothing was entered at all. */
  readonly untouched: boolean;
  /** Every entry cell holds a number. `false`: not known. */
  readonly complete: boolean;
  /** Slots of veto indicators that were hit. (SC-51) */
  readonly vetoes: readonly number[];
  /** Slots that were blank and got what the scheme says. (SC-62) */
  readonly filled: readonly number[];
};

/** A slot's number, or why it has none. */
export type SlotValue =
  | { readonly kind: "number"; readonly value: Exact }
  | { readonly kind: "blank"; readonly cells: readonly Cell[] }
  | { readonly kind: "text"; readonly cells: readonly Cell[] }
  /** Outside what the indicator's method admits. (SC-48) */
  | { readonly kind: "outside"; readonly cells: readonly Cell[] }
  /** More than one option is ticked: nobody can say which one counts. (SC-46) */
  | { readonly kind: "void"; readonly cells: readonly Cell[] };

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

/** Blank as formulas see it: where a blank means none, white space is a text. (SC-8) */
function isNone(value: CellValue, { required, missing }: Slot): boolean {
  return value === null || (required && missing === "flag" && isBlank(value));
}

/**
 * The points of one slot on the indicator's own scale: what its method makes of the entry, or the weighted mean of the
 * present groups' means. Bonus and deduction points that a present group left blank are none. A veto indicator's number is
 * 1 where it is hit. (SC-8, SC-11, SC-12, SC-40, SC-51)
 */
export function slotValue(line: ScoreLine, index: number, slot: Slot, groups: PresentGroups, full: Exact | null, drop: DropRules): SlotValue {
  const cells = entryCells(line, index);
  const [only] = cells;
  if (slot.options !== null) {
    const points = tickPoints(slot.method, slot.options, cells.map((cell) => read(line, cell)));
    return points.kind === "number" ? points : { kind: points.kind, cells };
  }
  if (cells.length === 1 && only) {
    const value = read(line, only);
    if (isNone(value, slot)) return { kind: "blank", cells };
    if (slot.kind === "veto") {
      const hit = vetoOf(value);
      return hit === null ? { kind: "outside", cells } : { kind: "number", value: hit ? ONE : ZERO };
    }
    const points = methodPoints(slot.method, slot.kind, full, value);
    return points.kind === "number" ? points : { kind: points.kind, cells };
  }
  const given = new Map<RaterGroup, Exact[]>();
  const blanks: EntryCell[] = [];
  const texts: EntryCell[] = [];
  const outside: EntryCell[] = [];
  for (const cell of cells) {
    const value = read(line, cell);
    const number = typeof value === "number" ? exactOf(value) : null;
    if (number) {
      // What each rater entered becomes points first; points have a mean.
      const points = methodPoints(slot.method, slot.kind, full, value);
      if (points.kind !== "number") outside.push(cell);
      else {
        const known = given.get(cell.group);
        if (known) known.push(points.value);
        else given.set(cell.group, [points.value]);
      }
    } else (isNone(value, slot) ? blanks : texts).push(cell);
  }
  if (outside.length > 0) return { kind: "outside", cells: outside };
  const none: SlotValue = texts.length > 0 ? { kind: "text", cells: texts } : { kind: "blank", cells: blanks };
  if (groups.weights.size === 0 || groups.total === null || given.size === 0) return none;
  if (!slot.required && texts.length > 0) return none;
  let total = ZERO;
  for (const [group, weight] of groups.weights) {
    const numbers = given.get(group);
    if (numbers) total = total.add(trimmedMean(numbers, drop).mul(weight));
    else if (slot.required) return none;
  }
  return { kind: "number", value: total.div(groups.total) };
}

/** The mean without the extremes that the group leaves out; of all where it is too small for that. (SC-69) */
function trimmedMean(numbers: readonly Exact[], { highest, lowest, from }: DropRules): Exact {
  const isTrimmed = highest + lowest > 0 && numbers.length >= from && numbers.length > highest + lowest;
  const counted = isTrimmed ? [...numbers].sort(compareExact).slice(lowest, numbers.length - highest) : numbers;
  return counted.reduce((sum, number) => sum.add(number), ZERO).div(counted.length);
}

/** What a row in which every cell holds an ordinary number adds up to: a coefficient for each of its columns. */
export type FullRow = { readonly columns: readonly number[]; readonly deductions: ReadonlySet<number>; readonly integers: IntegerCoefficients };

/**
 * The short way through the rows of a block, once for all of them; `null` where there is none. Where raters score each
 * indicator, a column's coefficient is the indicator's, times its group's share, over the group's columns. (SC-10, SC-60)
 */
export function fullRowOf(block: ScoreBlock, { coefficients, itemRounding, drop }: Pick<LineRules, "coefficients" | "itemRounding" | "drop">, weights: GroupWeights): FullRow | null {
  if (itemRounding || (block.layout === "grid" && drops(drop))) return null;
  const place = block.lines[0]?.place;
  if (place?.kind !== "across" && place?.kind !== "grid") return null;
  if (block.slots.some((slot) => isRuled(slot) || slot.category !== null)) return null;
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
  return own && { own, problem: null, cells: NO_CELLS, untouched: false, complete: true, vetoes: NO_SLOTS, filled: NO_SLOTS };
}

const NO_CELLS: readonly Cell[] = [];
const NO_SLOTS: readonly number[] = [];

/** A line of a block whose marks or methods cannot be used: nothing is said about its entries. (SC-47) */
export const UNSCORED: LineScore = { own: null, problem: null, cells: NO_CELLS, untouched: false, complete: false, vetoes: NO_SLOTS, filled: NO_SLOTS };

/** A line's points, indicator by indicator and category by category. Lists follow the block's slots. */
export type LineTerms = {
  readonly values: readonly SlotValue[];
  /** Points on the block's scale, before a category's limits; `null` where there is no number. */
  readonly points: readonly (Exact | null)[];
  readonly categories: readonly { readonly category: string; readonly sum: Exact; readonly limited: Exact }[];
  /** What the line adds up to. */
  readonly own: Exact;
};

/**
 * Each indicator's points, the sums of categories within their limits, and the total. A blank entry adds what the scheme says; where the
 * others count for the whole, their points are brought from what was possible for them to what is possible for all. (SC-10, SC-53, SC-62)
 */
export function lineTerms(block: ScoreBlock, line: ScoreLine, rules: LineRules, groups: PresentGroups): LineTerms {
  const { itemRounding } = rules;
  const values = block.slots.map((slot, index) => slotValue(line, index, slot, groups, rules.fulls[index] ?? null, rules.drop));
  const onTotal = (value: Exact, index: number): Exact => {
    const points = value.mul(rules.coefficients[index] ?? ONE);
    return itemRounding ? roundScore(points, itemRounding.digits, itemRounding.mode) : points;
  };
  const points = values.map((value, index) => {
    if (value.kind === "number") return onTotal(value.value, index);
    const mean = value.kind === "blank" && block.slots[index]?.missing === "item-mean" ? (rules.means[index] ?? null) : null;
    return mean && onTotal(mean, index);
  });
  const sums = new Map([...rules.caps.keys()].map((category) => [category, ZERO] as const));
  let own = ZERO;
  let rescaled = ZERO;
  let possible = ZERO;
  points.forEach((point, index) => {
    const slot = block.slots[index];
    const category = slot?.category ?? null;
    const sum = category === null ? undefined : sums.get(category);
    if (slot?.missing === "renormalise") {
      if (!point) return;
      rescaled = rescaled.add(point);
      possible = possible.add((rules.coefficients[index] ?? ONE).mul(rules.fulls[index] ?? ZERO));
    } else if (category !== null && sum) sums.set(category, point ? sum.add(point) : sum);
    else if (point) own = own.add(point);
  });
  if (rules.scale && !possible.equals(ZERO)) own = own.add(rescaled.mul(rules.scale).div(possible));
  const categories = [...rules.caps].map(([category, cap]) => {
    const sum = sums.get(category) ?? ZERO;
    return { category, sum, limited: block.slots.some((slot) => slot.category === category) ? withinCap(sum, cap) : ZERO };
  });
  for (const { limited } of categories) own = own.add(limited);
  return { values, points, categories, own };
}

/** A line's own score: sum of coefficient × number over its slots, exact. Blank bonus and deduction slots count nothing. (SC-10 to SC-13) */
export function scoreLine(block: ScoreBlock, line: ScoreLine, rules: LineRules, weights: GroupWeights, fullRow: FullRow | null = null): LineScore {
  const fast = fullRow ? fullRowScore(line, fullRow) : null;
  if (fast) return fast;
  const groups = presentGroups(block, line, weights);
  if (groups.total === null) return { ...UNSCORED, problem: "rater-weights" };
  const missing: Cell[] = [];
  const texts: Cell[] = [];
  const outside: Cell[] = [];
  const voids: Cell[] = [];
  const signs: Cell[] = [];
  const vetoes: number[] = [];
  const filled: number[] = [];
  let numbers = 0;
  let required = 0;
  let absent = false;
  const { values, own } = lineTerms(block, line, rules, groups);
  for (const [index, slot] of block.slots.entries()) {
    const value = values[index];
    if (value?.kind === "number") {
      numbers++;
      if (slot.kind === "deduction" && slot.method.kind === "entered" && compareExact(value.value, ZERO) > 0) signs.push(...entryCells(line, index));
      if (slot.kind === "veto" && compareExact(value.value, ZERO) > 0) vetoes.push(index);
    } else if (value?.kind === "text") texts.push(...value.cells);
    else if (value?.kind === "outside") outside.push(...value.cells);
    else if (value?.kind === "void") voids.push(...value.cells);
    else if (value && slot.required) {
      missing.push(...value.cells);
      if (slot.missing === "flag" || (slot.missing === "item-mean" && !rules.means[index])) absent = true;
      else filled.push(index);
    }
    if (value?.kind === "number" && slot.required) required++;
  }
  // Nobody gets a score for nothing at all. (SC-62)
  if (filled.length > 0 && required === 0) absent = true;
  const untouched = numbers === 0 && texts.length === 0 && outside.length === 0 && voids.length === 0;
  const withheld = (problem: LineProblem, cells: readonly Cell[]): LineScore => ({ own: null, problem, cells, untouched, complete: false, vetoes, filled: NO_SLOTS });
  if (texts.length > 0) return withheld("entry-text", texts);
  if (outside.length > 0) return withheld("entry-outside", outside);
  if (voids.length > 0) return withheld("ticks-void", voids);
  if (signs.length > 0) return withheld("deduction-sign", signs);
  if (absent) return withheld("entry-missing", missing);
  return { own, problem: null, cells: NO_CELLS, untouched, complete: false, vetoes: vetoes.length > 0 ? vetoes : NO_SLOTS, filled: filled.length > 0 ? filled : NO_SLOTS };
}
