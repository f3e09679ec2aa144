import type { Finding } from "../../core/check/finding";
import { CodedError } from "../../core/coded-error";
import { coverageOf, type Coverage } from "../../core/edition/coverage";
import { coverageEdits, type CoverageTexts } from "../../core/edition/coverage-sheet";
import { derivedFindings, parentEdits, parentEditionOf } from "../../core/edition/derived";
import { planEdition, type EditionPlan, type EditionTerms } from "../../core/edition/edition-plan";
import type { EditionTexts } from "../../core/edition/edition-texts";
import { mergeParent } from "../../core/edition/merge-parent";
import { foldKeyText } from "../../core/template/keys";
import { readTemplateBook } from "../../core/template/read-template";
import type { TemplateBook } from "../../core/template/template-book";
import type { WorkbookSnapshot } from "../../core/grid/snapshot";
import type { WorkbookPort } from "../../workbook/port";
import { OFFICE_FIELDS, type NewWorkbook } from "./issue";

/** What is registered, and whether `workbook` is now the next edition. */
export type NextEdition = EditionPlan & { /** Of the edition before. */ readonly title: string; /** Something changed, and is written. */ readonly isNext: boolean };

function read(workbook: WorkbookPort): Promise<WorkbookSnapshot> {
  return workbook.read({ sheets: "all", fields: OFFICE_FIELDS });
}

/**
 * Makes `workbook`, the changed copy of a template, its next edition; it is not saved. Where nothing changed it stays as it was. Errors: "template.not-found", those of
 * `planEdition`. (ED-1 to ED-8)
 */
export async function nextEdition(before: WorkbookSnapshot, workbook: WorkbookPort, terms: EditionTerms, words: EditionTexts): Promise<NextEdition> {
  const old = readTemplateBook(before);
  const snapshot = await read(workbook);
  const plan = planEdition(snapshot, old, readTemplateBook(snapshot, terms.date), terms, words);
  const isNext = plan.edits.length > 0;
  if (isNext) await workbook.apply({ purpose: "edit", edits: plan.edits });
  return { ...plan, title: old.book.title, isNext };
}

/** A level's own edition of its parent's template. */
export type DerivedEdition = {
  readonly title: string;
  readonly edition: number;
  readonly parent: ReturnType<typeof parentEditionOf>;
  /** Indicators that the parent does not have. */
  readonly own: number;
  /** What the parent's newer edition changed; `null`: there is no older parent. */
  readonly plan: EditionPlan | null;
  readonly findings: readonly Finding[];
  /** `refused`: errors, nothing may be saved; `current`: it names its parent already and there is nothing to save; `made`: `workbook` is the derived edition. */
  readonly outcome: "refused" | "current" | "made";
};

/**
 * Checks `workbook` against the parent that it was made of and names the parent in it; with `older`, the parent from which it was derived, first merges what the parent changed
 * since. It is not saved. Errors: "template.not-found", those of `planEdition`, "derive.other-parent", "derive.not-its-parent", "derive.no-parent". (ED-14 to ED-18)
 */
export async function derivedEdition(parentSheets: WorkbookSnapshot, workbook: WorkbookPort, older: WorkbookSnapshot | null, wishes: Omit<EditionTerms, "rebalance">, words: EditionTexts): Promise<DerivedEdition> {
  const terms: EditionTerms = { ...wishes, rebalance: false };
  const { book: parent } = readTemplateBook(parentSheets);
  const derived = readTemplateBook(await read(workbook));
  const known = derived.book.parent;
  const named = parentEditionOf(parent);
  const isNamed = known !== null && known.code === named.code && known.edition === named.edition;
  let plan: EditionPlan | null = null;
  const findings: Finding[] = [];
  if (older !== null) {
    const { book: before } = readTemplateBook(older);
    if (known === null) throw new CodedError("derive.no-parent");
    if (known.code !== parentEditionOf(before).code) throw new CodedError("derive.not-its-parent", { title: known.title, edition: known.edition });
    const merged = mergeParent(before, parent, derived, terms.date, words);
    findings.push(...merged.findings);
    await workbook.apply({ purpose: "edit", edits: merged.edits });
    const after = await read(workbook);
    plan = planEdition(after, derived, readTemplateBook(after, terms.date), terms, words);
    findings.push(...plan.findings);
    await workbook.apply({ purpose: "edit", edits: plan.edits });
  } else {
    if (known !== null && known.code !== named.code) throw new CodedError("derive.other-parent", { title: known.title, edition: known.edition });
    findings.push(...derived.findings);
  }
  if (!isNamed) await workbook.apply({ purpose: "edit", edits: parentEdits(await read(workbook), derived.places, named, terms, words) });
  const result = readTemplateBook(await read(workbook));
  findings.push(...derivedFindings(parent, result, words));
  // What a merge could not do, people do in what it made; a first edition that breaks its parent's rules is not made.
  const refused = older === null && findings.some(({ severity }) => severity === "error");
  const { title, edition } = result.book;
  return { title, edition, parent: named, own: ownCount(parent, result.book), plan, findings, outcome: refused ? "refused" : isNamed && plan === null ? "current" : "made" };
}

/** Indicators in force that the parent does not have. */
function ownCount(parent: TemplateBook, book: TemplateBook): number {
  const theirs = new Set(parent.templates.flatMap(({ name, indicators }) => indicators.map(({ key }) => JSON.stringify([foldKeyText(name), key]))));
  return book.templates.reduce((sum, { name, indicators }) => sum + indicators.filter(({ key }) => !theirs.has(JSON.stringify([foldKeyText(name), key]))).length, 0);
}

/** Which of the superior's indicators this level undertakes. Error: "template.not-found". (ED-19, ED-20) */
export function coverage(superior: WorkbookSnapshot, own: WorkbookSnapshot): Coverage {
  return coverageOf(readTemplateBook(superior), readTemplateBook(own));
}

/** The list of what is covered, not yet saved. `blank` makes a workbook whose only sheet has that name. (ED-20) */
export async function coverageWorkbook<Made extends NewWorkbook>({ lines }: Coverage, words: CoverageTexts, blank: (sheet?: string) => Made): Promise<Made> {
  const workbook = blank(words["cover.sheet"]);
  await workbook.apply({ purpose: "edit", edits: coverageEdits("1", lines, words) });
  return workbook;
}

/** How many of the superior's indicators are covered, and how. */
export function coverageCounts({ lines }: Coverage): Readonly<Record<"all" | "covered" | "optional" | "similar" | "uncovered", number>> {
  const count = (state: string): number => lines.filter((line) => line.state === state).length;
  return { all: lines.length, covered: count("covered"), optional: count("optional"), similar: count("similar"), uncovered: count("uncovered") };
}

/** What a template does not say of each indicator would hide what changed. */
export function withoutTemplateNotices(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ code, severity }) => severity !== "notice" || !code.startsWith("template."));
}
