import { CELL_ERROR_CODES, type CellError } from "../../../core/grid/cell";
import { compareTexts, foldText, parseNumberText } from "./coerce";
import { round15 } from "./decimal";
import { Uncalculable } from "./interruption";
import { ERROR_VALUE, isError, type Scalar } from "./value";

export type CriterionOperator = "=" | "<>" | "<" | ">" | "<=" | ">=";

/**
 * A condition of COUNTIF and its kin (CE-50). `key` is set where the condition is "equals exactly this": then
 * the matching cells are those whose `criterionKey` is the same.
 */
export type Criterion = {
  readonly matches: (value: Scalar) => boolean;
  readonly key: string | null;
  /** Set for a comparison with a number (rounded to 15 digits): only cells that are numbers can match. */
  readonly comparison: { readonly operator: "<" | ">" | "<=" | ">="; readonly bound: number } | null;
  /** Whether a blank cell matches. */
  readonly matchesBlank: boolean;
};

function numberInText(text: string): number | null {
  try {
    return parseNumberText(text);
  } catch (error) {
    // A text that is perhaps a date in some country: as a cell's content it stays text.
    if (error instanceof Uncalculable) return null;
    throw error;
  }
}

/** Equal keys: equal for COUNTIF. Numbers count by their 15 digits; text that is a number equals the number. */
export function criterionKey(value: Scalar): string {
  if (typeof value === "number") return `n${String(round15(value))}`;
  if (typeof value === "string") {
    const number = numberInText(value);
    return number === null ? `t${foldText(value)}` : `n${String(round15(number))}`;
  }
  if (value === null) return "blank";
  return typeof value === "boolean" ? `b${String(value)}` : `e${value.error}`;
}

const WILDCARD = /[*?~]/;

/** Pattern with `*`, `?` and `~` as a test of whole texts, or `null` where the text has none of them. */
export function wildcardTest(pattern: string): ((text: string) => boolean) | null {
  if (!WILDCARD.test(pattern)) return null;
  const parts: (string | 1 | 2)[] = [];
  const folded = foldText(pattern);
  for (let i = 0; i < folded.length; i++) {
    const c = folded[i] ?? "";
    if (c === "~" && i + 1 < folded.length && WILDCARD.test(folded[i + 1] ?? "")) {
      parts.push(folded[i + 1] ?? "");
      i += 1;
    } else if (c === "*") {
      if (parts[parts.length - 1] !== 2) parts.push(2);
    } else parts.push(c === "?" ? 1 : c);
  }
  return (text) => matchParts(parts, foldText(text));
}

/** Linear-space matching with one point of return: no pattern takes exponential time. */
function matchParts(parts: readonly (string | 1 | 2)[], text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let mark = 0;
  while (t < text.length) {
    const part = parts[p];
    if (part === 2) {
      star = p;
      mark = t;
      p += 1;
    } else if (part !== undefined && (part === 1 || part === text[t])) {
      p += 1;
      t += 1;
    } else if (star >= 0) {
      p = star + 1;
      mark += 1;
      t = mark;
    } else return false;
  }
  while (parts[p] === 2) p += 1;
  return p === parts.length;
}

/** Takes `~` away where it protects a wildcard. */
export function unescapeWildcards(pattern: string): string {
  return pattern.replace(/~([*?~])/g, "$1");
}

function exact(value: Scalar): Criterion {
  const key = criterionKey(value);
  return { key, matches: (cell) => cell !== null && criterionKey(cell) === key, comparison: null, matchesBlank: false };
}

/** Numbers are compared as operators compare them: what is equal to 15 digits is equal (CE-31). */
function numeric(operator: CriterionOperator, given: number): Criterion {
  const bound = round15(given);
  if (operator === "=") {
    const key = `n${String(bound)}`;
    return {
      key,
      matches: (cell) => (typeof cell === "number" ? round15(cell) === bound : typeof cell === "string" && criterionKey(cell) === key),
      comparison: null,
      matchesBlank: false,
    };
  }
  if (operator === "<>") {
    const same = numeric("=", bound);
    return { key: null, matches: (cell) => !same.matches(cell), comparison: null, matchesBlank: true };
  }
  const test: Record<typeof operator, (x: number) => boolean> = {
    "<": (x) => x < bound,
    ">": (x) => x > bound,
    "<=": (x) => x <= bound,
    ">=": (x) => x >= bound,
  };
  const holds = test[operator];
  return { key: null, matches: (cell) => typeof cell === "number" && holds(round15(cell)), comparison: { operator, bound }, matchesBlank: false };
}

function textual(operator: CriterionOperator, pattern: string): Criterion {
  if (operator === "=" || operator === "<>") {
    const wild = wildcardTest(pattern);
    const negate = operator === "<>";
    if (wild) {
      return { key: null, matches: (cell) => (typeof cell === "string" && wild(cell)) !== negate, comparison: null, matchesBlank: negate };
    }
    const folded = foldText(unescapeWildcards(pattern));
    if (negate) return { key: null, matches: (cell) => !(typeof cell === "string" && foldText(cell) === folded), comparison: null, matchesBlank: true };
    return { key: `t${folded}`, matches: (cell) => typeof cell === "string" && foldText(cell) === folded, comparison: null, matchesBlank: false };
  }
  const holds: Record<"<" | ">" | "<=" | ">=", (order: number) => boolean> = {
    "<": (order) => order < 0,
    ">": (order) => order > 0,
    "<=": (order) => order <= 0,
    ">=": (order) => order >= 0,
  };
  return { key: null, matches: (cell) => typeof cell === "string" && holds[operator](compareTexts(cell, pattern)), comparison: null, matchesBlank: false };
}

/** Reads a criterion; text longer than 255 characters is #VALUE!, as in Excel. */
export function parseCriterion(value: Scalar): Criterion | CellError {
  if (value === null) return numeric("=", 0);
  if (typeof value === "number") return numeric("=", value);
  if (typeof value === "boolean" || isError(value)) return exact(value);
  if (value.length > 255) return ERROR_VALUE;
  const match = /^(<>|<=|>=|=|<|>)/.exec(value);
  const operator = (match?.[1] ?? "=") as CriterionOperator;
  const rest = match ? value.slice(operator.length) : value;
  if (rest === "") {
    if (!match) return { key: null, matches: (cell) => cell === null || cell === "", comparison: null, matchesBlank: true };
    if (operator === "=") return { key: null, matches: (cell) => cell === null, comparison: null, matchesBlank: true };
    if (operator === "<>") return { key: null, matches: (cell) => cell !== null, comparison: null, matchesBlank: false };
    return { key: null, matches: () => false, comparison: null, matchesBlank: false };
  }
  const number = parseNumberText(rest);
  if (number !== null) return numeric(operator, number);
  const upper = rest.toUpperCase();
  const constant: Scalar = upper === "TRUE" ? true : upper === "FALSE" ? false : null;
  const error = CELL_ERROR_CODES.find((code) => code === upper);
  const special = error ? { error } : constant;
  if (special !== null && (operator === "=" || operator === "<>")) {
    const same = exact(special);
    return operator === "=" ? same : { key: null, matches: (cell) => !same.matches(cell), comparison: null, matchesBlank: true };
  }
  return textual(operator, rest);
}
