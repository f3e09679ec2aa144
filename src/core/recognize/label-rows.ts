import { ROW_FEATURES, type RowVector } from "./row-features";
import { ROW_TRANSITIONS, ROW_WEIGHTS, type RowTransitions, type RowWeights } from "./row-weights";
import { ROW_CLASSES, type RowClass } from "./table";

/** The class of a row and how sure it is: the probability of that class given its neighbours' possible classes. */
export type LabelledRow = { readonly row: number; readonly label: RowClass; readonly confidence: number };

const CLASSES = ROW_CLASSES.length;

/** Weights as flat arrays, class-major. */
export type CompiledRowModel = {
  readonly emission: Float64Array;
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** [gap][from][to]. */
  readonly transition: readonly [Float64Array, Float64Array];
};

export function compileRowModel(weights: RowWeights, transitions: RowTransitions): CompiledRowModel {
  const emission = new Float64Array(CLASSES * ROW_FEATURES.length);
  ROW_CLASSES.forEach((label, k) => {
    ROW_FEATURES.forEach((feature, f) => {
      emission[k * ROW_FEATURES.length + f] = weights[label][feature] ?? 0;
    });
  });
  const matrix = (table: RowTransitions["next"]): Float64Array => Float64Array.from(ROW_CLASSES.flatMap((from) => ROW_CLASSES.map((to) => table[from][to])));
  return {
    emission,
    start: Float64Array.from(ROW_CLASSES.map((label) => transitions.start[label])),
    end: Float64Array.from(ROW_CLASSES.map((label) => transitions.end[label])),
    transition: [matrix(transitions.next), matrix(transitions.acrossGap)],
  };
}

const MODEL = compileRowModel(ROW_WEIGHTS, ROW_TRANSITIONS);

/**
 * The most probable sequence of row classes: a linear-chain model, decided by dynamic programming over the rows
 * (Viterbi), with each row's probability by forward–backward. `gaps[i]`: blank rows separate row i from the row before.
 * Linear in the rows. Rule RC-11.
 */
export function labelRows(rows: readonly number[], vectors: readonly RowVector[], gaps: readonly boolean[], model: CompiledRowModel = MODEL): readonly LabelledRow[] {
  const n = rows.length;
  if (n === 0) return [];
  const scores = emissionScores(vectors, model);
  const labels = viterbi(scores, gaps, model, n);
  const confidence = marginals(scores, gaps, model, n, labels);
  return rows.map((row, i) => ({ row, label: ROW_CLASSES[labels[i] ?? 0] ?? "data", confidence: confidence[i] ?? 0 }));
}

/** Score of each row under each class, row-major. */
export function emissionScores(vectors: readonly RowVector[], model: CompiledRowModel): Float64Array {
  const scores = new Float64Array(vectors.length * CLASSES);
  const width = ROW_FEATURES.length;
  vectors.forEach((vector, i) => {
    for (let f = 0; f < width; f++) {
      const feature = ROW_FEATURES[f];
      const value = feature === undefined ? 0 : vector[feature];
      if (value === 0) continue;
      for (let k = 0; k < CLASSES; k++) {
        scores[i * CLASSES + k] = (scores[i * CLASSES + k] ?? 0) + value * (model.emission[k * width + f] ?? 0);
      }
    }
  });
  return scores;
}

function viterbi(scores: Float64Array, gaps: readonly boolean[], model: CompiledRowModel, n: number): Uint8Array {
  const best = new Float64Array(n * CLASSES);
  const from = new Uint8Array(n * CLASSES);
  for (let k = 0; k < CLASSES; k++) best[k] = (scores[k] ?? 0) + (model.start[k] ?? 0);
  for (let i = 1; i < n; i++) {
    const t = model.transition[gaps[i] ? 1 : 0];
    for (let k = 0; k < CLASSES; k++) {
      let top = -Infinity;
      let at = 0;
      for (let j = 0; j < CLASSES; j++) {
        const value = (best[(i - 1) * CLASSES + j] ?? 0) + (t[j * CLASSES + k] ?? 0);
        if (value > top) {
          top = value;
          at = j;
        }
      }
      best[i * CLASSES + k] = top + (scores[i * CLASSES + k] ?? 0);
      from[i * CLASSES + k] = at;
    }
  }
  const labels = new Uint8Array(n);
  let last = 0;
  let top = -Infinity;
  for (let k = 0; k < CLASSES; k++) {
    const value = (best[(n - 1) * CLASSES + k] ?? 0) + (model.end[k] ?? 0);
    if (value > top) {
      top = value;
      last = k;
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    labels[i] = last;
    last = from[i * CLASSES + last] ?? 0;
  }
  return labels;
}

/** Weights instead of their logarithms; none is 0, so that no row is impossible. */
function weightsOf(logs: Float64Array, top = 0): Float64Array {
  return logs.map((value) => Math.max(Math.exp(value - top), 1e-300));
}

/** Scales the weights of one row to a sum of 1: what all classes have in common tells nothing. */
function scale(weights: Float64Array, at: number): void {
  let sum = 0;
  for (let k = 0; k < CLASSES; k++) sum += weights[at + k] ?? 0;
  for (let k = 0; k < CLASSES; k++) weights[at + k] = (weights[at + k] ?? 0) / sum;
}

/** How probable each row's label is over all ways to label the rows (forward and backward sums). */
function marginals(scores: Float64Array, gaps: readonly boolean[], model: CompiledRowModel, n: number, labels: Uint8Array): Float64Array {
  const transitions = [weightsOf(model.transition[0]), weightsOf(model.transition[1])] as const;
  const own = new Float64Array(n * CLASSES);
  for (let i = 0; i < n; i++) {
    const row = scores.subarray(i * CLASSES, (i + 1) * CLASSES);
    own.set(weightsOf(row, row.reduce((top, value) => Math.max(top, value), -Infinity)), i * CLASSES);
  }
  const forward = new Float64Array(n * CLASSES);
  const backward = new Float64Array(n * CLASSES);
  weightsOf(model.start).forEach((weight, k) => (forward[k] = weight * (own[k] ?? 0)));
  scale(forward, 0);
  for (let i = 1; i < n; i++) {
    const t = transitions[gaps[i] ? 1 : 0];
    const at = i * CLASSES;
    for (let k = 0; k < CLASSES; k++) {
      let sum = 0;
      for (let j = 0; j < CLASSES; j++) sum += (forward[at - CLASSES + j] ?? 0) * (t[j * CLASSES + k] ?? 0);
      forward[at + k] = sum * (own[at + k] ?? 0);
    }
    scale(forward, at);
  }
  backward.set(weightsOf(model.end), (n - 1) * CLASSES);
  scale(backward, (n - 1) * CLASSES);
  for (let i = n - 2; i >= 0; i--) {
    const t = transitions[gaps[i + 1] ? 1 : 0];
    const next = (i + 1) * CLASSES;
    for (let k = 0; k < CLASSES; k++) {
      let sum = 0;
      for (let j = 0; j < CLASSES; j++) sum += (t[k * CLASSES + j] ?? 0) * (own[next + j] ?? 0) * (backward[next + j] ?? 0);
      backward[i * CLASSES + k] = sum;
    }
    scale(backward, i * CLASSES);
  }
  const confidence = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let whole = 0;
    for (let k = 0; k < CLASSES; k++) whole += (forward[i * CLASSES + k] ?? 0) * (backward[i * CLASSES + k] ?? 0);
    const label = i * CLASSES + (labels[i] ?? 0);
    confidence[i] = whole > 0 ? ((forward[label] ?? 0) * (backward[label] ?? 0)) / whole : 0;
  }
  return confidence;
}
