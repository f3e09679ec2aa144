import fc from "fast-check";
import type { CellValue } from "../../../src/core/grid/cell";
import { cascadeEdits, treeOf } from "../../../src/core/cascade/cascade-sheets";
import { readDecomposition, type Decomposition } from "../../../src/core/cascade/decomposition";
import { judgeDecomposition } from "../../../src/core/cascade/judge-decomposition";
import { lossesOf } from "../../../src/core/cascade/decomposition-loss";
import { zhCascade } from "../../../src/i18n/zh-CN/cascade";
import { sheetOf } from "../../support/grid";

const HEADER = ["指标编码", "指标名称", "上级编码", "承担单位", "分解份额", "权重", "承接", "执行", "考评", "是否下达", "不下达理由", "口径", "考评标准", "数据来源"] as const;
type Row = Partial<Record<(typeof HEADER)[number], CellValue>>;

/** The superior's two indicators; one is passed down in two parts, one finished by the organ. */
const CLEAN: readonly Row[] = [
  { 指标编码: "S1", 指标名称: "税收收入", 权重: "30%", 承接: "收入科", 执行: "收入科", 考评: "市局", 是否下达: "下达", 口径: "以入库数为准", 考评标准: "按进度", 数据来源: "金税" },
  { 指标编码: "S2", 指标名称: "保密管理", 权重: "10%", 承接: "办公室", 执行: "办公室", 考评: "市局", 是否下达: "不下达", 不下达理由: "机关完成" },
  { 指标编码: "L1", 指标名称: "城东入库", 上级编码: "S1", 承担单位: "城东分局", 分解份额: 60, 权重: "18%", 承接: "城东分局", 执行: "王芳", 考评: "收入科", 考评标准: "按进度", 数据来源: "金税" },
  { 指标编码: "L2", 指标名称: "城西入库", 上级编码: "S1", 承担单位: "城西分局", 分解份额: 40, 权重: "12%", 承接: "城西分局", 执行: "李强", 考评: "收入科", 考评标准: "按进度", 数据来源: "金税" },
];

function decomposition(rows: readonly Row[], header: readonly string[] = HEADER): Decomposition {
  const found = readDecomposition(sheetOf([["指标分解表"], [...header], ...rows.map((row) => header.map((name) => (row as Record<string, CellValue>)[name] ?? null))], { name: "分解" }));
  if (!found) throw new Error("no decomposition");
  return found;
}
const changed = (at: number, change: Row): readonly Row[] => CLEAN.map((row, index) => (index === at ? { ...row, ...change } : row));
const told = (rows: readonly Row[]): readonly (readonly [string, unknown])[] => judgeDecomposition(decomposition(rows)).map(({ code, params }) => [code, params["cell"]] as const);

test("CC-1 a clean decomposition has nothing to tell, whatever the order of its columns and rows", () => {
  expect(told(CLEAN)).toEqual([]);
  fc.assert(
    fc.property(fc.shuffledSubarray([...HEADER], { minLength: HEADER.length }), fc.shuffledSubarray([...CLEAN], { minLength: CLEAN.length }), (header, rows) => {
      expect(judgeDecomposition(decomposition(rows, header)).map(({ code }) => code)).toEqual([]);
    }),
    { numRuns: 30 },
  );
  expect(readDecomposition(sheetOf([["指标名称", "满分"], ["税收收入", 30]]))).toBeNull();
});

test("CC-1 a parent may be named by its name, and shares be fractions, percentages or numbers", () => {
  for (const shares of [[0.6, 0.4], ["60%", "40%"], [60, 40]] as const) {
    const rows = CLEAN.map((row, index) => (index < 2 ? row : { ...row, 上级编码: "税收 收入", 分解份额: shares[index - 2] ?? null }));
    expect(told(rows)).toEqual([]);
  }
});

