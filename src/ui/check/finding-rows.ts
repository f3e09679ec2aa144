import type { FindingView } from "../../app/session/session";
import type { Severity } from "../../core/check/finding";

export const GROUPINGS = ["severity", "sheet", "rule"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Whether somebody has said that it is right. */
export const HANDLINGS = ["open", "accepted", "all"] as const;
export type Handling = (typeof HANDLINGS)[number];

export const SEVERITIES: readonly Severity[] = ["error", "warning", "notice"];

export type FindingFilter = { readonly grouping: Grouping; readonly handling: Handling; readonly severities: ReadonlySet<Severity>; readonly search: string };

/** A heading with the number of findings below it, or a finding. */
export type FindingRowView = { readonly kind: "group"; readonly id: string; readonly label: string; readonly count: number } | { readonly kind: "finding"; readonly finding: FindingView; readonly index: number };

export type FindingWords = { readonly name: (code: string) => string; readonly sentence: (finding: FindingView) => string; readonly severity: (severity: Severity) => string; readonly workbook: string };

/** Findings that pass the filter, under their headings, in the order in which the list shows them. (PN-32, PN-33) */
export function findingRows(findings: readonly FindingView[], filter: FindingFilter, words: FindingWords): readonly FindingRowView[] {
  const wanted = fold(filter.search);
  const passes = (finding: FindingView): boolean => {
    if (!filter.severities.has(finding.severity)) return false;
    if (filter.handling !== "all" && (finding.accepted !== null) !== (filter.handling === "accepted")) return false;
    return wanted === "" || fold(`${finding.sheetName ?? ""} ${finding.address ?? ""} ${words.name(finding.code)} ${words.sentence(finding)}`).includes(wanted);
  };
  const groups = new Map<string, { readonly label: string; readonly findings: FindingView[] }>();
  // Groups stand where the first of theirs stands: sheets in workbook order, severities and rules gravest first.
  const ordered = filter.grouping === "sheet" ? findings : [...findings].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
  for (const finding of ordered) {
    if (!passes(finding)) continue;
    const [id, label] = groupOf(finding, filter.grouping, words);
    const group = groups.get(id) ?? { label, findings: [] };
    groups.set(id, group);
    group.findings.push(finding);
  }
  const rows: FindingRowView[] = [];
  let index = 0;
  for (const [id, group] of groups) {
    rows.push({ kind: "group", id, label: group.label, count: group.findings.length });
    for (const finding of group.findings) rows.push({ kind: "finding", finding, index: index++ });
  }
  return rows;
}

function groupOf(finding: FindingView, grouping: Grouping, words: FindingWords): readonly [id: string, label: string] {
  switch (grouping) {
    case "sheet":
      return finding.sheetId === null ? ["", words.workbook] : [finding.sheetId, finding.sheetName ?? finding.sheetId];
    case "severity":
      return [finding.severity, words.severity(finding.severity)];
    case "rule":
      // Rules that share a name are one rule to the reader.
      return [words.name(finding.code), words.name(finding.code)];
  }
}

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/gu, "");
}

/** Open findings that the same safe fix mends. */
export function sameFix(findings: readonly FindingView[], finding: FindingView): readonly FindingView[] {
  return findings.filter((other) => other.accepted === null && other.fix !== null && other.fix.kind === finding.fix?.kind);
}

export function fixable(findings: readonly FindingView[]): readonly FindingView[] {
  return findings.filter((finding) => finding.fix !== null && finding.accepted === null);
}
