import fc from "fast-check";
import type { Edit } from "../../../src/core/plan/edit";
import type { WorkbookSnapshot } from "../../../src/core/grid/snapshot";
import { columnName } from "../../../src/core/grid/address";
import { openWorkbook } from "../../../src/workbook/file/open-workbook";
import { ALL_FIELDS, areaOf, changedParts, openPackage, packageBytes, planOf, refusal, sheetXml, type TestPackage, writes, writesFormula } from "./test-package";

/** A cell of a generated sheet: formulas in columns A to C, what they refer to in D to F, so that none goes in a circle. */
type Cell = { readonly column: number; readonly kind: "number" | "text" | "formula" | "shared" | "bare"; readonly style: number; readonly number: number };

const text = fc.string({ unit: "binary", maxLength: 12 });
const cell: fc.Arbitrary<Cell> = fc
  .record({
    column: fc.integer({ min: 0, max: 5 }),
    kind: fc.constantFrom<Cell["kind"]>("number", "text", "formula", "shared", "bare"),
    style: fc.integer({ min: 0, max: 2 }),
    number: fc.integer({ min: -1000, max: 1000 }),
  })
  .map((made) => (made.column > 2 && (made.kind === "formula" || made.kind === "shared") ? { ...made, kind: "number" } : made));

const rowsOf = fc.uniqueArray(fc.record({ row: fc.integer({ min: 1, max: 12 }), cells: fc.uniqueArray(cell, { selector: (entry) => entry.column, maxLength: 6 }) }), { selector: (entry) => entry.row, maxLength: 8 });

/** Rows in order, with shared formulas whose master is the first cell of its column. Formulas come without a value: a wrong one would be put right by whichever plan reaches it. */
function rowsXml(rows: readonly { readonly row: number; readonly cells: readonly Cell[] }[], usesReferences: boolean): string {
  const masters = new Set<number>();
  return [...rows]
    .sort((a, b) => a.row - b.row)
    .map(({ row, cells }) => {
      const inside = [...cells]
        .sort((a, b) => a.column - b.column)
        .map(({ column, kind, style, number }) => {
          const r = usesReferences ? ` r="${columnName(column)}${String(row)}"` : "";
          const s = style === 0 ? "" : ` s="${String(style)}"`;
          if (kind === "bare") return `<c${r}${s}/>`;
          if (kind === "text") return `<c${r}${s} t="str"><v>${String(number)}</v></c>`;
          if (kind === "formula") return `<c${r}${s}><f>SUM(D1:E3)+${String(number)}</f></c>`;
          if (kind === "shared") {
            const isMaster = !masters.has(column);
            masters.add(column);
            return `<c${r}${s}><f t="shared" si="${String(column)}"${isMaster ? ` ref="${columnName(column)}1:${columnName(column)}12"` : ""}>${isMaster ? `F${String(row)}*2` : ""}</f></c>`;
          }
          return `<c${r}${s}><v>${String(number)}</v></c>`;
        });
      return `<row${usesReferences ? ` r="${String(row)}"` : ""}>${inside.join("")}</row>`;
    })
    .join("");
}

const workbook: fc.Arbitrary<TestPackage> = fc.record({ rows: rowsOf, usesReferences: fc.boolean(), merge: fc.boolean(), second: rowsOf }).map(({ rows, usesReferences, merge, second }) => ({
  sheets: [
    { name: "甲", xml: sheetXml(rowsXml(rows, usesReferences), merge ? '<mergeCells count="1"><mergeCell ref="H1:I2"/></mergeCells>' : "") },
    { name: "乙", xml: sheetXml(rowsXml(second, true)) },
  ],
}));

