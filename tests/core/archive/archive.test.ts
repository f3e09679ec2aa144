import { readFileSync } from "node:fs";
import fc from "fast-check";
import type { AcceptedFinding } from "../../../src/core/archive/accepted-lines";
import { planArchive, type ArchivePlan } from "../../../src/core/archive/archive-plan";
import { archivesFromSheets, verifyArchives, type Verification } from "../../../src/core/archive/verify";
import { toA1 } from "../../../src/core/grid/address";
import type { CellValue } from "../../../src/core/grid/cell";
import { valueAt, type SheetSnapshot, type WorkbookSnapshot } from "../../../src/core/grid/snapshot";
import { defaultScheme } from "../../../src/core/score/default-scheme";
import type { WorkbookRecord } from "../../../src/core/store/record";
import { parseRecord } from "../../../src/core/store/parse-record";
import { enArchive } from "../../../src/i18n/en-US/archive";
import { zhArchive } from "../../../src/i18n/zh-CN/archive";
import { applyToSnapshot } from "../../support/apply-to-snapshot";
import { sheetOf, workbookOf } from "../../support/grid";

const emptyRecord: WorkbookRecord = { version: 1, edition: 2, structuredAt: "2026-10-01T09:00:00+08:00", tables: [], scheme: defaultScheme(), ownSheets: [], archives: [] };
const options = { archivedAt: "2026-10-08T09:00:00+08:00", title: "2026年三季度组织绩效排名", signer: "王一" };

const ranking = sheetOf(
  [
    ["2026年三季度组织绩效排名"],
    ["名次", "对象", "单位", "得分", "等次", "标识"],
    [1, "第一税务所", "税源", { f: "=INDEX(A1:A9,2)", v: 96.1 + 0.2 }, "好", "第一税务所"],
    [2, "第二税务所", "税源", 95, "好", "第二税务所"],
    [2, "办公室", null, 95, "好", "办公室"],
    [4, "人事科", "机关", 88.5, "较好\r\n（并列）", "人事科"],
    [null, "信息中心", "机关", null, null, "信息中心"],
  ],
  { name: "排名", merges: ["A1:F1"] },
);
const workbook: WorkbookSnapshot = workbookOf({ ...ranking, hiddenColumns: [5] });

function archive(book: WorkbookSnapshot, record: WorkbookRecord, change: Partial<typeof options> = {}, sheet: SheetSnapshot | undefined = book.sheets[0]): ArchivePlan & { readonly after: WorkbookSnapshot } {
  if (!sheet) throw new Error("no sheet");
  const planned = planArchive(book, sheet, record, { ...options, ...change }, zhArchive);
  return { ...planned, after: applyToSnapshot(book, planned.plan.edits) };
}

/** The archive sheet with one cell changed behind the protection's back. */
function tampered(book: WorkbookSnapshot, sheetName: string, row: number, column: number, value: CellValue): WorkbookSnapshot {
  const sheetId = book.sheets.find((sheet) => sheet.name === sheetName)?.sheetId ?? "";
  const protection = book.sheets.find((sheet) => sheet.name === sheetName)?.protection ?? null;
  const changed = applyToSnapshot(book, [
    { kind: "setProtection", sheetId, options: null },
    { kind: "setValues", area: { sheetId, row, column, rows: 1, columns: 1 }, values: [[value === null ? "" : (value as string | number | boolean)]] },
  ]);
  return { ...changed, sheets: changed.sheets.map((sheet) => (sheet.sheetId === sheetId ? { ...sheet, protection } : sheet)) };
}

function codes(verification: Verification): readonly string[] {
  return verification.findings.map((finding) => finding.code);
}

const first = archive(workbook, emptyRecord);
const archiveSheet = (book: WorkbookSnapshot, name = "归档-A1"): SheetSnapshot => {
  const sheet = book.sheets.find((candidate) => candidate.name === name);
  if (!sheet) throw new Error(name);
  return sheet;
};

