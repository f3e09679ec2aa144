import { CodedError } from "../../../../src/core/coded-error";
import type { CalculationResult } from "../../../../src/workbook/file/calc/calculation";
import { createCalculation } from "../../../../src/workbook/file/calc/create-calculation";
import { at, definedName, evaluate, rectOf, sourceOf, type TestCell, type TestSheet } from "./calculation-source";

function calculateSheet(sheet: TestSheet, options: Parameters<typeof sourceOf>[1] = {}) {
  const calculation = createCalculation(sourceOf({ S: sheet }, options));
  return { calculation, result: calculation.calculateAll() };
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
    const startedAt = performance.now();
    const { calculation, result } = calculateSheet({ rows });
    expect(result.uncalculated).toEqual([]);
    expect(calculation.valueAt("S", 0, 0)).toBe(count);
    expect(calculation.valueAt("S", count - 1, 1)).toBe((count * (count + 1)) / 2);
    const update = calculation.update([{ sheetId: "S", row: count - 1, column: 0, content: { value: 2 } }]);
    expect(update.cells.length).toBe(2 * count - 1);
    expect(calculation.valueAt("S", count - 1, 1)).toBe((count * (count + 1)) / 2 + count);
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  });

  test("CE-43 ranks, counts and the dense rank over thousands of rows stay fast", () => {
    const count = 2000;
    const rows = Array.from({ length: count }, (_, i) => {
      const r = String(i + 1);
      const last = String(count);
      return [(i * 7919) % 1009, `=RANK.EQ(A${r},A$1:A$${last})`, `=COUNTIF(A$1:A$${last},A${r})`, i < 500 ? `=SUMPRODUCT((A$1:A$${last}>A${r})/COUNTIF(A$1:A$${last},A$1:A$${last}))+1` : null];
    });
    const startedAt = performance.now();
    const { calculation, result } = calculateSheet({ rows });
    expect(result.uncalculated).toEqual([]);
    const values = rows.map((row) => Number(row[0]));
    const distinct = [...new Set(values)];
    for (const i of [0, 1, 250, 499]) {
      const x = values[i] ?? 0;
      expect(calculation.valueAt("S", i, 1)).toBe(values.filter((y) => y > x).length + 1);
      expect(calculation.valueAt("S", i, 2)).toBe(values.filter((y) => y === x).length);
      expect(calculation.valueAt("S", i, 3)).toBeCloseTo(distinct.filter((y) => y > x).length + 1, 6);
    }
    expect(performance.now() - startedAt).toBeLessThan(20_000);
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
