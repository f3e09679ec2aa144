import { CodedError } from "../../../core/coded-error";
import { columnName, MAX_COLUMNS, type Rect } from "../../../core/grid/address";
import type { CellValue } from "../../../core/grid/cell";
import { shifted, templateOf } from "../formula/shifted-formula";
import { parseArea } from "../read/areas";
import { outlineOf, type OutlineElement, type PartOutline } from "../xml/part-outline";
import { childrenOf, fragmentXml, parseFragment, rawAttributes } from "../xml/xml-fragment";
import { createScanner, END_OF_TEXT, isNamed, nextTag, numberAttribute, OPEN_TAG, readText, skipElement, type XmlScanner } from "../xml/xml-scanner";
import { decodeCellText, encodeCellText, escapeText } from "../xml/xml-text";

/** What a cell is to hold. A formula comes without value; the calculation gives it one. */
export type CellContent =
  | { readonly kind: "value"; readonly value: string | number | boolean }
  | { readonly kind: "formula"; /** With leading "=". */ readonly formula: string }
  | { readonly kind: "empty" };

export type DraftCell = { readonly column: number; readonly style: number; readonly xml: string };

type DraftRow = {
  readonly row: number;
  /** Offsets in the sheet's text; `start` is -1 for a new row. */
  readonly start: number;
  readonly end: number;
  /** The file did not say which row it is. */
  readonly isImplicit: boolean;
  /** `null`: as it stands in the text. */
  open: RowOpening | null;
  cells: Map<number, DraftCell> | null;
  /** What a row has besides cells. */
  rest: string;
};

type RowOpening = { readonly name: string; attributes: ReadonlyMap<string, string> };

/**
 * A sheet under change. Rows that no edit reaches stay slices of the text as it was; so do all elements that
 * no edit concerns. Mutable while a plan is applied, then turned into text.
 */
export type SheetDraft = {
  readonly part: string;
  readonly text: string;
  readonly prefix: string;
  outline: PartOutline;
  readonly rows: Map<number, DraftRow>;
  /** Offset behind the open tag of `sheetData`; -1 where there is none. */
  readonly dataStart: number;
  /** Rows as they stand in the text, in its order. */
  readonly textRows: readonly DraftRow[];
  /** Rows out of order or twice: the sheet's data is written anew, sorted. */
  readonly isUnordered: boolean;
  dataChanged: boolean;
  /** Smallest rectangle around the cells written. */
  written: Rect | null;
};

function collectRows(scanner: XmlScanner, rows: DraftRow[]): void {
  if (scanner.selfClosing) return;
  const outside = scanner.depth - 1;
  let row = -1;
  while (nextTag(scanner) !== END_OF_TEXT && scanner.depth > outside) {
    if (scanner.kind !== OPEN_TAG) continue;
    const isRow = isNamed(scanner, "row");
    const { start } = scanner;
    const number = isRow ? numberAttribute(scanner, "r", 0) : 0;
    skipElement(scanner);
    if (!isRow) continue;
    row = number > 0 ? number - 1 : row + 1;
    rows.push({ row, start, end: scanner.end, isImplicit: number === 0, open: null, cells: null, rest: "" });
  }
}

/** Cuts a worksheet's text. Errors "file.damaged", "file.unsafe-xml". */
export function createSheetDraft(text: string, part: string): SheetDraft {
  const textRows: DraftRow[] = [];
  let dataStart = -1;
  const outline = outlineOf(text, part, (scanner, name) => {
    if (name !== "sheetData") return;
    dataStart = scanner.end;
    collectRows(scanner, textRows);
  });
  if (dataStart < 0) throw new CodedError("file.damaged", { part });
  const rows = new Map<number, DraftRow>();
  let isUnordered = false;
  let previous = -1;
  for (const row of textRows) {
    if (row.row <= previous) isUnordered = true;
    previous = Math.max(previous, row.row);
  }
  const draft: SheetDraft = { part, text, prefix: outline.prefix, outline, rows, dataStart, textRows, isUnordered, dataChanged: false, written: null };
  for (const row of textRows) {
    const twin = rows.get(row.row);
    if (!twin) rows.set(row.row, row);
    else for (const cell of cellsOf(draft, row).values()) cellsOf(draft, twin).set(cell.column, cell);
  }
  return draft;
}

