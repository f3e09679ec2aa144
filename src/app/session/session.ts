import type { Severity } from "../../core/check/finding";
import type { FixKind } from "../../core/check/fixes/fix-kind";
import type { CodeParams } from "../../core/coded-error";
import type { Area, Rect } from "../../core/grid/address";
import type { PlanPurpose } from "../../core/plan/plan";
import type { PlanSummary } from "../../core/plan/plan-summary";
import type { MarkableClass } from "../../core/recognize/row-mark";
import type { ColumnRole, Reason, RowSpan } from "../../core/recognize/table";
import type { Distribution } from "../../core/score/distribution";
import type { IndicatorKind } from "../../core/score/indicator-kind";
import type { RuleProposal } from "../../core/score/propose-rule";
import type { Scheme } from "../../core/score/scheme";
import type { Verification } from "../../core/archive/verify";
import type { Performance, TableLayout } from "../../core/template/scoring-table";
import type { LedgerPosting, LedgerYear } from "./ledger-session";
import type { Disagreement, Uncalculated, WorkOptions } from "../../workbook/port";

/** The five steps of the pane, in order. */
export const SESSION_STEPS = ["recognize", "structure", "check", "score", "archive"] as const;
export type SessionStep = (typeof SESSION_STEPS)[number];

/** A finding as data with its place in A1; texts are the UI's. */
export type FindingView = {
  /** The same finding has the same id after a re-check: made of code, place and parameters. */
  readonly id: string;
  readonly code: string;
  readonly severity: Severity;
  readonly sheetId: string | null;
  readonly sheetName: string | null;
  readonly area: Rect | null;
  /** "C5" or "C5:C9"; `null` for the whole sheet or workbook. */
  readonly address: string | null;
  readonly params: CodeParams;
  /** What a safe fix would do; `null`: nothing can be mended safely. */
  readonly fix: { readonly kind: FixKind; readonly cells: number } | null;
  /** "Checked, it is right": kept in the workbook's record. */
  readonly accepted: Acceptance | null;
};

export type { FixKind };

/** `at`: ISO 8601 with offset. */
export type Acceptance = { readonly reason: string; readonly at: string };

export type ColumnView = {
  readonly column: number;
  readonly columns: number;
  /** "C". */
  readonly letter: string;
  readonly headerPath: readonly string[];
  readonly role: ColumnRole;
  readonly confidence: number;
  readonly reasons: readonly Reason[];
  readonly alternative: { readonly role: ColumnRole; readonly confidence: number } | null;
  /** The user chose the role. */
  readonly corrected: boolean;
  /** Up to three contents of the body, as texts. */
  readonly samples: readonly string[];
};

export type TableView = {
  readonly tableId: string;
  readonly sheetId: string;
  readonly sheetName: string;
  readonly range: Rect;
  /** "A5:K9". */
  readonly address: string;
  readonly headerRows: RowSpan | null;
  readonly title: string;
  readonly layout: TableLayout;
  readonly performance: Performance | null;
  readonly confidence: number;
  readonly reasons: readonly Reason[];
  readonly columns: readonly ColumnView[];
  readonly indicators: number;
  readonly subjects: number;
  readonly entryCells: number;
  /** Rows that the user said to be something else, from the top. */
  readonly markedRows: readonly { readonly row: number; readonly label: MarkableClass }[];
  /** The user corrected something of it. */
  readonly corrected: boolean;
  /** The user said that it is no table to score: it is left alone. */
  readonly ignored: boolean;
};

export type SheetView = {
  readonly sheetId: string;
  readonly name: string;
  readonly visibility: "visible" | "hidden" | "veryHidden";
  readonly protection: "none" | "plain" | "password";
  /** The sheet is one of ours. */
  readonly own: boolean;
  readonly tables: readonly TableView[];
};

export type RecognitionView = { readonly sheets: readonly SheetView[]; readonly findings: readonly FindingView[] };

/**
 * What the user puts right by hand. Corrections belong to the workbook: they are kept in its record as soon as one is
 * written, and until then in the session.
 */
