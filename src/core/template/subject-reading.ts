import { isBlank, textOf } from "../grid/cell";
import { foldText } from "../grid/fold-text";
import { readNumberText } from "../grid/number-text";
import type { MetaField, RecognizedColumn, RecognizedTable } from "../recognize/table";
import {
  CODE_HEADER,
  FILLING_UNIT_LABEL,
  FORM_WORDS,
  GENERIC_SHEET_NAME,
  PERSON_HEADER,
  PERSON_LABEL,
  POOL_HEADER,
  SECTION_TITLE,
  UNIT_HEADER,
  UNIT_LABEL,
  UNIT_SUBJECT_LABEL,
} from "./header-words";
import { foldKeyText, subjectKey, uniqueKeys } from "./keys";
import type { Performance, PlacedSubject } from "./scoring-table";
import type { TableGrid } from "./table-grid";

/** Attributes with more different texts than this (or than half of the subjects) make no pools. */
const MAX_ATTRIBUTE_TEXTS = 12;

function headerOf(column: RecognizedColumn): string {
  return column.headerPath.at(-1) ?? "";
}

/** Where the subjects of a table stand and what else their rows say. */
export type SubjectColumns = {
  readonly subject: RecognizedColumn;
  readonly code: number | null;
  readonly group: number | null;
  readonly attributes: readonly { readonly column: number; readonly header: string }[];
};

/** Text of a cell, its merge's anchor included, on one line. */
function cellText(grid: TableGrid, row: number, column: number): string {
  return foldText(textOf(grid.valueAt(row, column)));
}

/**
 * The column with the names of those who are evaluated. Beside a name, staff numbers and units are often taken for
 * subjects as well: the person's name comes first, then the unit's, then any other column, a code last. (ST-12)
 */
export function chooseSubjectColumn(columns: readonly RecognizedColumn[]): RecognizedColumn | null {
  const candidates = columns.filter((column) => column.role === "subject");
  if (candidates.length === 0) return null;
  const chosen = candidates.find((column) => column.chosen);
  if (chosen) return chosen;
  const rank = (column: RecognizedColumn): number => {
    const header = foldKeyText(headerOf(column));
    if (CODE_HEADER.test(header)) return 0;
    if (PERSON_LABEL.test(header)) return 4;
    if (PERSON_HEADER.test(header) && !UNIT_HEADER.test(header)) return 3;
    return column.role === "subject" ? (UNIT_HEADER.test(header) ? 2 : 1) : 0;
  };
  // Where only a code was taken for the subject, the name stands in another column.
  const named = columns.filter((column) => candidates.includes(column) || (column.role === "other" && !column.chosen && rank(column) === 4));
  return named.reduce((best, column) => (rank(column) > rank(best) ? column : best));
}

/** The columns that describe the subjects of a table with subjects in its rows. (ST-12, ST-13) */
export function readSubjectColumns(
  grid: TableGrid,
  table: RecognizedTable,
  subject: RecognizedColumn,
  rows: readonly number[],
  pointColumns: ReadonlySet<number>,
): SubjectColumns {
  const others = table.columns.filter((column) => column.column !== subject.column && !pointColumns.has(column.column));
  const code = others.find((column) => CODE_HEADER.test(foldKeyText(headerOf(column))) && isCodeColumn(grid, rows, column.column, column.role === "sequence"))?.column ?? null;
  const free = others.filter((column) => column.column !== code && column.role !== "sequence");
  const subjectIsUnit = UNIT_HEADER.test(foldKeyText(headerOf(subject)));
  const group =
    free.find((column) => column.role === "subjectGroup" && !POOL_HEADER.test(foldKeyText(headerOf(column)))) ??
    (subjectIsUnit ? undefined : free.find((column) => (column.role === "other" || column.role === "owner" || column.role === "unit" || column.role === "subject" || column.role === "subjectGroup") && UNIT_HEADER.test(foldKeyText(headerOf(column))))) ??
    null;
  const attributes: { column: number; header: string }[] = [];
  for (const column of free) {
    if (column.column === group?.column) continue;
    const header = foldText(headerOf(column));
    if (header === "") continue;
    const named = POOL_HEADER.test(foldKeyText(header));
    const role = column.role === "other" || column.role === "subject" || column.role === "subjectGroup" || /^level\d$/.test(column.role);
    if (!named && !role) continue;
    if (["score", "selfScore", "leaderScore", "rank", "grade", "remark", "criterion", "description", "target", "actual", "weight", "fullMark"].includes(column.role)) continue;
    if (hasFewTexts(grid, rows, column.column, named)) attributes.push({ column: column.column, header });
  }
  return { subject, code, group: group?.column ?? null, attributes };
}

