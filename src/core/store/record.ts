import type { Performance, TableLayout } from "../template/scoring-table";
import type { Scheme } from "../score/scheme";

/** A sheet that TwinScore added, found again by its anchor name. */
export type OwnSheet = {
  readonly purpose: "scheme" | "summary" | "adjustment" | "ranking" | "factor" | "archive";
  /** Hidden defined name that refers to the sheet's first cell. */
  readonly anchor: string;
};

/**
 * What a sheet of ours is for. The certificate of comparability is found by its name alone and not listed in the record: programs of before refuse
 * records with purposes that they do not know. (RE-5)
 */
export type OwnSheetPurpose = OwnSheet["purpose"] | "certificate";

/** What a column, or a cell of a total row, calculated when its table was structured. Told by header and label: no positions. */
export type FormulaRecord = {
  readonly column: string;
  /** The total row's label; `null`: the rows of subjects or indicators. */
  readonly row: string | null;
  /** As it reads relative to its own cell, so that a formula filled down is one text. */
  readonly relative: string;
  /** The same with the table's columns by their headers. */
  readonly named: string;
};

/** A structured table. Holds no row numbers: hidden defined names anchor whole ranges and follow the user's edits. */
export type TableRecord = {
  readonly tableId: string;
  readonly layout: TableLayout;
  readonly performance: Performance | null;
  /** Hidden defined name of the table's range, header to last row. */
  readonly anchor: string;
  /** Hidden defined name of the key column; `null` where no column was free and keys are content. */
  readonly keyColumn: string | null;
  /** Indicators by key as they were when structured: what later editions are compared with. */
  readonly indicators: readonly {
    readonly key: string;
    readonly name: string;
    readonly path: readonly string[];
    readonly fullMark: string | null;
    readonly weight: string | null;
    readonly criterion: string | null;
    readonly dataSource: string | null;
    readonly owner: string | null;
  }[];
  /** Formulas of the user's own. Absent where there are none, and in records of before they were kept. (ST-34) */
  readonly formulas?: readonly FormulaRecord[];
  /** Its sheet was protected after structuring; absent where it was not, and in records of before. */
  readonly protected?: boolean;
};

export type ArchiveRecord = {
  /** "A1", "A2" … */
  readonly archiveId: string;
  readonly anchor: string;
  /** ISO 8601 with offset. */
  readonly archivedAt: string;
  readonly edition: number;
  /** SHA-256 over the canonical form, lower-case hexadecimal. */
  readonly digest: string;
  /** Digest of the archive before this one, or `null`. */
  readonly previous: string | null;
};

/** What a user put right by hand about one table; see `TableCorrection`. Columns and rows are counted from the anchor's first cell. */
export type CorrectionRecord = {
  /** Hidden defined name of the table's range. */
  readonly anchor: string;
  /** The range was given by hand; `headerRows` `null`: found in it. `added`: recognition had not found the table. */
  readonly given: { readonly headerRows: { readonly first: number; readonly last: number } | null; readonly added: boolean } | null;
  readonly roles: readonly { readonly offset: number; readonly header: string; readonly role: string }[];
  /** Absent where no row was marked, and in records of before they could be. */
  readonly rows?: readonly { readonly offset: number; readonly text: string; readonly label: string }[];
  readonly performance: { readonly value: Performance | null } | null;
  readonly ignored: boolean;
};

/** "Checked, it is right": a finding by its id, which changes with the finding. */
export type AcceptanceRecord = { readonly finding: string; readonly reason: string; /** ISO 8601 with offset. */ readonly at: string };

/** Where an issued workbook comes from. */
export type IssueRecord = {
  readonly title: string;
  readonly edition: number;
  readonly period: string;
  /** "2026-10-10", or `null`. */
  readonly deadline: string | null;
  /** Where a derived edition was issued: its parent's title, edition and check code. */
  readonly parent?: { readonly title: string; readonly edition: number; readonly code: string };
  /** One for each subject; `fingerprint`: SHA-256, lower-case hexadecimal. */
  readonly sheets: readonly { /** Hidden defined name of the sheet's first cell. */ readonly anchor: string; readonly subject: string; readonly template: string; readonly fingerprint: string }[];
};

/** Everything TwinScore keeps inside a workbook. Fields are added, never repurposed. */
export type WorkbookRecord = {
  readonly version: 1;
  /** Raised when the structure is applied anew with other indicators. */
  readonly edition: number;
  readonly structuredAt: string;
  readonly tables: readonly TableRecord[];
  readonly scheme: Scheme;
  readonly ownSheets: readonly OwnSheet[];
  readonly archives: readonly ArchiveRecord[];
  /** Absent in records of before they were kept. */
  readonly corrections?: readonly CorrectionRecord[];
  readonly acceptances?: readonly AcceptanceRecord[];
  /** The step of the pane at which the workbook was left. */
  readonly step?: string;
  /** Only in workbooks that were issued from a template. */
  readonly issue?: IssueRecord;
};
