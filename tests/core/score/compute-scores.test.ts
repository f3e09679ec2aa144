import fc from "fast-check";
import { computeScores } from "../../../src/core/score/compute-scores";
import { defaultScheme } from "../../../src/core/score/default-scheme";
import { over, rational, scoreText, sum, times } from "../../support/rational";
import { form, matrix, raters, workbookWith, type HandMade, type Mark, type MatrixInput } from "./hand-made-tables";

const scheme = defaultScheme();

function finals(input: MatrixInput, over: Partial<typeof scheme> = {}): readonly (string | null)[] {
  const { workbook, tables } = workbookWith(matrix(input));
  return computeScores(workbook, tables, { ...scheme, ...over }).subjects.map((subject) => subject.final);
}

function codes(input: MatrixInput): readonly string[] {
  const { workbook, tables } = workbookWith(matrix(input));
  return computeScores(workbook, tables, scheme).findings.map((finding) => finding.code);
}

const row = (name: string, ...entries: readonly (number | string | null)[]) => ({ name, entries });

describe("SC-4 how points, full marks and weights combine", () => {
  test("SC-4 only full marks: the points are added", () => {
    const marks: readonly Mark[] = [{ name: "甲", fullMark: "60" }, { name: "乙", fullMark: "40" }];
    expect(finals({ marks, rows: [row("张", 0.1, 0.2), row("王", 55.5, 39.25)] })).toEqual(["0.3", "94.75"]);
  });

  test("SC-4 only weights: weight × points on 0–100", () => {
    const marks: readonly Mark[] = [{ name: "甲", weight: "0.6" }, { name: "乙", weight: "0.4" }];
    expect(finals({ marks, rows: [row("张", 90, 80)] })).toEqual(["86"]);
  });

  test("SC-4 both: weight × points ÷ full mark on the full total", () => {
    // 0.6 × 100 ÷ 30 × 25 = 50; 0.4 × 100 ÷ 70 × 61 = 34.857142…; together 84.857142… → 84.86
    const marks: readonly Mark[] = [{ name: "甲", weight: "0.6", fullMark: "30" }, { name: "乙", weight: "0.4", fullMark: "70.5" }];
    const exact = 50 + (0.4 * 100 * 61) / 70.5;
    expect(finals({ marks, rows: [row("张", 25, 61)] })).toEqual([String(Math.round(exact * 100) / 100)]);
  });

  test("SC-4 both, each full mark its weight × 100: the points are added", () => {
    const marks: readonly Mark[] = [{ name: "甲", weight: "0.3", fullMark: "30" }, { name: "乙", weight: "0.7", fullMark: "70" }];
    expect(finals({ marks, rows: [row("张", 28, 66.5)] })).toEqual(["94.5"]);
  });

  test("SC-5 both add up to a whole but differ: contradiction, withheld", () => {
    const marks: readonly Mark[] = [{ name: "甲", weight: "0.6", fullMark: "30" }, { name: "乙", weight: "0.4", fullMark: "70" }];
    const input = { marks, rows: [row("张", 25, 61)] };
    expect(finals(input)).toEqual([null]);
    expect(codes(input)).toEqual(["score.contradiction"]);
  });

  test("SC-6 weights that are not 100 %: the difference is named, scores withheld", () => {
    const marks: readonly Mark[] = [{ name: "甲", weight: "0.333" }, { name: "乙", weight: "0.333" }, { name: "丙", weight: "0.333" }];
    const { workbook, tables } = workbookWith(matrix({ marks, rows: [row("张", 90, 80, 70)] }));
    const scores = computeScores(workbook, tables, scheme);
    expect(scores.subjects[0]).toMatchObject({ final: null, withheld: "marks" });
    expect(scores.findings).toMatchObject([{ code: "score.weights-total", severity: "error", params: { total: "99.9%", difference: "-0.1%" } }]);
  });

  test.each<readonly [string, readonly Mark[]]>([
    ["score.weights-incomplete", [{ name: "甲", weight: "1" }, { name: "乙" }]],
    ["score.weight-negative", [{ name: "甲", weight: "1.2" }, { name: "乙", weight: "-0.2" }]],
    ["score.full-marks-incomplete", [{ name: "甲", weight: "0.5", fullMark: "50" }, { name: "乙", weight: "0.5" }]],
    ["score.full-mark-not-positive", [{ name: "甲", weight: "0.5", fullMark: "50" }, { name: "乙", weight: "0.5", fullMark: "0" }]],
  ])("SC-6 %s: withheld", (code, marks) => {
    const input = { marks, rows: [row("张", 1, 1)] };
    expect(finals(input)).toEqual([null]);
    expect(codes(input)).toEqual([code]);
  });

  test("SC-7 neither full marks nor weights: added, and said so", () => {
    const input = { marks: [{ name: "甲" }, { name: "乙" }], rows: [row("张", 3, 4.5)] };
    expect(finals(input)).toEqual(["7.5"]);
    expect(codes(input)).toEqual(["score.no-marks"]);
  });
});

