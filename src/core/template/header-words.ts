/**
 * What headers, labels and titles are called in Chinese (and English) evaluation workbooks. Every pattern is
 * tested against text folded as in keys.ts, marks removed. Source: the words met in real workbooks.
 */

/** A column that adds up or averages others. */
export const TOTAL_HEADER =
  /^(总分值?|总得分|总成绩|总计|合计(得分|分数?)?|得分合计|小计|总评(分|成绩)?|总体评分|综合(得分|评分|成绩|分数?|考核得分|评价得分|权值)|最终(得分|分数|成绩|评分)|最后得分|(考核|考评|考核评价|年度|季度|月度|本季度?|本月|全年|绩效|累计|加权|折算|折合|实际|实得|评定|审定|确认|核定)(考核|绩效)?(总)?(得分|成绩|总分|分数|分)|平均(分|得分|值|成绩)?|均分|加权平均分?|个人得分|单位得分|total(score|points?)?|sum|subtotal|sub-total|average|mean|final(score)?|overall)$/iu;

/** Among totals: only part of the way to the final score. */
export const SUBTOTAL_HEADER = /^(小计|平均(分|得分|值|成绩)?|均分|subtotal|sub-total|average|mean)$/iu;

/** Among totals: what was decided in the end, rather than added up or averaged. */
export const STATED_SCORE_HEADER = /^(最终(得分|分数|成绩|评分)|最后得分|(考核|考评|考核评价|评定|审定|确认|核定|实际|实得)(考核)?(得分|成绩|分数|分)|finalscore)$/iu;

/** Says "points" and nothing about whose or what for. */
export const PLAIN_SCORE_HEADER = /^(得分|评分|打分|分数|成绩|本栏得分|考核分|考评分|评价得分|评分结果|分值得分|实得分|自评得分|score|scores|points?|mark|marks|earnedscore|earnedpoints)$/iu;

export const SELF_HEADER = /自评|自我评|自我鉴定|本人评|自测|自查得分|个人自评|self/iu;
export const LEADER_HEADER = /领导|上级|主管|局长|科长|处长|所长|股长|分管|主要负责人|经理|直属|考核人评|leader|manager|supervisor/iu;
/** A single rater of several: 评委1, 专家A, 评分人甲, Judge 3. */
export const RATER_HEADER = /^(评委|专家|评审(员|人|专家)?|考评(员|人)|评分(员|人)|打分人|测评人|评议人|评价人|考核组|考评组|评审组|裁判|监考|选票|票|judge|rater|reviewer|assessor|evaluator)(第?[0-9A-Za-z一二三四五六七八九十甲乙丙丁戊]+号?)?(评分|打分|得分|评)?$/iu;
/** A group of raters in one column or over several. */
export const RATER_GROUP_HEADER = /^(评委|专家|评审|考评人员?|评分人|打分人|测评人|评议人|同事|同级|互评|同事互评|下级|群众|民主测评|民主评议|服务对象|客户|他评|peers?|judges?|raters?|reviewers?)(评分|打分|得分|评价|测评|评议|评)?$/iu;

/** Numbers that are not points given: never an indicator of a matrix. */
export const NOT_POINTS_HEADER = /年龄|工龄|电话|手机|联系|邮箱|身份证|日期|时间|年份|入职|出生|金额|奖金|工资|薪|人数|天数|次数|件数|数量|排名|名次|位次|序号|编号|备注|系数|比例|完成率|增长率|同比|环比|万元|亿元|amount|bonus|salary|date|phone|age|rank|count|qty|quantity/iu;

/** Codes of people or units that stay the same over the years. */
export const CODE_HEADER = /^(工号|职工(编)?号|员工(编)?号|人员(编)?(号|码)|人员代码|人员编码|干部(编)?号|警号|学号|证件号码?|姓名代码|单位(代码|编码|编号)|部门(代码|编码|编号)|机构(代码|编码)|税务机关代码|组织机构代码|代码|编码|指标(代码|编码|编号)|考核代码|staffno\.?|staffnumber|staffid|employee(id|no\.?|number)|id|code)$/iu;

