import { SCHEME_NAMES } from "./own-names";
import type { RaterGroup } from "./score-block";

/** The scheme cell with a group's weight. */
export function groupWeightName(group: RaterGroup): string {
  return { self: SCHEME_NAMES.weightSelf, leader: SCHEME_NAMES.weightLeader, rater: SCHEME_NAMES.weightRater }[group];
}

/**
 * Weighted mean of the groups' means over the groups that gave a number: the weights of the others are left out
 * of the sum, so that nobody counts as 0. (SC-12)
 */
export function raterFormula(groups: readonly { readonly group: RaterGroup; readonly cells: readonly string[] }[]): {
  readonly conditions: readonly string[];
  readonly points: string;
} {
  const used = groups.filter((item) => item.cells.length > 0).map((item) => ({ weight: groupWeightName(item.group), cells: item.cells.join(",") }));
  const [only] = used;
  if (used.length === 1 && only) return { conditions: [`COUNT(${only.cells})>0`], points: `AVERAGE(${only.cells})` };
  const total = used.map((item) => `(COUNT(${item.cells})>0)*${item.weight}`).join("+");
  const sum = used.map((item) => `IF(COUNT(${item.cells})=0,0,AVERAGE(${item.cells})*${item.weight})`).join("+");
  return { conditions: [`${total}>0`], points: `(${sum})/(${total})` };
}
