import type { MarkView } from "../../src/app/session/session";
import { defaultScheme } from "../../src/core/score/default-scheme";
import { METHOD_KINDS } from "../../src/core/score/indicator-method";
import { fullOf, methodToBegin, methodWords, openProposal, ruleIn, ruleProblem, withDraftCaps, withDraftRule, withParameter, type BlockView } from "../../src/ui/model/indicator-rules";
import { unusableParts, type ScoreDraft } from "../../src/ui/model/score-draft";

const mark = (over: Partial<MarkView> = {}): MarkView => ({ key: "k", name: "差错", fullMark: "20", weight: null, kindByWords: "scored", category: "业务", options: null, severalRaters: false, proposal: null, ...over });
const block = (...marks: readonly MarkView[]): BlockView => ({ blockId: "T1", tableId: "T1", sheetName: "表", title: "", layout: "subject-matrix", performance: "person", linked: false, combination: "full-marks", marks });
const empty: ScoreDraft = { scheme: defaultScheme(), marks: {} };

describe("PN-46 an indicator's method as it is edited", () => {
  test("PN-46 a rule that says nothing is not kept", () => {
    const rule = ruleIn(empty, block(mark()), mark());
    const changed = withDraftRule(empty, { ...rule, requirement: "optional" });
    expect(changed.scheme.indicatorRules).toEqual([{ block: "T1", key: "k", kind: null, requirement: "optional", method: { kind: "entered" } }]);
    expect(withDraftRule(changed, rule).scheme.indicatorRules).toEqual([]);
  });

  test("PN-42 PN-46 a method with a parameter still open cannot be previewed", () => {
    const rule = ruleIn(empty, block(mark()), mark());
    const begun = withDraftRule(empty, { ...rule, method: methodToBegin("deduct", "scored", "20") });
    expect([...unusableParts(begun)]).toEqual(["methods"]);
    const filled = withDraftRule(empty, { ...rule, method: withParameter(methodToBegin("deduct", "scored", "20"), "step", "０.５") });
    expect(filled.scheme.indicatorRules[0]?.method).toEqual({ kind: "deduct", step: "0.5", floor: "0" });
    expect([...unusableParts(filled)]).toEqual([]);
  });

  test("PN-46 an emptied limit means none", () => {
    expect(withParameter({ kind: "award", step: "1", cap: "5" }, "cap", " ")).toEqual({ kind: "award", step: "1" });
    expect(withParameter({ kind: "award", step: "1", cap: "5" }, "step", "")).toEqual({ kind: "award", step: "", cap: "5" });
  });

  test.each(METHOD_KINDS)("PN-46 %s says what is missing, or nothing", (kind) => {
    const method = methodToBegin(kind, "scored", "20");
    const rule = { ...ruleIn(empty, block(mark()), mark()), method };
    expect(ruleProblem(rule, mark(), "20")).toBe({ entered: null, "target-higher": "number", "target-lower": "number", deduct: "number", award: "number", bands: "number", "yes-no": null, ticks: null }[kind]);
    expect(methodWords(method, "20").key).toBe(`method.say.${kind}`);
  });

  test("PN-46 without a full mark, and where several raters give the number", () => {
    const rule = { ...ruleIn(empty, block(mark()), mark()), method: { kind: "yes-no" as const } };
    expect([ruleProblem(rule, mark(), null), ruleProblem(rule, mark({ severalRaters: true }), "20")]).toEqual(["full-mark", "raters"]);
  });

  test("SC-41 the full mark follows the draft; where only a weight counts it is 100", () => {
    const typed = (part: { readonly fullMark?: string | null; readonly weight?: string | null }): ScoreDraft => ({ ...empty, marks: { T1: { k: part } } });
    expect([fullOf(empty, block(mark()), mark()), fullOf(typed({ fullMark: "30" }), block(mark()), mark()), fullOf(typed({ fullMark: null, weight: "0.2" }), block(mark()), mark()), fullOf(typed({ fullMark: null }), block(mark()), mark())]).toEqual(["20", "30", "100", null]);
  });

  test("SC-49 a proposal waits until something is stated", () => {
    const proposal = { kind: null, method: { kind: "deduct" as const, step: "0.5", floor: "0" }, evidence: "每发现一次扣0.5分，扣完为止" };
    const asked = mark({ proposal });
    const rule = ruleIn(empty, block(asked), asked);
    expect([openProposal(rule, asked), openProposal({ ...rule, method: proposal.method }, asked), openProposal(rule, mark({ proposal: { kind: "veto" as const, method: null, evidence: "一票否决" }, severalRaters: true }))]).toEqual([proposal, null, null]);
  });
});

describe("PN-47 limits of categories as they are edited", () => {
  const caps = (max: string | null, min: string | null): ScoreDraft => withDraftCaps(empty, block(mark()), [{ block: "T1", category: "业务", max, min }]);
  test("PN-42 PN-47 limits that are no numbers or contradict each other, and a category twice", () => {
    expect([caps("5", null), caps("五", null), caps("1", "2"), withDraftCaps(empty, block(mark()), [{ block: "T1", category: "业务", max: "5", min: null }, { block: "T1", category: "业务", max: "5", min: null }])].map((draft) => [...unusableParts(draft)])).toEqual([[], ["methods"], ["methods"], ["methods"]]);
  });
});