export type Correction =
  | { readonly kind: "role"; readonly tableId: string; readonly column: number; readonly role: ColumnRole }
  | { readonly kind: "range"; readonly tableId: string; readonly range: Rect; readonly headerRows: RowSpan | null }
  | { readonly kind: "performance"; readonly tableId: string; readonly performance: Performance | null }
  | { readonly kind: "ignore"; readonly tableId: string; readonly ignored: boolean }
  /** What a row of the body is; `null`: as recognised. */
  | { readonly kind: "row"; readonly tableId: string; readonly row: number; readonly label: MarkableClass | null }
  /** From this row or column on (zero-based, on the sheet) another table begins. */
  | { readonly kind: "split"; readonly tableId: string; readonly at: { readonly row: number } | { readonly column: number } }
  /** The other table on the same sheet, and everything between, belong to this one. */
  | { readonly kind: "join"; readonly tableId: string; readonly with: string }
  | { readonly kind: "add-table"; readonly sheetId: string; readonly range: Rect; readonly headerRows: RowSpan | null }
  /** Takes all corrections of a table back; a table that was added is gone. */
  | { readonly kind: "reset"; readonly tableId: string };

/** One cell that a plan writes, for the preview. */
export type ChangeView = {
  readonly area: Area;
  readonly sheetName: string;
  readonly address: string;
  readonly before: string;
  /** The content before is a text that becomes a number: both may look the same. */
  readonly wasText: boolean;
  /** What will be seen: the value that the core computed for a formula, or the formula where none was. */
  readonly after: string;
  readonly kind: "value" | "formula";
};

/** What a step would do. Nothing has been written. It can be applied once, as long as the workbook has not changed since. */
export type PreviewView = {
  readonly previewId: number;
  readonly purpose: PlanPurpose;
  readonly summary: PlanSummary;
  /** The first 200 cells with a visible change, in the order of the plan. */
  readonly changes: readonly ChangeView[];
  readonly findings: readonly FindingView[];
  /** Nothing would be written. */
  readonly empty: boolean;
  /** Applying clears the spreadsheet program's own undo list. */
  readonly clearsUndo: boolean;
  /** The workbook is open read-only: what is applied has to be saved under another name. */
  readonly readOnly: boolean;
};

export type AppliedView = {
  readonly purpose: PlanPurpose;
  readonly cells: number;
  readonly disagreements: readonly Disagreement[];
  readonly uncalculated: readonly Uncalculated[];
  readonly findings: readonly FindingView[];
  /** First cell of the sheet that was written for people to read: ranking or archive. `null`: the step wrote none. (SE-17) */
  readonly reveal: Area | null;
};

/** An indicator on its way down, as its sheet says; "" where it says nothing. (CC-1) */
export type DecompositionNode = {
  /** Zero-based row on the sheet: findings about it stand in the same. */
  readonly row: number;
  /** 0: the superior's own, one of which the parent is missing, or one on a circle. */
  readonly depth: number;
  readonly code: string;
  readonly name: string;
  readonly owner: string;
  /** "60%". */
  readonly share: string;
  readonly weight: string;
  readonly undertake: string;
  readonly execute: string;
  readonly assess: string;
  /** `false`: finished by the organ; `null`: nobody says. */
  readonly passed: boolean | null;
  readonly reason: string;
};

/** A sheet on which indicators are decomposed: its nodes in the order of the tree, each before its parts. (SE-23) */
export type DecompositionView = {
  readonly sheetId: string;
  readonly sheetName: string;
  /** Where the names stand. */
  readonly column: number;
  readonly nodes: readonly DecompositionNode[];
};

export type CheckView = { readonly findings: readonly FindingView[]; readonly decompositions: readonly DecompositionView[] };

/** Full mark and weight in force of one indicator; `null`: none stated. Decimal texts. */
export type MarkView = {
  readonly key: string;
  readonly name: string;
  readonly fullMark: string | null;
  readonly weight: string | null;
  /** How it counts where nobody states it. (SC-8) */
  readonly kindByWords: IndicatorKind;
  /** First level of its path: the category that a cap may name. */
  readonly category: string | null;
  /** Headers of the columns to tick in, in a √-form; `null` elsewhere. (SC-46) */
  readonly options: readonly string[] | null;
  /** Several cells give its number: only methods that read numbers are possible. (SC-47) */
  readonly severalRaters: boolean;
  /** What its criterion says about its method, to be asked about; `null`: nothing clear. (SC-49) */
  readonly proposal: RuleProposal | null;
};

