import { decimalText, ZERO } from "../score/decimal";
import { itemsById, partsById, type CascadeItem } from "./decomposition";

/** What an indicator lost on one hop of its way down. */
export type Lost = { readonly field: "weight" | "criterion" | "source"; readonly was: string; readonly is: string };
export type Loss = { readonly item: CascadeItem; readonly parent: CascadeItem; readonly lost: readonly Lost[] };

/**
 * Hop by hop, what parts lack that the indicator they are parts of has: a criterion or a source that nobody wrote down again, and weight: the parts together weigh less than
 * it (named at the first of them). (CC-9)
 */
export function lossesOf(items: readonly CascadeItem[]): readonly Loss[] {
  const byId = itemsById(items);
  const parts = partsById(items);
  return items.flatMap((item): readonly Loss[] => {
    const parent = item.parent === "" ? undefined : byId.get(item.parent);
    if (!parent || parent === item) return [];
    const lost: Lost[] = [];
    const siblings = parts.get(parent.id) ?? [];
    if (parent.weight && siblings[0] === item && siblings.some(({ weight }) => weight !== null)) {
      const sum = siblings.reduce((all, { weight }) => all.add(weight ?? ZERO), ZERO);
      if (sum.compare(parent.weight) < 0) lost.push({ field: "weight", was: `${decimalText(parent.weight.mul(100))}%`, is: `${decimalText(sum.mul(100))}%` });
    }
    for (const field of ["criterion", "source"] as const) if (parent.texts[field] !== "" && item.texts[field] === "") lost.push({ field, was: parent.texts[field], is: "" });
    return lost.length === 0 ? [] : [{ item, parent, lost }];
  });
}
