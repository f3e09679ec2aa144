import fc from "fast-check";
import { assignTemplates } from "../../../src/core/issue/assign-templates";
import { issueEdits, issuedSheetNames, recipientsOf, type Recipient } from "../../../src/core/issue/issue-plan";
import { sheetFingerprint, type IssueTerms } from "../../../src/core/issue/issue-record";
import { readRoster, type Roster } from "../../../src/core/issue/roster";
import { parseRecord } from "../../../src/core/store/parse-record";
import type { Finding } from "../../../src/core/check/finding";
import type { WorkbookSnapshot } from "../../../src/core/grid/snapshot";
import { readTemplateBook } from "../../../src/core/template/read-template";
import type { TemplateBook } from "../../../src/core/template/template-book";
import { textsOf } from "../../../src/i18n/command-line-texts";
import { createBlankWorkbook } from "../../../src/workbook/file/blank-workbook";
import { openWorkbook } from "../../../src/workbook/file/open-workbook";
import { readWithExcelize } from "../../support/excelize";
import { PEOPLE, PROFILES, rosterSheet, seasonRoster, seasonTemplate } from "../../support/season-workbooks";
import { writtenWorkbook, type Written } from "../../support/written-workbook";
import { ALL_FIELDS, partsOf } from "../../workbook/file/test-package";

const TERMS: IssueTerms = { title: "个人绩效考评", edition: 2, period: "2026年第三季度", deadline: "2026-10-10" };
const texts = textsOf("zh-CN").issue;

async function snapshotOf(bytes: Uint8Array): Promise<WorkbookSnapshot> {
  return (await openWorkbook(bytes, "甲.xlsx")).read({ sheets: "all", fields: ALL_FIELDS });
}
const bookOf = async (bytes: Uint8Array = seasonTemplate()): Promise<TemplateBook> => readTemplateBook(await snapshotOf(bytes)).book;
const rosterOf = async (people?: readonly (readonly Written[])[]): Promise<{ readonly roster: Roster; readonly findings: readonly Finding[] }> => readRoster(await snapshotOf(seasonRoster(people)));

async function recipients(by: "unit" | "person", people?: readonly (readonly Written[])[]): Promise<readonly Recipient[]> {
  return recipientsOf(assignTemplates(await bookOf(), (await rosterOf(people)).roster).assigned, by).recipients;
}
async function issuedBytes(recipient: Recipient, terms = TERMS): Promise<Uint8Array> {
  const workbook = createBlankWorkbook(issuedSheetNames(recipient, texts)[0]);
  await workbook.apply({ purpose: "edit", edits: issueEdits(recipient, terms, texts) });
  return workbook.save();
}
/** Every part of a package, as the text that is in it. */
const textParts = (bytes: Uint8Array): ReadonlyMap<string, string> => new Map([...partsOf(bytes)].map(([name, text]) => [name, Buffer.from(text, "latin1").toString("utf8")]));
const first = async (): Promise<Recipient> => {
  const [recipient] = await recipients("person");
  if (!recipient) throw new Error("nobody");
  return recipient;
};

describe("the roster", () => {
  test("IS-1 people with their attributes, wherever the header stands", async () => {
    const { roster, findings } = await rosterOf();
    expect(findings).toEqual([]);
    expect(roster.performance).toBe("person");
    expect(roster.subjects[0]).toEqual({ key: "1001", name: "王芳", unit: "一分局", attributes: { 工号: "1001", 姓名: "王芳", 所在单位: "一分局", 职务层级: "科长" } });
    const units = readRoster(await snapshotOf(writtenWorkbook([{ name: "单位", rows: [["单位名称", "片区"], ["一分局", "东"], [null, "小计"]] }])));
    expect(units.roster).toMatchObject({ performance: "unit", subjects: [{ key: "一分局", name: "一分局", unit: "", attributes: { 片区: "东" } }] });
    expect(() => readRoster({ sheets: [], styleTable: [], names: [], date1904: false, record: null })).toThrow("roster.not-found");
  });

  test("IS-2 one key counts once, however the name is spelled", async () => {
    const { roster, findings } = await rosterOf([...PEOPLE, [null, "陈 晨", "二分局", "科员"], [null, "陈　晨", "二分局", "科员"], ["1001", "王方", "一分局", "科长"]]);
    expect(findings.map(({ code, params }) => [code, params["name"]])).toEqual([["roster.twice", "陈　晨"], ["roster.same-code", "王方"]]);
    expect(roster.subjects.map(({ key }) => key)).toEqual(["1001", "1002", "1003", "1004", "陈晨"]);
  });
});

