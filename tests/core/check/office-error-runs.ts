import type { SeededRandom } from "../../../scripts/sample/seeded-random";
import { decimalText, exactOf, toNumber, ZERO } from "../../../src/core/score/decimal";
import type { Cell, Clean, Mistake } from "./error-runs";

/** Clean workbooks of the office itself: a decomposition, ledgers of events, months in a row, both performances; and mistakes in them. */

const UNITS = ["城东分局", "城西分局", "城南分局", "城北分局", "开发区局", "高新区局", "港区分局", "湖滨分局", "新城分局", "山前分局"];
const GOALS = ["税收收入", "征管质量", "纳税服务", "风险管理", "依法行政", "数据安全"];
const OFFICES = ["收入科", "征管科", "纳服科", "风控办", "法制科", "信息中心"];
const PEOPLE = ["赵建国", "钱晓梅", "孙志强", "李丽华", "周文涛", "吴玉兰", "郑海波", "王秀英", "冯立新", "陈春燕", "褚永康", "卫思远", "蒋雪松", "沈明辉", "韩桂芳", "杨子涵", "朱俊杰", "秦佳怡", "尤国栋", "许红霞"];
const EVENTS = ["省局通报表扬", "征文一等奖", "技能竞赛第二名", "信息被总局采用", "优秀党员", "课题结题", "抗汛先进", "志愿服务先进", "青年文明号", "岗位能手"];

function blank(): Pick<Clean, "merges" | "fullMark" | "totalRow" | "others" | "formats" | "hiddenRows"> {
  return { merges: [], fullMark: () => 100, totalRow: null, others: {}, formats: {}, hiddenRows: [] };
}

function cell(clean: Clean, row: number, what: string): Cell | undefined {
  return clean.grid[row]?.[clean.at[what] ?? -1];
}

function set(clean: Clean, row: number, what: string, value: Cell): void {
  const cells = clean.grid[row];
  const column = clean.at[what];
  if (!cells || column === undefined) throw new Error(`no cell ${what} in row ${String(row)}`);
  cells[column] = value;
}

const CASCADE_HEADER = ["指标编码", "指标名称", "上级编码", "承担单位", "分解份额", "权重", "承接", "执行", "考评", "是否下达", "不下达理由", "口径", "考评标准", "数据来源"];

/** Three to five goals in two to four parts each, one goal finished by the organ. `at.parts`: the row of the first part. */
export function cascade(random: SeededRandom): Clean {
  const goals = GOALS.slice(0, random.integer(3, 5));
  const rows: Cell[][] = goals.map((goal, i) => [`S${String(i + 1)}`, goal, null, null, null, "20%", OFFICES[i] ?? "", OFFICES[i] ?? "", "市局", "下达", null, `${goal}以系统数为准`, "按进度计分", "金税系统"]);
  rows.push(["S9", "保密管理", null, null, null, "5%", "办公室", "办公室", "市局", "不下达", "由机关完成", null, null, null]);
  const parts = rows.length + 1;
  goals.forEach((goal, i) => {
    const count = [2, 4, 5][random.integer(0, 2)] ?? 2;
    for (let part = 0; part < count; part++) {
      const unit = UNITS[part] ?? "";
      rows.push([`L${String(i + 1)}${String(part + 1)}`, `${unit}${goal}`, `S${String(i + 1)}`, unit, `${String(100 / count)}%`, `${String(20 / count)}%`, unit, PEOPLE[(i * 4 + part) % PEOPLE.length] ?? "", OFFICES[i] ?? "", null, null, null, "按进度计分", "金税系统"]);
    }
  });
  return {
    ...blank(),
    name: "指标分解",
    grid: [CASCADE_HEADER, ...rows],
    rows: rows.map((_, i) => i + 1),
    columns: [],
    at: { ...Object.fromEntries(["key", "name", "parent", "owner", "share", "weight", "undertake", "execute", "assess", "passed", "reason", "interpretation", "criterion", "source"].map((what, i) => [what, i])), parts, goals: goals.length },
  };
}

function parts(clean: Clean): readonly number[] {
  return clean.rows.filter((row) => row >= (clean.at["parts"] ?? 0));
}

function goals(clean: Clean): readonly number[] {
  return clean.rows.filter((row) => row <= (clean.at["goals"] ?? 0));
}

