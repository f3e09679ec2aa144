import type { Rect } from "../../src/core/grid/address";
import type { CellValue } from "../../src/core/grid/cell";
import type { CellStyle, SheetSnapshot, WorkbookSnapshot } from "../../src/core/grid/snapshot";
import type { TableDraft } from "../../src/core/recognize/cut-tables";
import { HEADER_WORDS, type WordRole } from "../../src/core/recognize/vocabulary";
import { seeded } from "./invented-sheets";
import { BAND_TEXTS, CODES, DOCUMENTS, GRADES, HEADER_PREFIXES, HEADER_SUFFIXES, LATIN_LABELS, LATIN_SENTENCES, NAMES, ODD_HEADERS, ORGANISATIONS, OTHER_FIELDS, PARENTS, QUESTIONS, SCALES, SENTENCES, STEMS, TAILS, MEASURE_TAILS, UNITS } from "./invented-words";

/** One table that fills a sheet, with what each of its columns is for. */
export type InventedTable = {
  readonly workbook: WorkbookSnapshot;
  readonly sheet: SheetSnapshot;
  readonly draft: TableDraft;
  readonly width: number;
  /** By column; a column that a merged header or body covers has none of its own. */
  readonly roles: ReadonlyMap<number, WordRole>;
};

type Cell = CellValue | { readonly f: string; readonly v: CellValue };
type Column = {
  readonly role: WordRole;
  /** Top to bottom; the last is the leaf; `null` is blank. */
  readonly header: readonly (string | number | null)[];
  /** Body cell; `row` counts from 0. */
  readonly cell: (row: number) => Cell;
  /** Rows that one cell stands for. */
  readonly span?: "level" | "indicator";
  readonly totalled?: boolean;
  /** The header cell of the column before is merged over this one. */
  readonly joined?: boolean;
};
type Random = { readonly chance: (p: number) => boolean; readonly pick: <T>(list: readonly T[]) => T; readonly count: (low: number, high: number) => number; readonly next: () => number };

const STYLE: CellStyle = { numberFormat: "General", bold: false, italic: false, fontSize: 11, fontColor: null, fill: null, horizontal: "general", indent: 0, wrap: false, borderTop: true, borderBottom: true, borderLeft: true, borderRight: true, locked: true };
const STYLES: readonly CellStyle[] = [STYLE, { ...STYLE, numberFormat: "0%" }];

/**
 * Builds tables as evaluation offices, schools and companies lay them out, with the role of every column. Headers are words of the
 * field, compounds of them, or say nothing; contents follow from the role. Same count and seed: same tables.
 */
export function inventTables(count: number, seed: number): readonly InventedTable[] {
  const next = seeded(seed);
  const random: Random = {
    next,
    chance: (p) => next() < p,
    pick: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T,
    count: (low, high) => low + Math.floor(next() * (high - low + 1)),
  };
  const kinds: readonly (readonly [number, (make: Maker) => readonly Column[]])[] = [
    [30, indicatorTable], [8, bandTable], [7, tickTable], [26, subjectTable], [7, raterTable], [6, verbalTable], [8, rosterTable], [8, seriesTable], [6, gradeTable], [6, figureTable],
  ];
  const total = kinds.reduce((sum, [share]) => sum + share, 0);
  return Array.from({ length: count }, () => {
    let at = random.next() * total;
    const kind = kinds.find(([share]) => (at -= share) < 0)?.[1] ?? indicatorTable;
    return lay(kind, random);
  });
}

