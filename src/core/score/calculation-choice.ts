import type { MissingPolicy, RoundAt, WeightTotals } from "./calculation-rules";
import type { RoundingMode } from "./decimal";

/** How the choices of `CalculationRules` are called, on the scheme sheet and in the pane alike. */
export type CalculationChoice = `missing.${MissingPolicy}` | `rounding.${RoundingMode}` | `roundAt.${RoundAt}` | `weightTotals.${WeightTotals}`;
