import { quoted } from "./formula-text";

/** How a formula finds a subject's final score by key, wherever it stands. */
export type ScoreLookUp = {
  /** What MATCH looks for: a text with its pattern characters made harmless, or a number. */
  readonly key: string | number;
  /** The formula (without "=") that looks for `key`, given as a formula writes it: a literal or a cell. */
  readonly found: (key: string) => string;
};

/** The score's formula with the key in it: fit for single cells. A long list keeps its keys in a column, so that all its formulas are alike. */
export function literalLookUp(lookUp: ScoreLookUp | null): string {
  if (!lookUp) return `""`;
  return lookUp.found(typeof lookUp.key === "number" ? String(lookUp.key) : quoted(lookUp.key));
}