/** Columns whose values make ranking pools. */
export const POOL_HEADER = /职务|职级|层级|级别类|人员类别|类别|类型|岗位|序列|身份|政治面貌|性别|学历|编制|片区|分类|系列|层次|组别|category|level|grade|post|position|type/iu;

export const PERSON_HEADER = /姓名|名字|人员|被考核人|被考评人|被测评人|被评价人|被评人|考核对象姓名|干部|员工|职工|成员|学生|教师|个人|name|employee|staff|member|person|student/iu;
export const UNIT_HEADER = /单位|部门|处室|科室|股室|分局|税务所|机关|县局|区局|县市区|班级|团队|小组|机构|支部|unit|department|dept|division|office|team|bureau/iu;
export const PERSON_TITLE = /个人|干部|员工|职工|公务员|人员|数字人事|教师|姓名|personal|individual|employee|staff/iu;
export const UNIT_TITLE = /组织绩效|单位|部门|处室|科室|分局|县局|县区|区县|机关各|各科|各所|团队|organi[sz]ation|department|unit/iu;
export const UNIT_NAME = /(局|所|科|处|室|股|部|中心|分局|办|办公室|队|组|委|院|厅|公司|支部|大队|窗口|大厅|班|系|市|县|区|省|州|镇|乡|街道|村)([(（].{1,12}[)）])?$/u;

/** Labels of a form strip that name who is evaluated. */
export const PERSON_LABEL = /^(姓名|被考核人(姓名)?|被考评人(姓名)?|被测评人(姓名)?|被评价人(姓名)?|被评人|考核对象(姓名)?|测评对象(姓名)?|评价对象|员工姓名|干部姓名|人员姓名|name|employee(name)?)$/iu;
export const UNIT_SUBJECT_LABEL = /^(被考核(单位|部门|科室|处室)|被考评(单位|部门)|被评价单位|受评单位|考核单位名称|单位名称|部门名称|科室名称)$/iu;
export const UNIT_LABEL = /^(单位|部门|科室|处室|股室|所在(单位|部门|科室|处室)|所属(单位|部门|科室)|工作单位|单位\(部门\)|处室\(单位\)|department|dept|unit)$/iu;
export const FILLING_UNIT_LABEL = /^(填报单位|填表单位|填报部门|报送单位|上报单位)$/u;

/** Row labels of a line of marks inside a matrix. */
export const FULL_MARK_ROW = /^(满分值?|分值|标准分值?|最高分值?|基准分|总分值|maxscore|maximum|fullmarks?|points)$/iu;
export const WEIGHT_ROW = /^(权重(占比)?|占比|比重|权数|weights?)$/iu;

/** What a title says besides whom it is about. */
export const FORM_WORDS = /(年度|季度|月度|[0-9〇零一二三四五六七八九十]{1,4}年|第?[一二三四1-4]季度|[0-9一二三四五六七八九十]{1,3}月份?|绩效|考核|考评|测评|评价|评分|打分|量化|指标|目标|任务|汇总|自评|表格?|细则|标准|得分|统计|明细|情况|\(.*\))+/gu;

/** Sheet names that say nothing. */
export const GENERIC_SHEET_NAME = /^(sheet|工作表|表|表格|table|worksheet|考核表|评分表|绩效考核表?|绩效|自评表|打分表)[0-9]*(\([0-9]+\))?$/iu;

/** Money is never points, however the column is headed otherwise. */
export const MONEY_HEADER = /奖金|工资|薪|金额|元\)?$|bonusamount|salary/iu;

/** A header that asks for points. */
export const SCORE_LIKE_HEADER = /得分|评分|打分|分数|[分评]$|score|points?$|marks?$/iu;

/** Banners of a section: never the name of whom a form is about. */
export const SECTION_TITLE = /^(part|section|第[一二三四五六七八九十\d]+(部分|项|章)|[一二三四五六七八九十]、|[(（][一二三四五六七八九十\d]+[)）])/iu;

/** The family names of nearly all people in these workbooks, single characters. */
export const FAMILY_NAMES = new Set(
  "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝",
);
