import type { RoundingMode } from "./decimal";
import { bestName, capName, coefficientName, meanName, scaleName } from "./own-names";
import { rounded } from "./rounding-formula";
import type { ScoreBlock } from "./score-block";

/**
 * Slots that one term of a formula adds up: neighbours that count alike. `separate`: a single one whose points a method
 * makes inside the formula, or a veto, which adds nothing. (SC-22, SC-52)
 */
export type TermRun = {
  readonly first: number;
  readonly count: number;
  readonly separate: boolean;
  readonly category: string | null;
  /** Blank entries take their indicator's mean. (SC-64) */
  readonly filled: boolean;
  /** Its indicators count for those that are blank. (SC-65) */
  readonly rescaled: boolean;
};

/** Runs of a block's slots, in order. `inPlace`: entries stand in the user's own columns, else in ours, where methods have been applied. */
export function termRuns(block: ScoreBlock, inPlace: boolean): readonly TermRun[] {
  const place = block.lines[0]?.place;
  const columns = inPlace && place?.kind === "across" ? place.columns : null;
  const runs: { first: number; count: number; separate: boolean; category: string | null; filled: boolean; rescaled: boolean }[] = [];
  block.slots.forEach(({ kind, method, category, missing }, index) => {
    const [filled, rescaled] = [missing === "item-mean", missing === "renormalise"];
    const separate = kind === "veto" || (columns !== null && method.kind !== "entered");
    const last = runs.at(-1);
    const neighbours = columns === null || columns[index] === (columns[index - 1] ?? -2) + 1;
    if (last && neighbours && !separate && !last.separate && last.category === category && last.filled === filled && last.rescaled === rescaled) last.count++;
    else runs.push({ first: index, count: 1, separate, category, filled, rescaled });
  });
  return runs;
}

/** What a line's points are made of: the sum outside all categories ("" where there is none), and each category within its limits. */
export type PointsParts = { readonly free: string; readonly categories: ReadonlyMap<string, string> };

/**
 * The parts of a line's points as formulas. `reference` gives a run's cells, `points` what a separate slot's entry is worth on
 * its own scale; `itemRounding`: each indicator's points are rounded too. (SC-10, SC-53, SC-62, SC-67)
 */
export function pointsParts(
  block: ScoreBlock,
  categories: readonly string[],
  runs: readonly TermRun[],
  reference: (run: TermRun) => string,
  points: (run: TermRun) => string,
  itemRounding: RoundingMode | null,
): PointsParts {
  const { blockId } = block;
  const textOf = (run: TermRun, index: number): string => {
    const coefficient = coefficientName(blockId, index + 1);
    if (run.separate) return itemRounding ? rounded(`${coefficient}*${points(run)}`, itemRounding) : `${coefficient}*${points(run)}`;
    const cells = reference(run);
    if (itemRounding) return `SUMPRODUCT(${rounded(`${cells}*${coefficient}`, itemRounding)})`;
    const entered = `SUMPRODUCT(${cells},${coefficient})`;
    return run.filled ? `${entered}+SUMPRODUCT(1-ISNUMBER(${cells}),${coefficient},${meanName(blockId, index + 1)})` : entered;
  };
  const terms = runs.flatMap((run, index) => {
    const veto = block.slots[run.first]?.kind === "veto";
    return veto ? [] : [{ run, text: textOf(run, index), given: run.rescaled ? `SUMPRODUCT(--ISNUMBER(${reference(run)}),${bestName(blockId, index + 1)})` : "" }];
  });
  const of = (category: string | null): readonly string[] => terms.filter(({ run }) => run.category === category && !run.rescaled).map(({ text }) => text);
  const limited = categories.flatMap((category, index) => {
    const own = of(category);
    const [most, least] = [capName(blockId, index + 1, "max"), capName(blockId, index + 1, "min")];
    return own.length === 0 ? [] : [[category, `MIN(${most},MAX(${least},${own.join("+")}))`] as const];
  });
  const rescaled = terms.filter(({ run }) => run.rescaled);
  const brought = rescaled.length === 0 ? [] : [`(${rescaled.map(({ text }) => text).join("+")})*${scaleName(blockId)}/(${rescaled.map(({ given }) => given).join("+")})`];
  return { free: [...brought, ...of(null)].join("+"), categories: new Map(limited) };
}

/** The parts as one sum. */
export function sumOfParts(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("+") || "0";
}