/** A cell of a part, or of a goal, becomes something else. */
function inCascade(code: string, what: string, rows: (clean: Clean) => readonly number[], value: (clean: Clean, row: number) => Cell, also: readonly string[] = []): Mistake {
  return {
    code,
    into: "cascade",
    make: (clean, random) => {
      const row = random.pick(rows(clean));
      set(clean, row, what, value(clean, row));
      return { at: [row, clean.at[what] ?? 0], also };
    },
  };
}

function less(text: Cell | undefined, by: number): string {
  const share = typeof text === "string" ? Number(text.replace("%", "")) : 0;
  return `${decimalText((exactOf(share) ?? ZERO).sub(exactOf(by) ?? ZERO))}%`;
}

/** A ledger of the first quarter: one line an event, each of another day. */
export function events(random: SeededRandom): Clean {
  const count = random.integer(6, 10);
  const first = random.integer(0, 5);
  const rows = Array.from({ length: count }, (_, i): Cell[] => [i + 1, PEOPLE[first + (i % 5)] ?? "", UNITS[i % 4] ?? "", EVENTS[i] ?? "", `2026-0${String(1 + (i % 3))}-${String(11 + i)}`, `税发〔2026〕${String(i + 3)}号`, random.integer(1, 3), 5]);
  return {
    ...blank(),
    name: "加分台账",
    grid: [["2026年第一季度加分台账"], ["序号", "姓名", "单位", "加分事项", "日期", "依据", "加分", "上限"], ...rows],
    merges: ["A1:H1"],
    rows: rows.map((_, i) => i + 2),
    columns: [],
    at: { person: 1, unit: 2, event: 3, day: 4, evidence: 5, points: 6, cap: 7 },
  };
}

/** Ten units in March; January and February stand on sheets of their own, in nearly the same order. */
export function months(random: SeededRandom): Clean {
  const scores = UNITS.map((_, i) => 98 - 2 * i);
  const header: readonly Cell[] = ["单位", "税收收入（60分）", "纳税服务（40分）", "总分", "名次"];
  const body = (): Cell[][] => {
    const order = scores.map((score) => score + random.integer(-1, 1));
    return UNITS.map((name, i): Cell[] => {
      const total = order[i] ?? 0;
      return [name, total - 40, 40, total, order.filter((other) => other > total).length + 1];
    });
  };
  const rows = body();
  return {
    ...blank(),
    name: "3月",
    grid: [[...header], ...rows],
    fullMark: (_, column) => (column === 1 ? 60 : 40),
    rows: rows.map((_, i) => i + 1),
    columns: [1, 2],
    at: { subject: 0, first: 1, total: 3, rank: 4 },
    others: { "1月": [header, ...body()], "2月": [header, ...body()] },
  };
}

/** Twenty people, the better ones in the better units, with a bonus that both performances know. */
export function both(random: SeededRandom): Clean {
  const people = PEOPLE.map((name, i): Cell[] => {
    const points = 97 - i - random.integer(0, 1) / 2;
    const bonus = i === 4 || i === 8 || i === 12 ? 2 : 0;
    return [name, UNITS[Math.floor(i / 2)] ?? "", points, bonus, points + bonus];
  });
  const units = UNITS.map((name, i): Cell[] => {
    const bonus = i === 2 || i === 4 || i === 6 ? 3 : 0;
    return [name, 92 - i, bonus, 92 - i + bonus];
  });
  return {
    ...blank(),
    name: "个人绩效",
    grid: [["姓名", "所在单位", "日常考核（100分）", "人才加分", "总分"], ...people],
    fullMark: (_, column) => (column === 2 ? 100 : 5),
    rows: people.map((_, i) => i + 1),
    columns: [2],
    at: { subject: 0, group: 1, points: 2, bonus: 3, total: 4 },
    others: { 组织绩效: [["单位", "年度考核（100分）", "人才加分", "总分"], ...units] },
  };
}

function moved(row: number, code: string, unit: string): Mistake {
  return {
    code,
    into: "both",
    make: (clean) => {
      set(clean, row, "group", unit);
      return { at: [row, clean.at["total"] ?? 0] };
    },
  };
}

