import { checkInSteps } from "../core/check/check-workbook";
import type { Finding } from "../core/check/finding";
import { sortFindings } from "../core/check/sort-findings";
import { readScheme } from "../core/score/scheme-sheet-reading";
import type { WorkOptions } from "../workbook/port";
import type { WorkbookReading } from "./read-workbook";
import { yieldToHost } from "./yield-to-host";

/** Everything that is wrong with what stands in the workbook, sorted by place. Changes nothing. Error: "cancelled". */
export async function checkReading(reading: WorkbookReading, options: WorkOptions = {}): Promise<readonly Finding[]> {
  const { workbook, tables } = reading;
  const { scheme, findings: schemeFindings } = readScheme(workbook, reading.record);
  const findings: Finding[] = [...reading.findings, ...schemeFindings];
  for (const step of checkInSteps({ workbook, tables, scheme })) {
    findings.push(...step.findings);
    options.onProgress?.({ done: step.done, total: step.total });
    await yieldToHost(options);
  }
  return sortFindings(
    findings,
    workbook.sheets.map((sheet) => sheet.sheetId),
  );
}
