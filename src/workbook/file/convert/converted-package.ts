import { columnName, MAX_COLUMNS, type Rect, toA1 } from "../../../core/grid/address";
import type { CellValue } from "../../../core/grid/cell";
import { type NewSheet, newPackageState, XML_DECLARATION } from "../blank-workbook";
import { TRANSITIONAL_MAIN } from "../read/workbook-part";
import type { WorkbookState } from "../workbook-state";
import { encodeCellText, escapeAttribute, escapeText } from "../xml/xml-text";

export type ConvertedCell = { readonly column: number; readonly value: CellValue; /** Without "=". */ readonly formula: string | null; readonly array: Rect | null; readonly numberFormat: string };

export type ConvertedRow = { readonly heightPoints: number | null; readonly hidden: boolean; readonly style: number | null };
/** `width` in characters of the default font. */
export type ConvertedColumn = { readonly first: number; readonly last: number; readonly width: number | null; readonly style: number; readonly hidden: boolean };

/** How a sheet looks; styles are numbers into the styles part. */
export type ConvertedLook = {
  /** Style by row × 2^14 + column, blank cells included. */
  readonly cells: ReadonlyMap<number, number>;
  readonly rows: ReadonlyMap<number, ConvertedRow>;
  readonly columns: readonly ConvertedColumn[];
  /** The 16-bit hash of old Excel; 0: protected without a password. */
  readonly protection: { readonly passwordHash: number } | null;
};

export type ConvertedSheet = {
  readonly name: string;
  readonly visibility: "visible" | "hidden" | "veryHidden";
  /** By row. */
  readonly rows: ReadonlyMap<number, readonly ConvertedCell[]>;
  readonly merges: readonly Rect[];
  readonly autoFilter: Rect | null;
  readonly look: ConvertedLook;
};

export type ConvertedName = { readonly name: string; readonly refersTo: string; readonly sheetIndex: number | null; readonly hidden: boolean };

export type ConvertedWorkbook = {
  readonly sheets: readonly ConvertedSheet[];
  readonly names: readonly ConvertedName[];
  readonly date1904: boolean;
  /** What stands inside `styleSheet`. */
  readonly stylesXml: string;
};