/** Takes a row's text apart; only done for rows that an edit reaches. */
function openRow(draft: SheetDraft, row: DraftRow): RowOpening {
  if (row.open) return row.open;
  const xml = draft.text.slice(row.start, row.end);
  const scanner = createScanner(xml, draft.part);
  nextTag(scanner);
  const open = { name: xml.slice(scanner.nameStart, scanner.nameEnd), attributes: rawAttributes(scanner) };
  const cells = new Map<number, DraftCell>();
  let column = -1;
  if (!scanner.selfClosing) {
    while (nextTag(scanner) !== END_OF_TEXT) {
      if (scanner.kind !== OPEN_TAG) continue;
      const { start } = scanner;
      if (!isNamed(scanner, "c")) {
        skipElement(scanner);
        row.rest += xml.slice(start, scanner.end);
        continue;
      }
      const attributes = rawAttributes(scanner);
      const area = parseArea(attributes.get("r") ?? "");
      column = area ? area.column : column + 1;
      skipElement(scanner);
      const own = xml.slice(start, scanner.end);
      // A cell without a reference lives by its place, which may change now.
      const named = area ? own : own.replace(/^<([^\s/>]+)/, `<$1 r="${columnName(column)}${String(row.row + 1)}"`);
      cells.set(column, { column, style: Number(attributes.get("s") ?? 0), xml: named });
    }
  }
  row.open = open;
  row.cells = cells;
  return open;
}

function cellsOf(draft: SheetDraft, row: DraftRow): Map<number, DraftCell> {
  openRow(draft, row);
  row.cells ??= new Map();
  return row.cells;
}

function rowAt(draft: SheetDraft, row: number): DraftRow {
  const known = draft.rows.get(row);
  if (known) return known;
  const made: DraftRow = { row, start: -1, end: -1, isImplicit: false, open: { name: `${draft.prefix}row`, attributes: new Map([["r", String(row + 1)]]) }, cells: new Map(), rest: "" };
  draft.rows.set(row, made);
  return made;
}

/** The cell as it is now, or `null`. */
export function draftCell(draft: SheetDraft, row: number, column: number): DraftCell | null {
  const known = draft.rows.get(row);
  return known ? (cellsOf(draft, known).get(column) ?? null) : null;
}

/** All cells by row × 2^14 + column. Takes every row apart. */
export function draftCells(draft: SheetDraft): ReadonlyMap<number, DraftCell> {
  const cells = new Map<number, DraftCell>();
  for (const row of draft.rows.values()) for (const cell of cellsOf(draft, row).values()) cells.set(row.row * MAX_COLUMNS + cell.column, cell);
  return cells;
}

/** Style that an empty cell has by its row, or `null` where the row has none. */
export function draftRowStyle(draft: SheetDraft, row: number): number | null {
  const known = draft.rows.get(row);
  if (!known) return null;
  const { attributes } = openRow(draft, known);
  const custom = attributes.get("customFormat");
  return custom === "1" || custom === "true" ? Number(attributes.get("s") ?? 0) : null;
}

function reference(row: number, column: number): string {
  return columnName(column) + String(row + 1);
}

function noteWritten(draft: SheetDraft, row: number, column: number): void {
  draft.dataChanged = true;
  const { written } = draft;
  if (!written) {
    draft.written = { row, column, rows: 1, columns: 1 };
    return;
  }
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
  cellsOf(draft, rowAt(draft, row)).set(cell.column, cell);
  noteWritten(draft, row, cell.column);
}

/** Puts a cell's whole XML, as it was before; `null` takes the cell away. */
export function putCellXml(draft: SheetDraft, row: number, column: number, xml: string | null): void {
  releaseSharedMaster(draft, row, column);
  if (xml === null) {
    const known = draft.rows.get(row);
    if (known) cellsOf(draft, known).delete(column);
    noteWritten(draft, row, column);
    return;
  }
  putCell(draft, row, { column, style: Number(parseFragment(xml).attributes.get("s") ?? 0), xml });
}

function contentParts(prefix: string, content: CellContent): { readonly type: string | null; readonly inner: string } {
  if (content.kind === "empty") return { type: null, inner: "" };
  if (content.kind === "formula") return { type: null, inner: `<${prefix}f>${escapeText(content.formula.slice(1))}</${prefix}f>` };
  const { value } = content;
  if (typeof value === "string") {
    const space = /^\s|\s$|\s\s|\n/.test(value) ? ' xml:space="preserve"' : "";
    return { type: "inlineStr", inner: `<${prefix}is><${prefix}t${space}>${escapeText(encodeCellText(value))}</${prefix}t></${prefix}is>` };
  }
  if (typeof value === "boolean") return { type: "b", inner: `<${prefix}v>${value ? "1" : "0"}</${prefix}v>` };
  return { type: null, inner: `<${prefix}v>${String(value)}</${prefix}v>` };
}