describe("archiving a ranked sheet", () => {
  test("AR-10 values only, with title, edition, time, digest and a line to sign", () => {
    const sheet = archiveSheet(first.after);
    expect(valueAt(sheet, 0, 0)).toBe("2026年三季度组织绩效排名（归档 A1）");
    expect(valueAt(sheet, 1, 0)).toBe("模板版次：第 2 版    归档时间：2026-10-08 09:00    签发：王一");
    expect(valueAt(sheet, 4, 0)).toMatch(/^([0-9a-f]{4} ){15}[0-9a-f]{4}$/);
    expect([8, 9, 12].map((row) => [1, 3].map((column) => valueAt(sheet, row, column)))).toEqual([["第一税务所", 96.1 + 0.2], ["第二税务所", 95], ["信息中心", null]]);
    expect(valueAt(sheet, 14, 0)).toMatch(/^签发人/);
    expect(sheet.formulas.flat().every((formula) => formula === null)).toBe(true);
    expect(sheet.protection).not.toBeNull();
    expect(sheet.hiddenColumns).toEqual([5, 6, 7]);
    expect(sheet.merges.map(toA1)).toContain("A7:F7");
  });

  test("AR-10 what the ranked sheet says about its live formulas is left out", () => {
    const planned = planArchive(workbook, ranking, emptyRecord, { ...options, without: { row: 0, column: 0, rows: 1, columns: 6 } }, zhArchive);
    const sheet = archiveSheet(applyToSnapshot(workbook, planned.plan.edits));
    expect([6, 7].map((row) => valueAt(sheet, row, 0))).toEqual([null, "名次"]);
    expect(verifyArchives(applyToSnapshot(workbook, planned.plan.edits), planned.record).archives).toMatchObject([{ state: "intact" }]);
  });

  test("AR-10 a heading has room for its letters and asks for no width of its column", () => {
    const [plain] = workbook.styleTable;
    if (!plain) throw new Error("no styles");
    const sheet: SheetSnapshot = { ...ranking, merges: [], styles: [[1]] };
    const { plan } = planArchive({ ...workbook, sheets: [sheet], styleTable: [plain, { ...plain, fontSize: 18 }] }, sheet, emptyRecord, options, zhArchive);
    const heights = plan.edits.filter((edit) => edit.kind === "setRowHeight" && edit.row === 6);
    expect(heights).toMatchObject([{ row: 6, rows: 1, height: 29 }]);
    const widths = plan.edits.flatMap((edit) => (edit.kind === "setColumns" && edit.width !== undefined ? [edit.width] : []));
    // "名次", "第一税务所"
    expect(widths.slice(0, 2)).toEqual([6, 12]);
  });

  test("AR-12 the archive is recorded and named", () => {
    expect(first.record.archives).toEqual([{ archiveId: "A1", anchor: "_TS_own_archive_A1", archivedAt: options.archivedAt, edition: 2, digest: first.archive?.digest, previous: null }]);
    expect(first.after.names).toEqual([{ name: "_TS_own_archive_A1", refersTo: "'归档-A1'!$A$1", sheetId: null, hidden: true }]);
    expect(parseRecord(first.after.record ?? "")).toEqual({ ok: true, record: first.record });
  });

  test("AR-17 an untouched archive is intact, with and without the record", () => {
    const verified = verifyArchives(first.after, first.record);
    expect(verified.findings).toEqual([]);
    expect(verified.archives).toMatchObject([{ archiveId: "A1", state: "intact", confirmed: true, sheetName: "归档-A1" }]);
    const alone = verifyArchives(first.after, null);
    expect(alone.archives).toMatchObject([{ state: "intact", confirmed: false }]);
    expect(codes(alone)).toEqual(["archive.unrecorded"]);
  });

  test("AR-11 found by its marker when a program dropped our names as well", () => {
    const alone = verifyArchives({ ...first.after, names: [] }, null);
    expect(alone.archives).toMatchObject([{ archiveId: "A1", state: "intact" }]);
  });

  test("AR-13 the same content again is not archived twice, other content is, chained", () => {
    const again = archive(first.after, first.record, { archivedAt: "2026-10-09T09:00:00+08:00" });
    expect(again.plan.edits).toEqual([]);
    expect(again.findings.map((finding) => finding.code)).toEqual(["archive.unchanged"]);
    const later = archive(tampered(first.after, "排名", 3, 3, 94), first.record, { archivedAt: "2026-10-09T09:00:00+08:00" });
    expect(later.archive).toMatchObject({ archiveId: "A2", previous: first.archive?.digest, sheetName: "归档-A2" });
    expect(verifyArchives(later.after, later.record).archives.map((one) => one.state)).toEqual(["intact", "intact"]);
    expect(valueAt(archiveSheet(later.after, "归档-A2"), 2, 0)).toContain("A1");
  });

  test("AR-14 a sheet of the user's with our name is left alone", () => {
    const taken = archive(workbookOf(ranking, sheetOf([["x"]], { name: "归档-A1" })), emptyRecord);
    expect(taken.archive?.sheetName).toBe("归档-A1-2");
  });

  test("AR-15 nothing to archive, and error values, are said", () => {
    expect(archive(workbookOf(sheetOf([])), emptyRecord).findings.map((finding) => finding.code)).toEqual(["archive.nothing"]);
    const errors = archive(workbookOf(sheetOf([["得分"], [{ error: "#DIV/0!" }]])), emptyRecord);
    expect(errors.findings).toMatchObject([{ code: "archive.error-values", params: { count: 1 } }]);
    expect(verifyArchives(errors.after, errors.record).archives[0]?.state).toBe("intact");
  });

  const accepted: readonly AcceptedFinding[] = [
    { rule: "超过满分", sheetName: "个人绩效", cell: "B3", sentence: "B3 填 70，超过满分 60，请核对。", reason: "党组会议同意加分", at: "2026-10-07T16:00:00+08:00" },
    { rule: "没有表格", sheetName: "", cell: "", sentence: "没有表格。", reason: "=1+1\n{day}", at: "" },
  ];

  test("AR-23 what was accepted is listed below the copy, with rule, place, sentence, reason and day", () => {
    const listed = planArchive(workbook, ranking, emptyRecord, { ...options, accepted }, zhArchive);
    const after = applyToSnapshot(workbook, listed.plan.edits);
    const sheet = archiveSheet(after);
    expect([13, 14, 15, 16, 17, 18].map((row) => valueAt(sheet, row, 0))).toEqual([
      null,
      "核实无误的检查结果（2 项）",
      "1. 【超过满分】个人绩效 B3：B3 填 70，超过满分 60，请核对。\n理由：党组会议同意加分（2026-10-07）",
      "2. 【没有表格】工作簿：没有表格。\n理由：=1+1\n{day}",
      null,
      expect.stringMatching(/^签发人/),
    ]);
    expect(sheet.merges.map(toA1)).toEqual(expect.arrayContaining(["A15:F15", "A16:F16", "A17:F17"]));
    // Two lines of text at least, in a merged cell for which no program makes room.
    expect(listed.plan.edits.find((edit) => edit.kind === "setRowHeight" && edit.row === 15)).toMatchObject({ rows: 1, height: 46 });
    expect(verifyArchives(after, listed.record).archives).toMatchObject([{ state: "intact", differences: 0 }]);
    const english = planArchive(workbook, ranking, emptyRecord, { ...options, accepted }, enArchive);
    const englishSheet = archiveSheet(applyToSnapshot(workbook, english.plan.edits), "Archive-A1");
    expect(valueAt(englishSheet, 15, 0)).toContain("\nReason: 党组会议同意加分 (2026-10-07)");
  });

  test("AR-23 a reason changed, blanked or added after archiving is named", () => {
    const listed = planArchive(workbook, ranking, emptyRecord, { ...options, accepted }, zhArchive);
    const after = applyToSnapshot(workbook, listed.plan.edits);
    for (const [row, value] of [[15, "1. 【超过满分】个人绩效 B3：未批准"], [16, null], [14, "核实无误的检查结果（3 项）"], [13, "3. 新增"]] as const) {
      const verified = verifyArchives(tampered(after, "归档-A1", row, 0, value), listed.record);
      expect(verified.archives).toMatchObject([{ state: "changed", cells: [`A${String(row + 1)}`] }]);
      expect(codes(verified)).toContain("archive.cell-changed");
    }
  });

  test("AR-23 AR-13 another acceptance is worth another archive, the same one is not", () => {
    const listed = planArchive(workbook, ranking, emptyRecord, { ...options, accepted }, zhArchive);
    const after = applyToSnapshot(workbook, listed.plan.edits);
    const again = planArchive(after, ranking, listed.record, { ...options, accepted }, zhArchive);
    expect([again.archive, again.findings.map(({ code }) => code)]).toEqual([null, ["archive.unchanged"]]);
    expect(planArchive(after, ranking, listed.record, { ...options, accepted: accepted.slice(0, 1) }, zhArchive).archive?.archiveId).toBe("A2");
    expect(planArchive(after, ranking, listed.record, options, zhArchive).archive?.archiveId).toBe("A2");
  });

  test("AR-23 where nothing was accepted the archive is that of before acceptances were listed", () => {
    expect(first.archive?.digest).toBe("15d83e6f020a84fb8bfda194acedc37a5630459f7a3c932317ce7e2887e6ad81");
    const [ranked] = workbook.sheets;
    expect(first.plan).toEqual(ranked && planArchive(workbook, ranked, emptyRecord, { ...options, accepted: [] }, zhArchive).plan);
  });

  test("AR-5 the digest depends on edition, time, title, signer and the archive before", () => {
    const digests = [
      first,
      archive(workbook, { ...emptyRecord, edition: 3 }),
      archive(workbook, emptyRecord, { archivedAt: "2026-10-08T09:00:01+08:00" }),
      archive(workbook, emptyRecord, { title: "x" }),
      archive(workbook, emptyRecord, { signer: "李二" }),
      archive(workbook, { ...emptyRecord, archives: [{ archiveId: "A0", anchor: "x", archivedAt: "", edition: 1, digest: "0".repeat(64), previous: null }] }),
    ].map((planned) => planned.archive?.digest);
    expect(new Set(digests).size).toBe(6);
  });
});

