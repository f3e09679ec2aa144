import type { Finding } from "../check/finding";
import { toA1, type Area } from "../grid/address";
import { isBlank, textOf, type CellValue } from "../grid/cell";
import { valueAt, type SheetSnapshot } from "../grid/snapshot";
import { decimalText } from "./decimal";
import { decimalInCell } from "./decimal-in-cell";
import { ENTERED, MAX_THRESHOLDS, METHOD_PARAMETERS, PARAMETERS_OF, type IndicatorMethod, type MethodParameter, type OptionPoints, type Threshold } from "./indicator-method";
import { withRule, type CategoryCap, type IndicatorRule } from "./indicator-rule";
import { RULES_NAME, type NameLookup } from "./own-names";
import { categoryOfWord, kindOfWord, methodOfWord, requirementOfWord } from "./rule-words";
import type { Scheme } from "./scheme";

/** Rows of a block's rules on the scheme sheet, from its first row; thresholds and their points follow where an indicator has bands. */
export const RULE_ROWS = { key: 0, name: 1, kind: 2, requirement: 3, method: 4, target: 5, step: 6, floor: 7, cap: 8, full: 9, usable: 10 } as const;
export const RULE_ROW_COUNT = 11;
export const BAND_ROWS = 2 * MAX_THRESHOLDS;
/** Empty rows below a block's caps, to be filled. */
export const SPARE_CAPS = 2;

type Place = { readonly sheet: SheetSnapshot; readonly area: Area };

/**
 * Methods, kinds and caps as the scheme sheet states them; blocks that it does not know keep what is recorded. A cell
 * that holds no usable value keeps the recorded one and gives "scheme.value-invalid". (SC-21, SC-52)
 */
export function readRules(names: NameLookup, base: Pick<Scheme, "indicatorRules" | "categoryCaps">): Pick<Scheme, "indicatorRules" | "categoryCaps"> & { readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  let { indicatorRules, categoryCaps } = base;
  for (const name of names.all) {
    const [, block, part] = RULES_NAME.exec(name) ?? [];
    const place = names.area(name);
    if (block === undefined || !place) continue;
    if (part === "rules") {
      const recorded = indicatorRules;
      indicatorRules = recorded.filter((rule) => rule.block !== block);
      for (const rule of rulesIn(place, block, recorded, findings)) indicatorRules = withRule(indicatorRules, rule);
    } else categoryCaps = [...categoryCaps.filter((cap) => cap.block !== block), ...capsIn(place, block, categoryCaps, findings)];
  }
  return { indicatorRules, categoryCaps, findings };
}

function invalid({ sheet }: Place, row: number, column: number, name: string, kept: string): Finding {
  const area = { row, column, rows: 1, columns: 1 };
  return { code: "scheme.value-invalid", severity: "error", sheetId: sheet.sheetId, sheetName: sheet.name, area, params: { cell: toA1(area), name, value: textOf(valueAt(sheet, row, column)), kept } };
}

