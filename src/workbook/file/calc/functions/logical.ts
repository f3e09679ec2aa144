import { toBoolean } from "../coerce";
import type { EvaluationContext } from "../context";
import { boolean, rangeFunction, scalarFunction, type FunctionTable } from "../function-spec";
import { forEachValue } from "../number-arguments";
import { ERROR_VALUE, isError, type Scalar, type Value } from "../value";

/** Truth values of the arguments: in ranges text and blank cells are passed over; none at all is #VALUE!. */
function truths(args: readonly Value[], context: EvaluationContext): boolean[] | Scalar {
  const found: boolean[] = [];
  let failure = null as Scalar;
  forEachValue(args, context, (value, inRange) => {
    if (isError(value)) {
      failure = value;
      return false;
    }
    if (inRange) {
      if (typeof value === "number" || typeof value === "boolean") found.push(value !== 0 && value !== false);
      return undefined;
    }
    const truth = toBoolean(value);
    if (typeof truth !== "boolean") {
      failure = truth;
      return false;
    }
    found.push(truth);
    return undefined;
  });
  if (failure !== null) return failure;
  return found.length === 0 ? ERROR_VALUE : found;
}

function over(decide: (values: readonly boolean[]) => boolean): FunctionTable[string] {
  return rangeFunction(1, 255, ["range"], (args, context) => {
    const values = truths(args, context);
    return Array.isArray(values) ? decide(values) : values;
  }, { takesShort: true });
}

export const LOGICAL_FUNCTIONS: FunctionTable = {
  AND: over((values) => values.every(Boolean)),
  OR: over((values) => values.some(Boolean)),
  XOR: over((values) => values.filter(Boolean).length % 2 === 1),
  NOT: scalarFunction([boolean], ([value]) => !value),
  TRUE: scalarFunction([], () => true),
  FALSE: scalarFunction([], () => false),
};
