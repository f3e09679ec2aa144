import type { CheckInput } from "../../../src/core/check/check-workbook";
import { defaultScheme } from "../../../src/core/score/default-scheme";
import { toA1 } from "../../../src/core/grid/address";
import type { CellValue } from "../../../src/core/grid/cell";
import type { SheetSnapshot } from "../../../src/core/grid/snapshot";
import { DEFAULT_PROTECTION } from "../../../src/core/plan/lift-protection";
import type { WorkbookRecord } from "../../../src/core/store/record";
import { formulasOf } from "../../../src/core/template/formula-record";
import { sheetOf } from "../../support/grid";
import { workbookWith, type Cell, type Column, type HandMade } from "./hand-made";

/** A rule's example that triggers a code and one that nearly does: docs/spec/checks.md in cells. */
export type Scenario = {
  readonly rule: string;
  readonly code: string;
  /** What the near miss is about. */
  readonly butNot: string;
  readonly trigger: CheckInput;
  /** A1 address expected of the first finding with the code; `null`: the whole sheet. */
  readonly at: string | null;
  readonly nearMiss: CheckInput;
};

export function inputOf(...specs: readonly HandMade[]): CheckInput {
  return { ...workbookWith(...specs), scheme: defaultScheme() };
}

const ENTRIES: readonly Column[] = [
  { header: "单位", kind: "subject" },
  { header: "税收收入", kind: "entry", fullMark: "40" },
  { header: "纳税服务", kind: "entry", fullMark: "30" },
  { header: "内部管理", kind: "entry", fullMark: "30" },
];

/** Six units over three indicators of 40, 30 and 30 points; `put` replaces single cells by A1 address. */
export function units(put: Readonly<Record<string, Cell>> = {}, more: Partial<HandMade> = {}): HandMade {
  const rows: Cell[][] = [
    ["城东分局", 38, 27, 28],
    ["城西分局", 36.5, 28, 27],
    ["城南分局", 39, 25.5, 29],
    ["城北分局", 35, 29, 26],
    ["开发区局", 37, 26, 25],
    ["征收一科", 34, 24, 30],
  ];
  const columns = more.columns ?? ENTRIES;
  const widened = (more.rows ?? rows).map((row) => [...row, ...new Array<Cell>(Math.max(0, columns.length - row.length)).fill(null)]);
  const first = more.title === undefined ? 2 : 3;
  for (const [a1, cell] of Object.entries(put)) {
    const row = widened[Number(a1.slice(1)) - first];
    if (!row) throw new Error(`no body row at ${a1}`);
    row[a1.charCodeAt(0) - 65] = cell;
  }
  return { columns, ...more, rows: widened };
}

/** The same with further columns, given as a header, a kind and the six cells below. */
function unitsWith(extra: readonly (Column & { readonly cells: readonly Cell[] })[], more: Partial<HandMade> = {}): HandMade {
  const base = units();
  return {
    ...base,
    ...more,
    columns: [...base.columns, ...extra],
    rows: base.rows.map((row, i) => [...row, ...extra.map((column) => column.cells[i] ?? null)]),
  };
}

const SUMS = [93, 91.5, 93.5, 90, 88, 88];
const total = (cells: readonly Cell[]): Column & { readonly cells: readonly Cell[] } => ({ header: "合计", kind: "score", cells });
const rank = (cells: readonly Cell[]): Column & { readonly cells: readonly Cell[] } => ({ header: "名次", kind: "rank", cells });
const grade = (cells: readonly Cell[]): Column & { readonly cells: readonly Cell[] } => ({ header: "等次", kind: "grade", cells });
const sumFormulas = (last = "D"): Cell[] => SUMS.map((v, i) => ({ f: `=SUM(B${String(i + 2)}:${last}${String(i + 2)})`, v }));

const FORM: readonly Column[] = [
  { header: "一级指标", kind: "level1" },
  { header: "考核内容", kind: "indicator" },
  { header: "权重", kind: "weight" },
  { header: "分值", kind: "fullMark" },
  { header: "得分", kind: "self" },
];

/** A form of two levels: weights 30, 20 / 25, 25 %; marks the same in points; scored in full. */
function form(put: Readonly<Record<string, Cell>> = {}, more: Partial<HandMade> = {}): HandMade {
  return units(put, {
    columns: FORM,
    rows: [
      ["履职", "收入任务", 0.3, 30, 28],
      [null, "风险管理", 0.2, 20, 19],
      ["作风", "工作纪律", 0.25, 25, 24],
      [null, "廉洁从税", 0.25, 25, 25],
    ],
    ...more,
  });
}

const PEOPLE: readonly Column[] = [
  { header: "姓名", kind: "subject" },
  { header: "工号", kind: "code" },
  { header: "所在单位", kind: "subjectGroup" },
  { header: "得分", kind: "entry", fullMark: "100" },
];

function people(rows: readonly (readonly Cell[])[], columns = PEOPLE): HandMade {
  return { columns, rows, performance: "person" };
}

const RATERS: readonly Column[] = [
  { header: "姓名", kind: "subject" },
  { header: "评委1", kind: "rater" },
  { header: "评委2", kind: "rater" },
  { header: "评委3", kind: "rater" },
  { header: "评委4", kind: "rater" },
  { header: "平均分", kind: "score" },
];

function rated(averages: readonly Cell[], put: Readonly<Record<string, Cell>> = {}): HandMade {
  const points = [
    ["王建国", 90, 92, 88, 94],
    ["李晓梅", 85, 80, 82, 87],
    ["张志强", 78, 88, 81, 83],
    ["陈丽华", 91, 95, 90, 92],
  ];
  return units(put, { columns: RATERS, rows: points.map((row, i) => [...row, averages[i] ?? null]) });
}

/** Ten units with points of one decimal, and what the fourth has. */
function fineUnits(fourth: number): HandMade {
  return units({}, { rows: Array.from({ length: 10 }, (_, i): Cell[] => [`第${String(i + 1)}分局`, i === 3 ? fourth : 30 + i / 2, 27, 28]) });
}

const POSTS: readonly Column[] = [
  { header: "考核内容", kind: "indicator" },
  { header: "数据来源", kind: "source" },
  { header: "权重", kind: "weight" },
  { header: "分值", kind: "fullMark" },
  { header: "得分", kind: "self" },
];

/** Forms of three posts; the third differs as told. */
function posts(third: readonly (readonly Cell[])[]): CheckInput {
  const form = (name: string, rows: readonly (readonly Cell[])[]): HandMade => ({ columns: POSTS, rows, name, performance: "person" });
  const usual: readonly (readonly Cell[])[] = [["业务", "系统", 0.6, 60, 50], ["纪律", "台账", 0.4, 40, 38]];
  return inputOf(form("征收岗", usual), form("管理岗", [["服务", "系统", 0.4, 40, 39], ["作风", "台账", 0.6, 60, 55]]), form("稽查岗", third));
}

