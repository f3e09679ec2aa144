import type { TableRecord } from "../store/record";
import type { Indicator } from "./scoring-table";

/** An indicator as a record or a reading has it. */
type Stated = TableRecord["indicators"][number];

/** What an edition states of an indicator beside its name. */
export const STATED_FIELDS = ["fullMark", "weight", "criterion", "dataSource", "owner"] as const;
export type StatedField = (typeof STATED_FIELDS)[number];

export type IndicatorChange =
  | { readonly kind: "deleted"; readonly was: Stated }
  | { readonly kind: "added"; readonly is: Indicator }
  | { readonly kind: "renamed"; readonly was: Stated; readonly is: Indicator }
  | { readonly kind: "changed"; readonly field: StatedField; readonly was: Stated; readonly is: Indicator };

/**
 * How an edition parts from the one before it; `moved`: indicators whose order among those that stayed is another; `oldKeys`: of
 * indicators that are the same under another key (keys made of names), the key of now → the key of before.
 */
export type IndicatorChanges = { readonly changes: readonly IndicatorChange[]; readonly moved: readonly Indicator[]; readonly oldKeys: ReadonlyMap<string, string> };

/** White space is no change of wording. */
function folded(text: string | null): string {
  return (text ?? "").normalize("NFKC").replace(/\s+/g, "");
}

/**
 * What became of a table's indicators since they were recorded: by key; one that is gone and one that is new between the same
 * neighbours and with the same mark and weight is the same, renamed. Linear in the indicators, but for the order (n log n).
 */
export function indicatorChanges(before: readonly Stated[], now: readonly Indicator[]): IndicatorChanges {
  const known = new Map(before.map((indicator) => [indicator.key, indicator] as const));
  const present = new Map(now.map((indicator) => [indicator.key, indicator] as const));
  const renamed = renamedPairs(before, now, known, present);
  const changes: IndicatorChange[] = [];
  for (const was of before) {
    const is = present.get(was.key) ?? renamed.get(was.key);
    if (!is) {
      changes.push({ kind: "deleted", was });
      continue;
    }
    if (folded(was.name) !== folded(is.name)) changes.push({ kind: "renamed", was, is });
    for (const field of STATED_FIELDS) if (folded(was[field]) !== folded(is[field])) changes.push({ kind: "changed", field, was, is });
  }
  const newNames = new Set([...renamed.values()].map(({ key }) => key));
  for (const is of now) if (!known.has(is.key) && !newNames.has(is.key)) changes.push({ kind: "added", is });
  return { changes, moved: movedOf(before, now), oldKeys: new Map([...renamed].map(([key, is]) => [is.key, key] as const)) };
}

function renamedPairs(before: readonly Stated[], now: readonly Indicator[], known: ReadonlyMap<string, Stated>, present: ReadonlyMap<string, Indicator>): ReadonlyMap<string, Indicator> {
  const pairs = new Map<string, Indicator>();
  const neighbours = (list: readonly { readonly key: string }[], index: number): string => JSON.stringify([list[index - 1]?.key ?? "", list[index + 1]?.key ?? ""]);
  const gone = new Map<string, Stated>();
  before.forEach((was, index) => {
    if (!present.has(was.key)) gone.set(neighbours(before, index), was);
  });
  now.forEach((is, index) => {
    if (known.has(is.key)) return;
    const was = gone.get(neighbours(now, index));
    if (was && was.fullMark === is.fullMark && was.weight === is.weight) pairs.set(was.key, is);
  });
  return pairs;
}

/** Those outside the longest run of indicators that kept their order. */
function movedOf(before: readonly Stated[], now: readonly Indicator[]): readonly Indicator[] {
  const place = new Map(before.map(({ key }, index) => [key, index] as const));
  const stayed = now.filter(({ key }) => place.has(key));
  // Longest increasing subsequence by patience: the last element of each pile, and who stood before it.
  const piles: number[] = [];
  const previous: number[] = [];
  stayed.forEach(({ key }, index) => {
    const at = place.get(key) ?? 0;
    let low = 0;
    let high = piles.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((place.get(stayed[piles[middle] ?? 0]?.key ?? "") ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    previous[index] = low === 0 ? -1 : (piles[low - 1] ?? -1);
    piles[low] = index;
  });
  const kept = new Set<number>();
  for (let index = piles.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) kept.add(index);
  return stayed.filter((_, index) => !kept.has(index));
}
