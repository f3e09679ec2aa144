import { compileRowModel, type CompiledRowModel } from "../../src/core/recognize/label-rows";
import { ROW_FEATURES, rowFeatures, type RowVector } from "../../src/core/recognize/row-features";
import type { RowTransitions, RowWeights } from "../../src/core/recognize/row-weights";
import { prepareGrid } from "../../src/core/recognize/sheet-grid";
import { ROW_CLASSES, type RowClass } from "../../src/core/recognize/table";
import type { LabelledSheet } from "./invented-sheets";

const K = ROW_CLASSES.length;
const F = ROW_FEATURES.length;
const HEADER = ROW_CLASSES.indexOf("header");

/** The features of a row that are not 0: their places and values. */
type SparseRow = { readonly at: Int32Array; readonly values: Float64Array };

/** A sheet's rows as the fit sees them; label −1: not known; −2: any class but header. */
export type Sequence = { readonly vectors: readonly RowVector[]; readonly features: readonly SparseRow[]; readonly gaps: readonly boolean[]; readonly labels: readonly number[]; readonly weight: number };

export function sequenceOf(labelled: LabelledSheet): Sequence {
  const grid = prepareGrid(labelled.workbook, labelled.sheet);
  const { rows, vectors } = rowFeatures(grid, { first: 0, last: grid.columns - 1 });
  return {
    vectors,
    features: vectors.map((vector): SparseRow => {
      const used = ROW_FEATURES.map((name, f): readonly [number, number] => [f, vector[name]]).filter(([, value]) => value !== 0);
      return { at: Int32Array.from(used, ([f]) => f), values: Float64Array.from(used, ([, value]) => value) };
    }),
    gaps: rows.map((row, i) => i > 0 && row - (rows[i - 1] ?? row) > 1),
    labels: rows.map((row) => {
      const label = labelled.labels.get(row + grid.top);
      return label !== undefined ? ROW_CLASSES.indexOf(label) : labelled.notHeader?.has(row + grid.top) ? -2 : -1;
    }),
    weight: labelled.weight,
  };
}

export type FitOptions = { readonly iterations: number; readonly rate: number; readonly pull: number; readonly classWeight: Readonly<Partial<Record<RowClass, number>>> };

/**
 * Fits a linear-chain conditional random field (Lafferty, McCallum, Pereira 2001) by gradient ascent (Adam) on the
 * conditional log-likelihood, with a Gaussian prior around the given weights (`pull`: its precision per row of data).
 */
export function fitRows(sequences: readonly Sequence[], prior: { readonly weights: RowWeights; readonly transitions: RowTransitions }, options: FitOptions, log: (line: string) => void): CompiledRowModel {
  const start = compileRowModel(prior.weights, prior.transitions);
  const sizes = [K * F, K, K, K * K, K * K];
  const total = sizes.reduce((a, b) => a + b, 0);
  const pack = (model: CompiledRowModel): Float64Array => {
    const flat = new Float64Array(total);
    let at = 0;
    for (const part of [model.emission, model.start, model.end, ...model.transition]) {
      flat.set(part, at);
      at += part.length;
    }
    return flat;
  };
  const unpack = (flat: Float64Array): CompiledRowModel => {
    let at = 0;
    const take = (size: number): Float64Array => flat.slice(at, (at += size));
    return { emission: take(K * F), start: take(K), end: take(K), transition: [take(K * K), take(K * K)] };
  };
  const origin = pack(start);
  const theta = Float64Array.from(origin);
  const m = new Float64Array(total);
  const v = new Float64Array(total);
  const weightOf = ROW_CLASSES.map((name) => options.classWeight[name] ?? 1);
  const scale = sequences.reduce((sum, s) => sum + s.weight * s.labels.length, 0);
  for (let step = 1; step <= options.iterations; step++) {
    const gradient = new Float64Array(total);
    const model = unpack(theta);
    let likelihood = 0;
    for (const sequence of sequences) likelihood += accumulate(sequence, model, gradient, weightOf);
    for (let i = 0; i < total; i++) {
      const g = (gradient[i] ?? 0) / scale - options.pull * ((theta[i] ?? 0) - (origin[i] ?? 0));
      m[i] = 0.9 * (m[i] ?? 0) + 0.1 * g;
      v[i] = 0.999 * (v[i] ?? 0) + 0.001 * g * g;
      const mHat = (m[i] ?? 0) / (1 - 0.9 ** step);
      const vHat = (v[i] ?? 0) / (1 - 0.999 ** step);
      theta[i] = (theta[i] ?? 0) + (options.rate * mHat) / (Math.sqrt(vHat) + 1e-8);
    }
    if (step % 50 === 0 || step === 1) log(`step ${String(step)}: mean log-likelihood ${(likelihood / scale).toFixed(4)}`);
  }
  return unpack(theta);
}

