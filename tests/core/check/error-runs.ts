import { checkWorkbook } from "../../../src/core/check/check-workbook";
import { exactSum } from "../../../src/core/check/exact";
import type { Finding } from "../../../src/core/check/finding";
import { contains, toA1 } from "../../../src/core/grid/address";
import { textOf, type CellValue } from "../../../src/core/grid/cell";
import type { SheetSnapshot, WorkbookSnapshot } from "../../../src/core/grid/snapshot";
import { recognizeSheet } from "../../../src/core/recognize/recognize-sheet";
import { decimalText, exactOf, roundAt, toNumber, ZERO } from "../../../src/core/score/decimal";
import { defaultScheme } from "../../../src/core/score/default-scheme";
import { readTables } from "../../../src/core/template/read-tables";
import { seededRandom, type SeededRandom } from "../../../scripts/sample/seeded-random";
import { PLAIN_STYLE, sheetOf } from "../../support/grid";
import { both, cascade, events, months, OFFICE_MISTAKES } from "./office-error-runs";

export type Cell = CellValue | { readonly f: string; readonly v: CellValue };

/** A workbook without a mistake, as people lay it out, and what an error needs to know about it. Rows and columns are zero-based. */
export type Clean = {
  readonly name: string;
  readonly grid: Cell[][];
  readonly merges: string[];
  /** Cells with points. */
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  readonly fullMark: (row: number, column: number) => number;
  /** Columns by what stands in them. */
  readonly at: Readonly<Record<string, number>>;
  readonly totalRow: number | null;
  /** More sheets, by name. */
  readonly others: Readonly<Record<string, readonly (readonly Cell[])[]>>;
  readonly formats: Record<string, string>;
  readonly hiddenRows: number[];
};

/** An error that somebody may make; gives the cell at which it is due, or the sheet as a whole. `also`: what it drags along, rightly. */
export type Mistake = {
  readonly code: string;
  readonly into: Layout;
  readonly make: (clean: Clean, random: SeededRandom) => { readonly at: readonly [number, number] | null; readonly also?: readonly string[] };
};

const SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜";
const GIVEN = ["建国", "晓梅", "志强", "丽华", "文涛", "玉兰", "海波", "秀英", "立新", "春燕", "永康", "思远", "雪松", "明辉", "桂芳", "子涵", "俊杰", "佳怡", "国栋", "红霞"];
const UNITS = ["城东税务所", "城西税务所", "城南税务所", "城北税务所", "开发区分局", "高新区分局", "法制科", "征管科", "办公室", "纳税服务科"];
const INDICATORS = ["组织收入", "税收征管", "纳税服务", "风险管理", "依法行政", "内部管理", "党的建设", "工作纪律", "改革任务", "综合治税"];
const CONTENTS = ["完成年度收入任务", "按期办结涉税事项", "规范执行处罚裁量", "落实首问负责制", "按时报送工作报告", "办公环境整洁有序", "参加集中学习", "信息稿件采用", "遵守廉洁规定", "配合专项检查"];
const REASONS = ["迟报一次", "漏报一期", "会议迟到", "材料退回一次", "投诉一件"];

/** Layouts of the clean workbooks. */
export const LAYOUTS = ["matrix", "form", "raters", "weights", "ticks", "linked", "cascade", "events", "months", "both"] as const;
export type Layout = (typeof LAYOUTS)[number];

function shuffled<T>(items: readonly T[], random: SeededRandom): T[] {
  const list = [...items];
  for (let i = list.length - 1; i > 0; i--) {
    const j = random.integer(0, i);
    const [a, b] = [list[i], list[j]];
    if (a !== undefined && b !== undefined) [list[i], list[j]] = [b, a];
  }
  return list;
}

function names(count: number, random: SeededRandom): readonly string[] {
  const all = [...SURNAMES].flatMap((surname) => GIVEN.map((given) => `${surname}${given}`));
  return shuffled(all, random).slice(0, count);
}

function sum(values: readonly number[]): number {
  return toNumber(exactSum(values));
}

function mean(values: readonly number[], digits: number): number {
  return toNumber(roundAt(exactSum(values).div(values.length), digits));
}

