import { parseA1 } from "../../../src/core/grid/address";
import { readWorkbook } from "../../../src/app/read-workbook";
import type { RecognitionView, TableView } from "../../../src/app/session/session";
import { writtenWorkbook, scoreTable, type Written } from "../../support/written-workbook";
import { sample, sessionOver } from "./session-over";

jest.setTimeout(120_000);

const rect = (a1: string) => parseA1(a1) ?? { row: -1, column: 0, rows: 1, columns: 1 };
const tableOn = (view: RecognitionView, sheetName: string): TableView => {
  const found = view.sheets.flatMap((sheet) => sheet.tables).find((table) => table.sheetName === sheetName);
  if (!found) throw new Error(`no table on ${sheetName}`);
  return found;
};

/** A ballot whose last column the headers do not explain. */
const PEOPLE: readonly (readonly [string, Written, Written])[] = [
  ["王芳", 50, 35],
  ["李强", 55.5, 38],
  ["赵敏", 48, 30],
  ["孙丽", 44, 31],
];

test("SE-6 a chosen role changes the structure, and taking it back gives what was recognised", async () => {
  const { session } = await sessionOver(writtenWorkbook([scoreTable(PEOPLE)]));
  const before = tableOn(await session.recognize(null), "个人绩效");
  expect(before).toMatchObject({ layout: "subject-matrix", indicators: 2, subjects: 4, corrected: false });
  const without = tableOn(await session.correct({ kind: "role", tableId: before.tableId, column: 3, role: "remark" }), "个人绩效");
  expect(without).toMatchObject({ indicators: 1, entryCells: 4, corrected: true });
  expect(without.columns.find((column) => column.column === 3)).toMatchObject({ role: "remark", corrected: true, confidence: 1, reasons: [{ code: "recognition.column.chosen" }], alternative: { role: "score" } });
  // A whole re-reading does not forget it.
  expect(tableOn(await session.recognize(null), "个人绩效")).toEqual(without);
  expect(tableOn(await session.correct({ kind: "reset", tableId: before.tableId }), "个人绩效")).toEqual(before);
});

test("SE-6 another subject column: the one whose header says so gives way", async () => {
  const rows: Written[][] = [["姓名", "警号", "履职（60分）", "作风（40分）"], ...PEOPLE.map(([name, a, b], i): Written[] => [name, `J${String(100 + i)}`, a, b])];
  const { session } = await sessionOver(writtenWorkbook([{ name: "表", rows }]));
  const before = tableOn(await session.recognize(null), "表");
  const after = tableOn(await session.correct({ kind: "role", tableId: before.tableId, column: 1, role: "subject" }), "表");
  expect(after.columns.filter((column) => column.role === "subject").map((column) => column.letter)).toEqual(["B"]);
  const scores = await session.previewScores({ scheme: (await session.scheme(null)).scheme, marks: {} });
  expect(scores.pools.flatMap((pool) => pool.lines.map((line) => line.name)).sort()).toEqual(["J100", "J101", "J102", "J103"]);
});

test("SE-6 a chosen indicator column gives indicators, hierarchy and paths anew", async () => {
  const rows: Written[][] = [
    ["类别", "内容", "标准", "分值", "得分"],
    ["履职", "税费征收", "按期完成得满分", 30, 28],
    [null, "纳税服务", "无投诉得满分", 30, 27],
    ["作风", "考勤", "每迟到一次扣1分", 20, 20],
    [null, "纪律", "无违纪得满分", 20, 19],
  ];
  const { session } = await sessionOver(writtenWorkbook([{ name: "考核表", rows, merges: ["A2:A3", "A4:A5"] }]));
  const before = tableOn(await session.recognize(null), "考核表");
  expect(before.columns[1]).toMatchObject({ role: "indicator" });
  const after = tableOn(await session.correct({ kind: "role", tableId: before.tableId, column: 0, role: "indicator" }), "考核表");
  expect(after.columns.map((column) => column.role).filter((role) => role === "indicator")).toHaveLength(1);
  expect(after.indicators).toBe(2);
});

