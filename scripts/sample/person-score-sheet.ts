import type { MistakeLog } from "./mistake";
import type { Person } from "./roster";
import type { SeededRandom } from "./seeded-random";
import type { BookWriter, SheetWriter } from "./sheet-writer";

export const PERSON_SCORE_SHEET = "个人绩效";

const LEADING = ["序号", "工号", "姓名", "所在单位", "职务层级", "人员类别"];
const GROUPS = [
  {
    name: "共性指标",
    indicators: [
      { name: "政治素质", fullMark: 15 },
      { name: "工作任务完成", fullMark: 30 },
      { name: "工作作风", fullMark: 15 },
      { name: "出勤纪律", fullMark: 10 },
    ],
  },
  {
    name: "个性指标",
    indicators: [
      { name: "岗位指标一", fullMark: 15 },
      { name: "岗位指标二", fullMark: 15 },
    ],
  },
];
const RESULTS = ["得分", "名次", "等次", "备注"];
const INDICATORS = GROUPS.flatMap((group) => group.indicators);
const FIRST = 6;
const FIRST_INDICATOR = LEADING.length + 1;
const columnName = (column: number): string => String.fromCharCode(64 + column);

/** People down, four common and two own indicators across. With mistakes, one person stands there twice under two spellings. */
export function writePersonScoreSheet(book: BookWriter, people: readonly Person[], random: SeededRandom, log: MistakeLog): void {
  const sheet = book.sheet(PERSON_SCORE_SHEET);
  const columns = LEADING.length + INDICATORS.length + RESULTS.length;
  const afterIndicators = FIRST_INDICATOR + INDICATORS.length;
  writeHeader(sheet, columns, afterIndicators);

  // The unit's short form, as people write it; the unit's own sheet has the full name.
  const misspelt = log ? people.findIndex((person) => person.unit === "城东税务分局" && person.level === "其他人员") : -1;
  const fullWidth = log ? people.findIndex((person) => person.unit === "税政科" && person.level === "部门副职") : -1;
  const blank = log ? people.findIndex((person) => person.unit === "城北税务分局" && person.level === "其他人员") : -1;
  const twice = log ? people.findIndex((person) => person.unit === "开发区税务分局" && person.name.length === 2) : -1;

  for (const [index, person] of people.entries()) {
    const row = FIRST + index;
    const unit = index === misspelt ? person.unit.replace("税务", "") : person.unit;
    if (index === misspelt) log?.({ sheet: PERSON_SCORE_SHEET, cell: `D${row}`, what: `单位写成“${unit}”，组织绩效得分表中为“${person.unit}”` });
    writePerson(sheet, row, index + 1, { ...person, unit });
    for (const [place, { name, fullMark }] of INDICATORS.entries()) {
      const column = FIRST_INDICATOR + place;
      const points = fullMark - Math.min(random.pick([0, 0.5, 0.5, 1, 1, 1.5, 2, 3]), fullMark * 0.2);
      if (index === fullWidth && name === "工作作风") {
        sheet.put(row, column, "１３．５", "mark");
        log?.({ sheet: PERSON_SCORE_SHEET, cell: `${columnName(column)}${row}`, what: "全角数字“１３．５”，是文本而不是数值" });
      } else if (index === blank && name === "岗位指标二") {
        sheet.put(row, column, null, "mark");
        log?.({ sheet: PERSON_SCORE_SHEET, cell: `${columnName(column)}${row}`, what: "漏填" });
      } else sheet.put(row, column, points, "mark");
    }
    writeResults(sheet, row, afterIndicators);
  }

  let next = FIRST + people.length;
  const again = people[twice];
  if (again) {
    const spaced = [...again.name].join("　");
    log?.({
      sheet: PERSON_SCORE_SHEET,
      cell: `C${next}`,
      what: `“${spaced}”与第${FIRST + twice}行“${again.name}”是同一个人（工号相同），重复填报`,
    });
    writePerson(sheet, next, people.length + 1, { ...again, name: spaced });
    for (const [place, { fullMark }] of INDICATORS.entries()) sheet.put(next, FIRST_INDICATOR + place, fullMark - 1, "mark");
    writeResults(sheet, next, afterIndicators);
    next++;
  }

  sheet.merge(next, 1, 1, columns, "注：1.得分、名次、等次由考核考评科计算后填列。2.名次按职务层级和人员类别分组排列。3.个性指标按岗位职责确定。", "note");
  sheet.merge(next + 2, 1, 1, 5, "制表人：", "strip");
  sheet.merge(next + 2, 6, 1, 5, "审核人：", "strip");
  sheet.merge(next + 2, 11, 1, columns - 10, "签发人：", "strip");
  sheet.widths([6, 10, 10, 17, 11, 10, 15, 19, 15, 15, 17, 17, 9, 7, 7, 10]);
  sheet.heights(FIRST, next - 1, 20);
  sheet.heights(next, next, 18);
  sheet.freeze(FIRST, 4);
  sheet.print({ orientation: "landscape", paper: "A4", titleRows: [4, 5] });
}

function writeHeader(sheet: SheetWriter, columns: number, afterIndicators: number): void {
  sheet.put(1, 1, "附件3", "annex");
  sheet.merge(2, 1, 1, columns, "云州市税务局2026年第三季度个人绩效考评得分表", "title");
  sheet.merge(3, 1, 1, 6, "填报单位：考核考评科", "strip");
  sheet.merge(3, columns - 4, 1, 5, "考评期：2026年7月至9月", "stripRight");
  for (const [index, header] of LEADING.entries()) sheet.merge(4, index + 1, 2, 1, header, "header");
  let column = FIRST_INDICATOR;
  for (const { name, indicators } of GROUPS) {
    sheet.merge(4, column, 1, indicators.length, name, "header");
    for (const indicator of indicators) sheet.put(5, column++, `${indicator.name}（${indicator.fullMark}分）`, "header");
  }
  for (const [index, header] of RESULTS.entries()) sheet.merge(4, afterIndicators + index, 2, 1, header, "header");
  sheet.heights(2, 2, 32);
  sheet.heights(3, 3, 20);
  sheet.heights(4, 4, 22);
  sheet.heights(5, 5, 34);
}

function writePerson(sheet: SheetWriter, row: number, serial: number, person: Person): void {
  sheet.put(row, 1, serial, "whole");
  sheet.put(row, 2, person.id, "centre");
  sheet.put(row, 3, person.name, "centre");
  sheet.put(row, 4, person.unit, "name");
  sheet.put(row, 5, person.level, "centre");
  sheet.put(row, 6, person.category, "centre");
}

function writeResults(sheet: SheetWriter, row: number, column: number): void {
  for (let index = 0; index < RESULTS.length; index++) sheet.put(row, column + index, null, index === 0 ? "decimal" : "centre");
}
