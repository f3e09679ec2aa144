import type { WorkbookSnapshot } from "../../../src/core/grid/snapshot";
import { checkWorkbook } from "../../../src/core/check/check-workbook";
import { defaultScheme } from "../../../src/core/score/default-scheme";
import type { IndicatorRule } from "../../../src/core/score/indicator-rule";
import { planScore } from "../../../src/core/score/plan-score";
import type { ValidationSnapshot } from "../../../src/core/grid/snapshot";
import { zhScoreSheets } from "../../../src/i18n/zh-CN/score";
import { rect } from "../../support/grid";
import { applyToSnapshot } from "../../support/apply-to-snapshot";
import { matrix, workbookWith, type Mark } from "./hand-made-tables";

const marks: readonly Mark[] = [{ name: "甲", fullMark: "40" }, { name: "差错", fullMark: "30" }, { name: "报送", fullMark: "10" }, { name: "收入", fullMark: "20" }];
const rule = (name: string, method: IndicatorRule["method"]): IndicatorRule => ({ block: "T1", key: `K-${name}`, kind: null, requirement: "common", method });
const rules = [rule("差错", { kind: "deduct", step: "1", floor: "0" }), rule("报送", { kind: "yes-no" }), rule("收入", { kind: "target-higher", target: "500", floor: "0", cap: "20" })];
const points = (column: string, max: number): ValidationSnapshot => ({ areas: [rect(`${column}3:${column}5`)], type: "decimal", formula1: "0", formula2: String(max) });

function made(validations: readonly ValidationSnapshot[]) {
  const one = matrix({ marks, rows: [[30, 4, "是", 480], [31, 45, "否", 510], [32, 0, "√", 505]].map((entries, i) => ({ name: `人${i}`, entries })) });
  return workbookWith({ ...one, sheet: { ...one.sheet, validations } });
}

function scored(workbook: WorkbookSnapshot, tables: ReturnType<typeof made>["tables"], indicatorRules: readonly IndicatorRule[]) {
  const { plan, findings } = planScore(workbook, tables, { ...defaultScheme(), indicatorRules }, zhScoreSheets);
  const limits = plan.edits.flatMap((edit) => (edit.kind === "setValidation" && edit.rule && edit.area.sheetId === workbook.sheets[0]?.sheetId ? [[edit.area.column, edit.area.row, edit.area.rows, edit.rule.type] as const] : []));
  return { limits, codes: findings.map(({ code }) => code), after: applyToSnapshot(workbook, plan.edits) };
}

describe("SC-55 limits of entries that methods read", () => {
  test("SC-55 limits of points that structuring wrote are replaced where a method reads something else", () => {
    const { workbook, tables } = made([points("C", 40), points("D", 30), points("E", 10), points("F", 20)]);
    const first = scored(workbook, tables, rules);
    expect(first.limits).toEqual([[3, 2, 3, "whole"], [4, 2, 3, "listOf"], [5, 2, 3, "decimal"]]);
    expect(scored(first.after, tables, rules).limits).toEqual([]);
  });

  test("SC-55 a rule of the user's is left and named; where there was none one is set", () => {
    const { workbook, tables } = made([{ ...points("D", 12), type: "whole" }]);
    const first = scored(workbook, tables, rules);
    expect([first.limits.map(([column]) => column), first.codes]).toEqual([[4, 5], ["score.validation-kept"]]);
  });

  test("SC-55 a method taken back brings the limits of points back", () => {
    const { workbook, tables } = made([]);
    const first = scored(workbook, tables, rules);
    expect(scored(first.after, tables, []).limits).toEqual([[3, 2, 3, "decimal"], [4, 2, 3, "decimal"], [5, 2, 3, "decimal"]]);
    expect(scored(workbook, tables, []).limits).toEqual([]);
  });

  test("SC-55 the check step says nothing about entries that a method reads", () => {
    const { workbook, tables } = made([]);
    const codes = (indicatorRules: readonly IndicatorRule[]) => checkWorkbook({ workbook, tables, scheme: { ...defaultScheme(), indicatorRules } }).map(({ code }) => code);
    expect(codes([]).filter((code) => code.startsWith("entry."))).not.toEqual([]);
    expect(codes(rules).filter((code) => code.startsWith("entry."))).toEqual([]);
  });
});
