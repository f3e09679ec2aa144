import { rect } from "../../../support/grid";
import { type FileWorkbook } from "../../../../src/workbook/file/file-workbook";
import { cellText, dateKindOf, editText, formatColor } from "../../../../src/workbook/file/view/cell-text";
import { typedValue } from "../../../../src/workbook/file/view/typed-value";
import type { ViewCell } from "../../../../src/workbook/file/view/view";
import { MAIN, openPackage, sheetXml } from "../test-package";

const STYLES =
  `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><i/><u val="double"/><strike/><sz val="16"/><color rgb="FFC00000"/><name val="黑体"/></font></fonts>` +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/></patternFill></fill></fills>' +
  '<borders count="2"><border/><border diagonalDown="1"><left style="thin"><color rgb="FF0000FF"/></left><right/><top/><bottom style="double"/><diagonal style="hair"/></border></borders>' +
  '<cellXfs count="5"><xf fontId="0"/><xf fontId="1" fillId="2" borderId="1"><alignment horizontal="center" vertical="top" wrapText="1" indent="2" textRotation="135"/><protection locked="0"/></xf>' +
  '<xf numFmtId="14"/><xf numFmtId="10"/><xf><alignment wrapText="1"/></xf></cellXfs>' +
  '<dxfs count="2"><dxf><font><b/><color rgb="FFFF0000"/></font><fill><patternFill><bgColor rgb="FF00FF00"/></patternFill></fill></dxf><dxf><fill><patternFill><bgColor rgb="FF0000FF"/></patternFill></fill></dxf></dxfs></styleSheet>';

function open(rows: string, after = "", before = "", name = "S"): Promise<FileWorkbook> {
  return openPackage({ styles: STYLES, sheets: [{ name, xml: sheetXml(rows, after, before) }, { name: "名单", xml: sheetXml('<row r="1"><c r="A1" t="str"><v>甲</v></c></row><row r="2"><c r="A2" t="str"><v>乙</v></c></row><row r="4"><c r="A4"><v>3</v></c></row>') }] });
}

function cellAt(workbook: FileWorkbook, a1: string): ViewCell | undefined {
  const { row, column } = rect(a1);
  return workbook.viewBlock("1", rect("A1:Z100")).cells.find((cell) => cell.row === row && cell.column === column);
}

const numbers = (values: readonly number[], column = "A"): string => values.map((value, at) => `<row r="${String(at + 1)}"><c r="${column}${String(at + 1)}"><v>${String(value)}</v></c></row>`).join("");

describe("VW-1 looks", () => {
  test("everything that a grid draws", async () => {
    const { looks } = (await open("")).viewWorkbook();
    expect(looks[1]).toEqual({
      fontName: "黑体", fontSize: 16, bold: true, italic: true, underline: "double", strike: true, fontColor: "C00000", fill: "FFFF00",
      left: { style: "thin", color: "0000FF" }, right: null, top: null, bottom: { style: "double", color: null }, falling: { style: "hair", color: null }, rising: null,
      horizontal: "center", vertical: "top", wrap: true, shrink: false, indent: 2, rotation: 135, numberFormat: "General", locked: false,
    });
    expect(looks[0]).toMatchObject({ fontName: "宋体", fontSize: 11, vertical: "bottom", fill: null, left: null, locked: true });
  });
});

describe("VW-2 measures and panes", () => {
  test("frozen panes, gridlines, zoom, tab colour", async () => {
    const workbook = await open(numbers([1]), "", '<sheetPr><tabColor rgb="FF00B050"/></sheetPr><sheetViews><sheetView showGridLines="0" zoomScale="85" workbookViewId="0"><pane xSplit="2" ySplit="3" state="frozen"/></sheetView><sheetView workbookViewId="1"/></sheetViews>');
    expect(workbook.viewSheet("1")).toMatchObject({ frozenRows: 3, frozenColumns: 2, gridlines: false, zoom: 85 });
    expect(workbook.viewWorkbook().sheets[0]).toMatchObject({ name: "S", tabColor: "00B050", visibility: "visible" });
  });

  test("a split that is not frozen is none", async () => {
    const workbook = await open("", "", '<sheetViews><sheetView workbookViewId="0"><pane xSplit="1200" ySplit="600"/></sheetView></sheetViews>');
    expect(workbook.viewSheet("1")).toMatchObject({ frozenRows: 0, frozenColumns: 0 });
  });

  test("widths in pixels of the default font's digits, hidden columns and rows", async () => {
    const workbook = await open('<row r="2" ht="30" customHeight="1"/><row r="3" hidden="1"/><row r="4" hidden="1"/>', "", '<cols><col min="2" max="3" width="10" customWidth="1"/><col min="5" max="5" hidden="1"/></cols>');
    const sheet = workbook.viewSheet("1");
    expect(sheet.columnSpans).toEqual([
      { first: 1, last: 2, width: 80, hidden: false, look: 0 },
      { first: 4, last: 4, width: sheet.defaultWidth, hidden: true, look: 0 },
    ]);
    expect(sheet.defaultWidth).toBe(72);
    expect(sheet.heights).toEqual([{ first: 1, last: 1, height: 40 }]);
    expect(sheet.hiddenRows).toEqual([{ first: 2, last: 3 }]);
  });

  test("a wrapped text without a height makes its row higher, a given height stays", async () => {
    const long = "考".repeat(40);
    const workbook = await open(`<row r="1"><c r="A1" s="4" t="str"><v>${long}</v></c></row><row r="2" ht="15"><c r="A2" s="4" t="str"><v>${long}</v></c></row><row r="3"><c r="A3" t="str"><v>${long}</v></c></row>`);
    const { heights, defaultHeight } = workbook.viewSheet("1");
    expect(heights[0]?.height ?? 0).toBeGreaterThan(5 * defaultHeight);
    expect(heights[1]).toEqual({ first: 1, last: 1, height: 20 });
    expect(heights).toHaveLength(2);
  });
});