test("SE-6 range and header rows as given", async () => {
  const rows: Written[][] = [
    ["单位", "征收", "服务"],
    ["（满分）", "60分", "40分"],
    ["城东", 55, 35],
    ["城西", 50, 38],
    ["城南", 52, 33],
    ["抽查", 1, 2],
  ];
  const { session } = await sessionOver(writtenWorkbook([{ name: "组织绩效", rows }]));
  const before = tableOn(await session.recognize(null), "组织绩效");
  const after = tableOn(await session.correct({ kind: "range", tableId: before.tableId, range: rect("A1:C5"), headerRows: { first: 0, last: 1 } }), "组织绩效");
  expect(after).toMatchObject({ address: "A1:C5", headerRows: { first: 0, last: 1 }, subjects: 3, indicators: 2, corrected: true });
  expect(after.columns[1]?.headerPath).toEqual(["征收", "60分"]);
  await expect(session.correct({ kind: "range", tableId: after.tableId, range: rect("A1:C5"), headerRows: { first: 4, last: 7 } })).rejects.toMatchObject({ code: "correction.header-outside" });
  await expect(session.correct({ kind: "range", tableId: after.tableId, range: rect("T90:Z99"), headerRows: null })).rejects.toMatchObject({ code: "correction.empty" });
  expect(tableOn(await session.recognize(null), "组织绩效")).toEqual(after);
});

test("SE-6 a table that was not found is added by its range, and reset takes it away", async () => {
  // One line of scores: too little to be taken for a table.
  const rows: Written[][] = [["说明"], [null], [null, "姓名", "得分"], [null, "王芳", 92]];
  const { session } = await sessionOver(writtenWorkbook([{ name: "杂记", rows }]));
  const before = await session.recognize(null);
  const sheetId = before.sheets[0]?.sheetId ?? "";
  for (const table of before.sheets[0]?.tables ?? []) await session.correct({ kind: "ignore", tableId: table.tableId, ignored: true });
  const added = await session.correct({ kind: "add-table", sheetId, range: rect("B3:C4"), headerRows: { first: 2, last: 2 } });
  expect(tableOn(added, "杂记")).toMatchObject({ address: "B3:C4", headerRows: { first: 2, last: 2 }, corrected: true });
  const { tableId } = tableOn(added, "杂记");
  await session.correct({ kind: "reset", tableId });
  const after = await session.recognize(null);
  expect(after.sheets[0]?.tables.map((table) => table.address)).toEqual(before.sheets[0]?.tables.map((table) => table.address));
});

test("SE-6 an ignored table is left alone, performance as chosen", async () => {
  const { session } = await sessionOver(sample());
  const before = await session.recognize(null);
  const ballot = tableOn(before, "民主测评");
  const after = tableOn(await session.correct({ kind: "ignore", tableId: ballot.tableId, ignored: true }), "民主测评");
  expect(after).toMatchObject({ ignored: true, layout: "other", performance: null });
  const people = tableOn(before, "个人绩效");
  expect(people.performance).toBe("person");
  expect(tableOn(await session.correct({ kind: "performance", tableId: people.tableId, performance: "unit" }), "个人绩效").performance).toBe("unit");
  const structure = await session.previewStructure({ protect: true });
  expect(structure.summary.sheets.map((sheet) => sheet.name)).not.toContain("民主测评");
});

test("SE-4 corrections are kept in the record, survive saving, and are read by whoever opens the file", async () => {
  const { session, file } = await sessionOver(writtenWorkbook([scoreTable(PEOPLE)]));
  const { tableId } = tableOn(await session.recognize(null), "个人绩效");
  const corrected = tableOn(await session.correct({ kind: "role", tableId, column: 3, role: "remark" }), "个人绩效");
  await session.apply((await session.previewStructure({ protect: false })).previewId);
  // After structuring each correction is written at once.
  await session.correct({ kind: "performance", tableId, performance: "unit" });
  expect((await session.state(null)).history.map((entry) => entry.purpose)).toEqual(["structure"]);
  const again = await sessionOver(file.save());
  const read = tableOn(await again.session.recognize(null), "个人绩效");
  expect(read).toMatchObject({ indicators: corrected.indicators, performance: "unit", corrected: true });
  expect(read.columns).toEqual(corrected.columns);
  expect(tableOn(await again.session.correct({ kind: "reset", tableId: read.tableId }), "个人绩效")).toMatchObject({ indicators: 2, performance: "person", corrected: false });
  const last = await sessionOver(again.file.save());
  expect(tableOn(await last.session.recognize(null), "个人绩效").corrected).toBe(false);
});

