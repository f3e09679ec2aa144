import { MAX_COLUMNS } from "../../../core/grid/address";
import { type CellValue, isCellError } from "../../../core/grid/cell";
import { sameValue } from "../../../core/grid/same-value";
import type { Plan } from "../../../core/plan/plan";
import type { Disagreement, Uncalculated } from "../../port";
import type { Calculation, CalculationSource, CellChange, FormulaCell, UncalculatedCell } from "../calc/calculation";
import { requiredText } from "../package/package-parts";
import { cellIndex, type SheetCells } from "../read/sheet-cells";
import type { ParsedSheet } from "../read/sheet-part";
import { tablesOf } from "../read/table-part";
import { parsedSheetOf, rememberParsedSheet, sheetsOf, type StateSheet, workbookOf, type WorkbookState } from "../workbook-state";
import { draftedCells, type DraftedSheet } from "./drafted-cells";
import { createSheetDraft, type SheetDraft, writeCachedValue } from "./sheet-draft";
import { withSheetTexts } from "./sheet-texts";

/** Makes an engine over a workbook's values and formulas; see calc/create-calculation.ts. */
export type CalculationFactory = (source: CalculationSource) => Calculation;

/** A worksheet's content as a calculation needs it. */
type Loaded = { readonly sheet: StateSheet; readonly cells: SheetCells; readonly isRowHidden: (row: number) => boolean };

/** The content of all worksheets; of those that a plan reached as the plan leaves it. */
function loadSheets(state: WorkbookState, drafted: ReadonlyMap<string, DraftedSheet>): readonly Loaded[] {
  return sheetsOf(state).flatMap((sheet) => {
    const own = drafted.get(sheet.sheetId);
    const cells = own ? draftedCells(own.draft, own.before?.cells ?? null) : null;
    if (own && cells) return [{ sheet, cells, isRowHidden: hiddenRowTest(own.before, own.draft.rows) }];
    const parsed = parsedSheetOf(own ? withSheetTexts(state, [{ draft: own.draft, partName: own.draft.part }]) : state, sheet);
    return parsed ? [{ sheet, cells: parsed.cells, isRowHidden: hiddenRowTest(parsed) }] : [];
  });
}

function* formulaCells(cells: SheetCells): Generator<FormulaCell> {
  for (const [index, { formula, array }] of cells.formulas) yield { row: cells.rows[index] ?? 0, column: cells.columns[index] ?? 0, formula, array };
}

/** A row that is not mentioned is as the sheet says of all others; one that a plan `made` is mentioned. */
function hiddenRowTest(parsed: ParsedSheet | null, made: ReadonlyMap<number, unknown> = new Map()): (row: number) => boolean {
  if (!parsed) return () => false;
  const hidden = new Set(parsed.hiddenRows);
  return (row) => hidden.has(row) || (parsed.restHidden && !parsed.mentionedRows.has(row) && !made.has(row));
}

function sourceOf(state: WorkbookState, loaded: readonly Loaded[], now: number): CalculationSource {
  const ids = sheetsOf(state);
  const workbook = workbookOf(state);
  return {
    sheets: loaded.map(({ sheet, cells, isRowHidden }) => ({
      sheetId: sheet.sheetId,
      name: sheet.name,
      used: cells.used,
      formulas: formulaCells(cells),
      tables: sheet.partName === null ? [] : tablesOf(state.parts, sheet.partName).map((entry) => entry.table),
      valueAt: (row, column) => cells.values[cellIndex(cells, row, column)] ?? null,
      isRowHidden,
    })),
    names: workbook.names.map((name) => ({ ...name, sheetId: name.sheetIndex === null ? null : (ids[name.sheetIndex]?.sheetId ?? null) })),
    date1904: workbook.date1904,
    now,
  };
}

/** The workbook as a calculation sees it. `now` is a serial date and time. */
export function calculationSource(state: WorkbookState, now: number): CalculationSource {
  return sourceOf(state, loadSheets(state, new Map()), now);
}

export type RecalculationRequest = {
  /** Cells that the plan wrote, by sheet id, as row × 2^14 + column. */
  readonly written: ReadonlyMap<string, ReadonlySet<number>>;
  /** Names and sheets that came, went or changed. */
  readonly touchedWords: ReadonlySet<string>;
  /** Sheets that the plan reached, by sheet id; the state need not have their texts yet. */
  readonly drafted: ReadonlyMap<string, DraftedSheet>;
};

function changeOf({ sheet, cells }: Loaded, row: number, column: number): CellChange {
  const index = cellIndex(cells, row, column);
  const formula = index < 0 ? undefined : cells.formulas.get(index);
  const content = formula ? { formula: formula.formula } : { value: index < 0 ? null : (cells.values[index] ?? null) };
  return { sheetId: sheet.sheetId, row, column, content };
}

