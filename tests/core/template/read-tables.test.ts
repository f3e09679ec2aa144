import { toA1 } from "../../../src/core/grid/address";
import type { WorkbookSnapshot } from "../../../src/core/grid/snapshot";
import { defaultScheme } from "../../../src/core/score/default-scheme";
import type { WorkbookRecord } from "../../../src/core/store/record";
import { formFamilies } from "../../../src/core/template/form-families";
import { readTables } from "../../../src/core/template/read-tables";
import type { ScoringTable } from "../../../src/core/template/scoring-table";
import { PLAIN_STYLE, sheetOf, workbookOf } from "../../support/grid";
import { recognized } from "./recognized";

function only(tables: readonly ScoringTable[]): ScoringTable {
  expect(tables).toHaveLength(1);
  const [table] = tables;
  if (!table) throw new Error("no table");
  return table;
}

const units = sheetOf(
  [
    ["一季度组织绩效得分表"],
    ["序号", "单位", "类别", "税收收入（40分）", "纳税服务（30分）", "党的建设（30分）", "总分", "排名"],
    [1, "第一税务所", "税源", 38, 28.5, 30, { f: "=SUM(D3:F3)", v: 96.5 }, null],
    [2, "第二税务所", "税源", 36, null, 29, { f: "=SUM(D4:F4)", v: 65 }, null],
    [3, "办公室", "机关", 39, 30, 28, { f: "=SUM(D5:F5)", v: 97 }, null],
  ],
  { name: "组织绩效", merges: ["A1:H1"] },
);
const unitSketch = recognized(units, {
  range: "A2:H5",
  header: [2, 2],
  title: "一季度组织绩效得分表",
  rows: { title: [1] },
  columns: {
    A: ["sequence", "序号"],
    B: ["subject", "单位"],
    C: ["other", "类别"],
    D: ["score", "税收收入（40分）"],
    E: ["score", "纳税服务（30分）"],
    F: ["score", "党的建设（30分）"],
    G: ["score", "总分"],
    H: ["rank", "排名"],
  },
});

const people = sheetOf(
  [
    ["个人绩效考核汇总表"],
    ["工号", "姓名", "所在单位", "职务层级", "德", "能", "自评", "综合得分", "等次"],
    [null, "满分", null, null, 50, 50],
    ["S001", "王一", "第一税务所", "副职", 45, 40, 44],
    ["S002", "李二", "第一税务所", "其他", 41, 42, 40],
    ["S003", "赵三", "办公室", "其他", "", 38, 39],
    ["S004", "王一", "办公室", "正职", 47, 44, 44],
  ],
  { name: "个人绩效" },
);
const peopleSketch = recognized(people, {
  range: "A2:I7",
  header: [2, 2],
  title: "个人绩效考核汇总表",
  columns: {
    A: ["other", "工号"],
    B: ["subject", "姓名"],
    C: ["subjectGroup", "所在单位"],
    D: ["other", "职务层级"],
    E: ["score", "德"],
    F: ["score", "能"],
    G: ["selfScore", "自评"],
    H: ["score", "综合得分"],
    I: ["grade", "等次"],
  },
});

describe("tables with subjects down and indicators across", () => {
  const table = only(readTables(workbookOf(units), [unitSketch], null));

  test("ST-3 subjects down and indicators across are a subject matrix", () => {
    expect(table.layout).toBe("subject-matrix");
    expect(table.subjects.map((placed) => placed.subject.name)).toEqual(["第一税务所", "第二税务所", "办公室"]);
    expect(table.bodyRows).toEqual([2, 3, 4]);
  });

  test("ST-5 marks in headers become full marks and leave the name", () => {
    expect(table.indicators.map(({ indicator, where }) => [indicator.name, indicator.fullMark, indicator.weight, where])).toEqual([
      ["税收收入", "40", null, { kind: "column", column: 3, columns: 1 }],
      ["纳税服务", "30", null, { kind: "column", column: 4, columns: 1 }],
      ["党的建设", "30", null, { kind: "column", column: 5, columns: 1 }],
    ]);
  });

  test("ST-11 ST-17 the total is a result, not an indicator", () => {
    expect(table.results).toEqual([
      { column: 6, kind: "score", state: "formula" },
      { column: 7, kind: "rank", state: "empty" },
    ]);
  });

  test("ST-13 a column of few texts is an attribute", () => {
    expect(table.subjects[2]?.subject.attributes).toEqual({ 类别: "机关" });
  });

  test("ST-15 units by header, title and names", () => {
    expect(table.performance).toBe("unit");
  });

  test("ST-16 entry cells are the score cells of the data rows", () => {
    expect(table.entryCells.map(toA1)).toEqual(["D3:D5", "E3:E5", "F3:F5"]);
  });

  test("the first column right of the table that is wholly free", () => {
    expect(table.firstFreeColumn).toBe(8);
  });
});

