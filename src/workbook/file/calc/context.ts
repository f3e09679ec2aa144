import type { CellStore } from "./cell-store";
import type { RangeCaches } from "./range-caches";
import type { RangeArea, Value } from "./value";

/** Names bound by LET and LAMBDA, innermost first. */
export type LocalFrame = { readonly name: string; readonly value: Value; readonly outer: LocalFrame | null };

/** What a formula sees while it is calculated. One object for all formulas: the scheduler sets the cell. */
export type EvaluationContext = {
  sheet: number;
  row: number;
  column: number;
  locals: LocalFrame | null;
  readonly store: CellStore;
  readonly caches: RangeCaches;
  readonly date1904: boolean;
  readonly now: number;
  /** Throws PendingCells or Uncalculable where a reference found only now covers cells not (to be) calculated. */
  readonly ensureCalculated: (areas: readonly RangeArea[]) => void;
  readonly formulaAt: (sheet: number, row: number, column: number) => string | null;
  /** Compiles a reference given as text for INDIRECT; an error value where it is none. */
  readonly resolveReferenceText: (text: string, context: EvaluationContext) => Value;
};