export type SchemeView = {
  readonly scheme: Scheme;
  /** Headers of attributes that subjects have: what pools can be made of. */
  readonly poolAttributes: readonly string[];
  /** What stands under each of them. */
  readonly attributeValues: Readonly<Record<string, readonly string[]>>;
  /** The tables that are scored, with their marks and how points are combined (mission.md: points, weights and full marks). */
  readonly blocks: readonly {
    readonly blockId: string;
    readonly tableId: string;
    readonly sheetName: string;
    readonly title: string;
    readonly layout: TableLayout;
    readonly performance: Performance | null;
    readonly linked: boolean;
    readonly combination: "full-marks" | "weights" | "both" | "none" | "contradiction";
    readonly marks: readonly MarkView[];
  }[];
  /** Where the scheme stands: not yet in the workbook, or on its sheet. */
  readonly place: "draft" | "sheet";
};

export type RankedLineView = {
  readonly scoreKey: string;
  readonly name: string;
  readonly group: string | null;
  readonly sheetId: string;
  readonly row: number | null;
  /** Decimal text; `null`: withheld. */
  readonly score: string | null;
  readonly rank: number | null;
  readonly band: string | null;
  /** Why there is no rank: a code's last part, see `Unranked` in core/score/ranking.ts. */
  readonly unranked: string | null;
};

export type PoolView = { readonly label: string; readonly performance: Performance | null; readonly normalised: boolean; readonly lines: readonly RankedLineView[] };

export type { Distribution };

export type ScorePreviewView = PreviewView & {
  readonly pools: readonly PoolView[];
  readonly scored: number;
  readonly withheld: number;
  /** One for each performance that has scores on the full total. */
  readonly distributions: readonly { readonly performance: Performance | null; readonly distribution: Distribution }[];
};

export type ArchivePreviewView = PreviewView & { readonly archiveId: string | null; readonly sheetName: string | null; readonly digest: string | null; readonly pools: number; readonly subjects: number; /** Accepted findings that it lists. */ readonly accepted: number };

/** `tables`: with indicators of their own; `compared` of them have others like them, in `groups`; `deviations` in `differing` tables. */
export type CertificatePreviewView = PreviewView & { readonly tables: number; readonly compared: number; readonly groups: number; readonly differing: number; readonly deviations: number };

/** A ledger's file as somebody chose it. */
export type LedgerFile = { readonly name: string; readonly bytes: Uint8Array };

/** What is posted where. `ledger`: `null` makes a new one; `task`, `approval`: "" for the annual set; `sheets`: empty for all. */
export type PostingRequest = {
  readonly ledger: LedgerFile | null;
  readonly period: string;
  readonly task: string;
  readonly approval: string;
  readonly close: boolean;
  readonly sheets: readonly string[];
  /** What people know the results by: the workbook's name. */
  readonly source: string;
};

/** `year`: `null` where the ledger has one; `schemes`: empty for all. */
export type YearRequest = { readonly ledger: LedgerFile; readonly year: number | null; readonly schemes: readonly string[] };

export type PostingView = Omit<LedgerPosting, "findings"> & { readonly findings: readonly FindingView[] };
export type YearView = Omit<LedgerYear, "findings"> & { readonly findings: readonly FindingView[] };

export type HistoryEntry = { readonly purpose: PlanPurpose; readonly cells: number; readonly at: string };

/** Where the workbook stands; small, asked for after every call and after every edit. */
export type SessionState = {
  readonly structured: boolean;
  readonly edition: number | null;
  readonly scored: boolean;
  readonly ranked: boolean;
  readonly archives: number;
  /** The step at which the workbook was left; kept in its record, at once or with the next write. (SE-4) */
  readonly step: SessionStep;
  /** What can be undone, oldest first. */
  readonly history: readonly HistoryEntry[];
  /** Edited since it was last read: views of before may be out of date. */
  readonly stale: boolean;
  /** Everything that is written clears the spreadsheet program's own undo list. */
  readonly clearsUndo: boolean;
};