const TEMPLATE: readonly Column[] = [
  { header: "考核内容", kind: "indicator" },
  { header: "考核标准", kind: "criterion" },
  { header: "数据来源", kind: "source" },
  { header: "责任科室", kind: "owner" },
  { header: "权重", kind: "weight" },
  { header: "分值", kind: "fullMark" },
  { header: "得分", kind: "self" },
];
const TEMPLATE_ROWS: readonly (readonly Cell[])[] = [
  ["收入任务", "完成目标得满分", "征管系统", "征管科", 0.4, 40, 38],
  ["风险管理", "漏推一户扣1分", "风险平台", "风控办", 0.3, 30, 29],
  ["工作纪律", "迟到一次扣1分", "考勤记录", "人事科", 0.2, 20, 20],
  ["信息宣传", "采用一篇得2分", "宣传台账", "办公室", 0.1, 10, 8],
];

/** The form as it was structured, with other rows now: by name, what stands there now; "": the row is gone. */
function template(now: Readonly<Record<string, readonly Cell[] | "">>, more: Partial<CheckInput["workbook"]> = {}): CheckInput {
  const before = workbookWith({ columns: TEMPLATE, rows: TEMPLATE_ROWS, keyed: true });
  const rows = TEMPLATE_ROWS.flatMap((row) => {
    const [name] = row;
    const changed = typeof name === "string" ? now[name] : undefined;
    return changed === "" ? [] : [changed ?? row];
  });
  const input = inputOf({ columns: TEMPLATE, rows: [...rows, ...(now["+"] ? [now["+"]] : [])], keyed: true });
  return { ...input, workbook: { ...input.workbook, names: ANCHORED, ...more }, record: recordOf(before.tables) };
}

const ANCHORED: CheckInput["workbook"]["names"] = [{ name: "_TS_T1", refersTo: "Sheet1!$A$1:$G$5", sheetId: null, hidden: true }];

/** The rows in the order of these places. */
function reordered(order: readonly number[]): CheckInput {
  const input = template({});
  return { ...inputOf({ columns: TEMPLATE, rows: order.map((i) => TEMPLATE_ROWS[i] ?? []), keyed: true }), record: input.record ?? null };
}

function recordOf(tables: CheckInput["tables"]): WorkbookRecord {
  return {
    version: 1,
    edition: 1,
    structuredAt: "2026-01-01T00:00:00Z",
    scheme: defaultScheme(),
    ownSheets: [],
    archives: [],
    tables: tables.map(({ tableId, layout, performance, indicators }) => ({ tableId, layout, performance, anchor: `_TS_${tableId}`, keyColumn: null, indicators: indicators.map(({ indicator }) => indicator) })),
  };
}

/** Units with a total that the user's own formulas calculate, recorded with three entries across; then with these columns and totals. */
function totalled(formula: (row: number) => Cell, columns: readonly Column[] = ENTRIES): CheckInput {
  const spec = (entries: readonly Column[], total: (row: number) => Cell): HandMade =>
    units({}, { columns: [...entries, { header: "总分", kind: "score" }], rows: units().rows.map((row, i) => [row[0] ?? null, ...entries.slice(1).map((_, c) => row[c + 1] ?? 1), total(i + 2)]) });
  const before = inputOf(spec(ENTRIES, (row) => ({ f: `=SUM(B${String(row)}:D${String(row)})`, v: SUMS[row - 2] ?? null })));
  const record = recordOf(before.tables);
  const [sheet] = before.workbook.sheets;
  const [table] = before.tables;
  if (!sheet || !table) throw new Error("no table");
  return { ...inputOf(spec(columns, formula)), record: { ...record, tables: record.tables.map((kept) => ({ ...kept, formulas: formulasOf(before.workbook, sheet, table) })) } };
}

/** The form as it was structured on a protected sheet. */
function guardedForm(protection: SheetSnapshot["protection"]): CheckInput {
  const input = template({});
  const { record } = input;
  if (!record) throw new Error("no record");
  return { ...input, workbook: { ...input.workbook, sheets: input.workbook.sheets.map((sheet): SheetSnapshot => ({ ...sheet, protection })) }, record: { ...record, tables: record.tables.map((table) => ({ ...table, protected: true })) } };
}

/** The form with validations on all entry cells but those from `from` on. */
function validated(from: number): CheckInput {
  const input = template({});
  const sheets = input.workbook.sheets.map((sheet): SheetSnapshot => ({ ...sheet, validations: [{ areas: [{ row: 1, column: 6, rows: from - 1, columns: 1 }], type: "decimal", formula1: "0", formula2: "40" }] }));
  return { ...input, workbook: { ...input.workbook, sheets } };
}

/** Units with a result column of ours; single cells are replaced. */
function results(put: Readonly<Record<string, Cell>>): CheckInput {
  const input = inputOf(units(put, { columns: [...ENTRIES, { header: "总分", kind: "remark" }], rows: units().rows.map((row, i) => [...row, { f: `=ROUND(SUM(B${String(i + 2)}:D${String(i + 2)}),2)`, v: SUMS[i] ?? null }]) }));
  return { ...input, workbook: { ...input.workbook, names: [{ name: "_TS_T1_score", refersTo: "Sheet1!$E$2:$E$7", sheetId: null, hidden: true }] } };
}

const REASONED: readonly Column[] = [
  { header: "考核内容", kind: "indicator" },
  { header: "分值", kind: "fullMark" },
  { header: "得分", kind: "self" },
  { header: "扣分原因", kind: "remark" },
];

/** Four indicators of 25 points, two of them with points taken. */
function reasoned(reasons: readonly Cell[], points: readonly number[] = [25, 23, 24, 25]): HandMade {
  return { columns: REASONED, rows: points.map((value, i) => [`内容${String(i + 1)}`, 25, value, reasons[i] ?? null]) };
}

/** A √-form of three indicators. */
function ticks(second: readonly Cell[]): HandMade {
  const columns: readonly Column[] = [{ header: "考核内容", kind: "indicator" }, ...["优秀", "良好", "一般"].map((header): Column => ({ header, kind: "option" }))];
  return { columns, rows: [["德", "√", null, null], ["能", ...second], ["勤", null, null, "√"]] };
}

/** Three colleagues who rate each other, each in a column of their own. */
function mutual(first: Cell, kind: "rater" | "self" = "rater"): HandMade {
  const names = ["王芳", "李强", "赵敏"];
  const columns: readonly Column[] = [{ header: "姓名", kind: "subject" }, ...names.map((header, i): Column => ({ header, kind: i === 0 ? kind : "rater" }))];
  return { columns, rows: names.map((name, i) => [name, ...names.map((_, rater): Cell => (rater !== i ? 85 + i + rater : i === 0 ? first : null))]) };
}

const EIGHT = ["甲", "乙", "丙", "丁", "戊", "己", "庚", "辛"].map((name) => `${name}分局`);

const BANDS = "注：优秀：90（含）-100分；良好：80（含）-90分；合格：60（含）-80分；60分以下为较差。";

