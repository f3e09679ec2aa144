import fc from "fast-check";
import { derivedFindings, parentEditionOf } from "../../../src/core/edition/derived";
import { readTemplateBook, type TemplateReading } from "../../../src/core/template/read-template";
import { textsOf } from "../../../src/i18n/command-line-texts";
import { sheetOf, workbookOf } from "../../support/grid";

const texts = { ...textsOf("zh-CN").issue, ...textsOf("zh-CN").edition };
type Cell = string | number | null;
const HEADER: readonly Cell[] = ["模板", "指标编码", "指标名称", "类型", "满分", "考评标准", "执行责任", "数据来源"];
const CITY: readonly (readonly Cell[])[] = [
  ["卷", "A", "税收收入", "必考", 30, "按进度计分", null, "金税系统"],
  ["卷", "B", "征管质量", "必考", 20, "每次扣1分", null, "征管系统"],
  ["卷", "D", "带队伍", "差异化", 10, "按实绩", null, "组织部门"],
  ["卷", "O", "调研", "自选", 5, "每篇5分", null, "办公室"],
];
const LIMITS: readonly (readonly Cell[])[] = [["模板", "自定最多项数", "自定最高分值", "自定数据来源"], ["卷", 2, 10, "征管系统、金税系统"]];

function read(title: string, rows: readonly (readonly Cell[])[], limits: readonly (readonly Cell[])[] = LIMITS): TemplateReading {
  return readTemplateBook(
    workbookOf(sheetOf([["模板名称", title], ["版次", 2]], { name: "模板信息", sheetId: "1" }), sheetOf([HEADER, ...rows], { name: "指标", sheetId: "2" }), sheetOf(limits, { name: "自选限制", sheetId: "3" })),
  );
}
const PARENT = read("市局考评", CITY).book;
const own = (key: string, name: string, mark: Cell = 5, source: Cell = "征管系统"): readonly Cell[] => ["卷", key, name, "必考", mark, "标准", null, source];
const check = (rows: readonly (readonly Cell[])[], title = "县局考评", limits = LIMITS): readonly (readonly unknown[])[] =>
  derivedFindings(PARENT, read(title, rows, limits), texts).map(({ code, area }) => (area ? [code, area.row] : [code]));

describe("an edition derived of a parent's", () => {
  test("ED-14 ED-16 own indicators within the limits anywhere, responsibilities assigned, an optional one left out: nothing to say", () => {
    expect(check(CITY)).toEqual([]);
    const assigned = CITY.map((row) => row.map((cell, column) => (column === 6 ? "收入股" : cell)));
    expect(check([own("X1", "特色服务"), ...assigned.slice(0, 2), own("X2", "数据治理", 5, "金税系统"), ...assigned.slice(2, 3)])).toEqual([]);
  });

  test("ED-14 the worked example and its neighbours: count, points, sources, no mark, a name twice", () => {
    expect(check([...CITY, own("X1", "特色服务", 10)])).toEqual([]);
    expect(check([...CITY, own("X1", "特色服务", 12)])).toEqual([["derive.own-points"]]);
    expect(derivedFindings(PARENT, read("县局考评", [...CITY, own("X1", "特色服务", 12)]), texts)[0]?.params).toEqual({ template: "卷", points: "12", max: "10" });
    expect(check([...CITY, own("X1", "甲", 3), own("X2", "乙", 3), own("X3", "丙", 3)])).toEqual([["derive.own-count"]]);
    expect(check([...CITY, own("X1", "甲", 3, "听说"), own("X2", "乙", null)])).toEqual([["derive.own-source", 5], ["derive.own-mark", 6]]);
    expect(check([...CITY, own("X1", "税收收入")])).toEqual([["derive.same-name", 5]]);
    const closed = read("市局考评", CITY, [["模板", "自选最多项数"], ["卷", 1]]);
    expect(derivedFindings(closed.book, read("县局考评", [...CITY, own("X1", "特色服务")], [["模板", "自选最多项数"], ["卷", 1]]), texts).map(({ code }) => code)).toEqual(["derive.no-free-zone"]);
  });

  test("ED-15 ED-16 deleted, changed, renamed, moved, limits, templates, the same title", () => {
    const [a = [], b = [], d = [], o = []] = CITY;
    expect(check([a, d, o])).toEqual([["derive.deleted"]]);
    expect(check([a, b, o])).toEqual([["derive.deleted"]]);
    expect(check([a, ["卷", "B", "征管质量", "必考", 20, "每次扣2分", null, "征管系统"], d, o])).toEqual([["derive.edited", 2]]);
    expect(check([a, ["卷", "B", "征管与服务", "必考", 20, "每次扣1分", null, "征管系统"], d, o])).toEqual([["derive.edited", 2]]);
    expect(check([a, b, d, ["卷", "O", "调研", "自选", 6, "每篇5分", null, "办公室"]])).toEqual([["derive.edited", 4]]);
    expect(check([b, a, d, o]).map(([code]) => code)).toEqual(["derive.moved"]);
    expect(check(CITY, "县局考评", [["模板", "自定最多项数", "自定最高分值", "自定数据来源"], ["卷", 3, 10, "征管系统、金税系统"]])).toEqual([["derive.limits"]]);
    expect(check([...CITY, ["卷二", "Z", "值班", "必考", 5, "标准", null, "征管系统"]])).toEqual([["derive.template-added"]]);
    expect(check(CITY, "市局 考评")).toEqual([["derive.same-title"]]);
  });

  test("ED-15 the check code is of the content: another edition, title or deadline is the same, another mark is not", () => {
    const code = (rows: readonly (readonly Cell[])[]): string => parentEditionOf(read("市局考评", rows).book).code;
    expect(code(CITY)).toMatch(/^[0-9a-z]{10}$/i);
    expect(parentEditionOf(read("别的", CITY).book).code).toBe(code(CITY));
    expect(code(CITY.slice(1))).not.toBe(code(CITY));
  });

  test("ED-16 whatever is added within the limits, wherever it stands, and whoever is assigned: nothing to say; any other cell that differs is said", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(4), fc.constantFrom("征管系统", "金税系统")), { maxLength: 2 }), fc.array(fc.constantFrom("甲股", "乙股", null), { minLength: 4, maxLength: 4 }), fc.constantFrom(2, 3, 4, 5, 7), fc.nat(2), (added, roles, column, row) => {
        const rows: (readonly Cell[])[] = CITY.map((cells, index) => cells.map((cell, c) => (c === 6 ? (roles[index] ?? null) : cell)));
        added.forEach(([at, source], index) => rows.splice(at, 0, own(`X${String(index)}`, `自定${String(index)}`, 5, source)));
        expect(check(rows)).toEqual([]);
        const changed = rows.map((cells) => (cells[1] === CITY[row]?.[1] ? cells.map((cell, c) => (c !== column ? cell : c === 4 ? 7 : c === 3 ? "自选" : "改了")) : cells));
        expect(check(changed).map(([code]) => code)).toContain("derive.edited");
      }),
      { numRuns: 200 },
    );
  });
});
