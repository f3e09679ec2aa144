import type { Finding } from "../../core/check/finding";
import { toA1 } from "../../core/grid/address";
import { checkLetters } from "../../core/store/checksum";
import { canonicalJson } from "../../core/store/record-text";
import type { Acceptance, FindingView } from "./session";

const ID_LETTERS = 12;

/**
 * Findings with their ids: made of code, place and parameters, so that a finding keeps its id as long as nothing about it
 * changes, and an acceptance lapses when something does. The sheet counts by its name, which all hosts share. (SE-5)
 */
export function identified(findings: readonly Finding[]): ReadonlyMap<string, Finding> {
  const byId = new Map<string, Finding>();
  for (const finding of findings) {
    const { code, sheetName, area, params } = finding;
    const base = checkLetters(canonicalJson([code, sheetName, area && toA1(area), params]), ID_LETTERS);
    let id = base;
    for (let n = 2; byId.has(id); n++) id = `${base}~${String(n)}`;
    byId.set(id, finding);
  }
  return byId;
}

/** Findings as the pane gets them. */
export function findingViews(
  findings: readonly Finding[],
  acceptances: ReadonlyMap<string, Acceptance>,
  fixOf: (finding: Finding) => FindingView["fix"] = () => null,
): readonly FindingView[] {
  return [...identified(findings)].map(([id, finding]) => ({
    id,
    ...finding,
    address: finding.area && toA1(finding.area),
    fix: fixOf(finding),
    accepted: acceptances.get(id) ?? null,
  }));
}