function scenario(rule: string, code: string, at: string | null, trigger: HandMade | CheckInput, butNot: string, nearMiss: HandMade | CheckInput): Scenario {
  const input = (given: HandMade | CheckInput): CheckInput => ("columns" in given ? inputOf(given) : given);
  return { rule, code, at, butNot, trigger: input(trigger), nearMiss: input(nearMiss) };
}

const blankUnits = units().rows.map((row) => [row[0] ?? null, null, null, null]);
const sparse = Array.from({ length: 12 }, (_, i): Cell[] => [`第${String(i + 1)}分局`, i === 0 ? 39 : i % 3 === 0 ? 38 : null, i === 0 ? 28 : i % 3 === 1 ? 27 : null, i === 0 ? 28 : i % 3 === 2 ? 27 : null]);
const manyMissing = Array.from({ length: 60 }, (_, i): Cell[] => [`第${String(i + 1)}所`, 38, 27, i === 0 ? 28 : null]).map((row, i) => (i % 2 === 0 ? [row[0] ?? null, 38, 27, 28] : row));
const allMissing = Array.from({ length: 200 }, (_, i): Cell[] => [`第${String(i + 1)}所`, 38, 27, i % 3 === 0 ? null : 28]);

/** Every other unit with "27分". */
function spotted(count: number): readonly (readonly Cell[])[] {
  return Array.from({ length: count }, (_, i) => [`第${String(i + 1)}所`, 38, i % 2 === 0 ? "27分" : 27, 28]);
}

const unitTable: HandMade = { ...units(), performance: "unit", name: "组织绩效" };
const emptySheet = inputOf({ columns: [], rows: [], name: "Sheet1" });

