import fc from "fast-check";
import { derivedFindings } from "../../../src/core/edition/derived";
import { mergeParent } from "../../../src/core/edition/merge-parent";
import { readTemplateBook } from "../../../src/core/template/read-template";
import type { WorkbookSnapshot } from "../../../src/core/grid/snapshot";
import { textsOf } from "../../../src/i18n/command-line-texts";
import { applyToSnapshot } from "../../support/apply-to-snapshot";
import { sheetOf, workbookOf } from "../../support/grid";

const texts = { ...textsOf("zh-CN").issue, ...textsOf("zh-CN").edition };
const DAY = "2026-10-01";
type Cell = string | number | null;
/** Name, full mark, criterion, who carries it out; the parent's indicators have codes. */
type Line = { readonly key: string; readonly name: string; readonly mark: number; readonly criterion: string; readonly role: string | null };
const rowOf = ({ key, name, mark, criterion, role }: Line): readonly Cell[] => ["卷", key, name, "必考", mark, criterion, role];

const workbook = (title: string, lines: readonly Line[]): WorkbookSnapshot =>
  workbookOf(
    sheetOf([["模板名称", title], ["版次", 2]], { name: "模板信息", sheetId: "1" }),
    sheetOf([["模板", "指标编码", "指标名称", "类型", "满分", "考评标准", "执行责任"], ...lines.map(rowOf)], { name: "指标", sheetId: "2" }),
    sheetOf([["模板", "自定最多项数"], ["卷", 5]], { name: "自选限制", sheetId: "3" }),
  );
const book = (title: string, lines: readonly Line[]) => readTemplateBook(workbook(title, lines)).book;

/** What a derived edition reads as after its parent's next edition was merged. */
function merged(from: readonly Line[], next: readonly Line[], own: readonly Line[]) {
  const derived = workbook("县局", own);
  const { edits, findings } = mergeParent(book("市局", from), book("市局", next), readTemplateBook(derived), DAY, texts);
  const reading = readTemplateBook(applyToSnapshot(derived, edits), DAY);
  const indicators = reading.book.templates[0]?.indicators ?? [];
  return {
    codes: findings.map(({ code }) => code),
    open: derivedFindings(book("市局", next), reading, texts).map(({ code }) => code).filter((code) => code !== "derive.moved"),
    lines: new Map(indicators.map(({ key, name, fullMark, criterion, responsible }) => [key, [name, Number(fullMark), criterion, responsible.execute]] as const)),
  };
}

const line = (key: string): fc.Arbitrary<Line> => fc.record({ key: fc.constant(key), name: fc.constantFrom(`${key}甲`, `${key}乙`), mark: fc.constantFrom(5, 10), criterion: fc.constantFrom("按进度", "按实绩"), role: fc.constantFrom("甲科", "乙科", null) });
/** Some of five indicators, in their order, as one edition of the parent has them. */
const edition = fc.tuple(fc.subarray(["P1", "P2", "P3", "P4", "P5"], { minLength: 1 }), fc.tuple(line("P1"), line("P2"), line("P3"), line("P4"), line("P5"))).map(([keys, all]) => all.filter(({ key }) => keys.includes(key)));

describe("merging a new edition of the parent", () => {
  test("ED-17 whatever the parent changed: its indicators become its new ones, own ones and assigned responsibilities stay, nothing is open", () => {
    fc.assert(
      fc.property(edition, edition, fc.array(fc.constantFrom("收入股", null), { minLength: 5, maxLength: 5 }), fc.nat(2), (from, next, roles, added) => {
        const own: readonly Line[] = Array.from({ length: added }, (_, index) => ({ key: `X${String(index)}`, name: `自定${String(index)}`, mark: 5, criterion: "按实绩", role: "办税股" }));
        const assigned = from.map((item, index) => ({ ...item, role: roles[index] ?? item.role }));
        const { open, lines } = merged(from, next, [...assigned, ...own]);
        expect(open).toEqual([]);
        expect([...lines.keys()].sort()).toEqual([...next, ...own].map(({ key }) => key).sort());
        for (const { key, name, mark, criterion, role } of next) {
          const was = from.find((item) => item.key === key);
          const mine = assigned.find((item) => item.key === key);
          // What this level assigned itself stays; otherwise it is what the parent says now.
          const expected = mine && was && mine.role !== was.role ? mine.role : role;
          expect(lines.get(key)).toEqual([name, mark, criterion, expected ?? ""]);
        }
        for (const { key, name } of own) expect(lines.get(key)).toEqual([name, 5, "按实绩", "办税股"]);
      }),
      { numRuns: 300 },
    );
  });

  test("ED-17 changed on both sides: the parent's text counts, this level's responsibility stays; both are said", () => {
    const base: Line = { key: "P1", name: "税收收入", mark: 10, criterion: "按进度", role: "甲科" };
    const result = merged([base], [{ ...base, criterion: "按季度", role: "乙科" }], [{ ...base, criterion: "按月", role: "收入股" }]);
    expect(result.codes).toEqual(["derive.conflict", "derive.conflict-kept"]);
    expect(result.lines.get("P1")).toEqual(["税收收入", 10, "按季度", "收入股"]);
  });

  test("ED-17 no line for a changed indicator, and a code that an own one has", () => {
    const [a, b]: readonly Line[] = [{ key: "P1", name: "甲", mark: 10, criterion: "按进度", role: null }, { key: "P2", name: "乙", mark: 10, criterion: "按进度", role: null }];
    if (!a || !b) throw new Error("no lines");
    expect(merged([a, b], [a, { ...b, mark: 5 }, { ...b, key: "X0", name: "丙" }], [a, { ...b, key: "X0", name: "自定" }]).codes).toEqual(["derive.merge-missing", "derive.key-taken"]);
  });
});
