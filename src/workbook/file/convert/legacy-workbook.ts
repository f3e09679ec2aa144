import { parse, tokenize } from "@borgar/fx/xlsx";
import type * as SheetJsModule from "@e965/xlsx";
import type { ColInfo, RowInfo } from "@e965/xlsx";
import { CodedError } from "../../../core/coded-error";
import { MAX_COLUMNS, MAX_ROWS, parseA1, type Rect } from "../../../core/grid/address";
import type { CellErrorCode, CellValue } from "../../../core/grid/cell";
import type { FileNotice } from "../file-workbook";
import type { FileLimits } from "../limits";
import { builtInNumberFormatId } from "../read/number-formats";
import type { WorkbookState } from "../workbook-state";
import { escapeAttribute } from "../xml/xml-text";
import { biffSheetLook, biffStylesXml } from "./biff-formats";
import { BIFF, eachRecord } from "./biff-records";
import { type ConvertedCell, type ConvertedColumn, type ConvertedLook, type ConvertedName, type ConvertedRow, type ConvertedSheet, convertedState } from "./converted-package";
import { withoutConsole } from "./without-console";

type SheetJs = typeof SheetJsModule;
type ForeignSheet = ReturnType<SheetJs["read"]>["Sheets"][string];

export type Conversion = { readonly state: WorkbookState; readonly losses: readonly FileNotice[] };

/** What the old format says beyond what SheetJS reads. */
export type LegacySource =
  | { readonly kind: "biff"; readonly bytes: Uint8Array; /** The workbook stream. */ readonly stream: DataView; readonly version: number; readonly hasMacros: boolean }
  | { readonly kind: "xml"; readonly text: string };

const ERROR_CODES: ReadonlyMap<number, CellErrorCode> = new Map([
  [0x00, "#NULL!"],
  [0x07, "#DIV/0!"],
  [0x0f, "#VALUE!"],
  [0x17, "#REF!"],
  [0x1d, "#NAME?"],
  [0x24, "#NUM!"],
  [0x2a, "#N/A"],
  [0x2b, "#GETTING_DATA"],
]);

function valueOf(type: unknown, value: unknown): CellValue {
  if (type === "e") return { error: ERROR_CODES.get(Number(value)) ?? "#UNKNOWN!" };
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  return typeof value === "string" || typeof value === "boolean" ? value : null;
}

/** Counts what had to be left behind. */
type Losses = Map<string, number>;

function lose(losses: Losses, code: string, count = 1): void {
  losses.set(code, (losses.get(code) ?? 0) + count);
}

/** Whether Excel would read the formula: references to other files and what is no formula are kept as values. */
function isKeptFormula(formula: string, losses: Losses): boolean {
  if (/\[[^\]]*\][^[\]]*!/.test(formula)) {
    lose(losses, "loss.external-links");
    return false;
  }
  try {
    parse(tokenize(formula));
    return true;
  } catch {
    lose(losses, "loss.formulas");
    return false;
  }
}

function convertRows(sheet: ForeignSheet, losses: Losses, limits: FileLimits): ReadonlyMap<number, readonly ConvertedCell[]> {
  const data: unknown = sheet["!data"];
  const rows = new Map<number, readonly ConvertedCell[]>();
  if (!Array.isArray(data)) return rows;
  let count = 0;
  const kept = new Map<string, boolean>();
  data.forEach((foreignRow: unknown, row) => {
    if (!Array.isArray(foreignRow) || row >= MAX_ROWS) return;
    const cells: ConvertedCell[] = [];
    foreignRow.forEach((foreign: unknown, column) => {
      if (typeof foreign !== "object" || foreign === null || column >= MAX_COLUMNS) return;
      const cell: Readonly<Record<string, unknown>> = { ...foreign };
      const isAnchor = typeof cell.F !== "string" || parseA1(cell.F.split(":")[0] ?? "")?.row === row;
      const text = typeof cell.f === "string" && isAnchor ? cell.f : null;
      let formula = text;
      if (text !== null) {
        const known = kept.get(text) ?? isKeptFormula(text, losses);
        kept.set(text, known);
        if (!known) formula = null;
      }
      const value = valueOf(cell.t, cell.v);
      if (value === null && formula === null) return;
      const array = formula !== null && typeof cell.F === "string" ? parseA1(cell.F) : null;
      // Cells of an array formula beside its anchor carry the formula too; only their value is kept.
      const isAnchorCell = array === null || (array.row === row && array.column === column);
      cells.push({ column, value, formula: isAnchorCell ? formula : null, array: isAnchorCell ? array : null, numberFormat: typeof cell.z === "string" ? cell.z : "General" });
    });
    count += cells.length;
    if (count > limits.maxCells) throw new CodedError("file.too-large", { what: "cells", limit: limits.maxCells });
    if (cells.length > 0) rows.set(row, cells);
  });
  return rows;
}