export const SCENARIOS: readonly Scenario[] = [
  scenario("CK-2", "entry.none", "B2:D7", units({}, { rows: blankUnits }), "one entry is there", units({}, { rows: blankUnits.map((row, i) => (i === 0 ? ["城东分局", 38, null, null] : row)) })),
  scenario("CK-3", "entry.column-blank", "C2:C7", units({ C2: null, C3: null, C4: null, C5: null, C6: null, C7: null }), "a bonus column may stay blank", unitsWith([{ header: "加分项", kind: "entry", cells: [] }])),
  scenario("CK-4", "entry.row-blank", "B4:D5", units({ B4: null, C4: null, D4: null, B5: null, C5: null, D5: null }), "the reason is given", units({ B4: "请假", C4: "请假", D4: "请假" })),
  scenario("CK-5", "entry.mostly-blank", "B2:D13", units({}, { rows: sparse }), "less than half is blank", units({ B4: null, C5: null, D6: null })),
  scenario("CK-6", "entry.missing", "C4:D4", units({ C4: null, D4: null }), "0 is an entry", units({ C4: 0, D4: 0 })),
  ...(["zero", "item-mean", "renormalise"] as const).map((missing) => {
    const under = (input: CheckInput): CheckInput => ({ ...input, scheme: { ...input.scheme, missing } });
    return scenario("CK-6", `entry.missing-${missing}`, "C4", under(inputOf(units({ C4: null }))), "0 is an entry", under(inputOf(units({ C4: 0 }))));
  }),
  scenario("CK-7", "entry.missing-in-column", "D2:D200", units({}, { rows: allMissing }), "up to 50 are listed singly", units({}, { rows: manyMissing })),
  scenario("CK-8", "entry.rater-missing", "C3", rated([], { C3: null }), "everybody rated", rated([])),
  scenario("CK-9", "entry.placeholder", "A1:D7", units({ B2: "{{score1}}", C2: "{list.score}" }), "braces in plain words", units({ B2: "{未定}" })),
  scenario("CK-10", "entry.text-number", "B3:B4", units({ B3: "36.5", B4: "39" }), "a number", units({ B3: 36.5 })),
  scenario("CK-11", "entry.full-width", "C3", units({ C3: "２８．５" }), "half-width text is another finding", units({ C3: "28.5" })),
  scenario("CK-12", "entry.unit", "C3", units({ C3: "28分" }), "the number alone", units({ C3: 28 })),
  scenario("CK-13", "entry.percent", "C3", units({ C3: "93%" }), "a whole column of shares without full marks", units({}, { columns: ENTRIES.map(({ header, kind }) => ({ header, kind })), formats: Object.fromEntries([2, 3, 4, 5, 6, 7].map((r) => [`C${String(r)}`, "0%"])) })),
  scenario("CK-13", "entry.percent-column", "B2:B7", units({ B2: 0.9, B3: 0.8, B4: 0.7, B5: 0.9, B6: 1, B7: 0.8 }, { formats: Object.fromEntries([2, 3, 4, 5, 6, 7].map((r) => [`B${String(r)}`, "0.00%"])) }), "one percentage among points is a slip of its own", units({ B2: 0.9 }, { formats: { B2: "0%" } })),
  scenario("CK-14", "entry.date", "D5", units({ D5: 45_474 }, { formats: { D5: "yyyy/m/d" } }), "a format with minutes' letters in quotes", units({}, { formats: { D5: '0.0"m分"' } })),
  scenario("CK-15", "entry.not-number", "C6", units({ C6: "良好" }), "a deliberate mark", units({ C6: "—" })),
  scenario("CK-16", "entry.text-column", "C2:C7", units({ C2: "好", C3: "好", C4: "较好", C5: "好", C6: "一般", C7: "好" }), "one word in a column of numbers", units({ C2: "好" })),
  scenario("CK-17", "entry.no-score-mark", "C3:C4", units({ C3: "请假", C4: "缺考" }), "a word that says something else", units({ C3: "待核实数据" })),
  scenario("CK-18", "entry.above-full-mark", "B5", units({ B5: 40.5 }), "exactly the full mark", units({ B5: 40 })),
  scenario("CK-19", "entry.negative", "D3", units({ D3: -2 }), "an indicator of deductions", unitsWith([{ header: "违规扣分", kind: "entry", fullMark: "10", cells: [-2, 0, -1, 0, -10, 0] }])),
  scenario("CK-19", "entry.below-range", "E6", unitsWith([{ header: "违规扣分", kind: "entry", fullMark: "10", cells: [-2, 0, -1, 0, -11, 0] }]), "the largest deduction", unitsWith([{ header: "违规扣分", kind: "entry", fullMark: "10", cells: [-2, 0, -1, 0, -10, 0] }])),
  scenario("CK-20", "entry.scale", "B2", units({}, { rows: units().rows.map((row) => [row[0] ?? null, 95, 92, 88]) }), "a few points too many", units({ B2: 95, C2: 92 })),
  scenario("CK-21", "table.not-numeric", "A1:D7", units({}, { rows: units().rows.map((row) => [row[0] ?? null, "优秀", "良好", "优秀"]) }), "half of it is numbers", units({}, { rows: units().rows.map((row, i) => (i % 2 === 0 ? row : [row[0] ?? null, "优秀", "良好", "优秀"])) })),
  scenario("CK-22", "entry.more", "C62:C80", units({}, { rows: spotted(80) }), "few enough to list", units({}, { rows: spotted(60) })),

  scenario("CK-23", "entry.decimals", "B5", fineUnits(33.3333), "one decimal more", fineUnits(33.25)),
  scenario("CK-24", "entry.reason-missing", "D4", reasoned([null, "少报一次", null, null]), "both say why", reasoned([null, "少报一次", "迟报一次", null])),
  scenario("CK-25", "entry.remark-contradicts", "C2", reasoned(["三季度任务未完成", "少报一次", "迟报一次"]), "the remark denies it", reasoned(["无未完成事项", "少报一次", "迟报一次"])),
  scenario("CK-26", "entry.several-ticks", "B3:C3", ticks(["√", "√", null]), "one is crossed out", ticks(["√", "×", null])),
  scenario("CK-8", "entry.rater-missing", "B3", inputOf({ ...mutual(null), rows: [["王芳", null, 86, 87], ["李强", null, null, 88], ["赵敏", 87, 88, null]] }), "nobody rates himself", mutual(null)),
  scenario("CK-27", "entry.rates-himself", "B2", mutual(95), "in the column of self-ratings", mutual(95, "self")),
  scenario("CK-28", "entry.nobodys", "B5", units({ A5: null }), "nothing is entered", units({ A5: null, B5: null, C5: null, D5: null })),

  scenario("CK-30", "weight.total", "C2:C5", form({ C2: 0.28 }), "thirds", form({ C2: 0.333, C3: 0.333, C4: 0.333, C5: null })),
  scenario(
    "CK-31",
    "weight.group-total",
    "C4:C5",
    form({ C2: 0.6, C3: 0.4, C4: 0.5, C5: 0.45 }),
    "each group is a whole",
    form({ C2: 0.6, C3: 0.4, C4: 0.5, C5: 0.5 }),
  ),
  scenario("CK-32", "weight.stated-total", "C6", form({ C2: 0.28 }, { totals: [["合计", null, 1, 100, null]] }), "a formula says what it adds up to", form({ C2: 0.28 }, { totals: [["合计", null, { f: "=SUM(C2:C5)", v: 0.98 }, 100, null]] })),
  scenario("CK-34", "mark.differs-from-weight", "D5", form({}, { rows: [["履职", "一", 0.2, 20, 18], [null, "二", 0.2, 20, 19], ["作风", "三", 0.2, 20, 17], [null, "四", 0.2, 16, 15], [null, "五", 0.1, 10, 9]] }), "marks on another scale throughout", form({ D2: 10, D3: 10, D4: 10, D5: 10 })),
  scenario("CK-35", "mark.total", "D6", form({ D2: 35 }, { totals: [["合计", null, 1, 100, null]] }), "with bonus items the total leaves out", form({ B5: "附加分", D5: 5, D4: 50 }, { totals: [["合计", null, 1, 100, null]] })),
  scenario("CK-36", "mark.level-total", "A6", inputOf(levelled(18)), "all levels agree", inputOf(levelled(20))),
  scenario("CK-37", "mark.group-total", "A2", form({ A2: "履职（60分）" }), "the name says what stands beneath", form({ A2: "履职（50分）" })),
  scenario("CK-38", "mark.stated-total", "A1", units({}, { title: "绩效考评表（满分120分）" }), "the title says the sum", units({}, { title: "绩效考评表（满分100分）" })),
  scenario("CK-39", "mark.contradicts-weight", "D2", form({ D2: 20, D3: 30 }), "marks that do not add up to 100", form({ D2: 3, D3: 2, D4: 2.5, D5: 2.5 })),

  scenario("CK-40", "duplicate.subject", "A7", units({ A7: "城 东分局" }), "another unit of a similar name", units({ A7: "城东二分局" })),
  scenario("CK-41", "duplicate.staff-number", "A3", people([["王芳", "1001", "一科", 90], ["李强", "1001", "二科", 88]]), "two numbers", people([["王芳", "1001", "一科", 90], ["李强", "1002", "二科", 88]])),
  scenario("CK-42", "duplicate.homonym", "A3", people([["王芳", null, "一科", 90], ["王芳", null, "二科", 88]]), "namesakes with staff numbers", people([["王芳", "1001", "一科", 90], ["王芳", "1002", "一科", 88]])),
  scenario("CK-43", "duplicate.indicator", "B3", form({ B3: "收入 任务" }), "the same name under another parent", form({ B4: "收入任务" })),
  scenario(
    "CK-44",
    "duplicate.subject-many",
    "A6",
    people(["王芳", "李强", "赵敏", "钱伟", "王芳", "李强", "赵敏", "钱伟"].map((name, i) => [name, null, "一科", 80 + i])),
    "told apart by month",
    people(
      ["王芳", "李强", "赵敏", "钱伟", "王芳", "李强", "赵敏", "钱伟"].map((name, i) => [name, i < 4 ? "7月" : "8月", "一科", 80 + i]),
      PEOPLE.map((column) => (column.kind === "code" ? { header: "月份", kind: "period" } : column)),
    ),
  ),
  scenario(
    "CK-45",
    "subject.unit-unknown",
    "C5",
    inputOf(unitTable, people([["王芳", "1", "城东分局", 90], ["李强", "2", "城西分局", 88], ["赵敏", "3", "城南分局", 85], ["钱伟", "4", "东城税务", 85], ["孙丽", "5", "城北分局", 85]])),
    "written without its suffix",
    inputOf(unitTable, people([["王芳", "1", "城东分局", 90], ["李强", "2", "城西", 88], ["赵敏", "3", "城南分局", 85]])),
  ),

  scenario("CK-93", "compare.count", "A1:E4", posts([["检查", "系统", 0.6, 60, 50], ["纪律", "台账", 0.2, 20, 18], ["学习", "台账", 0.2, 20, 18]]), "other indicators of the same number", posts([["检查", "系统", 0.6, 60, 50], ["纪律", "台账", 0.4, 40, 38]])),
  scenario("CK-93", "compare.fullTotal", "A1:E3", posts([["检查", "系统", 0.6, 60, 50], ["纪律", "台账", 0.4, 50, 38]]), "the same total of other indicators", posts([["检查", "系统", 0.6, 60, 50], ["纪律", "台账", 0.4, 40, 38]])),
  scenario("CK-93", "compare.weightTotal", "A1:E3", posts([["检查", "系统", 0.6, 60, 50], ["纪律", "台账", 0.3, 40, 38]]), "the same weights in another order", posts([["检查", "系统", 0.6, 60, 50], ["纪律", "台账", 0.4, 40, 38]])),
  scenario("CK-93", "compare.marks", "A1:E3", posts([["检查", "系统", 0.6, 70, 50], ["纪律", "台账", 0.4, 30, 28]]), "the same marks in another order", posts([["检查", "系统", 0.6, 60, 50], ["纪律", "台账", 0.4, 40, 38]])),
  scenario("CK-93", "compare.weights", "A1:E3", posts([["检查", "系统", 0.7, 60, 50], ["纪律", "台账", 0.3, 40, 38]]), "the same weights of other indicators", posts([["检查", "系统", 0.6, 60, 50], ["纪律", "台账", 0.4, 40, 38]])),
  scenario("CK-93", "compare.sources", "A1:E3", posts([["检查", "系统", 0.6, 60, 50], ["纪律", "问卷", 0.4, 40, 38]]), "the same sources", posts([["检查", "系统", 0.6, 60, 50], ["纪律", "台账", 0.4, 40, 38]])),

  scenario("CK-95", "template.indicator-deleted", "A1:G4", template({ 工作纪律: "" }), "it is only written with a blank", template({ 工作纪律: ["工作 纪律", "迟到一次扣1分", "考勤记录", "人事科", 0.2, 20, 20] })),
  scenario("CK-95", "template.indicator-added", "A6", template({ "+": ["督查督办", "", "", "", 0, 0, 0] }), "nothing is added", template({})),
  scenario("CK-95", "template.indicator-renamed", "A4", template({ 工作纪律: ["考勤纪律", "迟到一次扣1分", "考勤记录", "人事科", 0.2, 20, 20] }), "width and blanks are no other name", template({ 工作纪律: ["工作　纪律", "迟到一次扣1分", "考勤记录", "人事科", 0.2, 20, 20] })),
  scenario("CK-95", "template.fullMark-changed", "F2", template({ 收入任务: ["收入任务", "完成目标得满分", "征管系统", "征管科", 0.4, 45, 38] }), "the entry is changed", template({ 收入任务: ["收入任务", "完成目标得满分", "征管系统", "征管科", 0.4, 40, 30] })),
  scenario("CK-95", "template.weight-changed", "E3", template({ 风险管理: ["风险管理", "漏推一户扣1分", "风险平台", "风控办", 0.35, 30, 29] }), "the same weight", template({})),
  scenario("CK-95", "template.criterion-changed", "B3", template({ 风险管理: ["风险管理", "漏推一户扣2分", "风险平台", "风控办", 0.3, 30, 29] }), "a line break more", template({ 风险管理: ["风险管理", "漏推一户\n扣1分", "风险平台", "风控办", 0.3, 30, 29] })),
  scenario("CK-95", "template.dataSource-changed", "C4", template({ 工作纪律: ["工作纪律", "迟到一次扣1分", "自行填报", "人事科", 0.2, 20, 20] }), "the same source", template({})),
  scenario("CK-95", "template.owner-changed", "D5", template({ 信息宣传: ["信息宣传", "采用一篇得2分", "宣传台账", "宣传科", 0.1, 10, 8] }), "the same office", template({})),
  scenario("CK-95", "template.moved", "A2", reordered([3, 0, 1, 2]), "one is gone, the others keep their order", reordered([0, 1, 3])),
  scenario("CK-96", "template.validation-lost", "G5", validated(4), "the table was never validated", validated(1)),
  scenario("CK-97", "template.result-typed", "E4", results({ E4: 99 }), "all are formulas", results({})),
  scenario("CK-97", "template.result-formula", "E5", results({ E5: { f: "=ROUND(SUM(B5:C5),2)", v: 64 } }), "filled down", results({ E5: { f: "=ROUND(SUM(B5:D5),2)", v: 90 } })),
  scenario("CK-108", "template.formula-replaced", "E2:E7", totalled((row) => SUMS[row - 2] ?? null), "one number among formulas is CK-60's", totalled((row) => (row === 4 ? 90 : { f: `=SUM(B${String(row)}:D${String(row)})`, v: SUMS[row - 2] ?? null }))),
  scenario("CK-108", "template.formula-changed", "E2:E7", totalled((row) => ({ f: `=SUM(B${String(row)}:D${String(row)})*0.9`, v: 80 })), "one formula unlike the others is CK-62's", totalled((row) => ({ f: `=SUM(B${String(row)}:D${String(row)})${row === 4 ? "*0.9" : ""}`, v: 80 }))),
  scenario("CK-108", "template.range-cut", "E2:E7", totalled((row) => ({ f: `=SUM(B${String(row)}:C${String(row)})`, v: 60 })), "a column more within the range", totalled((row) => ({ f: `=SUM(B${String(row)}:E${String(row)})`, v: 90 }), [...ENTRIES.slice(0, 2), { header: "督查", kind: "entry", fullMark: "5" }, ...ENTRIES.slice(2)])),
  scenario("CK-109", "template.protection-removed", null, guardedForm(null), "still protected", guardedForm({ hasPassword: false, options: DEFAULT_PROTECTION })),
  scenario("CK-98", "template.table-lost", null, { ...template({}), workbook: { ...template({}).workbook, names: [] } }, "its name leads to it", template({})),

  scenario("CK-50", "total.sum", "E4", unitsWith([total([93, 91.5, 92.5, 90, 88, 88])]), "rounded to the digit shown", unitsWith([total([93, 92, 94, 90, 88, 88])])),
  scenario("CK-50", "total.mean", "F3", rated([91, 84.5, 82.5, 92]), "the mean, rounded half up", rated([91, 83.5, 82.5, 92])),
  scenario("CK-50", "total.trimmed", "F4", rated([91, 83.5, 83, 91.5]), "the mean without extremes", rated([91, 83.5, 82, 91.5])),
  scenario(
    "CK-50",
    "total.weighted",
    "E3",
    weightedUnits([31.7, 31, 31.95, 30.5, 30.1, 29.8]),
    "the weighted sum",
    weightedUnits([31.7, 31.1, 31.95, 30.5, 30.1, 29.8]),
  ),
  scenario("CK-50", "total.more", "E97:E101", inputOf(longUnits(100, 35)), "few enough to list", inputOf(longUnits(100, 20))),
  scenario("CK-51", "total.column-sum", "B8", units({}, { totals: [["合计", 221, 159.5, 165]] }), "the sum of the rows, rounded", units({}, { totals: [["合计", 220, 159.5, 165]] })),
  scenario("CK-51", "total.column-mean", "C8", units({}, { totals: [["平均", 36.58, 26.28, 27.5]] }), "the mean, rounded", units({}, { totals: [["平均", 36.58, 26.58, 27.5]] })),

  scenario("CK-60", "formula.overwritten", "E5", unitsWith([total(sumFormulas().map((cell, i) => (i === 3 ? 95 : cell)))]), "typed throughout", unitsWith([total(SUMS)])),
  scenario("CK-61", "formula.range-short", "B8", units({}, { totals: [["合计", { f: "=SUM(B2:B6)", v: 185.5 }, { f: "=SUM(C2:C7)", v: 159.5 }, 165]] }), "the range ends at the last row", units({}, { totals: [["合计", { f: "=SUM(B2:B7)", v: 219.5 }, 159.5, 165]] })),
  scenario("CK-62", "formula.differs", "E6", unitsWith([total(sumFormulas().map((cell, i) => (i === 4 ? { f: "=SUM(B6:D6)+3", v: 91 } : cell)))]), "filled down", unitsWith([total(sumFormulas())])),
  scenario("CK-62", "formula.row-range-short", "E6", unitsWith([total(sumFormulas().map((cell, i) => (i === 4 ? { f: "=SUM(B6:C6)", v: 63 } : cell)))]), "all leave the column out", unitsWith([total(sumFormulas("C"))])),
  scenario("CK-63", "formula.external", "E2:E3", unitsWith([total([{ f: "='[预算.xlsx]Sheet1'!B2", v: 93 }, { f: "=[1]Sheet1!B3", v: 91.5 }, 93.5, 90, 88, 88])]), "a table column in brackets", unitsWith([total([{ f: "=SUM(表1[得分])", v: 93 }])])),
  scenario("CK-64", "formula.as-text", "E4", unitsWith([{ header: "备注", kind: "remark", cells: [null, null, " =SUM(B4:D4)"] }]), "a comparison written as text", unitsWith([{ header: "备注", kind: "remark", cells: [' =="1"'] }])),
  scenario("CK-65", "cell.error", "E2:E3", unitsWith([total([{ f: "=B2/0", v: { error: "#DIV/0!" } }, { f: "=B3/0", v: { error: "#DIV/0!" } }, 93.5, 90, 88, 88])]), "the text of an error in a remark", unitsWith([{ header: "备注", kind: "remark", cells: ["曾显示#DIV/0!"] }])),

  scenario("CK-70", "rank.wrong", "F4", unitsWith([total(SUMS), rank([2, 3, 4, 4, 5, 5])]), "1-2-2-4, 1-2-2-3 and averaged ranks", unitsWith([total(SUMS), rank([2, 3, 1, 4, 5.5, 5.5])])),
  scenario("CK-70", "rank.wrong", "F7", unitsWith([total(SUMS), rank([2, null, 1, 4, 5, 9])]), "somebody's rank is left out and counts all the same", unitsWith([total(SUMS), rank([2, null, 1, 4, 5, 5])])),
  scenario("CK-70", "rank.disagrees", "F2", unitsWith([total(SUMS), rank([6, 5, 4, 1, 2, 3])]), "ascending by design", unitsWith([total(SUMS), rank([5, 4, 6, 3, 1, 1])])),
  scenario("CK-71", "rank.ties-broken", "F7", unitsWith([total(SUMS), rank([2, 3, 1, 4, 5, 6])]), "ties share a rank", unitsWith([total(SUMS), rank([2, 3, 1, 4, 5, 5])])),
  scenario("CK-72", "rank.without-score", "F7", unitsWith([total([93, 91.5, 93.5, 90, 88, null]), rank([2, 3, 1, 4, 5, 6])]), "neither score nor rank", unitsWith([total([93, 91.5, 93.5, 90, 88, null]), rank([2, 3, 1, 4, 5, null])])),
  scenario("CK-72", "rank.missing", "F6:F7", unitsWith([total(SUMS), rank([2, 3, 1, 4, null, null])]), "nobody is ranked yet", unitsWith([total(SUMS), rank([])])),
  scenario("CK-75", "grade.above-band", "F6", unitsWith([total(SUMS), grade(["优秀", "优秀", "优秀", "优秀", "优秀", "良好"])], { notes: [BANDS] }), "exactly the lower limit", unitsWith([total(SUMS), grade(["优秀", "优秀", "优秀", "优秀", "良好", "良好"])], { notes: [BANDS] })),
  scenario("CK-75", "grade.below-band", "F5", unitsWith([total(SUMS), grade(["优秀", "优秀", "优秀", "良好", "良好", "良好"])], { notes: [BANDS] }), "no bands are stated for these grades", unitsWith([total(SUMS), grade(["甲", "甲", "甲", "乙", "乙", "乙"])])),

  scenario("CK-80", "hidden.rows", "A4:D5", units({}, { hiddenRows: [3, 4] }), "a hidden row without a score", units({ B4: null, C4: null, D4: null }, { hiddenRows: [3] })),
  scenario("CK-80", "hidden.column", "C1:C7", units({}, { hiddenColumns: [2] }), "a hidden column of numbering", units({}, { hiddenColumns: [0] })),
  scenario("CK-81", "merge.swallows", "B3:C3", units({}, { merges: ["B3:C3"] }), "the same text left under the merge", units({ A3: "城西分局", A4: "城西分局" }, { merges: ["A3:A4"] })),
  scenario("CK-83", "merge.overlaps", "F2:G3", units({}, { merges: ["E1:F2", "F2:G3"] }), "merges side by side", units({}, { merges: ["E1:F2", "G1:H2", "E3:H3", "A9"] })),
  scenario("CK-82", "hidden.sheet", null, units({}, { visibility: "hidden" }), "a hidden sheet without scores", units({}, { rows: blankUnits, visibility: "hidden" })),
  scenario("CK-85", "sheet.no-table", null, { ...inputOf(units()), tables: [] }, "the table is recognised", units()),
  scenario("CK-85", "sheet.nothing-scored", null, units({}, { layout: "other" }), "one of two tables is scored", units()),
  scenario("CK-85", "sheet.indicators-only", null, form({}, { layout: "indicator-list", columns: FORM.map((column) => (column.kind === "self" ? { header: "备注", kind: "remark" } : column)) }), "there is a place for scores", form()),
  scenario("CK-85", "sheet.empty", null, { ...emptySheet, workbook: { ...emptySheet.workbook, sheets: emptySheet.workbook.sheets.map((sheet) => ({ ...sheet, used: null, values: [], formulas: [], styles: [] })) }, tables: [] }, "an empty sheet beside a full one", withEmptySheet()),
  scenario("CK-85", "sheet.no-cells", null, asChart(), "a worksheet", units()),
  scenario("CK-99", "cascade.key-twice", "A5", decomposed({ A5: "L1" }), "every key stands once", decomposed()),
  scenario("CK-99", "cascade.orphan", "C5", decomposed({ C5: "S9", E5: null }), "a parent named by its name", decomposed({ C5: "税收收入" })),
  scenario("CK-99", "cascade.circle", "C2", decomposed({ C2: "L1" }), "parts of parts", decomposed({ C5: "L1", E4: "100%", E5: "100%" })),
  scenario("CK-99", "cascade.shares", "E4", decomposed({ E5: "30%" }), "shares of 70 and 30 %", decomposed({ E4: "70%", E5: "30%" })),
  scenario("CK-99", "cascade.share-missing", "E5", decomposed({ E5: null }), "no shares at all", decomposed({ E4: null, E5: null })),
  scenario("CK-99", "cascade.role-missing", "H4", decomposed({ H4: null }), "nobody executes what is not passed down", decomposed({ H3: null })),
  scenario("CK-99", "cascade.self-assessed", "I4", decomposed({ I4: "收入科、王 芳" }), "a longer name that holds the other", decomposed({ I4: "王芳芳" })),
  scenario("CK-99", "cascade.filter-reason", "K3", decomposed({ K3: null }), "passed down, without a reason", decomposed({ K2: null })),
  scenario("CK-99", "cascade.filtered-parts", "J2", decomposed({ J2: "不下达", K2: "机关完成" }), "passed down in parts", decomposed()),
  scenario("CK-99", "cascade.not-passed", "J3", decomposed({ J3: null, K3: null }), "not passed down, with a reason", decomposed()),
  scenario("CK-99", "cascade.no-interpretation", "L2", decomposed({ L2: null, L4: "以入库数为准" }), "parts need none of their own", decomposed({ L4: null })),
  scenario("CK-99", "cascade.loss", "N4", decomposed({ N4: null }), "another source than above", decomposed({ N4: "征管系统" })),

  scenario("CK-29", "rater.column-twice", "D1", ratedBy(["王建国", "李晓梅", "王 建国", "张志强"]), "every column is headed alike", ratedBy(["评分", "评分", "评分", "评分"])),
  scenario("CK-29", "rater.ballot-twice", "B1", inputOf(ballot("王芳", "票1"), ballot("李强", "票2"), ballot("王 芳", "票3")), "the second one is blank", inputOf(ballot("王芳", "票1"), ballot("王芳", "票2", null))),
  scenario("CK-102", "entry.date-outside", "C4", dated("2026年第一季度考核"), "the title names no period", dated("考核登记")),
  scenario("CK-103", "entry.step", "C3", units({ C3: 27.3 }, { notes: ["注：评分以0.5分为一档。"] }), "halves", units({ C3: 27.5 }, { notes: ["注：评分以0.5分为一档。"] })),
  scenario("CK-104", "rank.jump", "C8", inputOf(month("1月", [1, 2, 3, 4, 5, 6, 7, 8]), month("2月", [2, 1, 3, 4, 5, 7, 8, 6]), month("3月", [2, 3, 4, 5, 6, 7, 1, 8])), "a few places", inputOf(month("1月", [1, 2, 3, 4, 5, 6, 7, 8]), month("2月", [3, 2, 1, 8, 7, 6, 5, 4]))),
  scenario("CK-104", "rank.jump", "C9", inputOf(month("2月", [1, 2, 3, 4, 5, 6, 7, 8], "2026年考核表"), month("3月", [2, 3, 4, 5, 6, 7, 1, 8], "2026年考核表")), "two tables of one month", inputOf(month("3月", [1, 2, 3, 4, 5, 6, 7, 8], "2026年考核表"), month("三月", [2, 3, 4, 5, 6, 7, 1, 8], "2026年3月考核表"))),
  scenario("CK-104", "rank.jump", "C2", formerly([6, 2, 3, 4, 5, 1]), "another order of neighbours", formerly([2, 1, 3, 4, 6, 5])),
  scenario("CK-105", "across.high-in-low", "C2", bothPerformances([70, 80, 85, 90]), "her unit is not among the last", bothPerformances([80, 70, 85, 90])),
  scenario("CK-105", "across.low-in-high", "C11", bothPerformances([70, 80, 85, 90]), "his unit is not among the first", bothPerformances([70, 90, 85, 80])),
  scenario("CK-106", "bonus.unit-only", "C4", bonuses([2, 0, 3], [1, 0, 0]), "no one of the unit is in the table of people", bonuses([2, 0, 3], [1, 0, null])),
  scenario("CK-106", "bonus.person-only", "D3", bonuses([2, 0, 0], [1, 1, 0]), "on both sides", bonuses([2, 2, 0], [1, 1, 0])),
  scenario("CK-107", "event.twice", "B4", events([["王芳", "省局 表彰", "2026-03-02", "鲁税发1号", 2, 5]]), "on another day", events([["王芳", "省局表彰", "2026-04-02", "鲁税发1号", 2, 5]])),
  scenario("CK-107", "event.over-cap", "E4", events([["李强", "技术能手", "2026-03-02", "鲁税发1号", 6, 5]]), "at the cap", events([["李强", "技术能手", "2026-03-02", "鲁税发1号", 5, 5]])),
  scenario("CK-107", "event.no-evidence", "D4", events([["李强", "技术能手", "2026-03-02", null, 2, 5]]), "no points are given for it", events([["李强", "技术能手", "2026-03-02", null, 0, 5]])),
  scenario("CK-107", "event.two-ledgers", "B2", events([], "支部台账"), "a summary of the other", events([], "汇总台账", true)),
  scenario("CK-107", "event.person-only", "B3", eventsOfBoth(["省局表彰"], ["省局表彰", "技术能手"]), "on both sides", eventsOfBoth(["省局表彰", "技术能手"], ["省局表彰", "技术能手"])),
  scenario("CK-107", "event.unit-only", "B3", eventsOfBoth(["省局表彰", "文明单位"], ["省局表彰"]), "most events are on one side", eventsOfBoth(["文明单位", "先进集体", "省局表彰"], ["省局表彰"])),
];

