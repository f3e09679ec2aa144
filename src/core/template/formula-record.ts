import { relativeFormula } from "../check/formula-text";
import { cellA1, columnName } from "../grid/address";
import { formulaAt, valueAt, type SheetSnapshot, type WorkbookSnapshot } from "../grid/snapshot";
import { headerKey } from "../recognize/correction";
import type { ColumnRole, RecognizedTable } from "../recognize/table";
import { tableParts } from "../store/anchors";
import type { FormulaRecord } from "../store/record";
import type { ScoringTable } from "./scoring-table";

/** Columns whose formulas make up the result; texts and numbering are left alone. */
const CALCULATED: ReadonlySet<ColumnRole> = new Set(["score", "selfScore", "leaderScore", "rank", "grade", "weight", "fullMark"]);
/** Formulas kept of one table, and characters of one: longer ones are not kept. */
const MAX_FORMULAS = 80;
const MAX_CHARACTERS = 400;

const REFERENCE = /(!?)R(\[-?\d+\]|\d+)C(\[-?\d+\]|\d+)/g;
/** Stands for any other row than the formula's own: rows come and go. */
const OTHER_ROW = "↕";

function unique(key: string, taken: Map<string, number>): string {
  const times = (taken.get(key) ?? 0) + 1;
  taken.set(key, times);
  return times === 1 ? key : `${key}~${String(times)}`;
}

function folded(text: string): string {
  return text.replace(/\s+/g, "").toUpperCase();
}

/** Columns of a table by what their headers say, the second of a kind with "~2"; columns without a header have none. */
export function columnIds({ columns }: RecognizedTable): ReadonlyMap<number, string> {
  const taken = new Map<string, number>();
  return new Map(columns.flatMap(({ column, headerPath }) => {
    const key = folded(headerKey(headerPath));
    return key === "" ? [] : [[column, unique(key, taken)] as const];
  }));
}

/** Rows below the header by the first text in them: a total row whose formulas are gone may be taken for another one, and keeps its label. */
export function rowLabels(sheet: SheetSnapshot, { range, headerRows }: RecognizedTable): ReadonlyMap<number, string> {
  const taken = new Map<string, number>();
  const first = (headerRows?.last ?? range.row - 1) + 1;
  return new Map(Array.from({ length: Math.max(0, range.row + range.rows - first) }, (_, i) => first + i).flatMap((row) => {
    for (let column = range.column; column < range.column + range.columns; column++) {
      const value = valueAt(sheet, row, column);
      if (typeof value === "string" && folded(value) !== "" && formulaAt(sheet, row, column) === null) return [[row, unique(folded(value), taken)] as const];
    }
    return [];
  }));
}

/** A relative formula with the table's columns by their ids, so that a column inserted between them does not change it. */
export function namedFormula(relative: string, column: number, { range }: RecognizedTable, ids: ReadonlyMap<number, string>): string {
  return relative.replace(REFERENCE, (_, elsewhere: string, r: string, c: string) => {
    const target = c.startsWith("[") ? column + Number(c.slice(1, -1)) : Number(c);
    if (elsewhere !== "") return `!${OTHER_ROW}C${columnName(target)}`;
    const id = ids.get(target);
    return `${r === "[0]" ? "" : OTHER_ROW}${id === undefined ? `C${String(target - range.column)}` : `{${id}}`}`;
  });
}

/** Whether both read alike but for which other rows they refer to. */
export function readsAlike(one: string, other: string): boolean {
  const blurred = (relative: string): string => relative.replace(REFERENCE, (_, elsewhere: string, r: string, c: string) => `${elsewhere}R${r === "[0]" ? r : OTHER_ROW}C${c}`);
  return blurred(one) === blurred(other);
}

/** A relative formula as it reads in a cell. */
export function formulaInCell(relative: string, row: number, column: number): string {
  return relative.replace(REFERENCE, (_, elsewhere: string, r: string, c: string) => {
    const isRelative = [r.startsWith("["), c.startsWith("[")] as const;
    const at = [isRelative[0] ? row + Number(r.slice(1, -1)) : Number(r), isRelative[1] ? column + Number(c.slice(1, -1)) : Number(c)] as const;
    if (at[0] < 0 || at[1] < 0) return `${elsewhere}#REF!`;
    return elsewhere + (isRelative[0] && isRelative[1] ? cellA1(at[0], at[1]) : `${isRelative[1] ? "" : "$"}${columnName(at[1])}${isRelative[0] ? "" : "$"}${String(at[0] + 1)}`);
  });
}