test("SE-4 RC-65 an added table keeps its range and header through structuring and saving, for the command line too", async () => {
  const rows: Written[][] = [["说明"], [null], [null, "姓名", "履职（60分）", "作风（40分）"], [null, "王芳", 50, 35], [null, "李强", 55, 38]];
  const { session, file } = await sessionOver(writtenWorkbook([{ name: "杂记", rows }]));
  const before = await session.recognize(null);
  const added = tableOn(await session.correct({ kind: "add-table", sheetId: before.sheets[0]?.sheetId ?? "", range: rect("B3:D5"), headerRows: { first: 2, last: 2 } }), "杂记");
  expect(added).toMatchObject({ address: "B3:D5", layout: "subject-matrix", subjects: 2, indicators: 2 });
  await session.apply((await session.previewStructure({ protect: true })).previewId);
  expect(tableOn(await session.recognize(null), "杂记")).toEqual(added);
  // Structuring again has nothing to do.
  expect((await session.previewStructure({ protect: true })).empty).toBe(true);
  const again = await sessionOver(file.save());
  expect(tableOn(await again.session.recognize(null), "杂记")).toEqual(added);
  const read = await readWorkbook(again.file);
  expect(read.tables.map(({ table, layout }) => [table.range, layout])).toEqual([[added.range, "subject-matrix"]]);
});

test("SE-6 a range corrected after structuring moves the structure with it, and undo takes it back", async () => {
  const { session, file } = await sessionOver(writtenWorkbook([scoreTable(PEOPLE)]));
  const { tableId, range } = tableOn(await session.recognize(null), "个人绩效");
  await session.apply((await session.previewStructure({ protect: false })).previewId);
  const shorter = { ...range, rows: range.rows - 1 };
  expect(tableOn(await session.correct({ kind: "range", tableId, range: shorter, headerRows: { first: 1, last: 1 } }), "个人绩效")).toMatchObject({ tableId, subjects: 3, range: shorter });
  const again = await session.previewStructure({ protect: false });
  expect(again.summary.namesDefined).toBeGreaterThan(0);
  await session.apply(again.previewId);
  expect((await session.previewStructure({ protect: false })).empty).toBe(true);
  const { names } = await file.read({ sheets: "all", fields: [] });
  expect(names.find((name) => name.name === "_TS_T1")?.refersTo).toMatch(/\$A\$2:\$F\$5$/);
  await session.undo(null);
  expect((await session.undo(null)).structured).toBe(false);
  // The correction outlives the steps: it is the user's word about the table.
  expect(tableOn(await session.recognize(null), "个人绩效")).toMatchObject({ subjects: 3, corrected: true });
});

test("SE-6 unknown tables and columns are refused", async () => {
  const { session } = await sessionOver(writtenWorkbook([scoreTable(PEOPLE)]));
  await session.recognize(null);
  await expect(session.correct({ kind: "ignore", tableId: "T9", ignored: true })).rejects.toMatchObject({ code: "correction.no-table" });
  await expect(session.correct({ kind: "role", tableId: "T1", column: 99, role: "score" })).rejects.toMatchObject({ code: "correction.no-column" });
  await expect(session.correct({ kind: "add-table", sheetId: "none", range: rect("A1:B2"), headerRows: null })).rejects.toMatchObject({ code: "sheet.not-found" });
});

test("SE-18 corrections exported from one workbook put right the next one of the kind", async () => {
  const first = (await sessionOver(writtenWorkbook([scoreTable(PEOPLE)]))).session;
  const before = tableOn(await first.recognize(null), "个人绩效");
  await first.correct({ kind: "role", tableId: before.tableId, column: 3, role: "remark" });
  const { text, tables } = await first.exportProfile(null);
  expect(tables).toBe(1);
  const second = (await sessionOver(writtenWorkbook([scoreTable(PEOPLE.slice(1))]))).session;
  await second.recognize(null);
  const imported = await second.importProfile(text);
  expect(imported.tables).toBe(1);
  expect(tableOn(imported.recognition, "个人绩效").columns.find((column) => column.column === 3)).toMatchObject({ role: "remark", corrected: true });
  await expect(second.importProfile(text)).rejects.toMatchObject({ code: "profile.nothing-fits" });
  await expect(second.importProfile("{}")).rejects.toMatchObject({ code: "profile.invalid" });
});
