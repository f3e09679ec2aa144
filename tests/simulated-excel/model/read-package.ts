import type { Rect } from "../../../src/core/grid/address";
import type { CellStyle, SheetSnapshot, WorkbookSnapshot } from "../../../src/core/grid/snapshot";
import { DEFAULT_FILE_LIMITS } from "../../../src/workbook/file/limits";
import { openWorkbook } from "../../../src/workbook/file/open-workbook";
import { readContentTypes } from "../../../src/workbook/file/package/content-types";
import { findPart, openPackage, partText, type PackageParts } from "../../../src/workbook/file/package/package-parts";
import { findMainPart, readWorkbookPart } from "../../../src/workbook/file/read/workbook-part";
import { NO_BORDER, PLAIN_FORMAT, formatNumber, type Border, type CellFormat } from "./cell-format";
import { PROTECTION_FLAGS } from "./protection";
import { readSheetExtras } from "./read-sheet-extras";
import { createSheet, ensureCell, type SheetModel } from "./sheet-model";
import { createWorkbook, nextId, type WorkbookModel } from "./workbook-model";

/** A password nobody can give: that of a package is known only by its hash. */
const UNKNOWN_PASSWORD = "\u0000";

const LINE: Border = { style: "Continuous", weight: "Thin", color: "#000000" };
const HORIZONTAL: Readonly<Record<CellStyle["horizontal"], CellFormat["horizontal"]>> = {
  general: "General",
  left: "Left",
  center: "Center",
  right: "Right",
  fill: "Fill",
  justify: "Justify",
  centerContinuous: "CenterAcrossSelection",
  distributed: "Distributed",
};

function formatFrom(style: CellStyle): CellFormat {
  const color = (hex: string): string => `#${hex.toUpperCase()}`;
  const side = (has: boolean): Border => (has ? LINE : NO_BORDER);
  return {
    ...PLAIN_FORMAT,
    numberFormat: style.numberFormat,
    bold: style.bold,
    italic: style.italic,
    fontSize: style.fontSize,
    fontColor: style.fontColor === null ? null : color(style.fontColor),
    fill: style.fill === null ? null : color(style.fill),
    horizontal: HORIZONTAL[style.horizontal],
    indent: style.indent,
    wrap: style.wrap,
    borders: { top: side(style.borderTop), bottom: side(style.borderBottom), left: side(style.borderLeft), right: side(style.borderRight) },
    locked: style.locked,
  };
}

function fillCells(sheet: SheetModel, snapshot: SheetSnapshot, used: Rect, formats: readonly number[]): void {
  for (let row = 0; row < used.rows; row++) {
    for (let column = 0; column < used.columns; column++) {
      const value = snapshot.values[row]?.[column] ?? null;
      const formula = snapshot.formulas[row]?.[column] ?? null;
      const format = formats[snapshot.styles[row]?.[column] ?? 0] ?? 0;
      if (value === null && formula === null && format === 0) continue;
      Object.assign(ensureCell(sheet, used.row + row, used.column + column), { value, formula, format });
    }
  }
}

const VISIBILITY = { visible: "Visible", hidden: "Hidden", veryHidden: "VeryHidden" } as const;

function protectionFrom(snapshot: SheetSnapshot): SheetModel["protection"] {
  const { protection } = snapshot;
  if (!protection) return null;
  const given: Readonly<Record<string, boolean>> = { ...protection.options };
  const options = Object.fromEntries(PROTECTION_FLAGS.map((flag) => [flag, given[flag] === true]));
  return { options: { ...options, selectionMode: "Normal" }, password: protection.hasPassword ? UNKNOWN_PASSWORD : null };
}

function sheetFrom(workbook: WorkbookModel, snapshot: SheetSnapshot, formats: readonly number[]): SheetModel {
  const sheet = createSheet(nextId(workbook), snapshot.name);
  sheet.visibility = VISIBILITY[snapshot.visibility];
  if (snapshot.used) fillCells(sheet, snapshot, snapshot.used, formats);
  sheet.merges = [...snapshot.merges];
  for (const row of snapshot.hiddenRows) sheet.hiddenRows.add(row);
  for (const column of snapshot.hiddenColumns) sheet.hiddenColumns.add(column);
  sheet.protection = protectionFrom(snapshot);
  sheet.autoFilter = snapshot.autoFilter;
  sheet.tables = snapshot.tables.map((table) => ({
    id: nextId(workbook),
    name: table.name,
    area: table.area,
    columns: [...table.columns],
    showHeaders: table.hasHeaderRow,
    showTotals: table.hasTotalsRow,
    style: "TableStyleMedium2",
  }));
  return sheet;
}

function customXmlOf(parts: PackageParts): readonly string[] {
  return [...parts.byName]
    .filter(([name]) => /^customxml\/item\d+\.xml$/i.test(name))
    .sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }))
    .map(([, part]) => partText(parts, part));
}

function addNames(workbook: WorkbookModel, snapshot: WorkbookSnapshot, sheetIds: ReadonlyMap<string, string>): void {
  for (const name of snapshot.names) {
    // Names of Excel's own (print areas, filters) are none of the object model's.
    if (name.name.startsWith("_xlnm.")) continue;
    workbook.names.push({ id: nextId(workbook), name: name.name, sheetId: name.sheetId === null ? null : (sheetIds.get(name.sheetId) ?? null), formula: `=${name.refersTo}`, visible: !name.hidden, comment: "" });
  }
}

/**
 * A workbook of the simulated Excel from the bytes of a package. Chart sheets are left out; what else does not come
 * along is listed in docs/differences.md. Errors: those of `openWorkbook`.
 */
export async function readPackage(bytes: Uint8Array): Promise<WorkbookModel> {
  const file = await openWorkbook(bytes, "workbook.xlsx");
  const snapshot = await file.read({ sheets: "all", fields: ["values", "formulas", "styles", "protection", "hidden", "tables"] });
  const parts = openPackage(file.save(), DEFAULT_FILE_LIMITS);
  const types = readContentTypes(parts);
  const mainPart = types && findMainPart(parts, types);
  const entries = types && mainPart !== null ? readWorkbookPart(parts, types, mainPart).sheets : [];
  const workbook = createWorkbook();
  workbook.date1904 = snapshot.date1904;
  const formats = snapshot.styleTable.map((style) => formatNumber(workbook.formats, formatFrom(style)));
  const sheetIds = new Map<string, string>();
  const sheets = snapshot.sheets
    .filter((sheet) => sheet.kind === "worksheet")
    .map((sheet) => {
      const model = sheetFrom(workbook, sheet, formats);
      sheetIds.set(sheet.sheetId, model.id);
      const entry = entries.find((candidate) => candidate.name === sheet.name);
      const part = entry?.partName == null ? null : findPart(parts, entry.partName);
      if (part) readSheetExtras(workbook, model, partText(parts, part));
      return model;
    });
  workbook.sheets.splice(0, workbook.sheets.length, ...sheets);
  const active = sheets.find((sheet) => sheet.visibility === "Visible") ?? sheets[0];
  if (!active) throw new Error("A workbook without worksheets cannot be simulated.");
  workbook.active = active;
  addNames(workbook, snapshot, sheetIds);
  workbook.customXmlParts = customXmlOf(parts).map((xml) => ({ id: nextId(workbook), xml }));
  return workbook;
}
