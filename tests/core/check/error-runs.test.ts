import { figuresOf, MISTAKES, runErrors } from "./error-runs";

// The whole table, with a hundred workbooks of each kind: npm run eval:checks.
test("mistakes put into workbooks are found from their cells alone, and nothing else is", () => {
  const runs = runErrors(4, 7_001);
  const all = figuresOf(runs).at(-1);
  expect(all?.due).toBe(4 * MISTAKES.length);
  expect(runs.filter(({ found, alarms }) => !found || alarms.length > 0)).toEqual([]);
});
