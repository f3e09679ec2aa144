import type { CellError } from "../../../../core/grid/cell";
import { columnOf, readCell } from "../cell-store";
import type { EvaluationContext } from "../context";
import { criterionKey, parseCriterion, type Criterion } from "../criteria";
import { round15 } from "../decimal";
import { rangeFunction, type ArgumentClass, type FunctionSpec, type FunctionTable } from "../function-spec";
import { areaColumns, areaRows } from "../range-reader";
import { ERROR_DIV0, ERROR_REF, ERROR_VALUE, isArray, isError, isLambda, isReference, type RangeArea, type Scalar, type Value } from "../value";
import { countBelow, countUpTo } from "./statistics-core";

type Condition = { readonly area: RangeArea; readonly criterion: Criterion };

function areaOf(value: Value | undefined): RangeArea | CellError {
  if (value !== undefined && isError(value)) return value;
  if (value === undefined || !isReference(value) || value.areas.length !== 1) return ERROR_VALUE;
  return value.areas[0] ?? ERROR_VALUE;
}

/** Pairs of range and criterion; all ranges must have the same shape. */
function conditionsOf(args: readonly Value[], start: number): readonly Condition[] | CellError {
  const conditions: Condition[] = [];
  for (let i = start; i < args.length; i += 2) {
    const area = areaOf(args[i]);
    if ("error" in area) return area;
    const value = args[i + 1] ?? null;
    if (isArray(value) || isReference(value) || isLambda(value)) return ERROR_VALUE;
    const criterion = parseCriterion(value);
    if ("error" in criterion) return criterion;
    conditions.push({ area, criterion });
  }
  const first = conditions[0];
  if (!first) return ERROR_VALUE;
  if (conditions.some(({ area }) => areaRows(area) !== areaRows(first.area) || areaColumns(area) !== areaColumns(first.area))) return ERROR_VALUE;
  return conditions;
}

/** Positions (row · columns + column) of cells with the same key, over one or several ranges at once. */
type KeyIndex = ReadonlyMap<string, readonly number[]>;

/** Number of rows and columns worth looking at: beyond them all the ranges are blank. */
function filledShape(areas: readonly RangeArea[], context: EvaluationContext): { readonly rows: number; readonly columns: number } {
  let rows = 0;
  let columns = 0;
  for (const area of areas) {
    const sheet = context.store.sheets[area.sheet];
    if (!sheet) continue;
    rows = Math.max(rows, Math.min(area.bottom, sheet.bottom) - area.top + 1);
    columns = Math.max(columns, Math.min(area.right, sheet.right) - area.left + 1);
  }
  return { rows: Math.max(rows, 0), columns: Math.max(columns, 0) };
}

const SEPARATOR = "\u0000";

function buildKeyIndex(areas: readonly RangeArea[], context: EvaluationContext): KeyIndex {
  const index = new Map<string, number[]>();
  const { rows, columns } = filledShape(areas, context);
  for (let column = 0; column < columns; column++) {
    const sources = areas.map((area) => {
      const sheet = context.store.sheets[area.sheet];
      return sheet ? columnOf(sheet, area.left + column).values : [];
    });
    for (let row = 0; row < rows; row++) {
      let key = "";
      let blank = true;
      for (let i = 0; i < areas.length; i++) {
        const value = sources[i]?.[(areas[i]?.top ?? 0) + row] ?? null;
        if (value !== null) blank = false;
        key += i === 0 ? criterionKey(value) : SEPARATOR + criterionKey(value);
      }
      if (blank) continue;
      const list = index.get(key);
      const position = row * columns + column;
      if (list) list.push(position);
      else index.set(key, [position]);
    }
  }
  if (columns > 1) for (const list of index.values()) list.sort((a, b) => a - b);
  return index;
}

function valueAt(area: RangeArea, position: number, columns: number, context: EvaluationContext): Scalar {
  const sheet = context.store.sheets[area.sheet];
  if (!sheet) return null;
  const row = columns === 1 ? position : Math.floor(position / columns);
  const column = columns === 1 ? 0 : position % columns;
  return readCell(sheet, area.top + row, area.left + column);
}

