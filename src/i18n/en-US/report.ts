import type { ReportTexts } from "../../core/check/finding-report";

/** What a report of findings says around them. */
export const enReport: ReportTexts = {
  "report.sheet": "Findings",
  "report.file": "File",
  "report.severity": "Severity",
  "report.place": "Sheet",
  "report.cell": "Cell",
  "report.sentence": "Finding",
  "report.code": "Rule",
  "report.accepted": "Checked: it is right, because",
  "report.footer": "&CPage &P of &N",
};
