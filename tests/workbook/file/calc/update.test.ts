import fc from "fast-check";
import { columnName } from "../../../../src/core/grid/address";
import type { CellValue } from "../../../../src/core/grid/cell";
import type { CellChange, CalculationSource, FormulaCell } from "../../../../src/workbook/file/calc/calculation";
import { createCalculation } from "../../../../src/workbook/file/calc/create-calculation";

const ROWS = 12;
const COLUMNS = 6;

/** Pieces of formulas over the small grid: every kind of reference and the functions with caches. */
const address = fc.tuple(fc.nat(COLUMNS - 1), fc.nat(ROWS - 1), fc.boolean(), fc.boolean()).map(([c, r, ac, ar]) => `${ac ? "$" : ""}${columnName(c)}${ar ? "$" : ""}${String(r + 1)}`);
const range = fc.oneof(
  fc.tuple(address, address).map(([a, b]) => `${a}:${b}`),
  fc.nat(COLUMNS - 1).map((c) => `${columnName(c)}:${columnName(c)}`),
  fc.nat(ROWS - 1).map((r) => `${String(r + 1)}:${String(r + 1)}`),
  fc.constantFrom("总区", "T!A1:A5", "T:S!B2"),
);
const formula = fc.oneof(
  fc.tuple(address, address).map(([a, b]) => `=${a}+${b}`),
  fc.tuple(address, range).map(([a, r]) => `=IFERROR(RANK(${a},${r}),0)`),
  range.map((r) => `=SUM(${r})`),
  fc.tuple(range, address).map(([r, a]) => `=COUNTIF(${r},">"&${a})+COUNTIF(${r},${a})`),
  fc.tuple(address, address).map(([a, b]) => `=IF(${a}>3,${b},"x")`),
  fc.tuple(range, fc.integer({ min: 1, max: 3 })).map(([r, k]) => `=IFERROR(LARGE(${r},${String(k)}),-1)`),
  fc.tuple(address, fc.nat(3)).map(([a, n]) => `=OFFSET(${a},${String(n)},0)`),
  fc.nat(ROWS - 1).map((r) => `=SUM(INDIRECT("A1:A${String(r + 1)}"))`),
  fc.tuple(address, range).map(([a, r]) => `=IFERROR(MATCH(${a},${r},0),-1)`),
  fc.tuple(range, range).map(([a, b]) => `=SUMIF(${a},">1",${b})`),
  fc.tuple(address, range).map(([a, r]) => `=SUM(${a}:INDEX(${r},1))`),
  fc.constantFrom("=UNKNOWNFUNCTION(1)", "=[1]X!A1", "=1+", "=RAND()"),
);
const value: fc.Arbitrary<CellValue> = fc.oneof(fc.integer({ min: -3, max: 9 }), fc.constantFrom<CellValue[]>("a", "3", "", null, true, { error: "#N/A" }));
const content = fc.oneof({ weight: 2, arbitrary: value.map((v) => ({ value: v })) }, { weight: 1, arbitrary: formula.map((f) => ({ formula: f })) });
const change: fc.Arbitrary<CellChange> = fc.tuple(fc.nat(ROWS - 1), fc.nat(COLUMNS - 1), fc.constantFrom("S", "S", "T"), content).map(([row, column, sheetId, c]) => ({ sheetId, row, column, content: c }));

type Grid = Map<string, CellChange>;

function sourceFrom(grid: Grid): CalculationSource {
  const sheet = (sheetId: string): CalculationSource["sheets"][number] => {
    const cells = new Map<number, CellValue>();
    const formulas: FormulaCell[] = [];
    for (const cell of grid.values()) {
      if (cell.sheetId !== sheetId) continue;
      if ("formula" in cell.content) formulas.push({ row: cell.row, column: cell.column, formula: cell.content.formula, array: null });
      else cells.set(cell.row * 100 + cell.column, cell.content.value);
    }
    return {
      sheetId,
      name: sheetId,
      used: { row: 0, column: 0, rows: ROWS, columns: COLUMNS },
      formulas,
      tables: [],
      valueAt: (row, column) => cells.get(row * 100 + column) ?? null,
      isRowHidden: () => false,
    };
  };
  return { sheets: [sheet("T"), sheet("S")], names: [{ name: "总区", refersTo: "S!$A$1:$B$6", sheetId: null, hidden: false }], date1904: false, now: 45_000 };
}

describe("CE-44 update", () => {
  test("CE-44 random edits: calculating what depends on them gives the same as calculating everything afresh", () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 5, maxLength: 60 }), fc.array(fc.array(change, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 8 }), (initial, edits) => {
        const grid: Grid = new Map();
        const put = (cell: CellChange): void => void grid.set(`${cell.sheetId} ${String(cell.row)} ${String(cell.column)}`, cell);
        initial.forEach(put);
        const incremental = createCalculation(sourceFrom(grid));
        const uncalculated = new Set<string>();
        const key = (cell: { sheetId: string; row: number; column: number }): string => `${cell.sheetId} ${String(cell.row)} ${String(cell.column)}`;
        const note = (result: ReturnType<typeof incremental.calculateAll>): void => {
          for (const cell of result.cells) uncalculated.delete(key(cell));
          for (const cell of result.uncalculated) uncalculated.add(key(cell));
        };
        note(incremental.calculateAll());
        for (const edit of edits) {
          edit.forEach(put);
          for (const cell of edit) uncalculated.delete(key(cell));
          note(incremental.update(edit));
          const fresh = createCalculation(sourceFrom(grid));
          const full = fresh.calculateAll();
          expect([...uncalculated].sort()).toEqual(full.uncalculated.map(key).sort());
          for (const cell of full.cells) expect({ ...cell, value: incremental.valueAt(cell.sheetId, cell.row, cell.column) }).toEqual(cell);
        }
      }),
      { seed: 20_250_630, numRuns: 400 },
    );
  });
});
