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

/** Parses a formula (with or without "="); a failure says why the formula cannot be calculated. */
export function parseFormula(formula: string): ParsedFormula {
  const tokens = joinBrokenReferences(tokenize(formula, { withLocation: false, mergeRefs: true, negativeNumbers: true }));
  for (const token of tokens) {
    if (token.type === tokenTypes.UNKNOWN || token.unterminated === true) return { failure: { reason: "syntax", detail: token.value } };
    if (token.type === tokenTypes.FUNCTION || token.type === tokenTypes.REF_NAMED) token.value = token.value.replace(PREFIX, "");
  }
  try {
    return { ast: parse(tokens, { looseRefCalls: false }) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { failure: { reason: "syntax", detail: error.message } };
  }
}
