import { columnName, MAX_COLUMNS, MAX_ROWS, quoteSheetName } from "../../../../core/grid/address";
import type { CellError } from "../../../../core/grid/cell";
import { clipToUsed, columnOf } from "../cell-store";
import { compareScalars, foldText, toBoolean, toNumber, toText } from "../coerce";
import type { EvaluationContext } from "../context";
import { boolean, number, optional, rangeFunction, scalarFunction, text, type FunctionTable } from "../function-spec";
import { Uncalculable } from "../interruption";
import { areaColumns, areaRows, toArray, toShortArray } from "../range-reader";
import { unescapeWildcards, wildcardTest } from "../criteria";
import { arrayOf, ERROR_NA, ERROR_REF, ERROR_VALUE, isArray, isError, isLambda, isReference, itemAt, referenceTo, storedRows, type ArrayValue, type RangeArea, type Scalar, type Value } from "../value";

/** A row or a column to search in, without copying it. */
type Line = {
  readonly length: number;
  readonly at: (i: number) => Scalar;
  readonly area: RangeArea | null;
  /** Set for a short array (CE-45): from here on all values are like the one before. */
  readonly stored?: number;
};

function lineOfArea(area: RangeArea, vertical: boolean, offset: number, context: EvaluationContext): Line {
  const sheet = context.store.sheets[area.sheet];
  if (vertical) {
    const column = area.left + offset;
    const values = sheet ? columnOf(sheet, column).values : [];
    return {
      length: areaRows(area),
      at: (i) => values[area.top + i] ?? null,
      area: { sheet: area.sheet, top: area.top, left: column, bottom: area.bottom, right: column },
    };
  }
  const row = area.top + offset;
  return {
    length: areaColumns(area),
    at: (i) => (sheet ? (columnOf(sheet, area.left + i).values[row] ?? null) : null),
    area: { sheet: area.sheet, top: row, left: area.left, bottom: row, right: area.right },
  };
}

function lineOfArray(array: ArrayValue, vertical: boolean, offset: number): Line {
  return vertical
    ? { length: array.rows, at: (i) => itemAt(array, i, offset), area: null, stored: storedRows(array) }
    : { length: array.columns, at: (i) => itemAt(array, offset, i), area: null };
}

/** A table argument as reference area or array; `null` where it is neither. */
function tableOf(value: Value | undefined): RangeArea | ArrayValue | null {
  if (value === undefined) return null;
  if (isArray(value)) return value;
  if (isReference(value)) return value.areas.length === 1 ? (value.areas[0] ?? null) : null;
  return isLambda(value) || isError(value) ? null : arrayOf(1, 1, [value]);
}

function sizeOf(table: RangeArea | ArrayValue): { readonly rows: number; readonly columns: number } {
  return "kind" in table ? table : { rows: areaRows(table), columns: areaColumns(table) };
}

function lineOf(table: RangeArea | ArrayValue, vertical: boolean, offset: number, context: EvaluationContext): Line {
  return "kind" in table ? lineOfArray(table, vertical, offset) : lineOfArea(table, vertical, offset, context);
}

/** Where values end that are worth looking at; behind are only blank cells or repetitions of the last value. */
function filledLength(line: Line, context: EvaluationContext): number {
  if (!line.area) return line.stored ?? line.length;
  const used = clipToUsed(context.store, line.area);
  if (!used) return 0;
  return line.area.left === line.area.right ? areaRows(used) : areaColumns(used);
}

/** The last position that has the value of a position which was found from the end. */
function lastLike(line: Line, at: number): number {
  return line.stored !== undefined && at === line.stored - 1 ? line.length - 1 : at;
}

function exactKey(value: Scalar): string | null {
  if (typeof value === "number") return `n${String(value)}`;
  if (typeof value === "string") return `t${foldText(value)}`;
  return typeof value === "boolean" ? `b${String(value)}` : null;
}

