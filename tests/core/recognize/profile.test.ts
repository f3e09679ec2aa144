import { CodedError } from "../../../src/core/coded-error";
import { profileCorrections, profileOf } from "../../../src/core/recognize/profile";
import { recognizeSheet } from "../../../src/core/recognize/recognize-sheet";
import type { TableCorrection } from "../../../src/core/recognize/correction";
import { parseProfile, profileText } from "../../../src/core/store/profile-text";
import { rect, sheetOf, workbookOf } from "../../support/grid";

type Cell = string | number | null;

/** A monthly form whose last column nobody could guess. */
function month(name: string, rows: readonly (readonly Cell[])[], above: readonly (readonly Cell[])[] = []): ReturnType<typeof sheetOf> {
  return sheetOf([...above, [`${name}月考核`], ["单位", "办件量", "满意度", "甲"], ...rows], { name });
}

const MARCH = [["城东", 120, 98, 3], ["城西", 90, 97, 2], ["城南", 77, 99, 4]];
const APRIL = [["城东", 130, 97, 1], ["城西", 95, 99, 2], ["城南", 71, 96, 5], ["城北", 60, 95, 2]];

function correction(area: string, change: Partial<TableCorrection>): TableCorrection {
  return { area: { sheetId: "s1", ...rect(area) }, given: null, roles: [], rows: [], performance: null, ignored: false, ...change };
}

/** The profile of a workbook with one sheet under one correction, by way of a file. */
function profileFrom(sheet: ReturnType<typeof sheetOf>, own: TableCorrection) {
  const workbook = workbookOf(sheet);
  const corrections = [{ ...own, area: { ...own.area, sheetId: sheet.sheetId } }];
  return parseProfile(profileText(profileOf(workbook, [recognizeSheet(workbook, sheet, corrections)], corrections)));
}

describe("profiles", () => {
  test("RC-70, RC-71 a role chosen in one month holds for the next, wherever the table stands", () => {
    const profile = profileFrom(month("3", MARCH), correction("A2:D5", { roles: [{ offset: 3, header: "甲", role: "score" }] }));
    expect(profile.tables).toHaveLength(1);
    const april = month("4", APRIL, [["附件2"], [null]]);
    const corrections = profileCorrections(profile, workbookOf(april), []);
    const [table] = recognizeSheet(workbookOf(april), april, corrections).tables;
    expect(table?.columns[3]).toMatchObject({ role: "score", confidence: 1, chosen: true });
    expect(table?.range).toEqual(rect("A4:D8"));
  });

  test("RC-70 digits of a header may differ: another year is the same form", () => {
    const form = (year: number) => sheetOf([["单位", `${String(year)}年任务`, `${String(year)}年甲`], ["城东", 5, 3], ["城西", 6, 4], ["城南", 7, 2]]);
    const profile = profileFrom(form(2025), correction("A1:C4", { roles: [{ offset: 2, header: "2025年甲", role: "score" }] }));
    const next = form(2026);
    const [table] = recognizeSheet(workbookOf(next), next, profileCorrections(profile, workbookOf(next), [])).tables;
    expect(table?.columns[2]).toMatchObject({ role: "score", chosen: true });
  });

  test("RC-72 a given range grows with the content and leaves out what was left out below", () => {
    const foot: Cell[][] = [["抽查", 1, 1, 1], ["复核", 2, 2, 2]];
    const profile = profileFrom(month("3", [...MARCH, ...foot]), correction("A2:D5", { given: { headerRows: { first: 0, last: 0 }, added: false } }));
    const april = month("4", [...APRIL, ...foot]);
    const corrections = profileCorrections(profile, workbookOf(april), []);
    expect(corrections.map(({ area }) => ({ ...area, sheetId: "" }))).toEqual([{ sheetId: "", ...rect("A2:D6") }]);
    expect(recognizeSheet(workbookOf(april), april, corrections).tables.map(({ range }) => range)).toEqual([rect("A2:D6")]);
  });

  test("RC-71 another header, a table that is corrected already: nothing is done", () => {
    const profile = profileFrom(month("3", MARCH), correction("A2:D5", { ignored: true }));
    const other = sheetOf([["姓名", "德", "能", "勤"], ["王芳", 20, 21, 22], ["李强", 20, 21, 22]]);
    expect(profileCorrections(profile, workbookOf(other), [])).toEqual([]);
    const april = month("4", APRIL);
    expect(profileCorrections(profile, workbookOf(april), [correction("A2:D6", { performance: { value: "unit" } })].map((own) => ({ ...own, area: { ...own.area, sheetId: april.sheetId } })))).toEqual([]);
    expect(profileCorrections(profile, workbookOf(april), [])).toHaveLength(1);
  });

  test.each(["", "{}", "[1]", '{"format":"twinscore-profile","version":2,"tables":[]}', '{"format":"twinscore-profile","version":1,"tables":[{"header":[]}]}'])("RC-73 %s is no profile", (text) => {
    let code: unknown = null;
    try {
      parseProfile(text);
    } catch (error) {
      code = error instanceof CodedError ? error.code : error;
    }
    expect(code).toBe("profile.invalid");
  });
});
