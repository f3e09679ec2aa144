import { toA1, type Area, type Rect } from "../grid/address";
import { isBlank, textOf, type CellValue } from "../grid/cell";
import { formulaAt, valueAt, type SheetSnapshot, type WorkbookSnapshot } from "../grid/snapshot";
import type { Finding } from "../check/finding";
import type { WorkbookRecord } from "../store/record";
import { compareExact, decimal, decimalText, ONE, ZERO, type Exact } from "./decimal";
import { decimalInCell } from "./decimal-in-cell";
import { defaultScheme } from "./default-scheme";
import { lookUpNames, marksName, POOL_NAMES, SCHEME_NAMES, type NameLookup } from "./own-names";
import type { Marks } from "./marks";
import { readCalculationRules } from "./calculation-cells";
import { readLinkRules } from "./link-cells";
import { readRankingRules } from "./ranking-cells";
import { readRules } from "./rule-cells-reading";
import type { ScoreBlock } from "./score-block";
import type { Scheme } from "./scheme";
import { readScope } from "./scope-cells";

/** Digits that a score may have after the point: what `ROUND(ROUND(x,10),d)` can keep. */
export const MAX_DIGITS = 6;

type Place = { readonly sheet: SheetSnapshot; readonly area: Area };

function invalid(place: Place, area: Rect, name: string, value: CellValue, kept: string): Finding {
  return {
    code: "scheme.value-invalid",
    severity: "error",
    sheetId: place.sheet.sheetId,
    sheetName: place.sheet.name,
    area: { row: area.row, column: area.column, rows: 1, columns: 1 },
    params: { cell: toA1({ row: area.row, column: area.column, rows: 1, columns: 1 }), name, value: textOf(value), kept },
  };
}

function cells(place: Place): readonly { readonly value: CellValue; readonly row: number; readonly column: number }[] {
  const found: { value: CellValue; row: number; column: number }[] = [];
  for (let row = place.area.row; row < place.area.row + place.area.rows; row++) {
    for (let column = place.area.column; column < place.area.column + place.area.columns; column++) {
      found.push({ value: valueAt(place.sheet, row, column), row, column });
    }
  }
  return found;
}

/**
 * The scheme as the workbook states it: named cells of the scheme sheet are the truth, then the record, then
 * the defaults. A cell that holds no usable value keeps the recorded one and gives finding
 * "scheme.value-invalid". (SC-20, SC-21)
 */
export function readScheme(workbook: WorkbookSnapshot, record: WorkbookRecord | null): { readonly scheme: Scheme; readonly findings: readonly Finding[] } {
  const names = lookUpNames(workbook);
  const base = record?.scheme ?? defaultScheme();
  const findings: Finding[] = [];
  const single = (name: string, kept: string, accept: (value: Exact) => boolean): string => {
    const place = names.area(name);
    if (!place) return kept;
    const value = valueAt(place.sheet, place.area.row, place.area.column);
    const exact = decimalInCell(value);
    if (exact && accept(exact)) return decimalText(exact);
    findings.push(invalid(place, place.area, name, value, kept));
    return kept;
  };
  const between = (low: Exact, high: Exact) => (value: Exact) => compareExact(value, low) >= 0 && compareExact(value, high) <= 0;
  const fullTotal = single(SCHEME_NAMES.fullTotal, base.fullTotal, (value) => compareExact(value, ZERO) > 0);
  const digits = single(SCHEME_NAMES.digits, String(base.digits), (value) => value.d === 1n && between(ZERO, decimal(String(MAX_DIGITS)))(value));
  const unitShare = single(SCHEME_NAMES.unitShare, base.unitShare, between(ZERO, ONE));
  const notNegative = (value: Exact): boolean => compareExact(value, ZERO) >= 0;
  const raterWeights = {
    self: single(SCHEME_NAMES.weightSelf, base.raterWeights.self, notNegative),
    leader: single(SCHEME_NAMES.weightLeader, base.raterWeights.leader, notNegative),
    rater: single(SCHEME_NAMES.weightRater, base.raterWeights.rater, notNegative),
  };
  const { indicatorRules, categoryCaps, findings: ruleFindings } = readRules(names, base);
  findings.push(...ruleFindings);
  const { ties, ranking, findings: rankingFindings } = readRankingRules(names, base);
  findings.push(...rankingFindings);
  const { missing, calculation, findings: calculationFindings } = readCalculationRules(names, base);
  findings.push(...calculationFindings);
  const { link, findings: linkRuleFindings } = readLinkRules(names, base.link);
  findings.push(...linkRuleFindings);
  const { scope, findings: scopeFindings } = readScope(names, base.scope);
  findings.push(...scopeFindings);
  return {
    scheme: { ...base, scope, missing, calculation, link, ties, ranking, indicatorRules, categoryCaps, fullTotal, digits: Number(digits), unitShare, raterWeights, poolBy: readPoolBy(names, base), bands: readBands(names, base, findings) },
    findings,
  };
}

function readPoolBy(names: NameLookup, base: Scheme): readonly string[] {
  const places = POOL_NAMES.map((name) => names.area(name));
  if (places.every((place) => place === null)) return base.poolBy;
  const headers = places.flatMap((place) => (place ? [textOf(valueAt(place.sheet, place.area.row, place.area.column)).trim()] : []));
  return [...new Set(headers.filter((header) => header !== ""))];
}

