import { CodedError } from "../../../core/coded-error";
import { MAX_COLUMNS, MAX_ROWS, parseA1, type Rect } from "../../../core/grid/address";
import { CELL_ERROR_CODES, type CellErrorCode, type CellValue } from "../../../core/grid/cell";
import type { ValidationSnapshot } from "../../../core/grid/snapshot";
import { type FormulaTemplate, shifted, templateOf } from "../formula/shifted-formula";
import {
  attribute,
  booleanAttribute,
  createScanner,
  END_OF_TEXT,
  isNamed,
  localName,
  malformed,
  nextTag,
  numberAttribute,
  OPEN_TAG,
  plainText,
  prefixOf,
  readText,
  skipElement,
  type XmlScanner,
} from "../xml/xml-scanner";
import { decodeCellText } from "../xml/xml-text";
import { parseArea, parseAreas } from "./areas";
import { serialOfIsoDate } from "./iso-date";
import { type ParsedConditionalRule, readConditionalFormatting } from "./conditional-rules";
import { type RawColor, rawColor } from "./raw-color";
import { readStringItem } from "./shared-strings";
import { createFormulaList, type FormulaList } from "./formula-list";
import { finishCells, type SheetCells } from "./sheet-cells";

export type ColumnSpan = {
  readonly first: number;
  readonly last: number;
  readonly style: number;
  readonly hidden: boolean;
  /** In characters of the default font; `null`: the sheet's default. */
  readonly width: number | null;
};

/** Heights of whole rows that the file gives: neighbours alike are one span, in the order of the file. Points. */
export type HeightSpan = { readonly first: number; last: number; readonly height: number };

/** How the sheet is shown: its window rather than its contents. */
export type ParsedView = {
  readonly frozenRows: number;
  readonly frozenColumns: number;
  readonly gridlines: boolean;
  /** Per cent. */
  readonly zoom: number;
  readonly rightToLeft: boolean;
};

/** A validation with what is shown about it. */
export type ParsedValidation = ValidationSnapshot & {
  readonly operator: string;
  readonly allowBlank: boolean;
  /** Lists only: whether there is an arrow to choose by. */
  readonly dropdown: boolean;
  readonly severity: "stop" | "warning" | "information";
  /** `null`: what is entered is not checked. */
  readonly error: { readonly title: string; readonly text: string } | null;
  /** `null`: nothing is said when the cell is entered. */
  readonly prompt: { readonly title: string; readonly text: string } | null;
};

export type RowSpan = { readonly first: number; last: number; readonly style: number };

export type ParsedProtection = {
  readonly hasPassword: boolean;
  readonly formatCells: boolean;
  readonly formatColumns: boolean;
  readonly formatRows: boolean;
  readonly sort: boolean;
  readonly autoFilter: boolean;
  /** Ranges that anybody may edit although they are locked. */
  readonly openRanges: readonly Rect[];
};

/** One sheet as the file has it. */
export type ParsedSheet = {
  readonly cells: SheetCells;
  readonly columnSpans: readonly ColumnSpan[];
  /** Styles of whole rows: spans of neighbours alike, in the order of the file. */
  readonly rowStyles: readonly RowSpan[];
  readonly hiddenRows: readonly number[];
  /** Rows that the file does not mention are hidden. */
  readonly restHidden: boolean;
  readonly mentionedRows: ReadonlySet<number>;
  readonly merges: readonly Rect[];
  readonly protection: ParsedProtection | null;
  readonly validations: readonly ParsedValidation[];
  readonly conditionalFormats: readonly Rect[];
  readonly conditionalRules: readonly ParsedConditionalRule[];
  readonly autoFilter: Rect | null;
  readonly view: ParsedView;
  /** Tab colour; `null`: none. */
  readonly tabColor: RawColor | null;
  /** Points; `null`: what the default font needs. */
  readonly defaultHeight: number | null;
  /** In characters of the default font; `null`: Excel's own. */
  readonly defaultWidth: number | null;
  readonly heights: readonly HeightSpan[];
};

