import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import type { Edit, ValidationRule } from "../../../src/core/plan/edit";
import { formulaAt, valueAt } from "../../../src/core/grid/snapshot";
import { createBlankWorkbook } from "../../../src/workbook/file/blank-workbook";
import type { FileWorkbook } from "../../../src/workbook/file/file-workbook";
import { openWorkbook } from "../../../src/workbook/file/open-workbook";
import { rect } from "../../support/grid";
import { readWithExcelize } from "../../support/excelize";
import { ALL_FIELDS, areaOf, changedParts, MAIN, OFFICE, openPackage, packageBytes, packageParts, partText, planOf, refusal, sheetXml, type TestPackage, writes, writesFormula, zipOf } from "./test-package";

const SHEET = "xl/worksheets/sheet1.xml";
const one = (rows: string, after = "", before = ""): TestPackage => ({ sheets: [{ name: "S", xml: sheetXml(rows, after, before) }] });

/** The first sheet's text after a plan. */
async function sheetAfter(content: TestPackage, ...edits: Edit[]): Promise<string> {
  const workbook = await openPackage(content);
  await workbook.apply(planOf(...edits));
  return partText(workbook.save(), SHEET);
}

async function cellOf(workbook: FileWorkbook, a1: string, sheetId = "1"): Promise<unknown> {
  const snapshot = await workbook.read({ sheets: [sheetId], fields: ["values", "formulas"] });
  const [sheet] = snapshot.sheets;
  const { row, column } = rect(a1);
  return sheet && { value: valueAt(sheet, row, column), formula: formulaAt(sheet, row, column) };
}

describe("FH-20 only what a plan touches changes", () => {
  const rows = '\n  <row r="1" spans="1:2" x14ac:dyDescent="0.2"><c r="A1" s="1" ph="1"><v>1</v><extLst><ext uri="u"/></extLst></c>\n<c r="B1"><v>2</v></c></row>\n  <!-- kept --><row r="2"><c r="A2"><v>3</v></c></row>\n';
  const content: TestPackage = { sheets: [{ name: "S", xml: sheetXml(rows, '<mysterious xmlns="urn:x" a="1"><b/></mysterious><pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/>', '<dimension ref="A1:B2"/>') }, { name: "T", xml: sheetXml("") }] };

  test("a value goes into its cell; style, unknown attributes and children, neighbours and white space stay", async () => {
    const before = packageBytes(content);
    const workbook = await openWorkbook(before, "x");
    await workbook.apply(planOf(writes("A1", 9)));
    const after = workbook.save();
    expect(changedParts(before, after)).toEqual([SHEET]);
    expect(partText(after, SHEET)).toBe(sheetXml(rows.replace('<v>1</v>', "<v>9</v>").replace("</c>\n<c", "</c><c"), content.sheets?.[0]?.xml.split("</sheetData>")[1]?.replace("</worksheet>", ""), '<dimension ref="A1:B2"/>'));
  });

  test("new cells and rows find their place; spans and dimension grow", async () => {
    const text = await sheetAfter(content, writes("C1", "x"), writes("B2", true), writes("A5", 5), writes("A3", 4));
    expect(text).toContain('<row r="1" spans="1:3"');
    expect(text).toContain('<dimension ref="A1:C5"/>');
    expect([...text.matchAll(/<row r="(\d)"/g)].map((match) => match[1])).toEqual(["1", "2", "3", "5"]);
    expect(text).toContain('<c r="B2" t="b"><v>1</v></c>');
  });

  test("nothing to write, nothing changed: not a byte", async () => {
    const before = packageBytes(content);
    const workbook = await openWorkbook(before, "x");
    const untouched = workbook.save();
    await workbook.apply(planOf({ kind: "setValues", area: areaOf("A1:B2"), values: [[null, null], [null, null]] }));
    expect(workbook.save()).toEqual(untouched);
    expect(changedParts(before, untouched)).toEqual([]);
  });

  test("prefixed and strict sheets are written in their own way", async () => {
    const xml = `<x:worksheet xmlns:x="${MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>`;
    const text = await sheetAfter({ sheets: [{ name: "S", xml }] }, writes("A1", "甲"), writes("B2", 2), { kind: "setValidation", area: areaOf("B2"), rule: rule() });
    expect(text).not.toMatch(/<(?!x:|\/x:|\?)/);
    const [sheet] = (await (await openWorkbook(zipOf({ ...packageParts({ sheets: [{ name: "S", xml: text }] }) }), "x")).read({ sheets: "all", fields: ALL_FIELDS })).sheets;
    expect(sheet).toMatchObject({ values: [["甲", null], [null, 2]], validations: [{ type: "decimal" }] });
  });

  test("rows and cells that live by their place keep it", async () => {
    const text = await sheetAfter(one("<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>"), writes("B3", 9));
    expect(text).toContain('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"/><row r="3"><c r="A3"><v>3</v></c><c r="B3"><v>9</v></c></row>');
  });

  test("a part in UTF-16 is written as UTF-8 and says so", async () => {
    const text = `\ufeff<?xml version="1.0" encoding="UTF-16"?>${sheetXml('<row r="1"><c r="A1" t="str"><v>甲</v></c></row>')}`;
    const utf16 = new Uint8Array(new Uint16Array(Array.from(text, (char) => char.charCodeAt(0))).buffer);
    const workbook = await openWorkbook(zipOf({ ...packageParts({}), [SHEET]: utf16 }), "x");
    await workbook.apply(planOf(writes("B1", "乙")));
    const after = partText(workbook.save(), SHEET);
    expect(after).toContain('encoding="UTF-8"');
    expect(await cellOf(await openWorkbook(workbook.save(), "x"), "A1")).toMatchObject({ value: "甲" });
  });
});

