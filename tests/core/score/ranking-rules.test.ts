import fc from "fast-check";
import type { Edit } from "../../../src/core/plan/edit";
import { computeScores } from "../../../src/core/score/compute-scores";
import { defaultScheme } from "../../../src/core/score/default-scheme";
import { planRanking } from "../../../src/core/score/plan-ranking";
import { planScore } from "../../../src/core/score/plan-score";
import { mergeSmallPools, rankScores, type RankedLine } from "../../../src/core/score/ranking";
import { AT_LINE, BANDS_BY, DEFAULT_RANKING_RULES, QUOTA_ROUNDINGS, quotas, TIES, type RankingRules } from "../../../src/core/score/ranking-rules";
import type { Scheme } from "../../../src/core/score/scheme";
import { readScheme } from "../../../src/core/score/scheme-sheet-reading";
import { enScoreSheets } from "../../../src/i18n/en-US/score";
import { zhScoreSheets } from "../../../src/i18n/zh-CN/score";
import { applyToSnapshot } from "../../support/apply-to-snapshot";
import { disagreements } from "./calculate-snapshot";
import { matrix, workbookWith, type HandMade } from "./hand-made-tables";

jest.setTimeout(120_000);

const SHARED = [
  { label: "好", from: "90", share: "0.4" },
  { label: "较好", from: "80", share: "0.3" },
  { label: "一般", from: "60", share: null },
  { label: "较差", from: "0", share: null },
] as const;

const schemeWith = (part: Partial<Scheme> & { readonly rules?: Partial<RankingRules> }): Scheme => {
  const { rules, ...rest } = part;
  return { ...defaultScheme(), ...rest, ranking: { ...DEFAULT_RANKING_RULES, ...rules } };
};

const people = (scores: readonly (number | null)[], attributes: (index: number) => Readonly<Record<string, string>> = () => ({})): HandMade =>
  matrix({ marks: [{ name: "分", fullMark: "100" }], rows: scores.map((score, i) => ({ name: `人${String(i)}`, entries: [score], attributes: attributes(i) })) });

function ranked(made: HandMade, scheme: Scheme): readonly RankedLine[] {
  const { workbook, tables } = workbookWith(made);
  return rankScores(computeScores(workbook, tables, scheme)).pools.flatMap((pool) => pool.lines);
}

/** Ranks, read off sheets that were written: what the formulas calculate is what the core says. */
function writtenAgrees(made: HandMade, scheme: Scheme): void {
  const { workbook, tables } = workbookWith(made);
  const planned = planScore(workbook, tables, scheme, zhScoreSheets);
  const scored = applyToSnapshot(workbook, planned.plan.edits);
  const plan = planRanking(scored, planned.scores, zhScoreSheets);
  expect(disagreements(applyToSnapshot(scored, plan.plan.edits))).toEqual([]);
}

const ranks = (scores: readonly (number | null)[], scheme: Scheme): readonly (number | null)[] => ranked(people(scores), scheme).map((line) => line.rank);
const bands = (scores: readonly (number | null)[], scheme: Scheme): readonly (string | null)[] => ranked(people(scores), scheme).map((line) => line.band);

test("RK-11 the same scores under each rule for ties", () => {
  const scores = [92, 86.66, 86.66, 80, null, 80, 80, 71];
  expect(ranks(scores, schemeWith({}))).toEqual([1, 2, 2, 4, 4, 4, 7, null]);
  expect(ranks(scores, schemeWith({ ties: "dense" }))).toEqual([1, 2, 2, 3, 3, 3, 4, null]);
  expect(ranks(scores, schemeWith({ ties: "average" }))).toEqual([1, 2.5, 2.5, 5, 5, 5, 7, null]);
});

