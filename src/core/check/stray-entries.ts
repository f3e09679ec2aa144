import { isBlank } from "../grid/cell";
import type { TableRule } from "./check-rule";
import type { Finding } from "./finding";
import { cellArea, columnsOfRole, findingIn, shorten, type TableView } from "./table-view";

/** Where more rows than this share have no name of their own, names are given once for several rows. */
const MAX_SHARE = 0.1;

/** Rows within the table that are nothing else and have no name. */
function namelessRows(view: TableView, subject: number): readonly number[] {
  const { range, headerRows, repeatedHeaderRows, groupRows, totalRows, noteRows, metaRows, titleRows } = view.table.table;
  const taken = new Set([...view.bodyRows, ...groupRows, ...totalRows, ...noteRows, ...metaRows, ...titleRows]);
  for (const span of repeatedHeaderRows) for (let row = span.first; row <= span.last; row++) taken.add(row);
  const rows: number[] = [];
  for (let row = (headerRows?.last ?? range.row - 1) + 1; row < range.row + range.rows; row++) {
    if (!taken.has(row) && !view.merges.isCovered(row, subject) && isBlank(view.value(row, subject))) rows.push(row);
  }
  return rows;
}

/** CK-28: points in a row that names nobody: they count for nobody. */
export const strayEntries: TableRule = {
  id: "stray-entries",
  check: (view) => {
    const [subject] = columnsOfRole(view.table, "subject");
    if (!subject || view.subjectByRow.size === 0) return [];
    const found = namelessRows(view, subject.column).flatMap((row) => {
      const entered = view.entryColumns.filter(({ column }) => view.reading(row, column).value !== null && view.formula(row, column) === null);
      const [first] = entered;
      return first ? [{ row, first: first.column, count: entered.length, label: first.label }] : [];
    });
    if (found.length > Math.max(1, view.subjectByRow.size * MAX_SHARE)) return [];
    return found.map(({ row, first, count, label }): Finding => findingIn(view, "entry.nobodys", "error", cellArea(view, row, first), { item: shorten(label), count }));
  },
};
