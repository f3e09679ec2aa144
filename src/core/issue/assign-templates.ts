import type { Finding } from "../check/finding";
import { foldKeyText } from "../template/keys";
import type { IssueTemplate, TemplateBook } from "../template/template-book";
import type { Roster, RosterSubject } from "./roster";

export type Assigned = { readonly subject: RosterSubject; readonly template: IssueTemplate };

/**
 * Every subject with the one template that its attributes lead to. None, or two different ones, is a finding and nothing
 * is issued to that subject. Without profiles a single template is everybody's. (IS-3)
 */
export function assignTemplates(book: TemplateBook, roster: Roster): { readonly assigned: readonly Assigned[]; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const { profiles } = book;
  const headers = new Map<string, string>(roster.subjects.flatMap(({ attributes }) => Object.keys(attributes).map((header) => [fold(header), header] as const)));
  const missing = new Set((profiles?.rows ?? []).flatMap(({ wanted }) => wanted.map(({ attribute }) => attribute).filter((attribute) => !headers.has(fold(attribute)))));
  for (const attribute of missing) findings.push(finding("issue.profile-attribute", { attribute }));
  const assigned = roster.subjects.flatMap((subject): readonly Assigned[] => {
    const names = profiles === null ? book.templates.map(({ name }) => name) : namesFor(profiles.rows, subject, headers);
    const fitting = book.templates.filter(({ name }) => names.includes(name));
    const [template, second] = fitting;
    if (template && !second) return [{ subject, template }];
    if (template) findings.push(finding("issue.two-templates", { name: subject.name, templates: fitting.map(({ name }) => name) }));
    else findings.push(finding("issue.no-template", { name: subject.name }));
    return [];
  });
  return { assigned, findings };
}

function namesFor(rows: NonNullable<TemplateBook["profiles"]>["rows"], subject: RosterSubject, headers: ReadonlyMap<string, string>): readonly string[] {
  const fits = rows.filter(({ wanted }) => wanted.every(({ attribute, value }) => fold(subject.attributes[headers.get(fold(attribute)) ?? ""] ?? "") === fold(value)));
  return [...new Set(fits.map(({ template }) => template))];
}

function fold(text: string): string {
  return foldKeyText(text).toLowerCase();
}

function finding(code: string, params: Finding["params"]): Finding {
  return { code, severity: "error", sheetId: null, sheetName: null, area: null, params };
}
