import type { JudgedReturn } from "../../../src/core/collect/judge-return";
import { textOf, type CellValue } from "../../../src/core/grid/cell";
import { valueAt } from "../../../src/core/grid/snapshot";
import { openWorkbook } from "../../../src/workbook/file/open-workbook";
import { season, type Season } from "../../support/season";
import { writtenWorkbook, type Written } from "../../support/written-workbook";

type Row = readonly Written[];
const HEADER: Row = ["模板", "指标编码", "指标名称", "类型", "满分", "考评标准", "执行责任", "数据来源"];
const REVENUE: Row = ["卷", "A", "税收收入", "必考", 30, "按进度计分", null, "金税系统"];
const QUALITY: Row = ["卷", "B", "征管质量", "必考", 20, "每次扣1分", null, "征管系统"];
const STUDY: Row = ["卷", "C", "调研", "自选", 5, "按篇", null, "办公室"];
const SERVICE: Row = ["卷", "X1", "特色服务", "必考", 6, "按实绩", "办税股", "征管系统"];

function template(title: string, edition: number, rows: readonly Row[], mostOwn: number | null = 10): Uint8Array {
  return writtenWorkbook([
    { name: "模板信息", rows: [["模板名称", title], ["版次", edition], ["考评周期", "2026年第三季度"]] },
    { name: "指标", rows: [HEADER, ...rows] },
    { name: "适用范围", rows: [["职务层级", "模板"], ["不限", "卷"]] },
    ...(mostOwn === null ? [] : [{ name: "自选限制", rows: [["模板", "自定最多项数", "自定最高分值", "自定数据来源"], ["卷", 1, mostOwn, "征管系统"]] }]),
  ]);
}

const CITY = [REVENUE, QUALITY, STUDY];
const COUNTY = [SERVICE, QUALITY.map((cell, column) => (column === 6 ? "征管股" : cell)), REVENUE];

/** The county's issue of its own edition, number 4, under the city's template. */
function county(city: Season, rows: readonly Row[] = COUNTY, parentEdition = 2): Promise<Season> {
  return season({ template: template("县局考评", 4, rows), terms: { parent: { title: "市局考评", edition: parentEdition, code: city.issued.code } } });
}

/** What somebody enters, by the code of the indicator. */
async function filledIn(played: Season, name: string, scores: Readonly<Record<string, number>>): Promise<Uint8Array> {
  const workbook = await openWorkbook(await played.workbookFor(name), "甲.xlsx");
  const { sheets } = await workbook.read({ sheets: "all", fields: ["values"] });
  const [sheet] = sheets;
  if (!sheet?.used) throw new Error("no sheet");
  const used = sheet.used;
  const cells = Array.from({ length: used.rows }, (_, row) => Array.from({ length: used.columns }, (_c, column): CellValue => valueAt(sheet, row, column)));
  const header = cells.findIndex((row) => row.includes("得分"));
  const column = cells[header]?.indexOf("得分") ?? -1;
  const edits = cells.flatMap((row, at) => {
    const score = scores[textOf(row[0])];
    return at > header && score !== undefined ? [{ kind: "setValues" as const, area: { sheetId: sheet.sheetId, row: at, column, rows: 1, columns: 1 }, values: [[score]] }] : [];
  });
  expect(edits).toHaveLength(Object.keys(scores).length);
  await workbook.apply({ purpose: "edit", edits });
  return workbook.save();
}

const codes = ({ findings }: JudgedReturn): readonly string[] => findings.map(({ code }) => code);
const scores = ({ sheets }: JudgedReturn): readonly (readonly [string, string, string | null])[] => sheets.flatMap(({ entries }) => entries.map(({ indicator, score }) => [indicator.name, indicator.zone, score] as const));

describe("CO-23 a return of the level below", () => {
  test("CO-23 is taken by the indicators of this level; those of its own are own indicators", async () => {
    const city = await season({ template: template("市局考评", 2, CITY) });
    const judged = await city.judge(await filledIn(await county(city), "王芳", { A: 28.5, B: 20, X1: 5.5 }));
    expect(scores(judged)).toEqual([["税收收入", "mandatory", "28.5"], ["征管质量", "mandatory", "20"], ["调研", "optional", null], ["特色服务", "own", "5.5"]]);
    expect(codes(judged)).toEqual(["return.derived"]);
  });

  test("CO-23 the county takes it as its own, with the fingerprint of any issue", async () => {
    const city = await season({ template: template("市局考评", 2, CITY) });
    const own = await county(city);
    const judged = await own.judge(await filledIn(own, "王芳", { A: 28.5, B: 20, X1: 5.5 }));
    expect(scores(judged)).toEqual([["特色服务", "mandatory", "5.5"], ["征管质量", "mandatory", "20"], ["税收收入", "mandatory", "28.5"]]);
    expect(codes(judged)).toEqual([]);
  });

  test("CO-23 the free zone holds: too many points of its own, and no free zone at all", async () => {
    const city = await season({ template: template("市局考评", 2, CITY, 5) });
    const bytes = await filledIn(await county(city), "王芳", { A: 28.5, B: 20, X1: 5.5 });
    expect(codes(await city.judge(bytes))).toEqual(["return.derived", "return.own-points"]);
    const closed = await season({ template: template("市局考评", 2, CITY, null) });
    expect(codes(await closed.judge(bytes))).toEqual(["return.derived", "return.derived-differs", "return.row-unknown"]);
  });

  test("CO-23 what was changed on the way is said; another edition of the parent, and another parent, are refused", async () => {
    const city = await season({ template: template("市局考评", 2, CITY) });
    const changed = await county(city, [REVENUE, QUALITY.map((cell) => (cell === "每次扣1分" ? "每次扣2分" : cell))]);
    expect(codes(await city.judge(await filledIn(changed, "王芳", { A: 28.5 })))).toEqual(["return.derived", "return.changed", "return.blank"]);
    const other = await season({ template: template("市局考评", 2, [REVENUE, QUALITY]) });
    expect(codes(await other.judge(await filledIn(await county(city), "王芳", { A: 28.5, B: 20, X1: 5.5 })))).toEqual(["return.derived", "return.derived-differs"]);
    const older = await city.judge(await filledIn(await county(city, COUNTY, 1), "王芳", { A: 28.5 }));
    expect([codes(older), older.sheets]).toEqual([["return.derived", "return.other-edition"], []]);
    const foreign = await season({ template: template("省局考评", 2, CITY) });
    expect(codes(await foreign.judge(await filledIn(await county(city), "王芳", { A: 28.5 })))).toEqual(["return.foreign-template"]);
  });
});
