import { KIND, type SheetGrid } from "./sheet-grid";

/** In how many columns a row is proven to add up other rows. */
export type ProvenSum = {
  /** Of the rows above it. */
  readonly above: number;
  /** Of the rows below it. */
  readonly below: number;
};

/** A row as the search for sums sees it; `indent` is that of its first label. */
export type SumRow = { readonly row: number; readonly cells: readonly number[]; readonly indent: number };

const MAX_COLUMNS = 6;
const MAX_ADDENDS = 80;
/** Points of one indicator are rarely more. */
const USUAL_POINTS = 200;
/** Part of a row's columns that a sum of only two rows of such points must fit. */
const MOST = 0.75;

/**
 * Finds rows whose numbers are the sums of two or more neighbouring rows: of all rows since the start or since the last
 * such row, of a run right above, of a run right below, or of the rows right below that are indented one step deeper.
 * Only the first six columns of numbers in a row are tried and runs of at most 80 rows, so the search is linear. Statistics
 * are rounded: half a unit of the last digit for each addend is allowed. Rows with formulas are left to the formula. A later
 * row that adds up such a row together with the rows it is said to add up takes the proof back, and so does a column that is
 * a whole (100 points, a share of 1) with it: totals are not counted twice. Rule RC-14.
 */
export function provenSums(grid: SheetGrid, rows: readonly SumRow[]): readonly ProvenSum[] {
  const numbersOf = ({ row, cells }: SumRow, kind: number): ReadonlyMap<number, number> => {
    const found = new Map<number, number>();
    for (const column of cells) {
      if (found.size >= MAX_COLUMNS * 2) break;
      if (grid.kinds[row * grid.columns + column] !== kind) continue;
      const value = grid.numberAt(row, column);
      if (kind === KIND.number || Number.isFinite(value)) found.set(column, value);
    }
    return found;
  };
  const values = rows.map((row) => numbersOf(row, KIND.number));
  const isSum = new Uint8Array(rows.length);
  const proven = rows.map((): { above: number; below: number } => ({ above: 0, below: 0 }));
  rows.forEach((row, i) => {
    const result = proven[i];
    const tried = (numbers: ReadonlyMap<number, number>): readonly (readonly [number, number])[] => [...numbers].filter(([, value]) => value !== 0 && !looksLikeYear(value)).slice(0, MAX_COLUMNS);
    const calculated = tried(numbersOf(row, KIND.formula));
    if (calculated.length > 0) {
      const run = bestRun(calculated, i, -1, values, isSum);
      if (run.columns * 2 >= calculated.length && run.rows > 2) takeBack(proven, isSum, i - run.rows, i - 1, run.withSums);
    }
    const mine = tried(values[i] ?? new Map());
    if (mine.length === 0 || !result) return;
    const above = bestRun(mine, i, -1, values, isSum);
    const below = bestRun(mine, i, 1, values, isSum);
    const deeper = childRun(mine, i, rows, values);
    const needed = mine.length * 0.5;
    if (above.columns >= needed) result.above = above.columns;
    result.below = Math.max(below.columns, deeper) >= needed ? Math.max(below.columns, deeper) : 0;
    if (result.above >= 2 || (result.above === 1 && mine.length === 1)) isSum[i] = 1;
    if (result.above > 0 && above.rows > 2) takeBack(proven, isSum, i - above.rows, i - 1, above.withSums);
  });
  if (proven.some(({ above, below }) => above > 0 || below > 0) && hasWholeColumn(values)) takeBack(proven, isSum, 0, rows.length - 1, true);
  return proven;
}

/** Three numbers or more of a column, all there are, make 100 or 1. */
function hasWholeColumn(values: readonly ReadonlyMap<number, number>[]): boolean {
  const columns = new Map<number, { sum: number; count: number }>();
  for (const row of values) {
    for (const [column, value] of row) {
      const known = columns.get(column) ?? { sum: 0, count: 0 };
      columns.set(column, { sum: known.sum + value, count: known.count + 1 });
    }
  }
  return [...columns.values()].some(({ sum, count }) => count >= 3 && (adds(sum, 100, count) || adds(sum, 1, count)));
}

/**
 * The rows from `first` to `last` are added up one by one: what was said to add up rows right below it is one of them. So
 * is what was said to add up rows above it, where the sum is not right without it.
 */
