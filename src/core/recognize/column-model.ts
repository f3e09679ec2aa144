import { COLUMN_FEATURES, type ColumnFeature, type DescribedColumn } from "./column-features";
import type { ColumnWeights, LabelOrder } from "./column-weights";
import { HEADER_WORDS, type WordRole } from "./vocabulary";

/** Roles in the order in which scores are kept; "level" stands for level1 to level4. */
export const WORD_ROLES = Object.keys(HEADER_WORDS) as readonly WordRole[];

const ROLES = WORD_ROLES.length;
const LEVEL = WORD_ROLES.indexOf("level");
const INDICATOR = WORD_ROLES.indexOf("indicator");

/** Features that depend on the role that is asked about. */
export const ROLE_FEATURES = ["word", "parentWord", "placeholderWord"] as const satisfies readonly ColumnFeature[];
type RoleFeature = (typeof ROLE_FEATURES)[number];

/** The value of a feature that depends on the role. */
export function roleFeature(column: DescribedColumn, feature: RoleFeature, role: WordRole): number {
  return (feature === "word" ? column.words : feature === "parentWord" ? column.parentWords : column.placeholderWords).get(role) ?? 0;
}

export function isRoleFeature(feature: ColumnFeature): feature is RoleFeature {
  return (ROLE_FEATURES as readonly ColumnFeature[]).includes(feature);
}

/** What a feature adds to a role's score. */
export function contribution(column: DescribedColumn, role: WordRole, feature: ColumnFeature, weight: number): number {
  return weight * (isRoleFeature(feature) ? roleFeature(column, feature, role) : column.vector[feature]);
}

/** A feature with its weight for each role, in the order of `WORD_ROLES`. */
type WeighedFeature = { readonly feature: ColumnFeature; readonly roles: Float64Array };

const weighed = new WeakMap<ColumnWeights, readonly WeighedFeature[]>();

/** The weights by feature: most features of a column are 0 and so need no look at any role. */
function weighedFeatures(weights: ColumnWeights): readonly WeighedFeature[] {
  const known = weighed.get(weights);
  if (known) return known;
  const features = COLUMN_FEATURES.map((feature) => ({ feature, roles: Float64Array.from(WORD_ROLES, (role) => weights[role][feature] ?? 0) })).filter(({ roles }) => roles.some((weight) => weight !== 0));
  weighed.set(weights, features);
  return features;
}

/** Each role's weighted features of a column, in the order of `WORD_ROLES`. `weights` must not change afterwards. */
export function roleScores(column: DescribedColumn, weights: ColumnWeights): Float64Array {
  const scores = new Float64Array(ROLES);
  for (const { feature, roles } of weighedFeatures(weights)) {
    if (isRoleFeature(feature)) {
      for (let r = 0; r < ROLES; r++) scores[r] = (scores[r] ?? 0) + (roles[r] ?? 0) * roleFeature(column, feature, WORD_ROLES[r] ?? "other");
      continue;
    }
    const value = column.vector[feature];
    if (value === 0) continue;
    for (let r = 0; r < ROLES; r++) scores[r] = (scores[r] ?? 0) + (roles[r] ?? 0) * value;
  }
  return scores;
}

/** How probable each role of each column is. */
export type RoleProbabilities = {
  readonly probabilities: readonly Float64Array[];
  /** Log of the sum over all assignments. */
  readonly logZ: number;
  /** Log of the weight of each place of the indicator; the last entry: none. */
  readonly places: readonly number[];
  /** Expected numbers, by the weight of the order that they have: levels left and right of the indicator, levels without one, and no indicator. */
  readonly expected: Readonly<Record<keyof LabelOrder, number>>;
};

/** The most probable roles of a table's columns together, and how probable each role of each column is. */
export function decideRoles(scores: readonly Float64Array[], order: LabelOrder): { readonly roles: readonly number[]; readonly probabilities: readonly Float64Array[] } {
  const { probabilities, places } = roleProbabilities(scores, order);
  return { roles: bestRoles(scores, order, places), probabilities };
}