test("RK-12, RK-13 worked example: seven ranked, 40 % and 30 %", () => {
  // 0.4·7 = 2.8, 0.3·7 = 2.1: rounded down 2 and 2, half up 3 and 2, up 3 and 3.
  const scores = [99, 95, 93, 91, 88, 85, 70];
  const rules = { bandsBy: "both" } as const;
  expect(bands(scores, schemeWith({ bands: SHARED, rules }))).toEqual(["好", "好", "较好", "较好", "一般", "一般", "一般"]);
  expect(bands(scores, schemeWith({ bands: SHARED, rules: { ...rules, quotaRounding: "half-up" } }))).toEqual(["好", "好", "好", "较好", "较好", "一般", "一般"]);
  expect(bands(scores, schemeWith({ bands: SHARED, rules: { ...rules, quotaRounding: "ceil" } }))).toEqual(["好", "好", "好", "较好", "较好", "较好", "一般"]);
  // Below its cut-off nobody has a band, however many places are free; what is left free goes to the next.
  expect(bands([89, 88, 70, 60, 50], schemeWith({ bands: SHARED, rules }))).toEqual(["较好", "较好", "一般", "一般", "较差"]);
  expect(bands([89, 88, 70, 60, 50], schemeWith({ bands: SHARED, rules: { bandsBy: "share" } }))).toEqual(["好", "好", "较好", "一般", "一般"]);
});

test("RK-13 a share above 0 gives at least one place, where that is wanted", () => {
  expect(quotas(SHARED, 2, { ...DEFAULT_RANKING_RULES })).toEqual([1, 2, 4, 6]);
  expect(quotas(SHARED, 2, { ...DEFAULT_RANKING_RULES, atLeastOne: false })).toEqual([0, 0, 2, 4]);
});

test("RK-14 equals at the line are all in or all out", () => {
  const scores = [99, 95, 95, 95, 91];
  const rules = { bandsBy: "both" } as const;
  expect(bands(scores, schemeWith({ bands: SHARED, rules }))).toEqual(["好", "好", "好", "好", "一般"]);
  expect(bands(scores, schemeWith({ bands: SHARED, rules: { ...rules, atLine: "all-out" } }))).toEqual(["好", "一般", "一般", "一般", "一般"]);
});

test("RK-15 small pools join where they differ in the last attribute only, then in more", () => {
  const posts = ["正职", "正职", "正职", "副职", "其他", "其他"];
  const made = people([90, 80, 70, 60, 50, 40], (i) => ({ 职务层级: posts[i] ?? "", 人员类别: i < 5 ? "机关" : "分局" }));
  const { workbook, tables } = workbookWith(made);
  const pools = (minimumPool: number): readonly (readonly [string, number])[] =>
    rankScores(computeScores(workbook, tables, schemeWith({ rules: { minimumPool } }))).pools.map((pool) => [pool.attributes.map(({ value }) => value).join("/"), pool.lines.length] as const);
  expect(pools(0)).toEqual([["副职/机关", 1], ["其他/分局", 1], ["其他/机关", 1], ["正职/机关", 3]].sort());
  expect(pools(2).map(([, size]) => size).sort()).toEqual([1, 2, 3].sort());
  expect(pools(3).map(([, size]) => size).sort()).toEqual([3, 3]);
  const codes = rankScores(computeScores(workbook, tables, schemeWith({ rules: { minimumPool: 3 } }))).findings.map(({ code }) => code);
  expect(codes).toContain("rank.pool-merged");
  expect(rankScores(computeScores(workbook, tables, schemeWith({ rules: { minimumPool: 7 } }))).findings.map(({ code }) => code)).toContain("rank.pool-small");
});

test("RK-16 who is vetoed stands last without rank and band, and takes no place from others", () => {
  const made = matrix({ marks: [{ name: "分", fullMark: "100" }, { name: "安全事故" }], rows: [["甲", 99, 1], ["乙", 90, 0], ["丙", 80, 0]].map(([name, score, hit]) => ({ name: String(name), entries: [score ?? null, hit ?? null] })) });
  const scheme = schemeWith({ indicatorRules: [{ block: "T1", key: "K-安全事故", kind: "veto", requirement: "common", method: { kind: "entered" } }] });
  const lines = ranked(made, scheme);
  expect(lines.map((line) => [line.score.subject.name, line.rank, line.unranked])).toEqual([["乙", 1, null], ["丙", 2, null], ["甲", null, "vetoed"]]);
  expect(lines[2]?.score.final).toBe("99");
  writtenAgrees(made, scheme);
});

