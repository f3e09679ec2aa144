import { capName, coefficientName } from "./own-names";
import type { ScoreBlock } from "./score-block";

/**
 * Slots that one term of a formula adds up: neighbours that count alike. `separate`: a single one whose points a method
 * makes inside the formula, or a veto, which adds nothing. (SC-22, SC-52)
 */
export type TermRun = { readonly first: number; readonly count: number; readonly separate: boolean; readonly category: string | null };

/** Runs of a block's slots, in order. `inPlace`: entries stand in the user's own columns, else in ours, where methods have been applied. */
export function termRuns(block: ScoreBlock, inPlace: boolean): readonly TermRun[] {
  const place = block.lines[0]?.place;
  const columns = inPlace && place?.kind === "across" ? place.columns : null;
  const runs: { first: number; count: number; separate: boolean; category: string | null }[] = [];
  block.slots.forEach(({ kind, method, category }, index) => {
    const separate = kind === "veto" || (columns !== null && method.kind !== "entered");
    const last = runs.at(-1);
    const neighbours = columns === null || columns[index] === (columns[index - 1] ?? -2) + 1;
    if (last && neighbours && !separate && !last.separate && last.category === category) last.count++;
    else runs.push({ first: index, count: 1, separate, category });
  });
  return runs;
}

/** What a line's points are made of: the sum outside all categories ("" where there is none), and each category within its limits. */
export type PointsParts = { readonly free: string; readonly categories: ReadonlyMap<string, string> };

/**
 * The parts of a line's points as formulas. `reference` gives a run's cells, `points` what a separate slot's entry is worth on
 * its own scale. (SC-10, SC-53)
 */
export function pointsParts(block: ScoreBlock, categories: readonly string[], runs: readonly TermRun[], reference: (run: TermRun) => string, points: (run: TermRun) => string): PointsParts {
  const terms = runs.flatMap((run, index) => {
    const veto = block.slots[run.first]?.kind === "veto";
    const coefficient = coefficientName(block.blockId, index + 1);
    return veto ? [] : [{ category: run.category, text: run.separate ? `${coefficient}*${points(run)}` : `SUMPRODUCT(${reference(run)},${coefficient})` }];
  });
  const of = (category: string | null): readonly string[] => terms.filter((term) => term.category === category).map(({ text }) => text);
  const limited = categories.flatMap((category, index) => {
    const own = of(category);
    const [most, least] = [capName(block.blockId, index + 1, "max"), capName(block.blockId, index + 1, "min")];
    return own.length === 0 ? [] : [[category, `MIN(${most},MAX(${least},${own.join("+")}))`] as const];
  });
  return { free: of(null).join("+"), categories: new Map(limited) };
}

/** The parts as one sum. */
export function sumOfParts(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("+") || "0";
}
