import type { Edit } from "../../../src/core/plan/edit";
import { joinAreas } from "../../../src/core/plan/join-areas";
import { DEFAULT_PROTECTION, liftProtection } from "../../../src/core/plan/lift-protection";
import { planFingerprint } from "../../../src/core/plan/plan-fingerprint";
import { summarizePlan } from "../../../src/core/plan/plan-summary";
import fc from "fast-check";
import { applyToSnapshot } from "../../support/apply-to-snapshot";
import { rect, sheetOf, workbookOf } from "../../support/grid";

const sheet = sheetOf([["a", 1], ["b", { f: "=B1*2", v: 2 }]], { name: "S" });
const other = sheetOf([["x"]], { name: "O" });
const workbook = workbookOf(sheet, other);
const on = (a1: string, sheetId = "S") => ({ sheetId, ...rect(a1) });
const write: Edit = { kind: "setValues", area: on("A1:B1"), values: [["new", null]] };

describe("summary", () => {
  test("ST-29 counts by sheet and kind", () => {
    const summary = summarizePlan(workbook, {
      purpose: "structure",
      edits: [
        { kind: "setValues", area: on("A1:B2"), values: [["n", null], ["", 3]] },
        { kind: "setFormulas", area: on("C1:C2"), formulas: [["=A1"], [null]], expected: null },
        { kind: "setStyle", area: on("A1:C2"), style: { locked: false } },
        { kind: "setValidation", area: on("B1:B2"), rule: null },
        { kind: "setProtection", sheetId: "S", options: DEFAULT_PROTECTION },
        { kind: "addSheet", sheetId: "N", name: "新表", visibility: "visible", after: null },
        { kind: "setValues", area: on("A1", "N"), values: [["t"]] },
        { kind: "deleteSheet", sheetId: "O" },
        { kind: "defineName", name: "_TS_T1", refersTo: "S!$A$1", hidden: true },
        { kind: "setRecord", record: "{}" },
      ],
    });
    expect(summary).toMatchObject({ namesDefined: 1, namesRemoved: 0, writesRecord: true, cells: 5 });
    expect(summary.sheets).toMatchObject([
      { name: "S", change: "edited", values: 2, emptied: 1, formulas: 1, styled: 6, unvalidated: 2, validated: 0, protection: "protected" },
      { name: "新表", change: "added", values: 1 },
      { name: "O", change: "deleted", values: 0 },
    ]);
  });

  test("ST-29 protection that is put back is no change", () => {
    const book = workbookOf({ ...sheet, protection: { hasPassword: false } });
    const { edits } = liftProtection(book, [write]);
    expect(summarizePlan(book, { purpose: "fix", edits }).sheets).toMatchObject([{ protection: null, values: 1 }]);
  });
});

describe("lifting protection", () => {
  const options = { ...DEFAULT_PROTECTION, allowSort: true };

  test("ST-23 lifted before, put back after, with the same options", () => {
    const book = workbookOf({ ...sheet, protection: { hasPassword: false, options } }, other);
    const { edits, refused, lifted } = liftProtection(book, [write]);
    expect(edits).toEqual([{ kind: "setProtection", sheetId: "S", options: null }, write, { kind: "setProtection", sheetId: "S", options }]);
    expect([refused, lifted.map((one) => one.name)]).toEqual([[], ["S"]]);
    expect(() => applyToSnapshot(book, [write])).toThrow("locked");
    expect(applyToSnapshot(book, edits).sheets[0]?.protection).toEqual({ hasPassword: false, options });
  });

  test("ST-23 a password stops the sheet's edits and no others", () => {
    const book = workbookOf({ ...sheet, protection: { hasPassword: true } }, other);
    const free: Edit = { kind: "setValues", area: on("A1", "O"), values: [["y"]] };
    const { edits, refused } = liftProtection(book, [write, free]);
    expect(edits).toEqual([free]);
    expect(refused.map((one) => one.name)).toEqual(["S"]);
  });

  test("ST-23 unprotected sheets and plans that decide themselves are left as they are", () => {
    expect(liftProtection(workbook, [write]).edits).toEqual([write]);
    const book = workbookOf({ ...sheet, protection: { hasPassword: false } });
    const unprotect: Edit = { kind: "setProtection", sheetId: "S", options: null };
    expect(liftProtection(book, [unprotect, write]).edits).toEqual([unprotect, unprotect, write]);
  });
});

describe("fingerprint", () => {
  const plan = { purpose: "fix", edits: [write] } as const;
  const edited = (a1: string, value: string | number) => applyToSnapshot(workbook, [{ kind: "setValues", area: on(a1), values: [[value]] }]);

  test("ST-30 changes when a planned cell was edited, and only then", () => {
    const before = planFingerprint(workbook, plan);
    expect(planFingerprint(edited("A2", "other"), plan)).toBe(before);
    expect(planFingerprint(edited("B1", 5), plan)).toBe(before);
    expect(planFingerprint(edited("A1", "edited"), plan)).not.toBe(before);
    expect(planFingerprint({ ...workbook, record: "r" }, plan)).not.toBe(before);
  });

  test("ST-30 a sheet to be rewritten counts as a whole, calculated results do not", () => {
    const clear = { purpose: "rank", edits: [{ kind: "clearSheet", sheetId: "S" }] } as const;
    const before = planFingerprint(workbook, clear);
    expect(planFingerprint(edited("A2", "other"), clear)).not.toBe(before);
    const recalculated = workbookOf(sheetOf([["a", 1], ["b", { f: "=B1*2", v: 99 }]], { name: "S" }), other);
    expect(planFingerprint(recalculated, clear)).toBe(before);
  });
});

test("joining areas covers the same cells with fewer rectangles", () => {
  const cell = fc.record({ row: fc.nat(6), column: fc.nat(6), rows: fc.constant(1), columns: fc.constant(1) });
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 40 }), (areas) => {
      const cellsOf = (list: readonly { row: number; column: number; rows: number; columns: number }[]): readonly string[] =>
        list.flatMap((area) => Array.from({ length: area.rows * area.columns }, (_, i) => `${String(area.row + Math.floor(i / area.columns))},${String(area.column + (i % area.columns))}`)).sort();
      const joined = joinAreas(areas);
      expect(cellsOf(joined)).toEqual([...new Set(cellsOf(areas))].sort());
      expect(joined.length).toBeLessThanOrEqual(new Set(cellsOf(areas)).size);
    }),
  );
  expect(joinAreas([rect("A1"), rect("A2"), rect("B1"), rect("B2")])).toEqual([rect("A1:B2")]);
});
