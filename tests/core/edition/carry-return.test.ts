import fc from "fast-check";
import { carryReturn, type CarriedReturn, type CarriedSheet } from "../../../src/core/edition/carry-return";
import { mergeCarried, type CarriedFile } from "../../../src/core/edition/merge-carried";
import { readReturn, type ReturnReading } from "../../../src/core/collect/read-return";
import type { CellValue } from "../../../src/core/grid/cell";
import { textOf } from "../../../src/core/grid/cell";
import { cellA1 } from "../../../src/core/grid/address";
import { readTemplateBook } from "../../../src/core/template/read-template";
import { valueAt } from "../../../src/core/grid/snapshot";
import { openWorkbook } from "../../../src/workbook/file/open-workbook";
import { sheetOf, workbookOf } from "../../support/grid";
import { season, type Season } from "../../support/season";
import { FACTS, INDICATOR_HEADER, PROFILES } from "../../support/season-workbooks";
import { writtenWorkbook, type Written } from "../../support/written-workbook";

const HEADER = 6;
const [CHOSEN, SCORE, REMARK] = [11, 12, 13];
type Rows = CellValue[][];
type Filled = readonly [chosen: CellValue, score: CellValue, remark?: CellValue];

/** The sheet of 王芳 under edition 2: 税收收入 A1 30, 征管质量 20, 带队伍 D1 20, optional 调研报告 O1 5 and 获奖 O2 6. */
async function oldRows(): Promise<Rows> {
  const workbook = await openWorkbook(await (await season()).workbookFor("王芳"), "甲.xlsx");
  const { sheets } = await workbook.read({ sheets: "all", fields: ["values"] });
  const [sheet] = sheets;
  if (!sheet) throw new Error("no sheet");
  return Array.from({ length: 12 }, (_, row) => Array.from({ length: 14 }, (_c, column) => valueAt(sheet, row, column)));
}
const filledIn = (rows: Rows, entries: readonly Filled[]): Rows =>
  rows.map((row, index) => {
    const entry = entries[index - HEADER - 1];
    if (!entry) return row;
    return row.map((value, column) => (column === CHOSEN ? entry[0] : column === SCORE ? entry[1] : column === REMARK ? (entry[2] ?? null) : value));
  });
const readingOf = (rows: Rows): ReturnReading => readReturn(workbookOf(sheetOf(rows, { name: "王芳" })));

type Row = readonly Written[];
const indicator = (code: Written, name: string, kind: string, mark: number, weight: Written, criterion: string, ...days: Row): Row => ["科长卷", code, "业务", name, kind, mark, weight, criterion, "口径", "办公室", "本人", "绩效办", ...days];
const KEPT: readonly Row[] = [indicator("A1", "税收收入", "必考", 30, 50, "按进度计分"), indicator(null, "征管质量", "必考", 20, 30, "每次扣1分"), indicator("D1", "带队伍", "差异化", 20, 20, "按实绩"), indicator("O1", "调研报告", "自选", 5, null, "每篇5分"), indicator("O2", "获奖", "自选", 6, null, "每项6分")];

async function newSeason(rows: readonly Row[]): Promise<Season & { readonly carry: (reading: ReturnReading) => CarriedReturn }> {
  const template = writtenWorkbook([{ ...FACTS, rows: FACTS.rows.map((row, index): Row => (index === 1 ? ["版次", 3] : row)) }, { name: "指标", rows: [[...INDICATOR_HEADER, "生效日期", "停用日期"], ...rows] }, { ...PROFILES, rows: PROFILES.rows.slice(0, 2) }]);
  const played = await season({ template });
  const { book } = readTemplateBook(await (await openWorkbook(template, "模板.xlsx")).read({ sheets: "all", fields: ["values", "styles"] }));
  return { ...played, carry: (reading) => carryReturn(reading, played.issued, book.outOfForce) };
}
const GOOD: readonly Filled[] = [[null, 28.5, "已完成"], [null, 18], [null, 20, "=带头"], ["是", 4], [null, null]];
const notes = ({ sheets }: CarriedReturn): readonly (readonly unknown[])[] => sheets.flatMap((sheet) => sheet.notes.map(({ code, cell, value, carried }) => [code, cell, value, carried]));
const entries = (sheet: CarriedSheet | undefined): readonly (readonly unknown[])[] => [...(sheet?.filled ?? [])].map(([key, { chosen, score, remark }]) => [key.length === 11 ? "K…" : key, chosen, score, remark]);

