import { foldKeyText } from "../template/keys";

/** A unit that a person's group may mean. */
export type UnitCandidate = { readonly label: string; readonly name: string; readonly key: string };

/** What a group text means. (LK-3, LK-4) */
export type UnitMatch =
  | { readonly kind: "unit"; readonly label: string; readonly by: "choice" | "name" | "suffix" }
  | { readonly kind: "unknown" }
  | { readonly kind: "ambiguous"; readonly labels: readonly string[] };

const SUFFIX = /(?:办公室|分局|税务所|中心|科|股|处|室|所|局|部|队|组)$/u;

function fold(text: string): string {
  return foldKeyText(text).toLowerCase();
}

function stem(text: string): string {
  const folded = fold(text).replace(/[(（].*[)）]$/u, "");
  const bare = folded.replace(SUFFIX, "");
  return bare.length >= 2 ? bare : folded;
}

/**
 * Makes a function that says which unit a group text means: first what somebody chose on the scheme sheet, then
 * an equal key or name, then an equal name but for its suffix (征管 = 征管科 = 征管股), each only if exactly one
 * unit fits. (LK-3, LK-4)
 */
export function unitMatcher(units: readonly UnitCandidate[], choices: ReadonlyMap<string, string>): (group: string) => UnitMatch {
  const labels = new Set(units.map((unit) => unit.label));
  const index = (textOfUnit: (unit: UnitCandidate) => readonly string[]): ReadonlyMap<string, ReadonlySet<string>> => {
    const map = new Map<string, Set<string>>();
    for (const unit of units) {
      for (const text of textOfUnit(unit)) {
        const known = map.get(text);
        if (known) known.add(unit.label);
        else map.set(text, new Set([unit.label]));
      }
    }
    return map;
  };
  const byName = index((unit) => [fold(unit.name), fold(unit.key), fold(unit.label)]);
  const byStem = index((unit) => [stem(unit.name)]);
  return (group) => {
    const chosen = choices.get(group);
    if (chosen !== undefined && labels.has(chosen)) return { kind: "unit", label: chosen, by: "choice" };
    for (const [found, by] of [[byName.get(fold(group)), "name"], [byStem.get(stem(group)), "suffix"]] as const) {
      if (!found || found.size === 0) continue;
      const [label] = found;
      if (found.size === 1 && label !== undefined) return { kind: "unit", label, by };
      return { kind: "ambiguous", labels: [...found] };
    }
    return { kind: "unknown" };
  };
}