describe("people with staff numbers, a row of full marks and a unit column", () => {
  const table = only(readTables(workbookOf(people), [peopleSketch], null));

  test("ST-5 a row of full marks gives the marks and is no subject", () => {
    expect(table.layout).toBe("subject-matrix");
    expect(table.subjects).toHaveLength(4);
    expect(table.indicators.map((placed) => placed.indicator.fullMark)).toEqual(["50", "50"]);
  });

  test("ST-9 the staff number is the key, so that namesakes differ", () => {
    expect(table.subjects.map((placed) => placed.subject.key)).toEqual(["S001", "S002", "S003", "S004"]);
  });

  test("ST-12 the unit is the group, the post an attribute", () => {
    expect(table.subjects[0]?.subject).toMatchObject({ group: "第一税务所", attributes: { 职务层级: "副职" } });
    expect(table.performance).toBe("person");
  });

  test("ST-11 self-assessment beside indicators is a rater, not a term of the total", () => {
    expect(table.raters).toEqual([{ column: 6, name: "自评", group: "self" }]);
    expect(table.results).toEqual([
      { column: 7, kind: "score", state: "empty" },
      { column: 8, kind: "grade", state: "empty" },
    ]);
  });
});

test("ST-15 subjects that appear as another table's groups are units, whatever their header says", () => {
  const plain = sheetOf([["对象", "甲项", "乙项"], ["东区", 1, 2], ["西区", 2, 3]], { name: "A" });
  const members = sheetOf([["对象", "所在", "丙项", "丁项"], ["A01", "东区", 3, 4], ["A02", "西区", 5, 6]], { name: "B" });
  const tables = readTables(
    workbookOf(plain, members),
    [
      recognized(plain, { range: "A1:C3", header: [1, 1], columns: { A: ["subject", "对象"], B: ["score", "甲项"], C: ["score", "乙项"] } }),
      recognized(members, { range: "A1:D3", header: [1, 1], columns: { A: ["subject", "对象"], B: ["subjectGroup", "所在"], C: ["score", "丙项"], D: ["score", "丁项"] } }),
    ],
    null,
  );
  expect(tables.map((table) => [table.tableId, table.performance])).toEqual([["T1", "unit"], ["T2", "person"]]);
});

describe("raters across", () => {
  const sheet = sheetOf([
    ["姓名", "评委1", "评委2", "专家3", "领导评分", "自评", "最终得分"],
    ["王一", 90, 91, 92, 93, 95, null],
    ["李二", 80, null, 82, 83, 85, null],
  ]);
  const table = only(
    readTables(
      workbookOf(sheet),
      [
        recognized(sheet, {
          range: "A1:G3",
          header: [1, 1],
          columns: { A: ["subject", "姓名"], B: ["score", "评委1"], C: ["score", "评委2"], D: ["score", "专家3"], E: ["leaderScore", "领导评分"], F: ["selfScore", "自评"], G: ["score", "最终得分"] },
        }),
      ],
      null,
    ),
  );

  test("ST-3 ST-11 raters by their headers, in three groups", () => {
    expect(table.layout).toBe("rater-matrix");
    expect(table.raters.map((rater) => [rater.name, rater.group])).toEqual([
      ["评委1", "rater"],
      ["评委2", "rater"],
      ["专家3", "rater"],
      ["领导评分", "leader"],
      ["自评", "self"],
    ]);
    expect(table.indicators).toEqual([]);
    expect(table.results).toEqual([{ column: 6, kind: "score", state: "empty" }]);
  });
});

