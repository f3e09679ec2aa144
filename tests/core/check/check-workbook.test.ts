import { checkInSteps, checkWorkbook } from "../../../src/core/check/check-workbook";
import type { Finding } from "../../../src/core/check/finding";
import { sortFindings } from "../../../src/core/check/sort-findings";
import { CodedError } from "../../../src/core/coded-error";
import { inputOf, units } from "./scenarios";

function finding(sheetId: string | null, row: number | null, column: number, severity: Finding["severity"], code = "x.y"): Finding {
  return { code, severity, sheetId, sheetName: sheetId, area: row === null ? null : { row, column, rows: 1, columns: 1 }, params: {} };
}

test("CK-1 findings come by sheet, row, column and severity; whole sheets and the workbook first", () => {
  const sorted = [
    finding(null, null, 0, "notice"),
    finding("b", null, 0, "notice"),
    finding("b", 1, 5, "notice"),
    finding("b", 2, 0, "error"),
    finding("b", 2, 0, "warning"),
    finding("b", 2, 1, "error"),
    finding("a", 0, 0, "error", "a.a"),
    finding("a", 0, 0, "error", "b.b"),
    finding("unknown", 0, 0, "error"),
  ];
  const shuffled = [5, 8, 1, 7, 0, 4, 2, 6, 3].map((i) => sorted[i]).filter((item): item is Finding => item !== undefined);
  expect(sortFindings(shuffled, ["b", "a"])).toEqual(sorted);
  expect(shuffled[0]).toBe(sorted[5]);
});

test("a clean table has no findings", () => {
  expect(checkWorkbook(inputOf(units()))).toEqual([]);
});

test("CK-6 nothing is missing in a table without a header: nobody says that an entry belongs there", () => {
  const input = inputOf(units({ C4: null }));
  const missing = (tables: typeof input.tables): readonly string[] => checkWorkbook({ ...input, tables }).map(({ code }) => code).filter((code) => code.startsWith("entry."));
  expect(missing(input.tables)).toEqual(["entry.missing"]);
  expect(missing(input.tables.map((table) => ({ ...table, table: { ...table.table, headerRows: null } })))).toEqual([]);
});

test("CK-90 a rule that throws is a finding about itself, and the others go on", () => {
  const broken = { id: "broken", check: () => { throw new TypeError("no such row"); } };
  const sound = { id: "sound", check: () => [finding("Sheet1", 0, 0, "notice")] };
  const steps = [...checkInSteps(inputOf(units()), { table: [broken, sound], sheet: [broken] })];
  expect(steps.flatMap((step) => step.findings)).toEqual([
    { code: "check.failed", severity: "warning", sheetId: "Sheet1", sheetName: "Sheet1", area: null, params: { rule: "broken", detail: "no such row" } },
    finding("Sheet1", 0, 0, "notice"),
    expect.objectContaining({ code: "check.failed" }),
  ]);
});

test("CK-92 progress counts up to its total, and an aborted check throws \"cancelled\"", () => {
  const seen: { done: number; total: number }[] = [];
  checkWorkbook(inputOf(units(), units()), { onProgress: (progress) => seen.push(progress) });
  expect(seen.length).toBeGreaterThan(10);
  expect(seen.map((progress) => progress.done)).toEqual(seen.map((_, i) => i + 1));
  expect(seen.at(-1)?.done).toBe(seen.at(-1)?.total);

  const signal = { aborted: false };
  let steps = 0;
  const run = (): unknown =>
    checkWorkbook(inputOf(units()), {
      signal,
      onProgress: () => {
        signal.aborted = ++steps === 3;
      },
    });
  expect(run).toThrow(CodedError);
  expect(run).toThrow("cancelled");
  expect(steps).toBeLessThan(10);
});

test("a table whose sheet was not read is passed over", () => {
  const input = inputOf(units());
  expect(checkWorkbook({ ...input, workbook: { ...input.workbook, sheets: [] } })).toEqual([]);
});

test("SC-26 in a form, blanks beside the column that states the score are not missing; blanks in it are", () => {
  const columns = [{ header: "指标", kind: "indicator" }, { header: "分值", kind: "fullMark" }, { header: "自评", kind: "self" }, { header: "得分", kind: "rater" }] as const;
  const missingIn = (rows: readonly (readonly (string | number | null)[])[]): readonly string[] => {
    const { tables, ...input } = inputOf({ columns, rows, layout: "form" });
    const stating = tables.map((table) => ({ ...table, raters: table.raters.filter(({ group }) => group === "rater") }));
    return checkWorkbook({ ...input, tables: stating }).filter(({ code }) => code.startsWith("entry.")).map(({ code, area }) => `${code} ${String(area?.row)},${String(area?.column)}`);
  };
  expect(missingIn([["德", 40, null, 35], ["能", 60, 55, 50]])).toEqual([]);
  expect(missingIn([["德", 40, 38, null], ["能", 60, 55, 50]])).toEqual(["entry.missing 1,3"]);
});
