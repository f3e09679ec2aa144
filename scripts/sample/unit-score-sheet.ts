import { runsOf } from "./indicator-sheet";
import { INDICATORS } from "./indicators";
import type { MistakeLog } from "./mistake";
import type { Unit } from "./roster";
import type { SeededRandom } from "./seeded-random";
import { aggregate, type BookWriter, type Content } from "./sheet-writer";

export const UNIT_SCORE_SHEET = "组织绩效得分";

const FIRST = 6;
const FIRST_INDICATOR = 4;
const columnName = (column: number): string => String.fromCharCode(64 + column);

/** Units down, indicators across: a header of two rows with the full marks in it, an average row, result columns still empty. */
export function writeUnitScoreSheet(book: BookWriter, units: readonly Unit[], random: SeededRandom, log: MistakeLog): void {
  const sheet = book.sheet(UNIT_SCORE_SHEET);
  const results = ["得分", "名次", "等次", "备注"];
  const afterIndicators = FIRST_INDICATOR + INDICATORS.length;
  const columns = afterIndicators + results.length - 1;
  sheet.put(1, 1, "附件2", "annex");
  sheet.merge(2, 1, 1, columns, "云州市税务局2026年第三季度组织绩效考评得分表", "title");
  sheet.merge(3, 1, 1, 8, "填报单位：考核考评科", "strip");
  sheet.merge(3, columns - 4, 1, 5, "考评期：2026年7月至9月", "stripRight");
  for (const [index, header] of ["序号", "单位名称", "单位类别"].entries()) sheet.merge(4, index + 1, 2, 1, header, "header");
  for (const { key, start, length } of runsOf(INDICATORS, (indicator) => indicator.level1.replace(/（.*/, ""))) {
    sheet.merge(4, FIRST_INDICATOR + start, 1, length, key, "header");
  }
  for (const [index, { name, fullMark }] of INDICATORS.entries()) sheet.put(5, FIRST_INDICATOR + index, `${name}\n（${fullMark}分）`, "header");
  for (const [index, header] of results.entries()) sheet.merge(4, afterIndicators + index, 2, 1, header, "header");

  const written: Content[][] = INDICATORS.map(() => []);
  for (const [unitIndex, unit] of units.entries()) {
    const row = FIRST + unitIndex;
    sheet.put(row, 1, unitIndex + 1, "whole");
    sheet.put(row, 2, unit.name, "name");
    sheet.put(row, 3, unit.category, "centre");
    for (const [index, { name, fullMark }] of INDICATORS.entries()) {
      const column = FIRST_INDICATOR + index;
      const cell = `${columnName(column)}${row}`;
      const points = fullMark - Math.min(random.pick([0, 0, 0, 0.2, 0.4, 0.5, 0.5, 1, 1.5]), fullMark * 0.3);
      const rounded = Math.round(points * 10) / 10;
      const overFull = log !== null && unit.name === "城西税务分局" && name === "纳税申报率";
      const asText = log !== null && unit.name === "纳税服务科" && name === "办税满意度";
      const entry = overFull ? 10.5 : asText ? "7.5" : rounded;
      sheet.put(row, column, entry, asText ? "asText" : "mark");
      written[index]?.push(entry);
      if (overFull) {
        log({ sheet: UNIT_SCORE_SHEET, cell, what: "得分10.5，超过满分10分" });
      }
      if (asText) {
        log({ sheet: UNIT_SCORE_SHEET, cell, what: "7.5以文本形式存储，求和、求平均时会被漏掉" });
      }
    }
    for (let index = 0; index < results.length; index++) sheet.put(row, afterIndicators + index, null, index === 0 ? "decimal" : "centre");
  }

  const last = FIRST + units.length - 1;
  const average = last + 1;
  sheet.merge(average, 1, 1, 3, "平均分", "total");
  for (let index = 0; index < INDICATORS.length; index++) {
    const column = columnName(FIRST_INDICATOR + index);
    sheet.put(average, FIRST_INDICATOR + index, aggregate("AVERAGE", `${column}${FIRST}:${column}${last}`, written[index] ?? []), "totalDecimal");
  }
  for (let index = 0; index < results.length; index++) sheet.put(average, afterIndicators + index, null, "total");
  sheet.merge(average + 1, 1, 1, columns, "注：得分、名次、等次由考核考评科汇总计算后填列；名次按单位类别分别排列。", "note");
  sheet.merge(average + 3, 1, 1, 6, "制表人：", "strip");
  sheet.merge(average + 3, 7, 1, 8, "审核人：", "strip");
  sheet.merge(average + 3, 15, 1, columns - 14, "签发人：", "strip");

  sheet.widths([6, 17, 9, ...INDICATORS.map(() => 10.5), 9, 7, 7, 10]);
  sheet.heights(2, 2, 32);
  sheet.heights(3, 3, 20);
  sheet.heights(4, 4, 22);
  sheet.heights(5, 5, 48);
  sheet.heights(FIRST, average, 22);
  sheet.freeze(FIRST, FIRST_INDICATOR);
  sheet.print({ orientation: "landscape", paper: "A3", titleRows: [4, 5] });
}
