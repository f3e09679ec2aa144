import { strToU8, zipSync } from "fflate";
import { columnName } from "../../../../src/core/grid/address";
import type { CellValue } from "../../../../src/core/grid/cell";

/** A cell of a workbook to be recalculated elsewhere: a value, or a formula without cached value. */
export type WrittenCell = CellValue | { readonly formula: string; readonly array?: boolean };

function escape(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** Newer functions carry a prefix in files. */
const PREFIXED = /\b(AGGREGATE|IFS|SWITCH|MAXIFS|MINIFS|CONCAT|TEXTJOIN|RANK\.EQ|RANK\.AVG|PERCENTILE\.(?:INC|EXC)|QUARTILE\.(?:INC|EXC)|PERCENTRANK\.(?:INC|EXC)|STDEV\.[SP]|VAR\.[SP]|MODE\.SNGL|COVARIANCE\.[SP]|CEILING\.MATH|FLOOR\.MATH|IFNA|XOR|NUMBERVALUE|UNICHAR|UNICODE|DAYS|ISOWEEKNUM|BASE|DECIMAL|COMBINA|FORECAST\.LINEAR|NORM\.(?:DIST|INV|S\.DIST|S\.INV)|ISFORMULA|SHEETS|SKEW\.P|GAMMALN\.PRECISE|T\.(?:DIST|INV)(?:\.2T|\.RT)?|CHISQ\.[A-Z.]+|F\.(?:DIST|INV)(?:\.RT)?|BINOM\.[A-Z.]+|POISSON\.DIST|EXPON\.DIST|CONFIDENCE\.(?:NORM|T)|RRI|PDURATION)\(/g;

function cellXml(address: string, cell: WrittenCell): string {
  if (cell === null) return "";
  if (typeof cell === "object" && "formula" in cell) {
    const body = escape(cell.formula.replace(/^=/, "").replace(PREFIXED, "_xlfn.$1("));
    return cell.array ? `<c r="${address}"><f t="array" ref="${address}">${body}</f></c>` : `<c r="${address}"><f>${body}</f></c>`;
  }
  if (typeof cell === "number") return `<c r="${address}"><v>${String(cell)}</v></c>`;
  if (typeof cell === "boolean") return `<c r="${address}" t="b"><v>${cell ? "1" : "0"}</v></c>`;
  if (typeof cell === "string") return `<c r="${address}" t="inlineStr"><is><t xml:space="preserve">${escape(cell)}</t></is></c>`;
  return `<c r="${address}" t="e"><v>${cell.error}</v></c>`;
}

function sheetXml(rows: readonly (readonly WrittenCell[])[]): string {
  const parts: string[] = [];
  rows.forEach((row, r) => {
    const cells = row.map((cell, c) => cellXml(`${columnName(c)}${String(r + 1)}`, cell)).join("");
    if (cells !== "") parts.push(`<row r="${String(r + 1)}">${cells}</row>`);
  });
  return `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${parts.join("")}</sheetData></worksheet>`;
}

/** The smallest .xlsx with these sheets; formulas have no cached values. */
export function formulaWorkbook(sheets: Readonly<Record<string, readonly (readonly WrittenCell[])[]>>): Uint8Array {
  const names = Object.keys(sheets);
  const main = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const packageRelationships = "http://schemas.openxmlformats.org/package/2006/relationships";
  const files: Record<string, Uint8Array> = {
    "[Content_Types].xml": strToU8(
      `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${main}.sheet.main+xml"/>${names.map((_, i) => `<Override PartName="/xl/worksheets/sheet${String(i + 1)}.xml" ContentType="${main}.worksheet+xml"/>`).join("")}</Types>`,
    ),
    "_rels/.rels": strToU8(`<?xml version="1.0"?><Relationships xmlns="${packageRelationships}"><Relationship Id="rId1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>`),
    "xl/workbook.xml": strToU8(
      `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${relationships}"><sheets>${names.map((name, i) => `<sheet name="${escape(name)}" sheetId="${String(i + 1)}" r:id="rId${String(i + 1)}"/>`).join("")}</sheets></workbook>`,
    ),
    "xl/_rels/workbook.xml.rels": strToU8(
      `<?xml version="1.0"?><Relationships xmlns="${packageRelationships}">${names.map((_, i) => `<Relationship Id="rId${String(i + 1)}" Type="${relationships}/worksheet" Target="worksheets/sheet${String(i + 1)}.xml"/>`).join("")}</Relationships>`,
    ),
  };
  names.forEach((name, i) => {
    files[`xl/worksheets/sheet${String(i + 1)}.xml`] = strToU8(sheetXml(sheets[name] ?? []));
  });
  return zipSync(files, { level: 1 });
}
