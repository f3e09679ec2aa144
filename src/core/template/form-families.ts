import { foldKeyText } from "./keys";
import type { ScoringTable } from "./scoring-table";

/** Forms of one kind: the same header and the same indicators, one subject each. */
export type FormFamily = {
  /** Equal for tables of one family; not kept anywhere. */
  readonly fingerprint: string;
  readonly tables: readonly ScoringTable[];
};

function fingerprintOf(table: ScoringTable): string {
  const header = table.table.columns.map((column) => `${column.role}:${column.headerPath.map(foldKeyText).join("/")}`);
  return [...header, String(table.indicators.length)].join("\u001f");
}

/**
 * Tables about one subject each (forms, and one subject's indicators by rater), grouped by equal header, in the order
 * in which each family first appears. A form of its own kind is a family of one. (ST-18)
 */
export function formFamilies(tables: readonly ScoringTable[]): readonly FormFamily[] {
  const families = new Map<string, ScoringTable[]>();
  for (const table of tables) {
    if (table.subjects[0]?.where.kind !== "form") continue;
    const fingerprint = fingerprintOf(table);
    const family = families.get(fingerprint);
    if (family) family.push(table);
    else families.set(fingerprint, [table]);
  }
  return [...families].map(([fingerprint, members]) => ({ fingerprint, tables: members }));
}
