import { toA1 } from "../../../src/core/grid/address";
import { formulaAt, valueAt, type WorkbookSnapshot } from "../../../src/core/grid/snapshot";
import type { Edit } from "../../../src/core/plan/edit";
import { DEFAULT_LINK_RULES } from "../../../src/core/score/link-rules";
import { defaultScheme } from "../../../src/core/score/default-scheme";
import { lookUpNames } from "../../../src/core/score/own-names";
import { MAX_COMPARED, planRanking } from "../../../src/core/score/plan-ranking";
import { planScore } from "../../../src/core/score/plan-score";
import type { IndicatorMethod } from "../../../src/core/score/indicator-method";
import type { Scheme } from "../../../src/core/score/scheme";
import { zhScoreSheets } from "../../../src/i18n/zh-CN/score";
import { createBlankWorkbook } from "../../../src/workbook/file/blank-workbook";
import { openWorkbook } from "../../../src/workbook/file/open-workbook";
import type { SnapshotField, WorkbookPort } from "../../../src/workbook/port";
import { describeWithLibreOffice, recalculate } from "../../support/libreoffice";
import { form, matrix, rated, raters, tickForm, type HandMade } from "./hand-made-tables";

const FIELDS: readonly SnapshotField[] = ["values", "formulas", "styles", "protection", "validations", "conditionalFormats", "hidden", "tables"];

function read(port: WorkbookPort): Promise<WorkbookSnapshot> {
  return port.read({ sheets: "all", fields: FIELDS });
}

/** A real file with hand-made tables, scored and ranked; the bytes and what the core expects of each formula cell. */
function scoredFile(...made: readonly HandMade[]): Promise<ScoredFile> {
  return scoredFileUnder(defaultScheme(), ...made);
}

type ScoredFile = { readonly bytes: Uint8Array; readonly expected: ReadonlyMap<string, unknown>; readonly disagreements: readonly unknown[] };

function scoredFileUnder(scheme: Scheme, ...made: readonly HandMade[]): Promise<ScoredFile> {
  return scoredFileWith(scheme, {}, ...made);
}

/** `typed`: lines that somebody types into named areas of our sheets ("@-2": two columns to the left) after a first scoring. */
async function scoredFileWith(scheme: Scheme, typed: Readonly<Record<string, readonly (readonly (string | number | null)[])[]>>, ...made: readonly HandMade[]): Promise<ScoredFile> {
  const port = createBlankWorkbook("说明");
  const build: Edit[] = made.flatMap(({ sheet, names }): Edit[] => {
    const used = sheet.used;
    if (!used) return [];
    return [
      { kind: "addSheet", sheetId: sheet.sheetId, name: sheet.name, visibility: "visible", after: null },
      { kind: "setValues", area: { sheetId: sheet.sheetId, ...used }, values: sheet.values.map((row) => row.map((value) => (typeof value === "object" ? null : value))) },
      ...names.map((name): Edit => ({ kind: "defineName", name: name.name, refersTo: name.refersTo, hidden: name.hidden })),
    ];
  });
  await port.apply({ purpose: "structure", edits: build });
  const first = await read(port);
  const ids = new Map(first.sheets.map((sheet) => [sheet.name, sheet.sheetId]));
  const tables = made.map(({ table }) => ({ ...table, sheetId: ids.get(table.sheetName) ?? "" }));
  let planned = planScore(first, tables, scheme, zhScoreSheets);
  let one = await port.apply(planned.plan);
  if (Object.keys(typed).length > 0) {
    const names = lookUpNames(await read(port));
    const edits = Object.entries(typed).map(([name, lines]): Edit => {
      const [, known = "", shift = "0"] = /^(\w+)(?:@(-\d+))?$/.exec(name) ?? [];
      const area = names.area(known)?.area;
      if (!area) throw new Error(`no ${name}`);
      return { kind: "setValues", area: { ...area, column: area.column + Number(shift), rows: lines.length, columns: lines[0]?.length ?? 1 }, values: lines };
    });
    await port.apply({ purpose: "structure", edits });
    planned = planScore(await read(port), tables, scheme, zhScoreSheets);
    one = await port.apply(planned.plan);
  }
  const ranked = planRanking(await read(port), planned.scores, zhScoreSheets);
  const two = await port.apply(ranked.plan);
  const names = new Map((await read(port)).sheets.map((sheet) => [sheet.sheetId, sheet.name]));
  const expected = new Map<string, unknown>();
  for (const edit of [...planned.plan.edits, ...ranked.plan.edits]) {
    if (edit.kind !== "setFormulas") continue;
    edit.formulas.forEach((row, r) => {
      row.forEach((formula, c) => {
        const value = edit.expected?.[r]?.[c] ?? null;
        if (formula === null || value === null) return;
        expected.set(`${names.get(edit.area.sheetId) ?? ""}!${toA1({ row: edit.area.row + r, column: edit.area.column + c, rows: 1, columns: 1 })}`, value);
      });
    });
  }
  return { bytes: port.save(), expected, disagreements: [...one.disagreements, ...two.disagreements] };
}

