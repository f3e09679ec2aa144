import { toNumber } from "../coerce";
import { anything, number, rangeFunction, scalarFunction, type FunctionTable } from "../function-spec";
import { intersect } from "../range-reader";
import { ERROR_NA, ERROR_REF, ERROR_VALUE, isArray, isError, isLambda, isReference, type Scalar } from "../value";
import { round15 } from "../decimal";

function test(holds: (value: Scalar) => boolean): FunctionTable[string] {
  return scalarFunction([anything], ([{ value }]) => holds(value));
}

const ERROR_TYPES: Readonly<Record<string, number>> = {
  "#NULL!": 1,
  "#DIV/0!": 2,
  "#VALUE!": 3,
  "#REF!": 4,
  "#NAME?": 5,
  "#NUM!": 6,
  "#N/A": 7,
  "#GETTING_DATA": 8,
  "#SPILL!": 9,
  "#UNKNOWN!": 12,
  "#FIELD!": 13,
  "#CALC!": 14,
};

function parity(odd: boolean): FunctionTable[string] {
  return scalarFunction([anything], ([{ value }], context) => {
    if (typeof value === "boolean") return ERROR_VALUE;
    const x = toNumber(value, context.date1904);
    if (typeof x !== "number") return x;
    return (Math.abs(Math.trunc(round15(x))) % 2 === 1) === odd;
  });
}

export const INFORMATION_FUNCTIONS: FunctionTable = {
  ISBLANK: test((value) => value === null),
  ISNUMBER: test((value) => typeof value === "number"),
  ISTEXT: test((value) => typeof value === "string"),
  ISNONTEXT: test((value) => typeof value !== "string"),
  ISLOGICAL: test((value) => typeof value === "boolean"),
  ISERROR: test(isError),
  ISERR: test((value) => isError(value) && value.error !== "#N/A"),
  ISNA: test((value) => isError(value) && value.error === "#N/A"),
  ISEVEN: parity(false),
  ISODD: parity(true),
  ISREF: rangeFunction(1, 1, ["address"], (args) => isReference(args[0] ?? null)),
  ISFORMULA: rangeFunction(1, 1, ["address"], (args, context) => {
    const reference = args[0] ?? null;
    if (isError(reference)) return reference;
    const area = isReference(reference) ? reference.areas[0] : undefined;
    return area ? context.formulaAt(area.sheet, area.top, area.left) !== null : ERROR_VALUE;
  }),
  N: scalarFunction([anything], ([{ value }]) => (typeof value === "number" || isError(value) ? value : value === true ? 1 : 0)),
  NA: scalarFunction([], () => ERROR_NA),
  "ERROR.TYPE": scalarFunction([anything], ([{ value }]) => (isError(value) ? (ERROR_TYPES[value.error] ?? ERROR_NA) : ERROR_NA)),
  TYPE: rangeFunction(1, 1, ["range"], (args, context) => {
    let value = args[0] ?? null;
    if (isLambda(value)) return 128;
    if (isReference(value)) {
      const area = value.areas[0];
      if (!area) return ERROR_REF;
      if (area.top !== area.bottom || area.left !== area.right) return 64;
      value = intersect(context, value);
    }
    if (isArray(value)) return 64;
    if (isError(value)) return 16;
    return typeof value === "string" ? 2 : typeof value === "boolean" ? 4 : 1;
  }),
  SHEETS: rangeFunction(0, 1, ["address"], (args, context) => {
    const reference = args[0];
    if (reference === undefined) return context.store.sheets.length;
    return isReference(reference) ? new Set(reference.areas.map((area) => area.sheet)).size : ERROR_NA;
  }),
  DELTA: scalarFunction([number, number], ([a, b]) => (a === b ? 1 : 0)),
};
