import { parseAreas } from "../../../src/workbook/file/read/areas";
import { attribute, booleanAttribute, createScanner, END_OF_TEXT, isNamed, localName, nextTag, numberAttribute, OPEN_TAG, readText, type XmlScanner } from "../../../src/workbook/file/xml/xml-scanner";
import type { JsonObject } from "../protocol/json";
import { pointsOfCharacters } from "./line-sizes";
import type { SheetModel, ValidationModel } from "./sheet-model";
import { nextId, type WorkbookModel } from "./workbook-model";

const TYPES: Readonly<Record<string, readonly [ValidationModel["type"], string]>> = {
  whole: ["WholeNumber", "wholeNumber"],
  decimal: ["Decimal", "decimal"],
  date: ["Date", "date"],
  time: ["Time", "time"],
  textLength: ["TextLength", "textLength"],
};

const OPERATORS: Readonly<Record<string, string>> = {
  between: "Between",
  notBetween: "NotBetween",
  equal: "EqualTo",
  notEqual: "NotEqualTo",
  greaterThan: "GreaterThan",
  lessThan: "LessThan",
  greaterThanOrEqual: "GreaterThanOrEqualTo",
  lessThanOrEqual: "LessThanOrEqualTo",
};

const ALERTS: Readonly<Record<string, ValidationModel["errorAlert"]["style"]>> = { stop: "Stop", warning: "Warning", information: "Information" };

/** Texts of the children of an element by their names; the scanner then stands on the close tag. */
function childTexts(scanner: XmlScanner): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  if (scanner.selfClosing) return texts;
  const depth = scanner.depth;
  while (nextTag(scanner) !== END_OF_TEXT && scanner.depth >= depth) {
    if (scanner.kind !== OPEN_TAG) continue;
    const name = localName(scanner);
    texts.set(name, readText(scanner));
  }
  return texts;
}

function ruleFrom(type: string, operator: string, texts: ReadonlyMap<string, string>, showsList: boolean): readonly [ValidationModel["type"], JsonObject] {
  const first = texts.get("formula1") ?? "";
  if (type === "list") {
    const literal = /^"(.*)"$/s.exec(first)?.[1];
    return ["List", { list: { inCellDropDown: showsList, source: literal?.replaceAll('""', '"') ?? `=${first}` } }];
  }
  if (type === "custom") return ["Custom", { custom: { formula: `=${first}` } }];
  const basic = TYPES[type];
  if (!basic) return ["None", {}];
  const wire = OPERATORS[operator] ?? "Between";
  const isTernary = wire === "Between" || wire === "NotBetween";
  return [basic[0], { [basic[1]]: { formula1: `=${first}`, ...(isTernary ? { formula2: `=${texts.get("formula2") ?? ""}` } : {}), operator: wire } }];
}

function readValidation(sheet: SheetModel, scanner: XmlScanner): void {
  const value = (name: string): string => attribute(scanner, name) ?? "";
  const areas = parseAreas(value("sqref"));
  const [first] = areas;
  const head = { type: value("type"), operator: value("operator"), showsList: !booleanAttribute(scanner, "showDropDown", false), ignoreBlanks: booleanAttribute(scanner, "allowBlank", false) };
  const prompt = { message: value("prompt"), showPrompt: booleanAttribute(scanner, "showInputMessage", false), title: value("promptTitle") };
  const errorAlert = { message: value("error"), showAlert: booleanAttribute(scanner, "showErrorMessage", false), style: ALERTS[value("errorStyle")] ?? "Stop", title: value("errorTitle") };
  const [type, rule] = ruleFrom(head.type, head.operator, childTexts(scanner), head.showsList);
  if (first) sheet.validations.push({ areas, base: { row: first.row, column: first.column }, type, rule, ignoreBlanks: head.ignoreBlanks, prompt, errorAlert });
}

function readConditionalFormats(workbook: WorkbookModel, scanner: XmlScanner, found: (readonly [number, SheetModel["conditionalFormats"][number]])[]): void {
  const areas = parseAreas(attribute(scanner, "sqref") ?? "");
  const [first] = areas;
  if (scanner.selfClosing || !first) return;
  const depth = scanner.depth;
  while (nextTag(scanner) !== END_OF_TEXT && scanner.depth >= depth) {
    if (scanner.kind !== OPEN_TAG || !isNamed(scanner, "cfRule")) continue;
    const type = attribute(scanner, "type");
    const priority = numberAttribute(scanner, "priority", 0);
    const stopIfTrue = booleanAttribute(scanner, "stopIfTrue", false);
    const formula = childTexts(scanner).get("formula") ?? "";
    if (type !== "expression") continue;
    found.push([
      priority,
      { id: nextId(workbook), areas, base: { row: first.row, column: first.column }, type: "Custom", stopIfTrue, formula: `=${formula}`, cellValue: {}, fill: null, fontColor: null, bold: null, italic: null },
    ]);
  }
}

function readColumn(sheet: SheetModel, scanner: XmlScanner): void {
  const width = Number(attribute(scanner, "width") ?? "");
  const first = numberAttribute(scanner, "min", 1) - 1;
  const last = numberAttribute(scanner, "max", 1) - 1;
  if (!booleanAttribute(scanner, "customWidth", false) || !Number.isFinite(width)) return;
  for (let column = first; column <= last; column++) sheet.columnWidths.set(column, pointsOfCharacters(width));
}

/** Reads of a worksheet part what the file host's snapshot does not give: sizes, panes, validations, conditional formats. */
export function readSheetExtras(workbook: WorkbookModel, sheet: SheetModel, text: string): void {
  const scanner = createScanner(text, "worksheet");
  const formats: (readonly [number, SheetModel["conditionalFormats"][number]])[] = [];
  while (nextTag(scanner) !== END_OF_TEXT) {
    if (scanner.kind !== OPEN_TAG) continue;
    switch (localName(scanner)) {
      case "tabColor": {
        const rgb = /^(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})$/.exec(attribute(scanner, "rgb") ?? "")?.[1];
        if (rgb !== undefined) sheet.tabColor = `#${rgb.toUpperCase()}`;
        break;
      }
      case "sheetView":
        sheet.showGridlines = booleanAttribute(scanner, "showGridLines", true);
        break;
      case "pane":
        if (/^frozen/.test(attribute(scanner, "state") ?? "")) sheet.frozen = { rows: numberAttribute(scanner, "ySplit", 0), columns: numberAttribute(scanner, "xSplit", 0) };
        break;
      case "col":
        readColumn(sheet, scanner);
        break;
      case "row":
        if (booleanAttribute(scanner, "customHeight", false)) sheet.rowHeights.set(numberAttribute(scanner, "r", 1) - 1, Number(attribute(scanner, "ht") ?? "15"));
        break;
      case "dataValidation":
        readValidation(sheet, scanner);
        break;
      case "conditionalFormatting":
        readConditionalFormats(workbook, scanner, formats);
        break;
      default:
    }
  }
  sheet.conditionalFormats = formats.sort(([a], [b]) => a - b).map(([, format]) => format);
}
