import { contains, type Rect } from "../../../core/grid/address";
import { type CellValue, isCellError, textOf } from "../../../core/grid/cell";
import { type FormulaTemplate, shifted, templateOf } from "../formula/shifted-formula";
import type { LookChange } from "../read/cell-look";
import type { ParsedConditionalRule, ScalePoint } from "../read/conditional-rules";
import { resolvedColor } from "../read/raw-color";
import type { ParsedSheet } from "../read/sheet-part";
import type { StateSheet } from "../workbook-state";
import type { ViewBar } from "./view";
import type { ViewState } from "./view-state";

/** What the conditional formats make of a cell. */
export type ConditionalLook = { readonly change: LookChange | null; readonly bar: ViewBar | null };

/** Cells of a rule's areas that are looked at for its measures (least, greatest, average, duplicates). */
const MAX_MEASURED_CELLS = 2_000_000;
const BAR_COLOR = "638EC6";

/** Kinds that are evaluated; those with a formula of their own ("containsText" …) are evaluated by it. */
export function isDrawn(rule: ParsedConditionalRule): boolean {
  if (["cellIs", "colorScale", "dataBar", "top10", "aboveAverage", "duplicateValues", "uniqueValues"].includes(rule.kind)) return true;
  return rule.kind !== "iconSet" && rule.formulas.length > 0;
}

/** Numbers of a rule's areas, sorted, and how often each content occurs: made when first needed. */
type Measures = { readonly numbers: readonly number[]; readonly counts: ReadonlyMap<string, number> };

type Prepared = {
  readonly rule: ParsedConditionalRule;
  readonly templates: readonly FormulaTemplate[];
  readonly anchor: { readonly row: number; readonly column: number };
  readonly colors: readonly (string | null)[];
  measures: Measures | null;
};

function keyOf(value: CellValue): string {
  return typeof value === "string" ? `s${value.toLowerCase()}` : `${typeof value}${textOf(value)}`;
}

function measure(rule: ParsedConditionalRule, parsed: ParsedSheet, valueOf: (row: number, column: number) => CellValue): Measures {
  const { cells } = parsed;
  const numbers: number[] = [];
  const counts = new Map<string, number>();
  const end = Math.min(cells.rows.length, MAX_MEASURED_CELLS);
  for (let i = 0; i < end; i++) {
    const row = cells.rows[i] ?? 0;
    const column = cells.columns[i] ?? 0;
    if (!rule.areas.some((area) => contains(area, row, column))) continue;
    const value = valueOf(row, column);
    if (typeof value === "number") numbers.push(value);
    if (value !== null && value !== "" && !isCellError(value)) counts.set(keyOf(value), (counts.get(keyOf(value)) ?? 0) + 1);
  }
  numbers.sort((a, b) => a - b);
  return { numbers, counts };
}

