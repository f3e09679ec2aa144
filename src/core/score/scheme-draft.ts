import type { Marks } from "./marks";
import type { ScoreBlock } from "./score-block";

/** Marks that were typed over a table's own, by block and indicator key. `null`: none stated. */
export type MarkOverrides = ReadonlyMap<string, ReadonlyMap<string, Partial<Marks>>>;

/**
 * Marks typed on the scheme sheet with those of a draft over them. A drafted mark that equals the table's own is no override:
 * the scheme sheet follows the table again. (SE-11)
 */
export function mergeOverrides(blocks: readonly ScoreBlock[], typed: MarkOverrides, drafted: MarkOverrides): MarkOverrides {
  if (drafted.size === 0) return typed;
  const merged = new Map(typed);
  for (const { blockId, slots } of blocks) {
    const draft = drafted.get(blockId);
    if (!draft) continue;
    const byKey = new Map(typed.get(blockId));
    for (const { indicator } of slots) {
      const changed = indicator && draft.get(indicator.key);
      if (!indicator || !changed) continue;
      const marks = { ...byKey.get(indicator.key), ...changed };
      const own = (["fullMark", "weight"] as const).filter((mark) => marks[mark] === undefined || (changed[mark] !== undefined && marks[mark] === indicator[mark]));
      const { fullMark, weight } = marks;
      byKey.set(indicator.key, {
        ...(fullMark === undefined || own.includes("fullMark") ? {} : { fullMark }),
        ...(weight === undefined || own.includes("weight") ? {} : { weight }),
      });
    }
    merged.set(blockId, byKey);
  }
  return merged;
}
