import fc from "fast-check";
import type { Edit } from "../../../src/core/plan/edit";
import type { WorkbookSnapshot } from "../../../src/core/grid/snapshot";
import { computeScores } from "../../../src/core/score/compute-scores";
import { defaultScheme } from "../../../src/core/score/default-scheme";
import { lookUpNames } from "../../../src/core/score/own-names";
import { planRanking } from "../../../src/core/score/plan-ranking";
import type { IndicatorRule } from "../../../src/core/score/indicator-rule";
import { planScore } from "../../../src/core/score/plan-score";
import { rankScores } from "../../../src/core/score/ranking";
import { AT_LINE, BANDS_BY, DEFAULT_RANKING_RULES, MAX_DENSE, type RankingRules } from "../../../src/core/score/ranking-rules";
import type { Scheme } from "../../../src/core/score/scheme";
import { checkScheme } from "../../../src/core/score/scheme-check";
import { readScheme } from "../../../src/core/score/scheme-sheet-reading";
import type { Finding } from "../../../src/core/check/finding";
import { zhScoreSheets } from "../../../src/i18n/zh-CN/score";
import { applyToSnapshot } from "../../support/apply-to-snapshot";
import { disagreements } from "./calculate-snapshot";
import { form, matrix, rated, workbookWith, type HandMade } from "./hand-made-tables";

const schemeWith = (part: Partial<Scheme> & { readonly rules?: Partial<RankingRules> }): Scheme => {
  const { rules, ...rest } = part;
  return { ...defaultScheme(), ...rest, ranking: { ...DEFAULT_RANKING_RULES, ...rules } };
};
const breaking = (tieBreakers: readonly string[], rules: Partial<RankingRules> = {}): Scheme => schemeWith({ ties: "tie-breakers", rules: { tieBreakers, ...rules } });

/** Scores and ranks as the sheets are written; their formulas must calculate to the same. */
function written(workbook: WorkbookSnapshot, tables: ReturnType<typeof workbookWith>["tables"], scheme: Scheme): { readonly after: WorkbookSnapshot; readonly lines: readonly (readonly [string, number | null, string | null])[]; readonly findings: readonly Finding[] } {
  const planned = planScore(workbook, tables, scheme, zhScoreSheets);
  const scored = applyToSnapshot(workbook, planned.plan.edits);
  const plan = planRanking(scored, planned.scores, zhScoreSheets);
  const after = applyToSnapshot(scored, plan.plan.edits);
  expect(disagreements(after)).toEqual([]);
  return { after, findings: plan.findings, lines: plan.ranking.pools.flatMap((pool) => pool.lines.map((line) => [line.score.subject.name, line.rank, line.band] as const)) };
}

const of = (scheme: Scheme, ...made: readonly HandMade[]): ReturnType<typeof written> => {
  const { workbook, tables } = workbookWith(...made);
  return written(workbook, tables, scheme);
};

const marks = [{ name: "业绩", fullMark: "60" }, { name: "作风", fullMark: "40" }];
const rows = (...entries: readonly (readonly (number | null)[])[]): HandMade => matrix({ marks, rows: entries.map((line, i) => ({ name: `人${String(i)}`, entries: line })) });

