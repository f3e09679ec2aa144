import fc from "fast-check";
import { CodedError } from "../../../src/core/coded-error";
import { type CellValue } from "../../../src/core/grid/cell";
import { formulaAt, styleAt, valueAt, type WorkbookSnapshot } from "../../../src/core/grid/snapshot";
import { rect } from "../../support/grid";
import { ALL_FIELDS, MAIN, OFFICE, openPackage, sheetXml, STYLES_XML, type TestPackage } from "./test-package";

async function snapshotOf(content: TestPackage): Promise<WorkbookSnapshot> {
  return (await openPackage(content)).read({ sheets: "all", fields: ALL_FIELDS });
}

async function cell(workbook: WorkbookSnapshot, a1: string): Promise<{ readonly value: CellValue; readonly formula: string | null }> {
  const { row, column } = rect(a1);
  const [sheet] = workbook.sheets;
  if (!sheet) throw new Error("no sheet");
  return Promise.resolve({ value: valueAt(sheet, row, column), formula: formulaAt(sheet, row, column) });
}

const oneSheet = (rows: string, after = "", before = ""): TestPackage => ({ sheets: [{ name: "S", xml: sheetXml(rows, after, before) }] });

describe("FH-10 values", () => {
  test("every type of cell", async () => {
    const workbook = await snapshotOf({
      ...oneSheet(
        '<row r="2"><c r="B2"><v>1.50</v></c><c r="C2" t="n"><v>1E-3</v></c><c r="D2" t="b"><v>1</v></c><c r="E2" t="e"><v>#DIV/0!</v></c>' +
          '<c r="F2" t="s"><v>1</v></c><c r="G2" t="str"><v>文</v></c><c r="H2" t="inlineStr"><is><t>a</t></is></c><c r="I2" t="e"><v>#NEW!</v></c><c r="J2"/><c r="K2"><v/></c></row>',
      ),
      strings: `<sst xmlns="${MAIN}"><si><t>零</t></si><si><t>壹</t></si></sst>`,
    });
    expect(workbook.sheets[0]).toMatchObject({
      used: rect("B2:I2"),
      values: [[1.5, 0.001, true, { error: "#DIV/0!" }, "壹", "文", "a", { error: "#UNKNOWN!" }]],
    });
  });

  test("dates are serial numbers, ISO dates too, in both calendars", async () => {
    const rows = '<row r="1"><c r="A1" t="d"><v>2021-03-04</v></c><c r="B1" t="d"><v>1900-02-28T12:00:00Z</v></c><c r="C1" t="d"><v>18:00:00</v></c><c r="D1" t="d"><v>nonsense</v></c></row>';
    expect((await snapshotOf(oneSheet(rows))).sheets[0]?.values).toEqual([[44259, 59.5, 0.75, "nonsense"]]);
    const in1904 = await snapshotOf({ ...oneSheet(rows), before: '<workbookPr date1904="1"/>' });
    expect(in1904.date1904).toBe(true);
    expect(in1904.sheets[0]?.values[0]?.[0]).toBe(44259 - 1462);
  });

  test("how a cell's tags are written makes no difference", async () => {
    const content = fc.record({
      reference: fc.constantFrom("B2", "XFD2", "b2", "XFE2", "B0", "2", "B", "B1048577", "B02"),
      style: fc.constantFrom("", ' s="1"', ' s="2"', ' s="x"', ' s=""'),
      type: fc.constantFrom("", ' t="n"', ' t="s"', ' t="b"', ' t="e"', ' t="str"', ' t="d"', ' t="odd"', ' t=""'),
      formula: fc.constantFrom("", "<f>A1&amp;&quot;x&quot;</f>", "<f></f>", "<f>A1_x0041_\r\n+1</f>", "<f>A1&bad;</f>", '<f t="array" ref="B2:B3">A1:A2</f>', "<f>A1<!-- --></f>"),
      value: fc.constantFrom("", "<v>1</v>", "<v> 1.5E2 </v>", "<v>0</v>", "<v>7</v>", "<v></v>", "<v>文&lt;</v>", "<v>#N/A</v>", "<v>2021-03-04</v>", "<v>&#65;</v>", "<v>&x;</v>", "<v>1</f>"),
    });
    const read = async (cellXml: string): Promise<unknown> => {
      try {
        const { sheets } = await snapshotOf({ ...oneSheet(`<row r="2">${cellXml}<c r="A3"><v>9</v></c></row>`), styles: STYLES_XML, strings: `<sst xmlns="${MAIN}"><si><t>零</t></si><si><t>壹</t></si></sst>` });
        return sheets;
      } catch (error) {
        return error instanceof CodedError ? error.code : error;
      }
    };
    await fc.assert(
      fc.asyncProperty(content, async ({ reference, style, type, formula, value }) => {
        // The space makes the cell one that is not written as programs do.
        const plain = await read(`<c r="${reference}"${style}${type}>${formula}${value}</c>`);
        expect(plain).toEqual(await read(`<c r="${reference}"${style}${type} >${formula}${value}</c>`));
      }),
      { numRuns: 200, seed: 11 },
    );
  });

  test("cells and rows without references stand where they come", async () => {
    const workbook = await snapshotOf(oneSheet('<row><c><v>1</v></c><c><v>2</v></c></row><row r="4"><c r="C4"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>'));
    expect((await cell(workbook, "B1")).value).toBe(2);
    expect((await cell(workbook, "D4")).value).toBe(4);
    expect((await cell(workbook, "A5")).value).toBe(5);
  });

  test("rows and cells out of order are put in order; the later of two counts", async () => {
    const workbook = await snapshotOf(oneSheet('<row r="3"><c r="B3"><v>1</v></c><c r="A3"><v>2</v></c></row><row r="1"><c r="A1"><v>3</v></c></row><row r="3"><c r="B3"><f>A1</f><v>4</v></c></row>'));
    expect(workbook.sheets[0]?.values).toEqual([[3, null], [null, null], [2, 4]]);
    expect((await cell(workbook, "B3")).formula).toBe("=A1");
    expect((await cell(workbook, "A3")).formula).toBeNull();
  });
});