/** First (or last) position of a value; wildcards count where asked for. Types never mix: "1" is not 1. */
function findExact(line: Line, wanted: Scalar, wildcards: boolean, fromEnd: boolean, context: EvaluationContext): number {
  const length = filledLength(line, context);
  const pattern = wildcards && typeof wanted === "string" ? wildcardTest(wanted) : null;
  if (pattern) {
    for (let i = 0; i < length; i++) {
      const at = fromEnd ? length - 1 - i : i;
      const value = line.at(at);
      if (typeof value === "string" && pattern(value)) return fromEnd ? lastLike(line, at) : at;
    }
    return -1;
  }
  const key = exactKey(typeof wanted === "string" && wildcards ? unescapeWildcards(wanted) : wanted);
  if (key === null) return -1;
  if (line.area) {
    const build = (): ReadonlyMap<string, number> => {
      const positions = new Map<string, number>();
      for (let i = 0; i < length; i++) {
        const at = fromEnd ? length - 1 - i : i;
        const itemKey = exactKey(line.at(at));
        if (itemKey !== null && !positions.has(itemKey)) positions.set(itemKey, at);
      }
      return positions;
    };
    const index = context.caches.get(fromEnd ? "lastPosition" : "firstPosition", [line.area], false, build);
    if (index) return index.get(key) ?? -1;
  }
  for (let i = 0; i < length; i++) {
    const at = fromEnd ? length - 1 - i : i;
    if (exactKey(line.at(at)) === key) return fromEnd ? lastLike(line, at) : at;
  }
  return -1;
}

function sameType(a: Scalar, b: Scalar): boolean {
  return a !== null && typeof a === typeof b && !isError(a);
}

function order(a: Scalar, b: Scalar): number {
  return isError(a) || isError(b) ? 0 : compareScalars(a, b);
}

/**
 * Last position whose value is not above the wanted one, by bisection over what is supposed to be ascending;
 * values of another type are skipped (CE-60). -1 where all are above.
 */
function findAtMost(line: Line, wanted: Scalar, context: EvaluationContext): number {
  let low = 0;
  // Repeated numbers or texts at the end count in the bisection; blanks and errors are skipped anyway.
  let high = (sameType(line.at(line.length - 1), wanted) ? line.length : filledLength(line, context)) - 1;
  let best = -1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    // The nearest value of the same type, first downwards, then upwards.
    let probe = middle;
    while (probe <= high && !sameType(line.at(probe), wanted)) probe += 1;
    if (probe > high) {
      high = middle - 1;
      continue;
    }
    if (order(line.at(probe), wanted) <= 0) {
      best = probe;
      low = probe + 1;
    } else high = middle - 1;
  }
  return best;
}

/** Last position whose value is not below the wanted one, over what is supposed to be descending. */
function findAtLeast(line: Line, wanted: Scalar, context: EvaluationContext): number {
  const length = filledLength(line, context);
  let best = -1;
  for (let i = 0; i < length; i++) {
    const value = line.at(i);
    if (!sameType(value, wanted)) continue;
    const compared = order(value, wanted);
    if (compared === 0) return i;
    if (compared < 0) break;
    best = i;
  }
  return lastLike(line, best);
}

function scalarOf(value: Value | undefined): Scalar | undefined {
  return value === undefined || isArray(value) || isReference(value) || isLambda(value) ? undefined : value;
}

function match(args: readonly Value[], context: EvaluationContext): Value {
  const wanted = scalarOf(args[0]) ?? null;
  if (isError(wanted)) return wanted;
  if (args[1] !== undefined && isError(args[1])) return args[1];
  const table = tableOf(args[1]);
  if (!table) return ERROR_NA;
  const { rows, columns } = sizeOf(table);
  if (rows > 1 && columns > 1) return ERROR_NA;
  const type = args.length > 2 ? toNumber(scalarOf(args[2]), context.date1904) : 1;
  if (typeof type !== "number") return type;
  const line = lineOf(table, rows > 1 || columns === 1, 0, context);
  const value = wanted ?? 0;
  const at = type === 0 ? findExact(line, value, true, false, context) : type > 0 ? findAtMost(line, value, context) : findAtLeast(line, value, context);
  return at < 0 ? ERROR_NA : at + 1;
}

