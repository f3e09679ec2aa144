import { CodedError } from "../../../../src/core/coded-error";
import type { CalculationResult } from "../../../../src/workbook/file/calc/calculation";
import { createCalculation } from "../../../../src/workbook/file/calc/create-calculation";
import { at, definedName, evaluate, rectOf, sourceOf, type Outcome, type TestCell, type TestSheet } from "./calculation-source";

function calculateSheet(sheet: TestSheet, options: Parameters<typeof sourceOf>[1] = {}) {
  const calculation = createCalculation(sourceOf({ S: sheet }, options));
  return { calculation, result: calculation.calculateAll() };
}

/** Seconds of processor time, which other programs on a busy machine do not lengthen as they do the clock. */
function processorSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000_000;
}

/** Reasons by A1 address. */
function reasons(result: CalculationResult): Record<string, string> {
  return Object.fromEntries(result.uncalculated.map((cell) => [`${String.fromCharCode(65 + cell.column)}${String(cell.row + 1)}`, cell.reason]));
}

describe("CE-10 what cannot be calculated is marked, and what depends on it", () => {
  test("CE-10 unknown functions, broken syntax and other workbooks keep their cached value", () => {
    const { calculation, result } = calculateSheet({
      cells: {
        A1: { f: '=CUBEVALUE("x")', v: 7 },
        A2: { f: "=A1+1", v: 8 },
        A3: { f: "=1+", v: 9 },
        A4: { f: "=[1]Other!A1", v: 10 },
        A5: { f: "=SUM(A1:A4)", v: 34 },
        A6: { f: "=1+1", v: 0 },
        A7: { f: "=IFERROR(A1,0)", v: 7 },
        A8: { f: "=COUNT(A6:A6)", v: 0 },
        A9: { f: "=RAND()", v: 0.5 },
      },
    });
    expect(reasons(result)).toEqual({ A1: "function", A2: "depends", A3: "syntax", A4: "external", A5: "depends", A7: "depends", A9: "function" });
    expect(result.uncalculated.find((cell) => cell.row === 0)?.detail).toBe("CUBEVALUE");
    expect([at(calculation, "A1"), at(calculation, "A2"), at(calculation, "A5"), at(calculation, "A6"), at(calculation, "A8")]).toEqual([7, 8, 34, 2, 1]);
  });

  test("CE-10 a reference found while calculating counts too", () => {
    const { result } = calculateSheet({ cells: { A1: "=RAND()", B1: '=INDIRECT("A1")', C1: "=SUM(OFFSET(C5,-4,-2,1,2))", D1: '=INDIRECT("E1")', E1: 5 } });
    expect(reasons(result)).toEqual({ A1: "function", B1: "depends", C1: "depends" });
  });

  test("CE-10 a table or date text that another country reads otherwise is not guessed", () => {
    expect(evaluate('="1/2/2025"+0')).toMatchObject({ uncalculated: "function" });
    expect(evaluate('=DATEVALUE("3/4/25")')).toMatchObject({ uncalculated: "function" });
    expect(evaluate('=TEXT(5,"# ?/?")')).toMatchObject({ uncalculated: "function" });
    expect(evaluate('=DATEDIF(1,100,"md")')).toMatchObject({ uncalculated: "function" });
  });

  test("CE-10 what would spill is marked", () => {
    expect(evaluate("=SORT(A1:A3)", { cells: { A1: 3, A2: 1, A3: 2 } })).toEqual({ uncalculated: "spill", detail: "3x1" });
    expect(evaluate("=SUM(A1#)", { cells: { A1: 3 } })).toMatchObject({ uncalculated: "spill" });
  });
});

