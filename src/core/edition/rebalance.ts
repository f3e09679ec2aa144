import { decimal, decimalText, ONE, roundAt, ZERO, type Exact } from "../score/decimal";
import type { IssueTemplate } from "../template/template-book";

/** Weights are shared out in hundredths of a percent. */
const DIGITS = 4;
const STEP = decimal("0.0001");

/**
 * The template with weights that make up the whole: each keeps its share of the sum, cut at a hundredth of a percent; what is
 * then left goes, a hundredth each, to those of which most was cut, of equals to the first. `null` where nothing is to be done,
 * or cannot: optional indicators, an indicator without a weight, a sum of 0. (ED-7)
 */
export function rebalanced(template: IssueTemplate): IssueTemplate | null {
  const { indicators } = template;
  if (indicators.length === 0 || indicators.some(({ zone, weight }) => zone === "optional" || weight === null)) return null;
  const weights = indicators.map(({ weight }) => decimal(weight ?? "0"));
  const sum = total(weights);
  if (sum.equals(ZERO) || sum.equals(ONE)) return null;
  const exact = weights.map((weight) => weight.div(sum));
  const cut = exact.map((weight) => roundAt(weight, DIGITS, "down"));
  const left = Number(decimalText(ONE.sub(total(cut)).div(STEP)));
  const gains = new Set(
    exact
      .map((weight, index) => ({ index, lost: weight.sub(cut[index] ?? ZERO) }))
      .sort((a, b) => b.lost.compare(a.lost) || a.index - b.index)
      .slice(0, left)
      .map(({ index }) => index),
  );
  return { ...template, indicators: indicators.map((indicator, index) => ({ ...indicator, weight: decimalText((cut[index] ?? ZERO).add(gains.has(index) ? STEP : ZERO)) })) };
}

function total(values: readonly Exact[]): Exact {
  return values.reduce((sum, value) => sum.add(value), ZERO);
}
