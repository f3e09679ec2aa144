import fc from "fast-check";
import type { CellValue } from "../../../src/core/grid/cell";
import { computeScores, type Scores } from "../../../src/core/score/compute-scores";
import { decimal, decimalText, exactOf } from "../../../src/core/score/decimal";
import { defaultScheme } from "../../../src/core/score/default-scheme";
import { methodGap, methodPoints, type IndicatorMethod } from "../../../src/core/score/indicator-method";
import type { CategoryCap, IndicatorRule } from "../../../src/core/score/indicator-rule";
import { presentGroups, lineTerms } from "../../../src/core/score/line-score";
import { form, matrix, tickForm, workbookWith, type HandMade, type Mark } from "./hand-made-tables";

const FULL = decimal("20");

function worth(method: IndicatorMethod, entry: CellValue, kind: "scored" | "bonus" | "deduction" = "scored"): string {
  const points = methodPoints(method, kind, kind === "scored" ? FULL : null, entry);
  return points.kind === "number" ? decimalText(points.value) : points.kind;
}

function ruleFor(name: string, over: Partial<IndicatorRule>): IndicatorRule {
  return { block: "T1", key: `K-${name}`, kind: null, requirement: "common", method: { kind: "entered" }, ...over };
}

function scored(made: HandMade, indicatorRules: readonly IndicatorRule[], categoryCaps: readonly CategoryCap[] = []): Scores {
  const { workbook, tables } = workbookWith(made);
  return computeScores(workbook, tables, { ...defaultScheme(), indicatorRules, categoryCaps });
}

function table(marks: readonly Mark[], ...entries: readonly (readonly CellValue[])[]): HandMade {
  return matrix({ marks, rows: entries.map((row, i) => ({ name: `人${i}`, entries: row })) });
}

const finals = (scores: Scores) => scores.subjects.map((subject) => subject.final ?? subject.withheld);
const codes = (scores: Scores) => scores.findings.map((finding) => finding.code);