function tableLookup(vertical: boolean): FunctionTable[string] {
  return rangeFunction(3, 4, ["scalar", "range", "scalar", "scalar"], (args, context) => {
    const wanted = scalarOf(args[0]) ?? null;
    if (isError(wanted)) return wanted;
    if (args[1] !== undefined && isError(args[1])) return args[1];
    const table = tableOf(args[1]);
    if (!table) return ERROR_NA;
    const at = toNumber(scalarOf(args[2]), context.date1904);
    if (typeof at !== "number") return at;
    const approximate = args.length > 3 ? toBoolean(scalarOf(args[3])) : true;
    if (typeof approximate !== "boolean") return approximate;
    const { rows, columns } = sizeOf(table);
    const index = Math.trunc(at);
    if (index < 1) return ERROR_VALUE;
    if (index > (vertical ? columns : rows)) return ERROR_REF;
    const line = lineOf(table, vertical, 0, context);
    const value = wanted ?? 0;
    const found = approximate ? findAtMost(line, value, context) : findExact(line, value, true, false, context);
    return found < 0 ? ERROR_NA : lineOf(table, vertical, index - 1, context).at(found);
  }, { takesShort: true });
}

function lookup(args: readonly Value[], context: EvaluationContext): Value {
  const wanted = scalarOf(args[0]) ?? null;
  if (isError(wanted)) return wanted;
  const broken = args.slice(1).find(isError);
  if (broken !== undefined) return broken;
  const table = tableOf(args[1]);
  if (!table) return ERROR_NA;
  const { rows, columns } = sizeOf(table);
  const vertical = rows >= columns;
  const found = findAtMost(lineOf(table, vertical, 0, context), wanted ?? 0, context);
  if (found < 0) return ERROR_NA;
  if (args.length < 3) return lineOf(table, vertical, (vertical ? columns : rows) - 1, context).at(found);
  const results = tableOf(args[2]);
  if (!results) return ERROR_NA;
  const size = sizeOf(results);
  if (size.rows > 1 && size.columns > 1) return ERROR_NA;
  const line = lineOf(results, size.rows > 1 || size.columns === 1, 0, context);
  if ("kind" in results && found >= line.length) return ERROR_NA;
  if (!("kind" in results) && found >= line.length) throw new Uncalculable("function", "LOOKUP");
  return line.at(found);
}

/** Position for XLOOKUP and XMATCH. Mode −1: next smaller, 1: next larger, 2: wildcards; search −1: from the end. */
function findExtended(line: Line, wanted: Scalar, mode: number, search: number, context: EvaluationContext): number {
  const fromEnd = search === -1;
  if (wanted === null) {
    for (let i = 0; i < line.length; i++) {
      const at = fromEnd ? line.length - 1 - i : i;
      if (line.at(at) === null) return at;
    }
    return -1;
  }
  const exact = findExact(line, wanted, mode === 2, fromEnd, context);
  if (exact >= 0 || mode === 0 || mode === 2) return exact;
  // Neighbours in value, wherever they stand: the search order only decides between equals.
  const length = filledLength(line, context);
  let best = -1;
  for (let i = 0; i < length; i++) {
    const at = fromEnd ? length - 1 - i : i;
    const value = line.at(at);
    if (!sameType(value, wanted)) continue;
    if (mode < 0 ? order(value, wanted) > 0 : order(value, wanted) < 0) continue;
    const against = best < 0 ? 0 : order(value, line.at(best));
    if (best < 0 || (mode < 0 ? against > 0 : against < 0)) best = at;
  }
  return fromEnd ? lastLike(line, best) : best;
}

