import { readMarkInText } from "./marks-in-text";
import type { DraftColumn } from "./draft-columns";
import type { SheetGrid } from "./sheet-grid";
import { KIND } from "./sheet-grid";

/** How a column's numbers are related to other columns' numbers; each 0 or 1. */
export type FigureEvidence = {
  /** The sum or the mean of the columns of numbers left of it, row by row. */
  readonly addsUpRow: number;
  /** Another column is proven to add it up. */
  readonly addend: number;
  /** Whole numbers from 1 up that stand in the order of another column's numbers. */
  readonly ordersAnother: number;
  /** Not above the mark that the header states. */
  readonly withinMark: number;
  /** Not above the number of the column that states the marks, row by row. */
  readonly belowFullMark: number;
  /** Adds up to 1 or 100, or to one and the same number, in each block of the level left of it. */
  readonly blockSums: number;
};

/** At most so many columns are compared with each other: wider tables have enough alike. */
const MAX_COLUMNS = 60;
const MAX_ROWS = 60;

/**
 * Compares the numbers of a table's columns. `marks`: by column, whether its header says that it states the marks. Bounded: 60 rows and the
 * last 60 columns left of a column are looked at. Rule RC-21.
 */
export function figureEvidence(grid: SheetGrid, columns: readonly DraftColumn[], rows: readonly number[], marks: readonly number[]): readonly FigureEvidence[] {
  const sample = rows.slice(0, MAX_ROWS);
  const numbers = columns.map(({ column }) => sample.map((row) => numberIn(grid, row, column)));
  const counts = numbers.map((own) => own.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0));
  const isNumeric = numbers.map((own, i) => (counts[i] ?? 0) >= 2 && (counts[i] ?? 0) >= filledIn(grid, columns[i]?.column ?? 0, sample) * 0.7 && own.length > 0);
  const markColumn = marks.findIndex((mark, i) => mark > 0 && isNumeric[i] === true);
  const addends = new Set<number>();
  const sums = columns.map((_, i) => {
    const first = isNumeric[i] === true ? addsUp(numbers, isNumeric, i) : -1;
    if (first >= 0) for (let c = first; c < i; c++) addends.add(c);
    return first >= 0;
  });
  return columns.map((column, i): FigureEvidence => {
    const own = numbers[i] ?? [];
    if (isNumeric[i] !== true) return { addsUpRow: 0, addend: 0, ordersAnother: 0, withinMark: 0, belowFullMark: 0, blockSums: 0 };
    return {
      addsUpRow: sums[i] === true ? 1 : 0,
      addend: addends.has(i) && sums[i] !== true ? 1 : 0,
      ordersAnother: ordersAnother(numbers, isNumeric, i) ? 1 : 0,
      withinMark: withinMark(column, own) ? 1 : 0,
      belowFullMark: markColumn >= 0 && markColumn !== i && neverAbove(own, numbers[markColumn] ?? []) ? 1 : 0,
      blockSums: blockSums(grid, columns, i, sample, own) ? 1 : 0,
    };
  });
}

function numberIn(grid: SheetGrid, row: number, column: number): number {
  const kind = grid.kinds[row * grid.columns + column] ?? KIND.blank;
  return kind === KIND.number || kind === KIND.formula ? grid.numberAt(row, column) : Number.NaN;
}

function filledIn(grid: SheetGrid, column: number, rows: readonly number[]): number {
  return rows.reduce((count, row) => count + (grid.kinds[row * grid.columns + column] === KIND.blank ? 0 : 1), 0);
}

/** The first column of a run that ends left of this one and whose sum or mean this one is, in four fifths of the rows and in two at least; −1: none. */
function addsUp(numbers: readonly (readonly number[])[], isNumeric: readonly boolean[], at: number): number {
  const own = numbers[at] ?? [];
  const rows: number[] = [];
  for (let r = 0; r < own.length; r++) if (!Number.isNaN(own[r] ?? Number.NaN) && own[r] !== 0) rows.push(r);
  if (rows.length < 2) return -1;
  const sums = new Float64Array(rows.length);
  const counts = new Uint16Array(rows.length);
  let width = 0;
  for (let c = at - 1; c >= Math.max(0, at - MAX_COLUMNS); c--) {
    if (isNumeric[c] !== true) {
      if (width > 0) break;
      continue;
    }
    width++;
    const column = numbers[c] ?? [];
    for (let k = 0; k < rows.length; k++) {
      const value = column[rows[k] ?? 0] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      sums[k] = (sums[k] ?? 0) + value;
      counts[k] = (counts[k] ?? 0) + 1;
    }
    if (width >= 2 && (fits(own, rows, sums, counts, false) || fits(own, rows, sums, counts, true))) return c;
  }
  return -1;
}