describe("docs/spec/scoring.md, worked examples of methods", () => {
  test("F (SC-42): achievement against a target", () => {
    const higher: IndicatorMethod = { kind: "target-higher", target: "80", floor: "0", cap: "24" };
    expect(([60, 80, 100, 20, 0, -5] as const).map((actual) => worth(higher, actual))).toEqual(["15", "20", "24", "5", "0", "0"]);
    const lower: IndicatorMethod = { kind: "target-lower", target: "5", floor: "0", cap: "20" };
    expect(([5, 6, 4, 10, 12, 0] as const).map((actual) => worth(lower, actual))).toEqual(["20", "16", "20", "0", "0", "20"]);
    expect(worth({ kind: "target-lower", target: "5" }, 4)).toBe("24");
    expect(worth({ kind: "target-higher", target: "3", floor: "0" }, 1)).toBe("6.6666666666");
  });

  test("G (SC-43): points for each occurrence, taken to a floor or given to a cap", () => {
    const deduct: IndicatorMethod = { kind: "deduct", step: "0.5", floor: "0" };
    expect(([0, 1, 3, 40, 41] as const).map((times) => worth(deduct, times))).toEqual(["20", "19.5", "18.5", "0", "0"]);
    expect(worth({ kind: "deduct", step: "0.5", floor: "-3" }, 4, "deduction")).toBe("-2");
    expect(worth({ kind: "deduct", step: "0.5", floor: "-3" }, 9, "deduction")).toBe("-3");
    const award: IndicatorMethod = { kind: "award", step: "1.5", cap: "4" };
    expect(([0, 1, 2, 3] as const).map((times) => worth(award, times, "bonus"))).toEqual(["0", "1.5", "3", "4"]);
  });

  test("H (SC-44): bands", () => {
    const bands: IndicatorMethod = { kind: "bands", bands: [{ from: "0", points: "5" }, { from: "60", points: "12" }, { from: "90.5", points: "20" }] };
    expect(([0, 59.99, 60, 90.4999, 90.5, 1000] as const).map((value) => worth(bands, value))).toEqual(["5", "5", "12", "12", "20", "20"]);
    expect(worth(bands, -0.01)).toBe("outside");
  });

  test("I (SC-45): yes or no", () => {
    const method: IndicatorMethod = { kind: "yes-no" };
    expect((["是", "√", 1, "Y", "yes"] as const).map((entry) => worth(method, entry))).toEqual(["20", "20", "20", "20", "20"]);
    expect((["否", "×", 0, "n", "NO"] as const).map((entry) => worth(method, entry))).toEqual(["0", "0", "0", "0", "0"]);
    expect((["是 ", "基本", 2, true, "1"] as const).map((entry) => worth(method, entry))).toEqual(["outside", "outside", "outside", "outside", "outside"]);
  });

  test("J (SC-40, SC-41): a table with every method, by weights and full marks", () => {
    const marks: readonly Mark[] = [{ name: "税收收入", fullMark: "30", weight: "0.4" }, { name: "差错", fullMark: "20", weight: "0.3" }, { name: "满意度", fullMark: "10", weight: "0.2" }, { name: "按时报送", fullMark: "5", weight: "0.1" }, { name: "加分" }];
    const scores = scored(table(marks, [75, 3, 88, "√", 2]), [
      ruleFor("税收收入", { method: { kind: "target-higher", target: "100", floor: "0", cap: "30" } }),
      ruleFor("差错", { method: { kind: "deduct", step: "0.5", floor: "0" } }),
      ruleFor("满意度", { method: { kind: "bands", bands: [{ from: "0", points: "0" }, { from: "80", points: "8" }, { from: "90", points: "10" }] } }),
      ruleFor("按时报送", { method: { kind: "yes-no" } }),
      ruleFor("加分", { method: { kind: "award", step: "0.3", cap: "1" } }),
    ]);
    expect(scores.blocks[0]?.marks.coefficients.map((coefficient) => coefficient.toFraction())).toEqual(["4/3", "3/2", "2", "2", "1"]);
    expect(finals(scores)).toEqual(["84.35"]);
    expect(scores.findings).toEqual([]);
  });

  test("K (SC-53): a category's points within their limits", () => {
    const marks: readonly Mark[] = [{ name: "业绩", fullMark: "100" }, { name: "甲加分", path: ["创新"] }, { name: "乙加分", path: ["创新"] }, { name: "扣分", path: ["纪律"] }];
    const cap = (category: string, max: string | null, min: string | null): CategoryCap => ({ block: "T1", category, max, min });
    const scores = scored(table(marks, [80, 3, 4, -1], [80, 1, 1.5, -7]), [], [cap("创新", "5", null), cap("deduction", null, "-3")]);
    expect(finals(scores)).toEqual(["84", "79.5"]);
    const [block] = scores.blocks;
    const line = block?.lines[0]?.line;
    if (!block || !line) throw new Error("nothing scored");
    const weights = { self: decimal("1"), leader: decimal("1"), rater: decimal("1") };
    const terms = lineTerms(block.block, line, block.rules, presentGroups(block.block, line, weights));
    expect(terms.points.map((points) => points && decimalText(points))).toEqual(["80", "3", "4", "-1"]);
    expect(terms.categories.map(({ category, sum, limited }) => [category, decimalText(sum), decimalText(limited)])).toEqual([["创新", "7", "5"], ["deduction", "-1", "-1"]]);
  });
});