function rulesIn(place: Place, block: string, recorded: readonly IndicatorRule[], findings: Finding[]): readonly IndicatorRule[] {
  const { sheet, area } = place;
  return Array.from({ length: area.columns }, (_, index) => area.column + index).flatMap((column): readonly IndicatorRule[] => {
    const at = (offset: number) => valueAt(sheet, area.row + offset, column);
    const key = textOf(at(RULE_ROWS.key));
    if (key === "") return [];
    const name = textOf(at(RULE_ROWS.name));
    const kept = recorded.find((rule) => rule.block === block && rule.key === key) ?? { block, key, kind: null, requirement: "common", method: ENTERED };
    const report = (offset: number, value: string): void => {
      findings.push(invalid(place, area.row + offset, column, name, value));
    };
    const word = <T extends string>(offset: number, read: (text: string) => T | null, otherwise: T): T => {
      const stated = read(textOf(at(offset)));
      if (stated === null) report(offset, otherwise);
      return stated ?? otherwise;
    };
    const number = (offset: number, otherwise: string | undefined): string | undefined => {
      const value = at(offset);
      if (isBlank(value)) return undefined;
      const exact = decimalInCell(value);
      if (!exact) report(offset, otherwise ?? "");
      return exact ? decimalText(exact) : otherwise;
    };
    const kind = word(RULE_ROWS.kind, kindOfWord, kept.kind ?? "by-words");
    const methodKind = word(RULE_ROWS.method, methodOfWord, kept.method.kind);
    const parameters: { [parameter in MethodParameter]?: string } = {};
    for (const parameter of METHOD_PARAMETERS) {
      if (!PARAMETERS_OF[methodKind].includes(parameter)) continue;
      const value = number(RULE_ROWS[parameter], kept.method[parameter]);
      if (value !== undefined) parameters[parameter] = value;
    }
    const bands = methodKind === "bands" && area.rows > RULE_ROW_COUNT ? bandsIn(number, kept.method) : undefined;
    const method: IndicatorMethod = { kind: methodKind, ...parameters, ...(bands ? { bands } : {}), ...(methodKind === "ticks" && area.rows > RULE_ROW_COUNT ? { options: optionsIn(at, number, kept.method) } : {}) };
    return [{ block, key, kind: kind === "by-words" ? null : kind, requirement: word(RULE_ROWS.requirement, requirementOfWord, kept.requirement), method }];
  });
}

/** Thresholds that have both numbers, from the lowest; half a threshold keeps none, and the method says that it lacks bands. */
function bandsIn(number: (offset: number, otherwise: string | undefined) => string | undefined, kept: IndicatorMethod): readonly Threshold[] {
  const pairs = Array.from({ length: MAX_THRESHOLDS }, (_, n) => ({
    from: number(RULE_ROW_COUNT + n, kept.bands?.[n]?.from),
    points: number(RULE_ROW_COUNT + MAX_THRESHOLDS + n, kept.bands?.[n]?.points),
  }));
  const whole = pairs.flatMap(({ from, points }) => (from !== undefined && points !== undefined ? [{ from, points }] : []));
  return whole.length === pairs.filter(({ from, points }) => from !== undefined || points !== undefined).length ? whole : [];
}

/** Options that have points; one without is told by what the method lacks. (SC-46) */
function optionsIn(at: (offset: number) => CellValue, number: (offset: number, otherwise: string | undefined) => string | undefined, kept: IndicatorMethod): readonly OptionPoints[] {
  return Array.from({ length: MAX_THRESHOLDS }, (_, n) => n).flatMap((n) => {
    const label = textOf(at(RULE_ROW_COUNT + n)).trim();
    const points = number(RULE_ROW_COUNT + MAX_THRESHOLDS + n, kept.options?.[n]?.points);
    return label === "" || points === undefined ? [] : [{ label, points }];
  });
}

function capsIn(place: Place, block: string, recorded: readonly CategoryCap[], findings: Finding[]): readonly CategoryCap[] {
  const { sheet, area } = place;
  const caps: CategoryCap[] = [];
  for (let row = area.row; row < area.row + area.rows; row++) {
    const category = categoryOfWord(textOf(valueAt(sheet, row, area.column)));
    if (category === "" || caps.some((cap) => cap.category === category)) continue;
    const kept = recorded.find((cap) => cap.block === block && cap.category === category);
    const limit = (column: number, otherwise: string | null): string | null => {
      const value = valueAt(sheet, row, column);
      if (isBlank(value)) return null;
      const exact = decimalInCell(value);
      if (!exact) findings.push(invalid(place, row, column, category, otherwise ?? ""));
      return exact ? decimalText(exact) : otherwise;
    };
    caps.push({ block, category, max: limit(area.column + 1, kept?.max ?? null), min: limit(area.column + 2, kept?.min ?? null) });
  }
  return caps;
}
