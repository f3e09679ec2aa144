import { checkLetters, sha256Hex } from "../store/checksum";
import { canonicalJson } from "../store/record-text";
import { defaultScheme } from "../score/default-scheme";
import type { IssueRecord, WorkbookRecord } from "../store/record";
import type { IssueTemplate, ParentEdition } from "../template/template-book";
import type { Assigned } from "./assign-templates";

/** Edition, period and deadline of one issue. */
export type IssueTerms = {
  readonly title: string;
  readonly edition: number;
  readonly period: string;
  /** "2026-10-10", or `null`. */
  readonly deadline: string | null;
  /** Where a derived edition is issued: whose (ED-15). No part of fingerprints, which name the derived edition itself. */
  readonly parent?: ParentEdition;
};

const digests = new WeakMap<IssueTemplate, string>();

/** SHA-256 of a template. One template is issued to many, and templates are never changed in place. */
function templateDigest(template: IssueTemplate): string {
  const known = digests.get(template);
  if (known !== undefined) return known;
  const digest = sha256Hex(canonicalJson(template));
  digests.set(template, digest);
  return digest;
}

/** SHA-256 over everything that an issued sheet says and nobody may change: subject, terms, indicators. (IS-9) */
export function sheetFingerprint({ subject, template }: Assigned, { title, edition, period, deadline }: IssueTerms): string {
  return sha256Hex(canonicalJson({ format: "twinscore-issue/1", title, edition, period, deadline, subject: { key: subject.key, name: subject.name, unit: subject.unit }, template: templateDigest(template) }));
}

/** The fingerprint's first letters as they are printed on the sheet, so that it is known again where the record was lost. (IS-9) */
export function printedFingerprint(fingerprint: string): string {
  return checkLetters(fingerprint, 10);
}

/** Hidden name of the first cell of an issued sheet, by its number from 1. */
export function issuedSheetAnchor(index: number): string {
  return `_TS_I${String(index)}`;
}

/** The record of an issued workbook. It knows no clock: the same issue gives the same record. (IS-8, IS-10) */
export function issuedRecord(sheets: readonly Assigned[], terms: IssueTerms): WorkbookRecord {
  const issue: IssueRecord = {
    title: terms.title,
    edition: terms.edition,
    period: terms.period,
    deadline: terms.deadline,
    ...(terms.parent ? { parent: terms.parent } : {}),
    sheets: sheets.map((assigned, index) => ({
      anchor: issuedSheetAnchor(index + 1),
      subject: assigned.subject.key,
      template: assigned.template.name,
      fingerprint: sheetFingerprint(assigned, terms),
    })),
  };
  return { version: 1, edition: terms.edition, structuredAt: "", tables: [], scheme: defaultScheme(), ownSheets: [], archives: [], issue };
}
