import { foldKeyText } from "../template/keys";
import { isUsable, type ScoredBlock, type ScoredLine, type Scores, type SubjectScore } from "./compute-scores";
import { compareExact, decimal, ONE, roundAt, WORKING_DIGITS, ZERO, type Exact } from "./decimal";
import { isRuled } from "./indicator-rule";
import { presentGroups, slotValue, type GroupWeights } from "./line-score";
import type { Slot } from "./score-block";

/** Tables up to this size are explained indicator by indicator on the summary sheet. (SC-54) */
export const MAX_EXPLAINED = 500;

/** Words for the terms of a linked score; any other text is an indicator's name. (RK-21) */
const TERMS: Readonly<Record<string, "own" | "unit">> = { 个人得分: "own", "own score": "own", 单位得分: "unit", "unit score": "unit" };

function folded(text: string): string {
  return foldKeyText(text).toLowerCase();
}

/** What a criterion is in a block: a term of its linked scores, the points of an indicator (by slot), or nothing that it has. */
export type TieSource = { readonly kind: "term"; readonly part: "own" | "unit" } | { readonly kind: "slot"; readonly slot: number };

export function tieSource(scored: ScoredBlock, criterion: string): TieSource | null {
  const wanted = folded(criterion);
  const { block, link } = scored;
  const named = block.slots.flatMap((slot, index) => (slot.indicator && folded(slot.indicator.name) === wanted ? [{ slot, index }] : []));
  const [only] = named;
  if (only) {
    // A method's points stand on the summary sheet only; which of two indicators of one name is meant, nobody can say.
    const shown = block.layout !== "matrix" || !isRuled(only.slot) || block.lines.length <= MAX_EXPLAINED;
    return named.length === 1 && shown && isUsable(scored) ? { kind: "slot", slot: only.index } : null;
  }
  const part = Object.entries(TERMS).find(([word]) => folded(word) === wanted)?.[1];
  return part && link && !link.cyclic && (part === "own" || link.unit) ? { kind: "term", part } : null;
}

/** A blank entry that counts nothing counts nothing here. */
export function blankIsNone({ required, missing }: Slot): boolean {
  return !required || missing === "zero";
}

function valueOf(scored: ScoredBlock, { line, score }: ScoredLine, source: TieSource, weights: GroupWeights, onTotal: boolean): Exact | null {
  if (source.kind === "term") return score.link?.[source.part].value ?? null;
  const { block, rules } = scored;
  const slot = block.slots[source.slot];
  if (!slot) return null;
  const found = slotValue(line, source.slot, slot, presentGroups(block, line, weights), rules.fulls[source.slot] ?? null, rules.drop);
  const points = found.kind === "number" ? found.value : found.kind === "blank" && blankIsNone(slot) ? ZERO : null;
  return points && roundAt(onTotal ? points.mul(rules.coefficients[source.slot] ?? ONE) : points, WORKING_DIGITS);
}

/** The criteria that make a difference in a pool, and what each subject has under them. */
export type TieValues = { readonly criteria: readonly string[]; readonly valuesOf: (score: SubjectScore) => readonly (Exact | null)[] };

/** Compares subjects of equal scores by the scheme's criteria: below 0, the first one is ahead; whoever has no value comes last. (RK-21) */
export type TieOrder = (a: SubjectScore, b: SubjectScore) => number;

/** What subjects of a pool that comes from `blocks` have under the scheme's criteria; `null`: none makes a difference. */
export function tieValues(scheme: Scores["scheme"], blocks: readonly ScoredBlock[]): TieValues | null {
  const criteria = scheme.ranking.tieBreakers.filter((criterion) => criterion.trim() !== "" && blocks.some((scored) => tieSource(scored, criterion) !== null));
  if (criteria.length === 0) return null;
  const weights: GroupWeights = { self: decimal(scheme.raterWeights.self), leader: decimal(scheme.raterWeights.leader), rater: decimal(scheme.raterWeights.rater) };
  const lines = new Map<SubjectScore, { readonly scored: ScoredBlock; readonly line: ScoredLine }>();
  for (const scored of blocks) for (const line of scored.lines) lines.set(line.score, { scored, line });
  const known = new Map<SubjectScore, readonly (Exact | null)[]>();
  const valuesOf = (score: SubjectScore): readonly (Exact | null)[] => {
    const before = known.get(score);
    if (before) return before;
    const at = lines.get(score);
    const values = criteria.map((criterion) => {
      const source = at ? tieSource(at.scored, criterion) : null;
      return at && source ? valueOf(at.scored, at.line, source, weights, blocks.length > 1) : null;
    });
    known.set(score, values);
    return values;
  };
  return { criteria, valuesOf };
}

/** The order that the criteria make; `null`: they make none. */
export function tieOrder(scheme: Scores["scheme"], blocks: readonly ScoredBlock[]): TieOrder | null {
  const found = tieValues(scheme, blocks);
  if (!found) return null;
  const { criteria, valuesOf } = found;
  return (a, b) => {
    const [left, right] = [valuesOf(a), valuesOf(b)];
    for (let index = 0; index < criteria.length; index++) {
      const [x, y] = [left[index] ?? null, right[index] ?? null];
      if (x && y) {
        const order = compareExact(y, x);
        if (order !== 0) return order;
      } else if (x || y) return x ? -1 : 1;
    }
    return 0;
  };
}