/** What the builders of all kinds use. */
class Maker {
  readonly rows: number;
  readonly latin: boolean;
  /** Nothing is filled in yet. */
  readonly blank: boolean;
  readonly template: boolean;
  /** First rows of levels and of indicators. */
  readonly levelStarts: ReadonlySet<number>;
  readonly indicatorStarts: ReadonlySet<number>;
  readonly marks: readonly number[];
  constructor(readonly r: Random, multi: number) {
    this.latin = r.chance(0.25);
    this.blank = r.chance(0.3);
    this.template = r.chance(0.1);
    this.rows = this.template ? r.count(1, 2) : r.count(2, 24);
    const levels = new Set<number>();
    const indicators = new Set<number>();
    let nextLevel = 0;
    for (let i = 0; i < this.rows; i += multi) {
      indicators.add(i);
      if (i >= nextLevel) {
        levels.add(i);
        nextLevel = i + r.count(1, 5) * multi;
      }
    }
    this.levelStarts = levels;
    this.indicatorStarts = indicators;
    this.marks = partition(r, Math.max(1, this.rows), r.chance(0.7) ? 100 : r.count(20, 200));
  }
  label(): string {
    return this.latin ? this.r.pick(LATIN_LABELS) : this.r.pick(STEMS) + this.r.pick(TAILS);
  }
  sentence(): string {
    return this.r.pick(this.latin ? LATIN_SENTENCES : SENTENCES);
  }
  organisation(): string {
    return this.r.pick(ORGANISATIONS.filter((name) => /[\u3400-\u9fff]/.test(name) !== this.latin));
  }
  person(): string {
    return this.r.pick(NAMES.filter((name) => /[\u3400-\u9fff]/.test(name) !== this.latin));
  }
  words(role: WordRole): readonly string[] {
    const own = HEADER_WORDS[role].filter((word) => /[\u3400-\u9fff]/.test(word) !== this.latin);
    return own.length > 0 ? own : [this.label()];
  }
  /** A header as people write one: a word of the field, a compound of it, or something that tells nothing. */
  header(role: WordRole): string | null {
    const { r } = this;
    if (r.chance(this.template ? 0.12 : 0.03)) return r.chance(0.5) ? null : r.pick(ODD_HEADERS);
    if (r.chance(0.035)) return this.label();
    const word = this.spelled(r.pick(this.words(role)));
    if (role === "subject" && !this.latin && r.chance(0.05)) return `${r.pick(["编号", "序号", "代码", "组别"])}${r.pick(["与", "及", "和", "/"])}${word}`;
    if (this.latin) return r.chance(0.12) ? `${r.pick(["Annual ", "Final ", "Overall ", "Team ", "Q1 "])}${word}` : r.chance(0.08) ? `${word}${r.pick([" (max 10)", " (%)", ":", " *", " / notes"])}` : word;
    if (r.chance(0.3)) return r.pick(HEADER_PREFIXES) + word;
    if (r.chance(0.12)) return word + r.pick(HEADER_SUFFIXES);
    if (r.chance(0.04)) return word.split("").join("\n");
    if (r.chance(0.04) && word.length >= 3) return word.slice(0, -2) + word.charAt(word.length - 1);
    return word;
  }
  spelled(word: string): string {
    return this.latin && this.r.chance(0.8) ? word.charAt(0).toUpperCase() + word.slice(1) : word;
  }
  placeholder(role: WordRole): string {
    const { r } = this;
    const english = HEADER_WORDS[role].filter((word) => /^[a-z ]{2,20}$/.test(word));
    const name = r.chance(0.6) && english.length > 0 ? camel(`${r.chance(0.4) ? r.pick(["total ", "dept ", "user ", "item ", "my "]) : ""}${r.pick(english)}`) : camel(r.pick(["job content", "field", "value", "data", "col", "element", "info"]));
    return r.pick([`{list.${name}}`, `{{${name}}}`, `{${name}${String(r.count(1, 4))}}`, `\${item.${name}}`]);
  }
  /** A column with a header of its own and a body that depends on the role. */
  column(role: WordRole, extra: Partial<Column> = {}): Column {
    const header = extra.header ?? [this.header(role)];
    const body = extra.cell ?? this.body(role);
    const cell = this.template && this.r.chance(0.95) ? (): Cell => this.placeholder(role) : body;
    return { role, header, span: extra.span, totalled: extra.totalled, joined: extra.joined, cell };
  }
  body(role: WordRole): (row: number) => Cell {
    const { r } = this;
    const often = (p: number, value: () => Cell): ((row: number) => Cell) => () => (r.chance(p) ? value() : null);
    switch (role) {
      case "sequence": {
        const how = r.count(0, 5);
        const stem = r.pick(CODES);
        return (row) => (how <= 2 ? row + 1 : how === 3 ? `${String(1 + Math.floor(row / 3))}.${String(1 + (row % 3))}` : how === 4 ? `${stem}${String(row + 1).padStart(2, "0")}` : String(row + 1));
      }
      case "level": {
        const numbered = r.chance(0.2);
        return (row) => (numbered ? `${"一二三四五六七八九十".charAt(row % 10)}、${this.label()}` : r.chance(0.06) ? `${this.label()}（${String(r.count(5, 40))}分）` : this.label());
      }
      case "indicator": {
        const how = r.count(0, 9);
        return (row) => (how <= 4 ? this.label() : how === 5 ? this.sentence() : how === 6 ? r.pick(QUESTIONS) : how === 7 ? `${String(row + 1)}.${this.label()}` : how === 8 ? `${this.label()}（${String(r.count(2, 20))}分）` : r.chance(0.5) ? this.sentence() : this.label());
      }
      case "description":
        return r.chance(0.12) ? () => null : often(0.93, () => (r.chance(0.75) ? this.sentence() : this.label()));
      case "criterion":
        return r.chance(0.1) ? () => null : often(0.93, () => (r.chance(0.8) ? this.sentence() : r.pick(BAND_TEXTS)));
      case "formula":
        return often(0.9, () => `${this.label()}/${this.label()}×100%`);
      case "weight": {
        const how = r.count(0, 4);
        const shares = partition(r, this.rows, 100);
        return (row) => (r.chance(0.03) ? null : how <= 1 ? (shares[row] ?? 0) / 100 : how === 2 ? `${String(shares[row] ?? 0)}%` : how === 3 ? (shares[row] ?? 0) : r.count(1, 10) / 10);
      }
      case "fullMark": {
        const text = r.chance(0.12);
        return (row) => (r.chance(0.03) ? null : text ? `${String(this.marks[row] ?? 5)}分` : (this.marks[row] ?? 5));
      }
      case "unit":
        return often(0.95, () => r.pick(UNITS));
      case "target": {
        const how = r.count(0, 5);
        return often(0.92, () => (how === 0 ? `${String(r.count(50, 100))}%` : how === 1 ? r.count(1, 500) : how === 2 ? r.count(50, 100) / 100 : how === 3 ? `≥${String(r.count(80, 100))}%` : how === 4 ? r.pick(["是", "否", "完成", "100%", "0"]) : r.pick(["12月底前完成", "全部完成", this.sentence(), 100])));
      }
      case "actual": {
        const how = r.count(0, 6);
        if (this.blank && r.chance(0.8)) return () => null;
        return often(0.9, () => (how <= 1 ? r.count(0, 400) : how === 2 ? Math.round(r.next() * 1e6) / 10 : how === 3 ? `${String(r.count(40, 130))}%` : how === 4 ? r.count(400, 1300) / 1000 : how === 5 ? this.sentence() : r.pick(["已完成", "完成", "未完成", "100%", "是"])));
      }
      case "dataSource":
        return often(0.92, () => (r.chance(0.75) ? r.pick(DOCUMENTS) : this.organisation()));
      case "owner":
        return often(0.95, () => (r.chance(0.65) ? this.organisation() : this.person()));
      case "subject": {
        const how = r.count(0, 9);
        if (r.chance(0.06)) return (row) => `${String(row + 1).padStart(2, "0")}${this.label()}`;
        return (row) => (how <= 4 ? this.person() : how <= 7 ? this.organisation() : how === 8 ? (this.latin ? `Team ${String(row + 1)}` : `第${String(row + 1)}组`) : this.latin ? this.label() : `${r.pick(["高", "初"])}${String(r.count(1, 3))}（${String(row + 1)}）班`);
      }
      case "subjectGroup": {
        const groups = r.chance(0.7) ? [this.organisation(), this.organisation(), this.organisation()] : r.pick([["A类", "B类"], ["综合类", "业务类", "基层类"], ["一组", "二组", "三组"], ["公务员", "事业人员"], ["高一", "高二"], ["Sales", "IT"]]);
        return () => r.pick(groups);
      }
      case "period":
        return often(0.95, () => r.pick(this.latin ? ["Monthly", "Weekly (from Week 2)", "Quarterly", "Q1", "2024", "Jun 2024", "Daily"] : ["月", "季度", "年度", "2024年", "3月", "2024-06", "第一季度", "每月", "2024年5月"]));
      case "grade":
        return this.blank ? () => null : often(0.95, () => r.pick(GRADES));
      case "rank":
        return this.blank ? () => null : (row) => ((row * 7 + 3) % Math.max(1, this.rows)) + 1;
      case "remark":
        return this.blank || r.chance(0.45) ? () => null : often(r.chance(0.5) ? 0.2 : 0.8, () => (r.chance(0.7) ? this.sentence() : this.label()));
      case "band":
        return () => r.pick(BAND_TEXTS);
      case "selfScore":
      case "leaderScore":
      case "score":
        return this.blank && r.chance(0.85) ? () => null : this.points(0);
      case "other": {
        const field = r.pick(OTHER_FIELDS);
        return (row) => (r.chance(0.06) ? null : field.value(r, row));
      }
    }
  }
  /** Points given for the row's mark. */
  points(cap: number): (row: number) => Cell {
    const whole = this.r.chance(0.6);
    return (row) => {
      if (this.r.chance(0.04)) return null;
      const most = cap > 0 ? cap : (this.marks[row] ?? 10);
      const value = most * (0.55 + 0.45 * this.r.next());
      return whole ? Math.max(0, Math.round(value)) : Math.round(value * 10) / 10;
    };
  }
}

