/** 任务窗格各步骤的错误和方案检查结果。 */
export const zhSession = {
  "preview.outdated": "预览之后工作簿又有改动，预览已失效。请重新预览后再应用。",
  "not-recognized": "尚未识别工作簿。请先完成“识别”这一步。",
  "finding.gone": "这条检查结果已不存在，可能已经改正。请重新检查。",
  "correction.no-table": "找不到要更正的表（{table}），工作簿可能已有改动。请重新识别后再试。",
  "correction.no-column": "所选的列不在表 {table} 内。请重新选择。",
  "correction.header-outside": "表头行须在表的范围 {range} 之内。请重新指定。",
  "correction.range-invalid": "所选范围不是有效的单元格区域。请重新选择。",
  "correction.empty": "范围 {range} 内没有成行成列的数据，不能作为一张表。请重新选择。",
  "score.not-structured": "工作簿尚未结构化，得分只能预览，不能写入。请先完成“结构化”这一步。",
  "scheme.full-total": "满分“{value}”无效，须是大于0的数。",
  "scheme.digits": "小数位数“{value}”无效，须是0至{max}的整数。",
  "scheme.unit-share": "组织绩效所占比重“{value}”无效，须在0%至100%之间。",
  "scheme.weight-self": "自评权重“{value}”无效，须是不小于0的数。",
  "scheme.weight-leader": "领导评分权重“{value}”无效，须是不小于0的数。",
  "scheme.weight-rater": "其他评分人权重“{value}”无效，须是不小于0的数。",
  "scheme.rater-weights-zero": "自评、领导评分和其他评分人的权重全部为0，无法计分。至少有一项须大于0。",
  "scheme.pools-many": "排名分组的依据有{count}项，最多只能有{max}项。",
  "scheme.bands-many": "等次有{count}个，最多只能有{max}个。",
  "scheme.band-unnamed": "下限为{value}的等次没有名称。",
  "scheme.band-twice": "等次“{band}”出现了不止一次。",
  "scheme.band-from": "等次“{band}”的下限“{value}”不是数。",
  "scheme.bands-order": "等次“{band}”排在“{above}”之后，其下限须低于“{above}”的下限。",
  "scheme.mark": "指标{key}的分值或权重“{value}”不是数。",
} as const;

export type SessionSentences = Readonly<Record<keyof typeof zhSession, string>>;
