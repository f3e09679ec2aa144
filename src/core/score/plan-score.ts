import type { Finding } from "../check/finding";
import { quoteSheetName, toAbsoluteA1, type Area, type Rect } from "../grid/address";
import { formulaAt, valueAt, type SheetSnapshot, type WorkbookSnapshot } from "../grid/snapshot";
import type { Edit, StylePatch } from "../plan/edit";
import { liftProtection } from "../plan/lift-protection";
import type { Plan } from "../plan/plan";
import { foldKeyText } from "../template/keys";
import { tableGrid } from "../template/table-grid";
import type { ScoringTable } from "../template/scoring-table";
import type { OwnSheet } from "../store/record";
import { ownSheetAnchor } from "../store/anchors";
import { draftAdjustmentSheet } from "./adjustment-sheet";
import { computeScores, type ScoredBlock, type Scores, type SubjectScore } from "./compute-scores";
import { decimal, toNumber } from "./decimal";
import { absolute, columnRuns, escapeWildcards } from "./formula-text";
import { isRuled } from "./indicator-rule";
import { methodValidations } from "./method-validation";
import { BLOCK_NAME, lookUpNames, resultName, type NameLookup } from "./own-names";
import { fillOwnSheet, nameOwnSheet, openOwnSheet, placeOwnSheet, type OwnSheetContent, type OwnSheetPlace } from "./own-sheet";
import { draftResultColumns, headerStyle, numberFormat, resultReference } from "./result-columns";
import { LINKED_PARTS, ownArea, placeResults, partsOf, type TablePlaces } from "./result-places";
import { literalLookUp, type ScoreLookUp } from "./score-look-up";
import { draftSchemeSheet } from "./scheme-sheet";
import { sheetDraft, type SheetDraft } from "./sheet-draft";
import type { ScoreSheetTexts } from "./sheet-texts";
import { termRuns } from "./term-runs";
import { MAX_EXPLAINED } from "./tie-breakers";
import type { Scheme } from "./scheme";
import type { MarkOverrides } from "./scheme-draft";
import { draftSummarySheet, partHeader, placeOnSummary, SUMMARY_NAME, summaryLookUp, type SummaryPlace } from "./summary-sheet";

export type ScorePlan = {
  readonly plan: Plan;
  readonly scores: Scores;
  readonly findings: readonly Finding[];
  /** Sheets of ours that exist after the plan: for the record. */
  readonly ownSheets: readonly OwnSheet[];
};

/** Where each block's scores stand. */
type Placement =
  | { readonly kind: "table"; readonly places: TablePlaces; readonly table: ScoringTable; readonly sheet: SheetSnapshot }
  | { readonly kind: "summary"; readonly place: SummaryPlace };

/** The total cell of a form that is ours to fill. */
type TotalCell = { readonly table: ScoringTable; readonly cell: { readonly row: number; readonly column: number } };

const TOTAL_LABEL = /^(?:总得分|总分|得分|考核得分|综合得分|最终得分|最后得分|合计得分|总成绩|total(?:score)?)$/iu;

/**
 * Plans everything that scoring writes: the scheme sheet, result columns in place, the summary of forms, the
 * adjustment sheet. Running it on the workbook that it was applied to gives the same cells again. `tables` are
 * read from the same snapshot. `drafted` marks are written to the scheme sheet as typed ones. (SC-17 to SC-24)
 */
