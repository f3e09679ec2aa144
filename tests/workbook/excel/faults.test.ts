import { zhErrors } from "../../../src/i18n/zh-CN/errors";
import { runFaults } from "./fault-runs";

const ENDS = ["done", "unchanged", "marked, taken back on opening", "marked, ended on opening"];

test("XL-11 XL-12 XL-20 every fault at every request of structuring and undoing leaves all, nothing, or a mark that the next opening heeds", async () => {
  const runs = await runFaults(["structure", "undo"]);
  expect(runs.length).toBeGreaterThan(100);
  expect(runs.filter(({ outcome }) => !ENDS.includes(outcome))).toEqual([]);
  // Nothing is tried for ever, and everything that is told has a sentence.
  expect(Math.max(...runs.map(({ requests }) => requests))).toBeLessThan(12);
  const codes = new Set(runs.flatMap(({ code }) => (code === null ? [] : [code])));
  expect([...codes].filter((code) => !(code in zhErrors))).toEqual([]);
  // The faults struck: a harness that injects nothing would pass the rest.
  expect(runs.filter(({ outcome }) => outcome.startsWith("marked")).length).toBeGreaterThan(0);
  expect(runs.filter(({ outcome, code }) => outcome === "unchanged" && code !== null).length).toBeGreaterThan(20);
}, 120_000);
