import type { CellValue } from "../grid/cell";
import { styleAt, type WorkbookSnapshot } from "../grid/snapshot";
import type { StylePatch } from "../plan/edit";
import type { CalculationRules } from "./calculation-rules";
import type { LinkTerm, ScoredBlock, ScoredLine } from "./compute-scores";
import { decimal, toNumber, type RoundingMode } from "./decimal";
import {
  absolute,
  adjustmentFormula,
  columnFixed,
  columnRuns,
  entryFormula,
  hasWildcard,
  ifAll,
  ownOnFullTotal,
  quoted,
} from "./formula-text";
import { linkedFormula, rowLink, type LinkContext, type RowLink } from "./link-formula";
import { meanName, scaleName } from "./own-names";
import { raterFormula } from "./rater-formula";
import { rounded } from "./rounding-formula";
import type { ResultPlace, TablePlaces } from "./result-places";
import { admittedFormula, pointsFormula } from "./method-formula";
import type { RaterGroup, ScoreBlock, Slot } from "./score-block";
import type { SheetDraft } from "./sheet-draft";
import { pointsParts, sumOfParts, termRuns, type TermRun } from "./term-runs";

/** The cell with what a block's best entries add up to; raters score on the full total. */
export function blockScale(block: ScoreBlock): string | null {
  return block.layout === "raters" ? null : scaleName(block.blockId);
}

/** Points and conditions of a row of the user's table. (SC-10, SC-12, SC-17) */
function rowTerms(block: ScoreBlock, categories: readonly string[], line: ScoredLine, calculation: CalculationRules): { readonly conditions: readonly string[]; readonly points: string } {
  const { place } = line.line;
  if (place.kind === "raters") {
    const cells = (group: RaterGroup): readonly string[] =>
      runReferences(place.row, place.raters.filter((rater) => rater.group === group).map((rater) => rater.column));
    return roundedItem(raterFormula(block.groups.map((group) => ({ group, cells: cells(group) })), calculation.drop), calculation);
  }
  if (place.kind === "down" || place.kind === "grid") throw new Error("a block with several raters an indicator is scored on the summary sheet");
  const { slots, blockId } = block;
  const cell = (slot: number): string => columnFixed(place.row, place.columns[slot] ?? -1);
  const columnsOf = (test: (slot: Slot) => boolean): readonly number[] => place.columns.filter((_, index) => slots[index] && test(slots[index]));
  const isNumeric = (slot: Slot): boolean => slot.kind !== "veto" && slot.method.kind !== "yes-no";
  const required = columnsOf((slot) => slot.required && isNumeric(slot) && slot.missing === "flag");
  const mayLack = columnsOf((slot) => slot.missing !== "flag");
  const runs = termRuns(block, true);
  const referenceOf = (run: TermRun): string => runReferences(place.row, place.columns.slice(run.first, run.first + run.count)).join();
  const parts = pointsParts(
    block,
    categories,
    runs,
    referenceOf,
    (run) => {
      const slot = slots[run.first];
      const entry = cell(run.first);
      const points = slot ? pointsFormula(slot, blockId, run.first + 1, entry) : "0";
      return slot?.required ? points : `IF(ISBLANK(${entry}),0,${points})`;
    },
    calculation.roundAt === "item" ? calculation.rounding : null,
  );
  return entryFormula({
    blockId,
    points: sumOfParts([parts.free, ...parts.categories.values()]),
    required: runReferences(place.row, required),
    requiredCount: required.length,
    optional: runReferences(place.row, [...columnsOf((slot) => !slot.required && isNumeric(slot)), ...mayLack]),
    // Somebody who has no ordinary entry at all has no score.
    some: mayLack.length > 0 ? runReferences(place.row, columnsOf((slot) => slot.required && slot.kind === "scored")) : [],
    deductions: columnsOf((slot) => slot.kind === "deduction" && slot.method.kind === "entered").map((column) => columnFixed(place.row, column)),
    admitted: [...fillable(blockId, runs, referenceOf), ...slots.flatMap((slot, index) => {
      const { kind } = slot.method;
      if (slot.kind !== "veto" && (kind === "entered" || kind.startsWith("target"))) return [];
      const admitted = admittedFormula(slot, blockId, index + 1, cell(index));
      return [slot.required ? admitted : `IF(ISBLANK(${cell(index)}),TRUE,${admitted})`];
    })],
  });
}

/** That every indicator whose blanks take a mean has a number here or a mean. (SC-64) */
export function fillable(blockId: string, runs: readonly TermRun[], reference: (run: TermRun) => string): readonly string[] {
  return runs.flatMap((run, index) => (run.filled ? [`SUMPRODUCT(--(ISNUMBER(${reference(run)})+ISNUMBER(${meanName(blockId, index + 1)})>0))=${String(run.count)}`] : []));
}

/** What raters give for a subject as a whole is an indicator's points. (SC-67) */
export function roundedItem(terms: { readonly conditions: readonly string[]; readonly points: string }, { roundAt, rounding }: CalculationRules): { readonly conditions: readonly string[]; readonly points: string } {
  return roundAt === "item" ? { ...terms, points: rounded(terms.points, rounding) } : terms;
}

