import fc from "fast-check";
import type { Finding } from "../../../src/core/check/finding";
import type { CellValue } from "../../../src/core/grid/cell";
import type { JudgedReturn } from "../../../src/core/collect/judge-return";
import { judgeReturn } from "../../../src/core/collect/judge-return";
import { readReturn } from "../../../src/core/collect/read-return";
import { mergeReturns, type ReturnedFile } from "../../../src/core/collect/merge-returns";
import { valueAt, type SheetSnapshot } from "../../../src/core/grid/snapshot";
import { openWorkbook } from "../../../src/workbook/file/open-workbook";
import { sheetOf, workbookOf } from "../../support/grid";
import { season, type Season } from "../../support/season";
import { FACTS, PEOPLE, seasonRoster, seasonTemplate, templateSheets } from "../../support/season-workbooks";
import { writtenWorkbook, type Written } from "../../support/written-workbook";

/** Rows of the issued sheet: title, strip, note, header, five indicators; columns of what is filled in. */
const HEADER = 6;
const [CHOSEN, SCORE, REMARK] = [11, 12, 13];
type Rows = CellValue[][];

/** An issued sheet of one person as plain rows, as somebody copies it into a new file. */
async function rowsFor(played: Season, name: string): Promise<Rows> {
  const workbook = await openWorkbook(await played.workbookFor(name), "甲.xlsx");
  const { sheets } = await workbook.read({ sheets: "all", fields: ["values"] });
  const [sheet] = sheets;
  if (!sheet) throw new Error("no sheet");
  return Array.from({ length: 12 }, (_, row) => Array.from({ length: 14 }, (_c, column) => valueAt(sheet, row, column)));
}
type Filled = readonly [chosen: CellValue, score: CellValue, remark?: CellValue];
function fill(rows: Rows, entries: readonly Filled[]): Rows {
  entries.forEach(([chosen, score, remark = null], index) => {
    const row = rows[HEADER + 1 + index];
    if (!row) throw new Error("no such row");
    row[CHOSEN] = chosen;
    row[SCORE] = score;
    row[REMARK] = remark;
  });
  return rows;
}
const GOOD: readonly Filled[] = [[null, 28.5, "已完成"], [null, 20], [null, 0], ["是", 4], [null, null]];

const judgeSheets = (played: Season, ...sheets: readonly SheetSnapshot[]): JudgedReturn => judgeReturn(readReturn(workbookOf(...sheets)), played.issued);
const judgeRows = (played: Season, rows: Rows): JudgedReturn => judgeSheets(played, sheetOf(rows, { name: "随便" }));
const codes = (findings: readonly Finding[]): readonly string[] => findings.map(({ code }) => code).filter((code) => code !== "return.by-content");
const scores = (judged: JudgedReturn): readonly (readonly [string, string | null])[] => judged.sheets.flatMap(({ entries }) => entries.map(({ indicator, score }) => [indicator.name, score] as const));
const GOOD_SCORES = [["税收收入", "28.5"], ["征管质量", "20"], ["带队伍", "0"], ["调研报告", "4"], ["获奖", null]];

