import type { CodeParams } from "../../core/coded-error";
import type { MarkView, SchemeView } from "../../app/session/session";
import { HUNDRED, decimalText, parseDecimal } from "../../core/score/decimal";
import type { IndicatorKind } from "../../core/score/indicator-kind";
import { ENTERED, methodGap, METHOD_KINDS, METHOD_PARAMETERS, PARAMETERS_OF, type IndicatorMethod, type MethodGap, type MethodKind, type MethodParameter } from "../../core/score/indicator-method";
import { withRule, type CategoryCap, type IndicatorRule } from "../../core/score/indicator-rule";
import type { ScoreDraft } from "./score-draft";

export type BlockView = SchemeView["blocks"][number];

/** What the draft says about one indicator. */
export function ruleIn(draft: ScoreDraft, block: BlockView, { key }: MarkView): IndicatorRule {
  return draft.scheme.indicatorRules.find((rule) => rule.block === block.blockId && rule.key === key) ?? { block: block.blockId, key, kind: null, requirement: "common", method: ENTERED };
}

/** The draft with one indicator's rule replaced. */
export function withDraftRule(draft: ScoreDraft, rule: IndicatorRule): ScoreDraft {
  return { ...draft, scheme: { ...draft.scheme, indicatorRules: withRule(draft.scheme.indicatorRules, rule) } };
}

/** The kind in force. */
export function kindOf(rule: IndicatorRule, mark: MarkView): IndicatorKind {
  return rule.kind ?? mark.kindByWords;
}

/** The indicator's full mark on its own scale under the draft: its full mark, 100 where only a weight counts. (SC-41) */
export function fullOf(draft: ScoreDraft, block: BlockView, mark: MarkView): string | null {
  const { fullMark, weight } = { fullMark: mark.fullMark, weight: mark.weight, ...draft.marks[block.blockId]?.[mark.key] };
  if (fullMark !== null) return parseDecimal(fullMark) === null ? null : fullMark;
  return weight === null ? null : decimalText(HUNDRED);
}

/** A method as it begins when somebody chooses it: what is usual is filled in, what only they know is left open. */
export function methodToBegin(kind: MethodKind, indicatorKind: IndicatorKind, full: string | null, options: readonly string[] = []): IndicatorMethod {
  const scored = indicatorKind === "scored";
  switch (kind) {
    case "target-higher":
    case "target-lower":
      return { kind, target: "", floor: "0", ...(full === null ? {} : { cap: full }) };
    case "deduct":
      return { kind, step: "", ...(scored ? { floor: "0" } : {}) };
    case "award":
      return { kind, step: "", ...(scored && full !== null ? { cap: full } : {}) };
    case "bands":
      return { kind, bands: [{ from: "0", points: "0" }, { from: "", points: full ?? "" }] };
    case "ticks":
      // The best option is worth the full mark; what the others are worth only they know.
      return { kind, options: options.map((label, index) => ({ label, points: index === 0 ? (full ?? "") : "" })) };
    case "entered":
    case "yes-no":
      return { kind };
  }
}

/** A parameter as typed. An emptied limit means none; an emptied target or step is still to be filled in. */
export function withParameter(method: IndicatorMethod, parameter: MethodParameter, typed: string): IndicatorMethod {
  const text = typed.normalize("NFKC").trim();
  if (text !== "" || parameter === "target" || parameter === "step") return { ...method, [parameter]: text };
  const kept = METHOD_PARAMETERS.flatMap((other) => (other === parameter || method[other] === undefined ? [] : [[other, method[other]] as const]));
  return { kind: method.kind, ...Object.fromEntries(kept), ...(method.bands ? { bands: method.bands } : {}) };
}

/** What keeps a rule from being used: a text that is no number, or what scoring would miss. */
export function ruleProblem(rule: IndicatorRule, mark: MarkView, full: string | null): MethodGap | "number" | "raters" | null {
  const { method } = rule;
  const kind = kindOf(rule, mark);
  if (mark.options !== null && method.kind !== "ticks") return "options";
  if (mark.severalRaters && (method.kind === "yes-no" || kind === "veto")) return "raters";
  if (kind === "veto") return null;
  const texts = [...METHOD_PARAMETERS.flatMap((parameter) => method[parameter] ?? []), ...(method.bands ?? []).flatMap(({ from, points }) => [from, points]), ...(method.options ?? []).map(({ points }) => points)];
  if (texts.some((text) => parseDecimal(text) === null)) return "number";
  return methodGap(method, kind, full === null ? null : parseDecimal(full));
}

/** A rule in words: a key of the pane's texts with its parameters. */
export function methodWords(method: IndicatorMethod, full: string | null): { readonly key: `method.say.${MethodKind}`; readonly params: CodeParams; readonly limits: "both" | "floor" | "cap" | "none" } {
  const used = PARAMETERS_OF[method.kind];
  const floor = used.includes("floor") && method.floor !== undefined;
  const cap = used.includes("cap") && method.cap !== undefined;
  return {
    key: `method.say.${method.kind}`,
    params: { target: shown(method.target), step: shown(method.step), full: shown(full), floor: shown(method.floor), cap: shown(method.cap) },
    limits: floor && cap ? "both" : floor ? "floor" : cap ? "cap" : "none",
  };
}

function shown(text: string | null | undefined): string {
  return text === null || text === undefined || text.trim() === "" ? "?" : text;
}

/** Methods that an indicator can have: ticks in a √-form and nothing else there; where several raters give its number, those that read numbers. (SC-46, SC-47) */
export function methodsFor({ options, severalRaters }: MarkView): readonly MethodKind[] {
  return METHOD_KINDS.filter((kind) => (options === null ? kind !== "ticks" && !(severalRaters && kind === "yes-no") : kind === "entered" || kind === "ticks"));
}

/** The draft with the same option points for all indicators of a √-form. */
export function withSameOptions(draft: ScoreDraft, block: BlockView, method: IndicatorMethod): ScoreDraft {
  return block.marks.reduce((changed, mark) => (mark.options === null ? changed : withDraftRule(changed, { ...ruleIn(changed, block, mark), method })), draft);
}

/** Categories that a cap of the block can name: first levels of its paths, and the two kinds that are added up. */
export function categoriesOf(block: BlockView): readonly string[] {
  return [...new Set(block.marks.flatMap(({ category }) => category ?? [])), "bonus", "deduction"];
}

/** The draft with a block's caps replaced. */
export function withDraftCaps(draft: ScoreDraft, block: BlockView, caps: readonly CategoryCap[]): ScoreDraft {
  return { ...draft, scheme: { ...draft.scheme, categoryCaps: [...draft.scheme.categoryCaps.filter((cap) => cap.block !== block.blockId), ...caps] } };
}

/** The proposal that still waits for an answer: nothing else has been stated about the indicator. */
export function openProposal(rule: IndicatorRule, mark: MarkView): MarkView["proposal"] {
  const { proposal } = mark;
  if (rule.kind !== null || rule.method.kind !== "entered" || proposal === null) return null;
  return mark.severalRaters && (proposal.method === null || proposal.method.kind === "yes-no") ? null : proposal;
}
