import type { CellValue } from "../grid/cell";
import { foldText } from "../grid/fold-text";
import { decimalTextOf, shiftDecimal } from "../grid/number-text";

/** A mark found in a text or cell, decimal texts: points, or a share of 1. */
export type Mark = {
  /** What is left of the text without its mark. */
  readonly name: string;
  readonly fullMark: string | null;
  readonly weight: string | null;
};

const NUMBER = "(\\d{1,7}(?:\\.\\d{1,12})?)";
const POINTS = "(?:分|points?|pts?)";
const RANGE_TO = `(?:\\d{1,7}(?:\\.\\d{1,12})?\\s*[-–—~～至到]\\s*)?`;
const WORD = "(?:满分值?|标准分|分值|最高分|权重|占比|比重|占|共|计|max|weight)?\\s*[:：]?\\s*";
const PART = new RegExp(`^(${WORD})${RANGE_TO}${NUMBER}\\s*(${POINTS}|%)?$`, "iu");
const BRACKETED = /[([【〔［（]([^()[\]【】〔〕［］（）]{1,30})[)\]】〕］）]/gu;
const TRAILING = new RegExp(`^(.*[^\\d.\\-–—~～+扣加每减第])\\s*${NUMBER}\\s*(${POINTS}|%)$`, "isu");

/** Longer texts end in a number by chance. */
const MAX_NAME = 60;

function oneMark(part: string): { readonly fullMark: string } | { readonly weight: string } | null {
  // Most brackets hold words only, over which the pattern would take long.
  const match = /\d/.test(part) ? PART.exec(part.trim()) : null;
  if (!match?.[2]) return null;
  const word = match[1] ?? "";
  const unit = match[3] ?? "";
  const amount = shiftDecimal(match[2], 0);
  if (unit === "%") return { weight: shiftDecimal(amount, -2) };
  if (/权重|占|比重|weight/iu.test(word) && unit === "") {
    return { weight: Number(amount) > 1 ? shiftDecimal(amount, -2) : amount };
  }
  if (unit !== "" || /\S/u.test(word.replace(/[:：]/gu, ""))) return { fullMark: amount };
  return null;
}

/**
 * Marks that stand inside a name or a header: "部门决策(25分)", "任务绩效30%", "履职（满分20，权重15%）",
 * "Code quality (10 points)". A deduction or a step ("扣5分", "每次2分") is no mark. (ST-5)
 */
export function markInText(text: string): Mark {
  const plain = foldText(text.normalize("NFKC"));
  let fullMark: string | null = null;
  let weight: string | null = null;
  const name = plain.replace(BRACKETED, (whole: string, inner: string) => {
    const marks = inner.split(/[,,、;；/]/u).map(oneMark);
    if (marks.some((mark) => mark === null)) return whole;
    for (const mark of marks) {
      if (mark && "fullMark" in mark) fullMark ??= mark.fullMark;
      if (mark && "weight" in mark) weight ??= mark.weight;
    }
    return " ";
  });
  if (name !== plain) return { name: foldText(name), fullMark, weight };
  // A sentence that ends in a number of points is a rule, not a name with its mark.
  if (plain.length > MAX_NAME || /[,。;；!！?？]/u.test(plain)) return { name: plain, fullMark: null, weight: null };
  const trailing = TRAILING.exec(plain);
  if (trailing?.[1] && trailing[2]) {
    const rest = foldText(trailing[1].replace(/[\s,,:：、]+$/u, ""));
    const amount = shiftDecimal(trailing[2], 0);
    if (rest === "" || Number(amount) === 0) return { name: plain, fullMark: null, weight: null };
    if (trailing[3] === "%") return { name: rest, fullMark: null, weight: shiftDecimal(amount, -2) };
    return { name: rest, fullMark: amount, weight: null };
  }
  return { name: plain, fullMark: null, weight: null };
}

/** One cell of a weight or full mark column before the column's scale is known. */
export type MarkCell = {
  /** Decimal text as written, without its unit. */
  readonly amount: string;
  readonly unit: "percent" | "points" | "none";
};

/**
 * A cell of a mark column: 30, "30", "30分", "30%", "10 points", "（30）". `percentFormat` says that the cell
 * shows its number as a percentage (0.3 as 30%). `null` where the cell holds no single mark. (ST-4)
 */
export function markInCell(value: CellValue, percentFormat: boolean): MarkCell | null {
  if (typeof value === "number") {
    const amount = value < 0 ? null : decimalTextOf(value);
    if (amount === null) return null;
    return percentFormat ? { amount: shiftDecimal(amount, 2), unit: "percent" } : { amount, unit: "none" };
  }
  if (typeof value !== "string") return null;
  const text = foldText(value.normalize("NFKC")).replace(/^[(（[【](.*)[)）\]】]$/u, "$1");
  const match = new RegExp(`^${WORD}${NUMBER}\\s*(${POINTS}|%)?$`, "iu").exec(text);
  if (!match?.[1]) return null;
  const unit = match[2] === "%" ? "percent" : match[2] ? "points" : "none";
  return { amount: shiftDecimal(match[1], 0), unit };
}

/**
 * Weights of a whole column as shares of 1. Percentages are shares at once; bare numbers are read on one
 * scale for the column: all at most 1 → shares, otherwise percentages. (ST-4)
 */
export function weightShares(cells: readonly (MarkCell | null)[]): readonly (string | null)[] {
  const bareAbove1 = cells.some((cell) => cell !== null && cell.unit !== "percent" && Number(cell.amount) > 1);
  return cells.map((cell) => {
    if (cell === null) return null;
    return cell.unit === "percent" || bareAbove1 ? shiftDecimal(cell.amount, -2) : cell.amount;
  });
}
