import fc from "fast-check";
import { makeLedger, postResults, rollUpLedger } from "../../../src/app/post-results";
import { readSnapshot } from "../../../src/app/read-workbook";
import type { FinalResult } from "../../../src/core/ledger/final-results";
import type { PostingOptions } from "../../../src/core/ledger/plan-posting";
import { readLedger } from "../../../src/core/ledger/read-ledger";
import { parsePeriod } from "../../../src/core/ledger/period";
import { decimal, roundScore, decimalText, ZERO, type Exact } from "../../../src/core/score/decimal";
import type { EditValue } from "../../../src/core/plan/edit";
import { textsOf } from "../../../src/i18n/command-line-texts";
import { createBlankWorkbook } from "../../../src/workbook/file/blank-workbook";
import type { FileWorkbook } from "../../../src/workbook/file/file-workbook";
import { openWorkbook } from "../../../src/workbook/file/open-workbook";
import { describeWithLibreOffice, recalculate } from "../../support/libreoffice";
import { DEFAULT_SCOPE, type SchemeScope } from "../../../src/core/score/scheme-scope";

jest.setTimeout(120_000);
const texts = textsOf("zh-CN").sheets.ledger;
const NOW = "2026-04-01T09:00:00+08:00";

async function ledger(): Promise<FileWorkbook> {
  const port = createBlankWorkbook();
  await makeLedger(port, texts);
  return port;
}

const unit = (name: string, score: string, full = "100"): FinalResult => ({ kind: "unit", key: name, name, group: "", score, full });

function post(port: FileWorkbook, period: string, results: readonly FinalResult[], options: Partial<PostingOptions> = {}, findings: Parameters<typeof postResults>[1]["findings"] = [], scope: SchemeScope = DEFAULT_SCOPE) {
  return postResults(port, { results, findings, scope }, { period, task: null, approval: null, close: false, source: "r.xlsx", now: NOW, ...options }, texts);
}

const read = async (port: FileWorkbook) => readLedger(await readSnapshot(port));

/** As somebody would with the protection lifted. */
async function typeInto(port: FileWorkbook, sheet: "unit" | "person" | "schemes" | "periods", row: number, column: number, value: EditValue): Promise<void> {
  const { sheetId } = (await read(port)).sheets[sheet];
  await port.apply({ purpose: "edit", edits: [{ kind: "setProtection", sheetId, options: null }, { kind: "setValues", area: { sheetId, row, column, rows: 1, columns: 1 }, values: [[value]] }] });
}

test("LG-2 a period is a month or a quarter", () => {
  expect(["2026-03", "2026-Q1"].map((text) => parsePeriod(text)?.kind)).toEqual(["month", "quarter"]);
  for (const text of ["2026-13", "2026-00", "2026-Q5", "2026", "三月", "2026-3"]) expect(parsePeriod(text)).toBeNull();
});

test("LG-2 a period that is none, or overlaps another of the scheme, is refused", async () => {
  const port = await ledger();
  await expect(post(port, "2026-3", [unit("甲", "80")])).rejects.toMatchObject({ code: "ledger.period" });
  await post(port, "2026-03", [unit("甲", "80")]);
  await expect(post(port, "2026-Q1", [unit("甲", "80")])).rejects.toMatchObject({ code: "ledger.mixed-periods", params: { other: "2026-03" } });
  await post(port, "2026-Q2", [unit("甲", "80")]);
});

test("LG-15 results of a special scheme's workbook are posted under its name, with its approval and validity, unless somebody says otherwise", async () => {
  const scope: SchemeScope = { ...DEFAULT_SCOPE, kind: "special", name: "减税降费", approval: "5号", validFrom: "2026-02", validTo: "2026-Q2" };
  const port = await ledger();
  const { posted } = await post(port, "2026-03", [unit("甲", "45", "50")], {}, [], scope);
  expect(posted.map(({ fields }) => [fields.scheme, fields.approval])).toEqual([["减税降费", "5号"]]);
  expect((await read(port)).schemes.at(-1)).toMatchObject({ name: "减税降费", validFrom: "2026-02", validTo: "2026-Q2" });
  await expect(post(port, "2026-07", [unit("甲", "45", "50")], {}, [], scope)).rejects.toMatchObject({ code: "ledger.scheme-expired" });
  // Not yet known and already expired: refused before anything is written.
  await expect(post(await ledger(), "2026-01", [unit("甲", "45", "50")], {}, [], scope)).rejects.toMatchObject({ code: "ledger.scheme-expired" });
  expect((await post(port, "2026-03", [unit("甲", "40", "50")], { task: "另一专项", approval: "6号" }, [], scope)).posted[0]?.fields.scheme).toBe("另一专项");
  await expect(post(await ledger(), "2026-03", [unit("甲", "45", "50")], {}, [], { ...scope, approval: "" })).rejects.toMatchObject({ code: "ledger.unapproved" });
});