function overlaps(a: Rect, b: Rect): boolean {
  return a.row < b.row + b.rows && b.row < a.row + a.rows && a.column < b.column + b.columns && b.column < a.column + a.columns;
}

function convertMerges(sheet: ForeignSheet, losses: Losses): readonly Rect[] {
  const areas = (sheet["!merges"] ?? []).map(({ s, e }): Rect => ({ row: s.r, column: s.c, rows: e.r - s.r + 1, columns: e.c - s.c + 1 }));
  if (areas.length > 5_000) return areas;
  // Excel calls a new file with overlapping merges damaged, however it came by them.
  return areas.filter((area, index) => {
    const fine = !areas.slice(0, index).some((other) => overlaps(area, other));
    if (!fine) lose(losses, "loss.merges");
    return fine;
  });
}

/** Rows and columns as SheetJS reports them (it leaves holes that its types do not tell of), for sources whose own records we do not read. */
function plainLook(sheet: ForeignSheet): ConvertedLook {
  const rows = new Map<number, ConvertedRow>();
  (sheet["!rows"] ?? []).forEach((row: RowInfo | null, index) => {
    if (row) rows.set(index, { heightPoints: row.hpt ?? null, hidden: row.hidden ?? false, style: null });
  });
  const columns: ConvertedColumn[] = [];
  (sheet["!cols"] ?? []).forEach((column: ColInfo | null, index) => {
    if (column) columns.push({ first: index, last: index, width: column.width ?? null, style: 0, hidden: column.hidden ?? false });
  });
  return { cells: new Map(), rows, columns, protection: sheet["!protect"] ? { passwordHash: 0 } : null };
}

const VISIBILITY = ["visible", "hidden", "veryHidden"] as const;

/** Records of which each means one thing left behind. */
const LOSS_OF_RECORD: ReadonlyMap<number, string> = new Map([
  [BIFF.note, "loss.comments"],
  [BIFF.validation, "loss.validations"],
  [BIFF.conditionalFormat, "loss.conditional-formats"],
  [BIFF.hyperlink, "loss.hyperlinks"],
  [BIFF.pivotView, "loss.pivot-tables"],
  [BIFF.object, "loss.drawings"],
  [BIFF.pane, "loss.panes"],
]);

function countRecordLosses(stream: DataView, from: number, losses: Losses): void {
  let depth = 0;
  let comments = 0;
  let objects = 0;
  eachRecord(stream, from, ({ type, bytes }) => {
    if (type === BIFF.begin) depth++;
    else if (type === BIFF.end) depth--;
    else if (depth === 1) {
      const code = LOSS_OF_RECORD.get(type);
      if (code === "loss.comments") comments++;
      if (code === "loss.drawings") objects++;
      else if (code !== undefined) lose(losses, code);
      if ((type === BIFF.header || type === BIFF.footer) && bytes > 0) lose(losses, "loss.headers-footers");
    }
    return depth > 0;
  });
  // Every comment has a drawn object of its own.
  if (objects > comments) lose(losses, "loss.drawings", objects - comments);
}

type SheetPlace = { readonly offset: number; /** 0 worksheet, 1 macro sheet, 2 chart, 6 Visual Basic module. */ readonly type: number };

function sheetPlaces(stream: DataView): readonly SheetPlace[] {
  const places: SheetPlace[] = [];
  eachRecord(stream, 0, ({ type, at }) => {
    if (type === BIFF.boundSheet) places.push({ offset: stream.getUint32(at, true), type: stream.getUint8(at + 5) });
    return type !== BIFF.end;
  });
  for (const { offset } of places) {
    if (offset + 4 > stream.byteLength || stream.getUint16(offset, true) !== BIFF.begin) throw new CodedError("file.damaged", { part: "Workbook" });
  }
  return places;
}

function convertNames(names: readonly { readonly Name?: unknown; readonly Ref?: unknown; readonly Sheet?: unknown; readonly Hidden?: unknown }[], sheetIndexes: ReadonlyMap<number, number>, losses: Losses): readonly ConvertedName[] {
  const converted: ConvertedName[] = [];
  const seen = new Set<string>();
  for (const { Name, Ref, Sheet, Hidden } of names) {
    if (typeof Name !== "string") continue;
    const local = typeof Sheet === "number" ? (sheetIndexes.get(Sheet) ?? null) : null;
    const key = `${String(local)}!${Name.toLowerCase()}`;
    // A filter's hidden name is written with the filter itself.
    if (Name === "_xlnm._FilterDatabase" || (typeof Sheet === "number" && local === null)) continue;
    const isNameFit = /^(_xlnm\.)?[\p{L}_\\][\p{L}\p{N}_.\\?]*$/u.test(Name);
    if (typeof Ref !== "string" || Ref === "" || !isNameFit || seen.has(key) || !isKeptFormula(Ref, new Map())) {
      lose(losses, "loss.names");
      continue;
    }
    seen.add(key);
    converted.push({ name: Name, refersTo: Ref, sheetIndex: local, hidden: Hidden === true });
  }
  return converted;
}