function indicatorTable(make: Maker): readonly Column[] {
  const { r } = make;
  const columns: Column[] = [];
  if (r.chance(0.35)) columns.push(make.column("sequence"));
  const levels = r.pick([0, 0, 1, 1, 1, 2, 2, 3]);
  for (let l = 0; l < levels; l++) {
    columns.push(make.column("level", { span: "level", header: [r.chance(0.03) ? null : make.header("level")] }));
    if (r.chance(0.14)) columns.push(make.column(r.pick(["weight", "fullMark"] as const), { span: "level" }));
    if (r.chance(0.05)) columns.push(make.column("sequence"));
  }
  const multi = make.indicatorStarts.size < make.rows;
  const before = columns.length;
  const ofIndicator = (role: WordRole, extra: Partial<Column> = {}): Column => make.column(role, { span: multi ? "indicator" : undefined, ...extra });
  columns.push(ofIndicator("indicator"));
  // One header cell over the labels, or over the last level only, with nothing above the leaf.
  const last = columns[before - 1];
  const leaf = columns[before];
  if (last && leaf && last.role === "level" && r.chance(0.18)) {
    const above = columns[before - 2];
    if (r.chance(0.5) || above?.role !== "level") columns[before] = { ...leaf, header: [null], joined: r.chance(0.7) };
    else {
      columns[before - 1] = { ...last, header: [null], joined: true };
      columns[before] = { ...leaf, header: [r.chance(0.6) ? null : make.header("indicator")] };
    }
  }
  const tail: (readonly [WordRole, number])[] = [
    ["description", 0.3], ["criterion", 0.45], ["formula", 0.1], ["unit", 0.15], ["target", 0.2], ["actual", 0.22], ["fullMark", 0.5], ["weight", 0.3], ["dataSource", 0.2], ["owner", 0.22], ["period", 0.12], ["other", 0.06],
  ];
  if (r.chance(0.3)) tail.sort(() => r.next() - 0.5);
  for (const [role, p] of tail) {
    if (!r.chance(p)) continue;
    if (role === "actual" && r.chance(0.3)) {
      // One heading over several figures that are only numbered below it.
      const above = make.header("actual");
      const names = r.pick([["数据1", "数据2"], ["一季度", "二季度", "三季度"], ["值一", "值二"], ["上半年", "下半年"], ["1月", "2月", "3月"], ["甲项", "乙项"], ["1", "2", "3"], ["第一次", "第二次"]]);
      for (const name of names) columns.push(make.column("actual", { header: [above, name] }));
      continue;
    }
    columns.push(role === "criterion" || role === "description" || role === "actual" ? make.column(role) : ofIndicator(role, { totalled: role === "fullMark" || role === "weight" }));
  }
  const parent = r.chance(0.12) ? r.pick(PARENTS) : null;
  const scores: WordRole[] = [];
  if (r.chance(0.3)) scores.push("selfScore");
  if (r.chance(0.3)) scores.push("leaderScore");
  if (r.chance(0.45)) scores.push("score");
  if (r.chance(0.06)) scores.push("grade");
  if (r.chance(0.05)) scores.push("fullMark");
  for (const role of scores) columns.push(make.column(role, { header: parent === null ? [make.header(role)] : [parent, make.header(role)], totalled: role !== "grade" }));
  if (r.chance(0.35)) columns.push(make.column("remark"));
  if (r.chance(0.09)) {
    const how = r.count(0, 3);
    const many = r.count(1, 5);
    for (let k = 0; k < many; k++) columns.push(make.column("score", { header: [how === 0 ? make.person() : how === 1 ? make.organisation() : how === 2 ? `第${String(k + 1)}组` : make.label()], totalled: r.chance(0.5) }));
  }
  if (columns.length === 1 || r.chance(0.03)) columns.push(make.column(r.pick(["fullMark", "remark", "score", "dataSource", "actual"] as const)));
  return columns;
}

