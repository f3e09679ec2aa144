import type { CellStore } from "./cell-store";
import type { RangeArea } from "./value";

type Entry = { readonly pass: number; readonly value: unknown; readonly size: number };

/** Sum of the sizes of all cached indexes (in cells) beyond which they are thrown away. */
const MAX_CACHED_CELLS = 8_000_000;
const MAX_SEEN = 200_000;

/**
 * Indexes over ranges (sorted numbers, rows by value), shared by all formulas that look at the same range.
 * An entry is valid as long as no column of its areas changed in a later pass than the one it was made in:
 * within a pass a range is only read once all its cells are calculated (CE-43).
 */
export type RangeCaches = {
  /**
   * The cached value, or what `build` makes. `always`: build at the first use; otherwise the first use of a
   * range returns `null`, because for a range that is looked at only once an index costs more than it saves.
   */
  get<T>(kind: string, areas: readonly RangeArea[], always: boolean, build: () => T): T | null;
  startPass(pass: number): void;
};

export function areaKey(area: RangeArea): string {
  return `${String(area.sheet)},${String(area.top)},${String(area.left)},${String(area.bottom)},${String(area.right)}`;
}

export function createRangeCaches(store: CellStore): RangeCaches {
  const entries = new Map<string, Entry>();
  const seen = new Set<string>();
  let cachedCells = 0;
  let currentPass = 0;

  function changedAfter(area: RangeArea, pass: number): boolean {
    const sheet = store.sheets[area.sheet];
    if (!sheet) return false;
    const right = Math.min(area.right, sheet.right);
    for (let column = area.left; column <= right; column++) {
      const stored = sheet.columns.get(column);
      if (stored && stored.changedIn > pass) return true;
    }
    return false;
  }

  return {
    get<T>(kind: string, areas: readonly RangeArea[], always: boolean, build: () => T): T | null {
      let key = kind;
      for (const area of areas) key += `|${areaKey(area)}`;
      const entry = entries.get(key);
      if (entry && (entry.pass === currentPass || !areas.some((area) => changedAfter(area, entry.pass)))) {
        return entry.value as T;
      }
      if (entry) cachedCells -= entry.size;
      else if (!always && !seen.has(key)) {
        if (seen.size > MAX_SEEN) seen.clear();
        seen.add(key);
        return null;
      }
      const value = build();
      const size = areas.reduce((sum, area) => {
        const bottom = Math.min(area.bottom, store.sheets[area.sheet]?.bottom ?? -1);
        const right = Math.min(area.right, store.sheets[area.sheet]?.right ?? -1);
        return sum + Math.max(0, bottom - area.top + 1) * Math.max(0, right - area.left + 1);
      }, 0);
      if (cachedCells + size > MAX_CACHED_CELLS) {
        entries.clear();
        cachedCells = 0;
      }
      cachedCells += size;
      entries.set(key, { pass: currentPass, value, size });
      return value;
    },
    startPass(pass) {
      currentPass = pass;
    },
  };
}
