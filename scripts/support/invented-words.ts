import type { CellValue } from "../../src/core/grid/cell";

/** What invented tables are filled with. Written for this purpose; no table in the world says just this. */
export const STEMS = ["政治", "业务", "服务", "税收", "财务", "队伍", "创新", "安全", "学习", "团队", "作风", "廉洁", "宣传", "信息", "档案", "督查", "收入", "征管", "风险", "法治", "基层", "党建", "干部", "项目", "预算", "资产", "沟通", "执行", "责任", "专业", "教学", "科研", "销售", "客户", "设备", "仓储", "卫生", "护理", "采购", "现场", "计划", "课堂", "论文", "会议", "产品"] as const;
export const TAILS = ["建设", "管理", "质量", "效率", "满意度", "执行力", "保障", "落实", "能力", "态度", "成效", "规范", "协作", "培训", "公开", "整改", "监督", "水平", "素质", "纪律", "意识", "贡献", "表现", "改进", "控制", "工作", "展示", "设计", "文档", "组织"] as const;
export const MEASURE_TAILS = ["完成率", "次数", "完成情况", "数量", "金额", "合格率", "增长率", "覆盖率", "达标率", "人数", "办结率", "准确率", "及时率", "件数", "天数", "产量", "差错率", "完成数", "收入额"] as const;
export const LATIN_LABELS = ["Budget control", "Quality", "Delivery", "Safety", "Training", "Customer service", "Documentation", "Code review", "Teamwork", "Planning", "Risk control", "Data accuracy", "User stories", "Testing", "Communication", "Design", "Response time", "Presentation", "Attendance", "Leadership", "Problem solving", "Initiative", "Creativity", "Lab report", "Homework 1", "Midterm", "Uptime"] as const;
export const SENTENCES = ["按时完成上级布置的各项任务，未完成的每项扣2分，扣完为止。", "严格执行各项规章制度，无违规违纪行为；发现一次扣1分。", "根据年度计划和工作要求，准确、及时上报各类材料。", "工作积极主动，有强烈的责任感，能够超额完成任务", "完成率达到100%得满分，每低1个百分点扣0.5分", "①计划合理②措施得当③效果明显", "能较好地与同事配合，完成领导交办的其他工作", "资料齐全、归档及时，每缺一项扣1分。", "全年无责任事故得满分，发生一起不得分", "反映单位对相关政策的理解和执行情况，考查是否到位。", "优点：思路清楚；不足：细节欠缺。", "态度端正、遵守纪律、按时出勤，无迟到早退现象", "由办公室组织，每季度检查一次，结果计入年度考核。", "表达流畅，结构完整，能回答提问"] as const;
export const LATIN_SENTENCES = ["Explains the approach clearly, handles edge cases, and documents every assumption made.", "Deducts one point for each missing section; late work is not accepted.", "Meets all requirements and shows independent thinking.", "Most of the steps are shown, but the reasoning is incomplete.", "Every record is complete and entered within two working days of the event.", "Did they use the right data and label both axes of the plot?", "Important to monitor after the start, since early feedback keeps users satisfied.", "Describe how the data were collected and how quality was verified."] as const;
export const QUESTIONS = ["是否按期完成年度任务？", "对服务质量是否满意", "能否独立处理本岗位的问题", "Have all staff been trained?", "Is the documentation current and complete?", "I feel that my manager listens to me.", "是否存在违规行为", "课堂气氛是否活跃"] as const;
export const NAMES = ["张伟", "王芳", "李娜", "刘洋", "陈静", "赵磊", "周敏", "吴强", "孙丽", "马超", "朱红", "郑凯", "何雨晴", "林子豪", "欧阳明", "钱进", "Anna Bell", "Peter Sun", "M. Chen", "Olivia", "J. Smith", "Tom", "wangqiang", "Maria Lopez", "Kim Lee"] as const;
export const ORGANISATIONS = ["办公室", "法制科", "人事科", "第一税务所", "征收管理科", "信息中心", "财务处", "城东分局", "综合处", "机关党委", "市场部", "研发中心", "护理部", "教务处", "生产一班", "后勤集团", "青山镇", "河西街道", "数学学院", "北方公司", "Finance", "IT Department", "Sales Team", "North Branch", "Acme Ltd", "Research Office"] as const;
export const DOCUMENTS = ["考勤记录", "财务报告", "会议纪要", "系统导出", "检查通报", "统计年报", "工作台账", "抽查记录", "客户回访", "Survey", "Audit log", "HR system", "现场查看", "查阅资料"] as const;
export const UNITS = ["%", "个", "万元", "次", "是/否", "人", "件", "天", "项", "小时", "份", "元"] as const;
export const GRADES = ["优秀", "合格", "称职", "良好", "A", "B+", "B", "C", "好", "较好", "不合格", "Excellent", "Good", "一般"] as const;
export const BAND_TEXTS = ["18-20分", "15-17分", "90以上", "80（含）-90分", "≥95%", "60分以下", "9-10分", "优秀：90-100", "0-12分", "<60", "85%~95%"] as const;
export const CODES = ["KPI-", "A", "Q", "ZB", "No.", "1-"] as const;
export const SCALES: readonly (readonly string[])[] = [["优秀", "良好", "合格", "不合格"], ["好", "较好", "一般", "较差"], ["经常", "有时", "偶尔", "从不"], ["满意", "基本满意", "不满意"], ["称职", "基本称职", "不称职"], ["5", "4", "3", "2", "1"], ["10", "8", "6", "4"], ["0", "0.5", "1"], ["A", "B", "C", "D"], ["Excellent", "Good", "Fair", "Poor"], ["Always", "Often", "Sometimes", "Never"], ["Yes", "No"], ["YES", "NO", "N/A"], ["Exceeds expectations", "Meets expectations", "Below expectations"], ["是", "否"], ["优", "良", "中", "差"], ["Excellent (4)", "Good (3)", "Fair (2)", "Poor (1)"], ["优（90-100）", "良（75-89）", "中（60-74）", "差（60以下）"]];
export const HEADER_PREFIXES = ["年度", "季度", "本月", "部门", "个人", "岗位", "综合", "本期", "2024年", "单位", "工作", "主要", "具体", "全年", "考核", "评价", "绩效", "项目", "上半年", "最终"] as const;
export const HEADER_SUFFIXES = ["（分）", "（100分）", "(%)", "：", "*", "（30%）", "（20分）", "（必填）", "及说明", "1", "（万元）", "栏"] as const;
export const ODD_HEADERS = ["栏目", "甲", "乙", "xxx", "情况", "数据", "其他", "A", "第一项", "内容一", "Column1", "n", "-"] as const;
export const PARENTS = ["考核得分", "评分情况", "一季度", "评分", "民主测评得分（95分）", "测评得分", "完成情况", "各项得分", "Scores", "Results", "考核情况", "打分"] as const;

