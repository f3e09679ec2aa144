import { compareExact, decimal, HUNDRED, type Exact } from "./decimal";
import type { IndicatorKind } from "./indicator-kind";
import { ENTERED, type IndicatorMethod } from "./indicator-method";
import type { Marks } from "./marks";
import type { ScoreBlock, Slot } from "./score-block";

/**
 * Whether everybody is measured by an indicator: by a common one everybody, by a differentiated one everybody of the table;
 * an optional one may be left blank by those who did not choose it. (SC-50)
 */
export const REQUIREMENTS = ["common", "differentiated", "optional"] as const;
export type Requirement = (typeof REQUIREMENTS)[number];

/** What somebody stated about one indicator: how it counts and how its entry becomes points. Indicators without one are as the table says. */
export type IndicatorRule = {
  /** Block (first table) that the indicator is scored in, "T1". */
  readonly block: string;
  /** Key of the indicator. */
  readonly key: string;
  /** `null`: by the indicator's own words. (SC-8) */
  readonly kind: IndicatorKind | null;
  readonly requirement: Requirement;
  readonly method: IndicatorMethod;
};

/** The most and the least that the points of one category may add up to; decimal texts, `null`: no limit. (SC-53) */
export type CategoryCap = {
  readonly block: string;
  /** First level of the indicators' path, or "bonus" or "deduction" for all of that kind. */
  readonly category: string;
  readonly max: string | null;
  readonly min: string | null;
};

/** A slot as the scheme says: kind, method and category stated over what the table's words say. */
function ruledSlot(slot: Slot, rule: IndicatorRule | undefined, caps: readonly CategoryCap[]): Slot {
  const kind = rule?.kind ?? slot.kind;
  const first = slot.indicator?.path[0];
  // A category of its own goes before its kind: a slot is limited once. (SC-53)
  const cap = caps.find(({ category }) => category === first) ?? caps.find(({ category }) => category === kind && kind !== "scored");
  return { ...slot, kind, required: kind === "scored" && rule?.requirement !== "optional", method: kind === "veto" ? ENTERED : (rule?.method ?? ENTERED), category: kind === "veto" ? null : (cap?.category ?? null) };
}

/** Whether a slot's entry is anything else than its points. */
export function isRuled(slot: Slot): boolean {
  return slot.kind === "veto" || slot.method.kind !== "entered";
}

/** A √-form whose options nobody has given points: it is shown to be asked about, and not scored. (SC-46) */
export function isOpenTickForm({ blockId, slots }: ScoreBlock, rules: readonly IndicatorRule[]): boolean {
  return slots.some((slot) => slot.options !== null) && !rules.some((rule) => rule.block === blockId && rule.method.kind === "ticks");
}

/** A block under what is stated about its indicators; the same block where nothing is. */
export function ruledBlock(block: ScoreBlock, rules: readonly IndicatorRule[], caps: readonly CategoryCap[]): ScoreBlock {
  const own = new Map(rules.flatMap((rule) => (rule.block === block.blockId ? [[rule.key, rule] as const] : [])));
  const ownCaps = caps.filter((cap) => cap.block === block.blockId);
  if (own.size === 0 && ownCaps.length === 0) return block;
  return { ...block, slots: block.slots.map((slot) => ruledSlot(slot, slot.indicator ? own.get(slot.indicator.key) : undefined, ownCaps)) };
}

/**
 * Rules and caps brought to the blocks that they mean. A scheme that comes from another workbook may call its tables
 * otherwise: what no block of that name has goes to the one block that has the indicator or category; what none or several
 * have is left out and counted. The same lists where everything fits. (SC-56)
 */
export function placeRules(
  blocks: readonly ScoreBlock[],
  { indicatorRules, categoryCaps }: { readonly indicatorRules: readonly IndicatorRule[]; readonly categoryCaps: readonly CategoryCap[] },
): { readonly indicatorRules: readonly IndicatorRule[]; readonly categoryCaps: readonly CategoryCap[]; readonly unplaced: number } {
  const place = <T extends { readonly block: string }>(stated: readonly T[], idOf: (item: T) => string, has: (block: ScoreBlock, item: T) => boolean): readonly T[] => {
    const fits = (item: T): boolean => blocks.some((block) => block.blockId === item.block && has(block, item));
    if (stated.every(fits)) return stated;
    const own = stated.filter(fits);
    const taken = new Set(own.map((item) => `${item.block} ${idOf(item)}`));
    const moved = stated.flatMap((item): readonly T[] => {
      const candidates = fits(item) ? [] : blocks.filter((block) => has(block, item));
      const [only] = candidates;
      if (!only || candidates.length > 1 || taken.has(`${only.blockId} ${idOf(item)}`)) return [];
      taken.add(`${only.blockId} ${idOf(item)}`);
      return [{ ...item, block: only.blockId }];
    });
    return [...own, ...moved];
  };
  const rules = place(indicatorRules, ({ key }) => key, ({ slots }, { key }) => slots.some(({ indicator }) => indicator?.key === key));
  const caps = place(
    categoryCaps,
    ({ category }) => category,
    ({ slots }, { category }) => slots.some((slot) => slot.indicator?.path[0] === category || ((category === "bonus" || category === "deduction") && slot.indicator !== null)),
  );
  return { indicatorRules: rules, categoryCaps: caps, unplaced: indicatorRules.length - rules.length + categoryCaps.length - caps.length };
}

/** Points of an indicator at its best, on its own scale: its full mark, 100 where only weights count, else unknown. (SC-4, SC-41) */
export function methodFull(marks: Marks): Exact | null {
  if (marks.fullMark !== null) return decimal(marks.fullMark);
  return marks.weight === null ? null : HUNDRED;
}

/** Whether a sum goes over or under its category's limits, and the sum within them. */
export function withinCap(sum: Exact, cap: CategoryCap): Exact {
  const least = cap.min === null ? null : decimal(cap.min);
  const most = cap.max === null ? null : decimal(cap.max);
  const raised = least && compareExact(sum, least) < 0 ? least : sum;
  return most && compareExact(raised, most) > 0 ? most : raised;
}

/** The rule in force for a slot's indicator, for showing and editing. */
export function ruleOf(block: ScoreBlock, slot: Slot, rules: readonly IndicatorRule[]): IndicatorRule | null {
  const { indicator } = slot;
  if (!indicator) return null;
  return rules.find((rule) => rule.block === block.blockId && rule.key === indicator.key) ?? { block: block.blockId, key: indicator.key, kind: null, requirement: "common", method: ENTERED };
}

/** Rules with one replaced; one that says nothing is left out. */
export function withRule(rules: readonly IndicatorRule[], rule: IndicatorRule): readonly IndicatorRule[] {
  const others = rules.filter((other) => other.block !== rule.block || other.key !== rule.key);
  const plain = rule.kind === null && rule.requirement === "common" && rule.method.kind === "entered";
  return plain ? others : [...others, rule];
}