describe("SC-46 √-forms", () => {
  const options = ["优秀", "良好", "一般", "较差"];
  const marks: readonly Mark[] = [{ name: "德", fullMark: "40" }, { name: "能", fullMark: "60" }];
  const points = (...all: readonly string[]): IndicatorMethod => ({ kind: "ticks", options: options.map((label, i) => ({ label, points: all[i] ?? "" })) });
  const rules = [ruleFor("德", { method: points("40", "32", "24", "0") }), ruleFor("能", { method: points("60", "48", "36", "0") })];
  const of = (...entries: readonly (readonly CellValue[])[]) => tickForm({ tableId: "T1", subject: "张", marks, options, entries });

  test("L (SC-46): one tick a row counts, more than one is void, none is missing", () => {
    expect(finals(scored(of(["√", null, null, null], [null, null, "✔", "×"]), rules))).toEqual(["76"]);
    const twice = scored(of(["√", null, null, null], [null, "√", "√", null]), rules);
    expect([finals(twice), twice.findings.map(({ code, params }) => [code, params.cells])]).toEqual([["ticks-void"], [["score.ticks-void", ["C4", "D4", "E4", "F4"]]]]);
    expect(finals(scored(of(["√", null, null, null], [null, null, null, null]), rules))).toEqual(["entry-missing"]);
    expect(finals(scored(of(["√", null, null, null], [null, "好", null, null]), rules))).toEqual(["entry-text"]);
  });

  test("SC-46 a √-form whose options nobody has given points is left alone", () => {
    expect(scored(of(["√", null, null, null], [null, "√", null, null]), []).subjects).toEqual([]);
  });

  test("SC-46 an option without points withholds the scores", () => {
    const scores = scored(of(["√", null, null, null], [null, "√", null, null]), [rules[0] ?? ruleFor("德", {}), ruleFor("能", { method: { kind: "ticks", options: [{ label: "优秀", points: "60" }] } })]);
    expect([finals(scores), codes(scores)]).toEqual([["method"], ["score.method-options"]]);
  });

  test("SC-46 headers are matched without regard to spaces and width", () => {
    const made = tickForm({ tableId: "T1", subject: "张", marks, options: ["优 秀", "良好", "一般", "较差"], entries: [["√"], ["√"]] });
    expect(finals(scored(made, rules))).toEqual(["100"]);
  });
});

