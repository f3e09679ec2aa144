import { KIND, type SheetGrid } from "./sheet-grid";

/**
 * In how many columns a row's number is the sum of two or more numbers right above it (since the sheet's start, or since
 * the last row that was itself such a sum), or, for the first rows of numbers, of those below it. One pass over the cells:
 * running sums by column. Rows with a formula are left to the formula. Rule RC-14.
 */
export function provenSums(grid: SheetGrid, rows: readonly { readonly row: number; readonly cells: readonly number[] }[]): readonly number[] {
  type Running = { sum: number; count: number; sinceSum: number; sinceCount: number; magnitude: number };
  const columns = new Map<number, Running>();
  return rows.map(({ row, cells }) => {
    let proven = 0;
    let tried = 0;
    const matched: number[] = [];
    for (const c of cells) {
      if (grid.kinds[row * grid.columns + c] !== KIND.number) continue;
      const value = grid.numberAt(row, c);
      const running = columns.get(c);
      if (!running || value === 0) continue;
      tried++;
      const tolerance = 1e-9 * Math.max(1, running.magnitude);
      const all = running.count >= 2 && Math.abs(running.sum - value) <= tolerance;
      const since = running.sinceCount >= 2 && Math.abs(running.sinceSum - value) <= tolerance;
      if (all || since) {
        proven++;
        matched.push(c);
      }
    }
    const isSum = proven > 0 && proven >= tried * 0.5;
    for (const c of cells) {
      if (grid.kinds[row * grid.columns + c] !== KIND.number) continue;
      const value = grid.numberAt(row, c);
      const running = columns.get(c) ?? { sum: 0, count: 0, sinceSum: 0, sinceCount: 0, magnitude: 0 };
      columns.set(c, running);
      running.magnitude += Math.abs(value);
      if (isSum) {
        running.sinceSum = 0;
        running.sinceCount = 0;
      } else {
        running.sum += value;
        running.sinceSum += value;
        running.sinceCount += value === 0 ? 0 : 1;
        running.count += value === 0 ? 0 : 1;
      }
    }
    return isSum ? proven : 0;
  });
}
