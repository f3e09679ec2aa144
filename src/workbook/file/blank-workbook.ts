import { createFileWorkbook, type FileWorkbook } from "./file-workbook";
import { DEFAULT_FILE_LIMITS } from "./limits";
import { normalPartName, type PackageParts, type Part } from "./package/package-parts";
import { TRANSITIONAL_MAIN } from "./read/workbook-part";
import type { WorkbookState } from "./workbook-state";
import { escapeAttribute } from "./xml/xml-text";

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships";
const SPREADSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** Ten lines of what every program expects of a styles part: the first two fills are fixed by Excel. */
export const PLAIN_STYLES_XML =
  XML_DECLARATION +
  `<styleSheet xmlns="${TRANSITIONAL_MAIN}"><fonts count="1"><font><sz val="11"/><name val="等线"/><family val="2"/><charset val="134"/></font></fonts>` +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>" +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles><dxfs count="0"/></styleSheet>';

export type NewSheet = { readonly name: string; readonly visibility: "visible" | "hidden" | "veryHidden"; /** A whole worksheet part. */ readonly xml: string };

export type NewPackage = {
  readonly sheets: readonly NewSheet[];
  readonly stylesXml: string;
  readonly date1904: boolean;
  /** Elements `definedName`, ready made, or "". */
  readonly namesXml: string;
};

/** The smallest sound worksheet. */
export const EMPTY_SHEET_XML = `${XML_DECLARATION}<worksheet xmlns="${TRANSITIONAL_MAIN}" xmlns:r="${OFFICE_RELATIONSHIPS}"><dimension ref="A1"/><sheetData/></worksheet>`;

/** A package in memory from its sheets: what a conversion and a new workbook have in common. */
export function newPackageState(content: NewPackage): WorkbookState {
  const byName = new Map<string, Part>();
  const add = (name: string, text: string): void => {
    byName.set(normalPartName(name), { storedName: name, content: { text } });
  };
  const sheets = content.sheets.map((sheet, index) => ({ ...sheet, part: `xl/worksheets/sheet${String(index + 1)}.xml`, id: `rId${String(index + 1)}` }));
  const stylesId = `rId${String(sheets.length + 1)}`;
  const overrides = [
    `<Override PartName="/xl/workbook.xml" ContentType="${SPREADSHEET_TYPE}.sheet.main+xml"/>`,
    ...sheets.map((sheet) => `<Override PartName="/${sheet.part}" ContentType="${SPREADSHEET_TYPE}.worksheet+xml"/>`),
    `<Override PartName="/xl/styles.xml" ContentType="${SPREADSHEET_TYPE}.styles+xml"/>`,
  ];
  add(
    "[Content_Types].xml",
    `${XML_DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides.join("")}</Types>`,
  );
  add(
    "_rels/.rels",
    `${XML_DECLARATION}<Relationships xmlns="${PACKAGE_RELATIONSHIPS}"><Relationship Id="rId1" Type="${OFFICE_RELATIONSHIPS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  );
  const firstVisible = Math.max(0, content.sheets.findIndex((sheet) => sheet.visibility === "visible"));
  add(
    "xl/workbook.xml",
    `${XML_DECLARATION}<workbook xmlns="${TRANSITIONAL_MAIN}" xmlns:r="${OFFICE_RELATIONSHIPS}"><workbookPr${content.date1904 ? ' date1904="1"' : ""}/>` +
      `<bookViews><workbookView${firstVisible > 0 ? ` firstSheet="${String(firstVisible)}" activeTab="${String(firstVisible)}"` : ""}/></bookViews><sheets>` +
      sheets
        .map(
          (sheet, index) =>
            `<sheet name="${escapeAttribute(sheet.name)}" sheetId="${String(index + 1)}"${sheet.visibility === "visible" ? "" : ` state="${sheet.visibility}"`} r:id="${sheet.id}"/>`,
        )
        .join("") +
      `</sheets>${content.namesXml === "" ? "" : `<definedNames>${content.namesXml}</definedNames>`}</workbook>`,
  );
  add(
    "xl/_rels/workbook.xml.rels",
    `${XML_DECLARATION}<Relationships xmlns="${PACKAGE_RELATIONSHIPS}">` +
      sheets.map((sheet) => `<Relationship Id="${sheet.id}" Type="${OFFICE_RELATIONSHIPS}/worksheet" Target="worksheets/${sheet.part.slice(14)}"/>`).join("") +
      `<Relationship Id="${stylesId}" Type="${OFFICE_RELATIONSHIPS}/styles" Target="styles.xml"/></Relationships>`,
  );
  for (const sheet of sheets) add(sheet.part, sheet.xml);
  add("xl/styles.xml", content.stylesXml);
  const parts: PackageParts = { byName, repeated: [], limits: DEFAULT_FILE_LIMITS };
  return { parts, mainPart: "xl/workbook.xml", chosenIds: new Map() };
}

/** A new workbook with one empty sheet. */
export function createBlankWorkbook(sheetName = "Sheet1"): FileWorkbook {
  const state = newPackageState({
    sheets: [{ name: sheetName, visibility: "visible", xml: EMPTY_SHEET_XML }],
    stylesXml: PLAIN_STYLES_XML,
    date1904: false,
    namesXml: "",
  });
  return createFileWorkbook(state, { losses: [], warnings: [], extension: ".xlsx" });
}