/** Cells written, formulas that the file has no value of, formulas that mention what changed around them. */
function changesOf(loaded: readonly Loaded[], request: RecalculationRequest): readonly CellChange[] {
  const changes: CellChange[] = [];
  const words = [...request.touchedWords].map((word) => word.toLowerCase());
  for (const entry of loaded) {
    const { sheet, cells } = entry;
    const written = request.written.get(sheet.sheetId) ?? new Set<number>();
    for (const place of written) changes.push(changeOf(entry, Math.floor(place / MAX_COLUMNS), place % MAX_COLUMNS));
    for (const [index, formula] of cells.formulas) {
      const row = cells.rows[index] ?? 0;
      const column = cells.columns[index] ?? 0;
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

export type Recalculation = {
  readonly state: WorkbookState;
  readonly calculation: Calculation | null;
  /** Cells that got a value, by sheet id, as row × 2^14 + column. */
  readonly calculated: ReadonlyMap<string, ReadonlySet<number>>;
  /** Formulas that keep a value that may be out of date. Rule FH-26. */
  readonly uncalculated: readonly Uncalculated[];
};

/** What a sheet that the plan did not reach gets: fresh values, by index into its cells. */
type FreshValues = { readonly parsed: ParsedSheet; readonly draft: SheetDraft; readonly byIndex: Map<number, CellValue> };

/**
 * Calculates what a plan reaches and puts the fresh values into the file, in other sheets too; makes the texts of all
 * sheets that changed. Cells that cannot be calculated keep the value they have. Rules FH-26, FH-27.
 */
export function recalculate(state: WorkbookState, request: RecalculationRequest, create: CalculationFactory, now: number): Recalculation {
  const { drafted } = request;
  const texts = [...drafted.values()].map(({ draft }) => ({ draft, partName: draft.part }));
  const nothing = (): Recalculation => ({ state: withSheetTexts(state, texts), calculation: null, calculated: new Map(), uncalculated: [] });
  const loaded = loadSheets(state, drafted);
  if (loaded.every(({ cells }) => cells.formulas.size === 0)) return nothing();
  const changes = changesOf(loaded, request);
  if (changes.length === 0) return nothing();
  const calculation = create(sourceOf(state, loaded, now));
  const result = calculation.update(changes);
  const calculated = new Map<string, Set<number>>();
  const fresh = new Map<string, FreshValues>();
  const byId = new Map(loaded.map((entry) => [entry.sheet.sheetId, entry]));
  for (const { sheetId, row, column, value } of result.cells) {
    let places = calculated.get(sheetId);
    if (!places) calculated.set(sheetId, (places = new Set()));
    places.add(row * MAX_COLUMNS + column);
    const entry = byId.get(sheetId);
    const index = entry ? cellIndex(entry.cells, row, column) : -1;
    if (!entry || index < 0) continue;
    const formula = entry.cells.formulas.get(index);
    if ((formula?.cached ?? true) && isCachedAs(entry.cells.values[index] ?? null, value)) continue;
    const own = drafted.get(sheetId);
    if (own) {
      writeCachedValue(own.draft, row, column, value);
      continue;
    }
    const known = fresh.get(sheetId) ?? freshValuesOf(state, entry.sheet);
    if (!known) continue;
    fresh.set(sheetId, known);
    writeCachedValue(known.draft, row, column, value);
    known.byIndex.set(index, value);
  }
  const after = withSheetTexts(state, [...texts, ...[...fresh.values()].map(({ draft }) => ({ draft, partName: draft.part }))]);
  for (const values of fresh.values()) rememberParsedSheet(after, values.draft.part, withValues(values));
  return { state: after, calculation, calculated, uncalculated: uncalculatedOf(result.uncalculated, byId) };
}

/** Causes first: what only depends on them follows. */
function uncalculatedOf(cells: readonly UncalculatedCell[], byId: ReadonlyMap<string, Loaded>): readonly Uncalculated[] {
  const all = cells.map(({ sheetId, row, column, reason, detail }): Uncalculated => ({ area: { sheetId, row, column, rows: 1, columns: 1 }, sheetName: byId.get(sheetId)?.sheet.name ?? sheetId, reason, detail }));
  return [...all.filter(({ reason }) => reason !== "depends"), ...all.filter(({ reason }) => reason === "depends")];
}

function freshValuesOf(state: WorkbookState, sheet: StateSheet): FreshValues | null {
  const parsed = parsedSheetOf(state, sheet);
  if (sheet.partName === null || !parsed) return null;
  return { parsed, draft: createSheetDraft(requiredText(state.parts, sheet.partName), sheet.partName), byIndex: new Map() };
}

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
  const latest = new Map<string, Map<number, Disagreement>>();
  for (const edit of plan.edits) {
    if (edit.kind !== "setFormulas") continue;
    const { area, expected, formulas } = edit;
    const { sheetId } = area;
    const known = calculated.get(sheetId);
    let found = latest.get(sheetId);
    if (!found) latest.set(sheetId, (found = new Map<number, Disagreement>()));
    for (let r = 0; r < area.rows; r++) {
      for (let c = 0; c < area.columns; c++) {
        if ((formulas[r]?.[c] ?? null) === null) continue;
        const row = area.row + r;
        const column = area.column + c;
        const place = row * MAX_COLUMNS + column;
        if (found.size > 0) found.delete(place);
        const value = expected?.[r]?.[c] ?? null;
        if (value === null) continue;
        const actual = calculation && known?.has(place) ? calculation.valueAt(sheetId, row, column) : null;
        if (!known?.has(place) || !sameValue(value, actual)) found.set(place, { area: { sheetId, row, column, rows: 1, columns: 1 }, expected: value, actual });
      }
    }
  }
  return [...latest.values()].flatMap((found) => [...found.values()]);
}
