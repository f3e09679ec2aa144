import type { Verification } from "../../core/archive/verify";
import type { CommandLineTexts } from "../../i18n/command-line-texts";
import type { Section } from "../file-report";
import { findingLines, findingsJson, hasErrors } from "./findings-section";
import { groupDigest } from "./job-section";
import { heading } from "./recognize-section";

export function verifySection(verification: Verification, texts: CommandLineTexts): Section {
  const { archives, findings } = verification;
  const lines = [`  ${heading("verify", texts)}${archives.length === 0 ? `  ${texts.cli["verify.none"]}` : ""}`];
  for (const archive of archives) {
    const params = { sheet: archive.sheetName ?? archive.archiveId, digest: archive.digest === null ? "" : groupDigest(archive.digest) };
    lines.push(`    ${texts.sentence(`verify.${archive.state}`, params)}`);
  }
  return {
    json: { archives, findings: findingsJson(findings, texts) },
    lines: [...lines, ...findingLines(findings, texts)],
    exitCode: hasErrors(findings) || archives.some((archive) => archive.state !== "intact") ? 1 : 0,
  };
}
