import { zhErrors } from "../../../src/i18n/zh-CN/errors";
import { runFaults } from "./fault-runs";

const ENDS = ["done", "unchanged", "marked, taken back on opening", "marked, ended on opening"];

test("XL-11 XL-12 XL-20 every fault at every request of structuring, mending, undoing and opening leaves all, nothing, or a mark that the next opening heeds", async () => {
  const runs = await runFaults(["structure", "recheck", "fix", "undo", "open"]);
  expect(runs.length).toBeGreaterThan(100);
  expect(runs.filter(({ outcome }) => !ENDS.includes(outcome))).toEqual([]);
  // Nothing is tried for ever, and everything that is told has a sentence.
  const most = (isOpening: boolean): number => Math.max(...runs.filter(({ useCase }) => (useCase === "open") === isOpening).map(({ requests }) => requests));
  expect(most(false)).toBeLessThan(12);
  // Opening looks at a journal three times before it takes it for left behind.
  expect(most(true)).toBeLessThan(13);
  const codes = new Set(runs.flatMap(({ code }) => (code === null ? [] : [code])));
  expect([...codes].filter((code) => !(code in zhErrors))).toEqual([]);
  // Whoever opens a half-done workbook is not told that it was not changed, once it is known.
  const opening = runs.filter(({ useCase, outcome, request }) => useCase === "open" && outcome.startsWith("marked") && request > 1);
  expect(opening.length).toBeGreaterThan(10);
  expect(new Set(opening.map(({ code }) => code))).toEqual(new Set(["excel.half-done", "excel.editing"]));
  // The faults struck: a harness that injects nothing would pass the rest.
  expect(runs.filter(({ outcome }) => outcome.startsWith("marked")).length).toBeGreaterThan(0);
  expect(runs.filter(({ outcome, code }) => outcome === "unchanged" && code !== null).length).toBeGreaterThan(20);
}, 120_000);