/** Sums or means of each row against what stands there; gives up as soon as too many differ. */
function fits(own: readonly number[], rows: readonly number[], sums: Float64Array, counts: Uint16Array, mean: boolean): boolean {
  let known = 0;
  let misses = 0;
  for (let k = 0; k < rows.length; k++) {
    const count = counts[k] ?? 0;
    if (count === 0) continue;
    known++;
    const value = own[rows[k] ?? 0] ?? 0;
    const expected = mean ? (sums[k] ?? 0) / count : (sums[k] ?? 0);
    if (Math.abs(expected - value) > (mean ? 0.0051 * Math.max(1, Math.abs(value) * 0.02) : 1e-6 * Math.max(1, Math.abs(value)))) misses++;
    if (misses > rows.length * 0.2) return false;
  }
  return known >= 2 && misses <= known * 0.2;
}

/** Each pair of rows stands in the same order in both columns, larger first, ties apart; not where both only count on. */
function ordersAnother(numbers: readonly (readonly number[])[], isNumeric: readonly boolean[], at: number): boolean {
  const own = numbers[at] ?? [];
  const known = own.map((value, r) => ({ value, r })).filter(({ value }) => !Number.isNaN(value));
  if (known.length < 3 || known.some(({ value }) => !Number.isInteger(value) || value < 1 || value > 5000)) return false;
  const byRank = [...known].sort((a, b) => a.value - b.value);
  if (byRank[0]?.value !== byRank.at(-1)?.value && (byRank[0]?.value ?? 0) > 20) return false;
  const nearest = [...numbers.keys()].filter((c) => c !== at && isNumeric[c] === true).sort((a, b) => Math.abs(a - at) - Math.abs(b - at)).slice(0, 12);
  return nearest.some((c) => {
    const other = numbers[c] ?? [];
    let pairs = 0;
    let right = 0;
    for (let k = 1; k < byRank.length; k++) {
      const a = byRank[k - 1];
      const b = byRank[k];
      if (!a || !b) continue;
      const [x, y] = [other[a.r] ?? Number.NaN, other[b.r] ?? Number.NaN];
      if (Number.isNaN(x) || Number.isNaN(y)) continue;
      pairs++;
      if (a.value === b.value ? x === y : x > y) right++;
    }
    return pairs >= 2 && right >= pairs * 0.9;
  });
}

function withinMark(column: DraftColumn, own: readonly number[]): boolean {
  const leaf = column.header[column.header.length - 1];
  const mark = leaf ? readMarkInText(leaf.info.text) : null;
  if (mark?.fullMark == null) return false;
  const most = Number(mark.fullMark);
  return own.every((value) => Number.isNaN(value) || (value >= 0 && value <= most * 1.2 + 1e-9)) && own.some((value) => value > most * 0.3);
}

/** Never above the other in the rows that have both, and not the same throughout. */
function neverAbove(own: readonly number[], most: readonly number[]): boolean {
  let rows = 0;
  let below = 0;
  let above = 0;
  own.forEach((value, r) => {
    const limit = most[r] ?? Number.NaN;
    if (Number.isNaN(value) || Number.isNaN(limit)) return;
    rows++;
    if (value < limit) below++;
    if (value > limit) above++;
  });
  return rows >= 2 && above === 0 && below > 0;
}

/** Blocks begin where a merged cell left of the column, or a text with blanks below it, begins. */
function blockSums(grid: SheetGrid, columns: readonly DraftColumn[], at: number, rows: readonly number[], own: readonly number[]): boolean {
  for (let c = 0; c < Math.min(at, 4); c++) {
    const level = columns[c]?.column ?? 0;
    const sums: number[] = [];
    let counted = 0;
    rows.forEach((row, r) => {
      const begins = grid.kinds[row * grid.columns + level] !== KIND.blank;
      if (begins) sums.push(0);
      const value = own[r] ?? Number.NaN;
      if (sums.length === 0 || Number.isNaN(value)) return;
      counted++;
      sums[sums.length - 1] = (sums[sums.length - 1] ?? 0) + value;
    });
    if (sums.length < 2 || counted < sums.length * 2) continue;
    const first = sums[0] ?? 0;
    const same = sums.every((sum) => Math.abs(sum - first) <= 1e-6 * Math.max(1, Math.abs(first)));
    if (same && first > 0) return true;
  }
  return false;
}
