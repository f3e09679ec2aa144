import fc from "fast-check";
import { coverageOf } from "../../../src/core/edition/coverage";
import { readTemplateBook, type TemplateReading } from "../../../src/core/template/read-template";
import { sheetOf, workbookOf } from "../../support/grid";

type Cell = string | number | null;
const read = (name: string, rows: readonly (readonly Cell[])[]): TemplateReading =>
  readTemplateBook(workbookOf(sheetOf([["指标编码", "指标名称", "类型", "满分", "上级指标", "停用日期"], ...rows], { name })));
const SUPERIOR = read("上级卷", [["A", "税收收入", null, 30], ["B", "征管质量", null, 20], ["C", "纳税服务满意度", null, 10], ["D", "调研", null, 5], ["E", "数据安全", null, 5]]);
const told = (rows: readonly (readonly Cell[])[]) => {
  const { lines, findings } = coverageOf(SUPERIOR, read("本级卷", rows));
  return { states: lines.map(({ indicator, state, by }) => [indicator.key, state, ...by.map(({ name, why }) => `${name} ${why ?? "?"}`)]), codes: findings.map(({ code }) => code) };
};

describe("what the superior wants", () => {
  test("ED-19 ED-20 the worked example", () => {
    expect(told([["1", "税费收入", null, 30, "A"], ["2", "征管质量", null, 20], ["3", "纳税服务", null, 10], ["4", "调研", "自选", 5]])).toEqual({
      states: [["A", "covered", "税费收入 reference"], ["B", "covered", "征管质量 name"], ["C", "similar", "纳税服务 ?"], ["D", "optional", "调研 name"], ["E", "uncovered"]],
      codes: ["cover.similar", "cover.optional", "cover.uncovered"],
    });
  });

  test("ED-19 several named in one, by code and by name; whoever names one undertakes no other; what is retired counts for nothing", () => {
    expect(told([["1", "综合", null, 30, "A、征管质量；C"], ["E", "数据安全", null, 5, "D"], ["9", "杂项", null, 5, "Z9"]])).toEqual({
      states: [["A", "covered", "综合 reference"], ["B", "covered", "综合 reference"], ["C", "covered", "综合 reference"], ["D", "covered", "数据安全 reference"], ["E", "uncovered"]],
      codes: ["cover.unknown-reference", "cover.uncovered"],
    });
    expect(told([["A", "税收收入", null, 30, null, "2026-01-01"], ["B", "别名", null, 5]]).states.slice(0, 2)).toEqual([["A", "uncovered"], ["B", "covered", "别名 key"]]);
  });

  test("ED-20 a template covers itself; without one of its indicators exactly that one is not covered", () => {
    const names = fc.uniqueArray(fc.constantFrom("收入组织", "执法规范", "风险应对", "信息宣传", "廉政建设", "安全保密", "老干部工作", "后勤保障"), { minLength: 1 });
    fc.assert(
      fc.property(names, fc.nat(7), (all, at) => {
        const rows = all.map((name, index): readonly Cell[] => [`K${String(index)}`, name, null, 10]);
        const missing = at % all.length;
        const superior = read("卷", rows);
        expect(coverageOf(superior, superior)).toMatchObject({ findings: [], lines: all.map(() => ({ state: "covered" })) });
        if (all.length > 1) expect(coverageOf(superior, read("卷", rows.filter((_, index) => index !== missing))).lines.flatMap(({ indicator, state }) => (state === "covered" ? [] : [indicator.name]))).toEqual([all[missing]]);
      }),
    );
  });
});