describe("a return that is as it should be", () => {
  test("CO-2 CO-8 known by its record: every entry with its sheet and cell", async () => {
    const played = await season();
    const workbook = await openWorkbook(await played.workbookFor("王芳"), "甲.xlsx");
    await workbook.apply({
      purpose: "edit",
      edits: [28.5, 20, 0, 4].map((score, index) => ({ kind: "setValues" as const, area: { sheetId: "1", row: HEADER + 1 + index, column: SCORE, rows: 1, columns: 2 }, values: [[score, index === 0 ? "已完成" : null]] })),
    });
    await workbook.apply({ purpose: "edit", edits: [{ kind: "setValues", area: { sheetId: "1", row: 10, column: CHOSEN, rows: 1, columns: 1 }, values: [["是"]] }] });
    const judged = await played.judge(workbook.save());
    expect(judged.findings).toEqual([]);
    expect(judged.sheets.map(({ assigned }) => assigned.subject.key)).toEqual(["1001"]);
    expect(scores(judged)).toEqual(GOOD_SCORES);
    expect(judged.sheets[0]?.entries[0]).toMatchObject({ sheetName: "王芳", cell: "M8", remark: "已完成", problem: null });
  });

  test("CO-3 CO-4 copied into another file it is known by its content, in Chinese and in English", async () => {
    const played = await season();
    const judged = judgeRows(played, fill(await rowsFor(played, "王芳"), GOOD));
    expect(judged.findings.map(({ code, severity }) => [code, severity])).toEqual([["return.by-content", "notice"]]);
    expect(scores(judged)).toEqual(GOOD_SCORES);
    const english = await played.judge(await played.workbookFor("王芳", "en-US"));
    expect(english.sheets.map(({ assigned }) => assigned.subject.name)).toEqual(["王芳"]);
    expect(codes(english.findings).filter((code) => code !== "return.blank" && code !== "return.optional-count")).toEqual([]);
  });

  test("CO-7 columns and rows in any order, rows and columns put in between, other sheets beside it: the entries stay those of their keys", async () => {
    const played = await season();
    const plain = fill(await rowsFor(played, "王芳"), GOOD);
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(Array.from({ length: 14 }, (_, column) => column), { minLength: 14 }),
        fc.shuffledSubarray([7, 8, 9, 10, 11], { minLength: 5 }),
        fc.array(fc.nat(12), { maxLength: 4 }),
        fc.nat(13),
        fc.boolean(),
        async (columns, body, inserted, blankColumn, extra) => {
          const table = [6, ...body].map((row) => columns.map((column) => plain[row]?.[column] ?? null));
          const rows: Rows = [...plain.slice(0, 6), ...table];
          for (const at of inserted) rows.splice(at, 0, []);
          const moved = rows.map((row) => (row.length === 0 ? row : [...row.slice(0, blankColumn), null, ...row.slice(blankColumn)]));
          const others = extra ? [sheetOf([["我的草稿"], ["指标编码", "得分"].reverse()], { name: "草稿", sheetId: "9" })] : [];
          const judged = judgeSheets(played, ...others, sheetOf(moved, { name: "随便" }));
          expect(scores(judged)).toEqual(GOOD_SCORES);
          expect(judged.sheets[0]?.findings).toEqual([]);
          await Promise.resolve();
        },
      ),
      { numRuns: 200 },
    );
  });

  test("CO-8 whatever is entered within the limits comes back, to the last digit", async () => {
    const played = await season();
    const plain = await rowsFor(played, "李强");
    const mark = (max: number): fc.Arbitrary<number | null> => fc.option(fc.integer({ min: 0, max: max * 1000 }).map((thousandths) => thousandths / 1000));
    fc.assert(
      fc.property(fc.tuple(mark(30), mark(20), mark(20), mark(5), mark(6)), fc.tuple(fc.boolean(), fc.boolean()), (entered, picked) => {
        const chosen = [true, true, true, ...picked];
        const rows = fill(plain.map((row) => [...row]), entered.map((score, index) => [index < 3 ? null : picked[index - 3] === true ? "是" : "否", score] as const));
        const [sheet] = judgeRows(played, rows).sheets;
        expect(sheet?.entries.map(({ score }) => (score === null ? null : Number(score)))).toEqual(entered.map((score, index) => (chosen[index] === true ? score : null)));
        expect(sheet?.entries.map((entry) => entry.chosen)).toEqual(chosen);
      }),
    );
  });
});

