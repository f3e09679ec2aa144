import type { ColumnRole } from "./table";

/**
 * Words of the field, as data. All entries are in the form that `matchText` gives: half-width, lower case, no space
 * beside Chinese characters. Nothing here names a file, a company or a particular form.
 */

/** `level` stands for level1 to level4: which one it is follows from the order of the columns. */
export type WordRole = Exclude<ColumnRole, "level1" | "level2" | "level3" | "level4" | "other"> | "level" | "other";

/**
 * Header words by role. A Chinese header's head noun stands at its end ("直属上级评分"), so a word at the end of a header
 * counts more than one inside it, and a longer word more than a shorter one.
 */
export const HEADER_WORDS: Readonly<Record<WordRole, readonly string[]>> = {
  level: [
    "一级指标", "二级指标", "类别", "类型", "分类", "指标类型", "指标类别", "项目分类", "项目类别", "维度", "考核维度", "评价维度", "模块", "工作模块", "项目类型",
    "考核项目", "考评项目", "评价项目", "评估项目", "测评项目", "评分项目", "项目", "大项", "大类", "领域", "板块", "方面", "指标维度", "一级维度", "二级维度", "层面", "部分", "要素", "考核类别", "考核类型", "目标类别", "目标任务",
    "category", "area", "dimension", "section", "group", "domain", "perspective", "pillar", "type", "class", "theme", "module", "phase",
    "指标类", "一级", "二级", "三级", "一级要素", "考核要素", "评价要素", "评估维度", "考核模块", "能力维度", "指标分类", "考核方面", "评价方面", "考核领域", "工作类别", "考核大类", "考核板块", "一级项目", "二级项目", "类别名称", "所属维度", "criteria category", "competency area", "key area", "key result area", "kra", "goal area", "objective area", "strategic objective", "focus area",
  ],
  indicator: [
    "指标", "指标名称", "三级指标", "四级指标", "考核指标", "考评指标", "评价指标", "评估指标", "绩效指标", "kpi", "kpi指标", "关键指标", "量化指标", "业务考核指标", "考核细目", "细目", "考核内容", "考评内容", "评价内容", "评估内容", "测评内容",
    "考核要点", "考核点", "考评要点", "评价要点", "要点", "测评要点", "观测点", "评分项", "评价项", "考核项", "检查项", "检查项目", "检查内容", "内容", "项目内容", "项目名称", "评分内容", "任务", "任务名称", "工作任务", "重点工作", "工作内容", "事项", "考核事项", "要求", "题目", "问题", "小项", "子项", "具体指标", "考核子项", "特征", "能力项", "调查项", "考核目标", "条目",
    "indicator", "item", "criterion name", "criteria", "criterion", "metric", "metrics", "measure", "kpi", "key performance indicator", "question", "task", "deliverable", "requirement", "requirements", "objective", "goal name", "competency", "skill", "feature", "component", "topic", "assignment", "attribute", "checkpoint", "key business metrics",
    "评分要点", "评价指标名称", "kpi名称", "绩效目标", "关键绩效指标", "关键业绩指标", "考核指标名称", "评测项", "测评项", "评分点", "得分点", "考察点", "考察内容", "考察要点", "评审内容", "评审项目", "评审指标", "评审要素", "评比项目", "评比内容", "检查要点", "工作事项", "任务项", "任务内容", "考核任务", "行为指标", "能力要素", "胜任力", "自查内容", "指标项", "指标内容", "得分项", "加分项", "扣分项", "减分项", "performance indicator", "indicators", "evaluation item", "evaluation items", "assessment criteria", "grading item", "rubric item", "check item", "deliverables", "activity", "activities", "goals", "objectives", "kpis", "survey item", "behavior", "behaviour", "quality attribute", "key performance indicators", "performance factor", "performance factors", "factor", "factors", "performance measure", "questions", "tasks", "skills",
  ],
  sequence: ["序号", "编号", "次序", "项次", "序", "号", "题号", "指标编号", "指标序号", "no", "no.", "#", "id", "number", "seq", "s/n", "sn", "index", "item no", "item no.", "nr", "nr.", "step", "code",
    "顺序号", "项目编号", "排序号", "标号", "条目号", "kpi编号", "ref", "ref.", "sl no", "sl. no.", "sr no", "sr. no.", "item #", "q#", "question number",
  ],
  description: [
    "指标说明", "指标解释", "指标定义", "指标含义", "说明", "工作细则", "解释", "定义", "含义", "内涵", "内容说明", "描述", "具体内容", "任务描述", "工作描述", "项目说明", "具体事项", "主要内容", "详细说明", "指标内涵", "指标描述", "目标描述", "工作目标", "具体工作", "行为描述", "译文", "翻译", "具体要求", "工作要求",
    "description", "definition", "explanation", "details", "detail", "scope", "purpose", "meaning", "statement", "overview",
    "释义", "考核说明", "任务说明", "行为表现", "典型行为", "目标说明", "任务要求", "标准说明", "岗位要求", "具体表现", "具体任务", "关键行为", "definitions", "behavioral indicators", "what it measures",
  ],
  criterion: [
    "评分标准", "考核标准", "评价标准", "考评标准", "评分办法", "评分细则", "考核细则", "评分方法", "考核办法", "考核方法", "计分办法", "计分方法", "计分标准", "计分规则", "扣分标准", "加分标准", "赋分标准说明", "评分规则", "打分标准", "评分依据标准", "标准", "评估标准", "测评标准", "评分说明", "打分说明", "考评细则", "考评办法", "加减分标准", "扣分细则", "评分要求", "评分参考", "衡量标准", "完成标准", "验收标准", "达标标准", "评定标准", "考核评分标准", "评分范围", "加扣分", "奖惩标准", "口径",
    "scoring criteria", "scoring standard", "grading criteria", "standard", "standards", "rubric", "scoring rule", "scoring rules", "how points are given", "evaluation criteria", "acceptance criteria", "guideline", "guidelines", "scoring guide", "point breakdown rule",
    "得分标准", "给分标准", "评比标准", "评审标准", "评判标准", "计分依据", "考核要求", "扣分办法", "加减分说明", "奖惩办法", "评价细则", "量化标准", "评价依据", "考核准则", "评价准则", "考核评价标准", "检查标准", "质量标准", "完成要求", "满分标准", "scoring guidelines", "grading scale", "rating scale", "grading standard", "performance standard", "success criteria", "expectations",
  ],
  formula: ["计算公式", "公式", "计算方法", "计算方式", "计算口径", "算法", "统计口径", "formula", "calculation", "calculation method", "computation", "how calculated"],
  weight: ["权重", "权重占比", "占比", "权重分解", "权重占比设定", "比重", "贡献度", "权重系数", "系数", "权数", "权值", "分配权重", "指标权重", "考核权重", "比例", "weight", "weighting", "weightage", "weights", "share", "weight %", "percentage of grade", "% of grade",
    "权重值", "所占权重", "占分比例", "所占比例", "百分比", "考核占比", "权重比例", "分数占比", "wt", "wt.", "weightage (%)", "relative weight", "% weight", "weight factor",
  ],
  fullMark: [
    "分值", "满分", "标准分", "标准分数", "标准分值", "基准分", "基础分", "赋分", "赋分标准", "最高分", "最高分值", "总分值", "分数值", "参考分值", "应得分", "分值设定", "配分", "额定分", "分值分配", "指标分值", "满分值", "权重分", "权重分值", "考核分值",
    "max score", "max point", "max points", "maximum score", "maximum points", "maximum", "points", "point", "pts", "full mark", "full marks", "full score", "max", "max.", "points possible", "possible points", "total points", "marks", "available points", "point breakdown", "value", "worth", "out of", "possible",
    "满分分值", "基准分值", "基本分", "标准得分", "规定分", "应得分数", "分配分值", "分值权重", "指标满分", "单项满分", "最高得分", "分数上限", "上限分", "可得分", "points available", "max pts", "max pts.", "maximum marks", "total marks", "mark allocation", "allotted marks", "potential points", "point value", "point values",
  ],
  unit: ["计量单位", "单位", "度量单位", "单位(计量)", "数据单位", "unit", "units", "uom", "unit of measure"],
  target: ["目标值", "目标", "计划", "计划完成", "计划值", "年度目标", "目标任务值", "标准值", "预期值", "计划数", "目标数", "预期目标", "目标完成值", "任务数", "计划完成值", "指标值目标", "考核目标值", "基准值", "预算", "预算数", "目标要求", "挑战值", "门槛值", "target", "goal", "planned", "plan", "budget", "target value", "expected", "baseline", "objective value",
    "年度目标值", "季度目标", "月度目标", "本月目标", "本年目标", "期望值", "达标值", "合格值", "任务指标", "计划指标", "target score", "targets", "planned value", "goal value", "annual target", "kpi target",
  ],
  actual: ["实际", "实际完成", "实际值", "完成情况", "实际完成值", "完成值", "完成率", "达成率", "达成情况", "指标值", "实际数", "完成数", "数据项", "采集数据项", "实际完成情况", "工作完成情况", "完成进度", "实际达成", "完成比例", "次数", "篇数", "票数", "人数", "数量", "件数", "天数", "actual", "actuals", "result", "results", "achieved", "achievement", "completed", "completion", "done", "realized", "actual value", "count", "quantity",
    "实际情况", "完成数量", "实际完成数", "实际完成量", "本月完成", "本期完成", "累计完成", "本月实际", "完成结果", "工作成果", "达成值", "达成结果", "完成数值", "实际完成率", "实际结果", "考核数据", "实际业绩", "进展情况", "工作进展", "实际指标值", "本年实际", "指标", "actual result", "actual results", "current value", "progress", "ytd actual", "% achieved", "achieved value",
  ],
  dataSource: ["数据来源", "资料来源", "来源", "考核依据", "评分依据", "依据", "佐证材料", "证明材料", "材料清单", "填写部门", "数据提供部门", "提供部门", "信息来源", "数据提供", "数据采集", "采集方式", "取数来源", "数据出处", "填报部门", "数据采集部门", "支撑材料", "考核资料", "考核方式", "数据提供单位", "data source", "source", "evidence", "reference", "data provider", "provided by", "source of data",
    "数据来源部门", "信息来源部门", "佐证", "证据", "评价方式", "考核形式", "检查方式", "检查方法", "数据统计部门", "source document", "means of verification", "verification", "evidence required", "supporting documents", "assessment method",
  ],
  owner: ["责任部门", "主责部门", "责任人", "责任单位", "牵头部门", "负责人", "评分部门", "考核部门", "考核主体", "评价主体", "责任主体", "主管部门", "负责部门", "承办部门", "承办单位", "经办人", "牵头单位", "配合部门", "责任科室", "责任处室", "考评部门", "考核单位", "考核责任部门", "评分人", "主责单位", "承接人", "执行人", "owner", "responsible", "responsibility", "accountable", "assigned to", "assignee", "department responsible", "person in charge",
    "考核责任人", "责任领导", "分管领导", "考核人", "评价人", "打分人", "评分单位", "评分主体", "考评主体", "评价部门", "实施部门", "主办部门", "协办部门", "主办单位", "责任岗位", "完成人", "执行部门", "data owner", "kpi owner", "lead", "responsible person", "responsible department", "action by", "by whom", "pic",
  ],
  subject: [
    "姓名", "名字", "员工姓名", "员工", "成员", "人员", "被考核人", "被评价人", "被考核人姓名", "被评人", "被考核单位", "被考核部门", "单位名称", "部门名称", "班级", "班级名称", "小组", "团队", "队名", "团队名称", "考核对象", "评价对象", "测评对象", "被测评人", "学生姓名", "教师姓名", "候选人", "参评对象", "参评单位", "申报单位", "项目组", "学生", "教师", "干部姓名", "组员", "组名", "被评价单位", "企业名称", "公司名称", "单位(部门)", "对象", "城市", "地区", "选手", "参赛队伍",
    "name", "employee", "employee name", "staff", "student", "student name", "member", "team", "team name", "candidate", "participant", "person", "department name", "supplier", "vendor", "company", "full name", "subject",
    "人员姓名", "名称", "参赛选手", "参赛者", "选手姓名", "作品名称", "作品", "参赛队", "队伍", "队伍名称", "被考评人", "被考评单位", "被测评单位", "被评议人", "评议对象", "考评对象", "受评人", "受评单位", "科室名称", "网点", "网点名称", "门店", "门店名称", "机构", "机构名称", "分公司", "学校名称", "学校", "组号", "宿舍", "宿舍号", "项目组名称", "供应商", "供应商名称", "厂商", "投标人", "投标单位", "课题名称", "村名", "乡镇", "乡镇名称", "街道", "县区", "区县", "省份", "医院", "教研室", "participants", "students", "employees", "presenter", "speaker", "contestant", "applicant", "applicant name", "store", "branch name", "supplier name", "bidder", "school", "school name", "country", "city", "group name", "project team", "teacher", "player", "candidates", "candidate name", "agent", "agent name", "staff name", "ratee",
  ],
  subjectGroup: ["组别", "处室", "处室(单位)", "科室", "部门", "所属部门", "所在部门", "所在单位", "所属单位", "工作单位", "支部", "所在处室", "单位/部门", "所属科室", "年级", "学院", "专业", "分局", "人员类别", "单位类别", "机构类别", "职务层级", "岗位类别", "分组", "department", "division", "dept", "dept.", "office", "grade level", "unit name", "branch",
    "所属团队", "所属小组", "所属区域", "区域", "片区", "所属学院", "院系", "系部", "班组", "所在班级", "所在班组", "所属机构", "岗位序列", "层级", "region", "business unit", "class name",
  ],
  period: ["月份", "季度", "年度", "考核年月", "考核期", "考核周期", "考评周期", "周期", "年份", "时间", "日期", "考核时间", "频次", "考核频次", "完成时间", "完成时限", "时限", "评价周期", "截止时间", "month", "quarter", "period", "year", "date", "frequency", "deadline", "due date", "timeline", "suggested timeline", "cycle",
    "所属期", "考核月度", "评价时间", "评价日期", "起止时间", "开始时间", "结束时间", "完成日期", "计划完成时间", "start date", "end date", "due", "schedule", "time frame", "timeframe", "week", "day",
  ],
  selfScore: ["自评", "自评分", "自评得分", "自评分数", "自我评价", "自我评分", "员工自评", "个人自评", "本人自评", "自查得分", "自评分值", "本人评", "自我打分", "自我评估", "个人评分", "自测", "self score", "self assessment", "self-assessment", "self rating", "self evaluation", "self-evaluation", "self", "self-score", "self review",
    "自评结果", "自我评定", "自我考核", "自评情况", "员工自评分", "自查自评", "单位自评", "部门自评", "学生自评", "own score", "self-rating", "employee rating", "self mark",
  ],
  leaderScore: [
    "领导评分", "领导评", "领导打分", "上级评分", "直属上级评分", "直接上级评分", "上司评", "上级评价", "主管评分", "经理评分", "部门负责人评分", "主管领导评分", "分管领导评分", "考核人评分", "领导评价", "上级考评", "直接上级", "部门经理评分", "主管评价", "上级打分", "领导班子评分", "局领导评分", "复评", "复核评分", "上司评分", "考核小组评分", "主管评", "上级评", "部门评分", "考评组评分", "评委评分", "专家评分", "同事评分", "互评", "他评", "部门领导评分", "领导考核",
    "manager score", "supervisor score", "manager rating", "supervisor rating", "reviewer score", "leader score", "rater score", "peer score", "individual auditor rating",
    "主管打分", "经理打分", "上级领导评分", "直接领导评分", "直属领导评分", "直接上级评价", "部门主管评分", "部门经理打分", "班主任评分", "教师评分", "老师评分", "组长评分", "组长打分", "导师评分", "考官评分", "评审组评分", "考核组评分", "初评", "初评分", "复评分", "终评", "上级主管评分", "间接上级评分", "考评人评分", "评委打分", "民主评议", "群众评分", "同级评分", "下级评分", "客户评分", "互评分", "小组互评", "学生互评", "教师评价", "领导评定", "上级评定", "部门打分", "evaluator score", "evaluator rating", "manager review", "teacher score", "peer review", "peer rating", "judge score", "instructor score", "line manager rating", "panel score",
  ],
  score: ["得分", "评分", "分数", "打分", "总分", "总得分", "小计", "合计", "总计", "综合得分", "最终得分", "实得分", "综合评分", "考核得分", "考评得分", "最后得分", "加权得分", "加分", "扣分", "减分", "成绩", "总成绩", "考核成绩", "最终成绩", "平均分", "本栏得分", "评价得分", "实际得分", "测评得分", "分", "均分", "平均得分", "综合成绩", "加减分", "核定得分", "考核评分", "评价分", "考核结果得分", "绩效", "绩效得分", "绩效分", "绩效分数", "score", "scores", "earned score", "sub-total", "subtotal", "total", "total score", "final score", "points earned", "earned", "earned points", "grade points", "mark", "average", "avg", "mark awarded", "points awarded", "overall score", "weighted score", "deduction", "bonus",
    "得分情况", "得分小计", "分项得分", "单项得分", "折算得分", "折合分", "换算分", "实得分数", "总评", "总评成绩", "期末成绩", "平时成绩", "考试成绩", "笔试成绩", "面试成绩", "加权分", "加权平均", "汇总得分", "得分汇总", "本月得分", "本项得分", "评分结果", "考核总分", "考评总分", "绩效总分", "附加分", "奖励分", "最终分数", "最后成绩", "合计得分", "分数合计", "积分", "总积分", "累计得分", "score awarded", "final mark", "final marks", "marks obtained", "obtained marks", "score obtained", "grand total", "average score", "avg score", "mean score", "weighted total", "raw score", "rating score", "points scored", "sum",
  ],
  band: ["优秀", "良好", "合格", "称职", "基本称职", "不称职", "不合格", "基本合格", "一般", "较差", "差", "好", "较好", "中", "良", "优", "分数段", "等级标准", "评分等级", "达标", "满意", "不满意", "基本满意", "是", "否", "很好", "很差", "评分区间", "分值区间", "档次", "excellent", "good", "fair", "poor", "average level", "satisfactory", "unsatisfactory", "needs improvement", "outstanding", "exceeds expectations", "meets expectations", "below expectations", "yes", "no", "n/a", "level 1", "level 2", "level 3", "level 4", "range", "band", "score range",
    "卓越", "优秀标准", "非常满意", "非常同意", "同意", "不同意", "非常不同意", "从不", "经常", "偶尔", "总是", "符合", "不符合", "基本符合", "a级", "b级", "c级", "d级", "s级", "一档", "二档", "三档", "优等", "中等", "strongly agree", "agree", "neutral", "disagree", "strongly disagree", "always", "often", "sometimes", "never", "rarely", "proficient", "advanced", "developing", "beginning", "exemplary", "accomplished", "novice", "partial", "full credit", "no credit", "partial credit", "below average", "above average", "very good", "very poor", "acceptable", "unacceptable", "exceeds", "meets",
  ],
  grade: ["等次", "等级", "建议等次", "评级", "考核等级", "绩效等级", "推荐等次", "考核等次", "最终绩效", "绩效评级", "评定等级", "评价等级", "级别评定", "考核结果", "考评等级", "最终等级", "评价结果", "结果等级", "评定结果", "评议等次", "grade", "rating", "level", "final grade", "status", "performance level",
    "综合等级", "考核评级", "绩效档次", "考评等次", "考核结论", "评定", "结论", "是否合格", "是否达标", "评审结论", "考评结果", "letter grade", "overall rating", "final rating", "performance rating", "performance grade", "pass/fail", "verdict", "outcome",
  ],
  rank: ["排名", "名次", "排序", "位次", "全局排名", "rank", "ranking", "position", "place",
    "总排名", "班级排名", "年级排名", "部门排名", "综合排名", "排位", "rank order", "standing", "placement",
  ],
  remark: ["备注", "说明", "说明(备注)", "改进建议", "评审意见", "理由", "领导评语", "评语", "意见", "建议", "备注说明", "原因", "扣分原因", "加分原因", "扣分理由", "评价意见", "加减分理由", "扣分说明", "得分说明", "改进", "改进措施", "存在问题", "情况说明", "扣分原因及说明", "反馈", "注释", "补充说明", "评分理由", "评分说明及理由", "remark", "remarks", "note", "notes", "comment", "comments", "reason", "feedback", "observations", "improvement", "suggestions",
    "点评", "评述", "总体评价", "评价说明", "整改意见", "整改要求", "扣分情况", "加分情况", "存在的问题", "问题描述", "问题及建议", "不足之处", "优点", "缺点", "亮点", "意见建议", "反馈意见", "考核评语", "主管评语", "上级评语", "评委意见", "备注信息", "其他说明", "strengths", "weaknesses", "areas for improvement", "general comments", "additional comments", "reviewer comments", "justification", "rationale", "reasoning", "suggestion", "action plan", "recommendations", "improvement plan",
  ],
  other: ["工号", "职务", "岗位", "职位", "性别", "年龄", "联系电话", "电话", "身份证号", "职级", "岗位名称", "状态", "代码", "人员编号", "学号", "优先级", "政治面貌", "学历", "forecast", "fcst", "priority", "title", "job title", "gender", "phone", "email", "staff no.", "employee id", "position title",
    "编码", "账号", "邮箱", "手机", "手机号", "籍贯", "民族", "出生年月", "出生日期", "入职日期", "入职时间", "工龄", "职称", "签名", "签字", "奖金", "绩效工资", "工资", "基本工资", "奖励金额", "链接", "网址", "附件", "id number", "date of birth", "salary", "bonus", "signature", "url", "link", "attachment",
  ],
};

