import { CodedError } from "../../../core/coded-error";
import { cellA1, MAX_COLUMNS, MAX_ROWS, type Rect, toA1 } from "../../../core/grid/address";
import type { CellValue } from "../../../core/grid/cell";
import { shifted, templateOf } from "../formula/shifted-formula";
import { parseArea } from "../read/areas";
import { outlineOf, type OutlineElement, type PartOutline } from "../xml/part-outline";
import { fragmentXml, parseFragment, rawAttributes } from "../xml/xml-fragment";
import {
  attributeText,
  createScanner,
  END_OF_TEXT,
  isNamed,
  isPlainMarkup,
  nextTag,
  numberAttribute,
  OPEN_TAG,
  skipElement,
  skipKnownElement,
  type XmlScanner,
} from "../xml/xml-scanner";
import { type CellContent, cellXml, type DraftCell, emptyCell, type FileCell, fileCell, formulaElement, withCachedValue, withCellStyle, withContent, withOwnFormula } from "./draft-cell";
import { settleValidations } from "./sheet-elements";

/** A row that an edit reached, taken apart. */
type DraftRow = {
  readonly row: number;
  readonly name: string;
  attributes: ReadonlyMap<string, string>;
  readonly cells: Map<number, DraftCell>;
  /** What a row has besides cells. */
  readonly rest: string;
};

/** A validation and the areas that it is for. */
export type DraftValidation = { readonly areas: readonly Rect[]; readonly xml: string };

/** Where the rows stand in a sheet's text, in columns of numbers: a million empty rows cost little. */
type TextRows = {
  readonly count: number;
  readonly numbers: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Offset of the close tag of `sheetData`. */
  readonly dataEnd: number;
  /** Rows without a number, out of order or twice: the sheet's data is written anew, sorted and numbered. */
  readonly isIrregular: boolean;
};

/**
 * A sheet under change. Rows that no edit reaches stay slices of the text as it was; so do all elements that
 * no edit concerns. Mutable while a plan is applied, then turned into text.
 */
export type SheetDraft = {
  readonly part: string;
  readonly text: string;
  readonly prefix: string;
  outline: PartOutline;
  /** Validations taken apart; `null` while the outline has them as they are. */
  validations: DraftValidation[] | null;
  /** Rows that edits reached, new ones too. */
  readonly rows: Map<number, DraftRow>;
  /** Offset behind the open tag of `sheetData`; -1 where there is none. */
  readonly dataStart: number;
  textRows: TextRows;
  /** Everything that the sheet held is gone. */
  isCleared: boolean;
  dataChanged: boolean;
  /** Smallest rectangle around the cells written. */
  written: Rect | null;
};

function grown(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}

const NO_ROWS: TextRows = { count: 0, numbers: new Int32Array(), starts: new Int32Array(), ends: new Int32Array(), dataEnd: -1, isIrregular: false };

function collectRows(scanner: XmlScanner): TextRows {
  if (scanner.selfClosing) return NO_ROWS;
  const outside = scanner.depth - 1;
  let numbers = new Int32Array(64);
  let starts = new Int32Array(64);
  let ends = new Int32Array(64);
  let count = 0;
  let row = -1;
  let isIrregular = false;
  // Whoever changes a sheet has read it before: what is inside a row need not be looked at once more.
  const skip = isPlainMarkup(scanner.text) ? skipKnownElement : skipElement;
  while (nextTag(scanner) !== END_OF_TEXT && scanner.depth > outside) {
    if (scanner.kind !== OPEN_TAG) continue;
    const isRow = isNamed(scanner, "row");
    const { start } = scanner;
    const number = isRow ? numberAttribute(scanner, "r", 0) : 0;
    skip(scanner);
    if (!isRow) continue;
    const next = number > 0 ? number - 1 : row + 1;
    if (number === 0 || next <= row) isIrregular = true;
    row = next;
    if (count === numbers.length) {
      numbers = grown(numbers);
      starts = grown(starts);
      ends = grown(ends);
    }
    numbers[count] = row;
    starts[count] = start;
    ends[count] = scanner.end;
    count++;
  }
  return { count, numbers, starts, ends, dataEnd: scanner.start, isIrregular };
}

