import { isCellError } from "../grid/cell";
import type { TableRule } from "./check-rule";
import type { Finding } from "./finding";
import { columnAt, findingIn, headerText, runsOf, shorten } from "./table-view";

/**
 * CK-65: error values (#DIV/0!, #REF! …) in a table, a finding for each run of the same error in a column. In a table
 * that nobody has filled yet a division by nothing is to be expected: a notice.
 */
export const cellErrors: TableRule = {
  id: "cell-errors",
  check: (view) => {
    const { range } = view.table.table;
    const rows = Array.from({ length: range.rows }, (_, i) => range.row + i);
    const unfilled = view.entryColumns.length > 0 && view.entryColumns.every((entry) => entry.rows.every((row) => view.reading(row, entry.column).kind === "blank"));
    const findings: Finding[] = [];
    for (let column = range.column; column < range.column + range.columns; column++) {
      const byError = new Map<string, number[]>();
      for (const row of rows) {
        const value = view.value(row, column);
        if (!isCellError(value)) continue;
        const list = byError.get(value.error);
        if (list) list.push(row);
        else byError.set(value.error, [row]);
      }
      for (const [error, list] of byError) {
        for (const run of runsOf(list, rows)) {
          const area = { row: run.first, column, rows: run.last - run.first + 1, columns: 1 };
          const expected = unfilled && (error === "#DIV/0!" || error === "#N/A");
          findings.push(findingIn(view, "cell.error", expected ? "notice" : "error", area, { error, item: shorten(headerText(columnAt(view.table, column))), count: run.count }));
        }
      }
    }
    return findings;
  },
};