describe("FH-11 texts", () => {
  test("rich text is joined, phonetic runs are left out, escapes are read", async () => {
    const strings = `<sst xmlns="${MAIN}"><si><r><rPr><b/></rPr><t xml:space="preserve">绩 </t></r><r><t>效</t></r><rPh sb="0" eb="1"><t>ji</t></rPh><phoneticPr fontId="1"/></si><si><t>a_x000D__x005F_x0041_</t></si><si/><si><t/></si></sst>`;
    const workbook = await snapshotOf({ ...oneSheet('<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c></row>'), strings });
    expect(workbook.sheets[0]?.values).toEqual([["绩 效", "a\r_x0041_", "", ""]]);
  });
});

describe("FH-12 formulas", () => {
  test("shared formulas are written out, whichever way they run", async () => {
    const workbook = await snapshotOf(
      oneSheet(
        '<row r="1"><c r="A1"><f t="shared" si="0"/><v>1</v></c><c r="B1"><f t="shared" ref="B1:B2" si="1">SUM($A$1:A1,"A1",\'表 1\'!A1,LOG10(C$3))</f><v>1</v></c></row>' +
          '<row r="2"><c r="A2"><f t="shared" si="0"/><v>1</v></c><c r="B2"><f t="shared" si="1"/><v>1</v></c></row><row r="3"><c r="A3"><f t="shared" ref="A1:A3" si="0">C3+1:3</f><v>1</v></c></row>',
      ),
    );
    expect((await cell(workbook, "A1")).formula).toBe("=C1+1048575:1");
    expect((await cell(workbook, "A2")).formula).toBe("=C2+1048576:2");
    expect((await cell(workbook, "B2")).formula).toBe("=SUM($A$1:A2,\"A1\",'表 1'!A2,LOG10(C$3))");
  });

  test("array formulas and data tables belong to their first cell", async () => {
    const workbook = await snapshotOf(
      oneSheet('<row r="1"><c r="A1"><f t="array" ref="A1:A2">B1:B2*2</f><v>2</v></c><c r="C1"><f t="dataTable" ref="C1:C2" dt2D="1" dtr="1" r1="E1" r2="F1"/><v>9</v></c></row><row r="2"><c r="A2"><v>4</v></c><c r="C2"><v>8</v></c></row>'),
    );
    expect(workbook.sheets[0]?.formulas).toEqual([["=B1:B2*2", null, "=TABLE(E1,F1)"], []]);
    expect(workbook.sheets[0]?.values).toEqual([[2, null, 9], [4, null, 8]]);
  });

  test("a follower says what its master says, moved", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 40 }), async (row, gap) => {
        const master = `<row r="${String(row)}"><c r="A${String(row)}"><f t="shared" ref="A${String(row)}:A${String(row + gap)}" si="3">B${String(row)}*$C$1</f><v>1</v></c></row>`;
        const follower = gap === 0 ? "" : `<row r="${String(row + gap)}"><c r="A${String(row + gap)}"><f t="shared" si="3"/><v>1</v></c></row>`;
        const workbook = await snapshotOf(oneSheet(master + follower));
        expect((await cell(workbook, `A${String(row + gap)}`)).formula).toBe(`=B${String(row + gap)}*$C$1`);
      }),
    );
  });
});