describe("SC-2, SC-4 what another arithmetic makes of the same marks", () => {
  const points = fc.integer({ min: 0, max: 12_000 }).map((thousandths) => thousandths / 1000);
  const indicator = fc.record({ points, fullMark: fc.integer({ min: 1, max: 120 }), share: fc.integer({ min: 1, max: 40 }) });
  const decimalShare = (percent: number): string => `0.${String(percent).padStart(2, "0")}`;

  test("SC-4 full marks alone: the sum, rounded once", () => {
    fc.assert(
      fc.property(fc.array(indicator, { minLength: 1, maxLength: 8 }), (items) => {
        const marks = items.map((item, i): Mark => ({ name: `甲${i}`, fullMark: String(item.fullMark) }));
        const expected = scoreText(sum(items.map((item) => rational(item.points))));
        expect(finals({ marks, rows: [row("张", ...items.map((item) => item.points))] })).toEqual([expected]);
      }),
    );
  });

  test("SC-4 weights and full marks: Σ weight × 100 ÷ full mark × points, rounded once", () => {
    fc.assert(
      fc.property(fc.array(indicator, { minLength: 2, maxLength: 2 }), ([first, second]) => {
        if (!first || !second) throw new Error("two were asked for");
        const items = [first, { ...second, share: 100 - first.share }];
        // Both wholes at once would be a contradiction. (SC-5)
        fc.pre(first.fullMark + second.fullMark !== 100);
        const marks = items.map((item, i): Mark => ({ name: `甲${i}`, fullMark: String(item.fullMark), weight: decimalShare(item.share) }));
        const expected = scoreText(sum(items.map((item) => over(times(rational(item.share), rational(item.points)), rational(item.fullMark)))));
        expect(finals({ marks, rows: [row("张", ...items.map((item) => item.points))] })).toEqual([expected]);
      }),
    );
  });
});

describe("SC-8 bonus and deduction points", () => {
  const marks: readonly Mark[] = [{ name: "业绩", fullMark: "100" }, { name: "加分" }, { name: "扣分" }];
  test("SC-8 blank means none; points count as they are", () => {
    expect(finals({ marks, rows: [row("张", 90, null, null), row("王", 90, 2, -1.5)] })).toEqual(["90", "90.5"]);
  });
  test("SC-8 a deduction above 0 could mean either: withheld", () => {
    const input = { marks, rows: [row("张", 90, null, 1)] };
    expect(finals(input)).toEqual([null]);
    expect(codes(input)).toEqual(["score.deduction-sign"]);
  });
  test("SC-8 bonus points are not part of the full total", () => {
    const { workbook, tables } = workbookWith(matrix({ marks: [{ name: "业绩", fullMark: "100" }, { name: "附加分", fullMark: "10" }], rows: [row("张", 90, 5)] }));
    expect(computeScores(workbook, tables, scheme).blocks[0]?.marks.scale?.toString()).toBe("100");
  });
});

describe("SC-13, SC-14 entries that are no numbers", () => {
  const marks: readonly Mark[] = [{ name: "甲", fullMark: "50" }, { name: "乙", fullMark: "50" }];
  test("SC-13 a blank withholds the score and is named", () => {
    const { workbook, tables } = workbookWith(matrix({ marks, rows: [row("张", 40, null), row("王", 0, 0)] }));
    const scores = computeScores(workbook, tables, scheme);
    expect(scores.subjects.map((subject) => [subject.final, subject.withheld])).toEqual([[null, "entry-missing"], ["0", null]]);
    expect(scores.findings).toMatchObject([{ code: "score.entry-missing", severity: "warning", params: { cells: ["D3"], subjects: ["张"], count: 1, cell: "D3" } }]);
  });
  test.each(["45", "缺考", "—"])("SC-14 text %s withholds the score and is never 0", (text) => {
    const { workbook, tables } = workbookWith(matrix({ marks, rows: [row("张", 40, text)] }));
    const scores = computeScores(workbook, tables, scheme);
    expect(scores.subjects[0]?.final).toBeNull();
    expect(scores.findings).toMatchObject([{ code: "score.entry-text", severity: "error", params: { cells: ["D3"] } }]);
  });
  test("SC-13 a table that nobody has started is a notice", () => {
    expect(codes({ marks, rows: [row("张", null, null), row("王", null, null)] })).toEqual(["score.nothing-entered"]);
  });
  test("SC-15 an entry above its full mark counts as entered and is named", () => {
    const input = { marks, rows: [row("张", 51, 40)] };
    expect(finals(input)).toEqual(["91"]);
    expect(codes(input)).toEqual(["score.entry-above-full-mark"]);
  });
});

