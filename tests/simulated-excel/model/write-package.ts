import { strToU8, zipSync } from "fflate";
import { quoteSheetName, toA1 } from "../../../src/core/grid/address";
import { escapeAttribute, escapeText } from "../../../src/workbook/file/xml/xml-text";
import { createDifferentialStyles, stylesXml } from "./write-styles";
import { sheetXml } from "./write-sheet";
import type { SheetModel, TableModel } from "./sheet-model";
import type { WorkbookModel } from "./workbook-model";

const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships";
const SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** A fixed time: the same workbook always gives the same bytes. */
const FIXED_TIME = new Date("2026-11-30T00:00:00Z");

type Related = { readonly id: string; readonly type: string; readonly target: string };

function relationshipsXml(related: readonly Related[]): string {
  const items = related.map(({ id, type, target }) => `<Relationship Id="${id}" Type="${OFFICE_RELATIONSHIPS}/${type}" Target="${target}"/>`);
  return `${DECLARATION}<Relationships xmlns="${PACKAGE_RELATIONSHIPS}">${items.join("")}</Relationships>`;
}

function tableXml(table: TableModel, number: number): string {
  const ref = toA1(table.area);
  const filter = table.showHeaders ? `<autoFilter ref="${toA1({ ...table.area, rows: table.area.rows - (table.showTotals ? 1 : 0) })}"/>` : "";
  const columns = table.columns.map((name, index) => `<tableColumn id="${index + 1}" name="${escapeAttribute(name)}"/>`).join("");
  const totals = table.showTotals ? ' totalsRowCount="1"' : ' totalsRowShown="0"';
  return (
    `${DECLARATION}<table xmlns="${MAIN}" id="${number}" name="${escapeAttribute(table.name)}" displayName="${escapeAttribute(table.name)}" ref="${ref}"${table.showHeaders ? "" : ' headerRowCount="0"'}${totals}>` +
    `${filter}<tableColumns count="${table.columns.length}">${columns}</tableColumns><tableStyleInfo name="${escapeAttribute(table.style)}" showFirstColumn="0" showLastColumn="0" showRowStripes="1" showColumnStripes="0"/></table>`
  );
}

/** Comments as notes: what every program can read. */
function commentsXml(sheet: SheetModel): string {
  const authors = [...new Set(sheet.comments.map((comment) => comment.authorName))];
  const items = sheet.comments.map(({ row, column, content, authorName }) => {
    const ref = toA1({ row, column, rows: 1, columns: 1 });
    return `<comment ref="${ref}" authorId="${authors.indexOf(authorName)}"><text><t xml:space="preserve">${escapeText(content)}</t></text></comment>`;
  });
  return `${DECLARATION}<comments xmlns="${MAIN}"><authors>${authors.map((name) => `<author>${escapeText(name)}</author>`).join("")}</authors><commentList>${items.join("")}</commentList></comments>`;
}

function namesXml(workbook: WorkbookModel): string {
  const names = workbook.names.map((name) => {
    const index = workbook.sheets.findIndex((sheet) => sheet.id === name.sheetId);
    const scope = name.sheetId === null ? "" : ` localSheetId="${index}"`;
    return `<definedName name="${escapeAttribute(name.name)}"${scope}${name.visible ? "" : ' hidden="1"'}>${escapeText(name.formula.slice(1))}</definedName>`;
  });
  workbook.sheets.forEach((sheet, index) => {
    const rows = sheet.page.titleRows;
    if (rows) names.push(`<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${escapeText(`${quoteSheetName(sheet.name)}!$${rows.row + 1}:$${rows.row + rows.rows}`)}</definedName>`);
  });
  return names.length === 0 ? "" : `<definedNames>${names.join("")}</definedNames>`;
}

