import { writtenWorkbook, type Written } from "../../support/written-workbook";

/** Columns of the table: number, name, sixteen indicators, total, rank. */
export const COLUMNS = 20;
const INDICATORS = COLUMNS - 4;

/** A score table of so many people × 20 columns, nothing wrong with it. */
export function budgetWorkbook(people: number): Uint8Array {
  const marks = Array.from({ length: INDICATORS }, (_, index) => (index < 4 ? 7 : 6));
  const header: Written[] = ["序号", "姓名", ...marks.map((mark, index): Written => `第${"一二三四五六七八九十"[index % 10] ?? ""}${index >= 10 ? "补充" : ""}项工作（${String(mark)}分）`), "总分", "名次"];
  const rows = Array.from({ length: people }, (_, person): Written[] => [person + 1, `员工${String(person + 1)}号`, ...marks.map((mark, index): Written => mark - ((person * 7 + index * 3) % 5) / 2), null, null]);
  return writtenWorkbook([{ name: "个人绩效", rows: [["二〇二六年三季度个人绩效考评得分表"], header, ...rows], merges: ["A1:T1"] }]);
}
