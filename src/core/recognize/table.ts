import type { Area, Rect } from "../grid/address";
import type { MarkableClass } from "./row-mark";

export const ROW_CLASSES = ["title", "meta", "header", "group", "data", "total", "note"] as const;
export type RowClass = (typeof ROW_CLASSES)[number];

/** What a column is for; the words are defined in docs/spec/recognition.md. */
export const COLUMN_ROLES = [
  "level1",
  "level2",
  "level3",
  "level4",
  "indicator",
  "sequence",
  "description",
  "criterion",
  "formula",
  "weight",
  "fullMark",
  "unit",
  "target",
  "actual",
  "dataSource",
  "owner",
  "subject",
  "subjectGroup",
  "period",
  "selfScore",
  "leaderScore",
  "score",
  "band",
  "grade",
  "rank",
  "remark",
  "other",
] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** Why something was recognised as it was: a code with parameters, rendered by i18n. */
export type Reason = { readonly code: string; readonly params: Readonly<Record<string, string | number>> };

/** First and last row, zero-based, inclusive. */
export type RowSpan = { readonly first: number; readonly last: number };

export type RecognizedColumn = {
  /** Zero-based, the first column where the header and the body are merged over several. */
  readonly column: number;
  /** Number of sheet columns it takes up. */
  readonly columns: number;
  /** The header's levels from top to bottom, white space folded; empty where the header is blank. */
  readonly headerPath: readonly string[];
  readonly role: ColumnRole;
  /** 0 to 1. */
  readonly confidence: number;
  readonly reasons: readonly Reason[];
  /** The next best reading, where there is one. */
  readonly alternative: { readonly role: ColumnRole; readonly confidence: number } | null;
  /** The role was chosen by hand. */
  readonly chosen?: true;
};

/** An indicator that stands in the body's rows. Decimal texts are exact: "0.3", "30"; a percentage keeps its sign: "30%". */
export type RecognizedIndicator = {
  /** First row, zero-based. */
  readonly row: number;
  /** Several where score bands, rules or 目标/实际/差异 of one indicator take a row each. */
  readonly rows: number;
  /** Names of the levels above it, top first, the indicator itself left out. */
  readonly path: readonly string[];
  readonly name: string;
  readonly weight: string | null;
  readonly fullMark: string | null;
};

/** A label and its value in a fill-in strip: 部门, 姓名, 月份 …; `value` is the cell to fill in, blank or not. */
export type MetaField = { readonly label: string; readonly value: string; readonly labelCell: Rect; readonly valueCell: Rect | null };

export type RecognizedTable = {
  /** From the first header row to the last data or total row. */
  readonly range: Rect;
  readonly headerRows: RowSpan | null;
  readonly repeatedHeaderRows: readonly RowSpan[];
  readonly columns: readonly RecognizedColumn[];
  readonly hierarchyColumns: readonly number[];
  readonly groupRows: readonly number[];
  readonly totalRows: readonly number[];
  readonly noteRows: readonly number[];
  readonly titleRows: readonly number[];
  readonly metaRows: readonly number[];
  readonly title: string;
  readonly meta: readonly MetaField[];
  readonly indicators: readonly RecognizedIndicator[];
  readonly confidence: number;
  readonly reasons: readonly Reason[];
  /** What was decided by hand; not there where nothing was. */
  readonly correction?: {
    /** As the correction names it. */
    readonly area: Area;
    /** The range was given. */
    readonly given: boolean;
    readonly performance: { readonly value: "unit" | "person" | null } | null;
    readonly ignored: boolean;
    /** Rows of the body that were said to be something else, by zero-based row. */
    readonly markedRows: ReadonlyMap<number, MarkableClass>;
  };
};

export type RecognizedSheet = {
  readonly sheetId: string;
  readonly name: string;
  /** By zero-based row; only rows with content. */
  readonly rows: ReadonlyMap<number, RowClass>;
  /** Why no table was found; not there where one was. Rule RC-16. */
  readonly noTable?: Reason;
  readonly tables: readonly RecognizedTable[];
};
