import type { Sample } from "./sample-workbook";

/** The page beside the sample: what is in it, and what is wrong in it on purpose. Markdown. */
export function sampleNotes(name: string, sample: Sample): string {
  const forms = sample.sheets.filter((sheet) => sheet.startsWith("考核表-"));
  const rows = sample.mistakes.map(({ sheet, cell, what }) => `| ${sheet} | ${cell} | ${what} |`);
  return `# ${name}.xlsx

虚构的“云州市税务局”一个季度的组织绩效和个人绩效考评：12个单位、80名干部。单位、人员和分数全部是编造的。
由 \`npm run sample\` 生成（另一套独立的写表程序 excelize，不是本项目自己的），每次生成的内容相同，请不要手工修改。

| 工作表 | 内容 |
| --- | --- |
| 说明 | 填表说明，只有文字，没有表格 |
| 组织绩效指标 | 三级指标（合并单元格）、考评标准、分值、权重、数据来源、责任部门，末尾有合计行和附注 |
| 组织绩效得分 | 12个单位 × 16项指标，两行表头，满分写在表头里；得分、名次、等次待计算 |
| 个人绩效 | 80名干部，四项共性指标、两项个性指标；得分、名次、等次待计算 |
| 民主测评 | 12名部门正职，七位评委横向排列；平均分、名次待计算 |
| ${forms.join("、")} | 每人一张的季度考核表，得分合计待计算 |

## 有意留下的差错

| 工作表 | 单元格 | 差错 |
| --- | --- | --- |
${rows.join("\n")}

民主测评中有一个空格不是差错：评委不评本单位负责人。
`;
}