test("ST-11 weights in the raters' headers make them terms of the total", () => {
  const sheet = sheetOf([["姓名", "领导评分40%", "同事评分（60%）", "总分"], ["王一", 90, 80, null]]);
  const table = only(
    readTables(
      workbookOf(sheet),
      [recognized(sheet, { range: "A1:D2", header: [1, 1], columns: { A: ["subject", "姓名"], B: ["leaderScore", "领导评分40%"], C: ["leaderScore", "同事评分（60%）"], D: ["score", "总分"] } })],
      null,
    ),
  );
  expect(table.layout).toBe("subject-matrix");
  expect(table.indicators.map(({ indicator }) => [indicator.name, indicator.weight])).toEqual([["领导评分", "0.4"], ["同事评分", "0.6"]]);
});

test("ST-11 a column headed only with a word for score is entered where it stands alone", () => {
  const sheet = sheetOf([["团队", "评分", "意见"], ["甲队", 90, "好"], ["乙队", null, null]]);
  const table = only(
    readTables(workbookOf(sheet), [recognized(sheet, { range: "A1:C3", header: [1, 1], columns: { A: ["subject", "团队"], B: ["score", "评分"], C: ["remark", "意见"] } })], null),
  );
  expect(table.layout).toBe("subject-matrix");
  expect(table.entryCells.map(toA1)).toEqual(["B2:B3"]);
  expect(table.results).toEqual([]);
});

const formRows = (name: string): Parameters<typeof sheetOf>[0] => [
  ["绩效考核表"],
  ["部门", "征管科", "姓名", name],
  ["项目", "权重", "指标", "分值", "评分标准", "得分"],
  ["业务", 0.6, "申报率(25分)", 25, "每低1%扣1分", null],
  [null, null, "入库率", 35, "18-20分：好", null],
  [null, null, null, null, "15-17分：一般", null],
  ["党建", 0.4, "学习", 40, null, 38],
  ["合计", 1, null, 100, null, { f: "=SUM(F4:F7)", v: 38 }],
];

describe("forms", () => {
  const make = (name: string): { readonly workbook: WorkbookSnapshot; readonly tables: readonly ScoringTable[] } => {
    const sheet = sheetOf(formRows(name), { name: `${name}表`, merges: ["A4:A6", "B4:B6", "C5:C6", "D5:D6", "F5:F6"] });
    const workbook = workbookOf(sheet);
    const sketch = recognized(sheet, {
      range: "A3:F8",
      header: [3, 3],
      rows: { title: [1], meta: [2], total: [8] },
      title: "绩效考核表",
      meta: { 部门: "征管科", 姓名: name },
      hierarchy: ["A"],
      columns: { A: ["level1", "项目"], B: ["weight", "权重"], C: ["indicator", "指标"], D: ["fullMark", "分值"], E: ["criterion", "评分标准"], F: ["score", "得分"] },
      indicators: [
        [4, 1, ["业务"], "申报率(25分)", null, "25"],
        [5, 2, ["业务"], "入库率", null, "35"],
        [7, 1, ["党建"], "学习", null, "40"],
      ],
    });
    return { workbook, tables: readTables(workbook, [sketch], null) };
  };
  const table = only(make("王一").tables);

  test("ST-3 ST-14 a form about the person named in its strip", () => {
    expect(table.layout).toBe("form");
    expect(table.subjects).toEqual([{ subject: { key: "王一", name: "王一", group: "征管科", attributes: {} }, where: { kind: "form" } }]);
    expect(table.performance).toBe("person");
  });

  test("ST-6 a level's weight is spread over its indicators by their full marks", () => {
    expect(table.indicators.map(({ indicator }) => [indicator.name, indicator.fullMark, indicator.weight])).toEqual([
      ["申报率", "25", "0.25"],
      ["入库率", "35", "0.35"],
      ["学习", "40", "0.4"],
    ]);
  });

  test("ST-16 entry cells honour merges, totals are left out", () => {
    expect(table.entryCells.map(toA1)).toEqual(["F4:F5", "F7"]);
    expect(table.raters).toEqual([{ column: 5, name: "得分", group: "rater" }]);
  });

  test("criteria of several rows are kept together", () => {
    expect(table.indicators[1]?.indicator.criterion).toBe("18-20分：好\n15-17分：一般");
  });

  test("ST-18 forms with the same header are one family", () => {
    const families = formFamilies([...make("王一").tables, ...make("李二").tables]);
    expect(families.map((family) => family.tables.map((member) => member.subjects[0]?.subject.name))).toEqual([["王一", "李二"]]);
  });
});