describe("FH-21, FH-22 values", () => {
  test.each(["=1+1", "+1", "-1", "@x", "  two  blanks ", "a\nb", "tab\there", "\u0001\u000b", "_x0041_", "\ud800", "<&>\"'", "😀", "\r\n", "\ufffe"])("text %j comes back as it was, as text", async (text) => {
    const workbook = createBlankWorkbook();
    await workbook.apply(planOf(writes("B2", text)));
    const again = await openWorkbook(workbook.save(), "x");
    expect(await cellOf(again, "B2")).toEqual({ value: text, formula: null });
  });

  test("an empty text clears, a new value drops what belonged to the old one", async () => {
    const rows = '<row r="1"><c r="A1" s="1" t="s" cm="1" vm="2"><v>0</v></c><c r="B1" s="1"><f>A1</f><v>1</v></c></row>';
    const text = await sheetAfter({ ...one(rows), strings: `<sst xmlns="${MAIN}"><si><t>x</t></si></sst>` }, writes("A1", 1), writes("B1", ""));
    expect(text).toContain('<c r="A1" s="1"><v>1</v></c><c r="B1" s="1"/>');
    expect(await sheetAfter(one('<row r="1"><c r="A1" cm="1" vm="2"><v>0</v></c><c r="B1"/></row>'), writes("B1", 1))).toContain('<c r="A1" cm="1" vm="2">');
  });

  test("what no cell can hold is refused, and nothing of the plan is done", async () => {
    const before = packageBytes(one('<row r="1"><c r="A1"><v>1</v></c></row>', '<mergeCells count="1"><mergeCell ref="C1:D2"/></mergeCells>'));
    const cases: readonly (readonly [Edit, string, string?])[] = [
      [writes("A1", NaN), "edit.invalid", "not-a-number"],
      [writes("A1", "x".repeat(32_768)), "edit.invalid", "text-too-long"],
      [writes("D2", 1), "edit.merged-cell"],
      [{ kind: "setValues", area: areaOf("A1:B2"), values: [[1, 2], [3]] }, "edit.invalid", "ragged"],
      [{ kind: "setValues", area: { ...areaOf("A1"), row: 1_048_576 }, values: [[1]] }, "edit.invalid", "out-of-grid"],
      [writes("A1", 1, "77"), "sheet.not-found"],
      [writesFormula("A1", "1+1"), "edit.invalid", "formula"],
      [writesFormula("A1", "=SUM("), "edit.invalid", "formula"],
      [{ kind: "setStyle", area: areaOf("A1:XFD1048576"), style: { bold: true } }, "edit.invalid", "too-large"],
      [{ kind: "mergeCells", area: areaOf("A5:B5") }, "edit.invalid", "merge-foreign-sheet"],
      [{ kind: "defineName", name: "A1", refersTo: "1", hidden: false }, "edit.invalid", "name"],
      [{ kind: "addSheet", sheetId: "n", name: "a/b", visibility: "visible", after: null }, "edit.invalid", "sheet-name"],
      [{ kind: "addSheet", sheetId: "n", name: "s", visibility: "visible", after: null }, "edit.sheet-name-taken"],
      [{ kind: "deleteSheet", sheetId: "1" }, "edit.invalid", "last-sheet"],
    ];
    for (const [edit, code, reason] of cases) {
      const workbook = await openWorkbook(before, "x");
      const untouched = workbook.save();
      const refused = await refusal(workbook.apply(planOf(writes("A1", 2), edit)));
      expect([edit.kind, refused.code]).toEqual([edit.kind, code]);
      if (reason !== undefined) expect(refused.params).toMatchObject({ reason });
      expect(workbook.save()).toEqual(untouched);
    }
  });
});

function rule(changes: Partial<ValidationRule> = {}): ValidationRule {
  return { type: "decimal", min: 0, max: 10, allowBlank: true, severity: "stop", promptTitle: "", prompt: "", errorTitle: "", error: "", ...changes } as ValidationRule;
}

