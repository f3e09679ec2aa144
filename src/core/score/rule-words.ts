import type { IndicatorKind } from "./indicator-kind";
import type { MethodKind } from "./indicator-method";
import type { Requirement } from "./indicator-rule";

/**
 * Words of the scheme sheet in every language that it was ever written in: a sheet must be read back whatever language the
 * reader has. (SC-52)
 */
const KIND_WORDS: Readonly<Record<IndicatorKind | "by-words", readonly string[]>> = {
  "by-words": ["按名称判断", "By its name"],
  scored: ["计分", "Scored"],
  bonus: ["加分", "Bonus"],
  deduction: ["扣分", "Deduction"],
  veto: ["一票否决", "Veto"],
};
const REQUIREMENT_WORDS: Readonly<Record<Requirement, readonly string[]>> = {
  common: ["共性", "Common"],
  differentiated: ["差异化", "Differentiated"],
  optional: ["自选", "Optional"],
};
const METHOD_WORDS: Readonly<Record<MethodKind, readonly string[]>> = {
  entered: ["直接填分", "Points as entered"],
  "target-higher": ["目标完成（越高越好）", "Share of a target (higher is better)"],
  "target-lower": ["目标完成（越低越好）", "Share of a target (lower is better)"],
  deduct: ["按次扣分", "Deducted per occurrence"],
  award: ["按次加分", "Added per occurrence"],
  bands: ["分档", "Bands"],
  "yes-no": ["是否", "Yes or no"],
  ticks: ["划√选项", "Options to tick"],
};
/** A cap on all indicators of a kind; any other text is a category of the table's own. */
const CAP_WORDS: Readonly<Record<string, readonly string[]>> = {
  bonus: ["（全部加分项）", "(all bonus points)"],
  deduction: ["（全部扣分项）", "(all deductions)"],
};

function folded(text: string): string {
  return text.normalize("NFKC").replace(/\s+/gu, "").toLowerCase();
}

export function reader<T extends string>(words: Readonly<Record<T, readonly string[]>>): (text: string) => T | null {
  const known = new Map<string, T>();
  for (const id in words) for (const word of words[id]) known.set(folded(word), id);
  return (text) => known.get(folded(text)) ?? null;
}

/** "扣分" → "deduction"; `null`: no such word. */
export const kindOfWord: (text: string) => IndicatorKind | "by-words" | null = reader(KIND_WORDS);
export const requirementOfWord: (text: string) => Requirement | null = reader(REQUIREMENT_WORDS);
export const methodOfWord: (text: string) => MethodKind | null = reader(METHOD_WORDS);
const capOfWord = reader(CAP_WORDS);

/** The category that a cap's cell means. */
export function categoryOfWord(text: string): string {
  return capOfWord(text) ?? text.trim();
}