export function planScore(workbook: WorkbookSnapshot, tables: readonly ScoringTable[], scheme: Scheme, texts: ScoreSheetTexts, drafted: MarkOverrides = new Map()): ScorePlan {
  const scores = computeScores(workbook, tables, scheme, drafted);
  const names = lookUpNames(workbook);
  const sheets = new Map(workbook.sheets.map((sheet) => [sheet.sheetId, sheet] as const));
  const findings: Finding[] = [...scores.findings];
  const sealed = (sheet: SheetSnapshot | undefined): boolean => sheet?.protection?.hasPassword === true;

  const inTables = new Map<string, Placement>();
  const onSummary: ScoredBlock[] = [];
  for (const scored of scores.blocks) {
    const [table] = scored.block.tables;
    const sheet = table ? sheets.get(table.sheetId) : undefined;
    if (!table || !sheet) continue;
    if (scored.block.layout === "forms" || scored.block.layout === "grid") {
      onSummary.push(scored);
      continue;
    }
    const places = sealed(sheet) ? null : placeResults(names, sheet, table, partsOf(scored.link), scored.block.layout === "raters" && scored.block.groups.length === 1 && scored.link === null);
    if (places) inTables.set(scored.block.blockId, { kind: "table", places, table, sheet });
    else {
      onSummary.push(scored);
      findings.push({
        code: sealed(sheet) ? "score.sheet-password" : "score.no-room",
        severity: sealed(sheet) ? "warning" : "notice",
        sheetId: sheet.sheetId,
        sheetName: sheet.name,
        area: table.table.range,
        params: { table: table.tableId, summary: texts["sheet.summary"] },
      });
    }
  }
  if (scores.blocks.length === 0) {
    findings.push({ code: "score.nothing-to-score", severity: "notice", sheetId: null, sheetName: null, area: null, params: {} });
    return { plan: { purpose: "score", edits: [] }, scores, findings, ownSheets: [] };
  }

  const explained = scores.blocks.filter((scored) => inTables.has(scored.block.blockId) && isExplained(scored));
  const details = new Set(explained.map(({ block }) => block.blockId));
  const summaryPlaces = placeOnSummary([...onSummary, ...explained]);
  const schemeSheet = placeOwnSheet(workbook, "scheme", texts["sheet.scheme"]);
  const adjustment = placeOwnSheet(workbook, "adjustment", texts["sheet.adjustment"], [schemeSheet]);
  const summary = placeOwnSheet(workbook, "summary", texts["sheet.summary"], [schemeSheet, adjustment]);
  const wantsSummary = onSummary.length + explained.length > 0;
  const placementOf = (blockId: string): Placement | null => {
    const place = summaryPlaces.get(blockId);
    return inTables.get(blockId) ?? (place ? { kind: "summary", place } : null);
  };
  const lookUp = (score: SubjectScore): ScoreLookUp | null => {
    const placement = placementOf(score.blockId);
    if (!placement || score.ambiguous) return null;
    return placement.kind === "summary" ? summaryLookUp(summary.name, placement.place, score.scoreKey) : tableLookUp(placement, score);
  };

  const slotCells = (scored: ScoredBlock, slot: number): readonly string[] => {
    const placement = placementOf(scored.block.blockId);
    if (placement?.kind === "summary") return [absolute(summary.name, { row: placement.place.header + 1, column: placement.place.firstEntry + slot, rows: placement.place.rows, columns: 1 })];
    return placement ? entryColumnCells(scored, slot) : [];
  };
  const contents: readonly (readonly [OwnSheetPlace, OwnSheetContent])[] = [
    [schemeSheet, draftSchemeSheet({ scores, texts, runsOf: ({ block }) => termRuns(block, inTables.has(block.blockId)).map((run) => run.count), slotCells, lookUp })],
    [adjustment, draftAdjustmentSheet(scores, texts, lookUp)],
    ...(wantsSummary
      ? [
          [
            summary,
            draftSummarySheet({
              names,
              blocks: [...onSummary, ...explained],
              details,
              places: summaryPlaces,
              weights: { self: decimal(scheme.raterWeights.self), leader: decimal(scheme.raterWeights.leader), rater: decimal(scheme.raterWeights.rater) },
              digits: scheme.digits,
              calculation: scheme.calculation,
              links: scores,
              texts,
            }),
          ] as const,
        ]
      : []),
  ];

  const totals = onSummary.flatMap((scored) => (scored.block.layout === "forms" ? scored.block.tables : [])).flatMap((table) => {
    const sheet = sheets.get(table.sheetId);
    const cell = sheet && !sealed(sheet) ? totalCell(names, sheet, table) : null;
    return cell ? [{ table, cell }] : [];
  });
  const limits = methodValidations(scores.blocks, texts);
  findings.push(...limits.findings);
  const user = userEdits(workbook, scores, inTables, totals, texts, lookUp);
  const definedNames = nameEdits(names, inTables, totals, contents);
  const dropSummary = !wantsSummary && summary.existing !== null;
  const edits: readonly Edit[] = [
    ...contents.map(([place]) => openOwnSheet(place)),
    ...definedNames,
    ...(dropSummary ? [{ kind: "defineName", name: ownSheetAnchor("summary"), refersTo: null, hidden: true } as const] : []),
    ...user,
    ...limits.edits,
    ...contents.flatMap(([place, content]) => fillOwnSheet(place, content)),
    ...(dropSummary ? [{ kind: "deleteSheet", sheetId: summary.sheetId } as const] : []),
  ];
  return {
    plan: { purpose: "score", edits: liftProtection(workbook, edits).edits },
    scores,
    findings,
    ownSheets: contents.map(([place]) => ({ purpose: place.purpose, anchor: ownSheetAnchor(place.purpose) })),
  };
}

