import { strToU8, zipSync } from "fflate";
import { createBlankWorkbook } from "../../../src/workbook/file/blank-workbook";
import { DEFAULT_FILE_LIMITS } from "../../../src/workbook/file/limits";
import { openWorkbook } from "../../../src/workbook/file/open-workbook";
import { ALL_FIELDS, MAIN, OFFICE, openPackage, packageBytes, packageParts, refusal, sheetXml, zipOf } from "./test-package";

const open = (bytes: Uint8Array | string): Promise<unknown> => openWorkbook(typeof bytes === "string" ? strToU8(bytes) : bytes, "评分表.xlsx");
const read = async (parts: Record<string, string | Uint8Array>): Promise<unknown> => {
  const workbook = await openWorkbook(zipOf(parts), "x.xlsx");
  return workbook.read({ sheets: "all", fields: ALL_FIELDS });
};

describe("what is no workbook gets a code that names the cause", () => {
  test("FH-1 an empty file", async () => {
    expect(await refusal(open(new Uint8Array()))).toEqual({ code: "file.empty", params: { name: "评分表.xlsx" } });
  });

  test.each([
    ["text", "姓名,得分\n张三,90\n"],
    ["html", "<html><body><table><tr><td>1</td></tr></table></body></html>"],
    ["html", "\n  <table border=1><tr><td>1</td></tr></table>"],
    ["xml", '<?xml version="1.0"?><data><row/></data>'],
    ["pdf", "%PDF-1.7\n…"],
    ["rtf", "{\\rtf1 text}"],
  ])("FH-9 %s named .xlsx", async (format, text) => {
    expect(await refusal(open(text))).toEqual({ code: "file.unsupported-format", params: { format } });
  });

  test("FH-9 bytes that are nothing known", async () => {
    expect((await refusal(open(new Uint8Array([1, 2, 3, 0, 255])))).code).toBe("file.not-a-workbook");
  });

  test("FH-9 packages of other programs", async () => {
    const main = (type: string): Record<string, string> => ({
      "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/a/main.xml" ContentType="${type}"/></Types>`,
      "_rels/.rels": `<Relationships><Relationship Id="r" Type="${OFFICE}/officeDocument" Target="a/main.xml"/></Relationships>`,
      "a/main.xml": "<x/>",
    });
    const word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    expect(await refusal(open(zipOf(main(word))))).toEqual({ code: "file.unsupported-format", params: { format: "docx" } });
    const slides = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml";
    expect(await refusal(open(zipOf(main(slides))))).toEqual({ code: "file.unsupported-format", params: { format: "pptx" } });
    expect(await refusal(open(zipOf({ "a.txt": "x" })))).toEqual({ code: "file.unsupported-format", params: { format: "zip" } });
    const sheet = "application/vnd.oasis.opendocument.spreadsheet";
    expect(await refusal(open(zipOf({ mimetype: sheet })))).toEqual({ code: "file.unsupported-format", params: { format: "ods" } });
  });

  test("FH-9 a package whose list of types is gone, or whose main part is", async () => {
    const parts = packageParts({});
    const { "[Content_Types].xml": types, ...rest } = parts;
    expect(types).toBeDefined();
    expect(await refusal(open(zipOf(rest)))).toEqual({ code: "file.damaged", params: { part: "[Content_Types].xml" } });
    const { "xl/workbook.xml": workbook, ...headless } = parts;
    expect(workbook).toBeDefined();
    expect(await refusal(open(zipOf(headless)))).toEqual({ code: "file.damaged", params: { part: "xl/workbook.xml" } });
  });
});

describe("FH-2 archives are measured, not believed", () => {
  const bytes = packageBytes({});

  test("cut off anywhere, a file is damaged or too short to be a zip, never a crash", async () => {
    for (let length = 4; length < bytes.length; length += 97) {
      expect((await refusal(open(bytes.subarray(0, length)))).code).toBe("file.damaged");
    }
  });

  test("a flipped bit in a part is found by its check sum", async () => {
    const stored = zipSync({ ...Object.fromEntries(Object.entries(packageParts({})).map(([name, text]) => [name, strToU8(text)])) }, { level: 0 });
    const text = new TextDecoder("latin1").decode(stored);
    const at = text.indexOf("<sheetData>");
    const broken = stored.slice();
    broken[at + 5] = (broken[at + 5] ?? 0) ^ 1;
    const workbook = await openWorkbook(broken, "x");
    expect(await refusal(workbook.read({ sheets: "all", fields: [] }))).toEqual({ code: "file.damaged", params: { part: "xl/worksheets/sheet1.xml" } });
  });

  test("200 MB of zeros in a small zip are refused without being inflated", async () => {
    const bomb = zipSync({ ...Object.fromEntries(Object.entries(packageParts({})).map(([name, text]) => [name, strToU8(text)])), "xl/worksheets/sheet1.xml": new Uint8Array(200 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(400_000);
    const started = performance.now();
    const workbook = await openWorkbook(bomb, "x");
    expect(await refusal(workbook.read({ sheets: "all", fields: ["values"] }))).toMatchObject({ code: "file.too-large" });
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test("a part that says it is small and is not is damaged", async () => {
    const lying = bytes.slice();
    const view = new DataView(lying.buffer);
    for (let at = 0; at + 46 < lying.length; at++) {
      // Declared size in every entry of the central directory.
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 10, true);
    }
    expect((await refusal(open(lying))).code).toBe("file.damaged");
  });

  test("limits: file, number of parts, all parts together, cells", async () => {
    const limited = (limits: Partial<typeof DEFAULT_FILE_LIMITS>): Promise<unknown> => openWorkbook(bytes, "x", { ...DEFAULT_FILE_LIMITS, ...limits });
    expect(await refusal(limited({ maxFileBytes: 10 }))).toEqual({ code: "file.too-large", params: { what: "file", limit: 10 } });
    expect(await refusal(limited({ maxParts: 2 }))).toEqual({ code: "file.too-large", params: { what: "parts", limit: 2 } });
    expect(await refusal(limited({ maxTotalBytes: 100 }))).toEqual({ code: "file.too-large", params: { what: "total", limit: 100 } });
    const cells = packageBytes({ sheets: [{ name: "S", xml: sheetXml('<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="1"/><c r="C1"><v>1</v></c></row>') }] });
    const workbook = await openWorkbook(cells, "x", { ...DEFAULT_FILE_LIMITS, maxCells: 2 });
    expect(await refusal(workbook.read({ sheets: "all", fields: [] }))).toEqual({ code: "file.too-large", params: { what: "cells", limit: 2 } });
  });

  test("an encrypted entry means an encrypted file", async () => {
    const locked = bytes.slice();
    const view = new DataView(locked.buffer);
    for (let at = 0; at + 46 < locked.length; at++) if (view.getUint32(at, true) === 0x02014b50) view.setUint16(at + 8, 1, true);
    expect((await refusal(open(locked))).code).toBe("file.encrypted");
  });
});

describe("FH-3 names of parts", () => {
  test("case and separators do not matter", async () => {
    const parts = packageParts({ sheets: [{ name: "S", xml: sheetXml('<row r="1"><c r="A1"><v>7</v></c></row>') }] });
    const { "xl/worksheets/sheet1.xml": sheet = "", ...rest } = parts;
    expect(await read({ ...rest, "XL\\Worksheets\\SHEET1.xml": sheet })).toMatchObject({ sheets: [{ values: [[7]] }] });
  });

  test("two different parts of one name are refused; the same twice is read once and kept", async () => {
    const parts = packageParts({});
    const twice = (second: string): Uint8Array => {
      // Same length, so that the names can be made equal in the finished archive.
      const bytes = zipOf({ ...parts, "xl/worksheets/sheetX.xml": second });
      const text = new TextDecoder("latin1").decode(bytes);
      return Uint8Array.from(text.replaceAll("sheetX.xml", "sheet1.xml"), (char) => char.charCodeAt(0));
    };
    expect(await refusal(open(twice(sheetXml("<row r='1'/>"))))).toEqual({ code: "file.duplicate-part", params: { part: "xl/worksheets/sheet1.xml" } });
    const workbook = await openWorkbook(twice(parts["xl/worksheets/sheet1.xml"] ?? ""), "x");
    expect(new TextDecoder("latin1").decode(workbook.save()).split("xl/worksheets/sheet1.xml").length - 1).toBe(4);
  });
});

describe("FH-4 XML", () => {
  const withSheet = (xml: string): Promise<unknown> => read(packageParts({ sheets: [{ name: "S", xml }] }));

  test.each([
    ["a document type", `<!DOCTYPE a [<!ENTITY b "c">]>${sheetXml("")}`],
    ["a bomb", `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><worksheet xmlns="${MAIN}"><sheetData/></worksheet>`],
  ])("%s is refused", async (_, xml) => {
    expect(await refusal(withSheet(xml))).toEqual({ code: "file.unsafe-xml", params: { part: "xl/worksheets/sheet1.xml" } });
  });

  test.each([
    ["an entity that nobody defined", sheetXml('<row r="1"><c r="A1" t="str"><v>&secret;</v></c></row>')],
    ["a name that JavaScript knows", sheetXml('<row r="1"><c r="A1" t="str"><v>&constructor;</v></c></row>')],
    ["tags that cross", sheetXml('<row r="1"><c r="A1"></row></c>')],
    ["text before the root", `x${sheetXml("")}`],
    ["two roots", sheetXml("") + sheetXml("")],
    ["an end missing", sheetXml("").slice(0, -5)],
    ["an attribute without quotes", sheetXml("<row r=1/>")],
    ["something else altogether", "\0\0\0\0"],
    ["a row beyond the grid", sheetXml('<row r="1048577"><c><v>1</v></c></row>')],
    ["a row number zero", sheetXml('<row r="0"><c r="A0"><v>1</v></c></row>')],
    ["a column beyond the grid", sheetXml('<row r="1"><c r="XFE1"><v>1</v></c></row>')],
    ["a shared string that is not there", sheetXml('<row r="1"><c r="A1" t="s"><v>5</v></c></row>')],
  ])("%s is damage", async (_, xml) => {
    expect(await refusal(withSheet(xml))).toEqual({ code: "file.damaged", params: { part: "xl/worksheets/sheet1.xml" } });
  });

  test("comments, CDATA, processing instructions and entities are understood", async () => {
    const xml = `<!-- c --><?pi?>${sheetXml('<row r="1"><!-- <c r="B1"/> --><c r="A1" t="str"><v>a<![CDATA[<b>&]]>&amp;&#x4e2d;<!-- x -->&#25991;</v></c></row>')}<!-- end -->`;
    expect(await withSheet(xml)).toMatchObject({ sheets: [{ values: [["a<b>&&中文"]] }] });
  });
});

describe("FH-5 encodings", () => {
  const xml = sheetXml('<row r="1"><c r="A1" t="str"><v>双绩😀</v></c></row>');
  const utf16 = (text: string, little: boolean, mark: boolean): Uint8Array => {
    const bytes = new Uint8Array((text.length + (mark ? 1 : 0)) * 2);
    const view = new DataView(bytes.buffer);
    [...(mark ? "\ufeff" : ""), ...Array.from({ length: text.length }, (_, i) => text[i] ?? "")].forEach((unit, i) => {
      view.setUint16(i * 2, unit.charCodeAt(0), little);
    });
    return bytes;
  };
  test.each([
    ["UTF-8 with a mark", strToU8(`\ufeff${xml}`)],
    ["UTF-16 little endian with a mark", utf16(`<?xml version="1.0" encoding="UTF-16"?>${xml}`, true, true)],
    ["UTF-16 big endian with a mark", utf16(xml, false, true)],
    ["UTF-16 little endian without", utf16(xml, true, false)],
  ])("%s", async (_, content) => {
    expect(await read({ ...packageParts({}), "xl/worksheets/sheet1.xml": content })).toMatchObject({ sheets: [{ values: [["双绩😀"]] }] });
  });

  test("GB18030 as declared, and bytes that are no text", async () => {
    const head = strToU8(`<?xml version="1.0" encoding="gb18030"?><worksheet xmlns="${MAIN}"><sheetData><row r="1"><c r="A1" t="str"><v>`);
    const tail = strToU8("</v></c></row></sheetData></worksheet>");
    const gb = Uint8Array.from([...head, 0xd6, 0xd0, ...tail]);
    expect(await read({ ...packageParts({}), "xl/worksheets/sheet1.xml": gb })).toMatchObject({ sheets: [{ values: [["中"]] }] });
    const bad = Uint8Array.from([...strToU8(sheetXml("").slice(0, -1)), 0xff, 0x3e]);
    expect((await refusal(read({ ...packageParts({}), "xl/worksheets/sheet1.xml": bad }))).code).toBe("file.damaged");
  });
});

describe("FH-6 packages of other writers", () => {
  const sheet = sheetXml('<row r="1"><c r="A1"><v>3</v></c></row>');

  test("absolute targets, other folders, other prefixes, strict namespaces", async () => {
    const strictMain = "http://purl.oclc.org/ooxml/spreadsheetml/main";
    const strictOffice = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    const bytes = zipOf({
      "[Content_Types].xml":
        '<t:Types xmlns:t="http://schemas.openxmlformats.org/package/2006/content-types"><t:Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><t:Override PartName="/book/main.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></t:Types>',
      "_rels/.rels": `<p:Relationships xmlns:p="p"><p:Relationship Id="a" Type="${strictOffice}/officeDocument" Target="/book/main.xml"/></p:Relationships>`,
      "book/main.xml": `<x:workbook xmlns:x="${strictMain}" xmlns:rel="${strictOffice}"><x:sheets><x:sheet name="甲" sheetId="9" rel:id="s"/></x:sheets></x:workbook>`,
      "book/_rels/main.xml.rels": `<Relationships><Relationship Id="s" Type="${strictOffice}/worksheet" Target="../other/./one.xml"/></Relationships>`,
      "other/one.xml": `<x:worksheet xmlns:x="${strictMain}"><x:sheetData><x:row><x:c><x:v>3</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
    });
    const workbook = await openWorkbook(bytes, "x");
    expect(await workbook.read({ sheets: "all", fields: ["values"] })).toMatchObject({ sheets: [{ sheetId: "9", name: "甲", values: [[3]] }] });
  });

  test("kinds of workbooks keep their extension; a signature is mentioned", async () => {
    const macro = packageParts({ sheets: [{ name: "S", xml: sheet }] });
    macro["[Content_Types].xml"] = (macro["[Content_Types].xml"] ?? "").replace("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml");
    expect((await openWorkbook(zipOf(macro), "x")).extension).toBe(".xlsm");
    const signed = await openPackage({ parts: { "_xmlsignatures/origin.sigs": "" } });
    expect(signed.warnings).toEqual([{ code: "file.signed", params: {} }]);
    expect(signed.extension).toBe(".xlsx");
  });

  test("a sheet whose part is missing is damage that names it", async () => {
    const parts = packageParts({});
    const { "xl/worksheets/sheet1.xml": gone, ...rest } = parts;
    expect(gone).toBeDefined();
    expect((await refusal(read(rest))).code).toBe("file.damaged");
  });
});

test("FH-31 a blank workbook opens again", async () => {
  const again = await openWorkbook(createBlankWorkbook("汇总").save(), "x");
  expect(await again.read({ sheets: "all", fields: ALL_FIELDS })).toMatchObject({ sheets: [{ name: "汇总", used: null, visibility: "visible" }] });
});