function percentile(numbers: readonly number[], share: number): number {
  const at = Math.min(1, Math.max(0, share)) * (numbers.length - 1);
  const low = numbers[Math.floor(at)] ?? 0;
  const high = numbers[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}

function mixed(from: string, to: string, share: number): string {
  return [0, 2, 4]
    .map((at) => {
      const a = parseInt(from.slice(at, at + 2), 16);
      const b = parseInt(to.slice(at, at + 2), 16);
      return Math.round(a + (b - a) * share)
        .toString(16)
        .toUpperCase()
        .padStart(2, "0");
    })
    .join("");
}

function compare(a: CellValue, b: CellValue): number | null {
  if (isCellError(a) || isCellError(b)) return null;
  const rank = (value: CellValue): number => (typeof value === "boolean" ? 2 : typeof value === "string" ? 1 : 0);
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  if (typeof a === "string" && typeof b === "string") {
    const [x, y] = [a.toLowerCase(), b.toLowerCase()];
    return x < y ? -1 : x > y ? 1 : 0;
  }
  return Number(Number(a).toPrecision(15)) - Number(Number(b).toPrecision(15));
}

function holdsOperator(operator: string, value: CellValue, bounds: readonly CellValue[]): boolean {
  const [first = null, second = null] = bounds;
  // A blank cell is not 0 here, but equals "".
  if (value === null && !(operator === "equal" && first === "") && !(operator === "notEqual" && first !== "")) {
    if (operator !== "equal" && operator !== "notEqual") {
      const c = compare(0, first);
      if (c === null) return false;
      value = 0;
    } else return operator === "notEqual" ? first !== "" && first !== null : first === "" || first === null;
  }
  const c = compare(value, first);
  if (c === null) return false;
  const d = operator.toLowerCase().includes("between") ? compare(value, second) : 0;
  if (d === null) return false;
  const low = compare(first, second) ?? 0;
  const within = low <= 0 ? c >= 0 && d <= 0 : c <= 0 && d >= 0;
  switch (operator) {
    case "lessThan":
      return c < 0;
    case "lessThanOrEqual":
      return c <= 0;
    case "greaterThan":
      return c > 0;
    case "greaterThanOrEqual":
      return c >= 0;
    case "notEqual":
      return c !== 0;
    case "between":
      return within;
    case "notBetween":
      return !within;
    default:
      return c === 0;
  }
}

function isTrue(value: CellValue | undefined): boolean {
  return value === true || (typeof value === "number" && value !== 0);
}

const known = new WeakMap<ViewState, Map<string, readonly Prepared[]>>();

function preparedRules(view: ViewState, sheet: StateSheet, parsed: ParsedSheet): readonly Prepared[] {
  let sheets = known.get(view);
  if (!sheets) known.set(view, (sheets = new Map<string, readonly Prepared[]>()));
  let rules = sheets.get(sheet.sheetId);
  if (!rules) {
    rules = [...parsed.conditionalRules]
      .filter((rule) => isDrawn(rule) && rule.areas.length > 0)
      .sort((a, b) => a.priority - b.priority)
      .map((rule) => ({
        rule,
        templates: rule.formulas.map((formula) => templateOf(formula)),
        // Formulas are relative to the top left of all areas together.
        anchor: { row: Math.min(...rule.areas.map((area) => area.row)), column: Math.min(...rule.areas.map((area) => area.column)) },
        colors: rule.colors.map((color) => resolvedColor(color, view.theme)),
        measures: null,
      }));
    sheets.set(sheet.sheetId, rules);
  }
  return rules;
}

/** Evaluates the conditional formats of a sheet that touch an area; `null`: none does. Rule VW-6. */
export function conditionalLooks(view: ViewState, sheet: StateSheet, parsed: ParsedSheet, block: Rect): { readonly areas: readonly Rect[]; readonly at: (row: number, column: number, value: CellValue) => ConditionalLook | null } | null {
  const touches = (area: Rect): boolean => area.row < block.row + block.rows && block.row < area.row + area.rows && area.column < block.column + block.columns && block.column < area.column + area.columns;
  const rules = preparedRules(view, sheet, parsed).filter(({ rule }) => rule.areas.some(touches));
  if (rules.length === 0) return null;
  const valueOf = (row: number, column: number): CellValue => view.valueAt(sheet, parsed, row, column);
  const measuresOf = (prepared: Prepared): Measures => (prepared.measures ??= measure(prepared.rule, parsed, valueOf));
  const evaluate = (prepared: Prepared, at: number, row: number, column: number): CellValue | undefined => {
    const template = prepared.templates[at];
    if (!template) return undefined;
    return view.calculation().evaluate(sheet.sheetId, row, column, `=${shifted(template, row - prepared.anchor.row, column - prepared.anchor.column)}`)?.value;
  };
  const pointValue = (prepared: Prepared, point: ScalePoint, isLast: boolean): number | null => {
    const { numbers } = measuresOf(prepared);
    const least = numbers[0];
    const most = numbers.at(-1);
    if (least === undefined || most === undefined) return null;
    if (point.type === "min" || point.type === "autoMin") return least;
    if (point.type === "max" || point.type === "autoMax") return most;
    const text = point.value ?? "";
    let value = text === "" ? NaN : Number(text);
    if (Number.isNaN(value) && text !== "") {
      const found = view.calculation().evaluate(sheet.sheetId, prepared.anchor.row, prepared.anchor.column, `=${text}`)?.value;
      value = typeof found === "number" ? found : NaN;
    }
    if (Number.isNaN(value)) return isLast ? most : least;
    if (point.type === "percent") return least + ((most - least) * value) / 100;
    return point.type === "percentile" ? percentile(numbers, value / 100) : value;
  };
  const scaleColor = (prepared: Prepared, value: number): string | null => {
    const points = prepared.rule.points.map((point, at) => pointValue(prepared, point, at === prepared.rule.points.length - 1));
    const { colors } = prepared;
    for (let at = 0; at < points.length; at++) {
      const point = points[at];
      const color = colors[at];
      if (point == null || color == null) return null;
      if (value > point && at < points.length - 1) continue;
      const before = points[at - 1];
      const colorBefore = colors[at - 1];
      if (at === 0 || before == null || colorBefore == null) return color;
      if (value >= point) return color;
      return point === before ? color : mixed(colorBefore, color, (value - before) / (point - before));
    }
    return null;
  };
  const barOf = (prepared: Prepared, value: number): ViewBar | null => {
    const [low = { type: "min", value: null }, high = { type: "max", value: null }] = prepared.rule.points;
    const most = pointValue(prepared, high, true);
    let least = pointValue(prepared, low, false);
    if (most === null || least === null) return null;
    // Bars that begin at the least value would leave it without one: an automatic bar begins at 0.
    if ((low.type === "min" || low.type === "autoMin") && least > 0) least = 0;
    if (most <= least) return null;
    const share = (x: number): number => Math.min(1, Math.max(0, (x - least) / (most - least)));
    const zero = share(0);
    return { from: Math.min(zero, share(value)), to: Math.max(zero, share(value)), color: prepared.colors[0] ?? BAR_COLOR, showValue: prepared.rule.showValue };
  };
  const applies = (prepared: Prepared, row: number, column: number, value: CellValue): boolean => {
    const { rule } = prepared;
    switch (rule.kind) {
      case "cellIs":
        return holdsOperator(rule.operator, value, prepared.templates.map((_, at) => evaluate(prepared, at, row, column) ?? null));
      case "top10": {
        if (typeof value !== "number") return false;
        const { numbers } = measuresOf(prepared);
        const count = Math.max(1, rule.percent ? Math.floor((numbers.length * rule.rank) / 100) : rule.rank);
        const bound = rule.bottom ? numbers[Math.min(count, numbers.length) - 1] : numbers[Math.max(0, numbers.length - count)];
        return bound !== undefined && (rule.bottom ? value <= bound : value >= bound);
      }
      case "aboveAverage": {
        if (typeof value !== "number") return false;
        const { numbers } = measuresOf(prepared);
        const mean = numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
        const spread = rule.deviations === 0 ? 0 : Math.sqrt(numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / numbers.length) * rule.deviations;
        const bound = rule.above ? mean + spread : mean - spread;
        return rule.above ? value > bound || (rule.equalAverage && value === bound) : value < bound || (rule.equalAverage && value === bound);
      }
      case "duplicateValues":
      case "uniqueValues": {
        if (value === null || value === "" || isCellError(value)) return false;
        const count = measuresOf(prepared).counts.get(keyOf(value)) ?? 0;
        return rule.kind === "duplicateValues" ? count > 1 : count === 1;
      }
      default:
        return isTrue(evaluate(prepared, 0, row, column));
    }
  };
  const at = (row: number, column: number, value: CellValue): ConditionalLook | null => {
    let change: LookChange | null = null;
    let bar: ViewBar | null = null;
    for (const prepared of rules) {
      const { rule } = prepared;
      if (!rule.areas.some((area) => contains(area, row, column))) continue;
      if (rule.kind === "colorScale") {
        const color = typeof value === "number" ? scaleColor(prepared, value) : null;
        if (color !== null) change = { fill: color, ...(change ?? {}) };
      } else if (rule.kind === "dataBar") {
        if (typeof value === "number") bar ??= barOf(prepared, value);
      } else if (applies(prepared, row, column, value)) {
        // What an earlier rule gave stays: the first in order wins.
        change = { ...(rule.change === null ? {} : view.styles.changes[rule.change]), ...(change ?? {}) };
        if (rule.stopIfTrue) break;
      }
    }
    return change || bar ? { change, bar } : null;
  };
  return { areas: rules.flatMap(({ rule }) => rule.areas), at };
}