/** Several bands of points with what they are given for, to each indicator. */
function bandTable(make: Maker): readonly Column[] {
  const { r } = make;
  const columns: Column[] = [];
  if (r.chance(0.5)) columns.push(make.column("level", { span: "level" }));
  columns.push(make.column("indicator", { span: "indicator" }));
  if (r.chance(0.7)) columns.push(make.column("fullMark", { span: "indicator" }));
  if (r.chance(0.15)) columns.push(make.column("dataSource", { span: "indicator" }));
  const shared = r.chance(0.5) ? make.header("criterion") : null;
  columns.push(make.column("band", { header: [shared ?? make.header("band")] }));
  columns.push(make.column("criterion", { header: [shared === null ? make.header("criterion") : null], joined: shared !== null && r.chance(0.85), cell: () => make.sentence() }));
  if (r.chance(0.3)) columns.push(make.column("fullMark", { cell: () => r.count(-5, 20) }));
  if (r.chance(0.5)) columns.push(make.column("score"));
  if (r.chance(0.2)) columns.push(make.column("remark"));
  return columns;
}

/** Items down, steps of a scale across: to tick, or described. */
function tickTable(make: Maker): readonly Column[] {
  const { r } = make;
  const scale = r.pick(SCALES.filter((words) => words.some((word) => /[\u3400-\u9fff]/.test(word)) !== make.latin || words.every((word) => /^\d/.test(word))));
  const columns: Column[] = [];
  if (r.chance(0.25)) columns.push(make.column("sequence"));
  if (r.chance(0.2)) columns.push(make.column("level", { span: "level" }));
  columns.push(make.column("indicator", { header: [r.chance(0.2) ? null : make.header("indicator")] }));
  if (r.chance(0.25)) columns.push(make.column("fullMark"));
  const fill = r.pick(["empty", "tick", "described", "described", "box", "word"] as const);
  const parent = r.chance(0.25) ? r.pick(["评价等级", "评分等级", "测评等次", "Rating", "评分档次"]) : null;
  const rows = make.rows;
  const ticked = Array.from({ length: rows }, () => r.count(0, scale.length - 1));
  scale.forEach((word, k) => {
    const head: string | number = /^\d+(?:\.\d+)?$/.test(word) && r.chance(0.6) ? Number(word) : word;
    const cell = (row: number): Cell => (fill === "empty" ? null : fill === "tick" ? (ticked[row] === k ? "√" : null) : fill === "box" ? "□" : fill === "word" ? word : make.sentence());
    columns.push(make.column("band", { header: parent === null ? [head] : [parent, head], cell }));
  });
  if (r.chance(0.45)) columns.push(make.column("score"));
  if (r.chance(0.3)) columns.push(make.column("remark"));
  return columns;
}

