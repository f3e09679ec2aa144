import type { Finding } from "../check/finding";
import { toA1 } from "../grid/address";
import { isBlank, textOf, type CellValue } from "../grid/cell";
import { valueAt } from "../grid/snapshot";
import { compareExact, decimalText, ONE, ZERO } from "./decimal";
import { decimalInCell } from "./decimal-in-cell";
import { LINK_FAMILIES, shareFinder, type CategoryShare, type LinkFamily, type LinkRules, type UnitCoefficient } from "./link-rules";
import { SCHEME_NAMES, type NameLookup } from "./own-names";
import { CELL, cell, HEADER, INPUT, listRule, type OwnSheetDraft } from "./own-sheet-draft";
import { foldKeyText } from "../template/keys";
import { reader } from "./rule-words";
import { fillText } from "./sheet-texts";

/** Rows of the table of coefficients that are there to be filled. */
const COEFFICIENT_ROWS = 6;
/** The same of the table of shares. */
const SHARE_ROWS = 6;

const familyOfWord = reader<LinkFamily>({ additive: ["按权重相加", "Added by share"], multiplicative: ["乘以单位系数", "Multiplied by the unit's coefficient"] });

/** How people are linked to their unit, the table of coefficients and, right of it, that of shares; the first row after them. (LK-13, LK-14) */
export function draftLinkRules(sheet: OwnSheetDraft, rules: LinkRules, categories: readonly string[], unitShare: string, first: number): number {
  const { draft, names, validations, texts } = sheet;
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
  return Math.max(top + rows, draftShares(sheet, rules, categories, unitShare, first));
}

/** Column of the table of shares. */
const SHARES = 3;

/** The attribute by whose values people have shares of their own, and those shares: who has none has the general one. (LK-14) */
function draftShares({ draft, names, validations, texts }: OwnSheetDraft, { shareBy, shares }: LinkRules, categories: readonly string[], unitShare: string, first: number): number {
  const header = cell(first, SHARES + 1);
  draft.value(first, SHARES, texts["link.shareBy"]);
  if (shareBy !== "") draft.value(first, SHARES + 1, shareBy);
  draft.style(cell(first, SHARES), CELL);
  draft.style(header, { ...INPUT, numberFormat: "@" });
  names.push({ name: SCHEME_NAMES.shareBy, area: header, hidden: false });
  [texts["link.share.value"], texts["link.share"], texts["link.share.used"]].forEach((text, index) => {
    draft.value(first + 1, SHARES + index, text);
  });
  draft.style({ row: first + 1, column: SHARES, rows: 1, columns: 3 }, HEADER);
  const top = first + 2;
  const stated = shareFinder(shares);
  const met = new Set(categories.map((text) => foldKeyText(text).toLowerCase()));
  const values = [...categories, ...shares.flatMap(({ value }) => (met.has(foldKeyText(value).toLowerCase()) ? [] : [value]))];
  const rows = Math.max(SHARE_ROWS, values.length + 2);
  for (let index = 0; index < rows; index++) {
    const row = top + index;
    const value = values[index];
    const share = value === undefined ? null : stated(value);
    if (value !== undefined) draft.value(row, SHARES, value);
    if (share !== null) draft.value(row, SHARES + 1, Number(share));
    const [text, own] = [toA1(cell(row, SHARES)), toA1(cell(row, SHARES + 1))];
    draft.formula(row, SHARES + 2, `=IF(${text}="","",IF(AND(ISNUMBER(${own}),${own}>=0,${own}<=1),${own},${SCHEME_NAMES.unitShare}))`, value === undefined ? "" : Number(share ?? unitShare));
  }
  const column = (index: number): { readonly row: number; readonly column: number; readonly rows: number; readonly columns: number } => ({ row: top, column: SHARES + index, rows, columns: 1 });
  draft.style(column(0), { ...INPUT, numberFormat: "@" });
  draft.style(column(1), { ...INPUT, numberFormat: "0.00%" });
  draft.style(column(2), { ...CELL, numberFormat: "0.00%" });
  names.push(
    { name: SCHEME_NAMES.shareValues, area: column(0), hidden: false },
    { name: SCHEME_NAMES.shares, area: column(1), hidden: false },
    { name: SCHEME_NAMES.sharesUsed, area: column(2), hidden: false },
  );
  validations.push({ area: column(1), rule: { type: "decimal", min: 0, max: 1, allowBlank: true, severity: "stop", promptTitle: "", prompt: "", errorTitle: texts["scheme.invalid.title"], error: fillText(texts["scheme.invalid"], { min: 0, max: 1 }) } });
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
  const { shareBy, shares } = readShares(names, base, invalid);
  if (!froms || !values) return { link: { ...base, family, shareBy, shares }, findings };
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
  return { link: { family, coefficients, shareBy, shares }, findings };
}

/** Shares by attribute; values without one are left out. */
function readShares(names: NameLookup, base: LinkRules, invalid: (at: NonNullable<ReturnType<NameLookup["area"]>>, row: number, name: string, value: CellValue, kept: string) => void): Pick<LinkRules, "shareBy" | "shares"> {
  const by = names.area(SCHEME_NAMES.shareBy);
  const values = names.area(SCHEME_NAMES.shareValues);
  const own = names.area(SCHEME_NAMES.shares);
  if (!by || !values || !own) return { shareBy: base.shareBy, shares: base.shares };
  const shares: CategoryShare[] = [];
  for (let index = 0; index < values.area.rows; index++) {
    const value = textOf(valueAt(values.sheet, values.area.row + index, values.area.column)).trim();
    const row = own.area.row + index;
    const share = valueAt(own.sheet, row, own.area.column);
    if (isBlank(share)) continue;
    const exact = decimalInCell(share);
    if (value !== "" && exact && compareExact(exact, ZERO) >= 0 && compareExact(exact, ONE) <= 0) shares.push({ value, share: decimalText(exact) });
    else invalid(own, row, SCHEME_NAMES.shares, share, "");
  }
  return { shareBy: textOf(valueAt(by.sheet, by.area.row, by.area.column)).trim(), shares };
}
