import { columnName, toA1 } from "../../../src/core/grid/address";
import type { CellValue } from "../../../src/core/grid/cell";
import { recognizeSheet } from "../../../src/core/recognize/recognize-sheet";
import { provenSums } from "../../../src/core/recognize/proven-sums";
import { prepareGrid } from "../../../src/core/recognize/sheet-grid";
import type { RecognizedSheet, RecognizedTable } from "../../../src/core/recognize/table";
import { sheetOf, workbookOf } from "../../support/grid";

type Cells = Parameters<typeof sheetOf>[0];

function recognize(rows: Cells, merges: readonly string[] = []): RecognizedSheet {
  const sheet = sheetOf(rows, { merges });
  return recognizeSheet(workbookOf(sheet), sheet);
}

function only(sheet: RecognizedSheet): RecognizedTable {
  expect(sheet.tables).toHaveLength(1);
  const [table] = sheet.tables;
  if (!table) throw new Error("no table");
  return table;
}

function rolesOf(table: RecognizedTable): Record<string, string> {
  return Object.fromEntries(table.columns.map((column) => [columnName(column.column), column.role]));
}

function classesOf(sheet: RecognizedSheet): Record<number, string> {
  return Object.fromEntries([...sheet.rows].map(([row, label]) => [row + 1, label]));
}

const FORM: Cells = [
  ["办公室季度绩效考核表"],
  ["部门：", null, null, "姓名：", null, null],
  ["一级指标", "二级指标", "考核指标", "评分标准", "分值", "自评得分", "领导评分"],
  ["党的建设", "组织生活", "三会一课落实率", "每少开一次扣1分，扣完为止。", 10, null, null],
  [null, null, "主题党日参加率", "缺席一次扣0.5分，扣完为止。", 10, null, null],
  [null, "纪律作风", "违规违纪情况", "发现一次扣2分，扣完为止。", 20, null, null],
  ["业务工作", "公文处理", "公文办理及时率", "逾期一件扣1分，扣完为止。", 30, null, null],
  [null, null, "公文差错率", "差错一处扣0.5分，扣完为止。", 30, null, null],
  ["合计", null, null, null, { f: "=SUM(E4:E8)", v: 100 }, null, null],
  ["注：本表一式两份，考核人与被考核人各执一份。"],
  ["被考核人签字：", null, null, "考核人签字："],
];
const FORM_MERGES = ["A1:G1", "A4:A6", "B4:B5", "A7:A8", "B7:B8", "A10:G10"];