export type SheetReading = {
  readonly sharedStrings: readonly string[];
  readonly date1904: boolean;
  readonly maxCells: number;
};

const ERRORS: ReadonlySet<string> = new Set(CELL_ERROR_CODES);

function isErrorCode(text: string): text is CellErrorCode {
  return ERRORS.has(text);
}

/** "AB12" at offsets, without cutting text out: row and column packed as row × 2^14 + column, or -1. */
function packedReference(text: string, from: number, to: number): number {
  let column = 0;
  let i = from;
  for (; i < to; i++) {
    const code = text.charCodeAt(i) & ~0x20;
    if (code < 0x41 || code > 0x5a) break;
    column = column * 26 + code - 0x40;
    if (column > MAX_COLUMNS) return -1;
  }
  let row = 0;
  for (let k = i; k < to; k++) {
    const digit = text.charCodeAt(k) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    row = row * 10 + digit;
    if (row > MAX_ROWS) return -1;
  }
  return i === from || i === to || row === 0 || column === 0 ? -1 : (row - 1) * MAX_COLUMNS + column - 1;
}

function wholeNumber(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9 || i - from > 9) return -1;
    value = value * 10 + digit;
  }
  return from === to ? -1 : value;
}

type SharedMaster = { readonly template: FormulaTemplate; readonly row: number; readonly column: number };
/** `master`: the group's latest before this cell; `null` where it comes later, as some programs write it. */
type SharedUse = { readonly index: number; readonly group: string; readonly master: SharedMaster | null };

type CellReading = {
  readonly rows: number[];
  readonly columns: number[];
  readonly styles: number[];
  readonly values: CellValue[];
  readonly formulas: FormulaList;
  /** Range of the formula read last. */
  array: Rect | null;
  readonly bareRows: number[];
  readonly bareColumns: number[];
  readonly bareStyles: number[];
  readonly masters: Map<string, SharedMaster>;
  readonly uses: SharedUse[];
  readonly rowStyles: RowSpan[];
  readonly hiddenRows: number[];
  readonly mentionedRows: Set<number>;
  readonly heights: HeightSpan[];
};

/** Raw text of `v` by the cell's type. */
function valueOf(type: string, raw: string, reading: SheetReading, scanner: XmlScanner): CellValue {
  switch (type) {
    case "":
    case "n": {
      if (raw.trim() === "") return null;
      const number = Number(raw);
      // Not a number although it says so: what it says is kept as text rather than lost.
      return Number.isFinite(number) ? number : raw;
    }
    case "s": {
      const index = wholeNumber(raw.trim(), 0, raw.trim().length);
      const text = reading.sharedStrings[index];
      if (raw.trim() === "") return null;
      if (text === undefined) throw malformed(scanner);
      return text;
    }
    case "b":
      return raw.trim() === "1" || raw.trim() === "true";
    case "e": {
      const code = raw.trim();
      return { error: isErrorCode(code) ? code : "#UNKNOWN!" };
    }
    case "d":
      return raw.trim() === "" ? null : (serialOfIsoDate(raw, reading.date1904) ?? raw);
    default:
      return decodeCellText(raw);
  }
}

