import type { SheetSnapshot, WorkbookSnapshot } from "../../src/core/grid/snapshot";
import { recognizeSheet } from "../../src/core/recognize/recognize-sheet";
import { takingTurns, type BenchTable } from "./ratio-table";

/** What a pane may take for a sheet of 2,000 × 30 cells. */
const GOAL_MS = 100;

type Size = { readonly name: string; readonly rows: number; readonly columns: number; readonly goalMs: number | null };

const SIZES: readonly Size[] = [
  { name: "2,000 rows × 30 columns", rows: 2_000, columns: 30, goalMs: GOAL_MS },
  { name: "100,000 rows × 30 columns", rows: 100_000, columns: 30, goalMs: null },
  { name: "300 rows × 2,000 columns", rows: 300, columns: 2_000, goalMs: null },
];

/** Recognising one sheet of subjects by points, without reading a file: as ratios to what a pane may take for 2,000 × 30 cells. */
export async function benchRecognize(): Promise<BenchTable> {
  const workbooks = SIZES.map((size) => ({ size, workbook: matrix(size) }));
  // The first run compiles.
  for (const { workbook } of workbooks.slice(0, 1)) for (let i = 0; i < 5; i++) recognize(workbook);
  const times = await takingTurns(Object.fromEntries(workbooks.map(({ size, workbook }) => [size.name, () => recognize(fresh(workbook))])), 5);
  return {
    title: `Recognising a sheet, as ratios to ${String(GOAL_MS)} ms`,
    rows: SIZES.map(({ name, goalMs }) => {
      const ms = times.get(name) ?? 0;
      return { what: name, ms, ratio: ms / GOAL_MS, goal: goalMs === null ? null : { bound: "atMost", ratio: goalMs / GOAL_MS } };
    }),
  };
}

function recognize(workbook: WorkbookSnapshot): void {
  for (const sheet of workbook.sheets) {
    if (recognizeSheet(workbook, sheet).tables.length !== 1) throw new Error("the measured sheet must have one table");
  }
}

/** The same workbook as another object: nothing that was worked out before is of use. */
function fresh(workbook: WorkbookSnapshot): WorkbookSnapshot {
  return { ...workbook };
}

function matrix({ rows, columns }: Size): WorkbookSnapshot {
  const head = ["序号", "姓名", "所在单位", ...Array.from({ length: columns - 5 }, (_, i) => `指标${String(i + 1)}（10分）`), "得分", "名次"];
  const units = ["办公室", "法制科", "财务处", "信息中心"];
  const values = [head, ...Array.from({ length: rows - 1 }, (_, r) => [r + 1, `王${String.fromCharCode(0x4e00 + (r % 3000))}`, units[r % 4] ?? "", ...Array.from({ length: columns - 5 }, (_, c) => (r * 7 + c * 3) % 11), 80 + (r % 20), r + 1])];
  const sheet: SheetSnapshot = {
    sheetId: "bench", name: "bench", kind: "worksheet", visibility: "visible", used: { row: 0, column: 0, rows, columns }, values, formulas: values.map((row) => row.map(() => null)), styles: [], merges: [],
    hiddenRows: [], hiddenColumns: [], protection: null, validations: [], conditionalFormats: [], tables: [], autoFilter: null,
  };
  return { sheets: [sheet], styleTable: [], names: [], date1904: false, record: null };
}
