import { COLUMN_FEATURES, describeColumns, type ColumnFeature, type DescribedColumn } from "../../src/core/recognize/column-features";
import { decideRoles, isRoleFeature, roleFeature, roleProbabilities, roleScores, WORD_ROLES } from "../../src/core/recognize/column-model";
import type { ColumnWeights, LabelOrder } from "../../src/core/recognize/column-weights";
import { draftColumns } from "../../src/core/recognize/draft-columns";
import { prepareGrid } from "../../src/core/recognize/sheet-grid";
import { COLUMN_PRIOR, ORDER_PRIOR } from "./column-prior";
import type { InventedTable } from "./invented-tables";

export type ColumnModel = { readonly weights: ColumnWeights; readonly order: LabelOrder };

const R = WORD_ROLES.length;
const F = COLUMN_FEATURES.length;
const LEVEL = WORD_ROLES.indexOf("level");
const INDICATOR = WORD_ROLES.indexOf("indicator");
const PLAIN = COLUMN_FEATURES.map((feature, at) => ({ feature, at })).filter(({ feature }) => !isRoleFeature(feature));
const BY_ROLE = COLUMN_FEATURES.map((feature, at) => ({ feature, at })).filter(({ feature }) => isRoleFeature(feature));
const ORDER = ["levelLeft", "levelRight", "levelAlone", "noIndicator"] as const;

/** A table as the fit sees it: its columns' features that are not 0, and the right roles (by place in `WORD_ROLES`; −1: not known). */
export type ColumnExample = { readonly columns: readonly { readonly plain: readonly (readonly [number, number])[]; readonly byRole: readonly (readonly [number, number, number])[] }[]; readonly roles: readonly number[]; readonly described: readonly DescribedColumn[] };

export function columnExample(table: InventedTable): ColumnExample {
  const grid = prepareGrid(table.workbook, table.sheet);
  const described = describeColumns(grid, table.draft, draftColumns(grid, table.draft, { first: 0, last: table.width - 1 }));
  return {
    described,
    columns: described.map((column) => ({
      plain: PLAIN.map(({ feature, at }): readonly [number, number] => [at, isRoleFeature(feature) ? 0 : column.vector[feature]]).filter(([, value]) => value !== 0),
      byRole: BY_ROLE.flatMap(({ feature, at }) => WORD_ROLES.map((role, r): readonly [number, number, number] => [r, at, isRoleFeature(feature) ? roleFeature(column, feature, role) : 0])).filter(([, , value]) => value !== 0),
    })),
    roles: described.map(({ column }) => {
      const role = table.roles.get(column);
      return role === undefined ? -1 : WORD_ROLES.indexOf(role);
    }),
  };
}

export type ColumnFitOptions = { readonly iterations: number; readonly rate: number; /** Precision of the prior per column of data. */ readonly pull: number };

/**
 * Fits the joint model of column-model.ts by gradient ascent (Adam) on the conditional log-likelihood of the tables' roles, with a Gaussian
 * prior around the weights of column-prior.ts. Deterministic.
 */
export function fitColumns(examples: readonly ColumnExample[], options: ColumnFitOptions, log: (line: string) => void = () => undefined): ColumnModel {
  const size = R * F + ORDER.length;
  const origin = new Float64Array(size);
  WORD_ROLES.forEach((role, r) => {
    COLUMN_FEATURES.forEach((feature, f) => (origin[r * F + f] = COLUMN_PRIOR[role][feature] ?? 0));
  });
  ORDER.forEach((name, i) => (origin[R * F + i] = ORDER_PRIOR[name]));
  const theta = Float64Array.from(origin);
  const m = new Float64Array(size);
  const v = new Float64Array(size);
  const known = examples.filter(({ roles }) => roles.every((role) => role >= 0) && roles.filter((role) => role === INDICATOR).length <= 1);
  const scale = known.reduce((sum, { roles }) => sum + roles.length, 0);
  for (let step = 1; step <= options.iterations; step++) {
    const gradient = new Float64Array(size);
    const order = orderOf(theta);
    let likelihood = 0;
    for (const example of known) likelihood += accumulate(example, theta, order, gradient);
    for (let i = 0; i < size; i++) {
      const g = (gradient[i] ?? 0) / scale - options.pull * ((theta[i] ?? 0) - (origin[i] ?? 0));
      m[i] = 0.9 * (m[i] ?? 0) + 0.1 * g;
      v[i] = 0.999 * (v[i] ?? 0) + 0.001 * g * g;
      theta[i] = (theta[i] ?? 0) + (options.rate * ((m[i] ?? 0) / (1 - 0.9 ** step))) / (Math.sqrt((v[i] ?? 0) / (1 - 0.999 ** step)) + 1e-8);
    }
    if (step % 40 === 0 || step === 1) log(`columns, step ${String(step)}: mean log-likelihood ${(likelihood / scale).toFixed(4)} (${String(known.length)} tables, ${String(scale)} columns)`);
  }
  const weights = Object.fromEntries(
    WORD_ROLES.map((role, r) => [role, Object.fromEntries(COLUMN_FEATURES.map((feature, f): readonly [ColumnFeature, number] => [feature, Math.round((theta[r * F + f] ?? 0) * 100) / 100]).filter(([, value]) => Math.abs(value) >= 0.05))]),
  ) as ColumnWeights;
  return { weights, order: orderOf(theta) };
}