/** Three subjects rated by four columns with these headers. */
function ratedBy(headers: readonly string[]): HandMade {
  return { columns: [{ header: "姓名", kind: "subject" }, ...headers.map((header): Column => ({ header, kind: "rater" }))], rows: ["赵敏", "钱伟", "孙丽"].map((name, i) => [name, 88 + i, 87, 90 - i, 86]) };
}

/** A ballot about one sheet of indicators, by the rater whom its strip names. */
function ballot(rater: string, name: string, points: Cell = 28): HandMade {
  return { ...units({}, { columns: FORM, rows: [["履职", "收入任务", 0.3, 30, points], [null, "风险管理", 0.7, 70, points === null ? null : 66]] }), meta: ["评价人", rater], name };
}

/** Deductions with the day of each, the second in April. */
function dated(title: string): HandMade {
  const columns: readonly Column[] = [{ header: "姓名", kind: "subject" }, { header: "出生日期", kind: "post" }, { header: "发生日期", kind: "post" }, { header: "扣分", kind: "entry" }];
  return { title, columns, rows: [["王芳", "1990-04-01", "2026-01-12", 1], ["李强", "1988-05-01", "2026-04-02", 2], ["赵敏", "1985-06-01", "2026年3月31日", 1]] };
}

/** Units with a rank, on the sheet of a month. */
function month(name: string, places: readonly number[], title?: string): HandMade {
  const columns: readonly Column[] = [{ header: "单位", kind: "subject" }, { header: "总分", kind: "score" }, { header: "名次", kind: "rank" }];
  return { name, ...(title === undefined ? {} : { title }), performance: "unit", columns, rows: places.map((place, i) => [EIGHT[i] ?? "", 100 - place, place]) };
}

