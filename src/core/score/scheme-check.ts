import type { Finding } from "../check/finding";
import type { CodeParams } from "../coded-error";
import { drops, MAX_DROP_FROM, MAX_DROPPED } from "./calculation-rules";
import { compareExact, decimal, ONE, parseDecimal, ZERO, type Exact } from "./decimal";
import { parsePeriod } from "../ledger/period";
import { MAX_SCOPE_UNITS } from "./scheme-scope";
import { MAX_THRESHOLDS, METHOD_PARAMETERS } from "./indicator-method";
import type { IndicatorRule } from "./indicator-rule";
import { POOL_NAMES, TIE_NAMES } from "./own-names";
import { sharesFit } from "./ranking-rules";
import type { Scheme } from "./scheme";
import type { MarkOverrides } from "./scheme-draft";
import { MAX_DIGITS } from "./scheme-sheet-reading";

/** Bands that the scheme sheet has rows for without growing out of reach. */
const MAX_BANDS = 50;

/**
 * What is wrong with a drafted scheme: errors, after which nothing can be computed with it. Texts that are no decimals, values
 * out of range, rater weights that are all 0, bands without a name, out of order or twice, more pool attributes than there
 * are cells for. Never throws, whatever the texts hold. (SE-12)
 */
export function checkScheme(scheme: Scheme, marks: MarkOverrides = new Map()): readonly Finding[] {
  const findings: Finding[] = [];
  const add = (code: string, params: CodeParams): void => {
    findings.push({ code, severity: "error", sheetId: null, sheetName: null, area: null, params });
  };
  const number = (text: string, code: string, params: CodeParams, accept: (value: Exact) => boolean): Exact | null => {
    const value = parseDecimal(text);
    if (value !== null && accept(value)) return value;
    add(code, { ...params, value: text });
    return null;
  };
  const notNegative = (value: Exact): boolean => compareExact(value, ZERO) >= 0;

  number(scheme.fullTotal, "scheme.full-total", {}, (value) => compareExact(value, ZERO) > 0);
  if (!Number.isInteger(scheme.digits) || scheme.digits < 0 || scheme.digits > MAX_DIGITS) add("scheme.digits", { value: String(scheme.digits), max: MAX_DIGITS });
  number(scheme.unitShare, "scheme.unit-share", {}, (value) => notNegative(value) && compareExact(value, ONE) <= 0);
  const weights = (["self", "leader", "rater"] as const).map((group) => number(scheme.raterWeights[group], `scheme.weight-${group}`, {}, notNegative));
  if (weights.every((weight) => weight?.equals(ZERO) === true)) add("scheme.rater-weights-zero", {});
  if (scheme.poolBy.length > POOL_NAMES.length) add("scheme.pools-many", { count: scheme.poolBy.length, max: POOL_NAMES.length });
  checkBands(scheme, number, add);
  const shares = scheme.bands.flatMap(({ label, share }) => (share === null ? [] : [{ label, value: number(share, "scheme.band-share", { band: label }, (value) => notNegative(value) && compareExact(value, ONE) <= 0) }]));
  if (shares.every(({ value }) => value !== null) && !sharesFit(scheme.bands)) add("scheme.band-shares", {});
  for (const { from, coefficient } of scheme.link.coefficients) {
    number(from, "scheme.coefficient", {}, () => true);
    number(coefficient, "scheme.coefficient", {}, notNegative);
  }
  for (const { share } of scheme.link.shares) number(share, "scheme.category-share", {}, (value) => notNegative(value) && compareExact(value, ONE) <= 0);
  const { scope } = scheme;
  for (const period of [scope.validFrom, scope.validTo]) if (period.trim() !== "" && parsePeriod(period) === null) add("scheme.validity", { value: period });
  if (scope.units.length > MAX_SCOPE_UNITS) add("scheme.scope-many", { count: scope.units.length, max: MAX_SCOPE_UNITS });
  const { calculation } = scheme;
  if (calculation.roundAt === "item" && (scheme.missing === "item-mean" || scheme.missing === "renormalise")) add("scheme.round-missing", {});
  const { highest, lowest, from } = calculation.drop;
  const isCount = (number: number, least: number, most: number): boolean => Number.isInteger(number) && number >= least && number <= most;
  if (!isCount(highest, 0, MAX_DROPPED) || !isCount(lowest, 0, MAX_DROPPED) || !isCount(from, 1, MAX_DROP_FROM) || (drops(calculation.drop) && from <= highest + lowest)) add("scheme.rater-drop", { highest, lowest, from });
  for (const { label, factor } of scheme.bands) if (factor !== undefined) number(factor, "scheme.band-factor", { band: label }, notNegative);
  const { minimumPool, tieBreakers } = scheme.ranking;
  const named = tieBreakers.filter((name) => name.trim() !== "");
  const wanted = scheme.ties === "tie-breakers" || (scheme.ranking.bandsBy !== "cut-off" && scheme.ranking.atLine === "tie-breakers");
  if (named.length > TIE_NAMES.length) add("scheme.ties-many", { count: named.length, max: TIE_NAMES.length });
  if (wanted && named.length === 0) add("scheme.ties-none", {});
  if (!Number.isInteger(minimumPool) || minimumPool < 0) add("scheme.pools-minimum", { value: String(minimumPool) });
  for (const byKey of marks.values()) {
    for (const [key, { fullMark, weight }] of byKey) {
      if (fullMark != null) number(fullMark, "scheme.mark", { key }, () => true);
      if (weight != null) number(weight, "scheme.mark", { key }, () => true);
    }
  }
  for (const rule of scheme.indicatorRules) checkRule(rule, add);
  for (const { block, category, max, min } of scheme.categoryCaps) {
    const limits = [max, min].filter((limit) => limit !== null);
    for (const value of limits) if (!isPlain(value)) add("scheme.cap", { table: block, category, value });
    if (category.trim() === "" || scheme.categoryCaps.filter((other) => other.block === block && other.category === category).length > 1) add("scheme.cap-category", { table: block, category });
    if (max !== null && min !== null && isPlain(max) && isPlain(min) && compareExact(decimal(min), decimal(max)) > 0) add("scheme.cap-limits", { table: block, category });
  }
  return findings;
}