describe("FH-24 formulas of others survive", () => {
  test("who shares the formula of a cell that goes gets one of its own", async () => {
    const rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*2</f><v>2</v></c></row><row r="2"><c r="A2"><v>2</v></c><c r="B2"><f t="shared" si="0"/><v>4</v></c></row><row r="3"><c r="A3"><v>3</v></c><c r="B3"><f t="shared" si="0" ca="1"/><v>6</v></c></row>';
    const text = await sheetAfter(one(rows), writes("B1", 100));
    expect(text).toContain('<c r="B2"><f>A2*2</f><v>4</v></c>');
    expect(text).toContain('<c r="B3"><f ca="1">A3*2</f><v>6</v></c>');
    const follower = await sheetAfter(one(rows), writes("B2", 100));
    expect(follower).toContain('si="0">A1*2</f>');
    expect(follower).toContain('<f t="shared" si="0" ca="1"/>');
  });

  test("a part of an array formula is refused, all of it is replaced", async () => {
    const rows = '<row r="1"><c r="A1"><f t="array" ref="A1:A2">B1:B2*2</f><v>2</v></c></row><row r="2"><c r="A2"><v>4</v></c></row>';
    expect(await refusal((await openPackage(one(rows))).apply(planOf(writes("A2", 1))))).toEqual({ code: "edit.array-part", params: { sheet: "S", cell: "A2" } });
    expect(await sheetAfter(one(rows), { kind: "setValues", area: areaOf("A1:A2"), values: [[7], [8]] })).toContain('<c r="A1"><v>7</v></c></row><row r="2"><c r="A2"><v>8</v></c>');
  });

  test("the calculation chain goes when formulas change, and only then", async () => {
    const chain: TestPackage = {
      ...one('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>'),
      rels: `<Relationship Id="rIdC" Type="${OFFICE}/calcChain" Target="calcChain.xml"/>`,
      types: '<Override PartName="/xl/calcChain.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/>',
      parts: { "xl/calcChain.xml": `<calcChain xmlns="${MAIN}"><c r="A1" i="1"/></calcChain>` },
    };
    const before = packageBytes(chain);
    const kept = await openWorkbook(before, "x");
    await kept.apply(planOf(writes("B1", 1)));
    expect(changedParts(before, kept.save())).toEqual([SHEET]);
    const gone = await openWorkbook(before, "x");
    await gone.apply(planOf(writes("A1", 1)));
    expect(Object.keys(unzipSync(gone.save()))).not.toContain("xl/calcChain.xml");
    expect(partText(gone.save(), "[Content_Types].xml")).not.toContain("calcChain");
    expect(partText(gone.save(), "xl/_rels/workbook.xml.rels")).not.toContain("calcChain");
  });
});

describe("FH-25 styles are appended", () => {
  test("what was there keeps its number; equal patches share one format", async () => {
    const content = one('<row r="1"><c r="A1" s="1"><v>1</v></c></row>', "", '<cols><col min="4" max="4" style="1" width="9"/></cols>');
    const before = packageBytes(content);
    const workbook = await openWorkbook(before, "x");
    await workbook.apply(planOf({ kind: "setStyle", area: areaOf("A1:B2"), style: { locked: false, numberFormat: "0.000", fill: "00FF00", fontSize: 12 } }, { kind: "setStyle", area: areaOf("D5"), style: { bold: false } }));
    const styles = partText(workbook.save(), "xl/styles.xml");
    const kept = (packageParts(content)["xl/styles.xml"] ?? "").split("<cellXfs")[1]?.split("</cellXfs>")[0]?.replace(/^[^>]*>/, "") ?? "?";
    expect(styles).toContain(`<cellXfs count="6">${kept}`);
    const snapshot = await workbook.read({ sheets: "all", fields: ["values", "styles"] });
    const look = snapshot.styleTable;
    expect(look[3]).toMatchObject({ numberFormat: "0.000", bold: true, fontSize: 12, fontColor: "C00000", fill: "00FF00", horizontal: "center", wrap: true, locked: false });
    expect(look[4]).toMatchObject({ numberFormat: "0.000", bold: false, fontSize: 12, fill: "00FF00", locked: false });
    // From the column: a cell made for its style looks like its column but for the patch.
    expect(look[5]).toMatchObject({ numberFormat: '0.0"分"', bold: false, fontSize: 14, fill: "FFFF00" });
  });

  test("a workbook without a styles part gets one", async () => {
    const parts = packageParts({});
    const { "xl/styles.xml": styles, ...rest } = parts;
    expect(styles).toBeDefined();
    const bare = { ...rest, "xl/_rels/workbook.xml.rels": (rest["xl/_rels/workbook.xml.rels"] ?? "").replace(/<Relationship Id="rIdS"[^>]*>/, ""), "[Content_Types].xml": (rest["[Content_Types].xml"] ?? "").replace(/<Override PartName="\/xl\/styles.xml"[^>]*>/, "") };
    const workbook = await openWorkbook(zipOf(bare), "x");
    await workbook.apply(planOf({ kind: "setStyle", area: areaOf("A1"), style: { bold: true } }, writes("A1", 1)));
    const again = await openWorkbook(workbook.save(), "x");
    const snapshot = await again.read({ sheets: "all", fields: ["styles"] });
    expect(snapshot.styleTable[snapshot.sheets[0]?.styles[0]?.[0] ?? -1]).toMatchObject({ bold: true });
  });
});