function subjectColumns(make: Maker): Column[] {
  const { r } = make;
  const columns: Column[] = [];
  if (r.chance(0.5)) columns.push(make.column("sequence"));
  const group = r.chance(0.35);
  if (group && r.chance(0.5)) columns.push(make.column("subjectGroup"));
  if (r.chance(0.15)) columns.push(other(make));
  columns.push(make.column("subject", { header: [r.chance(0.05) ? null : make.header("subject")] }));
  if (group && columns.every(({ role }) => role !== "subjectGroup")) columns.push(make.column("subjectGroup"));
  while (r.chance(0.2)) columns.push(other(make));
  if (r.chance(0.05)) columns.push(make.column("period"));
  return columns;
}

function other(make: Maker): Column {
  const field = make.r.pick(OTHER_FIELDS.filter(({ header }) => /[\u3400-\u9fff]/.test(header) !== make.latin));
  return make.column("other", { header: [make.r.chance(0.85) ? field.header : make.header("other")], cell: (row) => field.value(make.r, row) });
}

/** Subjects down, indicators across. */
function subjectTable(make: Maker): readonly Column[] {
  const { r } = make;
  const columns = subjectColumns(make);
  const measures = r.chance(0.4) ? r.count(1, 3) : r.count(1, 12);
  const stemsOnly = r.chance(0.3);
  const marksBelow = r.chance(0.15);
  const withMarks = r.chance(0.4);
  const withParents = r.chance(0.45);
  const pairs = r.chance(0.08);
  let parent: string | null = null;
  const values: { readonly column: Column; readonly at: number }[] = [];
  for (let k = 0; k < measures; k++) {
    if (withParents && (parent === null || r.chance(0.3))) parent = r.chance(0.3) ? r.pick(PARENTS) : make.label();
    const cap = withMarks ? r.count(2, 40) : r.chance(0.5) ? 100 : 10;
    const name = make.latin ? r.pick(LATIN_LABELS) : stemsOnly ? r.pick(STEMS) : r.pick(STEMS) + r.pick(r.chance(0.25) ? MEASURE_TAILS : TAILS);
    const head = r.chance(0.12) ? (make.header("score") ?? name) : name;
    const leaf = withMarks ? `${head}${r.pick([`（${String(cap)}分）`, `(${String(cap)}分)`, `${String(cap)}%`, ` (${String(cap)} points)`])}` : head;
    if (pairs) {
      columns.push(make.column("actual", { header: [name, make.header("actual")], cell: () => r.count(0, 300) }));
      columns.push(make.column("score", { header: [name, make.header("score")], cell: make.points(cap) }));
      continue;
    }
    const cells = make.blank && r.chance(0.9) ? (): Cell => null : make.points(cap);
    const column = make.column("score", { header: withParents ? [parent, leaf] : withMarks && marksBelow ? [head, `${String(cap)}分`] : [leaf], cell: cells });
    columns.push(column);
    values.push({ column, at: columns.length - 1 });
  }
  if (r.chance(0.08)) columns.push(make.column("actual", { header: [r.pick(["旷工次数", "请假天数", "迟到次数", "Absences", "加班小时数", "投诉件数"])], cell: () => r.count(0, 12) }));
  if (r.chance(0.65)) columns.push(sumColumn(make, values.map(({ at }) => at)));
  if (r.chance(0.45)) columns.push(make.column("rank"));
  if (r.chance(0.35)) columns.push(make.column("grade"));
  if (r.chance(0.35)) columns.push(make.column("remark"));
  return columns;
}

/** A sum over the row: a formula, or its value only. */
function sumColumn(make: Maker, parts: readonly number[]): Column {
  const { r } = make;
  const first = parts[0];
  const last = parts.at(-1);
  const header = r.chance(0.08) ? [null] : [make.header("score")];
  if (first === undefined || last === undefined || make.template || (make.blank && r.chance(0.6))) return make.column("score", { header });
  const formula = r.chance(0.5);
  const mean = r.chance(0.25);
  return {
    role: "score",
    header,
    cell: () => ({ f: formula ? `=${mean ? "AVERAGE" : "SUM"}(${letter(first)}#:${letter(last)}#)` : "", v: mean ? -1 : -2 }),
    totalled: false,
  };
}