function workbookXml(workbook: WorkbookModel): string {
  const states = { Visible: "", Hidden: ' state="hidden"', VeryHidden: ' state="veryHidden"' } as const;
  const sheets = workbook.sheets.map((sheet, index) => `<sheet name="${escapeAttribute(sheet.name)}" sheetId="${index + 1}"${states[sheet.visibility]} r:id="rId${index + 1}"/>`);
  return (
    `${DECLARATION}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE_RELATIONSHIPS}"><workbookPr${workbook.date1904 ? ' date1904="1"' : ""}/>` +
    `${workbook.structure ? '<workbookProtection lockStructure="1"/>' : ""}<bookViews><workbookView activeTab="${workbook.sheets.indexOf(workbook.active)}"/></bookViews>` +
    `<sheets>${sheets.join("")}</sheets>${namesXml(workbook)}${workbook.calculation.mode === "Manual" ? '<calcPr calcMode="manual"/>' : ""}</workbook>`
  );
}

/**
 * The workbook as the bytes of a package. The writer shares nothing with the product's own, which patches packages;
 * tests read it again with other programs.
 */
export function writePackage(workbook: WorkbookModel): Uint8Array {
  const files = new Map<string, string>();
  const overrides: (readonly [string, string])[] = [["xl/workbook.xml", `${SPREADSHEET}.sheet.main+xml`]];
  const related: Related[] = [];
  const differential = createDifferentialStyles();
  let tables = 0;
  workbook.sheets.forEach((sheet, index) => {
    const number = index + 1;
    const ofSheet: Related[] = [];
    const tableIds = sheet.tables.map((table) => {
      tables += 1;
      const id = `rId${ofSheet.length + 1}`;
      files.set(`xl/tables/table${tables}.xml`, tableXml(table, tables));
      overrides.push([`xl/tables/table${tables}.xml`, `${SPREADSHEET}.table+xml`]);
      ofSheet.push({ id, type: "table", target: `../tables/table${tables}.xml` });
      return id;
    });
    if (sheet.comments.length > 0) {
      files.set(`xl/comments${number}.xml`, commentsXml(sheet));
      overrides.push([`xl/comments${number}.xml`, `${SPREADSHEET}.comments+xml`]);
      ofSheet.push({ id: `rId${ofSheet.length + 1}`, type: "comments", target: `../comments${number}.xml` });
    }
    files.set(`xl/worksheets/sheet${number}.xml`, sheetXml(workbook, sheet, tableIds, differential));
    overrides.push([`xl/worksheets/sheet${number}.xml`, `${SPREADSHEET}.worksheet+xml`]);
    related.push({ id: `rId${number}`, type: "worksheet", target: `worksheets/sheet${number}.xml` });
    if (ofSheet.length > 0) files.set(`xl/worksheets/_rels/sheet${number}.xml.rels`, relationshipsXml(ofSheet));
  });
  files.set("xl/styles.xml", stylesXml(workbook.formats, differential));
  overrides.push(["xl/styles.xml", `${SPREADSHEET}.styles+xml`]);
  related.push({ id: `rId${related.length + 1}`, type: "styles", target: "styles.xml" });
  workbook.customXmlParts.forEach((part, index) => {
    const name = `item${index + 1}`;
    files.set(`customXml/${name}.xml`, part.xml);
    files.set(
      `customXml/itemProps${index + 1}.xml`,
      `${DECLARATION}<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" ds:itemID="${escapeAttribute(part.id)}"><ds:schemaRefs/></ds:datastoreItem>`,
    );
    overrides.push([`customXml/itemProps${index + 1}.xml`, "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"]);
    files.set(`customXml/_rels/${name}.xml.rels`, relationshipsXml([{ id: "rId1", type: "customXmlProps", target: `itemProps${index + 1}.xml` }]));
    related.push({ id: `rId${related.length + 1}`, type: "customXml", target: `../customXml/${name}.xml` });
  });
  files.set("xl/workbook.xml", workbookXml(workbook));
  files.set("xl/_rels/workbook.xml.rels", relationshipsXml(related));
  files.set("_rels/.rels", relationshipsXml([{ id: "rId1", type: "officeDocument", target: "xl/workbook.xml" }]));
  const types = overrides.map(([name, type]) => `<Override PartName="/${name}" ContentType="${type}"/>`).join("");
  files.set(
    "[Content_Types].xml",
    `${DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${types}</Types>`,
  );
  return zipSync(Object.fromEntries([...files].reverse().map(([name, text]) => [name, strToU8(text)])), { mtime: FIXED_TIME });
}