/** From an open `c` to its end. */
function readCell(scanner: XmlScanner, cells: CellReading, reading: SheetReading, row: number, nextColumn: number): number {
  const { text, attributes } = scanner;
  let column = nextColumn;
  let cellRow = row;
  let style = 0;
  let type = "";
  for (let slot = 0; slot < scanner.attributeCount * 4; slot += 4) {
    const nameStart = attributes[slot] ?? 0;
    if ((attributes[slot + 1] ?? 0) - nameStart !== 1) continue;
    const from = attributes[slot + 2] ?? 0;
    const to = attributes[slot + 3] ?? 0;
    switch (text.charCodeAt(nameStart)) {
      case 0x72: {
        const packed = packedReference(text, from, to);
        if (packed < 0) throw malformed(scanner);
        cellRow = Math.floor(packed / MAX_COLUMNS);
        column = packed % MAX_COLUMNS;
        break;
      }
      case 0x73:
        style = Math.max(0, wholeNumber(text, from, to));
        break;
      case 0x74:
        type = text.slice(from, to);
        break;
    }
  }
  let value: CellValue = null;
  let formula: string | null = null;
  if (!scanner.selfClosing) {
    const outside = scanner.depth - 1;
    while (nextTag(scanner) !== END_OF_TEXT && scanner.depth > outside) {
      if (scanner.kind !== OPEN_TAG) continue;
      if (isNamed(scanner, "v")) {
        value = valueOf(type, readText(scanner), reading, scanner);
      } else if (isNamed(scanner, "is")) {
        value = readStringItem(scanner);
      } else if (isNamed(scanner, "f")) formula = readFormula(scanner, cells, cellRow, column) ?? formula;
      else skipElement(scanner);
    }
  }
  append(scanner, cells, reading, cellRow, column, style, formula, value);
  return column;
}

function append(scanner: XmlScanner, cells: CellReading, reading: SheetReading, row: number, column: number, style: number, formula: string | null, value: CellValue): void {
  if (column >= MAX_COLUMNS || row >= MAX_ROWS) throw malformed(scanner);
  if (formula !== null || value !== null) {
    if (formula !== null) cells.formulas.set(cells.rows.length, { formula, array: cells.array, cached: value !== null });
    cells.rows.push(row);
    cells.columns.push(column);
    cells.styles.push(style);
    cells.values.push(value);
  } else if (style !== 0) {
    cells.bareRows.push(row);
    cells.bareColumns.push(column);
    cells.bareStyles.push(style);
  }
  if (cells.rows.length + cells.bareRows.length > reading.maxCells) {
    throw new CodedError("file.too-large", { what: "cells", limit: reading.maxCells });
  }
}

/** Offset of the "<" that ends the text of `<x>text</x>` whose "<x>" is at an offset; -1 where it is written otherwise. */
function endOfPlainText(text: string, at: number, name: number): number {
  if (text.charCodeAt(at) !== 0x3c || text.charCodeAt(at + 1) !== name || text.charCodeAt(at + 2) !== 0x3e) return -1;
  const end = text.indexOf("<", at + 3);
  return end >= 0 && text.charCodeAt(end + 1) === 0x2f && text.charCodeAt(end + 2) === name && text.charCodeAt(end + 3) === 0x3e ? end : -1;
}

/** Offset behind letters and digits. */
function endOfWord(text: string, from: number): number {
  let i = from;
  for (; ; i++) {
    const code = text.charCodeAt(i);
    const isLetter = (code & ~0x20) >= 0x41 && (code & ~0x20) <= 0x5a;
    if (!isLetter && !(code >= 0x30 && code <= 0x39)) return i;
  }
}

/**
 * A cell right behind the scanner that is written as nearly all programs write it:
 * `<c r="A1" s="1" t="s"><f>…</f><v>…</v></c>`. Returns its column, or -1 where anything is otherwise: then nothing
 * has happened and the scanner reads it. Most of a workbook's text is such cells.
 */
