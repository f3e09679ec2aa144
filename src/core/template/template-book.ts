import type { Indicator } from "./scoring-table";

/** Mandatory 必考: everybody's. Differentiated 差异化: of this template's posts. Optional 自选: chosen within limits. Own 自定: added by whoever got the template. */
export const ZONES = ["mandatory", "differentiated", "optional", "own"] as const;
export type Zone = (typeof ZONES)[number];

/** Who answers for an indicator (M7): undertakes it 承接, carries it out 执行, assesses it 考评. */
export const RESPONSIBILITIES = ["undertake", "execute", "assess"] as const;
export type Responsibility = (typeof RESPONSIBILITIES)[number];

export type TemplateIndicator = Omit<Indicator, "owner"> & {
  readonly zone: Zone;
  /** What everybody is to understand by it 口径. */
  readonly interpretation: string | null;
  /** As written; "" where nobody is named. */
  readonly responsible: Readonly<Record<Responsibility, string>>;
};

/** How many optional indicators may be chosen, and for how many points together; `null`: not limited. */
export type OptionalLimits = { readonly minCount: number | null; readonly maxCount: number | null; /** Exact decimal text. */ readonly maxPoints: string | null };

/** What those who get a template may add of their own; `null` and an empty list: not limited. (ED-14) */
export type OwnLimits = { readonly maxCount: number | null; /** Exact decimal text. */ readonly maxPoints: string | null; readonly sources: readonly string[] };

export type IssueTemplate = {
  readonly name: string;
  readonly indicators: readonly TemplateIndicator[];
  readonly optional: OptionalLimits;
  /** Absent where nothing may be added: then a template's digest is what it was before there was a free zone. */
  readonly own?: OwnLimits;
};

/** Whose derived edition a template is: the parent's title and edition, and the check code of its content. (ED-15) */
export type ParentEdition = { readonly title: string; readonly edition: number; readonly code: string };

/** Who gets a template: attribute (header of the roster) → wanted value. An attribute that is not named may be anything. */
export type ProfileRow = { readonly template: string; readonly wanted: readonly { readonly attribute: string; readonly value: string }[]; readonly row: number };

/** A line of the template's list of editions, as written. */
export type EditionLine = { readonly edition: number; /** "2026-10-10", or `null`. */ readonly date: string | null; readonly reason: string; readonly approver: string };

/** An indicator whose line stands in the template and which is not in force: retired, or to begin later. Days as "2026-10-10". (ED-2) */
export type OutOfForce = { readonly template: string; readonly indicator: TemplateIndicator; readonly effective: string | null; readonly retired: string | null };

/** What a template workbook says. */
export type TemplateBook = {
  readonly title: string;
  /** From 1. */
  readonly edition: number;
  readonly period: string | null;
  /** "2026-10-10", or `null`. */
  readonly deadline: string | null;
  readonly templates: readonly IssueTemplate[];
  /** `null`: the workbook has no sheet of profiles. */
  /** Editions in the order of their numbers, the first first; empty where the workbook lists none. */
  readonly editions: readonly EditionLine[];
  readonly outOfForce: readonly OutOfForce[];
  /** `null`: derived of none. */
  readonly parent: ParentEdition | null;
  readonly profiles: { readonly sheetId: string; readonly sheetName: string; readonly rows: readonly ProfileRow[] } | null;
};