const place = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 1, max: 14 })).map(([column, row]) => columnName(column) + String(row));
const sheetId = fc.constantFrom("1", "2");

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(place, sheetId, fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean())).map(([a1, id, value]) => writes(a1, value, id)),
  fc.tuple(place, sheetId, place).map(([a1, id, other]) => writesFormula(a1.replace(/^[D-G]/, "B"), `=1+SUM(甲!${other.replace(/^[A-C]/, "D")})`, id)),
  fc.tuple(place, sheetId, fc.boolean(), fc.constantFrom("FF0000", "00FF00", null)).map(([a1, id, bold, fill]): Edit => ({ kind: "setStyle", area: areaOf(a1, id), style: { bold, fill } })),
  fc.tuple(place, sheetId).map(([a1, id]): Edit => ({ kind: "setValidation", area: areaOf(a1, id), rule: { type: "whole", min: 0, max: 9, allowBlank: false, severity: "warning", promptTitle: "", prompt: "", errorTitle: "", error: "" } })),
  fc.tuple(place, sheetId).map(([a1, id]): Edit => ({ kind: "setConditionalFormat", area: areaOf(a1, id), formula: "A1>0", fill: "FF0000", fontColor: "000000" })),
  fc.constantFrom<Edit>(
    { kind: "setRecord", record: "记录" },
    { kind: "defineName", name: "名", refersTo: "甲!$A$1", hidden: true },
    { kind: "setColumns", sheetId: "1", column: 2, columns: 3, hidden: true },
    { kind: "setRowHeight", sheetId: "2", row: 3, rows: 2, height: 30 },
    { kind: "freezePanes", sheetId: "1", rows: 1, columns: 1 },
  ),
);

/** At most one record edit, as a plan may have. */
const plan = fc.array(edit, { minLength: 1, maxLength: 8 }).map((edits) => planOf(...edits.filter((one, index) => one.kind !== "setRecord" || edits.findIndex((other) => other.kind === "setRecord") === index)));

const withSheets = fc.tuple(plan, fc.boolean()).map(([made, adds]) => (adds ? planOf({ kind: "addSheet", sheetId: "own", name: "我们的", visibility: "visible", after: "1" }, ...made.edits, writes("C3", 1, "own"), { kind: "setProtection", sheetId: "own", options: { allowFormatCells: true, allowFormatColumns: true, allowSort: true, allowAutoFilter: true } }) : made));

async function snapshotOf(bytes: Uint8Array): Promise<WorkbookSnapshot> {
  return (await openWorkbook(bytes, "x")).read({ sheets: "all", fields: ALL_FIELDS });
}

/** Ids that a plan chose do not outlive the file. */
function withoutIds(snapshot: WorkbookSnapshot): unknown {
  return { ...snapshot, sheets: snapshot.sheets.map((sheet) => ({ ...sheet, sheetId: "" })), names: snapshot.names.map((name) => ({ ...name, sheetId: null })) };
}