function readPlainCell(scanner: XmlScanner, cells: CellReading, reading: SheetReading): number {
  const { text } = scanner;
  let at = scanner.end;
  if (!text.startsWith('<c r="', at)) return -1;
  const referenceEnd = endOfWord(text, at + 6);
  const packed = packedReference(text, at + 6, referenceEnd);
  if (packed < 0 || text.charCodeAt(referenceEnd) !== 0x22) return -1;
  at = referenceEnd + 1;
  let style = 0;
  let type = "";
  if (text.startsWith(' s="', at)) {
    const end = endOfWord(text, at + 4);
    style = wholeNumber(text, at + 4, end);
    if (style < 0 || text.charCodeAt(end) !== 0x22) return -1;
    at = end + 1;
  }
  if (text.startsWith(' t="', at)) {
    const end = endOfWord(text, at + 4);
    type = text.slice(at + 4, end);
    if (text.charCodeAt(end) !== 0x22) return -1;
    at = end + 1;
  }
  let formulaFrom = 0;
  let formulaTo = 0;
  let valueFrom = 0;
  let valueTo = 0;
  if (text.charCodeAt(at) === 0x2f && text.charCodeAt(at + 1) === 0x3e) at += 2;
  else {
    if (text.charCodeAt(at) !== 0x3e) return -1;
    at += 1;
    const formulaEnd = endOfPlainText(text, at, 0x66);
    if (formulaEnd >= 0) {
      formulaFrom = at + 3;
      formulaTo = formulaEnd;
      at = formulaEnd + 4;
    }
    const valueEnd = endOfPlainText(text, at, 0x76);
    if (valueEnd >= 0) {
      valueFrom = at + 3;
      valueTo = valueEnd;
      at = valueEnd + 4;
    }
    if (!text.startsWith("</c>", at)) return -1;
    at += 4;
  }
  let formula: string | null = null;
  if (formulaTo > formulaFrom) {
    formula = `=${decodeCellText(plainText(scanner, text.slice(formulaFrom, formulaTo)))}`;
    cells.array = null;
  }
  const value = valueFrom > 0 ? valueOf(type, plainText(scanner, text.slice(valueFrom, valueTo)), reading, scanner) : null;
  const column = packed % MAX_COLUMNS;
  append(scanner, cells, reading, Math.floor(packed / MAX_COLUMNS), column, style, formula, value);
  scanner.end = at;
  return column;
}

/**
 * From an open `f` to its end; the formula, `null` where there is none, "" where it is the shared one of a group.
 * The cell is about to be appended.
 */
function readFormula(scanner: XmlScanner, cells: CellReading, row: number, column: number): string | null {
  const type = scanner.attributeCount === 0 ? null : attribute(scanner, "t");
  if (type === null || type === "normal") {
    const formula = readText(scanner);
    if (formula === "") return null;
    cells.array = null;
    return `=${decodeCellText(formula)}`;
  }
  const reference = attribute(scanner, "ref") ?? "";
  if (type === "shared") {
    const group = attribute(scanner, "si") ?? "";
    const formula = decodeCellText(readText(scanner));
    cells.array = null;
    if (formula === "") {
      // Filled in when the master, which may come later, is known.
      cells.uses.push({ index: cells.rows.length, group, master: cells.masters.get(group) ?? null });
      return "";
    }
    cells.masters.set(group, { template: templateOf(formula), row, column });
    return `=${formula}`;
  }
  if (type === "dataTable") {
    const inputs = [attribute(scanner, "r1"), attribute(scanner, "r2")].map((input) => input ?? "");
    skipElement(scanner);
    cells.array = parseA1(reference);
    return `=TABLE(${inputs.join(",")})`;
  }
  const formula = decodeCellText(readText(scanner));
  if (formula === "") return null;
  cells.array = type === "array" ? parseA1(reference) : null;
  return `=${formula}`;
}

function expandShared(cells: CellReading): void {
  for (const { index, group, master: before } of cells.uses) {
    const master = before ?? cells.masters.get(group);
    const use = cells.formulas.get(index);
    if (!master || !use) {
      // A group without a master has no formula to speak of; the cached value is what is left.
      cells.formulas.delete(index);
      continue;
    }
    const formula = `=${shifted(master.template, (cells.rows[index] ?? 0) - master.row, (cells.columns[index] ?? 0) - master.column)}`;
    cells.formulas.set(index, { ...use, formula });
  }
}