describe("ST-11 SC-26 the column of a form that states the score", () => {
  type Column = readonly [header: string, role: "selfScore" | "leaderScore" | "score", first: number | null | { readonly f: string; readonly v: number }, second?: number | null];
  const read = (...given: readonly Column[]): ScoringTable => {
    const sheet = sheetOf([["项目", "分值", ...given.map(([header]) => header)], ["德", 40, ...given.map(([, , first]) => first)], ["能", 60, ...given.map(([, , , second = null]) => second)]]);
    const columns = { A: ["indicator", "项目"], B: ["fullMark", "分值"], ...Object.fromEntries(given.map(([header, role], i) => [String.fromCharCode(67 + i), [role, header] as const])) } as const;
    return only(readTables(workbookOf(sheet), [recognized(sheet, { range: `A1:${String.fromCharCode(66 + given.length)}3`, header: [1, 1], columns, indicators: [[2, 1, [], "德", null, "40"], [3, 1, [], "能", null, "60"]] })], null));
  };
  const SELF: Column = ["自评", "selfScore", 40, 60];
  const LEADER: Column = ["领导评分", "leaderScore", 34, 51];

  test.each(["得分", "本栏得分", "考核得分", "最终得分", "审定得分"])("%s beside 自评 and 领导评分 counts alone, empty or filled", (header) => {
    for (const points of [null, 35]) {
      const table = read(SELF, LEADER, [header, "score", points, points]);
      expect({ header, points, layout: table.layout, raters: table.raters, results: table.results }).toEqual({ header, points, layout: "form", raters: [{ column: 4, name: header, group: "rater" }], results: [] });
      // What the others gave is still entered somewhere, within the same limits.
      expect(table.entryCells.map(toA1)).toEqual(["C2:C3", "D2:D3", "E2:E3"]);
    }
  });

  test("得分 beside 自评 alone counts alone", () => {
    expect(read(SELF, ["得分", "score", 35, 50]).raters.map((rater) => rater.name)).toEqual(["得分"]);
  });

  test("a column calculated from the others counts alone, whatever it is called, but for a subtotal", () => {
    expect(read(SELF, LEADER, ["综合得分", "score", { f: "=C2*0.3+D2*0.7", v: 35.8 }]).raters.map((rater) => rater.name)).toEqual(["综合得分"]);
    expect(read(SELF, LEADER, ["小计", "score", { f: "=C2+D2", v: 74 }]).raters.map((rater) => rater.name)).toEqual(["自评", "领导评分"]);
  });

  test("without such a column the groups are weighed; an empty 综合得分 is the result", () => {
    expect(read(SELF, LEADER).raters.map((rater) => rater.group)).toEqual(["self", "leader"]);
    const table = read(SELF, LEADER, ["综合得分", "score", null]);
    expect(table.raters.map((rater) => rater.group)).toEqual(["self", "leader"]);
    expect(table.results).toEqual([{ column: 4, kind: "score", state: "empty" }]);
  });

  test("several single raters have no such column", () => {
    const table = read(["评委1", "score", 30, 50], ["评委2", "score", 32, 52], ["得分", "score", null]);
    expect(table.raters.map((rater) => rater.name)).toEqual(["评委1", "评委2"]);
  });
});

test("ST-3 columns named after subjects are not raters: no score rather than a wrong one", () => {
  const sheet = sheetOf([["考核点", "标准", "甲队", "乙队"], ["结构", "…", 1, 2], ["命名", "…", 3, 4]]);
  const table = only(
    readTables(
      workbookOf(sheet),
      [
        recognized(sheet, {
          range: "A1:D3",
          header: [1, 1],
          columns: { A: ["indicator", "考核点"], B: ["criterion", "标准"], C: ["score", "甲队"], D: ["score", "乙队"] },
          indicators: [[2, 1, [], "结构"], [3, 1, [], "命名"]],
        }),
      ],
      null,
    ),
  );
  expect(table.layout).toBe("other");
  expect(table.entryCells).toEqual([]);
});

