import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { strToU8, zipSync } from "fflate";

export type BaseWorkbook = { readonly name: string; readonly bytes: Uint8Array };

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships";
const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

const relationships = (entries: readonly (readonly [id: string, type: string, target: string])[]): string =>
  `<Relationships xmlns="${PACKAGE_RELATIONS}">${entries
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`)
    .join("")}</Relationships>`;

/** A small workbook with one of everything that the reader has to understand, so that mutations have something to hit. */
function crowdedWorkbook(): Uint8Array {
  const text = (address: string, shared: number): string => `<c r="${address}" s="1" t="s"><v>${shared}</v></c>`;
  const score = (row: number): string =>
    `<row r="${row}" spans="1:6">${text(`A${row}`, row % 2 ? 6 : 7)}<c r="B${row}" s="2"><v>${row}.5</v></c><c r="C${row}" t="str"><v>9分</v></c>` +
    `<c r="D${row}"><f t="shared" ${row === 3 ? 'ref="D3:D5" ' : ""}si="0">${row === 3 ? "SUM(B3:C3)" : ""}</f><v>${row}.5</v></c><c r="E${row}" t="b"><v>1</v></c><c r="F${row}" t="e"><v>#N/A</v></c></row>`;
  const sheet1 =
    `<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheetPr><tabColor rgb="FFFF0000"/></sheetPr><dimension ref="A1:F7"/><sheetViews><sheetView workbookViewId="0"><pane ySplit="2" topLeftCell="A3" state="frozen"/></sheetView></sheetViews>` +
    `<cols><col min="1" max="1" width="12" customWidth="1"/><col min="7" max="16384" hidden="1" width="9"/></cols><sheetData><row r="1">${text("A1", 0)}</row>` +
    `<row r="2" ht="30" customHeight="1">${["A", "B", "C", "D", "E", "F"].map((column, index) => text(`${column}2`, index)).join("")}</row>${[3, 4, 5].map(score).join("")}` +
    `<row r="6"><c r="A6" t="inlineStr"><is><t xml:space="preserve"> 合计 </t></is></c><c r="B6"><f>SUM(B3:B5)</f><v>13.5</v></c><c r="D6"><f t="array" ref="D6">SUM(B3:B5*1)</f><v>13.5</v></c></row>` +
    `<row r="7" hidden="1"><c r="A7" t="d"><v>2026-10-08</v></c><c r="B7"/></row></sheetData><sheetProtection sheet="1" objects="1"/><autoFilter ref="A2:F5"/><mergeCells count="1"><mergeCell ref="A1:F1"/></mergeCells>` +
    `<conditionalFormatting sqref="B3:B5"><cfRule type="cellIs" dxfId="0" priority="1" operator="greaterThan"><formula>10</formula></cfRule></conditionalFormatting>` +
    `<dataValidations count="1"><dataValidation type="decimal" allowBlank="1" showErrorMessage="1" sqref="B3:B5 C3"><formula1>0</formula1><formula2>10</formula2></dataValidation></dataValidations>` +
    `<hyperlinks><hyperlink ref="A3" location="'二'!A1"/></hyperlinks><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><legacyDrawing r:id="rId2"/><tableParts count="1"><tablePart r:id="rId1"/></tableParts></worksheet>`;
  // Prefixed names, no addresses on cells, numbers of every kind.
  const sheet2 = `<x:worksheet xmlns:x="${MAIN}"><x:sheetData><x:row><x:c><x:v>1e3</x:v></x:c><x:c><x:v>-0</x:v></x:c><x:c><x:f>'一 表'!D3*2</x:f><x:v>7</x:v></x:c></x:row><x:row/><x:row r="9"><x:c r="C9" t="n"><x:v>0.1</x:v></x:c></x:row></x:sheetData></x:worksheet>`;
  const names = ["得分表", "姓名", "任务（10分）", "作风", "得分", "名次", "张三", "李四"];
  const parts: Readonly<Record<string, string>> = {
    "[Content_Types].xml": `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${TYPE}.sharedStrings+xml"/><Override PartName="/xl/tables/table1.xml" ContentType="${TYPE}.table+xml"/><Override PartName="/xl/calcChain.xml" ContentType="${TYPE}.calcChain+xml"/></Types>`,
    "_rels/.rels": relationships([["rId1", "officeDocument", "xl/workbook.xml"]]),
    "xl/workbook.xml": `<?xml version="1.0" encoding="UTF-8"?><workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr date1904="0"/><sheets><sheet name="一 表" sheetId="1" r:id="rId1"/><sheet name="二" sheetId="7" state="hidden" r:id="rId2"/></sheets><definedNames><definedName name="满分">'一 表'!$B$3:$B$5</definedName><definedName name="_xlnm.Print_Area" localSheetId="0">'一 表'!$A$1:$F$6</definedName></definedNames><calcPr calcId="191029"/></workbook>`,
    "xl/_rels/workbook.xml.rels": relationships([
      ["rId1", "worksheet", "worksheets/sheet1.xml"],
      ["rId2", "worksheet", "/xl/worksheets/sheet2.xml"],
      ["rId3", "styles", "styles.xml"],
      ["rId4", "sharedStrings", "sharedStrings.xml"],
      ["rId5", "calcChain", "calcChain.xml"],
    ]),
    "xl/worksheets/sheet1.xml": sheet1,
    "xl/worksheets/_rels/sheet1.xml.rels": relationships([
      ["rId1", "table", "../tables/table1.xml"],
      ["rId2", "vmlDrawing", "../drawings/vmlDrawing1.vml"],
    ]),
    "xl/worksheets/sheet2.xml": sheet2,
    "xl/tables/table1.xml": `<table xmlns="${MAIN}" id="1" name="表1" displayName="表1" ref="A2:F5"><autoFilter ref="A2:F5"/><tableColumns count="6">${names
      .slice(0, 6)
      .map((name, index) => `<tableColumn id="${index + 1}" name="${name}"/>`)
      .join("")}</tableColumns></table>`,
    "xl/sharedStrings.xml": `<sst xmlns="${MAIN}" count="20" uniqueCount="8">${names.map((name) => `<si><t>${name}</t></si>`).join("").replace("<t>得分表</t>", "<r><rPr><b/></rPr><t>得分</t></r><r><t>表</t></r><rPh sb=\"0\" eb=\"1\"><t>de</t></rPh>")}</sst>`,
    "xl/styles.xml": `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0&quot;分&quot;"/></numFmts><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="14"/><color theme="1" tint="-0.25"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor indexed="13"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top style="thin"/><bottom/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/><xf numFmtId="0" fontId="1" fillId="2" borderId="0" applyAlignment="1"><alignment horizontal="center" wrapText="1" indent="1"/></xf><xf numFmtId="164" fontId="0" fillId="0" borderId="0" applyProtection="1"><protection locked="0"/></xf></cellXfs><dxfs count="1"><dxf><fill><patternFill><bgColor rgb="FFFFC7CE"/></patternFill></fill></dxf></dxfs></styleSheet>`,
    "xl/calcChain.xml": `<calcChain xmlns="${MAIN}"><c r="D3" i="1"/><c r="B6" i="1"/></calcChain>`,
    "xl/drawings/vmlDrawing1.vml": "<xml/>",
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])), { level: 1 });
}

/** The workbooks that mutations start from: the sample, a crowded small one, and those of `folder` where one is given. */
export function baseWorkbooks(root: string, folder: string | null): readonly BaseWorkbook[] {
  const samples = path.join(root, "samples");
  const read = (directory: string): BaseWorkbook[] =>
    readdirSync(directory)
      .filter((name) => /\.(xlsx|xlsm|xls)$/i.test(name))
      .sort()
      .map((name) => ({ name, bytes: new Uint8Array(readFileSync(path.join(directory, name))) }));
  return [{ name: "crowded.xlsx", bytes: crowdedWorkbook() }, ...read(samples), ...(folder ? read(folder) : [])];
}
