/** Scores counted in classes of equal width. `from` inclusive, `to` exclusive but for the last. */
export type Distribution = { readonly bins: readonly { readonly from: number; readonly to: number; readonly count: number }[]; readonly mean: number | null; readonly median: number | null };

const MAX_BINS = 12;
const WIDTHS = [1, 2, 5];

/** The smallest of 1, 2, 5, 10, 20 … with which at most twelve classes cover the span. */
function widthFor(low: number, high: number): number {
  for (let power = 1; ; power *= 10) {
    for (const step of WIDTHS) {
      const width = step * power;
      if (Math.floor(high / width) - Math.floor(low / width) < MAX_BINS) return width;
    }
  }
}

/** Classes over the scores from the lowest to the highest, with their mean and median; empty for none. Not rounded. (SE-13) */
export function distributionOf(scores: readonly number[]): Distribution {
  const sorted = scores.filter(Number.isFinite).sort((a, b) => a - b);
  const low = sorted[0];
  const high = sorted.at(-1);
  if (low === undefined || high === undefined) return { bins: [], mean: null, median: null };
  const width = widthFor(low, high);
  const first = Math.floor(low / width);
  // A best score on a boundary belongs to the class below it: 100 of 100 stands in 95–100.
  const counts = new Array<number>(Math.max(1, Math.ceil(high / width) - first)).fill(0);
  let bin = 0;
  for (const score of sorted) {
    while (bin < counts.length - 1 && score >= (first + bin + 1) * width) bin++;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? high;
  return {
    bins: counts.map((members, i) => ({ from: (first + i) * width, to: (first + i + 1) * width, count: members })),
    mean: sorted.reduce((sum, score) => sum + score, 0) / sorted.length,
    median: Number.isInteger(middle) ? ((sorted[middle - 1] ?? upper) + upper) / 2 : upper,
  };
}
