import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { CellValue } from "../../../../src/core/grid/cell";
import { createCalculation } from "../../../../src/workbook/file/calc/create-calculation";
import { definedName, rectOf, sourceOf, type TestCell } from "./calculation-source";

type Golden = {
  readonly rows: readonly (readonly CellValue[])[];
  readonly formulas: readonly { readonly name: string; readonly group: string; readonly formula: string; readonly expected: CellValue }[];
};

const path = resolve(process.cwd(), "../shared/golden/formulas.json");
const golden: Golden | null = existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Golden) : null;
if (!golden) console.warn(`skipped: ${path} is not there`);

function calculate(asArray: (group: string) => boolean): readonly (CellValue | { readonly uncalculated: string })[] {
  if (!golden) return [];
  const header = ["单位", "类别", "得分", "权重", "日期", "备注"];
  const rows = [header, ...golden.rows.map((row) => row.map((value) => (value === "" ? null : value)))];
  const cells: Record<string, TestCell> = {};
  golden.formulas.forEach(({ formula, group }, i) => {
    const address = `A${String(i + 1)}`;
    cells[address] = asArray(group) ? { array: `=${formula}`, range: address } : `=${formula}`;
  });
  const source = sourceOf(
    {
      数据: { rows, tables: [{ name: "成绩表", area: rectOf("A1:F21"), columns: header, hasHeaderRow: true, hasTotalsRow: false }] },
      参数: { cells: { A1: "及格线", B1: 60 } },
      结果: { cells },
    },
    { names: [definedName("得分区", "数据!$C$2:$C$21"), definedName("及格线", "参数!$B$1"), definedName("加倍均分", "AVERAGE(数据!$C$2:$C$21)*2")] },
  );
  const calculation = createCalculation(source);
  const { uncalculated } = calculation.calculateAll();
  return golden.formulas.map((_, row) => {
    const failed = uncalculated.find((cell) => cell.sheetId === "结果" && cell.row === row);
    return failed ? { uncalculated: `${failed.reason} ${failed.detail}` } : calculation.valueAt("结果", row, 0);
  });
}

/** The expected value in the golden file's notation: errors as their text. */
function plain(value: CellValue | { readonly uncalculated: string } | undefined): unknown {
  if (typeof value === "object" && value !== null && "error" in value) return value.error;
  return value;
}

(golden ? describe : describe.skip)("CE-1 golden formulas", () => {
  const plainly = calculate(() => false);
  const entered = calculate((group) => group === "array");
  const everyArray = calculate(() => true);
  golden?.formulas.forEach(({ name, formula, expected }, i) => {
    test(`CE-1 ${name}: ${formula}`, () => {
      for (const results of [plainly, entered, everyArray]) {
        const value = plain(results[i]);
        if (typeof expected === "number" && typeof value === "number") expect(Math.abs(value - expected)).toBeLessThanOrEqual(Math.abs(expected) * 1e-13);
        else expect(value).toEqual(expected);
      }
    });
  });
});
