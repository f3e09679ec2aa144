import { CodedError } from "../coded-error";
import type { SheetSnapshot, WorkbookSnapshot } from "../grid/snapshot";
import { withoutRuledEntries } from "../score/ruled-entries";
import type { Scheme } from "../score/scheme";
import type { WorkbookRecord } from "../store/record";
import type { ScoringTable } from "../template/scoring-table";
import { acrossPerformances } from "./across-performances";
import { ballots } from "./ballots";
import { bonusSides } from "./bonus-sides";
import { cascade } from "./cascade";
import { cellErrors } from "./cell-errors";
import type { CheckContext, SheetRule, TableRule } from "./check-rule";
import { columnTotals } from "./column-totals";
import { comparableTables } from "./comparable-tables";
import { duplicateIndicators, duplicateSubjects } from "./duplicates";
import { entryDates } from "./entry-dates";
import { entryDecimals } from "./entry-decimals";
import { entryReasons } from "./entry-reasons";
import { entrySteps } from "./entry-steps";
import { entryValues } from "./entry-values";
import { eventLedgers } from "./event-ledgers";
import type { Finding } from "./finding";
import { changedFormulas, removedProtection } from "./formula-drift";
import type { FormerTable } from "./former-period";
import { differingFormulas, externalLinks, formulasAsText, overwrittenFormulas, shortRanges } from "./formula-patterns";
import { grades } from "./grades";
import { markTotals } from "./mark-totals";
import { indexMerges, type MergeIndex } from "./merge-index";
import { missingEntries } from "./missing-entries";
import { rankJumps } from "./rank-jumps";
import { ranks } from "./ranks";
import { rowTotals } from "./row-totals";
import { selfRatings } from "./self-ratings";
import { severalTicks } from "./several-ticks";
import { hiddenScores, hiddenSheets, overlappingMerges, swallowedValues, uncheckedSheets } from "./sheet-state";
import { sortFindings } from "./sort-findings";
import { strayEntries } from "./stray-entries";
import { changedIndicators, changedResults, lostTables, lostValidations } from "./structure-drift";
import { viewTable, type TableView } from "./table-view";
import { unitLinks } from "./unit-links";
import { weightTotals } from "./weight-totals";

export type CheckInput = {
  /** With values, formulas, styles and hidden rows and columns. */
  readonly workbook: WorkbookSnapshot;
  readonly tables: readonly ScoringTable[];
  readonly scheme: Scheme;
  /** What was structured, where something was: tables are compared with it. */
  readonly record?: WorkbookRecord | null;
  /** Tables of the period before, where another workbook holds it: ranks are compared with them. */
  readonly former?: readonly FormerTable[];
};

export type CheckOptions = {
  /** An AbortSignal fits, and so does anything with a getter; looked at between two rules. */
  readonly signal?: { readonly aborted: boolean };
  /** Rules done, of all rules to run. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
};

/** The rules, family by family; docs/spec/checks.md numbers what they say. */
export const TABLE_RULES: readonly TableRule[] = [
  missingEntries,
  entryValues,
  entryDecimals,
  entrySteps,
  entryDates,
  entryReasons,
  severalTicks,
  selfRatings,
  ballots,
  strayEntries,
  weightTotals,
  markTotals,
  duplicateSubjects,
  duplicateIndicators,
  comparableTables,
  changedIndicators,
  lostValidations,
  changedResults,
  changedFormulas,
  unitLinks,
  acrossPerformances,
  bonusSides,
  rowTotals,
  columnTotals,
  ranks,
  rankJumps,
  grades,
  overwrittenFormulas,
  shortRanges,
  differingFormulas,
  externalLinks,
  cellErrors,
  hiddenScores,
  swallowedValues,
];
export const SHEET_RULES: readonly SheetRule[] = [formulasAsText, hiddenSheets, overlappingMerges, uncheckedSheets, lostTables, removedProtection, cascade, eventLedgers];

/** CK-90: a rule that fails is a finding about itself, and the others go on. */
function guarded(id: string, sheet: SheetSnapshot, check: () => readonly Finding[]): readonly Finding[] {
  try {
    return check();
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return [{ code: "check.failed", severity: "warning", sheetId: sheet.sheetId, sheetName: sheet.name, area: null, params: { rule: id, detail } }];
  }
}

/** What one rule found about one table or sheet; `part` names both. */
export type CheckStep = { readonly part: string; readonly findings: readonly Finding[]; readonly done: number; readonly total: number };

/**
 * The same as `checkWorkbook`, a step for each rule and table, so that a caller can let others work in between.
 * Each step gives the findings it added; unsorted. `known` gives what a rule found before about a table (by its sheet) or
 * a sheet, where that still holds: then the rule does not look again.
 */
export function* checkInSteps(
  { workbook, tables, scheme, record = null, former = [] }: CheckInput,
  rules: { readonly table: readonly TableRule[]; readonly sheet: readonly SheetRule[] } = { table: TABLE_RULES, sheet: SHEET_RULES },
  known: (part: string, sheetId: string, rule: TableRule | SheetRule) => readonly Finding[] | null = () => null,
): Generator<CheckStep, void, undefined> {
  const indexed = new Map<SheetSnapshot, MergeIndex>();
  const mergesOf = (sheet: SheetSnapshot): MergeIndex => {
    const index = indexed.get(sheet) ?? indexMerges(sheet);
    indexed.set(sheet, index);
    return index;
  };
  const views = tables.map((table) => viewTable(workbook, withoutRuledEntries(table, tables, scheme.indicatorRules), mergesOf)).filter((view): view is TableView => view !== null);
  const context: CheckContext = { workbook, views, scheme, record, former };
  const total = views.length * rules.table.length + workbook.sheets.length * rules.sheet.length;
  let done = 0;
  const look = (part: string, sheet: SheetSnapshot, rule: TableRule | SheetRule, check: () => readonly Finding[]): CheckStep => ({
    part,
    findings: known(part, sheet.sheetId, rule) ?? guarded(rule.id, sheet, check),
    done: ++done,
    total,
  });
  for (const view of views) {
    for (const rule of rules.table) {
      yield look(`${view.table.tableId} ${rule.id}`, view.sheet, rule, () => rule.check(view, context));
    }
  }
  for (const sheet of workbook.sheets) {
    for (const rule of rules.sheet) {
      yield look(`${sheet.sheetId} ${rule.id}`, sheet, rule, () => rule.check(sheet, context));
    }
  }
}

/**
 * Everything that the rules of docs/spec/checks.md find, sorted (CK-1). Pure; looks at visible and hidden sheets.
 * Error: CodedError "cancelled" when the signal is aborted.
 */
export function checkWorkbook(input: CheckInput, options: CheckOptions = {}): readonly Finding[] {
  const findings: Finding[] = [];
  for (const step of checkInSteps(input)) {
    if (options.signal?.aborted) throw new CodedError("cancelled");
    findings.push(...step.findings);
    options.onProgress?.({ done: step.done, total: step.total });
  }
  return sortFindings(
    findings,
    input.workbook.sheets.map((sheet) => sheet.sheetId),
  );
}