describe("CE-42 cycles", () => {
  test("CE-42 all cells of a cycle are circular; what reads them depends on it; the rest is calculated", () => {
    const { result, calculation } = calculateSheet({ cells: { A1: "=B1+1", B1: "=C1", C1: "=A1", D1: "=A1*2", E1: "=E1+1", F1: "=2*3", G1: "=SUM(A1:G1)" } });
    expect(reasons(result)).toEqual({ A1: "circular", B1: "circular", C1: "circular", D1: "depends", E1: "circular", G1: "circular" });
    expect(at(calculation, "F1")).toBe(6);
  });

  test("CE-42 a cycle through OFFSET is found, and one that is broken by an edit is calculated", () => {
    const { result, calculation } = calculateSheet({ cells: { A1: "=OFFSET(B1,0,0)", B1: "=A1", C1: "=B1+1" } });
    expect(Object.keys(reasons(result)).sort()).toEqual(["A1", "B1", "C1"]);
    const update = calculation.update([{ sheetId: "S", row: 0, column: 1, content: { value: 4 } }]);
    expect(update.uncalculated).toEqual([]);
    expect([at(calculation, "A1"), at(calculation, "C1")]).toEqual([4, 5]);
  });

  test("CE-42 ROW, ROWS and OFFSET's base do not read the cell they name", () => {
    const { result, calculation } = calculateSheet({ cells: { A1: 1, A2: 2, A3: "=SUM(A1:OFFSET(A3,-1,0))", A4: "=ROW(A4)+ROWS(A1:A4)" } });
    expect(result.uncalculated).toEqual([]);
    expect([at(calculation, "A3"), at(calculation, "A4")]).toEqual([3, 8]);
  });

  test("CE-42 every member of entangled cycles is circular, whichever is met first", () => {
    const cells = { A1: "=B1+D1", B1: "=C1", C1: "=A1", D1: "=B1", E1: "=D1" };
    expect(reasons(calculateSheet({ cells }).result)).toEqual({ A1: "circular", B1: "circular", C1: "circular", D1: "circular", E1: "depends" });
  });
});

describe("CE-20 ranges where one value is wanted", () => {
  const data: TestSheet = { cells: { A1: 1, A2: 2, A3: 3, B1: "x", B2: "y", B3: "x" } };
  test("CE-20 in a formula that Excel has calculated they are intersected with its row or column", () => {
    expect(evaluate("=A1:A3*10", data, { at: "D2", cached: 0 })).toBe(20);
    expect(evaluate("=A1:A3", data, { at: "D9", cached: 0 })).toEqual({ error: "#VALUE!" });
    expect(evaluate('=SUM(IF(B1:B3="x",A1:A3))', data, { at: "D3", cached: 0 })).toBe(6);
    expect(evaluate('=SUM(IF(B1:B3="x",A1:A3))', data, { at: "D2", cached: 0 })).toBe(0);
    expect(evaluate("=A:A+1", data, { at: "D3", cached: 0 })).toBe(4);
    expect(evaluate("=VLOOKUP(A:A,A1:B3,2,FALSE)", data, { at: "D2" })).toBe("y");
  });
  test("CE-20 inside arguments that are arrays by nature they are arrays", () => {
    expect(evaluate('=SUMPRODUCT((B1:B3="x")*A1:A3)', data, { cached: 0 })).toBe(4);
    expect(evaluate('=LOOKUP(2,1/(B1:B3="x"),A1:A3)', data, { cached: 0 })).toBe(3);
  });
  test("CE-20 in a formula that nobody calculated yet, functions of ranges see arrays", () => {
    expect(evaluate('=SUM(IF(B1:B3="x",A1:A3))', data)).toBe(4);
    expect(evaluate('=INDEX(A1:A3,MATCH(1,(B1:B3="y")*(A1:A3=2),0))', data)).toBe(2);
    expect(evaluate("=A1:A3*10", data, { at: "D2" })).toBe(20);
  });
  test("CE-23 an IF over an array inside SUMPRODUCT depends on how it was entered", () => {
    const formula = '=SUMPRODUCT(IF(B1:B3="x",A1:A3))';
    expect(evaluate(formula, data, { cached: 0 })).toEqual({ uncalculated: "function", detail: "IF" });
    expect(evaluate(formula, data, { array: true })).toBe(4);
    expect(evaluate(formula, data)).toBe(4);
  });
});