describe("SC-2 rounding once, at the end", () => {
  test.each<readonly [readonly number[], string]>([
    [[0.1, 0.2], "0.3"],
    [[2.675, 0], "2.68"],
    [[1.005, 0], "1.01"],
    [[0.001, 0.004], "0.01"],
    [[84.994, 0.001], "85"],
  ])("SC-2 %p → %s", (entries, expected) => {
    expect(finals({ marks: [{ name: "甲", fullMark: "90" }, { name: "乙", fullMark: "10" }], rows: [{ name: "张", entries }] })).toEqual([expected]);
  });
  test("SC-2 thirds that add up", () => {
    const marks = ["甲", "乙", "丙"].map((name): Mark => ({ name, weight: name === "丙" ? "0.34" : "0.33", fullMark: name === "丙" ? "34" : "33" }));
    expect(finals({ marks: marks.map((mark) => ({ ...mark, fullMark: "30" })), rows: [row("张", 30, 30, 30)] })).toEqual(["100"]);
  });
});

describe("SC-12 raters", () => {
  const made = (entries: readonly (readonly (number | string | null)[])[]) =>
    workbookWith(
      raters({
        raters: [
          { name: "自评", group: "self" },
          { name: "领导", group: "leader" },
          { name: "评委1", group: "rater" },
          { name: "评委2", group: "rater" },
        ],
        rows: entries.map((line, i) => ({ name: `人${i}`, entries: line })),
      }),
    );
  const scoresOf = (entries: readonly (readonly (number | string | null)[])[]) => {
    const { workbook, tables } = made(entries);
    return computeScores(workbook, tables, scheme).subjects.map((subject) => subject.final);
  };
  test("SC-12 weighted mean of the groups' means", () => {
    // 0.2 × 100 + 0.4 × 80 + 0.4 × (90 + 85) ÷ 2 = 20 + 32 + 35 = 87
    expect(scoresOf([[100, 80, 90, 85]])).toEqual(["87"]);
  });
  test("SC-12 a group without a rater is re-normalised, never 0", () => {
    // (0.4 × 80 + 0.4 × 87.5) ÷ 0.8 = 83.75
    expect(scoresOf([[null, 80, 90, 85]])).toEqual(["83.75"]);
    expect(scoresOf([[null, null, 90, null]])).toEqual(["90"]);
  });
  test("SC-12 nobody scored: withheld", () => {
    expect(scoresOf([[null, null, null, null], [90, 90, 90, 90]])).toEqual([null, "90"]);
  });
});

describe("SC-11 forms", () => {
  const marks: readonly Mark[] = [{ name: "德", fullMark: "40" }, { name: "能", fullMark: "60" }];
  test("SC-9 equal forms are one family", () => {
    const { workbook, tables } = workbookWith(
      form({ tableId: "T1", subject: "张", marks, entries: [[38], [55]] }),
      form({ tableId: "T2", subject: "王", marks, entries: [[30], [44.5]] }),
      form({ tableId: "T3", subject: "李", marks: [{ name: "德", fullMark: "50" }, { name: "能", fullMark: "50" }], entries: [[30], [44.5]] }),
    );
    const scores = computeScores(workbook, tables, scheme);
    expect(scores.blocks.map((block) => [block.block.blockId, block.lines.length])).toEqual([["T1", 2], ["T3", 1]]);
    expect(scores.subjects.map((subject) => subject.final)).toEqual(["93", "74.5", "74.5"]);
  });
  test("SC-12 in a form a group that scored anything must score everything", () => {
    const columns = [
      { header: "自评", group: "self" as const },
      { header: "领导", group: "leader" as const },
    ];
    const scored = (entries: readonly (readonly (number | null)[])[]) => {
      const { workbook, tables } = workbookWith(form({ tableId: "T1", subject: "张", marks, columns, entries }));
      return computeScores(workbook, tables, scheme).subjects[0]?.final;
    };
    // 德 (0.2 × 40 + 0.4 × 34) ÷ 0.6 = 36; 能 (0.2 × 60 + 0.4 × 51) ÷ 0.6 = 54
    expect(scored([[40, 34], [60, 51]])).toBe("90");
    expect(scored([[40, null], [60, null]])).toBe("100");
    expect(scored([[40, 34], [60, null]])).toBeNull();
  });
});

