import type { Finding } from "../check/finding";
import { groupTextOf } from "./link-scores";
import type { ScoreBlock, ScoreLine } from "./score-block";
import { unitMatcher } from "./unit-link";

/** What a scheme is: the year's, or a special one that somebody approved. (SC-71) */
export const SCHEME_KINDS = ["annual", "special"] as const;
export type SchemeKind = (typeof SCHEME_KINDS)[number];

/** What a scheme is called, who approved it, when it holds, and for whom. */
export type SchemeScope = {
  readonly kind: SchemeKind;
  /** Of a special scheme: what ledgers call it. */
  readonly name: string;
  readonly approval: string;
  /** First and last month or quarter, "2026-01" or "2026-Q1"; "": no limit. */
  readonly validFrom: string;
  readonly validTo: string;
  /** Units that it holds for, and their people; empty: all. (SC-72) */
  readonly units: readonly string[];
};

export const DEFAULT_SCOPE: SchemeScope = { kind: "annual", name: "", approval: "", validFrom: "", validTo: "", units: [] };

/** Units that the scheme sheet has cells for. */
export const MAX_SCOPE_UNITS = 200;

/**
 * Says whether a scheme holds for a line: where units are named, for those units and the people who belong to them, matched as linking does (LK-3). Findings: a special scheme without
 * name or approval, and named units that nobody belongs to. (SC-71, SC-72)
 */
export function scopeOf(scope: SchemeScope, blocks: readonly ScoreBlock[]): { readonly holdsFor: (line: ScoreLine, block: ScoreBlock) => boolean; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const add = (code: string, params: Finding["params"]): void => {
    findings.push({ code, severity: "warning", sheetId: null, sheetName: null, area: null, params });
  };
  if (scope.kind === "special" && (scope.approval.trim() === "" || scope.name.trim() === "")) add("scheme.unapproved", { name: scope.name });
  if (scope.units.length === 0) return { holdsFor: () => true, findings };
  const match = unitMatcher(scope.units.map((name) => ({ label: name, name, key: name })), new Map());
  const known = new Map<string, string | null>();
  const unitOf = (text: string): string | null => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const found = text === "" ? null : match(text);
    const label = found?.kind === "unit" ? found.label : null;
    known.set(text, label);
    return label;
  };
  const named = (line: ScoreLine, { performance }: ScoreBlock): string | null => {
    const own = performance === "person" ? null : (unitOf(line.subject.name) ?? unitOf(line.subject.key));
    return own ?? (performance === "unit" ? null : unitOf(groupTextOf(line).text));
  };
  const met = new Set(blocks.flatMap((block) => block.lines.map((line) => named(line, block))));
  const unknown = scope.units.filter((name) => !met.has(name));
  if (unknown.length > 0) add("scheme.scope-unknown", { units: unknown });
  return { holdsFor: (line, block) => named(line, block) !== null, findings };
}
