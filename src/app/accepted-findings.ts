import type { AcceptedFinding } from "../core/archive/accepted-lines";
import type { Finding } from "../core/check/finding";
import type { FindingWords } from "../core/check/finding-words";
import { toA1 } from "../core/grid/address";
import { identified } from "./session/finding-views";
import type { Acceptance } from "./session/session";

/** Those of the findings that somebody called right, in their order. What was accepted and is found no longer is not among them. (AR-23) */
export function acceptedFindings(findings: readonly Finding[], acceptances: ReadonlyMap<string, Acceptance>, words: FindingWords): readonly AcceptedFinding[] {
  return [...identified(findings)].flatMap(([id, { code, params, sheetName, area }]): readonly AcceptedFinding[] => {
    const accepted = acceptances.get(id);
    return accepted ? [{ rule: words.name(code), sheetName: sheetName ?? "", cell: area ? toA1(area) : "", sentence: words.sentence(code, params), reason: accepted.reason, at: accepted.at }] : [];
  });
}