test.each([
  ["CC-2", changed(3, { 指标编码: "L1" }), "cascade.key-twice", "A6"],
  ["CC-3", changed(3, { 上级编码: "S9", 分解份额: null }), "cascade.orphan", "C6"],
  ["CC-4", changed(0, { 上级编码: "L1" }), "cascade.circle", "C3"],
  ["CC-5", changed(3, { 分解份额: 30 }), "cascade.shares", "E5"],
  ["CC-5", changed(3, { 分解份额: null }), "cascade.share-missing", "E6"],
  ["CC-6", changed(2, { 执行: null }), "cascade.role-missing", "H5"],
  ["CC-7", changed(2, { 考评: "收入科、王 芳" }), "cascade.self-assessed", "I5"],
  ["CC-8", changed(1, { 不下达理由: null }), "cascade.filter-reason", "K4"],
  ["CC-8", changed(0, { 是否下达: "机关完成", 不下达理由: "x" }), "cascade.filtered-parts", "J3"],
  ["CC-8", changed(1, { 是否下达: null, 不下达理由: null }), "cascade.not-passed", "J4"],
  ["CC-8", [...CLEAN, { 指标编码: "P1", 指标名称: "王芳入库", 上级编码: "L1", 承接: "王芳", 执行: "王芳", 考评: "分局长", 考评标准: "按进度", 数据来源: "金税" }], "cascade.no-interpretation", "L5"],
  ["CC-9", changed(2, { 数据来源: null }), "cascade.loss", "N5"],
] as const)("%s %#: one mistake, named at its cell", (_, rows, code, cell) => {
  expect(told(rows)).toContainEqual([code, cell]);
});

test("CC-5, CC-9 worked example: shares of 60 % and 30 %, weights of 15 % and 10 % of 30 %", () => {
  const rows = CLEAN.map((row, index) => (index === 2 ? { ...row, 权重: "15%" } : index === 3 ? { ...row, 分解份额: 30, 权重: "10%" } : row));
  const findings = judgeDecomposition(decomposition(rows));
  expect(findings.find(({ code }) => code === "cascade.shares")?.params).toMatchObject({ parent: "税收收入", sum: "90%", difference: "-10%", count: 2 });
  expect(findings.find(({ code }) => code === "cascade.loss")?.params).toMatchObject({ parent: "税收收入", lost: ["权重"] });
  expect(lossesOf(decomposition(rows).items).flatMap(({ lost }) => lost)).toEqual([{ field: "weight", was: "30%", is: "25%" }]);
});

test("CC-4 a circle is named once, with its path, however long the chains beside it", () => {
  const chain: Row[] = Array.from({ length: 3_000 }, (_, i) => ({ 指标编码: `C${String(i)}`, 指标名称: `层${String(i)}`, 上级编码: i === 0 ? null : `C${String(i - 1)}` }));
  const ring: Row[] = ["甲", "乙", "丙"].map((name, i) => ({ 指标编码: `R${String(i)}`, 指标名称: name, 上级编码: `R${String((i + 1) % 3)}` }));
  const findings = judgeDecomposition(decomposition([...chain, ...ring])).filter(({ code }) => code === "cascade.circle");
  expect(findings.map(({ params }) => params["path"])).toEqual(["甲 → 乙 → 丙 → 甲"]);
});

test("CC-10 the tree holds every indicator once, parts below what they are parts of; the lists hold what they are about", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -1, max: 11 }), { minLength: 1, maxLength: 12 }), (parents) => {
      const rows = parents.map((parent, i): Row => ({ 指标编码: `K${String(i)}`, 指标名称: `项${String(i)}`, 上级编码: parent < 0 ? null : `K${String(parent)}` }));
      const { items } = decomposition(rows);
      const tree = treeOf(items);
      expect(tree.map(({ item }) => item.row).sort((a, b) => a - b)).toEqual(items.map(({ row }) => row));
      const way: string[] = [];
      for (const { item, depth } of tree) {
        way.length = Math.min(way.length, depth);
        expect(way).toHaveLength(depth);
        if (depth > 0) expect(way.at(-1)).toBe(item.parent);
        way.push(item.id);
      }
    }),
  );
  const edits = cascadeEdits("1", decomposition(CLEAN), zhCascade);
  const texts = JSON.stringify(edits);
  expect(texts).toContain("　城东入库");
  expect(edits.flatMap((edit) => (edit.kind === "addSheet" ? [edit.name] : []))).toEqual(["过滤清单", "责任矩阵", "分解损失"]);
});
