import { archivesFromSheets } from "../archive/verify";
import type { CodeParams } from "../coded-error";
import type { Finding, Severity } from "../check/finding";
import { intersection, quoteSheetName, toAbsoluteA1, type Area, type Rect } from "../grid/address";
import type { SheetSnapshot, WorkbookSnapshot } from "../grid/snapshot";
import type { Edit } from "../plan/edit";
import { DEFAULT_PROTECTION, liftProtection } from "../plan/lift-protection";
import type { Plan } from "../plan/plan";
import { defaultScheme } from "../score/default-scheme";
import { withoutRuledEntries } from "../score/ruled-entries";
import type { Scheme } from "../score/scheme";
import { anchoredArea, keyAnchor, tableAnchor } from "../store/anchors";
import type { FormulaRecord, OwnSheet, TableRecord, WorkbookRecord } from "../store/record";
import { canonicalJson } from "../store/record-text";
import { serializeRecord } from "../store/serialize-record";
import { entryBlocks, entryLimits, entryRule, type EntryBlock } from "./entry-rules";
import { chooseKeyColumn, columnUse, keyColumnEdits, type ColumnUse } from "./key-column";
import { formulasOf } from "./formula-record";
import { lockedAreas, openCells } from "./open-cells";
import type { ScoringTable } from "./scoring-table";
import type { StructureTexts } from "./structure-texts";

export type StructureOptions = {
  /** ISO 8601 with offset; kept as the time of structuring where the structure changed. */
  readonly now: string;
  /** Protect the sheets that hold entry cells, without a password. */
  readonly protect: boolean;
  /** Only these tables or sheets; the rest of the structure stays as it is. Absent: everything. */
  readonly only?: { readonly tableIds?: readonly string[]; readonly sheetIds?: readonly string[] };
  /** For a workbook without a record; absent: the default scheme. */
  readonly scheme?: Scheme;
};

export type StructurePlan = {
  readonly plan: Plan;
  /** As it will be after the plan. */
  readonly record: WorkbookRecord;
  readonly findings: readonly Finding[];
};

/**
 * Makes the tables of a workbook structured, in place: keys in a hidden column beside each table, hidden names around
 * it, limits on its entry cells, everything else of its sheet locked. Never inserts, moves or merges anything; tables
 * without indicators and subjects are left alone. Structuring twice changes nothing. `workbook` must have been read
 * with values, formulas, styles, protection, validations and hidden columns. (ST-19 to ST-27)
 */
export function planStructure(
  workbook: WorkbookSnapshot,
  tables: readonly ScoringTable[],
  record: WorkbookRecord | null,
  options: StructureOptions,
  texts: StructureTexts,
): StructurePlan {
  const findings: Finding[] = [];
  const chosen = tables.filter((table) => table.layout !== "other" && isChosen(table, options));
  const bySheet = new Map<string, ScoringTable[]>();
  for (const table of chosen) bySheet.set(table.sheetId, [...(bySheet.get(table.sheetId) ?? []), table]);
  const edits: Edit[] = [];
  const structured: Structured[] = [];
  const before = new Map((record?.tables ?? []).map((table) => [table.tableId, table]));
  for (const sheet of workbook.sheets) {
    const own = bySheet.get(sheet.sheetId);
    if (!own) continue;
    if (sheet.protection?.hasPassword === true) {
      findings.push(finding("structure.sheet-password", "warning", sheet, null, { sheet: sheet.name }));
      continue;
    }
    const all = tables.filter((table) => table.sheetId === sheet.sheetId);
    const use = columnUse(workbook, sheet, all);
    for (const table of own) {
      const keys = planKeys(workbook, sheet, table, use, texts, findings);
      edits.push(...keys.edits, ...planNames(workbook, sheet, table, keys.area));
      edits.push(...planValidation(sheet, withoutRuledEntries(table, tables, record?.scheme.indicatorRules ?? []), before.get(table.tableId) ?? null, texts, findings));
      structured.push({ table, keyColumn: keys.area === null ? null : keyAnchor(table.tableId), formulas: formulasOf(workbook, sheet, table), isProtected: sheet.protection !== null || (options.protect && hasEntries(own)) });
    }
    edits.push(...planLocks(workbook, sheet, all, own, options));
  }
  const lifted = liftProtection(workbook, edits);
  for (const sheet of lifted.lifted) findings.push(finding("structure.protection-lifted", "notice", sheet, null, { sheet: sheet.name }));
  if (chosen.length === 0) findings.push(finding("structure.nothing-found", "notice", null, null, {}));
  const next = nextRecord(workbook, record, structured, options);
  if (record !== null && next.edition > record.edition) {
    findings.push(finding("structure.edition-raised", "notice", null, null, { from: record.edition, to: next.edition }));
  }
  const text = serializeRecord(next);
  const recordEdit: readonly Edit[] = text === workbook.record ? [] : [{ kind: "setRecord", record: text }];
  return { plan: { purpose: "structure", edits: [...lifted.edits, ...recordEdit] }, record: next, findings };
}