const NOTHING = { totalRow: null, others: {}, hiddenRows: [] } as const;

/** Parts of 100 in steps of five. */
function marksOf(count: number, random: SeededRandom): readonly number[] {
  const marks = Array.from({ length: count }, () => 5);
  for (let left = 20 - count; left > 0; left--) {
    const index = random.integer(0, count - 1);
    marks[index] = (marks[index] ?? 0) + 5;
  }
  return marks;
}

function matrix(random: SeededRandom): Clean {
  const marks = marksOf(random.integer(4, 8), random);
  const labels = shuffled(INDICATORS, random).slice(0, marks.length);
  const people = names(random.integer(12, 30), random);
  const first = 3;
  const total = first + marks.length;
  const points = people.map(() => marks.map((mark) => mark - random.integer(0, mark) / 2));
  const totals = points.map(sum);
  const calculated = random.integer(0, 1) === 1;
  const body = people.map((name, i): Cell[] => {
    const row = String(i + 3);
    const value = totals[i] ?? 0;
    const letter = String.fromCharCode(65 + total - 1);
    return [`YZ${String(1001 + i)}`, name, random.pick(UNITS), ...(points[i] ?? []), calculated ? { f: `=SUM(D${row}:${letter}${row})`, v: value } : value, totals.filter((other) => other > value).length + 1];
  });
  const sums = marks.map((_, c) => sum(points.map((row) => row[c] ?? 0)));
  const width = total + 2;
  return {
    ...NOTHING,
    hiddenRows: [],
    name: "个人绩效",
    grid: [["2025年度个人绩效考评得分表"], ["工号", "姓名", "所在单位", ...labels.map((label, c) => `${label}（${String(marks[c])}分）`), "总分", "名次"], ...body, [null, "合计", null, ...sums, null, null]],
    merges: [`A1:${toA1({ row: 0, column: width - 1, rows: 1, columns: 1 })}`],
    rows: people.map((_, i) => i + 2),
    columns: marks.map((_, c) => first + c),
    fullMark: (_, column) => marks[column - first] ?? 0,
    at: { code: 0, subject: 1, group: 2, total, rank: total + 1, calculated: calculated ? 1 : 0 },
    totalRow: people.length + 2,
    formats: {},
  };
}

function form(random: SeededRandom): Clean {
  const marks = marksOf(random.integer(6, 10), random);
  const contents = shuffled(CONTENTS, random).slice(0, marks.length);
  const points = marks.map((mark, i) => (i < 3 || random.integer(0, 2) === 0 ? mark - 1 - random.integer(0, 2) / 2 : mark));
  const split = Math.ceil(marks.length / 2);
  const body = contents.map((content, i): Cell[] => [i === 0 ? "履职尽责" : i === split ? "作风纪律" : null, content, marks[i] ?? 0, points[i] ?? 0, (points[i] ?? 0) < (marks[i] ?? 0) ? random.pick(REASONS) : null]);
  return {
    ...NOTHING,
    hiddenRows: [],
    name: "考评表",
    grid: [["2025年度绩效考评表"], ["考评项目", "考评内容", "分值", "得分", "扣分原因"], ...body, ["合计", null, sum(marks), sum(points), null]],
    merges: ["A1:E1", `A3:A${String(split + 2)}`, `A${String(split + 3)}:A${String(marks.length + 2)}`],
    rows: marks.map((_, i) => i + 2),
    columns: [3],
    fullMark: (row) => marks[row - 2] ?? 0,
    at: { content: 1, mark: 2, points: 3, remark: 4 },
    totalRow: marks.length + 2,
    formats: {},
  };
}