describe("RK-21 equals by named criteria", () => {
  test("RK-21 worked example: 90 three times, by 业绩, then by 作风; who is still equal shares a place", () => {
    const made = rows([50, 40], [55, 35], [55, 35], [60, 35]);
    expect(of(breaking(["业绩"]), made).lines.map(([name, rank]) => [name, rank])).toEqual([["人3", 1], ["人1", 2], ["人2", 2], ["人0", 4]]);
    expect(of(breaking(["作风", "业绩"]), made).lines.map(([name, rank]) => [name, rank])).toEqual([["人3", 1], ["人0", 2], ["人1", 3], ["人2", 3]]);
    // Nothing but the criteria tells them apart.
    expect(of(schemeWith({}), made).lines.map(([, rank]) => rank)).toEqual([1, 2, 2, 2]);
  });

  test("RK-21 terms of a linked score are criteria too", () => {
    const units = matrix({ tableId: "T1", name: "单位", performance: "unit", marks: [{ name: "任务", fullMark: "100" }], rows: [{ name: "征管科", entries: [80] }, { name: "法制科", entries: [90] }] });
    const people = matrix({ tableId: "T2", name: "个人", marks: [{ name: "德能", fullMark: "100" }], rows: [{ name: "甲", group: "征管科", entries: [90] }, { name: "乙", group: "法制科", entries: [85.714] }] });
    const link = { ...defaultScheme(), digits: 0 };
    expect(of({ ...breaking(["单位得分"]), digits: link.digits }, units, people).lines.filter(([name]) => name === "甲" || name === "乙")).toEqual([["乙", 1, "较好"], ["甲", 2, "较好"]]);
    expect(of({ ...breaking(["个人得分"]), digits: link.digits }, units, people).lines.filter(([name]) => name === "甲" || name === "乙")).toEqual([["甲", 1, "较好"], ["乙", 2, "较好"]]);
  });

  test("RK-21 a pool of two tables compares points on the total", () => {
    // 业绩 30 of 60 at 60 %, and 40 of 80 at 60 %: half of it both; 作风 the same.
    const first = matrix({ tableId: "T1", name: "一", marks: [{ name: "业绩", fullMark: "60", weight: "0.6" }, { name: "作风", fullMark: "40", weight: "0.4" }], rows: [{ name: "甲", entries: [30, 40] }] });
    const second = matrix({ tableId: "T2", name: "二", marks: [{ name: "业绩", fullMark: "80", weight: "0.6" }, { name: "作风", fullMark: "40", weight: "0.4" }], rows: [{ name: "乙", entries: [40, 40] }, { name: "丙", entries: [60, 25] }] });
    expect(of(breaking(["业绩"]), first, second).lines.map(([name, rank]) => [name, rank])).toEqual([["丙", 1], ["乙", 2], ["甲", 2]]);
  });

  test("RK-21 in forms, in a matrix with raters and with a method, the points that count are compared", () => {
    const columns = [{ header: "自评", group: "self" as const }, { header: "领导", group: "leader" as const }];
    const forms = ["甲", "乙"].map((subject, i) => form({ tableId: `T${String(1 + i)}`, subject, marks, columns, entries: i === 0 ? [[50, 50], [40, 40]] : [[55, 55], [35, 35]] }));
    expect(of(breaking(["业绩"]), ...forms).lines.map(([name]) => name)).toEqual(["乙", "甲"]);
    const raters = [{ name: "领导", group: "leader" as const }, { name: "同事", group: "rater" as const }];
    const grid = rated({ raters, marks, rows: [{ name: "甲", entries: [[50, 50], [40, 40]] }, { name: "乙", entries: [[52, 56], [36, 36]] }] });
    expect(of(breaking(["业绩"]), grid).lines.map(([name, rank]) => [name, rank])).toEqual([["乙", 1], ["甲", 2]]);
    // Fewer errors are more points: the entry itself would say the opposite.
    const method = { kind: "deduct" as const, step: "5", floor: "0" };
    const rule: IndicatorRule = { block: "T1", key: "K-作风", kind: null, requirement: "common", method };
    const errors = rows([55, 2], [50, 1]);
    expect(of({ ...breaking(["作风"]), indicatorRules: [rule] }, errors).lines.map(([name, rank]) => [name, rank])).toEqual([["人1", 1], ["人0", 2]]);
  });

  test("RK-21 a criterion that a pool does not have is said and makes no difference", () => {
    const { lines, findings } = of(breaking(["没有的", "业绩"]), rows([50, 40], [55, 35]));
    expect(lines.map(([, rank]) => rank)).toEqual([1, 2]);
    expect(findings.filter(({ code }) => code === "rank.breaker-unknown").map(({ params }) => params["criteria"])).toEqual([["没有的"]]);
  });

  test("RK-21 larger pools than pairs are compared in share places, and that is said", () => {
    const many = rows(...Array.from({ length: MAX_DENSE + 1 }, (_, i) => [i % 2 === 0 ? 50 : 55, i % 2 === 0 ? 40 : 35]));
    const { workbook, tables } = workbookWith(many);
    const scheme = breaking(["业绩"]);
    const planned = planScore(workbook, tables, scheme, zhScoreSheets);
    const plan = planRanking(applyToSnapshot(workbook, planned.plan.edits), planned.scores, zhScoreSheets);
    expect(plan.findings.map(({ code }) => code)).toContain("rank.breakers-large");
    expect(new Set(plan.ranking.pools[0]?.lines.map(({ rank }) => rank))).toEqual(new Set([1]));
  });

  test("RK-21 criteria without a name, or more than there are cells for, cannot be used", () => {
    expect(checkScheme(breaking([])).map(({ code }) => code)).toEqual(["scheme.ties-none"]);
    expect(checkScheme(breaking(["一", "二", "三", "四"])).map(({ code }) => code)).toEqual(["scheme.ties-many"]);
    expect(checkScheme(breaking(["一", "", ""]))).toEqual([]);
  });
});