describe("FH-13 styles", () => {
  test("fonts, fills, formats, alignment; from the row or the column where there is no cell", async () => {
    const workbook = await snapshotOf(
      oneSheet('<row r="1"><c r="A1" s="1"><v>1</v></c><c r="C1"><v>1</v></c></row><row r="2" s="2" customFormat="1"><c r="C2"><v>1</v></c></row>', "", '<cols><col min="2" max="3" style="1" width="9"/></cols>'),
    );
    const [sheet] = workbook.sheets;
    if (!sheet) throw new Error("no sheet");
    expect(styleAt(workbook, sheet, 0, 0)).toEqual({
      numberFormat: '0.0"分"', bold: true, italic: false, fontSize: 14, fontColor: "C00000", fill: "FFFF00", horizontal: "center", indent: 0, wrap: true,
      borderTop: false, borderBottom: false, borderLeft: false, borderRight: false, locked: true,
    });
    expect(sheet.styles).toEqual([[1, 1, 0], [2, 2, 0]]);
    expect(styleAt(workbook, sheet, 1, 0)?.locked).toBe(false);
  });

  test("theme colours with tint, indexed colours", async () => {
    const styles =
      `<styleSheet xmlns="${MAIN}"><fonts><font><color theme="1"/></font><font><color theme="4" tint="0.4"/></font><font><color indexed="10"/></font></fonts><fills/><borders/>` +
      "<cellXfs>" + [0, 1, 2].map((font) => `<xf fontId="${String(font)}"/>`).join("") + "</cellXfs></styleSheet>";
    const theme = `<a:theme xmlns:a="a"><a:themeElements><a:clrScheme name="x"><a:dk1><a:sysClr val="windowText" lastClr="010203"/></a:dk1><a:lt1><a:srgbClr val="FFFFFF"/></a:lt1><a:accent1><a:srgbClr val="4472C4"/></a:accent1></a:clrScheme></a:themeElements></a:theme>`;
    const workbook = await snapshotOf({ styles, rels: `<Relationship Id="rIdH" Type="${OFFICE}/theme" Target="theme/theme1.xml"/>`, parts: { "xl/theme/theme1.xml": theme } });
    const [dark, lighter, red] = workbook.styleTable.map((style) => style.fontColor ?? "");
    expect([dark, red]).toEqual(["010203", "FF0000"]);
    // 8EA9DB is what Excel shows for "accent 1, lighter 40 %" of its default theme; it rounds on the way.
    const channels = (color: string): readonly number[] => [0, 2, 4].map((at) => parseInt(color.slice(at, at + 2), 16));
    channels("8EA9DB").forEach((value, index) => {
      expect(Math.abs((channels(lighter ?? "")[index] ?? 0) - value)).toBeLessThanOrEqual(1);
    });
  });
});

