import fc from "fast-check";
import { defaultScheme } from "../../src/core/score/default-scheme";
import { percentOfShare, remainder, shareOfPercent, unusableParts, type ScoreDraft } from "../../src/ui/model/score-draft";

const draft = (scheme: Partial<ScoreDraft["scheme"]>, marks: ScoreDraft["marks"] = {}): ScoreDraft => ({ scheme: { ...defaultScheme(), ...scheme }, marks });

describe("PN-41 PN-42 the scheme as it is edited", () => {
  test("PN-42 the default can be used", () => {
    expect([...unusableParts(draft({}))]).toEqual([]);
  });
  test.each([
    ["total", draft({ fullTotal: "0" })],
    ["total", draft({ fullTotal: "百" })],
    ["digits", draft({ digits: 7 })],
    ["share", draft({ unitShare: "1.5" })],
    ["share", draft({ unitShare: "" })],
    ["raters", draft({ raterWeights: { self: "-0.1", leader: "0.4", rater: "0.4" } })],
    ["raters", draft({ raterWeights: { self: "0", leader: "0", rater: "0" } })],
    ["pools", draft({ poolBy: ["a", "b", "c", "d", "e"] })],
    ["bands", draft({ bands: [{ label: "好", from: "80", share: null }, { label: "差", from: "90", share: null }] })],
    ["bands", draft({ bands: [{ label: "", from: "80", share: null }] })],
    ["marks", draft({}, { B1: { k: { fullMark: "十" } } })],
  ] as const)("PN-42 %s", (part, unusable) => {
    expect([...unusableParts(unusable)]).toEqual([part]);
  });
  test("PN-41 shares are typed as percentages and come back as they were", () => {
    expect([percentOfShare("0.3"), percentOfShare("1"), percentOfShare("x")]).toEqual(["30", "100", "x"]);
    expect([shareOfPercent("30"), shareOfPercent("３０％"), shareOfPercent("33.5"), shareOfPercent("")]).toEqual(["0.3", "0.3", "0.335", ""]);
    expect(remainder("0.3")).toBe("0.7");
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (n) => {
        const share = shareOfPercent(String(n / 10_000));
        expect(shareOfPercent(percentOfShare(share))).toBe(share);
      }),
    );
  });
});