function readRows(scanner: XmlScanner, reading: SheetReading, restHidden: boolean): CellReading {
  const cells: CellReading = {
    rows: [],
    columns: [],
    styles: [],
    values: [],
    formulas: createFormulaList(),
    array: null,
    bareRows: [],
    bareColumns: [],
    bareStyles: [],
    masters: new Map(),
    uses: [],
    rowStyles: [],
    hiddenRows: [],
    mentionedRows: new Set(),
    heights: [],
  };
  if (scanner.selfClosing) return cells;
  const outside = scanner.depth - 1;
  let row = -1;
  let column = -1;
  for (;;) {
    const plain = readPlainCell(scanner, cells, reading);
    if (plain >= 0) {
      column = plain;
      continue;
    }
    if (nextTag(scanner) === END_OF_TEXT || scanner.depth <= outside) break;
    if (scanner.kind !== OPEN_TAG) continue;
    if (isNamed(scanner, "c")) column = readCell(scanner, cells, reading, row, column + 1);
    else if (isNamed(scanner, "row")) {
      row = readRowAttributes(scanner, cells, row, restHidden);
      column = -1;
    } else skipElement(scanner);
  }
  expandShared(cells);
  return cells;
}

function readRowAttributes(scanner: XmlScanner, cells: CellReading, previous: number, restHidden: boolean): number {
  const row = numberAttribute(scanner, "r", previous + 2) - 1;
  if (!Number.isInteger(row) || row < 0 || row >= MAX_ROWS) throw malformed(scanner);
  if (restHidden) cells.mentionedRows.add(row);
  if (scanner.attributeCount > 1) {
    if (booleanAttribute(scanner, "hidden", false)) cells.hiddenRows.push(row);
    const height = numberAttribute(scanner, "ht", -1);
    if (height >= 0) {
      const before = cells.heights.at(-1);
      if (before?.last === row - 1 && before.height === height) before.last = row;
      else cells.heights.push({ first: row, last: row, height });
    }
    const style = numberAttribute(scanner, "s", 0);
    if (style > 0 && booleanAttribute(scanner, "customFormat", false)) {
      const before = cells.rowStyles.at(-1);
      if (before?.last === row - 1 && before.style === style) before.last = row;
      else cells.rowStyles.push({ first: row, last: row, style });
    }
  }
  return row;
}

const VALIDATION_TYPES: ReadonlyMap<string, ValidationSnapshot["type"]> = new Map([
  ["list", "list"],
  ["whole", "whole"],
  ["decimal", "decimal"],
  ["date", "date"],
  ["time", "time"],
  ["textLength", "textLength"],
  ["custom", "custom"],
  ["none", "any"],
]);

/** From an open `dataValidation` (of either namespace) to its end. */
function readValidation(scanner: XmlScanner): ParsedValidation {
  const severity = attribute(scanner, "errorStyle");
  const textOf = (name: string): string => decodeCellText(attribute(scanner, name) ?? "");
  const shown: Omit<ParsedValidation, keyof ValidationSnapshot> = {
    operator: attribute(scanner, "operator") ?? "between",
    allowBlank: booleanAttribute(scanner, "allowBlank", false),
    // The attribute says the opposite of its name.
    dropdown: !booleanAttribute(scanner, "showDropDown", false),
    severity: severity === "warning" || severity === "information" ? severity : "stop",
    error: booleanAttribute(scanner, "showErrorMessage", false) ? { title: textOf("errorTitle"), text: textOf("error") } : null,
    prompt: booleanAttribute(scanner, "showInputMessage", false) && (textOf("promptTitle") !== "" || textOf("prompt") !== "") ? { title: textOf("promptTitle"), text: textOf("prompt") } : null,
  };
  const type = VALIDATION_TYPES.get(attribute(scanner, "type") ?? "none") ?? "any";
  let areas = parseAreas(attribute(scanner, "sqref") ?? "");
  const formulas = new Map<string, string>();
  if (!scanner.selfClosing) {
    const outside = scanner.depth - 1;
    let inside = "";
    while (nextTag(scanner) !== END_OF_TEXT && scanner.depth > outside) {
      if (scanner.kind !== OPEN_TAG) continue;
      const name = localName(scanner);
      if (name === "formula1" || name === "formula2") {
        inside = name;
        // The newer namespace wraps the formula in an element of its own.
        const text = readFormulaElement(scanner);
        if (text !== "") formulas.set(inside, text);
      } else if (name === "sqref") areas = parseAreas(readText(scanner));
      else skipElement(scanner);
    }
  }
  return { ...shown, areas, type, formula1: formulas.get("formula1") ?? null, formula2: formulas.get("formula2") ?? null };
}