/** Subjects down, raters across. */
function raterTable(make: Maker): readonly Column[] {
  const { r } = make;
  const columns = subjectColumns(make);
  const raters = r.count(2, 9);
  const how = r.count(0, 3);
  const parent = r.chance(0.4) ? r.pick(["评委评分（百分制）", "评委打分", "领导评分", "各评委评分", "专家评分", "Judges", "Reviewers"]) : null;
  const start = columns.length;
  for (let k = 0; k < raters; k++) {
    const name = how === 0 ? `${r.pick(["评委", "专家"])}${String(k + 1)}` : how === 1 ? (make.latin ? `Judge ${String(k + 1)}` : make.person()) : how === 2 ? (make.header("leaderScore") ?? "领导评分") : `评委${"一二三四五六七八九".charAt(k)}`;
    columns.push(make.column("leaderScore", { header: parent === null ? [name] : [parent, name], cell: make.blank ? () => null : make.points(100) }));
  }
  if (r.chance(0.8)) columns.push(sumColumn(make, Array.from({ length: raters }, (_, k) => start + k)));
  if (r.chance(0.5)) columns.push(make.column("rank"));
  if (r.chance(0.2)) columns.push(make.column("remark"));
  return columns;
}

function verbalTable(make: Maker): readonly Column[] {
  const { r } = make;
  const columns = subjectColumns(make);
  if (r.chance(0.3)) columns.push(make.column("selfScore"));
  if (r.chance(0.3)) columns.push(make.column("leaderScore"));
  columns.push(make.column("score", { cell: make.blank ? () => null : make.points(100) }));
  if (r.chance(0.3)) columns.push(make.column("grade"));
  columns.push(make.column("remark", { cell: () => (make.blank ? null : make.sentence()) }));
  return columns;
}

function rosterTable(make: Maker): readonly Column[] {
  const { r } = make;
  const columns = subjectColumns(make);
  const fields = r.count(1, 5);
  for (let k = 0; k < fields; k++) columns.push(other(make));
  if (r.chance(0.3)) columns.push(make.column("period"));
  if (r.chance(0.5)) columns.push(make.column("remark"));
  return columns;
}

/** Target, actual and difference for each quarter or month. */
function seriesTable(make: Maker): readonly Column[] {
  const { r } = make;
  const subjects = r.chance(0.4);
  const columns: Column[] = subjects ? subjectColumns(make) : [];
  if (!subjects) {
    if (r.chance(0.3)) columns.push(make.column("sequence"));
    if (r.chance(0.4)) columns.push(make.column("level", { span: "level" }));
    columns.push(make.column("indicator"));
    if (r.chance(0.3)) columns.push(make.column("unit"));
    if (r.chance(0.3)) columns.push(make.column("weight"));
  }
  const parts = r.count(1, 4);
  for (let k = 0; k < parts; k++) {
    const parent = parts === 1 ? null : make.latin ? `Q${String(k + 1)} 2024` : r.pick([`第${"一二三四".charAt(k)}季度`, `${String(k + 1)}月`]);
    const head = (leaf: string | null): readonly (string | null)[] => (parent === null ? [leaf] : [parent, leaf]);
    columns.push(make.column("target", { header: head(make.header("target")) }));
    columns.push(make.column("actual", { header: head(make.header("actual")) }));
    const at = columns.length;
    if (r.chance(0.4)) columns.push(make.column("actual", { header: head(r.pick(make.latin ? ["% achieved", "Completion"] : ["完成率", "达成率", "完成比例"])), cell: (row) => (make.blank ? null : { f: `=${letter(at - 1)}#/${letter(at - 2)}#`, v: 0.5 + (row % 7) / 10 }) }));
    if (r.chance(0.3)) columns.push(make.column("score", { header: head(make.header("score")) }));
    if (r.chance(0.15)) columns.push(make.column("other", { header: head(r.pick(make.latin ? ["Variance", "Fcst", "Forecast"] : ["差异", "差额", "预测"])), cell: () => r.count(-50, 50) }));
  }
  if (r.chance(0.35)) columns.push(make.column(r.pick(["owner", "remark", "dataSource"] as const)));
  return columns;
}

