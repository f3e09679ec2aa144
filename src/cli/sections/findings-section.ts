import type { Finding, Severity } from "../../core/check/finding";
import { toA1 } from "../../core/grid/address";
import type { CommandLineTexts } from "../../i18n/command-line-texts";
import type { Section } from "../file-report";
import { heading } from "./recognize-section";
import { identified } from "../../app/session/finding-views";
import type { ReportLine } from "../../core/check/finding-report";
import type { WorkbookRecord } from "../../core/store/record";

/** A person reads the first ones; programs get all of them. */
const MAX_LINES = 40;

/** What `check` found: every one for programs, sentences with places for people. Exit status 1 where one is an error. */
export function checkSection(findings: readonly Finding[], texts: CommandLineTexts, record: WorkbookRecord | null = null): Section {
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  const errors = count("error");
  const summary =
    findings.length === 0
      ? texts.cli["check.none"]
      : texts.sentence("check.summary", { errors, warnings: count("warning"), notices: count("notice") });
  return {
    json: { findings: findingsJson(findings, texts) },
    lines: [`  ${heading("check", texts)}  ${summary}`, ...findingLines(findings, texts)],
    exitCode: errors > 0 ? 1 : 0,
    report: reportLines(findings, texts, record),
  };
}

/** Findings for a report, with what somebody has accepted of them. */
function reportLines(findings: readonly Finding[], texts: CommandLineTexts, record: WorkbookRecord | null): readonly ReportLine[] {
  const reasons = new Map((record?.acceptances ?? []).map(({ finding, reason }) => [finding, reason] as const));
  return [...identified(findings)].map(([id, finding]) => ({
    file: "",
    severity: texts.cli[`severity.${finding.severity}`],
    sheet: finding.sheetName ?? "",
    cell: finding.area ? toA1(finding.area) : "",
    sentence: texts.sentence(finding.code, finding.params),
    code: finding.code,
    accepted: reasons.get(id) ?? "",
  }));
}

export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity === "error");
}

/** One indented line each, the first ones only. */
export function findingLines(findings: readonly Finding[], texts: CommandLineTexts): readonly string[] {
  const lines = findings.slice(0, MAX_LINES).map((finding) => `    ${findingLine(finding, texts)}`);
  return findings.length > MAX_LINES ? [...lines, `    ${texts.sentence("check.more", { count: findings.length - MAX_LINES })}`] : lines;
}

/** `[错误] 个人绩效!F12  …`; a sentence that begins with the address itself is not told it twice. */
function findingLine(finding: Finding, texts: CommandLineTexts): string {
  const severity = `[${texts.cli[`severity.${finding.severity}`]}]`;
  const sentence = texts.sentence(finding.code, finding.params);
  if (finding.area && finding.sheetName !== null && sentence.startsWith(toA1(finding.area))) return `${severity} ${finding.sheetName}!${sentence}`;
  return `${severity} ${placeOf(finding, texts)}  ${sentence}`;
}

function placeOf(finding: Finding, texts: CommandLineTexts): string {
  if (finding.sheetName === null) return texts.cli["place.workbook"];
  return finding.area ? `${finding.sheetName}!${toA1(finding.area)}` : finding.sheetName;
}

/** Findings for programs: code, severity, sheet, A1 address, parameters, message (CL-8). */
export function findingsJson(findings: readonly Finding[], texts: CommandLineTexts): readonly Readonly<Record<string, unknown>>[] {
  return findings.map((finding) => ({
    code: finding.code,
    severity: finding.severity,
    sheet: finding.sheetName,
    address: finding.area ? toA1(finding.area) : null,
    params: finding.params,
    message: texts.sentence(finding.code, finding.params),
  }));
}
