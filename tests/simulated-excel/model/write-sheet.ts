import { toA1, type Rect } from "../../../src/core/grid/address";
import { encodeCellText, escapeAttribute, escapeText } from "../../../src/workbook/file/xml/xml-text";
import { shifted, templateOf } from "../../../src/workbook/file/formula/shifted-formula";
import { isJsonObject, textIn, type JsonObject } from "../protocol/json";
import { WHOLE_SHEET } from "./calculator";
import { charactersOfPoints } from "./line-sizes";
import { localAddress } from "./references";
import { usedRect, type Cell, type ConditionalFormatModel, type SheetModel, type ValidationModel } from "./sheet-model";
import type { WorkbookModel } from "./workbook-model";
import { differentialNumber, type DifferentialStyles } from "./write-styles";

function cellXml(cell: Cell, row: number, column: number): string {
  const style = cell.format === null || cell.format === 0 ? "" : ` s="${cell.format}"`;
  const ref = toA1({ row, column, rows: 1, columns: 1 });
  const formula = cell.formula === null ? "" : `<f>${escapeText(cell.formula.slice(1))}</f>`;
  const { value } = cell;
  if (value === null || cell.uncalculated !== null) return formula === "" && style === "" ? "" : `<c r="${ref}"${style}>${formula}</c>`;
  if (typeof value === "number") return `<c r="${ref}"${style}>${formula}<v>${value}</v></c>`;
  if (typeof value === "boolean") return `<c r="${ref}"${style} t="b">${formula}<v>${value ? 1 : 0}</v></c>`;
  if (typeof value === "object") return `<c r="${ref}"${style} t="e">${formula}<v>${value.error}</v></c>`;
  const text = escapeText(encodeCellText(value));
  if (formula !== "") return `<c r="${ref}"${style} t="str">${formula}<v>${text}</v></c>`;
  return `<c r="${ref}"${style} t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

function rowsXml(sheet: SheetModel): string {
  const rows = new Set([...sheet.rows.keys(), ...sheet.rowFormats.keys(), ...sheet.rowHeights.keys(), ...sheet.hiddenRows]);
  return [...rows]
    .sort((a, b) => a - b)
    .map((row) => {
      const format = sheet.rowFormats.get(row);
      const height = sheet.rowHeights.get(row);
      const attributes = `${format === undefined ? "" : ` s="${format}" customFormat="1"`}${height === undefined ? "" : ` ht="${height}" customHeight="1"`}${sheet.hiddenRows.has(row) ? ' hidden="1"' : ""}`;
      const cells = [...(sheet.rows.get(row) ?? [])].sort(([a], [b]) => a - b).map(([column, cell]) => cellXml(cell, row, column));
      return `<row r="${row + 1}"${attributes}>${cells.join("")}</row>`;
    })
    .join("");
}

function columnsXml(sheet: SheetModel): string {
  const columns = new Set([...sheet.columnFormats.keys(), ...sheet.columnWidths.keys(), ...sheet.hiddenColumns]);
  if (columns.size === 0) return "";
  const items = [...columns]
    .sort((a, b) => a - b)
    .map((column) => {
      const width = sheet.columnWidths.get(column);
      const format = sheet.columnFormats.get(column);
      return `<col min="${column + 1}" max="${column + 1}" width="${width === undefined ? 9.140625 : charactersOfPoints(width)}"${width === undefined ? "" : ' customWidth="1"'}${format === undefined ? "" : ` style="${format}"`}${sheet.hiddenColumns.has(column) ? ' hidden="1"' : ""}/>`;
    });
  return `<cols>${items.join("")}</cols>`;
}

function viewXml({ frozen, showGridlines }: SheetModel, isActive: boolean): string {
  const { rows, columns } = frozen;
  const topLeft = toA1({ row: rows, column: columns, rows: 1, columns: 1 });
  const active = rows > 0 ? (columns > 0 ? "bottomRight" : "bottomLeft") : "topRight";
  const pane = rows + columns === 0 ? "" : `<pane${columns > 0 ? ` xSplit="${columns}"` : ""}${rows > 0 ? ` ySplit="${rows}"` : ""} topLeftCell="${topLeft}" activePane="${active}" state="frozen"/>`;
  return `<sheetViews><sheetView${showGridlines ? "" : ' showGridLines="0"'}${isActive ? ' tabSelected="1"' : ""} workbookViewId="0">${pane}</sheetView></sheetViews>`;
}

/** In a package an option says what is forbidden: "1" for most of them unless it is allowed. */
const OPTION_NAMES: Readonly<Record<string, string>> = {
  allowFormatCells: "formatCells",
  allowFormatColumns: "formatColumns",
  allowFormatRows: "formatRows",
  allowInsertColumns: "insertColumns",
  allowInsertRows: "insertRows",
  allowInsertHyperlinks: "insertHyperlinks",
  allowDeleteColumns: "deleteColumns",
  allowDeleteRows: "deleteRows",
  allowSort: "sort",
  allowAutoFilter: "autoFilter",
  allowPivotTables: "pivotTables",
};

/** The older, 16 bit hash of a password, which every program understands. */
function passwordHash(password: string): string {
  let hash = 0;
  const rotated = (value: number): number => ((value >> 14) & 1) | ((value << 1) & 0x7fff);
  for (const char of [...password].reverse()) hash = rotated(hash) ^ char.charCodeAt(0);
  return (rotated(hash) ^ password.length ^ 0xce4b).toString(16).toUpperCase();
}

function protectionXml({ protection }: SheetModel): string {
  if (!protection) return "";
  const { options, password } = protection;
  const allowed = Object.entries(OPTION_NAMES).map(([option, name]) => (options[option] === true ? ` ${name}="0"` : ""));
  const mode = options["selectionMode"];
  const selection = `${mode === "Unlocked" || mode === "None" ? ' selectLockedCells="1"' : ""}${mode === "None" ? ' selectUnlockedCells="1"' : ""}`;
  const objects = `${options["allowEditObjects"] === true ? "" : ' objects="1"'}${options["allowEditScenarios"] === true ? "" : ' scenarios="1"'}`;
  return `<sheetProtection${password === null ? "" : ` password="${passwordHash(password)}"`} sheet="1"${objects}${allowed.join("")}${selection}/>`;
}

/** A rule's formula as it reads in the first cell of an area, without "=". */
function formulaFor(formula: string, base: ValidationModel["base"], area: Rect): string {
  const moved = formula.startsWith("=") ? shifted(templateOf(formula), area.row - base.row, area.column - base.column).slice(1) : formula;
  return escapeText(moved);
}

const VALIDATION_TYPES: Readonly<Record<ValidationModel["type"], string>> = {
  None: "none",
  WholeNumber: "whole",
  Decimal: "decimal",
  List: "list",
  Date: "date",
  Time: "time",
  TextLength: "textLength",
  Custom: "custom",
};

const OPERATORS: Readonly<Record<string, string>> = {
  Between: "between",
  NotBetween: "notBetween",
  EqualTo: "equal",
  NotEqualTo: "notEqual",
  GreaterThan: "greaterThan",
  LessThan: "lessThan",
  GreaterThanOrEqualTo: "greaterThanOrEqual",
  LessThanOrEqualTo: "lessThanOrEqual",
  GreaterThanOrEqual: "greaterThanOrEqual",
  LessThanOrEqual: "lessThanOrEqual",
};

function criterionXml(validation: ValidationModel, criterion: JsonObject, area: Rect): readonly [string, string] {
  const formula = (key: string): string => formulaFor(textIn(criterion, key, ""), validation.base, area);
  if (validation.type === "List") {
    const source = textIn(criterion, "source", "");
    const text = source.startsWith("=") ? formula("source") : escapeText(`"${source.replaceAll('"', '""')}"`);
    return [criterion["inCellDropDown"] === false ? ' showDropDown="1"' : "", `<formula1>${text}</formula1>`];
  }
  if (validation.type === "Custom") return ["", `<formula1>${formula("formula")}</formula1>`];
  const second = typeof criterion["formula2"] === "string" ? `<formula2>${formula("formula2")}</formula2>` : "";
  return [` operator="${OPERATORS[textIn(criterion, "operator", "Between")] ?? "between"}"`, `<formula1>${formula("formula1")}</formula1>${second}`];
}

