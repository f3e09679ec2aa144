import type { Rect } from "../../../core/grid/address";
import type { CellValue } from "../../../core/grid/cell";
import type { DefinedName, TableSnapshot } from "../../../core/grid/snapshot";

/** A formula cell as the host knows it; shared formulas are already expanded. */
export type FormulaCell = {
  readonly row: number;
  readonly column: number;
  /** With leading "=". */
  readonly formula: string;
  /** The range of an array formula entered with Ctrl+Shift+Enter, anchored at this cell; `null` otherwise. */
  readonly array: Rect | null;
};

/** What a calculation reads of a sheet. `valueAt` gives the value or, for a formula cell, the cached value. */
export type CalculationSheet = {
  readonly sheetId: string;
  readonly name: string;
  readonly used: Rect | null;
  /** Gone through once. */
  readonly formulas: Iterable<FormulaCell>;
  readonly tables: readonly TableSnapshot[];
  valueAt(row: number, column: number): CellValue;
  isRowHidden(row: number): boolean;
};

export type CalculationSource = {
  readonly sheets: readonly CalculationSheet[];
  readonly names: readonly DefinedName[];
  readonly date1904: boolean;
  /** Serial date and time for TODAY and NOW; a parameter, so that calculating is repeatable. */
  readonly now: number;
};

export type CalculatedCell = { readonly sheetId: string; readonly row: number; readonly column: number; readonly value: CellValue };

/** A cell that could not be evaluated, or that depends on one; its cached value stays. */
export type UncalculatedCell = {
  readonly sheetId: string;
  readonly row: number;
  readonly column: number;
  readonly reason: "function" | "syntax" | "external" | "circular" | "depends" | "spill";
  /** The function's name, or the reference concerned. */
  readonly detail: string;
};

export type CalculationResult = {
  /** Formula cells whose value was calculated (all of them, or those reached by the change). */
  readonly cells: readonly CalculatedCell[];
  readonly uncalculated: readonly UncalculatedCell[];
};

export type CellChange = {
  readonly sheetId: string;
  readonly row: number;
  readonly column: number;
  /** A constant, or a formula with leading "=". */
  readonly content: { readonly value: CellValue } | { readonly formula: string };
};

export type Calculation = {
  /** Everything, in dependency order, without recursion. */
  calculateAll(): CalculationResult;
  /** Formulas of which the source has no value, and what depends on them; `valueAt` then knows their values. */
  calculateMissing(): void;
  /** Only what depends on the changed cells. */
  update(changes: readonly CellChange[]): CalculationResult;
  /** Current value; calculated where possible, else cached. */
  valueAt(sheetId: string, row: number, column: number): CellValue;
  /**
   * What a formula (with leading "=") would give if it stood in a cell, which it is not put into: conditions of formats
   * and validations. `null`: it cannot be calculated. A range where one value is wanted is met as in an ordinary formula.
   */
  evaluate(sheetId: string, row: number, column: number, formula: string): { readonly value: CellValue } | null;
  /** The values of the range that a formula gives, row by row (the source of a list), at most `maxCells`; `null`: none. */
  evaluateRange(sheetId: string, row: number, column: number, formula: string, maxCells: number): readonly CellValue[] | null;
};