function raters(random: SeededRandom): Clean {
  const count = random.integer(4, 6);
  const people = names(random.integer(count, 12), random);
  const own = random.integer(0, 1) === 1;
  const given = people.map((_, i) => Array.from({ length: count }, (__, r) => (own && i === r ? null : random.integer(70, 98))));
  const numbersOf = (row: readonly (number | null)[]): readonly number[] => row.flatMap((value) => value ?? []);
  return {
    ...NOTHING,
    hiddenRows: [],
    name: "评委打分",
    grid: [
      ["序号", "姓名", ...Array.from({ length: count }, (_, r) => (own ? (people[r] ?? "") : `评委${String(r + 1)}`)), "平均分"],
      ...people.map((name, i): Cell[] => [i + 1, name, ...(given[i] ?? []), mean(numbersOf(given[i] ?? []), 2)]),
    ],
    merges: [],
    rows: people.map((_, i) => i + 1),
    columns: Array.from({ length: count }, (_, r) => r + 2),
    fullMark: () => 100,
    at: { subject: 1, mean: count + 2, own: own ? 1 : 0 },
    formats: {},
  };
}

function weights(random: SeededRandom): Clean {
  const marks = marksOf(random.integer(5, 8), random);
  const contents = shuffled(INDICATORS, random).slice(0, marks.length);
  const points = marks.map(() => random.integer(120, 200) / 2);
  const weighted = points.map((value, i) => toNumber((exactOf(value) ?? ZERO).mul(marks[i] ?? 0).div(100)));
  return {
    ...NOTHING,
    hiddenRows: [],
    name: "加权评分",
    grid: [["序号", "指标", "权重", "评分", "加权得分"], ...contents.map((content, i): Cell[] => [i + 1, content, (marks[i] ?? 0) / 100, points[i] ?? 0, weighted[i] ?? 0]), ["合计", null, 1, null, sum(weighted)]],
    merges: [],
    rows: marks.map((_, i) => i + 1),
    columns: [3],
    fullMark: () => 100,
    at: { content: 1, weight: 2, points: 3, weighted: 4 },
    totalRow: marks.length + 1,
    formats: {},
  };
}

function ticks(random: SeededRandom): Clean {
  const contents = shuffled(CONTENTS, random).slice(0, random.integer(5, 9));
  const options = ["优秀", "良好", "一般", "较差"];
  return {
    ...NOTHING,
    hiddenRows: [],
    name: "民主测评表",
    grid: [["序号", "测评内容", ...options], ...contents.map((content, i): Cell[] => {
      const chosen = random.integer(0, options.length - 1);
      return [i + 1, content, ...options.map((_, o) => (o === chosen ? "√" : null))];
    })],
    merges: [],
    rows: contents.map((_, i) => i + 1),
    columns: options.map((_, o) => o + 2),
    fullMark: () => 0,
    at: { content: 1 },
    formats: {},
  };
}

function linked(random: SeededRandom): Clean {
  const people = matrix(random);
  const units = UNITS.map((name): Cell[] => [name, random.integer(160, 200) / 2]);
  return { ...people, others: { 组织绩效: [["单位", "年度考核得分（100分）"], ...units] } };
}

const MAKERS: Readonly<Record<Layout, (random: SeededRandom) => Clean>> = { matrix, form, raters, weights, ticks, linked, cascade, events, months, both };

function plain(cell: Cell | undefined): CellValue {
  return typeof cell === "object" && cell !== null && "f" in cell ? cell.v : (cell ?? null);
}

function numberAt(clean: Clean, row: number, column: number): number {
  return Number(plain(clean.grid[row]?.[column]));
}

function put(clean: Clean, row: number, column: number, cell: Cell): void {
  const cells = clean.grid[row];
  if (!cells) throw new Error("no such row");
  cells[column] = cell;
}

function columnOf(clean: Clean, what: string): number {
  const column = clean.at[what];
  if (column === undefined) throw new Error(`no column ${what}`);
  return column;
}

/** What a wrong entry makes of sums that stand beside and below it. */
const SUMS = ["total.sum", "total.column-sum", "total.mean"];
const RANKS = ["rank.wrong", "rank.disagrees", "rank.ties-broken", "rank.without-score", "rank.missing"];

/** An entry somewhere among the points becomes something else. */
function entry(code: string, into: Layout, change: (value: number, mark: number) => Cell, also: readonly string[] = []): Mistake {
  return {
    code,
    into,
    make: (clean, random) => {
      const column = random.pick(clean.columns);
      const row = random.pick(clean.rows.filter((each) => plain(clean.grid[each]?.[column]) !== null));
      put(clean, row, column, change(numberAt(clean, row, column), clean.fullMark(row, column)));
      return { at: [row, column], also };
    },
  };
}