test("ST-3 indicators without a place for scores are a list", () => {
  const sheet = sheetOf([["指标", "权重"], ["甲", 30], ["乙", 70]]);
  const table = only(
    readTables(
      workbookOf(sheet),
      [recognized(sheet, { range: "A1:B3", header: [1, 1], columns: { A: ["indicator", "指标"], B: ["weight", "权重"] }, indicators: [[2, 1, [], "甲", "30"], [3, 1, [], "乙", "70"]] })],
      null,
    ),
  );
  expect(table.layout).toBe("indicator-list");
  expect(table.indicators.map((placed) => placed.indicator.weight)).toEqual(["0.3", "0.7"]);
});

test("ST-2 ST-10 ids and keys of a structured table come from our names and key column", () => {
  const sheet = sheetOf([
    ["姓名", "甲项", "乙项", "键"],
    ["王一（改名）", 1, 2, "王一"],
    ["李二", 3, 4, "李二"],
  ]);
  const workbook: WorkbookSnapshot = {
    ...workbookOf(sheet),
    names: [
      { name: "_TS_T7", refersTo: "Sheet1!$A$1:$C$3", sheetId: null, hidden: true },
      { name: "_TS_T7_key", refersTo: "Sheet1!$D$1:$D$3", sheetId: null, hidden: true },
    ],
  };
  const sketch = recognized(sheet, { range: "A1:D3", header: [1, 1], columns: { A: ["subject", "姓名"], B: ["score", "甲项"], C: ["score", "乙项"], D: ["other", "键"] } });
  const table = only(readTables(workbook, [sketch], null));
  expect(table.tableId).toBe("T7");
  expect(table.subjects.map((placed) => placed.subject.key)).toEqual(["王一", "李二"]);
  expect(toA1(table.table.range)).toBe("A1:C3");
  expect(table.firstFreeColumn).toBe(4);
});

test("ST-6 weights in section rows are spread over the indicators below them", () => {
  const sheet = sheetOf([
    ["指标", "分值", "得分"],
    ["一、业务工作（60%）"],
    ["申报率", 20, null],
    ["入库率", 40, null],
    ["二、党的建设（40%）"],
    ["学习", 50, null],
  ]);
  const table = only(
    readTables(
      workbookOf(sheet),
      [
        recognized(sheet, {
          range: "A1:C6",
          header: [1, 1],
          rows: { group: [2, 5] },
          columns: { A: ["indicator", "指标"], B: ["fullMark", "分值"], C: ["score", "得分"] },
          indicators: [[3, 1, ["一、业务工作（60%）"], "申报率", null, "20"], [4, 1, ["一、业务工作（60%）"], "入库率", null, "40"], [6, 1, ["二、党的建设（40%）"], "学习", null, "50"]],
        }),
      ],
      null,
    ),
  );
  expect(table.indicators.map(({ indicator }) => [indicator.path[0], indicator.weight])).toEqual([
    ["一、业务工作", "0.2"],
    ["一、业务工作", "0.4"],
    ["二、党的建设", "0.4"],
  ]);
});

test("ST-6 shares of a level are multiplied with the level's weight", () => {
  const sheet = sheetOf([
    ["项目", "权重", "指标", "权重", "得分"],
    ["甲", 0.6, "a", "50%", null],
    [null, null, "b", "50%", null],
    ["乙", 0.4, "c", "30%", null],
    [null, null, "d", "70%", null],
  ]);
  const table = only(
    readTables(
      workbookOf(sheet),
      [
        recognized(sheet, {
          range: "A1:E5",
          header: [1, 1],
          hierarchy: ["A"],
          columns: { A: ["level1", "项目"], B: ["weight", "权重"], C: ["indicator", "指标"], D: ["weight", "权重"], E: ["score", "得分"] },
          indicators: [[2, 1, ["甲"], "a"], [3, 1, ["甲"], "b"], [4, 1, ["乙"], "c"], [5, 1, ["乙"], "d"]],
        }),
      ],
      null,
    ),
  );
  expect(table.indicators.map(({ indicator }) => indicator.weight)).toEqual(["0.3", "0.3", "0.12", "0.28"]);
});

