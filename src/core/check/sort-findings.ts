import type { Finding, Severity } from "./finding";

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, notice: 2 };

/**
 * CK-1: sheet order, then row, column, severity (errors first), code. Findings about a whole sheet come before
 * its cells, findings about the workbook before all. Does not change its argument; equal findings keep their order.
 */
export function sortFindings(findings: readonly Finding[], sheetIds: readonly string[]): readonly Finding[] {
  const position = new Map(sheetIds.map((id, index) => [id, index] as const));
  const place = (finding: Finding): readonly number[] => [
    finding.sheetId === null ? -1 : (position.get(finding.sheetId) ?? sheetIds.length),
    finding.area?.row ?? -1,
    finding.area?.column ?? -1,
    RANK[finding.severity],
  ];
  return findings
    .map((finding) => ({ finding, key: place(finding) }))
    .sort((a, b) => {
      for (let i = 0; i < a.key.length; i++) {
        const difference = (a.key[i] ?? 0) - (b.key[i] ?? 0);
        if (difference !== 0) return difference;
      }
      return a.finding.code < b.finding.code ? -1 : a.finding.code > b.finding.code ? 1 : 0;
    })
    .map(({ finding }) => finding);
}