/** A value that was right is off by something. */
function off(code: string, into: Layout, what: string, rows: (clean: Clean) => readonly number[], by: number, also: readonly string[] = []): Mistake {
  return {
    code,
    into,
    make: (clean, random) => {
      const [row, column] = [random.pick(rows(clean)), columnOf(clean, what)];
      put(clean, row, column, toNumber((exactOf(numberAt(clean, row, column)) ?? ZERO).add(exactOf(by) ?? ZERO)));
      return { at: [row, column], also };
    },
  };
}

const totalRows = (clean: Clean): readonly number[] => (clean.totalRow === null ? [] : [clean.totalRow]);
const bodyRows = (clean: Clean): readonly number[] => clean.rows;

const fullWidth = (value: number): string => String(value).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

/** The errors, each as often as it is asked for. Codes: docs/spec/checks.md. */
export const MISTAKES: readonly Mistake[] = [
  entry("entry.missing", "matrix", () => null, SUMS),
  entry("entry.missing", "form", () => null, SUMS),
  entry("entry.text-number", "matrix", String),
  entry("entry.full-width", "matrix", fullWidth),
  entry("entry.unit", "matrix", (value) => `${String(value)}分`),
  entry("entry.unit", "form", (value) => `${String(value)}分`),
  entry("entry.percent", "matrix", (value, mark) => `${String(Math.round((value / mark) * 100))}%`),
  entry("entry.not-number", "matrix", () => "较好"),
  entry("entry.no-score-mark", "matrix", () => "请假", SUMS),
  entry("entry.above-full-mark", "matrix", (_, mark) => mark + 0.5, SUMS),
  entry("entry.above-full-mark", "form", (_, mark) => mark + 1, SUMS),
  entry("entry.negative", "matrix", (value) => -value, SUMS),
  entry("entry.placeholder", "form", () => "{{score}}", SUMS),
  {
    code: "entry.step",
    into: "matrix",
    make: (clean, random) => {
      const [row, column] = [random.pick(clean.rows), random.pick(clean.columns)];
      const value = exactOf(numberAt(clean, row, column)) ?? ZERO;
      put(clean, 0, 0, `${textOf(plain(clean.grid[0]?.[0]))}（以0.5分为一档）`);
      put(clean, row, column, toNumber(value.add(exactOf(value.compare(1) >= 0 ? -0.2 : 0.2) ?? ZERO)));
      return { at: [row, column], also: SUMS };
    },
  },
  entry("entry.decimals", "matrix", (value) => toNumber((exactOf(value) ?? ZERO).sub(exactOf(0.3333) ?? ZERO)), SUMS),
  {
    code: "entry.date",
    into: "matrix",
    make: (clean, random) => {
      const [row, column] = [random.pick(clean.rows), random.pick(clean.columns)];
      put(clean, row, column, 45_474);
      clean.formats[toA1({ row, column, rows: 1, columns: 1 })] = "m/d";
      return { at: [row, column], also: SUMS };
    },
  },
  {
    code: "entry.column-blank",
    into: "matrix",
    make: (clean, random) => {
      const column = random.pick(clean.columns);
      for (const row of clean.rows) put(clean, row, column, null);
      return { at: [clean.rows[0] ?? 0, column], also: SUMS };
    },
  },
  {
    code: "entry.row-blank",
    into: "matrix",
    make: (clean, random) => {
      const row = random.pick(clean.rows);
      for (const column of clean.columns) put(clean, row, column, null);
      return { at: [row, clean.columns[0] ?? 0], also: SUMS };
    },
  },
  {
    code: "entry.nobodys",
    into: "matrix",
    make: (clean, random) => {
      // Inside the table: what stands after its last named row may be a total.
      const row = random.pick(clean.rows.slice(1, -1));
      for (const what of ["code", "subject", "group"]) put(clean, row, columnOf(clean, what), null);
      return { at: [row, clean.columns[0] ?? 0], also: [...SUMS, ...RANKS] };
    },
  },
  {
    code: "entry.reason-missing",
    into: "form",
    make: (clean, random) => {
      const taken = clean.rows.filter((row) => plain(clean.grid[row]?.[columnOf(clean, "remark")]) !== null);
      const row = random.pick(taken);
      put(clean, row, columnOf(clean, "remark"), null);
      return { at: [row, columnOf(clean, "remark")] };
    },
  },
  {
    code: "entry.remark-contradicts",
    into: "form",
    make: (clean, random) => {
      const full = clean.rows.filter((row) => numberAt(clean, row, columnOf(clean, "points")) === clean.fullMark(row, 0));
      const row = random.pick(full.length > 0 ? full : clean.rows);
      const before = numberAt(clean, row, columnOf(clean, "points"));
      put(clean, row, columnOf(clean, "points"), clean.fullMark(row, 0));
      if (clean.totalRow !== null) put(clean, clean.totalRow, columnOf(clean, "points"), sum([numberAt(clean, clean.totalRow, columnOf(clean, "points")), clean.fullMark(row, 0), -before]));
      put(clean, row, columnOf(clean, "remark"), random.pick(["四季度任务未完成", "未按时报送", "该项工作未开展"]));
      return { at: [row, columnOf(clean, "points")] };
    },
  },
  {
    code: "entry.several-ticks",
    into: "ticks",
    make: (clean, random) => {
      const row = random.pick(clean.rows);
      const free = clean.columns.filter((column) => plain(clean.grid[row]?.[column]) === null);
      put(clean, row, random.pick(free), "√");
      return { at: [row, clean.columns.find((column) => plain(clean.grid[row]?.[column]) !== null) ?? 0] };
    },
  },
  {
    code: "entry.rates-himself",
    into: "raters",
    make: (clean, random) => {
      const column = random.pick(clean.columns);
      const row = (clean.rows[0] ?? 0) + column - (clean.columns[0] ?? 0);
      if (clean.at["own"] === 0) clean.columns.forEach((each, r) => put(clean, 0, each, plain(clean.grid[(clean.rows[0] ?? 0) + r]?.[columnOf(clean, "subject")])));
      clean.columns.forEach((each, r) => {
        if (each !== column) put(clean, (clean.rows[0] ?? 0) + r, each, null);
      });
      put(clean, row, column, 95);
      for (const each of clean.rows) {
        const given = clean.columns.flatMap((c) => plain(clean.grid[each]?.[c]) === null ? [] : [numberAt(clean, each, c)]);
        put(clean, each, columnOf(clean, "mean"), mean(given, 2));
      }
      return { at: [row, column], also: ["entry.rater-missing"] };
    },
  },
  entry("entry.rater-missing", "raters", () => null, SUMS),
  off("total.sum", "matrix", "total", bodyRows, 1.5, [...RANKS, "formula.overwritten"]),
  off("rank.wrong", "matrix", "rank", bodyRows, 40, ["rank.disagrees"]),
  off("total.mean", "raters", "mean", bodyRows, 0.8),
  off("total.column-sum", "form", "points", totalRows, 2),
  off("mark.total", "form", "mark", totalRows, 5),
  off("weight.total", "weights", "weight", bodyRows, 0.05, ["total.weighted", "weight.stated-total", "total.column-sum", "mark.total"]),
  {
    code: "cell.error",
    into: "matrix",
    make: (clean, random) => {
      const row = random.pick(clean.rows);
      put(clean, row, columnOf(clean, "total"), { f: "=D3/0", v: { error: "#DIV/0!" } });
      return { at: [row, columnOf(clean, "total")], also: [...SUMS, ...RANKS, "formula.differs", "formula.overwritten"] };
    },
  },
  {
    code: "duplicate.subject",
    into: "matrix",
    make: (clean, random) => {
      const row = random.pick(clean.rows.slice(1));
      const name = textOf(plain(clean.grid[clean.rows[0] ?? 0]?.[columnOf(clean, "subject")]));
      put(clean, row, columnOf(clean, "subject"), `${name.slice(0, 1)} ${name.slice(1)}`);
      put(clean, row, columnOf(clean, "code"), plain(clean.grid[clean.rows[0] ?? 0]?.[columnOf(clean, "code")]));
      return { at: [row, columnOf(clean, "subject")] };
    },
  },
  {
    code: "duplicate.staff-number",
    into: "matrix",
    make: (clean, random) => {
      const row = random.pick(clean.rows.slice(1));
      put(clean, row, columnOf(clean, "code"), plain(clean.grid[clean.rows[0] ?? 0]?.[columnOf(clean, "code")]));
      return { at: [row, columnOf(clean, "subject")] };
    },
  },
  {
    code: "duplicate.indicator",
    into: "form",
    make: (clean, random) => {
      const row = random.pick(clean.rows.slice(1, 3));
      const content = textOf(plain(clean.grid[clean.rows[0] ?? 0]?.[columnOf(clean, "content")]));
      put(clean, row, columnOf(clean, "content"), `${content.slice(0, 2)} ${content.slice(2)}`);
      return { at: [row, columnOf(clean, "content")] };
    },
  },
  {
    code: "formula.overwritten",
    into: "matrix",
    make: (clean, random) => {
      const [total, odd] = [columnOf(clean, "total"), random.pick(clean.rows)];
      const letters = [clean.columns[0] ?? 0, clean.columns.at(-1) ?? 0].map((column) => String.fromCharCode(65 + column));
      for (const row of clean.rows) {
        const value = numberAt(clean, row, total);
        put(clean, row, total, row === odd ? value : { f: `=SUM(${letters.map((letter) => `${letter}${String(row + 1)}`).join(":")})`, v: value });
      }
      return { at: [odd, total] };
    },
  },
  {
    code: "formula.row-range-short",
    into: "matrix",
    make: (clean, random) => {
      const [total, odd] = [columnOf(clean, "total"), random.pick(clean.rows)];
      const [first, last] = [clean.columns[0] ?? 0, clean.columns.at(-1) ?? 0];
      const letter = (column: number): string => String.fromCharCode(65 + column);
      for (const row of clean.rows) {
        const value = numberAt(clean, row, total);
        const short = row === odd;
        put(clean, row, total, { f: `=SUM(${letter(first)}${String(row + 1)}:${letter(short ? last - 1 : last)}${String(row + 1)})`, v: short ? sum([value, -numberAt(clean, row, last)]) : value });
      }
      return { at: [odd, total], also: [...RANKS, "formula.differs"] };
    },
  },
  {
    code: "formula.external",
    into: "matrix",
    make: (clean, random) => {
      const [row, column] = [random.pick(clean.rows), random.pick(clean.columns)];
      put(clean, row, column, { f: `='[上年.xlsx]Sheet1'!B${String(row)}`, v: numberAt(clean, row, column) });
      return { at: [row, column] };
    },
  },
  {
    code: "rank.missing",
    into: "matrix",
    make: (clean, random) => {
      const [row, rank] = [random.pick(clean.rows), columnOf(clean, "rank")];
      put(clean, row, rank, null);
      return { at: [row, rank] };
    },
  },
  {
    code: "hidden.rows",
    into: "matrix",
    make: (clean, random) => {
      const row = random.pick(clean.rows);
      clean.hiddenRows.push(row);
      return { at: [row, 0] };
    },
  },
  {
    code: "subject.unit-unknown",
    into: "linked",
    make: (clean, random) => {
      const row = random.pick(clean.rows);
      put(clean, row, columnOf(clean, "group"), "城中税务所");
      return { at: [row, columnOf(clean, "group")] };
    },
  },
  {
    code: "rater.column-twice",
    into: "raters",
    make: (clean, random) => {
      const [first, second] = shuffled(clean.columns, random).slice(0, 2).sort((a, b) => a - b);
      if (first === undefined || second === undefined) throw new Error("too few raters");
      put(clean, 0, second, plain(clean.grid[0]?.[first]));
      return { at: [0, second], also: ["entry.rates-himself", "entry.rater-missing"] };
    },
  },
  ...OFFICE_MISTAKES,
];