function isChosen(table: ScoringTable, { only }: StructureOptions): boolean {
  if (!only) return true;
  return only.tableIds?.includes(table.tableId) === true || only.sheetIds?.includes(table.sheetId) === true;
}

function finding(code: string, severity: Severity, sheet: SheetSnapshot | null, area: Rect | null, params: CodeParams): Finding {
  return { code, severity, sheetId: sheet?.sheetId ?? null, sheetName: sheet?.name ?? null, area, params };
}

function planKeys(
  workbook: WorkbookSnapshot,
  sheet: SheetSnapshot,
  table: ScoringTable,
  use: ColumnUse,
  texts: StructureTexts,
  findings: Finding[],
): { readonly edits: readonly Edit[]; readonly area: Rect | null } {
  const column = chooseKeyColumn(use, table);
  if (column === null) {
    findings.push(finding("structure.no-free-column", "notice", sheet, table.table.range, { table: table.tableId }));
    return { edits: [], area: null };
  }
  use.keyAreas.set(table.tableId, column.area);
  if (!column.hideable) findings.push(finding("structure.key-visible", "notice", sheet, column.area, { table: table.tableId }));
  const { edits, replaced } = keyColumnEdits(workbook, sheet, table, column, texts["structure.key-header"]);
  if (replaced > 0) findings.push(finding("structure.keys-replaced", "warning", sheet, column.area, { table: table.tableId, count: replaced }));
  return { edits, area: column.area };
}

function planNames(workbook: WorkbookSnapshot, sheet: SheetSnapshot, table: ScoringTable, keys: Rect | null): readonly Edit[] {
  const wanted: readonly (readonly [string, Rect | null])[] = [
    [tableAnchor(table.tableId), table.table.range],
    [keyAnchor(table.tableId), keys],
  ];
  return wanted.flatMap(([name, rect]): readonly Edit[] => {
    const present = anchoredArea(workbook, name);
    if (rect === null) return present === null ? [] : [{ kind: "defineName", name, refersTo: null, hidden: true }];
    if (present !== null && sameArea(present, { sheetId: sheet.sheetId, ...rect })) return [];
    return [{ kind: "defineName", name, refersTo: `${quoteSheetName(sheet.name)}!${toAbsoluteA1(rect)}`, hidden: true }];
  });
}

function sameArea(a: Area, b: Area): boolean {
  return a.sheetId === b.sheetId && a.row === b.row && a.column === b.column && a.rows === b.rows && a.columns === b.columns;
}

/** Rules only on cells that have none; a rule of ours whose full mark has changed is replaced. (ST-20, ST-21) */
function planValidation(sheet: SheetSnapshot, table: ScoringTable, before: TableRecord | null, texts: StructureTexts, findings: Finding[]): readonly Edit[] {
  const edits: Edit[] = [];
  const marksBefore = new Map((before?.indicators ?? []).map((indicator) => [indicator.key, indicator]));
  let kept = 0;
  for (const block of entryBlocks(table)) {
    const rule = entryRule(block, sheet, texts);
    if (rule === null) continue;
    const present = sheet.validations.filter((validation) => validation.areas.some((area) => intersection(area, block.area) !== null));
    if (present.length === 0) {
      edits.push({ kind: "setValidation", area: { sheetId: sheet.sheetId, ...block.area }, rule });
      continue;
    }
    const old = block.indicator === null ? undefined : marksBefore.get(block.indicator.key);
    const oldLimits = old === undefined ? null : entryLimits(old);
    const isOurs = (min: number, max: number): boolean =>
      present.every((validation) => validation.type === "decimal" && Number(validation.formula1) === min && Number(validation.formula2) === max && covers(validation.areas, block));
    if (isOurs(rule.min, rule.max)) continue;
    if (oldLimits !== null && isOurs(oldLimits.min, oldLimits.max)) edits.push({ kind: "setValidation", area: { sheetId: sheet.sheetId, ...block.area }, rule });
    else kept++;
  }
  if (kept > 0) findings.push(finding("structure.validation-kept", "notice", sheet, table.table.range, { table: table.tableId, count: kept }));
  return edits;
}

function covers(areas: readonly Rect[], { area }: EntryBlock): boolean {
  return areas.some((whole) => {
    const common = intersection(whole, area);
    return common !== null && common.rows === area.rows && common.columns === area.columns;
  });
}

