import type { FunctionTable } from "../function-spec";
import { ADOPTED_FUNCTIONS } from "./adopted";
import { AGGREGATE_FUNCTIONS } from "./aggregate";
import { ARITHMETIC_FUNCTIONS } from "./arithmetic";
import { CRITERIA_FUNCTIONS } from "./criteria-aggregate";
import { DATE_FUNCTIONS } from "./date";
import { DYNAMIC_ARRAY_FUNCTIONS } from "./dynamic-array";
import { INFORMATION_FUNCTIONS } from "./information";
import { LOGICAL_FUNCTIONS } from "./logical";
import { LOOKUP_FUNCTIONS } from "./lookup";
import { PAIRED_STATISTICS_FUNCTIONS } from "./paired-statistics";
import { RANKING_FUNCTIONS } from "./ranking";
import { TEXT_FUNCTIONS } from "./text";

/** Every function that can be calculated, by its name without prefix; docs/spec/calculation.md lists them. */
export const FUNCTIONS: FunctionTable = {
  ...ADOPTED_FUNCTIONS,
  ...AGGREGATE_FUNCTIONS,
  ...ARITHMETIC_FUNCTIONS,
  ...CRITERIA_FUNCTIONS,
  ...DATE_FUNCTIONS,
  ...DYNAMIC_ARRAY_FUNCTIONS,
  ...INFORMATION_FUNCTIONS,
  ...LOGICAL_FUNCTIONS,
  ...LOOKUP_FUNCTIONS,
  ...PAIRED_STATISTICS_FUNCTIONS,
  ...RANKING_FUNCTIONS,
  ...TEXT_FUNCTIONS,
};
