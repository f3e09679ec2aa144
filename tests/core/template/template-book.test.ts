import { readTemplateBook, type TemplateReading } from "../../../src/core/template/read-template";
import { templateSheetEdits, templatesOf } from "../../../src/core/template/template-sheets";
import { dayOf } from "../../../src/core/template/day-text";
import type { WorkbookSnapshot } from "../../../src/core/grid/snapshot";
import { textsOf } from "../../../src/i18n/command-line-texts";
import { createBlankWorkbook } from "../../../src/workbook/file/blank-workbook";
import { openWorkbook } from "../../../src/workbook/file/open-workbook";
import { readWorkbook } from "../../../src/app/read-workbook";
import { INDICATOR_HEADER, seasonTemplate } from "../../support/season-workbooks";
import { fineWorkbook } from "../../support/small-workbooks";
import { writtenWorkbook, type WrittenSheet } from "../../support/written-workbook";

async function snapshotOf(bytes: Uint8Array): Promise<WorkbookSnapshot> {
  return (await openWorkbook(bytes, "模板.xlsx")).read({ sheets: "all", fields: ["values", "styles"] });
}
const reading = async (bytes: Uint8Array): Promise<TemplateReading> => readTemplateBook(await snapshotOf(bytes));
const readSheets = (...sheets: readonly WrittenSheet[]): Promise<TemplateReading> => reading(writtenWorkbook(sheets));
const codes = ({ findings }: TemplateReading): readonly string[] => findings.map(({ code }) => code);

