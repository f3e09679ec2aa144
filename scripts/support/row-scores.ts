import { labelRows, type CompiledRowModel } from "../../src/core/recognize/label-rows";
import { ROW_CLASSES } from "../../src/core/recognize/table";
import type { Sequence } from "./fit-rows";

/** F1 of each row class over the labelled rows, and their mean, as one line of text. Sheets held out of a fit come each with its model. */
export function rowScores(sequences: readonly Sequence[], model: CompiledRowModel | readonly CompiledRowModel[]): string {
  const counts = ROW_CLASSES.map(() => ({ right: 0, wrong: 0, missed: 0 }));
  sequences.forEach(({ vectors, gaps, labels }, s) => {
    const own = "emission" in model ? model : model[s];
    labelRows(vectors.map((_, i) => i), vectors, gaps, own).forEach(({ label }, i) => {
      const gold = labels[i] ?? -1;
      const got = ROW_CLASSES.indexOf(label);
      if (gold === -1 || (gold === -2 && label !== "header")) return;
      const own = counts[gold];
      const other = counts[got];
      if (gold === got && own) own.right++;
      else {
        if (own) own.missed++;
        if (other) other.wrong++;
      }
    });
  });
  const scores = counts.map(({ right, wrong, missed }) => (right === 0 ? 0 : (2 * right) / (2 * right + wrong + missed)));
  const present = ROW_CLASSES.map((name, k) => ({ name, score: scores[k] ?? 0, seen: (counts[k]?.right ?? 0) + (counts[k]?.missed ?? 0) > 0 })).filter(({ seen }) => seen);
  const mean = present.reduce((sum, { score }) => sum + score, 0) / Math.max(1, present.length);
  return `${present.map(({ name, score }) => `${name} ${score.toFixed(3)}`).join("  ")}  mean ${mean.toFixed(3)}`;
}