describe("recognizeSheet", () => {
  test("RC-11, RC-22, RC-24, RC-30 a form with a three-level hierarchy, a strip, a total, a note and signatures", () => {
    const sheet = recognize(FORM, FORM_MERGES);
    expect(classesOf(sheet)).toEqual({ 1: "title", 2: "meta", 3: "header", 4: "data", 5: "data", 6: "data", 7: "data", 8: "data", 9: "total", 10: "note", 11: "note" });
    const table = only(sheet);
    expect(toA1(table.range)).toBe("A3:G9");
    expect(table.headerRows).toEqual({ first: 2, last: 2 });
    expect(rolesOf(table)).toEqual({ A: "level1", B: "level2", C: "indicator", D: "criterion", E: "fullMark", F: "selfScore", G: "leaderScore" });
    expect(table.hierarchyColumns).toEqual([0, 1]);
    expect(table.totalRows).toEqual([8]);
    expect(table.noteRows).toEqual([9, 10]);
    expect(table.title).toBe("办公室季度绩效考核表");
  });

  test("RC-31 indicators carry their path and their own full mark", () => {
    const table = only(recognize(FORM, FORM_MERGES));
    expect(table.indicators.map(({ row, path, name, fullMark }) => [row, path.join("/"), name, fullMark])).toEqual([
      [3, "党的建设/组织生活", "三会一课落实率", "10"],
      [4, "党的建设/组织生活", "主题党日参加率", "10"],
      [5, "党的建设/纪律作风", "违规违纪情况", "20"],
      [6, "业务工作/公文处理", "公文办理及时率", "30"],
      [7, "业务工作/公文处理", "公文差错率", "30"],
    ]);
  });

  test("RC-22 subjects down, indicators across, with rank and grade", () => {
    const table = only(
      recognize([
        ["一季度综合得分排名表"],
        ["序号", "姓名", "所属部门", "政治素质", "业务能力", "工作实绩", "总分", "排名", "等次"],
        [1, "王芳", "办公室", 18, 27, 45, { f: "=SUM(D3:F3)", v: 90 }, 1, "好"],
        [2, "李娜", "征管科", 17, 26, 44, { f: "=SUM(D4:F4)", v: 87 }, 2, "较好"],
        [3, "刘洋", "法制科", 16, 25, 43, { f: "=SUM(D5:F5)", v: 84 }, 3, "较好"],
      ], ["A1:I1"]),
    );
    expect(rolesOf(table)).toEqual({ A: "sequence", B: "subject", C: "subjectGroup", D: "score", E: "score", F: "score", G: "score", H: "rank", I: "grade" });
    expect(table.indicators).toEqual([]);
    expect(table.totalRows).toEqual([]);
  });

  test("RC-12, RC-20 a two-row merged header: every leaf knows its parents", () => {
    const table = only(
      recognize(
        [
          ["单位", "民主测评（95分）", null, "综合得分", "备注"],
          [null, "领导打分", "互评得分", null, null],
          ["第一税务所", 88, 90, 89.5, null],
          ["第二税务所", 85, 91, 88, null],
          ["办公室", 92, 93, 92.4, null],
        ],
        ["A1:A2", "B1:C1", "D1:D2", "E1:E2"],
      ),
    );
    expect(table.headerRows).toEqual({ first: 0, last: 1 });
    expect(table.columns.map((column) => column.headerPath.join(">"))).toEqual(["单位", "民主测评（95分）>领导打分", "民主测评（95分）>互评得分", "综合得分", "备注"]);
    expect(table.columns[1]?.role).toBe("leaderScore");
  });

  test("RC-13 the same header again without a title is repeated, after a title it begins a new table", () => {
    const header = ["序号", "指标名称", "分值", "得分"];
    const body = (from: number): CellValue[][] => [0, 1, 2].map((i) => [from + i, `指标${String(from + i)}完成情况`, 10, null]);
    const again = recognize([header, ...body(1), header, ...body(4)]);
    expect(only(again).repeatedHeaderRows).toEqual([{ first: 4, last: 4 }]);
    const titled = recognize([["一、共性指标"], header, ...body(1), ["二、个性指标考核表"], header, ...body(4)], ["A1:D1", "A6:D6"]);
    expect(titled.tables.map((table) => toA1(table.range))).toEqual(["A2:D5", "A7:D10"]);
  });

  test("RC-13 a strip below the last body is a note, not the beginning of something", () => {
    const sheet = recognize([["考核项目", "评分标准", "分值", "得分"], ["出勤", "迟到一次扣1分，扣完为止。", 40, null], ["业务", "差错一次扣2分，扣完为止。", 60, null], ["合计", null, 100, null], ["日期：", null, "部门：", null]]);
    expect(classesOf(sheet)[5]).toBe("note");
    expect(only(sheet).noteRows).toEqual([4]);
  });

  test("RC-4 two tables side by side, kept apart by a blank column", () => {
    const rows: CellValue[][] = [["姓名", "得分", "排名", null, "部门名称", "得分", "排名"]];
    for (const [i, name] of ["王芳", "李娜", "刘洋", "陈静"].entries()) rows.push([name, 90 - i, i + 1, null, ["办公室", "征管科", "法制科", "人事科"][i] ?? "", 95 - i, i + 1]);
    const sheet = recognize(rows);
    expect(sheet.tables.map((table) => toA1(table.range))).toEqual(["A1:C5", "E1:G5"]);
  });

  test("RC-14 a total without a telling word is proven by its formula", () => {
    const table = only(recognize([["指标", "满分", "得分"], ["甲项完成率", 40, 38], ["乙项完成率", 60, 55], [null, { f: "=SUM(B2:B3)", v: 100 }, { f: "=SUM(C2:C3)", v: 93 }]]));
    expect(table.totalRows).toEqual([3]);
  });

  test("RC-32, RC-33 marks in names, and the highest of several score bands", () => {
    const named = only(recognize([["序号", "考核指标", "考核情况"], [1, "部门决策(25分)", null], [2, "任务绩效30%", null], [3, "团队协作（10分）", null]]));
    expect(named.indicators.map(({ weight, fullMark }) => [weight, fullMark])).toEqual([
      [null, "25"],
      ["30%", null],
      [null, "10"],
    ]);
    const bands = only(
      recognize(
        [
          ["考核指标", "评分区间", "评分标准", "分值"],
          ["工作执行力", "18-20分", "执行能力强，积极主动完成工作任务", 20],
          [null, "15-17分", "执行能力良好，基本按时完成工作任务", 17],
          [null, "0-14分", "执行能力较差，未能完成领导分派的任务", 14],
          ["团队精神", "9-10分", "善于与他人合作共事，相互支持", 10],
          [null, "0-8分", "团队合作精神不强", 8],
        ],
        ["A2:A4", "A5:A6"],
      ),
    );
    expect(bands.indicators.map(({ name, rows, fullMark }) => [name, rows, fullMark])).toEqual([
      ["工作执行力", 3, "20"],
      ["团队精神", 2, "10"],
    ]);
  });

  test("RC-33 the level's weight and the indicator's full mark are told apart", () => {
    const table = only(
      recognize(
        [
          ["一级指标", "权重", "三级指标", "分值", "得分"],
          ["项目产出", 0.5, "产出数量完成率", 30, null],
          [null, null, "产出质量达标率", 20, null],
          ["项目效益", 0.5, "社会效益实现率", 25, null],
          [null, null, "服务对象满意度", 25, null],
        ],
        ["A2:A3", "B2:B3", "A4:A5", "B4:B5"],
      ),
    );
    expect(table.indicators.map(({ weight, fullMark }) => [weight, fullMark])).toEqual([
      [null, "30"],
      [null, "20"],
      [null, "25"],
      [null, "25"],
    ]);
  });

  test("RC-34 a strip of two rows with every value filled in is no header, whatever the values look like", () => {
    for (const [unit, post, type, code] of [["城南税务分局", "部门正职", "分局", "YZ1371"], ["办公室", "其他人员", "机关", "1007"]] as const) {
      const sheet = recognize(
        [
          ["干部季度考核表"],
          ["姓名", "唐勇", "所在单位", unit, "职务层级", post],
          ["工号", code, "人员类别", type, "填表日期", "2026年10月8日"],
          ["考核内容", "评分标准", "分值", "自评", "领导评分", "得分"],
          ["政治品质", "执行决策部署不打折扣。", 40, 40, 38, 38],
          ["业务能力", "熟悉岗位政策和流程。", 60, 57, 55.5, 55.5],
        ],
        ["A1:F1"],
      );
      expect(classesOf(sheet)).toEqual({ 1: "title", 2: "meta", 3: "meta", 4: "header", 5: "data", 6: "data" });
      expect(only(sheet).meta.map(({ label, value }) => [label, value])).toEqual([["姓名", "唐勇"], ["所在单位", unit], ["职务层级", post], ["工号", code], ["人员类别", type], ["填表日期", "2026年10月8日"]]);
    }
  });

  test("RC-14 points that happen to be the sum of two neighbours' prove nothing, but all columns do", () => {
    const proven = (rows: Cells): readonly number[] => {
      const sheet = sheetOf(rows);
      const sums = provenSums(prepareGrid(workbookOf(sheet), sheet), rows.map((cells, row) => ({ row, cells: cells.map((_, column) => column), indent: 0 })));
      return sums.flatMap(({ above, below }, row) => (above + below > 0 ? [row] : []));
    };
    // 20 = 10 + 10 and 19 = 10 + 9, but 19.5 is not 9 + 9.5.
    const points: Cells = [[10, 9.5, 9.5], [20, 19, 19.5, 19.5], [10, 10, 9, 9], [10, 9, 9.5, 9.5], [5, 5, 3.5, 3.5]];
    expect(proven(points)).toEqual([]);
    expect(proven([[10, 10, 9], [10, 9, 9.5], [20, 19, 18.5]])).toEqual([2]);
    expect(proven([[10, 10, 9], [10, 9, 9.5], [5, 5, 3.5], [25, 24, 30]])).toEqual([3]);
    expect(proven([[1010, 990, 880], [2020, 1010, 770], [3030, 2000, 5]])).toEqual([2]);
  });

  test("RC-14 an indicator whose points are those of its neighbours together stays one, where a total or a whole counts it in", () => {
    const form = (...last: Cells): RecognizedTable =>
      only(
        recognize(
          [
            ["2025年度绩效考评表"],
            ["考评项目", "考评内容", "分值", "得分", "扣分原因"],
            ["履职尽责", "信息稿件采用", 20, 20, null],
            [null, "配合专项检查", 10, 10, null],
            [null, "落实首问负责制", 10, 10, null],
            ["作风纪律", "按期办结涉税事项", 30, 30, null],
            [null, "按时报送工作报告", 10, 10, null],
            [null, "完成年度收入任务", 20, 20, null],
            ...last,
          ],
          ["A1:E1", "A3:A5", "A6:A8"],
        ),
      );
    // 20 = 10 + 10 and 30 = 10 + 20, in both columns.
    for (const total of [[], [["合计", null, 100, 100, null]], [["合计", null, { f: "=SUM(C3:C8)", v: 100 }, { f: "=SUM(D3:D8)", v: 100 }, null]]] as const) {
      const table = form(...total);
      expect(table.indicators.map(({ fullMark }) => fullMark)).toEqual(["20", "10", "10", "30", "10", "20"]);
      expect(table.totalRows).toEqual(total.length === 0 ? [] : [8]);
    }
  });

  test("RC-34 a strip gives label, value and the cell to fill in", () => {
    const table = only(recognize([["员工月度考核表"], ["部门：办公室  姓名：", null, null, "月份", "3月"], ["考核项目", "评分标准", "分值", "自评", "领导评分"], ["出勤", "迟到一次扣1分，扣完为止。", 40, null, null], ["业务", "差错一次扣2分，扣完为止。", 60, null, null]], ["A1:E1", "A2:C2"]));
    expect(table.metaRows).toEqual([1]);
    expect(table.meta.map(({ label, value }) => [label, value])).toEqual([["部门", "办公室"], ["姓名", ""], ["月份", "3月"]]);
    expect(table.meta[2]?.valueCell).toEqual({ row: 1, column: 4, rows: 1, columns: 1 });
  });

  test("RC-40 confidence is honest: a clear table is surer than one with made-up headers", () => {
    const clear = only(recognize(FORM, FORM_MERGES));
    const vague = only(recognize([["甲乙", "丙丁", "戊己"], ["子丑", 1, 2], ["寅卯", 3, 4], ["辰巳", 5, 6]]));
    expect(clear.confidence).toBeGreaterThan(0.8);
    expect(vague.confidence).toBeLessThan(clear.confidence);
    for (const column of clear.columns) {
      expect(column.reasons.length).toBeGreaterThan(0);
      expect(column.confidence).toBeGreaterThan(0);
      expect(column.confidence).toBeLessThanOrEqual(1);
    }
  });
});

