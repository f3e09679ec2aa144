import type { CellValue } from "../grid/cell";
import { compareExact, decimal, exactOf, roundAt, WORKING_DIGITS, ZERO, type Exact } from "./decimal";
import type { IndicatorKind } from "./indicator-kind";

/**
 * How one indicator's entry becomes points on the indicator's own scale, 0 to its full mark. (SC-40 to SC-46)
 * - entered: the entry is the points (default)
 * - target-higher, target-lower: the entry is what was achieved, the points its share of a target
 * - deduct: the entry is a number of occurrences, each of which costs points
 * - award: the entry is a number of occurrences, each of which earns points
 * - bands: the entry falls into a band that has points of its own
 * - yes-no: fulfilled or not, the full mark or 0
 * - ticks: one option is ticked, each of which has points of its own; only in a √-form
 */
export const METHOD_KINDS = ["entered", "target-higher", "target-lower", "deduct", "award", "bands", "yes-no", "ticks"] as const;
export type MethodKind = (typeof METHOD_KINDS)[number];

/** `target` in the entry's unit; `step` points for one occurrence; `floor` and `cap`: least and most points, absent: no limit. */
export const METHOD_PARAMETERS = ["target", "step", "floor", "cap"] as const;
export type MethodParameter = (typeof METHOD_PARAMETERS)[number];

/** An entry from `from` upwards has `points`, up to the next threshold. Decimal texts. */
export type Threshold = { readonly from: string; readonly points: string };

/** A column to tick in, by its header, and what a tick there is worth. */
export type OptionPoints = { readonly label: string; readonly points: string };

/** A method with its parameters, decimal texts; only those that it uses. `bands`: lowest threshold first. */
export type IndicatorMethod = { readonly kind: MethodKind } & { readonly [parameter in MethodParameter]?: string } & {
  readonly bands?: readonly Threshold[];
  readonly options?: readonly OptionPoints[];
};

/** Parameters that a method reads. */
export const PARAMETERS_OF: Readonly<Record<MethodKind, readonly MethodParameter[]>> = {
  entered: [],
  "target-higher": ["target", "floor", "cap"],
  "target-lower": ["target", "floor", "cap"],
  deduct: ["step", "floor"],
  award: ["step", "cap"],
  bands: [],
  "yes-no": [],
  ticks: [],
};

/** Thresholds that the scheme sheet has rows for. */
export const MAX_THRESHOLDS = 8;

export const ENTERED: IndicatorMethod = { kind: "entered" };

/** Words and signs that say yes and no. Compared without regard to case, as a formula's `=` compares. (SC-45) */
export const YES_WORDS: readonly (string | number)[] = ["是", "√", "✓", "✔", "☑", "■", "●", "有", "Y", "Yes", 1];
export const NO_WORDS: readonly (string | number)[] = ["否", "×", "✗", "✘", "☐", "□", "○", "X", "无", "N", "No", 0];

function isAmong(words: readonly (string | number)[], value: CellValue): boolean {
  return words.some((word) => (typeof word === "number" || typeof value !== "string" ? word === value : word.toLowerCase() === value.toLowerCase()));
}

/** Whether an entry says yes (`true`), no (`false`), or neither (`null`). */
export function answerOf(value: CellValue): boolean | null {
  if (isAmong(YES_WORDS, value)) return true;
  return isAmong(NO_WORDS, value) ? false : null;
}

/** Whether an entry of a veto indicator is a hit: an occurrence, or a yes; `null`: it cannot be told. (SC-51) */
export function vetoOf(value: CellValue): boolean | null {
  return typeof value === "number" && value >= 0 ? value > 0 : answerOf(value);
}

/** Why a method cannot be used as it stands: what is missing or out of range. (SC-47) */
export type MethodGap = "full-mark" | "target" | "step" | "limits" | "bands" | "options";

/** What a method lacks; `null`: it can be used. `full`: the indicator's full mark, `null` where nothing states one. */
export function methodGap(method: IndicatorMethod, kind: IndicatorKind, full: Exact | null): MethodGap | null {
  const value = (parameter: MethodParameter): Exact | null => {
    const text = method[parameter];
    return text === undefined ? null : decimal(text);
  };
  const isPositive = (number: Exact | null): boolean => number !== null && compareExact(number, ZERO) > 0;
  const { kind: name } = method;
  const target = name === "target-higher" || name === "target-lower";
  if ((target || name === "yes-no" || (name === "deduct" && kind === "scored")) && !isPositive(full)) return "full-mark";
  if (target && !isPositive(value("target"))) return "target";
  if ((name === "deduct" || name === "award") && !isPositive(value("step"))) return "step";
  const [floor, cap] = [value("floor"), value("cap")];
  if (target && floor && cap && compareExact(floor, cap) > 0) return "limits";
  if (name === "deduct" && floor && compareExact(floor, kind === "scored" && full ? full : ZERO) > 0) return "limits";
  if (name === "award" && cap && compareExact(cap, ZERO) < 0) return "limits";
  if (name === "bands") {
    const bands = method.bands ?? [];
    if (bands.length === 0 || bands.length > MAX_THRESHOLDS) return "bands";
    if (bands.some((band, index) => index > 0 && compareExact(decimal(band.from), decimal(bands[index - 1]?.from ?? band.from)) <= 0)) return "bands";
  }
  return null;
}

