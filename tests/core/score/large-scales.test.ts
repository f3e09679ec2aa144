import { ROUNDING_MODES, type CalculationRules } from "../../../src/core/score/calculation-rules";
import { defaultScheme } from "../../../src/core/score/default-scheme";
import { planScore } from "../../../src/core/score/plan-score";
import type { Finding } from "../../../src/core/check/finding";
import { zhScoreSheets } from "../../../src/i18n/zh-CN/score";
import { applyToSnapshot } from "../../support/apply-to-snapshot";
import { disagreements } from "./calculate-snapshot";
import { matrix, workbookWith } from "./hand-made-tables";

/** Two hundred totals up to `scale` with one digit more than is kept, halves among them. */
function planned(scale: number, digits: number, rounding: CalculationRules["rounding"]): { readonly wrong: number; readonly findings: readonly Finding[] } {
  const rows = Array.from({ length: 200 }, (_, i) => ({ name: `人${i}`, entries: [Number(((scale * ((i * 37) % 101)) / 101).toFixed(digits + (i % 2))), [0.005, 0.5, 0.0000005][i % 3] ?? 0] }));
  const { workbook, tables } = workbookWith(matrix({ marks: [{ name: "甲", fullMark: String(scale) }, { name: "乙", fullMark: "1" }], rows }));
  const { plan, findings } = planScore(workbook, tables, { ...defaultScheme(), digits, calculation: { ...defaultScheme().calculation, rounding } }, zhScoreSheets);
  return { wrong: disagreements(applyToSnapshot(workbook, plan.edits)).length, findings };
}
const named = (findings: readonly Finding[]): readonly Finding["params"][] => findings.filter(({ code }) => code === "score.large-scale").map(({ params }) => params);

test.each(ROUNDING_MODES)("SC-70 up to a scale of 10,000 every way of rounding holds at every digit: %s", (rounding) => {
  for (const digits of [0, 1, 2, 3, 4, 5, 6]) {
    const { wrong, findings } = planned(9_990, digits, rounding);
    expect([digits, wrong, named(findings)]).toEqual([digits, 0, []]);
  }
});

test("SC-70 half away from zero holds up to ten million, where six digits are kept", () => {
  for (const scale of [1_000_000, 9_999_990]) for (const digits of [0, 2, 6]) expect([planned(scale, digits, "half-away").wrong, named(planned(scale, digits, "half-away").findings)]).toEqual([0, []]);
});

test("SC-70 beyond that it is said, once for each table, and the scores are there", () => {
  const { findings } = planned(100_000, 2, "up");
  expect(named(findings)).toEqual([expect.objectContaining({ scale: "100001", limit: 10_000 })]);
  expect(named(planned(100_000_000, 2, "half-away").findings)).toEqual([expect.objectContaining({ limit: 10_000_000 })]);
  expect(named(planned(100_000, 2, "half-away").findings)).toEqual([]);
});
