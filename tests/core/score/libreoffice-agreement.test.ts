import { toA1 } from "../../../src/core/grid/address";
import { formulaAt, valueAt, type WorkbookSnapshot } from "../../../src/core/grid/snapshot";
import type { Edit } from "../../../src/core/plan/edit";
import { defaultScheme } from "../../../src/core/score/default-scheme";
import { MAX_COMPARED, planRanking } from "../../../src/core/score/plan-ranking";
import { planScore } from "../../../src/core/score/plan-score";
import { zhScoreSheets } from "../../../src/i18n/zh-CN/score";
import { createBlankWorkbook } from "../../../src/workbook/file/blank-workbook";
import { openWorkbook } from "../../../src/workbook/file/open-workbook";
import type { SnapshotField, WorkbookPort } from "../../../src/workbook/port";
import { describeWithLibreOffice, recalculate } from "../../support/libreoffice";
import { form, matrix, rated, raters, type HandMade } from "./hand-made-tables";

const FIELDS: readonly SnapshotField[] = ["values", "formulas", "styles", "protection", "validations", "conditionalFormats", "hidden", "tables"];

function read(port: WorkbookPort): Promise<WorkbookSnapshot> {
  return port.read({ sheets: "all", fields: FIELDS });
}

/** A real file with hand-made tables, scored and ranked; the bytes and what the core expects of each formula cell. */
async function scoredFile(...made: readonly HandMade[]): Promise<{ readonly bytes: Uint8Array; readonly expected: ReadonlyMap<string, unknown>; readonly disagreements: readonly unknown[] }> {
  const port = createBlankWorkbook("说明");
  const build: Edit[] = made.flatMap(({ sheet, names }): Edit[] => {
    const used = sheet.used;
    if (!used) return [];
    return [
      { kind: "addSheet", sheetId: sheet.sheetId, name: sheet.name, visibility: "visible", after: null },
      { kind: "setValues", area: { sheetId: sheet.sheetId, ...used }, values: sheet.values.map((row) => row.map((value) => (typeof value === "object" ? null : value))) },
      ...names.map((name): Edit => ({ kind: "defineName", name: name.name, refersTo: name.refersTo, hidden: name.hidden })),
    ];
  });
  await port.apply({ purpose: "structure", edits: build });
  const first = await read(port);
  const ids = new Map(first.sheets.map((sheet) => [sheet.name, sheet.sheetId]));
  const tables = made.map(({ table }) => ({ ...table, sheetId: ids.get(table.sheetName) ?? "" }));
  const planned = planScore(first, tables, defaultScheme(), zhScoreSheets);
  const one = await port.apply(planned.plan);
  const ranked = planRanking(await read(port), planned.scores, zhScoreSheets);
  const two = await port.apply(ranked.plan);
  const names = new Map((await read(port)).sheets.map((sheet) => [sheet.sheetId, sheet.name]));
  const expected = new Map<string, unknown>();
  for (const edit of [...planned.plan.edits, ...ranked.plan.edits]) {
    if (edit.kind !== "setFormulas") continue;
    edit.formulas.forEach((row, r) => {
      row.forEach((formula, c) => {
        const value = edit.expected?.[r]?.[c] ?? null;
        if (formula === null || value === null) return;
        expected.set(`${names.get(edit.area.sheetId) ?? ""}!${toA1({ row: edit.area.row + r, column: edit.area.column + c, rows: 1, columns: 1 })}`, value);
      });
    });
  }
  return { bytes: port.save(), expected, disagreements: [...one.disagreements, ...two.disagreements] };
}

/** Cells where LibreOffice calculates something else. */
async function differences(file: { readonly bytes: Uint8Array; readonly expected: ReadonlyMap<string, unknown> }): Promise<readonly string[]> {
  const workbook = await read(await openWorkbook(await recalculate(file.bytes), "recalculated.xlsx"));
  const wrong: string[] = [];
  const seen = new Set<string>();
  for (const sheet of workbook.sheets) {
    if (!sheet.used) continue;
    for (let row = sheet.used.row; row < sheet.used.row + sheet.used.rows; row++) {
      for (let column = sheet.used.column; column < sheet.used.column + sheet.used.columns; column++) {
        const address = `${sheet.name}!${toA1({ row, column, rows: 1, columns: 1 })}`;
        if (!file.expected.has(address)) continue;
        seen.add(address);
        const expected = file.expected.get(address);
        const actual = valueAt(sheet, row, column) ?? "";
        const same = typeof expected === "number" && typeof actual === "number" ? expected.toPrecision(15) === actual.toPrecision(15) : expected === actual;
        if (!same) wrong.push(`${address} ${formulaAt(sheet, row, column) ?? ""}: expected ${JSON.stringify(expected)}, LibreOffice ${JSON.stringify(actual)}`);
      }
    }
  }
  for (const [address, value] of file.expected) if (!seen.has(address) && value !== "") wrong.push(`${address}: gone`);
  return wrong;
}