/** Positions that meet all conditions, ascending, and the width by which they are counted. Blank-only rows below are not listed. */
function matching(conditions: readonly Condition[], context: EvaluationContext, extra: readonly RangeArea[]): { readonly positions: readonly number[]; readonly columns: number } {
  const areas = conditions.map(({ area }) => area);
  const equalities = conditions.filter(({ criterion }) => criterion.key !== null);
  const others = conditions.filter(({ criterion }) => criterion.key === null);
  if (equalities.length > 0) {
    const keyAreas = equalities.map(({ area }) => area);
    const index = context.caches.get("keys", keyAreas, false, () => buildKeyIndex(keyAreas, context));
    if (index) {
      const { columns } = filledShape(keyAreas, context);
      const positions = index.get(equalities.map(({ criterion }) => criterion.key ?? "").join(SEPARATOR)) ?? [];
      if (others.length === 0) return { positions, columns };
      return {
        positions: positions.filter((position) => others.every(({ area, criterion }) => criterion.matches(valueAt(area, position, columns, context)))),
        columns,
      };
    }
  }
  // Blank cells can match too: look as far as any range, also that of the values, has content.
  const { rows, columns } = filledShape([...areas, ...extra], context);
  const width = Math.max(1, Math.min(columns, areas[0] ? areaColumns(areas[0]) : 1));
  const positions: number[] = [];
  const sheets = areas.map((area) => context.store.sheets[area.sheet]);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let met = true;
      for (let i = 0; i < conditions.length && met; i++) {
        const condition = conditions[i];
        const sheet = sheets[i];
        if (!condition || !sheet) continue;
        const { area, criterion } = condition;
        met = criterion.matches(area.top + row > area.bottom ? null : (columnOf(sheet, area.left + column).values[area.top + row] ?? null));
      }
      if (met) positions.push(row * width + column);
    }
  }
  return { positions, columns: width };
}

/** COUNTIFS with at most one comparison: rows by their keys, and the compared numbers of each key in order. */
function countBySortedKeys(equalities: readonly Condition[], compared: Condition | undefined, context: EvaluationContext): number | null {
  const keyAreas = equalities.map(({ area }) => area);
  const key = equalities.map(({ criterion }) => criterion.key ?? "").join(SEPARATOR);
  if (!compared) {
    const index = context.caches.get("keys", keyAreas, false, () => buildKeyIndex(keyAreas, context));
    return index ? (index.get(key)?.length ?? 0) : null;
  }
  const { comparison } = compared.criterion;
  if (!comparison) return null;
  const groups = context.caches.get("keysSorted", [...keyAreas, compared.area], false, () => {
    const index = buildKeyIndex(keyAreas, context);
    const { columns } = filledShape(keyAreas, context);
    const sortedByKey = new Map<string, Float64Array>();
    for (const [groupKey, positions] of index) {
      const numbers: number[] = [];
      for (const position of positions) {
        const value = valueAt(compared.area, position, columns, context);
        if (typeof value === "number") numbers.push(round15(value));
      }
      sortedByKey.set(groupKey, Float64Array.from(numbers).sort());
    }
    return sortedByKey;
  });
  if (!groups) return null;
  const ascending = groups.get(key);
  return ascending ? countCompared(ascending, comparison) : 0;
}

function countCompared(ascending: Float64Array, { operator, bound }: { readonly operator: "<" | ">" | "<=" | ">="; readonly bound: number }): number {
  switch (operator) {
    case "<":
      return countBelow(ascending, bound);
    case "<=":
      return countUpTo(ascending, bound);
    case ">":
      return ascending.length - countUpTo(ascending, bound);
    case ">=":
      return ascending.length - countBelow(ascending, bound);
  }
}

function count(conditions: readonly Condition[], context: EvaluationContext): number {
  const equalities = conditions.filter(({ criterion }) => criterion.key !== null);
  const comparisons = conditions.filter(({ criterion }) => criterion.comparison !== null);
  if (equalities.length + comparisons.length === conditions.length && comparisons.length <= 1) {
    const compared = comparisons[0];
    if (equalities.length > 0) {
      const counted = countBySortedKeys(equalities, compared, context);
      if (counted !== null) return counted;
    } else if (compared?.criterion.comparison) {
      const ascending = context.caches.get("comparable", [compared.area], false, () => {
        const numbers: number[] = [];
        const { rows, columns } = filledShape([compared.area], context);
        for (let position = 0; position < rows * columns; position++) {
          const value = valueAt(compared.area, position, columns, context);
          if (typeof value === "number") numbers.push(round15(value));
        }
        return Float64Array.from(numbers).sort();
      });
      if (ascending) return countCompared(ascending, compared.criterion.comparison);
    }
  }
  const first = conditions[0];
  if (!first) return 0;
  const { positions } = matching(conditions, context, []);
  if (!conditions.every(({ criterion }) => criterion.matchesBlank)) return positions.length;
  // Beyond what is filled every cell is blank and matches.
  const { rows, columns } = filledShape(
    conditions.map(({ area }) => area),
    context,
  );
  return positions.length + areaRows(first.area) * areaColumns(first.area) - rows * columns;
}

