import { parse, tokenize, tokenTypes, type AstExpression, type Token } from "@borgar/fx/xlsx";
import type { UncalculatedCell } from "./calculation";

export type SyntaxFailure = { readonly reason: UncalculatedCell["reason"]; readonly detail: string };
export type ParsedFormula = { readonly ast: AstExpression } | { readonly failure: SyntaxFailure };

/** Prefixes that newer functions and LAMBDA parameters have in files. */
const PREFIX = /^(?:_xlfn\.|_xlws\.|_xlpm\.|_xludf\.)+/i;

/** `Sheet1!#REF!` and `#REF!A1` are both just #REF!: what is left of a reference whose target is gone. */
function joinBrokenReferences(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (const token of tokens) {
    const last = joined[joined.length - 1];
    if (token.type === tokenTypes.ERROR && token.value === "#REF!") {
      while (joined.length > 0) {
        const before = joined[joined.length - 1];
        if (before?.type === tokenTypes.CONTEXT || before?.type === tokenTypes.CONTEXT_QUOTE || (before?.type === tokenTypes.OPERATOR && before.value === "!")) joined.pop();
        else break;
      }
    } else if (last?.type === tokenTypes.ERROR && last.value === "#REF!" && (token.type === tokenTypes.REF_RANGE || token.type === tokenTypes.REF_BEAM)) {
      continue;
    }
    joined.push(token);
  }
  return joined;
}

/** Excel takes no longer formula. */
const MAX_LENGTH = 8192;
/** Far more than Excel's 64 levels of brackets and a sum of hundreds of single cells; compiling and calculating go as deep. */
const MAX_DEPTH = 1000;

/** How deep an expression is nested; found without recursion. */
function isTooDeep(root: AstExpression): boolean {
  let level: object[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH * 2) return true;
    level = level.flatMap((node) => Object.values(node).filter((value: unknown): value is object => typeof value === "object" && value !== null));
  }
  return false;
}

/** Parsed formulas by their text: the sheets that we add say the same in every workbook of a batch. */
const parsed = new Map<string, ParsedFormula>();
const MAX_KEPT = 2_000;
const MAX_KEPT_LENGTH = 1_000;

/** Parses a formula (with or without "="); a failure says why the formula cannot be calculated. What comes out is never changed. */
export function parseFormula(formula: string): ParsedFormula {
  const known = parsed.get(formula);
  if (known) return known;
  const result = parseAnew(formula);
  if (formula.length > MAX_KEPT_LENGTH) return result;
  if (parsed.size >= MAX_KEPT) parsed.clear();
  parsed.set(formula, result);
  return result;
}

function parseAnew(formula: string): ParsedFormula {
  if (formula.length > MAX_LENGTH) return { failure: { reason: "syntax", detail: `> ${String(MAX_LENGTH)}` } };
  const tokens = joinBrokenReferences(tokenize(formula, { withLocation: false, mergeRefs: true, negativeNumbers: true }));
  for (const token of tokens) {
    if (token.type === tokenTypes.UNKNOWN || token.unterminated === true) return { failure: { reason: "syntax", detail: token.value } };
    if (token.type === tokenTypes.FUNCTION || token.type === tokenTypes.REF_NAMED) token.value = token.value.replace(PREFIX, "");
  }
  try {
    const ast = parse(tokens, { looseRefCalls: false });
    // A level takes two characters at least.
    return formula.length > 2 * MAX_DEPTH && isTooDeep(ast) ? { failure: { reason: "syntax", detail: `> ${String(MAX_DEPTH)}` } } : { ast };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { failure: { reason: "syntax", detail: error.message } };
  }
}