describe("who gets what", () => {
  test("IS-3 one template each; none, two and a lacking attribute are findings, and the others are issued to", async () => {
    const { roster } = await rosterOf([...PEOPLE, ["1005", "周全", "二分局", "处长"]]);
    const usual = assignTemplates(await bookOf(), roster);
    expect(usual.assigned.map(({ subject, template }) => `${subject.name} ${template.name}`)).toEqual(["王芳 科长卷", "李强 科员卷", "赵敏 科员卷", "孙立 科员卷"]);
    expect(usual.findings.map(({ code, params }) => [code, params["name"]])).toEqual([["issue.no-template", "周全"]]);
    const two = assignTemplates(await bookOf(seasonTemplate({ profiles: { ...PROFILES, rows: [...PROFILES.rows, ["科长", "科员卷"]] } })), roster);
    expect(two.findings.find(({ code }) => code === "issue.two-templates")?.params).toEqual({ name: "王芳", templates: ["科长卷", "科员卷"] });
    const lacking = assignTemplates(await bookOf(seasonTemplate({ profiles: { name: "适用", rows: [["党内身份", "模板"], ["党员", "科长卷"], ["群众", "科员卷"]] } })), roster);
    expect(lacking.findings[0]).toMatchObject({ code: "issue.profile-attribute", params: { attribute: "党内身份" } });
    expect(lacking.assigned).toEqual([]);
  });

  test("IS-3 IS-11 by unit: a sheet for each of its people; who has no unit is named", async () => {
    const { roster } = await rosterOf([...PEOPLE, ["1006", "吴单", null, "科员"], ["1007", "李强", "一分局", "科员"]]);
    const { recipients: units, findings } = recipientsOf(assignTemplates(await bookOf(), roster).assigned, "unit");
    expect(units.map((unit) => [unit.fileName, issuedSheetNames(unit, texts)])).toEqual([["一分局.xlsx", ["王芳", "李强", "李强-2"]], ["二分局.xlsx", ["赵敏", "孙立"]]]);
    expect(findings.map(({ code, params }) => [code, params["name"]])).toEqual([["issue.no-unit", "吴单"]]);
  });

  test("IS-11 a name too long for a sheet is cut between characters", () => {
    const template = { name: "卷", indicators: [], optional: { minCount: null, maxCount: null, maxPoints: null } };
    const name = `${"长".repeat(30)}𠮷𠮷`;
    const sheets = ["1", "2"].map((key) => ({ subject: { key, name, unit: "", attributes: {} }, template }));
    expect(issuedSheetNames({ name: "甲", fileName: "甲.xlsx", sheets }, texts)).toEqual(["长".repeat(30), `${"长".repeat(29)}-2`]);
  });

  test("IS-11 file names are safe, and different whatever the case", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1, maxLength: 120, unit: fc.constantFrom("a", "A", "/", "\\", ":", "*", ".", " ", "王", "\u0000", "n", "u", "l") }).filter((name) => name.trim() !== ""), { maxLength: 8 }), (names) => {
        const template = { name: "卷", indicators: [], optional: { minCount: null, maxCount: null, maxPoints: null } };
        const files = recipientsOf(names.map((name, index) => ({ subject: { key: String(index), name, unit: "", attributes: {} }, template })), "person").recipients.map(({ fileName }) => fileName);
        expect(new Set(files.map((file) => file.toLowerCase())).size).toBe(names.length);
        for (const file of files) {
          expect(file).not.toMatch(/[\\/:*?"<>|\u0000-\u001f]|^(con|prn|aux|nul)\.|^[.~$]|[ .]\.xlsx$/i);
          expect(file.length).toBeLessThanOrEqual(90);
        }
      }),
    );
  });
});