describe("CE-25 array formulas", () => {
  test("CE-25 fill their range; a row or column is repeated, what is beyond is #N/A", () => {
    const { calculation } = calculateSheet({
      cells: {
        A1: 1,
        A2: 2,
        A3: 3,
        B1: { array: "=A1:A3*2", range: "B1:B4" },
        C1: { array: "=TRANSPOSE(A1:A3)", range: "C1:E2" },
        G1: { array: "=SUM(A1:A3*A1:A3)", range: "G1" },
        H1: "=SUM(B1:B3)",
      },
    });
    expect(["B1", "B2", "B3"].map((address) => at(calculation, address))).toEqual([2, 4, 6]);
    expect(at(calculation, "B4")).toEqual({ error: "#N/A" });
    expect(["C1", "D1", "E1", "C2", "E2"].map((address) => at(calculation, address))).toEqual([1, 2, 3, 1, 3]);
    expect([at(calculation, "G1"), at(calculation, "H1")]).toEqual([14, 12]);
    calculation.update([{ sheetId: "S", row: 0, column: 0, content: { value: 10 } }]);
    expect([at(calculation, "B1"), at(calculation, "H1"), at(calculation, "E2"), at(calculation, "G1")]).toEqual([20, 30, 3, 113]);
  });

  test("CE-25 a part of one cannot be changed; asking for its value again is no change", () => {
    const { calculation } = calculateSheet({ cells: { A1: 1, B1: { array: "=A1*{1;2}", range: "B1:B2" } } });
    expect(() => calculation.update([{ sheetId: "S", row: 1, column: 1, content: { value: 1 } }])).toThrow(CodedError);
    const again = calculation.update([{ sheetId: "S", row: 0, column: 1, content: { formula: "=A1*{1;2}" } }]);
    expect(again.cells.map((cell) => cell.value)).toEqual([1, 2]);
  });
});

describe("CE-12 names, tables and sheets", () => {
  test("CE-12 names of a sheet come before the workbook's; relative ones move with the cell", () => {
    const source = sourceOf(
      { S: { cells: { A1: 1, A2: 2, B1: "=率", B2: "=T!率", C2: "=左二*10", D1: "=S!率" } }, T: { cells: { A1: "=率" } } },
      { names: [definedName("率", "5"), definedName("率", "7", "S"), definedName("左二", "S!XFC1"), definedName("循环", "循环+1")] },
    );
    const calculation = createCalculation(source);
    calculation.calculateAll();
    expect([at(calculation, "B1"), at(calculation, "B2"), at(calculation, "D1"), at(calculation, "A1", "T")]).toEqual([7, 5, 7, 5]);
    // Relative to A1, XFC1 is two columns to the left.
    expect(at(calculation, "C2")).toBe(20);
  });

  test("CE-12 a name that refers to itself is circular", () => {
    expect(evaluate("=循环", {}, { names: [definedName("循环", "循环+1")] })).toMatchObject({ uncalculated: "circular" });
  });

  test("CE-12 structured references: this row, totals, several columns, special characters", () => {
    const table = { name: "成绩", area: rectOf("A1:C4"), columns: ["姓名", "得分[分]", "加分"], hasHeaderRow: true, hasTotalsRow: true };
    const cells: Record<string, TestCell> = { A1: "姓名", B1: "得分[分]", C1: "加分", A2: "甲", B2: 80, C2: 5, A3: "乙", B3: 90, C3: 6, A4: "合计", C4: 11 };
    const withColumn = { cells: { ...cells, B4: "=SUBTOTAL(109,成绩[得分'[分']])", D2: "=成绩[[#This Row],[得分'[分']]]+成绩[@加分]", D3: "=成绩[@加分]*2", D5: "=成绩[@加分]", E1: "=成绩[[#Totals],[加分]]", F1: "=COUNTA(成绩[#All])", G1: "=SUM(成绩[[得分'[分']]:[加分]])", H1: "=成绩[没有]" }, tables: [table] };
    const { calculation } = calculateSheet(withColumn);
    expect(["B4", "D2", "D3", "E1", "F1", "G1"].map((address) => at(calculation, address))).toEqual([170, 85, 12, 11, 12, 181]);
    expect(at(calculation, "D5")).toEqual({ error: "#VALUE!" });
    expect(at(calculation, "H1")).toEqual({ error: "#REF!" });
  });

  test("CE-12 references through several sheets", () => {
    const calculation = createCalculation(sourceOf({ 一月: { cells: { A1: 1 } }, 二月: { cells: { A1: 2 } }, 三月: { cells: { A1: 4 } }, S: { cells: { A1: "=SUM(一月:三月!A1)", A2: "=AVERAGE('一月:二月'!A1)" } } }));
    calculation.calculateAll();
    expect([at(calculation, "A1"), at(calculation, "A2")]).toEqual([7, 1.5]);
  });

  test("CE-12 references whose target is gone are #REF!", () => {
    expect(evaluate("=SUM(#REF!)")).toEqual({ error: "#REF!" });
    expect(evaluate("=S!#REF!+1")).toEqual({ error: "#REF!" });
    expect(evaluate("=#REF!A1+1")).toEqual({ error: "#REF!" });
  });
});