describe("what does not belong to this issue is refused, the rest of the file is taken", () => {
  const refusals: readonly (readonly [string, string, (rows: Rows) => void])[] = [
    ["CO-5 another period", "return.other-period", (rows) => put(rows, 3, 1, "2025年第三季度")],
    ["CO-5 an older edition", "return.other-edition", (rows) => put(rows, 3, 4, 1)],
    ["CO-5 a foreign template", "return.foreign-template", (rows) => put(rows, 2, 4, "别局卷")],
    ["CO-6 another template of ours", "return.wrong-template", (rows) => put(rows, 2, 4, "科员卷")],
    ["CO-6 somebody who is not in the roster", "return.unknown-subject", (rows) => { put(rows, 1, 1, "路人"); put(rows, 1, 4, "9999"); }],
    ["CO-6 nobody", "return.no-subject", (rows) => { for (const column of [0, 1, 3, 4]) put(rows, 1, column, null); }],
  ];
  const put = (rows: Rows, row: number, column: number, value: CellValue): void => {
    const cells = rows[row];
    if (cells) cells[column] = value;
  };

  test.each(refusals)("%s", async (_, code, change) => {
    const played = await season();
    const rows = fill(await rowsFor(played, "王芳"), GOOD);
    change(rows);
    const other = fill(await rowsFor(played, "李强"), GOOD.map((entry, index) => (index === 2 ? ([null, 19] as const) : entry)));
    const judged = judgeSheets(played, sheetOf(rows, { name: "甲" }), sheetOf(other, { name: "乙", sheetId: "2" }));
    expect(judged.findings.filter(({ severity }) => severity === "error").map((finding) => [finding.code, finding.sheetName])).toEqual([[code, "甲"]]);
    expect(judged.sheets.map(({ assigned }) => assigned.subject.name)).toEqual(["李强"]);
  });

  test("CO-6 a workbook issued to one and relabelled for another is refused", async () => {
    const played = await season();
    const snapshot = await (await openWorkbook(await played.workbookFor("李强"), "甲.xlsx")).read({ sheets: "all", fields: ["values", "formulas"] });
    const [sheet] = snapshot.sheets;
    if (!sheet?.used) throw new Error("no sheet");
    const values = sheet.values.map((row) => row.map((value) => (value === "1002" ? "1003" : value === "李强" ? "赵敏" : value)));
    const judged = judgeReturn(readReturn({ ...snapshot, sheets: [{ ...sheet, values }] }), played.issued);
    expect(codes(judged.findings)).toEqual(["return.subject-differs"]);
    expect(judged.refused).toEqual(["1002"]);
  });

  test("CO-4 a workbook without such a table, and one whose sheet is gone", async () => {
    const played = await season({ by: "unit" });
    expect(codes(judgeRows(played, [["姓名", "年龄"], ["王芳", 40]]).findings)).toEqual(["return.not-recognized"]);
    const snapshot = await (await openWorkbook(await played.workbookFor("一分局"), "甲.xlsx")).read({ sheets: "all", fields: ["values", "formulas"] });
    const judged = judgeReturn(readReturn({ ...snapshot, sheets: snapshot.sheets.filter(({ name }) => name !== "李强") }), played.issued);
    expect(judged.findings.filter(({ code }) => code === "return.sheet-missing").map(({ params }) => params)).toEqual([{ name: "李强" }]);
    expect(judged.sheets.map(({ assigned }) => assigned.subject.name)).toEqual(["王芳"]);
  });

  test("CO-6 the same person under another spelling is the same person", async () => {
    const played = await season({ roster: seasonRoster(PEOPLE.map(([, name = "", unit = "", rank = ""]) => [null, name, unit, rank])) });
    const rows = fill(await rowsFor(played, "王芳"), GOOD);
    put(rows, 1, 1, "王　芳");
    put(rows, 1, 4, null);
    const judged = judgeRows(played, rows);
    expect(judged.sheets.map(({ assigned }) => assigned.subject.name)).toEqual(["王芳"]);
    expect(codes(judged.findings)).toEqual(["return.name-differs"]);
  });

  test("CO-5 a template that was changed without a new edition shows", async () => {
    const before = await season();
    const bytes = await before.workbookFor("王芳");
    const [, indicators] = templateSheets();
    if (!indicators) throw new Error("no indicators");
    const changed = { ...indicators, rows: indicators.rows.map((row): readonly Written[] => row.map((cell) => (cell === "按实绩" ? "按实绩和评议" : cell))) };
    const judged = await (await season({ template: seasonTemplate({ indicators: changed }) })).judge(bytes);
    expect(codes(judged.findings)).toEqual(["return.fingerprint", "return.changed", "return.blank", "return.optional-count"]);
  });
});