/** Attributes that describe the value that is replaced: type, and indexes into metadata. */
const VALUE_ATTRIBUTES = new Set(["t", "cm", "vm"]);

/** Writes a cell's content and keeps its style and whatever else it has. Rule FH-21. */
export function writeCell(draft: SheetDraft, row: number, column: number, style: number, content: CellContent): void {
  releaseSharedMaster(draft, row, column);
  const before = draftCell(draft, row, column);
  const { type, inner } = contentParts(draft.prefix, content);
  if (!before) {
    if (content.kind === "empty" && style === 0) return;
    const attributes = new Map([["r", reference(row, column)]]);
    if (style !== 0) attributes.set("s", String(style));
    if (type !== null) attributes.set("t", type);
    putCell(draft, row, { column, style, xml: fragmentXml({ name: `${draft.prefix}c`, attributes, inner }) });
    return;
  }
  const fragment = parseFragment(before.xml);
  const attributes = new Map([...fragment.attributes].filter(([name]) => !VALUE_ATTRIBUTES.has(name)));
  if (type !== null) attributes.set("t", type);
  const kept = childrenOf(fragment.inner).filter((child) => child.name !== "f" && child.name !== "v" && child.name !== "is");
  putCell(draft, row, { ...before, xml: fragmentXml({ name: fragment.name, attributes, inner: inner + kept.map((child) => child.xml).join("") }) });
}

/** Gives a cell another style, making the cell where there is none. */
export function styleCell(draft: SheetDraft, row: number, column: number, style: number): void {
  const before = draftCell(draft, row, column);
  if (!before) {
    putCell(draft, row, { column, style, xml: `<${draft.prefix}c r="${reference(row, column)}" s="${String(style)}"/>` });
    return;
  }
  if (before.style === style) return;
  const fragment = parseFragment(before.xml);
  const attributes = new Map(fragment.attributes);
  if (style === 0) attributes.delete("s");
  else attributes.set("s", String(style));
  putCell(draft, row, { column, style, xml: fragmentXml({ ...fragment, attributes }) });
}

/** Puts a fresh value behind a formula; everything else of the cell stays. `null`: no value. Rule FH-26. */
export function writeCachedValue(draft: SheetDraft, row: number, column: number, value: CellValue): void {
  const before = draftCell(draft, row, column);
  if (!before) return;
  const fragment = parseFragment(before.xml);
  const attributes = new Map(fragment.attributes);
  attributes.delete("t");
  let text = "";
  if (typeof value === "string") {
    attributes.set("t", "str");
    text = escapeText(encodeCellText(value));
  } else if (typeof value === "boolean") {
    attributes.set("t", "b");
    text = value ? "1" : "0";
  } else if (typeof value === "number") text = String(value);
  else if (value !== null) {
    attributes.set("t", "e");
    text = value.error;
  }
  const children = childrenOf(fragment.inner);
  const formula = children.filter((child) => child.name === "f").map((child) => child.xml);
  const rest = children.filter((child) => child.name !== "f" && child.name !== "v" && child.name !== "is").map((child) => child.xml);
  const v = value === null ? "" : `<${draft.prefix}v>${text}</${draft.prefix}v>`;
  putCell(draft, row, { ...before, xml: fragmentXml({ name: fragment.name, attributes, inner: formula.join("") + v + rest.join("") }) });
}

/** Whether the cell has a formula of any kind. */
export function hasFormula(cell: DraftCell | null): boolean {
  return cell !== null && /<(?:[^\s<>:/]+:)?f[\s>/]/.test(cell.xml);
}

type FormulaElement = { readonly type: string; readonly group: string; readonly text: string; readonly reference: string };

function formulaElement(cell: DraftCell, part: string): FormulaElement | null {
  if (!hasFormula(cell)) return null;
  const scanner = createScanner(cell.xml, part);
  while (nextTag(scanner) !== END_OF_TEXT) {
    if (scanner.kind !== OPEN_TAG || !isNamed(scanner, "f")) continue;
    const attributes = rawAttributes(scanner);
    return {
      type: attributes.get("t") ?? "",
      group: attributes.get("si") ?? "",
      reference: attributes.get("ref") ?? "",
      text: decodeCellText(readText(scanner)),
    };
  }
  return null;
}

