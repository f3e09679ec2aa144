import { CodedError } from "../../../src/core/coded-error";
import type { Area } from "../../../src/core/grid/address";
import { styleAt, valueAt, type SheetSnapshot, type WorkbookSnapshot } from "../../../src/core/grid/snapshot";
import type { Edit, EditValue, ValidationRule } from "../../../src/core/plan/edit";
import type { Plan } from "../../../src/core/plan/plan";
import type { EditedEvent, SnapshotField, WorkbookPort } from "../../../src/workbook/port";
import { cellsOf, readWithExcelize } from "../../support/excelize";
import { writtenWorkbook, type WrittenSheet } from "../../support/written-workbook";
import { HOSTS, type OpenedHost } from "./hosts";

const FIELDS: readonly SnapshotField[] = ["values", "formulas", "styles", "protection", "validations", "conditionalFormats", "hidden", "tables"];

const TABLE: WrittenSheet = {
  name: "考核表",
  rows: [
    ["二〇二六年考核"],
    ["序号", "姓名", "得分", "备注"],
    [1, "王芳", 36.5, "10分"],
    [2, "李强", 40, null],
    [3, "赵敏", { formula: "C3+C4", value: 76.5 }, { error: "#N/A" }],
  ],
  merges: ["A1:D1"],
};

const OTHER: WrittenSheet = { name: "另一张", rows: [["标题", 1, true]] };

function readAll(port: WorkbookPort): Promise<WorkbookSnapshot> {
  return port.read({ sheets: "all", fields: FIELDS });
}

async function sheetNamed(port: WorkbookPort, name: string): Promise<SheetSnapshot> {
  const sheet = (await readAll(port)).sheets.find((candidate) => candidate.name === name);
  if (!sheet) throw new Error(`no sheet ${name}`);
  return sheet;
}

/** What a snapshot says, the same whatever its sheets are called inside and however its styles are numbered. */
function said(workbook: WorkbookSnapshot): unknown {
  return workbook.sheets.map((sheet) => ({
    ...sheet,
    sheetId: "",
    styles: sheet.styles.map((line) => line.map((number) => workbook.styleTable[number])),
    formulas: sheet.formulas.map((line) => (line.some((formula) => formula !== null) ? line : [])),
    hiddenColumns: [],
    validations: sheet.validations.length,
  }));
}

function plan(edits: readonly Edit[], purpose: Plan["purpose"] = "structure"): Plan {
  return { purpose, edits };
}

function area(sheetId: string, row: number, column: number, rows = 1, columns = 1): Area {
  return { sheetId, row, column, rows, columns };
}

function setValues(sheetId: string, row: number, column: number, values: readonly (readonly EditValue[])[]): Edit {
  return { kind: "setValues", area: area(sheetId, row, column, values.length, values[0]?.length ?? 0), values };
}

const RULE: ValidationRule = { type: "decimal", min: 0, max: 60, allowBlank: true, severity: "stop", promptTitle: "得分", prompt: "0 到 60", errorTitle: "超出", error: "请填 0 到 60" };

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return error instanceof CodedError ? error.code : `not coded: ${String(error)}`;
  }
  return "resolved";
}