describe("SC-40 methods as data", () => {
  const marks: readonly Mark[] = [{ name: "甲", weight: "0.5" }, { name: "乙", weight: "0.5" }];

  test("SC-40 without a rule the entry is the points", () => {
    expect(finals(scored(table(marks, [80, 90]), []))).toEqual(["85"]);
  });

  test("SC-41 where only weights count an indicator's full mark is 100", () => {
    expect(finals(scored(table(marks, [80, 3]), [ruleFor("乙", { method: { kind: "deduct", step: "10", floor: "0" } })]))).toEqual(["75"]);
  });

  test("SC-40 a method in a form works on the entry cell", () => {
    const made = form({ tableId: "T1", subject: "张", marks: [{ name: "德", fullMark: "40" }, { name: "考勤", fullMark: "60" }], entries: [[38], [4]] });
    expect(finals(scored(made, [ruleFor("考勤", { method: { kind: "deduct", step: "1", floor: "0" } })]))).toEqual(["94"]);
  });

  test.each<[string, IndicatorMethod, string]>([
    ["target missing", { kind: "target-higher" }, "score.method-target"],
    ["target 0", { kind: "target-lower", target: "0" }, "score.method-target"],
    ["step missing", { kind: "deduct" }, "score.method-step"],
    ["step negative", { kind: "award", step: "-1" }, "score.method-step"],
    ["floor above cap", { kind: "target-higher", target: "10", floor: "5", cap: "4" }, "score.method-limits"],
    ["no bands", { kind: "bands" }, "score.method-bands"],
    ["bands in falling order", { kind: "bands", bands: [{ from: "5", points: "1" }, { from: "5", points: "2" }] }, "score.method-bands"],
  ])("SC-47 %s: withheld, with a finding at the indicator", (_, method, code) => {
    const scores = scored(table(marks, [80, 3]), [ruleFor("乙", { method })]);
    expect(finals(scores)).toEqual(["method"]);
    const finding = scores.findings.find((candidate) => candidate.code === code);
    expect([finding?.params.indicators, finding?.params.cell]).toEqual([["乙"], "D2"]);
  });

  test("SC-47 without a full mark nothing can be deducted from it", () => {
    const scores = scored(table([{ name: "甲" }, { name: "乙" }], [80, 3]), [ruleFor("乙", { method: { kind: "yes-no" } })]);
    expect(codes(scores)).toContain("score.method-full-mark");
  });

  test("M (SC-57): several raters: each entry becomes points, then points have their mean", () => {
    const columns = [{ header: "自评", group: "self" as const }, { header: "领导", group: "leader" as const }];
    const of = (...entries: readonly (readonly CellValue[])[]) => form({ tableId: "T1", subject: "张", marks: [{ name: "德", fullMark: "40" }, { name: "出勤", fullMark: "10" }], columns, entries });
    const rules = [ruleFor("出勤", { method: { kind: "deduct", step: "4", floor: "0" } })];
    expect(finals(scored(of([39, 36], [1, 4]), rules))).toEqual(["39"]);
    expect(finals(scored(of([39, 36], [1, 0.5]), rules))).toEqual(["entry-outside"]);
    expect(finals(scored(of([null, 36], [null, 1]), rules))).toEqual(["42"]);
  });

  test("SC-47 several raters: yes or no and vetoes have no mean", () => {
    const columns = [{ header: "自评", group: "self" as const }, { header: "领导", group: "leader" as const }];
    const made = form({ tableId: "T1", subject: "张", marks: [{ name: "德", fullMark: "40" }, { name: "能", fullMark: "60" }], columns, entries: [[38, 30], [4, 3]] });
    for (const rule of [ruleFor("能", { method: { kind: "yes-no" } }), ruleFor("能", { kind: "veto" })]) {
      const scores = scored(made, [rule]);
      expect([finals(scores), codes(scores).includes("score.method-raters")]).toEqual([["method"], true]);
    }
  });

  test("SC-48 an entry outside the method withholds the score and is named at its cell", () => {
    const rules = [ruleFor("甲", { method: { kind: "yes-no" } }), ruleFor("乙", { method: { kind: "deduct", step: "1", floor: "0" } })];
    const scores = scored(table(marks, ["是", 2], ["也许", 2], ["否", -1], ["是", 0.5], ["是", "两次"], ["是", null]), rules);
    expect(finals(scores)).toEqual(["99", "entry-outside", "entry-outside", "entry-outside", "entry-text", "entry-missing"]);
    expect(scores.findings.find((finding) => finding.code === "score.entry-outside")?.params.cells).toEqual(["C4", "D5", "D6"]);
    expect(scores.findings.find((finding) => finding.code === "score.entry-text")?.params.cells).toEqual(["D7"]);
  });

  test("SC-48 what a method reads is no number of points: no finding above the full mark", () => {
    const scores = scored(table([{ name: "甲", fullMark: "5" }], [7]), [ruleFor("甲", { method: { kind: "deduct", step: "0.5", floor: "0" } })]);
    expect([finals(scores), codes(scores)]).toEqual([["1.5"], []]);
  });
});

describe("SC-56 rules of another workbook", () => {
  const marks: readonly Mark[] = [{ name: "甲", fullMark: "60", path: ["业务"] }, { name: "差错", fullMark: "40", path: ["业务"] }];
  const deduct = ruleFor("差错", { block: "T7", method: { kind: "deduct", step: "1", floor: "0" } });

  test("SC-56 go to the one table that has the indicator, and are kept for it", () => {
    const scores = scored(table(marks, [50, 3]), [deduct], [{ block: "T7", category: "业务", max: "80", min: null }]);
    expect([finals(scores), codes(scores), scores.scheme.indicatorRules, scores.scheme.categoryCaps.map(({ block }) => block)]).toEqual([["80"], [], [{ ...deduct, block: "T1" }], ["T1"]]);
  });

  test("SC-56 are not used and counted where no table or several have it; what is stated for the table itself goes before", () => {
    const other = ruleFor("别的", { block: "T7", requirement: "optional" });
    expect(scored(table(marks, [50, 3]), [other]).findings.map(({ code, params }) => [code, params.count])).toEqual([["scheme.rules-unplaced", 1]]);
    const { workbook, tables } = workbookWith(matrix({ tableId: "T1", name: "一", marks, rows: [{ name: "张", entries: [50, 3] }] }), matrix({ tableId: "T2", name: "二", marks, rows: [{ name: "王", entries: [50, 3] }] }));
    const twice = computeScores(workbook, tables, { ...defaultScheme(), indicatorRules: [deduct] });
    expect([finals(twice), codes(twice).includes("scheme.rules-unplaced")]).toEqual([["53", "53"], true]);
    const own = ruleFor("差错", { method: { kind: "deduct", step: "2", floor: "0" } });
    expect(finals(scored(table(marks, [50, 3]), [deduct, own]))).toEqual(["84"]);
  });
});