/** The rows of subjects in an indicator's column, as few ranges as possible. */
function entryColumnCells({ block, lines }: ScoredBlock, slot: number): readonly string[] {
  const [table] = block.tables;
  const rows = lines.flatMap(({ line }) => (line.place.kind === "across" ? [line.place.row] : []));
  const place = lines[0]?.line.place;
  const column = place?.kind === "across" ? (place.columns[slot] ?? -1) : -1;
  // Runs of rows are found as runs of columns are.
  return columnRuns(rows).map(({ first, count }) => absolute(table?.sheetName ?? "", { row: first, column, rows: count, columns: 1 }));
}

/** Points are not simply entries times coefficients: the summary sheet shows them one by one. (SC-54) */
function isExplained({ block }: ScoredBlock): boolean {
  return block.lines.length <= MAX_EXPLAINED && block.slots.some((slot) => isRuled(slot) || slot.category !== null);
}

function tableLookUp(placement: Extract<Placement, { kind: "table" }>, score: SubjectScore): ScoreLookUp {
  const { places, table, sheet } = placement;
  const column = places.places.find((place) => place.part === "score")?.column ?? -1;
  const raw = score.row === null ? null : valueAt(sheet, score.row, places.keyColumn);
  // Without a key column names may be numbers, and MATCH tells 101 from "101".
  const key = typeof raw === "number" ? raw : escapeWildcards(score.scoreKey.slice(table.tableId.length + 1));
  return { key, found: (text) => `INDEX(${resultReference(table.sheetName, places, column)},MATCH(${text},${resultReference(table.sheetName, places, places.keyColumn)},0))` };
}

/** A form's own total: where we wrote it before, else the empty cell of its last total row, else an empty 得分 field. (SC-19) */
function totalCell(names: NameLookup, sheet: SheetSnapshot, table: ScoringTable): { readonly row: number; readonly column: number } | null {
  const earlier = ownArea(names, table, "score");
  if (earlier) return { row: earlier.row, column: earlier.column };
  const grid = tableGrid(sheet, table.table.range);
  const isEmpty = (row: number, column: number): boolean => {
    const merge = grid.mergeAt(row, column);
    return (merge === null || (merge.row === row && merge.column === column)) && valueAt(sheet, row, column) === null && formulaAt(sheet, row, column) === null;
  };
  const row = table.table.totalRows.at(-1);
  const entryColumns = [...new Set(table.raters.length > 0 ? table.raters.map((rater) => rater.column) : table.entryCells.map((rect) => rect.column))];
  const resultColumn = table.results.filter((result) => result.kind === "score").at(-1)?.column;
  const column = resultColumn ?? (entryColumns.length === 1 ? entryColumns[0] : undefined);
  if (row !== undefined && column !== undefined && isEmpty(row, column)) return { row, column };
  for (const { label, valueCell } of table.table.meta) {
    if (valueCell && TOTAL_LABEL.test(foldKeyText(label).replace(/[:：]$/u, "")) && valueAt(sheet, valueCell.row, valueCell.column) === null && formulaAt(sheet, valueCell.row, valueCell.column) === null) {
      return { row: valueCell.row, column: valueCell.column };
    }
  }
  return null;
}