/**
 * Unlocks what people fill in and protects the sheet. On a sheet that is protected already only entry cells are
 * unlocked: the rest was decided by whoever protected it. A sheet without entry cells is not protected. (ST-22 to ST-24)
 */
function planLocks(workbook: WorkbookSnapshot, sheet: SheetSnapshot, all: readonly ScoringTable[], own: readonly ScoringTable[], options: StructureOptions): readonly Edit[] {
  if (!hasEntries(own)) return [];
  const open =
    sheet.protection === null
      ? options.protect ? all.flatMap((table) => openCells(sheet, table)) : []
      : own.flatMap((table) => table.entryCells.flatMap((area) => Array.from({ length: area.rows }, (_, i): Rect => ({ ...area, row: area.row + i, rows: 1 }))));
  const unlock = lockedAreas(workbook, sheet, open).map((area): Edit => ({ kind: "setStyle", area: { sheetId: sheet.sheetId, ...area }, style: { locked: false } }));
  const protect: readonly Edit[] = options.protect && sheet.protection === null ? [{ kind: "setProtection", sheetId: sheet.sheetId, options: DEFAULT_PROTECTION }] : [];
  return [...unlock, ...protect];
}

function hasEntries(own: readonly ScoringTable[]): boolean {
  return own.some((table) => table.entryCells.length > 0);
}

/** A table as it will stand after the plan. */
type Structured = { readonly table: ScoringTable; readonly keyColumn: string | null; readonly formulas: readonly FormulaRecord[]; readonly isProtected: boolean };

function tableRecordOf({ table, keyColumn, formulas, isProtected }: Structured): TableRecord {
  return {
    tableId: table.tableId,
    layout: table.layout,
    performance: table.performance,
    anchor: tableAnchor(table.tableId),
    keyColumn,
    indicators: table.indicators.map(({ indicator }) => ({
      key: indicator.key,
      name: indicator.name,
      path: indicator.path,
      fullMark: indicator.fullMark,
      weight: indicator.weight,
      criterion: indicator.criterion,
      dataSource: indicator.dataSource,
      owner: indicator.owner,
    })),
    ...(formulas.length === 0 ? {} : { formulas }),
    ...(isProtected ? { protected: true } : {}),
  };
}

/** Tables with their indicators, whatever their order. */
function indicatorsFingerprint(tables: readonly TableRecord[]): string {
  return canonicalJson(
    tables
      .filter((table) => table.indicators.length > 0)
      .map((table) => ({ tableId: table.tableId, indicators: [...table.indicators].sort((a, b) => (a.key < b.key ? -1 : 1)) }))
      .sort((a, b) => (a.tableId < b.tableId ? -1 : 1)),
  );
}

/**
 * The record after structuring. Tables that were structured before and are not among the chosen ones stay, as long as
 * their names still lead somewhere. The edition rises when indicators changed, the time when anything did. (ST-25)
 */
function nextRecord(
  workbook: WorkbookSnapshot,
  record: WorkbookRecord | null,
  structured: readonly Structured[],
  options: StructureOptions,
): WorkbookRecord {
  const fresh = new Map(structured.map((item) => [item.table.tableId, tableRecordOf(item)]));
  const kept = (record?.tables ?? []).filter((table) => !fresh.has(table.tableId) && anchoredArea(workbook, table.anchor) !== null);
  const tables = [...kept, ...fresh.values()].sort((a, b) => Number(a.tableId.slice(1)) - Number(b.tableId.slice(1)));
  if (record === null) {
    return { version: 1, edition: 1, structuredAt: options.now, tables, scheme: options.scheme ?? defaultScheme(), ownSheets: ownSheetsOf(workbook), archives: archivesFromSheets(workbook) };
  }
  const changed = canonicalJson(tables) !== canonicalJson(record.tables);
  const edition = indicatorsFingerprint(tables) === indicatorsFingerprint(record.tables) ? record.edition : record.edition + 1;
  return { ...record, tables, edition, structuredAt: changed ? options.now : record.structuredAt };
}

/** Sheets of ours that a lost record no longer lists. */
function ownSheetsOf(workbook: WorkbookSnapshot): readonly OwnSheet[] {
  const pattern = /^_TS_own_(scheme|summary|adjustment|ranking|archive)(?:_A\d+)?$/;
  return workbook.names.flatMap((name): readonly OwnSheet[] => {
    const purpose = pattern.exec(name.name)?.[1] as OwnSheet["purpose"] | undefined;
    return purpose !== undefined && anchoredArea(workbook, name.name) !== null ? [{ purpose, anchor: name.name }] : [];
  });
}
