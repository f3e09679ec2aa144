import type { Session } from "../../app/session/session";
import type { Scheme } from "../../core/score/scheme";
import { POOL_NAMES } from "../../core/score/own-names";
import { MAX_DIGITS } from "../../core/score/scheme-sheet-reading";
import { compareExact, decimal, decimalText, HUNDRED, ONE, parseDecimal, ZERO } from "../../core/score/decimal";

/** Scheme and changed marks that scores are previewed under. */
export type ScoreDraft = Parameters<Session["previewScores"]>[0];

/** What is wrong with a field of the scheme, by field; the limits are those of the scheme sheet. (PN-42) */
export type SchemeProblem = "total" | "digits" | "share" | "rater-weights" | "bands" | "pools" | "marks";

/** The scheme sheet has a cell for each. */
export const MAX_POOL_ATTRIBUTES = POOL_NAMES.length;

/** Fields that cannot be used as they are; empty: the draft can be previewed. */
export function schemeProblems(draft: ScoreDraft): readonly SchemeProblem[] {
  const { scheme, marks } = draft;
  const problems: SchemeProblem[] = [];
  const total = parseDecimal(scheme.fullTotal);
  if (total === null || compareExact(total, ZERO) <= 0) problems.push("total");
  if (!Number.isInteger(scheme.digits) || scheme.digits < 0 || scheme.digits > MAX_DIGITS) problems.push("digits");
  const share = parseDecimal(scheme.unitShare);
  if (share === null || compareExact(share, ZERO) < 0 || compareExact(share, ONE) > 0) problems.push("share");
  const weights = Object.values(scheme.raterWeights).map(parseDecimal);
  if (weights.some((weight) => weight === null || compareExact(weight, ZERO) < 0)) problems.push("rater-weights");
  if (!bandsFit(scheme.bands)) problems.push("bands");
  if (scheme.poolBy.length > MAX_POOL_ATTRIBUTES) problems.push("pools");
  const typed = Object.values(marks).flatMap((byKey) => Object.values(byKey).flatMap((mark) => [mark.fullMark, mark.weight]));
  if (typed.some((text) => typeof text === "string" && parseDecimal(text) === null)) problems.push("marks");
  return problems;
}

/** Labels are filled in and differ, and cut-offs go down. */
function bandsFit(bands: Scheme["bands"]): boolean {
  const froms = bands.map((band) => parseDecimal(band.from));
  const labels = bands.map((band) => band.label.trim());
  if (labels.some((label) => label === "") || new Set(labels).size < labels.length) return false;
  return froms.every((from, index) => {
    const before = froms[index - 1];
    return from !== null && (index === 0 || (before != null && compareExact(from, before) < 0));
  });
}

/** "0.3" → "30"; a text that is no number stays as it is, so that a person can go on typing. */
export function percentOfShare(share: string): string {
  return parseDecimal(share) === null ? share : decimalText(decimal(share).mul(HUNDRED));
}

/** "30" → "0.3". */
export function shareOfPercent(percent: string): string {
  const value = parseDecimal(percent.normalize("NFKC").trim().replace(/%$/, ""));
  return value === null ? percent : decimalText(value.div(HUNDRED));
}
