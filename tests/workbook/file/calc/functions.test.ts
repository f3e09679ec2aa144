import type { CellValue } from "../../../../src/core/grid/cell";
import { evaluate, type Outcome } from "./calculation-source";
import { DOCUMENTED_DATA, DOCUMENTED_FORMULAS } from "./documented-formulas";

function same(actual: Outcome, expected: CellValue): void {
  if (typeof expected === "number" && typeof actual === "number") {
    expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected)));
    return;
  }
  if (typeof expected === "string" && expected.startsWith("#") && expected !== "#") {
    expect(actual).toEqual({ error: expected });
    return;
  }
  expect(actual).toEqual(expected);
}

describe.each(DOCUMENTED_FORMULAS)("%s", (_, formulas) => {
  test.each(formulas)("%s", (formula, expected) => {
    same(evaluate(formula, DOCUMENTED_DATA), expected);
  });
});