/** Index of the first row in the text that is not before this one. */
function firstIndexFrom(rows: TextRows, row: number): number {
  let low = 0;
  let high = rows.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows.numbers[middle] ?? 0) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of a row in the text, or -1. */
function textIndex(rows: TextRows, row: number): number {
  const index = firstIndexFrom(rows, row);
  return rows.numbers[index] === row && index < rows.count ? index : -1;
}

function rowText(draft: SheetDraft, index: number): string {
  return draft.text.slice(draft.textRows.starts[index], draft.textRows.ends[index]);
}

/** Cuts a worksheet's text. Errors "file.damaged", "file.unsafe-xml". */
export function createSheetDraft(text: string, part: string): SheetDraft {
  let textRows = NO_ROWS;
  let dataStart = -1;
  const outline = outlineOf(text, part, (scanner, name) => {
    if (name !== "sheetData") return;
    dataStart = scanner.end;
    textRows = collectRows(scanner);
  });
  if (dataStart < 0) throw new CodedError("file.damaged", { part });
  const draft: SheetDraft = { part, text, prefix: outline.prefix, outline, validations: null, rows: new Map(), dataStart, textRows, isCleared: false, dataChanged: false, written: null };
  if (draft.textRows.isIrregular) takeAllRows(draft);
  return draft;
}

/** Takes every row apart; of rows that come twice the later cells count. */
function takeAllRows(draft: SheetDraft): void {
  for (let index = 0; index < draft.textRows.count; index++) {
    const row = draft.textRows.numbers[index] ?? 0;
    const taken = takeRow(draft, row, index);
    const twin = draft.rows.get(row);
    if (!twin) draft.rows.set(row, taken);
    else for (const cell of taken.cells.values()) twin.cells.set(cell.column, cell);
  }
}

/** A row's text taken apart; only done for rows that an edit reaches. */
function takeRow(draft: SheetDraft, row: number, index: number): DraftRow {
  const xml = rowText(draft, index);
  const scanner = createScanner(xml, draft.part);
  nextTag(scanner);
  const name = xml.slice(scanner.nameStart, scanner.nameEnd);
  const rowAttributes = rawAttributes(scanner);
  const skip = isPlainMarkup(xml) ? skipKnownElement : skipElement;
  const cells = new Map<number, DraftCell>();
  let rest = "";
  let column = -1;
  if (!scanner.selfClosing) {
    while (nextTag(scanner) !== END_OF_TEXT) {
      if (scanner.kind !== OPEN_TAG) continue;
      const { start } = scanner;
      if (!isNamed(scanner, "c")) {
        skipElement(scanner);
        rest += xml.slice(start, scanner.end);
        continue;
      }
      const area = parseArea(attributeText(scanner, "r") ?? "");
      const style = Number(attributeText(scanner, "s") ?? 0);
      column = area ? area.column : column + 1;
      skip(scanner);
      const own = xml.slice(start, scanner.end);
      // A cell without a reference lives by its place, which may change now.
      const named = area ? own : own.replace(/^<([^\s/>]+)/, `<$1 r="${cellA1(row, column)}"`);
      cells.set(column, fileCell(column, style, named));
    }
  }
  return { row, name, attributes: rowAttributes, cells, rest };
}

/** The row taken apart, or `null` where there is none. */
function existingRow(draft: SheetDraft, row: number): DraftRow | null {
  const known = draft.rows.get(row);
  if (known) return known;
  const index = draft.textRows.isIrregular ? -1 : textIndex(draft.textRows, row);
  if (index < 0) return null;
  const taken = takeRow(draft, row, index);
  draft.rows.set(row, taken);
  return taken;
}

