import fc from "fast-check";
import type { FindingView } from "../../src/app/session/session";
import type { Severity } from "../../src/core/check/finding";
import { fixable, findingRows, GROUPINGS, sameFix, SEVERITIES, type FindingFilter, type FindingWords } from "../../src/ui/check/finding-rows";

const words: FindingWords = { name: (code) => `name of ${code}`, sentence: (finding) => `sentence ${finding.id}`, severity: (severity) => severity, workbook: "workbook" };
const everything: FindingFilter = { grouping: "severity", handling: "all", severities: new Set(SEVERITIES), search: "" };

function finding(id: string, severity: Severity, sheetName: string | null, more: Partial<FindingView> = {}): FindingView {
  return { id, code: "entry.missing", severity, sheetId: sheetName, sheetName, area: null, address: null, params: {}, fix: null, accepted: null, ...more };
}

const some = [
  finding("1", "notice", "甲"),
  finding("2", "error", "乙", { code: "weight.total", address: "C5" }),
  finding("3", "error", "甲", { accepted: { reason: "已核实", at: "2026-10-08T09:00:00+08:00" } }),
  finding("4", "warning", null, { code: "weight.total", fix: { kind: "half-width", cells: 1 } }),
  finding("5", "error", "乙", { fix: { kind: "half-width", cells: 2 } }),
];
const listed = (filter: Partial<FindingFilter>): readonly string[] => findingRows(some, { ...everything, ...filter }, words).map((row) => (row.kind === "group" ? `${row.label} ${row.count}` : row.finding.id));

describe("PN-32 PN-33 the list of findings", () => {
  test("PN-32 by severity, gravest first", () => {
    expect(listed({})).toEqual(["error 3", "2", "3", "5", "warning 1", "4", "notice 1", "1"]);
  });
  test("PN-32 by sheet, in the order of the check", () => {
    expect(listed({ grouping: "sheet" })).toEqual(["甲 2", "1", "3", "乙 2", "2", "5", "workbook 1", "4"]);
  });
  test("PN-32 by rule, rules with errors first", () => {
    expect(listed({ grouping: "rule" })).toEqual(["name of weight.total 2", "2", "4", "name of entry.missing 3", "3", "5", "1"]);
  });
  test("PN-33 by state, severity and text", () => {
    expect(listed({ handling: "accepted" })).toEqual(["error 1", "3"]);
    expect(listed({ handling: "open", severities: new Set(["error"]) })).toEqual(["error 2", "2", "5"]);
    expect(listed({ search: "乙Ｃ5" })).toEqual(["error 1", "2"]);
    expect(listed({ search: "nothing like it" })).toEqual([]);
  });
  test("PN-35 what can be fixed, and what the same fix mends", () => {
    const [, , , fourth] = some;
    expect(fixable(some).map(({ id }) => id)).toEqual(["4", "5"]);
    expect(fourth && sameFix(some, fourth).map(({ id }) => id)).toEqual(["4", "5"]);
  });
  test("PN-32 however it is grouped, every finding is listed once and the groups add up", () => {
    const findings = fc.array(fc.tuple(fc.constantFrom(...SEVERITIES), fc.constantFrom("甲", "乙", null)).map(([severity, sheet]) => ({ severity, sheet })), { maxLength: 30 });
    fc.assert(
      fc.property(findings, fc.constantFrom(...GROUPINGS), (drawn, grouping) => {
        const views = drawn.map(({ severity, sheet }, index) => finding(String(index), severity, sheet));
        const rows = findingRows(views, { ...everything, grouping }, words);
        const ids = rows.flatMap((row) => (row.kind === "finding" ? [row.finding.id] : []));
        expect([...ids].sort()).toEqual(views.map(({ id }) => id).sort());
        expect(rows.reduce((sum, row) => sum + (row.kind === "group" ? row.count : 0), 0)).toBe(views.length);
        expect(rows.flatMap((row) => (row.kind === "finding" ? [row.index] : []))).toEqual(ids.map((_, index) => index));
      }),
    );
  });
});