/** Codes: no two alike, nearly all filled; a running number 1, 2, 3 is none. */
function isCodeColumn(grid: TableGrid, rows: readonly number[], column: number, sequence: boolean): boolean {
  const codes = rows.map((row) => foldKeyText(textOf(grid.valueAt(row, column)))).filter((code) => code !== "");
  if (codes.length === 0 || codes.length < rows.length * 0.9) return false;
  if (codes.every((code, i) => code === String(i + 1))) return false;
  return !(sequence && codes.every((code) => /^\d{1,3}$/.test(code)));
}

function hasFewTexts(grid: TableGrid, rows: readonly number[], column: number, named: boolean): boolean {
  const texts = new Set<string>();
  let filled = 0;
  let numbers = 0;
  for (const row of rows) {
    const value = grid.valueAt(row, column);
    if (isBlank(value)) continue;
    filled++;
    const text = foldKeyText(textOf(value));
    if (typeof value === "number" || readNumberText(text) !== null) numbers++;
    texts.add(text);
    if (texts.size > 200) return false;
  }
  if (filled === 0 || numbers * 2 > filled) return false;
  const limit = named ? Math.max(MAX_ATTRIBUTE_TEXTS, rows.length / 2) : Math.min(MAX_ATTRIBUTE_TEXTS, Math.max(2, rows.length / 2));
  return texts.size <= limit;
}

/** Subjects of the rows, keys unique in the table; `keyOf` gives a row's key from its hidden key cell, or `null`. (ST-9, ST-10, ST-12) */
export function readRowSubjects(
  grid: TableGrid,
  table: RecognizedTable,
  columns: SubjectColumns,
  rows: readonly number[],
  keysInColumn: ReadonlyMap<number, string>,
): readonly PlacedSubject[] {
  const fillDown = columns.group !== null && table.hierarchyColumns.includes(columns.group);
  const groupRows = table.groupRows;
  let nextGroupRow = 0;
  let section: string | null = null;
  let above: string | null = null;
  const read = rows.map((row) => {
    for (let groupRow = groupRows[nextGroupRow]; groupRow !== undefined && groupRow < row; groupRow = groupRows[++nextGroupRow]) {
      section = sectionText(grid, table, groupRow);
      above = null;
    }
    const name = cellText(grid, row, columns.subject.column);
    const code = columns.code === null ? "" : cellText(grid, row, columns.code);
    const written = columns.group === null ? "" : cellText(grid, row, columns.group);
    if (written !== "") above = written;
    const group = columns.group === null ? section : written !== "" ? written : fillDown ? above : null;
    const attributes: Record<string, string> = {};
    for (const attribute of columns.attributes) {
      const text = cellText(grid, row, attribute.column);
      if (text !== "") attributes[attribute.header] = text;
    }
    return { row, name, group, attributes, contentKey: subjectKey(code === "" ? null : code, name) };
  });
  const contentKeys = uniqueKeys(read.map((subject) => subject.contentKey));
  const keys = keysFor(rows, contentKeys, keysInColumn);
  return read.map((subject, i) => ({
    subject: { key: keys[i] ?? subject.contentKey, name: subject.name, group: subject.group, attributes: subject.attributes },
    where: { kind: "row", row: subject.row },
  }));
}

