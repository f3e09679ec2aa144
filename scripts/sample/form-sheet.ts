import { runsOf } from "./indicator-sheet";
import type { MistakeLog } from "./mistake";
import type { Person } from "./roster";
import type { SeededRandom } from "./seeded-random";
import { aggregate, type BookWriter } from "./sheet-writer";

type FormItem = { readonly group: string; readonly name: string; readonly criterion: string; readonly fullMark: number };

const item = (group: string, name: string, fullMark: number, criterion: string): FormItem => ({ group, name, fullMark, criterion });

const ITEMS: readonly FormItem[] = [
  item("德", "政治品质", 10, "政治立场坚定，执行上级决策部署不打折扣。"),
  item("德", "职业道德", 10, "恪守职业操守，无有效投诉。"),
  item("能", "业务能力", 10, "熟悉岗位政策和流程，能独立处理疑难问题。"),
  item("能", "组织协调", 10, "善于统筹，部门间配合顺畅。"),
  item("勤", "出勤情况", 5, "迟到、早退每次扣0.5分，旷工不得分。"),
  item("勤", "工作态度", 10, "主动担当，按时完成交办事项。"),
  item("绩", "完成任务", 20, "按时、按质完成季度工作任务。"),
  item("绩", "工作创新", 10, "有经验做法被市局以上推广的得满分。"),
  item("廉", "廉洁自律", 10, "遵守廉洁从政规定，无违规违纪行为。"),
  item("廉", "责任落实", 5, "落实一岗双责，按期完成责任清单。"),
];

const FIRST = 6;
const COLUMNS = 8;

/** The name of the sheet that holds a person's form. */
const formSheetName = (person: Person): string => `考核表-${person.name}`;

/** One form a sheet, one person each: indicators down; self-assessment, the leader's marks and the marks given. The total of the last is still empty. */
export function writeFormSheet(book: BookWriter, person: Person, random: SeededRandom, log: MistakeLog): void {
  const sheet = book.sheet(formSheetName(person));
  sheet.merge(1, 1, 1, COLUMNS, "云州市税务局干部季度考核表", "title");
  sheet.merge(2, 1, 1, COLUMNS, "（2026年第三季度）", "subtitle");
  sheet.put(3, 1, "姓名", "label");
  sheet.put(3, 2, person.name, "centre");
  sheet.put(3, 3, "所在单位", "label");
  sheet.merge(3, 4, 1, 2, person.unit, "centre");
  sheet.put(3, 6, "职务层级", "label");
  sheet.merge(3, 7, 1, 2, person.level, "centre");
  sheet.put(4, 1, "工号", "label");
  sheet.put(4, 2, person.id, "centre");
  sheet.put(4, 3, "人员类别", "label");
  sheet.merge(4, 4, 1, 2, person.category, "centre");
  sheet.put(4, 6, "填表日期", "label");
  sheet.merge(4, 7, 1, 2, "2026年10月8日", "centre");
  for (const [index, header] of ["考核项目", "考核内容", "评分标准", "分值", "自评", "领导评分", "得分", "备注"].entries()) sheet.put(5, index + 1, header, "header");

  const selfMarks: number[] = [];
  const leaderMarks: number[] = [];
  for (const [index, { name, criterion, fullMark }] of ITEMS.entries()) {
    const row = FIRST + index;
    const self = fullMark - random.pick([0, 0, 0.5, 1]);
    const leader = fullMark - random.pick([0.5, 0.5, 1, 1.5]);
    selfMarks.push(self);
    leaderMarks.push(leader);
    sheet.put(row, 2, name, "name");
    sheet.put(row, 3, criterion, "text");
    sheet.put(row, 4, fullMark, "whole");
    sheet.put(row, 5, self, "mark");
    sheet.put(row, 6, leader, "mark");
    sheet.put(row, 7, leader, "mark");
    sheet.put(row, 8, null, "text");
  }
  for (const { key, start, length } of runsOf(ITEMS, ({ group }) => group)) sheet.merge(FIRST + start, 1, length, 1, key, "label");
  const last = FIRST + ITEMS.length - 1;
  const total = last + 1;
  sheet.merge(total, 1, 1, 3, "合计", "total");
  sheet.put(total, 4, aggregate("SUM", `D${FIRST}:D${last}`, ITEMS.map(({ fullMark }) => fullMark)), "total");
  sheet.put(total, 5, aggregate("SUM", `E${FIRST}:E${last}`, selfMarks), "total");
  const leaderSum = aggregate("SUM", `F${FIRST}:F${last}`, leaderMarks);
  if (log) {
    sheet.put(total, 6, leaderSum.value + 2, "total");
    log({ sheet: sheet.name, cell: `F${total}`, what: `合计直接填写${leaderSum.value + 2}，上面各项之和为${leaderSum.value}` });
  } else sheet.put(total, 6, leaderSum, "total");
  sheet.put(total, 7, null, "total");
  sheet.put(total, 8, null, "total");
  sheet.put(total + 1, 1, "个人小结", "label");
  sheet.merge(total + 1, 2, 1, COLUMNS - 1, "本季度按计划完成各项工作任务，详见工作总结。", "box");
  sheet.put(total + 2, 1, "领导评语", "label");
  sheet.merge(total + 2, 2, 1, COLUMNS - 1, null, "box");
  sheet.merge(total + 3, 1, 1, 3, "本人签字：", "strip");
  sheet.merge(total + 3, 4, 1, 5, "主管领导签字：                年    月    日", "strip");
  sheet.merge(total + 4, 1, 1, COLUMNS, "注：得分由考核组根据自评和领导评分审定。", "note");

  sheet.widths([10, 14, 40, 8, 9, 11, 9, 12]);
  sheet.heights(1, 1, 34);
  sheet.heights(3, 4, 24);
  sheet.heights(5, 5, 26);
  sheet.heights(FIRST, last, 28);
  sheet.heights(total, total, 24);
  sheet.heights(total + 1, total + 2, 56);
  sheet.heights(total + 3, total + 3, 28);
  sheet.print({ orientation: "portrait", paper: "A4", titleRows: null });
}
