import type { HeaderWords } from "./header-table";
import { foldKeyText } from "./keys";
import type { Zone } from "./template-book";

/**
 * What the parts of a template workbook, a roster and an issued sheet are called, in Chinese and English. Every
 * pattern is tested against `headerText`. (TL-2)
 */

/** Columns of an indicator that are the template's and never the evaluator's. */
export const INDICATOR_FIELDS = [
  "key", "level1", "level2", "level3", "name", "zone", "fullMark", "weight", "criterion", "interpretation", "undertake", "execute", "assess", "source",
] as const;
export type IndicatorField = (typeof INDICATOR_FIELDS)[number];

export const INDICATOR_WORDS: HeaderWords<IndicatorField> = {
  key: /^(指标(编码|编号|代码|标识|id)|indicator(key|code|id)|key)$/u,
  level1: /^(一级指标|一级|指标类别|考评维度|维度|level1|category|group)$/u,
  level2: /^(二级指标|二级|level2)$/u,
  level3: /^(三级指标|三级|level3)$/u,
  name: /^(指标|指标名称|指标内容|考[评核]指标|考[评核]内容|indicator|indicatorname)$/u,
  zone: /^(类型|指标类型|指标性质|考[评核]类型|zone|kind)$/u,
  fullMark: /^(满分值?|分值|标准分值?|基本分|fullmark|points|maxpoints)(\(分\))?$/u,
  weight: /^(权重|比重|占比|weight)(\(%\))?$/u,
  criterion: /^(考[评核]标准|评分标准|计分标准|计分办法|标准|criterion|criteria|standard)$/u,
  interpretation: /^(口径|解读|解读口径|统一解读|口径解读|指标解释|指标说明|interpretation|definition)$/u,
  undertake: /^(承接|承接责任|承接(部门|单位|人|责任人|责任主体)|undertake[sn]?|undertakenby)$/u,
  execute: /^(执行|执行责任|执行(部门|单位|人|责任人|责任主体)|责任主体|责任部门|责任单位|责任人|executes?|carriedoutby|owner)$/u,
  assess: /^(考[评核]|考[评核]责任|考[评核](部门|单位|人|责任人|主体)|assess(es|edby)?)$/u,
  source: /^(数据来源|来源|datasource|source)$/u,
};

export type TemplateField = IndicatorField | "template" | "effective" | "retired";
export const TEMPLATE_NAME = /^(模板|适用模板|template)$/u;
export const TEMPLATE_WORDS: HeaderWords<TemplateField> = {
  ...INDICATOR_WORDS,
  template: TEMPLATE_NAME,
  effective: /^(生效日期?|启用日期?|effective(from|date)?)$/u,
  retired: /^(停用日期?|废止日期?|失效日期?|retired(on)?)$/u,
};

export type EditionField = "edition" | "date" | "reason" | "approver" | "summary";
/** The sheet on which the editions of a template are listed. (ED-1) */
export const EDITION_WORDS: HeaderWords<EditionField> = {
  edition: /^(版次|版本|edition)$/u,
  date: /^(生效日期?|日期|effective(from|date)?|date)$/u,
  reason: /^(变更(事由|原因|理由)|修订(事由|原因|理由)|事由|原因|理由|reason)$/u,
  approver: /^(批准|批准人|审批人|审定人|approver|approvedby)$/u,
  summary: /^(改动|改动摘要|变更内容|修订内容|摘要|changes|summary)$/u,
};

/** Name of the sheet with optional indicators for several templates. (TL-11) */
export const LIBRARY_NAME = /自选.*库|指标库|library/iu;

export type LimitColumn = "template" | "minCount" | "maxCount" | "maxPoints" | "ownCount" | "ownPoints" | "ownSources";
export const LIMIT_WORDS: HeaderWords<LimitColumn> = {
  template: TEMPLATE_NAME,
  minCount: /^(自选)?最少(项数|选几项|项)$|^(minimumoptional|optionalatleast)$/u,
  maxCount: /^(自选)?最多(项数|选几项|项)$|^(maximumoptional|optionalatmost)$/u,
  maxPoints: /^(自选)?(最多分值|最高分值|最高分|分值上限)$|^(optionalpointsatmost|maximumoptionalpoints)$/u,
  ownCount: /^(自定|自设|自加|个性化)(指标)?最多(项数|几项|项)$|^(maximumown|ownatmost)$/u,
  ownPoints: /^(自定|自设|自加|个性化)(指标)?(最多分值|最高分值|最高分|分值上限)$|^(ownpointsatmost|maximumownpoints)$/u,
  ownSources: /^(自定|自设|自加|个性化)(指标)?(数据)?来源$|^ownsources$/u,
};

export const FACT_WORDS: HeaderWords<"title" | "edition" | "period" | "deadline" | "parentTitle" | "parentEdition" | "parentCode"> = {
  title: /^(模板名称|标题|title|templatetitle)$/u,
  edition: /^(版次|版本|edition)$/u,
  period: /^(考[评核]周期|考[评核]期|周期|period)$/u,
  deadline: /^(截止日期|截止时间|报送截止|上报截止日期?|交回日期|deadline|due|duedate)$/u,
  parentTitle: /^(上级模板(名称)?|parent(template)?)$/u,
  parentEdition: /^(上级版次|上级模板版次|parentedition)$/u,
  parentCode: /^(上级校验码|上级模板校验码|parentcheckcode)$/u,
};

const ZONE_WORDS: Readonly<Record<Zone, RegExp>> = {
  mandatory: /^(必考|必选|必考指标|共性|共性指标|通用|mandatory|required)$/u,
  differentiated: /^(差异化|差异化指标|个性|个性化|个性指标|岗位|differentiated|ownpost)$/u,
  optional: /^(自选|选考|可选|自选指标|optional)$/u,
  own: /^(自定|自定指标|自设|自加|own)$/u,
};

/** The zone that a cell names; blank is mandatory, `null` is none that we know. */
export function zoneOf(text: string): Zone | null {
  const folded = foldKeyText(text).toLowerCase();
  if (folded === "") return "mandatory";
  return (Object.keys(ZONE_WORDS) as Zone[]).find((zone) => ZONE_WORDS[zone].test(folded)) ?? null;
}

/** A profile's value that anything fits. */
export function isAnyValue(text: string): boolean {
  return /^(|\*|-|\/|不限|任意|全部|any|all)$/u.test(foldKeyText(text).toLowerCase());
}

export const ROSTER_WORDS: HeaderWords<"code" | "person" | "unit"> = {
  code: /^(工号|职工编?号|员工编?号|人员编?[号码]|人员代码|干部编?号|警号|单位(代码|编码|编号)|部门(代码|编码|编号)|机构(代码|编码)|对象编号|编码|代码|编号|staffno\.?|staffnumber|staffid|employee(id|no\.?|number)|id|code)$/u,
  person: /^(姓名|名字|人员姓名|干部姓名|员工姓名|被考[评核]人|被考[评核]人姓名|考[评核]对象|name|fullname|employee|person)$/u,
  unit: /^(单位|部门|科室|处室|股室|分局|单位名称|部门名称|科室名称|所在单位|所在部门|所属单位|所属部门|被考[评核]单位|unit|department|office)$/u,
};
