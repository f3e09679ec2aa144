import type { CellError } from "../../../../core/grid/cell";
import { parseDateText, parseNumberText, toText } from "../coerce";
import type { EvaluationContext } from "../context";
import { wildcardTest } from "../criteria";
import { roundDecimal } from "../decimal";
import { anything, boolean, number, optional, plainValue, rangeFunction, scalarFunction, text, type FunctionTable } from "../function-spec";
import { Uncalculable } from "../interruption";
import { formatValue } from "../number-format";
import { forEachValue } from "../number-arguments";
import { dereference, toArray } from "../range-reader";
import { ERROR_NA, ERROR_VALUE, isArray, isError, isLambda, type Scalar, type Value } from "../value";

/** Longest text a cell holds. */
const MAX_TEXT = 32_767;

function limited(value: string): Scalar {
  return value.length > MAX_TEXT ? ERROR_VALUE : value;
}

/** Bytes of a character in a double-byte code page: what LENB and its kin count in a Chinese Excel. */
function byteSize(character: string): number {
  return character.charCodeAt(0) < 0x80 || (character.charCodeAt(0) >= 0xff61 && character.charCodeAt(0) <= 0xff9f) ? 1 : 2;
}

function find(needle: string, hay: string, start: number): number {
  const from = Math.trunc(start);
  if (from < 1 || from > hay.length + 1) return 0;
  return hay.indexOf(needle, from - 1) + 1;
}

function search(pattern: string, hay: string, start: number): number {
  const from = Math.trunc(start);
  if (from < 1 || from > hay.length + 1) return 0;
  const folded = hay.toLowerCase();
  if (!/[*?~]/.test(pattern)) return folded.indexOf(pattern.toLowerCase(), from - 1) + 1;
  const matches = wildcardTest(`${pattern}*`);
  for (let i = from - 1; i <= folded.length; i++) if (matches?.(folded.slice(i))) return i + 1;
  return 0;
}

const WORD = /\p{L}+/gu;

function join(args: readonly Value[], separators: readonly string[], skipEmpty: boolean, context: EvaluationContext): Scalar {
  const parts: string[] = [];
  let failure = null as CellError | null;
  forEachEvery(args, context, (value) => {
    const part = toText(value);
    if (typeof part !== "string") {
      failure = part;
      return false;
    }
    if (!(skipEmpty && part === "")) parts.push(part);
    return undefined;
  });
  if (failure) return failure;
  let joined = parts[0] ?? "";
  for (let i = 1; i < parts.length; i++) joined += (separators[(i - 1) % separators.length] ?? "") + (parts[i] ?? "");
  return limited(joined);
}

/** Every value, blank cells of a range included (also those beyond the filled part, where they count). */
function forEachEvery(args: readonly Value[], context: EvaluationContext, callback: (value: Scalar) => boolean | undefined): void {
  forEachValue(args, context, (value) => callback(value));
}

const textBefore = textAround(true);
const textAfter = textAround(false);

function textAround(before: boolean): FunctionTable[string] {
  return scalarFunction([text, text, optional(number, 1), optional(number, 0), optional(number, 0), optional(anything, { value: ERROR_NA })], ([source, delimiter, instance, mode, toEnd, missing]) => {
    const hay = mode === 1 ? source.toLowerCase() : source;
    const needle = mode === 1 ? delimiter.toLowerCase() : delimiter;
    const wanted = Math.trunc(instance);
    if (wanted === 0 || (mode !== 0 && mode !== 1)) return ERROR_VALUE;
    if (needle === "") return before === wanted > 0 ? "" : source;
    const places: number[] = [];
    for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + needle.length)) places.push(at);
    if (toEnd === 1) {
      if (wanted > 0) places.push(source.length);
      else places.unshift(-needle.length);
    }
    const at = wanted > 0 ? places[wanted - 1] : places[places.length + wanted];
    if (at === undefined) return missing.value;
    return before ? source.slice(0, Math.max(0, at)) : source.slice(at + needle.length);
  });
}

