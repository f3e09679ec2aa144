import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from "fflate";
import type { Edit } from "../../../src/core/plan/edit";
import type { Plan } from "../../../src/core/plan/plan";
import type { SnapshotField } from "../../../src/workbook/port";
import { type FileWorkbook } from "../../../src/workbook/file/file-workbook";
import { openWorkbook } from "../../../src/workbook/file/open-workbook";
import { rect } from "../../support/grid";

export const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
export const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml";

export const ALL_FIELDS: readonly SnapshotField[] = ["values", "formulas", "styles", "protection", "validations", "conditionalFormats", "hidden", "tables"];

/** A worksheet with these rows and, behind `sheetData`, these elements. */
export function sheetXml(rows: string, after = "", before = ""): string {
  return `<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}">${before}<sheetData>${rows}</sheetData>${after}</worksheet>`;
}

export const STYLES_XML =
  `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0&quot;分&quot;"/></numFmts>` +
  '<fonts count="2"><font><sz val="10"/><name val="宋体"/></font><font><b/><sz val="14"/><color rgb="FFC00000"/><name val="黑体"/></font></fonts>' +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/></patternFill></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="164" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1"><alignment horizontal="center" wrapText="1"/></xf>' +
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyProtection="1"><protection locked="0"/></xf></cellXfs></styleSheet>';

export type TestPackage = {
  readonly sheets?: readonly { readonly name: string; readonly xml: string; readonly state?: string; readonly rels?: string }[];
  readonly styles?: string;
  readonly strings?: string;
  /** Elements of the workbook part before and behind `sheets`. */
  readonly before?: string;
  readonly after?: string;
  /** More relationships of the workbook part. */
  readonly rels?: string;
  /** More content types. */
  readonly types?: string;
  readonly parts?: Readonly<Record<string, string>>;
};

/** Parts of a package by name. The tests' own writer: it knows nothing of the product's. */
export function packageParts(content: TestPackage): Record<string, string> {
  const sheets = content.sheets ?? [{ name: "S", xml: sheetXml("") }];
  const parts: Record<string, string> = {
    "[Content_Types].xml":
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
      `<Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>${sheets.map((_, n) => `<Override PartName="/xl/worksheets/sheet${String(n + 1)}.xml" ContentType="${TYPES}.worksheet+xml"/>`).join("")}` +
      `<Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>${content.strings === undefined ? "" : `<Override PartName="/xl/sharedStrings.xml" ContentType="${TYPES}.sharedStrings+xml"/>`}${content.types ?? ""}</Types>`,
    "_rels/.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml":
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${content.before ?? ""}<sheets>${sheets.map(({ name, state }, n) => `<sheet name="${name}" sheetId="${String(n + 1)}"${state === undefined ? "" : ` state="${state}"`} r:id="rId${String(n + 1)}"/>`).join("")}</sheets>${content.after ?? ""}</workbook>`,
    "xl/_rels/workbook.xml.rels":
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${sheets.map((_, n) => `<Relationship Id="rId${String(n + 1)}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${String(n + 1)}.xml"/>`).join("")}` +
      `<Relationship Id="rIdS" Type="${OFFICE}/styles" Target="styles.xml"/>${content.strings === undefined ? "" : `<Relationship Id="rIdT" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/>`}${content.rels ?? ""}</Relationships>`,
    "xl/styles.xml": content.styles ?? STYLES_XML,
    ...(content.strings === undefined ? {} : { "xl/sharedStrings.xml": content.strings }),
    ...content.parts,
  };
  sheets.forEach(({ xml, rels }, n) => {
    parts[`xl/worksheets/sheet${String(n + 1)}.xml`] = xml;
    if (rels !== undefined) parts[`xl/worksheets/_rels/sheet${String(n + 1)}.xml.rels`] = rels;
  });
  return parts;
}

export function zipOf(parts: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const files: Zippable = {};
  for (const [name, content] of Object.entries(parts)) {
    const bytes = typeof content === "string" ? strToU8(content) : content;
    // Huge parts are made to be read, not to be small.
    files[name] = bytes.length > 1_000_000 ? [bytes, { level: 1 }] : bytes;
  }
  return zipSync(files);
}

export function packageBytes(content: TestPackage): Uint8Array {
  return zipOf(packageParts(content));
}

export function openPackage(content: TestPackage): Promise<FileWorkbook> {
  return openWorkbook(packageBytes(content), "测试.xlsx");
}

/** Content of every part, read by a library that the product's own zip code does not use for this. */
export function partsOf(bytes: Uint8Array): ReadonlyMap<string, string> {
  return new Map(Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content, true)]));
}

export function partText(bytes: Uint8Array, name: string): string {
  const content = unzipSync(bytes)[name];
  if (!content) throw new Error(`no part ${name}`);
  return strFromU8(content);
}

/** Names of the parts that differ, came or went. */
export function changedParts(before: Uint8Array, after: Uint8Array): readonly string[] {
  const was = partsOf(before);
  const is = partsOf(after);
  return [...new Set([...was.keys(), ...is.keys()])].filter((name) => was.get(name) !== is.get(name)).sort();
}

export function planOf(...edits: readonly Edit[]): Plan {
  return { purpose: "fix", edits };
}

/** An area of a sheet from A1 text. */
export function areaOf(a1: string, sheetId = "1"): Extract<Edit, { kind: "setValues" }>["area"] {
  return { sheetId, ...rect(a1) };
}

/** One value into one cell. */
export function writes(a1: string, value: string | number | boolean, sheetId = "1"): Edit {
  return { kind: "setValues", area: areaOf(a1, sheetId), values: [[value]] };
}

export function writesFormula(a1: string, formula: string, sheetId = "1"): Edit {
  return { kind: "setFormulas", area: areaOf(a1, sheetId), formulas: [[formula]], expected: null };
}

/** The error that a promise ends with, as code and parameters; anything else fails the test. */
export async function refusal(work: Promise<unknown>): Promise<{ readonly code: string; readonly params: unknown }> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Error && "code" in error && "params" in error) return { code: String(error.code), params: error.params };
    throw error;
  }
  throw new Error("nothing was refused");
}
