import { INDICATORS, type Indicator } from "./indicators";
import type { MistakeLog } from "./mistake";
import { aggregate, type BookWriter } from "./sheet-writer";

export const INDICATOR_SHEET = "组织绩效指标";

const HEADERS = ["序号", "一级指标", "二级指标", "三级指标", "考评标准", "分值", "权重", "数据来源", "责任部门", "考评周期", "备注"];
const FIRST = 5;

/** Lengths of runs of equal neighbours. */
export function runsOf<T>(items: readonly T[], keyOf: (item: T) => string): readonly { readonly key: string; readonly start: number; readonly length: number }[] {
  const runs: { key: string; start: number; length: number }[] = [];
  for (const [index, item] of items.entries()) {
    const key = keyOf(item);
    const last = runs.at(-1);
    if (last?.key === key) last.length++;
    else runs.push({ key, start: index, length: 1 });
  }
  return runs;
}

/** The indicators with a three-level hierarchy by merged cells, a total row and notes. */
export function writeIndicatorSheet(book: BookWriter, log: MistakeLog): void {
  const sheet = book.sheet(INDICATOR_SHEET);
  const columns = HEADERS.length;
  sheet.put(1, 1, "附件1", "annex");
  sheet.merge(2, 1, 1, columns, "云州市税务局2026年第三季度组织绩效考评指标", "title");
  sheet.merge(3, 1, 1, 5, "填报单位：考核考评科", "strip");
  sheet.merge(3, 6, 1, 3, "填报日期：2026年10月12日", "strip");
  sheet.merge(3, 9, 1, 3, "单位：分", "stripRight");
  for (const [index, header] of HEADERS.entries()) sheet.put(4, index + 1, header, "header");

  for (const [index, indicator] of INDICATORS.entries()) {
    const row = FIRST + index;
    const misweighted = log !== null && indicator.name === "风险应对完成率";
    sheet.put(row, 1, index + 1, "whole");
    sheet.put(row, 4, indicator.name, "name");
    sheet.put(row, 5, indicator.criterion, "text");
    sheet.put(row, 6, indicator.fullMark, "whole");
    sheet.put(row, 7, (misweighted ? indicator.fullMark - 2 : indicator.fullMark) / 100, "percent");
    sheet.put(row, 8, indicator.source, "text");
    sheet.put(row, 9, indicator.owner, "centre");
    sheet.put(row, 10, indicator.period, "centre");
    sheet.put(row, 11, indicator.owner === "机关党委" ? "按清单逐项检查" : null, "text");
    if (misweighted) {
      log({ sheet: INDICATOR_SHEET, cell: `G${row}`, what: "权重写成6%（分值为8分），权重列实际合计98%" });
    }
  }
  for (const [column, keyOf] of [
    [2, (indicator: Indicator) => indicator.level1],
    [3, (indicator: Indicator) => indicator.level2],
  ] as const) {
    for (const { key, start, length } of runsOf(INDICATORS, keyOf)) sheet.merge(FIRST + start, column, length, 1, key, "label");
  }

  const last = FIRST + INDICATORS.length - 1;
  const total = last + 1;
  sheet.merge(total, 1, 1, 5, "合计", "total");
  sheet.put(total, 6, aggregate("SUM", `F${FIRST}:F${last}`, INDICATORS.map(({ fullMark }) => fullMark)), "total");
  sheet.put(total, 7, log ? 1 : aggregate("SUM", `G${FIRST}:G${last}`, INDICATORS.map(({ fullMark }) => fullMark / 100)), "totalPercent");
  for (let column = 8; column <= columns; column++) sheet.put(total, column, null, "total");
  log?.({ sheet: INDICATOR_SHEET, cell: `G${total}`, what: "合计直接填写100%，不是公式，与上面各行之和98%不符" });

  const notes = [
    "注：1.各项指标扣分以该项分值为限，扣完为止。",
    "    2.同一事项涉及多项指标的，按扣分最高的一项计算，不重复扣分。",
    "    3.月度考评的指标按三个月的平均值计入季度成绩。",
  ];
  for (const [index, note] of notes.entries()) sheet.merge(total + 1 + index, 1, 1, columns, note, "note");
  sheet.merge(total + 5, 1, 1, 4, "制表人：", "strip");
  sheet.merge(total + 5, 5, 1, 3, "审核人：", "strip");
  sheet.merge(total + 5, 8, 1, 4, "签发人：", "strip");

  sheet.widths([6, 17, 12, 22, 46, 7, 8, 17, 14, 10, 15]);
  sheet.heights(2, 2, 32);
  sheet.heights(3, 3, 20);
  sheet.heights(4, 4, 26);
  sheet.heights(FIRST, last, 32);
  sheet.heights(total, total, 24);
  sheet.heights(total + 1, total + notes.length, 16);
  sheet.freeze(FIRST, 5);
  sheet.print({ orientation: "landscape", paper: "A4", titleRows: [4, 4] });
}
