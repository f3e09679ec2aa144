import type { ScoredBlock, ScoredLine } from "./compute-scores";
import type { RoundingMode } from "./decimal";
import { escapedReference, escapeWildcards, hasWildcard, ifAll, quoted } from "./formula-text";
import type { Cell } from "./line-score";
import type { LinkFamily } from "./link-rules";
import { groupTextOf, type CategoryReader, type EnteredLinks, type RowText } from "./link-scores";
import { SCHEME_NAMES } from "./own-names";
import type { ScorePart } from "./result-places";
import { rounded } from "./rounding-formula";

/** What the formulas of a row say about its links. */
export type RowLink = {
  readonly family: LinkFamily;
  /** Its unit's score or coefficient, a formula; `null`: no term. */
  readonly unit: string | null;
  /** The unit's share, without "=". */
  readonly share: string;
  /** Its special scores, a formula, and the sum of their shares without "="; `null`: no term. */
  readonly special: { readonly points: string; readonly share: string } | null;
};

/** What links of a whole workbook have in common. */
export type LinkContext = { readonly category: CategoryReader | null; readonly enteredLinks: EnteredLinks };

/**
 * The links of a row. `key` gives its score key (without "="), `null` where rows cannot be told apart; `escape` where keys hold pattern characters;
 * `reference` gives a cell of the user's table. (LK-6, LK-14 to LK-18)
 */
export function rowLink({ link }: ScoredBlock, { line }: ScoredLine, { category, enteredLinks }: LinkContext, key: string | null, escape: boolean, reference: (cell: Cell) => string): RowLink | null {
  if (!link) return null;
  const found = key === null ? null : escape ? escapedReference(key) : key;
  const withStays = found !== null && enteredLinks.stays.lines.length > 0;
  const group = lookedUp(groupTextOf(line), reference);
  const byGroup = `IFERROR(INDEX(${SCHEME_NAMES.linkScores},MATCH(${group},${SCHEME_NAMES.linkGroups},0)),"")`;
  const unit = withStays ? `IFERROR(INDEX(${SCHEME_NAMES.stayScores},MATCH(${found},${SCHEME_NAMES.stayKeys},0)),${byGroup})` : byGroup;
  const value = category?.(line);
  const share = value === undefined || value.text === "" ? SCHEME_NAMES.unitShare : `IFERROR(INDEX(${SCHEME_NAMES.sharesUsed},MATCH(${lookedUp(value, reference)},${SCHEME_NAMES.shareValues},0)),${SCHEME_NAMES.unitShare})`;
  const sum = (of: string): string => (found === null ? "0" : `SUMIFS(${of},${SCHEME_NAMES.specialKeys},${found})`);
  return {
    family: link.family,
    unit: link.unit ? (link.cyclic ? `=""` : `=${unit}`) : null,
    share: link.unit && link.family === "additive" ? share : "0",
    special: link.special ? { points: link.cyclic ? `=""` : `=IF(${sum(SCHEME_NAMES.specialFlaws)}>0,"",ROUND(${sum(SCHEME_NAMES.specialPoints)},10))`, share: sum(SCHEME_NAMES.specialShares) } : null,
  };
}

/** A text of a row as MATCH must be given it. */
function lookedUp({ text, cell }: RowText, reference: (cell: Cell) => string): string {
  if (cell === null) return quoted(escapeWildcards(text));
  return hasWildcard(text) ? escapedReference(reference(cell)) : reference(cell);
}

/** The linked score from the cells of its terms; the unit's cell holds its score, or its coefficient. (LK-1, LK-11, LK-18) */
export function linkedFormula({ family, unit, share, special }: RowLink, at: (part: ScorePart) => string, mode: RoundingMode): string {
  const [own, unitCell, specialCell, adjustment] = [at("own"), at("unit"), at("special"), at("adjustment")];
  const additive = unit !== null && family === "additive";
  const cells = [own, ...(unit === null ? [] : [unitCell]), ...(special === null ? [] : [specialCell]), adjustment];
  const conditions = [
    `COUNT(${cells.join(",")})=${String(cells.length)}`,
    ...(special === null ? [] : [`ROUND(${additive ? `${share}+` : ""}${special.share},10)<=1`]),
  ];
  const others = special === null ? own : `(${specialCell}+(1-${special.share})*${own})`;
  if (unit !== null && family === "multiplicative") return `=${ifAll(conditions, rounded(`${others}*${unitCell}+${adjustment}`, mode))}`;
  if (!additive) return `=${ifAll(conditions, rounded(`${others}+${adjustment}`, mode))}`;
  // A share that is looked up stands in the formula once.
  const linked =
    special !== null
      ? `${own}+${share}*(${unitCell}-${own})+${specialCell}-${special.share}*${own}`
      : share === SCHEME_NAMES.unitShare
        ? `${share}*${unitCell}+(1-${share})*${own}`
        : `${own}+${share}*(${unitCell}-${own})`;
  return `=${ifAll(conditions, rounded(`${linked}+${adjustment}`, mode))}`;
}
