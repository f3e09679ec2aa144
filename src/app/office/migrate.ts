import type { Finding } from "../../core/check/finding";
import { carryReturn } from "../../core/edition/carry-return";
import type { CarriedFile, Migration } from "../../core/edition/merge-carried";
import { migrationEdits, type MigrationTexts } from "../../core/edition/migration-sheets";
import type { ReportTexts } from "../../core/check/finding-report";
import type { IssuedTo } from "../../core/collect/judge-return";
import { toA1 } from "../../core/grid/address";
import type { Recipient } from "../../core/issue/issue-plan";
import { fileFinding, type ReadReturn } from "./collect";
import type { Filled, Issue, NewWorkbook } from "./issue";

/** What of a returned file is carried into the new edition, which `issued` describes. `null`: a result of ours, no return. (ED-9 to ED-11) */
export function carriedFile(file: string, at: string, read: ReadReturn, issue: Issue, issued: IssuedTo): CarriedFile | null {
  if (read.ok && read.reading.isResult) return null;
  if (!read.ok) return { file, at, carried: null, findings: [fileFinding(read.code, "error", read.params)] };
  const carried = carryReturn(read.reading, issued, issue.book.outOfForce);
  return { file, at, carried, findings: [...(read.hasMacros ? [fileFinding("return.macros", "warning", {})] : []), ...carried.findings] };
}

/** Who gets a workbook of the new edition: whoever has an entry in it. */
export function migratedRecipients(recipients: readonly Recipient[], { filled }: Migration): readonly Recipient[] {
  return recipients.filter(({ sheets }) => sheets.some(({ subject }) => filled.has(subject.key)));
}

/** Entries that one recipient's workbook gets. */
export function filledOf({ sheets }: Recipient, { filled }: Migration): Filled {
  return new Map(sheets.flatMap(({ subject }) => (filled.has(subject.key) ? [[subject.key, filled.get(subject.key) ?? new Map()] as const] : [])));
}

/** What the list of a migration says, and sentences for what stands in it. */
export type MigrationWords = {
  readonly sheets: MigrationTexts & ReportTexts;
  readonly severity: (severity: Finding["severity"]) => string;
  readonly sentence: (code: string, params?: Finding["params"]) => string;
};

/** The list that lies beside the new workbooks; `null` where there is nothing to say. `blank` makes a workbook whose only sheet has that name. (ED-11) */
export async function migrationList({ notes, files }: Migration, { sheets, severity, sentence }: MigrationWords, blank: (sheet?: string) => NewWorkbook): Promise<Uint8Array | null> {
  const findings = files.flatMap(({ file, findings: all }) =>
    all.map((finding) => ({
      file,
      severity: severity(finding.severity),
      sheet: finding.sheetName ?? "",
      cell: finding.area ? toA1(finding.area) : "",
      sentence: sentence(finding.code, finding.params),
      code: finding.code,
      accepted: "",
    })),
  );
  if (notes.length === 0 && findings.length === 0) return null;
  const workbook = blank(sheets["migrate.sheet"]);
  await workbook.apply({ purpose: "edit", edits: migrationEdits("1", notes, findings, (note) => sentence(note.code, note.params), sheets) });
  return workbook.save();
}