function rowAt(draft: SheetDraft, row: number): DraftRow {
  const known = existingRow(draft, row);
  if (known) return known;
  const made: DraftRow = { row, name: `${draft.prefix}row`, attributes: new Map([["r", String(row + 1)]]), cells: new Map(), rest: "" };
  draft.rows.set(row, made);
  return made;
}

/** The cell as it is now, or `null`. */
export function draftCell(draft: SheetDraft, row: number, column: number): DraftCell | null {
  return existingRow(draft, row)?.cells.get(column) ?? null;
}

/** The cell as it will be written, or `null`. */
export function writtenCell(draft: SheetDraft, row: number, column: number): FileCell | null {
  const cell = draftCell(draft, row, column);
  return cell && fileCell(column, cell.style, cellXml(cell, { prefix: draft.prefix, row }));
}

/** All cells as they will be written, by row × 2^14 + column. Takes every row apart. */
export function writtenCells(draft: SheetDraft): ReadonlyMap<number, FileCell> {
  const cells = new Map<number, FileCell>();
  for (let index = 0; index < draft.textRows.count; index++) existingRow(draft, draft.textRows.numbers[index] ?? 0);
  for (const { row, cells: own } of draft.rows.values()) {
    for (const cell of own.values()) cells.set(row * MAX_COLUMNS + cell.column, fileCell(cell.column, cell.style, cellXml(cell, { prefix: draft.prefix, row })));
  }
  return cells;
}

/** Style that an empty cell has by its row, or `null` where the row has none. */
export function draftRowStyle(draft: SheetDraft, row: number): number | null {
  const attributes = existingRow(draft, row)?.attributes;
  const custom = attributes?.get("customFormat");
  return custom === "1" || custom === "true" ? Number(attributes?.get("s") ?? 0) : null;
}

function noteWritten(draft: SheetDraft, row: number, column: number): void {
  draft.dataChanged = true;
  const { written } = draft;
  if (!written) {
    draft.written = { row, column, rows: 1, columns: 1 };
    return;
  }
  if (row >= written.row && row < written.row + written.rows && column >= written.column && column < written.column + written.columns) return;
  const top = Math.min(written.row, row);
  const left = Math.min(written.column, column);
  draft.written = {
    row: top,
    column: left,
    rows: Math.max(written.row + written.rows, row + 1) - top,
    columns: Math.max(written.column + written.columns, column + 1) - left,
  };
}

function putCell(draft: SheetDraft, row: number, cell: DraftCell): void {
  rowAt(draft, row).cells.set(cell.column, cell);
  noteWritten(draft, row, cell.column);
}

/** Puts a cell's whole XML, as it was before; `null` takes the cell away. */
export function putCellXml(draft: SheetDraft, row: number, column: number, xml: string | null): void {
  const before = draftCell(draft, row, column);
  if (before) releaseSharedMaster(draft, row, before);
  if (xml === null) {
    existingRow(draft, row)?.cells.delete(column);
    noteWritten(draft, row, column);
    return;
  }
  putCell(draft, row, fileCell(column, Number(parseFragment(xml).attributes.get("s") ?? 0), xml));
}

/** Writes a cell's content and keeps its style and whatever else it has; `style`: of a cell that is not there yet. Rule FH-21. */
export function writeCell(draft: SheetDraft, row: number, column: number, style: number, content: CellContent): void {
  const target = content.kind === "empty" && style === 0 ? existingRow(draft, row) : rowAt(draft, row);
  const before = target?.cells.get(column);
  if (!target || (!before && content.kind === "empty" && style === 0)) return;
  if (before) releaseSharedMaster(draft, row, before);
  target.cells.set(column, withContent(before ?? emptyCell(column, style), content, { prefix: draft.prefix, row }));
  noteWritten(draft, row, column);
}