/** Six units in the order of their scores, and where each stood before. */
function formerly(places: readonly number[]): HandMade {
  const columns: readonly Column[] = [{ header: "单位", kind: "subject" }, { header: "总分", kind: "score" }, { header: "名次", kind: "rank" }, { header: "上期名次", kind: "rank" }];
  return { columns, rows: places.map((was, i) => [EIGHT[i] ?? "", 95 - i, i + 1, was]) };
}

/** Four units with these scores, and ten people in them, the best in the first unit, the last in the last. */
function bothPerformances(scores: readonly number[]): CheckInput {
  const score: Column = { header: "总分", kind: "score" };
  const staff = [0, 1, 2, 3, 1, 2, 1, 2, 1, 3];
  return inputOf(
    { name: "组织绩效", performance: "unit", columns: [{ header: "单位", kind: "subject" }, score], rows: scores.map((value, i) => [EIGHT[i] ?? "", value]) },
    { name: "个人绩效", performance: "person", columns: [{ header: "姓名", kind: "subject" }, { header: "单位", kind: "subjectGroup" }, score], rows: staff.map((unit, i) => [`职工${String(i + 1)}`, EIGHT[unit] ?? "", 98 - i]) },
  );
}

/** 人才加分 of three units, and of one person in each; `null`: nobody of that unit is listed. */
function bonuses(ofUnits: readonly number[], ofPeople: readonly (number | null)[]): CheckInput {
  const bonus: Column = { header: "人才加分", kind: "entry", fullMark: "5" };
  const base: Column = { header: "日常考核", kind: "entry", fullMark: "100" };
  return inputOf(
    { name: "组织绩效", performance: "unit", columns: [{ header: "单位", kind: "subject" }, base, bonus], rows: ofUnits.map((value, i) => [EIGHT[i] ?? "", 90 - i, value]) },
    { name: "个人绩效", performance: "person", columns: [{ header: "姓名", kind: "subject" }, { header: "单位", kind: "subjectGroup" }, base, bonus], rows: ofPeople.flatMap((value, i) => (value === null ? [] : [[`职工${String(i + 1)}`, EIGHT[i] ?? "", 91 - i, value]])) },
  );
}