describe("SC-50 to SC-51 kinds", () => {
  test("SC-50 an optional indicator may stay blank and then counts nothing", () => {
    const marks: readonly Mark[] = [{ name: "必考", fullMark: "90" }, { name: "自选", fullMark: "10" }];
    const made = table(marks, [80, null], [80, 6], [null, 6]);
    expect(finals(scored(made, []))).toEqual(["entry-missing", "86", "entry-missing"]);
    expect(finals(scored(made, [ruleFor("自选", { requirement: "optional" })]))).toEqual(["80", "86", "entry-missing"]);
    expect(finals(scored(made, [ruleFor("自选", { requirement: "differentiated" })]))).toEqual(["entry-missing", "86", "entry-missing"]);
    const notice = scored(made, [ruleFor("自选", { requirement: "optional" })]).findings.find(({ code }) => code === "score.optional-blank");
    expect([notice?.severity, notice?.params.cells, notice?.params.indicators]).toEqual(["notice", ["D3"], ["自选"]]);
  });

  test("SC-51 a veto hit leaves the score and is a state with its indicator", () => {
    const marks: readonly Mark[] = [{ name: "业绩", fullMark: "100" }, { name: "一票否决" }];
    const scores = scored(table(marks, [80, null], [81, "否"], [82, "是"], [83, 2], [84, 0], [85, "出过事故"], [86, -1]), [ruleFor("一票否决", { kind: "veto" })]);
    expect(finals(scores)).toEqual(["80", "81", "82", "83", "84", "entry-outside", "entry-outside"]);
    expect(scores.subjects.map(({ states }) => states)).toEqual([[], [], [{ kind: "vetoed", indicators: ["一票否决"] }], [{ kind: "vetoed", indicators: ["一票否决"] }], [], [], []]);
    expect(scores.blocks[0]?.marks.scale?.toFraction()).toBe("100");
    expect(scores.findings.find(({ code }) => code === "score.vetoed")?.params.cells).toEqual(["D5", "D6"]);
  });

  test("SC-50 a kind that is stated goes before the indicator's words", () => {
    const marks: readonly Mark[] = [{ name: "业绩", fullMark: "100" }, { name: "表彰", fullMark: "5" }];
    const scores = scored(table(marks, [80, null]), [ruleFor("表彰", { kind: "bonus" })]);
    expect([finals(scores), scores.blocks[0]?.marks.scale?.toFraction()]).toEqual([["80"], "100"]);
  });
});