/** Everything written on the user's own sheets. */
function userEdits(
  workbook: WorkbookSnapshot,
  scores: Scores,
  inTables: ReadonlyMap<string, Placement>,
  totals: readonly TotalCell[],
  texts: ScoreSheetTexts,
  lookUp: (score: SubjectScore) => ScoreLookUp | null,
): readonly Edit[] {
  const drafts = new Map<string, SheetDraft>();
  const draftOf = (sheetId: string): SheetDraft => {
    const known = drafts.get(sheetId) ?? sheetDraft();
    drafts.set(sheetId, known);
    return known;
  };
  const columns: Edit[] = [];
  const names = lookUpNames(workbook);
  for (const scored of scores.blocks) {
    const placement = inTables.get(scored.block.blockId);
    if (placement?.kind !== "table") continue;
    const { places, table, sheet } = placement;
    const draft = draftOf(table.sheetId);
    clearStale(names, table, places, draft);
    const header = headerStyle(workbook, scored, 0);
    const { first, last } = places.rows;
    const bodyRows = scored.lines.flatMap(({ line }) => (line.place.kind === "down" ? [] : [line.place.row]));
    const top = bodyRows.reduce((a, b) => Math.min(a, b), Infinity);
    const bottom = bodyRows.reduce((a, b) => Math.max(a, b), top);
    for (const { part, column, inTable } of places.places) {
      if (inTable) {
        draft.style({ row: top, column, rows: bottom - top + 1, columns: 1 }, { locked: true });
        continue;
      }
      draft.value(first, column, partHeader(texts, part, scored.link));
      draft.style({ row: table.table.headerRows?.first ?? first, column, rows: first - (table.table.headerRows?.first ?? first) + 1, columns: 1 }, header);
      draft.style({ row: top, column, rows: last - top + 1, columns: 1 }, bodyStyle(header, numberFormat(scores.scheme.digits, part === "score" || part === "adjustment" ? 0 : 4)));
      columns.push({ kind: "setColumns", sheetId: sheet.sheetId, column, columns: 1, width: 11 });
    }
    draftResultColumns(draft, scored, places, scores.scheme.calculation, scores);
  }
  const byTable = new Map(scores.subjects.filter((score) => score.row === null).map((score) => [score.tableId, score] as const));
  for (const { table, cell } of totals) {
    const score = byTable.get(table.tableId);
    if (score) draftOf(table.sheetId).formula(cell.row, cell.column, `=${literalLookUp(lookUp(score))}`, score.final === null ? "" : toNumber(decimal(score.final)));
  }
  return [...[...drafts].flatMap(([sheetId, draft]) => draft.edits(sheetId)), ...columns];
}

function bodyStyle(header: StylePatch, format: string): StylePatch {
  return { numberFormat: format, horizontal: "center", vertical: "center", ...(header.border ? { border: header.border } : {}), locked: true };
}

/** Columns of ours that are no longer needed (a link that was given up) are emptied. */
function clearStale(names: NameLookup, table: ScoringTable, places: TablePlaces, draft: SheetDraft): void {
  for (const part of LINKED_PARTS) {
    const area = ownArea(names, table, part);
    if (!area || places.places.some((place) => place.column === area.column)) continue;
    const { range } = table.table;
    const inTable = area.column >= range.column && area.column < range.column + range.columns;
    for (let row = inTable ? area.row + 1 : area.row; row < area.row + area.rows; row++) draft.value(row, area.column, "");
  }
}

/** Names of this plan, and the removal of those from earlier runs that it does not define again. */
function nameEdits(names: NameLookup, inTables: ReadonlyMap<string, Placement>, totals: readonly TotalCell[], contents: readonly (readonly [OwnSheetPlace, OwnSheetContent])[]): readonly Edit[] {
  const defined: Edit[] = contents.flatMap(([place, content]) => nameOwnSheet(place, content.names));
  const define = (name: string, sheetName: string, area: Rect | Area): void => {
    defined.push({ kind: "defineName", name, refersTo: `${quoteSheetName(sheetName)}!${toAbsoluteA1(area)}`, hidden: true });
  };
  for (const placement of inTables.values()) {
    if (placement.kind !== "table") continue;
    const { places, table } = placement;
    for (const { part, column } of places.places) {
      define(resultName(table.tableId, part), table.sheetName, { row: places.rows.first, column, rows: places.rows.last - places.rows.first + 1, columns: 1 });
    }
  }
  for (const { table, cell } of totals) define(resultName(table.tableId, "score"), table.sheetName, { ...cell, rows: 1, columns: 1 });
  const kept = new Set(defined.flatMap((edit) => (edit.kind === "defineName" ? [edit.name.toLowerCase()] : [])));
  const stale = names.all.filter((name) => (BLOCK_NAME.test(name) || SUMMARY_NAME.test(name)) && !kept.has(name.toLowerCase()));
  return [...stale.map((name): Edit => ({ kind: "defineName", name, refersTo: null, hidden: true })), ...defined];
}
