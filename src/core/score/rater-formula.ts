import { drops, type DropRules } from "./calculation-rules";
import { SCHEME_NAMES } from "./own-names";
import type { RaterGroup } from "./score-block";

/** The scheme cell with a group's weight. */
export function groupWeightName(group: RaterGroup): string {
  return { self: SCHEME_NAMES.weightSelf, leader: SCHEME_NAMES.weightLeader, rater: SCHEME_NAMES.weightRater }[group];
}

/**
 * The mean of what stands in the cells, without the extremes that the scheme leaves out of a group that is large enough. (SC-12, SC-69)
 */
export function meanFormula(cells: readonly string[], drop: DropRules): string {
  const all = cells.join(",");
  if (!drops(drop)) return `AVERAGE(${all})`;
  const { highest, lowest } = drop;
  const one = cells.length === 1 ? all : `(${all})`;
  const extremes = (count: number, single: "MAX" | "MIN", nth: "LARGE" | "SMALL"): readonly string[] =>
    count === 1 ? [`${single}(${all})`] : Array.from({ length: count }, (_, index) => `${nth}(${one},${String(index + 1)})`);
  const left = [...extremes(highest, "MAX", "LARGE"), ...extremes(lowest, "MIN", "SMALL")];
  return `IF(COUNT(${all})>=${SCHEME_NAMES.dropFrom},(SUM(${all})-${left.join("-")})/(COUNT(${all})-${String(highest + lowest)}),AVERAGE(${all}))`;
}

/**
 * Weighted mean of the groups' means over the groups that gave a number: the weights of the others are left out
 * of the sum, so that nobody counts as 0. (SC-12)
 */
export function raterFormula(groups: readonly { readonly group: RaterGroup; readonly cells: readonly string[] }[], drop: DropRules): {
  readonly conditions: readonly string[];
  readonly points: string;
} {
  const used = groups.filter((item) => item.cells.length > 0).map((item) => ({ weight: groupWeightName(item.group), cells: item.cells.join(","), mean: meanFormula(item.cells, drop) }));
  const [only] = used;
  if (used.length === 1 && only) return { conditions: [`COUNT(${only.cells})>0`], points: only.mean };
  const total = used.map((item) => `(COUNT(${item.cells})>0)*${item.weight}`).join("+");
  const sum = used.map((item) => `IF(COUNT(${item.cells})=0,0,${item.mean}*${item.weight})`).join("+");
  return { conditions: [`${total}>0`], points: `(${sum})/(${total})` };
}
