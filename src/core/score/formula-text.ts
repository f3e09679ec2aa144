import { quoteSheetName, toA1, toAbsoluteA1, type Rect } from "../grid/address";
import { okName, SCHEME_NAMES } from "./own-names";

/** A text as a formula writes it. */
export function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** "Sheet!$B$4:$B$20". */
export function absolute(sheetName: string, rect: Rect): string {
  return `${quoteSheetName(sheetName)}!${toAbsoluteA1(rect)}`;
}

/** "$B5": the column stays, the row moves with its line when rows are sorted. */
export function columnFixed(row: number, column: number): string {
  return toA1({ row, column, rows: 1, columns: 1 }).replace(/^([A-Z]+)/, "$$$1");
}

/** Neighbouring columns as one run, in order. */
export type ColumnRun = { readonly first: number; readonly count: number };

export function columnRuns(columns: readonly number[]): readonly ColumnRun[] {
  const runs: { first: number; count: number }[] = [];
  for (const column of [...columns].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && column === last.first + last.count) last.count++;
    else runs.push({ first: column, count: 1 });
  }
  return runs;
}

/** Text that MATCH would read as a pattern. */
export function hasWildcard(text: string): boolean {
  return /[*?~]/.test(text);
}

/** `text` as MATCH must be given it to find exactly it. */
export function escapeWildcards(text: string): string {
  return text.replace(/[*?~]/g, "~$&");
}

/** A formula for the text of a reference, its pattern characters made harmless. */
export function escapedReference(reference: string): string {
  return `SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(${reference},"~","~~"),"*","~*"),"?","~?")`;
}

/** What a row formula needs to know of a row's entries. Addresses are given for that row. */
export type EntryTerms = {
  readonly blockId: string;
  /** The sum of the row's points. */
  readonly points: string;
  /** Cells that must hold a number, as few references as possible. */
  readonly required: readonly string[];
  readonly requiredCount: number;
  /** Cells that may be blank but hold nothing but a number. */
  readonly optional: readonly string[];
  /** Cells of which one at least holds a number. */
  readonly some: readonly string[];
  /** Cells that must not be above 0. */
  readonly deductions: readonly string[];
  /** Further conditions: entries that methods must admit. */
  readonly admitted: readonly string[];
};

/** Conditions under which a row has a score at all, and its points as a sum. (SC-17) */
export function entryFormula(terms: EntryTerms): { readonly conditions: readonly string[]; readonly points: string } {
  return {
    conditions: [
      okName(terms.blockId),
      ...(terms.requiredCount > 0 ? [`COUNT(${terms.required.join(",")})=${terms.requiredCount}`] : []),
      ...(terms.optional.length > 0 ? [`COUNTA(${terms.optional.join(",")})=COUNT(${terms.optional.join(",")})`] : []),
      ...(terms.some.length > 0 ? [`COUNT(${terms.some.join(",")})>0`] : []),
      ...terms.deductions.map((cell) => `${cell}<=0`),
      ...terms.admitted,
    ],
    points: terms.points,
  };
}

export function ifAll(conditions: readonly string[], then: string): string {
  const [only] = conditions;
  if (only === undefined) return then;
  return `IF(${conditions.length === 1 ? only : `AND(${conditions.join(",")})`},${then},"")`;
}

/**
 * Points of the adjustment sheet for one score key, a formula. Keys begin with their table's id, so that SUMIFS never
 * takes one for a number or a comparison; `escape` where pattern characters occur. "0" for a row that cannot be
 * told from another. (LK-8)
 */
export function adjustmentFormula(scoreKey: string | null, escape: boolean): string {
  if (scoreKey === null) return "0";
  return `SUMIFS(${SCHEME_NAMES.adjustmentPoints},${SCHEME_NAMES.adjustmentKeys},${escape ? escapedReference(scoreKey) : scoreKey})`;
}

/** Own points at working precision, brought onto the full total where the block has a scale of its own. (LK-1) */
export function ownOnFullTotal(scale: string | null, points: string): string {
  return scale === null ? `ROUND(${points},10)` : `ROUND((${points})*${SCHEME_NAMES.fullTotal}/${scale},10)`;
}