describe("LK-1 a person's score with the unit's share", () => {
  const unit = (rows: MatrixInput["rows"], marks: readonly Mark[] = [{ name: "任务", fullMark: "100" }]) =>
    matrix({ tableId: "T1", name: "单位表", performance: "unit", marks, rows });
  const persons = (rows: MatrixInput["rows"]) => matrix({ tableId: "T2", name: "个人表", performance: "person", marks: [{ name: "工作", fullMark: "100" }], rows });
  const linked = (...made: readonly HandMade[]) => {
    const { workbook, tables } = workbookWith(...made);
    return computeScores(workbook, tables, scheme);
  };
  test("LK-1 a·unit + (1−a)·own", () => {
    // 0.3 × 90.5 + 0.7 × 80.25 = 27.15 + 56.175 = 83.325 → 83.33
    const scores = linked(unit([row("征管科", 90.5)]), persons([{ name: "张", group: "征管科", entries: [80.25] }]));
    expect(scores.subjects.find((subject) => subject.tableId === "T2")).toMatchObject({ final: "83.33", withheld: null });
  });
  test("LK-1 a unit on a scale of 1000 is brought onto 100 first", () => {
    const scores = linked(unit([row("征管科", 905)], [{ name: "任务", fullMark: "1000" }]), persons([{ name: "张", group: "征管科", entries: [80.25] }]));
    expect(scores.subjects.find((subject) => subject.tableId === "T2")?.final).toBe("83.33");
  });
  test("LK-3 an unknown unit withholds the score and is named", () => {
    const scores = linked(unit([row("征管科", 90)]), persons([{ name: "张", group: "征管科", entries: [80] }, { name: "王", group: "法制科", entries: [80] }]));
    expect(scores.subjects.at(-1)).toMatchObject({ final: null, withheld: "unit-unknown" });
    expect(scores.findings).toMatchObject([{ code: "link.unit-unknown", params: { groups: ["法制科"], subjects: ["王"] } }]);
  });
  test("LK-4 an equal name but for its suffix counts where only one unit fits", () => {
    const one = linked(unit([row("征管科", 90)]), persons([{ name: "张", group: "征管股", entries: [80] }]));
    expect(one.subjects.at(-1)?.final).toBe("83");
    const two = linked(unit([row("征管科", 90), row("征管处", 80)]), persons([{ name: "张", group: "征管股", entries: [80] }]));
    expect(two.subjects.at(-1)).toMatchObject({ final: null, withheld: "unit-ambiguous" });
  });
  test("LK-5 a unit without a final score blocks its people", () => {
    const scores = linked(unit([row("征管科", null), row("法制科", 90)]), persons([{ name: "张", group: "征管科", entries: [80] }]));
    expect(scores.subjects.at(-1)).toMatchObject({ final: null, withheld: "unit-not-final" });
    expect(scores.findings.map((finding) => finding.code)).toContain("link.unit-not-final");
  });
  test("LK-2 groups that are no units at all are not linked", () => {
    const scores = linked(unit([row("征管科", 90)]), persons([{ name: "张", group: "甲班", entries: [80] }]));
    expect(scores.subjects.at(-1)).toMatchObject({ final: "80", link: null });
    expect(scores.findings.map((finding) => finding.code)).toEqual(["link.no-unit-matches"]);
  });
});

describe("properties", () => {
  const cents = fc.integer({ min: 0, max: 10000 }).map((n) => n / 100);
  const tableOf = (count: number) =>
    fc.record({
      weights: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: count, maxLength: count }),
      rows: fc.array(fc.array(fc.option(cents, { freq: 8 }), { minLength: count, maxLength: count }), { minLength: 1, maxLength: 12 }),
    });
  const marksOf = (weights: readonly number[]): readonly Mark[] => weights.map((weight, i) => ({ name: `指标${i}`, fullMark: String(weight) }));

  test("SC-10 the order of rows never matters", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }).chain(tableOf), fc.nat(), ({ weights, rows }, turn) => {
        const named = rows.map((entries, i) => ({ name: `人${i}`, entries }));
        const turned = [...named.slice(turn % named.length), ...named.slice(0, turn % named.length)];
        const of = (list: typeof named) => {
          const { workbook, tables } = workbookWith(matrix({ marks: marksOf(weights), rows: list, keys: false }));
          return new Map(computeScores(workbook, tables, scheme).subjects.map((subject) => [subject.subject.name, subject.final]));
        };
        const [a, b] = [of(named), of(turned)];
        return [...a].every(([name, final]) => b.get(name) === final);
      }),
    );
  });

  test("SC-10 raising an entry never lowers a score", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }).chain(tableOf), fc.nat(), fc.nat(), cents, ({ weights, rows }, r, c, more) => {
        const filled = rows.map((entries) => entries.map((entry) => entry ?? 1));
        const [i, j] = [r % filled.length, c % weights.length];
        const raised = filled.map((entries, y) => entries.map((entry, x) => (y === i && x === j ? entry + more : entry)));
        const of = (list: readonly (readonly number[])[]) => Number(finals({ marks: marksOf(weights), rows: list.map((entries, y) => ({ name: `人${y}`, entries })) })[i]);
        return of(raised) >= of(filled);
      }),
    );
  });
});