test("RK-18 more in a band than its share has places for, while cut-offs count", () => {
  const { workbook, tables } = workbookWith(people([99, 98, 97, 96, 50]));
  const planned = planScore(workbook, tables, schemeWith({ bands: SHARED }), zhScoreSheets);
  const plan = planRanking(applyToSnapshot(workbook, planned.plan.edits), planned.scores, zhScoreSheets);
  expect(plan.findings).toEqual(expect.arrayContaining([expect.objectContaining({ code: "rank.quota-exceeded", params: { pool: "个人", band: "好", count: 4, places: 2 } })]));
});

describe("RK-17 what the scheme sheet says is read back", () => {
  test.each([["zh-CN", zhScoreSheets], ["en-US", enScoreSheets]] as const)("in %s", (_, texts) => {
    for (const ties of TIES) {
      for (const bandsBy of BANDS_BY) {
        const scheme = schemeWith({ ties, bands: SHARED, rules: { bandsBy, quotaRounding: "ceil", atLeastOne: false, atLine: "all-out", minimumPool: 4, tieBreakers: ["德", "个人得分"] } });
        const { workbook, tables } = workbookWith(people([90, 80]));
        const written = applyToSnapshot(workbook, planScore(workbook, tables, scheme, texts).plan.edits);
        const { scheme: read, findings } = readScheme(written, null);
        expect([read.ties, read.bands, read.ranking, findings]).toEqual([scheme.ties, scheme.bands, scheme.ranking, []]);
      }
    }
  });

  test.each([["zh-CN", zhScoreSheets], ["en-US", enScoreSheets]] as const)("the lists to choose from are such as every program takes, in %s", (_, texts) => {
    const { workbook, tables } = workbookWith(people([90, 80]));
    const rules = planScore(workbook, tables, schemeWith({}), texts).plan.edits.flatMap((edit) => (edit.kind === "setValidation" && edit.rule?.type === "listOf" ? [edit.rule.items] : []));
    expect(rules.length).toBeGreaterThan(4);
    for (const items of rules) {
      expect(items.join(",").length).toBeLessThanOrEqual(255);
      for (const item of items) expect(item).not.toMatch(/[,"]/);
    }
  });

  test("a cell without a usable value keeps the recorded one and is named", () => {
    const { workbook, tables } = workbookWith(people([90, 80]));
    const written = applyToSnapshot(workbook, planScore(workbook, tables, schemeWith({ ties: "dense" }), zhScoreSheets).plan.edits);
    const sheetId = written.sheets.find((sheet) => sheet.name === "评分方案")?.sheetId ?? "";
    const name = written.names.find((each) => each.name === "TS_ties")?.refersTo ?? "";
    const row = Number(/\$(\d+)$/.exec(name)?.[1]) - 1;
    const typed: Edit = { kind: "setValues", area: { sheetId, row, column: 1, rows: 1, columns: 1 }, values: [["随便"]] };
    const { scheme, findings } = readScheme(applyToSnapshot(written, [typed]), null);
    expect(scheme.ties).toBe("competition");
    expect(findings.map(({ code, params }) => [code, params["name"]])).toEqual([["scheme.value-invalid", "TS_ties"]]);
  });
});

describe("RK-8, RK-11 to RK-14 what the formulas calculate is what the core says", () => {
  const point = fc.oneof(fc.integer({ min: 50, max: 100 }), fc.constantFrom(80, 80.005, 79.995, 90, 89.995, 0.1 + 0.2), fc.constant(null));
  test("on generated pools under every rule", () => {
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(...TIES),
        fc.record({ bandsBy: fc.constantFrom(...BANDS_BY), quotaRounding: fc.constantFrom(...QUOTA_ROUNDINGS), atLeastOne: fc.boolean(), atLine: fc.constantFrom(...AT_LINE), minimumPool: fc.constant(0), tieBreakers: fc.constantFrom([], ["分"]) }),
        (scores, ties, ranking) => writtenAgrees(people(scores), { ...defaultScheme(), ties, bands: SHARED, ranking }),
      ),
      { numRuns: 60 },
    );
  });

  test.each(TIES)("a large pool, ties %s", (ties) => {
    const scores = Array.from({ length: 230 }, (_, i) => (i % 17 === 3 ? null : 60 + ((i * 37) % 41) / 2));
    writtenAgrees(people(scores), schemeWith({ ties, bands: SHARED, rules: { bandsBy: "both" } }));
  });

  test("the order of rows never matters", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([99, 95, 95, 95, 91, 88, 88, 70, 60, 50], { minLength: 10, maxLength: 10 }), fc.constantFrom(...TIES), fc.constantFrom(...AT_LINE), (scores, ties, atLine) => {
        const scheme = schemeWith({ ties, bands: SHARED, rules: { bandsBy: "both", atLine } });
        const of = (list: readonly number[]): readonly unknown[] => ranked(people(list), scheme).map((line) => [line.points, line.rank, line.band]);
        expect(of(scores)).toEqual(of([...scores].sort((a, b) => b - a)));
      }),
      { numRuns: 40 },
    );
  });
});

