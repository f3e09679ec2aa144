import type { ReportTexts } from "../../core/check/finding-report";

/** What a report of findings says around them. */
export const zhReport: ReportTexts = {
  "report.sheet": "检查结果",
  "report.file": "文件",
  "report.severity": "级别",
  "report.place": "工作表",
  "report.cell": "单元格",
  "report.sentence": "问题",
  "report.code": "规则",
  "report.accepted": "已确认无误的理由",
  "report.footer": "&C第 &P 页，共 &N 页",
};
