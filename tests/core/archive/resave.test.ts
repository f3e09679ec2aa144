import { planArchive } from "../../../src/core/archive/archive-plan";
import { verifyArchives } from "../../../src/core/archive/verify";
import type { WorkbookSnapshot } from "../../../src/core/grid/snapshot";
import { defaultScheme } from "../../../src/core/score/default-scheme";
import { parseRecord } from "../../../src/core/store/parse-record";
import type { WorkbookRecord } from "../../../src/core/store/record";
import { zhArchive } from "../../../src/i18n/zh-CN/archive";
import { createBlankWorkbook } from "../../../src/workbook/file/blank-workbook";
import type { FileWorkbook } from "../../../src/workbook/file/file-workbook";
import { openWorkbook } from "../../../src/workbook/file/open-workbook";
import { describeWithLibreOffice, recalculate } from "../../support/libreoffice";

const record: WorkbookRecord = { version: 1, edition: 2, structuredAt: "2026-10-01T09:00:00+08:00", tables: [], scheme: defaultScheme(), ownSheets: [], archives: [] };
const FIELDS = ["values", "formulas", "styles", "protection", "validations", "hidden"] as const;

const rows: readonly (readonly (string | number | boolean | null)[])[] = [
  ["2026年三季度组织绩效排名", null, null, null, null],
  ["名次", "对象", "得分", "增幅", "备注"],
  [1, "第一税务所", 96.1 + 0.2, 1 / 3, "含“引号”、<括号>与&符号"],
  [2, "第二税务所", 0.1 + 0.2, -1e-7, "两行\n文字"],
  [3, "é\u0301té", 123456789012345.6, 1e21, " 前后有空格 "],
  [null, "001", true, false, "=不是公式"],
  [null, "_x0041_", 45000.123456789, 2 ** 53, null],
];

async function archived(): Promise<{ readonly file: FileWorkbook; readonly digest: string | undefined }> {
  const file = createBlankWorkbook("排名");
  const sheetId = (await file.read({ sheets: "all", fields: [] })).sheets[0]?.sheetId ?? "";
  await file.apply({ purpose: "rank", edits: [{ kind: "setValues", area: { sheetId, row: 0, column: 0, rows: rows.length, columns: 5 }, values: rows }] });
  const workbook = await file.read({ sheets: "all", fields: FIELDS });
  const [ranked] = workbook.sheets;
  if (!ranked) throw new Error("no sheet");
  const planned = planArchive(workbook, ranked, record, { archivedAt: "2026-10-08T09:00:00+08:00", title: "三季度排名", signer: "王一" }, zhArchive);
  await file.apply(planned.plan);
  return { file, digest: planned.archive?.digest };
}

async function reopened(bytes: Uint8Array): Promise<WorkbookSnapshot> {
  return (await openWorkbook(bytes, "归档.xlsx")).read({ sheets: "all", fields: FIELDS });
}

test("AR-1 RE-1 saved and opened again by ourselves: intact, and the record is there", async () => {
  const { file, digest } = await archived();
  const workbook = await reopened(file.save());
  const parsed = parseRecord(workbook.record ?? "");
  expect(parsed.ok && parsed.record.archives[0]?.digest).toBe(digest);
  const verified = verifyArchives(workbook, parsed.ok ? parsed.record : null);
  expect(verified).toMatchObject({ archives: [{ archiveId: "A1", state: "intact", confirmed: true, digest }], findings: [] });
});

describeWithLibreOffice("an archive saved by LibreOffice", () => {
  test("AR-1 AR-2 AR-3 stays intact", async () => {
    const { file, digest } = await archived();
    const workbook = await reopened(await recalculate(file.save()));
    const verified = verifyArchives(workbook, null, new Map([["A1", digest ?? ""]]));
    expect(verified.archives).toMatchObject([{ archiveId: "A1", state: "intact", cells: [], confirmed: true }]);
  }, 180_000);

  test("AR-18 a cell changed before LibreOffice saved it is named", async () => {
    const { file } = await archived();
    const sheet = (await file.read({ sheets: "all", fields: [] })).sheets.find((one) => one.name === "归档-A1");
    const sheetId = sheet?.sheetId ?? "";
    await file.apply({
      purpose: "fix",
      edits: [
        { kind: "setProtection", sheetId, options: null },
        { kind: "setValues", area: { sheetId, row: 8, column: 2, rows: 1, columns: 1 }, values: [[96.4]] },
      ],
    });
    const workbook = await reopened(await recalculate(file.save()));
    expect(verifyArchives(workbook, null).archives).toMatchObject([{ state: "changed", cells: ["C9"] }]);
  }, 180_000);
});