describeWithLibreOffice("SC-17 what the formulas say is what the core computes, as LibreOffice calculates it", () => {
  test("SC-17 tables, links, raters, forms and ranks", async () => {
    const awkward = [[0.1, 0.2], [2.675, 0], [1.005, 0], [0, 0.005], [33.335, 33.33], [50.125, 39.87], [42.4925, 42.5125], [50, null], [50, "缺考"], [84.99499999995, 0]] as const;
    const columns = [
      { header: "自评", group: "self" as const },
      { header: "领导", group: "leader" as const },
    ];
    const file = await scoredFile(
      matrix({ tableId: "T1", name: "单位", performance: "unit", marks: [{ name: "任务", fullMark: "600" }, { name: "党建", fullMark: "400" }], rows: [{ name: "征管科", entries: [500, 333.33] }, { name: "法制科", entries: [null, 390] }, { name: "办公室", entries: [512.5, 377] }] }),
      matrix({
        tableId: "T2",
        name: "个人",
        marks: [{ name: "甲", fullMark: "60", weight: "0.6" }, { name: "乙", fullMark: "70", weight: "0.4" }, { name: "加分" }, { name: "扣分" }],
        rows: awkward.map((entries, i) => ({ name: `人${i}`, group: ["征管科", "法制科", "征管股", "办公室", "无此科"][i % 5] ?? "", attributes: { 职务层级: i % 3 === 0 ? "正职" : "副职" }, entries: [...entries, i % 4 === 0 ? 1.5 : null, i % 5 === 0 ? -0.25 : null] })),
        results: [{ header: "综合得分", kind: "score" }, { header: "排名", kind: "rank" }, { header: "等次", kind: "grade" }],
      }),
      raters({
        tableId: "T3",
        name: "测评",
        raters: [{ name: "自评", group: "self" }, { name: "领导", group: "leader" }, { name: "甲", group: "rater" }, { name: "乙", group: "rater" }, { name: "丙", group: "rater" }],
        rows: [{ name: "选1", entries: [null, 80, 90, 85, 86] }, { name: "选2", entries: [100, 80, 90, null, "弃权"] }, { name: "选3", entries: [null, null, null, null, null] }, { name: "选4", entries: [99, 98, 97.1, 96.2, 95.3] }],
      }),
      rated({
        tableId: "T8",
        name: "多人打分",
        raters: [{ name: "自评", group: "self" }, { name: "领导", group: "leader" }, { name: "甲", group: "rater" }, { name: "乙", group: "rater" }, { name: "丙", group: "rater" }],
        marks: [{ name: "德", fullMark: "70", weight: "0.3" }, { name: "能", fullMark: "90", weight: "0.7" }, { name: "加分" }],
        rows: [
          { name: "评1", entries: [[66.6, 61.1, 55, 60, 58], [90, 80.01, 77, 70, 75], [1, null, 2, 2, null]] },
          { name: "评2", entries: [[null, 61.1, 55, null, 58], [null, 80.01, 77, 70, 75], [null, null, null, null, null]] },
          { name: "评3", entries: [[66.6, null, 55, 60, 58], [90, 80.01, 77, 70, 75], [null, null, null, null, null]] },
          { name: "评4", entries: [[null, null, null, null, null], [90, 80.01, 77, 70, 75], [null, null, null, null, null]] },
          { name: "评5", entries: [[66.6, 61.1, 55, "弃权", 58], [90, 80.01, 77, 70, 75], ["无", null, null, null, null]] },
        ],
      }),
      matrix({ tableId: "T4", name: "怪名", performance: null, keys: false, marks: [{ name: "分", fullMark: "100" }], rows: [{ name: "张*", entries: [70] }, { name: "张三", entries: [90] }, { name: "李~四", entries: [80] }, { name: "王?", entries: [60] }, { name: "同名", entries: [50] }, { name: "同名", entries: [51] }], results: [{ header: "得分", kind: "score" }, { header: "名次", kind: "rank" }] }),
      form({ tableId: "T5", name: "表五", subject: "考甲", group: "征管科", marks: [{ name: "德", fullMark: "40" }, { name: "能", fullMark: "60" }, { name: "附加分" }], columns, entries: [[40, 34], [60, 51], [null, 1]] }),
      form({ tableId: "T6", name: "表六", subject: "考乙", group: "办公室", marks: [{ name: "德", fullMark: "40" }, { name: "能", fullMark: "60" }, { name: "附加分" }], columns, entries: [[38, null], [55, null], [null, null]] }),
      form({ tableId: "T7", name: "表七", subject: "考丙", group: "办公室", marks: [{ name: "德", fullMark: "40" }, { name: "能", fullMark: "60" }, { name: "附加分" }], columns, entries: [[38, 30], [55, null], [2, null]] }),
    );
    expect(file.disagreements).toEqual([]);
    expect(file.expected.size).toBeGreaterThan(300);
    expect(await differences(file)).toEqual([]);
  }, 120_000);

  test("RK-8 ranks by RANK, and a thousand totals that nearly tie", async () => {
    const rows = Array.from({ length: 5 * MAX_COMPARED }, (_, i) => ({ name: `人${i}`, entries: i % 50 === 7 ? [null, 1] : [33.33 + (i % 7) / 1000, 51.665 + ((i * 13) % 11) / 1000] }));
    const file = await scoredFile(matrix({ marks: [{ name: "甲", weight: "0.37" }, { name: "乙", weight: "0.63" }], rows, results: [{ header: "得分", kind: "score" }, { header: "名次", kind: "rank" }] }));
    expect(file.disagreements).toEqual([]);
    expect(await differences(file)).toEqual([]);
  }, 180_000);
});
