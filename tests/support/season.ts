import { parentEditionOf } from "../../src/core/edition/derived";
import { assignTemplates } from "../../src/core/issue/assign-templates";
import { judgeReturn, type IssuedTo, type JudgedReturn } from "../../src/core/collect/judge-return";
import { readReturn } from "../../src/core/collect/read-return";
import { issueEdits, issuedSheetNames, recipientsOf, type Recipient } from "../../src/core/issue/issue-plan";
import type { IssueTerms } from "../../src/core/issue/issue-record";
import { readRoster, type Roster } from "../../src/core/issue/roster";
import type { WorkbookSnapshot } from "../../src/core/grid/snapshot";
import { readTemplateBook } from "../../src/core/template/read-template";
import { textsOf } from "../../src/i18n/command-line-texts";
import type { Locale } from "../../src/i18n/texts";
import { createBlankWorkbook } from "../../src/workbook/file/blank-workbook";
import { openWorkbook } from "../../src/workbook/file/open-workbook";
import { seasonRoster, seasonTemplate } from "./season-workbooks";

/** One season in memory: what is issued to whom, and how a return is judged against it. */
export type Season = {
  readonly terms: IssueTerms;
  readonly roster: Roster;
  readonly recipients: readonly Recipient[];
  readonly issued: IssuedTo;
  /** The workbook issued to the recipient of this name. */
  readonly workbookFor: (name: string, locale?: Locale) => Promise<Uint8Array>;
  readonly judge: (bytes: Uint8Array) => Promise<JudgedReturn>;
};

export type SeasonOptions = { readonly template?: Uint8Array; readonly roster?: Uint8Array; readonly by?: "unit" | "person"; readonly terms?: Partial<IssueTerms> };

async function snapshotOf(bytes: Uint8Array): Promise<WorkbookSnapshot> {
  return (await openWorkbook(bytes, "甲.xlsx")).read({ sheets: "all", fields: ["values", "formulas", "styles"] });
}

export async function season({ template = seasonTemplate(), roster: people = seasonRoster(), by = "person", terms: changed = {} }: SeasonOptions = {}): Promise<Season> {
  const { book } = readTemplateBook(await snapshotOf(template));
  const { roster } = readRoster(await snapshotOf(people));
  const terms: IssueTerms = { title: book.title, edition: book.edition, period: book.period ?? "", deadline: book.deadline, ...changed };
  const { assigned } = assignTemplates(book, roster);
  const { recipients } = recipientsOf(assigned, by);
  const issued: IssuedTo = { terms, code: parentEditionOf(book).code, templates: book.templates, bySubject: new Map(assigned.map((item) => [item.subject.key, item])) };
  return {
    terms,
    roster,
    recipients,
    issued,
    workbookFor: async (name, locale = "zh-CN") => {
      const recipient = recipients.find((candidate) => candidate.name === name);
      if (!recipient) throw new Error(`nothing was issued to ${name}`);
      const texts = textsOf(locale).issue;
      const workbook = createBlankWorkbook(issuedSheetNames(recipient, texts)[0]);
      await workbook.apply({ purpose: "edit", edits: issueEdits(recipient, terms, texts) });
      return workbook.save();
    },
    judge: async (bytes) => judgeReturn(readReturn(await snapshotOf(bytes)), issued),
  };
}