describe("RC-1 nothing breaks it", () => {
  const long = "甲（".repeat(16383);
  const cases: readonly (readonly [string, Cells, readonly string[]])[] = [
    ["no rows", [], []],
    ["one blank cell", [[null]], []],
    ["white space only", [["  ", "\u3000", "\u200b"]], []],
    ["one word", [["你好"]], []],
    ["errors in the header", [[{ error: "#REF!" }, "得分", { error: "#N/A" }], ["甲", 1, 2], ["乙", { error: "#DIV/0!" }, 3]], []],
    ["right-to-left and emoji", [["الاسم", "😀 النتيجة", "👨‍👩‍👧"], ["أحمد", 5, "✅"], ["سارة", 7, "❌"]], []],
    ["cells of 32,767 characters", [[long, long, 1], [long, "x".repeat(32767), 2], ["(".repeat(32767), " ".repeat(32767), 3]], []],
    ["overlapping merges", [["指标", "分值"], ["甲", 1], ["乙", 2]], ["A1:B3", "A1:A2", "B2:D9", "A1:XFD1048576"]],
    ["a merge whose first cell is blank", [[null, "分值"], [null, 1], ["乙", 2]], ["A1:A3"]],
    ["booleans", [["项目", "完成"], ["甲", true], ["乙", false]], []],
    ["a prototype's name", [["constructor", "__proto__", "toString"], ["valueOf", 1, 2], ["hasOwnProperty", 3, 4]], []],
  ];
  test.each(cases)("RC-1 %s", (_, rows, merges) => {
    const sheet = recognize(rows, merges);
    for (const table of sheet.tables) expect(table.confidence).toBeGreaterThanOrEqual(0);
  });

  test("RC-1 RC-3 150,000 rows and 2,000 columns are read to their end", () => {
    const tall = Array.from({ length: 150_000 }, (_, i): CellValue[] => (i === 0 ? ["姓名", "得分", "备注"] : [`职工${String(i)}`, i % 100, null]));
    expect(only(recognize(tall)).range.rows).toBe(150_000);
    const wide = Array.from({ length: 6 }, (_, r) => Array.from({ length: 2_000 }, (_, c): CellValue => (r === 0 ? (c === 0 ? "姓名" : `指标${String(c)}`) : c === 0 ? `职工${String(r)}` : c % 50)));
    expect(only(recognize(wide)).range.columns).toBe(2_000);
  });
});
