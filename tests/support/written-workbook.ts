import { packageBytes, type TestPackage } from "../workbook/file/test-package";

/** A cell as somebody typed it. Dates and percentages are numbers with a format. */
export type Written = string | number | boolean | null | { readonly percent: number } | { readonly formula: string; readonly value: number | string } | { readonly error: string };

export type WrittenSheet = {
  readonly name: string;
  readonly rows: readonly (readonly Written[])[];
  /** A1 ranges. */
  readonly merges?: readonly string[];
  /** Attributes of `sheetProtection`, for example `sheet="1"`. */
  readonly protection?: string;
  readonly state?: "hidden" | "veryHidden";
};

const STYLES =
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="9" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>';

export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (char) => `&#${String(char.charCodeAt(0))};`);

/** Zero-based column → letters; the tests' own. */
export function letters(column: number): string {
  return (column >= 26 ? letters(Math.floor(column / 26) - 1) : "") + String.fromCharCode(65 + (column % 26));
}

export function cellXml(address: string, content: Written): string {
  if (content === null) return "";
  if (typeof content === "string") return `<c r="${address}" t="inlineStr"><is><t xml:space="preserve">${escaped(content)}</t></is></c>`;
  if (typeof content === "number") return `<c r="${address}"><v>${content}</v></c>`;
  if (typeof content === "boolean") return `<c r="${address}" t="b"><v>${content ? 1 : 0}</v></c>`;
  if ("percent" in content) return `<c r="${address}" s="1"><v>${content.percent / 100}</v></c>`;
  if ("error" in content) return `<c r="${address}" t="e"><v>${content.error}</v></c>`;
  return `<c r="${address}"${typeof content.value === "string" ? ' t="str"' : ""}><f>${escaped(content.formula)}</f><v>${escaped(String(content.value))}</v></c>`;
}

export function rowXml(row: number, cells: readonly Written[]): string {
  return `<row r="${row}">${cells.map((content, column) => cellXml(`${letters(column)}${row}`, content)).join("")}</row>`;
}

export const worksheetXml = (sheetData: string, after = "", before = ""): string =>
  `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${before}<sheetData>${sheetData}</sheetData>${after}</worksheet>`;

function sheetXml({ rows, merges = [], protection }: WrittenSheet): string {
  const data = rows.map((cells, index) => rowXml(index + 1, cells)).join("");
  const locked = protection === undefined ? "" : `<sheetProtection ${protection}/>`;
  const merged = merges.length === 0 ? "" : `<mergeCells count="${merges.length}">${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join("")}</mergeCells>`;
  return worksheetXml(data, locked + merged);
}

/** A workbook as other people's programs write it, made without the product's writer. `more` goes into the package. */
export function writtenWorkbook(sheets: readonly WrittenSheet[], more: TestPackage = {}): Uint8Array {
  return packageBytes({
    styles: STYLES,
    ...more,
    sheets: sheets.map((sheet) => ({ name: escaped(sheet.name), xml: sheetXml(sheet), ...(sheet.state ? { state: sheet.state } : {}) })),
  });
}

/** A small score table that is recognised, scored and ranked: `people` with entries for two indicators of 60 and 40 points. */
export function scoreTable(people: readonly (readonly [name: string, first: Written, second: Written])[], name = "个人绩效"): WrittenSheet {
  return {
    name,
    rows: [["二〇二六年三季度个人绩效考评得分表"], ["序号", "姓名", "工作任务（60分）", "工作作风（40分）", "总分", "名次"], ...people.map(([person, first, second], index): Written[] => [index + 1, person, first, second, null, null])],
    merges: ["A1:F1"],
  };
}