/** First words of a row that sums up the rows above or below it. */
export const TOTAL_WORDS = ["合计", "总计", "小计", "总分", "总得分", "累计", "共计", "汇总", "得分合计", "合计得分", "总成绩", "考核成绩", "考核得分", "考核总分", "最终得分", "综合得分", "平均", "平均分", "平均值", "均值", "分值合计", "权重合计", "总和", "本页小计", "总评分", "总合计", "得分总计", "评价总分", "加权得分", "total", "totals", "sub-total", "subtotal", "sub total", "grand total", "sum", "average", "mean", "overall", "all", "overall total", "total score", "final score", "total points"] as const;

/** First words of an explanation. */
export const NOTE_WORDS = ["注", "备注", "说明", "填表说明", "注意", "附注", "注释", "填报说明", "评分说明", "填写说明", "考核说明", "使用说明", "评定标准", "等级标准", "评分标准", "打分说明", "note", "notes", "source", "sources", "remark", "remarks", "footnote", "see notes", "symbols", "see footnotes", "instructions", "for more information", "internet link", "n.b.", "key", "legend", "disclaimer", "abbreviations", "special notes"] as const;

/** Parts of a row where people sign, write an opinion or a date below the table. */
export const SIGNATURE_WORDS = ["签字", "签名", "签章", "盖章", "公章", "签署", "审批人", "审核人", "制表人", "填表人", "复核人", "评价者意见", "评分者意见", "评语", "综合意见", "领导意见", "考核人意见", "被考核人意见", "评价等级", "考核等级", "确认", "考评人", "单位负责人", "signature", "signed", "approved by", "prepared by", "reviewed by", "sign off", "sign-off", "落款"] as const;

