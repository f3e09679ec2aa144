import fc from "fast-check";
import { checkWorkbook, type CheckInput } from "../../../src/core/check/check-workbook";
import { toA1 } from "../../../src/core/grid/address";
import { decimal, roundAt, toNumber } from "../../../src/core/score/decimal";
import { exactSum } from "../../../src/core/check/exact";
import type { Cell, Column, HandMade } from "./hand-made";
import { inputOf } from "./scenarios";

/** One seed for all runs: a failure is the same tomorrow. */
const SEED = 20_260_731;
const RUNS = 60;

const MARKS = [20, 15, 15, 10, 10, 30];
const FIRST_ENTRY = 3;
const TOTAL = FIRST_ENTRY + MARKS.length;
const RANK = TOTAL + 1;
const COLUMNS: readonly Column[] = [
  { header: "工号", kind: "code" },
  { header: "姓名", kind: "subject" },
  { header: "所在单位", kind: "subjectGroup" },
  ...MARKS.map((mark, i): Column => ({ header: `指标${String(i + 1)}`, kind: "entry", fullMark: String(mark) })),
  { header: "总分", kind: "score" },
  { header: "名次", kind: "rank" },
];

type Grid = Cell[][];

/** Clean rows: points on half a point within their full marks, exact totals, ranks 1-2-2-4. */
const cleanGrid: fc.Arbitrary<Grid> = fc
  .array(fc.tuple(...MARKS.map((mark) => fc.integer({ min: mark, max: 2 * mark }))), { minLength: 12, maxLength: 40 })
  .map((people) => {
    const points = people.map((halves) => halves.map((half) => half / 2));
    const totals = points.map((row) => toNumber(exactSum(row)));
    return points.map((row, i) => {
      const total = totals[i] ?? 0;
      return [`YZ${String(1000 + i)}`, `干部${String.fromCharCode(0x4e00 + i * 7)}`, `第${String(i % 5)}科`, ...row, total, totals.filter((other) => other > total).length + 1];
    });
  });

function tableOf(grid: Grid, more: Partial<HandMade> = {}): CheckInput {
  const sums = Array.from({ length: MARKS.length }, (_, c) => toNumber(roundAt(exactSum(grid.map((row) => Number(row[FIRST_ENTRY + c]))), 4)));
  return inputOf({ columns: COLUMNS, rows: grid, totals: [[null, "合计", null, ...sums, null, null]], ...more });
}

type Injection = {
  readonly code: string;
  /** Changes the grid at a random place and says where the finding is due; further codes that follow from the error. */
  readonly inject: (grid: Grid, row: number, column: number) => { readonly at: readonly [number, number]; readonly also?: readonly string[]; readonly more?: Partial<HandMade> };
};

function set(grid: Grid, row: number, column: number, cell: Cell): void {
  const cells = grid[row];
  if (!cells) throw new Error("no such row");
  cells[column] = cell;
}

function at(grid: Grid, row: number, column: number): number {
  return Number(grid[row]?.[column]);
}

/** Errors in entries; the injected cell is `(row, FIRST_ENTRY + column)`. */
const entry = (code: string, make: (value: number, mark: number) => Cell, also: readonly string[] = []): Injection => ({
  code,
  inject: (grid, row, column) => {
    set(grid, row, FIRST_ENTRY + column, make(at(grid, row, FIRST_ENTRY + column), MARKS[column] ?? 0));
    return { at: [row, FIRST_ENTRY + column], also };
  },
});