function readFormulaElement(scanner: XmlScanner): string {
  if (scanner.selfClosing) return "";
  const { text } = scanner;
  const next = text.indexOf("<", scanner.end);
  if (text.charCodeAt(next + 1) === 0x2f || text.charCodeAt(next + 1) === 0x21) return readText(scanner);
  const outside = scanner.depth - 1;
  let formula = "";
  while (nextTag(scanner) !== END_OF_TEXT && scanner.depth > outside) {
    if (scanner.kind !== OPEN_TAG) continue;
    if (isNamed(scanner, "f")) formula = readText(scanner);
    else skipElement(scanner);
  }
  return formula;
}

function readProtection(scanner: XmlScanner): ParsedProtection | null {
  if (!booleanAttribute(scanner, "sheet", false)) return null;
  const hasPassword = ["password", "hashValue"].some((name) => (attribute(scanner, name) ?? "") !== "");
  return {
    hasPassword,
    // The attributes say what is locked.
    formatCells: !booleanAttribute(scanner, "formatCells", true),
    formatColumns: !booleanAttribute(scanner, "formatColumns", true),
    formatRows: !booleanAttribute(scanner, "formatRows", true),
    sort: !booleanAttribute(scanner, "sort", true),
    autoFilter: !booleanAttribute(scanner, "autoFilter", true),
    openRanges: [],
  };
}

function isOpenRange(scanner: XmlScanner): boolean {
  return ["password", "hashValue", "securityDescriptor"].every((name) => (attribute(scanner, name) ?? "") === "");
}

/**
 * A worksheet part. Errors: "file.damaged", "file.unsafe-xml", "file.too-large". Rules FH-10 to FH-16.
 */