/** Labels of a fill-in strip above a table. */
export const META_WORDS = ["部门", "部门名称", "所属部门", "所在部门", "岗位", "岗位名称", "职务", "职位", "姓名", "月份", "考核月份", "考核期", "考核阶段", "考核时间", "考核日期", "评价时间", "时间", "日期", "填报日期", "填报单位", "填报人", "填报部门", "填表日期", "填表时间", "填表单位", "填表部门", "单位", "单位名称", "所在单位", "工作单位", "职务层级", "职级", "人员类别", "考核季度", "考核年度", "考评时间", "考评日期", "被考核人", "被考核人姓名", "被考评人", "考核人", "评价人", "考评人", "直属领导", "直接上级", "考评得分", "考核得分", "总得分", "工号", "测评对象", "测评对象姓名", "评价对象", "项目名称", "项目负责人", "负责人", "联系电话", "年度", "季度", "考核周期", "编号", "表号", "制表日期", "制表单位", "所属单位", "班级", "学号", "学校", "评分人", "评委", "监考人", "任职时间", "入职时间", "入职日期", "考核期间", "名称", "预算单位", "主管部门", "实施单位", "department", "name", "date", "position", "period", "employee", "employee name", "reviewer", "auditor", "manager", "supervisor", "project", "team", "title", "student", "group", "job title", "prepared by", "target area", "audit date", "location", "review period", "company", "version", "course", "semester", "instructor"] as const;

