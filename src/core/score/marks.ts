import type { WeightTotals } from "./calculation-rules";
import { compareExact, decimal, HUNDRED, ONE, roundAt, WORKING_DIGITS, ZERO, type Exact } from "./decimal";
import type { IndicatorKind } from "./indicator-kind";

/** Full mark in points and weight as a share of 1, decimal texts; `null` where nothing is stated. */
export type Marks = { readonly fullMark: string | null; readonly weight: string | null };

/**
 * Which of the two count (SC-4): only full marks, only weights, both, or neither (then entries are added as
 * they are and the scale is unknown).
 */
export type MarkMode = "full-marks" | "weights" | "both" | "none";

/** Why marks cannot be combined; the block's scores are withheld. (SC-5, SC-6) */
export type MarkProblem =
  | { readonly code: "weights-incomplete"; readonly indexes: readonly number[] }
  | { readonly code: "weight-negative"; readonly indexes: readonly number[] }
  | { readonly code: "weights-total"; readonly total: Exact; readonly difference: Exact }
  | { readonly code: "full-marks-incomplete"; readonly indexes: readonly number[] }
  | { readonly code: "full-mark-not-positive"; readonly indexes: readonly number[] }
  | { readonly code: "contradiction"; readonly indexes: readonly number[] };

export type CombinedMarks = {
  readonly mode: MarkMode;
  /** Points on the total for one point entered, in the order given; empty where there is a problem. */
  readonly coefficients: readonly Exact[];
  /** What the best possible entries add up to; `null`: unknown. */
  readonly scale: Exact | null;
  readonly problem: MarkProblem | null;
  /** What the weights add up to, where it is not 1 and their shares count. */
  readonly normalised?: Exact;
};

/** Points count as they are; a veto has none. (SC-8, SC-51) */
function unweightedCoefficient(item: { readonly kind: IndicatorKind } | undefined): Exact {
  return item?.kind === "veto" ? ZERO : ONE;
}

/**
 * Full marks and weights → one coefficient per indicator. Bonus and deduction points count as they are. Weights that do not total 1 are a
 * problem, or each is taken for its share of their sum. (SC-4 to SC-8, SC-68)
 */
export function combineMarks(items: readonly (Marks & { readonly kind: IndicatorKind })[], fullTotal: Exact, weightTotals: WeightTotals = "withhold"): CombinedMarks {
  const scored = items.flatMap((item, index) =>
    item.kind === "scored"
      ? [{ index, full: item.fullMark === null ? null : decimal(item.fullMark), weight: item.weight === null ? null : decimal(item.weight) }]
      : [],
  );
  const indexesOf = (test: (item: (typeof scored)[number]) => boolean): number[] => scored.filter(test).map((item) => item.index);
  const weighted = scored.some((item) => item.weight !== null);
  const marked = scored.some((item) => item.full !== null);
  const mode: MarkMode = weighted ? (marked ? "both" : "weights") : marked ? "full-marks" : "none";
  const failed = (problem: MarkProblem): CombinedMarks => ({ mode, coefficients: [], scale: null, problem });
  const fullSum = scored.reduce((sum, item) => (item.full ? sum.add(item.full) : sum), ZERO);

  if (!weighted) {
    const complete = scored.every((item) => item.full !== null);
    return { mode, coefficients: items.map(unweightedCoefficient), scale: marked && complete && compareExact(fullSum, ZERO) > 0 ? fullSum : null, problem: null };
  }
  const unweighted = indexesOf((item) => item.weight === null);
  if (unweighted.length > 0) return failed({ code: "weights-incomplete", indexes: unweighted });
  const negative = indexesOf((item) => item.weight !== null && compareExact(item.weight, ZERO) < 0);
  if (negative.length > 0) return failed({ code: "weight-negative", indexes: negative });
  const weightSum = scored.reduce((sum, item) => (item.weight ? sum.add(item.weight) : sum), ZERO);
  const isWhole = roundAt(weightSum, WORKING_DIGITS).equals(ONE);
  // Weights that add up to nothing have no shares.
  if (!isWhole && (weightTotals === "withhold" || compareExact(weightSum, ZERO) <= 0)) return failed({ code: "weights-total", total: weightSum, difference: weightSum.sub(ONE) });
  const shareOf = (weight: Exact): Exact => (isWhole ? weight : weight.div(weightSum));
  if (marked) {
    const unmarked = indexesOf((item) => item.full === null);
    if (unmarked.length > 0) return failed({ code: "full-marks-incomplete", indexes: unmarked });
    const notPositive = indexesOf((item) => item.full !== null && compareExact(item.full, ZERO) <= 0);
    if (notPositive.length > 0) return failed({ code: "full-mark-not-positive", indexes: notPositive });
    const gap = (item: (typeof scored)[number]): Exact => (item.full && item.weight ? item.full.sub(shareOf(item.weight).mul(fullTotal)) : ZERO);
    const squares = scored.reduce((sum, item) => sum.add(gap(item).pow(2)), ZERO);
    const differing = indexesOf((item) => gap(item).n !== 0n);
    if (!roundAt(squares, WORKING_DIGITS).equals(ZERO) && roundAt(fullSum, WORKING_DIGITS).equals(fullTotal)) return failed({ code: "contradiction", indexes: differing });
  }
  const byIndex = new Map(scored.map((item) => [item.index, item] as const));
  const coefficients = items.map((_, index) => {
    const item = byIndex.get(index);
    return item?.weight ? shareOf(item.weight).mul(fullTotal).div(item.full ?? HUNDRED) : unweightedCoefficient(items[index]);
  });
  return { mode, coefficients, scale: fullTotal, problem: null, ...(isWhole ? {} : { normalised: weightSum }) };
}