/** Adds one sheet's gradient (observed minus expected) to `gradient`; returns its log-likelihood. Rows of a rare class count more. */
function accumulate(sequence: Sequence, model: CompiledRowModel, gradient: Float64Array, weightOf: readonly number[]): number {
  const n = sequence.labels.length;
  if (n === 0) return 0;
  const free = emission(sequence.features, model);
  const clamped = Float64Array.from(free);
  for (let i = 0; i < n; i++) {
    const label = sequence.labels[i] ?? -1;
    if (label === -2) clamped[i * K + HEADER] = -1e6;
    if (label < 0) continue;
    for (let k = 0; k < K; k++) if (k !== label) clamped[i * K + k] = -1e6;
  }
  const expected = expectations(free, sequence.gaps, model, n);
  const observed = expectations(clamped, sequence.gaps, model, n);
  const offStart = K * F;
  const offEnd = offStart + K;
  const offs = [offEnd + K, offEnd + K + K * K];
  for (let i = 0; i < n; i++) {
    const label = sequence.labels[i] ?? -1;
    const weight = sequence.weight * (label < 0 ? 1 : (weightOf[label] ?? 1));
    for (let k = 0; k < K; k++) {
      const difference = ((observed.node[i * K + k] ?? 0) - (expected.node[i * K + k] ?? 0)) * weight;
      if (Math.abs(difference) < 1e-12) continue;
      const row = sequence.features[i];
      if (row) for (let j = 0; j < row.at.length; j++) gradient[k * F + (row.at[j] ?? 0)] = (gradient[k * F + (row.at[j] ?? 0)] ?? 0) + difference * (row.values[j] ?? 0);
      if (i === 0) gradient[offStart + k] = (gradient[offStart + k] ?? 0) + difference;
      if (i === n - 1) gradient[offEnd + k] = (gradient[offEnd + k] ?? 0) + difference;
    }
    if (i === 0) continue;
    const off = offs[sequence.gaps[i] ? 1 : 0] ?? 0;
    for (let jk = 0; jk < K * K; jk++) {
      gradient[off + jk] = (gradient[off + jk] ?? 0) + ((observed.edge[i * K * K + jk] ?? 0) - (expected.edge[i * K * K + jk] ?? 0)) * weight;
    }
  }
  return (observed.logZ - expected.logZ) * sequence.weight;
}

/** What the features say of each row and class. */
function emission(rows: readonly SparseRow[], model: CompiledRowModel): Float64Array {
  const scores = new Float64Array(rows.length * K);
  rows.forEach(({ at, values }, i) => {
    for (let k = 0; k < K; k++) {
      let score = 0;
      for (let j = 0; j < at.length; j++) score += (values[j] ?? 0) * (model.emission[k * F + (at[j] ?? 0)] ?? 0);
      scores[i * K + k] = score;
    }
  });
  return scores;
}

type Expectations = { readonly node: Float64Array; readonly edge: Float64Array; readonly logZ: number };