export const OFFICE_MISTAKES: readonly Mistake[] = [
  inCascade("cascade.orphan", "parent", parts, () => "S77", ["cascade.shares", "cascade.loss", "cascade.not-passed"]),
  inCascade("cascade.key-twice", "key", (clean) => parts(clean).slice(1), (clean) => cell(clean, clean.at["parts"] ?? 0, "key") ?? null),
  inCascade("cascade.circle", "parent", goals, (_, row) => `L${String(row)}1`, ["cascade.loss", "cascade.shares", "cascade.share-missing", "cascade.no-interpretation"]),
  {
    code: "cascade.shares",
    into: "cascade",
    make: (clean, random) => {
      const row = random.pick(parts(clean));
      set(clean, row, "share", less(cell(clean, row, "share"), 5));
      // It is said of all parts together, at the first of them.
      const first = parts(clean).find((other) => cell(clean, other, "parent") === cell(clean, row, "parent")) ?? row;
      return { at: [first, clean.at["share"] ?? 0] };
    },
  },
  inCascade("cascade.share-missing", "share", parts, () => null, ["cascade.shares"]),
  inCascade("cascade.role-missing", "execute", parts, () => null),
  inCascade("cascade.self-assessed", "assess", parts, (clean, row) => cell(clean, row, "execute") ?? null),
  inCascade("cascade.filter-reason", "reason", (clean) => [(clean.at["goals"] ?? 0) + 1], () => null),
  inCascade("cascade.filtered-parts", "passed", goals, () => "不下达", ["cascade.filter-reason"]),
  {
    code: "cascade.not-passed",
    into: "cascade",
    make: (clean) => {
      const row = (clean.at["goals"] ?? 0) + 1;
      set(clean, row, "passed", null);
      set(clean, row, "reason", null);
      return { at: [row, clean.at["passed"] ?? 0] };
    },
  },
  inCascade("cascade.no-interpretation", "interpretation", goals, () => null),
  inCascade("cascade.loss", "source", parts, () => null),
  {
    code: "cascade.loss",
    into: "cascade",
    make: (clean, random) => {
      const row = random.pick(goals(clean));
      set(clean, row, "weight", "30%");
      const first = parts(clean).find((part) => cell(clean, part, "parent") === cell(clean, row, "key")) ?? row;
      return { at: [first, clean.at["weight"] ?? 0] };
    },
  },
  {
    code: "event.twice",
    into: "events",
    make: (clean, random) => {
      const row = random.pick(clean.rows.slice(1));
      for (const what of ["person", "unit", "event", "day"]) set(clean, row, what, cell(clean, clean.rows[0] ?? 0, what) ?? null);
      return { at: [row, clean.at["event"] ?? 0], also: ["duplicate.subject"] };
    },
  },
  {
    code: "event.over-cap",
    into: "events",
    make: (clean, random) => {
      const row = random.pick(clean.rows);
      set(clean, row, "points", 5 + random.integer(1, 4) / 2);
      return { at: [row, clean.at["points"] ?? 0] };
    },
  },
  {
    code: "event.no-evidence",
    into: "events",
    make: (clean, random) => {
      const row = random.pick(clean.rows);
      set(clean, row, "evidence", null);
      return { at: [row, clean.at["evidence"] ?? 0] };
    },
  },
  {
    code: "entry.date-outside",
    into: "events",
    make: (clean, random) => {
      const row = random.pick(clean.rows);
      set(clean, row, "day", random.pick(["2025-03-05", "2026-04-01", "2026-12-31"]));
      return { at: [row, clean.at["day"] ?? 0] };
    },
  },
  {
    code: "rank.jump",
    into: "months",
    make: (clean, random) => {
      // The first falls to the end, and everybody else moves up by one.
      const row = random.pick(clean.rows.slice(0, 2));
      set(clean, row, "first", 20);
      set(clean, row, "total", 60);
      const totals = clean.rows.map((each) => Number(cell(clean, each, "total")));
      clean.rows.forEach((each, i) => set(clean, each, "rank", totals.filter((other) => other > (totals[i] ?? 0)).length + 1));
      return { at: [row, clean.at["rank"] ?? 0] };
    },
  },
  moved(1, "across.high-in-low", "山前分局"),
  moved(20, "across.low-in-high", "城东分局"),
  {
    code: "bonus.person-only",
    into: "both",
    make: (clean, random) => {
      const row = random.pick([1, 3, 7, 11, 17]);
      set(clean, row, "bonus", 1);
      set(clean, row, "total", toNumber((exactOf(Number(cell(clean, row, "total"))) ?? ZERO).add(1)));
      return { at: [row, clean.at["bonus"] ?? 0] };
    },
  },
  {
    code: "bonus.unit-only",
    into: "both",
    make: (clean, random) => {
      const row = random.pick([5, 9, 13]);
      set(clean, row, "bonus", 0);
      set(clean, row, "total", Number(cell(clean, row, "points")));
      // The finding is on the units' sheet, in the row of that unit.
      return { at: [(row + 1) / 2, 2] };
    },
  },
];