/** Subjects with grades of several periods. */
function gradeTable(make: Maker): readonly Column[] {
  const { r } = make;
  const columns = subjectColumns(make);
  const parent = r.chance(0.6) ? r.pick(["平时考核等次", "各季度考核等次", "近年考核结果", "Grades", "月度绩效等级"]) : null;
  const parts = r.count(2, 6);
  for (let k = 0; k < parts; k++) {
    const leaf = r.pick([String(k + 1), `${String(2018 + k)}年`, `第${"一二三四五六".charAt(k)}季度`, `${String(k + 1)}月`]);
    columns.push(make.column("grade", { header: parent === null ? [leaf] : [parent, /^\d$/.test(leaf) && r.chance(0.5) ? Number(leaf) : leaf] }));
  }
  if (r.chance(0.4)) {
    const scale = r.pick(SCALES.filter((words) => words.every((word) => /[\u3400-\u9fff]/.test(word))));
    const above = r.pick(["年度考核推荐等次", "推荐等次", "评议等次"]);
    for (const word of scale) columns.push(make.column("grade", { header: [above, word], cell: () => (make.blank ? null : r.chance(0.3) ? "√" : null) }));
  } else columns.push(make.column("grade"));
  if (r.chance(0.3)) columns.push(make.column("remark"));
  return columns;
}

/** Subjects down, figures across that are no points. */
function figureTable(make: Maker): readonly Column[] {
  const { r } = make;
  const columns = subjectColumns(make);
  const measures = r.count(2, 8);
  for (let k = 0; k < measures; k++) {
    const name = make.latin ? (make.header("actual") ?? "Count") : r.pick(STEMS) + r.pick(MEASURE_TAILS);
    const how = r.count(0, 2);
    columns.push(make.column("actual", { header: [name], cell: () => (make.blank ? null : how === 0 ? r.count(0, 3000) : how === 1 ? Math.round(r.next() * 1e6) / 100 : r.count(300, 1400) / 1000) }));
  }
  if (r.chance(0.5)) columns.push(make.column("score", { cell: make.blank ? () => null : make.points(100) }));
  if (r.chance(0.3)) columns.push(make.column("rank"));
  if (r.chance(0.2)) columns.push(make.column("remark"));
  return columns;
}

/** Writes the columns into a sheet: header, body with its merges, now and then a total. */
function lay(kind: (make: Maker) => readonly Column[], r: Random): InventedTable {
  const multi = kind === bandTable ? r.count(2, 5) : kind === indicatorTable && r.chance(0.15) ? r.count(2, 4) : 1;
  const make = new Maker(r, multi);
  const columns = kind(make);
  const depth = Math.max(1, ...columns.map(({ header }) => header.length));
  const places: number[] = [];
  let width = 0;
  for (const column of columns) {
    places.push(width);
    const wide = kind !== subjectTable && (column.role === "indicator" || column.role === "criterion" || column.role === "description") && r.chance(0.08) ? r.count(2, 4) : 1;
    width += wide;
  }
  const values: CellValue[][] = Array.from({ length: depth + make.rows }, () => Array.from({ length: width }, () => null));
  const formulas: (string | null)[][] = Array.from({ length: depth + make.rows }, () => Array.from({ length: width }, () => null));
  const styles: number[][] = Array.from({ length: depth + make.rows }, () => Array.from({ length: width }, () => 0));
  const merges: Rect[] = [];
  const merge = (row: number, column: number, rows: number, across: number): void => {
    if (rows * across > 1) merges.push({ row, column, rows, columns: across });
  };
  const put = (row: number, column: number, value: CellValue): void => {
    const cells = values[row];
    if (cells && column < width) cells[column] = value;
  };
  const how = r.pick(["merge", "merge", "blank", "repeat"] as const);
  const percent = r.chance(0.3);
  columns.forEach((column, i) => {
    const at = places[i] ?? 0;
    const across = (places[i + 1] ?? width) - at;
    const { header } = column;
    header.forEach((text, level) => {
      const parentBefore = i > 0 && header.length > 1 && level === 0 && columns[i - 1]?.header.length === header.length && columns[i - 1]?.header[0] === text;
      if (!parentBefore) put(level + (header.length === 1 ? 0 : depth - header.length), at, text);
    });
    const joins = columns[i + 1]?.joined === true ? (places[i + 2] ?? width) - at : across;
    if (column.joined === true) {
      // Its header is the one before.
    } else if (header.length === 1 && depth > 1) merge(0, at, depth, joins);
    else if (joins > 1) merge(depth - 1, at, 1, joins);
    let start = 0;
    for (let row = 0; row < make.rows; row++) {
      const begins = column.span === undefined || (column.span === "level" ? make.levelStarts : make.indicatorStarts).has(row) || (how === "repeat" && column.span === "level");
      if (across > 1) merge(depth + row, at, 1, across);
      if (!begins) continue;
      if (column.span !== undefined && how !== "repeat" && row > start && how === "merge" && across === 1) merge(depth + start, at, row - start, 1);
      start = row;
      const cell = column.cell(row);
      if (typeof cell === "object" && cell !== null && "f" in cell) {
        put(depth + row, at, cell.v);
        const cells = formulas[depth + row];
        if (cells && cell.f !== "") cells[at] = cell.f.replaceAll("#", String(depth + row + 1));
      } else put(depth + row, at, cell);
      if (column.role === "weight" && percent && styles[depth + row]) (styles[depth + row] ?? [])[at] = 1;
    }
    if (column.span !== undefined && how === "merge" && across === 1 && make.rows - start > 1) merge(depth + start, at, make.rows - start, 1);
  });
  // One header cell over the columns of a parent.
  for (let i = 0; i < columns.length; ) {
    const header = columns[i]?.header ?? [];
    let end = i + 1;
    if (header.length > 1) while (end < columns.length && columns[end]?.header.length === header.length && columns[end]?.header[0] === header[0]) end++;
    if (header.length > 1) merge(depth - header.length, places[i] ?? 0, 1, (places[end] ?? width) - (places[i] ?? 0));
    i = end;
  }
  fillSums(columns, places, values, depth);
  fillRanks(columns, places, values, depth);
  const totals: number[] = [];
  if (columns.some(({ totalled }) => totalled === true) && r.chance(0.4)) {
    totals.push(values.length);
    values.push(Array.from({ length: width }, (_, c) => (c === 0 ? r.pick(["合计", "总分", "Total"]) : null)));
    formulas.push(Array.from({ length: width }, () => null));
    styles.push(Array.from({ length: width }, () => 0));
    columns.forEach(({ totalled }, i) => {
      if (totalled !== true || i === 0) return;
      const at = places[i] ?? 0;
      const numbers = values.slice(depth, -1).map((cells) => cells[at]).filter((value): value is number => typeof value === "number");
      if (numbers.length > 0) put(values.length - 1, at, Math.round(numbers.reduce((a, b) => a + b, 0) * 1e6) / 1e6);
    });
  }
  const sheet: SheetSnapshot = {
    sheetId: "invented", name: "invented", kind: "worksheet", visibility: "visible", used: { row: 0, column: 0, rows: values.length, columns: width }, values, formulas, styles, merges,
    hiddenRows: [], hiddenColumns: [], protection: null, validations: [], conditionalFormats: [], tables: [], autoFilter: null,
  };
  return {
    workbook: { sheets: [sheet], styleTable: STYLES, names: [], date1904: false, record: null },
    sheet,
    width,
    roles: new Map(columns.map(({ role }, i) => [places[i] ?? 0, role])),
    draft: { header: { first: 0, last: depth - 1 }, repeatedHeaders: [], dataRows: Array.from({ length: make.rows }, (_, i) => depth + i), groupRows: [], totalRows: totals, noteRows: [], titleRows: [], metaRows: [], rowConfidence: 1 },
  };
}

