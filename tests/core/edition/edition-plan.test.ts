import fc from "fast-check";
import { CodedError } from "../../../src/core/coded-error";
import { changeLine } from "../../../src/core/edition/change-lines";
import { editionChanges } from "../../../src/core/edition/edition-changes";
import { planEdition, type EditionPlan, type EditionTerms } from "../../../src/core/edition/edition-plan";
import { rebalanced } from "../../../src/core/edition/rebalance";
import { readTemplateBook, type TemplateReading } from "../../../src/core/template/read-template";
import type { IssueTemplate, TemplateIndicator } from "../../../src/core/template/template-book";
import { textsOf } from "../../../src/i18n/command-line-texts";
import { openWorkbook } from "../../../src/workbook/file/open-workbook";
import { FACTS, INDICATOR_HEADER } from "../../support/season-workbooks";
import { writtenWorkbook, type Written, type WrittenSheet } from "../../support/written-workbook";

const TERMS: EditionTerms = { date: "2026-10-01", reason: "年中调整", approver: "党委会", rebalance: false };
const texts = { ...textsOf("zh-CN").issue, ...textsOf("zh-CN").edition };

type Row = readonly Written[];
const rows = (...own: readonly Row[]): WrittenSheet => ({ name: "指标", rows: [INDICATOR_HEADER, ...own] });
/** Template, code, level, name, kind, mark, weight, criterion; the rest is always said. */
const line = (code: Written, name: string, mark: Written, weight: Written, criterion = "按进度计分", ...more: Row): Row => ["卷", code, "业务", name, "必考", mark, weight, criterion, "口径", "甲", "乙", "丙", ...more];
const A = line("A", "税收收入", 30, 50);
const B = line(null, "征管质量", 20, 30, "每次扣1分");
const C = line("C", "带队伍", 20, 20);

async function read(bytes: Uint8Array, day: string | null = null) {
  const workbook = await openWorkbook(bytes, "模板.xlsx");
  const snapshot = await workbook.read({ sheets: "all", fields: ["values", "styles"] });
  return { workbook, snapshot, reading: readTemplateBook(snapshot, day) };
}
type Made = { readonly plan: EditionPlan; readonly reading: TemplateReading; readonly bytes: Uint8Array };

/** The next edition as it reads when it is opened again. */
async function nextEdition(old: readonly WrittenSheet[] | Uint8Array, now: readonly WrittenSheet[] | Uint8Array, terms: Partial<EditionTerms> = {}): Promise<Made> {
  const [oldBytes, newBytes] = [old, now].map((sheets) => (sheets instanceof Uint8Array ? sheets : writtenWorkbook(sheets)));
  const before = await read(oldBytes ?? new Uint8Array());
  const all = { ...TERMS, ...terms };
  const { workbook, snapshot, reading } = await read(newBytes ?? new Uint8Array(), all.date);
  const plan = planEdition(snapshot, before.reading, reading, all, texts);
  await workbook.apply({ purpose: "edit", edits: plan.edits });
  const bytes = workbook.save();
  return { plan, bytes, reading: (await read(bytes)).reading };
}
const told = ({ plan }: Made): readonly string[] =>
  plan.changes.map((change) => {
    const { change: kind, indicator, field, was, now } = changeLine(change, texts);
    return [kind, indicator, field, was, now].join("|");
  });
const codes = ({ plan }: Made): readonly string[] => plan.findings.map(({ code }) => code);
const names = ({ reading }: Made): readonly string[] | undefined => reading.book.templates[0]?.indicators.map(({ name }) => name);

