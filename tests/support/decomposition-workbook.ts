import type { EditValue } from "../../src/core/plan/edit";
import { createBlankWorkbook } from "../../src/workbook/file/blank-workbook";

const HEADER = ["指标编码", "指标名称", "上级编码", "承担单位", "分解份额", "权重", "承接", "执行", "考评", "是否下达", "不下达理由"];

const ROWS: readonly (readonly EditValue[])[] = [
  ["S1", "税收收入", null, null, null, "30%", "收入科", "收入科", "市局", "下达", null],
  ["L1", "城东入库", "S1", "城东分局", "60%", "18%", "城东分局", "王芳", "收入科", null, null],
  ["L2", "城西入库", "S1", "城西分局", "30%", "12%", "城西分局", "李强", "收入科", null, null],
  ["P1", "王芳入库", "L1", "王芳", null, null, "王芳", "王芳", "城东分局、王芳", null, null],
  ["S2", "保密管理", null, null, null, "10%", "办公室", "办公室", "市局", "不下达", "机关完成"],
];

/**
 * A decomposition of two of the superior's indicators: shares of 90 %, and one who assesses herself. `more`: further indicators of the superior, each decomposed into 49 parts,
 * the last of which assesses itself.
 */
export async function decompositionWorkbook(more = 0): Promise<Uint8Array> {
  const extra = Array.from({ length: more }, (_, top): readonly (readonly EditValue[])[] => [
    [`T${String(top)}`, `重点工作${String(top)}`, null, null, null, null, "办公室", "办公室", "市局", "下达", null],
    ...Array.from({ length: 49 }, (_unused, part): readonly EditValue[] => [`T${String(top)}-${String(part)}`, `任务${String(top)}-${String(part)}`, `T${String(top)}`, "各科", null, null, "甲科", "甲科", part === 48 ? "甲科" : "办公室", null, null]),
  ]).flat();
  const values = [["指标分解表", ...HEADER.slice(1).map(() => null)], HEADER, ...ROWS, ...extra].map((row) => [...row]);
  const workbook = createBlankWorkbook("分解");
  await workbook.apply({ purpose: "edit", edits: [{ kind: "setValues", area: { sheetId: "1", row: 0, column: 0, rows: values.length, columns: HEADER.length }, values }] });
  return workbook.save();
}
