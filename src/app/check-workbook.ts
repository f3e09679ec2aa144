import { checkInSteps, SHEET_RULES, TABLE_RULES } from "../core/check/check-workbook";
import type { Finding } from "../core/check/finding";
import type { FormerTable } from "../core/check/former-period";
import { sortFindings } from "../core/check/sort-findings";
import { readScheme } from "../core/score/scheme-sheet-reading";
import type { WorkOptions } from "../workbook/port";
import type { WorkbookReading } from "./read-workbook";
import { yieldToHost } from "./yield-to-host";

/** Everything that is wrong, and what each rule found about each table and sheet. */
export type Checked = {
  /** Sorted by place. */
  readonly findings: readonly Finding[];
  readonly byPart: ReadonlyMap<string, readonly Finding[]>;
  /** The scheme that the rules looked at, as text: other findings hold only under the same one. */
  readonly scheme: string;
};

/** Everything that is wrong with what stands in the workbook, sorted by place, and with ranks against `former` tables. Changes nothing. Error: "cancelled". */
export async function checkReading(reading: WorkbookReading, options: WorkOptions = {}, former: readonly FormerTable[] = []): Promise<readonly Finding[]> {
  return (await checkAll(reading, options, null, new Set(), former)).findings;
}

/**
 * The same with what each rule found. After values of `changed` sheets became others, and nothing else did, `before` is taken
 * for all that these values cannot have touched; the result is that of checking everything. (SE-19)
 */
export async function checkAll(reading: WorkbookReading, options: WorkOptions = {}, before: Checked | null = null, changed: ReadonlySet<string> = new Set(), former: readonly FormerTable[] = []): Promise<Checked> {
  const { workbook, tables } = reading;
  const { scheme, findings: schemeFindings } = readScheme(workbook, reading.record);
  const schemeText = JSON.stringify(scheme);
  const known = before?.scheme === schemeText ? before.byPart : new Map<string, readonly Finding[]>();
  const findings: Finding[] = [...reading.findings, ...schemeFindings];
  const byPart = new Map<string, readonly Finding[]>();
  const steps = checkInSteps({ workbook, tables, scheme, record: reading.record, former }, { table: TABLE_RULES, sheet: SHEET_RULES }, (part, sheetId, rule) => {
    const reach = "reach" in rule ? rule.reach : undefined;
    const touched = reach === "formulas" ? false : reach === "workbook" ? changed.size > 0 : changed.has(sheetId);
    return touched ? null : (known.get(part) ?? null);
  });
  for (const step of steps) {
    byPart.set(step.part, step.findings);
    for (const finding of step.findings) findings.push(finding);
    options.onProgress?.({ done: step.done, total: step.total });
    await yieldToHost(options);
  }
  return { findings: sortFindings(findings, workbook.sheets.map((sheet) => sheet.sheetId)), byPart, scheme: schemeText };
}