/** Text of a section row without its numbering ("一、", "（二）"). */
function sectionText(grid: TableGrid, table: RecognizedTable, row: number): string | null {
  for (let column = table.range.column; column < table.range.column + table.range.columns; column++) {
    const text = cellText(grid, row, column);
    if (text !== "") return text.replace(/^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*/u, "");
  }
  return null;
}

/**
 * Keys of rows: those that stand in the key column win over those made from content, so that a renamed row keeps
 * its key — unless a row's content has the key that the column gives to another row, or a key stands twice: then
 * the column no longer fits its rows and content counts throughout. (ST-10)
 */
export function keysFor(rows: readonly number[], contentKeys: readonly string[], keysInColumn: ReadonlyMap<number, string>): readonly string[] {
  if (keysInColumn.size === 0) return contentKeys;
  return keyColumnFits(rows, contentKeys, keysInColumn) ? uniqueKeys(rows.map((row, i) => keysInColumn.get(row) ?? contentKeys[i] ?? "")) : contentKeys;
}

/** Whether the keys in the key column still stand beside the rows they were written for. */
export function keyColumnFits(rows: readonly number[], contentKeys: readonly string[], keysInColumn: ReadonlyMap<number, string>): boolean {
  const rowOfKey = new Map<string, number>();
  for (const row of rows) {
    const key = keysInColumn.get(row);
    if (key === undefined) continue;
    if (rowOfKey.has(key)) return false;
    rowOfKey.set(key, row);
  }
  return contentKeys.every((key, i) => {
    const row = rowOfKey.get(key);
    return row === undefined || row === rows[i];
  });
}

function metaValue(meta: readonly MetaField[], label: RegExp): string {
  for (const field of meta) {
    if (!label.test(foldKeyText(field.label).replace(/[:：]$/u, ""))) continue;
    const value = foldText(field.value);
    if (value !== "" && !/^[_＿…\-—/\s]+$/u.test(value)) return value;
  }
  return "";
}

function names(meta: readonly MetaField[]): boolean {
  return meta.some((field) => {
    const label = foldKeyText(field.label).replace(/[:：]$/u, "");
    return PERSON_LABEL.test(label) || UNIT_SUBJECT_LABEL.test(label) || UNIT_LABEL.test(label);
  });
}

/**
 * Whom a form is about: the name in its strip, else the unit in it, else what its sheet's name or its title says. A
 * block without a strip of its own belongs to the strip above it on the sheet. (ST-14)
 */
export function readFormSubject(table: RecognizedTable, stripAbove: readonly MetaField[], sheetName: string): { readonly name: string; readonly group: string | null; readonly performance: Performance | null } {
  const meta = names(table.meta) ? table.meta : [...table.meta, ...stripAbove];
  const person = metaValue(meta, PERSON_LABEL);
  const unitSubject = metaValue(meta, UNIT_SUBJECT_LABEL);
  const unit = metaValue(meta, UNIT_LABEL);
  const asksForPerson = meta.some((field) => PERSON_LABEL.test(foldKeyText(field.label).replace(/[:：]$/u, "")));
  if (person !== "") return { name: person, group: unit !== "" ? unit : unitSubject !== "" ? unitSubject : null, performance: "person" };
  const fallback = nameFromSheet(table, sheetName);
  if (asksForPerson) return { name: fallback, group: unit !== "" ? unit : unitSubject !== "" ? unitSubject : null, performance: "person" };
  for (const name of [unitSubject, unit, metaValue(meta, FILLING_UNIT_LABEL)]) {
    if (name !== "") return { name, group: null, performance: "unit" };
  }
  return { name: fallback, group: null, performance: null };
}

function nameFromSheet(table: RecognizedTable, sheetName: string): string {
  const sheet = foldText(sheetName);
  if (!GENERIC_SHEET_NAME.test(foldKeyText(sheet))) return sheet;
  const title = foldText(foldText(table.title).replace(FORM_WORDS, " "));
  if (SECTION_TITLE.test(foldKeyText(table.title)) || SECTION_TITLE.test(foldKeyText(title))) return sheet;
  return title !== "" && title.length <= 40 ? title : sheet;
}