describe("FH-26, FH-27 calculation", () => {
  const two: TestPackage = {
    sheets: [
      { name: "录入", xml: sheetXml('<row r="1"><c r="A1"><v>1</v></c></row>') },
      { name: "汇总", xml: sheetXml('<row r="1"><c r="A1" s="1"><f>录入!A1+1</f><v>2</v></c><c r="B1"><f>7</f><v>7</v></c><c r="C1" cm="1"><f>OTHERPROGRAMSFUNCTION(录入!A1)</f><v>55</v></c></row>') },
      { name: "别的", xml: sheetXml('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>') },
    ],
  };

  test("fresh values reach the cells that depend on a change, in other sheets too; no other part changes", async () => {
    const before = packageBytes(two);
    const workbook = await openWorkbook(before, "x");
    await workbook.apply(planOf(writes("A1", 41)));
    const after = workbook.save();
    expect(changedParts(before, after)).toEqual([SHEET, "xl/worksheets/sheet2.xml"]);
    // What cannot be calculated keeps what it had.
    expect(partText(after, "xl/worksheets/sheet2.xml")).toContain('<c r="A1" s="1"><f>录入!A1+1</f><v>42</v></c><c r="B1"><f>7</f><v>7</v></c><c r="C1" cm="1"><f>OTHERPROGRAMSFUNCTION(录入!A1)</f><v>55</v></c>');
  });

  test("a formula of ours is written with its value and the workbook asks to be calculated", async () => {
    const workbook = await openPackage(two);
    const receipt = await workbook.apply(planOf(writesFormula("B1", '=IF(A1>0,"合格","")'), writesFormula("C1", "=1/0"), writesFormula("D1", "=A1>0"), writesFormula("E1", "=OTHERPROGRAMSFUNCTION(1)")));
    const text = partText(workbook.save(), SHEET);
    expect(text).toContain('<c r="B1" t="str"><f>IF(A1&gt;0,"合格","")</f><v>合格</v></c><c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="D1" t="b"><f>A1&gt;0</f><v>1</v></c><c r="E1"><f>OTHERPROGRAMSFUNCTION(1)</f></c>');
    expect(partText(workbook.save(), "xl/workbook.xml")).toContain('<calcPr fullCalcOnLoad="1"/>');
    expect(receipt).toMatchObject({ cells: 4, disagreements: [] });
  });

  test("the receipt names every cell that the calculation sees differently or not at all", async () => {
    const workbook = await openPackage(two);
    const receipt = await workbook.apply(
      planOf({ kind: "setFormulas", area: areaOf("B1:E1"), formulas: [["=A1*3", "=A1/3", "=A1", "=OTHERPROGRAMSFUNCTION(1)"]], expected: [[3, 0.333333333333333, 2, 9]] }),
    );
    expect(receipt.disagreements).toEqual([
      { area: areaOf("D1"), expected: 2, actual: 1 },
      { area: areaOf("E1"), expected: 9, actual: null },
    ]);
  });

  test("the receipt names the formulas that keep an old value, causes before what depends on them", async () => {
    const workbook = await openPackage({
      sheets: [
        {
          name: "表",
          xml: sheetXml('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>C1+A1</f><v>9</v></c><c r="C1"><f>B1+1</f><v>10</v></c><c r="D1"><f>E1*2</f><v>4</v></c><c r="E1"><f>OTHERS(A1)</f><v>2</v></c><c r="F1"><f>A1*2</f><v>2</v></c></row>'),
        },
      ],
    });
    const receipt = await workbook.apply(planOf(writes("A1", 2)));
    const at = (a1: string, reason: string, detail: string): object => ({ sheetName: "表", area: areaOf(a1), reason, detail });
    expect(receipt.uncalculated).toEqual([at("B1", "circular", expect.any(String) as string), at("C1", "circular", expect.any(String) as string), at("E1", "function", "OTHERS"), at("D1", "depends", "表!E1")]);
    expect(await cellOf(workbook, "D1")).toMatchObject({ value: 4 });
    expect(await cellOf(workbook, "F1")).toMatchObject({ value: 4 });
    expect((await workbook.apply(planOf(writes("H1", 1)))).uncalculated).toEqual([]);
  });

  test("a changed name changes the formulas that use it", async () => {
    const workbook = await openPackage({ ...one('<row r="1"><c r="A1"><f>比例*100</f><v>40</v></c></row>'), after: "<definedNames><definedName name=\"比例\">0.4</definedName></definedNames>" });
    await workbook.apply(planOf({ kind: "defineName", name: "比例", refersTo: "0.5", hidden: false }));
    expect(await cellOf(workbook, "A1")).toEqual({ value: 50, formula: "=比例*100" });
  });
});