/** Fields that have no role of their own, with what stands in them. */
export const OTHER_FIELDS: readonly { readonly header: string; readonly value: (r: { readonly pick: <T>(list: readonly T[]) => T; readonly count: (low: number, high: number) => number }, row: number) => CellValue }[] = [
  { header: "工号", value: (_, row) => String(1000 + row * 7) },
  { header: "工号", value: (_, row) => 20230000 + row * 3 },
  { header: "学号", value: (_, row) => `2021${String(row + 1).padStart(4, "0")}` },
  { header: "职务", value: (r) => r.pick(["科长", "科员", "主任", "主管", "经理", "工程师"]) },
  { header: "岗位", value: (r) => r.pick(["会计", "出纳", "司机", "前台", "助理", "技术员"]) },
  { header: "性别", value: (r) => r.pick(["男", "女"]) },
  { header: "年龄", value: (r) => r.count(20, 60) },
  { header: "联系电话", value: (r) => `138${String(r.count(10000000, 99999999))}` },
  { header: "学历", value: (r) => r.pick(["本科", "大专", "硕士"]) },
  { header: "状态", value: (r) => r.pick(["在岗", "离岗", "进行中", "已完成"]) },
  { header: "优先级", value: (r) => r.pick(["高", "中", "低"]) },
  { header: "奖金", value: (r) => r.count(1, 90) * 100 },
  { header: "基本工资", value: (r) => r.count(30, 120) * 100 },
  { header: "身份证号", value: (_, row) => `3201011980010${String(row).padStart(5, "0")}` },
  { header: "签名", value: () => null },
  { header: "Employee ID", value: (_, row) => `E${String(100 + row)}` },
  { header: "Priority", value: (r) => r.pick(["High", "Medium", "Low"]) },
  { header: "Status", value: (r) => r.pick(["Open", "Done", "In progress"]) },
  { header: "Email", value: (_, row) => `user${String(row)}@example.org` },
  { header: "Job title", value: (r) => r.pick(["Engineer", "Manager", "Analyst"]) },
  { header: "Bonus", value: (r) => r.count(1, 90) * 100 },
  { header: "Gender", value: (r) => r.pick(["M", "F"]) },
];