describe("properties over generated workbooks", () => {
  test("FH-35 a plan and its undo leave every part as it was", async () => {
    await fc.assert(
      fc.asyncProperty(workbook, fc.array(withSheets, { minLength: 1, maxLength: 3 }), async (content, plans) => {
        const opened = await openWorkbook(packageBytes(content), "x");
        const states = [opened.save()];
        const receipts = [];
        for (const made of plans.slice(0, 1).concat(plans.slice(1).map((later) => planOf(...later.edits.filter((one) => one.kind !== "addSheet" && !("sheetId" in one && one.sheetId === "own") && !("area" in one && one.area.sheetId === "own")))))) {
          receipts.push(await opened.apply(made));
          states.push(opened.save());
        }
        for (const receipt of receipts.reverse()) {
          states.pop();
          await opened.undo(receipt);
          expect(changedParts(states.at(-1) ?? new Uint8Array(), opened.save())).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("FH-31 what is read after saving is what was read before", async () => {
    await fc.assert(
      fc.asyncProperty(workbook, withSheets, async (content, made) => {
        const opened = await openWorkbook(packageBytes(content), "x");
        await opened.apply(made);
        const before = await opened.read({ sheets: "all", fields: ALL_FIELDS });
        expect(withoutIds(await snapshotOf(opened.save()))).toEqual(withoutIds(before));
      }),
      { numRuns: 60 },
    );
  });

  test("FH-22 any text comes back as it was", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: fc.nat({ max: 0xffff }).map((code) => String.fromCharCode(code)), minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 20 }), async (texts) => {
        const opened = await openPackage({});
        await opened.apply(planOf({ kind: "setValues", area: { sheetId: "1", row: 0, column: 0, rows: texts.length, columns: 1 }, values: texts.map((value) => [value]) }));
        const snapshot = await snapshotOf(opened.save());
        expect(snapshot.sheets[0]?.values.map((row) => row[0])).toEqual(texts);
        expect(snapshot.sheets[0]?.formulas.flat().every((formula) => formula === null)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test("FH-35 undoing an earlier plan leaves what the later one did, or is refused and changes nothing", async () => {
    let undone = 0;
    await fc.assert(
      fc.asyncProperty(workbook, plan, plan, async (content, first, later) => {
        // Whoever does again what is done already does nothing: undoing the first time undoes it.
        const done = new Set(first.edits.map((one) => JSON.stringify(one)));
        const second = planOf(...later.edits.filter((one) => !done.has(JSON.stringify(one))));
        const bytes = packageBytes(content);
        const both = await openWorkbook(bytes, "x");
        const receipt = await both.apply(first);
        await both.apply(second);
        const before = both.save();
        try {
          await both.undo(receipt);
        } catch (error) {
          expect(error).toMatchObject({ code: "undo.changed-since" });
          expect(both.save()).toEqual(before);
          return;
        }
        undone++;
        const alone = await openWorkbook(bytes, "x");
        await alone.apply(second);
        const expected = await snapshotOf(alone.save());
        const actual = await snapshotOf(both.save());
        // Styles only grow, so their numbers may differ; what they look like may not.
        const looks = (snapshot: WorkbookSnapshot): unknown => snapshot.sheets.map((sheet) => ({ ...sheet, styles: sheet.styles.map((row) => row.map((style) => snapshot.styleTable[style])) }));
        expect(looks(actual)).toEqual(looks(expected));
        expect({ names: actual.names, record: actual.record }).toEqual({ names: expected.names, record: expected.record });
      }),
      { numRuns: 120 },
    );
    expect(undone).toBeGreaterThan(10);
  });
});

describe("FH-35 undo", () => {
  const rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1*2</f><v>2</v></c></row>';
  const content: TestPackage = { sheets: [{ name: "S", xml: sheetXml(rows) }] };

  test("names the cells that changed since, and leaves them", async () => {
    const opened = await openPackage(content);
    const receipt = await opened.apply(planOf(writes("A1", 5), writes("C9", "x")));
    await opened.apply(planOf(writes("C9", "y")));
    const before = opened.save();
    expect(await refusal(opened.undo(receipt))).toEqual({ code: "undo.changed-since", params: { cells: ["S!C9"], count: 1 } });
    expect(opened.save()).toEqual(before);
  });

  test("goes back cell by cell where others were changed, and calculates what depends on them", async () => {
    const opened = await openPackage(content);
    const receipt = await opened.apply(planOf(writes("A1", 5)));
    await opened.apply(planOf(writes("C9", "y")));
    await opened.undo(receipt);
    expect((await opened.read({ sheets: "all", fields: ["values"] })).sheets[0]?.values.map((row) => row.slice(0, 3))).toMatchObject({ 0: [1, 2, null], 8: [null, null, "y"] });
  });

  test("keeps the styles that a later plan shares", async () => {
    const opened = await openPackage(content);
    const red: Edit = { kind: "setStyle", area: areaOf("A1"), style: { fill: "FF0000" } };
    const receipt = await opened.apply(planOf(red));
    await opened.apply(planOf({ ...red, area: areaOf("B1") }));
    await opened.undo(receipt);
    const snapshot = await opened.read({ sheets: "all", fields: ["styles"] });
    expect(snapshot.sheets[0]?.styles[0]?.map((style) => snapshot.styleTable[style]?.fill)).toEqual([null, "FF0000"]);
  });

  test("a receipt of another host is a mistake", async () => {
    const opened = await openPackage(content);
    const receipt = await opened.apply(planOf(writes("A1", 5)));
    await expect(opened.undo({ ...receipt, undoToken: 1 })).rejects.toThrow(TypeError);
  });
});