/** Gives the cells of one row from `first` to `last` the style that `after` tells; those that are not there yet have the one of `bare`. */
export function styleCells(draft: SheetDraft, row: number, first: number, last: number, bare: (column: number) => number, after: (before: number) => number): void {
  const { cells } = rowAt(draft, row);
  for (let column = first; column <= last; column++) {
    const before = cells.get(column);
    const style = after(before ? before.style : bare(column));
    if (before?.style === style) continue;
    cells.set(column, before ? withCellStyle(before, style) : emptyCell(column, style));
    noteWritten(draft, row, column);
  }
}

/** Puts a fresh value behind a formula; everything else of the cell stays. `null`: no value. Rule FH-26. */
export function writeCachedValue(draft: SheetDraft, row: number, column: number, value: CellValue): void {
  const target = existingRow(draft, row);
  const before = target?.cells.get(column);
  if (!target || !before) return;
  target.cells.set(column, withCachedValue(before, value, { prefix: draft.prefix, row }));
  noteWritten(draft, row, column);
}

/** Where others share the formula of a cell that is about to change, they get formulas of their own. Rule FH-24. */
function releaseSharedMaster(draft: SheetDraft, row: number, cell: DraftCell): void {
  const master = formulaElement(cell, draft.part);
  if (master?.type !== "shared" || master.text === "") return;
  const { column } = cell;
  const template = templateOf(master.text);
  // Followers stand inside the master's range; where it says none, they may be anywhere.
  const range = parseArea(master.reference) ?? { row: 0, rows: MAX_ROWS };
  for (const other of rowsWithShared(draft, range.row, range.row + range.rows - 1)) {
    for (const follower of other.cells.values()) {
      if (other.row === row && follower.column === column) continue;
      const use = formulaElement(follower, draft.part);
      if (use?.type !== "shared" || use.group !== master.group || use.text !== "") continue;
      const formula = shifted(template, other.row - row, follower.column - column);
      putCell(draft, other.row, withOwnFormula(follower, formula));
    }
  }
}

/** Rows from first to last in which a shared formula may be, taken apart. */
function rowsWithShared(draft: SheetDraft, first: number, last: number): readonly DraftRow[] {
  const { textRows } = draft;
  if (!textRows.isIrregular) {
    for (let index = firstIndexFrom(textRows, first); index < textRows.count; index++) {
      const number = textRows.numbers[index] ?? 0;
      if (number > last) break;
      if (!draft.rows.has(number) && rowText(draft, index).includes("shared")) existingRow(draft, number);
    }
  }
  if (last - first > draft.rows.size) return [...draft.rows.values()].filter((row) => row.row >= first && row.row <= last);
  const rows: DraftRow[] = [];
  for (let row = first; row <= last; row++) {
    const known = draft.rows.get(row);
    if (known) rows.push(known);
  }
  return rows;
}

/** Gives a formula cell another formula (with leading "=") and keeps everything else, its value too. */
export function replaceFormulaText(draft: SheetDraft, row: number, column: number, formula: string): void {
  const before = draftCell(draft, row, column);
  if (!before) return;
  releaseSharedMaster(draft, row, before);
  putCell(draft, row, withOwnFormula(before, formula.slice(1)));
}

/** Gives rows a height in points. */
export function setRowHeight(draft: SheetDraft, row: number, points: number): void {
  const target = rowAt(draft, row);
  target.attributes = new Map(target.attributes).set("ht", String(points)).set("customHeight", "1");
  draft.dataChanged = true;
}

/** All rows' text gone: for a sheet that is written anew. */
export function clearRows(draft: SheetDraft): void {
  draft.rows.clear();
  draft.textRows = NO_ROWS;
  draft.isCleared = true;
  draft.dataChanged = true;
  draft.written = null;
}

function withSpans(attributes: ReadonlyMap<string, string>, cells: ReadonlyMap<number, DraftCell>): ReadonlyMap<string, string> {
  const span = /^(\d+):(\d+)$/.exec(attributes.get("spans") ?? "");
  if (!span) return attributes;
  let first = Number(span[1]);
  let last = Number(span[2]);
  for (const column of cells.keys()) {
    first = Math.min(first, column + 1);
    last = Math.max(last, column + 1);
  }
  return new Map(attributes).set("spans", `${String(first)}:${String(last)}`);
}

