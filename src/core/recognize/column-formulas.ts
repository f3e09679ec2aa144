import { columnIndex } from "../grid/address";
import type { SheetGrid } from "./sheet-grid";
import { KIND } from "./sheet-grid";

/** What a column's formulas say of it; shares of the formulas looked at. */
export type FormulaEvidence = {
  /** Works out its value from two or more other columns of its own row. */
  readonly fromRow: number;
  /** Divides one cell of its row by another. */
  readonly ratio: number;
  /** Ranks or counts what is larger. */
  readonly ranks: number;
  /** Gives one of several texts. */
  readonly givesText: number;
};

const NONE: FormulaEvidence = { fromRow: 0, ratio: 0, ranks: 0, givesText: 0 };
/** Formulas of a column are alike: a few tell. */
const LOOK = 6;
const REFERENCE = /\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?/gi;

/** Looks at a column's first formulas in the given rows. Rule RC-21. */
export function formulaEvidence(grid: SheetGrid, column: number, rows: readonly number[]): FormulaEvidence {
  let seen = 0;
  const found = { fromRow: 0, ratio: 0, ranks: 0, givesText: 0 };
  for (const row of rows) {
    if (seen === LOOK) break;
    if (grid.kinds[row * grid.columns + column] !== KIND.formula) continue;
    const formula = grid.formulaAt(row, column);
    if (formula === null) continue;
    seen++;
    const text = formula.slice(0, 1000);
    const bare = text.replace(/"(?:[^"]|"")*"/g, "");
    if (/RANK(?:\.EQ|\.AVG)?\(|COUNTIFS?\([^)]*[<>]|SUMPRODUCT\([^)]*>/i.test(text)) found.ranks++;
    else if (/(?:IFS?|LOOKUP|CHOOSE|SWITCH)\([^"]*"[^"\d]/i.test(text)) found.givesText++;
    else {
      const columns = columnsInRow(grid, bare, row, column);
      if (/^=\s*\(?\$?[A-Z]{1,3}\$?\d+\s*\/\s*\$?[A-Z]{1,3}\$?\d+\)?(?:\s*\*\s*100)?$/i.test(bare)) found.ratio++;
      else if (columns >= 2) found.fromRow++;
    }
  }
  if (seen === 0) return NONE;
  return { fromRow: found.fromRow / seen, ratio: found.ratio / seen, ranks: found.ranks / seen, givesText: found.givesText / seen };
}

/** How many other columns a formula reads in its own row, up to 3. */
function columnsInRow(grid: SheetGrid, formula: string, row: number, column: number): number {
  const columns = new Set<number>();
  for (const [, first, firstRow, last, lastRow] of formula.matchAll(REFERENCE)) {
    if (first === undefined || Number(firstRow) - 1 !== row + grid.top || (lastRow !== undefined && lastRow !== firstRow)) continue;
    const from = columnIndex(first) - grid.left;
    const to = last === undefined ? from : columnIndex(last) - grid.left;
    for (let c = Math.min(from, to); c <= Math.max(from, to) && columns.size < 3; c++) if (c !== column) columns.add(c);
  }
  return columns.size;
}
