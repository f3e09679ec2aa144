import type { UncalculatedCell } from "./calculation";
import type { CompiledFormula } from "./compile";

/** A formula cell while calculating. `sheet` is the sheet's index. */
export type FormulaNode = {
  readonly sheet: number;
  readonly row: number;
  readonly column: number;
  readonly formula: string;
  readonly template: CompiledFormula;
  /** The cells that the formula fills: one, or the range of an array formula. */
  readonly rows: number;
  readonly columns: number;
  readonly isArray: boolean;
  /** Position in the order by sheet, column and row; renewed when formulas come or go, -1 once the formula is gone. */
  order: number;
  state: "clean" | "dirty" | "waiting";
  /** A cycle runs through the cell: seen while its precedents were looked for. */
  inCycle: boolean;
  uncalculated: { readonly reason: UncalculatedCell["reason"]; readonly detail: string } | null;
};