/**
 * All columns together: at most one is the indicator, and levels stand left of it. An assignment's weight is the product of its columns'
 * weights; with the indicator's place fixed the columns are independent of each other, so that sums over all assignments are exact and linear
 * in the columns. Rule RC-23.
 */
export function roleProbabilities(scores: readonly Float64Array[], order: LabelOrder): RoleProbabilities {
  const n = scores.length;
  const left = scores.map((own) => logSum(own, order.levelLeft));
  const right = scores.map((own) => logSum(own, order.levelRight));
  const alone = scores.map((own) => logSum(own, order.levelAlone));
  const before = prefix(left);
  const after = prefix([...right].reverse()).reverse();
  const none = order.noIndicator + alone.reduce((sum, value) => sum + value, 0);
  const places = scores.map((own, p) => (before[p] ?? 0) + (own[INDICATOR] ?? 0) + (after[p + 1] ?? 0));
  places.push(none);
  const top = Math.max(...places);
  const sum = places.reduce((total, place) => total + Math.exp(place - top), 0);
  const logZ = top + Math.log(sum);
  const at = places.map((place) => Math.exp(place - logZ));
  let rightOf = 0;
  const indicatorLeft = at.slice(0, n).map((value) => {
    const own = rightOf;
    rightOf += value;
    return own;
  });
  const noIndicator = at[n] ?? 0;
  const expected = { levelLeft: 0, levelRight: 0, levelAlone: 0, noIndicator };
  const probabilities = scores.map((own, i): Float64Array => {
    const here = at[i] ?? 0;
    const toLeft = indicatorLeft[i] ?? 0;
    const toRight = Math.max(0, 1 - here - toLeft - noIndicator);
    const highest = own.reduce((a, b) => Math.max(a, b), -Infinity);
    const factor = toRight * Math.exp(highest - (left[i] ?? 0)) + toLeft * Math.exp(highest - (right[i] ?? 0)) + noIndicator * Math.exp(highest - (alone[i] ?? 0));
    const result = own.map((score) => factor * Math.exp(score - highest));
    const level = own[LEVEL] ?? 0;
    const sides = [toRight * Math.exp(level + order.levelLeft - (left[i] ?? 0)), toLeft * Math.exp(level + order.levelRight - (right[i] ?? 0)), noIndicator * Math.exp(level + order.levelAlone - (alone[i] ?? 0))] as const;
    expected.levelLeft += sides[0];
    expected.levelRight += sides[1];
    expected.levelAlone += sides[2];
    result[LEVEL] = sides[0] + sides[1] + sides[2];
    result[INDICATOR] = here;
    return result;
  });
  return { probabilities, logZ, places, expected };
}

/** The most probable place of the indicator, all ways to decide the other columns counted, and the best role of each column beside it. */
function bestRoles(scores: readonly Float64Array[], order: LabelOrder, places: readonly number[]): readonly number[] {
  let at = scores.length;
  places.forEach((place, p) => {
    if (place > (places[at] ?? -Infinity)) at = p;
  });
  return scores.map((own, i) => {
    if (i === at) return INDICATOR;
    const level = at === scores.length ? order.levelAlone : i < at ? order.levelLeft : order.levelRight;
    let role = -1;
    let best = -Infinity;
    own.forEach((value, r) => {
      const here = r === INDICATOR ? -Infinity : r === LEVEL ? value + level : value;
      if (here > best || role < 0) [role, best] = [r, here];
    });
    return role;
  });
}

/** Log of the summed weights of all roles but the indicator, levels with their order's bonus. */
function logSum(scores: Float64Array, level: number): number {
  let top = -Infinity;
  for (let r = 0; r < ROLES; r++) if (r !== INDICATOR) top = Math.max(top, (scores[r] ?? 0) + (r === LEVEL ? level : 0));
  let sum = 0;
  for (let r = 0; r < ROLES; r++) if (r !== INDICATOR) sum += Math.exp((scores[r] ?? 0) + (r === LEVEL ? level : 0) - top);
  return top + Math.log(sum);
}

/** Sums of the first 0, 1, 2 … values. */
function prefix(values: readonly number[]): number[] {
  const sums = [0];
  for (const value of values) sums.push((sums[sums.length - 1] ?? 0) + value);
  return sums;
}