describe("what is wrong with an entry is said at its cell, and the others are taken", () => {
  const cases: readonly (readonly [string, string, (rows: Rows) => void, string | null])[] = [
    ["CO-9 text", "return.not-a-number", (rows) => set(rows, 7, SCORE, "28分"), "M8"],
    ["CO-9 more than the full mark", "return.out-of-range", (rows) => set(rows, 7, SCORE, 30.1), "M8"],
    ["CO-9 less than nothing", "return.out-of-range", (rows) => set(rows, 7, SCORE, -1), "M8"],
    ["CO-9 an error value", "return.not-a-number", (rows) => set(rows, 7, SCORE, { error: "#REF!" }), "M8"],
    ["CO-9 a blank is not 0", "return.blank", (rows) => set(rows, 7, SCORE, null), null],
    ["CO-11 a score that was not chosen", "return.not-chosen", (rows) => set(rows, 11, SCORE, 3), "M12"],
    ["CO-11 a choice that is none", "return.choice", (rows) => set(rows, 11, CHOSEN, "也许"), "L12"],
    ["CO-11 too many chosen", "return.optional-count", (rows) => { set(rows, 11, CHOSEN, "是"); set(rows, 11, SCORE, 1); }, null],
    ["CO-7 a row deleted", "return.row-missing", (rows) => rows.splice(7, 1), null],
    ["CO-7 a row added", "return.row-unknown", (rows) => rows.push(["X9", "业务", "自己加的", "必考", 10, null, null, null, null, null, null, null, 9]), "A13"],
    ["CO-7 a row filled in twice", "return.key-twice", (rows) => rows.push([...(rows[7] ?? [])]), "A13"],
    ["CO-10 a full mark changed", "return.changed", (rows) => set(rows, 8, 4, 25), "E9"],
    ["CO-10 a criterion reworded", "return.changed", (rows) => set(rows, 8, 6, "每次扣0.1分"), "G9"],
    ["CO-7 a key deleted", "return.key-by-name", (rows) => set(rows, 8, 0, null), "A9"],
  ];
  const set = (rows: Rows, row: number, column: number, value: CellValue): void => {
    const cells = rows[row];
    if (cells) cells[column] = value;
  };

  test.each(cases)("%s", async (_, code, change, cell) => {
    const played = await season();
    const rows = fill(await rowsFor(played, "王芳"), GOOD);
    change(rows);
    const judged = judgeRows(played, rows);
    const found = judged.findings.filter((finding) => finding.code === code);
    expect(found).toHaveLength(1);
    const area = found[0]?.area ?? null;
    expect(area && `${String.fromCharCode(65 + area.column)}${String(area.row + 1)}`).toBe(cell);
    const kept = scores(judged);
    expect(kept[2]).toEqual(["带队伍", "0"]);
    const lost = kept.filter(([name, score]) => score !== (GOOD_SCORES.find(([good]) => good === name)?.[1] ?? null));
    expect(lost.length).toBeLessThanOrEqual(1);
    // What does not count is not lost: it stands beside the entry.
    const entered = judged.sheets[0]?.entries.find(({ problem }) => problem === code);
    if (entered && code !== "return.blank" && code !== "return.choice" && code !== "return.row-missing" && code !== "return.key-twice") expect(entered.instead).not.toBe("");
  });

  test("CO-9 a formula is no entry, and a remark that looks like one is text", async () => {
    const played = await season();
    const rows = fill(await rowsFor(played, "王芳"), GOOD);
    const sheet = sheetOf(rows.map((row, r) => row.map((value, c) => (r === 7 && c === SCORE ? { f: "=20+8", v: 28 } : value))));
    const judged = judgeSheets(played, sheet);
    expect(judged.findings.find(({ code }) => code === "return.formula")?.params).toEqual({ name: "税收收入", formula: "=20+8" });
    expect(judged.sheets[0]?.entries[0]).toMatchObject({ score: null, instead: "=20+8", problem: "return.formula" });
    expect(scores(judged).slice(1)).toEqual(GOOD_SCORES.slice(1));
  });

  test("CO-7 very many rows that are no indicators are counted, and the entries are still found", async () => {
    const played = await season();
    const rows = fill(await rowsFor(played, "王芳"), GOOD);
    const foreign = Array.from({ length: 3000 }, (_, index): CellValue[] => [`Z${String(index)}`, null, `行${String(index)}`]);
    const judged = judgeRows(played, [...rows.slice(0, 8), ...foreign, ...rows.slice(8)]);
    expect(scores(judged)).toEqual(GOOD_SCORES);
    expect(codes(judged.findings)).toEqual([...Array.from({ length: 20 }, () => "return.row-unknown"), "return.rows-unknown"]);
    expect(judged.findings.find(({ code }) => code === "return.rows-unknown")?.params).toEqual({ count: 2980 });
  });

  test("CO-11 points of chosen indicators together", async () => {
    const played = await season({ template: seasonTemplate({ limits: { name: "限制", rows: [["模板", "自选最高分值"], ["科长卷", 10]] } }) });
    const judged = judgeRows(played, fill(await rowsFor(played, "王芳"), [...GOOD.slice(0, 4), ["√", 6]]));
    expect(judged.findings.find(({ code }) => code === "return.optional-points")?.params).toEqual({ points: "11", max: "10" });
  });

  test("CO-7 a copied row that nobody filled in says nothing; a lost column of keys is bridged by names", async () => {
    const played = await season();
    const rows = fill(await rowsFor(played, "王芳"), GOOD);
    rows.push([...(rows[7] ?? [])].map((value, column) => (column >= CHOSEN ? null : value)));
    expect(codes(judgeRows(played, rows).findings)).toEqual([]);
    const bare = judgeRows(played, fill(await rowsFor(played, "王芳"), GOOD).map((row, r) => (r >= HEADER ? row.slice(1) : row)));
    expect(scores(bare)).toEqual(GOOD_SCORES);
    expect(codes(bare.findings)).toEqual(["return.no-key-column"]);
  });
});