/** A row's cells in these columns, as few references as possible. */
export function runReferences(row: number, columns: readonly number[]): readonly string[] {
  return columnRuns(columns).map((run) => (run.count === 1 ? columnFixed(row, run.first) : `${columnFixed(row, run.first)}:${columnFixed(row, run.first + run.count - 1)}`));
}

/** The key that adjustments and ranks know a row by, as a formula of its key cell. */
export function scoreKeyFormula(tableId: string, row: number, keyColumn: number): string {
  return `${quoted(`${tableId}/`)}&${columnFixed(row, keyColumn)}`;
}

/** Whom the scheme does not hold for. (SC-72) */
const NOTHING: Readonly<Record<ResultPlace["part"], string>> = { own: '=""', unit: '=""', special: '=""', adjustment: '=""', score: '=""' };

/** Formulas of all parts for one row; `terms` are its entries, `scale` the block's scale cell, `at` gives a part's cell. */
export function partFormulas(
  scale: string | null,
  terms: { readonly conditions: readonly string[]; readonly points: string },
  link: RowLink | null,
  adjustment: string,
  at: (part: ResultPlace["part"]) => string,
  mode: RoundingMode,
  inScope: boolean,
): Readonly<Record<ResultPlace["part"], string>> {
  if (!inScope) return NOTHING;
  if (link === null) {
    return { own: "", unit: "", special: "", adjustment: "", score: `=${ifAll(terms.conditions, rounded(`${terms.points}+${adjustment}`, mode))}` };
  }
  return {
    own: `=${ifAll(scale === null ? terms.conditions : [...terms.conditions, `ISNUMBER(${scale})`], ownOnFullTotal(scale, terms.points))}`,
    unit: link.unit ?? "",
    special: link.special?.points ?? "",
    adjustment: `=${adjustment}`,
    score: linkedFormula(link, at, mode),
  };
}

export function partValues(line: ScoredLine): Readonly<Record<ResultPlace["part"], CellValue>> {
  const { score } = line;
  return {
    own: termValue(score.link?.own),
    unit: termValue(score.link?.unit),
    special: termValue(score.link?.special),
    adjustment: score.withheld === "out-of-scope" ? "" : toNumber(score.adjustment),
    score: score.final === null ? "" : toNumber(decimal(score.final)),
  };
}

/** A term whose last digit is open is not compared. (SC-17) */
function termValue(term: LinkTerm | undefined): CellValue {
  if (!term || term.value === null) return "";
  return term.isExact ? toNumber(term.value) : null;
}

/** "0.00" for two digits. */
export function numberFormat(digits: number, spare = 0): string {
  const hashes = "#".repeat(spare);
  if (digits === 0) return spare === 0 ? "0" : `0.${hashes}`;
  return `0.${"0".repeat(digits)}${hashes}`;
}

/** A header of ours looks as the last header of the table does. */
export function headerStyle(workbook: WorkbookSnapshot, scored: ScoredBlock, tableIndex: number): StylePatch {
  const table = scored.block.tables[tableIndex];
  const sheet = workbook.sheets.find((candidate) => candidate.sheetId === table?.sheetId);
  const range = table?.table.range;
  const style = table && sheet && range ? styleAt(workbook, sheet, table.table.headerRows?.last ?? range.row, range.column + range.columns - 1) : null;
  return {
    bold: style?.bold ?? true,
    horizontal: "center",
    vertical: "center",
    wrap: true,
    border: style === null || style.borderBottom || style.borderTop ? "thin" : "none",
    ...(style ? { fontSize: style.fontSize } : {}),
    ...(style?.fontColor ? { fontColor: style.fontColor } : {}),
    ...(style?.fill ? { fill: style.fill } : {}),
  };
}

/** Writes the formulas of a table's result columns into a draft of its sheet. */
export function draftResultColumns(draft: SheetDraft, scored: ScoredBlock, places: TablePlaces, calculation: CalculationRules, links: LinkContext): void {
  const escape = scored.lines.some(({ score }) => hasWildcard(score.scoreKey));
  const categories = [...scored.rules.caps.keys()];
  for (const line of scored.lines) {
    const { place } = line.line;
    if (place.kind === "down") continue;
    const { row } = place;
    const columnOf = (part: ResultPlace["part"]): number => places.places.find((candidate) => candidate.part === part)?.column ?? -1;
    const key = line.score.ambiguous ? null : scoreKeyFormula(line.line.table.tableId, row, places.keyColumn);
    const formulas = partFormulas(
      blockScale(scored.block),
      rowTerms(scored.block, categories, line, calculation),
      rowLink(scored, line, links, key, escape, (cell) => columnFixed(cell.row, cell.column)),
      adjustmentFormula(key, escape),
      (part) => columnFixed(row, columnOf(part)),
      calculation.rounding,
      line.score.withheld !== "out-of-scope",
    );
    const values = partValues(line);
    for (const { part, column } of places.places) draft.formula(row, column, formulas[part], values[part]);
  }
}

/** A whole column of a table's results, header to last row. */
export function resultReference(sheetName: string, places: TablePlaces, column: number): string {
  return absolute(sheetName, { row: places.rows.first, column, rows: places.rows.last - places.rows.first + 1, columns: 1 });
}
