import { CodedError } from "../../../src/core/coded-error";
import type { RecognitionView, Session, TableView } from "../../../src/app/session/session";
import { writtenWorkbook, type Written } from "../../support/written-workbook";
import { sessionOver } from "./session-over";

jest.setTimeout(60_000);

const NAMES = ["王芳", "李强", "赵敏", "孙丽", "周涛", "吴丹"];
const people = (from: number, to: number): Written[][] => NAMES.slice(from, to).map((name, i): Written[] => [name, 50 - i, 38 - i]);
const HEADER: Written[] = ["姓名", "履职（60分）", "作风（40分）"];
/** What nobody could tell to be a section and a sum: no words say so, and nothing adds up. */
const ODD: Written[][] = [["个人绩效考核表"], HEADER, ...people(0, 3), ["第二梯队", 1, 2], ...people(3, 6), ["全体情况", 300, 200]];

const only = (view: RecognitionView): TableView => {
  const [table] = view.sheets.flatMap(({ tables }) => tables);
  if (!table) throw new Error("no table");
  return table;
};
const tablesOf = (view: RecognitionView): readonly string[] => view.sheets.flatMap(({ tables }) => tables.map(({ address }) => address));

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(() => null, (reason: unknown) => reason);
  return error instanceof CodedError ? error.code : String(error);
}

/** Marks rows of the odd table: 第二梯队 a section, 全体情况 a total. */
async function marked(session: Session): Promise<RecognitionView> {
  const { tableId } = only(await session.recognize(null));
  await session.correct({ kind: "row", tableId, row: 5, label: "group" });
  return session.correct({ kind: "row", tableId, row: 9, label: "total" });
}

test("RC-66 a row said to be a section or a total is no subject any more, and taking it back makes it one", async () => {
  const { session } = await sessionOver(writtenWorkbook([{ name: "表", rows: ODD }]));
  const before = only(await session.recognize(null));
  expect(before.subjects).toBe(8);
  const view = only(await marked(session));
  expect(view).toMatchObject({ subjects: 6, corrected: true, markedRows: [{ row: 5, label: "group" }, { row: 9, label: "total" }] });
  expect(only(await session.recognize(null))).toEqual(view);
  const scores = await session.previewScores({ scheme: (await session.scheme(null)).scheme, marks: {} });
  expect(scores.scored).toBe(6);
  await session.correct({ kind: "row", tableId: view.tableId, row: 5, label: null });
  expect(only(await session.correct({ kind: "row", tableId: view.tableId, row: 9, label: null }))).toEqual(before);
});

test("RC-66 RE-8 marks are kept in the record", async () => {
  const { session, file } = await sessionOver(writtenWorkbook([{ name: "表", rows: ODD }]));
  await marked(session);
  await session.apply((await session.previewStructure({ protect: false })).previewId);
  const again = (await sessionOver(file.save())).session;
  expect(only(await again.recognize(null))).toMatchObject({ subjects: 6, markedRows: [{ row: 5, label: "group" }, { row: 9, label: "total" }] });
});

test("RC-66 RC-70 a second workbook of the kind needs no mark: it comes with the profile, wherever the row stands there", async () => {
  const { session } = await sessionOver(writtenWorkbook([{ name: "表", rows: ODD }]));
  await marked(session);
  const { text } = await session.exportProfile(null);
  const other: Written[][] = [["另一单位考核表"], HEADER, ...people(0, 5), ["第三梯队", 1, 2], ["第二梯队", 1, 2], ["钱进", 41, 22], ["全体情况", 300, 200]];
  const second = (await sessionOver(writtenWorkbook([{ name: "另一张", rows: other }]))).session;
  expect(only(await second.recognize(null)).subjects).toBe(9);
  const { recognition } = await second.importProfile(text);
  // Digits count for nothing, but the third is not the second.
  expect(only(recognition)).toMatchObject({ subjects: 7, markedRows: [{ row: 8, label: "group" }, { row: 10, label: "total" }] });
});

test("RC-66 a note at the end leaves the table, a total below it joins it", async () => {
  const rows: Written[][] = [["个人绩效考核表"], HEADER, ...people(0, 4), ["以上为初评结果", null, null]];
  const { session } = await sessionOver(writtenWorkbook([{ name: "表", rows }]));
  const before = only(await session.recognize(null));
  const joined = only(await session.correct({ kind: "row", tableId: before.tableId, row: 6, label: "total" }));
  expect(joined.address).toBe("A2:C7");
  const left = only(await session.correct({ kind: "row", tableId: before.tableId, row: 6, label: "note" }));
  expect(left.address).toBe("A2:C6");
  expect(left.subjects).toBe(4);
});

test("SE-6 rows that are no rows of the body are refused", async () => {
  const { session } = await sessionOver(writtenWorkbook([{ name: "表", rows: ODD }]));
  const { tableId } = only(await session.recognize(null));
  for (const row of [0, 1, 10, 5000, -1, 2.5]) expect(await refusal(session.correct({ kind: "row", tableId, row, label: "total" }))).toBe("correction.row-outside");
});

test("RC-67 a table is split at a row, each with its header, and joined again", async () => {
  const rows: Written[][] = [["个人绩效考核表"], HEADER, ...people(0, 3), HEADER, ...people(3, 6)];
  const { session } = await sessionOver(writtenWorkbook([{ name: "表", rows }]));
  const before = only(await session.recognize(null));
  expect(before).toMatchObject({ address: "A2:C9", subjects: 6 });
  const after = await session.correct({ kind: "split", tableId: before.tableId, at: { row: 5 } });
  expect(tablesOf(after)).toEqual(["A2:C5", "A6:C9"]);
  const [one, two] = after.sheets.flatMap(({ tables }) => tables);
  expect([one?.subjects, two?.subjects, two?.headerRows]).toEqual([3, 3, { first: 5, last: 5 }]);
  const joined = await session.correct({ kind: "join", tableId: one?.tableId ?? "", with: two?.tableId ?? "" });
  expect(tablesOf(joined)).toEqual(["A2:C9"]);
  expect(only(joined).subjects).toBe(6);
});

test("RC-67 side by side both have the header's rows; what cannot be split or joined is refused", async () => {
  const rows: Written[][] = [["姓名", "得分（100分）", "姓名", "得分（100分）"], ...NAMES.slice(0, 3).map((name, i): Written[] => [name, 90 - i, NAMES[i + 3] ?? "", 80 - i])];
  const { session } = await sessionOver(writtenWorkbook([{ name: "表", rows }, { name: "另一张", rows: [HEADER, ...people(0, 3)] }]));
  const view = await session.recognize(null);
  const table = only(view);
  const other = view.sheets[1]?.tables[0];
  for (const at of [{ row: 0 }, { row: 4 }, { column: 0 }, { column: 4 }]) expect(await refusal(session.correct({ kind: "split", tableId: table.tableId, at }))).toBe("correction.split-outside");
  expect(await refusal(session.correct({ kind: "join", tableId: table.tableId, with: other?.tableId ?? "" }))).toBe("correction.no-table");
  expect(await refusal(session.correct({ kind: "join", tableId: table.tableId, with: table.tableId }))).toBe("correction.no-table");
  const after = await session.correct({ kind: "split", tableId: table.tableId, at: { column: 2 } });
  expect(after.sheets[0]?.tables.map(({ address, headerRows, subjects }) => [address, headerRows, subjects])).toEqual([["A1:B4", { first: 0, last: 0 }, 3], ["C1:D4", { first: 0, last: 0 }, 3]]);
});
