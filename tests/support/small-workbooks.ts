import { read, write } from "@e965/xlsx";
import { packageParts, partText, zipOf } from "../workbook/file/test-package";
import { scoreTable, writtenWorkbook, type Written } from "./written-workbook";

const PEOPLE: readonly (readonly [string, Written, Written])[] = [
  ["王芳", 50, 35],
  ["李强", 55.5, 38],
  ["赵敏", 48, 30],
];

/** Three people, two indicators, nothing wrong: `run` scores, ranks and archives it and ends with 0. */
export const fineWorkbook = (): Uint8Array => writtenWorkbook([scoreTable(PEOPLE)]);

/** The same with an entry above its full mark: `check` finds an error, and `run` ends with 1. */
export const faultyWorkbook = (): Uint8Array => writtenWorkbook([scoreTable([["王芳", 70, 35], ...PEOPLE.slice(1)])]);

/** The fine workbook as Excel 97 to 2003 keep it. */
export const oldWorkbook = (): Uint8Array => {
  const bytes: unknown = write(read(fineWorkbook()), { type: "array", bookType: "biff8" });
  if (!(bytes instanceof ArrayBuffer)) throw new Error("no bytes");
  return new Uint8Array(bytes);
};

export const MACROS = "not really macros, but nobody may touch them";

/** The fine workbook with macros. */
export const macroWorkbook = (): Uint8Array => {
  const sheet = scoreTable(PEOPLE);
  const parts = packageParts({
    sheets: [{ name: sheet.name, xml: "" }],
    types: '<Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/>',
    rels: '<Relationship Id="rIdV" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/>',
    parts: { "xl/vbaProject.bin": MACROS },
  });
  const types = parts["[Content_Types].xml"] ?? "";
  return zipOf({
    ...parts,
    "[Content_Types].xml": types.replace("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
    "xl/worksheets/sheet1.xml": partText(fineWorkbook(), "xl/worksheets/sheet1.xml"),
  });
};