function fixed(x: number, decimals: number, commas: boolean): Scalar {
  const digits = Math.trunc(decimals);
  if (digits > 127) return ERROR_VALUE;
  return formatValue(roundDecimal(x, digits, "half-away"), (commas ? "#,##0" : "0") + (digits > 0 ? `.${"0".repeat(digits)}` : ""), false) ?? ERROR_VALUE;
}

function value(source: Scalar, context: EvaluationContext): Scalar {
  if (typeof source === "number") return source;
  if (source === null) return 0;
  if (isError(source)) return source;
  if (typeof source === "boolean") return ERROR_VALUE;
  return parseNumberText(source, context.date1904) ?? ERROR_VALUE;
}

export const TEXT_FUNCTIONS: FunctionTable = {
  LEFT: scalarFunction([text, optional(number, 1)], ([source, count]) => (count < 0 ? ERROR_VALUE : source.slice(0, Math.trunc(count)))),
  RIGHT: scalarFunction([text, optional(number, 1)], ([source, count]) => {
    const n = Math.trunc(count);
    return n < 0 ? ERROR_VALUE : n === 0 ? "" : source.slice(-n);
  }),
  MID: scalarFunction([text, number, number], ([source, start, count]) =>
    start < 1 || count < 0 ? ERROR_VALUE : source.slice(Math.trunc(start) - 1, Math.trunc(start) - 1 + Math.trunc(count)),
  ),
  LEN: scalarFunction([text], ([source]) => source.length),
  LENB: scalarFunction([text], ([source]) => [...source].reduce((sum, c) => sum + byteSize(c) * c.length, 0)),
  FIND: scalarFunction([text, text, optional(number, 1)], ([needle, hay, start]) => find(needle, hay, start) || ERROR_VALUE),
  SEARCH: scalarFunction([text, text, optional(number, 1)], ([pattern, hay, start]) => search(pattern, hay, start) || ERROR_VALUE),
  SUBSTITUTE: scalarFunction([text, text, text, optional(number, 0)], ([source, old, replacement, instance]) => {
    if (instance < 0) return ERROR_VALUE;
    if (old === "") return source;
    const wanted = Math.trunc(instance);
    if (wanted === 0) return limited(source.replaceAll(old, () => replacement));
    let at = -1;
    for (let i = 0; i < wanted; i++) {
      at = source.indexOf(old, at < 0 ? 0 : at + old.length);
      if (at < 0) return source;
    }
    return limited(source.slice(0, at) + replacement + source.slice(at + old.length));
  }),
  REPLACE: scalarFunction([text, number, number, text], ([source, start, count, replacement]) => {
    if (start < 1 || count < 0) return ERROR_VALUE;
    const at = Math.trunc(start) - 1;
    return limited(source.slice(0, at) + replacement + source.slice(at + Math.trunc(count)));
  }),
  // Only the ordinary space is taken away: the full-width one stays, as in Excel.
  TRIM: scalarFunction([text], ([source]) => source.replace(/ +/g, " ").replace(/^ | $/g, "")),
  CLEAN: scalarFunction([text], ([source]) => source.replace(/[\u0000-\u001f]/g, "")),
  UPPER: scalarFunction([text], ([source]) => source.toUpperCase()),
  LOWER: scalarFunction([text], ([source]) => source.toLowerCase()),
  PROPER: scalarFunction([text], ([source]) => source.replace(WORD, (word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase())),
  EXACT: scalarFunction([text, text], ([a, b]) => a === b),
  REPT: scalarFunction([text, number], ([source, count]) => {
    const times = Math.trunc(count);
    if (times < 0 || source.length * times > MAX_TEXT) return ERROR_VALUE;
    return source.repeat(times);
  }),
  T: scalarFunction([anything], ([{ value: source }]) => (typeof source === "string" || isError(source) ? source : "")),
  CONCATENATE: scalarFunctionOfAll((parts) => limited(parts.join(""))),
  CONCAT: rangeFunction(1, 254, ["range"], (args, context) => join(args, [""], false, context)),
  TEXTJOIN: rangeFunction(3, 254, ["range", "scalar", "range"], (args, context) => {
    const separators: string[] = [];
    for (const item of toArray(context, args[0] ?? null).items) {
      const separator = toText(item);
      if (typeof separator !== "string") return separator;
      separators.push(separator);
    }
    const skip = boolean.read(scalarOf(args[1]), context);
    if (typeof skip !== "boolean") return skip;
    return join(args.slice(2), separators, skip, context);
  }),
  TEXT: scalarFunction([plainValue, text], ([{ value: source }, format], context) => {
    const formatted = formatValue(source ?? 0, format, context.date1904);
    if (formatted === null) throw new Uncalculable("function", `TEXT ${format}`);
    return formatted;
  }),
  VALUE: scalarFunction([anything], ([{ value: source }], context) => value(source, context)),
  NUMBERVALUE: scalarFunction([text, optional(text, "."), optional(text, ",")], ([source, decimal, group]) => {
    const point = decimal.slice(0, 1);
    const comma = group.slice(0, 1);
    if (point === "" || (comma === "" && group !== "") || point === comma) return ERROR_VALUE;
    const plain = source.replace(/\s/g, "");
    if (plain === "") return 0;
    const percents = /%*$/.exec(plain)?.[0].length ?? 0;
    const body = plain.slice(0, plain.length - percents);
    const at = body.indexOf(point);
    const whole = at < 0 ? body : body.slice(0, at);
    const rest = at < 0 ? "" : body.slice(at + 1);
    if (comma !== "" && rest.includes(comma)) return ERROR_VALUE;
    const digits = (comma === "" ? whole : whole.replaceAll(comma, "")) + (at < 0 ? "" : `.${rest}`);
    if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(digits)) return ERROR_VALUE;
    return Number(digits) / 100 ** percents;
  }),
  FIXED: scalarFunction([number, optional(number, 2), optional(boolean, false)], ([x, decimals, noCommas]) => fixed(x, decimals, !noCommas)),
  CHAR: scalarFunction([number], ([code]) => {
    const n = Math.trunc(code);
    if (n < 1 || n > 255) return ERROR_VALUE;
    // Above 127 the character depends on the system's code page.
    if (n > 127) throw new Uncalculable("function", "CHAR");
    return String.fromCharCode(n);
  }),
  CODE: scalarFunction([text], ([source]) => {
    if (source === "") return ERROR_VALUE;
    const code = source.charCodeAt(0);
    if (code > 127) throw new Uncalculable("function", "CODE");
    return code;
  }),
  UNICHAR: scalarFunction([number], ([code]) => {
    const n = Math.trunc(code);
    if (n < 1 || n > 0x10ffff) return ERROR_VALUE;
    return n >= 0xd800 && n <= 0xdfff ? ERROR_NA : String.fromCodePoint(n);
  }),
  UNICODE: scalarFunction([text], ([source]) => source.codePointAt(0) ?? ERROR_VALUE),
  TEXTBEFORE: textBefore,
  TEXTAFTER: textAfter,
  DATEVALUE: scalarFunction([text], ([source], context) => {
    const serial = parseDateText(source, context.date1904);
    if (serial === null) {
      // Not one of the forms beyond doubt: Excel may still read it, depending on the country.
      if (/\d/.test(source) && parseNumberText(source, context.date1904) === null) throw new Uncalculable("function", "DATEVALUE");
      return ERROR_VALUE;
    }
    return Math.floor(serial);
  }),
  TIMEVALUE: scalarFunction([text], ([source], context) => {
    const serial = parseDateText(source, context.date1904);
    if (serial === null) {
      if (/\d/.test(source)) throw new Uncalculable("function", "TIMEVALUE");
      return ERROR_VALUE;
    }
    return serial - Math.floor(serial);
  }),
};

function scalarOf(arg: Value | undefined): Scalar {
  return arg === undefined || isArray(arg) || isLambda(arg) || (typeof arg === "object" && arg !== null && "kind" in arg) ? ERROR_VALUE : arg;
}

function scalarFunctionOfAll(apply: (parts: readonly string[]) => Scalar): FunctionTable[string] {
  return rangeFunction(1, 255, ["scalar"], (args, context) => {
    const parts: string[] = [];
    for (const arg of args) {
      const plain = dereference(context, arg);
      const part = toText(isArray(plain) ? ERROR_VALUE : plain);
      if (typeof part !== "string") return part;
      parts.push(part);
    }
    return apply(parts);
  });
}