describe("FH-30 protected is protected", () => {
  const options = { allowFormatCells: false, allowFormatColumns: false, allowSort: false, allowAutoFilter: false };
  const locked = (xml: string): TestPackage => one('<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="2"><v>1</v></c></row>', xml);
  const apply = async (xml: string, ...edits: Edit[]): Promise<unknown> => (await openPackage(locked(xml))).apply(planOf(...edits));
  const PLAIN = '<sheetProtection sheet="1" objects="1" insertRows="0"/>';

  test("locked cells are refused as Excel refuses them, unlocked ones are written", async () => {
    expect(await refusal(apply(PLAIN, writes("A1", 2)))).toEqual({ code: "cell.locked", params: { sheet: "S", cell: "A1" } });
    expect(await refusal(apply(PLAIN, writes("Z9", 2)))).toEqual({ code: "cell.locked", params: { sheet: "S", cell: "Z9" } });
    await apply(PLAIN, writes("B1", 2));
    await apply(`${PLAIN}<protectedRanges><protectedRange sqref="A1:A5" name="n"/></protectedRanges>`, writes("A1", 2));
    expect((await refusal(apply(`${PLAIN}<protectedRanges><protectedRange password="CC1A" sqref="A1:A5" name="n"/></protectedRanges>`, writes("A1", 2)))).code).toBe("cell.locked");
  });

  test("everything else needs the sheet's permission", async () => {
    expect((await refusal(apply(PLAIN, { kind: "setStyle", area: areaOf("B1"), style: { bold: true } }))).code).toBe("sheet.protected");
    await apply('<sheetProtection sheet="1" formatCells="0"/>', { kind: "setStyle", area: areaOf("B1"), style: { bold: true } });
    expect((await refusal(apply('<sheetProtection sheet="1" formatCells="0"/>', { kind: "setStyle", area: areaOf("A1"), style: { locked: false } }))).code).toBe("sheet.protected");
    expect((await refusal(apply(PLAIN, { kind: "setColumns", sheetId: "1", column: 0, columns: 1, width: 5 }))).code).toBe("sheet.protected");
    expect((await refusal(apply(PLAIN, { kind: "setValidation", area: areaOf("B1"), rule: null }))).code).toBe("sheet.protected");
    expect((await refusal(apply(PLAIN, { kind: "clearSheet", sheetId: "1" }))).code).toBe("sheet.protected");
  });

  test("a plan may lift a protection without password and put it back, with what it allowed besides", async () => {
    const workbook = await openPackage(locked(PLAIN));
    await workbook.apply(planOf({ kind: "setProtection", sheetId: "1", options: null }, writes("A1", 2), { kind: "setProtection", sheetId: "1", options }));
    expect(partText(workbook.save(), SHEET)).toContain(PLAIN);
    expect(await cellOf(workbook, "A1")).toMatchObject({ value: 2 });
  });

  test("a password that nobody gave stops the plan", async () => {
    for (const password of ['password="CC1A"', 'algorithmName="SHA-512" hashValue="aGFzaA==" saltValue="c2FsdA==" spinCount="1"']) {
      expect(await refusal(apply(`<sheetProtection sheet="1" ${password}/>`, { kind: "setProtection", sheetId: "1", options: null }))).toEqual({ code: "sheet.protected-password", params: { sheet: "S" } });
    }
  });

  test("a protected structure keeps its sheets", async () => {
    const workbook = await openPackage({ ...locked(""), before: '<workbookProtection lockStructure="1"/>' });
    expect((await refusal(workbook.apply(planOf({ kind: "addSheet", sheetId: "n", name: "新", visibility: "visible", after: null })))).code).toBe("workbook.structure-protected");
  });
});