test("ST-4 numbers shown as percentages are shares of 1 by their format", () => {
  const sheet = { ...sheetOf([["指标", "权重"], ["甲", 0.3], ["乙", 0.7], ["丙", 1]]), styles: [[0, 0], [0, 1], [0, 1], [0, 1]] };
  const workbook: WorkbookSnapshot = { ...workbookOf(sheet), styleTable: [PLAIN_STYLE, { ...PLAIN_STYLE, numberFormat: "0%" }] };
  const table = only(
    readTables(workbook, [recognized(sheet, { range: "A1:B4", header: [1, 1], columns: { A: ["indicator", "指标"], B: ["weight", "权重"] }, indicators: [[2, 1, [], "甲"], [3, 1, [], "乙"], [4, 1, [], "丙"]] })], null),
  );
  expect(table.indicators.map(({ indicator }) => indicator.weight)).toEqual(["0.3", "0.7", "1"]);
});

test("ST-14 a block without a strip of its own belongs to the strip above it", () => {
  const sheet = sheetOf([
    ["部门", "征管科", "姓名", "王一"],
    ["指标", "得分"],
    ["甲", null],
    ["价值观", "得分"],
    ["乙", null],
  ]);
  const columns = { A: ["indicator", "指标"], B: ["score", "得分"] } as const;
  const tables = readTables(
    workbookOf(sheet),
    [
      recognized(
        sheet,
        { range: "A2:B3", header: [2, 2], columns, meta: { 部门: "征管科", 姓名: "王一" }, indicators: [[3, 1, [], "甲"]] },
        { range: "A4:B5", header: [4, 4], columns, indicators: [[5, 1, [], "乙"]] },
      ),
    ],
    null,
  );
  expect(tables.map((table) => table.subjects[0]?.subject.name)).toEqual(["王一", "王一"]);
});

test("ST-11 money and full marks are no points, however their columns were recognised", () => {
  const sheet = sheetOf([["姓名", "业绩（100分）", "绩效奖金"], ["王一", 90, 1000], ["李二", 80, 500]]);
  const table = only(
    readTables(workbookOf(sheet), [recognized(sheet, { range: "A1:C3", header: [1, 1], columns: { A: ["subject", "姓名"], B: ["score", "业绩（100分）"], C: ["score", "绩效奖金"] } })], null),
  );
  expect(table.indicators.map(({ indicator }) => indicator.name)).toEqual(["业绩"]);
});

test("ST-1 sheets of ours are not read", () => {
  const sketch = recognized(units, { range: "A2:H5", header: [2, 2], columns: { B: ["subject", "单位"], D: ["score", "税收收入"] } });
  const workbook: WorkbookSnapshot = { ...workbookOf(units), names: [{ name: "_TS_own_ranking", refersTo: "组织绩效!$A$1", sheetId: null, hidden: true }] };
  expect(readTables(workbook, [sketch], null)).toEqual([]);
});

test("ST-2 a table gone from the workbook keeps its id in the record; a new one gets the next", () => {
  const record: WorkbookRecord = {
    version: 1,
    edition: 1,
    structuredAt: "",
    tables: [{ tableId: "T1", layout: "form", performance: null, anchor: "_TS_T1", keyColumn: null, indicators: [] }],
    scheme: defaultScheme(),
    ownSheets: [],
    archives: [],
  };
  expect(readTables(workbookOf(units), [unitSketch], record).map((table) => table.tableId)).toEqual(["T2"]);
});

test("ST-12 staff number, name and unit all taken for subjects: the name is, the others describe", () => {
  const sheet = sheetOf([
    ["工号", "姓名", "单位", "职务层级", "德（50分）", "能（50分）"],
    ["S001", "王一", "第一税务所", "副职", 45, 40],
    ["S002", "李二", "第一税务所", "其他", 41, 42],
    ["S003", "赵三", "办公室", "其他", 40, 38],
  ]);
  const table = only(
    readTables(
      workbookOf(sheet),
      [
        recognized(sheet, {
          range: "A1:F4",
          header: [1, 1],
          columns: { A: ["subject", "工号"], B: ["subject", "姓名"], C: ["subject", "单位"], D: ["subjectGroup", "职务层级"], E: ["score", "德（50分）"], F: ["score", "能（50分）"] },
        }),
      ],
      null,
    ),
  );
  expect(table.subjects[0]?.subject).toEqual({ key: "S001", name: "王一", group: "第一税务所", attributes: { 职务层级: "副职" } });
  expect(table.performance).toBe("person");
});