describe("SC-40 properties", () => {
  const amount = fc.integer({ min: -2000, max: 20000 }).map((n) => n / 100);
  const times = fc.integer({ min: 0, max: 60 });
  const parameter = fc.integer({ min: 1, max: 5000 }).map((n) => String(n / 100));
  const order = (method: IndicatorMethod, less: number, more: number): number => {
    const [a, b] = [less, more].map((entry) => methodPoints(method, "scored", FULL, entry));
    if (a?.kind !== "number" || b?.kind !== "number") throw new Error("not admitted");
    return b.value.compare(a.value);
  };

  test("SC-42 raising what was achieved never lowers the points where higher is better, and never raises them where lower is", () => {
    fc.assert(
      fc.property(amount, amount, parameter, fc.option(parameter, { nil: undefined }), (x, y, target, cap) => {
        const limits = { target, floor: "0", ...(cap === undefined ? {} : { cap }) };
        expect(order({ kind: "target-higher", ...limits }, Math.min(x, y), Math.max(x, y))).toBeGreaterThanOrEqual(0);
        expect(order({ kind: "target-lower", ...limits }, Math.min(x, y), Math.max(x, y))).toBeLessThanOrEqual(0);
      }),
    );
  });

  test("SC-43 one more occurrence never raises what is deducted from, and never lowers what is awarded", () => {
    fc.assert(
      fc.property(times, times, parameter, (x, y, step) => {
        expect(order({ kind: "deduct", step, floor: "0" }, Math.min(x, y), Math.max(x, y))).toBeLessThanOrEqual(0);
        expect(order({ kind: "award", step, cap: "20" }, Math.min(x, y), Math.max(x, y))).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test("SC-44 bands whose points rise never lower the points of a higher value", () => {
    fc.assert(
      fc.property(amount, amount, fc.uniqueArray(fc.integer({ min: -10, max: 100 }), { minLength: 1, maxLength: 8 }), (x, y, froms) => {
        const bands = froms.sort((a, b) => a - b).map((from, i) => ({ from: String(from), points: String(i * 2.5) }));
        const method: IndicatorMethod = { kind: "bands", bands };
        const low = froms[0] ?? 0;
        const [less, more] = [Math.max(low, Math.min(x, y)), Math.max(low, x, y)];
        expect(methodGap(method, "scored", null)).toBeNull();
        expect(order(method, less, more)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test("SC-42 points are exact: what was achieved times full mark over target", () => {
    fc.assert(
      fc.property(amount, parameter, (actual, target) => {
        const points = methodPoints({ kind: "target-higher", target }, "scored", FULL, actual);
        const expected = exactOf(actual)?.mul(20).div(target);
        expect(points.kind === "number" && expected && points.value.equals(expected)).toBe(true);
      }),
    );
  });

  test("SC-53 a raised entry never lowers a score where every method says so, whatever the caps", () => {
    const marks: readonly Mark[] = [{ name: "收入", fullMark: "60", path: ["甲"] }, { name: "满意度", fullMark: "40", path: ["乙"] }, { name: "加分", path: ["丙"] }, { name: "直接", fullMark: "10", path: ["甲"] }];
    const limit = fc.option(fc.integer({ min: -500, max: 9000 }).map((n) => n / 100));
    const caps = fc.uniqueArray(fc.tuple(fc.constantFrom("甲", "乙", "丙", "bonus"), limit, limit), { selector: ([category]) => category, maxLength: 3 });
    const rules = [
      ruleFor("收入", { method: { kind: "target-higher", target: "80", floor: "0", cap: "66" } }),
      ruleFor("满意度", { method: { kind: "bands", bands: [{ from: "-30", points: "0" }, { from: "20", points: "12.5" }, { from: "90", points: "40" }] } }),
      ruleFor("加分", { method: { kind: "award", step: "0.7", cap: "5" } }),
    ];
    fc.assert(
      fc.property(fc.tuple(amount, amount, times, amount), fc.tuple(times, times, times, times), caps, (less, more, limits) => {
        const row = ([a, b, n, c]: readonly [number, number, number, number]): readonly number[] => [a, Math.max(-30, b), n, c];
        const raised = row([less[0] + more[0], less[1] + more[1], less[2] + more[2], less[3] + more[3]]);
        const [low, high] = finals(scored(table(marks, row(less), raised), rules, limits.map(([category, max, min]): CategoryCap => ({ block: "T1", category, max: max === null ? null : String(max), min: min === null ? null : String(min) }))));
        expect(Number(high)).toBeGreaterThanOrEqual(Number(low));
      }),
    );
  });
});
