import type { Person } from "./roster";
import type { SeededRandom } from "./seeded-random";
import type { BookWriter } from "./sheet-writer";

export const RATER_SHEET = "民主测评";

const RATERS = 7;
const FIRST = 6;
const FIRST_RATER = 5;

/** The heads of the units down, raters by number across. One rater did not rate the head of one's own unit. */
export function writeRaterSheet(book: BookWriter, people: readonly Person[], random: SeededRandom): void {
  const sheet = book.sheet(RATER_SHEET);
  const heads = people.filter((person) => person.level === "部门正职");
  const after = FIRST_RATER + RATERS;
  const columns = after + 1;
  sheet.put(1, 1, "附件4", "annex");
  sheet.merge(2, 1, 1, columns, "云州市税务局2026年第三季度部门正职民主测评表", "title");
  sheet.merge(3, 1, 1, 4, "测评时间：2026年10月9日", "strip");
  sheet.merge(3, columns - 4, 1, 5, "满分：100分", "stripRight");
  for (const [index, header] of ["序号", "所在单位", "姓名", "职务层级"].entries()) sheet.merge(4, index + 1, 2, 1, header, "header");
  sheet.merge(4, FIRST_RATER, 1, RATERS, "评委评分（百分制）", "header");
  for (let rater = 1; rater <= RATERS; rater++) sheet.put(5, FIRST_RATER + rater - 1, `评委${rater}`, "header");
  for (const [index, header] of ["平均分", "名次"].entries()) sheet.merge(4, after + index, 2, 1, header, "header");

  for (const [index, head] of heads.entries()) {
    const row = FIRST + index;
    const level = random.integer(88, 95);
    sheet.put(row, 1, index + 1, "whole");
    sheet.put(row, 2, head.unit, "name");
    sheet.put(row, 3, head.name, "centre");
    sheet.put(row, 4, head.level, "centre");
    for (let rater = 0; rater < RATERS; rater++) {
      const given = Math.min(100, level + random.integer(-4, 4));
      const absent = index === 4 && rater === 5;
      sheet.put(row, FIRST_RATER + rater, absent ? null : given, "mark");
    }
    sheet.put(row, after, null, "decimal");
    sheet.put(row, after + 1, null, "centre");
  }
  const next = FIRST + heads.length;
  sheet.merge(next, 1, 1, columns, "注：评委不评本单位负责人，相应空格留空，按实际评分人数平均。", "note");
  sheet.merge(next + 2, 1, 1, 4, "计票人：", "strip");
  sheet.merge(next + 2, 5, 1, 4, "监票人：", "strip");
  sheet.widths([6, 17, 10, 11, ...Array.from({ length: RATERS }, () => 8), 10, 8]);
  sheet.heights(2, 2, 32);
  sheet.heights(4, 5, 22);
  sheet.heights(FIRST, next - 1, 22);
  sheet.freeze(FIRST, FIRST_RATER);
  sheet.print({ orientation: "landscape", paper: "A4", titleRows: [4, 5] });
}
