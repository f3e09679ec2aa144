import { schemeView } from "../../../src/app/session/scheme-view";
import { checkWorkbook } from "../../../src/core/check/check-workbook";
import type { CellValue } from "../../../src/core/grid/cell";
import type { WorkbookSnapshot } from "../../../src/core/grid/snapshot";
import { recognizeSheet } from "../../../src/core/recognize/recognize-sheet";
import { computeScores } from "../../../src/core/score/compute-scores";
import { defaultScheme } from "../../../src/core/score/default-scheme";
import type { IndicatorRule } from "../../../src/core/score/indicator-rule";
import { planStructure } from "../../../src/core/template/structure-plan";
import { readTables } from "../../../src/core/template/read-tables";
import { zhStructure } from "../../../src/i18n/zh-CN/structure";
import { zhScoreSheets } from "../../../src/i18n/zh-CN/score";
import { planScore } from "../../../src/core/score/plan-score";
import { applyToSnapshot } from "../../support/apply-to-snapshot";
import { disagreements } from "../../core/score/calculate-snapshot";
import { sheetOf, workbookOf } from "../../support/grid";

function ballot(...ticks: readonly (readonly CellValue[])[]): WorkbookSnapshot {
  const items = ["政治素质", "工作能力", "工作作风", "廉洁自律"];
  return workbookOf(
    sheetOf([["民主测评表"], ["姓名", "张三", "单位", "征管科"], ["序号", "测评内容", "优秀", "良好", "一般", "较差"], ...items.map((item, i): CellValue[] => [i + 1, item, ...(ticks[i] ?? [null, null, null, null])])], { name: "测评" }),
  );
}

function read(workbook: WorkbookSnapshot) {
  const sheets = workbook.sheets.map((sheet) => recognizeSheet(workbook, sheet, []));
  return { workbook, sheets, tables: readTables(workbook, sheets, null), record: null, findings: [] };
}

const FILLED = ballot(["√", null, null, null], [null, "√", null, null], [null, "√", null, null], ["√", null, null, null]);

describe("ST-32 SC-46 a √-form from sheet to score", () => {
  test("ST-32 columns of grades with nothing but ticks are options to tick in; without a tick, or with words, they are none", () => {
    const [table] = read(FILLED).tables;
    expect([table?.layout, table?.options, table?.subjects.map(({ subject }) => [subject.name, subject.group])]).toEqual([
      "form",
      [{ column: 2, label: "优秀" }, { column: 3, label: "良好" }, { column: 4, label: "一般" }, { column: 5, label: "较差" }],
      [["张三", "征管科"]],
    ]);
    expect(read(ballot()).tables.map(({ layout, options }) => [layout, options])).toEqual([["indicator-list", undefined]]);
    expect(read(ballot(["表现突出", "较好", "一般", "有差距"])).tables.every(({ options }) => options === undefined)).toBe(true);
  });

  test("SC-46 it is shown to be asked about, and scored once its options have points", () => {
    const reading = read(FILLED);
    const [block] = schemeView(reading).blocks;
    expect(block?.marks.map(({ name, options }) => [name, options])).toEqual(["政治素质", "工作能力", "工作作风", "廉洁自律"].map((name) => [name, ["优秀", "良好", "一般", "较差"]]));
    const indicatorRules = (block?.marks ?? []).map(({ key }): IndicatorRule => ({
      block: block?.blockId ?? "",
      key,
      kind: null,
      requirement: "common",
      method: { kind: "ticks", options: [{ label: "优秀", points: "25" }, { label: "良好", points: "20" }, { label: "一般", points: "15" }, { label: "较差", points: "0" }] },
    }));
    expect(computeScores(reading.workbook, reading.tables, defaultScheme()).subjects).toEqual([]);
    const { subjects } = computeScores(reading.workbook, reading.tables, { ...defaultScheme(), indicatorRules });
    expect(subjects.map(({ subject, final }) => [subject.name, final])).toEqual([["张三", "90"]]);
  });

  test("SC-55 no limits of points on cells to tick in, and nothing missing where another option is ticked", () => {
    const { workbook, tables } = read(FILLED);
    const { plan } = planStructure(workbook, tables, null, { now: "2026-01-01T00:00:00+08:00", protect: true }, zhStructure);
    expect(plan.edits.filter((edit) => edit.kind === "setValidation")).toEqual([]);
    expect(plan.edits.some((edit) => edit.kind === "setProtection")).toBe(true);
    expect(checkWorkbook({ workbook, tables, scheme: defaultScheme() }).filter(({ code }) => code.startsWith("entry."))).toEqual([]);
  });

  test("ST-32 SC-46 a ballot: people down, one option ticked for each", () => {
    const workbook = workbookOf(
      sheetOf(
        [["干部民主测评票"], ["序号", "姓名", "单位", "优秀", "称职", "基本称职", "不称职"], [1, "张三", "征管科", "√", null, null, null], [2, "李四", "法制科", null, "√", null, null], [3, "王五", "办公室", "√", "√", null, null], [4, "赵六", "办公室", null, null, null, null]],
        { name: "测评" },
      ),
    );
    const reading = read(workbook);
    const [table] = reading.tables;
    expect([table?.layout, table?.indicators.map(({ indicator }) => indicator.name), table?.options?.length]).toEqual(["subject-matrix", ["干部民主测评票"], 4]);
    expect(computeScores(workbook, reading.tables, defaultScheme()).subjects).toEqual([]);
    const [block] = schemeView(reading).blocks;
    const options = [["优秀", "100"], ["称职", "80"], ["基本称职", "60"], ["不称职", "0"]].map(([label = "", points = ""]) => ({ label, points }));
    const scheme = { ...defaultScheme(), indicatorRules: [{ block: block?.blockId ?? "", key: block?.marks[0]?.key ?? "", kind: null, requirement: "common" as const, method: { kind: "ticks" as const, options } }] };
    const after = applyToSnapshot(workbook, planScore(workbook, reading.tables, scheme, zhScoreSheets).plan.edits);
    expect(computeScores(workbook, reading.tables, scheme).subjects.map(({ subject, final, withheld }) => [subject.name, final ?? withheld])).toEqual([["张三", "100"], ["李四", "80"], ["王五", "ticks-void"], ["赵六", "entry-missing"]]);
    expect(disagreements(after)).toEqual([]);
  });
});
