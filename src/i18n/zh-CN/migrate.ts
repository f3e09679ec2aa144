import type { MigrationTexts } from "../../core/edition/migration-sheets";

/** What the list of a migration says to people. */
export const zhMigrationSheets: MigrationTexts = {
  "migrate.sheet": "迁移清单",
  "migrate.sheet.findings": "问题清单",
  "migrate.file": "来源文件",
  "migrate.place": "工作表",
  "migrate.cell": "单元格",
  "migrate.subject": "对象编号",
  "migrate.subjectName": "考评对象",
  "migrate.key": "指标编码",
  "migrate.indicator": "指标",
  "migrate.field": "栏目",
  "migrate.field.chosen": "选择",
  "migrate.field.score": "得分",
  "migrate.field.remark": "完成情况",
  "migrate.field.own": "自定指标",
  "migrate.value": "原填内容",
  "migrate.carried": "是否转入",
  "migrate.yes": "是",
  "migrate.no": "否",
  "migrate.why": "说明",
  "migrate.footer": "&C第 &P 页，共 &N 页",
};

/** Findings of carrying returns over to a new edition. */
export const zhMigrationFindings = {
  "migrate.summary": "{title} 第 {edition} 版，{period}：读了 {files} 个文件，转入 {subjects} 个考评对象、{workbooks} 个工作簿；没有转入的填报 {lost} 处，转入后请核对 {changed} 处",
  "migrate.newer-edition": "是第 {edition} 版，比要转入的第 {wanted} 版还新，没有处理。",
  "migrate.edition-unknown": "看不出是哪一版，按旧版处理。",
  "migrate.template-renamed": "模板由“{was}”改名为“{now}”，按同一模板转入。",
  "migrate.current": "“{name}”已交回新版的表，旧版的这一份不再转入。",
  "migrate.sheet-refused": "整张表没有转入（原因见问题清单）。",
  "migrate.superseded": "“{name}”另有较晚的一份，这里的内容与它不同。",
  "migrate.retired": "指标“{name}”已停用（{day}）。",
  "migrate.no-indicator": "新版没有指标“{name}”。",
  "migrate.own-no-room": "新版没有这么多自定指标的行，“{name}”没有转入。",
  "migrate.key-twice": "指标“{name}”填了两行，无法确定以哪一行为准。",
  "migrate.formula": "“{name}”的得分是公式，应填数字。",
  "migrate.not-a-number": "“{name}”的得分不是数字。",
  "migrate.out-of-range": "“{name}”的得分 {value} 不在新版的 {min} 至 {max} 之间。",
  "migrate.choice": "“{name}”的选择无法识别，应为“是”或“否”。",
  "migrate.now-mandatory": "“{name}”在新版中不再是自选指标，不用选择。",
  "migrate.now-optional": "“{name}”在新版中改为自选：得分已转入，要计分请在“选择”栏选“是”。",
  "migrate.not-chosen": "自选指标“{name}”填了得分，但没有选“是”。",
  "migrate.mark-changed": "“{name}”的满分由 {was} 改为 {now}，得分按原数转入，请核对。",
  "migrate.reworded": "“{name}”填报后考评标准改了：原为“{was}”，现为“{now}”。",
  "migrate.by-name": "“{name}”的编码变了（原为“{key}”），已按名称对应。",
} as const;

export type MigrationDictionary = Readonly<Record<keyof typeof zhMigrationFindings, string>>;
