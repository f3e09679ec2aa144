import { recognizeSheet } from "../../../src/core/recognize/recognize-sheet";
import { columnName } from "../../../src/core/grid/address";
import { sheetOf, workbookOf } from "../../support/grid";

/** Roles by letter of a sheet's first table. */
function rolesOf(...[rows, options]: Parameters<typeof sheetOf>): Readonly<Record<string, string>> {
  const sheet = sheetOf(rows, options);
  const [table] = recognizeSheet(workbookOf(sheet), sheet).tables;
  return Object.fromEntries((table?.columns ?? []).map(({ column, role }) => [columnName(column), role]));
}

describe("columns by more than words", () => {
  test("RC-25 a header that tells nothing over the sum of the row is a score", () => {
    const rows = [["姓名", "德", "能", "勤", "甲"], ["王芳", 20, 21, 22, 63], ["李强", 19, 25, 20, 64], ["赵敏", 18, 22, 21, 61], ["孙丽", 25, 20, 23, 68]];
    expect(rolesOf(rows)).toMatchObject({ B: "score", C: "score", D: "score", E: "score" });
  });

  test("RC-25 whole numbers in the order of another column are its ranks", () => {
    const rows = [["姓名", "总分", "甲"], ["王芳", 81.5, 3], ["李强", 90, 1], ["赵敏", 77, 4], ["孙丽", 85, 2], ["周敏", 60, 5]];
    expect(rolesOf(rows)).toMatchObject({ B: "score", C: "rank" });
  });

  test("RC-26 formulas say what a column is", () => {
    const line = (row: number, name: string, a: number, b: number): [string, number, number, { f: string; v: number }, { f: string; v: number }] => [name, a, b, { f: `=SUM(B${String(row)}:C${String(row)})`, v: a + b }, { f: `=RANK(D${String(row)},D$2:D$5)`, v: row - 1 }];
    expect(rolesOf([["姓名", "甲", "乙", "丙", "丁"], line(2, "王芳", 60, 30), line(3, "李强", 50, 30), line(4, "赵敏", 40, 35), line(5, "孙丽", 40, 30)])).toMatchObject({ D: "score", E: "rank" });
  });

  test("RC-27 a template's placeholders name their columns", () => {
    expect(rolesOf([["序号", "甲", "乙", "丙"], ["{list.index}", "{list.employeeName}", "{list.totalScore}", "{list.rank}"]])).toMatchObject({ B: "subject", C: "score", D: "rank" });
  });

  test("RC-23 marks in the headers of a matrix make points of what reads like figures", () => {
    const rows = [["单位名称", "收入完成率（8分）", "督办完成率（6分）", "信访件数（4分）", "得分"], ["城东分局", 7.5, 6, 4, 17.5], ["城西分局", 8, 5, 3, 16], ["城南分局", 6, 5.5, 4, 15.5]];
    expect(rolesOf(rows)).toMatchObject({ A: "subject", B: "score", C: "score", D: "score", E: "score" });
  });

  test("RC-28 one header cell over two label columns, and none over the leaf", () => {
    const rows = [
      ["评价内容", null, null, "自评", "满分"],
      ["营运", "管理", "服从安排，认真执行各项工作指令", null, 10],
      [null, null, "协助处理日常事务，不推诿", null, 10],
      [null, "市场", "按期完成推广计划", null, 20],
      ["作风", "纪律", "无迟到早退现象", null, 30],
      [null, null, "无违规违纪行为", null, 30],
    ];
    expect(rolesOf(rows, { merges: ["A1:B1", "A2:A4", "B2:B3", "A5:A6", "B5:B6"] })).toMatchObject({ A: "level1", D: "selfScore", E: "fullMark" });
  });
});

describe("rows put right", () => {
  const classesOf = (...[rows, options]: Parameters<typeof sheetOf>): readonly string[] => {
    const sheet = sheetOf(rows, options);
    return [...recognizeSheet(workbookOf(sheet), sheet).rows.values()];
  };

  test("RC-17 a number right below a one-column header text is a value, but for numbers of the columns", () => {
    const rows = [["考核项目", "评价内容", "得分", "满分"], ["目标", "计划完成", "实际完成", 40], ["作风", "严格遵守纪律", null, 30], ["学习", "参加培训", null, 30]];
    expect(classesOf(rows).slice(0, 2)).toEqual(["header", "data"]);
  });

  test("RC-17 a cell over the middle of merged header cells heads nothing", () => {
    const rows = [[null, null, "计算"], ["指标", "一季度", null, "二季度", null], [null, "目标值", "实际值", "目标值", "实际值"], ["收入", 10, 9, 12, 12], ["成本", 5, 5, 6, 7], ["利润", 3, 3, 4, 4]];
    const [first, second, third] = classesOf(rows, { merges: ["A2:A3", "B2:C2", "D2:E2"] });
    expect([first === "header", second, third]).toEqual([false, "header", "header"]);
  });

  test.each([
    [[], "recognition.sheet.empty"],
    [[["说明"], ["本表由各部门填写。"]], "recognition.sheet.textOnly"],
  ])("RC-16 a sheet without a table says why: %j", (rows, code) => {
    const sheet = sheetOf(rows);
    const got = recognizeSheet(workbookOf(sheet), sheet);
    expect([got.tables.length, got.noTable?.code]).toEqual([0, code]);
  });
});
