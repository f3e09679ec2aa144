import type { Rect } from "../../src/core/grid/address";
import type { CellValue } from "../../src/core/grid/cell";
import { NO_CONTENT, type SheetSnapshot, type WorkbookSnapshot } from "../../src/core/grid/snapshot";
import { recognizeSheet } from "../../src/core/recognize/recognize-sheet";
import { readTables } from "../../src/core/template/read-tables";
import type { ScoringTable } from "../../src/core/template/scoring-table";
import { seededRandom } from "../sample/seeded-random";

const UNITS = 200;
const LEVELS = 8;
/** Four indicators of 10 points, eight of 7.5: a total of 100. */
const FULL_MARKS: readonly number[] = Array.from({ length: 12 }, (_, index) => (index < 4 ? 10 : 7.5));
/** Who scores every indicator, with the weight that the default scheme gives them. */
const RATERS = ["自评", "领导评分", "同事评分"] as const;
/** Column of the first entry, after 工号, 姓名, 所在单位, 职务层级. */
const FIRST_ENTRY = 4;

/** One job for the core and for its peer. Columns are given beside the workbook so that the peer can load them. */
export type ScoreJob = {
  readonly workbook: WorkbookSnapshot;
  readonly tables: readonly ScoringTable[];
  /** By indicator and within it by rater (self, leader, other), then by person; points with two decimals. */
  readonly entries: readonly Float64Array[];
  readonly unitOf: (person: number) => number;
  readonly levelOf: (person: number) => number;
  readonly unitScores: readonly number[];
  readonly people: number;
};

/** `people` people, each scored by three raters on twelve indicators, in eight pools by 职务层级, linked to two hundred units, as they are read from a workbook. */
export function scoreJob(people: number): ScoreJob {
  const random = seededRandom(20260101);
  const points = (full: number): number => random.integer(0, full * 100) / 100;
  const unitOf = (person: number): number => person % UNITS;
  const levelOf = (person: number): number => Math.floor(person / UNITS) % LEVELS;
  const unitName = (unit: number): string => `第${String(unit + 1)}税务所`;
  const unitScores = Array.from({ length: UNITS }, () => points(100));
  const entries = FULL_MARKS.flatMap((full) => RATERS.map(() => full)).map((full) => Float64Array.from({ length: people }, () => points(full)));
  const workbook: WorkbookSnapshot = {
    sheets: [
      sheetOf("组织绩效", [["单位", "年度考核（100分）"], ...unitScores.map((score, unit): CellValue[] => [unitName(unit), score])]),
      sheetOf("个人绩效", [
        ["工号", "姓名", "所在单位", "职务层级", ...FULL_MARKS.flatMap((full, index) => [`指标${String(index + 1)}（${String(full)}分）`, null, null])],
        [null, null, null, null, ...FULL_MARKS.flatMap(() => RATERS)],
        ...Array.from({ length: people }, (_, person): CellValue[] => [
          `P${String(1_000_000 + person)}`,
          `王${String(person)}`,
          unitName(unitOf(person)),
          `第${String(levelOf(person) + 1)}层级`,
          ...entries.map((column) => column[person] ?? 0),
        ]),
      ], [...[0, 1, 2, 3].map((column) => ({ row: 0, column, rows: 2, columns: 1 })), ...FULL_MARKS.map((_, index) => ({ row: 0, column: FIRST_ENTRY + index * RATERS.length, rows: 1, columns: RATERS.length }))]),
    ],
    styleTable: [],
    names: [],
    date1904: false,
    record: null,
  };
  const tables = readTables(workbook, workbook.sheets.map((sheet) => recognizeSheet(workbook, sheet)), null);
  const indicators = tables.map((table) => table.indicators.length).join(", ");
  if (indicators !== `1, ${String(FULL_MARKS.length)}`) throw new Error(`the measured workbook was read with ${indicators} indicators`);
  return { workbook, tables, entries, unitOf, levelOf, unitScores, people };
}

/** The same workbook with one entry changed, as after an edit. */
export function editedJob(job: ScoreJob, person: number, points: number): ScoreJob {
  const sheets = job.workbook.sheets.map((sheet, index): SheetSnapshot => {
    if (index === 0) return sheet;
    const values = sheet.values.map((row, at) => (at === person + 2 ? row.map((value, column) => (column === FIRST_ENTRY ? points : value)) : row));
    return { ...sheet, values };
  });
  return { ...job, workbook: { ...job.workbook, sheets } };
}

function sheetOf(name: string, values: readonly (readonly CellValue[])[], merges: readonly Rect[] = []): SheetSnapshot {
  const used = { row: 0, column: 0, rows: values.length, columns: values[0]?.length ?? 0 };
  return { ...NO_CONTENT, sheetId: name, name, kind: "worksheet", visibility: "visible", used, values, formulas: values.map(() => []), merges };
}