/** Where others share the formula of a cell that is about to change, they get formulas of their own. Rule FH-24. */
function releaseSharedMaster(draft: SheetDraft, row: number, column: number): void {
  const cell = draftCell(draft, row, column);
  const master = cell ? formulaElement(cell, draft.part) : null;
  if (!cell || master?.type !== "shared" || master.text === "") return;
  const template = templateOf(master.text);
  for (const other of draft.rows.values()) {
    if (other.start >= 0 && !other.cells && !draft.text.slice(other.start, other.end).includes("shared")) continue;
    for (const follower of cellsOf(draft, other).values()) {
      if (other.row === row && follower.column === column) continue;
      const use = formulaElement(follower, draft.part);
      if (use?.type !== "shared" || use.group !== master.group || use.text !== "") continue;
      const formula = shifted(template, other.row - row, follower.column - column);
      putCell(draft, other.row, { ...follower, xml: withOwnFormula(follower.xml, formula) });
    }
  }
}

/** The cell with this formula text (without "="); what made it a member of a shared group is dropped. */
function withOwnFormula(xml: string, formula: string): string {
  const cell = parseFragment(xml);
  const children = childrenOf(cell.inner).map((child) => {
    if (child.name !== "f") return child.xml;
    const fragment = parseFragment(child.xml);
    const isShared = fragment.attributes.get("t") === "shared";
    const attributes = new Map([...fragment.attributes].filter(([name]) => !isShared || (name !== "t" && name !== "si" && name !== "ref")));
    return fragmentXml({ ...fragment, attributes, inner: escapeText(formula) });
  });
  return fragmentXml({ ...cell, inner: children.join("") });
}

/** Gives a formula cell another formula (with leading "=") and keeps everything else, its value too. */
export function replaceFormulaText(draft: SheetDraft, row: number, column: number, formula: string): void {
  releaseSharedMaster(draft, row, column);
  const before = draftCell(draft, row, column);
  if (before) putCell(draft, row, { ...before, xml: withOwnFormula(before.xml, formula.slice(1)) });
}

/** Gives rows a height in points. */
export function setRowHeight(draft: SheetDraft, row: number, points: number): void {
  const target = rowAt(draft, row);
  const open = openRow(draft, target);
  const attributes = new Map(open.attributes);
  attributes.set("ht", String(points));
  attributes.set("customHeight", "1");
  open.attributes = attributes;
  draft.dataChanged = true;
}

/** All rows' text gone: for a sheet that is written anew. */
export function clearRows(draft: SheetDraft): void {
  draft.rows.clear();
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

function rowXml(row: DraftRow): string {
  const { open } = row;
  if (!open) return "";
  const cells = row.cells ?? new Map<number, DraftCell>();
  const sorted = [...cells.values()].sort((a, b) => a.column - b.column);
  const attributes = new Map([["r", String(row.row + 1)], ...withSpans(open.attributes, cells)]);
  attributes.set("r", String(row.row + 1));
  return fragmentXml({ name: open.name, attributes, inner: sorted.map((cell) => cell.xml).join("") + row.rest });
}

function sheetDataXml(draft: SheetDraft, original: string): string {
  const rows = [...draft.rows.values()].sort((a, b) => a.row - b.row);
  const pieces: string[] = [];
  // Rows that lived by their place need their number once a row comes before them.
  const writesAll = draft.isUnordered || draft.textRows.some((row) => row.isImplicit);
  let runStart = -1;
  let runEnd = -1;
  const flush = (): void => {
    if (runStart >= 0) pieces.push(draft.text.slice(runStart, runEnd));
    runStart = -1;
  };
  for (const row of rows) {
    if (writesAll) openRow(draft, row);
    if (row.open) {
      flush();
      pieces.push(rowXml(row));
      continue;
    }
    // Neighbours in the text go over together, with the white space between them.
    if (runStart < 0) runStart = row.start;
    runEnd = row.end;
  }
  flush();
  const first = draft.textRows[0];
  const lead = first && draft.rows.has(first.row) ? draft.text.slice(draft.dataStart, first.start) : "";
  return `${openTagOf(original)}${lead}${pieces.join("")}</${draft.prefix}sheetData>`;
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
  return fragmentXml({ ...fragment, attributes: new Map(fragment.attributes).set("ref", areaText(area)) });
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

function areaText(area: Rect): string {
  const first = reference(area.row, area.column);
  return area.rows === 1 && area.columns === 1 ? first : `${first}:${reference(area.row + area.rows - 1, area.column + area.columns - 1)}`;
}

/** The sheet's text with everything that was changed, and nothing else. Rule FH-20. */
export function sheetDraftText(draft: SheetDraft): string {
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