function workbookOf(clean: Clean): WorkbookSnapshot {
  const formats = Object.entries(clean.formats);
  const bare = sheetOf(clean.grid, { name: clean.name, merges: clean.merges });
  const index = new Map(formats.map(([a1], i) => [a1, i + 1] as const));
  const sheet: SheetSnapshot = {
    ...bare,
    hiddenRows: clean.hiddenRows,
    styles: bare.values.map((row, r) => row.map((_, c) => index.get(toA1({ row: r, column: c, rows: 1, columns: 1 })) ?? 0)),
  };
  const others = Object.entries(clean.others).map(([name, rows]) => {
    const other = sheetOf(rows, { name });
    return { ...other, styles: other.values.map((row) => row.map(() => 0)) };
  });
  return { sheets: [sheet, ...others], styleTable: [PLAIN_STYLE, ...formats.map(([, numberFormat]) => ({ ...PLAIN_STYLE, numberFormat }))], names: [], date1904: false, record: null };
}

/** The whole way: recognised, read, checked, as a file is. */
function findingsOf(clean: Clean): readonly Finding[] {
  const workbook = workbookOf(clean);
  const tables = readTables(workbook, workbook.sheets.map((sheet) => recognizeSheet(workbook, sheet)), null);
  return checkWorkbook({ workbook, tables, scheme: defaultScheme() });
}