const cell = fc.oneof(
  fc.double({ noNaN: true, min: -9.99999999999999e307, max: 9.99999999999999e307 }),
  fc.integer(),
  fc.string({ unit: "grapheme", minLength: 1 }),
  fc.boolean(),
  fc.constant(null),
);
const table = fc.integer({ min: 1, max: 6 }).chain((columns) => fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 8 }));

/** The workbook as another program would save it. */
function resaved(book: WorkbookSnapshot): WorkbookSnapshot {
  const value = (cellValue: CellValue): CellValue =>
    typeof cellValue === "number" ? Number(cellValue.toPrecision(15)) : typeof cellValue === "string" ? cellValue.normalize("NFD").replace(/\r\n?|\n/g, "\r\n") : cellValue;
  return { ...book, sheets: book.sheets.map((sheet) => ({ ...sheet, values: sheet.values.map((row) => row.map(value)) })), names: [], record: null };
}

test("AR-1 archives survive a re-save by another program that keeps 15 digits and drops record and names", () => {
  fc.assert(
    fc.property(table, (rows) => {
      fc.pre(rows.flat().some((value) => value !== null));
      const planned = archive(workbookOf(sheetOf(rows)), emptyRecord);
      const verified = verifyArchives(resaved(planned.after), null);
      expect(verified.archives).toMatchObject([{ state: "intact", digest: planned.archive?.digest }]);
    }),
    { numRuns: 60 },
  );
});