type ExtendedSearch = { readonly line: Line; readonly vertical: boolean; readonly mode: number; readonly search: number };

function extendedSearch(range: Value | undefined, modeArg: Value | undefined, searchArg: Value | undefined, context: EvaluationContext): ExtendedSearch | CellError {
  if (range !== undefined && isError(range)) return range;
  const table = tableOf(range);
  if (!table) return ERROR_VALUE;
  const { rows, columns } = sizeOf(table);
  if (rows > 1 && columns > 1) return ERROR_VALUE;
  const mode = toNumber(scalarOf(modeArg) ?? 0, context.date1904);
  if (typeof mode !== "number") return mode;
  const search = toNumber(scalarOf(searchArg) ?? 1, context.date1904);
  if (typeof search !== "number") return search;
  if (![-1, 0, 1, 2].includes(mode) || ![-2, -1, 1, 2].includes(search)) return ERROR_VALUE;
  const vertical = rows > 1 || columns === 1;
  return { line: lineOf(table, vertical, 0, context), vertical, mode, search };
}

function xlookup(args: readonly Value[], context: EvaluationContext): Value {
  const wanted = scalarOf(args[0]) ?? null;
  if (isError(wanted)) return wanted;
  const settings = extendedSearch(args[1], args[4], args[5], context);
  if ("error" in settings) return settings;
  const results = args[2] ?? null;
  if (isError(results)) return results;
  const table = tableOf(results);
  if (!table) return ERROR_VALUE;
  const { rows, columns } = sizeOf(table);
  const { vertical, line } = settings;
  if ((vertical ? rows : columns) !== line.length) return ERROR_VALUE;
  const found = findExtended(line, wanted, settings.mode, settings.search, context);
  if (found < 0) return args.length > 3 && args[3] !== null && args[3] !== undefined ? args[3] : ERROR_NA;
  if ("kind" in table) {
    const across = lineOfArray(table, !vertical, found);
    const items = Array.from({ length: across.length }, (_, i) => across.at(i));
    return items.length === 1 ? (items[0] ?? null) : vertical ? arrayOf(1, items.length, items) : arrayOf(items.length, 1, items);
  }
  const dynamic = isReference(results) && results.dynamic;
  return referenceTo(
    vertical ? { ...table, top: table.top + found, bottom: table.top + found } : { ...table, left: table.left + found, right: table.left + found },
    dynamic,
  );
}

function xmatch(args: readonly Value[], context: EvaluationContext): Value {
  const wanted = scalarOf(args[0]) ?? null;
  if (isError(wanted)) return wanted;
  const settings = extendedSearch(args[1], args[2], args[3], context);
  if ("error" in settings) return settings;
  const found = findExtended(settings.line, wanted, settings.mode, settings.search, context);
  return found < 0 ? ERROR_NA : found + 1;
}

