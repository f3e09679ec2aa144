import { MAX_COLUMNS } from "../../../core/grid/address";
import { type CellValue, isCellError } from "../../../core/grid/cell";
import { sameValue } from "../../../core/grid/same-value";
import type { Plan } from "../../../core/plan/plan";
import type { Disagreement } from "../../port";
import type { Calculation, CalculationSource, CellChange, FormulaCell } from "../calc/calculation";
import { requiredText } from "../package/package-parts";
import { cellIndex } from "../read/sheet-cells";
import type { ParsedSheet } from "../read/sheet-part";
import { tablesOf } from "../read/table-part";
import { parsedSheetOf, rememberParsedSheet, sheetsOf, type StateSheet, workbookOf, type WorkbookState } from "../workbook-state";
import { withText } from "./package-edits";
import { createSheetDraft, type SheetDraft, sheetDraftText, writeCachedValue } from "./sheet-draft";

/** Makes an engine over a workbook's values and formulas; see calc/create-calculation.ts. */
export type CalculationFactory = (source: CalculationSource) => Calculation;

type Loaded = { readonly sheet: StateSheet; readonly parsed: ParsedSheet };

function loadSheets(state: WorkbookState): readonly Loaded[] {
  return sheetsOf(state).flatMap((sheet) => {
    const parsed = parsedSheetOf(state, sheet);
    return parsed ? [{ sheet, parsed }] : [];
  });
}

function* formulaCells({ cells }: ParsedSheet): Generator<FormulaCell> {
  for (const [index, { formula, array }] of cells.formulas) yield { row: cells.rows[index] ?? 0, column: cells.columns[index] ?? 0, formula, array };
}

function hiddenRowTest(parsed: ParsedSheet): (row: number) => boolean {
  const hidden = new Set(parsed.hiddenRows);
  return (row) => hidden.has(row) || (parsed.restHidden && !parsed.mentionedRows.has(row));
}

/** The workbook as a calculation sees it. `now` is a serial date and time. */
export function calculationSource(state: WorkbookState, now: number): CalculationSource {
  const ids = sheetsOf(state);
  const workbook = workbookOf(state);
  return {
    sheets: loadSheets(state).map(({ sheet, parsed }) => ({
      sheetId: sheet.sheetId,
      name: sheet.name,
      used: parsed.cells.used,
      formulas: formulaCells(parsed),
      tables: sheet.partName === null ? [] : tablesOf(state.parts, sheet.partName).map((entry) => entry.table),
      valueAt: (row, column) => parsed.cells.values[cellIndex(parsed.cells, row, column)] ?? null,
      isRowHidden: hiddenRowTest(parsed),
    })),
    names: workbook.names.map((name) => ({ ...name, sheetId: name.sheetIndex === null ? null : (ids[name.sheetIndex]?.sheetId ?? null) })),
    date1904: workbook.date1904,
    now,
  };
}

export type RecalculationRequest = {
  /** Cells that the plan wrote, by sheet id, as row × 2^14 + column. */
  readonly written: ReadonlyMap<string, ReadonlySet<number>>;
  /** Names and sheets that came, went or changed. */
  readonly touchedWords: ReadonlySet<string>;
  /** Drafts whose text the state's sheets are, by sheet id: they can be written on. */
  readonly drafts: ReadonlyMap<string, SheetDraft>;
};

function changeOf(sheet: StateSheet, parsed: ParsedSheet, row: number, column: number): CellChange {
  const index = cellIndex(parsed.cells, row, column);
  const formula = index < 0 ? undefined : parsed.cells.formulas.get(index);
  const content = formula ? { formula: formula.formula } : { value: index < 0 ? null : (parsed.cells.values[index] ?? null) };
  return { sheetId: sheet.sheetId, row, column, content };
}

/** Cells written, formulas that the file has no value of, formulas that mention what changed around them. */
function changesOf(loaded: readonly Loaded[], request: RecalculationRequest): readonly CellChange[] {
  const changes: CellChange[] = [];
  const words = [...request.touchedWords].map((word) => word.toLowerCase());
  for (const { sheet, parsed } of loaded) {
    const written = request.written.get(sheet.sheetId) ?? new Set<number>();
    for (const place of written) changes.push(changeOf(sheet, parsed, Math.floor(place / MAX_COLUMNS), place % MAX_COLUMNS));
    for (const [index, formula] of parsed.cells.formulas) {
      const row = parsed.cells.rows[index] ?? 0;
      const column = parsed.cells.columns[index] ?? 0;
      if (written.has(row * MAX_COLUMNS + column)) continue;
      const text = words.length === 0 ? "" : formula.formula.toLowerCase();
      if (!formula.cached || words.some((word) => text.includes(word))) changes.push({ sheetId: sheet.sheetId, row, column, content: { formula: formula.formula } });
    }
  }
  return changes;
}

