import { clipToUsed, columnOf, readCell } from "./cell-store";
import type { EvaluationContext } from "./context";
import { arrayOf, expand, isArray, isLambda, isReference, requireArraySize, ERROR_VALUE, type ArrayValue, type RangeArea, type Reference, type Scalar, type Value } from "./value";

export function areaRows(area: RangeArea): number {
  return area.bottom - area.top + 1;
}

export function areaColumns(area: RangeArea): number {
  return area.right - area.left + 1;
}

/** The cells of an area as an array of its full size. */
export function areaToArray(context: EvaluationContext, area: RangeArea): ArrayValue {
  const rows = areaRows(area);
  const columns = areaColumns(area);
  requireArraySize(rows, columns);
  if (rows * columns >= 256) {
    return context.caches.get("array", [area], false, () => copyArea(context, area, rows, columns)) ?? copyArea(context, area, rows, columns);
  }
  return copyArea(context, area, rows, columns);
}

/** Blank rows at the end that are worth leaving out of an array. */
const MANY_BLANK_ROWS = 1000;

/** Like `areaToArray`, but a short array (CE-45) where many rows at the end are blank. */
function areaToShortArray(context: EvaluationContext, area: RangeArea): ArrayValue {
  // One row below what is filled stands for all blank ones.
  const bottom = Math.max(context.store.sheets[area.sheet]?.bottom ?? -1, area.top - 1) + 1;
  if (area.bottom - bottom < MANY_BLANK_ROWS) return areaToArray(context, area);
  const { columns, items } = areaToArray(context, { ...area, bottom });
  return arrayOf(areaRows(area), columns, items);
}

function copyArea(context: EvaluationContext, area: RangeArea, rows: number, columns: number): ArrayValue {
  const items: Scalar[] = new Array<Scalar>(rows * columns).fill(null);
  const used = clipToUsed(context.store, area);
  const sheet = context.store.sheets[area.sheet];
  if (used && sheet) {
    for (let column = used.left; column <= used.right; column++) {
      const values = columnOf(sheet, column).values;
      const last = Math.min(used.bottom, values.length - 1);
      let index = column - area.left;
      for (let row = used.top; row <= last; row++, index += columns) {
        const value = values[row];
        if (value !== null && value !== undefined) items[index] = value;
      }
    }
  }
  return arrayOf(rows, columns, items);
}

/** Any value as scalar or array, which may be short; a reference of several areas is #VALUE!. */
export function dereferenceShort(context: EvaluationContext, value: Value): Scalar | ArrayValue {
  if (isReference(value)) {
    const area = value.areas[0];
    if (!area || value.areas.length > 1) return ERROR_VALUE;
    const sheet = context.store.sheets[area.sheet];
    if (sheet && area.top === area.bottom && area.left === area.right) return readCell(sheet, area.top, area.left);
    return areaToShortArray(context, area);
  }
  return isLambda(value) ? ERROR_VALUE : value;
}

/** Any value as scalar or array with all its rows; a reference of several areas is #VALUE!. */
export function dereference(context: EvaluationContext, value: Value): Scalar | ArrayValue {
  const plain = dereferenceShort(context, value);
  return isArray(plain) ? expand(plain) : plain;
}

/** As an array, which may be short, even where it is a single value. */
export function toShortArray(context: EvaluationContext, value: Value): ArrayValue {
  const plain = dereferenceShort(context, value);
  return isArray(plain) ? plain : arrayOf(1, 1, [plain]);
}

/** As an array with all its rows even where it is a single value. */
export function toArray(context: EvaluationContext, value: Value): ArrayValue {
  const plain = dereference(context, value);
  return isArray(plain) ? plain : arrayOf(1, 1, [plain]);
}

/**
 * What a cell of its own row or column is in a range (implicit intersection): #VALUE! where the range does
 * not cross the formula's row or column (CE-20).
 */
export function intersect(context: EvaluationContext, value: Reference): Scalar {
  const area = value.areas[0];
  if (!area || value.areas.length > 1) return ERROR_VALUE;
  const sheet = context.store.sheets[area.sheet];
  if (!sheet) return ERROR_VALUE;
  let row = area.top;
  let column = area.left;
  if (area.top !== area.bottom) {
    if (area.left !== area.right && context.column >= area.left && context.column <= area.right && context.row >= area.top && context.row <= area.bottom) {
      column = context.column;
    } else if (area.left !== area.right) return ERROR_VALUE;
    if (context.row < area.top || context.row > area.bottom) return ERROR_VALUE;
    row = context.row;
  } else if (area.left !== area.right) {
    if (context.column < area.left || context.column > area.right) return ERROR_VALUE;
    column = context.column;
  }
  return readCell(sheet, row, column);
}

/** Calls back for every cell of the areas that may hold something, row by row; `false` stops. */
export function forEachCell(
  context: EvaluationContext,
  reference: Reference,
  callback: (value: Scalar, row: number, column: number, sheet: number) => boolean | undefined,
): void {
  for (const area of reference.areas) {
    const used = clipToUsed(context.store, area);
    const sheet = context.store.sheets[area.sheet];
    if (!used || !sheet) continue;
    if (used.left === used.right) {
      const values = columnOf(sheet, used.left).values;
      for (let row = used.top; row <= used.bottom; row++) {
        if (callback(values[row] ?? null, row, used.left, area.sheet) === false) return;
      }
      continue;
    }
    const columns: (readonly Scalar[])[] = [];
    for (let column = used.left; column <= used.right; column++) columns.push(columnOf(sheet, column).values);
    for (let row = used.top; row <= used.bottom; row++) {
      for (let i = 0; i < columns.length; i++) {
        if (callback(columns[i]?.[row] ?? null, row, used.left + i, area.sheet) === false) return;
      }
    }
  }
}