/** A row's cells from left to right. Most rows are written so, and stand so already. */
export function cellsInOrder({ cells }: DraftRow): Iterable<DraftCell> {
  let before = -1;
  for (const column of cells.keys()) {
    if (column < before) return [...cells.values()].sort((a, b) => a.column - b.column);
    before = column;
  }
  return cells.values();
}

function rowXml(row: DraftRow, prefix: string): string {
  const place = { prefix, row: row.row };
  const attributes = row.attributes.has("r") ? withSpans(row.attributes, row.cells) : new Map([["r", String(row.row + 1)], ...withSpans(row.attributes, row.cells)]);
  let inner = "";
  for (const cell of cellsInOrder(row)) inner += cellXml(cell, place);
  return fragmentXml({ name: row.name, attributes, inner: inner + row.rest });
}

/** Untouched rows go over as they stand, neighbours together with the white space between them. */
function sheetDataXml(draft: SheetDraft, original: string): string {
  const { text, textRows } = draft;
  const taken = [...draft.rows.values()].sort((a, b) => a.row - b.row);
  const pieces: string[] = [openTagOf(original)];
  let from = draft.dataStart;
  let index = 0;
  const untouched = textRows.isIrregular ? 0 : textRows.count;
  for (const row of taken) {
    const first = index;
    while (index < untouched && (textRows.numbers[index] ?? 0) < row.row) index++;
    if (index > first) {
      const end = textRows.ends[index - 1] ?? from;
      pieces.push(text.slice(from, end));
      from = end;
    }
    if (index < untouched && textRows.numbers[index] === row.row) {
      pieces.push(text.slice(from, textRows.starts[index]));
      from = textRows.ends[index] ?? from;
      index++;
    }
    pieces.push(rowXml(row, draft.prefix));
  }
  if (untouched > 0) pieces.push(text.slice(from, textRows.dataEnd));
  return `${pieces.join("")}</${draft.prefix}sheetData>`;
}

/** The open tag of an element's text, never self-closing. */
function openTagOf(xml: string): string {
  const scanner = createScanner(xml, "");
  nextTag(scanner);
  return scanner.selfClosing ? `${xml.slice(0, scanner.end - 2).trimEnd()}>` : xml.slice(0, scanner.end);
}

function dimensionXml(draft: SheetDraft, element: OutlineElement): string | null {
  const { written } = draft;
  if (!written) return null;
  const fragment = parseFragment(element.xml);
  const known = parseArea(fragment.attributes.get("ref") ?? "");
  // "A1" is also what programs write for an empty sheet; a corner too large does no harm.
  const area = known ? union(known, written) : written;
  return fragmentXml({ ...fragment, attributes: new Map(fragment.attributes).set("ref", toA1(area)) });
}

function union(a: Rect, b: Rect): Rect {
  const row = Math.min(a.row, b.row);
  const column = Math.min(a.column, b.column);
  return {
    row,
    column,
    rows: Math.max(a.row + a.rows, b.row + b.rows) - row,
    columns: Math.max(a.column + a.columns, b.column + b.columns) - column,
  };
}

/** The sheet's text with everything that was changed, and nothing else. Rule FH-20. */
export function sheetDraftText(draft: SheetDraft): string {
  settleValidations(draft);
  const { outline } = draft;
  const pieces: string[] = [outline.head];
  for (const element of outline.elements) {
    let { xml } = element;
    if (draft.dataChanged && element.name === "sheetData") xml = sheetDataXml(draft, xml);
    else if (draft.dataChanged && element.name === "dimension") xml = dimensionXml(draft, element) ?? xml;
    pieces.push(element.before, xml);
  }
  pieces.push(outline.tail);
  return pieces.join("");
}