/** −2 stands for the sum, −1 for the mean of the columns of points left of it. */
function fillSums(columns: readonly Column[], places: readonly number[], values: CellValue[][], depth: number): void {
  columns.forEach((column, i) => {
    const at = places[i] ?? 0;
    const example = column.cell(0);
    if (column.role !== "score" || typeof example !== "object" || example === null || !("f" in example) || (example.v !== -1 && example.v !== -2)) return;
    for (const cells of values.slice(depth)) {
      const parts = columns.flatMap(({ role }, k) => (k < i && (role === "score" || role === "leaderScore") ? [cells[places[k] ?? 0]] : [])).filter((value): value is number => typeof value === "number");
      const sum = parts.reduce((a, b) => a + b, 0);
      cells[at] = parts.length === 0 ? null : Math.round((example.v === -1 ? sum / parts.length : sum) * 100) / 100;
    }
  });
}

/** Ranks follow from the last points left of them. */
function fillRanks(columns: readonly Column[], places: readonly number[], values: CellValue[][], depth: number): void {
  columns.forEach(({ role }, i) => {
    if (role !== "rank") return;
    const at = places[i] ?? 0;
    const from = columns.slice(0, i).reduce((last, column, k) => (column.role === "score" ? k : last), -1);
    const points = from < 0 ? -1 : (places[from] ?? -1);
    const body = values.slice(depth);
    if (points < 0 || !body.every((cells) => typeof cells[points] === "number" && typeof cells[at] === "number")) return;
    const scores = body.map((cells) => cells[points] as number);
    body.forEach((cells, row) => (cells[at] = 1 + scores.filter((score) => score > (scores[row] ?? 0)).length));
  });
}

/** Whole numbers that add up to a total. */
function partition(r: Random, parts: number, total: number): readonly number[] {
  const raw = Array.from({ length: parts }, () => 0.3 + r.next());
  const sum = raw.reduce((a, b) => a + b, 0);
  const whole = raw.map((value) => Math.max(1, Math.round((value / sum) * total)));
  whole[0] = Math.max(1, (whole[0] ?? 0) + total - whole.reduce((a, b) => a + b, 0));
  return whole;
}

function letter(column: number): string {
  return column < 26 ? String.fromCharCode(65 + column) : `A${String.fromCharCode(65 + (column % 26))}`;
}

function camel(words: string): string {
  return words.trim().replace(/ +(\w)/g, (_, first: string) => first.toUpperCase());
}