/** What became of one error, or of a clean workbook (`code` `null`). */
export type ErrorRun = { readonly code: string | null; readonly layout: Layout; readonly seed: number; readonly found: boolean; readonly alarms: readonly string[] };

/** `count` clean workbooks of each layout, and each mistake in as many of its layout. */
export function runErrors(count: number, seed: number): readonly ErrorRun[] {
  const runs: ErrorRun[] = [];
  for (const layout of LAYOUTS) {
    for (let i = 0; i < count; i++) runs.push({ code: null, layout, seed: seed + i, found: true, alarms: findingsOf(MAKERS[layout](seededRandom(seed + i))).map((finding) => finding.code) });
  }
  MISTAKES.forEach((mistake, index) => {
    for (let i = 0; i < count; i++) {
      const own = seed + 1000 * (index + 1) + i;
      const random = seededRandom(own);
      const clean = MAKERS[mistake.into](random);
      const { at, also = [] } = mistake.make(clean, random);
      const findings = findingsOf(clean);
      const due = findings.filter((finding) => finding.code === mistake.code && (at === null || (finding.area !== null && contains(finding.area, at[0], at[1]))));
      runs.push({ code: mistake.code, layout: mistake.into, seed: own, found: due.length > 0, alarms: findings.filter((finding) => !due.includes(finding) && !also.includes(finding.code)).map((finding) => finding.code) });
    }
  });
  return runs;
}