/** Styles that say no more than number formats, and the function that numbers them. */
function numberFormatStyles(sheets: readonly ConvertedSheet[]): { readonly xml: string; readonly indexes: ReadonlyMap<string, number> } {
  const indexes = new Map<string, number>([["General", 0]]);
  const written: string[] = [];
  const formats = ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'];
  for (const sheet of sheets) {
    for (const cells of sheet.rows.values()) {
      for (const { numberFormat } of cells) {
        if (indexes.has(numberFormat)) continue;
        indexes.set(numberFormat, formats.length);
        const builtIn = builtInNumberFormatId(numberFormat);
        const id = builtIn ?? 164 + written.length;
        if (builtIn === null) written.push(`<numFmt numFmtId="${String(id)}" formatCode="${escapeAttribute(numberFormat)}"/>`);
        formats.push(`<xf numFmtId="${String(id)}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`);
      }
    }
  }
  const xml =
    (written.length === 0 ? "" : `<numFmts count="${String(written.length)}">${written.join("")}</numFmts>`) +
    '<fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>' +
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="${String(formats.length)}">${formats.join("")}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles><dxfs count="0"/>';
  return { xml, indexes };
}

function readForeign(sheetJs: SheetJs, source: LegacySource): ReturnType<SheetJs["read"]> {
  const options = { dense: true, cellFormula: true, cellNF: true, cellStyles: true, cellText: false, cellHTML: false } as const;
  return withoutConsole(() => (source.kind === "xml" ? sheetJs.read(source.text, { ...options, type: "string" }) : sheetJs.read(source.bytes, { ...options, type: "array" })));
}

/**
 * An old workbook (.xls, or the XML of Excel 2003) as a package in memory, with the list of what it had and the
 * package has not. Errors: "file.damaged", "file.too-large". Rules FH-7, FH-8.
 */
export function convertLegacyWorkbook(sheetJs: SheetJs, source: LegacySource, limits: FileLimits): Conversion {
  const losses: Losses = new Map();
  const isBiff8 = source.kind === "biff" && source.version >= 0x0600;
  const places = isBiff8 ? sheetPlaces(source.stream) : null;
  const foreign = readForeign(sheetJs, source);
  const sheets: ConvertedSheet[] = [];
  const sheetIndexes = new Map<number, number>();
  foreign.SheetNames.forEach((name, index) => {
    const sheet = foreign.Sheets[name];
    const place = places?.[index];
    if (!sheet || (place && place.type !== 0) || (sheet["!type"] !== undefined && sheet["!type"] !== "sheet")) {
      lose(losses, place?.type === 2 || sheet?.["!type"] === "chart" ? "loss.chart-sheets" : "loss.macro-sheets");
      return;
    }
    sheetIndexes.set(index, sheets.length);
    if (place && isBiff8) countRecordLosses(source.stream, place.offset, losses);
    const filter = sheet["!autofilter"]?.ref;
    const hidden: number = foreign.Workbook?.Sheets?.[index]?.Hidden ?? 0;
    sheets.push({
      name,
      visibility: VISIBILITY[hidden] ?? "visible",
      rows: convertRows(sheet, losses, limits),
      merges: convertMerges(sheet, losses),
      autoFilter: filter === undefined ? null : parseA1(filter),
      look: place && isBiff8 ? biffSheetLook(source.stream, place.offset) : plainLook(sheet),
    });
  });
  if (sheets.length === 0) throw new CodedError("file.damaged", { part: "Workbook" });
  const names = convertNames(foreign.Workbook?.Names ?? [], sheetIndexes, losses);
  if (source.kind === "biff" && source.hasMacros) lose(losses, "loss.macros");
  const plain = isBiff8 ? null : numberFormatStyles(sheets);
  if (plain) lose(losses, "loss.cell-formats");
  const state = convertedState(
    {
      sheets,
      names,
      date1904: foreign.Workbook?.WBProps?.date1904 === true,
      stylesXml: plain?.xml ?? (source.kind === "biff" ? biffStylesXml(source.stream) : ""),
    },
    (sheet) => (cell, row) => (plain ? (plain.indexes.get(cell.numberFormat) ?? 0) : (sheet.look.cells.get(row * MAX_COLUMNS + cell.column) ?? 0)),
  );
  return { state, losses: [...losses].map(([code, count]) => ({ code, params: { count } })) };
}
