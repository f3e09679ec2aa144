import type { Rect } from "../grid/address";
import type { RecognizedTable } from "../recognize/table";

/**
 * How a table carries scores.
 * - subject-matrix: subjects down, indicators across (one score per indicator and subject, or one of each rater)
 * - rater-matrix: subjects (or one subject's indicators) down, raters across
 * - form: one subject, indicators down, one or more score columns
 * - indicator-list: indicators with marks or weights and no place for a score (a template)
 * - other: nothing that can be scored (a roster, a note table)
 */
export type TableLayout = "subject-matrix" | "rater-matrix" | "form" | "indicator-list" | "other";

/** Which of the two performances a table belongs to. */
export type Performance = "unit" | "person";

export type Indicator = {
  /** Stable: made from code, path and name, never from a position. */
  readonly key: string;
  readonly name: string;
  readonly path: readonly string[];
  /** Exact decimal text in points, for example "25"; `null` where the table does not say. */
  readonly fullMark: string | null;
  /** Exact decimal text as a share of 1, for example "0.3"; `null` where the table does not say. */
  readonly weight: string | null;
  readonly criterion: string | null;
  readonly dataSource: string | null;
  readonly owner: string | null;
};

/** An indicator and where it stands in the table. */
export type PlacedIndicator = {
  readonly indicator: Indicator;
  readonly where:
    | { readonly kind: "rows"; readonly row: number; readonly rows: number }
    /** `columns` neighbours from `column` on, one for each rater where several score the indicator, else one. (ST-31) */
    | { readonly kind: "column"; readonly column: number; readonly columns: number };
};

export type Subject = {
  /** Stable: staff number or code where there is one, else the name folded. */
  readonly key: string;
  readonly name: string;
  /** The unit a person belongs to, as written; `null` where the table does not say. */
  readonly group: string | null;
  /** Further attributes for ranking pools (职务层级, 人员类别 …), header → value. */
  readonly attributes: Readonly<Record<string, string>>;
};

export type PlacedSubject = {
  readonly subject: Subject;
  /** A body row of the table, or the whole form. */
  readonly where: { readonly kind: "row"; readonly row: number } | { readonly kind: "form" };
};

/** A column of scores given by somebody. */
export type RaterColumn = {
  readonly column: number;
  readonly name: string;
  readonly group: "self" | "leader" | "rater";
};

/** A column to tick in. */
export type OptionColumn = { readonly column: number; readonly label: string };

/** A result column that the user's table already has. */
export type ResultColumn = {
  readonly column: number;
  readonly kind: "score" | "rank" | "grade";
  /** empty: ours to fill; formula: the user's own; value: typed in. */
  readonly state: "empty" | "formula" | "value";
};

/** A recognised table read as something to score. Rows and columns are zero-based sheet positions. */
export type ScoringTable = {
  /** "T1", "T2" … in sheet order, or what the record calls it. */
  readonly tableId: string;
  readonly sheetId: string;
  readonly sheetName: string;
  readonly table: RecognizedTable;
  readonly layout: TableLayout;
  readonly performance: Performance | null;
  readonly indicators: readonly PlacedIndicator[];
  readonly subjects: readonly PlacedSubject[];
  readonly raters: readonly RaterColumn[];
  readonly results: readonly ResultColumn[];
  /** Where evaluators enter scores, one rectangle for each run of cells. */
  readonly entryCells: readonly Rect[];
  /** A √-form: one column for each option, of which every indicator has one ticked. Absent elsewhere. (ST-32) */
  readonly options?: readonly OptionColumn[];
  /** Body rows with a subject or an indicator, without header, group, total and note rows. */
  readonly bodyRows: readonly number[];
  /** First column right of the table that is wholly free (no content, no merges) over the table's rows. */
  readonly firstFreeColumn: number | null;
};
