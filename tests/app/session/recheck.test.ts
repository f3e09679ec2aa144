import fc from "fast-check";
import { checkAll } from "../../../src/app/check-workbook";
import { readWorkbook, rereadWorkbook } from "../../../src/app/read-workbook";
import { recheckBlock, touchedBoth } from "../../../src/app/session/touched-block";
import type { Area } from "../../../src/core/grid/address";
import type { Edit, EditValue } from "../../../src/core/plan/edit";
import type { WorkbookPort } from "../../../src/workbook/port";
import { HOSTS } from "../../workbook/contract/hosts";
import { sample, sessionOver, type } from "./session-over";

jest.setTimeout(240_000);

async function edit(port: WorkbookPort, edits: readonly Edit[]): Promise<void> {
  await port.apply({ purpose: "edit", edits });
}

/** The sample, structured, scored and ranked: with formulas that depend on every entry. */
async function scored(): Promise<Uint8Array> {
  const { session, file } = await sessionOver(sample());
  await session.recognize(null);
  await session.apply((await session.previewStructure({ protect: false })).previewId);
  await session.apply((await session.previewScores({ scheme: (await session.scheme(null)).scheme, marks: {} })).previewId);
  return file.save();
}

const VALUES: readonly EditValue[] = [0, 7, 8.5, 12, 101, -1, null, "9分", "８", "缺考", "", 33.333333333, true];

describe.each(HOSTS)("over the %s host", (name, open) => {
  test(`SE-19 ${name}: after an edit of entries, checking the block is checking everything`, async () => {
    const { port } = await open(await scored());
    let reading = await readWorkbook(port);
    let checked = await checkAll(reading);
    const entries = reading.tables.flatMap(({ sheetId, entryCells }) => entryCells.map((rect): Area => ({ ...rect, sheetId })));
    let rechecked = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), fc.nat({ max: 3 }), fc.array(fc.constantFrom(...VALUES), { minLength: 4, maxLength: 4 }), async (which, row, more, values) => {
        const run = entries[which % entries.length];
        if (!run) throw new Error("the sample has no entry cells");
        const first = row % run.rows;
        const area: Area = { ...run, row: run.row + first, rows: Math.min(1 + more, run.rows - first), columns: 1 };
        await edit(port, [{ kind: "setValues", area, values: Array.from({ length: area.rows }, (_, r) => [values[r] ?? null]) }]);
        const block = await recheckBlock(port, reading, checked, area, undefined);
        reading = await rereadWorkbook(port, reading);
        checked = await checkAll(reading);
        if (!block) return;
        rechecked++;
        expect(block.checked.findings).toEqual(checked.findings);
        expect(block.reading.workbook.sheets.map(({ values: cells }) => cells)).toEqual(reading.workbook.sheets.map(({ values: cells }) => cells));
        expect(block.reading.tables.map(({ entryCells, subjects }) => [entryCells, subjects])).toEqual(reading.tables.map(({ entryCells, subjects }) => [entryCells, subjects]));
      }),
      { numRuns: name === "file" ? 40 : 12 },
    );
    expect(rechecked).toBeGreaterThan(5);
  });

  test(`SE-19 ${name}: a label, a formula, or a longer sheet is read with everything else`, async () => {
    const { port } = await open(await scored());
    const reading = await readWorkbook(port);
    const checked = await checkAll(reading);
    const table = reading.tables.find(({ entryCells }) => entryCells.length > 0);
    const entry = table?.entryCells[0];
    if (!table || !entry) throw new Error("the sample has no entry cells");
    const at = (row: number, column: number): Area => ({ sheetId: table.sheetId, row, column, rows: 1, columns: 1 });
    const label = at(entry.row, table.table.range.column);
    expect(await recheckBlock(port, reading, checked, label, undefined)).toBeNull();
    await edit(port, [{ kind: "setFormulas", area: at(entry.row, entry.column), formulas: [["=1+1"]], expected: [[2]] }]);
    expect(await recheckBlock(port, reading, checked, at(entry.row, entry.column), undefined)).toBeNull();
    const other = at(entry.row + 1, entry.column);
    await edit(port, [{ kind: "setValues", area: { ...other, row: 500, column: 60 }, values: [[1]] }]);
    expect(await recheckBlock(port, reading, checked, other, undefined)).toBeNull();
  });
});

test("SE-19 edits join to one block of one sheet, else everything is read again", () => {
  const cell = { row: 3, column: 2, rows: 1, columns: 1 };
  const one = touchedBoth(null, "a", cell);
  expect(one).toEqual({ sheetId: "a", ...cell });
  expect(touchedBoth(one, "a", { row: 5, column: 4, rows: 2, columns: 1 })).toEqual({ sheetId: "a", row: 3, column: 2, rows: 4, columns: 3 });
  expect(touchedBoth(one, "b", cell)).toBe("more");
  expect(touchedBoth(one, "a", null)).toBe("more");
  expect(touchedBoth(one, "a", { row: 3000, column: 2, rows: 1, columns: 1 })).toBe("more");
  expect(touchedBoth("more", "a", cell)).toBe("more");
});

test("SE-19 the session checks an edited entry again, and says where it cannot", async () => {
  const { session, file } = await sessionOver(sample());
  const recognition = await session.recognize(null);
  expect(await session.recheck(null)).toBeNull();
  await session.check(null);
  expect(await session.recheck(null)).toBeNull();
  const reading = await readWorkbook(file);
  const entry = reading.tables.flatMap(({ sheetId, entryCells }) => entryCells.map((rect) => ({ ...rect, sheetId })))[0];
  if (!entry) throw new Error("the sample has no entry cells");
  await type(file, entry.sheetId, entry.row, entry.column, "9分");
  const view = await session.recheck(null);
  expect(view?.findings.some((finding) => finding.code === "entry.unit" && finding.sheetId === entry.sheetId && finding.area?.row === entry.row)).toBe(true);
  expect((await session.state(null)).stale).toBe(false);
  expect(view).toEqual(await session.check(null));
  const sheet = recognition.sheets.find(({ sheetId }) => sheetId === entry.sheetId);
  const header = sheet?.tables[0]?.range;
  if (!header) throw new Error("no table");
  await type(file, entry.sheetId, header.row, header.column, "改了的表头");
  expect(await session.recheck(null)).toBeNull();
  expect((await session.state(null)).stale).toBe(true);
});