test("LG-3 a special scheme needs its approval and its validity", async () => {
  const port = await ledger();
  await expect(post(port, "2026-03", [unit("甲", "80")], { task: "专项" })).rejects.toMatchObject({ code: "ledger.unapproved" });
  await post(port, "2026-03", [unit("甲", "950", "1000")], { task: "专项", approval: "党委〔2026〕3号" });
  // Known by then: it need not be said again, but not otherwise.
  expect((await post(port, "2026-04", [unit("甲", "900", "1000")], { task: "专项" })).posted[0]?.fields.approval).toBe("党委〔2026〕3号");
  await expect(post(port, "2026-05", [unit("甲", "80")], { task: "专项", approval: "4号" })).rejects.toMatchObject({ code: "ledger.approval-differs" });
  await typeInto(port, "schemes", 2, 4, "2026-04");
  await expect(post(port, "2026-05", [unit("甲", "80")], { task: "专项" })).rejects.toMatchObject({ code: "ledger.scheme-expired" });
});

test("LG-4 posting twice is posting once, in any order of rows, to the byte", async () => {
  const results = fc.uniqueArray(fc.record({ name: fc.stringMatching(/^[甲乙丙丁=+A-Z]{1,4}$/), score: fc.integer({ min: -500, max: 12_000 }) }), { selector: ({ name }) => name, minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(results, async (rows) => {
      const own = rows.map(({ name, score }) => unit(name, decimalText(decimal(String(score)).div(100))));
      const [a, b] = [await ledger(), await ledger()];
      await post(a, "2026-03", [...own].sort((x, y) => (x.key < y.key ? -1 : 1)));
      const once = a.save();
      const again = await post(a, "2026-03", [...own].reverse());
      expect([again.posted.length, again.unchanged, again.edits.length]).toEqual([0, own.length, 0]);
      expect(a.save()).toEqual(once);
      await post(b, "2026-03", [...own].sort((x, y) => (x.key < y.key ? -1 : 1)));
      expect(b.save()).toEqual(once);
      expect((await read(a)).findings).toEqual([]);
    }),
    { numRuns: 15 },
  );
});

test("LG-7 a correction is a line that names the line that counted; the next names the correction", async () => {
  const port = await ledger();
  await post(port, "2026-03", [unit("甲", "80"), unit("乙", "70")]);
  expect((await post(port, "2026-03", [unit("甲", "81"), unit("乙", "70")])).posted.map(({ fields }) => [fields.id, fields.corrects])).toEqual([["U3", "U1"]]);
  expect((await post(port, "2026-03", [unit("甲", "80")])).posted.map(({ fields }) => [fields.id, fields.corrects])).toEqual([["U4", "U3"]]);
  expect((await read(port)).lines.unit.map(({ fields }) => fields.score)).toEqual(["80", "70", "81", "80"]);
});

test("LG-8 a closed period refuses what differs and takes what stands there", async () => {
  const port = await ledger();
  expect((await post(port, "2026-03", [unit("甲", "80")], { close: true })).closes).toBe(true);
  const before = port.save();
  expect((await post(port, "2026-03", [unit("甲", "80")])).unchanged).toBe(1);
  await expect(post(port, "2026-03", [unit("甲", "80"), unit("乙", "70")])).rejects.toMatchObject({ code: "ledger.period-closed", params: { subjects: ["乙"] } });
  expect(port.save()).toEqual(before);
  await typeInto(port, "periods", 1, 2, "");
  expect((await read(port)).findings.map(({ code }) => code)).toEqual(["ledger.closing-changed"]);
  await expect(post(port, "2026-03", [unit("甲", "81")])).rejects.toMatchObject({ code: "ledger.period-closed" });
  await typeInto(port, "periods", 1, 3, "");
  expect((await read(port)).findings.map(({ code }) => code)).toEqual(["ledger.closings-missing"]);
});

test("LG-8 a period is not closed while somebody is left out", async () => {
  const port = await ledger();
  const left = { code: "ledger.not-final", severity: "error", sheetId: null, sheetName: null, area: null, params: {} } as const;
  const posting = await post(port, "2026-03", [unit("甲", "80")], { close: true }, [left]);
  expect([posting.closes, posting.posted.length, posting.findings.map(({ code }) => code)]).toEqual([false, 1, ["ledger.not-closed"]]);
});

test.each([
  ["a score", 6, 99],
  ["a score as text", 6, "80"],
  ["a name", 4, "丁"],
  ["an approval", 8, "x"],
] as const)("LG-6 %s changed by hand is said at its line and kept", async (_, column, value) => {
  const port = await ledger();
  await post(port, "2026-03", [unit("甲", "80"), unit("乙", "70"), unit("丙", "60")]);
  await typeInto(port, "unit", 1, column, value);
  expect((await read(port)).findings).toMatchObject([{ code: "ledger.line-changed", area: { row: 1 } }]);
  await post(port, "2026-04", [unit("甲", "80")]);
  const after = await read(port);
  expect(after.lines.unit).toHaveLength(4);
  expect(after.findings).toHaveLength(1);
});

test("LG-6 lines taken away show, in the middle and at the end", async () => {
  for (const [row, code] of [[2, "ledger.line-changed"], [3, "ledger.lines-missing"]] as const) {
    const port = await ledger();
    await post(port, "2026-03", [unit("甲", "80"), unit("乙", "70"), unit("丙", "60")]);
    for (let column = 0; column < 13; column++) await typeInto(port, "unit", row, column, "");
    expect((await read(port)).findings.map((finding) => finding.code)).toEqual([code]);
  }
});

test("LG-1 a foreign workbook and a newer ledger are refused", async () => {
  await expect(post(createBlankWorkbook(), "2026-03", [unit("甲", "80")])).rejects.toMatchObject({ code: "ledger.foreign" });
  const port = await ledger();
  await typeInto(port, "schemes", 2, 8, 2);
  await expect(post(port, "2026-03", [unit("甲", "80")])).rejects.toMatchObject({ code: "ledger.newer" });
});

async function worked(): Promise<FileWorkbook> {
  const port = await ledger();
  await post(port, "2026-01", [unit("甲", "80"), unit("丙", "60")]);
  await post(port, "2026-02", [unit("乙", "70"), unit("甲", "90")]);
  await post(port, "2026-03", [unit("丙", "90"), unit("乙", "76.1"), unit("甲", "84")]);
  await post(port, "2026-03", [unit("甲", "85")]);
  await post(port, "2026-03", [unit("甲", "950", "1000")], { task: "专项", approval: "3号" });
  await typeInto(port, "periods", 3, 1, 2);
  await typeInto(port, "schemes", 1, 5, 3);
  return port;
}

test("LG-10 LG-12 LG-13 the worked example: weights, a late joiner, a gap; formulas agree", async () => {
  const port = await worked();
  const year = await rollUpLedger(port, { year: null, schemes: [] }, texts);
  expect(year.receipt.disagreements).toEqual([]);
  const subjects = year.tables[0]?.subjects ?? [];
  const scores = subjects.map(({ name, final, schemeScores }) => [name, final, ...schemeScores.map((score) => (score === null || score === "gap" ? score : decimalText(score)))]);
  expect(new Map(scores.map(([name, ...rest]) => [name, rest]))).toEqual(
    new Map([["甲", ["87.5", "85", "95"]], ["乙", ["74.07", "74.0666666667", null]], ["丙", [null, "gap", null]]]),
  );
  expect(year.findings.map(({ code }) => code)).toEqual(["rollup.late-joiner", "rollup.gap"]);
});

test("LG-11 a weight that is none, and weights that are all 0, withhold", async () => {
  for (const value of ["", -1, "二"]) {
    const port = await worked();
    await typeInto(port, "periods", 3, 1, value);
    const year = await rollUpLedger(port, { year: null, schemes: [] }, texts);
    expect(year.receipt.disagreements).toEqual([]);
    expect(year.tables[0]?.subjects.map(({ final }) => final)).toEqual([null, null, null]);
    expect(year.findings.map(({ code }) => code)).toContain("rollup.weight");
  }
  const port = await worked();
  for (const row of [1, 2, 3]) await typeInto(port, "periods", row, 1, 0);
  const year = await rollUpLedger(port, { year: null, schemes: [] }, texts);
  expect([year.receipt.disagreements, year.tables[0]?.subjects.map(({ final }) => final)]).toEqual([[], [null, null, null]]);
});

test.each([[0, "100"], [0, 0], [1, 2.5], [1, ""]])("LG-11 a setting that is not usable (row %s, %j) refuses the year", async (row, value) => {
  const port = await worked();
  await typeInto(port, "schemes", row, 8, value);
  await expect(rollUpLedger(port, { year: null, schemes: [] }, texts)).rejects.toMatchObject({ code: "rollup.settings" });
});

test("LG-12 a line whose score is no number any more withholds, and is named", async () => {
  const port = await worked();
  await typeInto(port, "unit", 1, 6, "八十");
  const year = await rollUpLedger(port, { year: null, schemes: [] }, texts);
  expect([year.receipt.disagreements, year.findings[0]?.code]).toEqual([[], "ledger.line-changed"]);
  // The first line is 丙's or 甲's, by key.
  const [changed] = (await read(port)).lines.unit;
  expect(year.tables[0]?.subjects.find(({ key }) => key === changed?.fields.key)?.final).toBeNull();
});

test("LG-14 years and schemes are chosen by name", async () => {
  const port = await worked();
  expect((await rollUpLedger(port, { year: null, schemes: ["专项"] }, texts)).tables[0]?.subjects.find(({ name }) => name === "甲")?.final).toBe("95");
  await expect(rollUpLedger(port, { year: null, schemes: ["别的"] }, texts)).rejects.toMatchObject({ code: "rollup.scheme-unknown" });
  await post(port, "2027-01", [unit("甲", "1")]);
  await expect(rollUpLedger(port, { year: null, schemes: [] }, texts)).rejects.toMatchObject({ code: "rollup.years" });
  await expect(rollUpLedger(await ledger(), { year: null, schemes: [] }, texts)).rejects.toMatchObject({ code: "ledger.empty" });
});

test("LG-10 scaling all weights changes nothing; the year is exact", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.record({ score: fc.integer({ min: 0, max: 10_000 }), weight: fc.integer({ min: 1, max: 9 }) }), { minLength: 1, maxLength: 4 }), fc.integer({ min: 2, max: 7 }), async (months, factor) => {
      const finals: (string | null | undefined)[] = [];
      for (const scale of [1, factor]) {
        const port = await ledger();
        for (const [index, { score }] of months.entries()) await post(port, `2026-0${index + 1}`, [unit("甲", decimalText(decimal(String(score)).div(100)))]);
        for (const [index, { weight }] of months.entries()) await typeInto(port, "periods", index + 1, 1, weight * scale);
        const year = await rollUpLedger(port, { year: null, schemes: [] }, texts);
        expect(year.receipt.disagreements).toEqual([]);
        finals.push(year.tables[0]?.subjects[0]?.final);
      }
      const sum = (values: readonly Exact[]): Exact => values.reduce((total, value) => total.add(value), ZERO);
      const mean = sum(months.map(({ score, weight }) => decimal(String(score * weight)).div(100))).div(sum(months.map(({ weight }) => decimal(String(weight)))));
      expect(finals).toEqual([decimalText(roundScore(mean, 2)), decimalText(roundScore(mean, 2))]);
    }),
    { numRuns: 12 },
  );
});

describeWithLibreOffice("LG-13 LibreOffice", () => {
  test("LG-13 calculates the same year", async () => {
    const port = await worked();
    await rollUpLedger(port, { year: null, schemes: [] }, texts);
    const values = async (bytes: Uint8Array) => (await readSnapshot(await openWorkbook(bytes, "y.xlsx"))).sheets.find(({ name }) => name === "年度汇总-单位")?.values.map((row) => row.map((value) => (value === "" ? null : value)));
    const saved = port.save();
    expect(await values(await recalculate(saved))).toEqual(await values(saved));
  });
});