describe("several returns", () => {
  async function files(played: Season, ...given: readonly (readonly [file: string, at: string, entries: readonly Filled[]])[]): Promise<readonly ReturnedFile[]> {
    return Promise.all(
      given.map(async ([file, at, entries]): Promise<ReturnedFile> => {
        const judged = judgeRows(played, fill(await rowsFor(played, "王芳"), entries));
        return { file, at, judged, findings: judged.findings };
      }),
    );
  }
  const OTHER: readonly Filled[] = [[null, 10], ...GOOD.slice(1)];

  test("CO-12 the file changed last counts, the others are named with what differs; the order of reading does not matter", async () => {
    const played = await season();
    const assigned = [...played.issued.bySubject.values()];
    // The first is the later one, though its hour reads smaller: the clocks differ.
    const given = await files(played, ["b.xlsx", "2026-10-09T08:00:00+00:00", OTHER], ["a.xlsx", "2026-10-09T09:00:00+08:00", GOOD], ["c.xlsx", "2026-10-08T09:00:00+08:00", OTHER]);
    for (const order of [given, [...given].reverse()]) {
      const { board, files: told } = mergeReturns(order, assigned, "2026-10-10");
      expect(board[0]).toMatchObject({ state: "returned", file: "b.xlsx", others: 2 });
      expect(board[0]?.entries[0]?.score).toBe("10");
      const superseded = told.flatMap(({ file, findings }) => findings.filter(({ code }) => code === "return.superseded").map(({ severity, params }) => [file, severity, params["count"]]));
      expect(superseded.sort()).toEqual([["a.xlsx", "warning", 1], ["c.xlsx", "notice", 0]]);
    }
  });

  test("CO-12 of files changed at the same time the one that comes last by name counts", async () => {
    const played = await season();
    const given = await files(played, ["乙/1.xlsx", "2026-10-09T09:00:00+08:00", OTHER], ["乙/2.xlsx", "2026-10-09T09:00:00+08:00", GOOD]);
    expect(mergeReturns(given, [...played.issued.bySubject.values()], null).board[0]?.file).toBe("乙/2.xlsx");
  });

  test("CO-13 the board: returned, late, not taken, missing, in the roster's order", async () => {
    const played = await season();
    const assigned = [...played.issued.bySubject.values()];
    const [late] = await files(played, ["甲.xlsx", "2026-10-11T00:00:01+08:00", GOOD]);
    const refused = judgeRows(played, fill(await rowsFor(played, "李强"), GOOD).map((row) => row.map((value) => (value === "2026年第三季度" ? "2025年第三季度" : value))));
    if (!late) throw new Error("no file");
    const { board } = mergeReturns([late, { file: "乙.xlsx", at: "2026-10-10T23:59:59+08:00", judged: refused, findings: refused.findings }], assigned, FACTS.rows[3]?.[1] as string);
    expect(board.map(({ assigned: { subject }, state, file }) => [subject.name, state, file])).toEqual([["王芳", "late", "甲.xlsx"], ["李强", "refused", "乙.xlsx"], ["赵敏", "missing", ""], ["孙立", "missing", ""]]);
  });

  test("CO-6 two sheets of one person in a file: one counts and it is said", async () => {
    const played = await season();
    const rows = fill(await rowsFor(played, "王芳"), GOOD);
    const judged = judgeSheets(played, sheetOf(rows, { name: "原表" }), sheetOf(fill(rows.map((row) => [...row]), OTHER), { name: "副本", sheetId: "2" }));
    expect(scores(judged)).toEqual(GOOD_SCORES);
    expect(judged.findings.filter(({ code }) => code === "return.sheet-twice").map(({ sheetName, params }) => [sheetName, params["sheet"]])).toEqual([["副本", "原表"]]);
  });
});

test("CO-5 what a mistyped workbook holds never throws", async () => {
  const played = await season();
  const cell: fc.Arbitrary<Written> = fc.oneof(fc.constantFrom("指标编码", "得分", "选择", "考评对象", "王芳", "对象编号", "1001", "A1", "O1", "是", ""), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(null), fc.boolean());
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 8 }), async (rows) => {
      await played.judge(writtenWorkbook([{ name: "表", rows }]));
    }),
    { numRuns: 100 },
  );
});