const SHARED = [
  { label: "好", from: "90", share: "0.4" },
  { label: "较好", from: "80", share: "0.3" },
  { label: "一般", from: "0", share: null },
] as const;

test("RK-22 worked example: two places, three equals, the criteria decide who has one", () => {
  const made = rows([60, 38], [55, 35], [50, 40], [58, 32], [40, 40]);
  const share = { bandsBy: "share", atLine: "tie-breakers", tieBreakers: ["业绩"] } as const;
  // 0.4·5 = 2 places: 98, and of three times 90 the one with 58.
  expect(of(schemeWith({ bands: SHARED, rules: share }), made).lines).toEqual([["人0", 1, "好"], ["人3", 2, "好"], ["人1", 2, "较好"], ["人2", 2, "一般"], ["人4", 5, "一般"]]);
});

/** A workbook scored once, with decisions typed on the adjustment sheet. */
function decided(made: HandMade, scheme: Scheme, decisions: readonly (readonly [name: string, standing: string])[]): { readonly workbook: WorkbookSnapshot; readonly tables: ReturnType<typeof workbookWith>["tables"] } {
  const { workbook, tables } = workbookWith(made);
  const first = applyToSnapshot(workbook, planScore(workbook, tables, scheme, zhScoreSheets).plan.edits);
  const sheetId = first.sheets.find(({ name }) => name === zhScoreSheets["sheet.adjustment"])?.sheetId ?? "";
  const type = (row: number, column: number, value: string): Edit => ({ kind: "setValues", area: { sheetId, row, column, rows: 1, columns: 1 }, values: [[value]] });
  return { workbook: applyToSnapshot(first, decisions.flatMap(([name, standing], i) => [type(4 + i, 0, name), type(4 + i, 4, "警告处分"), type(4 + i, 5, "党委会"), type(4 + i, 7, standing)])), tables };
}