test("AR-8 AR-18 any single changed value is caught, and that very cell is named, with and without the record", () => {
  fc.assert(
    fc.property(table, fc.nat(), fc.nat(), cell, (rows, r, c, value) => {
      fc.pre(rows.flat().some((one) => one !== null));
      const planned = archive(workbookOf(sheetOf(rows)), emptyRecord);
      const used = sheetOf(rows).used;
      const place = { row: 6 + (r % (used?.rows ?? 1)), column: c % (used?.columns ?? 1) };
      const before = valueAt(archiveSheet(planned.after), place.row, place.column);
      fc.pre(JSON.stringify(before) !== JSON.stringify(value === "" ? null : value) && !(before === 0 && value === 0));
      // Subnormal numbers are 0 for every spreadsheet.
      fc.pre(!(typeof value === "number" && Math.abs(value) < 1e-300) && !(typeof before === "number" && Math.abs(before) < 1e-300));
      fc.pre(!(typeof value === "number" && typeof before === "number" && value.toPrecision(15) === before.toPrecision(15)));
      fc.pre(!(typeof value === "string" && typeof before === "string" && value.normalize("NFC") === before.normalize("NFC")));
      const changed = tampered(planned.after, "归档-A1", place.row, place.column, value);
      const a1 = toA1({ ...place, rows: 1, columns: 1 });
      for (const record of [planned.record, null]) {
        const verified = verifyArchives(changed, record);
        expect(verified.archives).toMatchObject([{ state: "changed", cells: [a1], differences: 1 }]);
        expect(verified.findings[0]).toMatchObject({ code: "archive.cell-changed", severity: "error", area: { row: place.row, column: place.column }, params: { cell: a1 } });
      }
    }),
    { numRuns: 150 },
  );
});