describe("FH-23 what stands around the cells", () => {
  const order = (text: string): readonly string[] => [...text.split("</sheetData>")[1]?.matchAll(/<(\w+)[ >/]/g) ?? []].map((match) => match[1] ?? "");

  test("elements go where the schema wants them", async () => {
    const text = await sheetAfter(
      one("", '<autoFilter ref="A1:B2"/><hyperlinks/><pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/><drawing r:id="d"/><extLst/>', '<sheetFormatPr defaultRowHeight="14"/>'),
      { kind: "setValidation", area: areaOf("A1"), rule: rule() },
      { kind: "setConditionalFormat", area: areaOf("A1"), formula: "A1>1", fill: "FF0000", fontColor: "FFFFFF" },
      { kind: "setPageLayout", sheetId: "1", layout: { orientation: "landscape", fitToWidth: true, titleRows: null, footer: "&P" } },
      { kind: "freezePanes", sheetId: "1", rows: 2, columns: 0 },
      { kind: "setColumns", sheetId: "1", column: 1, columns: 2, width: 12 },
      { kind: "setProtection", sheetId: "1", options: { allowFormatCells: false, allowFormatColumns: false, allowSort: false, allowAutoFilter: false } },
    );
    expect(order(text)).toEqual(["sheetProtection", "autoFilter", "conditionalFormatting", "cfRule", "formula", "dataValidations", "dataValidation", "formula1", "formula2", "hyperlinks", "pageMargins", "pageSetup", "headerFooter", "oddFooter", "drawing", "extLst"]);
    expect([...text.split("<sheetData")[0]?.matchAll(/<(\w+)[ >/]/g) ?? []].map((match) => match[1])).toEqual(["worksheet", "sheetPr", "pageSetUpPr", "sheetViews", "sheetView", "pane", "selection", "sheetFormatPr", "cols", "col"]);
  });

  test("a validation replaces only what lies under it; relative rules move with their first cell", async () => {
    const after = '<dataValidations count="2"><dataValidation type="custom" sqref="A1:A10"><formula1>B1&gt;$C$1</formula1></dataValidation><dataValidation type="list" sqref="D1:D10 F1"><formula1>"是,否"</formula1></dataValidation></dataValidations>';
    const workbook = await openPackage(one("", after));
    await workbook.apply(planOf({ kind: "setValidation", area: areaOf("A1:D3"), rule: rule({ promptTitle: "填分", prompt: "0–10\n分" }) }));
    const [sheet] = (await workbook.read({ sheets: "all", fields: ["validations"] })).sheets;
    expect(sheet?.validations).toEqual([
      { areas: [rect("A4:A10")], type: "custom", formula1: "B4>$C$1", formula2: null },
      { areas: [rect("D4:D10"), rect("F1")], type: "list", formula1: '"是,否"', formula2: null },
      { areas: [rect("A1:D3")], type: "decimal", formula1: "0", formula2: "10" },
    ]);
    await workbook.apply(planOf({ kind: "setValidation", area: areaOf("A1:F10"), rule: null }));
    expect(partText(workbook.save(), SHEET)).not.toContain("dataValidation");
  });

  test("the newer kind of validation gives way too", async () => {
    const ext = '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" xmlns:x14="x14"><x14:dataValidations count="1" xmlns:xm="xm"><x14:dataValidation type="list"><x14:formula1><xm:f>T!A1</xm:f></x14:formula1><xm:sqref>A1:A4</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>';
    expect(await sheetAfter(one("", ext), { kind: "setValidation", area: areaOf("A1:A2"), rule: null })).toContain("<xm:sqref>A3:A4</xm:sqref>");
    expect(await sheetAfter(one("", ext), { kind: "setValidation", area: areaOf("A1:A4"), rule: null })).not.toContain("ext");
  });

  test("columns: spans are cut where they must be", async () => {
    const text = await sheetAfter(one("", "", '<cols><col min="1" max="10" width="9" style="1"/></cols>'), { kind: "setColumns", sheetId: "1", column: 3, columns: 2, hidden: true }, { kind: "setColumns", sheetId: "1", column: 9, columns: 3, width: 4 });
    expect(text).toContain(
      '<cols><col min="1" max="3" width="9" style="1"/><col min="4" max="5" width="9" style="1" hidden="1"/><col min="6" max="9" width="9" style="1"/><col min="10" max="10" width="4" style="1" customWidth="1"/><col min="11" max="12" width="4" customWidth="1"/></cols>',
    );
  });
});

describe("FH-28 the record", () => {
  const foreign: TestPackage = {
    rels: `<Relationship Id="rIdX" Type="${OFFICE}/customXml" Target="../customXml/item1.xml"/>`,
    parts: { "customXml/item1.xml": '<b:Sources xmlns:b="urn:bibliography"/>', "customXml/itemProps1.xml": "<x/>", "customXml/_rels/item1.xml.rels": `<Relationships><Relationship Id="rId1" Type="${OFFICE}/customXmlProps" Target="itemProps1.xml"/></Relationships>` },
  };

  test("is kept beside the custom XML of others, read again, replaced and removed", async () => {
    const before = packageBytes(foreign);
    const workbook = await openWorkbook(before, "x");
    const text = '{"版本":1,"x":"<&>]]> \u0001 _x0041_ \r\n"}';
    await workbook.apply(planOf({ kind: "setRecord", record: text }));
    const again = await openWorkbook(workbook.save(), "x");
    expect((await again.read({ sheets: [], fields: [] })).record).toBe(text);
    expect(partText(workbook.save(), "customXml/item1.xml")).toContain("bibliography");
    await again.apply(planOf({ kind: "setRecord", record: "two" }));
    expect(changedParts(workbook.save(), again.save())).toEqual(["customXml/item2.xml"]);
    await again.apply(planOf({ kind: "setRecord", record: null }));
    expect(changedParts(before, again.save())).toEqual([]);
    expect((await again.read({ sheets: [], fields: [] })).record).toBeNull();
  });

  test("two in one plan are refused", async () => {
    expect(await refusal(createBlankWorkbook().apply(planOf({ kind: "setRecord", record: "1" }, { kind: "setRecord", record: "2" })))).toMatchObject({ params: { reason: "two-records" } });
  });
});