function index(args: readonly Value[], context: EvaluationContext): Value {
  const source = args[0] ?? null;
  if (isError(source)) return source;
  const first = toNumber(scalarOf(args[1]), context.date1904);
  if (typeof first !== "number") return first;
  const second = args.length > 2 ? toNumber(scalarOf(args[2]), context.date1904) : null;
  if (second !== null && typeof second !== "number") return second;
  const which = args.length > 3 ? toNumber(scalarOf(args[3]), context.date1904) : 1;
  if (typeof which !== "number") return which;
  const table = isReference(source) ? source.areas[Math.trunc(which) - 1] : tableOf(source);
  if (!table) return isReference(source) ? ERROR_REF : ERROR_VALUE;
  const { rows, columns } = sizeOf(table);
  let row = Math.trunc(first);
  let column = second === null ? 0 : Math.trunc(second);
  // With one number a single row is counted across.
  if (second === null) {
    if (rows === 1 && columns > 1) [row, column] = [1, row];
    else if (columns === 1) column = 1;
  }
  if (row < 0 || column < 0) return ERROR_VALUE;
  if (row > rows || column > columns) return ERROR_REF;
  if ("kind" in table) {
    if (row > 0 && column > 0) return itemAt(table, row - 1, column - 1);
    if (row > 0) {
      return arrayOf(
        1,
        columns,
        Array.from({ length: columns }, (_, i) => itemAt(table, row - 1, i)),
      );
    }
    if (column > 0) {
      return arrayOf(
        rows,
        1,
        Array.from({ length: storedRows(table) }, (_, i) => itemAt(table, i, column - 1)),
      );
    }
    return table;
  }
  return referenceTo(
    {
      sheet: table.sheet,
      top: row > 0 ? table.top + row - 1 : table.top,
      bottom: row > 0 ? table.top + row - 1 : table.bottom,
      left: column > 0 ? table.left + column - 1 : table.left,
      right: column > 0 ? table.left + column - 1 : table.right,
    },
    isReference(source) && source.dynamic,
  );
}

function offset(args: readonly Value[], context: EvaluationContext): Value {
  const base = args[0] ?? null;
  if (isError(base)) return base;
  if (!isReference(base)) return ERROR_VALUE;
  const area = base.areas[0];
  if (!area || base.areas.length > 1) return ERROR_VALUE;
  const numbers: number[] = [];
  const defaults = [0, 0, areaRows(area), areaColumns(area)];
  for (let i = 0; i < 4; i++) {
    const given = args[i + 1];
    // An empty height or width is the base's own.
    const value = given === undefined || (given === null && i >= 2) ? defaults[i] : toNumber(scalarOf(given), context.date1904);
    if (typeof value !== "number") return value ?? ERROR_VALUE;
    numbers.push(Math.trunc(value));
  }
  const [down = 0, across = 0, height = 1, width = 1] = numbers;
  if (height === 0 || width === 0) return ERROR_REF;
  const top = area.top + down + (height < 0 ? height + 1 : 0);
  const left = area.left + across + (width < 0 ? width + 1 : 0);
  const bottom = top + Math.abs(height) - 1;
  const right = left + Math.abs(width) - 1;
  if (top < 0 || left < 0 || bottom >= MAX_ROWS || right >= MAX_COLUMNS) return ERROR_REF;
  return referenceTo({ sheet: area.sheet, top, left, bottom, right }, true);
}

function indirect(args: readonly Value[], context: EvaluationContext): Value {
  const address = toText(scalarOf(args[0]));
  if (typeof address !== "string") return address;
  const a1 = args.length > 1 ? toBoolean(scalarOf(args[1])) : true;
  if (typeof a1 !== "boolean") return a1;
  if (!a1) throw new Uncalculable("function", "INDIRECT R1C1");
  const value = context.resolveReferenceText(address.trim(), context);
  if (isError(value)) return ERROR_REF;
  return isReference(value) ? { ...value, dynamic: true } : ERROR_REF;
}

let wholeColumn: readonly number[] | null = null;

/** Consecutive numbers; those of a whole column are made once, for formulas ask for them again and again. */
function numbersFrom(first: number, count: number): readonly number[] {
  if (count < 10_000) return Array.from({ length: count }, (_, i) => first + i);
  wholeColumn ??= Array.from({ length: MAX_ROWS }, (_, i) => i + 1);
  return count === MAX_ROWS ? wholeColumn : wholeColumn.slice(first - 1, first - 1 + count);
}