/**
 * One workbook on its way through the five steps. Plain data in and out, one argument a method, so that it can live in a
 * worker. Every method may reject with a CodedError: "cancelled", the host's, "preview.outdated" (the workbook changed
 * after the preview), "not-recognized" (a step was asked for before `recognize`).
 */
export type Session = {
  state(argument: null): Promise<SessionState>;
  /** Calls the handler after every edit by the user or others; not after our own applies. */
  listen(handler: (state: SessionState) => void): Promise<void>;
  setStep(step: SessionStep): Promise<void>;
  /** Reads the workbook anew. Corrections stay. */
  recognize(argument: null, options?: WorkOptions): Promise<RecognitionView>;
  correct(correction: Correction, options?: WorkOptions): Promise<RecognitionView>;
  /** What was put right, as a profile file's text, and for how many tables: those without a header are left out. (SE-18) */
  exportProfile(argument: null, options?: WorkOptions): Promise<{ readonly text: string; readonly tables: number }>;
  /** Puts right what a profile says of tables like the workbook's; how many they are. Errors: "profile.invalid", "profile.nothing-fits". (SE-18) */
  importProfile(text: string, options?: WorkOptions): Promise<{ readonly recognition: RecognitionView; readonly tables: number }>;
  previewStructure(options: { readonly protect: boolean }, work?: WorkOptions): Promise<PreviewView>;
  check(argument: null, options?: WorkOptions): Promise<CheckView>;
  /** Checks an edited block again with one small reading; `null` where more was edited than entries, or nothing was checked yet. (SE-19) */
  recheck(argument: null, options?: WorkOptions): Promise<CheckView | null>;
  previewFix(findingIds: readonly string[], options?: WorkOptions): Promise<PreviewView>;
  /** Keeps or (reason `null`) withdraws "checked, it is right". Writes the record only. */
  accept(request: { readonly findingIds: readonly string[]; readonly reason: string | null }, options?: WorkOptions): Promise<CheckView>;
  /** The certificate of comparability of the workbook's tables as a sheet of ours. (SE-22) */
  previewCertificate(argument: null, options?: WorkOptions): Promise<CertificatePreviewView>;
  scheme(argument: null, options?: WorkOptions): Promise<SchemeView>;
  /** Scores and ranks under the given scheme and marks, without writing. `marks`: changed ones only, by block and indicator key. */
  previewScores(
    draft: { readonly scheme: Scheme; readonly marks: Readonly<Record<string, Readonly<Record<string, { readonly fullMark?: string | null; readonly weight?: string | null }>>>> },
    options?: WorkOptions,
  ): Promise<ScorePreviewView>;
  previewArchive(request: { readonly signer: string }, options?: WorkOptions): Promise<ArchivePreviewView>;
  /** Digests from the minutes, by archive id, may be empty. */
  verify(written: Readonly<Record<string, string>>, options?: WorkOptions): Promise<Verification>;
  /** Posts the results to a ledger's file, which is not the workbook: it is handed back. (SE-20) */
  postToLedger(request: PostingRequest, options?: WorkOptions): Promise<PostingView>;
  /** Rolls a ledger up into the year, in a copy that is handed back. (SE-21) */
  rollUpYear(request: YearRequest, options?: WorkOptions): Promise<YearView>;
  apply(previewId: number, options?: WorkOptions): Promise<AppliedView>;
  /** Takes the last apply back. Error "undo.changed-since" names the cells that changed meanwhile. */
  undo(argument: null, options?: WorkOptions): Promise<SessionState>;
  /** Shows a place in the spreadsheet. */
  reveal(area: Area): Promise<void>;
  /** Frames areas in the spreadsheet until others are given; does nothing where the host cannot. (SE-16) */
  outline(areas: readonly Area[]): Promise<void>;
  /** What is selected in the spreadsheet now; `null` where the host cannot say. */
  selection(argument: null): Promise<Area | null>;
};