describe("reading a template", () => {
  test("TL-1 TL-4 TL-6 TL-9 indicators by template, limits, profiles and facts", async () => {
    const { book, findings } = await reading(seasonTemplate());
    expect(findings).toEqual([]);
    expect({ title: book.title, edition: book.edition, period: book.period, deadline: book.deadline }).toEqual({ title: "个人绩效考评", edition: 2, period: "2026年第三季度", deadline: "2026-10-10" });
    expect(book.templates.map(({ name, optional }) => ({ name, optional }))).toEqual([
      { name: "科长卷", optional: { minCount: 1, maxCount: 1, maxPoints: "6" } },
      { name: "科员卷", optional: { minCount: 0, maxCount: 2, maxPoints: "11" } },
    ]);
    expect(book.templates[0]?.indicators.map(({ key, name, zone, fullMark, weight }) => ({ key: key.length === 11 ? "K…" : key, name, zone, fullMark, weight }))).toEqual([
      { key: "A1", name: "税收收入", zone: "mandatory", fullMark: "30", weight: "0.5" },
      { key: "K…", name: "征管质量", zone: "mandatory", fullMark: "20", weight: "0.3" },
      { key: "D1", name: "带队伍", zone: "differentiated", fullMark: "20", weight: "0.2" },
      { key: "O1", name: "调研报告", zone: "optional", fullMark: "5", weight: null },
      { key: "O2", name: "获奖", zone: "optional", fullMark: "6", weight: null },
    ]);
    expect(book.profiles?.rows.map(({ template, wanted }) => ({ template, wanted }))).toEqual([
      { template: "科长卷", wanted: [{ attribute: "职务层级", value: "科长" }] },
      { template: "科员卷", wanted: [{ attribute: "职务层级", value: "科员" }] },
    ]);
  });

  test("TL-2 columns in another order, unknown columns, rows above and full-width headers change nothing", async () => {
    const plain = await readSheets({ name: "卷", rows: [["指标编码", "指标名称", "满分"], ["A", "收入", 30], ["B", "征管", 20]] });
    const other = await readSheets({ name: "卷", rows: [["某局指标一览"], [], ["满 分", "我的备注", "指标名称：", "指标编码"], [30, "记一笔", "收入", "A"], [null], [20, null, "征管", "Ｂ"]] });
    expect(other.book).toEqual(plain.book);
    const english = await readSheets({ name: "卷", rows: [["Indicator code", "Indicator", "Full mark"], ["A", "收入", 30], ["B", "征管", 20]] });
    expect(english.book).toEqual(plain.book);
  });

  test("TL-3 a merged level counts for each row; a changed mark keeps the key, a changed name does not", async () => {
    const keys = async (mark: number, name: string) =>
      (await readSheets({ name: "卷", rows: [["一级指标", "指标名称", "满分"], ["业务", "收入", 30], [null, name, mark]], merges: ["A2:A3"] })).book.templates[0]?.indicators.map(({ key, path }) => ({ key, path }));
    const before = await keys(20, "征管");
    expect(before?.map(({ path }) => path)).toEqual([["业务"], ["业务"]]);
    expect(await keys(25, "征管")).toEqual(before);
    expect((await keys(20, "征管质量"))?.[1]?.key).not.toBe(before?.[1]?.key);
  });

  test("TL-4 TL-5 TL-7 what is wrong with an indicator is said, and the rest counts", async () => {
    const row = (...cells: WrittenSheet["rows"][number]): WrittenSheet["rows"][number] => ["卷", ...cells];
    const all = await readSheets({
      name: "指标",
      rows: [
        INDICATOR_HEADER,
        row("A", "业务", "收入", "必考", 30, 50, "标准", "口径", "甲", "乙", "丙"),
        row("A", "业务", "收入二", "必考", 10, 10, "标准", "口径", "甲", "乙", "丙"),
        row("B", "业务", "征管", "必选或自选", 30, 25, "标准", null, "甲", "乙", "乙"),
        row("C", "业务", "服务", null, "三十", 20, "标准", "口径", null, "乙", "丙"),
      ],
    });
    expect(codes(all)).toEqual(["template.key-twice", "template.zone", "template.no-interpretation", "template.self-assessed", "template.not-a-number", "template.no-full-mark", "template.no-responsibility", "template.weights"]);
    expect(all.findings.at(-1)?.params).toEqual({ template: "卷", sum: "95" });
    expect(all.book.templates[0]?.indicators.map(({ key, zone, fullMark }) => [key, zone, fullMark])).toEqual([["A", "mandatory", "30"], ["B", "mandatory", "30"], ["C", "mandatory", null]]);
  });

  test("TL-11 TL-12 a library of optional indicators: the worked example, a template that is not there, another kind, a line twice", async () => {
    const header = ["模板", "指标编码", "指标名称", "类型", "满分"];
    const profiles: WrittenSheet = { name: "适用范围", rows: [["职务层级", "模板"], ["科长", "科长卷"], ["科员", "科员卷"]] };
    const own: WrittenSheet = { name: "指标", rows: [header, ["科长卷", "A", "税收收入", "必考", 30], ["科员卷", "A", "税收收入", "必考", 30], ["科员卷", "W", "写材料", "差异化", 10]] };
    const library = (...rows: WrittenSheet["rows"]): WrittenSheet => ({ name: "自选指标库", rows: [header, ...rows] });
    const all = await readSheets(library([null, "L1", "调研报告", null, 5], ["科员卷", "L2", "值班", "自选", 3], ["不限", "L3", "写材料", null, 4]), own, profiles);
    expect(all.book.templates.map(({ name, indicators }) => [name, indicators.map((indicator) => `${indicator.key} ${indicator.zone}`)])).toEqual([
      ["科长卷", ["A mandatory", "L1 optional", "L3 optional"]],
      ["科员卷", ["A mandatory", "W differentiated", "L1 optional", "L2 optional", "L3 optional"]],
    ]);
    expect(all.findings.filter(({ code }) => code === "template.optional-duplicate")).toMatchObject([{ sheetName: "自选指标库", area: { row: 3, column: 2 }, params: { name: "写材料", template: "科员卷", key: "W" } }]);
    const wrong = await readSheets(library(["科员卷、处长卷", "L1", "调研报告", "必考", 5], [null, "W", "写材料", null, 4]), own, profiles);
    expect(codes(wrong).filter((code) => code.startsWith("template.library"))).toEqual(["template.library-zone", "template.library-unknown", "template.library-twice"]);
    expect(wrong.book.templates.map(({ indicators }) => indicators.map(({ key, zone }) => `${key} ${zone}`))).toEqual([["A mandatory", "W optional"], ["A mandatory", "W differentiated", "L1 optional"]]);
    expect((await readSheets({ name: "指标库", rows: [["指标名称", "满分"], ["收入", 10]] })).book.templates[0]?.indicators.map(({ zone }) => zone)).toEqual(["mandatory"]);
  });

  test("TL-6 days as people write them", () => {
    expect(["2026-10-10", "2026/1/5", "2026年10月9日", "２０２６-10-10", "2026-02-30", "月底", ""].map((text) => dayOf(text, false))).toEqual(["2026-10-10", "2026-01-05", "2026-10-09", "2026-10-10", null, null, null]);
    // 46305 days after 1899-12-30 is 2026-10-10; the other calendar begins 1,462 days later.
    expect([dayOf(46305, false), dayOf(46305.75, false), dayOf(46305 - 1462, true), dayOf(3, false)]).toEqual(["2026-10-10", "2026-10-10", "2026-10-10", null]);
  });

  test("TL-9 several templates without profiles, and a profile of a template that is not there", async () => {
    const indicators: WrittenSheet = { name: "指标", rows: [["模板", "指标名称", "满分"], ["甲卷", "收入", 10], ["乙卷", "收入", 10]] };
    expect(codes(await readSheets(indicators))).toContain("template.no-profiles");
    const unknown = await readSheets(indicators, { name: "适用", rows: [["岗位", "模板"], ["征管", "甲卷"], ["任意", "丙卷"]] });
    expect(codes(unknown)).toContain("template.profile-unknown");
    expect(unknown.book.profiles?.rows[1]?.wanted).toEqual([]);
  });

  test("TL-1 a workbook without indicators is no template", async () => {
    await expect(readSheets({ name: "名册", rows: [["姓名", "单位"], ["王芳", "一分局"]] })).rejects.toMatchObject({ code: "template.not-found" });
  });
});

describe("TL-8 making a template", () => {
  test.each(["zh-CN", "en-US"] as const)("TL-8 what is written in %s reads back the same", async (locale) => {
    const { tables } = await readWorkbook(await openWorkbook(fineWorkbook(), "表.xlsx"));
    const templates = templatesOf(tables);
    expect(templates.map(({ name, indicators }) => ({ name, marks: indicators.map(({ name: indicator, fullMark }) => [indicator, fullMark]) }))).toEqual([{ name: "个人绩效", marks: [["工作任务", "60"], ["工作作风", "40"]] }]);
    const workbook = createBlankWorkbook("1");
    await workbook.apply({ purpose: "edit", edits: templateSheetEdits("1", "绩效", templates, textsOf(locale).issue) });
    const { book } = await reading(workbook.save());
    expect(book.templates).toEqual(templates);
    expect({ title: book.title, edition: book.edition, profiles: book.profiles?.rows.map(({ template, wanted }) => [template, wanted]) }).toEqual({ title: "绩效", edition: 1, profiles: [["个人绩效", []]] });
  });
});