describe("FH-14 used range", () => {
  test("formatting alone does not count, and a million empty formatted rows stay cheap", async () => {
    const rows: string[] = ['<row r="1"><c r="A1"><v>1</v></c></row>'];
    for (let row = 2; row <= 1_000_000; row++) rows.push(`<row r="${String(row)}" s="1" customFormat="1"><c r="A${String(row)}" s="1"/></row>`);
    const workbook = await openPackage(oneSheet(rows.join("")));
    // No stopwatch: on a busy machine it measures the machine. The test's own limit catches a pass over every cell.
    const snapshot = await workbook.read({ sheets: "all", fields: ALL_FIELDS });
    expect(snapshot.sheets[0]).toMatchObject({ used: rect("A1"), values: [[1]], styles: [[0]] });
  }, 30_000);

  test("two cells in opposite corners do not make seventeen billion", async () => {
    const workbook = await snapshotOf(oneSheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'));
    expect((await cell(workbook, "A1")).value).toBe(1);
    expect((await cell(workbook, "XFD1048576")).value).toBe(2);
    expect((await cell(workbook, "B7")).value).toBeNull();
  });

  test("an empty sheet has none", async () => {
    expect((await snapshotOf(oneSheet('<row r="5"><c r="C5" s="1"/></row>'))).sheets[0]?.used).toBeNull();
  });
});

describe("FH-15 what stands around the cells", () => {
  test("merges, overlapping ones too", async () => {
    const workbook = await snapshotOf(oneSheet("", '<mergeCells count="2"><mergeCell ref="A1:B2"/><mergeCell ref="B2:C3"/><mergeCell ref="nonsense"/></mergeCells>'));
    expect(workbook.sheets[0]?.merges).toEqual([rect("A1:B2"), rect("B2:C3")]);
  });

  test("hidden rows and columns", async () => {
    const workbook = await snapshotOf(oneSheet('<row r="1" hidden="1"><c r="A1"><v>1</v></c></row><row r="4"><c r="A4"><v>1</v></c></row>', "", '<cols><col min="3" max="4" hidden="true"/></cols>'));
    expect(workbook.sheets[0]).toMatchObject({ hiddenRows: [0], hiddenColumns: [2, 3] });
    const rest = await snapshotOf(oneSheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="4"><c r="A4"><v>1</v></c></row>', "", '<sheetFormatPr zeroHeight="1"/>'));
    expect(rest.sheets[0]?.hiddenRows).toEqual([1, 2]);
  });

  test("protection with what it allows", async () => {
    const protectedBy = async (xml: string): Promise<unknown> => (await snapshotOf(oneSheet("", xml))).sheets[0]?.protection;
    expect(await protectedBy('<sheetProtection sheet="1" formatCells="0" autoFilter="0"/>')).toEqual({
      hasPassword: false,
      options: { allowFormatCells: true, allowFormatColumns: false, allowSort: false, allowAutoFilter: true },
    });
    expect(await protectedBy('<sheetProtection sheet="1" password="CC1A"/>')).toMatchObject({ hasPassword: true });
    expect(await protectedBy('<sheetProtection sheet="1" algorithmName="SHA-512" hashValue="x" saltValue="y" spinCount="1"/>')).toMatchObject({ hasPassword: true });
    expect(await protectedBy('<sheetProtection objects="1"/>')).toBeNull();
  });

  test("validations of both generations, conditional formats, filter", async () => {
    const after =
      '<autoFilter ref="A1:C9"><filterColumn colId="0"/></autoFilter><conditionalFormatting sqref="A1:A3 C1"><cfRule type="expression" priority="1"><formula>1</formula></cfRule></conditionalFormatting>' +
      '<dataValidations count="1"><dataValidation type="list" sqref="B2:B9 D2"><formula1>"优,良"</formula1></dataValidation></dataValidations>' +
      '<extLst><ext xmlns:x14="x14"><x14:dataValidations xmlns:xm="xm"><x14:dataValidation type="list"><x14:formula1><xm:f>名单!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>E2:E9</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>';
    expect((await snapshotOf(oneSheet("", after))).sheets[0]).toMatchObject({
      autoFilter: rect("A1:C9"),
      conditionalFormats: [rect("A1:A3"), rect("C1")],
      validations: [
        { areas: [rect("B2:B9"), rect("D2")], type: "list", formula1: '"优,良"', formula2: null },
        { areas: [rect("E2:E9")], type: "list", formula1: "名单!$A$1:$A$3" },
      ],
    });
  });

  test("tables, with absolute targets too", async () => {
    const workbook = await snapshotOf({
      sheets: [{ name: "S", xml: sheetXml("", '<tableParts count="1"><tablePart r:id="t"/></tableParts>'), rels: `<Relationships><Relationship Id="t" Type="${OFFICE}/table" Target="/xl/tables/one.xml"/></Relationships>` }],
      parts: { "xl/tables/one.xml": `<table xmlns="${MAIN}" id="1" name="T" displayName="成绩表" ref="A1:B4" totalsRowCount="1"><tableColumns count="2"><tableColumn id="1" name="姓名"/><tableColumn id="2" name="得_x000a_分"/></tableColumns></table>` },
    });
    expect(workbook.sheets[0]?.tables).toEqual([{ name: "成绩表", area: rect("A1:B4"), columns: ["姓名", "得\n分"], hasHeaderRow: true, hasTotalsRow: true }]);
  });

  test("chart sheets, hidden sheets, names", async () => {
    const workbook = await snapshotOf({
      sheets: [{ name: "甲", xml: sheetXml("") }, { name: "乙", xml: sheetXml(""), state: "veryHidden" }],
      after: '<definedNames><definedName name="区域">甲!$A$1</definedName><definedName name="_x" localSheetId="1" hidden="1">1+1&amp;2</definedName></definedNames>',
    });
    expect(workbook.sheets.map(({ sheetId, visibility }) => [sheetId, visibility])).toEqual([["1", "visible"], ["2", "veryHidden"]]);
    expect(workbook.names).toEqual([
      { name: "区域", refersTo: "甲!$A$1", sheetId: null, hidden: false },
      { name: "_x", refersTo: "1+1&2", sheetId: "2", hidden: true },
    ]);
    const chart = await snapshotOf({
      sheets: [{ name: "甲", xml: sheetXml('<row r="1"><c r="A1"><v>1</v></c></row>') }],
      rels: `<Relationship Id="c" Type="${OFFICE}/chartsheet" Target="chartsheets/sheet1.xml"/>`,
      parts: { "xl/chartsheets/sheet1.xml": "<chartsheet/>", "xl/workbook.xml": `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="图" sheetId="4" r:id="c"/><sheet name="甲" sheetId="1" r:id="rId1"/></sheets></workbook>` },
    });
    expect(chart.sheets.map(({ kind, used }) => [kind, used])).toEqual([["chartsheet", null], ["worksheet", rect("A1")]]);
  });
});

describe("FH-17 formulas without a value in the file", () => {
  test("are calculated for the reader; the file stays as it is", async () => {
    const workbook = await openPackage(oneSheet('<row r="1"><c r="A1"><v>4</v></c><c r="B1"><f>A1*2</f></c><c r="C1"><f>B1+1</f><v/></c><c r="D1"><f>UNKNOWNFUNCTION(1)</f></c></row>'));
    const before = workbook.save();
    const snapshot = await workbook.read({ sheets: "all", fields: ["values"] });
    expect(snapshot.sheets[0]?.values).toEqual([[4, 8, 9, null]]);
    expect(workbook.save()).toEqual(before);
  });

  test("what depends on them follows, what does not keeps the file's value; array formulas fill their range", async () => {
    const rows =
      '<row r="1"><c r="A1"><v>4</v></c><c r="B1"><f>A1*2</f></c><c r="C1"><f>B1+1</f><v>77</v></c><c r="D1"><f>A1+1</f><v>66</v></c><c r="E1"><f t="array" ref="E1:F2">A1:A2*{1,2}</f></c><c r="F1"><v>0</v></c></row>' +
      '<row r="2"><c r="A2"><v>5</v></c><c r="E2"><v>0</v></c><c r="F2"><v>0</v></c></row>';
    expect((await snapshotOf(oneSheet(rows))).sheets[0]?.values).toEqual([
      [4, 8, 9, 66, 4, 8],
      [5, null, null, null, 5, 10],
    ]);
  });

  test("an array formula that claims the whole sheet takes no time and fills nothing beyond the used range", async () => {
    const { sheets } = await snapshotOf(oneSheet('<row r="1"><c r="A1"><f t="array" ref="A1:XFD1048576">1+1</f></c><c r="B1"><v>3</v></c></row>'));
    expect(sheets[0]).toMatchObject({ used: rect("A1:B1"), values: [[null, 3]] });
  });
});

describe("the port's read", () => {
  test("gives only the sheets and fields asked for", async () => {
    const workbook = await openPackage({ sheets: [{ name: "甲", xml: sheetXml('<row r="1"><c r="A1"><v>1</v></c></row>') }, { name: "乙", xml: sheetXml('<row r="1"><c r="A1"><v>2</v></c></row>') }] });
    const snapshot = await workbook.read({ sheets: ["2"], fields: ["values"] });
    expect(snapshot.sheets).toMatchObject([{ name: "乙", values: [[2]], formulas: [], styles: [] }]);
  });

  test("stops when it is cancelled, and says how far it is", async () => {
    const workbook = await openPackage({ sheets: [{ name: "甲", xml: sheetXml("") }, { name: "乙", xml: sheetXml("") }] });
    const seen: number[] = [];
    await workbook.read({ sheets: "all", fields: [] }, { onProgress: ({ done, total }) => seen.push(done, total) });
    expect(seen).toEqual([1, 2, 2, 2]);
    const controller = new AbortController();
    controller.abort();
    await expect(workbook.read({ sheets: "all", fields: [] }, { signal: controller.signal })).rejects.toMatchObject({ code: "cancelled" });
  });
});
