import type { CellError } from "../../../core/grid/cell";
import { toBoolean, toNumber, toText } from "./coerce";
import type { EvaluationContext } from "./context";
import { ERROR_VALUE, isError, isArray, isLambda, isReference, type Scalar, type Value } from "./value";

/**
 * How an argument is handed over (CE-21).
 * "scalar": one value; ranges are intersected, or the function is applied to each item of an array.
 * "range": a reference stays a reference; an array stays an array.
 * "array": like "range", and what stands inside is calculated as an array even in an ordinary cell.
 * "address": a reference whose cells are not read, so the formula does not depend on their values.
 */
export type ArgumentClass = "scalar" | "range" | "array" | "address";

export type FunctionSpec = {
  readonly min: number;
  readonly max: number;
  readonly argument: (index: number) => ArgumentClass;
  /** Omitted trailing arguments are missing from `args`; empty ones (`F(1,,2)`) are `null`. */
  readonly invoke: (args: readonly Value[], context: EvaluationContext) => Value;
  /** The result may be a reference that the dependency graph does not know (OFFSET, INDIRECT). */
  readonly dynamic?: boolean;
  /** The third argument is read in the size of the first (SUMIF), so cells may be read that it does not name. */
  readonly resizes?: boolean;
  /** Takes short arrays (CE-45) as they are; other functions are handed all rows. */
  readonly takesShort?: boolean;
  /** Returns arrays that Excel would let spill. */
  readonly spills?: boolean;
};

export type FunctionTable = Readonly<Record<string, FunctionSpec>>;

/** A function over references or arrays; `classes` gives the class of each argument, the last one repeated. */
export function rangeFunction(
  min: number,
  max: number,
  classes: readonly ArgumentClass[],
  invoke: FunctionSpec["invoke"],
  options: Pick<FunctionSpec, "dynamic" | "spills" | "resizes" | "takesShort"> = {},
): FunctionSpec {
  const last = classes[classes.length - 1] ?? "range";
  return { min, max, argument: (index) => classes[index] ?? last, invoke, ...options };
}

/** How a scalar argument is read. `missing`: the value where the argument is omitted. */
export type Parameter<T> = {
  readonly read: (value: Scalar, context: EvaluationContext) => T | CellError;
  readonly missing?: T;
};

export const number: Parameter<number> = { read: (value, context) => toNumber(value, context.date1904) };
export const text: Parameter<string> = { read: toText };
export const boolean: Parameter<boolean> = { read: toBoolean };
/** Any value, errors included. */
export const anything: Parameter<{ readonly value: Scalar }> = { read: (value) => ({ value }) };
/** Any value but an error. */
export const plainValue: Parameter<{ readonly value: Exclude<Scalar, CellError> }> = {
  read: (value) => (typeof value === "object" && value !== null ? value : { value }),
};

export function optional<T>(parameter: Parameter<T>, missing: T): Parameter<T> {
  return { read: parameter.read, missing };
}

type Values<P extends readonly Parameter<unknown>[]> = { [K in keyof P]: P[K] extends Parameter<infer T> ? T : never };

function isScalar(value: Value | undefined): value is Scalar {
  return value !== undefined && !isArray(value) && !isReference(value) && !isLambda(value);
}

/** A function of single values; the first argument that is an error is the result. */
export function scalarFunction<const P extends readonly Parameter<unknown>[]>(
  parameters: P,
  apply: (args: Values<P>, context: EvaluationContext) => Scalar,
): FunctionSpec {
  const min = parameters.filter((parameter) => parameter.missing === undefined).length;
  return {
    min,
    max: parameters.length,
    argument: () => "scalar",
    invoke: (args, context) => {
      const values: unknown[] = [];
      for (let i = 0; i < parameters.length; i++) {
        const parameter = parameters[i];
        if (!parameter) break;
        if (i >= args.length) {
          values.push(parameter.missing);
          continue;
        }
        const arg = args[i];
        if (!isScalar(arg)) return ERROR_VALUE;
        const value = parameter.read(arg, context);
        if (isError(value)) return value;
        values.push(value);
      }
      return apply(values as unknown as Values<P>, context);
    },
  };
}