function orderOf(theta: Float64Array): LabelOrder {
  const at = (i: number): number => Math.round((theta[R * F + i] ?? 0) * 1000) / 1000;
  return { levelLeft: at(0), levelRight: at(1), levelAlone: at(2), noIndicator: at(3) };
}

/** Observed minus expected, of one table; returns its log-likelihood. */
function accumulate({ columns, roles }: ColumnExample, theta: Float64Array, order: LabelOrder, gradient: Float64Array): number {
  const scores = columns.map(({ plain, byRole }) => {
    const own = new Float64Array(R);
    for (let r = 0; r < R; r++) for (const [f, value] of plain) own[r] = (own[r] ?? 0) + value * (theta[r * F + f] ?? 0);
    for (const [r, f, value] of byRole) own[r] = (own[r] ?? 0) + value * (theta[r * F + f] ?? 0);
    return own;
  });
  const { probabilities, logZ, expected } = roleProbabilities(scores, order);
  const at = roles.indexOf(INDICATOR);
  let own = at < 0 ? order.noIndicator : 0;
  const observed = [0, 0, 0, at < 0 ? 1 : 0];
  roles.forEach((role, i) => {
    own += scores[i]?.[role] ?? 0;
    if (role === LEVEL) {
      const side = at < 0 ? 2 : i < at ? 0 : 1;
      observed[side] = (observed[side] ?? 0) + 1;
      own += [order.levelLeft, order.levelRight, order.levelAlone][side] ?? 0;
    }
    for (let r = 0; r < R; r++) {
      const difference = (r === role ? 1 : 0) - (probabilities[i]?.[r] ?? 0);
      if (Math.abs(difference) < 1e-9) continue;
      for (const [f, value] of columns[i]?.plain ?? []) gradient[r * F + f] = (gradient[r * F + f] ?? 0) + difference * value;
    }
    for (const [r, f, value] of columns[i]?.byRole ?? []) gradient[r * F + f] = (gradient[r * F + f] ?? 0) + ((r === role ? 1 : 0) - (probabilities[i]?.[r] ?? 0)) * value;
  });
  observed.forEach((count, i) => (gradient[R * F + i] = (gradient[R * F + i] ?? 0) + count - (ORDER[i] === undefined ? 0 : expected[ORDER[i]])));
  return own - logZ;
}

/** How many columns come out right, and how honest their probabilities are: share reported at .9 or more, and right among these. */
export function columnScores(examples: readonly ColumnExample[], { weights, order }: ColumnModel): string {
  let all = 0;
  let right = 0;
  let sure = 0;
  let sureAndRight = 0;
  for (const { described, roles } of examples) {
    const decision = decideRoles(described.map((column) => roleScores(column, weights)), order);
    roles.forEach((role, i) => {
      if (role < 0) return;
      const got = decision.roles[i] ?? -1;
      all++;
      if (got === role) right++;
      if ((decision.probabilities[i]?.[got] ?? 0) < 0.9) return;
      sure++;
      if (got === role) sureAndRight++;
    });
  }
  return `right ${(right / all).toFixed(3)}; at .9 or more ${(sure / all).toFixed(3)}, of these right ${(sureAndRight / Math.max(1, sure)).toFixed(3)}`;
}

/** The fitted model as the text of src/core/recognize/column-weights.ts. */
export function columnWeightsSource({ weights, order }: ColumnModel): string {
  const lines = WORD_ROLES.map((role) => `  ${role}: { ${Object.entries(weights[role]).map(([feature, value]) => `${feature}: ${String(value)}`).join(", ")} },`).join("\n");
  return `import type { ColumnFeature } from "./column-features";
import type { WordRole } from "./vocabulary";

/** What a feature of a column speaks for (positive) or against (negative), in log-odds; absent is 0. */
export type ColumnWeights = Readonly<Record<WordRole, Readonly<Partial<Record<ColumnFeature, number>>>>>;

/** What a level's place adds, in log-odds: left or right of the indicator, or in a table without one; and a table without one. */
export type LabelOrder = { readonly levelLeft: number; readonly levelRight: number; readonly levelAlone: number; readonly noIndicator: number };

/** Fitted by scripts/fit-recognize.ts on invented tables; do not edit by hand. */
export const COLUMN_WEIGHTS: ColumnWeights = {
${lines}
};

export const LABEL_ORDER: LabelOrder = { levelLeft: ${String(order.levelLeft)}, levelRight: ${String(order.levelRight)}, levelAlone: ${String(order.levelAlone)}, noIndicator: ${String(order.noIndicator)} };
`;
}
