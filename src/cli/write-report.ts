import { extname } from "node:path";
import { CodedError } from "../core/coded-error";
import { reportCsv, reportEdits, type ReportLine } from "../core/check/finding-report";
import type { CommandLineTexts } from "../i18n/command-line-texts";
import { createBlankWorkbook } from "../workbook/file/blank-workbook";
import { writeAtomically } from "./disk";

/** Whether a report can be written under this name. Error: "cli.report". (CL-16) */
export function ensureReportName(path: string): void {
  if (!/^\.(?:xlsx|csv)$/i.test(extname(path))) throw new CodedError("cli.report");
}

/** Writes what was found in all files as one sheet or table, by the name's extension. (CL-16) */
export async function writeReport(path: string, lines: readonly ReportLine[], texts: CommandLineTexts): Promise<void> {
  if (extname(path).toLowerCase() === ".csv") {
    await writeAtomically(path, new TextEncoder().encode(reportCsv(lines, texts.report)));
    return;
  }
  const workbook = createBlankWorkbook(texts.report["report.sheet"]);
  const { sheets } = await workbook.read({ sheets: "all", fields: [] });
  await workbook.apply({ purpose: "edit", edits: reportEdits(sheets[0]?.sheetId ?? "", lines, texts.report) });
  await writeAtomically(path, workbook.save());
}