/** Exactly what the file says already: nothing to write. */
function isCachedAs(cached: CellValue, value: CellValue): boolean {
  return isCellError(cached) && isCellError(value) ? cached.error === value.error : cached === value;
}

export type Recalculation = { readonly state: WorkbookState; readonly calculation: Calculation | null; readonly calculated: ReadonlySet<string> };

/**
 * Calculates what a plan reaches and puts the fresh values into the file, in other sheets too. Cells that
 * cannot be calculated keep the value they have. Rules FH-26, FH-27.
 */
export function recalculate(state: WorkbookState, request: RecalculationRequest, create: CalculationFactory, now: number): Recalculation {
  const calculated = new Set<string>();
  const loaded = loadSheets(state);
  if (loaded.every(({ parsed }) => parsed.cells.formulas.size === 0)) return { state, calculation: null, calculated };
  const changes = changesOf(loaded, request);
  if (changes.length === 0) return { state, calculation: null, calculated };
  const calculation = create(calculationSource(state, now));
  const result = calculation.update(changes);
  const fresh = new Map<string, FreshValues>();
  const byId = new Map(loaded.map((entry) => [entry.sheet.sheetId, entry]));
  for (const { sheetId, row, column, value } of result.cells) {
    calculated.add(`${sheetId}!${String(row * MAX_COLUMNS + column)}`);
    const entry = byId.get(sheetId);
    const index = entry ? cellIndex(entry.parsed.cells, row, column) : -1;
    if (!entry || entry.sheet.partName === null || index < 0) continue;
    const formula = entry.parsed.cells.formulas.get(index);
    if ((formula?.cached ?? true) && isCachedAs(entry.parsed.cells.values[index] ?? null, value)) continue;
    let values = fresh.get(sheetId);
    if (!values) {
      const draft = request.drafts.get(sheetId) ?? createSheetDraft(requiredText(state.parts, entry.sheet.partName), entry.sheet.partName);
      values = { partName: entry.sheet.partName, parsed: entry.parsed, draft, byIndex: new Map() };
      fresh.set(sheetId, values);
    }
    writeCachedValue(values.draft, row, column, value);
    values.byIndex.set(index, value);
  }
  let { parts } = state;
  for (const { partName, draft } of fresh.values()) parts = withText(parts, partName, sheetDraftText(draft));
  const after = { ...state, parts };
  for (const values of fresh.values()) rememberParsedSheet(after, values.partName, withValues(values));
  return { state: after, calculation, calculated };
}

type FreshValues = { readonly partName: string; readonly parsed: ParsedSheet; readonly draft: SheetDraft; /** By index into the sheet's cells. */ readonly byIndex: Map<number, CellValue> };

/** The sheet as it will be read with these values in it. */
function withValues({ parsed, byIndex }: FreshValues): ParsedSheet {
  const values = [...parsed.cells.values];
  const formulas = new Map(parsed.cells.formulas);
  for (const [index, value] of byIndex) {
    values[index] = value;
    const formula = formulas.get(index);
    if (formula && formula.cached !== (value !== null)) formulas.set(index, { ...formula, cached: value !== null });
  }
  return { ...parsed, cells: { ...parsed.cells, values, formulas } };
}

/**
 * The workbook with values of the formulas of which the file holds none (other programs leave them out).
 * A formula that cannot be calculated has none here either. Rule FH-17.
 */
export function withMissingValues(state: WorkbookState, create: CalculationFactory, now: number): Calculation {
  const calculation = create(calculationSource(state, now));
  calculation.calculateMissing();
  return calculation;
}

/** Where the plan said what a formula should give and the calculation says otherwise, or says nothing. Rule FH-27. */
export function disagreementsOf(plan: Plan, { calculation, calculated }: Recalculation): readonly Disagreement[] {
  const latest = new Map<string, Disagreement>();
  for (const edit of plan.edits) {
    if (edit.kind !== "setFormulas") continue;
    const { area } = edit;
    for (let r = 0; r < area.rows; r++) {
      for (let c = 0; c < area.columns; c++) {
        if ((edit.formulas[r]?.[c] ?? null) === null) continue;
        const row = area.row + r;
        const column = area.column + c;
        const key = `${area.sheetId}!${String(row * MAX_COLUMNS + column)}`;
        latest.delete(key);
        const expected = edit.expected?.[r]?.[c] ?? null;
        if (expected === null) continue;
        const actual = calculation && calculated.has(key) ? calculation.valueAt(area.sheetId, row, column) : null;
        if (!calculated.has(key) || !sameValue(expected, actual)) {
          latest.set(key, { area: { sheetId: area.sheetId, row, column, rows: 1, columns: 1 }, expected, actual });
        }
      }
    }
  }
  return [...latest.values()];
}