function takeBack(proven: readonly { above: number; below: number }[], isSum: Uint8Array, first: number, last: number, withSums: boolean): void {
  for (let i = Math.max(0, first); i <= last; i++) {
    const row = proven[i];
    if (!row) continue;
    row.below = 0;
    if (!withSums) continue;
    row.above = 0;
    isSum[i] = 0;
  }
}

/** The run of rows that fits best: in how many columns, how many rows, and whether rows that are sums themselves are counted in. */
type Run = { readonly columns: number; readonly rows: number; readonly withSums: boolean };

function looksLikeYear(value: number): boolean {
  return Number.isInteger(value) && value >= 1900 && value <= 2100;
}

/**
 * Most columns that one and the same run of rows in one direction adds up to. A column of positive numbers is given up
 * once its sum is past the value, so that runs are mostly short.
 */
function bestRun(mine: readonly (readonly [number, number])[], index: number, step: 1 | -1, values: readonly ReadonlyMap<number, number>[], isSum: Uint8Array): Run {
  const size = mine.length;
  const all = new Float64Array(size);
  const plain = new Float64Array(size);
  const countAll = new Uint8Array(size);
  const countPlain = new Uint8Array(size);
  const done = new Uint8Array(size);
  let open = size;
  let best: Run = { columns: 0, rows: 0, withSums: false };
  const isSmall = mine.every(([, value]) => Math.abs(value) <= USUAL_POINTS);
  for (let k = 1; k <= MAX_ADDENDS && open > 0; k++) {
    const at = index + k * step;
    const row = values[at];
    if (!row) break;
    let hits = 0;
    let hitsPlain = 0;
    for (let c = 0; c < size; c++) {
      if (done[c] === 1) continue;
      const [column, value] = mine[c] ?? [0, 0];
      const addend = row.get(column);
      if (addend !== undefined && addend !== 0) {
        all[c] = (all[c] ?? 0) + addend;
        countAll[c] = (countAll[c] ?? 0) + 1;
        if (isSum[at] === 0) {
          plain[c] = (plain[c] ?? 0) + addend;
          countPlain[c] = (countPlain[c] ?? 0) + 1;
        }
      }
      if ((countAll[c] ?? 0) >= 2 && adds(all[c] ?? 0, value, countAll[c] ?? 0)) hits++;
      if ((countPlain[c] ?? 0) >= 2 && adds(plain[c] ?? 0, value, countPlain[c] ?? 0)) hitsPlain++;
      if ((plain[c] ?? 0) > value + 1 + Math.abs(value) * 0.01 && (addend ?? 0) >= 0) {
        done[c] = 1;
        open--;
      }
    }
    // Points that add up to others are everyday (10 and 10 beside 20): a pair of rows must fit in most columns then.
    const enough = k === 2 && isSmall ? size * MOST : 0;
    if (Math.max(hits, hitsPlain) >= enough && Math.max(hits, hitsPlain) > best.columns) best = { columns: Math.max(hits, hitsPlain), rows: k, withSums: hits > hitsPlain };
    if (best.columns === size) break;
  }
  return best;
}

/** The rows below down to the next of the same indent, those one step deeper added up. */
function childRun(mine: readonly (readonly [number, number])[], index: number, rows: readonly SumRow[], values: readonly ReadonlyMap<number, number>[]): number {
  const indent = rows[index]?.indent ?? 0;
  let step = Infinity;
  const sums = mine.map(() => 0);
  const counts = mine.map(() => 0);
  for (let k = 1; k <= MAX_ADDENDS; k++) {
    const below = rows[index + k];
    if (!below || below.indent <= indent) break;
    step = Math.min(step, below.indent);
    if (below.indent !== step) continue;
    mine.forEach(([column], c) => {
      const addend = values[index + k]?.get(column);
      if (addend === undefined) return;
      sums[c] = (sums[c] ?? 0) + addend;
      counts[c] = (counts[c] ?? 0) + 1;
    });
  }
  return mine.filter(([, value], c) => (counts[c] ?? 0) >= 2 && adds(sums[c] ?? 0, value, counts[c] ?? 0)).length;
}

function adds(sum: number, value: number, addends: number): boolean {
  const difference = Math.abs(sum - value);
  if (difference <= 1e-9 * Math.max(1, Math.abs(value))) return true;
  return Math.abs(value) >= 200 && Number.isInteger(value) && difference <= Math.min(addends * 0.5 + 0.5, Math.abs(value) * 0.002);
}
