import { joinPlans } from "../../../src/core/plan/join-plans";
import { plannedSnapshot } from "../../../src/core/plan/planned-snapshot";
import type { Edit } from "../../../src/core/plan/edit";
import { formulaAt, valueAt } from "../../../src/core/grid/snapshot";
import { applyToSnapshot } from "../../support/apply-to-snapshot";
import { sheetOf, workbookOf } from "../../support/grid";

// Content from B2 to C4.
const workbook = workbookOf({ ...sheetOf([["姓名", "得分"], ["张三", "=1+1"], ["李四", 3]], { sheetId: "S" }), used: { row: 1, column: 1, rows: 3, columns: 2 } });
const area = { sheetId: "S", row: 1, column: 4, rows: 3, columns: 1 };
const EDITS: readonly Edit[] = [
  { kind: "setValues", area, values: [["key"], ["k1"], [null]] },
  { kind: "setColumns", sheetId: "S", column: 4, columns: 1, hidden: true },
  { kind: "defineName", name: "_TS_T1", refersTo: "Sheet1!$B$2:$C$4", hidden: true },
  { kind: "setProtection", sheetId: "S", options: { allowFormatCells: true, allowFormatColumns: true, allowSort: false, allowAutoFilter: true } },
  { kind: "setRecord", record: "text" },
];

test("says what a host will read after structuring", () => {
  const planned = plannedSnapshot(workbook, EDITS);
  const applied = applyToSnapshot(workbook, EDITS);
  expect(planned?.sheets[0]?.values).toEqual(applied.sheets[0]?.values);
  expect(planned?.sheets[0]?.used).toEqual(applied.sheets[0]?.used);
  expect(planned?.sheets[0]?.hiddenColumns).toEqual([4]);
  expect(planned?.sheets[0]?.protection).toEqual(applied.sheets[0]?.protection);
  expect(planned?.names).toEqual(applied.names);
  expect(planned?.record).toBe("text");
  expect(workbook.sheets[0]?.hiddenColumns).toEqual([]);
});

test("grows to the left and upwards, formulas stay with their cells", () => {
  const planned = plannedSnapshot(workbook, [{ kind: "setValues", area: { sheetId: "S", row: 0, column: 0, rows: 1, columns: 1 }, values: [["a"]] }])?.sheets[0];
  if (!planned) throw new Error("no plan");
  expect(planned.used).toEqual({ row: 0, column: 0, rows: 4, columns: 3 });
  expect([valueAt(planned, 0, 0), valueAt(planned, 0, 1), valueAt(planned, 1, 1), valueAt(planned, 3, 2)]).toEqual(["a", null, "姓名", 3]);
  expect([formulaAt(planned, 2, 2), formulaAt(planned, 2, 1), formulaAt(planned, 0, 0)]).toEqual(["=1+1", null, null]);
});

test("a name is replaced where it stands and taken away", () => {
  const named = { ...workbook, names: ["A", "B", "C"].map((name) => ({ name, refersTo: "Sheet1!$A$1", sheetId: null, hidden: true })) };
  const planned = plannedSnapshot(named, [
    { kind: "defineName", name: "b", refersTo: "Sheet1!$A$2", hidden: true },
    { kind: "defineName", name: "A", refersTo: null, hidden: true },
  ]);
  expect(planned?.names.map(({ name, refersTo }) => [name, refersTo])).toEqual([["b", "Sheet1!$A$2"], ["C", "Sheet1!$A$1"]]);
});

test.each<readonly [string, Edit]>([
  ["a formula", { kind: "setFormulas", area: { ...area, rows: 1 }, formulas: [["=1"]], expected: null }],
  ["an emptied cell", { kind: "setValues", area: { ...area, rows: 1 }, values: [[""]] }],
  ["a new sheet", { kind: "addSheet", sheetId: "N", name: "N", after: null, visibility: "visible" }],
])("leaves it to the host what stands there after %s", (_, edit) => {
  expect(plannedSnapshot(workbook, [edit])).toBeNull();
});

test("of two records that two plans set the later one is set, where the earlier one was", () => {
  const value: Edit = { kind: "setValues", area: { ...area, rows: 1 }, values: [["x"]] };
  const joined = joinPlans(
    { purpose: "structure", edits: [{ kind: "setRecord", record: "1" }, value] },
    { purpose: "score", edits: [value, { kind: "setRecord", record: "2" }] },
  );
  expect(joined).toEqual({ purpose: "structure", edits: [{ kind: "setRecord", record: "2" }, value, value] });
});

test("a record that only one of two plans sets is kept", () => {
  const first: Edit = { kind: "setRecord", record: "1" };
  expect(joinPlans({ purpose: "structure", edits: [first] }, { purpose: "score", edits: [] }).edits).toEqual([first]);
  expect(joinPlans({ purpose: "structure", edits: [] }, { purpose: "score", edits: [first] }).edits).toEqual([first]);
});
