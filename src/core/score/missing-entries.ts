import type { MissingPolicy } from "./calculation-rules";
import { ZERO, type Exact } from "./decimal";
import { columnRuns } from "./formula-text";
import type { CombinedMarks } from "./marks";
import type { ScoreBlock, Slot } from "./score-block";

/** A mean's formula takes so many ranges of rows: more are a table cut into very many sections. */
const MAX_RUNS = 200;

/**
 * A block whose blank entries mean what the scheme says. Left as they are, so that a blank withholds the score: what raters give
 * for a subject as a whole, entries that a method reads or that are ticked, and where the others shall count for the whole also
 * indicators of a limited category and blocks whose best is not known. (SC-62)
 */
export function withMissing(block: ScoreBlock, policy: MissingPolicy, marks: CombinedMarks): ScoreBlock {
  if (policy === "item-mean" && columnRuns(block.lines.flatMap(({ place }) => (place.kind === "across" ? [place.row] : []))).length > MAX_RUNS) return block;
  if (policy === "flag" || block.layout === "raters" || (policy === "renormalise" && marks.scale === null)) return block;
  const takes = (slot: Slot): boolean => slot.kind === "scored" && slot.required && slot.method.kind === "entered" && slot.options === null && (policy !== "renormalise" || slot.category === null);
  return { ...block, slots: block.slots.map((slot) => (takes(slot) ? { ...slot, missing: policy } : slot)) };
}

/** Exact means of lists of numbers; `null` for an empty one. */
export function meansOf(columns: readonly (readonly Exact[])[]): readonly (Exact | null)[] {
  return columns.map((numbers) => (numbers.length === 0 ? null : numbers.reduce((sum, number) => sum.add(number), ZERO).div(numbers.length)));
}