describe.each(HOSTS)("%s host", (_, open) => {
  let opened: OpenedHost;
  let table: SheetSnapshot;
  let other: SheetSnapshot;

  beforeEach(async () => {
    opened = await open(writtenWorkbook([TABLE, OTHER]));
    [table, other] = [await sheetNamed(opened.port, "考核表"), await sheetNamed(opened.port, "另一张")];
  });

  test("XL-4 values, formulas, errors, blanks and merges read as they stand", () => {
    expect(table.used).toEqual({ row: 0, column: 0, rows: 5, columns: 4 });
    expect(table.values).toEqual([
      ["二〇二六年考核", null, null, null],
      ["序号", "姓名", "得分", "备注"],
      [1, "王芳", 36.5, "10分"],
      [2, "李强", 40, null],
      [3, "赵敏", 76.5, { error: "#N/A" }],
    ]);
    expect(table.formulas[4]).toEqual([null, null, "=C3+C4", null]);
    expect(table.merges).toEqual([{ row: 0, column: 0, rows: 1, columns: 4 }]);
    expect(other.values).toEqual([["标题", 1, true]]);
  });

  test("XL-4 sheets that were not asked for are left out, and fields too", async () => {
    const { sheets } = await opened.port.read({ sheets: [other.sheetId], fields: [] });
    expect(sheets.map(({ name }) => name)).toEqual(["另一张"]);
    expect(sheets[0]).toMatchObject({ used: { row: 0, column: 0, rows: 1, columns: 3 }, values: [], formulas: [], styles: [] });
  });

  test("XL-10 a text stays the text that it is, another program reads", async () => {
    const texts = ["1-2", "=A1", "+5", "-x", "@SUM", "007", "1e5", "50%", "TRUE", "#N/A", "'引", "３．５", "2026-01-02", "12:30", " 5", "普通", "_x0041_", "a\nb"];
    const { sheetId } = other;
    await opened.port.apply(plan([setValues(sheetId, 2, 0, texts.map((text) => [text])), setValues(sheetId, 2, 1, [[1.5], [true], [false], [-0.1]])]));
    const cells = (await cellsOf(opened.save())).get("另一张");
    expect(texts.map((text, index) => [text, cells?.get(`A${index + 3}`)])).toEqual(texts.map((text) => [text, { value: text, formula: null }]));
    expect([3, 4, 5, 6].map((row) => cells?.get(`B${row}`)?.value)).toEqual([1.5, true, false, -0.1]);
    const read = await sheetNamed(opened.port, "另一张");
    expect(texts.map((_text, index) => valueAt(read, index + 2, 0))).toEqual(texts);
  });

  test("XL-10 blanks clear, null leaves", async () => {
    await opened.port.apply(plan([setValues(table.sheetId, 2, 1, [["", null, "新"]])]));
    const read = await sheetNamed(opened.port, "考核表");
    expect([1, 2, 3].map((column) => valueAt(read, 2, column))).toEqual([null, 36.5, "新"]);
  });

  test("XL-10 in cells formatted as text numbers stay numbers and formulas are calculated", async () => {
    const { sheetId } = other;
    await opened.port.apply(plan([{ kind: "setStyle", area: area(sheetId, 3, 0, 1, 3), style: { numberFormat: "@" } }]));
    await opened.port.apply(plan([setValues(sheetId, 3, 0, [[5, "1-2", null]]), { kind: "setFormulas", area: area(sheetId, 3, 2), formulas: [["=B1+1"]], expected: [[2]] }]));
    const cells = (await cellsOf(opened.save())).get("另一张");
    expect(["A4", "B4", "C4"].map((name) => cells?.get(name))).toEqual([
      { value: 5, formula: null },
      { value: "1-2", formula: null },
      { value: 2, formula: "B1+1" },
    ]);
  });

  test("XL-16 formulas are calculated, and named where they do not give what was expected", async () => {
    const receipt = await opened.port.apply(
      plan([{ kind: "setFormulas", area: area(table.sheetId, 2, 4, 3, 1), formulas: [["=C3*2"], ["=C4*2"], ["=NA()"]], expected: [[73], [81], [{ error: "#N/A" }]] }]),
    );
    expect(receipt).toMatchObject({ cells: 3, host: opened.name });
    expect(receipt.disagreements).toEqual([{ area: area(table.sheetId, 3, 4), expected: 81, actual: 80 }]);
    const cells = (await cellsOf(opened.save())).get("考核表");
    expect(cells?.get("E3")).toEqual({ value: 73, formula: "C3*2" });
  });

  test("XL-13 sheets, names, styles, validations, sizes, panes, print and merges, as another program reads them", async () => {
    const own = "own-1";
    await opened.port.apply(
      plan([
        { kind: "addSheet", sheetId: own, name: "排名", visibility: "visible", after: table.sheetId },
        setValues(own, 0, 0, [["排名表", null], ["姓名", "名次"]]),
        { kind: "mergeCells", area: area(own, 0, 0, 1, 2) },
        { kind: "setStyle", area: area(own, 0, 0, 2, 2), style: { bold: true, fill: "DDEBF7", fontColor: "1F4E78", fontSize: 12, horizontal: "center", border: "thin", wrap: true } },
        { kind: "setStyle", area: area(table.sheetId, 2, 2, 3, 1), style: { numberFormat: "0.00", locked: false } },
        { kind: "setValidation", area: area(table.sheetId, 2, 2, 3, 1), rule: RULE },
        { kind: "setConditionalFormat", area: area(table.sheetId, 2, 2, 3, 1), formula: "C3>60", fill: "FFC7CE", fontColor: "9C0006" },
        { kind: "setColumns", sheetId: own, column: 0, columns: 2, width: 20 },
        { kind: "setColumns", sheetId: table.sheetId, column: 3, columns: 1, hidden: true },
        { kind: "setRowHeight", sheetId: own, row: 0, rows: 1, height: 30 },
        { kind: "freezePanes", sheetId: own, rows: 2, columns: 1 },
        { kind: "setPageLayout", sheetId: own, layout: { orientation: "landscape", fitToWidth: true, titleRows: { first: 0, last: 1 }, footer: "&C第 &P 页" } },
        { kind: "defineName", name: "TS_得分", refersTo: "考核表!$C$3:$C$5", hidden: true },
        { kind: "setRecord", record: '{"version":1,"text":"<甲> & _x0041_"}' },
        { kind: "setProtection", sheetId: own, options: { allowFormatCells: true, allowFormatColumns: true, allowSort: false, allowAutoFilter: true } },
      ]),
    );
    const foreign = await readWithExcelize(opened.save());
    expect(foreign.sheets.map(({ name, visible }) => [name, visible])).toEqual([
      ["考核表", true],
      ["排名", true],
      ["另一张", true],
    ]);
    expect(foreign.sheets[1]?.merges).toEqual(["A1:B1"]);
    expect(foreign.sheets[0]?.validations.map(({ type, formula1, formula2, message }) => [type, formula1, formula2, message])).toEqual([["decimal", "0", "60", "请填 0 到 60"]]);
    expect(foreign.names.find(({ name }) => name === "TS_得分")).toMatchObject({ refersTo: "考核表!$C$3:$C$5" });
    const workbook = await readAll(opened.port);
    const [read, ranking] = workbook.sheets;
    if (!read || !ranking) throw new Error("no sheet");
    expect(ranking.sheetId).toBe(own);
    expect(styleAt(workbook, ranking, 1, 1)).toMatchObject({ bold: true, fill: "DDEBF7", fontColor: "1F4E78", fontSize: 12, horizontal: "center", borderTop: true, borderLeft: true, wrap: true });
    expect(styleAt(workbook, read, 3, 2)).toMatchObject({ numberFormat: "0.00", locked: false });
    expect(styleAt(workbook, read, 3, 1)).toMatchObject({ locked: true });
    expect(read.validations).toMatchObject([{ type: "decimal", formula1: "0", formula2: "60" }]);
    expect(read.conditionalFormats).toEqual([{ row: 2, column: 2, rows: 3, columns: 1 }]);
    expect(read.hiddenColumns).toEqual([3]);
    expect(ranking.protection).toMatchObject({ options: { allowFormatCells: true, allowSort: false } });
    expect(workbook.names.find(({ name }) => name === "TS_得分")).toEqual({ name: "TS_得分", refersTo: "考核表!$C$3:$C$5", sheetId: null, hidden: true });
    expect(workbook.record).toBe('{"version":1,"text":"<甲> & _x0041_"}');
  });

  test("XL-18 undo puts all of it back", async () => {
    const before = await readAll(opened.port);
    const own = "own-1";
    const receipt = await opened.port.apply(
      plan([
        { kind: "addSheet", sheetId: own, name: "排名", visibility: "hidden", after: null },
        setValues(own, 0, 0, [["甲"]]),
        setValues(table.sheetId, 2, 2, [[1, "x"], [2, ""], ["3-4", 7]]),
        { kind: "setFormulas", area: area(table.sheetId, 2, 4, 2, 1), formulas: [["=C3"], ["=C4"]], expected: null },
        { kind: "setStyle", area: area(table.sheetId, 1, 0, 4, 6), style: { fill: "FFFF00", bold: true, border: "thin", numberFormat: "0.0", horizontal: "right", locked: false } },
        { kind: "setValidation", area: area(table.sheetId, 2, 2, 3, 1), rule: RULE },
        { kind: "setConditionalFormat", area: area(table.sheetId, 2, 2, 3, 1), formula: "C3>60", fill: "FFC7CE", fontColor: "9C0006" },
        { kind: "setColumns", sheetId: table.sheetId, column: 1, columns: 2, width: 30, hidden: true },
        { kind: "setRowHeight", sheetId: table.sheetId, row: 1, rows: 3, height: 40 },
        { kind: "freezePanes", sheetId: table.sheetId, rows: 2, columns: 0 },
        { kind: "defineName", name: "TS_x", refersTo: "考核表!$A$1", hidden: false },
        { kind: "setRecord", record: "{}" },
        { kind: "setProtection", sheetId: table.sheetId, options: { allowFormatCells: false, allowFormatColumns: false, allowSort: false, allowAutoFilter: false } },
      ]),
    );
    expect(said(await readAll(opened.port))).not.toEqual(said(before));
    await opened.port.undo(receipt);
    const after = await readAll(opened.port);
    expect(said(after)).toEqual(said(before));
    expect([after.names, after.record]).toEqual([before.names, before.record]);
  });

  test("XL-14 a sheet of ours is emptied and written anew, and comes back as it was", async () => {
    const own = "own-1";
    await opened.port.apply(
      plan([
        { kind: "addSheet", sheetId: own, name: "排名", visibility: "visible", after: null },
        setValues(own, 0, 0, [["旧", 1], ["2-3", 4]]),
        { kind: "mergeCells", area: area(own, 2, 0, 1, 2) },
        { kind: "setFormulas", area: area(own, 1, 2), formulas: [["=B1+B2"]], expected: null },
        { kind: "setStyle", area: area(own, 0, 0, 1, 2), style: { fill: "DDEBF7", bold: true, border: "thin" } },
        { kind: "setValidation", area: area(own, 1, 1), rule: RULE },
        { kind: "setColumns", sheetId: own, column: 0, columns: 1, width: 25 },
        { kind: "freezePanes", sheetId: own, rows: 1, columns: 0 },
      ]),
    );
    const before = said(await readAll(opened.port));
    const receipt = await opened.port.apply(plan([{ kind: "clearSheet", sheetId: own }, setValues(own, 0, 0, [["新"]]), { kind: "mergeCells", area: area(own, 1, 0, 2, 2) }]));
    const cleared = await sheetNamed(opened.port, "排名");
    expect(cleared).toMatchObject({ values: [["新"]], merges: [{ row: 1, column: 0, rows: 2, columns: 2 }], validations: [] });
    await opened.port.undo(receipt);
    expect(said(await readAll(opened.port))).toEqual(before);
  });

  test("XL-14 a deleted sheet comes back with what referred to it", async () => {
    await opened.port.apply(plan([{ kind: "setFormulas", area: area(table.sheetId, 2, 5), formulas: [["=另一张!B1+1"]], expected: [[2]] }, { kind: "defineName", name: "TS_y", refersTo: "另一张!$B$1", hidden: false }]));
    const before = await readAll(opened.port);
    const receipt = await opened.port.apply(plan([{ kind: "deleteSheet", sheetId: other.sheetId }]));
    const gone = await readAll(opened.port);
    expect(gone.sheets.map(({ name }) => name)).toEqual(["考核表"]);
    expect(gone.sheets[0]?.formulas[2]?.[5]).toContain("#REF!");
    await opened.port.undo(receipt);
    const after = await readAll(opened.port);
    expect(said(after)).toEqual(said(before));
    expect(after.sheets.map(({ sheetId }) => sheetId)).toEqual(before.sheets.map(({ sheetId }) => sheetId));
    expect(after.names.map(({ refersTo }) => refersTo)).toEqual(before.names.map(({ refersTo }) => refersTo));
  });

  test("XL-18 undo is refused where a cell was changed since, and names it", async () => {
    const receipt = await opened.port.apply(plan([setValues(table.sheetId, 2, 2, [[1], [2]])]));
    await opened.port.apply(plan([setValues(table.sheetId, 3, 2, [[9]])], "edit"));
    const before = said(await readAll(opened.port));
    const refused = await opened.port.undo(receipt).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "undo.changed-since", params: { cells: ["考核表!C4"], count: 1 } });
    expect(said(await readAll(opened.port))).toEqual(before);
  });

  test.each<[string, (ids: { readonly table: string; readonly other: string }) => readonly Edit[], string]>([
    ["a sheet that is not there", () => [setValues("none", 0, 0, [[1]])], "sheet.not-found"],
    ["a covered cell", ({ table: id }) => [setValues(id, 2, 0, [[9]]), setValues(id, 0, 1, [[1]])], "edit.merged-cell"],
    ["a name that is taken", () => [{ kind: "addSheet", sheetId: "n", name: "另一张", visibility: "visible", after: null }], "edit.sheet-name-taken"],
    ["a ragged array", ({ table: id }) => [{ kind: "setValues", area: area(id, 0, 0, 2, 2), values: [[1, 2], [3]] }], "edit.invalid"],
    ["a formula that is none", ({ table: id }) => [{ kind: "setFormulas", area: area(id, 2, 4), formulas: [["C3"]], expected: null }], "edit.invalid"],
    ["merging the user's cells", ({ table: id }) => [{ kind: "mergeCells", area: area(id, 2, 0, 2, 2) }], "edit.invalid"],
    ["two records", () => [{ kind: "setRecord", record: "a" }, { kind: "setRecord", record: "b" }], "edit.invalid"],
  ])("XL-11 a plan with %s is refused and changes nothing", async (_title, edits, code) => {
    const before = said(await readAll(opened.port));
    expect(await codeOf(opened.port.apply(plan(edits({ table: table.sheetId, other: other.sheetId }))))).toBe(code);
    expect(said(await readAll(opened.port))).toEqual(before);
  });

  test("XL-15 protected is protected, lifting it keeps what else it allowed", async () => {
    opened = await open(writtenWorkbook([{ ...TABLE, protection: 'sheet="1" insertRows="0"' }]));
    table = await sheetNamed(opened.port, "考核表");
    expect(await codeOf(opened.port.apply(plan([setValues(table.sheetId, 3, 3, [["x"]])])))).toBe("cell.locked");
    expect(await codeOf(opened.port.apply(plan([{ kind: "setStyle", area: area(table.sheetId, 3, 3), style: { bold: true } }])))).toBe("sheet.protected");
    const options = { allowFormatCells: true, allowFormatColumns: false, allowSort: false, allowAutoFilter: false };
    await opened.port.apply(plan([{ kind: "setProtection", sheetId: table.sheetId, options: null }, setValues(table.sheetId, 3, 3, [["x"]]), { kind: "setProtection", sheetId: table.sheetId, options }]));
    const read = await sheetNamed(opened.port, "考核表");
    expect(valueAt(read, 3, 3)).toBe("x");
    expect(read.protection?.options).toEqual(options);
    expect(await codeOf(opened.port.apply(plan([setValues(table.sheetId, 3, 3, [["y"]])])))).toBe("cell.locked");
  });

  test("XL-15 unlocked cells of a sheet that stays protected are written and taken back, beside locked ones", async () => {
    const { sheetId } = table;
    const options = { allowFormatCells: false, allowFormatColumns: false, allowSort: false, allowAutoFilter: false };
    await opened.port.apply(plan([{ kind: "setStyle", area: area(sheetId, 2, 2, 2, 1), style: { locked: false } }, { kind: "setProtection", sheetId, options }]));
    const before = said(await readAll(opened.port));
    const receipt = await opened.port.apply(plan([setValues(sheetId, 2, 1, [[null, 1], [null, 2]])]));
    const read = await sheetNamed(opened.port, "考核表");
    expect([valueAt(read, 2, 2), valueAt(read, 3, 2), valueAt(read, 3, 1)]).toEqual([1, 2, "李强"]);
    await opened.port.undo(receipt);
    expect(said(await readAll(opened.port))).toEqual(before);
  });

  test("XL-15 a password stops the plan before anything is left", async () => {
    opened = await open(writtenWorkbook([OTHER, { ...TABLE, protection: 'sheet="1" password="CC1A"' }]));
    table = await sheetNamed(opened.port, "考核表");
    other = await sheetNamed(opened.port, "另一张");
    const before = said(await readAll(opened.port));
    const code = await codeOf(opened.port.apply(plan([setValues(other.sheetId, 0, 0, [["x"]]), { kind: "setProtection", sheetId: table.sheetId, options: null }, setValues(table.sheetId, 3, 3, [["x"]])])));
    expect(["sheet.protected-password", "excel.password"]).toContain(code);
    expect(said(await readAll(opened.port))).toEqual(before);
  });

  test("XL-11 a cancelled plan leaves the workbook as it was", async () => {
    const before = said(await readAll(opened.port));
    const abort = new AbortController();
    abort.abort();
    expect(await codeOf(opened.port.apply(plan([setValues(table.sheetId, 3, 3, [["x"]])]), { signal: abort.signal }))).toBe("cancelled");
    expect(said(await readAll(opened.port))).toEqual(before);
  });

  test("XL-19 our own plans are told with their purpose", async () => {
    const heard: EditedEvent[] = [];
    const stop = opened.port.onEdited((event) => heard.push(event));
    await opened.port.apply(plan([setValues(table.sheetId, 3, 3, [["x"]])], "fix"));
    await new Promise((resolve) => setTimeout(resolve, 20));
    stop();
    await opened.port.apply(plan([setValues(table.sheetId, 3, 3, [["y"]])], "fix"));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(heard).toEqual([{ sheetId: table.sheetId, area: { row: 3, column: 3, rows: 1, columns: 1 }, purpose: "fix" }]);
  });
});