describe("what verifying finds", () => {
  test("AR-18 rows that changed places are named, even with their check sums", () => {
    const sheet = archiveSheet(first.after);
    const swapRows = (all: boolean): WorkbookSnapshot => {
      const width = all ? sheet.used?.columns ?? 0 : 6;
      const values = sheet.values.map((row) => [...row]);
      const [a, b] = [values[8] ?? [], values[11] ?? []];
      values[8] = [...b.slice(0, width), ...a.slice(width)];
      values[11] = [...a.slice(0, width), ...b.slice(width)];
      return { ...first.after, sheets: first.after.sheets.map((one) => (one === sheet ? { ...one, values } : one)) };
    };
    for (const all of [false, true]) {
      const verified = verifyArchives(swapRows(all), first.record);
      expect(verified.archives[0]?.state).toBe("changed");
      expect(verified.archives[0]?.cells).toEqual(expect.arrayContaining(["A9", "B9", "D9", "A12", "B12", "D12"]));
    }
  });

  test("AR-18 more than ten changed cells: ten are named, the rest counted", () => {
    let changed = first.after;
    for (let row = 8; row < 12; row++) for (const column of [0, 1, 3, 5]) changed = tampered(changed, "归档-A1", row, column, "改");
    const verified = verifyArchives(changed, first.record);
    expect(verified.archives[0]).toMatchObject({ differences: 16 });
    expect(codes(verified).filter((code) => code === "archive.cell-changed")).toHaveLength(10);
    expect(verified.findings).toContainEqual(expect.objectContaining({ code: "archive.more-cells", params: { archive: "A1", sheet: "归档-A1", count: 6 } }));
  });

  test("AR-18 the visible edition and time are covered like any cell", () => {
    const verified = verifyArchives(tampered(first.after, "归档-A1", 1, 0, "模板版次：第 9 版    归档时间：2026-10-08 09:00    签发：王一"), null);
    expect(verified.archives[0]?.cells).toEqual(["A2"]);
  });

  test("AR-19 edition or time that the record tells differently", () => {
    const [recorded] = first.record.archives;
    if (!recorded) throw new Error("no archive");
    const other = (change: object): readonly string[] => codes(verifyArchives(first.after, { ...first.record, archives: [{ ...recorded, ...change }] }));
    expect(other({ edition: 3 })).toEqual(["archive.edition-changed"]);
    expect(other({ archivedAt: "2026-10-09T09:00:00+08:00" })).toEqual(["archive.time-changed"]);
    expect(other({ digest: "0".repeat(64) })).toEqual(expect.arrayContaining(["archive.digest-differs"]));
  });

  test("AR-19 whoever rewrites cell and check sums is found out by the record and by the minutes", () => {
    const forged = archive(tampered(workbook, "排名", 3, 3, 99), emptyRecord);
    const digest = first.archive?.digest ?? "";
    expect(verifyArchives(forged.after, null).archives[0]?.state).toBe("intact");
    expect(verifyArchives(forged.after, first.record).archives[0]?.state).toBe("changed");
    expect(codes(verifyArchives(forged.after, null, new Map([["A1", digest]])))).toContain("archive.minutes-differ");
    expect(verifyArchives(first.after, null, new Map([["A1", digest.toUpperCase()]])).archives[0]).toMatchObject({ state: "intact", confirmed: true });
    expect(codes(verifyArchives(first.after, first.record, new Map([["A1", "12 ab"]])))).toEqual(["archive.minutes-unreadable"]);
  });

  test("AR-20 the printed digest", () => {
    const verified = verifyArchives(tampered(first.after, "归档-A1", 4, 0, "0000"), first.record);
    expect(verified.findings).toMatchObject([{ code: "archive.printed-digest", area: { row: 4, column: 0 } }]);
    expect(verified.archives[0]?.state).toBe("changed");
  });

  test("AR-21 a missing sheet, a lost marker, a broken chain", () => {
    const later = archive(tampered(first.after, "排名", 3, 3, 94), first.record, { archivedAt: "2026-10-09T09:00:00+08:00" });
    const without: WorkbookSnapshot = { ...later.after, sheets: later.after.sheets.filter((sheet) => sheet.name !== "归档-A1") };
    expect(verifyArchives(without, later.record).findings).toMatchObject([{ code: "archive.sheet-missing", params: { archive: "A1" } }]);
    expect(verifyArchives(without, later.record).archives.map((one) => one.state)).toEqual(["unreadable", "intact"]);
    expect(codes(verifyArchives(without, null))).toContain("archive.chain-broken");
    const marker = tampered(first.after, "归档-A1", 0, 6, "{}");
    expect(codes(verifyArchives(marker, first.record))).toEqual(["archive.unreadable"]);
  });

  test("AR-16 a row inserted above does not hurt, one inserted inside does", () => {
    const sheet = archiveSheet(first.after);
    const insertAt = (at: number): WorkbookSnapshot => {
      const blank = (row: readonly CellValue[] | undefined): readonly CellValue[] => (row ?? []).map(() => null);
      const values = [...sheet.values.slice(0, at), blank(sheet.values[0]), ...sheet.values.slice(at)];
      const used = sheet.used ? { ...sheet.used, rows: values.length } : null;
      return { ...first.after, sheets: first.after.sheets.map((one) => (one === sheet ? { ...one, used, values } : one)) };
    };
    expect(verifyArchives(insertAt(0), first.record).archives[0]?.state).toBe("intact");
    expect(verifyArchives(insertAt(9), first.record).archives[0]?.state).toBe("changed");
  });

  test("lifted protection is a notice", () => {
    const open = { ...first.after, sheets: first.after.sheets.map((sheet) => ({ ...sheet, protection: null })) };
    expect(codes(verifyArchives(open, first.record))).toEqual(["archive.unprotected"]);
    expect(verifyArchives(open, first.record).archives[0]?.state).toBe("intact");
  });

  test("AR-22 a lost list of archives is rebuilt from the sheets", () => {
    expect(archivesFromSheets(first.after)).toEqual(first.record.archives);
  });
});

test("every code has a text in both languages", () => {
  const used = ["archive-plan", "verify"].flatMap((file) => {
    const source = readFileSync(require.resolve(`../../../src/core/archive/${file}`), "utf8");
    return [...source.matchAll(/"(archive\.[a-z-]+)"/g)].map((match) => match[1] ?? "");
  });
  expect(used.length).toBeGreaterThan(15);
  for (const code of used) {
    expect(zhArchive).toHaveProperty([code]);
    expect(enArchive).toHaveProperty([code]);
  }
});