describe("CE-41 size", () => {
  test("CE-41 a chain of 100,000 cells, against the order in which they stand, and running totals", () => {
    const count = 100_000;
    const rows = Array.from({ length: count }, (_, i) => [i === count - 1 ? 1 : `=A${String(i + 2)}+1`, `=SUM(A$1:A${String(i + 1)})`]);
    const seconds = processorSeconds(() => {
      const { calculation, result } = calculateSheet({ rows });
      expect(result.uncalculated).toEqual([]);
      expect(calculation.valueAt("S", 0, 0)).toBe(count);
      expect(calculation.valueAt("S", count - 1, 1)).toBe((count * (count + 1)) / 2);
      const update = calculation.update([{ sheetId: "S", row: count - 1, column: 0, content: { value: 2 } }]);
      expect(update.cells.length).toBe(2 * count - 1);
      expect(calculation.valueAt("S", count - 1, 1)).toBe((count * (count + 1)) / 2 + count);
    });
    // Adding up every running total from its beginning would be five billion additions.
    expect(seconds).toBeLessThan(30);
  });

  test("CE-43 ranks, counts and the dense rank over thousands of rows stay fast", () => {
    const count = 2000;
    const rows = Array.from({ length: count }, (_, i) => {
      const r = String(i + 1);
      const last = String(count);
      return [(i * 7919) % 1009, `=RANK.EQ(A${r},A$1:A$${last})`, `=COUNTIF(A$1:A$${last},A${r})`, i < 500 ? `=SUMPRODUCT((A$1:A$${last}>A${r})/COUNTIF(A$1:A$${last},A$1:A$${last}))+1` : null];
    });
    const values = rows.map((row) => Number(row[0]));
    const distinct = [...new Set(values)];
    const seconds = processorSeconds(() => {
      const { calculation, result } = calculateSheet({ rows });
      expect(result.uncalculated).toEqual([]);
      for (const i of [0, 1, 250, 499]) {
        const x = values[i] ?? 0;
        expect(calculation.valueAt("S", i, 1)).toBe(values.filter((y) => y > x).length + 1);
        expect(calculation.valueAt("S", i, 2)).toBe(values.filter((y) => y === x).length);
        expect(calculation.valueAt("S", i, 3)).toBeCloseTo(distinct.filter((y) => y > x).length + 1, 6);
      }
    });
    // Counting through the range for each item of each dense rank would be two billion comparisons.
    expect(seconds).toBeLessThan(30);
  });

  test("CE-44 only what depends on the change is calculated again", () => {
    const { calculation } = calculateSheet({ cells: { A1: 1, B1: "=A1+1", C1: "=B1+1", D1: 5, E1: "=D1", F1: "=SUM(A:A)" } });
    const result = calculation.update([{ sheetId: "S", row: 0, column: 0, content: { value: 2 } }]);
    expect(result.cells.map((cell) => [cell.column, cell.value])).toEqual([
      [1, 3],
      [2, 4],
      [5, 2],
    ]);
  });

  test("CE-44 without a calculation before it, an update builds on the cached values", () => {
    const calculation = createCalculation(sourceOf({ S: { cells: { A1: 1, B1: { f: '=CUBEVALUE("x")', v: 7 }, C1: { f: "=A1+B1", v: 8 }, D1: { f: "=C1*2", v: 99 }, E1: { f: "=B1*2", v: 14 } } } }));
    const result = calculation.update([{ sheetId: "S", row: 0, column: 0, content: { value: 3 } }]);
    expect(result.uncalculated).toEqual([]);
    expect([at(calculation, "C1"), at(calculation, "D1"), at(calculation, "E1")]).toEqual([10, 20, 14]);
  });
});