function validationXml(validation: ValidationModel, area: Rect): string {
  const { prompt, errorAlert, ignoreBlanks, type, rule } = validation;
  const [criterion] = Object.values(rule);
  const [attributes, inner] = isJsonObject(criterion) ? criterionXml(validation, criterion, area) : ["", ""];
  const text = (name: string, value: string): string => (value === "" ? "" : ` ${name}="${escapeAttribute(value)}"`);
  return (
    `<dataValidation type="${VALIDATION_TYPES[type]}"${errorAlert.style === "Stop" ? "" : ` errorStyle="${errorAlert.style.toLowerCase()}"`}${attributes}${ignoreBlanks ? ' allowBlank="1"' : ""}` +
    `${prompt.showPrompt ? ' showInputMessage="1"' : ""}${errorAlert.showAlert ? ' showErrorMessage="1"' : ""}${text("errorTitle", errorAlert.title)}${text("error", errorAlert.message)}${text("promptTitle", prompt.title)}${text("prompt", prompt.message)}` +
    ` sqref="${localAddress(area)}">${inner}</dataValidation>`
  );
}

function conditionalXml(format: ConditionalFormatModel, priority: number, styles: DifferentialStyles): string {
  const [first] = format.areas;
  if (!first) return "";
  const number = differentialNumber(styles, format);
  const stop = format.stopIfTrue ? ' stopIfTrue="1"' : "";
  const formulas = [format.cellValue["formula1"], format.cellValue["formula2"]].filter((formula) => typeof formula === "string");
  const rule =
    format.type === "Custom"
      ? `<cfRule type="expression" dxfId="${number}" priority="${priority}"${stop}><formula>${formulaFor(format.formula, format.base, first)}</formula></cfRule>`
      : `<cfRule type="cellIs" dxfId="${number}" priority="${priority}"${stop} operator="${OPERATORS[textIn(format.cellValue, "operator", "Between")] ?? "between"}">${formulas.map((formula) => `<formula>${formulaFor(formula, format.base, first)}</formula>`).join("")}</cfRule>`;
  return `<conditionalFormatting sqref="${format.areas.map(localAddress).join(" ")}">${rule}</conditionalFormatting>`;
}