describe("FH-29, FH-33, FH-34 names and sheets", () => {
  const three: TestPackage = {
    sheets: [
      { name: "甲", xml: sheetXml('<row r="1"><c r="A1"><v>1</v></c></row>') },
      { name: "乙's", xml: sheetXml('<row r="1"><c r="A1"><f>甲!A1+丙!B2</f><v>1</v></c><c r="B1" t="str"><f>"甲!A1"</f><v>甲!A1</v></c></row>', '<dataValidations count="1"><dataValidation type="list" sqref="A2"><formula1>甲!$A$1:$A$5</formula1></dataValidation></dataValidations>') },
      { name: "丙", xml: sheetXml('<row r="2"><c r="B2"><v>2</v></c></row>') },
    ],
    before: '<bookViews><workbookView activeTab="1" firstSheet="1"/></bookViews>',
    after: "<definedNames><definedName name=\"一\">甲!$A$1</definedName><definedName name=\"_xlnm.Print_Area\" localSheetId=\"1\">'乙''s'!$A$1</definedName><definedName name=\"二\" localSheetId=\"2\">1</definedName></definedNames><calcPr calcId=\"1\"/>",
  };

  test("a sheet between others moves what counts sheets", async () => {
    const workbook = await openPackage(three);
    await workbook.apply(planOf({ kind: "addSheet", sheetId: "mine", name: "新 <1>", visibility: "hidden", after: "1" }, writes("B2", "x", "mine"), { kind: "defineName", name: "_TS_1", refersTo: "'新 <1>'!$A$1", hidden: true }));
    const book = partText(workbook.save(), "xl/workbook.xml");
    expect(book).toContain('activeTab="2" firstSheet="2"');
    const snapshot = await workbook.read({ sheets: "all", fields: ["values"] });
    expect(snapshot.sheets.map(({ sheetId, name, visibility }) => [sheetId, name, visibility])).toEqual([["1", "甲", "visible"], ["mine", "新 <1>", "hidden"], ["2", "乙's", "visible"], ["3", "丙", "visible"]]);
    expect(snapshot.names.map(({ name, sheetId }) => [name, sheetId])).toEqual([["一", null], ["_xlnm.Print_Area", "2"], ["二", "3"], ["_TS_1", null]]);
    const foreign = await readWithExcelize(workbook.save());
    expect(foreign.sheets.map(({ name, visible }) => [name, visible])).toEqual([["甲", true], ["新 <1>", false], ["乙's", true], ["丙", true]]);
    expect(foreign.sheets[1]?.cells.get("B2")?.value).toBe("x");
  });

  test("a sheet that goes leaves #REF! behind, and nothing else of it", async () => {
    const workbook = await openPackage(three);
    await workbook.apply(planOf({ kind: "deleteSheet", sheetId: "1" }));
    const bytes = workbook.save();
    expect(Object.keys(unzipSync(bytes))).not.toContain(SHEET);
    expect(partText(bytes, "[Content_Types].xml")).not.toContain("sheet1.xml");
    const snapshot = await workbook.read({ sheets: "all", fields: ALL_FIELDS });
    expect(snapshot.sheets.map(({ name }) => name)).toEqual(["乙's", "丙"]);
    expect(snapshot.sheets[0]).toMatchObject({ formulas: [["=#REF!+丙!B2", '="甲!A1"']], values: [[{ error: "#REF!" }, "甲!A1"]], validations: [{ formula1: "#REF!" }] });
    expect(snapshot.names).toMatchObject([{ name: "一", refersTo: "#REF!" }, { name: "_xlnm.Print_Area", sheetId: "2" }, { name: "二", sheetId: "3" }]);
    expect((await readWithExcelize(bytes)).sheets.map(({ name }) => name)).toEqual(["乙's", "丙"]);
  });

  test("a cleared sheet keeps its place and nothing else, and may be written anew", async () => {
    const workbook = await openPackage({ sheets: [{ name: "排名", xml: sheetXml('<row r="1"><c r="A1" s="1"><f>1+1</f><v>2</v></c></row>', '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells><conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"><formula>1</formula></cfRule></conditionalFormatting><drawing r:id="d"/>', '<sheetPr><tabColor rgb="FFFF0000"/></sheetPr><cols><col min="1" max="2" width="30"/></cols>') }] });
    await workbook.apply(planOf({ kind: "clearSheet", sheetId: "1" }, writes("B1", 5), { kind: "mergeCells", area: areaOf("A3:B4") }, writes("A3", "并")));
    const text = partText(workbook.save(), SHEET);
    expect(text).toContain('<sheetData><row r="1"><c r="B1"><v>5</v></c></row><row r="3"><c r="A3" t="inlineStr"><is><t>并</t></is></c></row></sheetData><mergeCells count="1"><mergeCell ref="A3:B4"/></mergeCells><drawing r:id="d"/>');
    expect(text).toContain("tabColor");
    expect(text).not.toContain("<cols>");
  });

  test("print titles follow the page layout", async () => {
    const workbook = await openPackage(three);
    await workbook.apply(planOf({ kind: "setPageLayout", sheetId: "2", layout: { orientation: "portrait", fitToWidth: false, titleRows: { first: 0, last: 2 }, footer: "" } }));
    expect((await workbook.read({ sheets: [], fields: [] })).names.find((name) => name.name === "_xlnm.Print_Titles")).toMatchObject({ refersTo: "'乙''s'!$1:$3", sheetId: "2" });
  });
});