/** For each code: how often it was due and found, and how often it was raised where nothing of the kind was wrong. Shares as decimal texts of three digits. */
export type RuleFigures = { readonly code: string; readonly due: number; readonly found: number; readonly alarms: number; readonly recall: string; readonly precision: string };

function share(part: number, whole: number): string {
  return whole === 0 ? "1" : decimalText(roundAt((exactOf(part) ?? ZERO).div(whole), 3), 3);
}

/** One line for each code, and "all" at the end. */
export function figuresOf(runs: readonly ErrorRun[]): readonly RuleFigures[] {
  const codes = [...new Set(runs.flatMap(({ code, alarms }) => [...(code === null ? [] : [code]), ...alarms]))].sort();
  const figures = (code: string, due: number, found: number, alarms: number): RuleFigures => ({ code, due, found, alarms, recall: share(found, due), precision: share(found, found + alarms) });
  const lines = codes.map((code) => {
    const due = runs.filter((run) => run.code === code);
    return figures(code, due.length, due.filter(({ found }) => found).length, runs.reduce((total, { alarms }) => total + alarms.filter((alarm) => alarm === code).length, 0));
  });
  const total = (pick: (line: RuleFigures) => number): number => lines.reduce((all, line) => all + pick(line), 0);
  return [...lines, figures("all", total(({ due }) => due), total(({ found }) => found), total(({ alarms }) => alarms))];
}
