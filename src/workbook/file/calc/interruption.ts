import type { UncalculatedCell } from "./calculation";
import type { RangeArea } from "./value";

/** Thrown inside a formula that cannot be evaluated faithfully; the scheduler marks the cell, nothing else catches it. */
export class Uncalculable extends Error {
  constructor(
    readonly reason: UncalculatedCell["reason"],
    readonly detail: string,
  ) {
    super(`${reason}: ${detail}`);
    this.name = "Uncalculable";
  }
}

/**
 * Thrown when a reference that was only found while calculating covers cells that are not calculated yet:
 * the scheduler calculates them and then the formula again.
 */
export class PendingCells extends Error {
  constructor(readonly areas: readonly RangeArea[]) {
    super("pending cells");
    this.name = "PendingCells";
  }
}