describe("CE-90 hidden rows and nested subtotals", () => {
  const sheet: TestSheet = { cells: { A1: 1, A2: 2, A3: 4, A4: "=SUBTOTAL(9,A1:A2)", A5: { error: "#N/A" } }, hiddenRows: [1] };
  test("CE-90 101–111 and AGGREGATE's options leave hidden rows out", () => {
    expect(evaluate("=SUBTOTAL(109,A1:A3)", sheet)).toBe(5);
    expect(evaluate("=AGGREGATE(9,5,A1:A3)", sheet)).toBe(5);
    expect(evaluate("=AGGREGATE(9,7,A1:A3,A5)", sheet)).toBe(5);
    expect(evaluate("=AGGREGATE(9,4,A1:A3)", sheet)).toBe(7);
  });
  test("CE-90 how a row was hidden is not known, so 1–11 over hidden rows are marked", () => {
    expect(evaluate("=SUBTOTAL(9,A1:A3)", sheet)).toEqual({ uncalculated: "function", detail: "SUBTOTAL" });
    expect(evaluate("=SUBTOTAL(9,A3:A3)", sheet)).toBe(4);
  });
  test("CE-90 other subtotals in the range do not count twice", () => {
    expect(evaluate("=SUBTOTAL(9,A1:A4)", { cells: { A1: 1, A2: 2, A3: 4, A4: "=SUBTOTAL(9,A1:A2)" } })).toBe(7);
    expect(evaluate("=SUM(A1:A4)", { cells: { A1: 1, A2: 2, A3: 4, A4: "=SUBTOTAL(9,A1:A2)" } })).toBe(10);
  });
});

describe("CE-85 the 1904 date system", () => {
  test("CE-85 serials count from 1904-01-01", () => {
    expect(evaluate("=DATE(2025,6,30)", {}, { date1904: true })).toBe(44_376);
    expect(evaluate("=YEAR(0)", {}, { date1904: true })).toBe(1904);
    expect(evaluate("=WEEKDAY(DATE(2025,6,30))", {}, { date1904: true })).toBe(2);
    expect(evaluate('=TEXT(44376,"yyyy-mm-dd aaaa")', {}, { date1904: true })).toBe("2025-06-30 星期一");
    expect(evaluate('="2025-6-30"+0', {}, { date1904: true })).toBe(44_376);
  });
});

describe("CE-40 one template for formulas of one kind", () => {
  test("CE-40 references in texts, sheet names, table columns and function names are not taken for cells", () => {
    const rows = [
      [1, '="A1"&A1', "=LOG10(A1)", "='A1'!A1+A1", '=IF(A1=1,"B1:B2",A2)'],
      [10, '="A1"&A2', "=LOG10(A2)", "='A1'!A2+A2", '=IF(A2=1,"B1:B2",A3)'],
      [100],
    ];
    const calculation = createCalculation(sourceOf({ S: { rows }, A1: { rows: [[5], [6]] } }));
    calculation.calculateAll();
    expect(["B1", "B2", "C1", "C2", "D1", "D2", "E1", "E2"].map((address) => at(calculation, address))).toEqual(["A11", "A110", 0, 1, 6, 16, "B1:B2", 100]);
  });
});