export function parseSheet(text: string, part: string, reading: SheetReading): ParsedSheet {
  const scanner = createScanner(text, part);
  nextTag(scanner);
  const prefix = prefixOf(scanner);
  if (!isNamed(scanner, "worksheet")) throw malformed(scanner);
  let cells: CellReading | null = null;
  let restHidden = false;
  const columnSpans: ColumnSpan[] = [];
  const merges: Rect[] = [];
  const validations: ParsedValidation[] = [];
  const conditionalRules: ParsedConditionalRule[] = [];
  let view: ParsedView = { frozenRows: 0, frozenColumns: 0, gridlines: true, zoom: 100, rightToLeft: false };
  let viewSeen = false;
  let tabColor: RawColor | null = null;
  let defaultHeight: number | null = null;
  let defaultWidth: number | null = null;
  const conditionalFormats: Rect[] = [];
  const openRanges: Rect[] = [];
  let protection: ParsedProtection | null = null;
  let autoFilter: Rect | null = null;
  while (nextTag(scanner) !== END_OF_TEXT) {
    if (scanner.kind !== OPEN_TAG) continue;
    if (scanner.depth === 2 && !scanner.selfClosing && prefixOf(scanner) !== prefix) {
      skipElement(scanner);
      continue;
    }
    const name = localName(scanner);
    switch (name) {
      case "sheetFormatPr":
        restHidden = booleanAttribute(scanner, "zeroHeight", false);
        defaultHeight = numberAttribute(scanner, "defaultRowHeight", -1);
        defaultWidth = numberAttribute(scanner, "defaultColWidth", -1);
        break;
      case "tabColor":
        tabColor = rawColor(scanner);
        break;
      case "sheetView":
        // Of several windows the first is shown.
        if (!viewSeen) view = readView(scanner);
        else skipElement(scanner);
        viewSeen = true;
        break;
      case "col": {
        const first = numberAttribute(scanner, "min", 1) - 1;
        const last = Math.min(numberAttribute(scanner, "max", 1), MAX_COLUMNS) - 1;
        if (first >= 0 && first <= last) {
          columnSpans.push({ first, last, style: numberAttribute(scanner, "style", 0), hidden: booleanAttribute(scanner, "hidden", false), width: positive(numberAttribute(scanner, "width", -1)) });
        }
        break;
      }
      case "sheetData":
        // A second one, which no sound file has, would be silently unread otherwise.
        if (cells) throw malformed(scanner);
        cells = readRows(scanner, reading, restHidden);
        break;
      case "sheetProtection":
        protection = readProtection(scanner);
        break;
      case "protectedRange":
        if (isOpenRange(scanner)) openRanges.push(...parseAreas(attribute(scanner, "sqref") ?? ""));
        break;
      case "autoFilter":
        autoFilter = parseArea(attribute(scanner, "ref") ?? "");
        skipElement(scanner);
        break;
      case "mergeCell": {
        const area = parseArea(attribute(scanner, "ref") ?? "");
        if (area) merges.push(area);
        break;
      }
      case "conditionalFormatting":
        readConditionalFormatting(scanner, conditionalFormats, conditionalRules);
        break;
      case "dataValidation":
        validations.push(readValidation(scanner));
        break;
      case "customSheetViews":
      case "AlternateContent":
      case "sortState":
        skipElement(scanner);
        break;
    }
  }
  const read = cells ?? readRows({ ...scanner, selfClosing: true }, reading, false);
  return {
    cells: finishCells(read),
    columnSpans,
    rowStyles: read.rowStyles,
    hiddenRows: read.hiddenRows,
    restHidden,
    mentionedRows: read.mentionedRows,
    merges,
    protection: protection && { ...protection, openRanges },
    validations,
    conditionalFormats,
    conditionalRules,
    autoFilter,
    view,
    tabColor,
    defaultHeight: defaultHeight === null ? null : positive(defaultHeight),
    defaultWidth: defaultWidth === null ? null : positive(defaultWidth),
    heights: read.heights,
  };
}

function positive(value: number): number | null {
  return value >= 0 && Number.isFinite(value) ? value : null;
}

/** From an open `sheetView` to its end. */
function readView(scanner: XmlScanner): ParsedView {
  let frozenRows = 0;
  let frozenColumns = 0;
  const view = {
    gridlines: booleanAttribute(scanner, "showGridLines", true),
    zoom: Math.min(400, Math.max(10, numberAttribute(scanner, "zoomScale", 100))),
    rightToLeft: booleanAttribute(scanner, "rightToLeft", false),
  };
  if (!scanner.selfClosing) {
    const outside = scanner.depth - 1;
    while (nextTag(scanner) !== END_OF_TEXT && scanner.depth > outside) {
      if (scanner.kind !== OPEN_TAG) continue;
      if (isNamed(scanner, "pane") && (attribute(scanner, "state") ?? "").startsWith("frozen")) {
        frozenColumns = Math.max(0, Math.trunc(numberAttribute(scanner, "xSplit", 0)));
        frozenRows = Math.max(0, Math.trunc(numberAttribute(scanner, "ySplit", 0)));
      } else if (!isNamed(scanner, "pane")) skipElement(scanner);
    }
  }
  return { ...view, frozenRows, frozenColumns };
}