describe("an issued workbook", () => {
  test("IS-4 IS-6 another program reads what stands on it, and what may be entered", async () => {
    const { sheets, names } = await readWithExcelize(await issuedBytes(await first()));
    const [sheet, list] = sheets;
    expect([list?.name, list?.visible, [...(list?.cells.values() ?? [])].map(({ value }) => value)]).toEqual(["选项", false, ["是", "否"]]);
    const row = (n: number): readonly unknown[] => ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N"].map((letter) => sheet?.cells.get(`${letter}${String(n)}`)?.value ?? null);
    expect(row(1)[0]).toBe("2026年第三季度 个人绩效考评");
    expect([2, 3, 4, 5].map((n) => row(n).filter((value) => value !== null).slice(0, 4))).toEqual([
      ["考评对象", "王芳", "对象编号", "1001"],
      ["所在单位", "一分局", "模板", "科长卷"],
      ["考评周期", "2026年第三季度", "版次", 2],
      ["截止日期", "2026-10-10", "校验码", expect.stringMatching(/^[0-9A-Z]{10}$/)],
    ]);
    expect(row(7)).toEqual(["指标编码", "一级指标", "指标名称", "类型", "满分", "权重(%)", "考评标准", "解读口径", "承接责任", "执行责任", "考评责任", "选择", "得分", "完成情况"]);
    expect(row(8)).toEqual(["A1", "业务", "税收收入", "必考", 30, 50, "按进度计分", "以入库数为准", "办公室", "本人", "绩效办", null, null, null]);
    const rules = sheet?.validations.map(({ ranges, type, formula1, formula2, message }) => [ranges, type, formula1, formula2, (message ?? "") !== ""]);
    expect(rules?.filter(([, type]) => type === "decimal")).toEqual([
      ["M8", "decimal", "0", "30", true],
      ["M9:M10", "decimal", "0", "20", true],
      ["M11", "decimal", "0", "5", true],
      ["M12", "decimal", "0", "6", true],
    ]);
    expect(rules?.filter(([, type]) => type === "list").map(([ranges]) => ranges)).toEqual(["L11:L12"]);
    expect(rules?.filter(([, type]) => type === "custom").map(([ranges, , formula]) => [ranges, formula])).toEqual([["N8:N12", "LEN(N8)<=2000"]]);
    expect(names.map(({ name }) => name)).toContain("TS_choice");
  });

  test("IS-5 only entry cells are open", async () => {
    const workbook = await openWorkbook(await issuedBytes(await first()), "甲.xlsx");
    const type = (row: number, column: number, value: number | string): Promise<unknown> => workbook.apply({ purpose: "edit", edits: [{ kind: "setValues", area: { sheetId: "1", row, column, rows: 1, columns: 1 }, values: [[value]] }] });
    await type(7, 12, 28);
    await type(7, 13, "已完成");
    await type(10, 11, "是");
    for (const [row, column] of [[7, 0], [7, 4], [7, 11], [1, 1], [6, 12], [12, 12]] as const) await expect(type(row, column, "改")).rejects.toMatchObject({ code: "cell.locked" });
  });

  test("IS-7 it prints: title rows, a page's width, page numbers and a place to sign", async () => {
    const bytes = await issuedBytes(await first());
    const parts = textParts(bytes);
    const xml = parts.get("xl/worksheets/sheet1.xml") ?? "";
    expect(xml).toMatch(/<pageSetup[^>]*orientation="landscape"/);
    expect(xml).toMatch(/fitToWidth="1"|fitToPage="1"/);
    expect(xml).toMatch(/签字.*第 &amp;P 页/);
    expect(parts.get("xl/workbook.xml")).toMatch(/_xlnm\.Print_Titles[^<]*>[^<]*\$7:\$7/);
  });

  test("IS-8 IS-9 the record holds the issue; what a sheet says decides its fingerprint", async () => {
    const recipient = await first();
    const snapshot = await snapshotOf(await issuedBytes(recipient));
    const parsed = parseRecord(snapshot.record ?? "");
    const [sheet] = recipient.sheets;
    if (!parsed.ok || !sheet) throw new Error("no record");
    const fingerprint = sheetFingerprint(sheet, TERMS);
    expect(parsed.record.issue).toEqual({ ...TERMS, sheets: [{ anchor: "_TS_I1", subject: "1001", template: "科长卷", fingerprint }] });
    expect(snapshot.names.find(({ name }) => name === "_TS_I1")).toMatchObject({ refersTo: "王芳!$A$1", hidden: true });
    const [indicator, ...others] = sheet.template.indicators;
    if (!indicator) throw new Error("no indicator");
    const changed = [
      sheetFingerprint(sheet, { ...TERMS, period: "2026年第四季度" }),
      sheetFingerprint({ ...sheet, template: { ...sheet.template, indicators: [{ ...indicator, criterion: "另一个标准" }, ...others] } }, TERMS),
      sheetFingerprint({ ...sheet, subject: { ...sheet.subject, name: "王 芳" } }, TERMS),
    ];
    expect(new Set([fingerprint, ...changed]).size).toBe(4);
    // What else the roster says about somebody stands on no sheet.
    expect(sheetFingerprint({ ...sheet, subject: { ...sheet.subject, attributes: {} } }, TERMS)).toBe(fingerprint);
  });

  test("IS-10 the same issue gives the same bytes", async () => {
    const [once, again] = await Promise.all([issuedBytes(await first()), issuedBytes(await first())]);
    expect(Buffer.from(once).equals(Buffer.from(again))).toBe(true);
  });

  test.each(["person", "unit"] as const)("IS-13 no part of a workbook names a subject of another, by %s", async (by) => {
    const all = await recipients(by);
    for (const recipient of all) {
      const parts = [...textParts(await issuedBytes(recipient)).values()].join("\n");
      const own = new Set(recipient.sheets.map(({ subject }) => subject.key));
      for (const [key = "", name = ""] of PEOPLE) {
        expect({ name, named: parts.includes(name), numbered: parts.includes(key) }).toEqual({ name, named: own.has(key), numbered: own.has(key) });
      }
    }
    expect(all.length).toBe(by === "unit" ? 2 : 4);
  });

  test("IS-4 columns in which the template says nothing are left out", async () => {
    const book = await bookOf(writtenWorkbook([{ name: "卷", rows: [["指标名称", "满分"], ["收入", 30]] }, rosterSheet()]));
    const { roster } = await rosterOf();
    const [recipient] = recipientsOf(assignTemplates(book, roster).assigned, "person").recipients;
    if (!recipient) throw new Error("nobody");
    const { sheets } = await readWithExcelize(await issuedBytes(recipient, { ...TERMS, deadline: null }));
    expect([...(sheets[0]?.cells ?? [])].filter(([address]) => /^[A-Z]7$/.test(address)).map(([, { value }]) => value)).toEqual(["指标编码", "指标名称", "类型", "满分", "考评标准", "得分", "完成情况"]);
    expect(sheets).toHaveLength(1);
  });
});