describe("CE-45 whole columns", () => {
  const sheet: TestSheet = {
    rows: Array.from({ length: 50 }, (_, i) => [i % 5 === 0 ? "x" : "y", i, i % 7 === 0 ? null : i * 2, 50 - i]),
    cells: { F1: "y", G1: "x", H1: "y" },
  };
  const rows = sheet.rows ?? [];
  const height = 1_048_576;
  const sum = (term: (row: readonly unknown[]) => number): number => rows.reduce((total, row) => total + term(row), 0);
  test.each<[string, Outcome]>([
    ['=SUMPRODUCT((A:A="x")*B:B)', sum(([a, b]) => (a === "x" ? Number(b) : 0))],
    ['=SUMPRODUCT((A:A="x")*(B:B>3))', 9],
    ['=SUMPRODUCT((A:A="x")*(B:B>20),C:C)', sum(([a, b, c]) => (a === "x" && Number(b) > 20 ? Number(c) : 0))],
    ['=SUMPRODUCT(--(A:A=""))', height - 50],
    ['=SUMPRODUCT(--(A:A<>""))', 50],
    ['=SUMPRODUCT((A:A<>"x")*1)', height - 10],
    ["=SUMPRODUCT(LEN(A:A))", 50],
    ["=SUMPRODUCT(ISBLANK(A:A)+0)", height - 50],
    ['=SUMPRODUCT(1/(A:A="x"))', { error: "#DIV/0!" }],
    ["=SUMPRODUCT(A:A,B1:B50)", { error: "#VALUE!" }],
    ['=SUMPRODUCT((A:B="x")*1)', 10],
    // A column of conditions, a row of conditions and the cells where both meet.
    ['=SUMPRODUCT((A:A="x")*(F1:H1="y")*B:D)', sum(([a, b, , d]) => (a === "x" ? Number(b) + Number(d) : 0))],
    ['=SUMPRODUCT((A:Y="x")*1)', 11],
    ["=SUMPRODUCT(COUNTIF(A1:A50,A:A))", 10 * 10 + 40 * 40],
    ['=SUMPRODUCT((A:A<>"")/COUNTIF(A:A,A:A&""))', 2],
    ['=SUMPRODUCT((B:B>47)/COUNTIF(B:B,B:B&""))+1', 3],
    ['=SUMPRODUCT((A:A="x")*ROW(A:A))', sum(([a, b]) => (a === "x" ? Number(b) + 1 : 0))],
    ['=MAX((A:A<>"")*ROW(A:A))', 50],
    ['=SMALL(IF(A:A="x",ROW(A:A)),3)', 11],
    ['=AGGREGATE(15,6,ROW(A:A)/(A:A="x"),2)', 6],
    ['=AGGREGATE(14,6,B:B/(A:A="x"),1)', 45],
    ['=LOOKUP(1,0/(A:A="x"),B:B)', 45],
    ['=LOOKUP(2,1/(A:A="x"),B:B)', 45],
    ['=LOOKUP(2,1/(A:A<>""),A:A)', "y"],
    ['=INDEX(B:B,MATCH(1,(A:A="x")*(B:B>20),0))', 25],
    ['=INDEX(A:A="x",6)', true],
    ['=INDEX(A:A="x",1000000)', false],
    ['=SUM(--INDEX(A:B="x",0,1))', 10],
    ['=XLOOKUP(1,(A:A="y")*(B:B=8),C:C)', 16],
    ['=XLOOKUP(1,(A:A="z")*(B:B=8),C:C,"无")', "无"],
    ['=XLOOKUP(1,(A:A="x")*1,B:B,,0,-1)', 45],
    ['=XMATCH(FALSE,A:A="x",0,-1)', height],
    ['=XMATCH(TRUE,A:A="x",0,-1)', 46],
    ['=MATCH(TRUE,A:A="",0)', 51],
    ["=MATCH(0,B:B*1,1)", height],
    ["=MATCH(1,D:D*1,-1)", 50],
    ["=MATCH(0,D:D*1,-1)", 51],
    ["=MATCH(-1,D:D*1,-1)", height],
    ["=VLOOKUP(7,IF({1,0},B:B,A:A),2,FALSE)", "y"],
    ["=VLOOKUP(46,CHOOSE({1,2},D:D,B:B),2,FALSE)", 4],
    ['=SUM(IF(A:A="x",B:B))', sum(([a, b]) => (a === "x" ? Number(b) : 0))],
    ['=SUM(IF(A:A="x",0,1))', height - 10],
    ['=AVERAGE(IF(A:A="x",B:B))', 22.5],
    ['=COUNT(IF(A:A="x",B:B,1))', height],
    ['=COUNT(IF(A:A="x",B:B))', 10],
    ['=MEDIAN((A:A="x")*B:B)', 0],
    ['=LARGE((A:A="x")*B:B,2)', 40],
    ['=MAX((A:A="x")*B:B)', 45],
    ['=MIN(IF(A:A="y",B:B))', 1],
    ["=COUNT(B:B*1)", height],
    ['=COUNTA(A:A&"")', height],
    ["=SUM(IFERROR(1/B:B,2))", 2 * (height - 49) + rows.slice(1).reduce((total, row) => total + 1 / Number(row[1]), 0)],
    ['=AND(A:A<>"z")', true],
    ['=AND(A:A="x")', false],
    ['=OR(A:A="x",FALSE)', true],
    ['=OR(A:A="z")', false],
    ['=ROWS(A:A&"")', height],
    ['=COLUMNS(A:B="x")', 2],
    ['=TEXTJOIN(",",TRUE,IF((A:A="x")*(B:B>30),B:B,""))', "35,40,45"],
    ["=CONCAT(LEFT(A1:A3,1))", "xyy"],
    ["=SUMPRODUCT(--(LEFT(A:A,1)=\"x\"),B:B)", 225],
    ["=SUMPRODUCT(MOD(B:B,2)*1)", 25],
    ['=SUM(IF(FREQUENCY(IF(A:A="x",B:B),B:B)>0,1))', 10],
    ["=ROWS(UNIQUE(A:A))", 3],
    ["=COUNTA(UNIQUE(A:A))", 3],
    ['=COUNTA(UNIQUE(FILTER(A:A,A:A<>"")))', 2],
    ["=INDEX(SORT(B:B,1,-1),2)", 48],
    ['=ROWS(FILTER(B:B,A:A="x"))', 10],
    ["=LET(条件,A:A=\"x\",SUM(条件*B:B)+ROWS(条件))", 225 + height],
    ["=SUM(MMULT(TRANSPOSE(B:B),D1:D50))", { error: "#VALUE!" }],
    ["=SUM(MMULT(TRANSPOSE(B:B*1),D:D*1))", sum(([, b, , d]) => Number(b) * Number(d))],
    ["=SUM(MMULT(B:B*1,TRANSPOSE(D:D*1)))", { uncalculated: "function", detail: "array-size" }],
    ["=SUM((A:A=\"x\")*(A1:Z1=1))", 0],
    ["=SUM((A:A=\"x\")*TRANSPOSE(A:A=\"x\"))", { uncalculated: "function", detail: "array-size" }],
    ['=SUM((A:A="x")+(A1:A10="x"))', { error: "#N/A" }],
    ['=SUM(IFERROR((A:A="x")+(A1:A10="x"),0))', 4],
  ])("CE-45 %s", (formula, expected) => {
    const outcome = evaluate(formula, sheet, { array: true });
    if (typeof expected === "number" && typeof outcome === "number") expect(outcome).toBeCloseTo(expected, 6);
    else expect(outcome).toEqual(expected);
  });

  test("CE-45 an array formula over cells shows its part, also below what is filled", () => {
    const { calculation } = calculateSheet({ ...sheet, cells: { K1: { array: '=IF(A:A="x",1,2)', range: "K1:K60" } } });
    expect(["K1", "K2", "K50", "K51", "K60"].map((address) => at(calculation, address))).toEqual([1, 2, 2, 2, 2]);
  });

  test("CE-45 a change below what was filled is seen", () => {
    const { calculation } = calculateSheet({ ...sheet, cells: { K1: '=SUMPRODUCT((A:A="x")*B:B)', L1: '=LOOKUP(1,0/(A:A="x"),B:B)' } });
    calculation.update([
      { sheetId: "S", row: 4999, column: 0, content: { value: "x" } },
      { sheetId: "S", row: 4999, column: 1, content: { value: 1000 } },
    ]);
    expect(["K1", "L1"].map((address) => at(calculation, address))).toEqual([1225, 1000]);
  });

  test("CE-45 many formulas over whole columns do not walk a million rows each", () => {
    const cells: Record<string, string> = {};
    for (let i = 1; i <= 500; i++) cells[`E${String(i)}`] = `=SUMPRODUCT((A:A="x")*(B:B>${String(i)})*C:C)+LOOKUP(1,0/(A:A="x"),B:B)+SUM(IF(A:A="x",B:B*${String(i)}))`;
    const seconds = processorSeconds(() => {
      const { calculation, result } = calculateSheet({ rows, cells });
      expect(result.uncalculated).toEqual([]);
      expect(at(calculation, "E30")).toBe(sum(([a, b, c]) => (a === "x" && Number(b) > 30 ? Number(c) : 0)) + 45 + 225 * 30);
    });
    // A million rows for each of them are minutes.
    expect(seconds).toBeLessThan(20);
  });
});