/** Row or column numbers of a reference; without one, of the formula's own cell. */
function position(row: boolean): FunctionTable[string] {
  return rangeFunction(0, 1, ["address"], (args, context) => {
    const value = args[0];
    if (value === undefined) return (row ? context.row : context.column) + 1;
    if (isError(value)) return value;
    if (!isReference(value)) return ERROR_VALUE;
    const area = value.areas[0];
    if (!area || value.areas.length > 1) return ERROR_REF;
    const from = row ? area.top : area.left;
    const count = row ? areaRows(area) : areaColumns(area);
    if (count === 1) return from + 1;
    const items = numbersFrom(from + 1, count);
    return row ? arrayOf(count, 1, items) : arrayOf(1, count, items);
  });
}

function extent(rows: boolean): FunctionTable[string] {
  return rangeFunction(1, 1, ["address"], (args, context) => {
    const value = args[0] ?? null;
    if (isError(value)) return value;
    if (isReference(value)) {
      const area = value.areas[0];
      if (!area || value.areas.length > 1) return ERROR_REF;
      return rows ? areaRows(area) : areaColumns(area);
    }
    const array = toShortArray(context, value);
    return rows ? array.rows : array.columns;
  });
}

export function transpose(array: ArrayValue): ArrayValue {
  const items: Scalar[] = [];
  for (let column = 0; column < array.columns; column++) {
    for (let row = 0; row < array.rows; row++) items.push(array.items[row * array.columns + column] ?? null);
  }
  return arrayOf(array.columns, array.rows, items);
}

export const LOOKUP_FUNCTIONS: FunctionTable = {
  MATCH: rangeFunction(2, 3, ["scalar", "range", "scalar"], match, { takesShort: true }),
  VLOOKUP: tableLookup(true),
  HLOOKUP: tableLookup(false),
  LOOKUP: rangeFunction(2, 3, ["scalar", "array", "array"], lookup, { takesShort: true }),
  XLOOKUP: rangeFunction(3, 6, ["scalar", "range", "range", "range", "scalar", "scalar"], xlookup, { takesShort: true }),
  XMATCH: rangeFunction(2, 4, ["scalar", "range", "scalar", "scalar"], xmatch, { takesShort: true }),
  INDEX: rangeFunction(2, 4, ["range", "scalar", "scalar", "scalar"], index, { takesShort: true }),
  OFFSET: rangeFunction(3, 5, ["address", "scalar", "scalar", "scalar", "scalar"], offset, { dynamic: true }),
  INDIRECT: rangeFunction(1, 2, ["scalar", "scalar"], indirect, { dynamic: true }),
  ROW: position(true),
  COLUMN: position(false),
  ROWS: extent(true),
  COLUMNS: extent(false),
  AREAS: rangeFunction(1, 1, ["address"], (args) => {
    const value = args[0] ?? null;
    if (isError(value)) return value;
    return isReference(value) ? value.areas.length : ERROR_VALUE;
  }),
  ADDRESS: scalarFunction([number, number, optional(number, 1), optional(boolean, true), optional(text, "")], ([rowNumber, columnNumber, kind, a1, sheet]) => {
    const row = Math.trunc(rowNumber);
    const column = Math.trunc(columnNumber);
    const style = Math.trunc(kind);
    if (row < 1 || row > MAX_ROWS || column < 1 || column > MAX_COLUMNS || style < 1 || style > 4) return ERROR_VALUE;
    const prefix = sheet === "" ? "" : `${quoteSheetName(sheet)}!`;
    const fixedRow = style === 1 || style === 2;
    const fixedColumn = style === 1 || style === 3;
    if (a1) return `${prefix}${fixedColumn ? "$" : ""}${columnName(column - 1)}${fixedRow ? "$" : ""}${String(row)}`;
    return `${prefix}R${fixedRow ? String(row) : `[${String(row)}]`}C${fixedColumn ? String(column) : `[${String(column)}]`}`;
  }),
  TRANSPOSE: rangeFunction(1, 1, ["array"], (args, context) => transpose(toArray(context, args[0] ?? null))),
  HYPERLINK: rangeFunction(1, 2, ["scalar", "scalar"], (args) => scalarOf(args[1] ?? args[0]) ?? null),
};
