import { dayOf } from "../template/day-text";
import type { TableRule } from "./check-rule";
import { cellArea, columnAt, findingIn, foldName, headerText, rowLabel, shorten, type TableView } from "./table-view";
import type { Finding } from "./finding";
import { tablePeriod } from "./table-period";

/** When something happened, not when somebody was born, joined, or has to be done. */
const HAPPENED = /日期|时间|date/iu;
const OTHER_DAYS = /出生|入职|任职|任现|参加工作|工作时间|入党|入团|截止|截至|期限|完成时限|填表|填报|制表|打印|签|下达|计划|birth|due|deadline|hire|join|print|sign|plan/iu;
/** More than half of a column outside: the title speaks of something else. */
const MOST = 0.5;
const MAX_LISTED = 10;

/** Rows of a ledger, too, of which no subject is scored. */
function rowsBelowHeader({ table: { table, bodyRows }, totalRows }: TableView): readonly number[] {
  if (bodyRows.length > 0) return bodyRows;
  const first = (table.headerRows?.last ?? table.range.row - 1) + 1;
  return Array.from({ length: Math.max(0, table.range.row + table.range.rows - first) }, (_, i) => first + i).filter((row) => !totalRows.has(row));
}

function inColumn(view: TableView, column: number, from: string, to: string): readonly Finding[] {
  const days = rowsBelowHeader(view).flatMap((row) => {
    if (view.merges.isCovered(row, column)) return [];
    const day = dayOf(view.value(row, column), view.workbook.date1904);
    // A bare small number is no day of our time.
    return day === null || day < "2000" || day >= "2100" ? [] : [{ row, day }];
  });
  const outside = days.filter(({ day }) => day < from || day > to);
  if (outside.length > MOST * days.length) return [];
  return outside.slice(0, MAX_LISTED).map(({ row, day }) => findingIn(view, "entry.date-outside", "warning", cellArea(view, row, column), { item: shorten(rowLabel(view, row)), day, from, to, count: outside.length }));
}

/** CK-102: a day on which something happened, before or after the period that the table states. */
export const entryDates: TableRule = {
  id: "entry-dates",
  check: (view) => {
    const period = tablePeriod(view);
    if (!period) return [];
    return view.table.table.columns.flatMap(({ column }) => {
      const header = foldName(headerText(columnAt(view.table, column)));
      return HAPPENED.test(header) && !OTHER_DAYS.test(header) ? inColumn(view, column, period.from, period.to) : [];
    });
  },
};