/** Numbers of the value range where the conditions hold; an error there is the result. */
function selected(args: readonly Value[], context: EvaluationContext): number[] | CellError {
  const values = areaOf(args[0]);
  if ("error" in values) return values;
  const conditions = conditionsOf(args, 1);
  if ("error" in conditions) return conditions;
  const first = conditions[0];
  if (!first || areaRows(first.area) !== areaRows(values) || areaColumns(first.area) !== areaColumns(values)) return ERROR_VALUE;
  return collect(values, conditions, context);
}

function collect(values: RangeArea, conditions: readonly Condition[], context: EvaluationContext): number[] | CellError {
  const { positions, columns } = matching(conditions, context, [values]);
  const numbers: number[] = [];
  for (const position of positions) {
    const value = valueAt(values, position, columns, context);
    if (typeof value === "number") numbers.push(value);
    else if (isError(value)) return value;
  }
  return numbers;
}

/** SUMIF and AVERAGEIF: the value range has the size of the criterion's range, whatever it says itself. */
function selectedBySingle(args: readonly Value[], context: EvaluationContext): number[] | CellError {
  const area = areaOf(args[0]);
  if ("error" in area) return area;
  const conditions = conditionsOf(args.slice(0, 2), 0);
  if ("error" in conditions) return conditions;
  const given = args.length > 2 ? areaOf(args[2]) : area;
  if ("error" in given) return given;
  const values: RangeArea = { sheet: given.sheet, top: given.top, left: given.left, bottom: given.top + areaRows(area) - 1, right: given.left + areaColumns(area) - 1 };
  if (values.bottom !== given.bottom || values.right !== given.right) context.ensureCalculated([values]);
  if (values.bottom >= 1_048_576 || values.right >= 16_384) return ERROR_REF;
  return collect(values, conditions, context);
}

function pairClasses(valuesFirst: boolean): readonly ArgumentClass[] {
  const classes: ArgumentClass[] = valuesFirst ? ["range"] : [];
  for (let i = 0; i < 127; i++) classes.push("range", "scalar");
  return classes;
}

function ofSelected(apply: (numbers: readonly number[]) => Scalar): FunctionTable[string] {
  return rangeFunction(3, 255, pairClasses(true), (args, context) => {
    if (args.length % 2 === 0) return ERROR_VALUE;
    const numbers = selected(args, context);
    return Array.isArray(numbers) ? apply(numbers) : numbers;
  });
}

function sum(numbers: readonly number[]): number {
  let total = 0;
  for (const x of numbers) total += x;
  return total;
}

function mean(numbers: readonly number[]): Scalar {
  return numbers.length === 0 ? ERROR_DIV0 : sum(numbers) / numbers.length;
}

function countIfs(args: readonly Value[], context: EvaluationContext): Value {
  if (args.length % 2 === 1) return ERROR_VALUE;
  const conditions = conditionsOf(args, 0);
  return "error" in conditions ? conditions : count(conditions, context);
}

function ofSingle(apply: (numbers: readonly number[]) => Scalar): FunctionTable[string] {
  const invoke: FunctionSpec["invoke"] = (args, context) => {
    const numbers = selectedBySingle(args, context);
    return Array.isArray(numbers) ? apply(numbers) : numbers;
  };
  return rangeFunction(2, 3, ["range", "scalar", "range"], invoke, { resizes: true });
}

export const CRITERIA_FUNCTIONS: FunctionTable = {
  COUNTIF: rangeFunction(2, 2, ["range", "scalar"], countIfs),
  COUNTIFS: rangeFunction(2, 254, pairClasses(false), countIfs),
  SUMIF: ofSingle(sum),
  AVERAGEIF: ofSingle(mean),
  SUMIFS: ofSelected(sum),
  AVERAGEIFS: ofSelected(mean),
  MAXIFS: ofSelected((numbers) => numbers.reduce((a, b) => Math.max(a, b), numbers[0] ?? 0)),
  MINIFS: ofSelected((numbers) => numbers.reduce((a, b) => Math.min(a, b), numbers[0] ?? 0)),
};
