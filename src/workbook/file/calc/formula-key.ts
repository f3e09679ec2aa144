import { MAX_COLUMNS, MAX_ROWS } from "../../../core/grid/address";

/**
 * Formulas that differ only by where they stand have the same key: cell references are written relative to
 * the cell (CE-40). One scan, no parser, so that 100,000 formulas of a few kinds are parsed a few times only.
 */
export type FormulaKey = {
  readonly key: string;
  /** Number of cell references found; the parser must find as many, else the key is not trusted. */
  readonly references: number;
  readonly pattern: ColumnPattern;
};

/**
 * The formula as it would read further down the same column: text, and between its pieces rows that are so far
 * from the formula's own. Recognising the next formula of a column by it is several times faster than a key.
 */
export type ColumnPattern = { readonly pieces: readonly string[]; readonly offsets: readonly number[] };

/** Whether a formula at a row is the pattern's formula, moved there. */
export function fitsPattern({ pieces, offsets }: ColumnPattern, formula: string, row: number): boolean {
  let at = 0;
  for (let i = 0; i < offsets.length; i++) {
    const piece = pieces[i] ?? "";
    // Pieces are a few characters: comparing them one by one is faster than a call of startsWith.
    for (let k = 0; k < piece.length; k++, at++) if (formula.charCodeAt(at) !== piece.charCodeAt(k)) return false;
    let number = 0;
    let digits = 0;
    for (let digit = formula.charCodeAt(at); isDigit(digit); digit = formula.charCodeAt(at)) {
      if (digits === 0 && digit === 48) return false;
      number = number * 10 + digit - 48;
      digits += 1;
      at += 1;
    }
    if (digits === 0 || number - 1 !== row + (offsets[i] ?? 0)) return false;
  }
  const last = pieces[offsets.length] ?? "";
  return formula.length === at + last.length && formula.endsWith(last);
}

const QUOTE = 34;
const DOLLAR = 36;
const APOSTROPHE = 39;
const OPEN_PARENTHESIS = 40;
const EXCLAMATION = 33;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;

/** 1–26 for a letter of either case, 0 for anything else. */
function letterValue(code: number): number {
  const folded = code | 32;
  return folded >= 97 && folded <= 122 && code < 128 ? folded - 96 : 0;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Characters that words (names, functions, sheets, references) are made of. */
function isWord(code: number): boolean {
  return isDigit(code) || letterValue(code) > 0 || code >= 128 || code === 95 || code === 46 || code === DOLLAR || code === 92 || code === 63;
}

export function formulaKey(formula: string, row: number, column: number): FormulaKey {
  const length = formula.length;
  let key = "";
  let references = 0;
  let copied = 0;
  let patternFrom = 0;
  const pieces: string[] = [];
  const offsets: number[] = [];
  let i = 0;
  while (i < length) {
    const code = formula.charCodeAt(i);
    if (code === QUOTE || code === APOSTROPHE) {
      // A doubled quote inside begins what looks like another quotation: the end is found all the same.
      const end = formula.indexOf(code === QUOTE ? '"' : "'", i + 1);
      i = end < 0 ? length : end + 1;
      continue;
    }
    if (code === OPEN_BRACKET) {
      i = closingBracket(formula, i);
      continue;
    }
    if (!isWord(code)) {
      i += 1;
      continue;
    }
    const start = i;
    const absoluteColumn = code === DOLLAR;
    if (absoluteColumn) i += 1;
    let refColumn = 0;
    let letters = 0;
    for (let value = letterValue(formula.charCodeAt(i)); value > 0 && letters < 4; value = letterValue(formula.charCodeAt(i))) {
      refColumn = refColumn * 26 + value;
      letters += 1;
      i += 1;
    }
    const absoluteRow = letters > 0 && formula.charCodeAt(i) === DOLLAR;
    if (absoluteRow) i += 1;
    const digitsAt = i;
    let refRow = 0;
    let digits = 0;
    for (let digit = formula.charCodeAt(i); isDigit(digit) && digits < 8; digit = formula.charCodeAt(i)) {
      if (digits === 0 && digit === 48) break;
      refRow = refRow * 10 + digit - 48;
      digits += 1;
      i += 1;
    }
    const next = i < length ? formula.charCodeAt(i) : 0;
    if (letters < 1 || digits < 1 || isWord(next) || next === OPEN_PARENTHESIS || next === EXCLAMATION || next === OPEN_BRACKET || refRow > MAX_ROWS || refColumn > MAX_COLUMNS) {
      while (i < length && isWord(formula.charCodeAt(i))) i += 1;
      continue;
    }
    references += 1;
    key += `${formula.slice(copied, start)}\u0001${absoluteRow ? "=" : ""}${absoluteRow ? refRow - 1 : refRow - 1 - row},${absoluteColumn ? "=" : ""}${absoluteColumn ? refColumn - 1 : refColumn - 1 - column}\u0002`;
    copied = i;
    if (!absoluteRow) {
      pieces.push(formula.slice(patternFrom, digitsAt));
      offsets.push(refRow - 1 - row);
      patternFrom = i;
    }
  }
  pieces.push(formula.slice(patternFrom));
  return { key: key + formula.slice(copied), references, pattern: { pieces, offsets } };
}

/** Index after the bracket that closes the one at `start`; `'` escapes a character inside. */
function closingBracket(formula: string, start: number): number {
  let depth = 0;
  for (let i = start; i < formula.length; i++) {
    const code = formula.charCodeAt(i);
    if (code === APOSTROPHE) i += 1;
    else if (code === OPEN_BRACKET) depth += 1;
    else if (code === CLOSE_BRACKET) {
      depth -= 1;
      if (depth === 0) return i + 1;
    }
  }
  return formula.length;
}
