import { translateFormulaToA1, translateFormulaToR1C1 } from "@borgar/fx/xlsx";
import type { CellValue } from "../../../../src/core/grid/cell";
import { createCalculation } from "../../../../src/workbook/file/calc/create-calculation";
import { fitsPattern, formulaKey } from "../../../../src/workbook/file/calc/formula-key";
import { definedName, rectOf, sourceOf, type TestSheet } from "./calculation-source";

/** Formulas at H5 with everything that looks like a cell reference and is none, and the other way round. */
const TRICKY = [
  "=A5+B4-$C$3*D$2+$E6",
  '="A5"&A5&"B""5"&\'A5\'!B5',
  "=LOG10(A5)+SUM(A5:B7,$A$1:A5)",
  "='it''s A5'!A5&A5",
  "=SUM(表[A5])+A5",
  "=SUM(表[[A5]:[B 6]])*A5",
  "=A5A+A5.5+_A5+A5",
  "=SUM(A:A)+SUM(5:5)+A5",
  "=IF(A5>5,A05,A6)",
  "=a5+$b$5+B$6",
  "=SUM(S:A5!A5)",
  "=A1048576+A5",
  "=率A5+A5",
  '={"A5",5}&A5',
  "=A5%*5%-5",
  "=A5:B5 B4:B6",
  "=TEXT(A5,\"[>=5]0.5;A5\")&A5",
];

const sheets = (column: Readonly<Record<string, string>>): Readonly<Record<string, TestSheet>> => {
  const rows: CellValue[][] = Array.from({ length: 14 }, (_, r) => Array.from({ length: 5 }, (_, c) => r * 7 + c * 3 + 1));
  const table = { name: "表", area: rectOf("A1:B9"), columns: ["A5", "B 6"], hasHeaderRow: false, hasTotalsRow: false };
  return { S: { rows, cells: column, tables: [table] }, A5: { rows }, "it's A5": { rows: rows.map((row) => row.map((value) => Number(value) * 2)) } };
};
const options = { names: [definedName("率A5", "3"), definedName("_A5", "4")] };

describe("CE-40 formulas of one kind share what was compiled", () => {
  test.each(TRICKY)("CE-40 %s: down a column each cell has the value it has alone", (formula) => {
    const moved = Array.from({ length: 7 }, (_, i) => {
      const address = `H${String(2 + i)}`;
      return { address, text: translateFormulaToA1(translateFormulaToR1C1(formula, "H5"), address) };
    });
    const together = createCalculation(sourceOf(sheets(Object.fromEntries(moved.map(({ address, text }) => [address, text]))), options));
    const result = together.calculateAll();
    for (const { address, text } of moved) {
      const alone = createCalculation(sourceOf(sheets({ [address]: text }), options));
      const single = alone.calculateAll();
      const { row, column } = rectOf(address);
      const failed = (list: typeof result): string | undefined => list.uncalculated.find((cell) => cell.row === row && cell.column === column)?.reason;
      expect([text, failed(result), together.valueAt("S", row, column)]).toEqual([text, failed(single), alone.valueAt("S", row, column)]);
    }
  });

  test("CE-40 a pattern fits exactly the formula moved down", () => {
    const { pattern } = formulaKey('=IF(A5>$B$2,"A5",SUM(C4:C6))', 4, 7);
    expect(fitsPattern(pattern, '=IF(A5>$B$2,"A5",SUM(C4:C6))', 4)).toBe(true);
    expect(fitsPattern(pattern, '=IF(A105>$B$2,"A5",SUM(C104:C106))', 104)).toBe(true);
    for (const other of ['=IF(A6>$B$2,"A5",SUM(C4:C6))', '=IF(A6>$B$2,"A6",SUM(C5:C7))', '=IF(A6>$B$3,"A5",SUM(C5:C7))', '=IF(A06>$B$2,"A5",SUM(C5:C7))', '=IF(A6>$B$2,"A5",SUM(C5:C7))+1', '=IF(A6>$B$2,"A5",SUM(C5:C71))', '=IF(A6>$B$2,"A5",SUM(D5:D7))']) {
      expect([other, fitsPattern(pattern, other, 5)]).toEqual([other, false]);
    }
    expect(fitsPattern(pattern, '=IF(A6>$B$2,"A5",SUM(C5:C7))', 5)).toBe(true);
  });

  test("CE-40 sheets alike share what was compiled, and each formula reads its own sheet", () => {
    const sheet = (first: number): TestSheet => ({ cells: { A1: first, B1: "=A1*2+率", C1: "=SUM($A$1:$B$1)", D1: '=COUNTIF($A$1:$C$1,">0")+INDIRECT("A1")', E1: "=SUM(乙!A1,A1)" } });
    const names = [{ ...definedName("率", "10"), sheetId: "乙" }, definedName("率", "1")];
    const calculation = createCalculation(sourceOf({ 甲: sheet(5), 乙: sheet(7), 丙: sheet(9) }, { names }));
    calculation.calculateAll();
    const valuesOf = (name: string): readonly CellValue[] => [1, 2, 3, 4].map((column) => calculation.valueAt(name, 0, column));
    expect(["甲", "乙", "丙"].map(valuesOf)).toEqual([
      [11, 16, 8, 12],
      [24, 31, 10, 14],
      [19, 28, 12, 16],
    ]);
    // Who depends on whom is known by sheet too: INDIRECT is calculated at every change.
    const reached = calculation.update([{ sheetId: "丙", row: 0, column: 0, content: { value: 0 } }]).cells.map(({ sheetId, column }) => `${sheetId}${String(column)}`);
    expect(reached.sort()).toEqual(["丙1", "丙2", "丙3", "丙4", "乙3", "甲3"].sort());
    expect(valuesOf("丙")).toEqual([1, 1, 2, 7]);
    expect(valuesOf("甲")).toEqual([11, 16, 8, 12]);
  });
});