function cellXml(reference: string, style: number, cell: ConvertedCell | null): string {
  const s = style === 0 ? "" : ` s="${String(style)}"`;
  if (!cell || (cell.value === null && cell.formula === null)) return style === 0 ? "" : `<c r="${reference}"${s}/>`;
  const { value, formula, array } = cell;
  const f = formula === null ? "" : array ? `<f t="array" ref="${toA1(array)}">${escapeText(formula)}</f>` : `<f>${escapeText(formula)}</f>`;
  if (typeof value === "string") {
    const text = escapeText(encodeCellText(value));
    if (formula !== null) return `<c r="${reference}"${s} t="str">${f}<v>${text}</v></c>`;
    return `<c r="${reference}"${s} t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
  }
  if (typeof value === "boolean") return `<c r="${reference}"${s} t="b">${f}<v>${value ? "1" : "0"}</v></c>`;
  if (typeof value === "number") return `<c r="${reference}"${s}>${f}<v>${String(value)}</v></c>`;
  if (value !== null) return `<c r="${reference}"${s} t="e">${f}<v>${value.error}</v></c>`;
  return `<c r="${reference}"${s}>${f}</c>`;
}

function rowXml(row: number, cells: readonly ConvertedCell[], blanks: readonly (readonly [column: number, style: number])[], look: ConvertedLook, styleOf: (cell: ConvertedCell, row: number) => number): string {
  const format = look.rows.get(row);
  const byColumn = new Map<number, string>(blanks.map(([column, style]) => [column, cellXml(columnName(column) + String(row + 1), style, null)]));
  for (const cell of cells) byColumn.set(cell.column, cellXml(columnName(cell.column) + String(row + 1), styleOf(cell, row), cell));
  const inside = [...byColumn].sort(([a], [b]) => a - b).map(([, xml]) => xml).join("");
  const attributes =
    (format?.style ? ` s="${String(format.style)}" customFormat="1"` : "") +
    (format && format.heightPoints !== null ? ` ht="${String(format.heightPoints)}" customHeight="1"` : "") +
    (format?.hidden ? ' hidden="1"' : "");
  return inside === "" && attributes === "" ? "" : `<row r="${String(row + 1)}"${attributes}>${inside}</row>`;
}

function columnsXml(columns: readonly ConvertedColumn[]): string {
  const sorted = [...columns].filter((span) => span.first <= span.last && span.last < MAX_COLUMNS).sort((a, b) => a.first - b.first);
  const spans = sorted.filter((span, index) => index === 0 || span.first > (sorted[index - 1]?.last ?? -1));
  if (spans.length === 0) return "";
  const xml = spans.map(
    (span) =>
      `<col min="${String(span.first + 1)}" max="${String(span.last + 1)}"${span.width === null ? "" : ` width="${String(span.width)}" customWidth="1"`}` +
      `${span.style === 0 ? "" : ` style="${String(span.style)}"`}${span.hidden ? ' hidden="1"' : ""}/>`,
  );
  return `<cols>${xml.join("")}</cols>`;
}

function sheetXml(sheet: ConvertedSheet, styleOf: (cell: ConvertedCell, row: number) => number): string {
  const blanks = new Map<number, (readonly [number, number])[]>();
  for (const [place, style] of sheet.look.cells) {
    const row = Math.floor(place / MAX_COLUMNS);
    const list = blanks.get(row);
    const entry = [place % MAX_COLUMNS, style] as const;
    if (list) list.push(entry);
    else blanks.set(row, [entry]);
  }
  const rows = [...new Set([...sheet.rows.keys(), ...blanks.keys(), ...sheet.look.rows.keys()])].sort((a, b) => a - b);
  const { protection } = sheet.look;
  const password = protection && protection.passwordHash !== 0 ? ` password="${protection.passwordHash.toString(16).toUpperCase().padStart(4, "0")}"` : "";
  return (
    `${XML_DECLARATION}<worksheet xmlns="${TRANSITIONAL_MAIN}">${columnsXml(sheet.look.columns)}<sheetData>` +
    rows.map((row) => rowXml(row, sheet.rows.get(row) ?? [], blanks.get(row) ?? [], sheet.look, styleOf)).join("") +
    "</sheetData>" +
    (protection ? `<sheetProtection${password} sheet="1" objects="1" scenarios="1"/>` : "") +
    (sheet.autoFilter ? `<autoFilter ref="${toA1(sheet.autoFilter)}"/>` : "") +
    (sheet.merges.length === 0 ? "" : `<mergeCells count="${String(sheet.merges.length)}">${sheet.merges.map((area) => `<mergeCell ref="${toA1(area)}"/>`).join("")}</mergeCells>`) +
    "</worksheet>"
  );
}

function nameXml(name: ConvertedName): string {
  const local = name.sheetIndex === null ? "" : ` localSheetId="${String(name.sheetIndex)}"`;
  return `<definedName name="${escapeAttribute(name.name)}"${local}${name.hidden ? ' hidden="1"' : ""}>${escapeText(name.refersTo)}</definedName>`;
}

/** A package in memory that says what the converted workbook says. `styleOf` numbers a cell's style. */
export function convertedState(workbook: ConvertedWorkbook, styleOf: (sheet: ConvertedSheet) => (cell: ConvertedCell, row: number) => number): WorkbookState {
  const sheets = workbook.sheets.map((sheet): NewSheet => ({ name: sheet.name, visibility: sheet.visibility, xml: sheetXml(sheet, styleOf(sheet)) }));
  return newPackageState({
    sheets,
    stylesXml: `${XML_DECLARATION}<styleSheet xmlns="${TRANSITIONAL_MAIN}">${workbook.stylesXml}</styleSheet>`,
    date1904: workbook.date1904,
    namesXml: workbook.names.map(nameXml).join(""),
  });
}
