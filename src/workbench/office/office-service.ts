import type { BoardCounts } from "../../app/office/collect";
import type { Severity } from "../../core/check/finding";
import type { ReturnState } from "../../core/collect/merge-returns";
import type { Locale } from "../../i18n/texts";
import type { WorkOptions } from "../../workbook/port";

/** A template, a roster, and what a person says about them. Files go to the worker as they are: nothing is read before it is needed. */
export type IssueRequest = {
  readonly template: File;
  readonly roster: File;
  /** "" as the template says. */
  readonly period: string;
  readonly deadline: string;
  readonly by: "unit" | "person";
  readonly locale: Locale;
};

/** A finding in the reader's words. */
export type Told = { readonly severity: Severity; readonly sheet: string; readonly cell: string; readonly sentence: string };

export type IssuePreview = {
  readonly title: string;
  readonly edition: number;
  readonly period: string;
  readonly deadline: string | null;
  readonly subjects: number;
  readonly recipients: readonly { readonly fileName: string; readonly name: string; readonly sheets: readonly { readonly name: string; readonly template: string }[] }[];
  readonly findings: readonly Told[];
};

export type CollectRequest = Omit<IssueRequest, "by"> & {
  /** Workbooks, and archives of them. */
  readonly returns: readonly File[];
  /** What is collected is structured, scored and ranked as well. */
  readonly run: boolean;
};

export type BoardView = { readonly name: string; readonly unit: string; readonly template: string; readonly state: ReturnState; readonly errors: number; readonly changed: number; readonly file: string };

export type CollectView = {
  readonly title: string;
  readonly edition: number;
  readonly period: string;
  readonly counts: BoardCounts;
  readonly board: readonly BoardView[];
  /** Files about which there is something to tell. */
  readonly files: readonly { readonly file: string; readonly read: boolean; readonly findings: readonly Told[] }[];
  readonly findings: readonly Told[];
  /** The consolidated workbook. */
  readonly bytes: Uint8Array;
  /** Returns of which a marked copy can be made. */
  readonly markable: number;
};

export type MigrateRequest = IssueRequest & { readonly returns: readonly File[] };

export type MigrateView = {
  readonly title: string;
  readonly edition: number;
  readonly period: string;
  /** Files read, new workbooks, subjects whose entries came over; entries that did not, and that a person should look at. */
  readonly counts: Readonly<Record<"files" | "workbooks" | "subjects" | "lost" | "changed", number>>;
  readonly header: readonly string[];
  /** Entries that did not come over, or about which something changed. */
  readonly rows: readonly (readonly string[])[];
  readonly files: readonly { readonly file: string; readonly findings: readonly Told[] }[];
  readonly findings: readonly Told[];
  /** The new workbooks and the list as one archive; `null`: there is neither. */
  readonly bytes: Uint8Array | null;
};

/** What two templates are compared for: the next edition of one, this level's edition of its parent's, what of the superior's is covered. */
export const COMPARISONS = ["edition", "derive", "cover"] as const;
export type Comparison = (typeof COMPARISONS)[number];

export type CompareRequest = {
  readonly kind: Comparison;
  /** The template as it was, the parent's or the superior's. */
  readonly first: File;
  /** The changed copy, or this level's. */
  readonly own: File;
  /** The parent's edition of which this level's was derived; only `derive` looks at it. */
  readonly older: File | null;
  /** Without both, editions and derived templates are shown and not made. */
  readonly reason: string;
  readonly approver: string;
  /** "2026-10-01"; "": today. */
  readonly date: string;
  readonly rebalance: boolean;
  readonly locale: Locale;
};

/** A text, or the words of a wording with those marked that another one has not. */
export type CompareCell = readonly { readonly text: string; readonly isMarked: boolean }[];

export type CompareView = {
  readonly kind: Comparison;
  /** What came of it, in a sentence. */
  readonly summary: string;
  readonly findings: readonly Told[];
  readonly header: readonly string[];
  readonly rows: readonly (readonly CompareCell[])[];
  /** Errors that forbid what was asked for; nothing is made. */
  readonly isRefused: boolean;
  /** There is something to be made, if reason and approver are stated. */
  readonly isMakeable: boolean;
  /** `null`: not made. */
  readonly made: { readonly fileName: string; readonly bytes: Uint8Array } | null;
};

/** The performance office's season in a worker. Errors are CodedErrors; cancelling is heeded between files. (VW-30 to VW-34) */
export type OfficeService = {
  /** A template of the indicators of any workbook. Error: "template.no-tables". */
  template(request: { readonly file: File; readonly locale: Locale }, options?: WorkOptions): Promise<Uint8Array>;
  preview(request: IssueRequest, options?: WorkOptions): Promise<IssuePreview>;
  /** An archive of everybody's workbook. */
  issue(request: IssueRequest, options?: WorkOptions): Promise<Uint8Array>;
  collect(request: CollectRequest, options?: WorkOptions): Promise<CollectView>;
  /** Returns of older editions issued again in the new one, with their entries. (VW-38) */
  migrate(request: MigrateRequest, options?: WorkOptions): Promise<MigrateView>;
  /** Two templates held against each other, and what is made of them. Errors: those of `src/app/office/edition.ts`. (VW-35 to VW-37) */
  compare(request: CompareRequest, options?: WorkOptions): Promise<CompareView>;
  /** An archive of marked copies of what was collected last. */
  marked(argument: null, options?: WorkOptions): Promise<Uint8Array>;
};