/** Forward–backward in scaled probabilities. */
function expectations(scores: Float64Array, gaps: readonly boolean[], model: CompiledRowModel, n: number): Expectations {
  const alpha = new Float64Array(n * K);
  const beta = new Float64Array(n * K);
  const node = new Float64Array(n * K);
  const edge = new Float64Array(n * K * K);
  const local = new Float64Array(n * K);
  let logZ = 0;
  for (let i = 0; i < n; i++) {
    let top = -Infinity;
    for (let k = 0; k < K; k++) top = Math.max(top, scores[i * K + k] ?? 0);
    logZ += top;
    for (let k = 0; k < K; k++) local[i * K + k] = Math.exp((scores[i * K + k] ?? 0) - top);
  }
  const next = model.transition.map((t) => Float64Array.from(t, Math.exp));
  const first = Float64Array.from(model.start, Math.exp);
  const last = Float64Array.from(model.end, Math.exp);
  const scaleOf = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    const t = next[gaps[i] ? 1 : 0] ?? first;
    for (let k = 0; k < K; k++) {
      let value = 0;
      if (i === 0) value = first[k] ?? 0;
      else for (let j = 0; j < K; j++) value += (alpha[(i - 1) * K + j] ?? 0) * (t[j * K + k] ?? 0);
      value *= local[i * K + k] ?? 0;
      alpha[i * K + k] = value;
      sum += value;
    }
    const scale = sum > 0 ? sum : 1e-300;
    scaleOf[i] = scale;
    logZ += Math.log(scale);
    for (let k = 0; k < K; k++) alpha[i * K + k] = (alpha[i * K + k] ?? 0) / scale;
  }
  let tail = 0;
  for (let k = 0; k < K; k++) {
    beta[(n - 1) * K + k] = last[k] ?? 0;
    tail += (alpha[(n - 1) * K + k] ?? 0) * (last[k] ?? 0);
  }
  logZ += Math.log(tail > 0 ? tail : 1e-300);
  for (let i = n - 2; i >= 0; i--) {
    const t = next[gaps[i + 1] ? 1 : 0] ?? first;
    for (let k = 0; k < K; k++) {
      let value = 0;
      for (let j = 0; j < K; j++) value += (t[k * K + j] ?? 0) * (local[(i + 1) * K + j] ?? 0) * (beta[(i + 1) * K + j] ?? 0);
      beta[i * K + k] = value / (scaleOf[i + 1] ?? 1);
    }
  }
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let k = 0; k < K; k++) sum += node[i * K + k] = (alpha[i * K + k] ?? 0) * (beta[i * K + k] ?? 0);
    for (let k = 0; k < K; k++) node[i * K + k] = (node[i * K + k] ?? 0) / (sum || 1);
    if (i === 0) continue;
    const t = next[gaps[i] ? 1 : 0] ?? first;
    let all = 0;
    for (let j = 0; j < K; j++)
      for (let k = 0; k < K; k++)
        all += edge[i * K * K + j * K + k] = (alpha[(i - 1) * K + j] ?? 0) * (t[j * K + k] ?? 0) * (local[i * K + k] ?? 0) * (beta[i * K + k] ?? 0);
    for (let jk = 0; jk < K * K; jk++) edge[i * K * K + jk] = (edge[i * K * K + jk] ?? 0) / (all || 1);
  }
  return { node, edge, logZ };
}

/** The fitted model as the text of src/core/recognize/row-weights.ts: two decimals, weights below 0.05 left out. */
export function rowWeightsSource(model: CompiledRowModel): string {
  const number = (value: number): string => String(Math.round(value * 100) / 100);
  const record = (values: ArrayLike<number>, from: number): string => `{ ${ROW_CLASSES.map((name, k) => `${name}: ${number(values[from + k] ?? 0)}`).join(", ")} }`;
  const matrix = (values: Float64Array): string => `{\n${ROW_CLASSES.map((name, j) => `    ${name}: ${record(values, j * K)},`).join("\n")}\n  }`;
  const weights = ROW_CLASSES.map((name, k) => {
    const parts = ROW_FEATURES.map((feature, f) => [feature, model.emission[k * F + f] ?? 0] as const).filter(([, value]) => Math.abs(value) >= 0.05);
    return `  ${name}: { ${parts.map(([feature, value]) => `${feature}: ${number(value)}`).join(", ")} },`;
  }).join("\n");
  return `import type { RowFeature } from "./row-features";
import type { RowClass } from "./table";

/** What a feature speaks for (positive) or against (negative), in log-odds; absent is 0. */
export type RowWeights = Readonly<Record<RowClass, Readonly<Partial<Record<RowFeature, number>>>>>;

/** What may follow what, in log-odds: within a block, and across one or more blank rows. */
export type RowTransitions = {
  readonly start: Readonly<Record<RowClass, number>>;
  readonly end: Readonly<Record<RowClass, number>>;
  readonly next: Readonly<Record<RowClass, Readonly<Record<RowClass, number>>>>;
  readonly acrossGap: Readonly<Record<RowClass, Readonly<Record<RowClass, number>>>>;
};

/** Fitted by scripts/fit-recognize.ts on published labelled tables and invented sheets; do not edit by hand. */
export const ROW_WEIGHTS: RowWeights = {
${weights}
};

export const ROW_TRANSITIONS: RowTransitions = {
  start: ${record(model.start, 0)},
  end: ${record(model.end, 0)},
  next: ${matrix(model.transition[0])},
  acrossGap: ${matrix(model.transition[1])},
};
`;
}