function eventSheet(name: string, header: readonly string[], rows: readonly (readonly CellValue[])[]): CheckInput["workbook"]["sheets"][number] {
  return sheetOf([[...header], ...rows.map((row) => [...row])], { name });
}

/** A ledger of two events and these; with `second`, another ledger that holds the first of them, or all of five. */
function events(more: readonly (readonly CellValue[])[], second: string | null = null, isCopy = false): CheckInput {
  const header = ["姓名", "加分事项", "日期", "依据", "加分", "上限"];
  const lines: readonly (readonly CellValue[])[] = [["王芳", "省局表彰", "2026-03-02", "鲁税发1号", 2, 5], ["赵敏", "征文一等奖", "2026-03-09", "鲁税办2号", 1, 5], ...more];
  const copied: readonly (readonly CellValue[])[] = isCopy ? ["甲", "乙", "丙"].map((name) => [name, "先进个人", "2026-02-01", "文", 1, 5]) : [];
  const input = inputOf(units());
  const others = second === null ? [] : [eventSheet(second, header, [lines[0] ?? [], ...(isCopy ? [lines[1] ?? [], ...copied] : [["孙丽", "岗位能手", "2026-03-20", "文", 1, 5]])])];
  return { ...input, workbook: { ...input.workbook, sheets: [...input.workbook.sheets, eventSheet("分局台账", header, [...lines, ...copied]), ...others] } };
}

