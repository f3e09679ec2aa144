import type { BookWriter } from "./sheet-writer";

/** A sheet of prose: no table on it. */
export function writeGuideSheet(book: BookWriter): void {
  const sheet = book.sheet("说明");
  const lines = [
    "一、本套表格用于2026年第三季度组织绩效和个人绩效考评，考评期为7月1日至9月30日。",
    "二、“组织绩效指标”列明三级指标、考评标准、分值和数据来源；“组织绩效得分”由各责任部门按指标打分。",
    "三、“个人绩效”由各单位填报，共性指标四项、个性指标两项，总分100分。所在单位的组织绩效得分按比例挂钩计入个人成绩。",
    "四、部门正职另行组织民主测评，见“民主测评”；季度考核表每人一张，见“考核表”各表。",
    "五、得分、名次、等次各列由考核考评科统一计算，各单位不得自行填写。",
    "六、各单位应于2026年10月12日前将本表报考核考评科，逾期按未报处理。",
  ];
  sheet.merge(1, 1, 1, 8, "填 表 说 明", "title");
  for (const [index, line] of lines.entries()) sheet.merge(index + 3, 1, 1, 8, line, "prose");
  sheet.merge(lines.length + 4, 5, 1, 4, "云州市税务局考核考评科", "stripRight");
  sheet.merge(lines.length + 5, 5, 1, 4, "2026年9月28日", "stripRight");
  sheet.widths(Array.from({ length: 8 }, () => 12));
  sheet.heights(1, 1, 40);
  sheet.heights(3, lines.length + 2, 40);
  sheet.print({ orientation: "portrait", paper: "A4", titleRows: null });
}