/** Endings of a sheet's or a block's name. */
export const TITLE_ENDINGS = ["表", "一览", "明细", "办法", "方案", "体系", "框架", "清单", "细则", "册", "评价", "考核", "考评", "情况", "统计", "汇总", "模板", "报告", "指标", "计划", "标准", "结果", "名单", "台账", "scorecard", "rubric", "report", "table", "sheet", "list", "checklist", "form", "summary", "evaluation", "assessment", "review", "template", "matrix", "plan", "schedule", "survey"] as const;

/** Endings of an organisation's name. */
export const ORGANISATION_ENDINGS = ["局", "处", "科", "股", "室", "所", "部", "厅", "委", "办", "中心", "公司", "分局", "支部", "学院", "学校", "班", "组", "队", "院", "县", "市", "区", "镇", "乡", "街道", "单位", "集团", "department", "division", "office", "team", "branch", "unit", "inc", "ltd"] as const;

/** Frequent Chinese family names: a text of two to four characters that begins with one may be a person. */
export const FAMILY_NAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文褚卫" as const;

/** Words by which a level, a grade or a band is written into a cell. */
export const GRADE_VALUES = ["优秀", "良好", "合格", "称职", "基本称职", "不称职", "不合格", "基本合格", "一般", "较差", "差", "好", "较好", "中", "良", "优", "a", "b", "c", "d", "a+", "b+", "c+", "a-", "b-", "s", "excellent", "good", "fair", "poor", "pass", "fail", "high", "medium", "low", "达标", "未达标"] as const;

/** Units of measure as cell contents. */
export const UNIT_VALUES = ["%", "万元", "元", "个", "次", "人", "件", "项", "户", "篇", "天", "小时", "分", "亿元", "公里", "万公里", "是/否", "百分比", "份", "家", "台", "套", "吨", "米", "页", "条", "年", "月", "日", "人次", "户次", "percent", "days", "hours", "count", "usd", "pcs", "people", "$"] as const;