/** Ledgers of units and of people of one unit. */
function eventsOfBoth(ofUnit: readonly string[], ofPeople: readonly string[]): CheckInput {
  const input = inputOf(units());
  const sheets = [
    eventSheet("单位加分", ["单位", "加分事项", "加分"], ofUnit.map((event) => ["城东分局", event, 1])),
    eventSheet("个人加分", ["姓名", "加分事项", "加分", "单位"], ofPeople.map((event) => ["王芳", event, 1, "城东分局"])),
  ];
  return { ...input, workbook: { ...input.workbook, sheets: [...input.workbook.sheets, ...sheets] } };
}

/** An indicator in two parts and one that is not passed down; `put` replaces single cells by A1 address. */
function decomposed(put: Readonly<Record<string, CellValue>> = {}): CheckInput {
  const rows: CellValue[][] = [
    ["指标编码", "指标名称", "上级编码", "承担单位", "分解份额", "权重", "承接", "执行", "考评", "是否下达", "不下达理由", "口径", "考评标准", "数据来源"],
    ["S1", "税收收入", null, null, null, "30%", "收入科", "收入科", "市局", "下达", null, "以入库数为准", "按进度", "金税"],
    ["S2", "保密管理", null, null, null, "10%", "办公室", "办公室", "市局", "不下达", "机关完成", null, null, null],
    ["L1", "城东入库", "S1", "城东分局", "60%", "18%", "城东分局", "王芳", "收入科", null, null, null, "按进度", "金税"],
    ["L2", "城西入库", "S1", "城西分局", "40%", "12%", "城西分局", "李强", "收入科", null, null, null, "按进度", "金税"],
  ];
  const shown = rows.map((row, r) =>
    row.map((value, column) => {
      const at = toA1({ row: r, column, rows: 1, columns: 1 });
      return at in put ? (put[at] ?? null) : value;
    }),
  );
  const sheet = sheetOf(shown, { name: "分解" });
  const input = inputOf(units());
  return { ...input, tables: [], workbook: { ...input.workbook, sheets: [sheet] } };
}

function withEmptySheet(): CheckInput {
  const input = inputOf(units());
  const [sheet] = input.workbook.sheets;
  if (!sheet) throw new Error("no sheet");
  return { ...input, workbook: { ...input.workbook, sheets: [sheet, { ...sheet, sheetId: "empty", name: "Sheet9", used: null, values: [], formulas: [], styles: [] }] } };
}

function asChart(): CheckInput {
  const input = inputOf(units());
  return { ...input, tables: [], workbook: { ...input.workbook, sheets: input.workbook.sheets.map((sheet) => ({ ...sheet, kind: "chartsheet", used: null, values: [], formulas: [], styles: [] })) } };
}

/** Weights 40, 30, 30 % over points of 40, 30, 30. */
function weightedUnits(scores: readonly Cell[]): HandMade {
  const base = unitsWith([{ header: "加权得分", kind: "score", cells: scores }]);
  const weights = ["0.4", "0.3", "0.3"];
  let next = 0;
  return { ...base, columns: base.columns.map((column) => (column.kind === "entry" ? { header: column.header, kind: column.kind, weight: weights[next++] ?? "0" } : column)) };
}

/** Units with typed totals, the last `wrong` of which are off by one. */
function longUnits(count: number, wrong: number): HandMade {
  const rows = Array.from({ length: count }, (_, i): Cell[] => {
    const points = [30 + (i % 10), 20 + (i % 7), 20 + (i % 5)];
    const sum = points.reduce((a, b) => a + b, 0);
    return [`第${String(i + 1)}所`, ...points, count - i <= wrong ? sum + 1 : sum];
  });
  return { columns: [...ENTRIES, { header: "合计", kind: "score" }], rows };
}

/** Full marks of two levels: 50 = 30 + 20, 30 = 15 + 15, and the last 20 against `last`. */
function levelled(last: number): HandMade {
  return {
    layout: "indicator-list",
    columns: [
      { header: "分值", kind: "fullMark" },
      { header: "考核内容", kind: "indicator" },
      { header: "满分", kind: "fullMark" },
    ],
    rows: [
      [50, "收入任务", 30],
      [null, "风险管理", 20],
      [30, "工作纪律", 15],
      [null, "廉洁从税", 15],
      [20, "群众评议", last / 2],
      [null, "创新", last / 2],
    ],
  };
}