/** Cells where LibreOffice calculates something else. */
async function differences(file: { readonly bytes: Uint8Array; readonly expected: ReadonlyMap<string, unknown> }): Promise<readonly string[]> {
  const workbook = await read(await openWorkbook(await recalculate(file.bytes), "recalculated.xlsx"));
  const wrong: string[] = [];
  const seen = new Set<string>();
  for (const sheet of workbook.sheets) {
    if (!sheet.used) continue;
    for (let row = sheet.used.row; row < sheet.used.row + sheet.used.rows; row++) {
      for (let column = sheet.used.column; column < sheet.used.column + sheet.used.columns; column++) {
        const address = `${sheet.name}!${toA1({ row, column, rows: 1, columns: 1 })}`;
        if (!file.expected.has(address)) continue;
        seen.add(address);
        const expected = file.expected.get(address);
        const actual = valueAt(sheet, row, column) ?? "";
        const same = typeof expected === "number" && typeof actual === "number" ? expected.toPrecision(15) === actual.toPrecision(15) : expected === actual;
        if (!same) wrong.push(`${address} ${formulaAt(sheet, row, column) ?? ""}: expected ${JSON.stringify(expected)}, LibreOffice ${JSON.stringify(actual)}`);
      }
    }
  }
  for (const [address, value] of file.expected) if (!seen.has(address) && value !== "") wrong.push(`${address}: gone`);
  return wrong;
}

