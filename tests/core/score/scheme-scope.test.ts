import { defaultScheme } from "../../../src/core/score/default-scheme";
import { planRanking } from "../../../src/core/score/plan-ranking";
import { planScore } from "../../../src/core/score/plan-score";
import { checkScheme } from "../../../src/core/score/scheme-check";
import { DEFAULT_SCOPE, type SchemeScope } from "../../../src/core/score/scheme-scope";
import { readScheme } from "../../../src/core/score/scheme-sheet-reading";
import { parseScheme, schemeText } from "../../../src/core/store/scheme-text";
import { enScoreSheets } from "../../../src/i18n/en-US/score";
import { zhScoreSheets } from "../../../src/i18n/zh-CN/score";
import { applyToSnapshot } from "../../support/apply-to-snapshot";
import { disagreements } from "./calculate-snapshot";
import { form, matrix, workbookWith } from "./hand-made-tables";

const made = [
  matrix({ tableId: "T1", name: "单位", performance: "unit", marks: [{ name: "任务", fullMark: "100" }], rows: [{ name: "征管科", entries: [80] }, { name: "法制科", entries: [null] }, { name: "办公室", entries: [70] }] }),
  matrix({ tableId: "T2", name: "个人", marks: [{ name: "德能", fullMark: "100" }], rows: [{ name: "甲", group: "征管股", entries: [90] }, { name: "乙", group: "法制科", entries: ["缺考"] }, { name: "丙", group: "", entries: [60] }] }),
  form({ tableId: "T3", subject: "丁", group: "办公室", marks: [{ name: "德", fullMark: "100" }], entries: [[88]] }),
];
const schemeFor = (scope: Partial<SchemeScope>): ReturnType<typeof defaultScheme> => ({ ...defaultScheme(), scope: { ...DEFAULT_SCOPE, ...scope } });

test("SC-72 a scheme for named units scores them and their people; the others are named, and nothing of theirs is 0 or an error", () => {
  const { workbook, tables } = workbookWith(...made);
  const scheme = schemeFor({ units: ["征管科", "没有科"] });
  const planned = planScore(workbook, tables, scheme, zhScoreSheets);
  const scored = applyToSnapshot(workbook, planned.plan.edits);
  expect(planned.scores.subjects.map(({ subject, final, withheld }) => [subject.name, final, withheld])).toEqual([
    ["征管科", "80", null],
    ["法制科", null, "out-of-scope"],
    ["办公室", null, "out-of-scope"],
    ["甲", "87", null],
    ["乙", null, "out-of-scope"],
    ["丙", null, "out-of-scope"],
    ["丁", null, "out-of-scope"],
  ]);
  const codes = planned.findings.map(({ code, params }) => [code, params["subjects"] ?? params["units"] ?? null] as const);
  expect(codes).toEqual(expect.arrayContaining([["scheme.scope-unknown", ["没有科"]], ["score.out-of-scope", ["法制科", "办公室"]], ["score.out-of-scope", ["乙", "丙"]], ["score.out-of-scope", ["丁"]]]));
  // Neither the blank nor the word of somebody outside is anybody's mistake.
  expect(codes.map(([code]) => code)).not.toEqual(expect.arrayContaining([expect.stringMatching(/^score\.(?:entry|nothing)/)]));
  const ranked = planRanking(scored, planned.scores, zhScoreSheets);
  const after = applyToSnapshot(scored, ranked.plan.edits);
  expect(disagreements(after)).toEqual([]);
  expect(after.sheets.find(({ name }) => name === "排名")?.values.flat()).toContain("不在方案适用范围内");
});

test.each([["zh-CN", zhScoreSheets], ["en-US", enScoreSheets]] as const)("SC-71 what the scheme is stands on its sheet and in its file, %s", (_, texts) => {
  const scope: SchemeScope = { kind: "special", name: "减税降费专项", approval: "云税党〔2026〕5号", validFrom: "2026-01", validTo: "2026-Q2", units: ["征管科", "办公室"] };
  const { workbook, tables } = workbookWith(...made);
  const written = applyToSnapshot(workbook, planScore(workbook, tables, schemeFor(scope), texts).plan.edits);
  const { scheme, findings } = readScheme(written, null);
  expect([scheme.scope, findings]).toEqual([scope, []]);
  expect(parseScheme(schemeText(schemeFor(scope))).scope).toEqual(scope);
});

test("SC-71 a special scheme that nobody approved is named; one of the year needs nothing", () => {
  const { workbook, tables } = workbookWith(...made);
  const codes = (scope: Partial<SchemeScope>): readonly string[] => planScore(workbook, tables, schemeFor(scope), zhScoreSheets).findings.map(({ code }) => code).filter((code) => code.startsWith("scheme."));
  expect(codes({ kind: "special", name: "减税降费" })).toEqual(["scheme.unapproved"]);
  expect(codes({ kind: "special", name: "减税降费", approval: "5号" })).toEqual([]);
  expect(codes({})).toEqual([]);
});

test("SC-71 a validity that is no period, or more units than there are cells for, cannot be used", () => {
  expect(checkScheme(schemeFor({ validFrom: "今年" })).map(({ code }) => code)).toEqual(["scheme.validity"]);
  expect(checkScheme(schemeFor({ units: Array.from({ length: 201 }, (_, i) => `科${String(i)}`) })).map(({ code }) => code)).toEqual(["scheme.scope-many"]);
});