// What an error drags along (a total that then does not add up) is allowed; anything else is a false alarm.
const TOTALS = ["total.sum", "total.column-sum"] as const;
const INJECTIONS: readonly Injection[] = [
  entry("entry.missing", () => null, TOTALS),
  entry("entry.text-number", (value) => String(value)),
  entry("entry.full-width", (value) => String(value).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))),
  entry("entry.unit", (value) => `${String(value)}分`),
  entry("entry.percent", (value, mark) => `${String(Math.round((value / mark) * 100))}%`),
  entry("entry.not-number", () => "较好"),
  entry("entry.no-score-mark", () => "请假", TOTALS),
  entry("entry.above-full-mark", (_, mark) => mark + 0.5, TOTALS),
  entry("entry.negative", (value) => -value, TOTALS),
  {
    code: "entry.date",
    inject: (grid, row, column) => {
      set(grid, row, FIRST_ENTRY + column, 45_474);
      const cell = toA1({ row: row + 1, column: FIRST_ENTRY + column, rows: 1, columns: 1 });
      return { at: [row, FIRST_ENTRY + column], more: { formats: { [cell]: "m/d" } } };
    },
  },
  {
    code: "total.sum",
    inject: (grid, row, column) => {
      set(grid, row, TOTAL, at(grid, row, TOTAL) + 1 + column);
      return { at: [row, TOTAL], also: ["rank.wrong", "rank.disagrees"] };
    },
  },
  {
    code: "rank.wrong",
    inject: (grid, row, column) => {
      set(grid, row, RANK, at(grid, row, RANK) + 1 + column);
      return { at: [row, RANK] };
    },
  },
  {
    code: "duplicate.subject",
    inject: (grid, row) => {
      const from = row === 0 ? 1 : 0;
      const later = Math.max(row, from);
      const earlier = Math.min(row, from);
      set(grid, later, 0, grid[earlier]?.[0] ?? null);
      const name = grid[earlier]?.[1];
      set(grid, later, 1, typeof name === "string" ? `${name.slice(0, 1)} ${name.slice(1)}` : null);
      return { at: [later, 1] };
    },
  },
  {
    code: "duplicate.staff-number",
    inject: (grid, row) => {
      const from = row === 0 ? 1 : 0;
      set(grid, Math.max(row, from), 0, grid[Math.min(row, from)]?.[0] ?? null);
      return { at: [Math.max(row, from), 1] };
    },
  },
  {
    code: "formula.overwritten",
    inject: (grid, row) => {
      grid.forEach((cells, i) => {
        const r = String(i + 2);
        if (i !== row) cells[TOTAL] = { f: `=SUM(D${r}:I${r})`, v: at(grid, i, TOTAL) };
      });
      return { at: [row, TOTAL] };
    },
  },
];

test(`CK-2 … CK-72 clean tables have no findings (seed ${String(SEED)})`, () => {
  fc.assert(
    fc.property(cleanGrid, (grid) => {
      expect(checkWorkbook(tableOf(grid))).toEqual([]);
    }),
    { seed: SEED, numRuns: RUNS },
  );
});

test.each(INJECTIONS)(`$code injected anywhere is found there, and nothing else (seed ${String(SEED)})`, ({ code, inject }) => {
  fc.assert(
    fc.property(cleanGrid, fc.nat(), fc.nat(), (clean, r, c) => {
      const grid = clean.map((row) => [...row]);
      const row = r % grid.length;
      const totals = tableOf(clean);
      const { at: place, also = [], more } = inject(grid, row, c % MARKS.length);
      // The total row keeps what it said before the error.
      const rows = totals.workbook.sheets[0]?.values.at(-1) ?? [];
      const found = checkWorkbook(inputOf({ columns: COLUMNS, rows: grid, totals: [[...rows]], ...more }));
      const due = found.filter((finding) => finding.code === code && finding.area?.row === place[0] + 1 && finding.area.column === place[1]);
      expect(due).toHaveLength(1);
      expect(found.filter((finding) => finding !== due[0] && !also.includes(finding.code)).map((finding) => finding.code)).toEqual([]);
    }),
    { seed: SEED, numRuns: RUNS },
  );
});

test(`CK-30 a weight changed by a hundredth is found, however the weights are cut (seed ${String(SEED)})`, () => {
  const weights = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 3, maxLength: 12 }).map((parts) => {
    const total = parts.reduce((a, b) => a + b, 0);
    const shares = parts.map((part) => Math.max(1, Math.round((part / total) * 100)));
    shares[0] = (shares[0] ?? 0) + 100 - shares.reduce((a, b) => a + b, 0);
    return shares;
  });
  fc.assert(
    fc.property(weights.filter((shares) => shares.every((share) => share > 1)), fc.nat(), (shares, i) => {
      const form = (list: readonly number[]): CheckInput =>
        inputOf({
          columns: [
            { header: "考核内容", kind: "indicator" },
            { header: "权重", kind: "weight" },
            { header: "得分", kind: "self" },
          ],
          rows: list.map((share, n) => [`内容${String.fromCharCode(0x4e00 + n)}`, toNumber(decimal(String(share)).div(100)), 90]),
        });
      expect(checkWorkbook(form(shares))).toEqual([]);
      const off = shares.map((share, n) => (n === i % shares.length ? share + 1 : share));
      expect(checkWorkbook(form(off)).map((finding) => [finding.code, finding.params["sum"]])).toEqual([["weight.total", "101%"]]);
    }),
    { seed: SEED, numRuns: RUNS },
  );
});
