import type { Finding } from "../check/finding";
import type { ValidationRule } from "../plan/edit";
import { textOf } from "../grid/cell";
import { valueAt } from "../grid/snapshot";
import { decimalInCell } from "./decimal-in-cell";
import { CELL, cell, INPUT, listRule, type OwnSheetDraft } from "./own-sheet-draft";
import { SCHEME_NAMES, TIE_NAMES, type NameLookup } from "./own-names";
import { AT_LINE, BANDS_BY, QUOTA_ROUNDINGS, TIES, type RankingRules, type Ties } from "./ranking-rules";
import { atLineOfWord, bandsByOfWord, roundingOfWord, tiesOfWord, yesNoOfWord } from "./ranking-words";
import type { Scheme } from "./scheme";
import { fillText } from "./sheet-texts";
import { statedCells } from "./stated-cells";

/** Criteria as the cells name them, blank ones left out, each once. (RK-21) */
function readTieBreakers(names: NameLookup, { tieBreakers }: RankingRules): readonly string[] {
  const places = TIE_NAMES.map((name) => names.area(name));
  if (places.every((place) => place === null)) return tieBreakers;
  const stated = places.flatMap((place) => (place ? [textOf(valueAt(place.sheet, place.area.row, place.area.column)).trim()] : []));
  return [...new Set(stated.filter((name) => name !== ""))];
}

/** Pools larger than this are no small ones, whatever somebody types. */
const MAX_MINIMUM = 1_000_000;

/** `items`: what can be chosen; `null`: a number; empty: any text. */
type Line = { readonly name: string; readonly label: string; readonly value: string | number; readonly items: readonly string[] | null };

/** Rows with how ties, bands and small pools are dealt with; the first row after them. (RK-17) */
export function draftRankingRules({ draft, names, validations, texts }: OwnSheetDraft, scheme: Scheme, first: number): number {
  const { ranking } = scheme;
  const answer = (yes: boolean): string => texts[yes ? "choice.yes" : "choice.no"];
  const lines: readonly Line[] = [
    { name: SCHEME_NAMES.ties, label: texts["ranking.rules.ties"], value: texts[`choice.${scheme.ties}`], items: TIES.map((choice) => texts[`choice.${choice}`]) },
    { name: SCHEME_NAMES.bandsBy, label: texts["ranking.rules.bandsBy"], value: texts[`choice.${ranking.bandsBy}`], items: BANDS_BY.map((choice) => texts[`choice.${choice}`]) },
    { name: SCHEME_NAMES.quotaRounding, label: texts["ranking.rules.quotaRounding"], value: texts[`choice.${ranking.quotaRounding}`], items: QUOTA_ROUNDINGS.map((choice) => texts[`choice.${choice}`]) },
    { name: SCHEME_NAMES.atLeastOne, label: texts["ranking.rules.atLeastOne"], value: answer(ranking.atLeastOne), items: [answer(true), answer(false)] },
    { name: SCHEME_NAMES.atLine, label: texts["ranking.rules.atLine"], value: texts[`choice.${ranking.atLine}`], items: AT_LINE.map((choice) => texts[`choice.${choice}`]) },
    { name: SCHEME_NAMES.minimumPool, label: texts["ranking.rules.minimumPool"], value: ranking.minimumPool, items: null },
    ...TIE_NAMES.map((name, index): Line => ({ name, label: fillText(texts["ranking.rules.tieBreaker"], { n: index + 1 }), value: ranking.tieBreakers[index] ?? "", items: [] })),
  ];
  lines.forEach(({ name, label, value, items }, index) => {
    const row = first + index;
    const area = cell(row, 1);
    draft.value(row, 0, label);
    draft.value(row, 1, value);
    draft.style(cell(row, 0), CELL);
    draft.style(area, items?.length === 0 ? { ...INPUT, numberFormat: "@" } : INPUT);
    names.push({ name, area, hidden: false });
    if (items?.length === 0) return;
    const rule: ValidationRule = items
      ? listRule(texts, items)
      : { type: "whole", min: 0, max: MAX_MINIMUM, allowBlank: false, severity: "stop", promptTitle: "", prompt: "", errorTitle: texts["scheme.invalid.title"], error: texts["ranking.rules.minimumPool"] };
    validations.push({ area, rule });
  });
  return first + lines.length;
}

/** The same as the sheet states it now; a cell without a usable value keeps the recorded one. (SC-21, RK-17) */
export function readRankingRules(names: NameLookup, base: Pick<Scheme, "ties" | "ranking">): Pick<Scheme, "ties" | "ranking"> & { readonly findings: readonly Finding[] } {
  const { stated, findings } = statedCells(names);
  const { ranking } = base;
  const rules: RankingRules = {
    bandsBy: stated(SCHEME_NAMES.bandsBy, ranking.bandsBy, bandsByOfWord),
    quotaRounding: stated(SCHEME_NAMES.quotaRounding, ranking.quotaRounding, roundingOfWord),
    atLeastOne: stated(SCHEME_NAMES.atLeastOne, ranking.atLeastOne ? "yes" : "no", yesNoOfWord) === "yes",
    atLine: stated(SCHEME_NAMES.atLine, ranking.atLine, atLineOfWord),
    tieBreakers: readTieBreakers(names, ranking),
    minimumPool: stated(SCHEME_NAMES.minimumPool, ranking.minimumPool, (text) => {
      const exact = decimalInCell(text);
      return exact && exact.d === 1n && exact.s >= 0n && exact.n <= BigInt(MAX_MINIMUM) ? Number(exact.n) : null;
    }),
  };
  const ties: Ties = stated(SCHEME_NAMES.ties, base.ties, tiesOfWord);
  return { ties, ranking: rules, findings };
}