describe("the next edition", () => {
  test("ED-1 ED-3 ED-4 ED-6 added, retired, reweighted, reworded: told, listed, and read again the same", async () => {
    const made = await nextEdition([FACTS, rows(A, B, C)], [FACTS, rows(line("A", "税收收入", 30, 55), line(null, "征管质量", 20, 30, "每次扣2分"), line("D", "纳税服务", 20, 15))]);
    expect(told(made)).toEqual(["修改|税收收入|权重|50%|55%", "修改|征管质量|考评标准|每次扣【1】分|每次扣【2】分", "新增|纳税服务|||", "停用|带队伍|||"]);
    const { book } = made.reading;
    expect({ edition: book.edition, editions: book.editions, names: names(made) }).toEqual({
      edition: 3,
      editions: [{ edition: 3, date: "2026-10-01", reason: "年中调整", approver: "党委会" }],
      names: ["税收收入", "征管质量", "纳税服务"],
    });
    expect(book.outOfForce.map(({ indicator, retired }) => [indicator.key, indicator.fullMark, indicator.weight, indicator.criterion, retired])).toEqual([["C", "20", "0.2", "按进度计分", "2026-10-01"]]);
    expect(made.reading.findings).toEqual([]);
    expect(codes(made)).toEqual([]);
  });

  test("ED-2 ED-6 the line stays through the editions after it, whoever deletes it; what begins later is not in force", async () => {
    const second = await nextEdition([FACTS, rows(A, B, C)], [FACTS, rows(A, B)]);
    const log: WrittenSheet = { name: "版次记录", rows: [["版次", "生效日期", "变更事由", "批准人", "改动摘要"], [3, "2026-10-01", "年中调整", "党委会", "停用 1 项"]] };
    const facts: WrittenSheet = { ...FACTS, rows: FACTS.rows.map((row, index) => (index === 1 ? ["版次", 3] : row)) };
    const third = await nextEdition(second.bytes, [facts, { name: "指标", rows: [[...INDICATOR_HEADER, "生效日期", "停用日期"], A, B, line("D", "纳税服务", 10, null, "按实绩", "2027-01-01"), line("E", "数据质量", 10, null, "按实绩", null, "2026-12-31")] }, log], { date: "2026-11-01" });
    expect(third.reading.book.editions.map(({ edition, date }) => [edition, date])).toEqual([[3, "2026-10-01"], [4, "2026-11-01"]]);
    expect(names(third)).toEqual(["税收收入", "征管质量", "数据质量"]);
    expect(third.reading.book.outOfForce.map(({ indicator, effective, retired }) => [indicator.name, effective, retired])).toEqual([["纳税服务", "2027-01-01", null], ["带队伍", null, "2026-10-01"]]);
  });

  test("ED-2 days: in force from the first, not on the last; a text that is no day is said", async () => {
    const bytes = writtenWorkbook([FACTS, { name: "指标", rows: [[...INDICATOR_HEADER, "生效日期", "停用日期"], A, line("B", "乙", 10, null, "标准", "2026-05-01", "2026-08-01"), line("C", "丙", 10, null, "标准", "下月")] }]);
    const inForce = async (day: string | null) => (await read(bytes, day)).reading.book.templates[0]?.indicators.map(({ key }) => key).join("");
    expect(await Promise.all(["2026-04-30", "2026-05-01", "2026-07-31", "2026-08-01", null].map(inForce))).toEqual(["AC", "ABC", "ABC", "AC", "AC"]);
    expect((await read(bytes)).reading.findings.map(({ code }) => code)).toContain("template.not-a-day");
  });

  test("ED-5 a renamed indicator without a code keeps its key; without a column for codes that is said", async () => {
    const renamed = line(null, "征管与数据质量", 20, 30, "每次扣1分");
    const made = await nextEdition([FACTS, rows(A, B, C)], [FACTS, rows(A, renamed, C)]);
    expect(told(made)).toEqual(["改名|征管与数据质量|指标名称|征管质量|征管【与数据】质量"]);
    const before = (await read(writtenWorkbook([FACTS, rows(A, B, C)]))).reading.book.templates[0]?.indicators[1];
    expect(made.reading.book.templates[0]?.indicators[1]).toMatchObject({ key: before?.key, name: "征管与数据质量" });
    const without = (name: string): readonly WrittenSheet[] => [FACTS, { name: "卷", rows: [["指标名称", "满分"], ["甲", 10], [name, 20], ["丙", 10]] }];
    expect((await nextEdition(without("乙"), without("乙二"))).plan.findings).toEqual(expect.arrayContaining([expect.objectContaining({ code: "edition.no-key-column", params: { names: ["乙二"] } })]));
  });

  test("ED-3 in the place of a retired indicator with a code stands a new one: they are two, whatever their marks", async () => {
    expect(told(await nextEdition([FACTS, rows(A, B, C)], [FACTS, rows(A, B, line("D", "纳税服务", 20, 20))]))).toEqual(["新增|纳税服务|||", "停用|带队伍|||"]);
    expect(told(await nextEdition([FACTS, rows(A, B, C)], [FACTS, rows(A, line("E", "征管质量", 20, 30, "每次扣1分"), C)]))).toEqual([expect.stringMatching(/^修改\|征管质量\|指标编码\|【K[0-9A-Za-z]{10}】\|【E】$/)]);
  });

  test("ED-3 ED-6 a template renamed is the same while it keeps half of its indicators, and a retired line goes with it", async () => {
    const under = (name: string, ...own: readonly Row[]): WrittenSheet => rows(...own.map((row): Row => [name, ...row.slice(1)]));
    const made = await nextEdition([FACTS, rows(A, B, C)], [FACTS, under("新卷", A, B)]);
    expect(told(made)).toEqual(["模板改名||模板|卷|【新】卷", "停用|带队伍|||"]);
    expect(made.reading.book.outOfForce.map(({ template, indicator }) => [template, indicator.name])).toEqual([["新卷", "带队伍"]]);
    expect(told(await nextEdition([FACTS, rows(A, B, C)], [FACTS, under("新卷", A)]))).toEqual(["新增模板||||", "新增|税收收入|||", "停用模板||||", "停用|税收收入|||", "停用|征管质量|||", "停用|带队伍|||"]);
  });

  test("ED-3 moved, limits, profiles, templates, levels and responsibilities", async () => {
    const profiles: WrittenSheet = { name: "适用范围", rows: [["职务层级", "模板"], ["科长", "卷"]] };
    const limits = (most: number): WrittenSheet => ({ name: "自选限制", rows: [["模板", "自选最少项数", "自选最多项数"], ["卷", 0, most]] });
    const other: Row = ["卷二", "Z", "业务", "值班", "必考", 10, 100, "标准", "口径", "甲", "乙", "丙"];
    const changed: Row = ["卷", "A", "主业", "税收收入", "必考", 30, 50, "按进度计分", "口径", "甲", "丁", "丙"];
    const made = await nextEdition([FACTS, rows(A, B, C), profiles, limits(1)], [FACTS, rows(C, changed, B, other), { ...profiles, rows: [...profiles.rows, ["不限", "卷二"]] }, limits(2)]);
    expect(told(made)).toEqual(["调整顺序|带队伍|||", "修改|税收收入|一级指标|【业务】|【主业】", "修改|税收收入|执行责任|【乙】|【丁】", "修改限制||自选最多项数|1|2", "新增模板||||", "新增|值班|||", "新增适用||适用范围||不限"]);
  });

  test("ED-1 ED-8 nothing changed, another number, another title; what is in force or listed already is refused", async () => {
    expect((await nextEdition([FACTS, rows(A, B, C)], [FACTS, rows(A, B, C)])).plan).toMatchObject({ edits: [], changes: [], findings: [{ code: "edition.unchanged" }] });
    const facts = (title: string, edition: number): WrittenSheet => ({ ...FACTS, rows: [["模板名称", title], ["版次", edition]] });
    expect(codes(await nextEdition([FACTS, rows(A, B, C)], [facts("另一个", 7), rows(A, B)]))).toEqual(["template.weights", "edition.number", "edition.title"]);
    const first = await nextEdition([FACTS, rows(A, B, C)], [FACTS, rows(A, B)]);
    const refused = (old: Uint8Array, terms: Partial<EditionTerms>) => nextEdition(old, first.bytes, terms).then(() => "made", (error: unknown) => (error instanceof CodedError ? error.code : String(error)));
    expect(await refused(first.bytes, { date: "2026-09-30" })).toBe("edition.date-order");
    expect(await refused(writtenWorkbook([FACTS, rows(A, B, C)]), {})).toBe("edition.logged");
  });

  test("ED-7 weights are rebalanced when told, and only then", async () => {
    const now = [FACTS, rows(A, B)];
    const weights = ({ reading }: Made) => reading.book.templates[0]?.indicators.map(({ weight }) => weight);
    const plain = await nextEdition([FACTS, rows(A, B, C)], now);
    expect({ weights: weights(plain), codes: codes(plain) }).toEqual({ weights: ["0.5", "0.3"], codes: ["template.weights"] });
    const told80 = await nextEdition([FACTS, rows(A, B, C)], now, { rebalance: true });
    expect({ weights: weights(told80), codes: codes(told80), lines: told(told80) }).toEqual({ weights: ["0.625", "0.375"], codes: [], lines: ["修改|税收收入|权重|50%|62.5%", "修改|征管质量|权重|30%|37.5%", "停用|带队伍|||"] });
  });

  test("ED-7 whatever the weights were, they make up the whole to the last digit, none is off by more than 0.01 %, and again changes nothing", () => {
    const indicator = (weight: string, index: number): TemplateIndicator => ({ key: `K${String(index)}`, name: "甲", path: [], fullMark: "10", weight, criterion: null, dataSource: null, zone: "mandatory", interpretation: null, responsible: { undertake: "", execute: "", assess: "" } });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 12 }), (thousandths) => {
        const template: IssueTemplate = { name: "卷", indicators: thousandths.map((n, index) => indicator(String(n / 1000), index)), optional: { minCount: null, maxCount: null, maxPoints: null } };
        const sum = thousandths.reduce((total, n) => total + n, 0);
        const next = rebalanced(template);
        if (sum === 0 || sum === 1000) {
          expect(next).toBeNull();
          return;
        }
        const parts = (next?.indicators ?? []).map(({ weight }) => Math.round(Number(weight) * 10_000));
        expect(parts.reduce((total, n) => total + n, 0)).toBe(10_000);
        parts.forEach((part, index) => expect(Math.abs(part - ((thousandths[index] ?? 0) / sum) * 10_000)).toBeLessThan(1));
        expect(next && rebalanced(next)).toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  test("ED-3 an edition compared with itself says nothing; whatever is deleted and added is told once each", async () => {
    const { book } = (await read(writtenWorkbook([FACTS, rows(A, B, C)]))).reading;
    const [template] = book.templates;
    if (!template) throw new Error("no template");
    const pool = Array.from({ length: 8 }, (_, index): TemplateIndicator => ({ ...(template.indicators[0] as TemplateIndicator), key: `K${String(index)}`, name: `指标${String(index)}`, fullMark: String(index + 1) }));
    const some = fc.shuffledSubarray(pool);
    fc.assert(
      fc.property(some, some, (old, now) => {
        const bookOf = (indicators: readonly TemplateIndicator[]) => ({ ...book, templates: [{ ...template, indicators }] });
        expect(editionChanges(bookOf(old), bookOf(old))).toEqual([]);
        const changes = editionChanges(bookOf(old), bookOf(now));
        const keys = (kind: string) => changes.flatMap((change) => (change.kind === kind && "indicator" in change ? [change.indicator.key] : [])).sort();
        const without = (list: readonly TemplateIndicator[], other: readonly TemplateIndicator[]) => list.filter(({ key }) => !other.some((item) => item.key === key)).map(({ key }) => key).sort();
        expect({ added: keys("added"), retired: keys("retired") }).toEqual({ added: without(now, old), retired: without(old, now) });
      }),
      { numRuns: 300 },
    );
  });
});
