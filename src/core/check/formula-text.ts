import { columnIndex, parseA1, type Rect } from "../grid/address";

const REFERENCE = /(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})(?![\d(A-Za-z_.!])/g;
const QUOTED = /"(?:[^"]|"")*"|'(?:[^']|'')*'!/g;

/**
 * A formula as it reads relative to its own cell (R1C1-like), so that a formula filled down is the same text in every
 * row. Text literals and sheet names are kept as they are; only for comparing.
 */
export function relativeFormula(formula: string, row: number, column: number): string {
  const kept: string[] = [];
  const masked = formula.replace(QUOTED, (text) => `\u0001${String(kept.push(text) - 1)}\u0002`);
  const relative = masked.replace(REFERENCE, (whole: string, absoluteColumn: string, letters: string, absoluteRow: string, digits: string, offset: number) => {
    const before = offset > 0 ? masked.charAt(offset - 1) : "";
    if (/[A-Za-z0-9_.$\u0080-\uffff]/.test(before) && before !== "\u0001" && before !== "\u0002") return whole;
    const c = columnIndex(letters);
    const r = Number(digits) - 1;
    return `R${absoluteRow ? String(r) : `[${String(r - row)}]`}C${absoluteColumn ? String(c) : `[${String(c - column)}]`}`;
  });
  return relative.replace(/\u0001(\d+)\u0002/g, (_, index: string) => kept[Number(index)] ?? "").replace(/\s+/g, "").toUpperCase();
}

const AGGREGATE = /^=\s*(?:ROUND\s*\(\s*)?(SUM|AVERAGE|SUBTOTAL)\s*\(\s*(?:10?[0-9]\s*,\s*|9\s*,\s*)?(\$?[A-Za-z]{1,3}\$?\d{1,7}\s*:\s*\$?[A-Za-z]{1,3}\$?\d{1,7})\s*\)(?:\s*,\s*\d+\s*\))?\s*$/i;

/** The one range that a plain SUM, AVERAGE or SUBTOTAL takes, ROUND around it allowed; `null` for any other formula. */
export function aggregateRange(formula: string): Rect | null {
  const range = AGGREGATE.exec(formula)?.[2];
  return range === undefined ? null : parseA1(range.replace(/\s+/g, ""));
}

/** Refers to another workbook: [1]Sheet1!A1, '[预算.xlsx]Sheet1'!A1, 'D:\\x\\[a.xls]b'!A1. Table columns such as 表1[得分] do not. */
export function isExternalFormula(formula: string): boolean {
  const bare = formula.replace(/"(?:[^"]|"")*"/g, '""');
  return /\[\d+\][^\]!]*!/.test(bare) || /\[[^\][]+\.xl\w{1,2}\][^!]*!/i.test(bare) || /'[^']*\[[^\][]+\][^']*'!/.test(bare);
}

/** Text that was meant as a formula: "=SUM(B2:B9)", "=B2+C2", full-width "＝" included. */
export function looksLikeFormula(text: string): boolean {
  return /^\s*[=＝]\s*[-+]?\s*(?:[A-Z][A-Z.]{1,20}\s*[(（].*[)）]\s*$|\$?[A-Z]{1,3}\$?\d{1,7}\s*(?:$|[-+*/^:＋－×÷]))/i.test(text);
}
