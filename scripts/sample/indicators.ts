/** An indicator of the organisational performance of an invented bureau; full marks in points of a total of 100. */
export type Indicator = {
  readonly level1: string;
  readonly level2: string;
  readonly name: string;
  readonly criterion: string;
  readonly fullMark: number;
  readonly source: string;
  readonly owner: string;
  readonly period: "季度" | "月度";
};

const row = (
  level1: string,
  level2: string,
  name: string,
  fullMark: number,
  criterion: string,
  source: string,
  owner: string,
  period: Indicator["period"] = "季度",
): Indicator => ({ level1, level2, name, criterion, fullMark, source, owner, period });

const core = "税收主业（47分）";
const service = "服务与法治（25分）";
const team = "党建与队伍（18分）";
const office = "内部管理（10分）";

/** Points of a level are written into its name, as such tables do; they add up to 100. */
export const INDICATORS: readonly Indicator[] = [
  row(core, "税费收入", "收入预测准确率", 6, "季度收入预测误差在±3%以内的得满分，每超过0.5个百分点扣0.5分，扣完为止。", "收入核算系统", "收入核算科"),
  row(core, "税费收入", "收入均衡入库", 6, "月度入库进度与序时进度偏离不超过2个百分点的得满分，每超过1个百分点扣1分。", "收入核算系统", "收入核算科", "月度"),
  row(core, "征收管理", "纳税申报率", 10, "按期申报率达到98%得满分，每低0.1个百分点扣0.2分，扣完为止。", "征管质量监控台账", "征收管理科", "月度"),
  row(core, "征收管理", "欠税压减率", 6, "当季压减陈欠比例达到15%得满分，未达到的按完成比例计分。", "欠税管理台账", "征收管理科"),
  row(core, "征收管理", "发票管理合规率", 6, "抽查发现一户次不合规扣0.5分，造成后果的不得分。", "日常抽查记录", "税政科"),
  row(core, "风险管理", "风险应对完成率", 8, "按期完成全部推送任务得满分，每逾期一户扣0.5分。", "风险管理系统", "风险管理科", "月度"),
  row(core, "风险管理", "风险应对准确率", 5, "复核准确率达到95%得满分，每低1个百分点扣0.5分。", "复核工作底稿", "风险管理科"),
  row(service, "纳税服务", "办税满意度", 8, "满意度评价达到99%得满分，每低0.1个百分点扣0.2分。", "好差评系统", "纳税服务科"),
  row(service, "纳税服务", "投诉办结率", 5, "投诉举报按期办结率100%得满分，每逾期一件扣1分。", "投诉管理台账", "纳税服务科"),
  row(service, "依法行政", "执法过错率", 7, "每发生一起执法过错扣1分，被追究责任的不得分。", "内控监督平台", "法制科"),
  row(service, "依法行政", "重大执法决定法制审核", 5, "应审尽审得满分，漏审一件扣2分。", "法制审核台账", "法制科"),
  row(team, "党的建设", "党建责任落实", 8, "按责任清单逐项检查，每项未落实扣1分。", "党建责任清单", "机关党委"),
  row(team, "队伍建设", "学习兴税达标率", 6, "季度学习测试达标率100%得满分，每低1个百分点扣0.2分。", "学习平台", "人事教育科"),
  row(team, "队伍建设", "干部日常考核", 4, "按时完成季度考核并反馈得满分，每缺一人扣0.5分。", "考核台账", "人事教育科"),
  row(office, "政务管理", "督查督办完成率", 6, "按期办结得满分，每逾期一项扣1分，被通报的不得分。", "督办台账", "办公室", "月度"),
  row(office, "政务管理", "信息报送质量", 4, "采用信息每条计1分，满分4分；迟报、漏报一次扣0.5分。", "信息采用通报", "办公室", "月度"),
];
