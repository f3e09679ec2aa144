import type { CellValue } from "../../../core/grid/cell";
import type { Calculation, CalculationSource } from "../calc/calculation";
import { cellIndex } from "../read/sheet-cells";
import type { ParsedSheet } from "../read/sheet-part";
import { readStyleSheet, type StyleSheet, themeColorsOf } from "../read/styles-part";
import { parsedSheetOf, sheetsOf, type StateSheet, workbookPartOfKind, type WorkbookState } from "../workbook-state";
import { type CalculationFactory, calculationSource, withMissingValues } from "../write/recalculate";

/** What viewing needs of a state, each part made when it is first asked for. */
export type ViewState = {
  readonly state: WorkbookState;
  readonly sheets: readonly StateSheet[];
  readonly styles: StyleSheet;
  readonly theme: readonly string[];
  /** Value of a cell; of formulas without one in the file the calculated one. */
  readonly valueAt: (sheet: StateSheet, parsed: ParsedSheet, row: number, column: number) => CellValue;
  /** Evaluates conditions; it sees values only, so that nothing is calculated twice. */
  readonly calculation: () => Calculation;
};

/** Whether a formula of the sheet has no value in the file. */
export function lacksValues(parsed: ParsedSheet): boolean {
  for (const formula of parsed.cells.formulas.values()) if (!formula.cached) return true;
  return false;
}

const known = new WeakMap<WorkbookState, ViewState>();

/** Errors: "file.damaged", "file.unsafe-xml". */
export function viewStateOf(state: WorkbookState, create: CalculationFactory, now: number): ViewState {
  const before = known.get(state);
  if (before) return before;
  const themePart = workbookPartOfKind(state, "theme");
  let missing: Calculation | null = null;
  let calculation: Calculation | null = null;
  const lacking = new WeakMap<ParsedSheet, boolean>();
  const valueAt = (sheet: StateSheet, parsed: ParsedSheet, row: number, column: number): CellValue => {
    let lacks = lacking.get(parsed);
    if (lacks === undefined) lacking.set(parsed, (lacks = lacksValues(parsed)));
    if (lacks) {
      missing ??= withMissingValues(state, create, now);
      return missing.valueAt(sheet.sheetId, row, column);
    }
    return parsed.cells.values[cellIndex(parsed.cells, row, column)] ?? null;
  };
  const view: ViewState = {
    state,
    sheets: sheetsOf(state),
    styles: readStyleSheet(state.parts, workbookPartOfKind(state, "styles"), themePart),
    theme: themeColorsOf(state.parts, themePart),
    valueAt,
    calculation: () => (calculation ??= create(valuesOnly(state, view, now))),
  };
  known.set(state, view);
  return view;
}

/** The workbook with every formula replaced by its value. */
function valuesOnly(state: WorkbookState, view: ViewState, now: number): CalculationSource {
  const source = calculationSource(state, now);
  const byId = new Map(view.sheets.map((sheet) => [sheet.sheetId, sheet]));
  return {
    ...source,
    sheets: source.sheets.map((sheet) => {
      const own = byId.get(sheet.sheetId);
      const parsed = own ? parsedSheetOf(state, own) : null;
      return { ...sheet, formulas: [], valueAt: (row, column) => (own && parsed ? view.valueAt(own, parsed, row, column) : null) };
    }),
  };
}