describe("FH-32 tables", () => {
  const table = (columns: string): TestPackage => ({
    sheets: [{ name: "S", xml: sheetXml('<row r="1"><c r="A1" t="str"><v>姓名</v></c><c r="B1" t="str"><v>得分</v></c></row><row r="2"><c r="A2" t="str"><v>张</v></c><c r="B2"><v>1</v></c><c r="D2"><f>SUM(T[得分])</f><v>1</v></c></row>', '<tableParts count="1"><tablePart r:id="t"/></tableParts>'), rels: `<Relationships><Relationship Id="t" Type="${OFFICE}/table" Target="../tables/table1.xml"/></Relationships>` }],
    parts: { "xl/tables/table1.xml": `<table xmlns="${MAIN}" id="1" name="T" displayName="T" ref="A1:B2"><autoFilter ref="A1:B2"/><tableColumns count="2">${columns}</tableColumns></table>` },
  });
  const columns = '<tableColumn id="1" name="姓名"/><tableColumn id="2" name="得分"/>';

  test("a header's text is its column's name", async () => {
    const workbook = await openPackage(table(columns));
    await workbook.apply(planOf(writes("A1", "名\n字")));
    expect(partText(workbook.save(), "xl/tables/table1.xml")).toContain('<tableColumn id="1" name="名_x000a_字"/>');
    expect((await workbook.read({ sheets: "all", fields: ["tables"] })).sheets[0]?.tables[0]?.columns).toEqual(["名\n字", "得分"]);
  });

  test("headers that cannot be column names, or that formulas use, are refused", async () => {
    for (const edit of [writes("A1", 5), writes("A1", ""), writes("A1", "得分"), writes("B1", "分数"), writesFormula("A1", "=1")]) {
      expect((await refusal((await openPackage(table(columns))).apply(planOf(edit)))).code).toBe("edit.table-header");
    }
  });
});

describe("FH-31 saving", () => {
  test("is repeatable and keeps the order and the content of parts", async () => {
    const entries = Object.fromEntries(Object.entries(packageParts({ parts: { "zz/first.bin": "x".repeat(5000) } })).map(([name, text]) => [name, strToU8(text)]));
    const before = zipSync(entries, { level: 1 });
    const workbook = await openWorkbook(before, "x");
    await workbook.apply(planOf(writes("A1", "1")));
    const after = workbook.save();
    expect(workbook.save()).toEqual(after);
    expect(Object.keys(unzipSync(after))).toEqual(Object.keys(entries));
    const other = await openWorkbook(before, "x");
    await other.apply(planOf(writes("A1", "1")));
    expect(other.save()).toEqual(after);
    expect(strFromU8(unzipSync(after)["zz/first.bin"] ?? new Uint8Array())).toBe("x".repeat(5000));
  });
});

describe("the port's apply", () => {
  test("tells listeners where it wrote until they go", async () => {
    const workbook = createBlankWorkbook();
    const seen: unknown[] = [];
    const stop = workbook.onEdited((event) => seen.push(event));
    await workbook.apply(planOf(writes("B2", 1), writes("D5", 1)));
    expect(seen).toEqual([{ sheetId: "1", area: rect("B2:D5"), purpose: "fix" }]);
    stop();
    await workbook.apply(planOf(writes("B2", 2)));
    expect(seen).toHaveLength(1);
  });

  test("cancelled before it is done, it leaves everything as it was", async () => {
    const workbook = createBlankWorkbook();
    const before = workbook.save();
    const controller = new AbortController();
    const work = workbook.apply(planOf(writes("A1", 1), writes("A2", 2)), { signal: controller.signal, onProgress: () => { controller.abort(); } });
    expect((await refusal(work)).code).toBe("cancelled");
    expect(workbook.save()).toEqual(before);
  });
});