/** As a record keeps decimals: with a digit on either side of the point. */
function isPlain(text: string): boolean {
  return /^-?\d{1,30}(?:\.\d{1,30})?$/.test(text);
}

/** Parameters that are no decimals. What a method lacks depends on full marks too and is told when scoring. (SC-47) */
function checkRule({ block, key, method }: IndicatorRule, add: (code: string, params: CodeParams) => void): void {
  const values = [...METHOD_PARAMETERS.map((parameter) => method[parameter]), ...(method.bands ?? []).flatMap(({ from, points }) => [from, points]), ...(method.options ?? []).map(({ points }) => points)];
  for (const value of values) if (value !== undefined && !isPlain(value)) add("scheme.rule", { table: block, key, value });
  if ((method.bands?.length ?? 0) > MAX_THRESHOLDS) add("scheme.rule-bands", { table: block, key, max: MAX_THRESHOLDS });
}

function checkBands(
  { bands }: Scheme,
  number: (text: string, code: string, params: CodeParams, accept: (value: Exact) => boolean) => Exact | null,
  add: (code: string, params: CodeParams) => void,
): void {
  if (bands.length > MAX_BANDS) add("scheme.bands-many", { count: bands.length, max: MAX_BANDS });
  const labels = new Set<string>();
  let above: { readonly label: string; readonly from: Exact } | null = null;
  for (const { label: text, from: fromText } of bands) {
    const label = text.trim();
    if (label === "") add("scheme.band-unnamed", { value: fromText });
    else if (labels.has(label)) add("scheme.band-twice", { band: label });
    labels.add(label);
    const from = number(fromText, "scheme.band-from", { band: label }, () => true);
    if (from === null) continue;
    if (above !== null && compareExact(from, above.from) >= 0) add("scheme.bands-order", { band: label, above: above.label });
    above = { label, from };
  }
}