/** What an entry is worth, or why it is not: not a number where one is read, or outside what the method admits. */
export type MethodPoints = { readonly kind: "number"; readonly value: Exact } | { readonly kind: "text" | "outside" };

function within(value: Exact, floor: string | undefined, cap: string | undefined): Exact {
  const raised = floor !== undefined && compareExact(value, decimal(floor)) < 0 ? decimal(floor) : value;
  return cap !== undefined && compareExact(raised, decimal(cap)) > 0 ? decimal(cap) : raised;
}

/** An entry that is not blank → points, exact, for a method without a gap. (SC-40 to SC-46) */
export function methodPoints(method: IndicatorMethod, kind: IndicatorKind, full: Exact | null, entry: CellValue): MethodPoints {
  const whole = full ?? ZERO;
  if (method.kind === "yes-no") {
    const answer = answerOf(entry);
    return answer === null ? { kind: "outside" } : { kind: "number", value: answer ? whole : ZERO };
  }
  const number = typeof entry === "number" ? exactOf(entry) : null;
  if (!number) return { kind: "text" };
  switch (method.kind) {
    case "entered":
      return { kind: "number", value: number };
    case "target-higher":
      return { kind: "number", value: within(whole.mul(number).div(decimal(method.target ?? "1")), method.floor, method.cap) };
    case "target-lower":
      return { kind: "number", value: within(whole.mul(exactTwo.sub(number.div(decimal(method.target ?? "1")))), method.floor, method.cap) };
    case "deduct":
    case "award": {
      // Whole at the working digits: a count that binary arithmetic left a little off is a count. (SC-2)
      if (compareExact(number, ZERO) < 0 || roundAt(number, WORKING_DIGITS).d !== 1n) return { kind: "outside" };
      const points = number.mul(decimal(method.step ?? "0"));
      const value = method.kind === "award" ? within(points, undefined, method.cap) : within((kind === "scored" ? whole : ZERO).sub(points), method.floor, undefined);
      return { kind: "number", value };
    }
    case "ticks":
      // Ticks stand in several cells: see `tickPoints`.
      return { kind: "outside" };
    case "bands": {
      const reached = roundAt(number, WORKING_DIGITS);
      const band = (method.bands ?? []).filter(({ from }) => compareExact(decimal(from), reached) <= 0).at(-1);
      return band ? { kind: "number", value: decimal(band.points) } : { kind: "outside" };
    }
  }
}

function folded(label: string): string {
  return label.normalize("NFKC").replace(/\s+/gu, "");
}

/** What a tick in the column of that header is worth; `null`: nobody has said. */
export function pointsOfOption({ options }: IndicatorMethod, label: string): string | null {
  return options?.find((option) => folded(option.label) === folded(label))?.points ?? null;
}

/** Points of each option in the order of its columns; `null` where one has none. (SC-46) */
export function pointsOfOptions(method: IndicatorMethod, labels: readonly string[]): readonly string[] | null {
  const points = labels.flatMap((label) => pointsOfOption(method, label) ?? []);
  return points.length === labels.length ? points : null;
}

/** What a row of options is worth. "void": more than one is ticked (多划无效). (SC-46) */
export function tickPoints(method: IndicatorMethod, labels: readonly string[], entries: readonly CellValue[]): { readonly kind: "number"; readonly value: Exact } | { readonly kind: "blank" | "text" | "void" } {
  const points = pointsOfOptions(method, labels);
  const answers = entries.map((entry) => (entry === null ? false : answerOf(entry)));
  if (!points || entries.length !== labels.length || answers.includes(null)) return { kind: "text" };
  const ticked = answers.flatMap((answer, index) => (answer === true ? [index] : []));
  const [first] = ticked;
  if (first === undefined) return { kind: "blank" };
  return ticked.length > 1 ? { kind: "void" } : { kind: "number", value: decimal(points[first] ?? "0") };
}

const exactTwo: Exact = decimal("2");
