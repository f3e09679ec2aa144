import { CodedError } from "../../core/coded-error";
import type { Finding } from "../../core/check/finding";
import type { WorkbookSnapshot } from "../../core/grid/snapshot";
import { assignTemplates, type Assigned } from "../../core/issue/assign-templates";
import { issuedSheetId, issuedSheetNames, issueEdits, recipientsOf, type Recipient } from "../../core/issue/issue-plan";
import { filledEdits, type FilledIn } from "../../core/issue/issued-sheet";
import type { IssueTerms } from "../../core/issue/issue-record";
import type { IssueTexts } from "../../core/issue/issue-texts";
import { readRoster, type Roster } from "../../core/issue/roster";
import { readTemplateBook } from "../../core/template/read-template";
import type { TemplateBook } from "../../core/template/template-book";
import type { SnapshotField, WorkbookPort } from "../../workbook/port";

/** What of a template's or a roster's workbook is read. */
export const OFFICE_FIELDS: readonly SnapshotField[] = ["values", "styles"];

/** A template and a roster as they were given, and who gets what. */
export type Issue = {
  readonly book: TemplateBook;
  readonly roster: Roster;
  readonly terms: IssueTerms;
  readonly assigned: readonly Assigned[];
  readonly findings: readonly Finding[];
};

/** What a person says about an issue; `null`: as the template says. */
export type IssueWishes = { readonly period: string | null; readonly deadline: string | null };

/** A workbook that is made, and handed out as a file. */
export type NewWorkbook = WorkbookPort & { readonly save: () => Uint8Array };

/** Reads template and roster. Errors: "template.not-found", "roster.not-found", "issue.no-period". (IS-1 to IS-3, IS-14) */
export function readIssue(template: WorkbookSnapshot, people: WorkbookSnapshot, wishes: IssueWishes): Issue {
  const { book, findings: templateFindings } = readTemplateBook(template);
  const { roster, findings: rosterFindings } = readRoster(people);
  const period = wishes.period ?? book.period;
  if (period === null) throw new CodedError("issue.no-period");
  const { assigned, findings } = assignTemplates(book, roster);
  const terms = { title: book.title, edition: book.edition, period, deadline: wishes.deadline ?? book.deadline, ...(book.parent ? { parent: book.parent } : {}) };
  return { book, roster, terms, assigned, findings: [...templateFindings, ...rosterFindings, ...findings] };
}

/** Who gets a workbook; units of a roster of units get one each. (IS-3, IS-11) */
export function recipientsIn(issue: Issue, by: "unit" | "person"): { readonly recipients: readonly Recipient[]; readonly findings: readonly Finding[] } {
  const { recipients, findings } = recipientsOf(issue.assigned, issue.roster.performance === "unit" ? "person" : by);
  return { recipients, findings: [...issue.findings, ...findings] };
}

/** What stands in entry cells already: by subject, by indicator. */
export type Filled = ReadonlyMap<string, ReadonlyMap<string, FilledIn>>;

/**
 * The bytes of a recipient's workbook: the same issue always gives the same. `blank` makes a workbook whose only sheet has that name; `filled`: entries that are
 * carried over from an older edition. (IS-4 to IS-13, ED-9)
 */
export async function issuedWorkbook(recipient: Recipient, terms: IssueTerms, texts: IssueTexts, blank: (sheet?: string) => NewWorkbook, filled?: Filled): Promise<Uint8Array> {
  const workbook = blank(issuedSheetNames(recipient, texts)[0]);
  const entries = recipient.sheets.flatMap((assigned, index) => {
    const own = filled?.get(assigned.subject.key);
    return own ? filledEdits(issuedSheetId(index), assigned, own, texts) : [];
  });
  await workbook.apply({ purpose: "edit", edits: [...issueEdits(recipient, terms, texts), ...entries] });
  return workbook.save();
}