/**
 * What the table's own columns of numbers calculate: of a column the formula that most of its rows have, of a total row each of its formulas.
 * Columns of ours and results that we filled are none of these. At most 80, none longer than 400 characters. (ST-34)
 */
export function formulasOf(workbook: WorkbookSnapshot, sheet: SheetSnapshot, { table, bodyRows, results }: ScoringTable): readonly FormulaRecord[] {
  const ours = tableParts(workbook, sheet.sheetId).map(({ area }) => area);
  const ids = columnIds(table);
  const shown = new Set(results.map(({ column }) => column));
  const columns = table.columns.filter(({ column, role }) => (CALCULATED.has(role) || shown.has(column)) && !ours.some((area) => column >= area.column && column < area.column + area.columns && area.row < table.range.row + table.range.rows && area.row + area.rows > table.range.row));
  const labelled = rowLabels(sheet, table);
  const labels = table.totalRows.flatMap((row) => (labelled.has(row) ? [[row, labelled.get(row) ?? ""] as const] : []));
  const formulas = columns.flatMap(({ column }): readonly FormulaRecord[] => {
    const id = ids.get(column);
    if (id === undefined) return [];
    const counts = new Map<string, number>();
    const relativeAt = (row: number): string | null => {
      const formula = formulaAt(sheet, row, column);
      return formula === null ? null : relativeFormula(formula, row, column);
    };
    for (const row of bodyRows) {
      const relative = relativeAt(row);
      if (relative !== null) counts.set(relative, (counts.get(relative) ?? 0) + 1);
    }
    const [common, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? ["", 0];
    const found: (readonly [row: string | null, relative: string])[] = count * 2 > bodyRows.length ? [[null, common]] : [];
    for (const [row, label] of labels) {
      const relative = relativeAt(row);
      if (relative !== null) found.push([label, relative]);
    }
    return found.map(([row, relative]): FormulaRecord => ({ column: id, row, relative, named: namedFormula(relative, column, table, ids) }));
  });
  return formulas.filter(({ relative, named }) => relative.length <= MAX_CHARACTERS && named.length <= MAX_CHARACTERS).slice(0, MAX_FORMULAS);
}

const RANGE = new RegExp(`(${OTHER_ROW}?)\\{([^{}]*)\\}:\\1\\{([^{}]*)\\}`, "g");

/** Whether a formula in a total row says how it calculates whatever rows there are: over ranges of rows, or within its own. */
export function standsForAnyRows(named: string): boolean {
  return !named.replace(RANGE, "").includes(OTHER_ROW);
}

/** Columns by which the ranges of a formula became narrower or wider. */
export type RangeChange = { readonly lost: readonly number[]; readonly gained: readonly number[] };

/** How a formula's ranges changed where nothing else of it did; `null`: something else did, or a column is not there any more. */
export function rangeChange(was: string, is: string, ids: ReadonlyMap<number, string>): RangeChange | null {
  if (was.replace(RANGE, "") !== is.replace(RANGE, "")) return null;
  const columnOf = new Map([...ids].map(([column, id]) => [id, column] as const));
  const spans = (named: string): readonly (readonly [number, number] | null)[] =>
    [...named.matchAll(RANGE)].map(([, , from = "", to = ""]) => {
      const [first, last] = [columnOf.get(from), columnOf.get(to)];
      return first === undefined || last === undefined ? null : [Math.min(first, last), Math.max(first, last)];
    });
  const [before, now] = [spans(was), spans(is)];
  if (before.length !== now.length) return null;
  const lost = new Set<number>();
  const gained = new Set<number>();
  for (const [i, old] of before.entries()) {
    const present = now[i];
    if (!old || !present) return null;
    for (const column of ids.keys()) {
      const [had, has] = [column >= old[0] && column <= old[1], column >= present[0] && column <= present[1]];
      if (had && !has) lost.add(column);
      if (has && !had) gained.add(column);
    }
  }
  return { lost: [...lost], gained: [...gained] };
}

/** Whether every column that a recorded formula speaks of by its header is still there. */
export function hasItsColumns(named: string, ids: ReadonlyMap<number, string>): boolean {
  const present = new Set(ids.values());
  return [...named.matchAll(/\{([^{}]*)\}/g)].every(([, id = ""]) => present.has(id) || /^[\d,;."+-]*$/.test(id));
}