function readBands(names: NameLookup, base: Scheme, findings: Finding[]): Scheme["bands"] {
  const labels = names.area(SCHEME_NAMES.bandLabels);
  const froms = names.area(SCHEME_NAMES.bandFroms);
  if (!labels || !froms) return base.bands;
  const fromCells = cells(froms);
  const shares = names.area(SCHEME_NAMES.bandShares);
  const shareCells = shares ? cells(shares) : [];
  const shareOf = (index: number, label: string): string | null => {
    const share = shareCells[index];
    // A sheet of before bands had shares says nothing about them.
    if (!shares || !share) return base.bands.find((band) => band.label === label)?.share ?? null;
    if (isBlank(share.value)) return null;
    const exact = decimalInCell(share.value);
    if (exact && compareExact(exact, ZERO) >= 0 && compareExact(exact, ONE) <= 0) return decimalText(exact);
    findings.push(invalid(shares, { row: share.row, column: share.column, rows: 1, columns: 1 }, SCHEME_NAMES.bandShares, share.value, ""));
    return null;
  };
  const factors = names.area(SCHEME_NAMES.bandFactors);
  const factorCells = factors ? cells(factors) : [];
  const factorOf = (index: number, label: string): { readonly factor?: string } => {
    const cell = factorCells[index];
    // A sheet of before bands had factors says nothing about them.
    if (!factors || !cell) {
      const kept = base.bands.find((band) => band.label === label)?.factor;
      return kept === undefined ? {} : { factor: kept };
    }
    if (isBlank(cell.value)) return {};
    const exact = decimalInCell(cell.value);
    if (exact && compareExact(exact, ZERO) >= 0) return { factor: decimalText(exact) };
    findings.push(invalid(factors, { row: cell.row, column: cell.column, rows: 1, columns: 1 }, SCHEME_NAMES.bandFactors, cell.value, ""));
    return {};
  };
  const bands = cells(labels).flatMap((label, index) => {
    const from = fromCells[index];
    if (!from || (isBlank(label.value) && isBlank(from.value))) return [];
    const exact = decimalInCell(from.value);
    if (exact && !isBlank(label.value)) return [{ label: textOf(label.value).trim(), from: exact, share: shareOf(index, textOf(label.value).trim()), ...factorOf(index, textOf(label.value).trim()) }];
    findings.push(invalid(froms, { row: from.row, column: from.column, rows: 1, columns: 1 }, SCHEME_NAMES.bandFroms, exact ? label.value : from.value, ""));
    return [];
  });
  bands.sort((a, b) => compareExact(b.from, a.from));
  return bands.map((band) => ({ ...band, from: decimalText(band.from) }));
}

/** Rows of a block of marks on the scheme sheet, from its first row. */
export const MARK_ROWS = { key: 0, name: 1, tableFullMark: 2, tableWeight: 3, fullMark: 4, weight: 5, coefficient: 6 } as const;

/**
 * Marks that somebody typed over ours on the scheme sheet, by block and indicator key. A cell that still holds
 * our formula follows the table. An emptied cell means "none stated". (SC-22)
 */
export function readMarkOverrides(
  workbook: WorkbookSnapshot,
  blocks: readonly ScoreBlock[],
): { readonly overrides: ReadonlyMap<string, ReadonlyMap<string, Partial<Marks>>>; readonly findings: readonly Finding[] } {
  const names = lookUpNames(workbook);
  const findings: Finding[] = [];
  const overrides = new Map<string, ReadonlyMap<string, Partial<Marks>>>();
  for (const block of blocks) {
    const place = names.area(marksName(block.blockId));
    if (!place) continue;
    const byKey = new Map<string, Partial<Marks>>();
    for (let column = place.area.column; column < place.area.column + place.area.columns; column++) {
      const key = textOf(valueAt(place.sheet, place.area.row + MARK_ROWS.key, column));
      const typed = (offset: number): string | null | undefined => {
        const row = place.area.row + offset;
        if (key === "" || formulaAt(place.sheet, row, column) !== null) return undefined;
        const value = valueAt(place.sheet, row, column);
        if (isBlank(value)) return null;
        const exact = decimalInCell(value);
        if (exact) return decimalText(exact);
        findings.push(invalid(place, { row, column, rows: 1, columns: 1 }, textOf(valueAt(place.sheet, place.area.row + MARK_ROWS.name, column)), value, ""));
        return undefined;
      };
      const fullMark = typed(MARK_ROWS.fullMark);
      const weight = typed(MARK_ROWS.weight);
      if (fullMark === undefined && weight === undefined) continue;
      byKey.set(key, { ...(fullMark === undefined ? {} : { fullMark }), ...(weight === undefined ? {} : { weight }) });
    }
    if (byKey.size > 0) overrides.set(block.blockId, byKey);
  }
  return { overrides, findings };
}

/** What the scheme sheet says belongs to which unit: text in the person table → label of the unit. (LK-4) */
export function readUnitChoices(workbook: WorkbookSnapshot): ReadonlyMap<string, string> {
  const names = lookUpNames(workbook);
  const groups = names.area(SCHEME_NAMES.linkGroups);
  const units = names.area(SCHEME_NAMES.linkUnits);
  const choices = new Map<string, string>();
  if (!groups || !units) return choices;
  const unitCells = cells(units);
  cells(groups).forEach((group, index) => {
    const unit = textOf(unitCells[index]?.value ?? null).trim();
    if (!isBlank(group.value) && unit !== "") choices.set(textOf(group.value), unit);
  });
  return choices;
}
