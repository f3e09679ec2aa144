import type { Finding } from "../check/finding";
import { toA1 } from "../grid/address";
import { isBlank, textOf, type CellValue } from "../grid/cell";
import { valueAt } from "../grid/snapshot";
import { decimalText } from "./decimal";
import { decimalInCell } from "./decimal-in-cell";
import { LINK_FAMILIES, type LinkFamily, type LinkRules, type UnitCoefficient } from "./link-rules";
import { SCHEME_NAMES, type NameLookup } from "./own-names";
import { CELL, cell, HEADER, INPUT, listRule, type OwnSheetDraft } from "./own-sheet-draft";
import { reader } from "./rule-words";

/** Rows of the table of coefficients that are there to be filled. */
const COEFFICIENT_ROWS = 6;

const familyOfWord = reader<LinkFamily>({ additive: ["按权重相加", "Added by share"], multiplicative: ["乘以单位系数", "Multiplied by the unit's coefficient"] });

/** How people are linked to their unit, and the table of coefficients; the first row after them. (LK-13) */
export function draftLinkRules({ draft, names, validations, texts }: OwnSheetDraft, rules: LinkRules, first: number): number {
  const family = cell(first, 1);
  draft.value(first, 0, texts["link.family"]);
  draft.value(first, 1, texts[`link.${rules.family}`]);
  draft.style(cell(first, 0), CELL);
  draft.style(family, INPUT);
  names.push({ name: SCHEME_NAMES.linkFamily, area: family, hidden: false });
  const items = LINK_FAMILIES.map((each) => texts[`link.${each}`]);
  validations.push({ area: family, rule: listRule(texts, items) });
  const header = first + 1;
  draft.value(header, 0, texts["link.coefficient.from"]);
  draft.value(header, 1, texts["link.coefficient"]);
  draft.style({ row: header, column: 0, rows: 1, columns: 2 }, HEADER);
  const top = header + 1;
  const rows = Math.max(COEFFICIENT_ROWS, rules.coefficients.length + 2);
  rules.coefficients.forEach(({ from, coefficient }, index) => {
    draft.value(top + index, 0, Number(from));
    draft.value(top + index, 1, Number(coefficient));
  });
  draft.style({ row: top, column: 0, rows, columns: 2 }, INPUT);
  names.push({ name: SCHEME_NAMES.coefficientFroms, area: { row: top, column: 0, rows, columns: 1 }, hidden: false });
  names.push({ name: SCHEME_NAMES.unitCoefficients, area: { row: top, column: 1, rows, columns: 1 }, hidden: false });
  return top + rows;
}

/** The formula of a unit's coefficient from the cell of its score on the full total. (LK-12) */
export function coefficientFormula(score: string, rules: LinkRules): string {
  if (rules.coefficients.length === 0) return `=IF(ISNUMBER(${score}),ROUND(${score}/${SCHEME_NAMES.fullTotal},10),"")`;
  const froms = SCHEME_NAMES.coefficientFroms;
  const below = `SUMPRODUCT(--ISNUMBER(${froms}),--(${froms}<=${score}))`;
  return `=IF(ISNUMBER(${score}),IF(${below}=0,"",INDEX(${SCHEME_NAMES.unitCoefficients},MATCH(SMALL(${froms},${below}),${froms},0))),"")`;
}

/** The same as the sheet states it now; a cell without a usable value keeps the recorded one, a line without one is left out. (SC-21, LK-13) */
export function readLinkRules(names: NameLookup, base: LinkRules): { readonly link: LinkRules; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const place = names.area(SCHEME_NAMES.linkFamily);
  const froms = names.area(SCHEME_NAMES.coefficientFroms);
  const values = names.area(SCHEME_NAMES.unitCoefficients);
  const invalid = (at: NonNullable<typeof place>, row: number, name: string, value: CellValue, kept: string): void => {
    const area = cell(row, at.area.column);
    findings.push({ code: "scheme.value-invalid", severity: "error", sheetId: at.sheet.sheetId, sheetName: at.sheet.name, area, params: { cell: toA1(area), name, value: textOf(value), kept } });
  };
  let { family } = base;
  if (place) {
    const value = valueAt(place.sheet, place.area.row, place.area.column);
    const found = familyOfWord(textOf(value));
    if (found) family = found;
    else invalid(place, place.area.row, SCHEME_NAMES.linkFamily, value, family);
  }
  if (!froms || !values) return { link: { ...base, family }, findings };
  const coefficients: UnitCoefficient[] = [];
  for (let index = 0; index < froms.area.rows; index++) {
    const from = valueAt(froms.sheet, froms.area.row + index, froms.area.column);
    const value = valueAt(values.sheet, values.area.row + index, values.area.column);
    if (isBlank(from) && isBlank(value)) continue;
    const [low, coefficient] = [decimalInCell(from), decimalInCell(value)];
    if (low && coefficient && coefficient.s >= 0n) coefficients.push({ from: decimalText(low), coefficient: decimalText(coefficient) });
    else if (low) invalid(values, values.area.row + index, SCHEME_NAMES.unitCoefficients, value, "");
    else invalid(froms, froms.area.row + index, SCHEME_NAMES.coefficientFroms, from, "");
  }
  return { link: { family, coefficients }, findings };
}