function footerXml(left: string, center: string, right: string): string {
  const part = (code: string, text: string): string => (text === "" ? "" : `&${code}${text}`);
  return escapeText(part("L", left) + part("C", center) + part("R", right));
}

function pageXml({ page }: SheetModel): string {
  const { orientation, zoom, texts } = page;
  const fits = zoom.horizontalFitToPages !== undefined || zoom.verticalFitToPages !== undefined;
  const setup = orientation === "Portrait" && !fits && (zoom.scale ?? 100) === 100 ? "" : `<pageSetup orientation="${orientation.toLowerCase()}"${fits ? ` fitToWidth="${zoom.horizontalFitToPages ?? 0}" fitToHeight="${zoom.verticalFitToPages ?? 0}"` : ` scale="${zoom.scale ?? 100}"`}/>`;
  const header = footerXml(texts.leftHeader, texts.centerHeader, texts.rightHeader);
  const footer = footerXml(texts.leftFooter, texts.centerFooter, texts.rightFooter);
  const inner = `${header === "" ? "" : `<oddHeader>${header}</oddHeader>`}${footer === "" ? "" : `<oddFooter>${footer}</oddFooter>`}`;
  return `${setup}${inner === "" ? "" : `<headerFooter>${inner}</headerFooter>`}`;
}

/** The worksheet part; its elements stand in the order that the format demands. */
export function sheetXml(workbook: WorkbookModel, sheet: SheetModel, tableIds: readonly string[], styles: DifferentialStyles): string {
  const used = usedRect(sheet, WHOLE_SHEET, false);
  const merges = sheet.merges.map((merge) => `<mergeCell ref="${toA1(merge)}"/>`).join("");
  const validations = sheet.validations.flatMap((validation) => validation.areas.map((area) => validationXml(validation, area)));
  const { horizontalFitToPages, verticalFitToPages } = sheet.page.zoom;
  const inner = `${sheet.tabColor === "" ? "" : `<tabColor rgb="FF${sheet.tabColor.slice(1)}"/>`}${horizontalFitToPages === undefined && verticalFitToPages === undefined ? "" : '<pageSetUpPr fitToPage="1"/>'}`;
  const tab = inner === "" ? "" : `<sheetPr>${inner}</sheetPr>`;
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">' +
    `${tab}<dimension ref="${used ? toA1(used) : "A1"}"/>${viewXml(sheet, workbook.active === sheet)}<sheetFormatPr defaultRowHeight="15"/>${columnsXml(sheet)}<sheetData>${rowsXml(sheet)}</sheetData>` +
    `${protectionXml(sheet)}${sheet.autoFilter ? `<autoFilter ref="${toA1(sheet.autoFilter)}"/>` : ""}${merges === "" ? "" : `<mergeCells count="${sheet.merges.length}">${merges}</mergeCells>`}` +
    sheet.conditionalFormats.map((format, index) => conditionalXml(format, index + 1, styles)).join("") +
    (validations.length === 0 ? "" : `<dataValidations count="${validations.length}">${validations.join("")}</dataValidations>`) +
    pageXml(sheet) +
    `${tableIds.length === 0 ? "" : `<tableParts count="${tableIds.length}">${tableIds.map((id) => `<tablePart r:id="${id}"/>`).join("")}</tableParts>`}</worksheet>`
  );
}