describeWithLibreOffice("SC-17 what the formulas say is what the core computes, as LibreOffice calculates it", () => {
  test("SC-17 tables, links, raters, forms and ranks", async () => {
    const awkward = [[0.1, 0.2], [2.675, 0], [1.005, 0], [0, 0.005], [33.335, 33.33], [50.125, 39.87], [42.4925, 42.5125], [50, null], [50, "缺考"], [84.99499999995, 0]] as const;
    const columns = [
      { header: "自评", group: "self" as const },
      { header: "领导", group: "leader" as const },
    ];
    const file = await scoredFile(
      matrix({ tableId: "T1", name: "单位", performance: "unit", marks: [{ name: "任务", fullMark: "600" }, { name: "党建", fullMark: "400" }], rows: [{ name: "征管科", entries: [500, 333.33] }, { name: "法制科", entries: [null, 390] }, { name: "办公室", entries: [512.5, 377] }] }),
      matrix({
        tableId: "T2",
        name: "个人",
        marks: [{ name: "甲", fullMark: "60", weight: "0.6" }, { name: "乙", fullMark: "70", weight: "0.4" }, { name: "加分" }, { name: "扣分" }],
        rows: awkward.map((entries, i) => ({ name: `人${i}`, group: ["征管科", "法制科", "征管股", "办公室", "无此科"][i % 5] ?? "", attributes: { 职务层级: i % 3 === 0 ? "正职" : "副职" }, entries: [...entries, i % 4 === 0 ? 1.5 : null, i % 5 === 0 ? -0.25 : null] })),
        results: [{ header: "综合得分", kind: "score" }, { header: "排名", kind: "rank" }, { header: "等次", kind: "grade" }],
      }),
      raters({
        tableId: "T3",
        name: "测评",
        raters: [{ name: "自评", group: "self" }, { name: "领导", group: "leader" }, { name: "甲", group: "rater" }, { name: "乙", group: "rater" }, { name: "丙", group: "rater" }],
        rows: [{ name: "选1", entries: [null, 80, 90, 85, 86] }, { name: "选2", entries: [100, 80, 90, null, "弃权"] }, { name: "选3", entries: [null, null, null, null, null] }, { name: "选4", entries: [99, 98, 97.1, 96.2, 95.3] }],
      }),
      rated({
        tableId: "T8",
        name: "多人打分",
        raters: [{ name: "自评", group: "self" }, { name: "领导", group: "leader" }, { name: "甲", group: "rater" }, { name: "乙", group: "rater" }, { name: "丙", group: "rater" }],
        marks: [{ name: "德", fullMark: "70", weight: "0.3" }, { name: "能", fullMark: "90", weight: "0.7" }, { name: "加分" }],
        rows: [
          { name: "评1", entries: [[66.6, 61.1, 55, 60, 58], [90, 80.01, 77, 70, 75], [1, null, 2, 2, null]] },
          { name: "评2", entries: [[null, 61.1, 55, null, 58], [null, 80.01, 77, 70, 75], [null, null, null, null, null]] },
          { name: "评3", entries: [[66.6, null, 55, 60, 58], [90, 80.01, 77, 70, 75], [null, null, null, null, null]] },
          { name: "评4", entries: [[null, null, null, null, null], [90, 80.01, 77, 70, 75], [null, null, null, null, null]] },
          { name: "评5", entries: [[66.6, 61.1, 55, "弃权", 58], [90, 80.01, 77, 70, 75], ["无", null, null, null, null]] },
        ],
      }),
      matrix({ tableId: "T4", name: "怪名", performance: null, keys: false, marks: [{ name: "分", fullMark: "100" }], rows: [{ name: "张*", entries: [70] }, { name: "张三", entries: [90] }, { name: "李~四", entries: [80] }, { name: "王?", entries: [60] }, { name: "同名", entries: [50] }, { name: "同名", entries: [51] }], results: [{ header: "得分", kind: "score" }, { header: "名次", kind: "rank" }] }),
      form({ tableId: "T5", name: "表五", subject: "考甲", group: "征管科", marks: [{ name: "德", fullMark: "40" }, { name: "能", fullMark: "60" }, { name: "附加分" }], columns, entries: [[40, 34], [60, 51], [null, 1]] }),
      form({ tableId: "T6", name: "表六", subject: "考乙", group: "办公室", marks: [{ name: "德", fullMark: "40" }, { name: "能", fullMark: "60" }, { name: "附加分" }], columns, entries: [[38, null], [55, null], [null, null]] }),
      form({ tableId: "T7", name: "表七", subject: "考丙", group: "办公室", marks: [{ name: "德", fullMark: "40" }, { name: "能", fullMark: "60" }, { name: "附加分" }], columns, entries: [[38, 30], [55, null], [2, null]] }),
    );
    expect(file.disagreements).toEqual([]);
    expect(file.expected.size).toBeGreaterThan(300);
    expect(await differences(file)).toEqual([]);
  }, 120_000);

  test("SC-52 every method, kind and cap, in a table, on the summary sheet and in a form", async () => {
    const marks = [
      { name: "收入", fullMark: "30", weight: "0.4" },
      { name: "差错", fullMark: "20", weight: "0.3" },
      { name: "满意度", fullMark: "10", weight: "0.2" },
      { name: "报送", fullMark: "5", weight: "0.1" },
      { name: "表彰加分", path: ["奖励"] },
      { name: "论文加分", path: ["奖励"] },
      { name: "考勤扣分" },
      { name: "一票否决" },
    ];
    const methods: Readonly<Record<string, IndicatorMethod>> = {
      收入: { kind: "target-higher", target: "97.3", floor: "0", cap: "33" },
      差错: { kind: "deduct", step: "0.7", floor: "0" },
      满意度: { kind: "bands", bands: [{ from: "0", points: "0" }, { from: "80", points: "8.05" }, { from: "90.1", points: "10" }] },
      报送: { kind: "yes-no" },
      表彰加分: { kind: "award", step: "0.3", cap: "1" },
      论文加分: { kind: "award", step: "1.1" },
      考勤扣分: { kind: "deduct", step: "0.25" },
    };
    const rows = [
      [75, 3, 88, "√", 2, null, null, null],
      [97.3, 0, 90.1, "是", null, 3, 1, "否"],
      [200, 60, 90.09999, "N", 9, 1, 8, "是"],
      [-3, 1, 0, 1, 0, 0, 0, 2],
      [33.335, 2, 79.99999999999999, 0, null, null, null, 0],
      [64.865, 7, 100, "y", 1, 2, 3, "X"],
      [80, 0.5, 85, "是", null, null, null, null],
      [80, 2, -1, "是", null, null, null, null],
      [80, 2, 85, "基本", null, null, null, null],
      [80, 2, 85, "*", "a", null, null, null],
      [80, 2, 85, "是", null, null, null, "出过事故"],
      [80, null, 85, "是", null, null, null, null],
      ["80", 1, 85, "是", null, null, null, null],
      [80, 1, 85, "是", -1, null, null, null],
      [0.1 + 0.2, 2.9999999999999996, 85, "✓", null, null, 1, null],
    ] as const;
    const subjects = rows.map((entries, i) => ({ name: i === 2 ? "人?" : `人${i}`, entries }));
    const blocks = ["T1", "T2", "T3"];
    const file = await scoredFileUnder(
      {
        ...defaultScheme(),
        indicatorRules: [
          { block: "T9", key: "K-出勤", kind: null, requirement: "common", method: { kind: "deduct", step: "1.1", floor: "0" } },
          { block: "T9", key: "K-产量", kind: null, requirement: "common", method: { kind: "target-higher", target: "90", floor: "0", cap: "52" } },
          ...["德", "能"].map((name) => ({ block: "T4", key: `K-${name}`, kind: null, requirement: "common" as const, method: { kind: "ticks" as const, options: [{ label: "优秀", points: "40" }, { label: "良好", points: "32.15" }, { label: "一般", points: "20" }] } })), ...blocks.flatMap((block) =>
          marks.map(({ name }) => ({ block, key: `K-${name}`, kind: name === "一票否决" ? ("veto" as const) : null, requirement: "common" as const, method: methods[name] ?? { kind: "entered" as const } })),
        )],
        categoryCaps: blocks.flatMap((block) => [{ block, category: "奖励", max: "2.5", min: null }, { block, category: "deduction", max: null, min: "-1.5" }]),
      },
      matrix({ tableId: "T1", name: "明细", performance: "unit", marks, rows: subjects, results: [{ header: "得分", kind: "score" }, { header: "名次", kind: "rank" }] }),
      matrix({ tableId: "T2", name: "无键", performance: null, keys: false, marks, rows: subjects }),
      form({ tableId: "T3", name: "表三", subject: "考甲", marks, entries: rows[2].map((entry) => [entry]) }),
      form({ tableId: "T9", name: "表九", subject: "考乙", marks: [{ name: "德", fullMark: "40" }, { name: "出勤", fullMark: "10" }, { name: "产量", fullMark: "50" }], columns: [{ header: "自评", group: "self" }, { header: "领导", group: "leader" }, { header: "领导二", group: "leader" }], entries: [[39, 36, null], [1, 4, 2], [70, 95.5, "缺"]] }),
      ...[[["√", null, null], ["×", "✔", null]], [["√", "√", null], ["√", null, null]], [[null, null, null], ["√", null, null]], [["好", null, null], ["√", null, null]]].map((entries, i) =>
        tickForm({ tableId: `T${4 + i}`, name: `票${i}`, subject: `选${i}`, marks: [{ name: "德", fullMark: "40" }, { name: "能", fullMark: "60" }], options: ["优秀", "良好", "一般"], entries }),
      ),
    );
    expect(file.disagreements).toEqual([]);
    expect(file.expected.size).toBeGreaterThan(120);
    expect(await differences(file)).toEqual([]);
  }, 120_000);

  test("RK-8 ranks by RANK, and a thousand totals that nearly tie", async () => {
    const rows = Array.from({ length: 5 * MAX_COMPARED }, (_, i) => ({ name: `人${i}`, entries: i % 50 === 7 ? [null, 1] : [33.33 + (i % 7) / 1000, 51.665 + ((i * 13) % 11) / 1000] }));
    const file = await scoredFile(matrix({ marks: [{ name: "甲", weight: "0.37" }, { name: "乙", weight: "0.63" }], rows, results: [{ header: "得分", kind: "score" }, { header: "名次", kind: "rank" }] }));
    expect(file.disagreements).toEqual([]);
    expect(await differences(file)).toEqual([]);
  }, 180_000);

  test.each([
    ["dense", "both", "all-in"],
    ["average", "share", "all-out"],
  ] as const)("RK-11 to RK-14 ties %s, bands by %s, %s at the line", async (ties, bandsBy, atLine) => {
    const rows = Array.from({ length: 40 }, (_, i) => ({ name: `人${i}`, attributes: { 职务层级: i % 3 === 0 ? "正职" : "副职" }, entries: i % 11 === 7 ? [null] : [70 + ((i * 13) % 29) + (i % 4 === 0 ? 0.005 : 0)] }));
    const scheme: Scheme = {
      ...defaultScheme(),
      ties,
      bands: [{ label: "好", from: "90", share: "0.4" }, { label: "较好", from: "80", share: "0.3" }, { label: "一般", from: "60", share: null }],
      ranking: { bandsBy, quotaRounding: "half-up", atLeastOne: true, atLine, minimumPool: 0, tieBreakers: [] },
    };
    const file = await scoredFileUnder(scheme, matrix({ marks: [{ name: "甲", fullMark: "100" }], rows, results: [{ header: "得分", kind: "score" }, { header: "名次", kind: "rank" }, { header: "等次", kind: "grade" }] }));
    expect(file.disagreements).toEqual([]);
    expect(await differences(file)).toEqual([]);
  }, 180_000);

  test("RK-21 to RK-24 criteria for ties, decisions about bands, factors", async () => {
    const rows = Array.from({ length: 30 }, (_, i) => ({ name: `人${i}`, attributes: { 职务层级: i % 3 === 0 ? "正职" : "副职" }, entries: i % 11 === 7 ? [null, 30] : [40 + (i % 4) * 2.5, 40 - (i % 4) * 2.5 + (i % 5 === 0 ? 0.005 : 0)] }));
    const scheme: Scheme = {
      ...defaultScheme(),
      ties: "tie-breakers",
      bands: [{ label: "好", from: "75", share: "0.4", factor: "1.2" }, { label: "较好", from: "60", share: "0.3", factor: "1" }, { label: "一般", from: "0", share: null }],
      ranking: { bandsBy: "both", quotaRounding: "half-up", atLeastOne: true, atLine: "tie-breakers", minimumPool: 0, tieBreakers: ["乙", "甲"] },
    };
    const file = await scoredFileWith(
      scheme,
      { "TS_adj_points@-2": [["人0"], ["人3"], ["人5"]], TS_adj_standing: [["不得评为最高等次"], ["不定等次"], ["不参加排名"]] },
      matrix({ marks: [{ name: "甲", fullMark: "60" }, { name: "乙", fullMark: "40" }], rows, results: [{ header: "得分", kind: "score" }, { header: "名次", kind: "rank" }, { header: "等次", kind: "grade" }] }),
    );
    expect(file.disagreements).toEqual([]);
    expect(await differences(file)).toEqual([]);
  }, 180_000);

  test.each([[[]], [[{ from: "0", coefficient: "0.8" }, { from: "80", coefficient: "1.05" }]]])("LK-11 people multiplied by their unit, table %j", async (coefficients) => {
    const scheme: Scheme = { ...defaultScheme(), link: { ...DEFAULT_LINK_RULES, family: "multiplicative", coefficients } };
    const file = await scoredFileUnder(
      scheme,
      matrix({ tableId: "T1", name: "单位", performance: "unit", marks: [{ name: "任务", fullMark: "700" }], rows: [{ name: "征管科", entries: [583.1] }, { name: "法制科", entries: [null] }, { name: "办公室", entries: [333.33] }] }),
      matrix({ tableId: "T2", name: "个人", marks: [{ name: "甲", fullMark: "70" }], rows: [61, 33.335, 69.99, 0.1, null].map((entry, i) => ({ name: `人${i}`, group: ["征管科", "法制科", "办公室"][i % 3] ?? "", entries: [entry] })) }),
    );
    expect(file.disagreements).toEqual([]);
    expect(await differences(file)).toEqual([]);
  }, 180_000);

  test.each(["additive", "multiplicative"] as const)("LK-14 to LK-18 shares by category, units by days, special shares: %s", async (family) => {
    const scheme: Scheme = { ...defaultScheme(), link: { family, coefficients: [], shareBy: "职务层级", shares: [{ value: "正职", share: "0.45" }] } };
    const levels = ["正职", "副职", null, "正职", "副职", "正职", "副职"];
    const people = matrix({
      tableId: "T2",
      name: "个人",
      marks: [{ name: "甲", fullMark: "70" }],
      rows: [61, 33.335, 69.99, 0.1, 55.5, 70, 66.666].map((entry, i) => ({ name: `人${i}`, group: ["征管科", "法制科", "办公室"][i % 3] ?? "", ...(levels[i] ? { attributes: { 职务层级: levels[i] ?? "" } } : {}), entries: [entry] })),
      results: [{ header: "职务层级", kind: "grade", values: levels }],
    });
    const file = await scoredFileWith(
      scheme,
      {
        _TS_stays: [
          ["人0", "征管科", 46023, 46112, null],
          ["人0", "法制科", 46113, null, null],
          ["人1", "征管科", 46023, 46387, 1 / 3],
          ["人1", "办公室", 46023, 46387, 0.25],
          ["人2", "办公室", 46023, 46200, null],
          ["人2", "法制科", 46100, 46387, null],
          ["人3", "无此科", 46023, 46387, null],
          ["人4", "法制科", "三月", 46387, null],
        ],
        TS_period_to: [[46387]],
        _TS_specials: [
          ["人0", "征管科（专项）", 0.1],
          ["人5", "征管科（专项）", 0.125],
          ["人5", "法制科（专项）", 0.2],
          ["人6", "办公室（专项）", 0.2],
          ["人3", "征管科（专项）", 0.9],
        ],
      },
      matrix({ tableId: "T1", name: "单位", performance: "unit", marks: [{ name: "任务", fullMark: "700" }], rows: [{ name: "征管科", entries: [583.1] }, { name: "法制科", entries: [611.7] }, { name: "办公室", entries: [333.33] }] }),
      { ...people, table: { ...people.table, results: [] } },
      matrix({ tableId: "T3", name: "专项", performance: "unit", marks: [{ name: "专项", fullMark: "30" }], rows: [{ name: "征管科", entries: [27.7] }, { name: "法制科", entries: [29.99] }, { name: "办公室", entries: [null] }] }),
    );
    expect(file.disagreements).toEqual([]);
    expect(await differences(file)).toEqual([]);
  }, 180_000);

  test.each([
    ["zero", { rounding: "half-even", roundAt: "item", weightTotals: "normalise", drop: { highest: 1, lowest: 1, from: 4 } }],
    ["item-mean", { rounding: "down", roundAt: "total", weightTotals: "normalise", drop: { highest: 2, lowest: 1, from: 4 } }],
    ["renormalise", { rounding: "up", roundAt: "total", weightTotals: "withhold", drop: { highest: 0, lowest: 1, from: 3 } }],
  ] as const)("SC-62 to SC-69 blanks %s, rounding, shares of weights, extremes of raters", async (missing, calculation) => {
    const scheme: Scheme = { ...defaultScheme(), missing, calculation };
    const five = ["甲", "乙", "丙", "丁", "戊"].map((name) => ({ name, group: "rater" as const }));
    const file = await scoredFileUnder(
      scheme,
      matrix({ tableId: "T1", name: "单位", marks: [{ name: "任务", weight: "0.5" }, { name: "党建", weight: "0.3" }, { name: "加分" }], rows: [[2.675, 1.005, null], [null, 0.1, 1.5], [33.335, null, 0.005], [2.3, 2.3, null], [null, null, null], [84.99499999995, "缺考", 1]].map((entries, i) => ({ name: `科${String(i)}`, entries })) }),
      matrix({ tableId: "T2", name: "个人", marks: [{ name: "德", fullMark: "60" }, { name: "能", fullMark: "30" }, { name: "勤", fullMark: "10" }], rows: [[59.995, 0.2, 0.3], [null, 29.5, 9.995], [1.005, null, null], [60, 30, 10]].map((entries, i) => ({ name: `人${String(i)}`, entries })) }),
      raters({ tableId: "T3", name: "测评", raters: [{ name: "自评", group: "self" }, ...five], rows: [[99, 70, 100, 50, 90, 80.5], [null, 70, 100, null, 90, 80], [88, null, null, null, 90, null]].map((entries, i) => ({ name: `选${String(i)}`, entries })) }),
      form({ tableId: "T4", subject: "考甲", marks: [{ name: "德", fullMark: "60" }, { name: "能", fullMark: "40" }], columns: [{ header: "得分", group: "leader" }], entries: [[55.555], [null]] }),
      form({ tableId: "T5", subject: "考乙", marks: [{ name: "德", fullMark: "60" }, { name: "能", fullMark: "40" }], columns: [{ header: "得分", group: "leader" }], entries: [[44.445], [33.335]] }),
      ...(missing === "item-mean" ? [] : [rated({ tableId: "T6", name: "多人", raters: five, marks: [{ name: "德", fullMark: "60" }, { name: "能", fullMark: "40" }], rows: [{ name: "评1", entries: [[50, 51, 52.5, 60, 40], [30, null, 40, 35, 33.3]] }, { name: "评2", entries: [[50, 51, 52.5, 60, 40], [null, null, null, null, null]] }] })]),
    );
    expect(file.disagreements).toEqual([]);
    expect(file.expected.size).toBeGreaterThan(60);
    expect(await differences(file)).toEqual([]);
  });
});