describe("RK-23 whoever has no band, or not the best", () => {
  const made = rows([60, 40], [58, 40], [56, 40], [50, 35], [40, 20]);

  test("RK-23 by cut-off: ranked as scored; no band, and the next one below the best", () => {
    const scheme = schemeWith({ bands: SHARED });
    const { workbook, tables } = decided(made, scheme, [["人0", "不得评为最高等次"], ["人1", "No grade"]]);
    const { lines, after } = written(workbook, tables, scheme);
    expect(lines).toEqual([["人0", 1, "较好"], ["人1", 2, null], ["人2", 3, "好"], ["人3", 4, "较好"], ["人4", 5, "一般"]]);
    const cells = after.sheets.find(({ name }) => name === zhScoreSheets["sheet.ranking"])?.values.flat() ?? [];
    expect(cells).toEqual(expect.arrayContaining(["不得评为最高等次：警告处分", "不定等次：警告处分", zhScoreSheets["ranking.orderFits"]]));
  });

  test("RK-23 by share: nobody's place is taken by who cannot have it", () => {
    const scheme = schemeWith({ bands: SHARED, rules: { bandsBy: "share" } });
    const { workbook, tables } = decided(made, scheme, [["人0", "不得评为最高等次"], ["人1", "不定等次"]]);
    // Four may have a band: 0.4·4 = 1.6 → 1 place, 0.3·4 = 1.2 → 1. The best goes to 人2; 人0 is first among the four, so 较好.
    expect(written(workbook, tables, scheme).lines).toEqual([["人0", 1, "较好"], ["人1", 2, null], ["人2", 3, "好"], ["人3", 4, "一般"], ["人4", 5, "一般"]]);
  });

  test("RK-23 the stricter of two decisions counts", () => {
    const scheme = schemeWith({ bands: SHARED });
    const { workbook, tables } = decided(made, scheme, [["人0", "不得评为最高等次"], ["人0", "不定等次"], ["人1", "不定等次"], ["人1", "不参加排名"]]);
    const scores = computeScores(workbook, tables, scheme);
    expect(rankScores(scores).pools[0]?.lines.map((line) => [line.score.subject.name, line.rank, line.band, line.unranked]).filter(([name]) => name === "人0" || name === "人1")).toEqual([["人0", 1, null, null], ["人1", null, null, "ineligible"]]);
  });

  test("RK-21 to RK-23 what the formulas say is what the core computes", () => {
    const entry = fc.constantFrom(30, 35, 40, 35.5, null);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(entry, entry), { minLength: 1, maxLength: 9 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 8 }).map((i) => `人${String(i)}`), fc.constantFrom("不参加排名", "不定等次", "不得评为最高等次")), { maxLength: 4 }),
        fc.constantFrom("competition", "dense", "tie-breakers" as const),
        fc.constantFrom(...BANDS_BY),
        fc.constantFrom(...AT_LINE),
        fc.constantFrom(["业绩"], ["作风", "业绩"], ["作风"]),
        (entries, decisions, ties, bandsBy, atLine, tieBreakers) => {
          const scheme = schemeWith({ ties, bands: SHARED, rules: { bandsBy, atLine, tieBreakers, quotaRounding: "half-up" } });
          const { workbook, tables } = decided(rows(...entries), scheme, decisions);
          written(workbook, tables, scheme);
        },
      ),
      { numRuns: 80, endOnFailure: true },
    );
  });
});

describe("RK-24 factors by band", () => {
  const bands = [{ label: "好", from: "90", share: null, factor: "1.2" }, { label: "较好", from: "80", share: null, factor: "1" }, { label: "一般", from: "0", share: null }] as const;

  test("RK-24 worked example: a list of its own, by pool, that follows ranking and scheme", () => {
    const { after } = of(schemeWith({ bands }), rows([60, 40], [50, 35], [10, 10], [null, 10]));
    const sheet = after.sheets.find(({ name }) => name === "奖励系数");
    expect(sheet?.values.slice(5, 9).map((row) => row.slice(0, 5))).toEqual([["人0", null, 1, "好", 1.2], ["人1", null, 2, "较好", 1], ["人2", null, 3, "一般", ""], ["人3", null, "", "", ""]]);
    expect(readScheme(after, null).scheme.bands).toEqual(bands);
    // A factor that is typed on the scheme sheet counts at once.
    const place = lookUpNames(after).area("TS_band_factor");
    expect(place?.area.rows).toBeGreaterThan(2);
  });

  test("RK-24 where nobody states factors there is no such sheet, and one of before is taken away", () => {
    const { workbook, tables } = workbookWith(rows([60, 40]));
    const with1 = written(workbook, tables, schemeWith({ bands })).after;
    expect(with1.sheets.map(({ name }) => name)).toContain("奖励系数");
    const without = written(with1, tables, schemeWith({})).after;
    expect(without.sheets.map(({ name }) => name)).not.toContain("奖励系数");
    expect(lookUpNames(without).area("_TS_own_factor")).toBeNull();
  });

  test("RK-24 a factor that is no number of 0 or more is named", () => {
    expect(checkScheme(schemeWith({ bands: [{ label: "好", from: "0", share: null, factor: "-1" }] })).map(({ code }) => code)).toEqual(["scheme.band-factor"]);
  });
});