describe("RK-20 whoever a decision excludes", () => {
  const scheme = schemeWith({ bands: SHARED, rules: { bandsBy: "share", quotaRounding: "half-up" } });
  const { workbook, tables } = workbookWith(people([95, 90, 85, 80, 75]));
  const first = applyToSnapshot(workbook, planScore(workbook, tables, scheme, zhScoreSheets).plan.edits);
  const sheetId = first.sheets.find(({ name }) => name === zhScoreSheets["sheet.adjustment"])?.sheetId ?? "";
  const type = (column: number, value: string | number): Edit => ({ kind: "setValues", area: { sheetId, row: 4, column, rows: 1, columns: 1 }, values: [[value]] });
  const decided = (...more: readonly Edit[]): ReturnType<typeof computeScores> => computeScores(applyToSnapshot(first, [type(0, "人0"), type(4, "立案审查期间"), type(5, "党委会"), ...more]), tables, scheme);

  test("RK-20 is last without rank or band, with the reason, and takes nobody's place", () => {
    const scores = decided(type(7, "不参加排名"));
    expect(scores.adjustments.findings).toEqual([]);
    const [pool] = rankScores(scores).pools;
    // Two fifths of four are 1.6, half up 2.
    expect(pool?.lines.map(({ score, rank, band, unranked }) => [score.subject.name, rank, band, unranked])).toEqual([
      ["人1", 1, "好", null],
      ["人2", 2, "好", null],
      ["人3", 3, "较好", null],
      ["人4", 4, "一般", null],
      ["人0", null, null, "ineligible"],
    ]);
    expect(scores.subjects[0]?.final).toBe("95");
  });

  test("RK-20 the sheets say the same, and the decision stays on them in either language", () => {
    const book = applyToSnapshot(first, [type(0, "人0"), type(4, "立案审查期间"), type(5, "党委会"), type(7, "Not ranked")]);
    const planned = planScore(book, tables, scheme, zhScoreSheets);
    const scored = applyToSnapshot(book, planned.plan.edits);
    const plan = planRanking(scored, planned.scores, zhScoreSheets);
    expect(plan.findings.map(({ code }) => code)).toContain("rank.ineligible");
    const after = applyToSnapshot(scored, plan.plan.edits);
    expect(disagreements(after)).toEqual([]);
    const sheet = after.sheets.find(({ name }) => name === zhScoreSheets["sheet.ranking"]);
    const cells = sheet?.values.flat() ?? [];
    expect(cells).toContain("不参加排名：立案审查期间");
    expect(cells).toContain(zhScoreSheets["ranking.orderFits"]);
    expect(computeScores(scored, tables, scheme).adjustments.standings.size).toBe(1);
  });

  test("RK-20 another word is named, and a line without either points or a standing still lacks points", () => {
    expect(decided(type(7, "随便")).adjustments.findings.map(({ code }) => code)).toEqual(["adjustment.standing-unknown", "adjustment.points-missing"]);
    expect(decided().adjustments.findings.map(({ code }) => code)).toEqual(["adjustment.points-missing"]);
  });

  test("RK-15 twenty thousand pools of one are joined in one go", () => {
    const scores = decided().subjects.slice(0, 1);
    const many = Array.from({ length: 20_000 }, (_, i) => ({ attributes: [{ header: "岗位", value: `岗位${String(i)}` }], scores }));
    const { pools, merged } = mergeSmallPools(many, 1, 2);
    expect([pools.length, merged[0]?.from.length]).toEqual([1, 20_000]);
  });
});