describe("entries of an older edition", () => {
  test("ED-9 ED-10 nothing changed but the number: all comes over", async () => {
    const carried = (await newSeason(KEPT)).carry(readingOf(filledIn(await oldRows(), GOOD)));
    expect(entries(carried.sheets[0])).toEqual([["A1", null, 28.5, "已完成"], ["K…", null, 18, ""], ["D1", null, 20, "=带头"], ["O1", true, 4, ""]]);
    expect({ notes: notes(carried), findings: carried.findings, current: carried.current }).toEqual({ notes: [], findings: [], current: [] });
  });

  test("ED-11 the worked example: above the new full mark, and of a retired indicator", async () => {
    const next = await newSeason([indicator("A1", "税收收入", "必考", 30, 50, "按进度计分"), indicator(null, "征管质量", "必考", 15, 50, "每次扣1分"), indicator("D1", "带队伍", "差异化", 20, 20, "按实绩", null, "2026-08-01")]);
    const carried = next.carry(readingOf(filledIn(await oldRows(), GOOD)));
    expect(notes(carried)).toEqual([
      ["migrate.retired", "M10", "20", false],
      ["migrate.retired", "N10", "=带头", false],
      ["migrate.no-indicator", "L11", "是", false],
      ["migrate.no-indicator", "M11", "4", false],
      ["migrate.out-of-range", "M9", "18", false],
    ]);
    expect(entries(carried.sheets[0])).toEqual([["A1", null, 28.5, "已完成"], ["K…", null, null, ""]]);
    const lower = next.carry(readingOf(filledIn(await oldRows(), [[null, 28.5], [null, 12]])));
    expect(lower.sheets[0]?.notes).toMatchObject([{ code: "migrate.mark-changed", carried: true, cell: "M9", params: { was: "20", now: "15" } }]);
    expect(entries(lower.sheets[0])[1]).toEqual(["K…", null, 12, ""]);
  });

  test("ED-10 ED-11 reworded, made optional, made mandatory, another code, not chosen, in doubt, a formula, a text", async () => {
    const next = await newSeason([indicator("A1", "税收收入", "必考", 30, 50, "按季度计分"), indicator("Q9", "征管质量", "自选", 20, null, "每次扣1分"), indicator("D1", "带队伍", "差异化", 20, 50, "按实绩"), indicator("O1", "调研报告", "必考", 5, null, "每篇5分"), indicator("O2", "获奖", "自选", 6, null, "每项6分")]);
    const carried = next.carry(readingOf(filledIn(await oldRows(), [[null, 28.5], [null, 18], [null, "二十"], ["是", 4], ["也许", 5]])));
    expect(notes(carried)).toEqual([
      ["migrate.reworded", "M8", "28.5", true],
      ["migrate.now-optional", "M9", "18", true],
      ["migrate.by-name", "M9", "18", true],
      ["migrate.not-a-number", "M10", "二十", false],
      ["migrate.now-mandatory", "L11", "是", false],
      ["migrate.choice", "L12", "也许", false],
      ["migrate.not-chosen", "M12", "5", true],
    ]);
    const [sheet] = (await newSeason(KEPT)).carry(readingOf(filledIn(await oldRows(), [[null, "=20+8.5"]]))).sheets;
    expect(sheet?.notes).toMatchObject([{ code: "migrate.formula", cell: "M8", value: "=20+8.5", carried: false }]);
  });

  test("ED-11 one key filled in twice: both are listed; a copy that nobody filled in says nothing", async () => {
    const rows = filledIn(await oldRows(), GOOD);
    const copy = [...(rows[HEADER + 1] ?? [])];
    const next = await newSeason(KEPT);
    expect(notes(next.carry(readingOf([...rows, copy])))).toEqual([["migrate.key-twice", "M8", "28.5", false], ["migrate.key-twice", "N8", "已完成", false], ["migrate.key-twice", "M13", "28.5", false], ["migrate.key-twice", "N13", "已完成", false]]);
    expect(notes(next.carry(readingOf([...rows, copy.map((value, column) => (column >= CHOSEN ? null : value))])))).toEqual([]);
  });

  test("ED-9 the new edition is left alone, a newer one, another period and another template are refused, whoever is unknown is listed", async () => {
    const next = await newSeason(KEPT);
    const about = async (row: number, column: number, value: CellValue): Promise<CarriedReturn> => {
      const rows = filledIn(await oldRows(), GOOD);
      return next.carry(readingOf(rows.map((cells, r) => (r === row ? cells.map((cell, c) => (c === column ? value : cell)) : cells))));
    };
    const said = async (row: number, column: number, value: CellValue) => {
      const { findings, sheets, current, notes: listed } = await about(row, column, value);
      return [findings.map(({ code }) => code), sheets.length, current, listed.length];
    };
    expect(await said(3, 4, 3)).toEqual([[], 0, ["1001"], 0]);
    expect(await said(3, 4, 4)).toEqual([["migrate.newer-edition"], 0, [], 0]);
    expect(await said(3, 1, "2026年第二季度")).toEqual([["return.other-period"], 0, [], 0]);
    expect(await said(2, 4, "别的卷")).toEqual([["return.foreign-template"], 0, [], 0]);
    expect(await said(3, 4, null)).toEqual([["migrate.edition-unknown"], 1, [], 0]);
    const rows = filledIn(await oldRows(), GOOD).map((cells, r) => (r === 1 ? cells.map((cell, c) => (c === 1 ? "周全" : c === 4 ? "9999" : cell)) : cells));
    const unknown = next.carry(readingOf(rows));
    expect({ codes: unknown.findings.map(({ code }) => code), values: unknown.notes.map(({ value }) => value) }).toEqual({ codes: ["return.unknown-subject"], values: ["28.5", "已完成", "18", "20", "=带头", "是", "4"] });
  });

  test("ED-12 of several the last counts, what the others say otherwise is listed; whoever has returned the new edition is left out", async () => {
    const next = await newSeason(KEPT);
    const rows = await oldRows();
    const file = (name: string, at: string, carried: CarriedReturn): CarriedFile => ({ file: name, at, carried, findings: carried.findings });
    const early = file("早.xlsx", "2026-10-01T09:00:00+08:00", next.carry(readingOf(filledIn(rows, [[null, 25, "已完成"], [null, 18]]))));
    const late = file("晚.xlsx", "2026-10-02T09:00:00+08:00", next.carry(readingOf(filledIn(rows, GOOD))));
    const merged = mergeCarried([late, early]);
    expect({ origin: merged.origins.get("1001"), notes: merged.notes.map(({ code, file: from, cell, value }) => [code, from, cell, value]) }).toEqual({ origin: "晚.xlsx", notes: [["migrate.superseded", "早.xlsx", "M8", "25"]] });
    expect(merged.files.map(({ findings }) => findings.map(({ code, params }) => [code, params["count"]]))).toEqual([[], [["return.superseded", 1]]]);
    const done = file("新.xlsx", "2026-09-01T09:00:00+08:00", next.carry(readingOf((await oldRows()).map((cells, r) => (r === 3 ? cells.map((cell, c) => (c === 4 ? 3 : cell)) : cells)))));
    expect(mergeCarried([early, done])).toMatchObject({ filled: new Map(), notes: [], files: [{ findings: [{ code: "migrate.current" }] }, { findings: [] }] });
  });

  test("ED-11 whatever was filled in and whatever the new edition is: each filled cell stands in the new workbook or in the list", async () => {
    const plain = await oldRows();
    const cell: fc.Arbitrary<CellValue> = fc.oneof(fc.constant(null), fc.integer({ min: -5, max: 40 }).map((n) => n / 4), fc.constantFrom<CellValue>("是", "否", "二十", "说明", "", true));
    const mark = fc.constantFrom(5, 10, 30);
    const kind = fc.constantFrom("必考", "差异化", "自选");
    const seasons = await Promise.all(
      fc.sample(fc.array(fc.tuple(fc.boolean(), kind, mark, fc.boolean()), { minLength: 5, maxLength: 5 }), { numRuns: 12, seed: 7 }).map((choices) =>
        newSeason([
          indicator("N", "新增", "必考", 10, null, "标准"),
          ...KEPT.flatMap((row, index): readonly Row[] => {
            const [stays, zone, points, retired] = choices[index] ?? [true, "必考", 10, false];
            return stays ? [[...row.slice(0, 4), zone, points, ...row.slice(6), ...(retired ? [null, "2026-08-01"] : [])]] : [];
          }),
        ]),
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...seasons), fc.array(fc.tuple(cell, cell, cell), { minLength: 5, maxLength: 5 }), fc.shuffledSubarray([7, 8, 9, 10, 11], { minLength: 5 }), (next, values, order) => {
        const rows = filledIn(plain, values);
        const shuffled = [...rows.slice(0, 7), ...order.map((at) => rows[at] ?? [])];
        const [sheet] = next.carry(readingOf(shuffled)).sheets;
        if (!sheet) throw new Error("not carried");
        const listed = new Map(sheet.notes.map((note) => [note.cell, note]));
        shuffled.slice(7).forEach((row, index) => {
          for (const column of [CHOSEN, SCORE, REMARK] as const) {
            const value = row[column] ?? null;
            if (value === null || value === "") continue;
            const note = listed.get(cellA1(7 + index, column));
            if (note && !note.carried) {
              expect(note.value).toBe(textOf(value));
              continue;
            }
            const entry = sheet.filled.get(textOf(row[0]));
            if (column === SCORE) expect(entry?.score).toBe(value);
            else if (column === REMARK) expect(entry?.remark).toBe(textOf(value));
            else expect([true, false, null].map((choice) => entry?.chosen === choice)).toEqual([value === "是" || value === true || value === 1, value === "否" || value === 0, false]);
          }
        });
      }),
      { numRuns: 400 },
    );
  });
});