describe("VW-3 texts", () => {
  test.each([
    [1234.5, "#,##0.00", "1,234.50"],
    [0.125, "0.0%", "12.5%"],
    [46082, "yyyy/m/d", "2026/3/1"],
    [0.1 + 0.2, "General", "0.3"],
    [1 / 3, "General", "0.333333333"],
    [123456789012, "General", "1.23457E+11"],
    [-5, "0;[Red]-0", "-5"],
    [5, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', " 5 "],
    [true, "General", "TRUE"],
    ["文", "0.00", "文"],
    [null, "0.00", ""],
  ])("%p as %p is %p", (value, numberFormat, text) => {
    expect(cellText(value, numberFormat, false)).toBe(text);
  });

  test("colours of a number format", () => {
    expect(formatColor(-5, "0;[Red]-0")).toBe("FF0000");
    expect(formatColor(5, "0;[Red]-0")).toBeNull();
    expect(formatColor(95, "[Blue][>=90]0;[红色][<60]0;0")).toBe("0000FF");
    expect(formatColor(50, "[Blue][>=90]0;[红色][<60]0;0")).toBe("FF0000");
    expect(formatColor(70, "[Blue][>=90]0;[红色][<60]0;0")).toBeNull();
  });
});

describe("VW-4 what stands in the editor", () => {
  test.each([
    [0.125, "0.0%", "12.5%"],
    [46082, "yyyy-mm-dd", "2026/3/1"],
    [0.5, "h:mm", "12:00:00"],
    [1234.5, "#,##0.00", "1234.5"],
    [0.1 + 0.2, "General", "0.3"],
  ])("%p in %p is %p", (value, numberFormat, text) => {
    expect(editText(value, undefined, numberFormat, false)).toBe(text);
  });

  test("a formula is itself", async () => {
    const workbook = await open('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>A1*2</f></c></row>');
    expect(cellAt(workbook, "A1")).toMatchObject({ value: 2, formula: "=1+1", edit: "=1+1", text: "2" });
    // No value in the file: calculated.
    expect(cellAt(workbook, "B1")).toMatchObject({ value: 4, text: "4" });
  });

  test("which formats are dates", () => {
    expect(["yyyy/m/d", "h:mm", "yyyy/m/d h:mm", "0.00", '0"年"', "mm:ss.0"].map(dateKindOf)).toEqual(["date", "time", "both", null, null, "time"]);
  });
});

const list = (formula: string, attributes = ""): string => `<dataValidations count="1"><dataValidation type="list" ${attributes} showErrorMessage="1" sqref="B2:B9"><formula1>${formula}</formula1></dataValidation></dataValidations>`;

describe("VW-5 lists", () => {
  test.each([
    ['"优秀, 良好,不合格"', ["优秀", "良好", "不合格"]],
    ["名单!$A$1:$A$9", ["甲", "乙", "3"]],
    ["Nothing!$A$1", null],
  ])("%s", async (formula, items) => {
    const [validation] = (await open("", list(formula))).viewSheet("1").validations;
    expect(validation).toMatchObject({ type: "list", items, dropdown: true, prompt: null });
  });

  test("without an arrow, with a prompt", async () => {
    const [validation] = (await open("", list('"是,否"', 'showDropDown="1" showInputMessage="1" promptTitle="选择" prompt="是或否"'))).viewSheet("1").validations;
    expect(validation).toMatchObject({ dropdown: false, prompt: { title: "选择", text: "是或否" } });
  });
});

const format = (area: string, ...rules: readonly string[]): string => `<conditionalFormatting sqref="${area}">${rules.join("")}</conditionalFormatting>`;

describe("VW-6 conditional formats", () => {
  test("an expression is relative to the first cell of its area; the first rule wins, stopIfTrue ends", async () => {
    const rows = numbers([10, 20, 30]);
    const workbook = await open(rows, format("A1:B3", '<cfRule type="expression" dxfId="1" priority="2"><formula>$A1&gt;5</formula></cfRule>', '<cfRule type="expression" dxfId="0" priority="1"><formula>$A1&gt;15</formula></cfRule>'));
    expect(cellAt(workbook, "A1")?.change).toEqual({ fill: "0000FF" });
    expect(cellAt(workbook, "A2")?.change).toEqual({ fill: "00FF00", bold: true, fontColor: "FF0000" });
    // An empty cell is painted too.
    expect(cellAt(workbook, "B3")).toMatchObject({ value: null, change: { fill: "00FF00" } });
  });

  test.each([
    ["between", "<formula>15</formula><formula>25</formula>", [false, true, false]],
    ["lessThan", "<formula>$A$2</formula>", [true, false, false]],
    ["equal", "<formula>30</formula>", [false, false, true]],
  ])("cell value %s", async (operator, formulas, painted) => {
    const workbook = await open(numbers([10, 20, 30]), format("A1:A3", `<cfRule type="cellIs" operator="${operator}" dxfId="1" priority="1">${formulas}</cfRule>`));
    expect(["A1", "A2", "A3"].map((a1) => cellAt(workbook, a1)?.change !== undefined)).toEqual(painted);
  });

  test.each([
    ['<cfRule type="top10" rank="1" dxfId="1" priority="1"/>', [false, false, false, true]],
    ['<cfRule type="top10" rank="50" percent="1" bottom="1" dxfId="1" priority="1"/>', [true, true, false, false]],
    ['<cfRule type="aboveAverage" dxfId="1" priority="1"/>', [false, false, false, true]],
    ['<cfRule type="duplicateValues" dxfId="1" priority="1"/>', [true, true, false, false]],
    ['<cfRule type="uniqueValues" dxfId="1" priority="1"/>', [false, false, true, true]],
  ])("%s", async (rule, painted) => {
    const workbook = await open(numbers([10, 10, 20, 90]), format("A1:A4", rule));
    expect(["A1", "A2", "A3", "A4"].map((a1) => cellAt(workbook, a1)?.change !== undefined)).toEqual(painted);
  });

  test("colour scales and data bars", async () => {
    const scale = '<cfRule type="colorScale" priority="1"><colorScale><cfvo type="min"/><cfvo type="percentile" val="50"/><cfvo type="max"/><color rgb="FFFF0000"/><color rgb="FFFFFF00"/><color rgb="FF00FF00"/></colorScale></cfRule>';
    const bar = '<cfRule type="dataBar" priority="2"><dataBar><cfvo type="num" val="0"/><cfvo type="max"/><color rgb="FF638EC6"/></dataBar></cfRule>';
    const workbook = await open(numbers([0, 25, 50, 100]), format("A1:A4", scale, bar));
    const [low, , , high] = ["A1", "A2", "A3", "A4"].map((a1) => cellAt(workbook, a1));
    expect(low?.change?.fill).toBe("FF0000");
    expect(high?.change?.fill).toBe("00FF00");
    expect(cellAt(workbook, "A2")?.bar).toEqual({ from: 0, to: 0.25, color: "638EC6", showValue: true });
  });

  test("what is not evaluated is named", async () => {
    const workbook = await open(numbers([1]), format("A1", '<cfRule type="iconSet" priority="1"><iconSet><cfvo type="percent" val="0"/></iconSet></cfRule>'));
    expect(workbook.viewSheet("1").undrawn).toEqual(["iconSet"]);
    expect(cellAt(workbook, "A1")?.change).toBeUndefined();
  });
});

describe("VW-7 blocks", () => {
  test("only the cells of the block, formatted empty ones too", async () => {
    const workbook = await open('<row r="1"><c r="A1"><v>1</v></c><c r="C1" s="1"/></row><row r="3"><c r="A3"><v>3</v></c></row>');
    const cells = workbook.viewBlock("1", rect("B1:D2")).cells;
    expect(cells).toEqual([{ row: 0, column: 2, value: null, text: "", edit: "", look: 1 }]);
  });

  test("an unknown sheet is an error with a code", async () => {
    const workbook = await open("");
    expect(() => workbook.viewSheet("9")).toThrow("sheet.not-found");
  });
});

const place = { numberFormat: "General", date1904: false, today: { year: 2026, month: 9, day: 28 } };

describe("VW-8 what typing means", () => {
  test.each([
    ["12", 12, null],
    ["１２．５", 12.5, null],
    ["-3", -3, null],
    ["(3)", -3, null],
    ["1,234", 1234, "#,##0"],
    ["1,23", "1,23", null],
    ["12%", 0.12, "0%"],
    ["12.5％", 0.125, "0.00%"],
    ["1e3", 1000, "0.00E+00"],
    ["¥1,200.5", 1200.5, '"¥"#,##0.00;"¥"-#,##0.00'],
    ["0 1/2", 0.5, "# ?/?"],
    ["2026/3/1", 46082, "yyyy/m/d"],
    ["2026-03-01", 46082, "yyyy/m/d"],
    ["2026年3月1日", 46082, 'yyyy"年"m"月"d"日"'],
    ["3月1日", 46082, 'm"月"d"日"'],
    ["3-1", 46082, 'm"月"d"日"'],
    ["2026/2/29", "2026/2/29", null],
    ["13/45", "13/45", null],
    ["6:30", 6.5 / 24, "h:mm"],
    ["2026/3/1 12:00", 46082.5, "yyyy/m/d h:mm"],
    ["true", true, null],
    ["'007", "007", null],
    ["优秀", "优秀", null],
    ["第3名", "第3名", null],
    ["  ", "  ", null],
  ])("%p → %p", (text, value, numberFormat) => {
    const typed = typedValue(text, place);
    if (typeof value === "number") expect(typed.value).toBeCloseTo(value, 10);
    else expect(typed.value).toBe(value);
    expect(typed.numberFormat).toBe(numberFormat);
  });

  test("in a cell of text everything is text, in a cell of per cents a number is per cent", () => {
    expect(typedValue("12", { ...place, numberFormat: "@" })).toEqual({ value: "12", numberFormat: null });
    expect(typedValue("12", { ...place, numberFormat: "0.0%" })).toEqual({ value: 0.12, numberFormat: null });
    expect(typedValue("0.5", { ...place, numberFormat: "0%" })).toEqual({ value: 0.5, numberFormat: null });
  });
});

const checked = (type: string, operator: string, formulas: string, attributes = ""): string =>
  `<dataValidations count="1"><dataValidation type="${type}" operator="${operator}" showErrorMessage="1" errorTitle="有误" error="请核对" ${attributes} sqref="A1:A9">${formulas}</dataValidation></dataValidations>`;

describe("VW-9 validation of entries", () => {
  test.each([
    ["decimal", "between", "<formula1>0</formula1><formula2>100</formula2>", "99.5", "101"],
    ["whole", "greaterThan", "<formula1>3</formula1>", "4", "4.5"],
    ["list", "between", '<formula1>"优秀,良好"</formula1>', "优秀", "优"],
    ["textLength", "lessThanOrEqual", "<formula1>2</formula1>", "优秀", "很优秀"],
    ["custom", "between", "<formula1>A1&gt;B1</formula1>", "6", "4"],
    ["date", "greaterThanOrEqual", "<formula1>46082</formula1>", "2026/3/1", "2026/2/28"],
  ])("%s %s", async (type, operator, formulas, good, bad) => {
    const workbook = await open('<row r="1"><c r="B1"><v>5</v></c></row>', checked(type, operator, formulas));
    expect(workbook.readEntry({ sheetId: "1", row: 0, column: 0, text: good }).notice).toBeNull();
    let refusal: unknown = null;
    try {
      workbook.readEntry({ sheetId: "1", row: 0, column: 0, text: bad });
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toMatchObject({ code: "entry.refused-because", params: { cell: "A1", title: "有误", text: "请核对" } });
    // Clearing is no entry.
    expect(workbook.readEntry({ sheetId: "1", row: 0, column: 0, text: "" }).content).toEqual({ value: "" });
  });

  test("a warning lets the value pass and is told", async () => {
    const workbook = await open("", checked("decimal", "lessThan", "<formula1>5</formula1>", 'errorStyle="warning"'));
    expect(workbook.readEntry({ sheetId: "1", row: 0, column: 0, text: "7" })).toMatchObject({ content: { value: 7 }, notice: { severity: "warning", title: "有误" } });
  });
});

describe("VW-10 formulas", () => {
  test.each([
    ["=SUM(A1:A2", "=SUM(A1:A2)"],
    ["＝1+1", "=1+1"],
    ['="("', '="("'],
  ])("%p → %p", async (text, formula) => {
    const workbook = await open("");
    expect(workbook.readEntry({ sheetId: "1", row: 0, column: 0, text }).content).toEqual({ formula });
  });

  test("a literal stays text", async () => {
    const workbook = await open("");
    expect(workbook.readEntry({ sheetId: "1", row: 0, column: 0, text: "007", literal: true }).content).toEqual({ value: "007" });
  });
});
